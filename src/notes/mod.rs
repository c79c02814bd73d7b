//! The reader's notes: what they are, where they point, how they are written.
//!
//! This room knows texts and spans, and nothing of files: [`crate::io`] reads
//! and writes what is made here.

mod note;

pub use note::{EntityInfo, Note, NoteKind, QuoteInfo, Status, Target};
