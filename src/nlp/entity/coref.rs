//! He and she: the last fitting person.
//!
//! A pronoun goes to the person of the last few sentences who fits it best:
//! the one named last, as the first of her sentence, most often, and whose
//! title or given name takes that pronoun. Where two fit equally well, it goes
//! to nobody.

use super::{Entities, Gender};
use crate::nlp::document::Document;
use crate::nlp::token::TokenKind;
use crate::nlp::{EntityKind, MentionKind};

/// Persons that are kept in mind.
const MEMORY: usize = 8;
/// Sentences after which a person is out of mind.
const REACH: usize = 5;

/// What speaks for and against a person. The numbers were found by random
/// search for those that resolve most of the marked pronouns of the corpus.
mod weight {
    /// For each sentence between.
    pub const SENTENCE: f32 = -2.1;
    /// For each paragraph between, on top.
    pub const PARAGRAPH: f32 = -1.9;
    /// Title, given name or an earlier pronoun fits.
    pub const GENDER: f32 = 1.7;
    /// First person of her sentence.
    pub const SUBJECT: f32 = 1.0;
    /// For each person who was mentioned later.
    pub const RANK: f32 = -0.4;
    /// Mentioned only inside another quotation.
    pub const FOREIGN: f32 = -3.4;
    /// For each mention so far, up to six.
    pub const COUNT: f32 = 0.2;
    /// Mentioned in this very sentence.
    pub const SAME_SENTENCE: f32 = -0.5;
    /// Mentioned last by a pronoun.
    pub const PRONOUN: f32 = -0.3;
    /// Mentioned last as an owner ("Bell's").
    pub const OWNER: f32 = -1.5;
}

/// A person in mind.
#[derive(Debug, Clone, Copy)]
struct Recent {
    entity: usize,
    sentence: usize,
    paragraph: usize,
    /// Whether the last mention was the first of a person in its sentence.
    subject: bool,
    /// Mentions so far.
    count: usize,
    /// The quotation that holds the last mention.
    region: Option<usize>,
    /// Whether the last mention was a pronoun.
    pronoun: bool,
    /// Whether the last mention owned something: "Bell's".
    owner: bool,
}

/// The entity of each resolved pronoun, by token.
#[derive(Debug, Default)]
pub(crate) struct Pronouns {
    entity: Vec<Option<usize>>,
}

impl Pronouns {
    /// The person behind a pronoun.
    pub fn at(&self, token: usize) -> Option<usize> {
        self.entity.get(token).copied().flatten()
    }
}

/// The pronoun class of a word.
pub(crate) fn pronoun(word: &str) -> Option<Gender> {
    match word {
        "he" | "him" | "his" | "himself" | "He" | "Him" | "His" | "Himself" | "HE" | "he's" | "He's"
        | "he’s" | "He’s" => Some(Gender::He),
        "she" | "her" | "hers" | "herself" | "She" | "Her" | "Hers" | "SHE" | "HER" => Some(Gender::She),
        _ => None,
    }
}

/// Resolves the pronouns of the story itself, or with `speaker`, which knows
/// who speaks each quotation, also those inside quotations. `region` tells the
/// quotation that holds a token. Resolved before: `known`.
pub(crate) fn resolve(
    doc: &Document,
    entities: &mut Entities,
    region: &dyn Fn(usize) -> Option<usize>,
    speaker: Option<&dyn Fn(usize) -> Option<usize>>,
    known: Pronouns,
) -> Pronouns {
    let mut found = known;
    found.entity.resize(doc.words.len(), None);
    let mut recent: Vec<Recent> = Vec::new();
    for (index, sentence) in doc.sentences.iter().enumerate() {
        let mut first = true;
        for at in sentence.tokens.clone() {
            if doc.words[at].kind != TokenKind::Word {
                continue;
            }
            let inside = region(at);
            let mentioned = |entity, pronoun, owner| Recent {
                entity,
                sentence: index,
                paragraph: sentence.paragraph,
                subject: first,
                count: 1,
                region: inside,
                pronoun,
                owner,
            };
            let named = entities.at(at).or_else(|| entities.described(at));
            if let Some(entity) = named.filter(|&e| entities.kind(e) == Some(EntityKind::Person)) {
                if at > 0 && entities.at(at - 1) == Some(entity) {
                    continue;
                }
                note(&mut recent, mentioned(entity, false, owns(doc, entities, at)));
                first = false;
                continue;
            }
            // A word of another name is no pronoun.
            let Some(gender) = pronoun(doc.word(at)).filter(|_| entities.at(at).is_none()) else { continue };
            let chosen = match found.at(at) {
                Some(entity) => Some(entity),
                None if inside.is_some() && speaker.is_none() => None,
                None => {
                    let not = inside.and_then(|r| speaker.and_then(|of| of(r)));
                    let place = Place { sentence: index, paragraph: sentence.paragraph, region: inside };
                    choose(&recent, &entities.gender, gender, &place, not)
                }
            };
            if let Some(entity) = chosen {
                if found.entity[at].is_none() {
                    found.entity[at] = Some(entity);
                    entities.mention(entity, doc.words[at].span, MentionKind::Pronoun);
                    if let Some(known) = entities.gender.get_mut(entity).filter(|g| **g == Gender::Unknown) {
                        *known = gender;
                    }
                }
                let owner = matches!(doc.word(at), "his" | "her" | "His" | "Her");
                note(&mut recent, mentioned(entity, true, owner));
                first = false;
            }
        }
    }
    found
}

/// Puts a person to the front of memory.
fn note(recent: &mut Vec<Recent>, mut new: Recent) {
    if let Some(old) = recent.iter().position(|r| r.entity == new.entity) {
        let old = recent.remove(old);
        new.count += old.count;
        // A second mention in one sentence does not make it less of a subject.
        new.subject |= old.subject && old.sentence == new.sentence;
    }
    recent.insert(0, new);
    recent.truncate(MEMORY);
}

/// Where a pronoun stands.
struct Place {
    sentence: usize,
    paragraph: usize,
    /// The quotation that holds it.
    region: Option<usize>,
}

/// Whether a possessive ending follows the name that covers a token.
fn owns(doc: &Document, entities: &Entities, at: usize) -> bool {
    let entity = entities.at(at);
    let end = (at..doc.words.len()).find(|&i| entities.at(i) != entity).unwrap_or(at);
    doc.words.get(end).is_some_and(|w| w.kind == TokenKind::Possessive)
}

/// The person in mind who fits a pronoun best, if there is a clear one; never
/// `not`, who speaks.
fn choose(
    recent: &[Recent],
    genders: &[Gender],
    gender: Gender,
    place: &Place,
    not: Option<usize>,
) -> Option<usize> {
    let mut best: Option<(f32, usize)> = None;
    let mut second = f32::MIN;
    for (rank, person) in recent.iter().enumerate() {
        let known = genders.get(person.entity).copied().unwrap_or_default();
        let distance = place.sentence.saturating_sub(person.sentence);
        let reach = if person.count >= 3 { 2 * REACH } else { REACH };
        if (known != gender && known != Gender::Unknown) || distance > reach || not == Some(person.entity) {
            continue;
        }
        let weigh = |holds: bool, weight: f32| if holds { weight } else { 0.0 };
        // Those whom a quotation names do not act in the story around it.
        let foreign = person.region.is_some() && person.region != place.region;
        let score = weight::SENTENCE * distance as f32
            + weight::PARAGRAPH * place.paragraph.saturating_sub(person.paragraph) as f32
            + weigh(known == gender, weight::GENDER)
            + weigh(person.subject, weight::SUBJECT)
            + weight::RANK * rank as f32
            + weigh(foreign, weight::FOREIGN)
            + weight::COUNT * person.count.min(6) as f32
            + weigh(distance == 0, weight::SAME_SENTENCE)
            + weigh(person.pronoun, weight::PRONOUN)
            + weigh(person.owner, weight::OWNER);
        match best {
            Some((top, _)) if score <= top => second = second.max(score),
            _ => {
                second = best.map_or(second, |b| second.max(b.0));
                best = Some((score, person.entity));
            }
        }
    }
    best.filter(|(score, _)| *score > second).map(|(_, entity)| entity)
}
