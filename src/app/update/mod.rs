//! Every change of state: a message in, effects out.

mod board;
mod copy;
mod correct;
mod drafts;
mod editor;
mod elsewhere;
mod hints;
mod keys;
mod library;
mod lists;
mod motion;
mod mouse;
mod notes;
mod outside;
mod prompt;
mod reader;
mod review;
mod search;
mod undo;

use crate::config::{Command, Config};

use super::msg::{Effect, Msg, Remember};
use super::state::{State, View};

/// Changes the state by one message and says what the world is to do.
pub fn update(state: &mut State, config: &Config, msg: Msg) -> Vec<Effect> {
    let effects = match msg {
        Msg::Clock { now, random } => {
            state.now = now;
            state.random = random;
            return Vec::new();
        }
        Msg::Resize { columns, rows } => {
            state.size = (columns, rows);
            Vec::new()
        }
        Msg::Key(key) => keys::press(state, config, key),
        Msg::Paste(text) => keys::paste(state, config, &text),
        Msg::Mouse(mouse) => mouse::mouse(state, config, mouse),
        Msg::Command(command) => run(state, config, command, 1),
        Msg::Listed { items, errors } => library::listed(state, items, &errors),
        Msg::Surveyed { listing, item, listed } => library::surveyed(state, listing, item, listed),
        Msg::Loaded { generation, result } => reader::loaded(state, config, generation, result),
        Msg::Gathering { gathering, read, of } => {
            board::gathering(state, gathering, (read, of));
            Vec::new()
        }
        Msg::Unsettled { gathering, notes } => {
            board::unsettled(state, gathering, notes);
            Vec::new()
        }
        Msg::Gathered { gathering, articles, errors } => {
            board::gathered(state, gathering, articles, &errors);
            Vec::new()
        }
        Msg::Analyzed { generation, marks } => reader::analyzed(state, generation, marks),
        Msg::Saved { ticket, path, meanwhile } => notes::saved(state, ticket, &path, meanwhile),
        Msg::Failed { ticket, error } => notes::failed(state, ticket, &error),
        Msg::Folder(folder) => elsewhere::ask(state, &folder),
        Msg::Exported { path } => {
            state.say(format!("Exported to {path}"));
            Vec::new()
        }
        Msg::NotExported { path, error } => notes::not_exported(state, path, error),
        Msg::Edited(result) => editor::edited(state, result),
        Msg::Tick => Vec::new(),
        Msg::Kept { id, revision } => drafts::kept(state, &id, revision),
        Msg::NotKept { id, error } => drafts::not_kept(state, &id, error),
        Msg::NotesRead { id, kept } => outside::notes_read(state, &id, *kept),
        Msg::ArticleChanged { id } => outside::article_changed(state, config, &id),
        Msg::Waiting(articles) => drafts::waiting(state, config, articles),
        Msg::Recovered(found) => drafts::recovered(state, config, found),
        Msg::NotesEdited { path, result } => editor::notes_edited(state, path, result),
    };
    settle(state, config);
    // A draft is kept before anything that may end badly.
    let is_risky = |effect: &Effect| {
        use Effect as E;
        matches!(
            effect,
            E::Edit(_) | E::EditNotes(_) | E::EditNotesAgain(_) | E::Suspend | E::Quit | E::Save(_)
        )
    };
    let is_risky = effects.iter().any(is_risky);
    let mut all = drafts::keep(state, is_risky);
    all.extend(effects);
    all
}

/// When the state wants [`Msg::Tick`]; `None` where it wants nothing.
pub fn wakes_at(state: &State) -> Option<jiff::Timestamp> {
    drafts::due(state)
}

/// Hands over everything that is being written to the journal, at once: the
/// program is told to end from outside.
pub fn keep_all(state: &mut State) -> Vec<Effect> {
    drafts::keep(state, true)
}

/// What must be kept in mind when the program is told to end from outside.
pub fn leave(state: &State) -> Option<Remember> {
    let reader = state.reader.as_ref()?;
    let listed = reader.item.and_then(|item| state.library.items.get(item));
    let read = listed.is_some_and(|item| item.read);
    let read = read || reader.percent() >= 98;
    Some(Remember { article: reader.article.id().to_owned(), position: Some(reader.cursor), read })
}

/// Runs a command, a motion `count` times.
fn run(state: &mut State, config: &Config, command: Command, count: usize) -> Vec<Effect> {
    match command {
        Command::Help => keys::help(state, config),
        Command::CommandLine => prompt::open_command(state),
        Command::Redraw => return vec![Effect::Redraw],
        Command::Suspend => return vec![Effect::Suspend],
        Command::QuitAll => return notes::quit(state),
        Command::NextTheme => next_theme(state, config),
        Command::ToggleMouse => {
            state.mouse = !state.mouse;
            state.say(if state.mouse {
                "The mouse is Byline's: click, wheel, drag to select"
            } else {
                "The mouse is the terminal's: select and copy as anywhere"
            });
            return vec![Effect::SetMouse(state.mouse)];
        }
        Command::Save => return notes::save_all(state),
        Command::SaveElsewhere => return elsewhere::find(state),
        Command::OpenDraft => return drafts::open(state),
        Command::DiscardDraft => drafts::discard(state),
        Command::AllNotes => return board::open(state),
        _ => {
            return match state.view {
                View::Notes => board::run(state, config, command, count),
                View::Reader if state.reader.is_some() => reader::run(state, config, command, count),
                _ => library::run(state, command, count),
            };
        }
    }
    Vec::new()
}

/// "1 note", "2 notes".
fn count_of(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn next_theme(state: &mut State, config: &Config) {
    let at = config.themes.iter().position(|theme| theme.name == state.theme).unwrap_or(0);
    if let Some(theme) = config.themes.get((at + 1) % config.themes.len().max(1)) {
        state.theme.clone_from(&theme.name);
        state.say(format!("Theme {}", state.theme));
    }
}

/// Brings everything that follows from the rest up to date: the page's width,
/// the lists' rows, the selected row, the hints.
fn settle(state: &mut State, config: &Config) {
    let frame = state.frame();
    let margin = usize::from(config.screen.scroll_margin);
    if let Some(reader) = &mut state.reader {
        reader.resize(frame.text.w, usize::from(frame.text.h), margin);
    }
    lists::settle(state);
    review::settle(state);
    let height = state.library_height();
    state.library.step(0, height);
    let height = state.board_height();
    state.board.settle();
    state.board.step(0, height);
    keys::scroll_page(state, 0);
    hints::settle(state, config);
}
