//! What the tagger looks at: each token's form and neighbours, what the lists
//! know of them, what the rules said here and elsewhere in the article.

use std::collections::{HashMap, HashSet};

use super::{KINDS, labels};
use crate::nlp::document::{Document, Style};
use crate::nlp::entity::Name;
use crate::nlp::lexicon::{Clusters, Known, Lexicon, NameHash};
use crate::nlp::token::TokenKind;
use crate::nlp::words::Heads;

/// What is looked up for one token, computed once for all its neighbours.
#[derive(Debug, Clone, Copy)]
struct Facts {
    /// The word in lower case.
    word: u64,
    /// Its shape: "Xx", "X.X.", "9,9".
    shape: u64,
    /// Its first two and three and its last two, three and four characters.
    affixes: [u64; 5],
    /// Word classes, a bit each.
    classes: u32,
    /// How words like this one are used on the web: the finer and the coarser cluster.
    clusters: Clusters,
    /// The same of the news.
    news: Clusters,
    /// What the large lists know: given or family name; place of one word, or
    /// first or later word of a longer one.
    listed: u8,
    /// What the large lists know the longest name here as, and which of its words this is.
    known: u16,
    /// The rules' label.
    rule: u8,
    /// What the rules said of this word in the article's other names.
    vote: u8,
    /// Sentence or headline, first of its sentence, also seen in lower case.
    setting: u8,
    /// What the word tells of a name that it stands in.
    heads: Heads,
}

/// The features of every token of a document.
#[derive(Debug)]
pub(crate) struct Features {
    facts: Vec<Facts>,
    /// The first few places of each word that is written with a capital.
    places: HashMap<u64, Vec<usize>>,
}

/// Stands for the places before the first and behind the last token.
const EDGE: Facts = Facts {
    word: 0x9e37,
    shape: 0x79b9,
    affixes: [1, 2, 3, 4, 5],
    classes: 0,
    clusters: (9999, 9999),
    news: (9999, 9999),
    listed: 99,
    known: 99,
    rule: 99,
    vote: 99,
    setting: 99,
    heads: Heads { first: 99, last: 99, part: 99 },
};

impl Features {
    /// Looks at a document and at the names that the rules found in it.
    pub fn new(lexicon: &Lexicon, doc: &Document, names: &[Name]) -> Self {
        let rules = labels(doc.words.len(), names);
        let lower: Vec<String> =
            doc.words.iter().map(|w| w.span.of(doc.text).to_lowercase().replace('’', "'")).collect();
        let mut votes: HashMap<&str, [u16; 2 * KINDS.len()]> = HashMap::new();
        let mut small: HashSet<&str> = HashSet::new();
        for (at, word) in lower.iter().enumerate() {
            if rules[at] > 0 {
                // Single words and parts of longer names count apart.
                votes.entry(word).or_default()[rules[at] - 1] += 1;
            } else if doc.words[at].kind == TokenKind::Word && !doc.words[at].capital {
                small.insert(word);
            }
        }
        let listed = listed(lexicon, doc, &lower);
        let mut facts = Vec::with_capacity(doc.words.len());
        for sentence in &doc.sentences {
            let title = doc.blocks.get(sentence.paragraph).is_some_and(|b| b.style == Style::Title);
            for at in sentence.tokens.clone() {
                let word = &doc.words[at];
                let text = lower[at].as_str();
                let mut vote = votes.get(text).copied().unwrap_or_default();
                if rules[at] > 0 {
                    // What the rules say here is a feature of its own.
                    vote[rules[at] - 1] -= 1;
                }
                let best =
                    (0..vote.len()).max_by_key(|&l| (vote[l], std::cmp::Reverse(l))).filter(|&l| vote[l] > 0);
                let first = at == sentence.tokens.start;
                let setting = u8::from(title) | u8::from(first) << 1 | u8::from(small.contains(text)) << 2;
                let key = NameHash::of(text);
                let written = if word.kind == TokenKind::Number { digits(text) } else { key };
                let [clusters, news] = lexicon.clusters(key);
                let person = if word.capital { lexicon.known(key).person() } else { 0 };
                let (place, known) = listed[at];
                facts.push(Facts {
                    clusters,
                    news,
                    listed: person | place << 3,
                    known,
                    word: written.0,
                    shape: shape(word.span.of(doc.text)),
                    affixes: affixes(text),
                    classes: word.classes.bits(),
                    rule: rules[at] as u8,
                    vote: best.map_or(0, |l| l as u8 + 1),
                    setting,
                    heads: if word.capital {
                        lexicon.words.heads(word.span.of(doc.text))
                    } else {
                        Heads::default()
                    },
                });
            }
        }
        let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
        for (at, fact) in facts.iter().enumerate().filter(|&(at, _)| doc.is_capital(at)) {
            let seen = places.entry(fact.word).or_default();
            if seen.len() < ELSEWHERE {
                seen.push(at);
            }
        }
        Self { facts, places }
    }

    /// The features of the token at an index, as hashes.
    pub fn at(&self, at: usize) -> Vec<u64> {
        let near = |by: isize| at.checked_add_signed(by).and_then(|i| self.facts.get(i)).unwrap_or(&EDGE);
        let here = near(0);
        let (b1, b2, a1, a2) = (near(-1), near(-2), near(1), near(2));
        let mut out = Vec::with_capacity(96);
        let mut template = 0u64;
        let mut add = |value: u64| {
            template += 1;
            out.push(mix(value, template));
        };
        add(1);
        for facts in [here, b1, b2, a1, a2] {
            add(facts.word);
            add(facts.shape);
            add(u64::from(facts.rule));
        }
        add(pair(b1.word, here.word));
        add(pair(here.word, a1.word));
        add(pair(b1.word, a1.word));
        add(pair(b2.word, b1.word));
        add(pair(a1.word, a2.word));
        add(pair(b1.shape, here.shape));
        add(pair(here.shape, a1.shape));
        add(pair(pair(b1.shape, here.shape), a1.shape));
        for facts in [here, b1, a1, b2, a2] {
            add(u64::from(facts.clusters.0));
            add(u64::from(facts.clusters.1));
            add(u64::from(facts.news.0));
            add(u64::from(facts.news.1));
        }
        for facts in [here, b1, a1] {
            add(u64::from(facts.listed));
        }
        for facts in [here, b1, a1] {
            add(u64::from(facts.known));
        }
        add(pair(u64::from(here.known), u64::from(here.rule)));
        add(pair(u64::from(here.known), here.shape));
        add(pair(u64::from(here.known), u64::from(here.listed)));
        add(pair(u64::from(here.known), u64::from(a1.known)));
        add(pair(u64::from(b1.known), u64::from(here.known)));
        add(pair(u64::from(here.clusters.0), here.shape));
        add(pair(u64::from(here.news.0), here.shape));
        add(pair(u64::from(here.news.0), u64::from(here.rule)));
        add(pair(u64::from(here.clusters.0), u64::from(here.rule)));
        add(pair(u64::from(b1.clusters.0), here.shape));
        add(pair(here.shape, u64::from(a1.clusters.0)));
        add(pair(u64::from(b1.clusters.1), u64::from(a1.clusters.1)));
        add(pair(u64::from(here.listed), here.shape));
        add(pair(u64::from(here.listed), u64::from(here.rule)));
        add(pair(u64::from(b1.listed), u64::from(here.listed)));
        add(pair(u64::from(here.listed), u64::from(a1.listed)));
        for facts in [here, b1, a1, a2] {
            let Heads { first, last, part } = facts.heads;
            add(u64::from(first));
            add(pair(u64::from(first), facts.shape));
            add(u64::from(last));
            add(pair(u64::from(last), facts.shape));
            add(u64::from(part));
        }
        add(pair(u64::from(here.heads.last), b1.shape));
        add(pair(u64::from(here.heads.last), a1.shape));
        add(pair(u64::from(here.heads.first), a1.shape));
        add(pair(u64::from(a1.heads.last), here.shape));
        add(pair(u64::from(b1.heads.first), here.shape));
        add(pair(u64::from(here.heads.last), u64::from(here.rule)));
        add(pair(u64::from(here.heads.part), u64::from(here.rule)));
        add(pair(u64::from(here.heads.part), u64::from(here.listed)));
        for affix in here.affixes {
            add(affix);
        }
        add(pair(here.affixes[4], here.shape));
        add(b1.affixes[3]);
        add(a1.affixes[3]);
        add(pair(u64::from(here.rule), here.word));
        add(pair(u64::from(here.rule), here.shape));
        add(pair(u64::from(here.rule), u64::from(here.vote)));
        add(pair(u64::from(here.rule), u64::from(here.setting)));
        add(pair(u64::from(here.rule), u64::from(b1.rule)));
        add(pair(u64::from(here.rule), u64::from(a1.rule)));
        add(pair(pair(u64::from(b1.rule), u64::from(here.rule)), u64::from(a1.rule)));
        add(pair(u64::from(here.rule), b1.word));
        add(pair(u64::from(here.rule), a1.word));
        add(pair(u64::from(here.rule), here.affixes[3]));
        add(u64::from(here.vote));
        add(pair(u64::from(here.vote), here.shape));
        add(pair(u64::from(here.setting), here.shape));
        add(pair(u64::from(b1.vote), u64::from(a1.vote)));
        add(pair(u64::from(here.classes), here.shape));
        add(pair(u64::from(here.classes), u64::from(a1.classes)));
        add(pair(u64::from(b1.classes), u64::from(here.classes)));
        // What stands around the same word elsewhere in the article (Ratinov and Roth
        // 2009): a name is often plain in one sentence and not in another.
        let others = self.places.get(&here.word).into_iter().flatten();
        for &other in others.filter(|&&other| other != at) {
            let near =
                |by: isize| other.checked_add_signed(by).and_then(|i| self.facts.get(i)).unwrap_or(&EDGE);
            let (b1, b2, a1, a2) = (near(-1), near(-2), near(1), near(2));
            let around = [
                b1.word,
                a1.word,
                b2.word,
                a2.word,
                pair(b2.word, b1.word),
                pair(a1.word, a2.word),
                u64::from(b1.clusters.0),
                u64::from(b1.clusters.1),
                u64::from(a1.clusters.0),
                u64::from(a1.clusters.1),
                u64::from(b2.clusters.0),
                u64::from(a2.clusters.0),
                u64::from(b1.news.0),
                u64::from(a1.news.0),
                b1.shape,
                a1.shape,
                u64::from(b1.classes),
                u64::from(a1.classes),
                a1.affixes[3],
                u64::from(near(0).rule),
            ];
            out.extend(around.into_iter().zip(300..).map(|(value, place)| mix(value, place)));
        }
        for (place, facts) in (100..).step_by(40).zip([here, b1, a1]) {
            let mut classes = facts.classes;
            while classes != 0 {
                let bit = classes.trailing_zeros();
                out.push(mix(u64::from(bit), place));
                classes &= classes - 1;
            }
        }
        out
    }
}

/// As many places of a word are looked at from its other places.
const ELSEWHERE: usize = 4;

/// Longest name that is looked up, in tokens.
const LONGEST: usize = 9;

/// What the large lists say of each token: first of places alone (0 for none, 1 for
/// a place of one word, 2 and 3 for the first and the later words of a longer one),
/// then of things of any kind: the kinds of the longest name, and the same three.
fn listed(lexicon: &Lexicon, doc: &Document, lower: &[String]) -> Vec<(u8, u16)> {
    let mut out = vec![(0, 0); lower.len()];
    for sentence in &doc.sentences {
        let end = sentence.tokens.end;
        let (mut place_until, mut thing_until) = (0, 0);
        for at in sentence.tokens.clone().filter(|&at| doc.is_capital(at)) {
            let (mut place, mut thing) = (0, (0, Known::default()));
            let mut small = 0;
            let mut hash = NameHash::of("");
            for next in at..end.min(at + LONGEST) {
                small = if doc.is_capital(next) { 0 } else { small + 1 };
                // "Bank of the South", but no long run of common words.
                if small > 2 {
                    break;
                }
                if next > at {
                    hash = hash.then(between(doc, next));
                }
                hash = hash.then(&lower[next]);
                let mut known = lexicon.known(hash);
                if next == at && is_acronym(doc, at) {
                    known = known.or(lexicon.known(NameHash::of("^").then(&lower[at])));
                }
                // "Sindh province" is not the listed "Sindh Province".
                if doc.is_word(next) && !doc.is_capital(next) {
                    continue;
                }
                if known.is_place() {
                    place = next + 1 - at;
                }
                if known.is_thing() {
                    thing = (next + 1 - at, known);
                }
            }
            let position = |len: usize, nth: usize| match (len, nth) {
                (1, _) => 1,
                (_, 0) => 2,
                _ => 3,
            };
            if at >= place_until && place > 0 {
                place_until = at + place;
                for (nth, slot) in out[at..place_until].iter_mut().enumerate() {
                    slot.0 = position(place, nth);
                }
            }
            if at >= thing_until && thing.0 > 0 {
                thing_until = at + thing.0;
                for (nth, slot) in out[at..thing_until].iter_mut().enumerate() {
                    slot.1 = thing.1.things() << 2 | u16::from(position(thing.0, nth));
                }
            }
        }
    }
    out
}

/// What stands between a token and the one before it, any blanks as one.
fn between<'d>(doc: &Document<'d>, at: usize) -> &'d str {
    let gap = doc.text.get(doc.words[at - 1].span.end..doc.words[at].span.start).unwrap_or("");
    if gap.chars().all(char::is_whitespace) && !gap.is_empty() { " " } else { gap }
}

/// Whether a word has capitals and no small letters: "WHO", which is not "Who".
fn is_acronym(doc: &Document, at: usize) -> bool {
    doc.is_capital(at) && !doc.word(at).contains(char::is_lowercase)
}

/// One value of two, in their order.
pub(crate) const fn pair(a: u64, b: u64) -> u64 {
    (a.rotate_left(23) ^ b).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Spreads a value of one template over all 64 bits (the finaliser of
/// SplitMix64).
pub(crate) const fn mix(value: u64, template: u64) -> u64 {
    let mut z = value.wrapping_add(template.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The hash of a number of so many digits: of "62", an age, and of any other of two.
pub(crate) fn digits(number: &str) -> NameHash {
    NameHash::of(&number.replace(|c: char| c.is_ascii_digit(), "0"))
}

/// The kinds of a word's characters, runs of one kind as one.
pub(crate) fn shape(word: &str) -> u64 {
    let mut last = 0u8;
    let mut runs = 0;
    let mut shape = 0xcbf2_9ce4_8422_2325u64;
    for c in word.chars() {
        let kind = match c {
            c if c.is_uppercase() => b'X',
            c if c.is_lowercase() => b'x',
            c if c.is_numeric() => b'9',
            c if c.is_alphabetic() => b'a',
            c if c.is_ascii() => c as u8,
            _ => b'?',
        };
        // One capital and several are told apart: "A", "AB".
        runs = if kind == last { runs + 1 } else { 0 };
        if runs < 2 {
            shape = (shape ^ u64::from(kind)).wrapping_mul(0x100_0000_01b3);
        }
        last = kind;
    }
    shape
}

/// The first two and three and the last two, three and four characters.
pub(crate) fn affixes(word: &str) -> [u64; 5] {
    let start = |n| word.char_indices().nth(n).map_or(word, |(at, _)| &word[..at]);
    let end = |n: usize| word.char_indices().rev().nth(n - 1).map_or(word, |(at, _)| &word[at..]);
    [start(2), start(3), end(2), end(3), end(4)].map(|part| NameHash::of(part).0)
}
