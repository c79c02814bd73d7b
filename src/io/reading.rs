//! Where reading stopped, and what is read: a small file of the program's own.
//!
//! Losing it loses a convenience, never a note; so a file that cannot be read
//! counts as empty, and writing it is tried without a word.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::atomic;

/// As many articles are kept in mind.
const MOST: usize = 5000;

/// What is kept about one article.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reading {
    /// The article's id.
    pub id: String,
    /// Code points before the cursor.
    #[serde(default)]
    pub position: usize,
    /// Whether the reader counts it as read.
    #[serde(default)]
    pub read: bool,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct File {
    #[serde(default)]
    article: Vec<Reading>,
}

/// The file, read anew each time: another window may have written it.
#[derive(Debug, Clone)]
pub struct ReadingLog {
    path: PathBuf,
}

impl ReadingLog {
    /// The log in the program's folder for state.
    pub fn new(state_dir: &std::path::Path) -> Self {
        Self { path: state_dir.join("reading.toml") }
    }

    /// What is kept about every article.
    pub fn all(&self) -> Vec<Reading> {
        let text = std::fs::read_to_string(&self.path).unwrap_or_default();
        toml::from_str::<File>(&text).unwrap_or_default().article
    }

    /// What is kept about one article.
    pub fn of(&self, id: &str) -> Reading {
        let kept = self.all().into_iter().find(|reading| reading.id == id);
        kept.unwrap_or_else(|| Reading { id: id.to_owned(), ..Reading::default() })
    }

    /// Keeps where reading stopped (`None` leaves that) and the read mark.
    pub fn remember(&self, id: &str, position: Option<usize>, read: bool) {
        let mut all = self.all();
        let before = all.iter().position(|reading| reading.id == id).map(|at| all.remove(at));
        let position = position.or(before.map(|reading| reading.position)).unwrap_or(0);
        // The last one read stands last, so the oldest are dropped first.
        all.push(Reading { id: id.to_owned(), position, read });
        if all.len() > MOST {
            all.drain(..all.len() - MOST);
        }
        if let Ok(text) = toml::to_string(&File { article: all }) {
            let _ = atomic::write(&self.path, text.as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_and_marks_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let log = ReadingLog::new(&folder.path().join("state"));
        assert_eq!(log.of("a").position, 0);
        log.remember("a", Some(12), false);
        log.remember("b", Some(7), true);
        log.remember("a", None, true);
        assert_eq!(log.of("a"), Reading { id: "a".into(), position: 12, read: true });
        assert_eq!(log.all().len(), 2);
    }

    #[test]
    fn a_broken_file_counts_as_empty() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("reading.toml"), "article = 1").unwrap();
        let log = ReadingLog::new(folder.path());
        assert!(log.all().is_empty());
        log.remember("a", Some(1), false);
        assert_eq!(log.all().len(), 1);
    }
}
