//! Lessons for the taggers: sentences with their right labels.

use std::ops::Range;

use super::{CONTENT, LAST, SOURCE, Sight, Taggers, View, may_report};
use crate::nlp::lexicon::Lexicon;
use crate::nlp::quote::attribute::Statement;
use crate::nlp::quote::scene::{Scene, Unit};
use crate::nlp::training::Sample;
use crate::text::Span;

/// A statement as the corpus marks it.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// The words that report it.
    pub cue: Vec<Span>,
    /// What is said.
    pub content: Vec<Span>,
    /// Who says it.
    pub source: Vec<Span>,
}

/// The reporting word of each statement that has one: the first of its words
/// that may be one.
fn cues(scene: &Scene, told: &[Told]) -> Vec<Option<usize>> {
    let first = |span: &Span| scene.doc.tokens_in(*span).find(|&at| may_report(scene, at));
    told.iter().map(|t| t.cue.first().and_then(first)).collect()
}

/// Every word that may report, with whether it does; once as it is, once hidden.
pub(crate) fn cue_samples(
    lexicon: &Lexicon,
    scene: &Scene,
    units: &[Unit],
    rules: &[Statement],
    told: &[Told],
) -> Vec<Sample> {
    let mut sight = Sight::new(&Taggers::default(), lexicon, scene, units, rules, 0);
    let cues = cues(scene, told);
    let mut out = Vec::new();
    for hidden in [false, true] {
        if hidden {
            hide(&mut sight, scene);
        }
        for unit in units {
            let line = sight.line(unit);
            for at in unit.tokens.clone().filter(|&at| may_report(scene, at)) {
                let mut features = Vec::new();
                line.cue(at, &mut features);
                let label = usize::from(cues.contains(&Some(at)));
                out.push(Sample { features: vec![features], labels: vec![label] });
            }
        }
    }
    out
}

/// Every reporting word, and every other that is taken for one, with what is said
/// and who says it.
pub(crate) fn span_samples(
    taggers: &Taggers,
    lexicon: &Lexicon,
    scene: &Scene,
    units: &[Unit],
    rules: &[Statement],
    told: &[Told],
) -> Vec<Sample> {
    // Words that rather do not report would teach the tagger to refuse.
    let mut sight = Sight::new(taggers, lexicon, scene, units, rules, 0);
    let cues = cues(scene, told);
    for &cue in cues.iter().flatten() {
        sight.reporting[cue] = true;
    }
    let mut out = Vec::new();
    let (mut base, mut own) = (Vec::new(), Vec::new());
    for unit in units {
        let line = sight.line(unit);
        for cue in unit.tokens.clone().filter(|&at| sight.reporting[at]) {
            let word = |at: usize| scene.word(at);
            let view = View::new(&line, &word, cue);
            let window = view.window();
            let mut labels = vec![0; window.len()];
            let own_words = told.iter().zip(&cues).filter(|(_, c)| **c == Some(cue));
            for (told, _) in own_words {
                for (spans, label) in [(&told.source, SOURCE), (&told.content, CONTENT)] {
                    for span in spans {
                        set(&mut labels, &window, scene.doc.tokens_in(*span), label);
                    }
                }
            }
            close(&mut labels);
            let features = window.clone().map(|at| {
                line.token(at, &mut base);
                view.token(at, &mut own);
                [base.as_slice(), own.as_slice()].concat()
            });
            out.push(Sample { features: features.collect(), labels });
        }
    }
    out
}

/// Labels the tokens of a span inside a window.
fn set(labels: &mut [usize], window: &Range<usize>, tokens: Range<usize>, label: usize) {
    for (nth, at) in tokens.filter(|at| window.contains(at)).enumerate() {
        labels[at - window.start] = label + usize::from(nth > 0);
    }
    // What the label cut in two goes on as a beginning.
    let mut before = 0;
    for slot in labels.iter_mut() {
        if !crate::nlp::tagger::may_follow(before, *slot) {
            *slot -= 1;
        }
        before = *slot;
    }
}

/// Labels the last word of each span of content as such.
fn close(labels: &mut [usize]) {
    for at in 0..labels.len() {
        if labels[at] == CONTENT + 1 && labels.get(at + 1) != Some(&(CONTENT + 1)) {
            labels[at] = LAST;
        }
    }
}

/// Hides which words may report: what is left, their endings, their meaning and
/// their neighbours, is what there is to know of a word that the corpus lacks.
fn hide(sight: &mut Sight, scene: &Scene) {
    const HIDDEN: u64 = 7;
    for (_, facts) in sight.facts.iter_mut().enumerate().filter(|(at, _)| may_report(scene, *at)) {
        facts.word = HIDDEN;
        facts.stem = HIDDEN;
    }
}
