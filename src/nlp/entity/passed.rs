//! Names that the tagger passed over and that the rest of the article makes plain.

use std::collections::{HashMap, HashSet};

use super::names::{Name, covered};
use super::tidy::{COMMON_ADDRESS, addressed, office};
use crate::nlp::EntityKind;
use crate::nlp::document::{Document, Style, capitalized};
use crate::nlp::gazetteer::Classes;

/// Longest label of a speaker, in tokens.
const LABEL: usize = 5;

/// Makes persons of the labels of a transcript, which are written as no other text
/// is: "MR. PATEL:", "WENDELL LUND:", where the article names Lund, "Lund: “No.”"
pub(super) fn labels(doc: &Document, names: &mut Vec<Name>) {
    let written = |at: usize| {
        let word = doc.word(at);
        if doc.words[at].all_capitals { capitalized(word) } else { word.to_owned() }
    };
    let persons: HashSet<String> = names
        .iter()
        .filter(|name| name.kind == EntityKind::Person)
        .map(|name| written(name.tokens.end - 1))
        .collect();
    let named = covered(doc.words.len(), names);
    let mut added: Vec<Name> = Vec::new();
    for block in &doc.blocks {
        let first = block.tokens.start;
        let reach = block.tokens.end.min(first + LABEL);
        let Some(colon) = (first..reach).find(|&at| doc.word(at) == ":") else { continue };
        let polite = COMMON_ADDRESS.iter().any(|word| doc.word(first).eq_ignore_ascii_case(word));
        let title = first..first + usize::from(polite) + usize::from(polite && doc.word(first + 1) == ".");
        let tokens = title.end..colon;
        let shouted = tokens.clone().all(|at| doc.is_word(at) && doc.words[at].all_capitals);
        // "Okafor: “Not today.”" where no other name is.
        let common = Classes::FUNCTION.with(Classes::COMMON).with(Classes::ORG_HEAD).with(Classes::NAME);
        let quoted = matches!(doc.word(colon + 1), "“" | "\"")
            && colon + 1 < block.tokens.end
            && tokens.len() <= 3
            && tokens.clone().all(|at| doc.is_capital(at) && !doc.classes(at).any(common) && !named[at]);
        let last = tokens.clone().next_back();
        let known = shouted && (polite || last.is_some_and(|last| persons.contains(&written(last))));
        if tokens.is_empty() || !known && !quoted {
            continue;
        }
        let start = office(doc, tokens.clone());
        let title = (polite || start > tokens.start).then_some(title.start..start);
        added.push(Name { tokens: start..tokens.end, kind: EntityKind::Person, title });
    }
    let mut taken: HashSet<usize> = HashSet::new();
    for label in &added {
        taken.extend(label.tokens.clone());
    }
    if !added.is_empty() {
        names.retain(|name| !name.tokens.clone().any(|at| taken.contains(&at)));
        names.extend(added);
        names.sort_by_key(|name| name.tokens.start);
    }
}

/// Words that stand behind the subject of a sentence.
pub(super) const SUBJECT: [&str; 14] = [
    "is", "was", "has", "had", "said", "says", "told", "tells", "added", "adds", "did", "does", "also", "who",
];

/// Adds single words that the tagger passed over: "the Bulls" where the article names
/// the Bhiwani Bulls, "Mrs Kassim", "Li said" where it names Li Wenzhao, and "Karen and"
/// before Peter Lund.
pub(super) fn add(doc: &Document, names: &mut Vec<Name>) {
    let mut teams: HashSet<&str> = HashSet::new();
    let mut families: HashSet<&str> = HashSet::new();
    let mut firsts: HashSet<&str> = HashSet::new();
    let held = covered(doc.words.len(), names);
    for name in names.iter() {
        let last = doc.word(name.tokens.end - 1);
        if name.tokens.len() < 2 {
            continue;
        }
        let linked = |at: usize| matches!(doc.word(at), "of" | "for" | "and" | "&");
        let several = last.len() > 4 && last.ends_with('s') && !last.ends_with("ss");
        match name.kind {
            EntityKind::Person => {
                families.insert(last);
                firsts.insert(doc.word(name.tokens.start));
            }
            EntityKind::Organization if several && !name.tokens.clone().any(linked) => {
                teams.insert(last);
            }
            _ => {}
        }
    }
    let mut added = Vec::new();
    for sentence in &doc.sentences {
        if doc.blocks.get(sentence.paragraph).is_none_or(|block| block.style == Style::Title) {
            continue;
        }
        let start = sentence.tokens.start;
        let known = families.contains(doc.word(start)) || firsts.contains(doc.word(start));
        let common = Classes::FUNCTION.with(Classes::COMMON).with(Classes::NAME);
        let couple = |at: usize| {
            let next = names.partition_point(|name| name.tokens.start < at + 2);
            let person = names.get(next).filter(|name| name.kind == EntityKind::Person);
            doc.word(at + 1) == "and"
                && doc.classes(at).any(Classes::GIVEN)
                && !doc.classes(at).any(common)
                && person.is_some_and(|person| person.tokens.start == at + 2 && person.tokens.len() > 1)
        };
        let subject = known
            && !doc.classes(start).any(common)
            && SUBJECT.contains(&doc.word(start + 1))
            && start + 1 < sentence.tokens.end;
        if !held[start] && (subject || couple(start)) {
            added.push(Name { tokens: start..start + 1, kind: EntityKind::Person, title: None });
        }
        for at in sentence.tokens.clone().skip(1) {
            let free =
                |at: usize| !held.get(at).copied().unwrap_or(false) && doc.is_capital(at) && doc.is_word(at);
            if !free(at) || free(at + 1) && at + 1 < sentence.tokens.end || doc.words[at].all_capitals {
                continue;
            }
            let (before, classes) = (doc.word(at - 1), doc.classes(at));
            let plain = !classes.any(Classes::ORG_HEAD.with(Classes::NAME).with(Classes::SUFFIX));
            let kind = if matches!(before, "the" | "The") && plain && teams.contains(doc.word(at)) {
                EntityKind::Organization
            } else if addressed(doc, at) && families.contains(doc.word(at)) {
                EntityKind::Person
            } else {
                continue;
            };
            let title = (kind == EntityKind::Person).then_some(at - 1..at);
            added.push(Name { tokens: at..at + 1, kind, title });
        }
    }
    if !added.is_empty() {
        names.extend(added);
        names.sort_by_key(|name| name.tokens.start);
    }
}

/// Takes "Will" out of "Will Hobday play?" where the article names a Lachie Hobday.
pub(super) fn asked(doc: &Document, names: &mut [Name]) {
    let mut firsts: HashMap<&str, HashSet<&str>> = HashMap::new();
    for name in names.iter().filter(|name| name.kind == EntityKind::Person && name.tokens.len() > 1) {
        let family = doc.word(name.tokens.end - 1);
        firsts.entry(family).or_default().insert(doc.word(name.tokens.start));
    }
    for name in names.iter_mut().filter(|name| name.kind == EntityKind::Person && name.tokens.len() > 1) {
        let first = name.tokens.start;
        let Some(sentence) = doc.sentences.get(doc.sentence_of(first)) else { continue };
        let question = sentence.tokens.clone().rev().take(2).any(|at| doc.word(at) == "?");
        let others = firsts.get(doc.word(name.tokens.end - 1)).map_or(0, HashSet::len);
        let auxiliary = matches!(doc.word(first), "Will" | "May");
        if auxiliary && question && others > 1 && first == sentence.tokens.start {
            name.tokens.start += 1;
        }
    }
}
