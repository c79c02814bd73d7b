//! STAND-IN, replaced at merge: the notes folder.

use std::path::PathBuf;

use crate::Error;
use crate::notes::{ArticleInfo, Note};

/// The notes folder.
#[derive(Debug)]
pub struct Store {
    dir: PathBuf,
}

/// Why a file of the folder cannot be used.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The file.
    pub path: PathBuf,
    /// The line that is wrong.
    pub line: Option<usize>,
    /// What is wrong.
    pub error: Error,
}

/// The notes on one article.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The notes.
    pub notes: Vec<Note>,
    /// What was odd about the file.
    pub warnings: Vec<String>,
    /// Why the article's notes file cannot be used.
    pub blocked: Option<Problem>,
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
    pub fn new(dir: PathBuf) -> Self {
        Self { dir }
    }

    /// The notes on an article.
    pub fn load(&self, _info: &ArticleInfo) -> Loaded {
        Loaded::default()
    }

    /// Every notes file, and what could not be read.
    pub fn list(&self) -> (Vec<Listed>, Vec<Error>) {
        let _ = &self.dir;
        (Vec::new(), Vec::new())
    }
}
