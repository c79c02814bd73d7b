//! The trained taggers of statements: one finds the words that report, the other
//! what each of them reports and who is named as its source, as a reading of
//! semantic roles does. Both are of the make of that of the names
//! ([`crate::nlp::tagger`]); what the rules found is among the features.

mod borders;
mod facts;
mod features;
#[cfg(feature = "train")]
mod samples;

use std::ops::Range;

use super::attribute::Statement;
use super::scene::{Scene, Unit};
use crate::nlp::gazetteer::Classes;
use crate::nlp::lexicon::Lexicon;
use crate::nlp::tagger::{Model, Scores};
use crate::nlp::token::TokenKind;
use borders::fitted;
use facts::{Facts, Part, facts, parts};
use features::{Line, View};

#[cfg(feature = "train")]
pub use samples::Told;
#[cfg(feature = "train")]
pub(crate) use samples::{cue_samples, span_samples};

/// A word reports or does not.
pub(crate) const CUE_LABELS: usize = 2;

/// Nothing; the beginning and the inside of what is said; the same of who says it;
/// the last word of what is said.
pub(crate) const SPAN_LABELS: usize = 6;

const CONTENT: usize = 1;
const SOURCE: usize = 3;
const LAST: usize = 5;

/// The trained weights.
#[derive(Debug, Clone, Default)]
pub(crate) struct Taggers {
    /// Which words report.
    pub cues: Option<Model<CUE_LABELS>>,
    /// What they report, and who says it.
    pub spans: Option<Model<SPAN_LABELS>>,
}

/// What one reporting word reports.
#[derive(Debug, Clone)]
pub(super) struct Report {
    /// The reporting word.
    pub cue: usize,
    /// What is said, in tokens; empty where the word reports nothing.
    pub content: Vec<Range<usize>>,
    /// Who says it.
    pub source: Option<Range<usize>>,
    /// By how much this is better than nothing.
    pub lead: i32,
    /// Whether it stands inside of what another word reports.
    pub nested: bool,
}

/// Below this lead a word is not looked at as one that reports, in hundredths of a
/// nat. Some that rather do not report pass: the other tagger still decides.
const LEAST: i64 = -50;

/// As many reporting words of a sentence are looked at.
const MOST: usize = 40;

/// What the taggers see of an article.
struct Sight {
    facts: Vec<Facts>,
    parts: Vec<Option<Part>>,
    reporting: Vec<bool>,
}

impl Sight {
    /// Words whose lead is below `least` are passed over.
    fn new(
        taggers: &Taggers,
        lexicon: &Lexicon,
        scene: &Scene,
        units: &[Unit],
        rules: &[Statement],
        least: i64,
    ) -> Self {
        let parts = parts(scene, rules);
        let facts = facts(scene, lexicon, &parts);
        let mut sight = Self { reporting: vec![false; facts.len()], facts, parts };
        let Some(model) = &taggers.cues else { return sight };
        let mut features = Vec::new();
        for unit in units {
            let mut found = 0;
            for at in unit.tokens.clone().filter(|&at| may_report(scene, at)) {
                sight.line(unit).cue(at, &mut features);
                let mut scores = model.start();
                model.add(&features, &mut scores);
                let lead = i64::from(scores[1]) - i64::from(scores[0]);
                if 100 * lead > least * i64::from(model.unit()) && found < MOST {
                    sight.reporting[at] = true;
                    found += 1;
                }
            }
        }
        sight
    }

    fn line(&self, unit: &Unit) -> Line<'_> {
        Line {
            facts: &self.facts,
            parts: &self.parts,
            tokens: unit.tokens.clone(),
            reporting: &self.reporting,
        }
    }
}

/// Whether a token can report at all: a word outside of quotations that is not a
/// name, a function word or an adverb. "Citing" names a source and reports nothing,
/// and who speaks for an hour has not told what.
fn may_report(scene: &Scene, at: usize) -> bool {
    let word = scene.word(at);
    let speaks = matches!(word, "speak" | "speaks" | "spoke" | "spoken" | "speaking");
    let empty = word == "citing"
        || word.len() > 5 && word.ends_with("ly") && scene.cue(at).is_none()
        || speaks && !scene.is(at + 1, &["of", "about", "out", "against"]);
    scene.region(at).is_none()
        && !empty
        && scene.doc.is_word(at)
        && scene.entities.at(at).is_none()
        && (!scene.doc.classes(at).any(Classes::FUNCTION)
            || scene.cue(at).is_some()
            || scene.is(at, &["according"]))
}

/// What the words of an article report, in order.
pub(super) fn find(
    taggers: &Taggers,
    lexicon: &Lexicon,
    scene: &Scene,
    units: &[Unit],
    rules: &[Statement],
) -> Vec<Report> {
    let Some(model) = &taggers.spans else { return Vec::new() };
    let sight = Sight::new(taggers, lexicon, scene, units, rules, LEAST);
    let mut out = Vec::new();
    let mut scores = Scores::default();
    let mut features = Vec::new();
    for unit in units {
        let line = sight.line(unit);
        if !unit.tokens.clone().any(|at| sight.reporting[at]) {
            continue;
        }
        let mut base = Vec::with_capacity(unit.tokens.len());
        for at in unit.tokens.clone() {
            line.token(at, &mut features);
            base.push(model.emit(&features));
        }
        for cue in unit.tokens.clone().filter(|&at| sight.reporting[at]) {
            let word = |at: usize| scene.word(at);
            let view = View::new(&line, &word, cue);
            let window = view.window();
            let emitted = window.clone().map(|at| {
                let mut emitted = base[at - unit.tokens.start];
                view.token(at, &mut features);
                model.add(&features, &mut emitted);
                emitted
            });
            let emitted: Vec<_> = emitted.collect();
            let path = model.best(emitted.iter().copied(), &mut scores);
            let empty = path.iter().map(|&label| if is_content(label) { 0 } else { label });
            let lead = model.worth(&emitted, path.iter().copied()) - model.worth(&emitted, empty);
            let lead = i32::try_from(100 * lead / i64::from(model.unit().max(1))).unwrap_or(i32::MAX);
            let source = spans(&path, SOURCE, window.start).into_iter().next();
            let content = spans(&path, CONTENT, window.start);
            let mut content = fitted(scene, &line, cue, source.as_ref(), content);
            // "The 6" of "The 6' 2" keeper waited" says nothing.
            let numbered = |at: usize| scene.doc.words[at].kind == TokenKind::Number;
            let small = |at: usize| !scene.doc.is_word(at) || scene.doc.classes(at).any(Classes::FUNCTION);
            let mut said = content.iter().cloned().flatten();
            if said.clone().all(small) && said.any(numbered) {
                content.clear();
            }
            out.push(Report { cue, content, source, lead, nested: false });
        }
    }
    nest(&mut out);
    out
}

/// Marks what stands inside of what another word reports: it is part of that
/// statement and none of its own.
fn nest(reports: &mut [Report]) {
    // A statement lies in one sentence, so that what holds a word is near it.
    const NEAR: usize = 2 * MOST;
    for at in 0..reports.len() {
        let around = at.saturating_sub(NEAR)..reports.len().min(at + NEAR);
        let cue = reports[at].cue;
        reports[at].nested = reports[around].iter().any(|r| r.content.iter().any(|c| c.contains(&cue)));
    }
}

/// Whether a label is of what is said.
const fn is_content(label: usize) -> bool {
    matches!(label, CONTENT | LAST) || label == CONTENT + 1
}

/// The spans of a label and the one behind it on a path that starts at `first`.
fn spans(path: &[usize], label: usize, first: usize) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (at, &here) in path.iter().enumerate() {
        if here == label {
            out.push(first + at..first + at + 1);
        } else if (here == label + 1 || here == LAST && label == CONTENT)
            && let Some(last) = out.last_mut().filter(|last| last.end == first + at)
        {
            last.end = first + at + 1;
        }
    }
    out
}
