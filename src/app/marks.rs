//! An analysis, ordered for looking things up by their place in the text.

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
    /// All mentions in the order of the text; they do not overlap.
    pub mentions: Vec<MentionMark>,
    /// All fragments of quotes in the order of the text.
    pub quotes: Vec<QuoteMark>,
    /// Length of the longest fragment, in bytes: how far back to look.
    longest: usize,
}

impl Marks {
    /// Orders an analysis.
    pub fn new(analysis: Analysis) -> Self {
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
        Self { analysis, mentions, quotes, longest }
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
            entities: vec![entity("a", vec![mention(0, 4), mention(40, 44)]), entity("b", vec![mention(10, 14)])],
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
    fn what_touches_a_line_is_found() {
        let marks = marks();
        assert_eq!(marks.mentions_in(Span::new(3, 11)).len(), 2);
        assert_eq!(marks.mentions_in(Span::new(4, 10)).len(), 0);
        assert_eq!(marks.quotes_in(Span::new(28, 62)).count(), 3);
    }
}
