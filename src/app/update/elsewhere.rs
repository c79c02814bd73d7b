//! Saving in another folder what cannot be saved in the notes folder: the disk
//! is full, or read-only, or fails.

use super::prompt;
use crate::Error;
use crate::app::msg::Effect;
use crate::app::state::{Overlay, PromptKind, State};
use crate::notes::Change;

/// Asks for a folder that can be written, to offer it.
pub(super) fn find(state: &mut State) -> Vec<Effect> {
    let is_writing = match &state.overlay {
        Some(Overlay::Editor(editor)) => editor.saving.is_none() && editor.is_changed(),
        _ => false,
    };
    if is_writing || state.unsaved.iter().any(|unsaved| unsaved.failed) {
        state.say("Looking for a folder that can be written …");
        return vec![Effect::FindFolder];
    }
    state.say("There is nothing that could not be saved");
    Vec::new()
}

/// Lets the reader choose the folder, beginning with the one that was found.
pub(super) fn ask(state: &mut State, folder: &str) -> Vec<Effect> {
    match state.overlay.take() {
        Some(Overlay::Editor(editor)) => state.set_aside = Some(editor),
        // Something else was opened meanwhile, and goes on.
        Some(other) => {
            state.overlay = Some(other);
            return Vec::new();
        }
        None => {}
    }
    prompt::open(state, PromptKind::Folder, folder);
    Vec::new()
}

/// Back to the editor.
fn resume(state: &mut State) {
    if let Some(editor) = state.set_aside.take() {
        state.overlay = Some(Overlay::Editor(editor));
    }
}

pub(super) fn cancel(state: &mut State) {
    resume(state);
    state.say("Nothing was saved elsewhere");
}

/// Saves in the folder: the note that is being written, or else every change
/// that failed. What was to be taken out of a file can only be taken out there.
pub(super) fn save(state: &mut State, folder: String) -> Vec<Effect> {
    resume(state);
    if folder.is_empty() {
        state.say("Nothing was saved elsewhere: there was no folder");
        return Vec::new();
    }
    if matches!(state.overlay, Some(Overlay::Editor(_))) {
        return super::editor::save(state, Some(folder));
    }
    let mut effects = Vec::new();
    let mut left = 0;
    let is_there = |change: &Change| match change {
        Change::Remove(_) | Change::Take(_) | Change::TakeBack(_) => true,
        Change::Put { .. } | Change::Correct(_) => false,
    };
    for unsaved in state.unsaved.iter_mut().filter(|unsaved| unsaved.failed) {
        if unsaved.save.changes.iter().any(is_there) {
            left += 1;
            continue;
        }
        unsaved.failed = false;
        unsaved.save.folder = Some(folder.clone());
        effects.push(Effect::Save(unsaved.save.clone()));
    }
    if left > 0 {
        let what = super::count_of(left, "deletion");
        state.complain(&Error::new(format!("{what} must wait until the notes folder can be written")));
    } else {
        state.say(format!("Saving in {folder}"));
    }
    effects
}
