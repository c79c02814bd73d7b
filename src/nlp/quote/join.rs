//! What the rules found and what the taggers found, as one list of statements.

use std::ops::Range;

use super::attribute::Statement;
use super::hits;
use super::learned::Report;
use super::scene::{Scene, Unit};
use super::source::{self, Source};
use crate::nlp::QuoteKind;
use crate::text::Span;

/// How sure a statement is that only the taggers found.
const TAGGED: f32 = 0.8;

/// How sure it is where they found it by little.
const GUESSED: f32 = 0.2;

/// A lead of less than this for each token, in hundredths of a nat, is little. The higher this is, the fewer
/// statements have a speaker who is named, and the more of these are right.
const LITTLE: i32 = 1000;

/// A word that no list knows as one that reports needs this lead for each token:
/// "the shares jumped to $17".
const STRANGE: i32 = 150;

/// A source of the rules that is less sure gives way to that of the taggers.
const UNSURE: f32 = 0.7;

/// The rules know quotation marks: direct quotations stay as they found them. What
/// else is said, and how far it reaches, the taggers know better.
pub(super) fn join(
    scene: &Scene,
    units: &[Unit],
    rules: Vec<Statement>,
    reports: Vec<Report>,
) -> Vec<Statement> {
    let cue_of = |s: &Statement| s.cue.map(|c| scene.doc.token_from(c.start));
    let mut out: Vec<(Statement, bool)> = rules.into_iter().map(|s| (s, true)).collect();
    let mut by_cue: Vec<(usize, usize)> =
        out.iter().enumerate().filter_map(|(i, (s, _))| Some((cue_of(s)?, i))).collect();
    by_cue.sort_unstable();
    let ruled = out.len();
    for report in reports {
        let content: Vec<Span> =
            report.content.iter().filter_map(|tokens| scene.content(tokens.clone())).collect();
        let own = by_cue.binary_search_by_key(&report.cue, |&(cue, _)| cue);
        if let Ok(Some((statement, kept))) = own.map(|at| out.get_mut(by_cue[at].1)) {
            let source = source(scene, units, &report);
            if source.is_some() && statement.source.as_ref().is_none_or(|s| s.certainty < UNSURE) {
                statement.source = source;
            }
            if statement.kind == QuoteKind::Direct {
                continue;
            }
            *kept = !report.nested;
            if !content.is_empty() {
                statement.kind = kind(scene, &report.content);
                statement.content = content;
            }
            continue;
        }
        let (Some(first), Some(last), false) = (content.first(), content.last(), report.nested) else {
            continue;
        };
        let source = source(scene, units, &report);
        // "It shows the harbour": what does is nobody who could say it.
        let thing = |s: &Source| s.tokens.len() == 1 && scene.is(s.head, &["it"]);
        if source.as_ref().is_some_and(thing) {
            continue;
        }
        let cue = Some(scene.doc.span(report.cue..report.cue + 1));
        // A quotation that the rules could not attribute.
        let from =
            out[..ruled].partition_point(|(s, _)| s.content.last().is_some_and(|c| c.end <= first.start));
        let near = out[from..ruled].iter_mut().take(4).find(|(s, _)| {
            // Words of a quotation are that quotation.
            let cited = |c: Span, o: Span| s.kind == QuoteKind::Direct && c.covers(o);
            let same = |c: Span| content.iter().any(|o| alike(c, *o) || cited(c, *o));
            s.content.iter().any(|c| c.start < last.end && same(*c))
        });
        if let Some((statement, _)) = near {
            // One thing is said once: "was quoted as saying".
            if statement.kind == QuoteKind::Direct && statement.cue.is_none() {
                statement.cue = cue;
                statement.source = source.or(statement.source.take());
            }
            continue;
        }
        let tokens = report.content.iter().map(Range::len).sum::<usize>().try_into().unwrap_or(i32::MAX);
        // A verb that is listed as reporting, right behind a name, needs no lead.
        let plain = scene.cue(report.cue).is_some()
            && source
                .as_ref()
                .is_some_and(|s| s.tokens.end == report.cue && scene.entities.at(s.head).is_some());
        let known = plain
            || scene.cue(report.cue).is_some()
            || scene.lists.meanings().of(&scene.word(report.cue).to_lowercase()) != 0;
        if !known && report.lead < STRANGE.saturating_mul(tokens) {
            continue;
        }
        let little = !plain && report.lead < LITTLE.saturating_mul(tokens);
        let certainty = if little { GUESSED } else { TAGGED };
        out.push((Statement { kind: kind(scene, &report.content), content, cue, source, certainty }, true));
    }
    out.into_iter().filter_map(|(statement, kept)| kept.then_some(statement)).collect()
}

/// Who reports: the words that the tagger found, or the subject of the reporting
/// word, or the first name of its sentence.
fn source(scene: &Scene, units: &[Unit], report: &Report) -> Option<Source> {
    if is_told(scene, report.cue) {
        return None;
    }
    if let Some(tokens) = &report.source {
        // "The minister was": the auxiliary is no part of who.
        let loose = |at: usize| scene.is_function(at) && !source::is_pronoun(scene.word(at));
        let end = tokens.clone().rev().find(|&at| !loose(at)).map_or(tokens.end, |at| at + 1);
        return Some(source::headed(scene, tokens.start..end));
    }
    let sentence = scene.doc.sentences.get(scene.doc.sentence_of(report.cue))?;
    let unit = units.get(units.partition_point(|u| u.tokens.end <= report.cue))?;
    let unit = Unit { tokens: sentence.tokens.start.max(unit.tokens.start)..report.cue, ..unit.clone() };
    source::before(scene, report.cue, unit.tokens.start).or_else(|| hits::subject(scene, &unit, report.cue))
}

/// "Residents have been told to leave", "I am told": who hears is no source.
fn is_told(scene: &Scene, cue: usize) -> bool {
    let passive = (1..4).any(|back| {
        let before = cue.checked_sub(back);
        before.is_some_and(|at| scene.is(at, &["am", "is", "are", "was", "were", "be", "been", "being"]))
    });
    scene.is(cue, &["told"]) && passive
}

/// Whether two spans share most of their words.
fn alike(a: Span, b: Span) -> bool {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    2 * shared > a.end.max(b.end) - a.start.min(b.start)
}

/// Whether the words are cited.
fn kind(scene: &Scene, content: &[Range<usize>]) -> QuoteKind {
    let words = || content.iter().cloned().flatten().filter(|&at| !scene.is_mark(at));
    let quoted = words().filter(|&at| scene.region(at).is_some()).count();
    match words().count() {
        _ if quoted == 0 => QuoteKind::Indirect,
        all if all == quoted => QuoteKind::Direct,
        _ => QuoteKind::Mixed,
    }
}
