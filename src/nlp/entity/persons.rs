//! Persons whom the tagger took for something else, known by the other persons' names of
//! the article.

use std::collections::{HashMap, HashSet};

use super::merge::{abbreviates, is_letter, is_patronymic};
use super::names::Name;
use super::passed;
use crate::nlp::EntityKind;
use crate::nlp::document::Document;
use crate::nlp::gazetteer::Classes;
use crate::nlp::lexicon::Lexicon;

/// Makes persons of names that can be nothing else by the persons' names of the
/// article.
pub(super) fn find(doc: &Document, lexicon: &Lexicon, names: &mut [Name]) {
    let mut by_last: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut middle: HashMap<&str, Option<usize>> = HashMap::new();
    // Single words: taken for persons, and taken for anything else.
    let mut persons: HashSet<&str> = HashSet::new();
    let mut others: HashSet<&str> = HashSet::new();
    // First words of longer names that are no persons'.
    let mut begin: HashSet<&str> = HashSet::new();
    for (nth, name) in names.iter().enumerate() {
        let (first, last) = (doc.word(name.tokens.start), doc.word(name.tokens.end - 1));
        match (name.tokens.len(), name.kind) {
            (1, EntityKind::Person) => {
                persons.insert(first);
            }
            (1, _) => {
                others.insert(first);
            }
            (_, EntityKind::Person) => {
                let namesakes = by_last.entry(last).or_default();
                if namesakes.len() < MOST {
                    namesakes.push(nth);
                }
                for at in name.tokens.start + 1..name.tokens.end - 1 {
                    let whole = doc.phrase(name.tokens.clone());
                    let known = middle.entry(doc.word(at)).or_insert(Some(nth));
                    if known.is_some_and(|known| doc.phrase(names[known].tokens.clone()) != whole) {
                        *known = None;
                    }
                }
            }
            _ => {
                begin.insert(first);
            }
        }
    }
    let mut found: Vec<usize> = Vec::new();
    for (nth, name) in names.iter().enumerate() {
        let (first, last) = (name.tokens.start, name.tokens.end - 1);
        // "Moldovan said" of Sorin Moldovan.
        if name.kind == EntityKind::Group
            && name.tokens.len() == 1
            && by_last.contains_key(doc.word(first))
            && passed::SUBJECT.contains(&doc.near(name.tokens.end, 0))
            && first > 0
            && !doc.is_word(first - 1)
        {
            found.push(nth);
        }
        if !matches!(name.kind, EntityKind::Organization | EntityKind::Place | EntityKind::Other) {
            continue;
        }
        let heads = Classes::ORG_HEAD.with(Classes::SUFFIX).with(Classes::PLACE_HEAD).with(Classes::NAME);
        let plain = |at: usize| doc.is_capital(at) && !doc.classes(at).any(heads);
        let the = matches!(doc.near(first, -1), "the" | "The");
        if name.tokens.len() == 1 {
            // "Ocampos" of Celso Ocampos Brítez.
            let one = middle.get(doc.word(first)).is_some_and(Option::is_some);
            let place = matches!(doc.near(first, -1), "in" | "near" | "at");
            if one && plain(first) && !the && !place && !begin.contains(doc.word(first)) {
                found.push(nth);
            }
            continue;
        }
        // "H du Plooy" in a table.
        let short = is_letter(doc.word(first))
            && by_last
                .get(doc.word(last))
                .into_iter()
                .flatten()
                .any(|&long| abbreviates(doc, names[long].tokens.clone(), name.tokens.clone()));
        // "Purity Chepkwony", who is Chepkwony, a person, elsewhere.
        let word = doc.word(last);
        let father = (first + 1..last).any(|at| is_patronymic(doc.word(at)))
            && !name.tokens.clone().any(|at| doc.classes(at).any(heads));
        let given =
            lexicon.written(doc.word(first)).person() & 3 != 0 || doc.classes(first).any(Classes::GIVEN);
        // Or who bears the family name of another person, or is called by the first.
        let kin = by_last.contains_key(word) || persons.contains(doc.word(first));
        let alone = name.tokens.len() <= 3
            && name.tokens.clone().all(plain)
            && (persons.contains(word) || kin)
            && !others.contains(word)
            && given
            && !the;
        // "Tom Ellwood", whom no list knows as a place.
        let listed = lexicon.written(doc.phrase(name.tokens.clone()));
        let called = name.kind == EntityKind::Place
            && name.tokens.len() == 2
            && name.tokens.clone().all(plain)
            && doc.classes(first).any(Classes::GIVEN)
            && !doc.classes(last).any(Classes::COMMON)
            && !listed.is_thing()
            && !the;
        // "Birna Jónsdóttir"
        let daughter = name.tokens.len() == 2 && word.ends_with("dóttir") && !the;
        if short || father || alone || called || daughter {
            found.push(nth);
        }
    }
    for nth in found {
        names[nth].kind = EntityKind::Person;
    }
}

/// More persons than this with one family name are not looked through.
const MOST: usize = 16;
