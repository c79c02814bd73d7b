//! Undo: what was done to notes and corrections in this sitting, by article.

use super::notes::change;
use crate::app::msg::Effect;
use crate::app::reader::Step;
use crate::app::state::State;
use crate::notes::{ArticleInfo, Change};

/// Takes the last change to the open article's notes back, or makes it again.
pub(super) fn undo(state: &mut State, again: bool) -> Vec<Effect> {
    let Some(info) = state.reader.as_ref().map(|reader| reader.info.clone()) else { return Vec::new() };
    undo_in(state, &info, again)
}

/// Takes the last change to any notes back, or makes it again.
pub(super) fn undo_last(state: &mut State, again: bool) -> Vec<Effect> {
    loop {
        let changed = if again { &mut state.changed.1 } else { &mut state.changed.0 };
        let Some(info) = changed.last().cloned() else {
            state.say(nothing(again));
            return Vec::new();
        };
        let (undo, redo) = steps(state, &info.id);
        // What somebody else changed meanwhile cannot be undone any more.
        if (if again { redo } else { undo }).is_empty() {
            let changed = if again { &mut state.changed.1 } else { &mut state.changed.0 };
            changed.pop();
            continue;
        }
        let effects = undo_in(state, &info, again);
        let said = std::mem::take(&mut state.status.text);
        state.say(format!("{said} · {}", info.title));
        return effects;
    }
}

/// What is said where there is no change to take back, or to make again.
const fn nothing(again: bool) -> &'static str {
    if again { "Nothing to redo" } else { "Nothing to undo in this sitting" }
}

/// What can be undone and redone in an article, open or not.
pub(super) fn steps<'s>(state: &'s mut State, article: &str) -> (&'s mut Vec<Step>, &'s mut Vec<Step>) {
    match &mut state.reader {
        Some(reader) if reader.article.id() == article => (&mut reader.undo, &mut reader.redo),
        _ => {
            let (undo, redo) = state.steps.entry(article.to_owned()).or_default();
            (undo, redo)
        }
    }
}

fn undo_in(state: &mut State, info: &ArticleInfo, again: bool) -> Vec<Effect> {
    let (undo, redo) = steps(state, &info.id);
    let (from, to) = if again { (redo, undo) } else { (undo, redo) };
    let step = from.pop();
    to.extend(step.clone());
    let (from, to) = match again {
        true => (&mut state.changed.1, &mut state.changed.0),
        false => (&mut state.changed.0, &mut state.changed.1),
    };
    if let Some(at) = from.iter().rposition(|other| other.id == info.id) {
        to.push(from.remove(at));
    }
    let Some(step) = step else {
        state.say(nothing(again));
        return Vec::new();
    };
    let (said, changes) = changes_of(step, again);
    state.say(format!("{}: {said}", if again { "Redone" } else { "Undone" }));
    change(state, info, changes)
}

/// What a step becomes when it is undone or made again, and how that is said.
fn changes_of(step: Step, again: bool) -> (String, Vec<Change>) {
    match step {
        Step::Note(before, after) => {
            let (from, to) = if again { (before, after) } else { (after, before) };
            let said = match (&from, &to) {
                (None, Some(_)) => "the note is back",
                (Some(_), None) => "the note is gone",
                _ if again => "the note is changed again",
                _ => "the note is as it was",
            };
            let change = match (from, to) {
                (base, Some(note)) => Some(Change::Put { note, base }),
                (from, None) => from.map(Change::Remove),
            };
            (said.to_owned(), change.into_iter().collect())
        }
        Step::Corrected(correction) if again => (correction.summary(), vec![Change::Correct(correction)]),
        Step::TakenBack(correction) if !again => (correction.summary(), vec![Change::Correct(correction)]),
        Step::Corrected(correction) | Step::TakenBack(correction) => {
            (format!("no longer {}", correction.summary()), vec![Change::TakeBack(correction.id)])
        }
        Step::Several(steps) => {
            let notes = super::count_of(steps.len(), "change");
            (notes, steps.into_iter().flat_map(|step| changes_of(step, again).1).collect())
        }
    }
}

/// Keeps a change for undo.
pub(super) fn remember_change(state: &mut State, info: &ArticleInfo, step: Step) {
    let (undo, redo) = steps(state, &info.id);
    undo.push(step);
    redo.clear();
    state.changed.0.push(info.clone());
    state.changed.1.retain(|other| other.id != info.id);
}

/// A step but for what it does to one note; `None` where nothing is left.
pub(super) fn without(step: Step, id: &str) -> Option<Step> {
    match step {
        Step::Note(before, after) if before.as_ref().or(after.as_ref()).is_some_and(|n| n.id == id) => None,
        Step::Several(steps) => {
            let steps: Vec<Step> = steps.into_iter().filter_map(|step| without(step, id)).collect();
            (!steps.is_empty()).then_some(Step::Several(steps))
        }
        other => Some(other),
    }
}
