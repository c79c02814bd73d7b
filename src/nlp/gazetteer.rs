//! What the engine knows about words: embedded lists of names and word classes.
//!
//! The lists under `data/` were written for this program from general
//! knowledge. A look-up never decides alone what a name is; it is evidence.

use std::collections::{HashMap, HashSet};

use super::quote::{CueVerbs, Meanings};
use super::token::{is_apostrophe, tokenize};
use crate::text::Span;

/// A set of word classes, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Classes(u32);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal,)*) => {
        impl Classes { $($(#[$doc])* pub const $name: Classes = Classes(1 << $bit);)* }
    };
}

classes! {
    /// A given name that men usually bear.
    MALE = 0,
    /// A given name that women usually bear.
    FEMALE = 1,
    /// A family name.
    SURNAME = 2,
    /// The full name of a place.
    PLACE = 3,
    /// The full name of an organization.
    ORGANIZATION = 4,
    /// A nationality, religion, party's members.
    GROUP = 5,
    /// Ends an organization's name ("Ministry"), or starts it before "of".
    ORG_HEAD = 6,
    /// The legal form of a company.
    SUFFIX = 7,
    /// Ends a place's name ("River").
    PLACE_HEAD = 8,
    /// Starts a place's name ("Mount").
    PLACE_FIRST = 9,
    /// Ends an event's name.
    EVENT = 10,
    /// Ends the name of a law, treaty, prize, programme.
    WORK = 11,
    /// A product.
    PRODUCT = 12,
    /// A title before a person's name.
    TITLE = 13,
    /// A part of a longer title.
    TITLE_PART = 14,
    /// A form of address ("Mr").
    HONORIFIC = 15,
    /// A title that only men bear.
    MR = 16,
    /// A title that only women bear.
    MS = 17,
    /// Capitals that are no organization.
    NO_ORG = 18,
    /// A function word.
    FUNCTION = 19,
    /// A frequent common word.
    COMMON = 20,
    /// A noun for a person who may speak.
    PERSON_NOUN = 21,
    /// A noun for a body that may speak.
    BODY_NOUN = 22,
    /// A noun for a document that may say something.
    DOCUMENT_NOUN = 23,
    /// A country.
    COUNTRY = 24,
}

impl Classes {
    /// No class.
    pub const NONE: Classes = Classes(0);
    /// A given name of either kind.
    pub const GIVEN: Classes = Classes(Self::MALE.0 | Self::FEMALE.0);
    /// A full name of some kind.
    pub const NAME: Classes = Classes(Self::PLACE.0 | Self::ORGANIZATION.0 | Self::GROUP.0);
    /// A noun that may be the subject of a reporting verb.
    pub const SPEAKER_NOUN: Classes =
        Classes(Self::PERSON_NOUN.0 | Self::BODY_NOUN.0 | Self::DOCUMENT_NOUN.0);

    /// Whether the word belongs to any of these classes.
    pub const fn any(self, of: Classes) -> bool {
        self.0 & of.0 != 0
    }

    /// The classes as bits, for the tagger.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// The classes of both.
    pub const fn with(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

/// A name of several tokens.
#[derive(Debug)]
struct Phrase {
    rest: Vec<&'static str>,
    classes: Classes,
}

/// The embedded lists, indexed.
#[derive(Debug, Default)]
pub(crate) struct Gazetteer {
    /// Classes of words as they are written in names.
    capital: HashMap<&'static str, Classes>,
    /// Classes of lower-case words.
    lower: HashMap<&'static str, Classes>,
    /// The capitals of countries.
    capitals: HashSet<&'static str>,
    /// Names of several tokens by their first one, longest first.
    phrases: HashMap<&'static str, Vec<Phrase>>,
    /// The country behind each of its names and demonyms is not kept: places
    /// are merged by name only.
    cues: CueVerbs,
    meanings: Meanings,
}

impl Gazetteer {
    /// Indexes the embedded lists.
    pub fn new() -> Self {
        let mut lists = Self {
            cues: CueVerbs::new(include_str!("data/cues.txt")),
            meanings: Meanings::new(include_str!("data/verbs.txt")),
            ..Self::default()
        };
        for line in lines(include_str!("data/countries.txt")) {
            let mut fields = line.split('|');
            let place = Classes::PLACE.with(Classes::COUNTRY);
            lists.names(fields.next().unwrap_or(""), place);
            lists.names(fields.next().unwrap_or(""), place);
            lists.names(fields.next().unwrap_or(""), Classes::GROUP);
        }
        let capitals = lines(include_str!("data/cities.txt")).next().unwrap_or("");
        lists.capitals.extend(capitals.split(',').map(str::trim));
        for line in lines(include_str!("data/cities.txt")).chain(lines(include_str!("data/regions.txt"))) {
            lists.names(line, Classes::PLACE);
        }
        for line in lines(include_str!("data/organizations.txt")) {
            lists.names(line, Classes::ORGANIZATION);
        }
        for (class, word) in classed(include_str!("data/first_names.txt")) {
            let classes = match class {
                "m" => Classes::MALE,
                "f" => Classes::FEMALE,
                _ => Classes::GIVEN,
            };
            add(&mut lists.capital, word, classes);
        }
        for line in lines(include_str!("data/surnames.txt")) {
            for word in line.split_whitespace() {
                add(&mut lists.capital, word, Classes::SURNAME);
            }
        }
        for (class, word) in classed(include_str!("data/words.txt")) {
            let classes = match class {
                "org" => Classes::ORG_HEAD,
                "suffix" => Classes::SUFFIX,
                "place" => Classes::PLACE_HEAD,
                "place-first" => Classes::PLACE_FIRST,
                "event" => Classes::EVENT,
                "work" => Classes::WORK,
                "product" => Classes::PRODUCT,
                "title" => Classes::TITLE,
                "title-part" => Classes::TITLE_PART,
                "mr" => Classes::MR,
                "ms" => Classes::MS,
                "honorific" => Classes::HONORIFIC,
                "no-org" => Classes::NO_ORG,
                _ => Classes::GROUP,
            };
            add(&mut lists.capital, word, classes);
        }
        for (class, word) in classed(include_str!("data/common.txt")) {
            let classes = if class == "function" { Classes::FUNCTION } else { Classes::COMMON };
            add(&mut lists.lower, word, classes);
        }
        for (class, word) in classed(include_str!("data/people.txt")) {
            let classes = match class {
                "person" => Classes::PERSON_NOUN,
                "body" => Classes::BODY_NOUN,
                _ => Classes::DOCUMENT_NOUN,
            };
            add(&mut lists.lower, word, classes);
        }
        for phrases in lists.phrases.values_mut() {
            phrases.sort_by_key(|p| std::cmp::Reverse(p.rest.len()));
        }
        lists
    }

    /// The verbs that report.
    pub fn cues(&self) -> &CueVerbs {
        &self.cues
    }

    /// Words of saying, thinking and wanting.
    pub fn meanings(&self) -> &Meanings {
        &self.meanings
    }

    /// Classes of a word as written. A capitalised word also has the classes
    /// of its lower-case form.
    pub fn classes(&self, word: &str) -> Classes {
        let first = word.chars().next();
        if !first.is_some_and(char::is_uppercase) {
            let lower = self.lower.get(word).copied().unwrap_or_default();
            // Names that start with a lower-case letter: "al-Shabaab".
            return if word.len() > 3 && word.contains(char::is_uppercase) {
                lower.with(self.capital.get(word).copied().unwrap_or_default())
            } else {
                lower
            };
        }
        let exact = self.capital.get(word).copied().unwrap_or_default();
        // "US" is not "us" in capitals, nor "IT" "it".
        if exact != Classes::default() && word.chars().nth(1).is_some_and(char::is_uppercase) {
            return exact;
        }
        let lower = self.lower.get(word.to_ascii_lowercase().as_str()).copied().unwrap_or_default();
        exact.with(lower)
    }

    /// Whether a name is that of a country's capital.
    pub fn is_capital(&self, name: &str) -> bool {
        self.capitals.contains(name)
    }

    /// The longest listed name of two or more tokens that starts with `first`
    /// and goes on as `next(0)`, `next(1)` ... say: its length and classes.
    pub fn phrase<'t>(
        &self,
        first: &str,
        next: impl Fn(usize) -> Option<&'t str>,
    ) -> Option<(usize, Classes)> {
        let phrases = self.phrases.get(first)?;
        let fits = |p: &&Phrase| {
            p.rest.iter().enumerate().all(|(i, word)| next(i).is_some_and(|w| same_word(w, word)))
        };
        phrases.iter().find(fits).map(|p| (p.rest.len() + 1, p.classes))
    }

    /// Adds comma separated names.
    fn names(&mut self, list: &'static str, classes: Classes) {
        for name in list.split(',').map(str::trim).filter(|n| !n.is_empty()) {
            let mut tokens = Vec::new();
            tokenize(name, Span::new(0, name.len()), &mut tokens);
            let mut words = tokens.iter().map(|t| t.span.of(name));
            let Some(first) = words.next() else { continue };
            let rest: Vec<&'static str> = words.collect();
            if rest.is_empty() {
                add(&mut self.capital, first, classes);
                continue;
            }
            let phrases = self.phrases.entry(first).or_default();
            match phrases.iter_mut().find(|p| p.rest == rest) {
                Some(known) => known.classes = known.classes.with(classes),
                None => phrases.push(Phrase { rest, classes }),
            }
        }
    }
}

/// Whether two words are the same but for the hand of their apostrophes.
fn same_word(a: &str, b: &str) -> bool {
    a == b
        || (a.contains(is_apostrophe)
            && a.chars().map(|c| if is_apostrophe(c) { '\'' } else { c }).eq(b.chars()))
}

fn add(map: &mut HashMap<&'static str, Classes>, word: &'static str, classes: Classes) {
    let known = map.entry(word).or_default();
    *known = known.with(classes);
}

/// The lines of a list without comments and blanks.
pub(crate) fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// The words of a list whose lines read "class: word word ...".
pub(crate) fn classed(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(list)
        .filter_map(|line| line.split_once(':'))
        .flat_map(|(class, words)| words.split_whitespace().map(move |word| (class.trim(), word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_phrases() {
        let lists = Gazetteer::new();
        assert!(lists.classes("Iran").any(Classes::COUNTRY));
        assert!(lists.classes("Iranians").any(Classes::GROUP));
        assert!(lists.classes("Ingrid").any(Classes::FEMALE));
        assert!(lists.classes("The").any(Classes::FUNCTION));
        assert!(!lists.classes("us").any(Classes::COUNTRY));
        let next = ["York", "Times", "said"];
        let found = lists.phrase("New", |i| next.get(i).copied());
        assert!(found.is_some_and(|(n, c)| n == 3 && c.any(Classes::ORGANIZATION)));
    }
}
