//! An analysis as other programs see it: offsets in code points, ids as words.

use serde::Serialize;

use crate::correct::Hand;
use crate::nlp::{Analysis, Entity, EntityId, Mention, Quote};
use crate::text::{Article, CodePoints, Span};

/// Everything that is said about one article.
#[derive(Debug, Serialize)]
pub(super) struct Report<'a> {
    pub id: &'a str,
    pub text: &'a str,
    pub article: ArticleReport<'a>,
    pub entities: Vec<EntityReport<'a>>,
    pub quotes: Vec<QuoteReport<'a>>,
}

/// What stands apart from the story, and what is known from front matter.
#[derive(Debug, Serialize)]
pub(super) struct ArticleReport<'a> {
    pub headline: Option<Offsets>,
    pub credit: Option<Offsets>,
    pub outlet: Option<&'a str>,
    pub byline: Option<Offsets>,
    pub dateline: Option<Offsets>,
    pub published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'a str>,
}

/// Offsets in code points, end exclusive.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Offsets {
    pub start: usize,
    pub end: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct EntityReport<'a> {
    pub id: String,
    pub name: &'a str,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub role: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<&'a str>,
    pub mentions: Vec<MentionReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<&'static str>,
}

#[derive(Debug, Serialize)]
pub(super) struct MentionReport {
    pub start: usize,
    pub end: usize,
    pub kind: &'static str,
}

#[derive(Debug, Serialize)]
pub(super) struct QuoteReport<'a> {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub content: Vec<Offsets>,
    pub cue: Option<Offsets>,
    pub source: Option<Offsets>,
    pub speaker: Option<String>,
    pub confidence: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<&'static str>,
}

/// Who says so, where it is the reader.
const HUMAN: &str = "human";

impl<'a> Report<'a> {
    /// What the machine, or with her hand the reader, says about an article.
    pub fn new(id: &'a str, article: &'a Article, analysis: &'a Analysis, hand: Option<&'a Hand>) -> Self {
        let text = article.text();
        let points = CodePoints::new(text);
        let entities = analysis.entities.iter().enumerate();
        let quotes = analysis.quotes.iter().enumerate();
        Self {
            id,
            text,
            article: ArticleReport::new(article, &points),
            entities: entities
                .map(|(index, entity)| {
                    let by = hand.filter(|hand| hand.has_entity(EntityId(index))).map(|_| HUMAN);
                    EntityReport { by, ..entity_report(index, entity, text, &points) }
                })
                .collect(),
            quotes: quotes
                .map(|(index, quote)| {
                    let hand = hand.and_then(|hand| hand.quotes.get(index)).filter(|hand| hand.is_hers);
                    QuoteReport {
                        by: hand.map(|_| HUMAN),
                        speaker_name: hand.and_then(|hand| hand.name.as_deref()),
                        ..quote_report(index, quote, analysis, &points)
                    }
                })
                .collect(),
        }
    }
}

impl<'a> ArticleReport<'a> {
    fn new(article: &'a Article, points: &CodePoints<'_>) -> Self {
        let (meta, parts) = (&article.meta, &article.parts);
        let at = |span: Option<Span>| span.map(|span| Offsets::of(span, points));
        Self {
            headline: at(parts.headline),
            credit: at(parts.credit),
            outlet: outlet(article),
            byline: at(parts.byline),
            dateline: at(parts.dateline),
            published: meta.published.as_deref(),
            title: Some(article.title()).filter(|title| !title.is_empty()),
            author: meta.author.as_deref(),
            url: meta.url.as_deref(),
        }
    }
}

impl Offsets {
    fn of(span: Span, points: &CodePoints<'_>) -> Self {
        let (start, end) = points.of_span(span);
        Self { start, end }
    }
}

/// Who published the article: as its front matter says, else as it begins.
pub(super) fn outlet(article: &Article) -> Option<&str> {
    let lead = || article.parts.outlet.map(|span| span.of(article.text()));
    article.meta.outlet.as_deref().or_else(lead)
}

fn entity_report<'a>(
    index: usize,
    entity: &'a Entity,
    text: &'a str,
    points: &CodePoints<'_>,
) -> EntityReport<'a> {
    let mention = |mention: &Mention| {
        let Offsets { start, end } = Offsets::of(mention.span, points);
        MentionReport { start, end, kind: mention.kind.name() }
    };
    EntityReport {
        id: entity_id(EntityId(index)),
        name: &entity.name,
        kind: entity.kind.name(),
        role: entity.role.map(|role| role.span.of(text)),
        date: entity.date.as_deref(),
        mentions: entity.mentions.iter().map(mention).collect(),
        by: None,
    }
}

fn quote_report<'a>(
    index: usize,
    quote: &Quote,
    analysis: &Analysis,
    points: &CodePoints<'_>,
) -> QuoteReport<'a> {
    let at = |span: Option<Span>| span.map(|span| Offsets::of(span, points));
    QuoteReport {
        id: format!("q{}", index + 1),
        kind: quote.kind.name(),
        content: quote.content.iter().map(|&span| Offsets::of(span, points)).collect(),
        cue: at(quote.cue),
        source: at(quote.source),
        speaker: quote.speaker.filter(|&id| analysis.entity(id).is_some()).map(entity_id),
        confidence: two_decimals(quote.confidence),
        speaker_name: None,
        by: None,
    }
}

fn entity_id(id: EntityId) -> String {
    format!("e{}", id.0.saturating_add(1))
}

/// A confidence as printed; what is no number is no confidence.
fn two_decimals(confidence: f32) -> f64 {
    let rounded = (f64::from(confidence) * 100.0).round() / 100.0;
    if rounded.is_finite() { rounded.clamp(0.0, 1.0) } else { 0.0 }
}
