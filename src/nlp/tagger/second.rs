//! The second look: what kind of thing a name names, by everything that the
//! article says of it.
//!
//! The tagger reads sentence by sentence. "Delcourt" alone may be a person or a
//! company, but the article says "the carmaker Delcourt" in one place and
//! "shares of Delcourt" in another. So each name is judged once more, by the
//! words around all its places, by the longer and shorter names that share its
//! words, and by what the tagger thought at each place (two stages as by
//! Krishnan and Manning 2006).

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::features::{affixes, digits, mix, pair, shape};
use super::{KINDS, Model, label};
use crate::nlp::EntityKind;
use crate::nlp::document::Document;
use crate::nlp::entity::Name;
use crate::nlp::gazetteer::{Classes, Gazetteer};
use crate::nlp::lexicon::{Known, Lexicon, NameHash};
use crate::nlp::token::TokenKind;

/// What a name can be judged to be: none, or a name of one of [`KINDS`].
pub(crate) const VERDICTS: usize = 1 + KINDS.len();

/// The verdict that a name is of a kind; 0 for kinds that are not judged.
pub(crate) fn verdict(kind: EntityKind) -> usize {
    KINDS.iter().position(|&k| k == kind).map_or(0, |at| 1 + at)
}

/// The kind that a verdict names; `None` where it says that there is no name.
fn kind_of(verdict: usize) -> Option<EntityKind> {
    KINDS.get(verdict.checked_sub(1)?).copied()
}

/// The lead of what the first tagger said, and what more it has where the large list
/// has a place of that name, in hundredths of a nat: real news has more well-known
/// names than the corpus.
const TRUST: i32 = 100;
const TRUST_IN_PLACES: i32 = 100;

/// What the tagger thought of one name: how far each verdict lies behind the
/// best, per token, in hundredths of a nat.
pub(crate) type Doubts = [i32; VERDICTS];

/// The doubts of a name whose tokens have these scores, of so many to a nat.
pub(crate) fn doubts(tokens: &[[i32; super::LABELS]], unit: i32) -> Doubts {
    let mut sums = [0i32; VERDICTS];
    for (nth, emitted) in tokens.iter().enumerate() {
        sums[0] = sums[0].saturating_add(emitted[0]);
        for (sum, &kind) in sums[1..].iter_mut().zip(&KINDS) {
            *sum = sum.saturating_add(emitted[label(kind, nth > 0)]);
        }
    }
    let best = sums.iter().copied().max().unwrap_or(0);
    let nats = i64::from(unit.max(1)) * tokens.len().max(1) as i64;
    sums.map(|sum| i32::try_from(100 * i64::from(best.saturating_sub(sum)) / nats).unwrap_or(i32::MAX))
}

/// As many places of a name are looked at; what more of them say is the same.
const MOST: usize = 12;

/// One written form of a name with all that the article says around it.
#[derive(Debug, Default)]
struct Form {
    places: usize,
    /// Features of its words and of their surroundings at all places.
    around: Vec<u64>,
    /// The tagger's doubts, summed, and of how many places.
    doubts: [i64; VERDICTS],
    tagged: usize,
    /// How often the tagger took it for each kind.
    votes: [usize; VERDICTS],
}

/// A word, and the finer and the coarser cluster of its use on the web and in the news.
pub(super) struct Seen {
    pub word: u64,
    pub web: (u64, u64),
    pub news: (u64, u64),
}

/// The names of a document, seen together.
pub(crate) struct Second<'a> {
    pub(super) doc: &'a Document<'a>,
    pub(super) lexicon: &'a Lexicon,
    pub(super) names: &'a [Name],
    doubts: &'a HashMap<usize, Doubts>,
    forms: HashMap<String, Form>,
    /// The kinds of longer names, a bit each, by first and by last word.
    begins: HashMap<&'a str, u32>,
    ends: HashMap<&'a str, u32>,
    /// The first longer name that begins and the first that ends with a word.
    beginning: HashMap<&'a str, Range<usize>>,
    ending: HashMap<&'a str, Range<usize>>,
    /// The kinds of longer names by their initials.
    initials: HashMap<String, u32>,
    /// Words that the article has in lower case too.
    small: HashSet<&'a str>,
}

impl<'a> Second<'a> {
    /// Looks at the names of a document; `doubts` by the names' first tokens.
    pub fn new(
        doc: &'a Document<'a>,
        lexicon: &'a Lexicon,
        names: &'a [Name],
        doubts: &'a HashMap<usize, Doubts>,
    ) -> Self {
        let mut second = Self {
            doc,
            lexicon,
            names,
            doubts,
            forms: HashMap::new(),
            begins: HashMap::new(),
            ends: HashMap::new(),
            beginning: HashMap::new(),
            ending: HashMap::new(),
            initials: HashMap::new(),
            small: HashSet::new(),
        };
        for at in 0..doc.words.len() {
            if doc.is_word(at) && !doc.is_capital(at) {
                second.small.insert(doc.word(at));
            }
        }
        for (nth, name) in names.iter().enumerate().filter(|(_, name)| KINDS.contains(&name.kind)) {
            second.add(nth, name);
        }
        second
    }

    fn add(&mut self, nth: usize, name: &Name) {
        let doc = self.doc;
        let tokens = name.tokens.clone();
        let bit = 1u32 << verdict(name.kind);
        if tokens.len() > 1 {
            *self.begins.entry(doc.word(tokens.start)).or_default() |= bit;
            *self.ends.entry(doc.word(tokens.end - 1)).or_default() |= bit;
            self.beginning.entry(doc.word(tokens.start)).or_insert_with(|| tokens.clone());
            self.ending.entry(doc.word(tokens.end - 1)).or_insert_with(|| tokens.clone());
            let letters: String = tokens
                .clone()
                .filter(|&at| doc.is_capital(at))
                .filter_map(|at| doc.word(at).chars().next())
                .collect();
            if letters.chars().count() > 1 {
                *self.initials.entry(letters).or_default() |= bit;
            }
        }
        let key = key(doc, name);
        let mut around = Vec::new();
        if self.forms.get(&key).is_none_or(|form| form.places < MOST) {
            self.surroundings(nth, name, &mut |value, template| around.push(mix(value, template)));
        }
        let form = self.forms.entry(key).or_default();
        form.places += 1;
        form.votes[verdict(name.kind)] += 1;
        if let Some(doubts) = self.doubts.get(&tokens.start) {
            form.tagged += 1;
            form.doubts.iter_mut().zip(doubts).for_each(|(sum, &d)| *sum += i64::from(d));
        }
        if !around.is_empty() {
            form.around.extend(around);
            form.around.sort_unstable();
            form.around.dedup();
        }
    }

    /// The word at a token and its clusters.
    pub(super) fn seen(&self, at: Option<usize>) -> Seen {
        let Some(at) = at.filter(|&at| at < self.doc.words.len()) else {
            return Seen { word: 7, web: (9999, 9999), news: (9999, 9999) };
        };
        if self.doc.words[at].kind == TokenKind::Number {
            return Seen { word: digits(self.doc.word(at)).0, web: (0, 0), news: (0, 0) };
        }
        let key = NameHash::of(&self.doc.word(at).to_lowercase().replace('’', "'"));
        let [web, news] = self.lexicon.clusters(key).map(|(fine, coarse)| (fine.into(), coarse.into()));
        Seen { word: key.0, web, news }
    }

    /// The features of a name, as hashes; empty for a date or an amount.
    pub fn at(&self, nth: usize) -> Vec<u64> {
        let Some(name) = self.names.get(nth).filter(|name| KINDS.contains(&name.kind)) else {
            return Vec::new();
        };
        let doc = self.doc;
        let tokens = name.tokens.clone();
        let mut out = Vec::with_capacity(256);
        let current = verdict(name.kind) as u64;
        // The place itself.
        self.surroundings(nth, name, &mut |value, template| out.push(mix(value, template + 100)));
        let mut add = |value: u64, template: u64| out.push(mix(value, template + 200));
        add(1, 0);
        add(current, 1);
        match self.doubts.get(&tokens.start) {
            Some(doubts) => {
                for (verdict, &doubt) in doubts.iter().enumerate() {
                    add(pair(verdict as u64, size(doubt)), 2);
                    add(pair(pair(verdict as u64, size(doubt)), current), 3);
                }
            }
            None => add(current, 4),
        }
        let Some(form) = self.forms.get(&key(doc, name)) else { return out };
        let tagged = i64::try_from(form.tagged).unwrap_or(1).max(1);
        let best = (0..VERDICTS).max_by_key(|&v| (form.votes[v], std::cmp::Reverse(v))).unwrap_or(0);
        add(best as u64, 5);
        add(pair(best as u64, current), 6);
        let places = (form.places as u64).min(4);
        add(places, 7);
        for (verdict, &sum) in form.doubts.iter().enumerate() {
            let mean = if form.tagged == 0 { -1 } else { i32::try_from(sum / tagged).unwrap_or(i32::MAX) };
            add(pair(verdict as u64, size(mean)), 8);
            add(pair(pair(verdict as u64, size(mean)), current), 9);
            if form.votes[verdict] > 0 {
                add(pair(verdict as u64, places), 10);
            }
        }
        self.words_of(tokens, current, &mut add);
        out.extend(form.around.iter().map(|&feature| mix(feature, 300)));
        // What is said of its other forms: "Tillery" of June Tillery.
        for (form, template) in self.related(name.tokens.clone()).into_iter().zip(301..) {
            out.extend(form.into_iter().flat_map(|form| &form.around).map(|&feature| mix(feature, template)));
        }
        out
    }

    /// The other forms of a name: of a long name its first and its last word alone,
    /// of a single word a longer name that begins and one that ends with it.
    fn related(&self, tokens: Range<usize>) -> [Option<&Form>; 4] {
        let (first, last) = (self.doc.word(tokens.start), self.doc.word(tokens.end - 1));
        let form =
            |name: Option<&Range<usize>>| self.forms.get(&self.doc.phrase(name?.clone()).to_lowercase());
        if tokens.len() > 1 {
            let alone = |word: &str| self.forms.get(&word.to_lowercase());
            [alone(first), alone(last), None, None]
        } else {
            [None, None, form(self.beginning.get(first)), form(self.ending.get(last))]
        }
    }

    /// What the large lists know of a whole name.
    fn known(&self, tokens: Range<usize>) -> Known {
        let phrase = self.doc.phrase(tokens);
        let known = self.lexicon.known(NameHash::of(&phrase.to_lowercase().replace('’', "'")));
        if phrase.contains(char::is_lowercase) {
            return known;
        }
        known.or(self.lexicon.known(NameHash::of("^").then(&phrase.to_lowercase())))
    }

    /// What the name's own words say.
    fn words_of(&self, tokens: Range<usize>, current: u64, add: &mut impl FnMut(u64, u64)) {
        let doc = self.doc;
        let (first, last) = (doc.word(tokens.start), doc.word(tokens.end - 1));
        let length = (tokens.len() as u64).min(5);
        add(length, 20);
        add(pair(length, current), 21);
        let (mut shapes, mut people) = (0, 0);
        for at in tokens.clone() {
            let word = doc.word(at);
            let key = NameHash::of(&word.to_lowercase());
            let Seen { web, news, .. } = self.seen(Some(at));
            let end = at + 1 == tokens.end;
            let place = if tokens.len() == 1 {
                0
            } else if at == tokens.start {
                1
            } else if end {
                2
            } else {
                3
            };
            let known = self.lexicon.known(key);
            let listed = u64::from(known.person()) | u64::from(known.is_place()) << 3;
            add(pair(key.0, place), 22);
            add(pair(web.0, place), 23);
            add(pair(web.1, place), 24);
            add(pair(news.0, place), 44);
            add(pair(news.1, place), 45);
            add(pair(listed, place), 25);
            add(pair(u64::from(doc.classes(at).bits()), place), 26);
            add(pair(shape(word), place), 27);
            add(pair(u64::from(self.small.contains(word.to_lowercase().as_str())), place), 28);
            shapes = pair(shapes, shape(word));
            let part = if known.person() & 3 != 0 { 1 } else { 2 * u64::from(known.person() != 0) };
            people = pair(people, if doc.is_capital(at) { part } else { 3 });
            let ends = affixes(&word.to_lowercase());
            add(pair(ends[3], place), 29);
            add(pair(ends[4], place), 30);
        }
        add(shapes, 31);
        self.heads_of(tokens.clone(), current, add);
        // Given and family names, in which order.
        add(people, 42);
        add(pair(people, current), 43);
        let known = u64::from(self.known(tokens.clone()).things());
        add(known, 39);
        add(pair(known, current), 40);
        add(pair(known, length), 41);
        let kinds = |of: &HashMap<&str, u32>, word: &str| u64::from(of.get(word).copied().unwrap_or(0));
        if tokens.len() == 1 {
            add(kinds(&self.begins, first), 32);
            add(kinds(&self.ends, first), 33);
            add(u64::from(self.initials.get(first).copied().unwrap_or(0)), 34);
        } else {
            // Another long name that begins or ends alike, this one's own kind left out.
            add(kinds(&self.begins, first) & !(1 << current), 35);
            add(kinds(&self.ends, last) & !(1 << current), 36);
            // What its first word alone was taken for.
            let alone = |word: &str| {
                self.forms.get(&word.to_lowercase()).map_or(0, |form| {
                    (0..VERDICTS).filter(|&v| form.votes[v] > 0).fold(0u64, |bits, v| bits | 1 << v)
                })
            };
            add(alone(first), 37);
            add(alone(last), 38);
        }
    }
}

/// What tells names apart: their words in small letters.
fn key(doc: &Document, name: &Name) -> String {
    doc.phrase(name.tokens.clone()).to_lowercase()
}

/// A doubt in steps that grow with it.
const fn size(doubt: i32) -> u64 {
    match doubt {
        ..0 => 99,
        0 => 0,
        1..=24 => 1,
        25..=49 => 2,
        50..=99 => 3,
        100..=149 => 4,
        150..=199 => 5,
        200..=299 => 6,
        300..=399 => 7,
        400..=599 => 8,
        600..=899 => 9,
        _ => 10,
    }
}

/// How likely each verdict on a name is, in hundredths of a nat, but for a common summand.
pub(crate) type Worth = [i32; VERDICTS];

/// Judges every name anew: its kind changes, or it is no name and is left out. What was
/// weighed comes with the names; nothing where the lists decide.
pub(crate) fn look(
    model: &Model<VERDICTS>,
    (lists, lexicon): (&Gazetteer, &Lexicon),
    doc: &Document,
    names: &[Name],
    doubts: &HashMap<usize, Doubts>,
) -> (Vec<Name>, Vec<Option<Worth>>) {
    let second = Second::new(doc, lexicon, names, doubts);
    let judged = names.iter().enumerate().filter_map(|(nth, name)| {
        let tokens = name.tokens.clone();
        let as_a = |kind| Name { kind, ..name.clone() };
        // Dates and amounts are not judged, and what the lists know is so: the corpus
        // tells of invented things, the lists of real ones.
        let known = listed(lists, doc, tokens.clone());
        if !KINDS.contains(&name.kind) || known.any(class_of(name.kind)) {
            return Some((name.clone(), None));
        }
        // "the White House" acts, whatever stands there.
        if name.kind == EntityKind::Place && known.any(Classes::ORGANIZATION) {
            return Some((as_a(EntityKind::Organization), None));
        }
        let place = second.known(tokens).is_place();
        let mut worth = model.judge(&second.at(nth));
        worth[verdict(name.kind)] += TRUST + if place { TRUST_IN_PLACES } else { 0 };
        let best = (0..VERDICTS).max_by_key(|&v| (worth[v], std::cmp::Reverse(v))).unwrap_or(0);
        Some((as_a(kind_of(best)?), Some(worth)))
    });
    judged.unzip()
}

/// What the lists know of a whole name.
fn listed(lists: &Gazetteer, doc: &Document, tokens: Range<usize>) -> Classes {
    if tokens.len() == 1 {
        return doc.classes(tokens.start);
    }
    let next = |nth: usize| (tokens.start + 1 + nth < tokens.end).then(|| doc.word(tokens.start + 1 + nth));
    let found = lists.phrase(doc.word(tokens.start), next);
    found.filter(|(len, _)| *len == tokens.len()).map_or(Classes::default(), |(_, classes)| classes)
}

/// The class of listed names of a kind.
const fn class_of(kind: EntityKind) -> Classes {
    match kind {
        EntityKind::Place => Classes::PLACE,
        EntityKind::Organization => Classes::ORGANIZATION,
        EntityKind::Group => Classes::GROUP,
        _ => Classes::NONE,
    }
}
