//! Changes to notes: deleting, undo, what is saved and what is not, export.

use crate::Error;
use crate::app::msg::{Effect, Save};
use crate::app::reader::{CorrectionMark, NoteMark, Reader, Step};
use crate::app::sidebar::List;
use crate::app::state::{Answer, Overlay, Question, State, Unsaved};
use crate::export;
use crate::notes::{Change, Correction, Meanwhile, Note};
use crate::text::CodePoints;

/// Index of the note that a command is about: the selected one of the list, or
/// the one under the cursor, or the only one there is.
pub(super) fn note_here(state: &State) -> Option<usize> {
    let reader = state.reader.as_ref()?;
    if state.in_sidebar && reader.sidebar.list == List::Notes {
        return reader.sidebar.selected().filter(|&at| at < reader.notes.len());
    }
    reader.note_here()
}

/// Index of the correction that is selected in the list.
pub(super) fn correction_here(state: &State) -> Option<usize> {
    let reader = state.reader.as_ref()?;
    let listed = state.in_sidebar && reader.sidebar.list == List::Notes;
    let at = reader.sidebar.selected().filter(|_| listed)?.checked_sub(reader.notes.len())?;
    (at < reader.corrections.len()).then_some(at)
}

/// Says why there is no note to work on.
pub(super) fn say_no_note(state: &mut State) {
    if correction_here(state).is_some() {
        state.say("A correction is not edited: dd takes it back, then make another");
        return;
    }
    let any = state.reader.as_ref().is_some_and(|r| !r.notes.is_empty());
    state.say(if any {
        "There is no note here: ]n goes to the next one, gn lists them"
    } else {
        "There are no notes on this article yet: a adds one"
    });
}

pub(super) fn delete(state: &mut State) -> Vec<Effect> {
    if let Some(at) = correction_here(state) {
        return super::correct::take_back(state, at);
    }
    let Some(at) = note_here(state) else {
        say_no_note(state);
        return Vec::new();
    };
    delete_at(state, at)
}

/// Deletes the note with that index.
pub(super) fn delete_at(state: &mut State, at: usize) -> Vec<Effect> {
    let mark = state.reader.as_ref().and_then(|reader| reader.notes.get(at));
    let Some(note) = mark.map(|mark| mark.note.clone()) else { return Vec::new() };
    remember_change(state, Step::Note(Some(note.clone()), None));
    state.say("Note deleted; u brings it back");
    change(state, Change::Remove(note))
}

/// Takes the last change back, or makes it again.
pub(super) fn undo(state: &mut State, again: bool) -> Vec<Effect> {
    let Some(reader) = &mut state.reader else { return Vec::new() };
    let step = if again { reader.redo.pop() } else { reader.undo.pop() };
    let Some(step) = step else {
        state.say(if again { "Nothing to redo" } else { "Nothing to undo in this sitting" });
        return Vec::new();
    };
    if again {
        reader.undo.push(step.clone());
    } else {
        reader.redo.push(step.clone());
    }
    let verb = if again { "Redone" } else { "Undone" };
    let (said, done) = match step {
        Step::Note(before, after) => {
            let (from, to) = if again { (before, after) } else { (after, before) };
            let said = match (&from, &to) {
                (None, Some(_)) => "the note is back",
                (Some(_), None) => "the note is gone",
                _ => "the note is as it was",
            };
            let done = match (from, to) {
                (base, Some(note)) => Change::Put { note, base },
                (Some(note), None) => Change::Remove(note),
                (None, None) => return Vec::new(),
            };
            (said.to_owned(), done)
        }
        Step::Corrected(correction) if again => (correction.summary(), Change::Correct(correction)),
        Step::TakenBack(correction) if !again => (correction.summary(), Change::Correct(correction)),
        Step::Corrected(correction) | Step::TakenBack(correction) => {
            (format!("no longer {}", correction.summary()), Change::TakeBack(correction.id))
        }
    };
    state.say(format!("{verb}: {said}"));
    change(state, done)
}

/// Keeps a change for undo.
pub(super) fn remember_change(state: &mut State, step: Step) {
    if let Some(reader) = &mut state.reader {
        reader.undo.push(step);
        reader.redo.clear();
    }
}

/// Makes a change on the screen and asks for it on disk.
pub(super) fn change(state: &mut State, change: Change) -> Vec<Effect> {
    let ticket = state.next_ticket();
    // Which file a note comes from is known of the note as it was.
    let save = save(state, ticket, change.clone());
    show(state, &change, Some(ticket));
    let Some(save) = save else { return Vec::new() };
    forget_failed(state, change.id());
    state.unsaved.push(Unsaved { save: save.clone(), failed: false });
    vec![Effect::Save(save)]
}

/// Makes changes to several notes on the screen and asks for them on disk in
/// one save.
pub(super) fn change_all(state: &mut State, changes: Vec<Change>) -> Vec<Effect> {
    let ticket = state.next_ticket();
    let mut whole: Option<Save> = None;
    for change in changes {
        let save = save(state, ticket, change.clone());
        forget_failed(state, change.id());
        if let Some(reader) = &mut state.reader {
            take_in(reader, &change, Some(ticket));
        }
        match (&mut whole, save) {
            (Some(whole), Some(save)) => {
                whole.changes.extend(save.changes);
                whole.also.extend(save.also);
            }
            (whole @ None, save) => *whole = save,
            (Some(_), None) => {}
        }
    }
    notes_changed(state);
    let Some(save) = whole else { return Vec::new() };
    state.unsaved.push(Unsaved { save: save.clone(), failed: false });
    vec![Effect::Save(save)]
}

/// Shows a change to the notes or corrections.
pub(super) fn show(state: &mut State, change: &Change, unsaved: Option<u64>) {
    if let Some(reader) = &mut state.reader {
        take_in(reader, change, unsaved);
        notes_changed(state);
    }
}

fn take_in(reader: &mut Reader, change: &Change, unsaved: Option<u64>) {
    match change {
        Change::Put { note, .. } | Change::Take(note) => {
            let carried = reader.carried(&note.id);
            let mark = match carried.filter(|c| c.note == *note || matches!(change, Change::Take(_))) {
                Some(carried) => NoteMark::carried(carried, unsaved),
                None => NoteMark::new(note.clone(), unsaved),
            };
            match reader.notes.iter_mut().find(|n| n.note.id == note.id) {
                Some(slot) => *slot = mark,
                None => reader.notes.push(mark),
            }
        }
        Change::Remove(note) => reader.notes.retain(|n| n.note.id != note.id),
        Change::Correct(correction) => {
            let mark = CorrectionMark { correction: correction.clone(), span: None, unsaved };
            reader.corrections.retain(|m| m.correction.id != correction.id);
            reader.corrections.push(mark);
        }
        Change::TakeBack(id) => reader.corrections.retain(|m| m.correction.id != *id),
    }
    match change {
        Change::Put { .. } | Change::Remove(_) | Change::Take(_) => {}
        Change::Correct(_) | Change::TakeBack(_) => reader.correct(),
    }
}

/// The notes on the screen are others now.
pub(super) fn notes_changed(state: &mut State) {
    let Some(reader) = &mut state.reader else { return };
    reader.anchor_notes();
    state.notes_version += 1;
    let listed = reader.item.and_then(|item| state.library.items.get_mut(item));
    if let Some(counts) = listed.and_then(|item| item.counts.as_mut()) {
        counts.notes = reader.notes.len();
    }
}

/// The request to write a change to the open article's notes. Changes to the
/// same note that did not get to the disk go with it, in their order: written
/// later by themselves they would undo this one.
pub(super) fn save(state: &State, ticket: u64, change: Change) -> Option<Save> {
    let reader = state.reader.as_ref()?;
    let (info, article) = (reader.info.clone(), reader.article.clone());
    let failed = || state.unsaved.iter().filter(|other| has_failed(other, &info.id, change.id()));
    let before = failed().flat_map(|other| other.save.changes.iter().cloned()).collect::<Vec<_>>();
    let also_before = failed().flat_map(|other| other.save.also.iter().cloned()).collect::<Vec<_>>();
    let (change, also) = reader.on_disk(change);
    let changes = before.into_iter().chain([change]).collect();
    let also = also_before.into_iter().chain(also).collect();
    Some(Save { ticket, info, article, changes, also, folder: None })
}

/// Whether this is a change to that note that did not get to the disk.
fn has_failed(unsaved: &Unsaved, article: &str, note: &str) -> bool {
    unsaved.failed
        && unsaved.save.info.id == article
        && unsaved.save.changes.iter().all(|change| change.id() == note)
}

/// Forgets the changes to a note that went along with a later one.
pub(super) fn forget_failed(state: &mut State, note: &str) {
    let Some(article) = state.reader.as_ref().map(|reader| reader.info.id.clone()) else { return };
    state.unsaved.retain(|unsaved| !has_failed(unsaved, &article, note));
}

pub(super) fn saved(state: &mut State, ticket: u64, path: &str, meanwhile: Vec<Meanwhile>) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let Some(forget) = super::editor::saved(state, ticket) {
        effects = forget;
        state.say(format!("Saved in {path}"));
    }
    state.unsaved.retain(|u| u.save.ticket != ticket);
    if let Some(reader) = &mut state.reader {
        for mark in reader.notes.iter_mut().filter(|n| n.unsaved == Some(ticket)) {
            mark.unsaved = None;
        }
        for mark in reader.corrections.iter_mut().filter(|m| m.unsaved == Some(ticket)) {
            mark.unsaved = None;
        }
    }
    for meanwhile in meanwhile {
        show_meanwhile(state, meanwhile);
    }
    if state.quitting {
        effects.extend(quit(state));
    }
    effects
}

/// Shows what others did to a note that was changed here at the same time.
fn show_meanwhile(state: &mut State, meanwhile: Meanwhile) {
    let (what, hint) = match &meanwhile {
        Meanwhile::Changed { .. } => {
            ("Saved; somebody else changed this note too: both are kept", "gn shows them")
        }
        Meanwhile::Deleted(_) => ("Saved; somebody else had deleted this note", "dd deletes it again"),
        Meanwhile::Kept(_) => ("Not deleted: somebody else changed this note", "read it, then dd deletes it"),
    };
    state.complain(&Error::new(what).hint(hint));
    let (there, here) = match meanwhile {
        Meanwhile::Changed { there, here } => (there, Some(here)),
        Meanwhile::Kept(there) => (there, None),
        Meanwhile::Deleted(_) => return,
    };
    // What was done to the note here is no way back to what it says there.
    if let Some(reader) = &mut state.reader {
        let other = |step: &Step| match step {
            Step::Note(before, after) => before.as_ref().or(after.as_ref()).is_none_or(|n| n.id != there.id),
            Step::Corrected(_) | Step::TakenBack(_) => true,
        };
        reader.undo.retain(other);
        reader.redo.retain(other);
        reader.undo.extend(here.clone().map(|here| Step::Note(None, Some(here))));
    }
    if let (Some(Overlay::Editor(editor)), Some(here)) = (&mut state.overlay, &here)
        && editor.note.id == there.id
    {
        editor.note.clone_from(here);
        editor.before = Some(here.clone());
    }
    for note in [Some(there), here].into_iter().flatten() {
        show(state, &Change::Put { note, base: None }, None);
    }
}

pub(super) fn failed(state: &mut State, ticket: u64, error: &Error) -> Vec<Effect> {
    state.quitting = false;
    super::editor::failed(state, ticket, error);
    for unsaved in state.unsaved.iter_mut().filter(|u| u.save.ticket == ticket) {
        unsaved.failed = true;
    }
    state.complain(&Error::new(format!("Not saved: {error}")));
    Vec::new()
}

/// Asks again for every change that did not get to the disk.
pub(super) fn save_all(state: &mut State) -> Vec<Effect> {
    let failed: Vec<usize> = (0..state.unsaved.len()).filter(|&at| state.unsaved[at].failed).collect();
    if failed.is_empty() {
        state.say(match (state.unsaved.len(), state.drafts.len()) {
            (0, 0) => "Every note is on disk".to_owned(),
            (0, 1) => "Every note is on disk but the draft you left: a or e opens it again".to_owned(),
            (0, n) => format!("Every note is on disk but the {n} drafts you left: a or e opens them again"),
            (1, _) => "1 change is being written".to_owned(),
            (n, _) => format!("{n} changes are being written"),
        });
        return Vec::new();
    }
    state.say(format!("Trying again to save {}", super::count_of(failed.len(), "change")));
    failed
        .into_iter()
        .map(|at| {
            state.unsaved[at].failed = false;
            Effect::Save(state.unsaved[at].save.clone())
        })
        .collect()
}

/// Ends the program when everything is on disk; asks if something is not.
pub(super) fn quit(state: &mut State) -> Vec<Effect> {
    let failed = state.unsaved.iter().filter(|u| u.failed).count();
    let drafts = state.drafts.len();
    let are_kept = state.drafts.iter().all(|draft| draft.editor.is_kept());
    if state.drafts.iter().any(|draft| !draft.editor.is_kept() && draft.editor.keeping.error.is_none()) {
        // The answer is on its way, and the question depends on it.
        state.quitting = true;
        state.say("Keeping the notes you began …");
        return Vec::new();
    }
    let text = match (failed, drafts) {
        (0, 0) if state.unsaved.is_empty() => {
            return super::library::keep_place(state).into_iter().chain([Effect::Quit]).collect();
        }
        (0, 0) => {
            state.quitting = true;
            state.say("Writing notes …");
            return Vec::new();
        }
        (0, 1) if are_kept => "A note you began is not saved; the next start offers it. Quit?".to_owned(),
        (0, n) if are_kept => format!("{n} notes you began are not saved; the next start offers them. Quit?"),
        (0, 1) => "A note you began is not saved. Quit and lose it?".to_owned(),
        (0, n) => format!("{n} notes you began are not saved. Quit and lose them?"),
        (1, _) => "A change is not on disk. Quit and lose it?".to_owned(),
        (n, _) => format!("{n} changes are not on disk. Quit and lose them?"),
    };
    state.overlay = Some(Overlay::Ask(Question { text, then: Answer::Quit }));
    Vec::new()
}

/// Exports the open article's notes to `path`.
pub(super) fn export_to(state: &mut State, path: String) -> Vec<Effect> {
    let Some(reader) = &state.reader else {
        state.say("There is no open article to export from");
        return Vec::new();
    };
    let points = CodePoints::new(reader.text());
    let notes: Vec<Note> = reader.notes.iter().map(|mark| reader.settled(mark, &points)).collect();
    let corrections: Vec<Correction> = reader.corrections.iter().map(|m| m.correction.clone()).collect();
    let text = export::notes(&reader.info, &notes, &corrections);
    let and = match corrections.len() {
        0 => String::new(),
        n => format!(" and {}", super::count_of(n, "correction")),
    };
    state.say(format!("Exporting {}{and} to {path}", super::count_of(notes.len(), "note")));
    // Whatever is open when the answer comes, this is what it answers.
    state.exported = Some((path.clone(), text.clone()));
    vec![Effect::Export { path, text, replace: false }]
}

pub(super) fn not_exported(state: &mut State, path: String, error: Option<Error>) -> Vec<Effect> {
    let exported = state.exported.take().filter(|(asked, _)| *asked == path);
    match (error, exported) {
        (Some(error), _) => state.complain(&error),
        // A note that is being written is not taken away for a question.
        (None, Some((_, export))) if state.overlay.is_none() => {
            let text = format!("{path} is there already. Replace it?");
            let then = Answer::ReplaceExport { path, text: export };
            state.overlay = Some(Overlay::Ask(Question { text, then }));
        }
        (None, _) => state.complain(&Error::new(format!("{path} is there already")).hint("export again")),
    }
    Vec::new()
}
