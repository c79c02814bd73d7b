//! Places of a text that look like given words: where the rare ones among them
//! and their neighbours stand together, and there every local minimum of the
//! difference.

use std::ops::Range;

use super::myers::{Begins, Pattern, likeness};
use super::text::Prepared;

/// Words on each side of the noted ones that help to find the place.
const NEIGHBOURS: usize = 12;

/// The rarest words that vote, and how often one may stand to say something
/// about a place.
const VOTERS: usize = 10;
const COMMON: usize = 200;

/// Tokens that share a vote: insertions shift a place by less than that.
const SHIFT: usize = 16;

/// As many places are looked at.
const PLACES: usize = 8;

/// Longer patterns are not searched for letter by letter.
const LONGEST: usize = 4096;

/// Folded characters before and behind the words that are compared.
const CONTEXT: usize = 64;

/// With fewer characters than this in their sentence, words are known by what
/// stands beyond it too.
const LITTLE: usize = 24;

/// Words of a prepared text.
#[derive(Debug, Clone)]
pub(super) struct Words<'p> {
    pub text: &'p Prepared<'p>,
    /// The folded characters.
    pub range: Range<usize>,
    /// The tokens that they touch.
    pub tokens: Range<usize>,
}

/// A place of the new text, by its folded characters.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    pub range: Range<usize>,
    /// How alike the words are, from 0 to 1.
    pub words: f32,
    /// How alike what stands around them is, from 0 to 1.
    pub around: f32,
}

impl<'p> Words<'p> {
    pub fn new(text: &'p Prepared<'p>, range: Range<usize>) -> Self {
        let tokens = text.tokens_of(&range);
        Self { text, range, tokens }
    }

    pub fn len(&self) -> usize {
        self.range.len()
    }

    /// The letters of the words.
    fn letters(&self) -> &[char] {
        self.text.chars.get(self.range.clone()).unwrap_or_default()
    }

    /// How many letters may differ: none in a short word, else a name would be
    /// taken for another.
    fn errors(&self) -> usize {
        match self.len() {
            0..=8 => 0,
            9..=16 => 1,
            length => length * 3 / 10,
        }
    }

    /// The place at a range of characters of `new`.
    pub fn compared(&self, new: &Prepared<'_>, range: Range<usize>) -> Place {
        let letters = new.chars.get(range.clone()).unwrap_or_default();
        let words = if letters == self.letters() {
            1.0
        } else {
            let distances = Pattern::new(self.letters().iter().copied());
            let differ = distances.distances(letters.iter().copied(), Begins::First).last();
            let longest = self.len().max(letters.len()).max(1);
            1.0 - differ.unwrap_or(longest).min(longest) as f32 / longest as f32
        };
        Place { around: self.around(new, &range), range, words }
    }

    /// How alike the words around are. Those of the own sentence count, unless
    /// it has few others: what stands before and behind a sentence comes and
    /// goes.
    fn around(&self, new: &Prepared<'_>, place: &Range<usize>) -> f32 {
        let sentence = self.text.sentence(&self.tokens, 24);
        let start = self.text.tokens.get(sentence.start).map_or(self.range.start, |token| token.start);
        let end = sentence.end.checked_sub(1).and_then(|last| self.text.tokens.get(last));
        let end = end.map_or(self.range.end, |token| token.end);
        let mut left = self.range.start.saturating_sub(start).min(CONTEXT);
        let mut right = end.saturating_sub(self.range.end).min(CONTEXT);
        if left + right < LITTLE {
            left = self.range.start.min(CONTEXT);
            right = (self.text.chars.len() - self.range.end).min(CONTEXT);
        }
        if left + right == 0 {
            return 0.0;
        }
        let old = &self.text.chars;
        let before = old.get(self.range.start - left..self.range.start).unwrap_or_default();
        let behind = old.get(self.range.end..self.range.end + right).unwrap_or_default();
        let there = new.chars.get(..place.start).unwrap_or_default();
        let alike_before = likeness(before.iter().rev().copied(), there.iter().rev().copied());
        let there = new.chars.get(place.end..).unwrap_or_default();
        let alike_behind = likeness(behind.iter().copied(), there.iter().copied());
        (alike_before * left as f32 + alike_behind * right as f32) / (left + right) as f32
    }

    /// Places where the words, or nearly the words, stand.
    pub fn similar(&self, new: &Prepared<'_>) -> Vec<Place> {
        let errors = self.errors();
        if self.len() == 0 || self.len() > LONGEST {
            return Vec::new();
        }
        let pattern = Pattern::new(self.letters().iter().copied());
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for window in self.windows(new) {
            let letters = new.chars.get(window.clone()).unwrap_or_default();
            for (last, differ) in minima(&pattern, letters, errors) {
                let end = window.start + last + 1;
                let start = self.begin(new, end, differ).max(window.start);
                let found = new.whole_words(start..end);
                if !ranges.iter().any(|known| known.start < found.end && found.start < known.end) {
                    ranges.push(found);
                }
            }
        }
        ranges.into_iter().map(|range| self.compared(new, range)).collect()
    }

    /// Where the match that ends before `end` and differs in `differ` letters
    /// begins: the same search backwards.
    fn begin(&self, new: &Prepared<'_>, end: usize, differ: usize) -> usize {
        let letters = self.letters();
        let most = letters.len() + differ;
        let before = new.chars.get(end.saturating_sub(most)..end).unwrap_or_default();
        let backwards = Pattern::new(letters.iter().rev().copied());
        let distances = backwards.distances(before.iter().rev().copied(), Begins::First);
        let lengths = distances.enumerate().filter(|&(_, distance)| distance <= differ);
        // Of several the one that is as long as the words.
        let length = lengths.map(|(at, _)| at + 1).min_by_key(|&length| length.abs_diff(letters.len()));
        end - length.unwrap_or(before.len())
    }

    /// Pieces of the new text that share rare words with these or their
    /// neighbours, the most promising first.
    fn windows(&self, new: &Prepared<'_>) -> Vec<Range<usize>> {
        let from = self.tokens.start.saturating_sub(NEIGHBOURS);
        let to = (self.tokens.end + NEIGHBOURS).min(self.text.tokens.len());
        let tokens = self.text.tokens.get(from..to).unwrap_or_default().iter().enumerate();
        let mut voters: Vec<_> = tokens
            .filter(|(_, token)| token.is_word)
            .map(|(nth, token)| (new.places(token.hash).len(), nth, token))
            .filter(|&(count, ..)| 0 < count && count <= COMMON)
            .collect();
        voters.sort_by_key(|&(count, ..)| count);
        let mut votes: Vec<(usize, f32)> = Vec::new();
        for (count, nth, token) in voters.into_iter().take(VOTERS) {
            let vote = token.weight() as f32 / count as f32;
            for place in new.places(token.hash) {
                // The place of the first token, if nothing else has changed.
                let first = (place + to - from - nth) / SHIFT;
                votes.extend([(first, vote), (first + 1, vote)]);
            }
        }
        votes.sort_unstable_by_key(|&(near, _)| near);
        let same = votes.chunk_by(|one, other| one.0 == other.0);
        let mut votes: Vec<(usize, f32)> = same
            .filter_map(|same| Some((same.first()?.0, same.iter().map(|(_, vote)| vote).sum())))
            .collect();
        votes.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        let most = (40_000 / self.len().max(1)).clamp(2, PLACES);
        let mut windows: Vec<Range<usize>> = Vec::new();
        for (near, _) in votes {
            if windows.len() == most {
                break;
            }
            let first = (near * SHIFT).saturating_sub(to - from + SHIFT);
            let last = (near * SHIFT + SHIFT).min(new.tokens.len());
            let start = new.tokens.get(first).map_or(0, |token| token.start);
            let end = last.checked_sub(1).and_then(|last| new.tokens.get(last)).map_or(0, |token| token.end);
            // Of two windows that are nearly one, one is enough.
            let known = |window: &Range<usize>| {
                let shared = end.min(window.end).saturating_sub(start.max(window.start));
                shared * 4 > end.saturating_sub(start) * 3
            };
            if start < end && !windows.iter().any(known) {
                windows.push(start..end);
            }
        }
        windows
    }
}

/// Every local minimum of the difference that is small enough: the last letter
/// of the match and the difference.
fn minima(pattern: &Pattern, letters: &[char], errors: usize) -> Vec<(usize, usize)> {
    let distances: Vec<usize> = pattern.distances(letters.iter().copied(), Begins::Anywhere).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < distances.len() {
        let here = distances[at];
        let level = distances[at..].iter().take_while(|&&other| other == here).count();
        let falls = at == 0 || distances[at - 1] > here;
        let rises = distances.get(at + level).is_none_or(|&next| next > here);
        if here <= errors && falls && rises {
            found.push((at, here));
        }
        at += level;
    }
    found.sort_by_key(|&(_, differ)| differ);
    found
}
