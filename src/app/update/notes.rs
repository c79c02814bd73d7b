//! Changes to notes: deleting, undo, what is saved and what is not, export.

use super::undo::{remember_change, steps, without};
use crate::Error;
use crate::app::msg::{Effect, Save};
use crate::app::reader::{CorrectionMark, NoteMark, Step};
use crate::app::sidebar::List;
use crate::app::state::{Answer, Overlay, Question, State, Unsaved};
use crate::export;
use crate::notes::{ArticleInfo, Change, Correction, Deleted, Meanwhile, Note, Status};
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

/// Index of the deleted note that is selected in the list.
pub(super) fn deleted_here(state: &State) -> Option<usize> {
    let reader = state.reader.as_ref()?;
    let listed = state.in_sidebar && reader.sidebar.list == List::Notes;
    let above = reader.notes.len() + reader.corrections.len();
    let at = reader.sidebar.selected().filter(|_| listed)?.checked_sub(above)?;
    (at < reader.trash.len()).then_some(at)
}

/// The open article, as its notes file names it, and the note that a command
/// is about.
fn open_note(state: &State, at: Option<usize>) -> Option<(ArticleInfo, Note)> {
    let reader = state.reader.as_ref()?;
    Some((reader.info.clone(), reader.notes.get(at?)?.note.clone()))
}

pub(super) fn delete(state: &mut State) -> Vec<Effect> {
    if let Some(at) = correction_here(state) {
        return super::correct::take_back(state, at);
    }
    if deleted_here(state).is_some() {
        state.say("This note is deleted: p takes it back");
        return Vec::new();
    }
    let Some((info, note)) = open_note(state, note_here(state)) else {
        say_no_note(state);
        return Vec::new();
    };
    remove(state, &info, note)
}

/// Deletes the note of the open article with that index.
pub(super) fn delete_at(state: &mut State, at: usize) -> Vec<Effect> {
    open_note(state, Some(at)).map_or(Vec::new(), |(info, note)| remove(state, &info, note))
}

/// Turns the status of the note here.
pub(super) fn turn_status_here(state: &mut State) -> Vec<Effect> {
    let Some((info, note)) = open_note(state, note_here(state)) else {
        say_no_note(state);
        return Vec::new();
    };
    match changeable(state, &note.id) {
        Some(settled) => set_status(state, &info, note, settled),
        None => {
            state.say(PLACE_FIRST);
            Vec::new()
        }
    }
}

/// Takes the deleted note back that is selected in the list.
pub(super) fn restore_here(state: &mut State) -> Vec<Effect> {
    let deleted = deleted_here(state).and_then(|at| Some((at, state.reader.as_ref()?)));
    let deleted = deleted.and_then(|(at, r)| Some((r.info.clone(), r.trash.get(at)?.note.clone())));
    match deleted {
        Some((info, note)) => {
            let id = note.id.clone();
            let effects = restore(state, &info, note);
            if let Some(reader) = &mut state.reader {
                let at = reader.notes.iter().position(|mark| mark.note.id == id);
                reader.sidebar.reselect(List::Notes, at);
            }
            effects
        }
        None => {
            state.say("This is no deleted note: t shows those");
            Vec::new()
        }
    }
}

/// What is said where a note of an earlier text cannot be changed yet.
pub(super) const PLACE_FIRST: &str = "First say where its words are now: gr shows where they may be";

/// The note of the open article with that id, as a change of it is written: one
/// that came from an earlier text is written into this one's file, with its
/// words as they stand here. `None` where the reader has to say first where
/// they are.
pub(super) fn changeable(state: &State, id: &str) -> Option<Note> {
    let reader = state.reader.as_ref()?;
    let mark = reader.notes.iter().find(|mark| mark.note.id == id)?;
    let is_placed = !(mark.is_carried && mark.needs_review());
    is_placed.then(|| reader.settled(mark, &CodePoints::new(reader.text())))
}

/// Moves a note to the trash.
pub(super) fn remove(state: &mut State, info: &ArticleInfo, note: Note) -> Vec<Effect> {
    remember_change(state, info, Step::Note(Some(note.clone()), None));
    state.say("Note deleted; u brings it back");
    change(state, info, vec![Change::Remove(note)])
}

/// Takes a note out of the trash.
pub(super) fn restore(state: &mut State, info: &ArticleInfo, note: Note) -> Vec<Effect> {
    remember_change(state, info, Step::Note(None, Some(note.clone())));
    state.say("The note is back; u deletes it again");
    change(state, info, vec![Change::Put { note, base: None }])
}

/// Gives a note the status that comes after its own.
pub(super) fn turn_status(state: &mut State, info: &ArticleInfo, base: Note) -> Vec<Effect> {
    let note = base.clone();
    set_status(state, info, base, note)
}

/// As [`turn_status`], with the note as it stands in the open text.
fn set_status(state: &mut State, info: &ArticleInfo, base: Note, note: Note) -> Vec<Effect> {
    let note = Note { status: Status::turned(base.status), modified: state.now, ..note };
    state.say(match note.status {
        Some(status) => format!("The status is “{}”; u takes it back", status.name()),
        None => "The note has no status; u takes it back".to_owned(),
    });
    remember_change(state, info, Step::Note(Some(base.clone()), Some(note.clone())));
    change(state, info, vec![Change::Put { note, base: Some(base) }])
}

/// Makes changes to an article's notes on the screen and asks for them on disk.
pub(super) fn change(state: &mut State, info: &ArticleInfo, changes: Vec<Change>) -> Vec<Effect> {
    if changes.is_empty() {
        return Vec::new();
    }
    let ticket = state.next_ticket();
    let save = save(state, ticket, info, changes);
    for change in &save.changes {
        take_in(state, info, change, Some(ticket));
        let others = forget_failed(state, info, change.id());
        super::editor::go_along(state, others, ticket);
    }
    for also in &save.also {
        super::board::show(state, &also.earlier.info, &also.change);
    }
    notes_changed(state);
    state.unsaved.push(Unsaved { save: save.clone(), failed: false });
    vec![Effect::Save(save)]
}

/// Shows a change to the notes or corrections.
pub(super) fn show(state: &mut State, info: &ArticleInfo, change: &Change, unsaved: Option<u64>) {
    take_in(state, info, change, unsaved);
    notes_changed(state);
}

fn take_in(state: &mut State, info: &ArticleInfo, change: &Change, unsaved: Option<u64>) {
    super::board::show(state, info, change);
    let now = state.now;
    let Some(reader) = state.reader.as_mut().filter(|reader| reader.article.id() == info.id) else { return };
    match change {
        Change::Put { note, .. } | Change::Take(note) => {
            let carried = reader.carried(&note.id);
            let mark = match carried.filter(|c| c.note == *note || matches!(change, Change::Take(_))) {
                Some(carried) => NoteMark::carried(carried, unsaved),
                None => NoteMark::new(note.clone(), unsaved),
            };
            match reader.notes.iter_mut().find(|n| n.note.id == note.id) {
                Some(slot) => *slot = mark,
                None => {
                    crate::app::board::take_back(&mut reader.trash, note);
                    reader.notes.push(mark);
                }
            }
        }
        Change::Remove(note) => {
            let gone = reader.notes.extract_if(.., |n| n.note.id == note.id);
            let gone = gone.map(|n| Deleted { note: n.note, deleted: now });
            let gone: Vec<Deleted> = gone.collect();
            reader.trash.splice(0..0, gone);
        }
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

/// The request to write changes to an article's notes. Changes to the same
/// notes that did not get to the disk go with them, in their order: written
/// later by themselves they would undo these.
pub(super) fn save(state: &State, ticket: u64, info: &ArticleInfo, changes: Vec<Change>) -> Save {
    let reader = state.reader.as_ref().filter(|reader| reader.article.id() == info.id);
    let again = |other: &&Unsaved| changes.iter().any(|change| has_failed(other, &info.id, change.id()));
    let failed: Vec<&Unsaved> = state.unsaved.iter().filter(again).collect();
    let article = reader.map(|reader| reader.article.clone());
    let article = article.or_else(|| failed.iter().find_map(|other| other.save.article.clone()));
    let also = failed.iter().flat_map(|other| other.save.also.iter().cloned()).collect();
    let earlier = failed.iter().flat_map(|other| other.save.changes.iter().cloned()).collect();
    let mut save = Save { ticket, info: info.clone(), article, changes: earlier, also, folder: None };
    for change in changes {
        // Which file a note comes from is known of the open article's.
        let (change, also) = reader.map_or((change.clone(), None), |reader| reader.on_disk(change));
        save.changes.push(change);
        save.also.extend(also);
    }
    save
}

/// Whether that note is among changes that did not get to the disk.
fn has_failed(unsaved: &Unsaved, article: &str, note: &str) -> bool {
    unsaved.failed
        && unsaved.save.info.id == article
        && unsaved.save.changes.iter().any(|change| change.id() == note)
}

/// Forgets the failed changes to a note that a later one took along or made
/// idle; what failed with them stays. Returns the tickets of which nothing is
/// left.
pub(super) fn forget_failed(state: &mut State, info: &ArticleInfo, note: &str) -> Vec<u64> {
    for unsaved in state.unsaved.iter_mut().filter(|unsaved| has_failed(unsaved, &info.id, note)) {
        unsaved.save.changes.retain(|change| change.id() != note);
        unsaved.save.also.retain(|also| also.change.id() != note);
    }
    let empty = state.unsaved.extract_if(.., |unsaved| unsaved.save.changes.is_empty());
    empty.map(|unsaved| unsaved.save.ticket).collect()
}

pub(super) fn saved(state: &mut State, ticket: u64, path: &str, meanwhile: Vec<Meanwhile>) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let Some(forget) = super::editor::saved(state, ticket) {
        effects = forget;
        state.say(format!("Saved in {path}"));
    }
    let of = |unsaved: &&Unsaved| unsaved.save.ticket == ticket;
    let info = state.unsaved.iter().find(of).map(|unsaved| unsaved.save.info.clone());
    // The editor's own change is one to the open article.
    let info = info.or_else(|| state.reader.as_ref().map(|reader| reader.info.clone()));
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
        if let Some(info) = &info {
            show_meanwhile(state, info, meanwhile);
        }
    }
    effects.extend(super::editor::taken_over(state, ticket));
    if state.quitting {
        effects.extend(quit(state));
    }
    effects
}

/// Shows what others did to a note that was changed here at the same time.
fn show_meanwhile(state: &mut State, info: &ArticleInfo, meanwhile: Meanwhile) {
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
    let (undo, redo) = steps(state, &info.id);
    for steps in [&mut *undo, redo] {
        *steps = std::mem::take(steps).into_iter().filter_map(|step| without(step, &there.id)).collect();
    }
    undo.extend(here.clone().map(|here| Step::Note(None, Some(here))));
    if let (Some(Overlay::Editor(editor)), Some(here)) = (&mut state.overlay, &here)
        && editor.note.id == there.id
    {
        editor.note.clone_from(here);
        editor.before = Some(here.clone());
    }
    for note in [Some(there), here].into_iter().flatten() {
        show(state, info, &Change::Put { note, base: None }, None);
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
