//! What the taggers look at, as hashes.

use std::ops::Range;

use super::facts::{EDGE, Facts, Part, rule};
use crate::nlp::tagger::{mix, pair};

/// Numbers templates while features are added.
struct Add<'o> {
    out: &'o mut Vec<u64>,
    template: u64,
}

impl Add<'_> {
    fn add(&mut self, value: u64) {
        self.template += 1;
        self.out.push(mix(value, self.template));
    }

    /// One feature for each bit that is set.
    fn bits(&mut self, mut bits: u64) {
        self.template += 1;
        while bits != 0 {
            self.out.push(mix(u64::from(bits.trailing_zeros()), self.template));
            bits &= bits - 1;
        }
    }
}

/// The tokens of one sentence, with the facts of the whole article.
#[derive(Debug, Clone)]
pub(super) struct Line<'f> {
    pub facts: &'f [Facts],
    pub parts: &'f [Option<Part>],
    /// The sentence's tokens.
    pub tokens: Range<usize>,
    /// Whether a token is likely to report.
    pub reporting: &'f [bool],
}

impl Line<'_> {
    fn near(&self, at: usize, by: isize) -> &Facts {
        at.checked_add_signed(by)
            .filter(|at| self.tokens.contains(at))
            .and_then(|at| self.facts.get(at))
            .unwrap_or(&EDGE)
    }

    /// Whether a token reports what somebody says.
    pub fn cue(&self, at: usize, out: &mut Vec<u64>) {
        out.clear();
        let mut add = Add { out, template: 0 };
        let (here, b1, b2, b3) = (self.near(at, 0), self.near(at, -1), self.near(at, -2), self.near(at, -3));
        let (a1, a2, a3) = (self.near(at, 1), self.near(at, 2), self.near(at, 3));
        add.add(1);
        for facts in [here, b1, b2, a1, a2] {
            add.add(facts.word);
            add.add(u64::from(facts.fine));
            add.add(u64::from(facts.coarse));
            add.add(pair(u64::from(facts.quoted), facts.shape));
        }
        for facts in [b3, a3] {
            add.add(facts.word);
            add.add(u64::from(facts.coarse));
        }
        for facts in [here, b1, a1] {
            add.bits(facts.classes);
            add.bits(facts.verb);
            add.add(u64::from(facts.rule));
            add.add(facts.endings[1]);
        }
        add.add(here.endings[0]);
        add.add(here.stem);
        add.bits(here.meaning);
        add.add(here.meaning);
        for other in [b1, b2, a1, a2] {
            add.add(pair(here.meaning, u64::from(other.coarse)));
            add.add(pair(here.meaning, other.word));
            add.add(pair(here.stem, u64::from(other.coarse)));
        }
        add.add(pair(here.meaning, here.endings[0]));
        add.add(pair(pair(here.meaning, u64::from(b1.coarse)), u64::from(a1.coarse)));
        add.add(here.verb);
        add.add(pair(u64::from(here.rule), here.verb));
        add.add(pair(u64::from(here.rule), u64::from(here.fine)));
        add.add(pair(u64::from(here.title), here.verb));
        for (left, right) in [(b1, here), (here, a1), (b1, a1), (b2, b1), (a1, a2), (b2, here), (here, a2)] {
            add.add(pair(left.word, right.word));
            add.add(pair(u64::from(left.coarse), u64::from(right.coarse)));
            add.add(pair(left.word, right.verb));
            add.add(pair(left.verb, right.word));
        }
        for other in [b1, b2, a1, a2] {
            add.add(pair(other.word, u64::from(here.fine)));
            add.add(pair(u64::from(other.coarse), here.word));
            add.add(pair(u64::from(other.coarse), here.verb));
            add.add(pair(u64::from(other.coarse), here.endings[1]));
            add.add(pair(u64::from(other.named), here.verb));
        }
        add.add(pair(pair(u64::from(b2.coarse), u64::from(b1.coarse)), u64::from(here.coarse)));
        add.add(pair(pair(u64::from(here.coarse), u64::from(a1.coarse)), u64::from(a2.coarse)));
        add.add(pair(pair(u64::from(b1.coarse), here.verb), u64::from(a1.coarse)));
        add.add(pair(pair(b1.word, here.verb), a1.word));
        // Nearest name, quotation and function words on either side.
        let named = (1..8).find(|&by| self.near(at, -by).named < 51);
        add.add(pair(u64::from(named.map_or(0, |by| self.near(at, -by).named)), here.verb));
        let quote = |sign: isize| (1..8).find(|&by| matches!(self.near(at, sign * by).quoted, 1..=3));
        add.add(pair(quote(-1).unwrap_or(9).unsigned_abs() as u64, here.verb));
        add.add(pair(quote(1).unwrap_or(9).unsigned_abs() as u64, here.verb));
        for by in 3..8 {
            // Whatever the distance: the same templates for all.
            add.template = 500;
            add.add(pair(self.near(at, by).word, u64::from(here.verb > 0)));
            add.add(pair(self.near(at, -by).word, u64::from(here.verb > 0)));
        }
        add.template = 510;
        let before = (at - self.tokens.start.min(at)).min(4);
        let behind = self.tokens.end.saturating_sub(at).min(4);
        add.add(before as u64);
        add.add(pair(before as u64, here.verb));
        add.add(pair(behind as u64, here.verb));
    }

    /// What holds of a token whatever reports.
    pub fn token(&self, at: usize, out: &mut Vec<u64>) {
        out.clear();
        let mut add = Add { out, template: 1000 };
        let (here, b1, b2) = (self.near(at, 0), self.near(at, -1), self.near(at, -2));
        let (a1, a2) = (self.near(at, 1), self.near(at, 2));
        add.add(1);
        for facts in [here, b1, b2, a1, a2] {
            add.add(facts.word);
            add.add(u64::from(facts.fine));
            add.add(u64::from(facts.coarse));
            add.add(u64::from(facts.quoted));
            add.add(u64::from(facts.rule));
        }
        for facts in [here, b1, a1] {
            add.bits(facts.classes);
            add.add(facts.verb);
            add.add(facts.shape);
        }
        for (left, right) in [(b1, here), (here, a1), (b1, a1)] {
            add.add(pair(left.word, right.word));
            add.add(pair(u64::from(left.coarse), u64::from(right.coarse)));
            add.add(pair(u64::from(left.rule), u64::from(right.rule)));
            add.add(pair(u64::from(left.quoted), u64::from(right.quoted)));
            add.add(pair(left.word, u64::from(right.coarse)));
            add.add(pair(u64::from(left.coarse), right.word));
        }
        add.add(pair(pair(u64::from(b1.coarse), u64::from(here.coarse)), u64::from(a1.coarse)));
        add.add(pair(pair(u64::from(b2.coarse), u64::from(b1.coarse)), u64::from(here.coarse)));
        add.add(here.endings[1]);
        add.add(self.reporting(at));
        add.add(pair(self.reporting(at + 1), b1.word));
        add.add(pair(self.reporting(at + 1), u64::from(here.coarse)));
        add.add(pair(self.reporting(at + 2), u64::from(here.coarse)));
        add.add(u64::from(at == self.tokens.start));
        add.add(pair((self.tokens.end - at).min(3) as u64, here.shape));
    }

    fn reporting(&self, at: usize) -> u64 {
        u64::from(self.tokens.contains(&at) && self.reporting.get(at).is_some_and(|&r| r))
    }
}

/// One reporting word of a sentence, and what stands between it and each token.
#[derive(Debug)]
pub(super) struct View<'l, 'f> {
    line: &'l Line<'f>,
    cue: usize,
    window: Range<usize>,
    between: Vec<Between>,
    /// How the report is built: the reporting word with its neighbours.
    frames: [u64; 10],
}

/// What stands between the reporting word and a token.
#[derive(Debug, Clone, Copy, Default)]
struct Between {
    commas: u8,
    /// The [`sign`]s of the words, and [`QUOTED`].
    seen: u64,
    /// How many other reporting words.
    reporting: u8,
}

/// Some word between is quoted.
const QUOTED: u64 = 1 << 10;

/// What most often begins or ends what is said: "that", "to", a quotation, and
/// with these "and".
const OPENING: u64 = QUOTED | 3;
const TURNS: u64 = OPENING | 4;

/// So many tokens on either side of a reporting word are looked at.
const LEFT: usize = 80;
const RIGHT: usize = 120;

impl<'l, 'f> View<'l, 'f> {
    /// Looks around a reporting word.
    pub fn new(line: &'l Line<'f>, words: &dyn Fn(usize) -> &'f str, cue: usize) -> Self {
        let window = line.tokens.start.max(cue.saturating_sub(LEFT))..line.tokens.end.min(cue + RIGHT);
        let mut between = vec![Between::default(); window.len()];
        let mut walk = |path: &mut dyn Iterator<Item = usize>| {
            let mut state = Between::default();
            for at in path {
                between[at - window.start] = state;
                let facts = line.near(at, 0);
                state.seen |= sign(words(at));
                state.seen |= if facts.quoted > 0 { QUOTED } else { 0 };
                state.commas += u8::from(state.commas < 3 && facts.quoted == 0 && words(at) == ",");
                let reports = u8::from(line.reporting.get(at).is_some_and(|&r| r));
                state.reporting = (state.reporting + reports).min(3);
            }
        };
        walk(&mut (cue + 1..window.end));
        walk(&mut (window.start..cue).rev());
        let (here, b1, b2) = (line.near(cue, 0), line.near(cue, -1), line.near(cue, -2));
        let (a1, a2) = (line.near(cue, 1), line.near(cue, 2));
        let tail = bucket(line.tokens.end - cue);
        let head = bucket(cue - line.tokens.start);
        let frames = [
            here.word,
            u64::from(here.fine),
            pair(here.verb, u64::from(a1.coarse)),
            pair(u64::from(here.coarse), pair(u64::from(b1.coarse), u64::from(a1.coarse))),
            pair(here.verb, pair(tail, u64::from(b1.coarse))),
            pair(here.endings[0], pair(a1.word, pair(u64::from(b1.coarse), head))),
            pair(a1.word, pair(u64::from(a2.coarse), u64::from(b2.coarse))),
            here.stem,
            here.meaning,
            pair(here.meaning, pair(u64::from(a1.coarse), u64::from(b1.coarse))),
        ];
        Self { line, cue, window, between, frames }
    }

    /// The tokens that are looked at.
    pub fn window(&self) -> Range<usize> {
        self.window.clone()
    }

    /// What holds of a token because of this reporting word.
    pub fn token(&self, at: usize, out: &mut Vec<u64>) {
        out.clear();
        let mut add = Add { out, template: 2000 };
        let line = self.line;
        let (here, b1, a1) = (line.near(at, 0), line.near(at, -1), line.near(at, 1));
        let Some(between) = at.checked_sub(self.window.start).and_then(|i| self.between.get(i)) else {
            return;
        };
        let side = match at.cmp(&self.cue) {
            std::cmp::Ordering::Less => 1,
            std::cmp::Ordering::Equal => 2,
            std::cmp::Ordering::Greater => 3,
        };
        let far = bucket(at.abs_diff(self.cue)) << 2 | side;
        let own = self.rule(at);
        let own_before = at.checked_sub(1).map_or(0, |b| self.rule(b));
        add.add(side);
        add.add(far);
        add.add(own);
        add.add(pair(own, own_before));
        add.add(pair(own, u64::from(here.coarse)));
        add.add(pair(own, b1.word));
        add.add(pair(own, far));
        add.add(pair(own, u64::from(here.quoted)));
        add.add(pair(own, self.frames[1]));
        add.add(pair(own, self.frames[0]));
        let seen = between.seen;
        let commas = u64::from(between.commas) << 2 | side;
        add.add(pair(seen, side));
        add.add(commas);
        add.add(pair(seen & TURNS, commas));
        add.add(pair(seen & TURNS, pair(commas, u64::from(between.reporting))));
        add.add(pair(u64::from(between.reporting), far));
        add.add(pair(u64::from(between.reporting), pair(side, line.reporting(at))));
        add.template += 1;
        let mut bits = seen;
        while bits != 0 {
            add.out.push(mix(pair(u64::from(bits.trailing_zeros()), side), add.template));
            bits &= bits - 1;
        }
        for frame in self.frames {
            add.add(pair(frame, side));
            add.add(pair(frame, far));
            add.add(pair(frame, commas));
            add.add(pair(frame, pair(seen & TURNS, side)));
        }
        for frame in [self.frames[0], self.frames[1], self.frames[2]] {
            add.add(pair(frame, pair(b1.word, side)));
            add.add(pair(frame, pair(here.word, side)));
            add.add(pair(frame, pair(u64::from(here.coarse), far)));
            add.add(pair(frame, pair(u64::from(here.quoted), side)));
        }
        for facts in [here, b1, a1] {
            add.add(pair(facts.word, side));
            add.add(pair(facts.word, far));
            add.add(pair(u64::from(facts.coarse), far));
            add.add(pair(u64::from(facts.fine), side));
            add.add(pair(u64::from(facts.coarse), commas));
            add.add(pair(u64::from(facts.coarse), pair(seen & OPENING, side)));
            add.add(pair(u64::from(facts.quoted), far));
            add.add(pair(u64::from(facts.named), far));
        }
        add.add(pair(pair(b1.word, u64::from(here.coarse)), side));
        add.add(pair(pair(b1.word, u64::from(here.coarse)), far));
        add.add(pair(pair(u64::from(b1.coarse), here.word), side));
        add.add(pair(pair(u64::from(here.coarse), u64::from(a1.coarse)), far));
        add.add(pair(pair(u64::from(b1.coarse), u64::from(here.coarse)), far));
        add.add(pair(pair(here.word, a1.word), side));
        add.add(pair(pair(b1.word, u64::from(here.coarse)), commas));
        add.add(pair(u64::from(here.rule), pair(own, side)));
    }

    /// What the rules make of a token for this very reporting word.
    fn rule(&self, at: usize) -> u64 {
        let part = |at: usize| self.line.parts.get(at).copied().flatten();
        let Some(cue) = part(self.cue).filter(|p| p.role == rule::CUE) else {
            return 20;
        };
        part(at).filter(|p| p.statement == cue.statement).map_or(rule::NONE, |p| p.role).into()
    }
}

/// Distances from near to far.
const fn bucket(by: usize) -> u64 {
    match by {
        0..=5 => by as u64,
        6..=8 => 6,
        9..=12 => 7,
        13..=20 => 8,
        21..=35 => 9,
        _ => 10,
    }
}

/// What a word between says of what follows, one bit each.
fn sign(word: &str) -> u64 {
    match word {
        "that" => 1,
        "to" => 2,
        "and" | "but" | "or" => 4,
        ";" | "." | "?" | "!" => 8,
        ":" => 16,
        "—" | "–" | "--" | "-" => 32,
        "who" | "which" | "whose" | "whom" => 64,
        "is" | "was" | "are" | "were" | "has" | "had" | "have" | "will" | "would" | "can" | "could"
        | "should" | "may" | "might" | "must" | "be" | "been" | "did" | "does" | "do" => 128,
        "in" | "on" | "at" | "of" | "for" | "with" | "about" | "by" | "from" | "as" => 256,
        "if" | "when" | "while" | "after" | "because" | "whether" | "how" | "why" | "what" | "where" => 512,
        _ => 0,
    }
}
