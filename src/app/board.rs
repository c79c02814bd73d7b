//! The notes on all articles, as one list.

use std::collections::HashSet;

use jiff::Timestamp;

use super::library::keep_visible;
use super::state::View;
use crate::notes::{ArticleInfo, Change, Deleted, Note, Wanted, in_conflict};

/// An article that has a notes file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// The notes file; empty where it is not known yet.
    pub file: String,
    /// What the notes file says about the article.
    pub info: ArticleInfo,
    /// Its notes.
    pub notes: Vec<Note>,
    /// Those that were deleted.
    pub trash: Vec<Deleted>,
}

/// A row of the list. A note has two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoardRow {
    /// The article, by its index, that the notes below are on.
    Article(usize),
    /// What the note is on, by the note's index among the listed ones.
    Words(usize),
    /// What was written.
    Body(usize),
    /// An empty row.
    Empty,
}

/// The notes on all articles, and where the reader is among them.
#[derive(Debug, Clone, Default)]
pub struct Board {
    /// The articles that have notes, in the order of their files' names.
    pub articles: Vec<Noted>,
    /// Number of the request that is to be answered.
    pub gathering: u64,
    /// How many files were read, of how many, as long as that goes on.
    pub progress: Option<(usize, usize)>,
    /// What is asked for; see [`Wanted::parse`].
    pub filter: String,
    /// Whether the deleted notes are listed instead of the others.
    pub shows_trash: bool,
    /// The listed notes: indices of the article and of the note or deleted note.
    pub listed: Vec<(usize, usize)>,
    /// The rows.
    pub rows: Vec<BoardRow>,
    /// Index in `listed` of the selected note.
    pub selected: usize,
    /// The first row on the screen.
    pub top: usize,
    /// Where the reader came from.
    pub from: View,
    /// The ids of the notes of which two versions are there.
    pub conflicts: HashSet<String>,
    /// The ids of the notes that need review, as far as that is known yet.
    pub unsettled: HashSet<String>,
    /// The first row of each listed note.
    starts: Vec<usize>,
    /// The changes since the files began to be read: what was read may be older.
    since: Vec<(ArticleInfo, Change)>,
    /// Whether the notes were changed since the rows were made, and the id of
    /// the note that was selected then.
    changed: Option<Option<String>>,
}

impl Board {
    /// The article and the note at an index of `listed`.
    pub fn note(&self, at: usize) -> Option<(&Noted, &Note)> {
        let &(article, note) = self.listed.get(at)?;
        let noted = self.articles.get(article)?;
        let note = match self.shows_trash {
            true => &noted.trash.get(note)?.note,
            false => noted.notes.get(note)?,
        };
        Some((noted, note))
    }

    /// When the note at an index of `listed` was deleted.
    pub fn deleted(&self, at: usize) -> Option<Timestamp> {
        let &(article, note) = self.listed.get(at).filter(|_| self.shows_trash)?;
        Some(self.articles.get(article)?.trash.get(note)?.deleted)
    }

    /// How many notes there are, or deleted ones, listed or not.
    pub fn count(&self) -> usize {
        let count = |noted: &Noted| if self.shows_trash { noted.trash.len() } else { noted.notes.len() };
        self.articles.iter().map(count).sum()
    }

    /// The files are about to be read.
    pub(super) fn begin(&mut self) {
        self.gathering += 1;
        self.progress = Some((0, 0));
        self.since.clear();
    }

    /// Takes what was read, notes in the order of the text. What was changed
    /// since it began to be read is changed in it too.
    pub(super) fn take(&mut self, mut articles: Vec<Noted>, now: Timestamp) {
        self.keep_selected();
        for noted in &mut articles {
            let place = |note: &Note| note.target.as_ref().map(|target| target.start);
            noted.notes.sort_by(|a, b| (place(a), &a.id).cmp(&(place(b), &b.id)));
            noted.trash.sort_by_key(|deleted| std::cmp::Reverse(deleted.deleted));
        }
        self.articles = articles;
        self.unsettled.clear();
        self.progress = None;
        for (info, change) in std::mem::take(&mut self.since) {
            self.show(&info, &change, now);
        }
    }

    /// Takes the ids of notes that need review.
    pub(super) fn take_unsettled(&mut self, notes: Vec<String>) {
        self.keep_selected();
        self.unsettled.extend(notes);
    }

    /// Keeps in mind which note is selected while notes come and go.
    fn keep_selected(&mut self) {
        if self.changed.is_none() {
            self.changed = Some(self.note(self.selected).map(|(_, note)| note.id.clone()));
        }
    }

    /// Makes the rows anew where notes were changed.
    pub(super) fn settle(&mut self) {
        if self.changed.is_some() {
            self.fill();
        }
    }

    /// Shows a change to the notes of an article. The rows are as before until
    /// [`settle`](Self::settle).
    pub(super) fn show(&mut self, info: &ArticleInfo, change: &Change, now: Timestamp) {
        if matches!(change, Change::Correct(_) | Change::TakeBack(_)) {
            return;
        }
        self.keep_selected();
        if self.progress.is_some() {
            self.since.push((info.clone(), change.clone()));
        }
        let at = self.articles.iter().position(|noted| noted.info.id == info.id);
        let at = at.unwrap_or_else(|| {
            let (notes, trash) = (Vec::new(), Vec::new());
            self.articles.push(Noted { file: String::new(), info: info.clone(), notes, trash });
            self.articles.len() - 1
        });
        let Some(noted) = self.articles.get_mut(at) else { return };
        match noted.notes.iter().position(|note| note.id == change.id()) {
            Some(at) => match change {
                Change::Put { note, .. } => noted.notes[at] = note.clone(),
                // It is in the file of another text now.
                Change::Take(_) => drop(noted.notes.remove(at)),
                _ => {
                    let note = noted.notes.remove(at);
                    noted.trash.insert(0, Deleted { note, deleted: now });
                }
            },
            None => {
                if let Change::Put { note, .. } = change {
                    take_back(&mut noted.trash, note);
                    noted.notes.push(note.clone());
                }
            }
        }
    }

    /// Makes the rows anew. The same note stays selected; where it is not
    /// listed any more, its neighbour is.
    pub(super) fn fill(&mut self) {
        self.keep_selected();
        let selected = self.changed.take().flatten();
        let wanted = Wanted::parse(&self.filter);
        (self.listed, self.rows, self.starts) = (Vec::new(), Vec::new(), Vec::new());
        self.conflicts.clear();
        for (article, noted) in self.articles.iter().enumerate() {
            let beside = [noted.info.title.as_str(), noted.info.outlet.as_deref().unwrap_or("")];
            let deleted = noted.trash.iter().map(|deleted| &deleted.note).filter(|_| self.shows_trash);
            let notes = deleted.chain(noted.notes.iter().filter(|_| !self.shows_trash));
            let first = self.listed.len();
            let is_unsettled = |note: &Note| !wanted.review || self.unsettled.contains(&note.id);
            let admitted =
                notes.enumerate().filter(|(_, note)| wanted.admits(note, &beside) && is_unsettled(note));
            self.listed.extend(admitted.map(|(note, _)| (article, note)));
            if self.listed.len() == first {
                continue;
            }
            if first > 0 {
                self.rows.push(BoardRow::Empty);
            }
            self.rows.push(BoardRow::Article(article));
            for at in first..self.listed.len() {
                self.starts.push(self.rows.len());
                self.rows.extend([BoardRow::Words(at), BoardRow::Body(at)]);
            }
            if noted.notes.iter().any(|note| note.conflict.is_some()) {
                self.conflicts.extend(in_conflict(&noted.notes).into_iter().map(str::to_owned));
            }
        }
        let is_it = |at: &usize| self.note(*at).is_some_and(|(_, note)| Some(&note.id) == selected.as_ref());
        // Mostly it is where it was.
        if !is_it(&self.selected)
            && let Some(at) = (0..self.listed.len()).find(is_it)
        {
            self.selected = at;
        }
        self.selected = self.selected.min(self.listed.len().saturating_sub(1));
    }

    /// Selects the note `by` notes away, as far as there are any, and keeps it
    /// among the `height` rows of the screen.
    pub fn step(&mut self, by: isize, height: usize) {
        self.selected = self.selected.saturating_add_signed(by).min(self.listed.len().saturating_sub(1));
        let Some(&start) = self.starts.get(self.selected) else {
            self.top = 0;
            return;
        };
        // The title above the first note of an article comes along, where it has room.
        let above = start.checked_sub(1).filter(|_| height > 2).and_then(|above| self.rows.get(above));
        let first = if matches!(above, Some(BoardRow::Article(_))) { start - 1 } else { start };
        let last = if height > 1 { start + 1 } else { start };
        self.top = keep_visible(keep_visible(self.top, last, height), first, height);
    }

    /// Selects the first note of the article `by` articles away.
    pub fn step_article(&mut self, by: isize, height: usize) {
        let article = |at: usize| self.listed.get(at).map(|(article, _)| *article);
        let last = self.listed.len().saturating_sub(1);
        for _ in 0..by.unsigned_abs() {
            let mut at = self.selected;
            if by > 0 {
                at = (at..=last).find(|&at| article(at) != article(self.selected)).unwrap_or(at);
            } else {
                // From within an article to its own first note, then to the one before.
                let before = at.saturating_sub(1);
                at =
                    (0..=before).rev().find(|&at| at == 0 || article(at - 1) != article(before)).unwrap_or(0);
            }
            self.selected = at;
        }
        self.step(0, height);
    }

    /// How many rows one page moves: notes, which have two rows each.
    pub const fn page(height: usize) -> isize {
        let page = height / 2;
        if page == 0 { 1 } else { page as isize }
    }
}

/// Takes a note out of deleted ones, where it is among them as it is.
pub(super) fn take_back(trash: &mut Vec<Deleted>, note: &Note) {
    let same = |deleted: &Deleted| deleted.note.id == note.id && deleted.note.is_same(note);
    if let Some(at) = trash.iter().position(same) {
        trash.remove(at);
    }
}
