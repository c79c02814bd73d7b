//! Analyses and notes as text for other programs: plain data in, `String` out.

mod json;
mod notes;
mod report;
mod text;
mod toml;

pub use json::{json, json_pretty};
pub use notes::{NoteOf, notes_json};
pub use text::text;
pub use toml::toml;

use crate::notes::{ArticleInfo, Note, render, render_many};

/// The notes on one article, in the format of the notes file.
pub fn notes(article: &ArticleInfo, notes: &[Note]) -> String {
    render(article, notes)
}

/// The notes on several articles: `format` and `version` as in the notes file,
/// and an array `article`, each with its notes as an array `note`.
pub fn notes_of_many(articles: &[(ArticleInfo, Vec<Note>)]) -> String {
    render_many(articles.iter().map(|(article, notes)| (article, notes.as_slice())))
}
