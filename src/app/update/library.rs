//! The list of articles: selecting, opening, filtering, marking as read.

use crate::Error;
use crate::app::library::Listed;
use crate::app::msg::{Effect, Remember};
use crate::app::state::{State, View};
use crate::config::Command;

pub(super) fn run(state: &mut State, command: Command, count: usize) -> Vec<Effect> {
    let height = state.library_height();
    let page = height as isize;
    let count = count as isize;
    let library = &mut state.library;
    match command {
        Command::LineDown => library.step(count, height),
        Command::LineUp => library.step(-count, height),
        Command::HalfPageDown => library.step(page / 2, height),
        Command::HalfPageUp => library.step(-(page / 2), height),
        Command::PageDown => library.step(page, height),
        Command::PageUp => library.step(-page, height),
        Command::Top => library.step(isize::MIN, height),
        Command::Bottom => library.step(isize::MAX, height),
        Command::Activate | Command::CharRight => return open_selected(state),
        Command::Search => super::prompt::open_filter(state),
        Command::ToggleRead => return toggle_read(state),
        Command::Reload => {
            state.say("Reading the list again");
            return vec![Effect::List];
        }
        Command::Back if !library.filter.is_empty() => {
            library.filter.clear();
            state.say("All articles");
        }
        Command::Back if state.reader.is_some() => state.view = View::Reader,
        Command::Back => state.say("This is the list of articles: q quits"),
        Command::Quit => return super::notes::quit(state),
        Command::Library => state.say("This is the list of articles"),
        other => state.say(format!("{} needs an open article: Enter opens the selected one", other.name())),
    }
    Vec::new()
}

pub(super) fn listed(state: &mut State, items: Vec<Listed>, errors: &[Error]) -> Vec<Effect> {
    let library = &mut state.library;
    // The open article keeps its place in a list that was read again.
    let open = state.reader.as_ref().and_then(|r| r.info.path.clone());
    let selected =
        library.selected_item().and_then(|at| library.items.get(at)).map(|item| item.label.clone());
    library.items = items;
    library.listing += 1;
    library.counted = 0;
    let find = |label: Option<String>| {
        label.and_then(|label| library.items.iter().position(|item| item.label == label))
    };
    let open = find(open);
    let selected = find(selected).and_then(|at| library.shown().iter().position(|&shown| shown == at));
    library.selected = selected.unwrap_or(0);
    if let Some(reader) = &mut state.reader {
        reader.item = open;
    }
    if let Some(error) = errors.first() {
        let more = match errors.len() {
            1 => String::new(),
            n => format!(" (and {} more)", n - 1),
        };
        state.complain(&Error::new(format!("{error}{more}")));
    }
    // A single article is counted when it is opened.
    match state.library.items.len() {
        0 | 1 => Vec::new(),
        _ => vec![Effect::Survey { listing: state.library.listing }],
    }
}

pub(super) fn surveyed(state: &mut State, listing: u64, item: usize, listed: Listed) -> Vec<Effect> {
    let library = &mut state.library;
    if listing != library.listing {
        return Vec::new();
    }
    if let Some(slot) = library.items.get_mut(item) {
        let was_counted = slot.counts.is_some() || slot.error.is_some();
        let is_counted = listed.counts.is_some() || listed.error.is_some();
        // What was marked since the first answer is newer than what is on disk.
        let read = if slot.id.is_empty() { listed.read } else { slot.read };
        *slot = Listed { read, ..listed };
        if is_counted && !was_counted {
            library.counted += 1;
        }
    }
    Vec::new()
}

fn open_selected(state: &mut State) -> Vec<Effect> {
    match state.library.selected_item() {
        Some(item) => open(state, item),
        None => {
            state.say("There is no article to open");
            Vec::new()
        }
    }
}

/// Asks for a listed article, and keeps in mind where the open one was left.
pub(super) fn open(state: &mut State, item: usize) -> Vec<Effect> {
    let generation = state.next_generation();
    state.loading = Some(generation);
    let mut effects = keep_place(state);
    effects.push(Effect::Load { generation, item });
    effects
}

/// Keeps in mind where the open article was left.
pub(super) fn keep_place(state: &mut State) -> Vec<Effect> {
    let Some(remember) = super::leave(state) else { return Vec::new() };
    let item = state.reader.as_ref().and_then(|r| r.item);
    if let Some(item) = item.and_then(|item| state.library.items.get_mut(item)) {
        item.read = remember.read;
    }
    vec![Effect::Remember(remember)]
}

/// Opens the article `by` places away in the list.
pub(super) fn open_neighbour(state: &mut State, by: isize) -> Vec<Effect> {
    let shown = state.library.shown();
    let Some(reader) = &state.reader else { return Vec::new() };
    let at = shown.iter().position(|&item| Some(item) == reader.item);
    let next = at.and_then(|at| at.checked_add_signed(by)).filter(|&to| to < shown.len());
    match next {
        Some(to) => {
            state.library.selected = to;
            open(state, shown[to])
        }
        None => {
            state.say(if by > 0 {
                "This is the last article of the list"
            } else {
                "This is the first article of the list"
            });
            Vec::new()
        }
    }
}

fn toggle_read(state: &mut State) -> Vec<Effect> {
    let Some(item) = state.library.selected_item() else {
        state.say("There is no article to mark");
        return Vec::new();
    };
    mark_read(state, item)
}

/// Turns the read mark of a listed article.
pub(super) fn mark_read(state: &mut State, item: usize) -> Vec<Effect> {
    let here = state.reader.as_ref().filter(|r| r.item == Some(item)).map(|r| r.cursor);
    let Some(listed) = state.library.items.get_mut(item) else { return Vec::new() };
    if listed.id.is_empty() {
        state.say("This article is not read from disk yet");
        return Vec::new();
    }
    listed.read = !listed.read;
    let remember = Remember { article: listed.id.clone(), position: here, read: listed.read };
    state.say(if remember.read { "Marked as read" } else { "Marked as unread" });
    vec![Effect::Remember(remember)]
}
