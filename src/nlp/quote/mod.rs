//! Who said what.

mod attribute;
mod content;
mod cues;
mod hits;
mod join;
mod learned;
mod marks;
mod scene;
mod source;
mod speaker;
mod turns;

pub(crate) use cues::{Cue, CueVerbs, Meanings};
pub(crate) use learned::Taggers;
#[cfg(feature = "train")]
pub use learned::Told;
#[cfg(feature = "train")]
pub(crate) use learned::{CUE_LABELS, SPAN_LABELS};

use super::document::Document;
use super::entity::{Entities, Pronouns, resolve};
use super::{Engine, EntityId, Quote};
use crate::text::Span;
use attribute::Statement;
use scene::{Scene, regions_by_token};
use speaker::Speakers;

/// Finds the statements of an article, and resolves he and she on the way:
/// first in the story itself, then, knowing who speaks, inside quotations.
pub(crate) fn find(doc: &Document, engine: &Engine, entities: &mut Entities) -> Vec<Quote> {
    let lists = &engine.lists;
    let mut regions = marks::find(doc, lists);
    let turns = turns::find(doc, entities, &mut regions);
    let region_of = regions_by_token(doc, &regions);
    let region_at = |at: usize| region_of.get(at).copied().flatten();
    let pronouns = resolve(doc, entities, &region_at, None, Pronouns::default());
    let mut speaker_of = vec![None; regions.len()];
    let mut quotes = Vec::new();
    {
        let scene =
            Scene { doc, lists, entities, pronouns: &pronouns, regions: &regions, region_of: &region_of };
        let speakers = Speakers::new(&scene);
        let units = scene.units();
        let rules = attribute::find(&scene, &units, &turns);
        let reports = learned::find(&engine.statements, &engine.lexicon, &scene, &units, &rules);
        for statement in join::join(&scene, &units, rules, reports) {
            let (speaker, confidence) = speakers.resolve(&statement);
            for span in &statement.content {
                let region = region_at(doc.token_from(span.start));
                if let Some(region) = region.filter(|r| regions[*r].inner.covers(*span)) {
                    speaker_of[region] = speaker;
                }
            }
            quotes.push(quote(doc, statement, speaker, confidence));
        }
    }
    let of = |region: usize| speaker_of.get(region).copied().flatten();
    resolve(doc, entities, &region_at, Some(&of), pronouns);
    quotes.sort_by_key(|q| q.extent());
    quotes
}

/// Which tagger a lesson is for.
#[cfg(feature = "train")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lesson {
    /// That of the words that report.
    Cues,
    /// That of what they report.
    Spans,
}

/// Lessons of an article whose statements are known.
#[cfg(feature = "train")]
pub(crate) fn samples(
    doc: &Document,
    engine: &Engine,
    entities: &mut Entities,
    told: &[Told],
    lesson: Lesson,
) -> Vec<crate::nlp::training::Sample> {
    let lists = &engine.lists;
    let mut regions = marks::find(doc, lists);
    let turns = turns::find(doc, entities, &mut regions);
    let region_of = regions_by_token(doc, &regions);
    let region_at = |at: usize| region_of.get(at).copied().flatten();
    let pronouns = resolve(doc, entities, &region_at, None, Pronouns::default());
    let scene = Scene { doc, lists, entities, pronouns: &pronouns, regions: &regions, region_of: &region_of };
    let units = scene.units();
    let rules = attribute::find(&scene, &units, &turns);
    match lesson {
        Lesson::Cues => learned::cue_samples(&engine.lexicon, &scene, &units, &rules, told),
        Lesson::Spans => {
            learned::span_samples(&engine.statements, &engine.lexicon, &scene, &units, &rules, told)
        }
    }
}

/// A statement as part of the analysis.
fn quote(doc: &Document, statement: Statement, speaker: Option<usize>, confidence: f32) -> Quote {
    let mut content: Vec<Span> =
        statement.content.iter().map(|s| s.trim(doc.text)).filter(|s| !s.is_empty()).collect();
    content.sort();
    let mut end = 0;
    content.retain(|s| {
        let fits = s.start >= end;
        end = end.max(s.end);
        fits
    });
    Quote {
        kind: statement.kind,
        content,
        cue: statement.cue,
        source: statement.source.map(|s| doc.span(s.tokens)).filter(|s| !s.is_empty()),
        speaker: speaker.map(EntityId),
        confidence: confidence.clamp(0.0, 1.0),
    }
}
