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
/// Lead over the second best that makes a pronoun certain enough.
const LEAD: f32 = 0.3;

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
            if let Some(entity) = entities.at(at).filter(|&e| entities.kind(e) == Some(EntityKind::Person)) {
                if at > 0 && entities.at(at - 1) == Some(entity) {
                    continue;
                }
                note(
                    &mut recent,
                    Recent {
                        entity,
                        sentence: index,
                        paragraph: sentence.paragraph,
                        subject: first,
                        count: 1,
                        region: inside,
                    },
                );
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
                    choose(&recent, &entities.gender, gender, index, sentence.paragraph, inside, not)
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
                note(
                    &mut recent,
                    Recent {
                        entity,
                        sentence: index,
                        paragraph: sentence.paragraph,
                        subject: first,
                        count: 1,
                        region: inside,
                    },
                );
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

fn choose(
    recent: &[Recent],
    genders: &[Gender],
    gender: Gender,
    sentence: usize,
    paragraph: usize,
    inside: Option<usize>,
    not: Option<usize>,
) -> Option<usize> {
    let mut best: Option<(f32, usize)> = None;
    let mut second = f32::MIN;
    for (rank, person) in recent.iter().enumerate() {
        let known = genders.get(person.entity).copied().unwrap_or_default();
        let distance = sentence.saturating_sub(person.sentence);
        let reach = if person.count >= 3 { 2 * REACH } else { REACH };
        if (known != gender && known != Gender::Unknown) || distance > reach || not == Some(person.entity) {
            continue;
        }
        // Those whom a quotation names do not act in the story around it.
        let foreign = person.region.is_some() && person.region != inside;
        let score = -0.5 * distance as f32 - 0.3 * paragraph.saturating_sub(person.paragraph) as f32
            + if known == gender { 1.5 } else { 0.0 }
            + if person.subject { 1.0 } else { 0.0 }
            - 0.2 * rank as f32
            - if foreign { 0.8 } else { 0.0 }
            + 0.15 * person.count.min(6) as f32;
        match best {
            Some((top, _)) if score <= top => second = second.max(score),
            _ => {
                second = best.map_or(second, |b| second.max(b.0));
                best = Some((score, person.entity));
            }
        }
    }
    best.filter(|(score, _)| score - second >= LEAD).map(|(_, entity)| entity)
}
