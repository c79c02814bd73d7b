//! The reader's notes: what they are, where they point, how they are written.
//!
//! This room knows texts and spans, and nothing of files: [`crate::io`] reads
//! and writes what is made here.

mod draft;
mod file;
mod name;
mod note;
mod toml_text;

pub use draft::KeptDraft;
pub use file::{ArticleInfo, FORMAT, NotesFile, ParseProblem, VERSION, render, render_many};
pub use name::{file_name, hash_part, snapshot_name};
pub use note::{EntityInfo, Note, NoteKind, QuoteInfo, Status, Target};
pub use toml_text::{needs_escape, toml_lines, toml_string};

/// One change to the notes of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "changes come one at a time, and nearly all put a note")]
pub enum Change {
    /// Adds the note, or changes the note that has its id.
    Put(Note),
    /// Removes the note with this id; no such note is no error.
    Remove(String),
}
