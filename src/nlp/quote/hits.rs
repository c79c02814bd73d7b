//! Reporting verbs with their subjects: the "X said" of each sentence.

use std::ops::Range;

use super::cues::Cue;
use super::scene::{Scene, Unit};
use super::source::{self, Source};

/// One reporting verb of a sentence.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    /// The reporting words.
    pub tokens: Range<usize>,
    pub cue: Cue,
    /// Who reports.
    pub source: Option<Source>,
    /// Where the attribution begins and ends, source included.
    pub extent: Range<usize>,
    pub kind: HitKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HitKind {
    /// "X said"
    Plain,
    /// "said X"
    Inverted,
    /// "..., saying"
    Participle,
    /// "according to X"
    According,
}

/// All reporting verbs of a unit with their subjects.
pub(super) fn find(scene: &Scene, unit: &Unit) -> Vec<Hit> {
    let mut out: Vec<Hit> = Vec::new();
    let mut at = unit.tokens.start;
    while at < unit.tokens.end {
        if let Some(region) = scene.region(at) {
            at = scene.region_tokens(region).end.max(at + 1);
            continue;
        }
        if let Some(hit) = according(scene, at, unit).or_else(|| verb(scene, at, unit, &out)) {
            at = hit.tokens.end.max(at + 1);
            out.push(hit);
        } else {
            at += 1;
        }
    }
    out
}

/// "according to X"
fn according(scene: &Scene, at: usize, unit: &Unit) -> Option<Hit> {
    let to = scene.is(at, &["according"]) && scene.is(at + 1, &["to"]);
    if !to {
        return None;
    }
    let source = source::behind(scene, at + 1, unit.tokens.end)?;
    let end = source.tokens.end;
    Some(Hit {
        tokens: at..at + 2,
        cue: Cue::SAY,
        extent: at..end,
        source: Some(source),
        kind: HitKind::According,
    })
}

/// A reporting verb with its subject before or behind it.
fn verb(scene: &Scene, at: usize, unit: &Unit, before: &[Hit]) -> Option<Hit> {
    let cue = scene.cue(at)?;
    if scene.is_name(at) || is_noun(scene, at, cue) || is_unsaid(scene, at, unit) {
        return None;
    }
    let tokens = at..at + 1;
    let floor = before.last().map_or(unit.tokens.start, |h| h.tokens.end);
    let finite = cue.any(Cue::PAST.with(Cue::THIRD)) || cue.any(Cue::BASE);
    // "states", "claims", "reports" are nouns unless a speaker stands before them.
    let clear = |s: &Source| cue.any(Cue::PAST) || s.certainty > 0.7;
    if finite && let Some(source) = source::before(scene, at, floor).filter(clear) {
        let start = source.tokens.start;
        return Some(Hit { tokens, cue, source: Some(source), extent: start..at + 1, kind: HitKind::Plain });
    }
    let speech = cue.any(Cue::SAY.with(Cue::SPEECH));
    let previous = at.checked_sub(1).filter(|&p| p >= unit.tokens.start);
    let after_content = previous
        .is_some_and(|p| scene.region(p).is_some() || matches!(scene.word(p), "," | "—" | "–" | "--"));
    if speech
        && after_content
        && cue.any(Cue::PAST.with(Cue::THIRD))
        && let Some(source) = source::behind(scene, at, unit.tokens.end)
        && !goes_on(scene, &source)
    {
        let end = source.tokens.end;
        return Some(Hit { tokens, cue, source: Some(source), extent: at..end, kind: HitKind::Inverted });
    }
    let participle = cue.any(Cue::ING)
        && previous.is_none_or(|p| {
            matches!(scene.word(p), "," | "—" | "–" | "--" | "by" | "in" | "while") || cites(scene, p)
        });
    let second = cue.any(Cue::PAST.with(Cue::THIRD))
        && previous
            .is_some_and(|p| scene.is(p, &["and", "but", "then", "also", "or"]) || scene.word(p) == ",");
    if participle || second {
        let source = before.iter().rev().find_map(|h| h.source.clone()).or_else(|| subject(scene, unit, at));
        let mut source = source?;
        source.certainty *= 0.8;
        return Some(Hit {
            tokens,
            cue,
            source: Some(source),
            extent: at..at + 1,
            kind: HitKind::Participle,
        });
    }
    None
}

/// "was quoted as saying": whether "as" stands at `at` behind that passive.
fn cites(scene: &Scene, at: usize) -> bool {
    scene.is(at, &["as"]) && at.checked_sub(1).is_some_and(|verb| scene.is(verb, &["quoted", "cited"]))
}

/// Whether a verb follows the pronoun behind "said": "..., said he had
/// seen nothing" reports a clause, "..., said he." does not.
fn goes_on(scene: &Scene, source: &Source) -> bool {
    let next = source.tokens.end;
    source::is_pronoun(scene.word(source.head))
        && scene.doc.is_word(next)
        && !scene.is_date(next)
        && !scene.is(next, &["in", "on", "at", "to", "during", "after", "when", "as", "with"])
}

/// The first name or pronoun of the unit: its likely subject.
pub(super) fn subject(scene: &Scene, unit: &Unit, before: usize) -> Option<Source> {
    let mut at = unit.tokens.start;
    while at < before {
        if let Some(region) = scene.region(at) {
            at = scene.region_tokens(region).end.max(at + 1);
            continue;
        }
        let named = scene.is_name(at) || source::is_pronoun(scene.word(at)) || scene.is_speaker_noun(at);
        if named {
            // "Senior" in "Senior spokesperson" belongs to the phrase.
            let plain = |i: usize| scene.doc.is_word(i) && !scene.is_function(i) && scene.region(i).is_none();
            let lead = (unit.tokens.start..at).rev().take(3).take_while(|&i| plain(i)).count();
            let mut source = source::starting(scene, at - lead, before)?;
            source.certainty *= 0.7;
            return Some(source);
        }
        at += 1;
    }
    None
}

/// Whether a form that is also a noun is one here: "the claims".
fn is_noun(scene: &Scene, at: usize, cue: Cue) -> bool {
    let Some(left) = at.checked_sub(1) else { return cue.any(Cue::BASE) && !cue.any(Cue::PAST) };
    let determined = scene.is(
        left,
        &[
            "the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "no", "any", "such", "of",
            "in", "on", "with", "for", "from", "at", "under", "these", "those", "new", "by", "into", "'s",
            "’s",
        ],
    );
    let open =
        cue.any(Cue::BASE.with(Cue::THIRD)) || cue.any(Cue::LABEL.with(Cue::THAT)) && cue.any(Cue::PAST);
    determined && open && !cue.any(Cue::ING)
        || determined
            && cue.any(Cue::PAST)
            && scene.is(left, &["the", "a", "an", "his", "her", "its", "their", "of", "by"])
        || cue.any(Cue::BASE)
            && !cue.any(Cue::PAST)
            && left > 0
            && scene.is(left, &["to"])
            && !scene.is(left - 1, &["on", "went", "continued"])
}

/// Whether the verb says that nothing was said: "did not say", "declined
/// to comment", "is expected".
fn is_unsaid(scene: &Scene, at: usize, unit: &Unit) -> bool {
    let from = at.saturating_sub(3).max(unit.tokens.start);
    let negative = |i: usize| {
        scene.is(i, &["not", "never", "n't", "cannot"])
            || scene.word(i).ends_with("n't")
            || scene.word(i).ends_with("n’t")
    };
    let soft = scene.cue(at).is_some_and(|c| c.any(Cue::THAT) && !c.any(Cue::SAY.with(Cue::SPEECH)));
    if (from..at).any(|i| scene.region(i).is_none() && negative(i))
        && !soft
        && !scene.is(at, &["believe", "think"])
    {
        return true;
    }
    let silent = scene.is(at, &["refused", "refuses", "refusing", "declined", "declines"])
        && scene.is(at + 1, &["to"])
        && scene.cue(at + 2).is_some_and(|c| c.any(Cue::SAY.with(Cue::SPEECH)));
    if silent {
        return true;
    }
    let refused = (from..at).any(|i| {
        scene.region(i).is_none() && scene.is(i, &["declined", "refused", "failed", "declines", "refuses"])
    });
    let past = scene.cue(at).is_some_and(|c| c.any(Cue::PAST));
    let passive = past
        && at > unit.tokens.start
        && scene.is(at - 1, &["is", "was", "are", "were", "been", "being", "be", "get", "got"]);
    refused || passive
}
