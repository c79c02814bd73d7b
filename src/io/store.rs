//! STAND-IN, replaced at merge: the notes folder.

use std::path::PathBuf;

use crate::notes::{ArticleInfo, Note};
use crate::text::Article;
use crate::{Error, Result};

/// The notes folder.
#[derive(Debug)]
pub struct Store {
    dir: PathBuf,
}

/// The notes of one article.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The notes.
    pub notes: Vec<Note>,
    /// What was odd about the file.
    pub warnings: Vec<String>,
}

/// One notes file.
#[derive(Debug)]
pub struct Listed {
    /// Where it is.
    pub path: PathBuf,
    /// The article it is about.
    pub info: ArticleInfo,
    /// The notes.
    pub notes: Vec<Note>,
}

impl Store {
    /// The store in that folder.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// The notes on an article.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn load(&self, _article: &Article) -> Result<Loaded> {
        Ok(Loaded::default())
    }

    /// Every notes file, and what could not be read.
    pub fn list(&self) -> (Vec<Listed>, Vec<Error>) {
        let _ = &self.dir;
        (Vec::new(), Vec::new())
    }
}
