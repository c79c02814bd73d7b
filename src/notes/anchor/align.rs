//! Which words of the old text are which words of the new one.
//!
//! Runs of words that stand once in either text are found first, wherever they
//! went, and grown as far as the texts agree; so a paragraph that was moved is
//! followed. What lies between two neighbours that stayed neighbours is then
//! compared word by word. (Patience diff, Bram Cohen, with runs of several words
//! in place of lines, and without its demand that nothing changes its order.)

use std::ops::Range;

use super::text::{Prepared, Token};

/// Words in a run that is looked for in the whole text, longest first.
const RUNS: [usize; 2] = [8, 5];

/// Words in a run that is looked for between two neighbours.
const SHORT_RUNS: [usize; 2] = [3, 1];

/// The greatest gap that is compared word by word, in pairs of words.
const TABLE: usize = 1 << 14;

/// For each token the token that it is in the other text.
type Map = Vec<Option<usize>>;

/// Two texts side by side.
#[derive(Debug)]
pub(super) struct Alignment {
    /// For each token of the old text its place in the new one.
    pub forth: Map,
    /// For each token of the new text its place in the old one.
    pub back: Map,
}

impl Alignment {
    /// Aligns two texts. Time grows with their length, not with the number of
    /// changes.
    pub fn new(old: &Prepared<'_>, new: &Prepared<'_>) -> Self {
        let (old, new) = (old.tokens.as_slice(), new.tokens.as_slice());
        let mut pair =
            Pair { old, new, map: Alignment { forth: vec![None; old.len()], back: vec![None; new.len()] } };
        pair.grow(0, 0, 0);
        pair.grow(old.len(), new.len(), 0);
        for length in RUNS {
            pair.claim_runs(0..old.len(), 0..new.len(), length);
        }
        for length in SHORT_RUNS {
            for (old, new) in pair.gaps() {
                if old.len() * new.len() > TABLE {
                    pair.claim_runs(old, new, length);
                }
            }
        }
        for (old, new) in pair.gaps() {
            if old.len() * new.len() <= TABLE {
                pair.compare(old, new);
            }
        }
        let mut map = pair.map;
        settle(old, &mut map.forth, &mut map.back);
        settle(new, &mut map.back, &mut map.forth);
        map
    }
}

struct Pair<'t> {
    old: &'t [Token],
    new: &'t [Token],
    map: Alignment,
}

impl Pair<'_> {
    fn link(&mut self, old: usize, new: usize) {
        if let (Some(forth), Some(back)) = (self.map.forth.get_mut(old), self.map.back.get_mut(new)) {
            (*forth, *back) = (Some(new), Some(old));
        }
    }

    /// Whether two words are the same and still free.
    fn fits(&self, old: usize, new: usize) -> bool {
        let free = |map: &Map, at: usize| map.get(at).is_some_and(Option::is_none);
        let hash = |tokens: &[Token], at: usize| tokens.get(at).map(|token| token.hash);
        free(&self.map.forth, old) && free(&self.map.back, new) && hash(self.old, old) == hash(self.new, new)
    }

    /// Links the runs of `length` words that stand once in either range.
    fn claim_runs(&mut self, old: Range<usize>, new: Range<usize>, length: usize) {
        let ours = single_runs(self.old, &self.map.forth, old, length);
        let theirs = single_runs(self.new, &self.map.back, new, length);
        let mut theirs = theirs.into_iter().peekable();
        let mut found = Vec::new();
        for (hash, old) in ours {
            while theirs.next_if(|&(other, _)| other < hash).is_some() {}
            if let Some((_, new)) = theirs.next_if(|&(other, _)| other == hash) {
                found.push((old, new));
            }
        }
        found.sort_unstable();
        // Runs that overlap on one diagonal grow into one; the longest comes
        // first, so that a phrase cannot take a word away from a paragraph.
        let mut blocks: Vec<(usize, usize, usize)> = Vec::new();
        for (old, new) in found {
            match blocks.last_mut() {
                Some((o, n, long)) if old - *o == new.wrapping_sub(*n) && old <= *o + *long => {
                    *long = old - *o + length;
                }
                _ => blocks.push((old, new, length)),
            }
        }
        blocks.sort_by_key(|&(.., long)| std::cmp::Reverse(long));
        for (old, new, long) in blocks {
            for at in 0..long {
                if self.fits(old + at, new + at) {
                    self.link(old + at, new + at);
                }
            }
            self.grow(old, new, long);
        }
    }

    /// Links the words before and behind a block as far as the texts agree.
    fn grow(&mut self, old: usize, new: usize, long: usize) {
        let (mut o, mut n) = (old, new);
        while let (Some(before), Some(there)) = (o.checked_sub(1), n.checked_sub(1)) {
            if !self.fits(before, there) {
                break;
            }
            self.link(before, there);
            (o, n) = (before, there);
        }
        let (mut o, mut n) = (old + long, new + long);
        while self.fits(o, n) {
            self.link(o, n);
            (o, n) = (o + 1, n + 1);
        }
    }

    /// What is free in the old text between two words that are linked, and what
    /// lies between them in the new text, where they stand in the same order
    /// and nothing else went there.
    fn gaps(&self) -> Vec<(Range<usize>, Range<usize>)> {
        let mut gaps = Vec::new();
        let mut at = 0;
        while at < self.old.len() {
            if self.map.forth.get(at).is_none_or(Option::is_some) {
                at += 1;
                continue;
            }
            let start = at;
            while at < self.old.len() && self.map.forth.get(at).is_some_and(Option::is_none) {
                at += 1;
            }
            // Behind the word before, or before the word behind: a block that
            // was moved has a gap at each of its ends.
            let free = |from: usize| {
                self.map.back.get(from..).unwrap_or_default().iter().take_while(|to| to.is_none()).count()
            };
            let free_before = |to: usize| {
                let before = self.map.back.get(..to).unwrap_or_default();
                before.iter().rev().take_while(|to| to.is_none()).count()
            };
            let linked = |at: usize| self.map.forth.get(at).copied().flatten();
            let left = match start.checked_sub(1) {
                Some(before) => linked(before).map(|there| there + 1),
                None => Some(0),
            };
            let right = if at == self.old.len() { Some(self.new.len()) } else { linked(at) };
            let behind = left.map(|left| left..left + free(left)).filter(|range| !range.is_empty());
            let before =
                right.map(|right| right - free_before(right)..right).filter(|range| !range.is_empty());
            match (behind, before) {
                (Some(one), Some(other)) if one == other => gaps.push((start..at, one)),
                (one, other) => gaps.extend(one.into_iter().chain(other).map(|range| (start..at, range))),
            }
        }
        gaps
    }

    /// Links the words of two short ranges so that the linked ones, which keep
    /// their order, weigh as much as can be.
    fn compare(&mut self, old: Range<usize>, new: Range<usize>) {
        let width = new.len() + 1;
        let at = |row: usize, column: usize| row * width + column;
        let mut best = vec![0_usize; (old.len() + 1) * width];
        let same = |row: usize, column: usize| self.fits(old.start + row, new.start + column);
        for row in (0..old.len()).rev() {
            for column in (0..new.len()).rev() {
                let mut most = best[at(row + 1, column)].max(best[at(row, column + 1)]);
                if same(row, column) {
                    let weight = self.old.get(old.start + row).map_or(1, Token::weight);
                    // Neighbours that stay neighbours are worth more.
                    let together = usize::from(
                        row + 1 < old.len() && column + 1 < new.len() && same(row + 1, column + 1),
                    );
                    most = most.max(best[at(row + 1, column + 1)] + 2 * weight + together);
                }
                best[at(row, column)] = most;
            }
        }
        let (mut row, mut column) = (0, 0);
        let mut links = Vec::new();
        while row < old.len() && column < new.len() {
            let here = best[at(row, column)];
            if here == best[at(row + 1, column)] {
                row += 1;
            } else if here == best[at(row, column + 1)] {
                column += 1;
            } else {
                links.push((old.start + row, new.start + column));
                (row, column) = (row + 1, column + 1);
            }
        }
        for (old, new) in links {
            self.link(old, new);
        }
    }
}

/// The runs of `length` free words in a range that stand there once, by their
/// hashes: sorted pairs of hash and first word.
fn single_runs(tokens: &[Token], map: &Map, range: Range<usize>, length: usize) -> Vec<(u64, usize)> {
    // The hash of a run follows from that of the run before (Karp and Rabin).
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    let highest = (1..length).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let hash_at = |at: usize| tokens.get(at).map_or(0, |token| token.hash);
    let is_word = |at: usize| tokens.get(at).is_some_and(|token| token.is_word);
    let mut runs = Vec::new();
    let (mut together, mut words, mut hash) = (0, 0, 0_u64);
    for at in range {
        if map.get(at).is_none_or(Option::is_some) {
            (together, words, hash) = (0, 0, 0);
            continue;
        }
        if together == length {
            hash = hash.wrapping_sub(hash_at(at - length).wrapping_mul(highest));
            words -= usize::from(is_word(at - length));
            together -= 1;
        }
        hash = hash.wrapping_mul(BASE).wrapping_add(hash_at(at));
        words += usize::from(is_word(at));
        together += 1;
        if together == length && words > 0 {
            runs.push((hash, at + 1 - length));
        }
    }
    runs.sort_unstable();
    let mut single = Vec::new();
    for same in runs.chunk_by(|one, other| one.0 == other.0) {
        if let [one] = same {
            single.push(*one);
        }
    }
    single
}

/// Where words were taken out between two neighbours, it is often unclear which:
/// of "A. Lee said no. Lee left." and "A. Lee left." either "Lee" may be gone.
/// Whole sentences go: the cut is put where a sentence begins. `tokens` and
/// `ours` are those of the text with the words too many.
fn settle(tokens: &[Token], ours: &mut Map, theirs: &mut Map) {
    let mut at = 0;
    while at < ours.len() {
        if ours[at].is_some() {
            at += 1;
            continue;
        }
        let start = at;
        while at < ours.len() && ours[at].is_none() {
            at += 1;
        }
        let (start, end) = (start, at);
        let (Some(before), true) = (start.checked_sub(1), end < ours.len()) else { continue };
        let (Some(left), Some(right)) = (ours[before], ours[end]) else { continue };
        if left + 1 != right || tokens[start].opens {
            continue;
        }
        let same = |one: usize, other: usize| tokens[one].hash == tokens[other].hash;
        // So many words before the cut could as well be those before its end.
        let up = (1..=start.min(end - start))
            .take_while(|&by| same(start - by, end - by) && ours[start - by] == left.checked_sub(by - 1))
            .find(|&by| tokens[start - by].opens);
        let down = || {
            (1..=(ours.len() - end).min(end - start))
                .take_while(|&by| {
                    same(start + by - 1, end + by - 1) && ours[end + by - 1] == Some(right + by - 1)
                })
                .find(|&by| tokens.get(start + by).is_some_and(|token| token.opens))
        };
        if let Some(by) = up {
            for nth in 1..=by {
                let there = ours[start - nth].take();
                ours[end - nth] = there;
                if let Some(slot) = there.and_then(|there| theirs.get_mut(there)) {
                    *slot = Some(end - nth);
                }
            }
        } else if let Some(by) = down() {
            for nth in 0..by {
                let there = ours[end + nth].take();
                ours[start + nth] = there;
                if let Some(slot) = there.and_then(|there| theirs.get_mut(there)) {
                    *slot = Some(start + nth);
                }
            }
            at = end + by;
        }
    }
}
