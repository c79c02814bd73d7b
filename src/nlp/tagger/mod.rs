//! The trained tagger of names: a structured perceptron over hashed features
//! (Collins 2002), corrected by which the rules' names become the final ones.
//!
//! The rules of [`crate::nlp::entity`] speak first: what they found is among
//! the features. The weights come from `corpus/` alone; MODEL_CARD.md says how.

mod features;
mod model;

use std::collections::HashMap;

use super::EntityKind;
use super::document::{Document, Style};
use super::entity::Name;
use super::gazetteer::Classes;
use super::lexicon::Lexicon;

pub(crate) use features::{Features, affixes, mix, pair, shape};
pub(crate) use model::{Model, Scores};
#[cfg(feature = "train")]
pub(crate) use model::{step, trace};

/// What a token can be: outside of any name, or the beginning or the inside of
/// a name of one of [`KINDS`].
pub(crate) const LABELS: usize = 1 + 2 * KINDS.len();

/// The kinds of names that are tagged; dates and amounts are found by rules.
pub(crate) const KINDS: [EntityKind; 8] = [
    EntityKind::Person,
    EntityKind::Organization,
    EntityKind::Place,
    EntityKind::Group,
    EntityKind::Event,
    EntityKind::Product,
    EntityKind::Work,
    EntityKind::Other,
];

/// The label of the first (`inside` false) or a later token of a name; 0, the
/// label of other tokens, for kinds that are not tagged.
pub(crate) fn label(kind: EntityKind, inside: bool) -> usize {
    KINDS.iter().position(|&k| k == kind).map_or(0, |at| 1 + 2 * at + usize::from(inside))
}

/// Whether `to` may follow `from`: a name goes on only as what it began as.
pub(crate) const fn may_follow(from: usize, to: usize) -> bool {
    to == 0 || to % 2 == 1 || from == to || from + 1 == to
}

/// As many tokens are tagged at once.
const LONGEST: usize = 1000;

/// The labels of names, token by token.
pub(crate) fn labels(words: usize, names: &[Name]) -> Vec<usize> {
    let mut labels = vec![0; words];
    for name in names {
        for (nth, at) in name.tokens.clone().enumerate() {
            if let Some(slot) = labels.get_mut(at) {
                *slot = label(name.kind, nth > 0);
            }
        }
    }
    labels
}

/// The names that the tagger makes of what the rules found: dates and amounts
/// stay, the others are decided anew. Titles stay with the names behind them.
pub(crate) fn retag(model: &Model<LABELS>, lexicon: &Lexicon, doc: &Document, found: Vec<Name>) -> Vec<Name> {
    let features = Features::new(lexicon, doc, &found);
    let rules = labels(doc.words.len(), &found);
    let (values, names): (Vec<Name>, Vec<Name>) =
        found.into_iter().partition(|name| !KINDS.contains(&name.kind));
    let mut taken = vec![false; doc.words.len()];
    for value in &values {
        taken[value.tokens.clone()].fill(true);
    }
    let mut out = values;
    let mut scores = Scores::default();
    for sentence in &doc.sentences {
        // Where every word has a capital, the rules take only what the story or
        // the lists know; the tagger would run names into the words beside them.
        if doc.blocks.get(sentence.paragraph).is_some_and(|b| b.style == Style::Title) {
            let from = names.partition_point(|n| n.tokens.start < sentence.tokens.start);
            let to = names.partition_point(|n| n.tokens.start < sentence.tokens.end).max(from);
            out.extend_from_slice(&names[from..to]);
            continue;
        }
        // A text without full stops is tagged in parts: memory for one is enough.
        let mut path = Vec::with_capacity(sentence.tokens.len());
        for start in sentence.tokens.clone().step_by(LONGEST) {
            let part = start..sentence.tokens.end.min(start + LONGEST);
            path.extend(model.decode(part.map(|at| (features.at(at), rules[at])), &mut scores));
        }
        let mut at = 0;
        while at < path.len() {
            if path[at] == 0 {
                at += 1;
                continue;
            }
            let end = (at + 1..path.len()).find(|&i| path[i] == 0 || path[i] % 2 == 1).unwrap_or(path.len());
            let tokens = sentence.tokens.start + at..sentence.tokens.start + end;
            let kind = KINDS[(path[at] - 1) / 2];
            at = end;
            if taken[tokens.clone()].iter().any(|&t| t) {
                continue;
            }
            // "State Department Kelwin Orrado": what the rules know to be a person
            // behind an organization is not run into its name.
            let from = names.partition_point(|n| n.tokens.end <= tokens.start);
            let inside = &names[from..names.partition_point(|n| n.tokens.start < tokens.end).max(from)];
            if let [first, person] = inside
                && person.kind == EntityKind::Person
                && first.tokens.start == tokens.start
                && first.tokens.end == person.tokens.start
                && person.tokens.end == tokens.end
            {
                out.extend([first.clone(), person.clone()]);
                continue;
            }
            // A listed country is one, also where it acts like an organization: the
            // rules tell its team by the words around it.
            let kind = match inside {
                [only] if only.tokens == tokens && doc.classes(tokens.start).any(Classes::COUNTRY) => {
                    only.kind
                }
                _ => kind,
            };
            let title = inside.last().filter(|n| n.tokens.end == tokens.end).and_then(|n| n.title.clone());
            let title = title.filter(|title| title.end <= tokens.start);
            out.push(Name { tokens, kind, title });
        }
    }
    out.sort_by_key(|name| name.tokens.start);
    agree(doc, &mut out);
    out
}

/// One name, one kind: where the same words were taken for different things in
/// one article, what they were taken for most often decides; among equals, what
/// they were taken for first. A team and its city stay apart where each has a
/// third of the mentions.
fn agree(doc: &Document, names: &mut [Name]) {
    let mut votes: HashMap<&str, Vec<(EntityKind, usize)>> = HashMap::new();
    for name in names.iter().filter(|name| KINDS.contains(&name.kind)) {
        let kinds = votes.entry(doc.phrase(name.tokens.clone())).or_default();
        match kinds.iter_mut().find(|(kind, _)| *kind == name.kind) {
            Some((_, count)) => *count += 1,
            None => kinds.push((name.kind, 1)),
        }
    }
    for name in names.iter_mut().filter(|name| KINDS.contains(&name.kind)) {
        let Some(kinds) = votes.get(doc.phrase(name.tokens.clone())) else { continue };
        let all: usize = kinds.iter().map(|(_, count)| count).sum();
        let own = kinds.iter().find(|(kind, _)| *kind == name.kind).map_or(0, |(_, count)| *count);
        // The last of the largest would win with max_by_key: look from behind.
        if let Some((kind, _)) = kinds.iter().rev().max_by_key(|(_, count)| *count)
            && own * 3 <= all
        {
            name.kind = *kind;
        }
    }
}
