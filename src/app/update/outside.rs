//! What others do to the files while they are shown: another window, an editor,
//! a program that merges.

use std::collections::HashMap;

use super::drafts::{meanwhile, same};
use crate::app::msg::Effect;
use crate::app::reader::NoteMark;
use crate::app::state::{Overlay, State};
use crate::config::{Command, Config};
use crate::notes::{Change, Note};

/// The notes on disk are these now. What is not on disk yet stays on the
/// screen, and so does what is being written.
pub(super) fn notes_read(state: &mut State, id: &str, notes: Vec<Note>) -> Vec<Effect> {
    let Some(reader) = state.reader.as_mut().filter(|reader| reader.article.id() == id) else {
        return Vec::new();
    };
    // What is on its way to the disk counts as there, or as gone.
    let unsaved = state.unsaved.iter().flat_map(|unsaved| &unsaved.save.changes);
    let pending: Vec<&str> = unsaved.map(Change::id).collect();
    let is_pending = |note: &Note| pending.contains(&note.id.as_str());
    let on_screen = reader.notes.iter().map(|mark| &mark.note).filter(|note| !is_pending(note));
    let before: HashMap<&str, &Note> = on_screen.map(|note| (note.id.as_str(), note)).collect();
    let others = || notes.iter().filter(|note| !is_pending(note));
    let added = others().filter(|note| !before.contains_key(note.id.as_str())).count();
    let changed =
        others().filter(|note| before.get(note.id.as_str()).is_some_and(|old| !same(old, note))).count();
    let gone = (before.len() + added).saturating_sub(others().count());
    if added + changed + gone == 0 {
        return Vec::new();
    }
    reader.notes = notes.into_iter().map(|note| NoteMark { note, span: None, unsaved: None }).collect();
    reader.anchor_notes();
    state.notes_version += 1;
    super::reader::show_unsaved(state);
    let count = state.reader.as_ref().map_or(0, |reader| reader.notes.len());
    let item = state.reader.as_ref().and_then(|reader| reader.item);
    let listed = item.and_then(|item| state.library.items.get_mut(item));
    if let Some(counts) = listed.and_then(|item| item.counts.as_mut()) {
        counts.notes = count;
    }
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
        return Vec::new();
    }
    let said_of_editor = match &state.overlay {
        Some(Overlay::Editor(editor)) => meanwhile(state, editor),
        _ => None,
    };
    match said_of_editor {
        Some(said) => state.say(said),
        None => {
            let counts = [(added, "new"), (changed, "changed"), (gone, "gone")];
            let counts = counts.iter().filter(|(count, _)| *count > 0);
            let counts: Vec<String> = counts.map(|(count, what)| format!("{count} {what}")).collect();
            state.say(format!("The notes were changed outside: {}", counts.join(", ")));
        }
    }
    Vec::new()
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
