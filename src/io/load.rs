//! STAND-IN, replaced at merge: reading articles.

use std::io::Read as _;
use std::path::PathBuf;

use crate::text::{Article, Format};
use crate::{Error, Result};

/// Where an article comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file; `None` is standard input.
    pub path: Option<PathBuf>,
}

impl Source {
    /// What to call it.
    pub fn label(&self) -> String {
        self.path.as_ref().map_or("-".to_owned(), |path| path.display().to_string())
    }
}

/// An article as read.
#[derive(Debug)]
pub struct Loaded {
    /// The article.
    pub article: Article,
    /// What was odd about the file.
    pub warnings: Vec<String>,
}

/// The articles that the paths name; a folder names every one in it.
pub fn sources(paths: &[PathBuf]) -> (Vec<Source>, Vec<Error>) {
    let mut sources = Vec::new();
    let mut errors = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            sources.push(Source { path: None });
        } else if path.is_dir() {
            let mut files: Vec<PathBuf> =
                std::fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
            files.sort();
            sources.extend(files.into_iter().map(|path| Source { path: Some(path) }));
        } else if path.exists() {
            sources.push(Source { path: Some(path.clone()) });
        } else {
            errors.push(Error::new(format!("{}: no such file", path.display())));
        }
    }
    (sources, errors)
}

/// Reads one article.
///
/// # Errors
/// Where it cannot be read.
pub fn read(source: &Source) -> Result<Loaded> {
    let mut bytes = Vec::new();
    match &source.path {
        Some(path) => std::fs::File::open(path).and_then(|mut file| file.read_to_end(&mut bytes)),
        None => std::io::stdin().read_to_end(&mut bytes),
    }
    .map_err(|error| Error::new(format!("cannot read {}: {error}", source.label())))?;
    let (article, warnings) = crate::text::parse(String::from_utf8_lossy(&bytes).into_owned(), Format::Plain);
    Ok(Loaded { article, warnings })
}
