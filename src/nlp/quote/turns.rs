//! Dialogue written as a transcript: "Q: ...", "MR. PATEL: ...".
//!
//! A paragraph that begins with a speaker's label and a colon is what that
//! speaker said, word for word. One such paragraph alone is none: a list of
//! results or a heading may look like it.

use std::ops::Range;

use super::marks::Region;
use crate::nlp::EntityKind;
use crate::nlp::document::{Block, Document};
use crate::nlp::entity::Entities;
use crate::nlp::gazetteer::Classes;
use crate::nlp::token::TokenKind;
use crate::text::{ParagraphKind, Span};

/// Labels that name no person.
const PARTS: &[&str] = &[
    "q",
    "a",
    "question",
    "answer",
    "speaker",
    "moderator",
    "interviewer",
    "reporter",
    "journalist",
    "host",
    "operator",
    "interpreter",
    "witness",
    "caller",
];

/// Longest label, in tokens.
const LONGEST: usize = 8;

/// Finds the turns of a transcript: the tokens of each label, in order. What
/// follows a label becomes one of the `regions`, in place of those inside it.
pub(crate) fn find(doc: &Document, entities: &Entities, regions: &mut Vec<Region>) -> Vec<Range<usize>> {
    let turns: Vec<(Range<usize>, Region)> =
        doc.blocks.iter().filter_map(|block| turn(doc, entities, block)).collect();
    if turns.len() < 2 {
        return Vec::new();
    }
    let mut labels = Vec::with_capacity(turns.len());
    let mut words: Vec<Region> = Vec::with_capacity(turns.len());
    for (label, region) in turns {
        labels.push(label);
        words.push(region);
    }
    let mut turn = 0;
    let mut quoted = Vec::with_capacity(words.len());
    for region in regions.drain(..) {
        while words.get(turn).is_some_and(|w| w.outer.end <= region.outer.start) {
            turn += 1;
        }
        match words.get_mut(turn) {
            // All of it stands in marks: "MR. PATEL: “We won.”"
            Some(held) if held.outer == region.outer => held.inner = region.inner,
            Some(held) if held.outer.overlaps(region.outer) => {}
            _ => quoted.push(region),
        }
    }
    quoted.extend(words);
    quoted.sort_by_key(|r| r.outer);
    *regions = quoted;
    labels
}

/// The label of a paragraph that is a turn, and the words behind it.
fn turn(doc: &Document, entities: &Entities, block: &Block) -> Option<(Range<usize>, Region)> {
    if !matches!(block.kind, ParagraphKind::Body | ParagraphKind::Quote) {
        return None;
    }
    let first = block.tokens.start;
    let (label, words) = match doc.word(first) {
        "Q." | "A." => (first..first + 1, first + 1),
        _ => {
            let reach = block.tokens.end.min(first + LONGEST);
            let colon = (first..reach).find(|&at| doc.word(at) == ":")?;
            (first..colon, colon + 1)
        }
    };
    let inner = doc.span(words..block.tokens.end);
    let speaks = label.end < words && names_speaker(doc, entities, label.clone(), inner)
        || label.end == words && doc.is_capital(words);
    let spoken = (words..block.tokens.end).any(|at| doc.is_word(at));
    let region = Region { outer: inner, inner, closed: true, single: false, continues: false };
    (speaks && spoken).then_some((label, region))
}

/// Whether a label is a speaker's: a part in the dialogue ("Q", "Speaker 2"),
/// or a person, with whole sentences behind.
fn names_speaker(doc: &Document, entities: &Entities, label: Range<usize>, words: Span) -> bool {
    let part = PARTS.iter().any(|p| doc.word(label.start).eq_ignore_ascii_case(p));
    let number = doc.words.get(label.start + 1).is_some_and(|w| w.kind == TokenKind::Number);
    if part && (label.len() == 1 || label.len() == 2 && number) {
        return true;
    }
    let Some(last) = label.end.checked_sub(1).filter(|&last| last >= label.start) else { return false };
    let person = entities.at(last).and_then(|e| entities.kind(e)) == Some(EntityKind::Person);
    let titled = label.len() > 1 && doc.classes(label.start).any(Classes::MR.with(Classes::MS));
    let capitals = label.clone().all(|at| doc.is_capital(at) || doc.words[at].kind == TokenKind::Mark);
    let sentence = words.of(doc.text).ends_with(['.', '?', '!', '…', '”', '"', '—', ')']);
    (person || titled) && capitals && sentence
}
