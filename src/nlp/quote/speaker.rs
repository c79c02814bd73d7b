//! From the words that name a speaker to the entity behind them.

use std::collections::HashMap;

use super::attribute::Statement;
use super::scene::Scene;
use crate::nlp::EntityKind;
use crate::nlp::entity::pronoun;

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
                for word in role.span.of(scene.doc.text).split_whitespace() {
                    speakers.by_role.entry(word.to_lowercase()).or_default().push(id);
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
        if let Some(id) = self.named(source.head) {
            return (Some(id), base);
        }
        let word = scene.word(source.head);
        if pronoun(word).is_some() {
            return match scene.pronouns.at(source.head) {
                Some(id) => (Some(id), base * 0.85),
                None => (None, base * 0.5),
            };
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

    /// The entity named at a token, if it is one that can speak.
    fn named(&self, at: usize) -> Option<usize> {
        let id = self.scene.entities.at(at)?;
        let kind = self.scene.entities.kind(id)?;
        use EntityKind::{Date, Event, Money, Number, Product};
        (!matches!(kind, Date | Money | Number | Event | Product)).then_some(id)
    }
}

/// The only member of a list.
fn only(list: Option<&Vec<usize>>) -> Option<usize> {
    let list = list?;
    let first = *list.first()?;
    list.iter().all(|&id| id == first).then_some(first)
}
