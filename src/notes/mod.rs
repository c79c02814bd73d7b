//! The reader's notes: what they are, where they point, how they are written.
//!
//! This room knows texts and spans, and nothing of files: [`crate::io`] reads
//! and writes what is made here.

mod note;

pub use note::{EntityInfo, Note, NoteKind, QuoteInfo, Status, Target};

/// STAND-IN, replaced at merge: what a notes file says about its article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ArticleInfo {
    /// `blake3:...`.
    pub id: String,
    /// The title.
    pub title: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where.
    pub url: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When.
    pub published: Option<String>,
    /// The file it was read from.
    pub path: Option<String>,
    /// The copy of its text.
    pub snapshot: Option<String>,
}

impl ArticleInfo {
    /// What is known of an article.
    pub fn of(article: &crate::text::Article, path: Option<&str>) -> Self {
        Self {
            id: article.id().to_owned(),
            title: article.title().to_owned(),
            path: path.map(str::to_owned),
            ..Self::default()
        }
    }
}
