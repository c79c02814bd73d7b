//! Names in headlines and headings that capitalise every word: only what the
//! story itself or the lists know.

use std::collections::HashMap;
use std::ops::Range;

use super::names::{Name, covered};
use super::runs::Runs;
use crate::nlp::EntityKind;
use crate::nlp::document::{Document, Style};
use crate::nlp::gazetteer::Classes;

/// Longest name that is looked for, in words.
const LONGEST: usize = 8;

/// Finds the names of all title-case paragraphs, given those of the others.
pub(crate) fn find(doc: &Document, runs: &Runs, taken: &[bool], names: &[Name]) -> Vec<Name> {
    walk(doc, taken, names, |at, block| {
        let (len, kind) = doc.is_word(at).then(|| listed(doc, runs, at, block)).flatten()?;
        Some(Name { tokens: at..at + len, kind, title: None })
    })
}

/// Adds to `story`, what the tagger found in the other paragraphs, the names of all
/// title-case ones: those of the story, and what the rules found beside them in `rules`.
pub(crate) fn again(doc: &Document, rules: &[Name], story: &mut Vec<Name>) {
    let taken = covered(doc.words.len(), story);
    let found = walk(doc, &taken, story, |at, _| {
        let nth = rules.partition_point(|name| name.tokens.start < at);
        rules.get(nth).filter(|name| name.tokens.start == at).cloned()
    });
    story.extend(found);
}

/// The names of all title-case paragraphs, none over a taken token: at each place the
/// longest name of the story, or else what `other` finds there.
fn walk(
    doc: &Document,
    taken: &[bool],
    story: &[Name],
    other: impl Fn(usize, Range<usize>) -> Option<Name>,
) -> Vec<Name> {
    let known = known(doc, story);
    let mut out = Vec::new();
    for block in doc.blocks.iter().filter(|b| b.style == Style::Title) {
        let mut at = block.tokens.start;
        while at < block.tokens.end {
            let free = doc.is_word(at) && !taken[at];
            let seen = free.then(|| seen(doc, &known, at, block.tokens.end)).flatten();
            let name = match seen {
                Some((len, kind)) => Some(Name { tokens: at..at + len, kind, title: None }),
                None => other(at, block.tokens.clone()),
            };
            // A date may stand where a family name would.
            match name.filter(|name| !taken[name.tokens.clone()].contains(&true)) {
                Some(name) => {
                    at = name.tokens.end;
                    out.push(name);
                }
                None => at += 1,
            }
        }
    }
    out
}

/// The kinds of the names of a story, by their words in small letters, and of the
/// family names of its persons.
fn known(doc: &Document, names: &[Name]) -> HashMap<String, EntityKind> {
    let mut known: HashMap<String, EntityKind> = HashMap::new();
    for name in names.iter().filter(|n| !matches!(n.kind, EntityKind::Date | EntityKind::Money)) {
        known.insert(doc.phrase(name.tokens.clone()).to_lowercase(), name.kind);
        if name.kind == EntityKind::Person && name.tokens.len() > 1 {
            known.entry(doc.word(name.tokens.end - 1).to_lowercase()).or_insert(EntityKind::Person);
        }
    }
    known
}

/// The longest name of the story that stands here.
fn seen(
    doc: &Document,
    known: &HashMap<String, EntityKind>,
    at: usize,
    end: usize,
) -> Option<(usize, EntityKind)> {
    if doc.classes(at).any(Classes::FUNCTION) || !doc.is_capital(at) {
        return None;
    }
    (1..=LONGEST.min(end - at)).rev().find_map(|len| {
        let kind = known.get(doc.phrase(at..at + len).to_lowercase().as_str())?;
        // A name of one common word says nothing here: "Fair", "Time".
        (len > 1 || !doc.classes(at).any(Classes::COMMON)).then_some((len, *kind))
    })
}

/// A listed name, or a given name and a word that is no common one.
fn listed(doc: &Document, runs: &Runs, at: usize, block: Range<usize>) -> Option<(usize, EntityKind)> {
    let (len, classes) = runs.known(at);
    let clear =
        len > 1 || !doc.classes(at).any(Classes::COMMON.with(Classes::FUNCTION).with(Classes::ORG_HEAD));
    if len > 0 && clear && doc.is_capital(at) {
        let kind = if classes.any(Classes::GROUP) {
            EntityKind::Group
        } else if classes.any(Classes::PLACE) {
            EntityKind::Place
        } else {
            EntityKind::Organization
        };
        return Some((len, kind));
    }
    let surname = |i: usize| {
        let classes = doc.classes(i);
        doc.is_capital(i)
            && i < block.end
            && runs.known(i).0 == 0
            && !classes.any(
                Classes::FUNCTION.with(Classes::COMMON).with(Classes::ORG_HEAD).with(Classes::PLACE_HEAD),
            )
    };
    let given =
        doc.classes(at).any(Classes::GIVEN) && !doc.classes(at).any(Classes::FUNCTION.with(Classes::COMMON));
    if given && surname(at + 1) {
        let surnamed = doc.classes(at + 1).any(Classes::SURNAME) || runs.seen_lower(at + 1);
        return (surnamed || at + 2 == block.end || !surname(at + 2)).then_some((2, EntityKind::Person));
    }
    let strong = doc.classes(at).any(Classes::SURNAME)
        && !doc.classes(at).any(Classes::COMMON)
        && !runs.seen_lower(at);
    strong.then_some((1, EntityKind::Person))
}
