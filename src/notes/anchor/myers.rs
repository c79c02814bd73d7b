//! How many letters differ between a pattern and the best place of a text:
//! Myers' bit-parallel algorithm (A fast bit-vector algorithm for approximate
//! string matching based on dynamic programming, J. ACM 46, 1999), in blocks of
//! 64 letters as Hyyrö describes them (2003).

/// A pattern, ready to be compared with texts.
#[derive(Debug)]
pub(super) struct Pattern {
    /// The different letters of the pattern, sorted.
    letters: Vec<char>,
    /// For each of them, and at the end for all others, the places where it
    /// stands: a bit for each letter of the pattern, in blocks of 64.
    places: Vec<u64>,
    /// The index of each ASCII letter among them.
    ascii: [u16; 128],
    blocks: usize,
    length: usize,
}

/// Where a match may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begins {
    /// Anywhere in the text.
    Anywhere,
    /// At the first letter of the text.
    First,
}

/// One block of 64 rows of the table: which rows are one more, or one less,
/// than the row above them.
#[derive(Debug, Clone, Copy)]
struct Block {
    more: u64,
    less: u64,
}

impl Block {
    /// Goes on by one letter of the text, which stands at the rows of `equal`.
    /// `above` is by how much the row above the block changed; returns by how
    /// much the row of the bit `last` did.
    fn step(&mut self, equal: u64, above: i8, last: u64) -> i8 {
        let vertical = equal | self.less;
        let equal = equal | u64::from(above < 0);
        let horizontal = ((equal & self.more).wrapping_add(self.more) ^ self.more) | equal;
        let more = self.less | !(horizontal | self.more);
        let less = self.more & horizontal;
        let below = i8::from(more & last != 0) - i8::from(less & last != 0);
        let more = more << 1 | u64::from(above > 0);
        let less = less << 1 | u64::from(above < 0);
        self.more = less | !(vertical | more);
        self.less = more & vertical;
        below
    }
}

impl Pattern {
    /// Prepares a pattern.
    pub fn new(pattern: impl ExactSizeIterator<Item = char> + Clone) -> Self {
        let length = pattern.len();
        let blocks = length.div_ceil(64).max(1);
        let mut letters: Vec<char> = pattern.clone().collect();
        letters.sort_unstable();
        letters.dedup();
        let none = u16::try_from(letters.len()).unwrap_or(u16::MAX);
        let mut ascii = [none; 128];
        for (index, &c) in (0..none).zip(&letters) {
            if let Some(slot) = ascii.get_mut(c as usize) {
                *slot = index;
            }
        }
        let places = vec![0; (letters.len() + 1) * blocks];
        let mut made = Self { letters, places, ascii, blocks, length };
        for (at, c) in pattern.enumerate() {
            let index = made.index(c) * blocks + at / 64;
            if let Some(block) = made.places.get_mut(index) {
                *block |= 1 << (at % 64);
            }
        }
        made
    }

    /// Which of the pattern's letters this is.
    fn index(&self, c: char) -> usize {
        match self.ascii.get(c as usize) {
            Some(&index) => index.into(),
            None => self.letters.binary_search(&c).unwrap_or(self.letters.len()),
        }
    }

    /// For each letter of `text`: how many letters must be put in, taken out or
    /// replaced between the pattern and the most similar piece of the text that
    /// ends with that letter.
    pub fn distances(&self, text: impl Iterator<Item = char>, begins: Begins) -> impl Iterator<Item = usize> {
        let mut blocks = vec![Block { more: u64::MAX, less: 0 }; self.blocks];
        let last_row = 1_u64 << (self.length.saturating_sub(1) % 64);
        let last_block = blocks.len() - 1;
        let mut distance = self.length;
        text.map(move |c| {
            let from = self.index(c) * self.blocks;
            let letters = self.places.get(from..from + self.blocks).unwrap_or_default();
            // Above the pattern, letters that are skipped cost nothing where a
            // match may begin anywhere.
            let mut above = i8::from(begins == Begins::First);
            for (at, (block, &equal)) in blocks.iter_mut().zip(letters).enumerate() {
                above = block.step(equal, above, if at == last_block { last_row } else { 1 << 63 });
            }
            if self.length > 0 {
                distance = distance.saturating_add_signed(above.into());
            }
            distance
        })
    }
}

/// How alike the words before or behind a place are, from 0 to 1: `pattern` is
/// compared with the most similar beginning of `text`.
pub(super) fn likeness(
    pattern: impl ExactSizeIterator<Item = char> + Clone,
    text: impl Iterator<Item = char>,
) -> f32 {
    let length = pattern.len();
    if length == 0 {
        return 1.0;
    }
    let pattern = Pattern::new(pattern);
    let least = pattern.distances(text.take(length + length / 2 + 4), Begins::First).min();
    1.0 - least.unwrap_or(length).min(length) as f32 / length as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same by the table itself.
    fn table(pattern: &[char], text: &[char], begins: Begins) -> Vec<usize> {
        let mut column: Vec<usize> = (0..=pattern.len()).collect();
        let mut distances = Vec::new();
        for (nth, c) in text.iter().enumerate() {
            let mut before = column[0];
            column[0] = if begins == Begins::First { nth + 1 } else { 0 };
            for row in 1..=pattern.len() {
                let replaced = before + usize::from(pattern[row - 1] != *c);
                before = column[row];
                column[row] = replaced.min(column[row] + 1).min(column[row - 1] + 1);
            }
            distances.push(column[pattern.len()]);
        }
        distances
    }

    proptest! {
        #[test]
        fn distances_are_those_of_the_table(
            pattern in prop::collection::vec(prop::sample::select(vec!['a', 'b', 'c', 'é']), 1..200),
            text in prop::collection::vec(prop::sample::select(vec!['a', 'b', 'c', 'é']), 0..300),
            anywhere: bool,
        ) {
            let begins = if anywhere { Begins::Anywhere } else { Begins::First };
            let distances = Pattern::new(pattern.iter().copied());
            let found: Vec<usize> = distances.distances(text.iter().copied(), begins).collect();
            prop_assert_eq!(found, table(&pattern, &text, begins));
        }
    }

    #[test]
    fn likeness_of_neighbours() {
        let like = |one: &str, other: &str| {
            let letters: Vec<char> = one.chars().collect();
            likeness(letters.into_iter(), other.chars())
        };
        assert_eq!((like("abcd", "abcdxyz"), like("", "x"), like("abcd", "")), (1.0, 1.0, 0.0));
        assert_eq!(like("abcd", "abxd, and more"), 0.75);
        assert!(like("said the minister", "who could not be reached") < 0.5);
    }
}
