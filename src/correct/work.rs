//! An analysis while it is being corrected: nothing moves, what goes is only
//! marked as gone, so that ids stay good until all is done.

use super::{Corrected, Hand, Lost, QuoteHand, Why};
use crate::nlp::{Analysis, Entity, EntityId, EntityKind, MentionKind, Quote};
use crate::notes::{Correction, EntityInfo, Fix, Named, Target};
use crate::text::{CodePoints, Span};

/// An entity, and what became of it.
pub(super) struct EntityWork {
    pub entity: Entity,
    pub is_hers: bool,
    pub is_gone: bool,
}

/// A quote, and what became of it. Its speaker is an index of
/// [`Work::entities`].
pub(super) struct QuoteWork {
    pub quote: Quote,
    pub hand: QuoteHand,
    pub is_gone: bool,
}

pub(super) struct Work<'t> {
    pub text: &'t str,
    points: CodePoints<'t>,
    pub entities: Vec<EntityWork>,
    pub quotes: Vec<QuoteWork>,
    pub lost: Vec<Lost>,
}

impl<'t> Work<'t> {
    pub fn new(analysis: &Analysis, text: &'t str) -> Self {
        let entity = |entity: &Entity| EntityWork { entity: entity.clone(), is_hers: false, is_gone: false };
        let quote =
            |quote: &Quote| QuoteWork { quote: quote.clone(), hand: QuoteHand::default(), is_gone: false };
        Self {
            text,
            points: CodePoints::new(text),
            entities: analysis.entities.iter().map(entity).collect(),
            quotes: analysis.quotes.iter().map(quote).collect(),
            lost: Vec::new(),
        }
    }

    pub fn apply(&mut self, correction: &Correction) -> Result<(), Why> {
        let target = &correction.target;
        match &correction.fix {
            Fix::Retype { entity, kind } => self.retype(target, entity, kind),
            Fix::Rename { entity, name } => self.rename(target, entity, name),
            Fix::Merge { entity, into } => self.merge(target, entity, into),
            Fix::Split { becomes, .. } => self.split(target, becomes),
            Fix::DismissEntity { .. } => self.dismiss_entity(target),
            Fix::DismissMention { .. } => self.dismiss_mention(target),
            Fix::MarkEntity(thing) => self.mark_entity(target, thing),
            Fix::MarkQuote { kind, speaker } => self.mark_quote(target, kind, speaker.as_ref()),
            Fix::DismissQuote => self.dismiss_quote(target),
            Fix::Speaker(speaker) => self.set_speaker_at(target, speaker.as_ref()),
        }
    }

    /// Where the words of a target stand.
    pub fn place(&self, target: &Target) -> Result<Span, Why> {
        let span = target.find(self.text, &self.points).map(|span| span.trim(self.text));
        span.filter(|span| !span.is_empty()).ok_or(Why::Words)
    }

    /// The mention that is these words, or nearly so: what they share is more
    /// than half of what they cover together. Indices of entity and mention.
    pub fn mention_at(&self, span: Span) -> Option<(usize, usize)> {
        let mut best: Option<(usize, usize, usize)> = None;
        for (at, work) in self.entities.iter().enumerate().filter(|(_, work)| !work.is_gone) {
            for (nth, mention) in work.entity.mentions.iter().enumerate() {
                let shared = shared(mention.span, span);
                // The more is shared, the less is not.
                if shared.saturating_mul(2) > mention.span.join(span).len()
                    && best.is_none_or(|(before, ..)| shared > before)
                {
                    best = Some((shared, at, nth));
                }
            }
        }
        best.map(|(_, at, nth)| (at, nth))
    }

    /// The entity that was called so, and had a mention there. A name there is
    /// it, whatever it is called now; other words only prove it by its name.
    pub fn entity(&self, target: &Target, info: &EntityInfo) -> Result<usize, Why> {
        let place = self.place(target);
        if let Ok(span) = place
            && let Some((at, nth)) = self.mention_at(span)
            && let Some(work) = self.entities.get(at)
        {
            let by_name = work.entity.mentions.get(nth).is_some_and(|m| m.kind == MentionKind::Name);
            if by_name || same_name(&work.entity.name, &info.name) {
                return Ok(at);
            }
        }
        match self.named(&info.name, Some(&info.kind)) {
            Some(at) => Ok(at),
            None => Err(if place.is_err() { Why::Words } else { Why::Entity }),
        }
    }

    /// The one entity with that name; of several the one of that type.
    pub fn named(&self, name: &str, kind: Option<&str>) -> Option<usize> {
        let fits = |work: &EntityWork| !work.is_gone && same_name(&work.entity.name, name);
        let found: Vec<usize> = (0..self.entities.len()).filter(|&at| fits(&self.entities[at])).collect();
        let is_of = |at: &&usize| Some(self.entities[**at].entity.kind.name()) == kind;
        match (found.as_slice(), found.iter().filter(is_of).collect::<Vec<_>>().as_slice()) {
            ([at], _) => Some(*at),
            (_, [at]) => Some(**at),
            _ => None,
        }
    }

    pub fn known(&self, named: &Named) -> Result<usize, Why> {
        self.entity(&named.target, &named.info)
    }

    /// Puts what is left in order, and counts the entities anew.
    pub fn finish(self) -> Corrected {
        let mut entities: Vec<(usize, EntityWork)> =
            self.entities.into_iter().enumerate().filter(|(_, work)| !work.is_gone).collect();
        entities.sort_by_key(|(_, work)| work.entity.mentions.first().map(|m| m.span));
        let last = entities.iter().map(|(at, _)| *at).max().unwrap_or(0);
        let mut ids = vec![None; last + 1];
        for (new, (old, _)) in entities.iter().enumerate() {
            ids[*old] = Some(EntityId(new));
        }
        let mut quotes: Vec<QuoteWork> = self.quotes.into_iter().filter(|work| !work.is_gone).collect();
        quotes.sort_by_key(|work| work.quote.content.first().copied());
        let hand = Hand { lost: self.lost, ..Hand::default() };
        let mut corrected = Corrected { hand, ..Corrected::default() };
        for (_, work) in entities {
            corrected.hand.entities.push(work.is_hers);
            corrected.analysis.entities.push(work.entity);
        }
        for mut work in quotes {
            work.quote.speaker = work.quote.speaker.and_then(|id| ids.get(id.0).copied().flatten());
            corrected.hand.quotes.push(work.hand);
            corrected.analysis.quotes.push(work.quote);
        }
        corrected
    }
}

/// How many bytes two spans share.
pub(super) fn shared(one: Span, other: Span) -> usize {
    one.end.min(other.end).saturating_sub(one.start.max(other.start))
}

pub(super) fn same_name(one: &str, other: &str) -> bool {
    one == other || one.to_lowercase() == other.to_lowercase()
}

pub(super) fn kind(name: &str) -> Result<EntityKind, Why> {
    EntityKind::from_name(name).ok_or(Why::Kind)
}
