//! One note, and the words that it is about.

use jiff::Timestamp;

use crate::text::{CodePoints, Span};

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoteKind {
    /// Words that the reader selected.
    Passage,
    /// An entity, noted at one of its mentions.
    Entity,
    /// A statement.
    Quote,
    /// The article as a whole.
    Article,
}

impl NoteKind {
    /// The word that the notes file uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Passage => "passage",
            Self::Entity => "entity",
            Self::Quote => "quote",
            Self::Article => "article",
        }
    }

    /// The kind with that [`name`](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Passage, Self::Entity, Self::Quote, Self::Article].into_iter().find(|kind| kind.name() == name)
    }
}

/// How far the checking of a claim has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Not checked yet.
    Open,
    /// Found true.
    Verified,
    /// Contested.
    Disputed,
    /// Found false.
    False,
}

impl Status {
    /// The word that the notes file uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Verified => "verified",
            Self::Disputed => "disputed",
            Self::False => "false",
        }
    }

    /// Every status, in the order in which a key turns it.
    pub const ALL: [Self; 4] = [Self::Open, Self::Verified, Self::Disputed, Self::False];

    /// What comes after a status when a key turns it: at last none, then the
    /// first again.
    pub fn turned(status: Option<Self>) -> Option<Self> {
        let next = status.and_then(|status| Self::ALL.iter().position(|&other| other == status));
        Self::ALL.get(next.map_or(0, |at| at + 1)).copied()
    }

    /// The status with that [`name`](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// The words that a note is about, by themselves, by their neighbours and by
/// their place: the text quote and text position selectors of the W3C's Web
/// Annotation Data Model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The words, exactly as in the text.
    pub exact: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands behind them.
    pub suffix: String,
    /// Offset of the first code point.
    pub start: usize,
    /// Offset behind the last code point.
    pub end: usize,
}

impl Target {
    /// The length of prefix and suffix, in code points, where that is enough to
    /// tell the place from every other.
    pub const CONTEXT: usize = 64;

    /// The longest prefix and suffix that are kept, in code points.
    pub const LONGEST: usize = 256;

    /// The target that points at `span` of `text`, with so many whole words
    /// around it that they stand together nowhere else, as far as
    /// [`LONGEST`](Self::LONGEST) reaches. A span that does not fit the text
    /// gives a target without words.
    pub fn at(text: &str, points: &CodePoints<'_>, span: Span) -> Self {
        let (start, end) = points.of_span(span);
        let (before, behind) = (text.get(..span.start).unwrap_or(""), text.get(span.end..).unwrap_or(""));
        let mut context = Self::CONTEXT;
        loop {
            let (prefix, suffix) = (context_before(before, context), context_behind(behind, context));
            let whole = Span::new(span.start.saturating_sub(prefix.len()), span.end + suffix.len());
            if context >= Self::LONGEST || stands_once(text, whole.of(text)) {
                let [exact, prefix, suffix] = [span.of(text), prefix, suffix].map(str::to_owned);
                return Self { exact, prefix, suffix, start, end };
            }
            context *= 2;
        }
    }

    /// Where the words stand in `text`: at their offsets if they still do, next
    /// to at least one of their neighbours; otherwise at the one place where
    /// they stand between both. `None` where that is not certain: a note is
    /// never moved to words that only look alike.
    pub fn find(&self, text: &str, points: &CodePoints<'_>) -> Option<Span> {
        if self.exact.is_empty() {
            return None;
        }
        let alone = self.prefix.is_empty() && self.suffix.is_empty();
        if let Some(span) = points.to_span(self.start, self.end)
            && span.of(text) == self.exact
            && (alone || self.has_neighbour(&text[..span.start], &text[span.end..]))
        {
            return Some(span);
        }
        if alone {
            return None;
        }
        let whole = format!("{}{}{}", self.prefix, self.exact, self.suffix);
        if !stands_once(text, &whole) {
            return None;
        }
        let start = text.find(&whole)? + self.prefix.len();
        Some(Span::new(start, start + self.exact.len()))
    }

    /// Whether one of the neighbours stands at a place. Having none proves
    /// nothing: many texts begin with the same word.
    fn has_neighbour(&self, before: &str, behind: &str) -> bool {
        (!self.prefix.is_empty() && before.ends_with(&self.prefix))
            || (!self.suffix.is_empty() && behind.starts_with(&self.suffix))
    }
}

/// Whether `words` stand in `text` at one place and at no other.
fn stands_once(text: &str, words: &str) -> bool {
    let Some(at) = text.find(words) else { return false };
    // The second place may overlap the first.
    let next = at + words.chars().next().map_or(1, char::len_utf8);
    !text.get(next..).unwrap_or("").contains(words)
}

/// The end of `before`, at most `most` code points. A cut word is
/// left out, since it would not be found as a word again; where there is no
/// white space, as in Chinese, nothing is a cut word.
fn context_before(before: &str, most: usize) -> &str {
    let Some((cut, _)) = before.char_indices().rev().nth(most.saturating_sub(1)) else {
        return before;
    };
    let (left, context) = before.split_at(cut);
    let between = left.is_empty() || left.ends_with(char::is_whitespace);
    match context.find(char::is_whitespace) {
        Some(space) if !between => &context[space..],
        _ => context,
    }
}

/// The beginning of `behind`, cut like [`context_before`].
fn context_behind(behind: &str, most: usize) -> &str {
    let Some((cut, _)) = behind.char_indices().nth(most) else {
        return behind;
    };
    let (context, left) = behind.split_at(cut);
    let between = left.starts_with(char::is_whitespace);
    match context.trim_end_matches(|c: char| !c.is_whitespace()) {
        whole if !between && !whole.is_empty() => whole,
        _ => context,
    }
}

/// What the program, or the reader, says about the statement a note is on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QuoteInfo {
    /// direct, indirect or mixed.
    pub kind: String,
    /// Who says it, where that is known.
    pub speaker: Option<String>,
    /// What the speaker is.
    pub role: Option<String>,
    /// The word that reports it.
    pub cue: Option<String>,
    /// Whether a human said that this is the speaker (else the machine did).
    pub by_human: bool,
}

/// The entity a note is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityInfo {
    /// Its name.
    pub name: String,
    /// Its kind, in the words of exports.
    pub kind: String,
}

/// One note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// A ULID, for ever the same.
    pub id: String,
    /// What it is about.
    pub kind: NoteKind,
    /// What the reader wrote, lines separated by `\n`.
    pub body: String,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// A colour, where one was given.
    pub color: Option<String>,
    /// How far the claim is checked, where that was said.
    pub status: Option<Status>,
    /// The id of the note that this one is another version of, where both were
    /// changed at the same time.
    pub conflict: Option<String>,
    /// The words as they were noted first, where the article has changed them
    /// since and the reader went along.
    pub was: Option<String>,
    /// Whether the reader said that its words are not in the text any more.
    pub orphan: bool,
    /// When it was first written.
    pub created: Timestamp,
    /// When it was last changed.
    pub modified: Timestamp,
    /// The words it is about; `None` for a note on the article.
    pub target: Option<Target>,
    /// For a note on a statement.
    pub quote: Option<QuoteInfo>,
    /// For a note on an entity.
    pub entity: Option<EntityInfo>,
}

/// A note that was deleted, and can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deleted {
    /// The note as it was.
    pub note: Note,
    /// When it was deleted.
    pub deleted: Timestamp,
}

impl Note {
    /// An empty note that was made at a time: on nothing yet, not checked.
    pub fn new(id: impl Into<String>, kind: NoteKind, made: Timestamp) -> Self {
        Self {
            id: id.into(),
            kind,
            body: String::new(),
            tags: Vec::new(),
            color: None,
            status: None,
            conflict: None,
            was: None,
            orphan: false,
            created: made,
            modified: made,
            target: None,
            quote: None,
            entity: None,
        }
    }
}

#[cfg(test)]
mod tests;
