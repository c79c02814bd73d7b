//! From the words that name a speaker to the entity behind them.

use std::collections::HashMap;

use super::attribute::Statement;
use super::scene::Scene;
use super::source::Source;
use crate::nlp::EntityKind;
use crate::nlp::entity::pronoun;
use crate::nlp::gazetteer::Classes;

/// Longest name of a person, in tokens.
const LONGEST_NAME: usize = 8;

/// A statement that is less sure is shown with the words of its source, and nobody
/// is named as its speaker.
const NAMED: f32 = 0.25;

/// Finds the entity behind each source, with how sure that is.
pub(crate) struct Speakers<'s, 'd, 'a> {
    scene: &'s Scene<'d, 'a>,
    /// Persons by the nouns of their roles.
    by_role: HashMap<String, Vec<usize>>,
    /// Organizations by the last word of their name in lower case.
    by_head: HashMap<String, Vec<usize>>,
}

impl<'s, 'd, 'a> Speakers<'s, 'd, 'a> {
    /// Indexes the entities by what a later "the minister" may mean.
    pub fn new(scene: &'s Scene<'d, 'a>) -> Self {
        let mut speakers = Self { scene, by_role: HashMap::new(), by_head: HashMap::new() };
        for (id, entity) in scene.entities.list.iter().enumerate() {
            if let Some(role) = entity.role {
                // "the officer" means the council officer, "the council" does not.
                for at in scene.doc.tokens_in(role.span).filter(|&at| is_role(scene, at)) {
                    speakers.by_role.entry(scene.word(at).to_lowercase()).or_default().push(id);
                }
            }
            if entity.kind == EntityKind::Organization && entity.name.contains(' ') {
                let head = entity.name.rsplit(' ').next().unwrap_or("");
                speakers.by_head.entry(head.to_lowercase()).or_default().push(id);
            }
        }
        speakers
    }

    /// The speaker of a statement and how sure that is, 0 to 1.
    pub fn resolve(&self, statement: &Statement) -> (Option<usize>, f32) {
        let Some(source) = &statement.source else { return (None, statement.certainty * 0.5) };
        let base = statement.certainty * source.certainty;
        if statement.certainty < NAMED {
            return (None, base);
        }
        let scene = self.scene;
        if scene.is_person(source.head)
            && let Some(id) = self.named(source.head)
        {
            return (Some(id), base);
        }
        if let Some(id) = self.beside(source).or_else(|| self.at_end(source)) {
            return (Some(id), base * 0.9);
        }
        // "officials in Port Lanning" are not the port.
        let joined = self.joined(source);
        if joined.is_none()
            && let Some(id) = self.named(source.head)
        {
            return (Some(id), base);
        }
        if let Some(id) = joined.and_then(|at| self.named(at)) {
            return (Some(id), base * 0.9);
        }
        let word = scene.word(source.head);
        if pronoun(word).is_some() {
            return match scene.pronouns.at(source.head) {
                Some(id) => (Some(id), base * 0.85),
                None => (None, base * 0.5),
            };
        }
        if let Some(id) = scene.entities.described(source.head) {
            return (Some(id), base * 0.7);
        }
        // A name beside the noun: "spokesman Jonas Lund for the ministry".
        let person =
            source.tokens.clone().rev().find_map(|at| {
                self.named(at).filter(|&id| scene.entities.kind(id) == Some(EntityKind::Person))
            });
        let owned = source.tokens.clone().any(|at| matches!(scene.word(at), "'s" | "’s" | "of" | "for"));
        if let Some(id) = person.filter(|_| !owned) {
            return (Some(id), base * 0.8);
        }
        let determined = scene.is(source.tokens.start, &["the"]);
        let short = source.tokens.len() <= 3;
        if determined && short {
            let noun = word.to_lowercase();
            let found = only(self.by_role.get(&noun)).or_else(|| only(self.by_head.get(&noun)));
            if let Some(id) = found {
                return (Some(id), base * 0.7);
            }
        }
        (None, base * 0.6)
    }

    /// "The board’s president, Dr Ines Okafor, said": the person named behind
    /// the comma, where the source says what she is.
    fn beside(&self, source: &Source) -> Option<usize> {
        let scene = self.scene;
        let end = source.tokens.end;
        if scene.word(end) != "," || !source.tokens.clone().any(|at| is_role(scene, at)) {
            return None;
        }
        let titled = |at: &usize| scene.doc.classes(*at).any(Classes::TITLE.with(Classes::HONORIFIC));
        let name = (end + 1..end + 4).find(|at| scene.is_person(*at) || !titled(at))?;
        let id = self.named(name).filter(|_| scene.is_person(name))?;
        let behind = (name..name + LONGEST_NAME).find(|&at| scene.entities.at(at) != Some(id))?;
        (scene.is_mark(behind) || scene.is(behind, &["who"])).then_some(id)
    }

    /// The same where the source holds the name: the person behind its last comma,
    /// with whom it ends.
    fn at_end(&self, source: &Source) -> Option<usize> {
        let scene = self.scene;
        let comma = source.tokens.clone().rev().find(|&at| scene.word(at) == ",")?;
        if !(source.tokens.start..comma).any(|at| is_role(scene, at)) {
            return None;
        }
        let last = source.tokens.end.checked_sub(1).filter(|at| *at > comma)?;
        self.named(last).filter(|_| scene.is_person(last))
    }

    /// "Ines Okafor of the harbour board", "officials in Port Lanning": the token
    /// before "of", "in" ..., where the source's last word is not who speaks.
    fn joined(&self, source: &Source) -> Option<usize> {
        let scene = self.scene;
        let link = source.tokens.clone().find(|&at| {
            let links = matches!(scene.word(at), "of" | "for" | "at" | "with" | "from" | "in");
            links && scene.entities.at(at).is_none()
        })?;
        let noun = link.checked_sub(1).filter(|at| source.tokens.contains(at))?;
        let person = scene.is_person(noun) || scene.doc.classes(noun).any(Classes::PERSON_NOUN);
        (person && noun < source.head).then_some(noun)
    }

    /// The entity named at a token, if it is one that can speak.
    fn named(&self, at: usize) -> Option<usize> {
        let id = self.scene.entities.at(at)?;
        let kind = self.scene.entities.kind(id)?;
        use EntityKind::{Date, Event, Money, Number, Product};
        (!matches!(kind, Date | Money | Number | Event | Product)).then_some(id)
    }
}

/// Whether a word of a role is what its bearer may be called by.
fn is_role(scene: &Scene, at: usize) -> bool {
    let known = scene.doc.classes(at);
    known.any(Classes::PERSON_NOUN) || known.any(Classes::TITLE) && scene.doc.is_capital(at)
}

/// The only member of a list.
fn only(list: Option<&Vec<usize>>) -> Option<usize> {
    let list = list?;
    let first = *list.first()?;
    list.iter().all(|&id| id == first).then_some(first)
}
