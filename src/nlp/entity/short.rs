//! Short forms of names that are no persons': "Vantry" for Vantry Motors, "NWB"
//! for the National Water Board, "the Commission" for the Harbour Commission.
//!
//! A short form goes to the one longer name of the article that it fits; where
//! two fit, it stays by itself. The long name may come later: headlines shorten.

use std::collections::{HashMap, HashSet};

use super::heads::{AREAS, BODIES, BUILT, HELD, LOCAL, NATURAL, SCHOOLS, WATERS};
use super::letters::{acronym, initials, put_together};
use super::merge::Target;
use super::names::Name;
use crate::nlp::EntityKind;
use crate::nlp::document::Document;
use crate::nlp::gazetteer::Classes;
use crate::nlp::lexicon::Lexicon;

/// More longer names than this under one word are not told apart.
const MOST: usize = 32;

/// The longer names of an article, by the words that a short form may begin
/// or end with, and by their initials.
struct Longer<'d, 'a> {
    doc: &'d Document<'a>,
    lexicon: &'d Lexicon,
    names: &'d [Name],
    /// Of each group of equal names the first.
    first_name: &'d [usize],
    by_first: HashMap<String, Vec<usize>>,
    by_last: HashMap<String, Vec<usize>>,
    /// By the word before "of" or "for": "the Front" of a Front for Justice.
    by_head: HashMap<String, Vec<usize>>,
    /// The places of the article.
    places: HashSet<Vec<&'a str>>,
    by_initials: HashMap<String, Vec<usize>>,
    /// The first few organizations of several words, by their first letter.
    mixed: HashMap<char, Vec<usize>>,
    /// Words of persons' names.
    of_persons: HashSet<&'a str>,
    /// Words that stand behind "in" or "near" somewhere.
    behind_in: HashSet<&'a str>,
    /// Words that are used like a place's name somewhere.
    as_place: HashSet<&'a str>,
}

/// Sends short forms to the longer names that they mean.
pub(super) fn find(
    doc: &Document,
    lexicon: &Lexicon,
    names: &[Name],
    first_name: &[usize],
    target: &mut Target,
) {
    let longer = Longer::new(doc, lexicon, names, first_name);
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

/// "Safaricom" and "Safaricom Ltd", "State Department" and "US State Department".
pub(super) fn formal(doc: &Document, names: &[Name], first_name: &[usize], target: &mut Target) {
    let mut longer: HashMap<&str, Vec<usize>> = HashMap::new();
    let organization = |group: usize| names[first_name[group]].kind == EntityKind::Organization;
    for group in (0..first_name.len()).filter(|&g| organization(g)) {
        let tokens = names[first_name[group]].tokens.clone();
        if tokens.len() < 2 {
            continue;
        }
        if doc.classes(tokens.end - 1).any(Classes::SUFFIX) {
            longer.entry(doc.phrase(tokens.start..tokens.end - 1)).or_default().push(group);
        }
        if tokens.len() > 2 && doc.classes(tokens.start).any(Classes::GROUP.with(Classes::COUNTRY)) {
            longer.entry(doc.phrase(tokens.start + 1..tokens.end)).or_default().push(group);
        }
    }
    for group in (0..first_name.len()).filter(|&g| organization(g)) {
        let words = doc.phrase(names[first_name[group]].tokens.clone());
        if let Some([only]) = longer.get(words).map(Vec::as_slice)
            && *only != group
        {
            target.group[group] = *only;
        }
    }
}

impl<'d, 'a> Longer<'d, 'a> {
    fn new(doc: &'d Document<'a>, lexicon: &'d Lexicon, names: &'d [Name], first_name: &'d [usize]) -> Self {
        let mut longer = Self {
            doc,
            lexicon,
            names,
            first_name,
            by_first: HashMap::new(),
            by_last: HashMap::new(),
            by_head: HashMap::new(),
            places: HashSet::new(),
            by_initials: HashMap::new(),
            mixed: HashMap::new(),
            of_persons: HashSet::new(),
            behind_in: (1..doc.words.len())
                .filter(|&at| match doc.word(at - 1) {
                    // "shares in Daeyu"
                    "in" => !HELD.contains(&doc.near(at, -2)),
                    before => matches!(before, "In" | "near" | "outside"),
                })
                .map(|at| doc.word(at))
                .collect(),
            as_place: (0..doc.words.len())
                .filter(|&at| doc.is_capital(at) && located(doc, at))
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
            longer.by_first.entry(first.to_lowercase()).or_default().push(group);
            let plain = longer.name(group).words(doc);
            if name.kind == EntityKind::Organization
                && let Some(letter) = plain.first().and_then(|word| word.chars().next())
            {
                let alike = longer.mixed.entry(letter).or_default();
                if alike.len() < MOST {
                    alike.push(group);
                }
            }
            longer.by_last.entry(last.to_lowercase()).or_default().push(group);
            // "Daeheung Shipbuilding" of Daeheung Heavy Shipbuilding Co.
            let suffix = |at: usize| doc.classes(at).any(Classes::SUFFIX);
            let end = name.tokens.end - 1;
            if words.len() > 2 && suffix(end) && !suffix(end - 1) {
                longer.by_last.entry(words[words.len() - 2].to_lowercase()).or_default().push(group);
            }
            if let Some(of) = words.iter().position(|word| matches!(*word, "of" | "for" | "against" | "on"))
                && let Some(head) = of.checked_sub(1).and_then(|head| words.get(head))
            {
                longer.by_head.entry(head.to_lowercase()).or_default().push(group);
            }
            if name.kind == EntityKind::Place {
                longer.places.insert(words.clone());
            }
            let mut all = initials(&words);
            if let ["Ministry" | "Department" | "Bureau", ..] = plain[..] {
                // "DfT", and "HHS" of the Department of Health and Human Services.
                all.extend(initials(&plain));
                all.extend(initials(&words[..words.len() - 1]));
            }
            // "FDA" of the US Food and Drug Administration.
            if words.len() > 2 && doc.classes(name.tokens.start).any(Classes::GROUP.with(Classes::COUNTRY)) {
                all.extend(initials(&words[1..]));
            }
            for initials in all {
                longer.by_initials.entry(initials).or_default().push(group);
            }
        }
        longer
    }

    fn name(&self, group: usize) -> &'d Name {
        &self.names[self.first_name[group]]
    }

    /// Whether the first name of a group has "the" before it.
    fn has_article(&self, group: usize) -> bool {
        matches!(self.doc.near(self.name(group).tokens.start, -1), "the" | "The")
    }

    /// Whether a word is used like a place's name.
    fn is_place(&self, word: &str) -> bool {
        self.behind_in.contains(word)
    }

    /// The words of a group's name with the head of a ministry at the end.
    fn words(&self, group: usize) -> Vec<&'a str> {
        let mut words = self.name(group).words(self.doc);
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
        // "DepEd" of the Department of Education.
        if only.chars().skip(1).any(char::is_uppercase) {
            let first = only.chars().next().unwrap_or_default();
            let mut fitting = (self.mixed.get(&first).into_iter().flatten().copied())
                .filter(|&g| g != group && put_together(only, &self.name(g).words(self.doc)));
            if let Some(found) = fitting.next() {
                return if fitting.next().is_none() { vec![found] } else { Vec::new() };
            }
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
            return near(&self.by_last, only).chain(near(&self.by_head, only)).filter(same).collect();
        }
        if let Some(team) = self.team(group, only) {
            return vec![team];
        }
        if name.kind == EntityKind::Place
            && let Some(area) = self.area(group, only)
        {
            return vec![area];
        }
        if name.kind == EntityKind::Place
            && let Some(body) = self.bearer(group, &words)
        {
            return vec![body];
        }
        let natural = near(&self.by_last, only).filter(|&g| {
            let long = self.words(g);
            long.len() == 2 && NATURAL.contains(&long[0]) || long.starts_with(&["Tropical", "Storm"])
        });
        let mut fitting: Vec<usize> = natural.collect();
        if name.kind == EntityKind::Organization {
            fitting.extend(self.named_alone(group, only));
        }
        // "the Shield" of the Sheffield Shield.
        let the = self.has_article(group);
        let may_end = |long: EntityKind| match name.kind {
            EntityKind::Event => long == EntityKind::Event,
            EntityKind::Organization => the && long == EntityKind::Event,
            EntityKind::Other | EntityKind::Product | EntityKind::Work => the && long == name.kind,
            _ => false,
        };
        fitting.extend(near(&self.by_last, only).filter(|&g| may_end(self.name(g).kind)));
        let organization = name.kind == EntityKind::Organization;
        if !listed && (!self.of_persons.contains(only) || organization) {
            // "Bradford" is no short form of Bradford Council.
            let club = organization && !self.lexicon.written(only).is_place();
            fitting.extend(near(&self.by_first, only).filter(|&g| {
                let kind = self.name(g).kind;
                let long = self.words(g);
                let second = long.get(1).copied().unwrap_or("");
                let whole = second.starts_with(char::is_uppercase)
                    || second == "&"
                    || organization && matches!(second, "de" | "del" | "of");
                let local = |word: &&str| LOCAL.contains(word) && !(club && BODIES.contains(word));
                let built = name.kind == EntityKind::Place && long.iter().any(|word| BUILT.contains(word));
                let local = long.iter().any(local) || built || self.is_place(only);
                // "Utrecht" is more than Utrecht Centraal.
                let city = name.kind == EntityKind::Place
                    && self.lexicon.written(only).is_place()
                    && !matches!(second, "Island" | "Islands");
                whole
                    && !local
                    && !city
                    && match name.kind {
                        EntityKind::Organization | EntityKind::Person => kind == EntityKind::Organization,
                        other => kind == other,
                    }
            }));
        }
        fitting
    }

    /// An organization of two words that goes by its last one, "Valdenegro" of Frutas
    /// Valdenegro, or a team by its town, "Surat" of Surat Chargers.
    fn named_alone(&self, group: usize, only: &str) -> Option<usize> {
        // "Australia" is more than Netball Australia.
        if self.doc.classes(self.name(group).tokens.start).any(Classes::COUNTRY) {
            return None;
        }
        let fits = |g: &usize| {
            let long = self.words(*g);
            let other = self.name(*g).kind == EntityKind::Organization && *g != group;
            let plain = |at: usize| {
                let heads =
                    Classes::ORG_HEAD.with(Classes::SUFFIX).with(Classes::PLACE_HEAD).with(Classes::COMMON);
                !self.doc.classes(at).any(heads)
            };
            let tokens = &self.name(*g).tokens;
            other
                && long.len() == 2
                && plain(tokens.end - 1)
                && (long[1].eq_ignore_ascii_case(only) || long[1].ends_with('s') && !long[1].ends_with("ss"))
        };
        single(near(&self.by_last, only).chain(near(&self.by_first, only)).filter(fits))
    }

    /// "Naga" of Naga City, "Kogi" of Kogi State, "the Baltic" of the Baltic Sea: where no
    /// other thing of that kind is known to bear the short name, as in Lagos State.
    fn area(&self, group: usize, only: &str) -> Option<usize> {
        let known = self.lexicon.written(only);
        let the = self.has_article(group);
        let of_two = |g: &usize| self.name(*g).kind == EntityKind::Place && self.words(*g).len() == 2;
        // "the Coast" of the West Coast.
        let side =
            |g: &usize| matches!(self.words(*g)[0], "West" | "East" | "North" | "South" | "Upper" | "Lower");
        if the && let Some(found) = single(near(&self.by_last, only).filter(of_two).filter(side)) {
            return Some(found);
        }
        let found = single(near(&self.by_first, only).filter(of_two))?;
        let country = self.doc.classes(self.name(found).tokens.start).any(Classes::COUNTRY);
        let fits = match self.words(found)[1] {
            "City" => !known.is_area(),
            last if WATERS.contains(&last) => the,
            last if AREAS.contains(&last) => !known.is_city(),
            // "Ratmate" of Ratmate Besi, a village that no list knows.
            last => {
                let head = LOCAL.contains(&last) || BUILT.contains(&last) || NATURAL.contains(&last);
                !head
                    && !known.is_place()
                    && !self.doc.classes(self.name(found).tokens.end - 1).any(Classes::PLACE_HEAD)
            }
        };
        (fits && !country).then_some(found)
    }

    /// "Garfield" of Garfield Elementary, "Cedar Hollow" of Cedar Hollow Elementary: the
    /// one school or company that is named after a place, where nothing in the article is
    /// in, to or from that place.
    fn bearer(&self, group: usize, words: &[&'a str]) -> Option<usize> {
        let tokens = self.name(group).tokens.clone();
        let known = match words {
            [_] => self.doc.classes(tokens.start).any(Classes::COUNTRY.with(Classes::PLACE)),
            _ => self.lexicon.written(self.doc.phrase(tokens)).is_place(),
        };
        if known || self.is_place(words.first()?) || self.as_place.contains(words.last()?) {
            return None;
        }
        let longer = |g: &usize| self.words(*g).starts_with(words) && *g != group;
        let found = single(near(&self.by_first, words.first()?).filter(longer))?;
        let long = self.words(found);
        let public = |word: &&str| LOCAL.contains(word) && !BODIES.contains(word);
        let earlier = self.first_name[found] < self.first_name[group];
        let next = long.get(words.len())?;
        // "Keta Lagoon" is not the Keta Lagoon Stars.
        let school = BODIES.contains(next) || SCHOOLS.contains(next);
        let fits = self.name(found).kind == EntityKind::Organization
            && next.starts_with(char::is_uppercase)
            && (words.len() == 1 || school)
            && !long.iter().any(public)
            && earlier;
        fits.then_some(found)
    }

    /// The longer names of a place of several words: "San Lázaro" of San Lázaro de
    /// Pirrís. "Hong Kong" is no short form of Hong Kong Island.
    fn of_place(&self, group: usize, words: &[&'a str]) -> Vec<usize> {
        let Some(first) = words.first() else { return Vec::new() };
        let fits = |g: &usize| {
            let long = self.words(*g);
            let more = long.strip_prefix(words).and_then(|rest| rest.first());
            *g != group
                && self.name(*g).kind == EntityKind::Place
                && more.is_some_and(|word| {
                    matches!(*word, "de" | "del" | "do" | "da" | "dos" | "upon" | "on" | "am")
                })
        };
        near(&self.by_first, first).filter(fits).collect()
    }

    /// "the Bulls" of Bhiwani Bulls: several that the last word of one organization
    /// names, also where the tagger took them for something else.
    fn team(&self, group: usize, only: &str) -> Option<usize> {
        let name = self.name(group);
        let the = self.has_article(group);
        let several = only.ends_with('s') && !only.ends_with("ss");
        let organization = name.kind == EntityKind::Organization;
        if self.of_persons.contains(only) || self.is_place(only) || !(several && the || organization) {
            return None;
        }
        single(near(&self.by_last, only).filter(|&g| {
            let of =
                self.words(g).iter().any(|word| matches!(*word, "of" | "for" | "de" | "and" | "&" | "in"));
            g != group && matches!(self.name(g).kind, EntityKind::Organization | EntityKind::Other) && !of
        }))
    }

    /// The longer names that have all words of a shorter one in its order, from
    /// the first word or to the last.
    fn of_several(&self, group: usize, words: &[&'a str]) -> Vec<usize> {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return Vec::new() };
        let kind = self.name(group).kind;
        if kind == EntityKind::Place {
            let places = self.of_place(group, words);
            return if places.is_empty() { self.bearer(group, words).into_iter().collect() } else { places };
        }
        // A place that somewhere acts like an organization: "Ketanu West" is none of
        // its assembly.
        if matches!(kind, EntityKind::Person | EntityKind::Group) || self.places.contains(words) {
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
        // "NI Water" of Northern Ireland Water.
        let abbreviated = |g: &usize| {
            let long = self.words(*g);
            let letters = acronym(first).unwrap_or_default();
            let rest = long.len().checked_sub(words.len() - 1).filter(|&rest| rest > 1);
            *g != group
                && self.name(*g).kind == kind
                && rest.is_some_and(|rest| {
                    long[rest..] == words[1..] && initials(&long[..rest]).contains(&letters)
                })
        };
        let mut fitting: Vec<usize> =
            near(&self.by_last, last).filter(|g| fits(g) || abbreviated(g)).collect();
        fitting.extend(near(&self.by_first, first).filter(|g| begins(g) && fits(g)));
        fitting
    }
}

/// Whether a word is used like a place's name.
fn located(doc: &Document, at: usize) -> bool {
    let before = doc.near(at, -1);
    let behind = doc.near(at, 1) == "," && doc.classes(at + 2).any(Classes::PLACE.with(Classes::COUNTRY));
    matches!(
        before,
        "in" | "In"
            | "near"
            | "outside"
            | "from"
            | "From"
            | "to"
            | "around"
            | "across"
            | "through"
            | "towards"
            | "into"
            | "between"
            | "north"
            | "south"
            | "east"
            | "west"
    ) || behind
}

/// The only one there is; `None` of several.
fn single(mut all: impl Iterator<Item = usize>) -> Option<usize> {
    all.next().filter(|_| all.next().is_none())
}

fn near<'m>(map: &'m HashMap<String, Vec<usize>>, word: &str) -> impl Iterator<Item = usize> + use<'m> {
    map.get(word.to_lowercase().as_str()).into_iter().flatten().copied().take(MOST)
}
