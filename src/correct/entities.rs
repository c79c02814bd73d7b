//! Corrections of entities.

use super::Why;
use super::work::{EntityWork, Work, kind, same_name};
use crate::nlp::{Entity, EntityId, Mention, MentionKind};
use crate::notes::{EntityInfo, Named, Target, Thing};
use crate::text::Span;

/// The words that are pronouns wherever they stand alone.
const PRONOUNS: [&str; 22] = [
    "he",
    "him",
    "his",
    "himself",
    "she",
    "her",
    "hers",
    "herself",
    "they",
    "them",
    "their",
    "theirs",
    "themselves",
    "it",
    "its",
    "itself",
    "i",
    "me",
    "my",
    "we",
    "us",
    "our",
];

/// The words that begin a description, also where they are written large.
const DETERMINERS: [&str; 14] =
    ["the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your"];

impl Work<'_> {
    pub fn retype(&mut self, target: &Target, info: &EntityInfo, to: &str) -> Result<(), Why> {
        let to = kind(to)?;
        let at = self.entity(target, info)?;
        self.change(at, |entity| entity.kind = to);
        Ok(())
    }

    pub fn rename(&mut self, target: &Target, info: &EntityInfo, name: &str) -> Result<(), Why> {
        let at = self.entity(target, info)?;
        self.change(at, |entity| name.clone_into(&mut entity.name));
        Ok(())
    }

    pub fn merge(&mut self, target: &Target, info: &EntityInfo, into: &Named) -> Result<(), Why> {
        let into = self.known(into)?;
        let at = self.entity(target, info)?;
        if at != into
            && let Some(work) = self.entities.get_mut(at)
        {
            work.is_gone = true;
            let (mentions, role) = (std::mem::take(&mut work.entity.mentions), work.entity.role);
            for speaker in self.quotes.iter_mut().filter_map(|q| q.quote.speaker.as_mut()) {
                if speaker.0 == at {
                    speaker.0 = into;
                }
            }
            self.change(into, |entity| {
                entity.mentions.extend(mentions);
                entity.mentions.sort_by_key(|m| m.span);
                entity.mentions.dedup_by_key(|m| m.span);
                entity.role = entity.role.or(role);
            });
        } else {
            self.change(into, |_| ());
        }
        Ok(())
    }

    pub fn split(&mut self, target: &Target, becomes: &Thing) -> Result<(), Why> {
        let span = self.place(target)?;
        let (at, nth) = self.mention_at(span).ok_or(Why::Entity)?;
        let to = match becomes {
            Thing::Known(named) => self.known(named)?,
            Thing::New(info) => {
                let of = kind(&info.kind)?;
                let alone = self.entities.get(at).is_some_and(|work| work.entity.mentions.len() == 1);
                if alone {
                    self.change(at, |entity| {
                        entity.name.clone_from(&info.name);
                        entity.kind = of;
                    });
                    return Ok(());
                }
                self.add(&info.name, of)
            }
        };
        if at == to {
            self.change(at, |_| ());
            return Ok(());
        }
        let Some(mention) = self.entities.get_mut(at).map(|work| work.entity.mentions.remove(nth)) else {
            return Err(Why::Entity);
        };
        // Who is named as the source of a statement makes it.
        for work in &mut self.quotes {
            let is_source = work.quote.source.is_some_and(|source| source.overlaps(mention.span));
            if is_source && !work.hand.is_hers && work.quote.speaker == Some(EntityId(at)) {
                work.quote.speaker = Some(EntityId(to));
                work.quote.confidence = 1.0;
                work.hand.is_hers = true;
            }
        }
        self.change(to, |entity| {
            entity.mentions.push(mention);
            entity.mentions.sort_by_key(|m| m.span);
        });
        self.drop_if_empty(at);
        Ok(())
    }

    /// Where nothing is marked any more, nothing is left to dismiss.
    pub fn dismiss_entity(&mut self, target: &Target) -> Result<(), Why> {
        let span = self.place(target)?;
        if let Some((at, _)) = self.mention_at(span) {
            self.drop_entity(at);
        }
        Ok(())
    }

    pub fn dismiss_mention(&mut self, target: &Target) -> Result<(), Why> {
        let span = self.place(target)?;
        if let Some((at, nth)) = self.mention_at(span) {
            self.change(at, |entity| {
                entity.mentions.remove(nth);
            });
            self.drop_if_empty(at);
        }
        Ok(())
    }

    pub fn mark_entity(&mut self, target: &Target, thing: &Thing) -> Result<(), Why> {
        let span = self.place(target)?;
        let words = span.of(self.text);
        let at = match thing {
            Thing::Known(named) => self.known(named)?,
            Thing::New(info) => {
                let of = kind(&info.kind)?;
                let there = self.mention_at(span).map(|(at, _)| at);
                let same = |at: &usize| {
                    self.entities.get(*at).is_some_and(|work| same_name(&work.entity.name, &info.name))
                };
                match there.filter(same) {
                    Some(at) => {
                        self.change(at, |entity| entity.kind = of);
                        at
                    }
                    None => self.add(&info.name, of),
                }
            }
        };
        let name = self.entities.get(at).map_or(String::new(), |work| work.entity.name.clone());
        let refers = refers(words, &name);
        self.mark(at, span, refers);
        if matches!(thing, Thing::New(_)) {
            // What was missed here was missed wherever it stands.
            for place in self.free_places(words) {
                self.mark(at, place, refers);
            }
        }
        Ok(())
    }

    /// Adds a mention; others that share words with it give way.
    fn mark(&mut self, at: usize, span: Span, kind: MentionKind) {
        for other in 0..self.entities.len() {
            let Some(work) = self.entities.get_mut(other) else { continue };
            let before = work.entity.mentions.len();
            work.entity.mentions.retain(|m| !m.span.overlaps(span));
            if work.entity.mentions.len() < before && other != at {
                self.drop_if_empty(other);
            }
        }
        self.change(at, |entity| {
            entity.mentions.push(Mention { span, kind });
            entity.mentions.sort_by_key(|m| m.span);
        });
    }

    /// The places where the same words stand as whole words, and no mention.
    fn free_places(&self, words: &str) -> Vec<Span> {
        let mut taken: Vec<Span> = self
            .entities
            .iter()
            .filter(|work| !work.is_gone)
            .flat_map(|work| work.entity.mentions.iter().map(|m| m.span))
            .collect();
        taken.sort();
        let is_free = |span: &Span| {
            let before = taken.partition_point(|t| t.start < span.end);
            !taken[..before].iter().rev().take(4).any(|t| t.overlaps(*span))
        };
        let is_whole = |span: &Span| {
            let before = self.text.get(..span.start).unwrap_or("");
            let behind = self.text.get(span.end..).unwrap_or("");
            !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric)
        };
        let places = self.text.match_indices(words).map(|(at, _)| Span::new(at, at + words.len()));
        places.filter(is_whole).filter(is_free).collect()
    }

    /// A new entity, which must get a mention.
    fn add(&mut self, name: &str, kind: crate::nlp::EntityKind) -> usize {
        let entity = Entity { name: name.to_owned(), kind, role: None, date: None, mentions: Vec::new() };
        self.entities.push(EntityWork { entity, is_hers: true, is_gone: false });
        self.entities.len() - 1
    }

    /// Changes an entity, which is the reader's word from now on.
    fn change(&mut self, at: usize, change: impl FnOnce(&mut Entity)) {
        if let Some(work) = self.entities.get_mut(at) {
            change(&mut work.entity);
            work.is_hers = true;
        }
    }

    fn drop_if_empty(&mut self, at: usize) {
        if self.entities.get(at).is_some_and(|work| work.entity.mentions.is_empty()) {
            self.drop_entity(at);
        }
    }

    /// Takes an entity away. A speaker whom the reader named stays by name.
    fn drop_entity(&mut self, at: usize) {
        let Some(work) = self.entities.get_mut(at) else { return };
        work.is_gone = true;
        let name = work.entity.name.clone();
        for work in self.quotes.iter_mut().filter(|work| work.quote.speaker == Some(EntityId(at))) {
            work.quote.speaker = None;
            if work.hand.is_hers {
                work.hand.name = Some(name.clone());
            } else {
                work.quote.confidence = 0.0;
            }
        }
    }
}

/// How words refer to what is called `name`.
fn refers(words: &str, name: &str) -> MentionKind {
    let lower = words.to_lowercase();
    let first = lower.split_whitespace().next().unwrap_or("");
    let describes = DETERMINERS.contains(&first) || words.starts_with(char::is_lowercase);
    if PRONOUNS.contains(&lower.as_str()) {
        MentionKind::Pronoun
    } else if lower == name.to_lowercase() || !describes {
        MentionKind::Name
    } else {
        MentionKind::Nominal
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_refer_by_name_description_or_pronoun() {
        use MentionKind::{Name, Nominal, Pronoun};
        for (words, name, kind) in [
            ("Mbeki", "Ann Mbeki", Name),
            ("the engineer", "Ann Mbeki", Nominal),
            ("The engineer", "Ann Mbeki", Nominal),
            ("The Times", "The Times", Name),
            ("e.on", "E.ON", Name),
            ("She", "Ann Mbeki", Pronoun),
            ("日本", "日本", Name),
        ] {
            assert_eq!(refers(words, name), kind, "{words}");
        }
    }
}
