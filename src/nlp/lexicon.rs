//! Large lists of names and the clusters of words, read where they lie.
//!
//! `scripts/lexicon.py` makes the file and describes it. Its tables are sorted
//! hashes: a look-up is a binary search, nothing is parsed at the start. Two
//! words can share a hash; with 32 bits that is one stray find in thousands.

/// The file that is embedded.
const FILE: &[u8] = include_bytes!("../../assets/lexicon.bin");

/// How many clusters the finer division has.
const FINE: u16 = 512;

/// A sorted table of hashes.
#[derive(Debug, Clone, Copy, Default)]
struct Keys(&'static [u8]);

impl Keys {
    fn find(self, hash: u32) -> Option<usize> {
        let count = self.0.len() / 4;
        let key = |at: usize| {
            let bytes = &self.0[4 * at..4 * at + 4];
            u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
        };
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low + (high - low) / 2;
            if key(middle) < hash { low = middle + 1 } else { high = middle }
        }
        (low < count && key(low) == hash).then_some(low)
    }

    fn holds(self, hash: u32) -> bool {
        self.find(hash).is_some()
    }
}

/// The embedded tables.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Lexicon {
    places: Keys,
    women: Keys,
    men: Keys,
    families: Keys,
    words: Keys,
    clusters: &'static [u8],
}

impl Lexicon {
    /// Finds the tables in the file.
    pub fn new() -> Self {
        Self::read(FILE).unwrap_or_default()
    }

    fn read(file: &'static [u8]) -> Option<Self> {
        let mut rest = file.strip_prefix(b"BYL1")?;
        let mut table = || {
            let (count, behind) = rest.split_first_chunk::<4>()?;
            let (keys, behind) = behind.split_at_checked(4 * u32::from_le_bytes(*count) as usize)?;
            rest = behind;
            Some(Keys(keys))
        };
        let (places, women, men, families, words) = (table()?, table()?, table()?, table()?, table()?);
        (rest.len() * 2 == words.0.len()).then_some(Self {
            places,
            women,
            men,
            families,
            words,
            clusters: rest,
        })
    }

    /// Whether a name of a place has this hash.
    pub fn is_place(&self, name: NameHash) -> bool {
        self.places.holds(name.fold())
    }

    /// What a word can be as a part of a person's name, a bit each: a woman's
    /// given name, a man's, a family name.
    pub fn person(&self, word: NameHash) -> u32 {
        let hash = word.fold();
        u32::from(self.women.holds(hash))
            | u32::from(self.men.holds(hash)) << 1
            | u32::from(self.families.holds(hash)) << 2
    }

    /// The finer and the coarser cluster of a word: words of a cluster are used
    /// alike.
    pub fn clusters(&self, word: NameHash) -> Option<(u16, u16)> {
        let at = self.words.find(word.fold())?;
        let pair = self.clusters.get(2 * at..2 * at + 2)?;
        let both = u16::from_le_bytes([pair[0], pair[1]]);
        Some((both % FINE, both / FINE))
    }
}

/// The hash of a word or name in lower case (FNV-1a).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NameHash(pub u64);

impl NameHash {
    /// The hash of a word in lower case.
    pub fn of(lower: &str) -> Self {
        Self(0xcbf2_9ce4_8422_2325).then(lower)
    }

    /// The hash of what was hashed before and `more`.
    pub fn then(self, more: &str) -> Self {
        Self(more.bytes().fold(self.0, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3)))
    }

    const fn fold(self) -> u32 {
        (self.0 ^ (self.0 >> 32)) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_know_names_and_words() {
        let lexicon = Lexicon::new();
        assert!(lexicon.is_place(NameHash::of("mombasa")));
        assert!(lexicon.is_place(NameHash::of("buenos").then(" ").then("aires")));
        assert!(!lexicon.is_place(NameHash::of("daniel")));
        assert_eq!(lexicon.person(NameHash::of("mary")) & 1, 1);
        assert_eq!(lexicon.person(NameHash::of("okonkwoson")), 0);
        let cluster = |word| lexicon.clusters(NameHash::of(word)).map(|c| c.0);
        assert!(cluster("monday").is_some());
        assert_eq!(cluster("monday"), cluster("tuesday"));
        assert_ne!(cluster("monday"), cluster("minister"));
    }

    #[test]
    fn a_cut_file_is_no_lexicon() {
        assert!(Lexicon::read(FILE).is_some());
        assert!(Lexicon::read(&FILE[..FILE.len() - 1]).is_none());
        assert!(Lexicon::read(b"BYL1\xff\xff\xff\xff").is_none());
    }
}
