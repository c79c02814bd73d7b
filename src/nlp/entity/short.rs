//! Short forms of names that are no persons': "Vantry" for Vantry Motors, "NWB"
//! for the National Water Board, "the Commission" for the Harbour Commission.
//!
//! A short form goes to the one longer name of the article that it fits; where
//! two fit, it stays by itself. The long name may come later: headlines shorten.

use std::collections::{HashMap, HashSet};

use super::merge::Target;
use super::names::Name;
use crate::nlp::EntityKind;
use crate::nlp::document::Document;
use crate::nlp::gazetteer::Classes;
use crate::nlp::token::TokenKind;

/// More longer names than this under one word are not told apart.
const MOST: usize = 32;

/// The longer names of an article, by the words that a short form may begin
/// or end with, and by their initials.
struct Longer<'d, 'a> {
    doc: &'d Document<'a>,
    names: &'d [Name],
    /// Of each group of equal names the first.
    first_name: &'d [usize],
    by_first: HashMap<&'a str, Vec<usize>>,
    by_last: HashMap<&'a str, Vec<usize>>,
    by_initials: HashMap<String, Vec<usize>>,
    /// Words of persons' names.
    of_persons: HashSet<&'a str>,
    /// Words that stand behind "in" or "near" somewhere.
    behind_in: HashSet<&'a str>,
}

/// Sends short forms to the longer names that they mean.
pub(super) fn find(doc: &Document, names: &[Name], first_name: &[usize], target: &mut Target) {
    let longer = Longer::new(doc, names, first_name);
    for group in 0..first_name.len() {
        if target.group[group] != group {
            continue;
        }
        let mut fitting: Vec<usize> = longer.of(group).into_iter().map(|g| target.root(g)).collect();
        fitting.sort_unstable();
        fitting.dedup();
        if let [only] = fitting[..]
            && only != group
        {
            target.group[group] = only;
        }
    }
}

impl<'d, 'a> Longer<'d, 'a> {
    fn new(doc: &'d Document<'a>, names: &'d [Name], first_name: &'d [usize]) -> Self {
        let mut longer = Self {
            doc,
            names,
            first_name,
            by_first: HashMap::new(),
            by_last: HashMap::new(),
            by_initials: HashMap::new(),
            of_persons: HashSet::new(),
            behind_in: (1..doc.words.len())
                .filter(|&at| matches!(doc.word(at - 1), "in" | "In" | "near" | "outside"))
                .map(|at| doc.word(at))
                .collect(),
        };
        for group in 0..first_name.len() {
            let name = longer.name(group);
            let words = longer.words(group);
            if name.kind == EntityKind::Person {
                if words.len() > 1 || name.title.is_some() {
                    longer.of_persons.extend(words);
                }
                continue;
            }
            let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
            if words.len() < 2 {
                continue;
            }
            longer.by_first.entry(first).or_default().push(group);
            longer.by_last.entry(last).or_default().push(group);
            for initials in initials(&words) {
                longer.by_initials.entry(initials).or_default().push(group);
            }
        }
        longer
    }

    fn name(&self, group: usize) -> &'d Name {
        &self.names[self.first_name[group]]
    }

    /// Whether a word is used like a place's name.
    fn is_place(&self, word: &str) -> bool {
        self.behind_in.contains(word)
    }

    /// The words of a group's name; marks and possessives are none.
    fn words(&self, group: usize) -> Vec<&'a str> {
        let tokens = self.name(group).tokens.clone();
        let word = |at: &usize| matches!(self.doc.words[*at].kind, TokenKind::Word | TokenKind::Number);
        let mut words: Vec<&str> = tokens
            .filter(word)
            .map(|at| self.doc.word(at))
            .filter(|w| !matches!(*w, "The" | "the"))
            .collect();
        // "Ministry of Labour and Employment" like "Labour and Employment Ministry".
        if let ["Ministry" | "Department" | "Bureau", "of" | "for", _, ..] = words[..] {
            words.rotate_left(2);
            words.pop();
        }
        words
    }

    /// The groups of longer names that a group's name may stand for.
    fn of(&self, group: usize) -> Vec<usize> {
        let name = self.name(group);
        let words = self.words(group);
        let classes = self.doc.classes(name.tokens.start);
        let listed = classes.any(Classes::PLACE.with(Classes::COUNTRY).with(Classes::ORGANIZATION));
        let [only] = words[..] else { return self.of_several(group, &words) };
        if let Some(letters) = acronym(only) {
            let fit = |list: &Vec<usize>| list.iter().copied().filter(|&g| g != group).take(MOST).collect();
            return self.by_initials.get(&letters).map_or_else(Vec::new, fit);
        }
        if name.kind == EntityKind::Person && (name.title.is_some() || self.of_persons.contains(only)) {
            return Vec::new();
        }
        if name.kind == EntityKind::Group || classes.any(Classes::GROUP) {
            return Vec::new();
        }
        // "the Commission": its last word alone.
        if classes.any(Classes::ORG_HEAD) {
            let same = |g: &usize| {
                self.name(*g).kind == EntityKind::Organization && name.kind == EntityKind::Organization
            };
            return near(&self.by_last, only).filter(same).collect();
        }
        let natural = near(&self.by_last, only).filter(|&g| {
            let long = self.words(g);
            long.len() == 2 && NATURAL.contains(&long[0])
        });
        let mut fitting: Vec<usize> = natural.collect();
        if !listed && !self.of_persons.contains(only) {
            fitting.extend(near(&self.by_first, only).filter(|&g| {
                let kind = self.name(g).kind;
                let long = self.words(g);
                let second = long.get(1).copied().unwrap_or("");
                let whole = second.starts_with(char::is_uppercase) || second == "&";
                // "Bradford" is no short form of Bradford Council.
                let local = long.last().is_some_and(|last| LOCAL.contains(last)) || self.is_place(only);
                whole
                    && !local
                    && match name.kind {
                        EntityKind::Organization | EntityKind::Person => kind == EntityKind::Organization,
                        other => kind == other,
                    }
            }));
        }
        fitting
    }

    /// The longer names that have all words of a shorter one in its order, from
    /// the first word or to the last.
    fn of_several(&self, group: usize, words: &[&'a str]) -> Vec<usize> {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return Vec::new() };
        let kind = self.name(group).kind;
        // "Hong Kong" is no short form of Hong Kong Island.
        if matches!(kind, EntityKind::Person | EntityKind::Group | EntityKind::Place) {
            return Vec::new();
        }
        let fits = |g: &usize| {
            let long = self.words(*g);
            let mut rest = long.iter();
            long.len() > words.len()
                && self.name(*g).kind == kind
                && words.iter().all(|word| rest.any(|other| other == word))
        };
        // "Arts Council" of "Arts Council England", not "University of" of one.
        let begins = |g: &usize| self.words(*g).starts_with(words);
        let mut fitting: Vec<usize> = near(&self.by_last, last).filter(fits).collect();
        fitting.extend(near(&self.by_first, first).filter(|g| begins(g) && fits(g)));
        fitting
    }
}

fn near<'m>(map: &'m HashMap<&str, Vec<usize>>, word: &str) -> impl Iterator<Item = usize> + 'm {
    map.get(word).into_iter().flatten().copied().take(MOST)
}

/// What is named "River Ouse" and called "the Ouse".
const NATURAL: [&str; 12] = [
    "River",
    "Lake",
    "Mount",
    "Mt",
    "Mt.",
    "Storm",
    "Hurricane",
    "Cyclone",
    "Typhoon",
    "Loch",
    "Camp",
    "Operation",
];

/// What stands behind the name of a place in the names of its institutions.
const LOCAL: [&str; 34] = [
    "Council",
    "Association",
    "University",
    "College",
    "School",
    "Academy",
    "Hospital",
    "Police",
    "Club",
    "City",
    "Town",
    "United",
    "Rovers",
    "Court",
    "Board",
    "Authority",
    "Commission",
    "Society",
    "Union",
    "Assembly",
    "Parliament",
    "Library",
    "Museum",
    "Diocese",
    "Municipality",
    "County",
    "District",
    "Province",
    "Prefecture",
    "Corporation",
    "Airport",
    "Church",
    "Festival",
    "Market",
];

/// The letters of a word in capitals: of "FTC", "F.T.C." and "DfT".
fn acronym(word: &str) -> Option<String> {
    let letters: String = word.chars().filter(|c| *c != '.').collect();
    let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    let small = letters.chars().filter(|c| matches!(c, 'f' | 'o' | 'a')).count();
    let all = letters.chars().count();
    ((2..=7).contains(&capitals) && capitals + small == all && small < 2).then(|| letters.to_uppercase())
}

/// The initials that may stand for a name: of its words with a capital, with
/// and without the parts behind hyphens, with the small words, and without what
/// stands before "of" or "for".
fn initials(words: &[&str]) -> Vec<String> {
    let capital = |word: &str| word.chars().next().filter(|c| c.is_uppercase());
    let plain: String = words.iter().filter_map(|word| capital(word)).collect();
    let parts: String =
        words.iter().flat_map(|word| word.split(['-', '‐', '‑'])).filter_map(capital).collect();
    let all: String =
        words.iter().filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect();
    let behind = words.iter().position(|word| matches!(*word, "of" | "for"));
    let tail: String = words.iter().skip(behind.unwrap_or(0)).filter_map(|word| capital(word)).collect();
    let mut out = vec![plain, parts, all];
    if tail.chars().count() > 2 {
        out.push(tail);
    }
    out.retain(|initials| initials.chars().count() >= 2);
    out.sort();
    out.dedup();
    out
}
