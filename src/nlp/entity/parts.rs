//! Names that the tagger ran together or cut short, put right by what else the article
//! names and by how the press writes.

use std::collections::HashSet;
use std::ops::Range;

use super::names::{Name, covered};
use crate::nlp::EntityKind;
use crate::nlp::document::Document;
use crate::nlp::gazetteer::Classes;
use crate::nlp::lexicon::Lexicon;
use crate::nlp::token::TokenKind;

/// Puts names right. They stay sorted and free of overlaps.
pub(super) fn right(doc: &Document, lexicon: &Lexicon, names: &mut Vec<Name>) {
    reporters(doc, names);
    numbers(doc, names);
    apart(doc, names);
    partisans(doc, lexicon, names);
    fires(doc, names);
    first_names(doc, names);
    aunts(doc, names);
    within(doc, names);
}

/// Makes persons of who is thanked in a line: "Reporting by Camille Villaraza in Legazpi
/// and Jomar Bautista in Manila; editing by Ruth Hale".
fn reporters(doc: &Document, names: &mut Vec<Name>) {
    let work = |at: usize| {
        let works = ["reporting", "editing", "writing", "photographs", "photos", "graphics"];
        works.iter().any(|work| doc.word(at).eq_ignore_ascii_case(work))
    };
    let run = |from: usize| (from..from + 4).take_while(|&at| doc.is_capital(at)).count();
    let mut found: Vec<Name> = Vec::new();
    for by in (1..doc.words.len()).filter(|&at| doc.word(at) == "by" && work(at - 1)) {
        let mut at = by + 1;
        while run(at) > 1 {
            let end = at + run(at);
            found.push(Name { tokens: at..end, kind: EntityKind::Person, title: None });
            // "in Legazpi and"
            let place = if doc.word(end) == "in" { 1 + run(end + 1) } else { 0 };
            if !matches!(doc.word(end + place), "and" | ",") {
                break;
            }
            at = end + place + 1;
        }
    }
    if !found.is_empty() {
        let taken = covered(doc.words.len(), &found);
        names.retain(|name| !taken[name.tokens.clone()].contains(&true));
        insert(names, found);
    }
}

/// Takes the score out of "Bergen FC 2, Tromso United 1".
fn numbers(doc: &Document, names: &mut [Name]) {
    let number = |at: usize| doc.words.get(at).is_some_and(|word| word.kind == TokenKind::Number);
    for name in names.iter_mut().filter(|name| name.tokens.len() > 1) {
        let Some(block) = doc.block_of(name.tokens.start) else { continue };
        let end = name.tokens.end;
        let scores = block.tokens.clone().filter(|&at| number(at) && doc.word(at).len() < 4).count();
        let closed = end == block.tokens.end || matches!(doc.word(end), "," | ";" | ".");
        let team = matches!(name.kind, EntityKind::Organization | EntityKind::Person);
        if team && closed && number(end - 1) && doc.word(end - 1).len() < 4 && scores > 1 {
            name.tokens.end -= 1;
        }
    }
}

/// Parts "Salt for the Mules and Nine Years of Cork" where the article names both, and
/// "Lanning Port Authority and Brightwater Shipping Ltd.", a body and a company.
fn apart(doc: &Document, names: &mut Vec<Name>) {
    let known: HashSet<&str> = names.iter().map(|name| doc.phrase(name.tokens.clone())).collect();
    let companies = |and: usize, tokens: Range<usize>| {
        let head = doc.classes(and - 1).any(Classes::ORG_HEAD.with(Classes::SUFFIX));
        let suffix = doc.classes(tokens.end - 1).any(Classes::SUFFIX);
        head && suffix && and - tokens.start > 1 && tokens.end - and > 2
    };
    let mut parts: Vec<Name> = Vec::new();
    for name in names.iter_mut().filter(|name| name.tokens.len() > 2) {
        let (start, end) = (name.tokens.start, name.tokens.end);
        let both = |at: &usize| {
            doc.word(*at) == "and"
                && (known.contains(doc.phrase(start..*at)) && known.contains(doc.phrase(*at + 1..end))
                    || companies(*at, start..end))
        };
        if let Some(and) = (start + 1..end - 1).find(both) {
            name.tokens.end = and;
            parts.push(Name { tokens: and + 1..end, kind: name.kind, title: None });
        }
    }
    insert(names, parts);
}

/// Parts "a Toledo Democrat", who belongs to a place and to a party.
fn partisans(doc: &Document, lexicon: &Lexicon, names: &mut Vec<Name>) {
    let mut parts: Vec<Name> = Vec::new();
    for name in names.iter_mut().filter(|name| name.tokens.len() > 1) {
        let last = name.tokens.end - 1;
        let party = matches!(doc.word(last), "Democrat" | "Republican" | "Democrats" | "Republicans");
        let place = name.tokens.start..last;
        let listed = place.len() == 1 && doc.classes(place.start).any(Classes::GROUP);
        if party && !listed && lexicon.written(doc.phrase(place.clone())).is_place() {
            parts.push(Name { tokens: last..last + 1, kind: EntityKind::Group, title: None });
            *name = Name { tokens: place, kind: EntityKind::Place, title: None };
        }
    }
    insert(names, parts);
}

/// Takes the fire into "the Tatlow Creek fire", also where no "the" stands before it.
fn fires(doc: &Document, names: &mut [Name]) {
    let burns = |name: &Name| {
        name.tokens.len() > 1
            && matches!(name.kind, EntityKind::Place | EntityKind::Organization | EntityKind::Event)
            && matches!(doc.word(name.tokens.end), "fire" | "wildfire" | "bushfire")
            && doc.near(name.tokens.end, 1) != "department"
    };
    let the = |name: &&Name| burns(name) && matches!(doc.near(name.tokens.start, -1), "the" | "The");
    let known: HashSet<&str> = names.iter().filter(the).map(|name| doc.phrase(name.tokens.clone())).collect();
    for name in names.iter_mut() {
        if burns(name) && known.contains(doc.phrase(name.tokens.clone())) {
            name.tokens.end += 1;
            name.kind = EntityKind::Event;
        }
    }
}

/// Takes the given name into "Said al Harthy", where it looks like a verb.
fn first_names(doc: &Document, names: &mut [Name]) {
    let mut free = 0;
    for name in names.iter_mut() {
        let before = std::mem::replace(&mut free, name.tokens.end);
        let start = name.tokens.start;
        let from = if matches!(doc.word(start), "al" | "Al" | "bin" | "el" | "El") {
            start
        } else {
            start.saturating_sub(1)
        };
        let particle =
            from + 1 < name.tokens.end && matches!(doc.word(from), "al" | "Al" | "bin" | "el" | "El");
        let person = name.kind == EntityKind::Person && name.title.is_none();
        let Some(first) = from.checked_sub(1).filter(|first| person && particle && *first >= before) else {
            continue;
        };
        let opens = doc.sentences.get(doc.sentence_of(start)).is_some_and(|s| s.tokens.start == first);
        if opens && doc.word(first) == "Said" {
            name.tokens.start = first;
        }
    }
}

/// Takes the word of kinship out of "Auntie Sina" where the article names a Sina.
fn aunts(doc: &Document, names: &mut [Name]) {
    let kin = |name: &Name| {
        name.tokens.len() > 1 && matches!(doc.word(name.tokens.start), "Auntie" | "Aunty" | "Aunt")
    };
    let persons = names.iter().filter(|name| name.kind == EntityKind::Person && !kin(name));
    let known: HashSet<&str> = persons.flat_map(|name| name.tokens.clone()).map(|at| doc.word(at)).collect();
    for name in names.iter_mut().filter(|name| kin(name)) {
        let first = name.tokens.start;
        if known.contains(doc.word(first + 1)) {
            *name = Name {
                tokens: first + 1..name.tokens.end,
                kind: EntityKind::Person,
                title: Some(first..first + 1),
            };
        }
    }
}

/// What one has in a company, not in a place.
const SHARES: [&str; 10] = [
    "shares",
    "stake",
    "stakes",
    "invest",
    "invested",
    "investment",
    "investors",
    "interest",
    "confidence",
    "holding",
];

/// Whether a name is what somebody is in: "many in Fairbury", not "shares in Fairbury".
pub(super) fn is_within(doc: &Document, name: &Name) -> bool {
    let at = name.tokens.start;
    matches!(doc.near(at, -1), "in" | "In" | "near" | "outside")
        && !SHARES.iter().any(|word| doc.near(at, -2).eq_ignore_ascii_case(word))
        && doc.words.get(name.tokens.end).is_none_or(|word| word.kind != TokenKind::Possessive)
}

/// Makes a place of what somebody is in, where longer names of organizations begin with
/// it: "many in Fairbury", beside Fairbury Elementary.
fn within(doc: &Document, names: &mut [Name]) {
    let organization = |name: &&Name| name.kind == EntityKind::Organization && name.tokens.len() > 1;
    let named: HashSet<&str> =
        names.iter().filter(organization).map(|name| doc.word(name.tokens.start)).collect();
    for name in names.iter_mut().filter(|name| name.kind == EntityKind::Organization) {
        let single = name.tokens.len() == 1 && !doc.words[name.tokens.start].all_capitals;
        if single && named.contains(doc.word(name.tokens.start)) && is_within(doc, name) {
            name.kind = EntityKind::Place;
        }
    }
}

/// Adds names where they belong.
fn insert(names: &mut Vec<Name>, parts: Vec<Name>) {
    if !parts.is_empty() {
        names.extend(parts);
        names.sort_by_key(|name| name.tokens.start);
    }
}
