//! The borders of what the tagger found, put where phrases begin and end.

use std::ops::Range;

use super::features::Line;
use crate::nlp::quote::scene::Scene;
use crate::nlp::quote::source;
use crate::nlp::token::TokenKind;

/// Parts with at most so many tokens between them are one.
const GAP: usize = 6;

/// "that" is looked for so far before the first word.
const REACH: usize = 5;

/// Function words with which a statement may end.
const CLOSING: &[&str] =
    &["him", "her", "them", "me", "us", "so", "not", "too", "there", "here", "now", "then", "again"];

/// With "that" before them these tell when: "the claims that morning".
const TIMES: &[&str] =
    &["morning", "afternoon", "evening", "night", "day", "week", "weekend", "month", "year", "summer"];

/// What a reporting word reports, with its borders mended: behind "that" the first
/// word counts, a name is not cut, no statement ends before its noun, and parts
/// between which nothing of the attribution stands are one.
pub(super) fn fitted(
    scene: &Scene,
    line: &Line,
    cue: usize,
    source: Option<&Range<usize>>,
    spans: Vec<Range<usize>>,
) -> Vec<Range<usize>> {
    let free = |at: usize| {
        at != cue && source.is_none_or(|s| !s.contains(&at)) && line.reporting.get(at) == Some(&false)
    };
    let names = |at: usize| {
        let possessive = scene.doc.words.get(at).is_some_and(|w| w.kind == TokenKind::Possessive);
        possessive
            || scene.entities.at(at).is_some()
                && at.checked_sub(1).is_some_and(|b| scene.entities.at(at) == scene.entities.at(b))
    };
    let mut out: Vec<Range<usize>> = Vec::new();
    for mut span in spans {
        let floor = out.last().map_or(line.tokens.start, |s| s.end);
        let that = (floor.max(cue + 1)..span.start).rev().take(REACH).find(|&at| scene.is(at, &["that"]));
        if let Some(that) = that.filter(|&that| (that + 1..span.start).all(free)) {
            span.start = that + 1;
        }
        // "That" is outside of what is said; "that week" tells when.
        if span.start > cue
            && span.len() > 1
            && scene.is(span.start, &["that"])
            && !scene.is(span.start + 1, TIMES)
        {
            span.start += 1;
        }
        if let Some(to) = asked(scene, cue, &span) {
            span.start = to;
        }
        if span.start > cue + 1 && scene.is(span.start - 1, &["that"]) && scene.is(span.start, TIMES) {
            continue;
        }
        while span.start > floor && names(span.start) && free(span.start - 1) {
            span.start -= 1;
        }
        while span.end < line.tokens.end
            && free(span.end)
            && (names(span.end) || scene.doc.is_word(span.end) && goes_on(scene, span.end))
        {
            span.end += 1;
        }
        if let Some(comma) = aside(scene, line, cue, &span) {
            span.end = comma;
        }
        match out.last_mut() {
            Some(last) if span.start <= last.end + GAP && (last.end..span.start).all(free) => {
                last.end = span.end.max(last.end);
            }
            _ => out.push(span),
        }
    }
    out
}

/// The comma that ends a clause before the main one: "While she said that it failed,
/// nobody left."
fn aside(scene: &Scene, line: &Line, cue: usize, span: &Range<usize>) -> Option<usize> {
    let first = line.tokens.start;
    let opens = scene.doc.is_capital(first) && scene.is(first, OPENING);
    let comma = |at: &usize| scene.word(*at) == "," && scene.region(*at).is_none();
    if !opens || span.start <= cue || (first..span.start).any(|at| comma(&at)) {
        return None;
    }
    (span.start + SHORT..span.end).find(comma)
}

/// Words that open a clause before the main one.
const OPENING: &[&str] = &["while", "though", "although", "after", "as", "when", "since", "if"];

/// A clause has at least so many tokens before its comma.
const SHORT: usize = 3;

/// Of whom is asked for something stands between the word and "to": nobody is a part
/// of what is said in "urged the council to open the harbour".
fn asked(scene: &Scene, cue: usize, span: &Range<usize>) -> Option<usize> {
    if span.start != cue + 1 || !ASKING.contains(&scene.word(cue)) {
        return None;
    }
    let to = (span.start..span.end.min(span.start + WHOM)).find(|&at| scene.is(at, &["to"]))?;
    let whom = span.start..to;
    let plain =
        |at: usize| scene.doc.is_word(at) && !scene.is(at, &["that", "not", "how", "what", "whether"]);
    (!whom.is_empty() && whom.clone().all(plain)).then_some(to)
}

/// Words that ask somebody for something.
const ASKING: &[&str] = &[
    "urge",
    "urges",
    "urged",
    "urging",
    "ask",
    "asks",
    "asked",
    "asking",
    "tell",
    "tells",
    "told",
    "telling",
    "order",
    "orders",
    "ordered",
    "ordering",
    "advise",
    "advises",
    "advised",
    "advising",
    "beg",
    "begs",
    "begged",
    "begging",
    "instruct",
    "instructs",
    "instructed",
    "instructing",
    "encourage",
    "encourages",
    "encouraged",
    "encouraging",
    "warn",
    "warns",
    "warned",
    "warning",
];

/// As many tokens name whom.
const WHOM: usize = 7;

/// Whether a phrase that would end before token `end` goes on: its last word asks
/// for another ("of", "the"), or the next is a noun or verb without any link.
fn goes_on(scene: &Scene, end: usize) -> bool {
    let function =
        |at: usize| scene.is_function(at) && !source::is_pronoun(scene.word(at)) && !scene.is(at, CLOSING);
    end.checked_sub(1).is_some_and(function) || !function(end) && !scene.is_date(end)
}
