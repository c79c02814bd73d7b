//! Who said what.

mod attribute;
mod content;
mod cues;
mod hits;
mod marks;
mod scene;
mod source;
mod speaker;
mod turns;

pub(crate) use cues::{Cue, CueVerbs};

use super::document::Document;
use super::entity::{Entities, Pronouns, resolve};
use super::gazetteer::Gazetteer;
use super::{EntityId, Quote};
use crate::text::Span;
use attribute::Statement;
use scene::{Scene, regions_by_token};
use speaker::Speakers;

/// Finds the statements of an article, and resolves he and she on the way:
/// first in the story itself, then, knowing who speaks, inside quotations.
pub(crate) fn find(doc: &Document, lists: &Gazetteer, entities: &mut Entities) -> Vec<Quote> {
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
        for statement in attribute::find(&scene, &turns) {
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
