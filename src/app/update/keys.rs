//! From keys to commands: sequences, counts, text fields, questions.

use crate::app::state::{Answer, Help, HelpLine, Overlay, State};
use crate::app::{Effect, TextBox};
use crate::config::{Command, Config, Context, Found, Key, KeyCode, notation};

/// The largest count that can be typed before a command.
const MOST: usize = 9999;

pub(super) fn press(state: &mut State, config: &Config, key: Key) -> Vec<Effect> {
    state.status = crate::app::Status::default();
    // Who goes on working does not want to quit any more.
    state.quitting = false;
    if let Some(Overlay::Ask(_)) = state.overlay {
        return answer(state, key);
    }
    let context = state.context();
    if !context.is_text() && state.keys.is_empty() && counts(state, config, context, key) {
        return Vec::new();
    }
    state.keys.push(key);
    match config.keymap.find(context, &state.keys) {
        Found::Prefix => Vec::new(),
        Found::Command(command) => {
            state.keys.clear();
            let count = state.count.take().unwrap_or(1);
            super_run(state, config, command, count)
        }
        Found::None => {
            let keys = std::mem::take(&mut state.keys);
            state.count = None;
            if context.is_text() {
                return keys.into_iter().flat_map(|key| type_key(state, config, key)).collect();
            }
            if key.code != KeyCode::Esc {
                let help = config.keymap.keys_of(context, Command::Help);
                let help = help.first().map_or(String::new(), |k| format!(" · {k} shows the keys"));
                state.say(format!("{} does nothing here{help}", notation(&keys)));
            }
            Vec::new()
        }
    }
}

fn super_run(state: &mut State, config: &Config, command: Command, count: usize) -> Vec<Effect> {
    match &state.overlay {
        // These two are about the terminal, whatever is on it.
        _ if matches!(command, Command::Redraw | Command::Suspend) => {
            super::run(state, config, command, count)
        }
        Some(Overlay::Help(_) | Overlay::Sheet(_)) => {
            run_page(state, command, count);
            Vec::new()
        }
        Some(Overlay::Prompt(_)) => super::prompt::run(state, config, command),
        Some(Overlay::Editor(_)) => super::editor::run(state, command),
        Some(Overlay::Review(_)) => super::review::run(state, config, command, count),
        Some(Overlay::Ask(_)) => Vec::new(),
        None => super::run(state, config, command, count),
    }
}

/// Takes a digit as part of a count, unless it is bound to something.
fn counts(state: &mut State, config: &Config, context: Context, key: Key) -> bool {
    let KeyCode::Char(c) = key.code else { return false };
    let Some(digit) = c.to_digit(10).filter(|_| !key.ctrl && !key.alt) else { return false };
    if (digit == 0 && state.count.is_none()) || config.keymap.find(context, &[key]) != Found::None {
        return false;
    }
    state.count = Some((state.count.unwrap_or(0) * 10 + digit as usize).min(MOST));
    true
}

fn type_key(state: &mut State, config: &Config, key: Key) -> Vec<Effect> {
    let width = usize::from(state.editor_frame().body.w);
    match &mut state.overlay {
        Some(Overlay::Editor(editor)) => {
            let field: &mut TextBox = if editor.in_tags { &mut editor.tags } else { &mut editor.body };
            if !field.press(key, width) {
                if editor.in_tags && key.code == KeyCode::Enter {
                    editor.in_tags = false;
                } else {
                    state.say(format!("{} does nothing in a text field", notation(&[key])));
                }
            }
            Vec::new()
        }
        Some(Overlay::Prompt(prompt)) => {
            if !prompt.field.press(key, usize::MAX) {
                prompt.hint = format!("{} does nothing in a text field", notation(&[key]));
                return Vec::new();
            }
            super::prompt::changed(state, config)
        }
        _ => Vec::new(),
    }
}

pub(super) fn paste(state: &mut State, config: &Config, text: &str) -> Vec<Effect> {
    match &mut state.overlay {
        Some(Overlay::Editor(editor)) => {
            let field = if editor.in_tags { &mut editor.tags } else { &mut editor.body };
            field.insert(text);
            Vec::new()
        }
        Some(Overlay::Prompt(prompt)) => {
            prompt.field.insert(text);
            super::prompt::changed(state, config)
        }
        _ => {
            state.say("There is no text field to paste into: a opens a note, / a search");
            Vec::new()
        }
    }
}

fn answer(state: &mut State, key: Key) -> Vec<Effect> {
    let yes = matches!(key.code, KeyCode::Char('y' | 'Y'));
    let no = matches!(key.code, KeyCode::Char('n' | 'N' | 'q') | KeyCode::Esc);
    if !yes && !no {
        state.say("y for yes, n for no");
        return Vec::new();
    }
    let Some(Overlay::Ask(question)) = state.overlay.take() else { return Vec::new() };
    if no {
        state.quitting = false;
        match question.then {
            Answer::EditAgain(path) => super::editor::give_up(state, &path),
            _ => state.say("Nothing was done"),
        }
        return Vec::new();
    }
    match question.then {
        Answer::Quit => {
            let remember = super::leave(state).map(Effect::Remember);
            remember.into_iter().chain([Effect::Quit]).collect()
        }
        Answer::Discard(id) => super::drafts::discarded(state, &id),
        Answer::EditAgain(path) => vec![Effect::EditNotesAgain(path)],
        Answer::ReplaceExport { path, text } => {
            state.say(format!("Replacing {path}"));
            vec![Effect::Export { path, text, replace: true }]
        }
    }
}

pub(super) fn help(state: &mut State, config: &Config) {
    let mut lines = Vec::new();
    // Where the reader is comes first.
    let here = state.context();
    let mut contexts: Vec<Context> = Context::ALL.to_vec();
    contexts.sort_by_key(|&c| c != here);
    for context in contexts {
        let bindings = config.keymap.bindings(context);
        if bindings.is_empty() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(HelpLine::Empty);
        }
        lines.push(HelpLine::Heading(heading(context).to_owned()));
        let mut commands: Vec<Command> = bindings.iter().map(|(_, command)| *command).collect();
        commands.dedup();
        for command in commands {
            let keys: Vec<&str> =
                bindings.iter().filter(|(_, c)| *c == command).map(|(keys, _)| keys.as_str()).collect();
            lines.push(HelpLine::Command { keys: keys.join("  "), name: command.name(), doc: command.doc() });
        }
    }
    lines.push(HelpLine::Empty);
    lines.push(HelpLine::Heading("On the command line, after :".to_owned()));
    for (name, doc) in super::prompt::WITH_ARGUMENTS {
        lines.push(HelpLine::Command { keys: String::new(), name, doc });
    }
    state.overlay = Some(Overlay::Help(Help { lines, top: 0 }));
}

const fn heading(context: Context) -> &'static str {
    match context {
        Context::Global => "Everywhere",
        Context::Reader => "In the article",
        Context::Visual => "While selecting",
        Context::Sidebar => "In the lists",
        Context::Library => "In the list of articles",
        Context::Notes => "In the notes on all articles",
        Context::Page => "In this help",
        Context::Review => "In the review of notes",
        Context::Editor => "While writing a note",
        Context::Prompt => "On the line at the foot",
    }
}

fn run_page(state: &mut State, command: Command, count: usize) {
    let height = state.page_height();
    let far = match command {
        Command::LineDown => count as isize,
        Command::LineUp => -(count as isize),
        Command::HalfPageDown => (height / 2) as isize,
        Command::HalfPageUp => -((height / 2) as isize),
        Command::PageDown => height as isize,
        Command::PageUp => -(height as isize),
        Command::Top => isize::MIN,
        Command::Bottom => isize::MAX,
        Command::Back | Command::Quit | Command::Help => {
            state.overlay = None;
            return;
        }
        other => {
            state.say(format!("{} is not for this page: Esc leaves it", other.name()));
            return;
        }
    };
    scroll_page(state, far);
}

/// Scrolls the page that lies over the screen, as far as it goes.
pub(super) fn scroll_page(state: &mut State, by: isize) {
    let (height, width) = (state.page_height(), state.sheet_width());
    let (top, count) = match &mut state.overlay {
        Some(Overlay::Help(help)) => (&mut help.top, help.lines.len()),
        Some(Overlay::Sheet(sheet)) => {
            let count = sheet.lines(width).len();
            (&mut sheet.top, count)
        }
        _ => return,
    };
    *top = top.saturating_add_signed(by).min(count.saturating_sub(height));
}
