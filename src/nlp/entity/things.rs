//! "It", "the minister", "the company": what they mean.
//!
//! A description goes to the thing whose role or name has its noun: a person who
//! holds that office, an organization or a place with a word in its name that the
//! noun may stand for (`data/descriptions.txt`); "it" and "its" go to the
//! organization, place or other thing that the sentence before was about. Of several
//! that fit, what was mentioned last, most often and at the head of its sentence
//! is meant. Where nothing fits well they go to nobody. The numbers were found by
//! random search on the corpus for few wrong ones: three of four are right.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::Entities;
use crate::nlp::document::Document;
use crate::nlp::gazetteer::{Classes, lines};
use crate::nlp::token::TokenKind;
use crate::nlp::{EntityKind, MentionKind};

/// Things that are kept in mind.
const MEMORY: usize = 48;

/// Most words between the article and the noun: "the state-owned bank".
const MODIFIERS: usize = 2;

/// The names that one noun fits.
#[derive(Debug)]
struct Fits {
    /// What it is a noun for.
    kind: EntityKind,
    /// Last words of names, or words before "of".
    heads: HashSet<&'static str>,
    /// Whether it also fits names that tell nothing else.
    any: bool,
}

/// Which names each noun fits, and every word that tells what a name is.
#[derive(Debug, Default)]
struct Table {
    nouns: HashMap<&'static str, Vec<Fits>>,
    heads: HashSet<&'static str>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for line in lines(include_str!("../data/descriptions.txt")) {
        let Some((kind, (nouns, names))) = line
            .split_once(':')
            .and_then(|(kind, rest)| Some((EntityKind::from_name(kind)?, rest.split_once('|')?)))
        else {
            continue;
        };
        let heads: HashSet<&str> = names.split_whitespace().filter(|head| *head != "*").collect();
        table.heads.extend(heads.iter());
        for noun in nouns.split_whitespace() {
            let fits = Fits { kind, heads: heads.clone(), any: names.contains('*') };
            table.nouns.entry(noun).or_default().push(fits);
        }
    }
    table
});

/// How well a noun fits a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It may be such a thing.
    May,
    /// Its name or role says that it is.
    Is,
}

impl Fit {
    /// Sentences after which the thing is out of mind.
    const fn reach(self) -> usize {
        match self {
            Self::May => 5,
            Self::Is => 14,
        }
    }
}

/// A thing in mind.
#[derive(Debug, Clone, Copy)]
struct Recent {
    entity: usize,
    sentence: usize,
    paragraph: usize,
    /// Mentions so far.
    count: usize,
    /// Whether the last mention was the first of its sentence.
    first: bool,
    /// Whether the last mention was a pronoun.
    pronoun: bool,
}

/// Finds the descriptions of a document and its "it" and "its", and adds them to
/// the entities that they mean. What stands inside a name or a role is left alone.
pub(super) fn find(doc: &Document, entities: &mut Entities) {
    let about = About::new(doc, entities);
    let mut recent: Vec<Recent> = Vec::new();
    let mut found: Vec<(usize, Range<usize>, MentionKind)> = Vec::new();
    for (index, sentence) in doc.sentences.iter().enumerate() {
        let mut first = true;
        for at in sentence.tokens.clone() {
            let mut here = Recent {
                entity: 0,
                sentence: index,
                paragraph: sentence.paragraph,
                count: 1,
                first,
                pronoun: false,
            };
            if let Some(entity) = entities.at(at) {
                if at == 0 || entities.at(at - 1) != Some(entity) {
                    note(&mut recent, Recent { entity, ..here });
                    first = false;
                }
                continue;
            }
            let (meant, tokens, kind) = if let Some(owner) = pronoun(doc, at) {
                here.pronoun = true;
                (it(&recent, &here, owner, entities), at..at + 1, MentionKind::Pronoun)
            } else if let Some(noun) = about.noun(doc, entities, at, sentence.tokens.end) {
                let word = doc.word(noun).to_lowercase();
                (described(&recent, &here, &word, &about, entities), at..noun + 1, MentionKind::Nominal)
            } else {
                continue;
            };
            if let Some(entity) = meant {
                note(&mut recent, Recent { entity, ..here });
                first = false;
                found.push((entity, tokens, kind));
            }
        }
    }
    for (entity, tokens, kind) in found {
        if kind == MentionKind::Nominal {
            entities.describe(tokens.end - 1, entity);
        }
        entities.mention(entity, doc.span(tokens), kind);
    }
}

/// The thing in mind with the highest score above `least`.
fn best(
    recent: &[Recent],
    least: f32,
    mut score: impl FnMut(usize, &Recent) -> Option<f32>,
) -> Option<usize> {
    recent
        .iter()
        .enumerate()
        .filter_map(|(rank, thing)| Some((score(rank, thing)?, thing.entity)))
        .filter(|(score, _)| *score > least)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, entity)| entity)
}

/// The thing that a description with this noun means.
fn described(
    recent: &[Recent],
    here: &Recent,
    noun: &str,
    about: &About,
    entities: &Entities,
) -> Option<usize> {
    best(recent, 2.0, |_, thing| {
        let fit = about.fit(noun, thing.entity, entities)?;
        let distance = here.sentence - thing.sentence;
        let score = if fit == Fit::Is { 5.0 } else { 0.0 } - 0.5 * distance as f32
            + 0.3 * thing.count.min(6) as f32
            + if thing.first { 1.4 } else { 0.0 };
        (distance <= fit.reach()).then_some(score)
    })
}

/// The thing that "it" means, or where `owner`, "its".
fn it(recent: &[Recent], here: &Recent, owner: bool, entities: &Entities) -> Option<usize> {
    use EntityKind::{Event, Organization, Other, Place, Product, Work};
    best(recent, 1.8, |rank, thing| {
        let kind = match entities.kind(thing.entity)? {
            Organization => 0.0,
            Place => -2.5,
            Product | Work | Event | Other => -0.9,
            _ => return None,
        };
        let distance = here.sentence - thing.sentence;
        let weigh = |holds: bool, weight: f32| if holds { weight } else { 0.0 };
        let score = kind - 1.6 * distance as f32 - rank as f32
            + weigh(thing.first, 1.2)
            + weigh(thing.pronoun, 2.6)
            + weigh(owner, 3.3)
            + weigh(distance == 0, -0.5)
            + weigh(thing.paragraph != here.paragraph, -0.6);
        (distance <= 3).then_some(score)
    })
}

/// Puts a thing to the front of memory.
fn note(recent: &mut Vec<Recent>, mut new: Recent) {
    if let Some(old) = recent.iter().position(|r| r.entity == new.entity) {
        let old = recent.remove(old);
        new.count += old.count;
        // A second mention in one sentence does not make it less of a subject.
        new.first |= old.first && old.sentence == new.sentence;
    }
    recent.insert(0, new);
    recent.truncate(MEMORY);
}

/// Whether a token is "its" (true) or "it"; not where that stands for no thing:
/// "it is clear that", "it took years to".
fn pronoun(doc: &Document, at: usize) -> Option<bool> {
    match doc.word(at) {
        "its" | "Its" | "itself" => Some(true),
        "it" | "It" => {
            let auxiliary = |at: &usize| AUXILIARIES.contains(&doc.word(*at));
            let next = (at + 1..at + 6).find(|at| !auxiliary(at))?;
            let clause = (next..next + 4)
                .any(|at| matches!(doc.word(at), "that" | "to" | "if" | "whether" | "who" | "when"));
            let weather = matches!(doc.word(next), "rained" | "snowed" | "takes" | "took");
            (!(next > at + 1 && clause || weather)).then_some(false)
        }
        _ => None,
    }
}

/// What may stand between "it" and the clause that it only announces.
const AUXILIARIES: [&str; 20] = [
    "is", "was", "'s", "’s", "will", "would", "be", "has", "had", "been", "not", "seems", "seemed",
    "appears", "appeared", "may", "might", "could", "became", "becomes",
];

/// What the article says about its entities.
struct About {
    /// The words of each person's role, in lower case.
    roles: HashMap<usize, HashSet<String>>,
    /// All of them.
    offices: HashSet<String>,
    /// Tokens inside roles.
    in_role: Vec<bool>,
    /// The age given behind a person's name.
    ages: HashMap<usize, String>,
    /// All of them.
    all_ages: HashSet<String>,
    /// Entities that are countries.
    countries: HashSet<usize>,
}

impl About {
    fn new(doc: &Document, entities: &Entities) -> Self {
        let mut about = Self {
            roles: HashMap::new(),
            offices: HashSet::new(),
            in_role: vec![false; doc.words.len()],
            ages: HashMap::new(),
            all_ages: HashSet::new(),
            countries: HashSet::new(),
        };
        for (id, entity) in entities.list.iter().enumerate() {
            let Some(role) = entity.role else { continue };
            let tokens = doc.tokens_in(role.span);
            about.in_role[tokens.clone()].fill(true);
            // Of "Secretary of Defence" the office is the word before "of".
            let noun = tokens.clone().find(|&at| matches!(doc.word(at), "of" | "for" | "at" | "and" | ","));
            let office = noun.unwrap_or(tokens.end).saturating_sub(1);
            let words = about.roles.entry(id).or_default();
            for at in [office, tokens.end - 1] {
                let word = doc.word(at).to_lowercase();
                if doc.classes(at).any(Classes::TITLE.with(Classes::PERSON_NOUN)) {
                    about.offices.insert(word.clone());
                    words.insert(word);
                }
            }
        }
        for at in 0..doc.words.len() {
            let Some(entity) = entities.at(at) else { continue };
            if doc.classes(at).any(Classes::COUNTRY) && entities.kind(entity) == Some(EntityKind::Place) {
                about.countries.insert(entity);
            }
            let age = doc.word(at + 2);
            if doc.word(at + 1) == "," && age.len() == 2 && age.bytes().all(|b| b.is_ascii_digit()) {
                about.ages.entry(entity).or_insert_with(|| age.to_owned());
                about.all_ages.insert(age.to_owned());
            }
        }
        about
    }

    /// The noun of the description that starts at a token, if one does.
    fn noun(&self, doc: &Document, entities: &Entities, at: usize, end: usize) -> Option<usize> {
        if !matches!(doc.word(at), "the" | "The") || self.in_role[at] {
            return None;
        }
        let last = (at + 2 + MODIFIERS).min(end);
        let free = |at: &usize| {
            (doc.is_word(*at) || doc.word(*at).ends_with("-year-old"))
                && entities.at(*at).is_none()
                && !doc.classes(*at).any(Classes::FUNCTION)
        };
        let words = (at + 1..last).take_while(free);
        let noun = words.filter(|&at| self.is_noun(&doc.word(at).to_lowercase())).last()?;
        let other = (at + 1..noun).any(|at| OTHERS.contains(&doc.word(at)));
        let next = doc.word(noun + 1);
        // "Ines Okafor, the engineer," and "the owner, Ines Okafor": what she is.
        let beside = at >= 2 && doc.word(at - 1) == "," && entities.at(at - 2).is_some()
            || next == "," && entities.at(noun + 2).is_some();
        let open = matches!(next, "of" | "that" | "which" | "who" | "whose" | "-")
            || doc.is_capital(noun + 1) && noun + 1 < end
            || doc.words.get(noun + 1).is_some_and(|w| w.kind == TokenKind::Number);
        (!other && !open && !beside).then_some(noun)
    }

    fn is_noun(&self, word: &str) -> bool {
        TABLE.nouns.contains_key(word)
            || self.offices.contains(word)
            || COUNTRY.contains(&word)
            || word.strip_suffix("-year-old").is_some_and(|age| self.all_ages.contains(age))
    }

    /// How well a noun fits an entity.
    fn fit(&self, noun: &str, id: usize, entities: &Entities) -> Option<Fit> {
        let entity = entities.list.get(id)?;
        if entity.kind == EntityKind::Person {
            let office = self.roles.get(&id).is_some_and(|words| words.contains(noun));
            let age = noun.strip_suffix("-year-old");
            let aged = age.is_some() && self.ages.get(&id).map(String::as_str) == age;
            return (office || aged).then_some(Fit::Is);
        }
        let country = self.countries.contains(&id);
        if country || COUNTRY.contains(&noun) {
            return (country && COUNTRY.contains(&noun)).then_some(Fit::Is);
        }
        let words = || entity.name.split(' ');
        let before_of = words()
            .zip(words().skip(1))
            .find(|(_, next)| matches!(*next, "of" | "for"))
            .map(|(word, _)| word);
        let heads = [words().next_back(), before_of];
        let known = |set: &HashSet<&str>| heads.iter().flatten().any(|head| set.contains(head));
        TABLE
            .nouns
            .get(noun)?
            .iter()
            .filter(|fits| fits.kind == entity.kind)
            .filter_map(|fits| {
                if known(&fits.heads) {
                    Some(Fit::Is)
                } else {
                    (fits.any && !known(&TABLE.heads)).then_some(Fit::May)
                }
            })
            .max()
    }
}

/// Words with which a description means another thing than the one in mind.
const OTHERS: [&str; 13] = [
    "other", "new", "rival", "parent", "next", "same", "former", "first", "second", "own", "whole", "local",
    "only",
];

/// Nouns for a country.
const COUNTRY: [&str; 4] = ["country", "kingdom", "republic", "emirate"];
