//! The reader's corrections laid over what the machine found.
//!
//! The machine's analysis stays as it is; [`apply`] makes another one from it,
//! and says beside it what is the reader's word and which corrections found
//! nothing to correct.

mod entities;
mod quotes;
#[cfg(test)]
mod tests;
mod work;

use crate::nlp::{Analysis, EntityId};
use crate::notes::Correction;

/// What the reader has to do with a corrected analysis.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hand {
    /// For each entity whether she corrected or marked it. May be shorter than
    /// the entities: the rest is the machine's.
    pub entities: Vec<bool>,
    /// For each quote what she says of it. May be shorter, as above.
    pub quotes: Vec<QuoteHand>,
    /// The corrections that could not be applied, in their order.
    pub lost: Vec<Lost>,
}

/// What the reader says of a quote.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QuoteHand {
    /// Whether she marked it, or said who its speaker is.
    pub is_hers: bool,
    /// The speaker, where she named one who is no entity of the article.
    pub name: Option<String>,
}

/// A correction that could not be applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The correction's id.
    pub id: String,
    /// Why not.
    pub why: Why,
}

/// Why a correction cannot be applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Its words, or those of the other entity it names, are not found.
    Words,
    /// There is no such entity any more.
    Entity,
    /// There is no such statement any more.
    Quote,
    /// Its type is none that is known here.
    Kind,
}

impl Why {
    /// The reason in a few words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Words => "words not found",
            Self::Entity => "no such entity",
            Self::Quote => "no such statement",
            Self::Kind => "unknown type",
        }
    }
}

/// A corrected analysis.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Corrected {
    /// Entities and quotes as the reader has them.
    pub analysis: Analysis,
    /// What of it is hers.
    pub hand: Hand,
}

/// Applies corrections to an analysis of `text`, in the order in which they
/// were made. Total: it never panics, and a correction that finds nothing to
/// correct is listed in [`Hand::lost`]. One that says what is so already
/// changes nothing but that it is the reader's word now.
pub fn apply(analysis: &Analysis, corrections: &[Correction], text: &str) -> Corrected {
    let mut work = work::Work::new(analysis, text);
    let mut ordered: Vec<&Correction> = corrections.iter().collect();
    ordered.sort_by(|a, b| (a.created, &a.id).cmp(&(b.created, &b.id)));
    for correction in ordered {
        if let Err(why) = work.apply(correction) {
            work.lost.push(Lost { id: correction.id.clone(), why });
        }
    }
    work.finish()
}

/// Who makes a statement, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker<'a> {
    /// That one: the name, and the entity where it is one.
    Known(&'a str, Option<EntityId>),
    /// Probably that one.
    Guess(&'a str, EntityId),
    /// Nobody known by name; these are the article's words for the source.
    Words(&'a str),
    /// Nobody is named.
    Unknown,
}

impl<'a> Speaker<'a> {
    /// Who makes the quote with index `at` of an analysis of `text`.
    pub fn of(text: &'a str, analysis: &'a Analysis, hand: &'a Hand, at: usize) -> Self {
        let Some(quote) = analysis.quotes.get(at) else { return Self::Unknown };
        let entity = quote.speaker.and_then(|id| Some((id, analysis.entity(id)?)));
        let hand = hand.quotes.get(at);
        match (entity, hand.and_then(|hand| hand.name.as_deref())) {
            (Some((id, entity)), _) if quote.is_doubtful() => Self::Guess(&entity.name, id),
            (Some((id, entity)), _) => Self::Known(&entity.name, Some(id)),
            (None, Some(name)) => Self::Known(name, None),
            (None, None) => match quote.source.map(|source| source.of(text)) {
                Some(words) if !words.trim().is_empty() => Self::Words(words),
                _ => Self::Unknown,
            },
        }
    }

    /// The name, certain or not.
    pub const fn name(self) -> Option<&'a str> {
        match self {
            Self::Known(name, _) | Self::Guess(name, _) => Some(name),
            Self::Words(_) | Self::Unknown => None,
        }
    }
}

impl Hand {
    /// Whether the reader corrected or marked that entity.
    pub fn has_entity(&self, id: EntityId) -> bool {
        self.entities.get(id.0).copied().unwrap_or(false)
    }

    /// Whether the reader marked that quote, or said who its speaker is.
    pub fn has_quote(&self, at: usize) -> bool {
        self.quotes.get(at).is_some_and(|quote| quote.is_hers)
    }

    /// Why the correction with that id could not be applied.
    pub fn why_lost(&self, id: &str) -> Option<Why> {
        self.lost.iter().find(|lost| lost.id == id).map(|lost| lost.why)
    }
}
