//! An analysis, ordered for looking things up by their place in the text.

use crate::correct::{Corrected, Hand, Speaker};
use crate::nlp::{Analysis, EntityId, EntityKind, MentionKind};
use crate::text::Span;

/// A mention with the entity it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MentionMark {
    /// The words.
    pub span: Span,
    /// Whose mention it is.
    pub entity: EntityId,
    /// What the entity is.
    pub kind: EntityKind,
    /// How the words refer to it.
    pub refers: MentionKind,
}

/// A fragment of a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuoteMark {
    /// The words.
    pub span: Span,
    /// Index of the quote in the analysis.
    pub quote: usize,
}

/// What lies over the text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Marks {
    /// The analysis itself.
    pub analysis: Analysis,
    /// What of it is the reader's word.
    pub hand: Hand,
    /// All mentions in the order of the text; they do not overlap.
    pub mentions: Vec<MentionMark>,
    /// All fragments of quotes in the order of the text.
    pub quotes: Vec<QuoteMark>,
    /// Length of the longest fragment, in bytes: how far back to look.
    longest: usize,
    /// For each quote the one whose words it is a part of.
    around: Vec<Option<usize>>,
}

impl Marks {
    /// Orders an analysis as the machine made it.
    pub fn new(analysis: Analysis) -> Self {
        Self::corrected(Corrected { analysis, hand: Hand::default() })
    }

    /// Orders an analysis with the reader's corrections.
    pub fn corrected(Corrected { analysis, hand }: Corrected) -> Self {
        let mut mentions: Vec<MentionMark> = Vec::new();
        for (at, entity) in analysis.entities.iter().enumerate() {
            mentions.extend(entity.mentions.iter().map(|m| MentionMark {
                span: m.span,
                entity: EntityId(at),
                kind: entity.kind,
                refers: m.kind,
            }));
        }
        mentions.sort_by_key(|m| m.span);
        let mut quotes: Vec<QuoteMark> = Vec::new();
        for (at, quote) in analysis.quotes.iter().enumerate() {
            quotes.extend(quote.content.iter().map(|&span| QuoteMark { span, quote: at }));
        }
        quotes.sort_by_key(|q| q.span);
        let longest = quotes.iter().map(|q| q.span.len()).max().unwrap_or(0);
        let around = around(&analysis);
        Self { analysis, hand, mentions, quotes, longest, around }
    }

    /// Who makes the quote with index `at`; `text` is the article's.
    pub fn speaker<'a>(&'a self, text: &'a str, at: usize) -> Speaker<'a> {
        Speaker::of(text, &self.analysis, &self.hand, at)
    }

    /// The statement that cites quote `at`: the innermost one whose words it is
    /// a part of.
    pub fn citing(&self, at: usize) -> Option<usize> {
        self.around.get(at).copied().flatten()
    }

    /// The mention that covers byte `at`.
    pub fn mention_at(&self, at: usize) -> Option<&MentionMark> {
        let before = self.mentions.partition_point(|m| m.span.start <= at);
        self.mentions[..before].last().filter(|m| m.span.contains(at))
    }

    /// The mentions that lie in or touch `span`.
    pub fn mentions_in(&self, span: Span) -> &[MentionMark] {
        let from = self.mentions.partition_point(|m| m.span.end <= span.start);
        let to = self.mentions.partition_point(|m| m.span.start < span.end);
        self.mentions.get(from..to).unwrap_or(&[])
    }

    /// The fragments of quotes that lie in or touch `span`.
    pub fn quotes_in(&self, span: Span) -> impl Iterator<Item = &QuoteMark> {
        let from = self.quotes.partition_point(|q| q.span.start + self.longest < span.start);
        let to = self.quotes.partition_point(|q| q.span.start < span.end).max(from);
        self.quotes[from..to].iter().filter(move |q| q.span.overlaps(span))
    }

    /// The innermost quote whose words cover byte `at`.
    pub fn quote_at(&self, at: usize) -> Option<usize> {
        self.quotes_in(Span::new(at, at + 1)).min_by_key(|q| q.span.len()).map(|q| q.quote)
    }
}

/// For each quote the innermost other one that has all of its words.
fn around(analysis: &Analysis) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..analysis.quotes.len()).collect();
    let extent = |at: usize| analysis.quotes.get(at).map_or(Span::new(0, 0), |quote| quote.extent());
    // Outer ones come before those inside them.
    order.sort_by_key(|&at| (extent(at).start, usize::MAX - extent(at).end, at));
    let mut around = vec![None; order.len()];
    let mut open: Vec<usize> = Vec::new();
    for at in order {
        open.retain(|&outer| extent(outer).end > extent(at).start);
        let holds = |outer: &&usize| extent(**outer).covers(extent(at)) && extent(**outer) != extent(at);
        around[at] = open.iter().rev().find(holds).copied();
        open.push(at);
    }
    around
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nlp::{Entity, Mention, Quote, QuoteKind};

    fn marks() -> Marks {
        let mention = |start, end| Mention { span: Span::new(start, end), kind: MentionKind::Name };
        let entity = |name: &str, mentions| Entity {
            name: name.into(),
            kind: EntityKind::Person,
            role: None,
            date: None,
            mentions,
        };
        let quote = |content| Quote {
            kind: QuoteKind::Direct,
            content,
            cue: None,
            source: None,
            speaker: None,
            confidence: 1.0,
        };
        Marks::new(Analysis {
            entities: vec![
                entity("a", vec![mention(0, 4), mention(40, 44)]),
                entity("b", vec![mention(10, 14)]),
            ],
            quotes: vec![quote(vec![Span::new(5, 50)]), quote(vec![Span::new(20, 30), Span::new(60, 70)])],
        })
    }

    #[test]
    fn what_covers_a_byte_is_found() {
        let marks = marks();
        assert_eq!(marks.mention_at(3).map(|m| m.entity), Some(EntityId(0)));
        assert_eq!(marks.mention_at(4), None);
        assert_eq!(marks.mention_at(41).map(|m| m.entity), Some(EntityId(0)));
        assert_eq!(marks.quote_at(25), Some(1), "the inner quote");
        assert_eq!(marks.quote_at(35), Some(0));
        assert_eq!(marks.quote_at(65), Some(1));
        assert_eq!(marks.quote_at(55), None);
    }

    #[test]
    fn who_cites_whom_is_known() {
        let mut analysis = marks().analysis;
        let inner = |start, end| Quote { content: vec![Span::new(start, end)], ..analysis.quotes[0].clone() };
        let quotes = vec![inner(5, 50), inner(20, 40), inner(22, 30), inner(45, 60), inner(5, 50)];
        analysis.quotes = quotes;
        let marks = Marks::new(analysis);
        let citing: Vec<_> = (0..5).map(|at| marks.citing(at)).collect();
        assert_eq!(citing, [None, Some(4), Some(1), None, None]);
    }

    #[test]
    fn what_touches_a_line_is_found() {
        let marks = marks();
        assert_eq!(marks.mentions_in(Span::new(3, 11)).len(), 2);
        assert_eq!(marks.mentions_in(Span::new(4, 10)).len(), 0);
        assert_eq!(marks.quotes_in(Span::new(28, 62)).count(), 3);
    }
}
