//! What others do to the files while they are shown: another window, an editor,
//! a program that merges.

use std::collections::{HashMap, HashSet};

use super::drafts::{meanwhile, same};
use crate::app::carried::{Carried, CarriedCorrection};
use crate::app::msg::{Effect, Kept};
use crate::app::reader::{NoteMark, Reader};
use crate::app::state::{Overlay, State, View};
use crate::config::{Command, Config};
use crate::notes::Change;

/// The notes and corrections on disk are these now. What is not on disk yet
/// stays on the screen, and so does what is being written.
pub(super) fn notes_read(state: &mut State, id: &str, kept: Kept) -> Vec<Effect> {
    let Some(reader) = state.reader.as_mut().filter(|reader| reader.article.id() == id) else {
        return Vec::new();
    };
    // What is on its way to the disk counts as there, or as gone.
    let unsaved = state.unsaved.iter().flat_map(|unsaved| &unsaved.save.changes);
    let pending: HashSet<&str> = unsaved.map(Change::id).collect();
    let news = News::between(reader, &kept, &pending);
    if pending.is_empty() && reader.trash != kept.trash {
        reader.trash.clone_from(&kept.trash);
        state.notes_version += 1;
    }
    if news == News::default() {
        return Vec::new();
    }
    if news.made + news.taken_back > 0 {
        reader.corrections = kept.correction_marks();
        reader.correct();
    }
    reader.notes = kept.note_marks();
    reader.trash.clone_from(&kept.trash);
    // What was accepted in this sitting is no longer in the earlier text's
    // file, but undo takes it back there.
    let Kept { mut carried, mut corrected, .. } = kept;
    let is_new = |old: &Carried| !carried.iter().any(|new| new.note.id == old.note.id);
    let accepted: Vec<Carried> = reader.carried.drain(..).filter(is_new).collect();
    carried.extend(accepted);
    let is_new =
        |old: &CarriedCorrection| !corrected.iter().any(|new| new.correction.id == old.correction.id);
    let accepted: Vec<CarriedCorrection> = reader.corrected.drain(..).filter(is_new).collect();
    corrected.extend(accepted);
    (reader.carried, reader.corrected) = (carried, corrected);
    super::notes::notes_changed(state);
    super::reader::show_unsaved(state);
    let effects = super::board::changed_outside(state);
    // The editor's own save is told on a way of its own.
    let is_own = match &state.overlay {
        Some(Overlay::Editor(editor)) => {
            let shown = state.reader.iter().flat_map(|reader| &reader.notes);
            shown.map(|mark| &mark.note).any(|note| note.id == editor.note.id && same(note, &editor.note))
                && editor.saving.is_some()
        }
        _ => false,
    };
    if is_own {
        return effects;
    }
    let said_of_editor = match &state.overlay {
        Some(Overlay::Editor(editor)) => meanwhile(state, editor),
        _ => None,
    };
    match said_of_editor {
        Some(said) => state.say(said),
        // The list of all notes shows it; and there notes of earlier texts are
        // changed by the reader herself.
        None if state.view == View::Notes => {}
        None => {
            if let Some(told) = news.told() {
                state.say(format!("The notes were changed outside: {told}"));
            }
        }
    }
    effects
}

/// How what is on disk differs from what is shown.
#[derive(Debug, Default, PartialEq, Eq)]
struct News {
    added: usize,
    changed: usize,
    /// Notes with the same words on another place.
    placed: usize,
    gone: usize,
    /// Whether anything else about a note is different.
    other: bool,
    /// Corrections.
    made: usize,
    taken_back: usize,
}

impl News {
    /// `pending` are the ids of what is on its way to the disk.
    fn between(reader: &Reader, kept: &Kept, pending: &HashSet<&str>) -> Self {
        let mut news = Self::default();
        let is_pending = |id: &str| pending.contains(id);
        let on_screen = reader.notes.iter().filter(|mark| !is_pending(&mark.note.id));
        let mut before: HashMap<&str, &NoteMark> =
            on_screen.map(|mark| (mark.note.id.as_str(), mark)).collect();
        let own = kept.notes.iter().map(|note| (note, false));
        let carried = kept.carried.iter().map(|carried| (&carried.note, true));
        for (note, is_carried) in own.chain(carried).filter(|(note, _)| !is_pending(&note.id)) {
            let Some(mark) = before.remove(note.id.as_str()) else {
                news.added += 1;
                continue;
            };
            let old = &mark.note;
            if !same(old, note) {
                news.changed += 1;
            } else if (&old.target, old.orphan, mark.is_carried) != (&note.target, note.orphan, is_carried) {
                news.placed += 1;
            } else {
                news.other |= !old.is_same(note);
            }
        }
        news.gone = before.len();
        let on_screen = reader.corrections.iter().map(|mark| mark.correction.id.as_str());
        let mut before: HashSet<&str> = on_screen.filter(|id| !is_pending(id)).collect();
        let came = kept.corrected.iter().map(|carried| &carried.correction);
        let ids = kept.corrections.iter().chain(came).map(|correction| correction.id.as_str());
        news.made = ids.filter(|id| !is_pending(id) && !before.remove(id)).count();
        news.taken_back = before.len();
        news
    }

    /// The same for the status line; `None` where nothing is worth a word.
    fn told(&self) -> Option<String> {
        let counts = [
            (self.added, "new"),
            (self.changed, "changed"),
            (self.placed, "placed anew"),
            (self.gone, "gone"),
            (self.made, "corrected"),
            (self.taken_back, "no longer corrected"),
        ];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        let counts: Vec<String> = counts.map(|(count, what)| format!("{count} {what}")).collect();
        (!counts.is_empty()).then(|| counts.join(", "))
    }
}

/// The article's file has another text now.
pub(super) fn article_changed(state: &mut State, config: &Config, id: &str) -> Vec<Effect> {
    if state.reader.as_ref().is_some_and(|reader| reader.article.id() == id) {
        let keys = config.keymap.keys_of(crate::config::Context::Reader, Command::Reload);
        let key = keys.first().map_or(Command::Reload.name(), String::as_str);
        state.say(format!("The article was changed on disk: {key} reads it again"));
    }
    Vec::new()
}
