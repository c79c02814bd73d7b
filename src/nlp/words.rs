//! What words say of names: those that tell what a longer name is ("Żegluga
//! Dobrzyńska", "Imja Tsho"), common nouns that tell it from beside the name ("the
//! carmaker Delcourt"), and other names that share no letters with the full ones.
//!
//! `corpus/words` has the lists; `scripts/lexicon.py` makes the file and describes it.

use super::fold::folded;
use super::lexicon::{NameHash, Table};

/// The embedded file.
const WORDS: &[u8] = include_bytes!("../../assets/words.bin");

/// What a noun in the plural adds to its class.
const PLURAL: u8 = 32;

/// The class of forms of address and offices among the classes of heads.
const TITLE: u8 = 13;

/// What one word tells of the name that it stands in: a number for each class of
/// `corpus/words/heads.txt`, 0 for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Heads {
    /// As the first word of several.
    pub first: u8,
    /// As the last word of several.
    pub last: u8,
    /// By the way in which the word itself ends or begins.
    pub part: u8,
}

impl Heads {
    /// Whether the word, in front of a person's name, is a form of address.
    pub const fn is_title(self) -> bool {
        self.first == TITLE
    }
}

/// The embedded tables.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Words {
    heads: Table,
    nouns: Table,
    others: Table,
}

impl Words {
    /// Finds the tables in the file.
    pub fn new() -> Self {
        Self::read(WORDS).unwrap_or_default()
    }

    fn read(file: &'static [u8]) -> Option<Self> {
        let mut rest = file.strip_prefix(b"BYW1")?;
        let mut next = |width| {
            let (length, behind) = rest.split_first_chunk()?;
            let (table, behind) = behind.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            rest = behind;
            Table::read(table, width)
        };
        Some(Self { heads: next(1)?, nouns: next(1)?, others: next(0)? })
    }

    /// What a word tells of a name that it stands in.
    pub fn heads(&self, word: &str) -> Heads {
        let word = folded(word);
        let get = |place: &str, part: &str| self.heads.value(NameHash::of(place).then(part)).unwrap_or(0);
        // The longest of the ends, else of the beginnings; two letters are left at least.
        let count = word.chars().count();
        let cut = |nth: usize| word.char_indices().nth(nth).map_or(word.len(), |(at, _)| at);
        let lengths = |least: usize, most: usize| (least..=most.min(count.saturating_sub(2))).rev();
        let end = || lengths(3, 10).map(|n| get("end ", &word[cut(count - n)..])).find(|&class| class > 0);
        let start = || lengths(4, 8).map(|n| get("start ", &word[..cut(n)])).find(|&class| class > 0);
        Heads {
            first: get("first ", &word),
            last: get("last ", &word),
            part: end().or_else(start).unwrap_or(0),
        }
    }

    /// What a common noun, also in the plural, says that a thing is: a number for each
    /// class of `corpus/words/nouns.txt` and number; 0 for other words.
    pub fn noun(&self, word: &str) -> u8 {
        let lower = word.to_lowercase();
        let get = |noun: &str| self.nouns.value(NameHash::of(noun));
        let several = |noun: &str| get(noun).map(|class| class + PLURAL);
        get(&lower)
            .or_else(|| several(lower.strip_suffix('s')?))
            .or_else(|| several(lower.strip_suffix("es")?))
            .or_else(|| several(&format!("{}y", lower.strip_suffix("ies")?)))
            .unwrap_or(0)
    }

    /// Whether a [`spelt`] name is another name of anything.
    pub fn is_other(&self, other: &str) -> bool {
        self.others.find(NameHash::of(other)).is_some()
    }

    /// Whether a [`spelt`] name is another name of a thing, or a short form of a given
    /// name.
    pub fn stands_for(&self, other: &str, full: &str) -> bool {
        self.others.find(NameHash::of(other).then("=").then(full)).is_some()
    }
}

/// A name as the tables hold it.
pub(crate) fn spelt(name: &str) -> String {
    folded(name).replace('.', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(file: &str) -> Vec<(String, String)> {
        let path = format!("{}/corpus/words/{file}.txt", env!("CARGO_MANIFEST_DIR"));
        let mut section = String::new();
        let mut out = Vec::new();
        for line in std::fs::read_to_string(path).unwrap().lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                Some(name) => section = name.to_owned(),
                None => out.push((section.clone(), line.to_owned())),
            }
        }
        assert!(!out.is_empty());
        out
    }

    /// `scripts/lexicon.py` has made the tables from the lists as they are now.
    #[test]
    fn the_lists_are_in_the_tables() {
        let words = Words::new();
        for (section, line) in lists("heads") {
            let place = section.split(' ').nth(1).unwrap();
            for word in line.split(' ') {
                let key = NameHash::of(place).then(" ").then(word);
                assert!(words.heads.find(key).is_some(), "{section}: {word}");
            }
        }
        for (section, line) in lists("nouns") {
            for word in line.split(' ') {
                assert!(words.noun(word) > 0, "{section}: {word}");
            }
        }
        for (_, line) in lists("nicknames") {
            let (full, others) = line.split_once(" = ").unwrap();
            for other in others.split(", ") {
                let known = words.is_other(&spelt(other)) && words.stands_for(&spelt(other), &spelt(full));
                assert!(known, "{other} of {full}");
            }
        }
    }

    #[test]
    fn words_tell_what_names_are() {
        let words = Words::new();
        let (lake, river) = (words.heads("Tsho"), words.heads("River"));
        assert!(lake.last > 0 && lake.last == river.last, "{lake:?} {river:?}");
        assert_eq!(words.heads("Żegluga").first, words.heads("ŻEGLUGA").first);
        assert!(words.heads("Żegluga").first > 0);
        assert!(words.heads("Tieflitzsee").part > 0);
        assert!(words.heads("Auntie").is_title() && !words.heads("River").is_title());
        assert_eq!(words.heads("Delcourt"), Heads::default());
        assert!(words.noun("carmaker") > 0 && words.noun("carmakers") == words.noun("carmaker") + PLURAL);
        assert_eq!(words.noun("seldom"), 0);
        assert!(words.stands_for("bucs", "orlando pirates") && !words.stands_for("bucs", "kaizer chiefs"));
    }

    #[test]
    fn a_damaged_file_holds_no_words() {
        assert!(Words::read(WORDS).is_some());
        assert!(Words::read(&WORDS[..WORDS.len() - 1]).is_none());
        assert!(Words::read(b"BYW1\xff\xff\xff\xff").is_none());
        assert!(Words::read(b"BYC1").is_none());
    }
}
