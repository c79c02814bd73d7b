//! The notes on all articles: reading them, walking them, opening the article
//! of one.

use super::{editor, lists, motion, notes, prompt, undo};
use crate::Error;
use crate::app::board::{Board, Noted};
use crate::app::msg::Effect;
use crate::app::sidebar::List;
use crate::app::state::{Overlay, Seeking, Sheet, State, Tone, View};
use crate::config::{Command, Config};
use crate::notes::{Change, Note};

/// Shows the notes on all articles, and reads them.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    if state.view == View::Notes {
        state.say("These are the notes on all articles: R reads them again");
        return Vec::new();
    }
    state.board.from = state.view;
    state.view = View::Notes;
    state.in_sidebar = false;
    state.relinking = None;
    if let Some(reader) = &mut state.reader {
        reader.selection = None;
    }
    gather(state)
}

/// The notes of the open article were changed outside: what is shown of all
/// notes is read again.
pub(super) fn changed_outside(state: &mut State) -> Vec<Effect> {
    if state.view == View::Notes && state.board.progress.is_none() { gather(state) } else { Vec::new() }
}

fn gather(state: &mut State) -> Vec<Effect> {
    state.board.begin();
    vec![Effect::Gather { gathering: state.board.gathering }]
}

pub(super) fn gathering(state: &mut State, gathering: u64, progress: (usize, usize)) {
    if gathering == state.board.gathering && state.board.progress.is_some() {
        state.board.progress = Some(progress);
    }
}

pub(super) fn gathered(state: &mut State, gathering: u64, articles: Vec<Noted>, errors: &[Error]) {
    if gathering != state.board.gathering {
        return;
    }
    let now = state.now;
    // What is not on disk yet is not among what was read from there.
    for unsaved in &state.unsaved {
        for change in &unsaved.save.changes {
            state.board.show(&unsaved.save.info, change, now);
        }
        for also in &unsaved.save.also {
            state.board.show(&also.earlier.info, &also.change, now);
        }
    }
    state.board.take(articles, now);
    if let Some(error) = errors.first() {
        let more = match errors.len() {
            1 => String::new(),
            n => format!(" (and {} more)", n - 1),
        };
        state.complain(&Error::new(format!("{error}{more}")));
    }
}

/// Takes which notes of an article need review.
pub(super) fn unsettled(state: &mut State, gathering: u64, notes: Vec<String>) {
    if gathering == state.board.gathering {
        state.board.take_unsettled(notes);
    }
}

pub(super) fn run(state: &mut State, config: &Config, command: Command, count: usize) -> Vec<Effect> {
    use Command as C;
    let height = state.board_height();
    let page = Board::page(height);
    let (count, in_trash) = (count as isize, state.board.shows_trash);
    let board = &mut state.board;
    match command {
        C::LineDown => board.step(count, height),
        C::LineUp => board.step(-count, height),
        C::HalfPageDown => board.step((page / 2).max(1), height),
        C::HalfPageUp => board.step(-(page / 2).max(1), height),
        C::PageDown => board.step(page, height),
        C::PageUp => board.step(-page, height),
        C::Top => board.step(isize::MIN, height),
        C::Bottom => board.step(isize::MAX, height),
        C::ParagraphForward => board.step_article(count, height),
        C::ParagraphBack => board.step_article(-count, height),
        C::Search => prompt::open_notes_filter(state),
        C::ShowTrash => {
            board.shows_trash = !in_trash;
            board.selected = 0;
            board.fill();
            state.say(if !in_trash { "The deleted notes; t shows the others again" } else { "The notes" });
        }
        C::Activate if in_trash => whole_note(state, None),
        C::Activate => return open_article(state, config, false),
        C::EditNote if in_trash => state.say("This note is deleted: p takes it back"),
        C::EditNote => return open_article(state, config, true),
        C::WholeNote => whole_note(state, None),
        C::TurnStatus | C::DeleteNote | C::Restore => return change(state, command),
        C::EditAll => {
            let Some((noted, _)) = state.board.note(state.board.selected) else {
                state.say(NONE);
                return Vec::new();
            };
            let (info, all) = (noted.info.clone(), noted.notes.clone());
            return editor::edit_all(state, info, all);
        }
        C::Undo | C::Redo => return undo::undo_last(state, command == C::Redo),
        C::Reload => {
            state.say("Reading the notes again");
            return gather(state);
        }
        C::Back if !board.filter.is_empty() => {
            board.filter.clear();
            board.fill();
            state.say("All notes");
        }
        C::Back if in_trash => {
            board.shows_trash = false;
            board.fill();
            state.say("The notes");
        }
        C::Back | C::Quit => state.view = state.board.from,
        C::Library => state.view = View::Library,
        other => state.say(format!("{} is not for this list: Enter opens the note's article", other.name())),
    }
    Vec::new()
}

/// What is said where no note is selected.
const NONE: &str = "There is no note here";

/// Turns the status of the selected note, deletes it, or takes it back.
fn change(state: &mut State, command: Command) -> Vec<Effect> {
    let Some((noted, note)) = state.board.note(state.board.selected) else {
        state.say(NONE);
        return Vec::new();
    };
    let (info, note) = (noted.info.clone(), note.clone());
    match (command, state.board.shows_trash) {
        (Command::Restore, true) => notes::restore(state, &info, note),
        (Command::Restore, false) => {
            state.say("This note is not deleted: t shows the deleted ones");
            Vec::new()
        }
        (_, true) => {
            state.say("This note is deleted: p takes it back");
            Vec::new()
        }
        (Command::DeleteNote, false) => notes::remove(state, &info, note),
        (_, false) => notes::turn_status(state, &info, note),
    }
}

/// Shows a change to notes, saved or not.
pub(super) fn show(state: &mut State, info: &crate::notes::ArticleInfo, change: &Change) {
    // What was never read is read when it is first shown.
    if state.board.gathering > 0 {
        state.board.show(info, change, state.now);
    }
}

/// Opens the article of the selected note, to be shown, or edited, there.
fn open_article(state: &mut State, config: &Config, edit: bool) -> Vec<Effect> {
    let Some((noted, note)) = state.board.note(state.board.selected) else {
        state.say(NONE);
        return Vec::new();
    };
    let (info, note) = (noted.info.clone(), note.clone());
    if state.article().is_some_and(|article| article.id() == info.id) {
        arrive(state, config, &note, edit);
        return Vec::new();
    }
    let items = &state.library.items;
    let item = items.iter().position(|item| item.id == info.id);
    // Another text may lie in the same file now.
    let item = item.or_else(|| items.iter().position(|item| Some(&item.label) == info.path.as_ref()));
    let effects = match (item, &info.path) {
        (Some(item), _) => super::library::open(state, item),
        (None, Some(path)) => {
            let generation = state.next_generation();
            state.loading = Some(generation);
            let mut effects = super::library::keep_place(state);
            effects.push(Effect::LoadFile { generation, path: path.clone() });
            effects
        }
        (None, None) => {
            let why = "The article was read from a pipe: there is no file to open.";
            whole_note(state, Some(why.to_owned()));
            return Vec::new();
        }
    };
    // What was to be gone on with is not what is asked for now.
    state.resuming = None;
    state.seeking = state.loading.map(|generation| Seeking { generation, info, note, edit });
    effects
}

/// The article of the note that was asked for could not be opened.
pub(super) fn not_found(state: &mut State, seeking: &Seeking, error: &Error) {
    if state.view == View::Notes && state.overlay.is_none() {
        let why = format!("The article cannot be opened: {error}.");
        state.overlay = Some(Overlay::Sheet(Sheet::of(&seeking.info, &seeking.note, Some(&why), None)));
    }
}

/// The article of a note is open: goes to the note's words.
pub(super) fn arrive(state: &mut State, config: &Config, note: &Note, edit: bool) {
    state.view = View::Reader;
    let Some(reader) = &state.reader else { return };
    let Some(at) = reader.notes.iter().position(|mark| mark.note.id == note.id) else {
        let why = "The article has another text now, or the note is gone from its file. The note as it was:";
        state.overlay = Some(Overlay::Sheet(Sheet::of(&reader.info, note, Some(why), None)));
        return;
    };
    let span = reader.notes.get(at).and_then(|mark| mark.span);
    if state.status.tone == Tone::Info {
        state.status.text.clear();
    }
    if let Some(span) = span.filter(|_| !edit) {
        state.in_sidebar = false;
        motion::jump(state, config, span.start);
        return;
    }
    lists::show(state, List::Notes);
    lists::select(state, config, at);
    if edit {
        editor::edit(state, false);
    } else if note.target.is_some() {
        state.say("The words of this note are not found in the text");
    }
}

/// Shows all of the selected note, under a word on why it is shown so.
fn whole_note(state: &mut State, why: Option<String>) {
    let board = &state.board;
    match board.note(board.selected) {
        Some((noted, note)) => {
            let deleted = board.deleted(board.selected);
            let sheet = Sheet::of(&noted.info, note, why.as_deref(), deleted);
            state.overlay = Some(Overlay::Sheet(sheet));
        }
        None => state.say(NONE),
    }
}
