//! The reader's notes: what they are, where they point, how they are written.
//!
//! This room knows texts and spans, and nothing of files: [`crate::io`] reads
//! and writes what is made here.

mod anchor;
mod change;
mod correction;
mod draft;
mod edited;
mod file;
mod name;
mod note;
mod toml_text;
mod wanted;

pub use anchor::{Anchor, Anchoring, Candidate, Doubt, Review, changed_words, same_words};
pub use change::{Change, Meanwhile, Verdict, in_conflict};
pub use correction::{Correction, Fix, Named, Thing, Voice};
pub use draft::KeptDraft;
pub use edited::{changes, sheet};
pub use file::{
    ArticleInfo, FORMAT, Merged, NotesFile, ParseProblem, Unmergeable, VERSION, merge, render, render_many,
};
pub use name::{file_name, hash_part, snapshot_name};
pub use note::{Deleted, EntityInfo, Note, NoteKind, QuoteInfo, Status, Target};
pub use toml_text::{needs_escape, toml_lines, toml_string};
pub use wanted::Wanted;
