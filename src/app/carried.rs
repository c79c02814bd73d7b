//! Notes that were made on an earlier text of the open article: it has changed
//! since, so its notes stand in another file. They are shown with the others.
//! Nothing is written before the reader accepts a note's new place or changes
//! the note.

use std::sync::Arc;

use super::msg::{Also, Kept};
use super::reader::{CorrectionMark, NoteMark, Reader};
use super::state::Reviewing;
use crate::notes::{Anchor, ArticleInfo, Change, Correction, Note, Target};
use crate::text::{CodePoints, Span};

/// An earlier text of an article.
#[derive(Debug, PartialEq, Eq)]
pub struct Earlier {
    /// What its notes file says about it.
    pub info: ArticleInfo,
    /// The text, where it was kept; else empty.
    pub text: String,
}

/// A note on an earlier text.
#[derive(Debug, Clone, PartialEq)]
pub struct Carried {
    /// The note, as it stands in its file.
    pub note: Note,
    /// Where its words are in the new text; `None` for a note on the article.
    pub anchor: Option<Anchor>,
    /// The text that it was made on.
    pub from: Arc<Earlier>,
}

/// A correction of an earlier text. It is applied without being written into
/// this text's file; taken back, it goes from its own.
#[derive(Debug, Clone, PartialEq)]
pub struct CarriedCorrection {
    /// The correction, on the words of the new text where they are certain.
    pub correction: Correction,
    /// The text that it was made on.
    pub from: Arc<Earlier>,
}

impl Kept {
    /// The notes as they are shown: those of the article's own file, then those
    /// of earlier texts.
    pub fn note_marks(&self) -> Vec<NoteMark> {
        let own = self.notes.iter().map(|note| NoteMark::new(note.clone(), None));
        own.chain(self.carried.iter().map(|carried| NoteMark::carried(carried, None))).collect()
    }

    /// The corrections as they are shown, in the same order.
    pub fn correction_marks(&self) -> Vec<CorrectionMark> {
        let came = self.corrected.iter().map(|carried| &carried.correction);
        let all = self.corrections.iter().chain(came).cloned();
        all.map(|correction| CorrectionMark { correction, span: None, unsaved: None }).collect()
    }
}

impl NoteMark {
    /// A note of the open text's own file.
    pub const fn new(note: Note, unsaved: Option<u64>) -> Self {
        Self { note, span: None, anchor: None, is_carried: false, unsaved }
    }

    /// A note of an earlier text's file.
    pub fn carried(carried: &Carried, unsaved: Option<u64>) -> Self {
        let anchor = carried.anchor.clone().filter(|_| !carried.note.orphan);
        Self { note: carried.note.clone(), span: None, anchor, is_carried: true, unsaved }
    }

    /// Whether the reader has to say where its words are.
    pub fn needs_review(&self) -> bool {
        self.anchor.as_ref().is_some_and(Anchor::needs_review)
    }

    /// Whether the review has something to say about the note: it came from an
    /// earlier text, or its words are not where it says, or nowhere.
    pub const fn is_reviewed(&self) -> bool {
        self.is_carried || self.anchor.is_some() || self.note.orphan
    }

    /// How sure the place of its words is, as the lists show it; "" where
    /// nothing is to be said.
    pub fn state(&self) -> &'static str {
        match &self.anchor {
            Some(anchor) if anchor.needs_review() => anchor.name(),
            _ if self.note.orphan => "no place",
            Some(Anchor::Moved(_)) => "moved",
            _ => "",
        }
    }
}

impl Reader {
    /// The note with that id as it was made on an earlier text.
    pub fn carried(&self, id: &str) -> Option<&Carried> {
        self.carried.iter().find(|carried| carried.note.id == id)
    }

    /// How many notes need the reader's word for where they are.
    pub fn pending(&self) -> usize {
        self.notes.iter().filter(|mark| mark.needs_review()).count()
    }

    /// The notes that a review goes through, by their index: first those that
    /// need it, then those that moved, then the others that came along, and
    /// last those that were left without a place.
    pub fn reviewed(&self) -> Vec<usize> {
        let rank = |mark: &NoteMark| match &mark.anchor {
            Some(anchor) if anchor.needs_review() => 0,
            Some(Anchor::Moved(_)) => 1,
            _ if mark.note.orphan => 3,
            _ => 2,
        };
        let marks = self.notes.iter().enumerate().filter(|(_, mark)| mark.is_reviewed());
        let mut ranked: Vec<(u8, usize)> = marks.map(|(at, mark)| (rank(mark), at)).collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, at)| at).collect()
    }

    /// The note of a mark with the offsets and neighbours that its words have
    /// in this text, where it is certain which words these are.
    pub fn settled(&self, mark: &NoteMark, points: &CodePoints<'_>) -> Note {
        match mark.span {
            Some(span) if mark.is_reviewed() => self.placed(&mark.note, points, span),
            _ => mark.note.clone(),
        }
    }

    /// The note on the words of `span`. Words that differ from those that were
    /// noted are kept beside them. `points` are those of this text.
    pub fn placed(&self, note: &Note, points: &CodePoints<'_>, span: Span) -> Note {
        let target = Target::at(self.text(), points, span);
        let before = note.target.as_ref().map(|target| &target.exact);
        let was = match before.filter(|words| !crate::notes::same_words(words, &target.exact)) {
            Some(words) => note.was.clone().or_else(|| Some(words.clone())),
            None => note.was.clone(),
        };
        Note { target: Some(target), was, orphan: false, ..note.clone() }
    }

    /// What a change to a note means on disk: for this text's file, and, where
    /// the note came from an earlier text, for that one's. A note is always
    /// written in one file before it is taken out of the other.
    pub fn on_disk(&self, change: Change) -> (Change, Option<Also>) {
        let corrected = self.corrected.iter().find(|carried| carried.correction.id == change.id());
        if let (Change::TakeBack(_), Some(CarriedCorrection { from, .. })) = (&change, corrected) {
            let also = Also { earlier: from.clone(), change: change.clone() };
            return (change, Some(also));
        }
        let Some(carried) = self.carried(change.id()) else { return (change, None) };
        let also = |change| Some(Also { earlier: carried.from.clone(), change });
        match change {
            Change::Put { note, base } if note == carried.note => {
                let here = base.unwrap_or_else(|| note.clone());
                (Change::Take(here), also(Change::Put { note, base: None }))
            }
            Change::Put { note, base } => {
                let is_own = |mark: &NoteMark| mark.note.id == note.id && !mark.is_carried;
                if self.notes.iter().any(is_own) {
                    return (Change::Put { note, base }, also(Change::Take(carried.note.clone())));
                }
                // What it was made on: where the earlier text's file says
                // something else by now, that is kept, too.
                let from = base.unwrap_or_else(|| note.clone());
                (Change::Put { note, base: None }, also(Change::Take(from)))
            }
            Change::Remove(note) => (Change::Remove(note), also(Change::Remove(carried.note.clone()))),
            other @ (Change::Take(_) | Change::Correct(_) | Change::TakeBack(_)) => (other, None),
        }
    }
}

impl Reviewing {
    /// The note that is shown.
    pub fn mark<'r>(&self, reader: &'r Reader) -> Option<&'r NoteMark> {
        reader.notes.iter().find(|mark| mark.note.id == self.note)
    }

    /// The place that is shown, and how many there are to choose from.
    pub fn place(&self, mark: &NoteMark) -> (Option<Span>, usize) {
        match &mark.anchor {
            Some(Anchor::Review(review)) => {
                (review.candidates.get(self.choice).map(|candidate| candidate.span), review.candidates.len())
            }
            _ => (mark.span, usize::from(mark.span.is_some())),
        }
    }
}
