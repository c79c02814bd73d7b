//! Changes to notes, and what becomes of them where others changed the same
//! note meanwhile: the words of both are kept.

use std::collections::HashSet;

use ulid::Ulid;

use super::file::text_of;
use super::{Correction, Note};

/// One change to the notes or corrections of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "changes come one at a time, and nearly all put a note")]
pub enum Change {
    /// Adds a note, or changes the note that has its id.
    Put {
        /// The note as it shall be.
        note: Note,
        /// The note as it was when it was changed; `None` for a new one. Where
        /// the note on disk is another one now, somebody else changed it.
        base: Option<Note>,
    },
    /// Moves a note to the trash; no such note is no error.
    Remove(
        /// The note as it was when it was deleted.
        Note,
    ),
    /// Takes a note out, for it is on disk in the file of another text now. One
    /// that says something else by now stays.
    Take(
        /// The note as it was when it was put there.
        Note,
    ),
    /// Adds a correction.
    Correct(Correction),
    /// Takes the correction with this id back; no such correction is no error.
    TakeBack(String),
}

impl Change {
    /// The id of the note or correction that is changed.
    pub fn id(&self) -> &str {
        match self {
            Self::Put { note, .. } | Self::Remove(note) | Self::Take(note) => &note.id,
            Self::Correct(correction) => &correction.id,
            Self::TakeBack(id) => id,
        }
    }

    /// What is to be done to a note, where the one with this id is `there` now.
    /// Nobody changes a correction: it does nothing to notes.
    pub fn against(&self, there: Option<&Note>) -> Verdict {
        match (self, there) {
            (Self::Put { note, base: None }, None) => Verdict::Put(note.clone(), None),
            (Self::Put { note, base: Some(_) }, None) => {
                Verdict::Put(note.clone(), Some(Meanwhile::Deleted(note.clone())))
            }
            (Self::Put { note, .. }, Some(there)) if there.is_same(note) => Verdict::Nothing(None),
            (Self::Put { note, base: Some(base) }, Some(there)) if there.is_same(base) => {
                Verdict::Put(note.clone(), None)
            }
            (Self::Put { note, .. }, Some(there)) => {
                let here = note.as_conflict();
                let meanwhile = Meanwhile::Changed { there: there.clone(), here: here.clone() };
                Verdict::Put(here, Some(meanwhile))
            }
            (Self::Remove(_), None) => Verdict::Remove,
            (Self::Remove(note), Some(there)) if there.is_same(note) => Verdict::Remove,
            (Self::Remove(_), Some(there)) => Verdict::Nothing(Some(Meanwhile::Kept(there.clone()))),
            (Self::Take(note), Some(there)) if there.is_same(note) => Verdict::Take,
            (Self::Take(_), _) => Verdict::Nothing(None),
            (Self::Correct(_) | Self::TakeBack(_), _) => Verdict::Nothing(None),
        }
    }
}

/// What a change does to a notes file as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "there is one at a time")]
pub enum Verdict {
    /// The file stays as it is.
    Nothing(Option<Meanwhile>),
    /// This note is put into it.
    Put(Note, Option<Meanwhile>),
    /// The note goes to the trash.
    Remove,
    /// The note goes from this file.
    Take,
}

/// What others did to a note that was changed here at the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "there is seldom any")]
pub enum Meanwhile {
    /// They changed it too. Both versions are kept.
    Changed {
        /// Their version, under the id that the note had.
        there: Note,
        /// The version of this program, under an id of its own.
        here: Note,
    },
    /// They deleted it; it is kept as it was changed here.
    Deleted(Note),
    /// They changed it, and it was to be deleted here; it is kept as they
    /// changed it.
    Kept(Note),
}

/// The ids of those notes of which two versions are among `notes`.
pub fn in_conflict<'n>(notes: impl IntoIterator<Item = &'n Note>) -> HashSet<&'n str> {
    let notes: Vec<&Note> = notes.into_iter().collect();
    let ids: HashSet<&str> = notes.iter().map(|note| note.id.as_str()).collect();
    let pair = |note: &&'n Note| Some((note.id.as_str(), note.conflict.as_deref()?));
    let pairs = notes.iter().filter_map(pair).filter(|(id, other)| id != other && ids.contains(other));
    pairs.flat_map(|(id, other)| [id, other]).collect()
}

impl Note {
    /// The same note under an id of its own, marked as in conflict with the
    /// note that keeps the id. The new id follows from what the note says: the
    /// same conflict, found twice or on two machines, makes one note.
    #[must_use]
    pub fn as_conflict(&self) -> Self {
        let hash = blake3::hash(text_of(self).as_bytes());
        let random = hash.as_bytes().iter().take(10).fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
        let millis = u64::try_from(self.modified.as_millisecond()).unwrap_or(0);
        let id = Ulid::from_parts(millis, random).to_string();
        Self { id, conflict: Some(self.id.clone()), ..self.clone() }
    }

    /// Whether this and the other are two versions of a note.
    pub fn conflicts_with(&self, other: &Self) -> bool {
        let one_of = |one: &Self, other: &Self| one.conflict.as_ref() == Some(&other.id);
        self.id != other.id && (one_of(self, other) || one_of(other, self))
    }
}
