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

    /// The status with that [`name`](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Open, Self::Verified, Self::Disputed, Self::False]
            .into_iter()
            .find(|status| status.name() == name)
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
    /// The longest prefix and suffix that are kept, in code points.
    pub const CONTEXT: usize = 64;

    /// The target that points at `span` of `text`, with whole words around it.
    pub fn at(text: &str, points: &CodePoints<'_>, span: Span) -> Self {
        let (start, end) = points.of_span(span);
        let before = &text[..span.start];
        let cut = before.char_indices().rev().nth(Self::CONTEXT - 1).map_or(0, |(at, _)| at);
        let prefix = &before[cut..];
        // A cut word would not be found as a word again.
        let prefix = match prefix.find(char::is_whitespace) {
            Some(at) if cut > 0 => &prefix[at..],
            _ => prefix,
        };
        let behind = &text[span.end..];
        let suffix = match behind.char_indices().nth(Self::CONTEXT) {
            Some((at, _)) => {
                let whole = behind[..at].rfind(char::is_whitespace).map_or(at, |space| space + 1);
                &behind[..whole]
            }
            None => behind,
        };
        Self {
            exact: span.of(text).to_owned(),
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
            start,
            end,
        }
    }

    /// Where the words stand in `text`: at their offsets if they still do,
    /// otherwise at the one place where they stand between the same
    /// neighbours. `None` where that is not certain: a note is never moved to
    /// words that only look alike.
    pub fn find(&self, text: &str, points: &CodePoints<'_>) -> Option<Span> {
        if let Some(span) = points.to_span(self.start, self.end)
            && span.of(text) == self.exact
            && !self.exact.is_empty()
        {
            return Some(span);
        }
        let whole = format!("{}{}{}", self.prefix, self.exact, self.suffix);
        let mut found = text.match_indices(&whole).map(|(at, _)| at + self.prefix.len());
        match (found.next(), found.next()) {
            (Some(start), None) if !self.exact.is_empty() => Some(Span::new(start, start + self.exact.len())),
            _ => None,
        }
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
