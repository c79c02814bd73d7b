//! One article as the quote finder sees it: tokens, entities, quotations, and
//! the stretches of text between which no attribution reaches.

use std::ops::Range;

use super::cues::Cue;
use super::marks::Region;
use crate::nlp::document::Document;
use crate::nlp::entity::{Entities, Pronouns};
use crate::nlp::gazetteer::{Classes, Gazetteer};
use crate::nlp::token::TokenKind;
use crate::text::Span;

/// What the quote finder looks at.
pub(crate) struct Scene<'d, 'a> {
    /// The article in words.
    pub doc: &'d Document<'a>,
    /// The embedded lists.
    pub lists: &'d Gazetteer,
    /// Who is named where.
    pub entities: &'d Entities,
    /// Who is meant by he and she.
    pub pronouns: &'d Pronouns,
    /// The quotations.
    pub regions: &'d [Region],
    /// The quotation that holds each token.
    pub region_of: &'d [Option<usize>],
}

/// A sentence, with the sentences that begin inside one of its quotations.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Index of its paragraph.
    pub paragraph: usize,
}

/// Longest unit, in tokens: no statement of a news article is longer, and the
/// time that a text takes stays linear whatever it holds.
const LONGEST: usize = 1200;

/// Longest name of a speaker behind a question, in tokens.
const LONGEST_NAME: usize = 8;

/// The quotation that holds each token, marks included.
pub(crate) fn regions_by_token(doc: &Document, regions: &[Region]) -> Vec<Option<usize>> {
    let mut out = vec![None; doc.words.len()];
    for (i, region) in regions.iter().enumerate() {
        let tokens = doc.tokens_in(region.outer);
        if let Some(held) = out.get_mut(tokens) {
            held.fill(Some(i));
        }
    }
    out
}

impl<'a> Scene<'_, 'a> {
    /// The sentences, joined where one ends inside a quotation, and cut where
    /// one is too long to be one.
    pub fn units(&self) -> Vec<Unit> {
        let mut out: Vec<Unit> = Vec::new();
        for sentence in &self.doc.sentences {
            let mut start = sentence.tokens.start;
            let inside =
                start > 0 && self.region(start).is_some() && self.region(start) == self.region(start - 1);
            if let Some(last) = out.last_mut()
                && (inside || self.attributes(sentence.tokens.clone()))
                && last.paragraph == sentence.paragraph
                && sentence.tokens.end - last.tokens.start <= LONGEST
            {
                last.tokens.end = sentence.tokens.end;
                continue;
            }
            while start < sentence.tokens.end {
                let end = sentence.tokens.end.min(start + LONGEST);
                out.push(Unit { tokens: start..end, paragraph: sentence.paragraph });
                start = end;
            }
        }
        out
    }

    /// "“Why?” Ines Okafor asked.": whether a sentence only names who says the
    /// quotation that ends right before it.
    fn attributes(&self, sentence: Range<usize>) -> bool {
        let Some(before) = sentence.start.checked_sub(1).filter(|&at| self.region(at).is_some()) else {
            return false;
        };
        let asked =
            matches!(self.word(before.saturating_sub(1)), "?" | "!" | "…" | "..." | "。" | "？" | "！");
        let Some(verb) = sentence.clone().take(LONGEST_NAME).find(|&at| !self.is_name(at)) else {
            return false;
        };
        let reports = self
            .cue(verb)
            .is_some_and(|cue| cue.any(Cue::SAY.with(Cue::SPEECH)) && cue.any(Cue::PAST.with(Cue::THIRD)));
        let ends = verb + 1 >= sentence.end || self.is_mark(verb + 1) || self.is_date(verb + 1);
        asked && verb > sentence.start && reports && ends
    }

    /// The quotation that holds a token.
    pub fn region(&self, at: usize) -> Option<usize> {
        self.region_of.get(at).copied().flatten()
    }

    /// The tokens of a quotation, marks included.
    pub fn region_tokens(&self, region: usize) -> Range<usize> {
        self.regions.get(region).map_or(0..0, |r| self.doc.tokens_in(r.outer))
    }

    /// The word as written.
    pub fn word(&self, at: usize) -> &'a str {
        self.doc.word(at)
    }

    /// Whether the word is one of these, in lower case or with a capital.
    pub fn is(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|w| self.word(at).eq_ignore_ascii_case(w))
    }

    /// What is known of a token as a reporting verb.
    pub fn cue(&self, at: usize) -> Option<Cue> {
        if self.region(at).is_some() || !self.doc.is_word(at) {
            return None;
        }
        if self.doc.is_capital(at) {
            return self.lists.cues().get(&self.word(at).to_ascii_lowercase());
        }
        self.lists.cues().get(self.word(at))
    }

    /// Whether the token is a mark.
    pub fn is_mark(&self, at: usize) -> bool {
        self.doc.words.get(at).is_none_or(|w| w.kind == TokenKind::Mark)
    }

    /// Whether the token is part of a date.
    pub fn is_date(&self, at: usize) -> bool {
        self.entities.at(at).and_then(|e| self.entities.kind(e)) == Some(crate::nlp::EntityKind::Date)
    }

    /// Whether the token is part of the name of somebody or something.
    pub fn is_name(&self, at: usize) -> bool {
        use crate::nlp::EntityKind::{Date, Money};
        let kind = self.entities.at(at).and_then(|e| self.entities.kind(e));
        kind.is_some_and(|k| !matches!(k, Date | Money))
    }

    /// Whether the token is part of a person's name.
    pub fn is_person(&self, at: usize) -> bool {
        self.entities.at(at).and_then(|e| self.entities.kind(e)) == Some(crate::nlp::EntityKind::Person)
    }

    /// Whether the token is a noun that may speak.
    pub fn is_speaker_noun(&self, at: usize) -> bool {
        self.doc.classes(at).any(Classes::SPEAKER_NOUN)
    }

    /// "Mr", "Dr": a form of address.
    pub fn is_honorific(&self, at: usize) -> bool {
        self.doc.is_capital(at) && self.doc.classes(at).any(Classes::HONORIFIC)
    }

    /// A function word: determiner, preposition, conjunction, auxiliary, pronoun.
    pub fn is_function(&self, at: usize) -> bool {
        self.doc.classes(at).any(Classes::FUNCTION)
    }

    /// The words of a range of tokens without marks at either end.
    pub fn content(&self, tokens: Range<usize>) -> Option<Span> {
        let mut tokens = tokens;
        let strip = |at: usize| self.is_mark(at) && !self.is(at, &["$", "(", ")", "%", "[", "]", "£", "€"]);
        while tokens.start < tokens.end && strip(tokens.start) {
            tokens.start += 1;
        }
        while tokens.start < tokens.end && strip(tokens.end - 1) {
            tokens.end -= 1;
        }
        let span = self.doc.span(tokens.clone());
        (!tokens.is_empty() && !span.is_empty()).then_some(span)
    }
}
