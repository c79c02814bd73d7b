//! Analyses and notes as text for other programs: plain data in, `String` out.

mod citation;
mod corpus;
mod json;
mod notes;
mod report;
mod text;
mod toml;

pub use citation::{citation, close_quotation, passage};
pub use corpus::corpus;
pub use json::{corrected_json, json, json_pretty};
pub use notes::{NoteOf, notes_json};
pub use text::text;
pub use toml::{corrected_toml, toml};

use crate::notes::{ArticleInfo, Correction, Note, render, render_many};

/// The notes on one article and the reader's corrections, in the format of the
/// notes file.
pub fn notes(article: &ArticleInfo, notes: &[Note], corrections: &[Correction]) -> String {
    render(article, notes, corrections)
}

/// An article with what the reader noted and put right.
pub type Noted = (ArticleInfo, Vec<Note>, Vec<Correction>);

/// The notes on several articles: `format` and `version` as in the notes file,
/// and an array `article`, each with its notes as an array `note` and its
/// corrections as an array `correction`.
pub fn notes_of_many(articles: &[Noted]) -> String {
    render_many(
        articles
            .iter()
            .map(|(article, notes, corrections)| (article, notes.as_slice(), corrections.as_slice())),
    )
}
