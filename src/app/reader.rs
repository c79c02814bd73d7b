//! One open article: its page, cursor, selection, focus, search and notes.

use std::sync::Arc;

use super::carried::{Carried, CarriedCorrection};
use super::marks::Marks;
use super::page::{Page, Place, byte_at_column, column_of_byte};
use super::sidebar::{List, Sidebar};
use crate::correct::{self, Lost};
use crate::nlp::{EntityId, MentionKind};
use crate::notes::{Anchor, Anchoring, ArticleInfo, Correction, Deleted, Note};
use crate::text::{Article, CodePoints, Span};

/// So many places to go back to are kept.
const JUMPS: usize = 100;

/// A note on the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct NoteMark {
    /// The note.
    pub note: Note,
    /// Where its words stand; `None` for a note on the article, and for one
    /// whose words are not found.
    pub span: Option<Span>,
    /// How the words were found, where they do not stand as the note says.
    pub anchor: Option<Anchor>,
    /// Whether the note stands in the file of an earlier text.
    pub is_carried: bool,
    /// The change that is not on disk yet.
    pub unsaved: Option<u64>,
}

/// A correction on the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrectionMark {
    /// The correction.
    pub correction: Correction,
    /// Where its words stand; `None` where they are not found.
    pub span: Option<Span>,
    /// The change that is not on disk yet.
    pub unsaved: Option<u64>,
}

/// A change that can be undone.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "nearly all steps are of notes")]
pub enum Step {
    /// To a note: as it was before, and as it was after.
    Note(Option<Note>, Option<Note>),
    /// A correction was made.
    Corrected(Correction),
    /// A correction was taken back.
    TakenBack(Correction),
    /// Several notes were changed at once.
    Several(Vec<Step>),
}

/// What the reader walks through while everything else is dimmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Focus {
    /// Whom it is about.
    pub entity: EntityId,
    /// What is walked.
    pub walk: Walk,
}

/// What of an entity is walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Walk {
    /// Its mentions.
    Mentions,
    /// Its statements.
    Statements,
}

/// A selection: from the anchor to the cursor, both characters included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// The byte where it began.
    pub anchor: usize,
}

/// A search in the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// What was looked for.
    pub pattern: String,
    /// Where it stands.
    pub found: Vec<Span>,
}

/// What kind of thing the reader aimed at last; it decides what a key is for
/// where a name stands inside a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Aim {
    /// Nothing in particular: the innermost thing counts.
    #[default]
    Any,
    /// A quote.
    Quote,
}

/// What stands under the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Here {
    /// A mention: whose, and its words.
    Mention(EntityId, Span),
    /// A quote, by its index.
    Quote(usize),
    /// Neither.
    Text,
}

/// An open article.
#[derive(Debug)]
pub struct Reader {
    /// Identifies this opening; late answers to earlier ones are dropped.
    pub generation: u64,
    /// Index of the article in the library; `None` where it is listed no more.
    pub item: Option<usize>,
    /// The article.
    pub article: Arc<Article>,
    /// What its notes file says about it.
    pub info: ArticleInfo,
    /// The text as lines.
    pub page: Page,
    /// The first row on the screen.
    pub top: Place,
    /// After a resize, that row, and the byte that shall be in it as long as
    /// the page is not scrolled: lines that begin a little earlier at each new
    /// width would creep back to the beginning.
    pub pinned: Option<(Place, usize)>,
    /// Byte offset of the cursor.
    pub cursor: usize,
    /// The column that moving up and down tries to keep.
    pub goal: Option<usize>,
    /// What the last jump aimed at.
    pub aim: Aim,
    /// What was found in the article; `None` as long as it is analysed.
    pub marks: Option<Arc<Marks>>,
    /// What the machine found, without the reader's corrections.
    pub machine: Option<Arc<Marks>>,
    /// Whether that is what is shown.
    pub shows_machine: bool,
    /// The selection.
    pub selection: Option<Selection>,
    /// The focus.
    pub focus: Option<Focus>,
    /// The search.
    pub search: Option<Search>,
    /// The notes, article notes first, then in the order of the text.
    pub notes: Vec<NoteMark>,
    /// The deleted notes, in the order of their file, but those that were just
    /// deleted first.
    pub trash: Vec<Deleted>,
    /// The reader's corrections, in the order of the text.
    pub corrections: Vec<CorrectionMark>,
    /// Those of them that could not be applied.
    pub lost: Vec<Lost>,
    /// The notes that came from earlier texts, as they were before anything was
    /// accepted.
    pub carried: Vec<Carried>,
    /// The corrections that came from earlier texts.
    pub corrected: Vec<CarriedCorrection>,
    /// The lists.
    pub sidebar: Sidebar,
    /// Changes that can be undone.
    pub undo: Vec<Step>,
    /// Changes that were undone.
    pub redo: Vec<Step>,
    /// Where the reader jumped from, and how many of these are behind.
    pub jumps: (Vec<usize>, usize),
    /// How many words the article has.
    pub words: usize,
}

impl Reader {
    /// The article's text.
    pub fn text(&self) -> &str {
        self.article.text()
    }

    /// What stands under the cursor.
    pub fn here(&self) -> Here {
        let Some(marks) = &self.marks else { return Here::Text };
        let quote = marks.quote_at(self.cursor);
        let mention = marks.mention_at(self.cursor);
        match (mention, quote) {
            (Some(_), Some(quote)) if self.aim == Aim::Quote => Here::Quote(quote),
            (Some(mention), _) => Here::Mention(mention.entity, mention.span),
            (None, Some(quote)) => Here::Quote(quote),
            (None, None) => Here::Text,
        }
    }

    /// Index of the note that the cursor stands on: the shortest whose words
    /// cover it, or else one that begins in its line.
    pub fn note_here(&self) -> Option<usize> {
        let covering = |n: &(usize, &NoteMark)| n.1.span.is_some_and(|s| s.contains(self.cursor));
        let length = |n: &(usize, &NoteMark)| n.1.span.map_or(usize::MAX, Span::len);
        let noted = self.notes.iter().enumerate();
        if let Some((at, _)) = noted.clone().filter(covering).min_by_key(length) {
            return Some(at);
        }
        let line = self.line()?;
        noted.clone().find(|(_, n)| n.span.is_some_and(|s| line.contains(s.start))).map(|(at, _)| at)
    }

    /// The selected words: from the first character to the last one included.
    pub fn selected(&self) -> Option<Span> {
        let anchor = self.selection?.anchor;
        let (start, last) = (anchor.min(self.cursor), anchor.max(self.cursor));
        Some(Span::new(start, self.behind(last)))
    }

    /// The line the cursor is in.
    pub fn line(&self) -> Option<Span> {
        self.page.line(self.text(), self.page.locate(self.text(), self.cursor))
    }

    /// The byte behind the character at byte `at`.
    pub fn behind(&self, at: usize) -> usize {
        let rest = self.text().get(at..).unwrap_or("");
        crate::text::clusters(rest).next().map_or(at, |c| at + c.span.end)
    }

    /// Puts the cursor on the character at byte `to`, or on the last one.
    pub fn put_cursor(&mut self, to: usize) {
        let text = self.article.text();
        let mut to = to.min(text.len());
        while !text.is_char_boundary(to) {
            to -= 1;
        }
        // White space between paragraphs belongs to none of them.
        let index = self.article.paragraph_at(to);
        if let Some(paragraph) = self.article.paragraphs.get(index) {
            if to >= paragraph.span.end {
                to = match self.article.paragraphs.get(index + 1) {
                    Some(next) if to > paragraph.span.end => next.span.start,
                    _ => last_start(text, paragraph.span),
                };
            } else {
                to = to.max(paragraph.span.start);
            }
        }
        self.cursor = to;
        self.goal = None;
    }

    /// Keeps in mind where the cursor is, to come back to.
    pub fn mark_jump(&mut self) {
        let (jumps, behind) = &mut self.jumps;
        jumps.truncate(*behind);
        if jumps.last() != Some(&self.cursor) {
            jumps.push(self.cursor);
        }
        if jumps.len() > JUMPS {
            jumps.remove(0);
        }
        *behind = jumps.len();
    }

    /// Moves the cursor `by` lines, keeping its column, and tells whether it moved.
    pub fn move_lines(&mut self, by: isize) -> bool {
        let text = self.article.text();
        let from = self.page.locate(text, self.cursor);
        let Some(line) = self.page.line(text, from) else { return false };
        let goal = self.goal.unwrap_or_else(|| column_of_byte(text, line, self.cursor));
        let (place, _) = self.page.walk_lines(text, from, by);
        let Some(line) = self.page.line(text, place) else { return false };
        let before = self.cursor;
        self.cursor = byte_at_column(text, line, goal);
        self.goal = Some(goal);
        self.cursor != before
    }

    /// Scrolls so that the cursor is among `height` rows with `margin` rows
    /// around it.
    pub fn follow(&mut self, height: usize, margin: usize) {
        let text = self.article.text();
        // A screen without rows must not leave the cursor above the next one.
        let height = height.max(1);
        let margin = margin.min(height.saturating_sub(1) / 2);
        let at = self.page.locate(text, self.cursor);
        let (highest, _) = self.page.walk(text, at, -(margin as isize));
        let (lowest, _) = self.page.walk(text, at, (margin + 1) as isize - height as isize);
        if self.top > highest {
            self.top = highest;
        } else if self.top < lowest {
            self.top = lowest;
        }
    }

    /// Scrolls so that the cursor stands in the upper third if it is not on
    /// the screen already.
    pub fn show(&mut self, height: usize, margin: usize) {
        let text = self.article.text();
        let at = self.page.locate(text, self.cursor);
        let (bottom, _) = self.page.walk(text, self.top, height.saturating_sub(1 + margin) as isize);
        if at < self.top || at > bottom {
            self.top = self.page.walk(text, at, -((height / 3) as isize)).0;
        }
    }

    /// Scrolls by rows; the cursor stays on the screen.
    pub fn scroll(&mut self, by: isize, height: usize, margin: usize) -> bool {
        let text = self.article.text();
        let (last_top, _) = self.page.walk(text, self.page.last(text), 1 - height as isize);
        let (top, went) = self.page.walk(text, self.top, by);
        let top = if by > 0 { top.min(last_top.max(self.top)) } else { top };
        let moved = went > 0 && top != self.top;
        self.top = top;
        let margin = margin.min(height.saturating_sub(1) / 2);
        let at = self.page.locate(text, self.cursor);
        let (first, _) = self.page.walk(text, self.top, margin as isize);
        let (last, _) = self.page.walk(text, self.top, height.saturating_sub(1 + margin) as isize);
        let line = self.page.line(text, at);
        let goal = self.goal.or_else(|| line.map(|line| column_of_byte(text, line, self.cursor)));
        let to = if at < first && self.top != Place::default() {
            Some(first)
        } else if at > last && self.top < last_top {
            Some(last)
        } else {
            None
        };
        if let Some(line) = to.and_then(|to| self.page.line(text, to)) {
            self.cursor = byte_at_column(text, line, goal.unwrap_or(0));
            self.goal = goal;
        }
        moved
    }

    /// Gives the page another width; the same words stay on top.
    pub fn resize(&mut self, width: u16, height: usize, margin: usize) {
        if usize::from(width) == self.page.width() {
            self.follow(height, margin);
            return;
        }
        let text = self.article.text();
        let first = match self.pinned {
            Some((top, first)) if top == self.top => first,
            _ => self.page.line(text, self.top).map_or(0, |line| line.start),
        };
        self.page.set_width(width);
        self.top = match first {
            0 => Place::default(),
            first => self.page.locate(text, first),
        };
        self.goal = None;
        self.follow(height, margin);
        self.pinned = Some((self.top, first));
    }

    /// Where the words of all notes stand; sorts the notes. Words that do not
    /// stand where the note says are searched for once.
    pub fn anchor_notes(&mut self) {
        let text = self.article.text();
        let points = CodePoints::new(text);
        let mut anchoring = None;
        for mark in &mut self.notes {
            if !mark.is_carried && mark.anchor.is_none() && !mark.note.orphan {
                let Some(target) = &mark.note.target else { continue };
                mark.span = target.find(text, &points);
                if mark.span.is_some() {
                    continue;
                }
                let anchoring = anchoring.get_or_insert_with(|| Anchoring::new(None, text));
                mark.anchor = Some(anchoring.place(target, mark.note.kind));
            }
            mark.span = mark.anchor.as_ref().and_then(Anchor::span);
        }
        self.notes.sort_by(|a, b| (a.span, &a.note.id).cmp(&(b.span, &b.note.id)));
    }

    /// Lays the corrections over what the machine found; what is in focus or
    /// selected stays the same thing.
    pub fn correct(&mut self) {
        let text = self.article.text();
        let points = CodePoints::new(text);
        for mark in &mut self.corrections {
            mark.span = mark.correction.target.find(text, &points);
        }
        self.corrections.sort_by(|a, b| (a.span, &a.correction.id).cmp(&(b.span, &b.correction.id)));
        let Some(machine) = self.machine.clone() else { return };
        let corrections: Vec<Correction> = self.corrections.iter().map(|m| m.correction.clone()).collect();
        let corrected = correct::apply(&machine.analysis, &corrections, text);
        self.lost.clone_from(&corrected.hand.lost);
        let marks = match self.shows_machine || corrections.is_empty() {
            true => machine,
            false => Arc::new(Marks::corrected(corrected)),
        };
        let before = self.marks.replace(marks.clone());
        let Some(before) = before else { return };
        // Ids count anew: a thing is known again by where it stands.
        let entity = |id: EntityId| {
            let mut mentions = before.analysis.entity(id)?.mentions.iter();
            mentions.find_map(|m| marks.mention_at(m.span.start).filter(|now| now.span.overlaps(m.span)))
        };
        self.focus =
            self.focus.and_then(|focus| Some(Focus { entity: entity(focus.entity)?.entity, ..focus }));
        let listed = self.sidebar.selected_in(List::Entities).and_then(|at| entity(EntityId(at)));
        self.sidebar.reselect(List::Entities, listed.map(|m| m.entity.0));
        let quote = self.sidebar.selected_in(List::Quotes).and_then(|at| before.analysis.quotes.get(at));
        let overlaps = |extent: Span| marks.analysis.quotes.iter().position(|q| q.extent().overlaps(extent));
        self.sidebar.reselect(List::Quotes, quote.and_then(|quote| overlaps(quote.extent())));
    }

    /// What the focus walks through, in the order of the text.
    pub fn focus_spans(&self) -> Vec<Span> {
        let (Some(focus), Some(marks)) = (self.focus, &self.marks) else { return Vec::new() };
        match focus.walk {
            Walk::Mentions => marks
                .analysis
                .entity(focus.entity)
                .map_or_else(Vec::new, |e| e.mentions.iter().map(|m| m.span).collect()),
            Walk::Statements => {
                let quotes = marks.analysis.quotes.iter();
                quotes.filter(|q| q.speaker == Some(focus.entity)).map(|q| q.extent()).collect()
            }
        }
    }

    /// What the focus lights up: mentions, or the fragments of statements.
    pub fn lit_spans(&self) -> Vec<Span> {
        let (Some(focus), Some(marks)) = (self.focus, &self.marks) else { return Vec::new() };
        match focus.walk {
            Walk::Mentions => self.focus_spans(),
            Walk::Statements => {
                let quotes = marks.analysis.quotes.iter().filter(|q| q.speaker == Some(focus.entity));
                let mut spans: Vec<Span> = quotes.flat_map(|q| q.content.iter().copied()).collect();
                spans.sort();
                spans
            }
        }
    }

    /// The mentions that a walk through all entities stops at: named things,
    /// not pronouns, dates or amounts.
    pub fn entity_stops(&self) -> Vec<Span> {
        use crate::nlp::EntityKind::{Date, Money, Number};
        let Some(marks) = &self.marks else { return Vec::new() };
        let stops = marks.mentions.iter().filter(|m| m.refers != MentionKind::Pronoun);
        stops.filter(|m| !matches!(m.kind, Date | Money | Number)).map(|m| m.span).collect()
    }

    /// How far the reader has come, in hundredths.
    pub fn percent(&self) -> usize {
        let end = self.article.paragraphs.last().map_or(0, |p| last_start(self.text(), p.span));
        (self.cursor * 100).checked_div(end).map_or(100, |percent| percent.min(100))
    }

    /// Minutes to read the article, at 230 words a minute.
    pub fn minutes(&self) -> usize {
        self.words.div_ceil(230).max(1)
    }
}

/// Where the last character of `span` begins.
pub fn last_start(text: &str, span: Span) -> usize {
    let words = span.of(text);
    words.char_indices().next_back().map_or(span.start, |(at, _)| span.start + at)
}
