//! Large lists of names and the clusters of words, read where they lie.
//!
//! `scripts/lexicon.py` makes the files and describes them. A look-up goes to one
//! bucket and looks through its dozen of entries; nothing is parsed at the start.
//! Two names can share a hash: one word in some thousands is a stray find.

use super::words::Words;

/// The embedded files.
const NAMES: &[u8] = include_bytes!("../../assets/names.bin");
const CLUSTERS: &[u8] = include_bytes!("../../assets/clusters.bin");

/// How many clusters the finer division has: of words on the web, and in the news.
const WEB: u16 = 512;
const NEWS: u16 = 1000;

/// The numbers of two clusters that a word is in, the finer and the coarser; 0 where it
/// is in none. Words of a cluster are used alike.
pub(crate) type Clusters = (u16, u16);

/// A table from hashes to values of so many bytes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Table {
    bits: u32,
    starts: &'static [u8],
    tails: &'static [u8],
    values: &'static [u8],
}

impl Table {
    /// Splits a table into its parts; `None` where the lengths do not fit.
    pub fn read(file: &'static [u8], width: usize) -> Option<Self> {
        let (&bits, rest) = file.split_first()?;
        let (starts, rest) = rest.split_at_checked(4 * ((1 << bits.min(16)) + 1))?;
        let count = u32::from_le_bytes(*starts.last_chunk()?) as usize;
        let (tails, values) = rest.split_at_checked(2 * count)?;
        (bits > 0 && bits <= 16 && values.len() == width * count).then_some(Self {
            bits: u32::from(bits),
            starts,
            tails,
            values,
        })
    }

    /// The number of a name's entry.
    pub fn find(&self, name: NameHash) -> Option<usize> {
        let key = name.fold();
        let bucket = (key >> (32 - self.bits.max(1))) as usize;
        let tail = ((key >> (16 - self.bits)) & 0xffff) as u16;
        let start = |nth: usize| {
            let bytes = self.starts.get(4 * nth..)?.first_chunk()?;
            Some(u32::from_le_bytes(*bytes) as usize)
        };
        let (first, end) = (start(bucket)?, start(bucket + 1)?);
        let entries = self.tails.get(2 * first..2 * end)?.chunks_exact(2);
        Some(first + entries.map(|e| u16::from_le_bytes([e[0], e[1]])).position(|t| t == tail)?)
    }

    /// The value of a name, of one byte.
    pub fn value(&self, name: NameHash) -> Option<u8> {
        self.values.get(self.find(name)?).copied()
    }
}

/// What the large lists know a name as, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Known(u16);

impl Known {
    /// A given name of women or men, a family name.
    const PERSON: u16 = 7;
    /// A city or a district of the United States.
    const CITY: u16 = 8;
    /// A country, a region, a river or the like.
    const AREA: u16 = 32;

    /// What a word can be as a part of a person's name, a bit each: a woman's
    /// given name, a man's, a family name.
    pub const fn person(self) -> u8 {
        (self.0 & Self::PERSON) as u8
    }

    /// Whether a city, or a district of the United States, bears the name.
    pub const fn is_city(self) -> bool {
        self.0 & Self::CITY != 0
    }

    /// Whether a country, a region, a river or the like bears the name.
    pub const fn is_area(self) -> bool {
        self.0 & Self::AREA != 0
    }

    /// Whether a place bears the name.
    pub const fn is_place(self) -> bool {
        self.0 & (Self::CITY | Self::AREA) != 0
    }

    /// The kinds of other things that bear the name, a bit each: city, organization,
    /// other place, group, event, product, work, other.
    pub const fn things(self) -> u16 {
        self.0 >> 3
    }

    /// What the lists know of either of two names.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether anything but a person bears the name.
    pub const fn is_thing(self) -> bool {
        self.0 & !Self::PERSON != 0
    }
}

/// The embedded tables.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Lexicon {
    sets: &'static [u8],
    names: Table,
    clusters: Table,
    /// What words say of names.
    pub words: Words,
}

impl Lexicon {
    /// Finds the tables in the files.
    pub fn new() -> Self {
        Self::read(NAMES, CLUSTERS).unwrap_or_default()
    }

    fn read(names: &'static [u8], clusters: &'static [u8]) -> Option<Self> {
        let (count, rest) = names.strip_prefix(b"BYN1")?.split_first_chunk()?;
        let (sets, rest) = rest.split_at_checked(2 * usize::from(u16::from_le_bytes(*count)))?;
        let clusters = clusters.strip_prefix(b"BYC2")?;
        Some(Self {
            sets,
            names: Table::read(rest, 1)?,
            clusters: Table::read(clusters, 4)?,
            words: Words::new(),
        })
    }

    /// What the lists know of a name.
    pub fn known(&self, name: NameHash) -> Known {
        let set = self.names.value(name);
        let bytes = set.and_then(|set| self.sets.get(2 * usize::from(set)..)?.first_chunk());
        bytes.map_or(Known::default(), |bytes| Known(u16::from_le_bytes(*bytes)))
    }

    /// What the lists know of a name as it is written.
    pub fn written(&self, name: &str) -> Known {
        self.known(NameHash::of(&name.to_lowercase()))
    }

    /// The clusters of a word by its use on the web.
    pub fn web(&self, word: NameHash) -> Clusters {
        self.clusters(word)[0]
    }

    /// The clusters of a word by its use on the web and in the news.
    pub fn clusters(&self, word: NameHash) -> [Clusters; 2] {
        let at = self.clusters.find(word);
        let bytes = at.and_then(|at| self.clusters.values.get(4 * at..)?.first_chunk::<4>());
        let Some(&[a, b, c, d]) = bytes else { return [(0, 0); 2] };
        [(u16::from_le_bytes([a, b]), WEB), (u16::from_le_bytes([c, d]), NEWS)]
            .map(|(both, fine)| both.checked_sub(1).map_or((0, 0), |both| (both % fine + 1, both / fine + 1)))
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
        let known = |name| lexicon.known(NameHash::of(name));
        assert!(known("mombasa").is_place());
        assert_eq!(lexicon.known(NameHash::of("buenos").then(" ").then("aires")), known("buenos aires"));
        assert!(known("buenos aires").is_place());
        assert!(!known("daniel").is_place());
        assert_eq!(known("mary").person() & 1, 1);
        assert!(!known("who").is_thing() && known("^who").is_thing());
        assert_eq!(known("okonkwoson"), Known::default());
        assert_eq!(known("world health organization").things(), 2);
        let clusters = |word| lexicon.clusters(NameHash::of(word));
        assert_eq!(clusters("okonkwoson"), [(0, 0); 2]);
        let [monday, tuesday, minister] = ["monday", "tuesday", "minister"].map(clusters);
        assert_eq!(monday, tuesday);
        assert!(monday.iter().zip(minister).all(|(day, office)| day.0 > 0 && day.0 != office.0));
    }

    /// `scripts/lexicon.py` has made the table from the lists as they are now.
    #[test]
    fn the_lists_of_things_are_in_the_table() {
        let lexicon = Lexicon::new();
        let kinds = ["organization", "place", "group", "event", "product", "work", "other"];
        let (mut listed, mut missing) = (0, Vec::new());
        for file in ["organizations", "places", "groups", "things"] {
            let path = format!("{}/corpus/names/{file}.txt", env!("CARGO_MANIFEST_DIR"));
            let mut bit = 0;
            for line in std::fs::read_to_string(path).unwrap().lines() {
                if let Some(kind) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                    bit = 2 << kinds.iter().position(|&known| known == kind).unwrap();
                    continue;
                }
                let lower = line.to_lowercase().replace('’', "'");
                let capitals = !line.contains(char::is_lowercase) && line.contains(char::is_uppercase);
                let hash = if capitals { NameHash::of("^").then(&lower) } else { NameHash::of(&lower) };
                listed += 1;
                if lexicon.known(hash).things() & bit == 0 {
                    missing.push(line.to_owned());
                }
            }
        }
        // Left out are names of two small letters and of other scripts, and sets of kinds
        // that are too rare for the table.
        assert!(listed > 50_000, "{listed}");
        assert!(missing.len() * 500 < listed, "{} missing: {:?}", missing.len(), &missing[..9]);
    }

    #[test]
    fn a_damaged_file_is_no_lexicon() {
        assert!(Lexicon::read(NAMES, CLUSTERS).is_some());
        assert!(Lexicon::read(&NAMES[..NAMES.len() - 1], CLUSTERS).is_none());
        assert!(Lexicon::read(NAMES, &CLUSTERS[..CLUSTERS.len() - 1]).is_none());
        assert!(Lexicon::read(NAMES, b"BYC1").is_none());
        assert!(Lexicon::read(b"BYN1\xff\xff", CLUSTERS).is_none());
        assert!(Lexicon::read(b"BYN1\x01\x00\x01\x00\x40", CLUSTERS).is_none());
    }
}
