//! Corrections of statements.

use super::work::{QuoteWork, Work, shared};
use super::{QuoteHand, Why};
use crate::nlp::{EntityId, Quote, QuoteKind};
use crate::notes::{Target, Voice};
use crate::text::Span;

impl Work<'_> {
    pub fn mark_quote(&mut self, target: &Target, kind: &str, speaker: Option<&Voice>) -> Result<(), Why> {
        let span = self.place(target)?;
        let kind = quote_kind(kind)?;
        let at = match self.quote_at(span) {
            // The machine cut the statement otherwise: its words are what the
            // reader says, its attribution stays where it lies outside.
            Some(at) => {
                if let Some(QuoteWork { quote, .. }) = self.quotes.get_mut(at) {
                    quote.content = vec![span];
                    quote.kind = kind;
                    quote.cue = quote.cue.filter(|cue| !cue.overlaps(span));
                    quote.source = quote.source.filter(|source| !source.overlaps(span));
                }
                at
            }
            None => {
                let quote = Quote {
                    kind,
                    content: vec![span],
                    cue: None,
                    source: None,
                    speaker: None,
                    confidence: 0.0,
                };
                self.quotes.push(QuoteWork { quote, hand: QuoteHand::default(), is_gone: false });
                self.quotes.len() - 1
            }
        };
        self.set_speaker(at, speaker);
        Ok(())
    }

    /// Where nothing is marked any more, nothing is left to dismiss.
    pub fn dismiss_quote(&mut self, target: &Target) -> Result<(), Why> {
        let span = self.place(target)?;
        if let Some(at) = self.quote_at(span)
            && let Some(work) = self.quotes.get_mut(at)
        {
            work.is_gone = true;
        }
        Ok(())
    }

    pub fn set_speaker_at(&mut self, target: &Target, speaker: Option<&Voice>) -> Result<(), Why> {
        let span = self.place(target)?;
        let at = self.quote_at(span).ok_or(Why::Quote)?;
        self.set_speaker(at, speaker);
        Ok(())
    }

    fn set_speaker(&mut self, at: usize, speaker: Option<&Voice>) {
        let entity = match speaker {
            Some(Voice::Entity(named)) => self.known(named).ok(),
            Some(Voice::Name(name)) => self.named(name, Some("person")),
            None => None,
        };
        let Some(QuoteWork { quote, hand, .. }) = self.quotes.get_mut(at) else { return };
        quote.speaker = entity.map(EntityId);
        quote.confidence = if speaker.is_some() { 1.0 } else { 0.0 };
        let name = speaker.filter(|_| entity.is_none()).map(|voice| voice.name().to_owned());
        *hand = QuoteHand { is_hers: true, name };
    }

    /// The statement that is made of these words, or nearly so: what they
    /// share is at least half of what they cover together.
    fn quote_at(&self, span: Span) -> Option<usize> {
        let alive = self.quotes.iter().enumerate().filter(|(_, work)| !work.is_gone);
        let fit = |(at, work): (usize, &QuoteWork)| {
            let extent = work.quote.extent();
            let (both, all) = (shared(extent, span), extent.join(span).len());
            // Two spans that do not touch cover less than `join` together, but
            // share nothing.
            (both > 0 && both.saturating_mul(2) >= all).then_some((both, all, at))
        };
        // The larger share first; of two equal ones the first.
        let better = |a: &(usize, usize, usize), b: &(usize, usize, usize)| {
            let (one, other) = (a.0 as u128 * b.1 as u128, b.0 as u128 * a.1 as u128);
            one.cmp(&other).then(b.2.cmp(&a.2))
        };
        alive.filter_map(fit).max_by(better).map(|(.., at)| at)
    }
}

fn quote_kind(name: &str) -> Result<QuoteKind, Why> {
    let all = [QuoteKind::Direct, QuoteKind::Indirect, QuoteKind::Mixed];
    all.into_iter().find(|kind| kind.name() == name).ok_or(Why::Kind)
}
