//! The review: notes whose article has changed, one after the other, with the
//! places where their words may be now.

use super::{count_of, editor, motion, notes, undo};
use crate::app::msg::Effect;
use crate::app::reader::{NoteMark, Reader, Step};
use crate::app::state::{Overlay, Reviewing, State};
use crate::config::{Command, Config, Context};
use crate::notes::{Change, Note};
use crate::text::CodePoints;

/// What a note without a likely place says to a key that needs one.
const NO_PLACE: &str =
    "There is no likely place: v goes to the text to select one, o keeps the note without one";

/// Opens the review at the note here if something is to be said of it, else at
/// the first.
pub(super) fn open(state: &mut State) {
    let here = notes::note_here(state);
    let Some(reader) = &state.reader else { return };
    let reviewed = reader.reviewed();
    let speaks = |at: &&usize| {
        Some(**at) == here && reader.notes.get(**at).is_some_and(|mark| !mark.state().is_empty())
    };
    let Some(&first) = reviewed.iter().find(speaks).or(reviewed.first()) else {
        state.say("Every note is on its words: there is nothing to review");
        return;
    };
    show(state, first);
}

/// Shows the note with that index, or leaves the review if there is none.
fn show(state: &mut State, at: usize) {
    let Some(mark) = state.reader.as_mut().and_then(|reader| {
        reader.selection = None;
        reader.notes.get(at)
    }) else {
        return;
    };
    state.overlay = Some(Overlay::Review(Reviewing { note: mark.note.id.clone(), choice: 0 }));
    state.relinking = None;
    state.in_sidebar = false;
}

/// Leaves a review whose note is there no more: another text was opened, or
/// somebody else deleted it.
pub(super) fn settle(state: &mut State) {
    if let Some(Overlay::Review(review)) = &state.overlay
        && state.reader.as_ref().is_none_or(|reader| review.mark(reader).is_none())
    {
        state.overlay = None;
    }
}

pub(super) fn run(state: &mut State, config: &Config, command: Command, count: usize) -> Vec<Effect> {
    use Command as C;
    let far = count as isize;
    match command {
        C::LineDown | C::NextNote => step(state, far),
        C::LineUp | C::PrevNote => step(state, -far),
        C::Top => step(state, isize::MIN),
        C::Bottom => step(state, isize::MAX),
        C::NextPlace => turn(state, far),
        C::PrevPlace => turn(state, -far),
        C::AcceptPlace => return accept(state),
        C::AcceptAll => return accept_all(state),
        C::Relink => relink(state, config),
        C::KeepOrphan => return orphan(state),
        C::DeleteNote => return delete(state),
        C::Undo | C::Redo => {
            let effects = undo::undo(state, command == C::Redo);
            stay(state);
            return effects;
        }
        C::Help => super::keys::help(state, config),
        C::Back | C::Quit | C::Review => {
            state.overlay = None;
            let pending = state.reader.as_ref().map_or(0, Reader::pending);
            state.say(match pending {
                0 => "Review left".to_owned(),
                _ => format!("Review left: {} still to be placed", count_of(pending, "note")),
            });
        }
        other => state.say(format!("{} is not for the review: Esc leaves it", other.name())),
    }
    Vec::new()
}

/// The note under review: the review, its index in the list, and how many.
fn at(state: &State) -> Option<(&Reader, &Reviewing, usize, Vec<usize>)> {
    let (Some(reader), Some(Overlay::Review(review))) = (&state.reader, &state.overlay) else { return None };
    let list = reader.reviewed();
    let at = list.iter().position(|&at| reader.notes.get(at).is_some_and(|m| m.note.id == review.note))?;
    Some((reader, review, at, list))
}

fn step(state: &mut State, by: isize) {
    let Some((_, _, at, list)) = at(state) else { return stay(state) };
    let to = at.saturating_add_signed(by).min(list.len().saturating_sub(1));
    if to == at {
        state.say(if by > 0 { "This is the last one" } else { "This is the first one" });
    } else if let Some(&to) = list.get(to) {
        show(state, to);
    }
}

/// Shows the next likely place of the note, or the one before.
fn turn(state: &mut State, by: isize) {
    let Some((reader, review, ..)) = at(state) else { return };
    let count = review.mark(reader).map_or(0, |mark| review.place(mark).1);
    if count < 2 {
        state.say(if count == 0 { NO_PLACE } else { "This is the only place" });
        return;
    }
    if let Some(Overlay::Review(review)) = &mut state.overlay {
        review.choice = (review.choice as isize + by).rem_euclid(count as isize) as usize;
    }
}

/// The note stands where it is shown.
fn accept(state: &mut State) -> Vec<Effect> {
    let Some((reader, review, ..)) = at(state) else { return Vec::new() };
    let Some(mark) = review.mark(reader) else { return Vec::new() };
    let before = mark.note.clone();
    let after = match (review.place(mark).0, &before.target) {
        (Some(span), _) => reader.placed(&before, &CodePoints::new(reader.text()), span),
        (None, None) => before.clone(),
        (None, Some(_)) => {
            state.say(NO_PLACE);
            return Vec::new();
        }
    };
    put(state, before, after, "The note is on these words now; u takes that back")
}

/// Keeps the note as it was noted, without a place in this text.
fn orphan(state: &mut State) -> Vec<Effect> {
    let Some((reader, review, ..)) = at(state) else { return Vec::new() };
    let Some(before) = review.mark(reader).map(|mark| mark.note.clone()) else { return Vec::new() };
    if before.target.is_none() {
        state.say("This note is on the article as a whole: Enter takes it along");
        return Vec::new();
    }
    if before.orphan {
        state.say("This note is kept without a place already");
        return Vec::new();
    }
    let after = Note { orphan: true, ..before.clone() };
    put(state, before, after, "The note is kept without a place; u takes that back")
}

fn delete(state: &mut State) -> Vec<Effect> {
    let Some((_, _, at, list)) = at(state) else { return Vec::new() };
    let effects = list.get(at).map_or(Vec::new(), |&note| notes::delete_at(state, note));
    go_on(state, at);
    effects
}

/// Makes the change and goes on to the next note.
fn put(state: &mut State, before: Note, after: Note, said: &str) -> Vec<Effect> {
    let place = at(state).map_or(0, |(_, _, at, _)| at);
    state.say(said);
    let effects = change(state, vec![(before, after)]);
    go_on(state, place);
    effects
}

fn change(state: &mut State, steps: Vec<(Note, Note)>) -> Vec<Effect> {
    let Some(info) = state.reader.as_ref().map(|reader| reader.info.clone()) else { return Vec::new() };
    let now = state.now;
    let mut changes = Vec::new();
    for (before, after) in steps {
        let after = Note { modified: now, ..after };
        undo::remember_change(state, &info, Step::Note(Some(before.clone()), Some(after.clone())));
        changes.push(Change::Put { note: after, base: Some(before) });
    }
    notes::change(state, &info, changes)
}

/// Shows the note that took the place in the list, while notes need review;
/// then the review has done its work.
fn go_on(state: &mut State, place: usize) {
    let Some(reader) = &state.reader else { return };
    let list = reader.reviewed();
    let open =
        |&&at: &&usize| reader.notes.get(at).is_some_and(|mark| mark.is_carried || mark.needs_review());
    let next = list.iter().skip(place).find(open).or_else(|| list.iter().find(open)).copied();
    match next {
        Some(next) => show(state, next),
        None => {
            state.overlay = None;
            let said = std::mem::take(&mut state.status.text);
            state.say(format!("{said} · nothing is left to review"));
        }
    }
}

/// The list has changed under the review: it stays at its note, or goes to the
/// first.
fn stay(state: &mut State) {
    if at(state).is_some() {
        if let Some(Overlay::Review(review)) = &mut state.overlay {
            review.choice = 0;
        }
        return;
    }
    let first = state.reader.as_ref().and_then(|reader| reader.reviewed().first().copied());
    match first {
        Some(first) => show(state, first),
        None => state.overlay = None,
    }
}

/// Every note whose words are certain stands where they are.
fn accept_all(state: &mut State) -> Vec<Effect> {
    let Some(reader) = &state.reader else { return Vec::new() };
    let certain = |mark: &&NoteMark| {
        !mark.note.orphan && !mark.needs_review() && mark.is_reviewed() && mark.unsaved.is_none()
    };
    let points = CodePoints::new(reader.text());
    let steps = reader.notes.iter().filter(certain);
    let steps: Vec<(Note, Note)> =
        steps.map(|mark| (mark.note.clone(), reader.settled(mark, &points))).collect();
    if steps.is_empty() {
        state.say("No note is left whose words are certain: each of these needs your word");
        return Vec::new();
    }
    let count = steps.len();
    let effects = change(state, steps);
    let pending = state.reader.as_ref().map_or(0, Reader::pending);
    state.say(match pending {
        0 => format!("{} taken along", count_of(count, "note")),
        1 => format!("{} taken along, 1 needs review", count_of(count, "note")),
        _ => format!("{} taken along, {pending} need review", count_of(count, "note")),
    });
    if pending == 0 {
        state.overlay = None;
    } else {
        stay(state);
        go_on(state, 0);
    }
    effects
}

/// Goes to the text to select the note's words.
fn relink(state: &mut State, config: &Config) {
    let Some((reader, review, ..)) = at(state) else { return };
    let Some(mark) = review.mark(reader) else { return };
    if mark.note.target.is_none() {
        state.say("This note is on the article as a whole: Enter takes it along");
        return;
    }
    let (note, place) = (review.note.clone(), review.place(mark).0);
    state.overlay = None;
    state.relinking = Some(note);
    if let Some(span) = place {
        motion::jump(state, config, span.start);
    }
    let key = |command| config.keymap.keys_of(Context::Reader, command).first().cloned().unwrap_or_default();
    let (select, add) = (key(Command::Select), key(Command::AddNote));
    state.say(format!("{select} selects words, {add} puts the note there, Esc goes back"));
}

/// Puts the note that is being linked anew on what is selected or under the
/// cursor.
pub(super) fn link(state: &mut State) -> Vec<Effect> {
    let Some(id) = state.relinking.clone() else { return Vec::new() };
    let Some(span) = editor::subject_span(state) else {
        state.say("Select the note's words first: v starts a selection, Esc goes back to the review");
        return Vec::new();
    };
    let Some(reader) = &state.reader else { return Vec::new() };
    let Some(mark) = reader.notes.iter().find(|mark| mark.note.id == id) else {
        state.relinking = None;
        state.say("The note is gone");
        return Vec::new();
    };
    let (before, after) =
        (mark.note.clone(), reader.placed(&mark.note, &CodePoints::new(reader.text()), span));
    state.overlay = Some(Overlay::Review(Reviewing { note: id, choice: 0 }));
    state.relinking = None;
    if let Some(reader) = &mut state.reader {
        reader.selection = None;
    }
    put(state, before, after, "The note is on these words now; u takes that back")
}

/// Goes back from selecting words to the review.
pub(super) fn leave_link(state: &mut State) {
    let Some(id) = state.relinking.take() else { return };
    let at = state.reader.as_ref().and_then(|reader| reader.notes.iter().position(|mark| mark.note.id == id));
    if let Some(at) = at {
        show(state, at);
    }
    state.say("The note stays as it was");
}
