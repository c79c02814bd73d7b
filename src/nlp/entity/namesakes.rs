//! Who of several persons with one family name is meant: "Mr Titus", "Titus".
//!
//! What the text says decides, in this order: who was named before, he or she, the
//! title, "the younger", who of them was named last in the paragraph, and of whom the
//! article says most.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use super::names::Name;
use super::{Gender, gender, pronoun};
use crate::nlp::EntityKind;
use crate::nlp::document::Document;
use crate::nlp::lexicon::Lexicon;
use crate::nlp::token::TokenKind;

/// As many words behind a name are looked at for he and she.
const NEAR: usize = 16;

/// What the article says of its persons' names.
pub(super) struct Namesakes<'d, 'a> {
    doc: &'d Document<'a>,
    lexicon: &'d Lexicon,
    names: &'d [Name],
    /// The names of each group of equal names.
    members: Vec<Vec<usize>>,
    /// First tokens of persons' names.
    persons: HashSet<usize>,
}

impl<'d, 'a> Namesakes<'d, 'a> {
    /// Gathers the names of each group.
    pub(super) fn new(
        doc: &'d Document<'a>,
        lexicon: &'d Lexicon,
        names: &'d [Name],
        groups: usize,
        group_of: &[usize],
    ) -> Self {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); groups];
        for (name, &group) in group_of.iter().enumerate() {
            members[group].push(name);
        }
        let persons = names.iter().filter(|n| n.kind == EntityKind::Person).map(|n| n.tokens.start).collect();
        Self { doc, lexicon, names, members, persons }
    }

    /// Whether two groups tell different pronouns. "Ms Olatunji" is Bukola Olatunji of
    /// whom "she" is said, though men have that given name.
    pub(super) fn apart(&self, one: usize, other: usize) -> bool {
        let told = self.told(&[one]);
        differ(told, self.told(&[other])) && told != self.said(&[other])
    }

    /// The pronoun that stands behind the names of groups most often.
    fn said(&self, groups: &[usize]) -> Gender {
        let (mut he, mut she) = (0, 0);
        for (name, _) in self.of(groups) {
            match self.behind(name) {
                Gender::He => he += 1,
                Gender::She => she += 1,
                Gender::Unknown => {}
            }
        }
        match he.cmp(&she) {
            Ordering::Greater => Gender::He,
            Ordering::Less => Gender::She,
            Ordering::Equal => Gender::Unknown,
        }
    }

    /// The pronoun that the names of groups tell by title or given name.
    fn told(&self, groups: &[usize]) -> Gender {
        let genders = self.of(groups).map(|(name, _)| gender(self.doc, &self.names[name]));
        genders.into_iter().find(|g| *g != Gender::Unknown).unwrap_or_default()
    }

    /// The names of groups, with the group's place among them.
    fn of<'g>(&'g self, groups: &'g [usize]) -> impl Iterator<Item = (usize, usize)> + 'g {
        let members = |group: &usize| self.members.get(*group).into_iter().flatten();
        groups.iter().enumerate().flat_map(move |(nth, group)| members(group).map(move |&name| (name, nth)))
    }

    /// The pronoun of a person, and whether it is sure: by title, given name or
    /// relation, else by a long list of names and by what stands behind the names.
    fn pronoun_of(&self, groups: &[usize]) -> (Gender, bool) {
        let told = self.told(groups);
        if told != Gender::Unknown {
            return (told, true);
        }
        if let Some(told) = self.of(groups).find_map(|(name, _)| relation(self.doc, &self.names[name])) {
            return (told, true);
        }
        let listed = self.of(groups).find_map(|(name, _)| {
            let tokens = &self.names[name].tokens;
            match self.lexicon.written(self.doc.word(tokens.start)).person() & 3 {
                1 if tokens.len() > 1 => Some(Gender::She),
                2 if tokens.len() > 1 => Some(Gender::He),
                _ => None,
            }
        });
        let weak = listed.unwrap_or_else(|| self.said(groups));
        (weak, false)
    }

    /// The pronoun that a name takes in its sentence or at the start of the next:
    /// "Titus took off his hat", "Titus laughed. She".
    fn behind(&self, name: usize) -> Gender {
        let doc = self.doc;
        let tokens = &self.names[name].tokens;
        let nth = doc.sentence_of(tokens.start);
        let Some(sentence) = doc.sentences.get(nth) else { return Gender::Unknown };
        // "him" and "her" may be the other ("Titus told her"), and so is "his" in
        // "Fawzia Azzouzi, his sister".
        let subject = |at: usize| match doc.word(at) {
            "him" | "Him" | "her" | "hers" => None,
            "his" if at == tokens.end + 1 || kin(doc.word(at + 1)).is_some() => None,
            word => pronoun(word),
        };
        for at in tokens.end..sentence.tokens.end.min(tokens.end + NEAR) {
            if self.persons.contains(&at) {
                return Gender::Unknown;
            }
            if let Some(told) = subject(at) {
                return told;
            }
            // "Sodipo offered her a bag. She refused it."
            if matches!(doc.word(at), "him" | "her") {
                return Gender::Unknown;
            }
        }
        let next = doc.sentences.get(nth + 1).filter(|next| next.paragraph == sentence.paragraph);
        let close = sentence.tokens.end <= tokens.end + NEAR;
        next.filter(|_| close).and_then(|next| subject(next.tokens.start)).unwrap_or_default()
    }

    /// The words of the title before a name: "Mayor", "Retired Major".
    fn titles(&self, name: usize) -> impl Iterator<Item = &'a str> + '_ {
        let title = self.names[name].title.clone().unwrap_or_default();
        title.filter(|&at| self.doc.is_word(at)).map(|at| self.doc.word(at))
    }

    /// Says for each name of a group whom of several persons it means: pairs of a
    /// name and the person's place in `bearers`. A person is given by all her groups.
    pub(super) fn choose(&self, group: usize, bearers: &[Vec<usize>]) -> Vec<(usize, usize)> {
        let mut known = Known::default();
        let mut places: Vec<(usize, Option<usize>)> = Vec::new();
        for (nth, groups) in bearers.iter().enumerate() {
            known.genders.push(self.pronoun_of(groups));
            known.said.push(0);
            for (name, _) in self.of(groups) {
                places.push((name, Some(nth)));
                for title in self.titles(name) {
                    known.titles.entry(title).or_default().push(nth);
                }
            }
        }
        places.extend(self.of(&[group]).map(|(name, _)| (name, None)));
        places.sort_unstable();
        // A headline has the family name of whom the article introduces first.
        let first = places.iter().find_map(|(_, bearer)| *bearer).unwrap_or(0);
        let mut out = Vec::new();
        for (name, bearer) in places {
            let sentence = self.doc.sentence_of(self.names[name].tokens.start);
            let paragraph = self.doc.sentences.get(sentence).map_or(0, |s| s.paragraph);
            let chosen = bearer.unwrap_or_else(|| {
                let chosen = self.bearer(name, (sentence, paragraph), &known).unwrap_or(first);
                let addressed = gender(self.doc, &self.names[name]);
                if addressed != Gender::Unknown {
                    known.genders[chosen] = (addressed, true);
                }
                out.push((name, chosen));
                chosen
            });
            // "the bill of Tobiloba Sodipo" is about the bill.
            let aside = matches!(
                self.doc.near(self.names[name].tokens.start, -1),
                "of" | "for" | "with" | "from" | "to" | "by"
            );
            known.said[chosen] += if aside { 1 } else { 2 };
            if !known.introduced.contains(&chosen) {
                known.introduced.push(chosen);
            }
            known.last.retain(|(nth, _, _)| *nth != chosen);
            known.last.push((chosen, sentence, paragraph));
        }
        out
    }

    /// The person whom a family name means at its place.
    fn bearer(&self, name: usize, place: (usize, usize), known: &Known) -> Option<usize> {
        let doc = self.doc;
        let addressed = gender(doc, &self.names[name]);
        let asked = if addressed == Gender::Unknown { self.behind(name) } else { addressed };
        let fits = |nth: &usize| !differ(asked, known.genders[*nth].0);
        let may = |nth: &usize| !differ(asked, known.genders[*nth].0) || !known.genders[*nth].1;
        let keep = |left: Vec<usize>, which: &dyn Fn(&usize) -> bool| -> Vec<usize> {
            let fitting: Vec<usize> = left.iter().copied().filter(|nth| which(nth)).collect();
            if fitting.is_empty() { left } else { fitting }
        };
        let mut left = known.introduced.clone();
        if !left.iter().any(fits) && addressed != Gender::Unknown {
            left = (0..known.genders.len()).collect();
        }
        left = keep(keep(left, &may), &fits);
        left = keep(left, &|nth| addressed != Gender::Unknown && known.genders[*nth].0 == addressed);
        for title in self.titles(name) {
            left = keep(left, &|nth| known.titles.get(title).is_some_and(|of| of.contains(nth)));
        }
        let tokens = &self.names[name].tokens;
        if doc.words.get(tokens.end).is_some_and(|w| w.kind == TokenKind::Possessive)
            && kin(doc.word(tokens.end + 1)).is_some()
        {
            // "Jagdish Amin, Ms Amin's father": another than who was just named.
            left = keep(left, &|nth| {
                known.last.last().is_none_or(|(last, at, _)| last != nth || *at != place.0)
            });
        }
        if left.len() == 2 && known.introduced.len() == 2 {
            // Relatives are introduced by the older one, most often.
            let older = match doc.near(tokens.start, -1) {
                "older" | "elder" | "senior" => Some(0),
                "younger" | "junior" => Some(1),
                _ => None,
            };
            if let Some(nth) = older {
                return known.introduced.get(nth).copied();
            }
        }
        let near = known.last.iter().rev().find(|(nth, _, at)| *at == place.1 && left.contains(nth));
        near.map(|(nth, _, _)| *nth).or_else(|| {
            // The first of those of whom most was said.
            let most = left.iter().map(|nth| known.said[*nth]).max()?;
            left.iter().copied().find(|nth| known.said[*nth] == most)
        })
    }
}

/// What is known of several persons at a place of the article.
#[derive(Debug, Default)]
struct Known<'a> {
    /// The pronoun of each and whether it is sure.
    genders: Vec<(Gender, bool)>,
    /// How much was said of each so far.
    said: Vec<usize>,
    /// Those named so far, in this order.
    introduced: Vec<usize>,
    /// Those named so far with the sentence and the paragraph, the last at the end.
    last: Vec<(usize, usize, usize)>,
    /// Who has a title of these words.
    titles: HashMap<&'a str, Vec<usize>>,
}

/// The pronoun that a relation at a name tells: "his aunt, Ilus Borsodi", "Ilus
/// Borsodi, the aunt of both".
pub(super) fn relation(doc: &Document, name: &Name) -> Option<Gender> {
    let tokens = &name.tokens;
    let before = (1..=2).find_map(|by| kin(doc.near(tokens.start, -by)));
    before.or_else(|| {
        let behind = tokens.end + 1..tokens.end + 5;
        let open = |at: &usize| !matches!(doc.word(*at), "," | "." | "whose" | "of" | "and");
        let apposed = doc.word(tokens.end) == ",";
        behind.filter(|_| apposed).take_while(open).find_map(|at| kin(doc.word(at)))
    })
}

/// The pronoun of a relative.
fn kin(word: &str) -> Option<Gender> {
    match word {
        "father" | "son" | "brother" | "husband" | "uncle" | "grandfather" | "grandson" | "nephew"
        | "widower" | "stepfather" | "stepson" | "godfather" | "patriarch" => Some(Gender::He),
        "mother" | "daughter" | "sister" | "wife" | "aunt" | "grandmother" | "granddaughter" | "niece"
        | "widow" | "stepmother" | "stepdaughter" | "godmother" | "matriarch" => Some(Gender::She),
        _ => None,
    }
}

/// Whether two pronouns are known and not the same.
fn differ(one: Gender, other: Gender) -> bool {
    one != Gender::Unknown && other != Gender::Unknown && one != other
}
