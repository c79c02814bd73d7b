//! The line at the foot of the screen: search, filter, command, export path.

use super::{correct, notes, search};
use crate::app::asked::Asked;
use crate::app::edit::TextBox;
use crate::app::msg::Effect;
use crate::app::state::{Overlay, Prompt, PromptKind, State, View};
use crate::config::{Command, Config, Screen, closest};
use crate::nlp::Analysis;

/// So many lines are kept to go back to.
const HISTORY: usize = 100;

/// What the command line understands besides the names of commands.
pub(super) const WITH_ARGUMENTS: [(&str, &str); 5] = [
    ("export PATH", "Export the article's notes as TOML to PATH"),
    ("theme NAME", "Change to the theme NAME"),
    ("measure N", "Make the lines of the article N columns long"),
    ("search WORDS", "Search for WORDS in the article"),
    ("NUMBER", "Go to the paragraph with that number"),
];

/// Short names, as other programs have them.
const ALIASES: [(&str, Command); 4] =
    [("q", Command::Quit), ("qa", Command::QuitAll), ("w", Command::Save), ("h", Command::Help)];

pub(super) fn open(state: &mut State, kind: PromptKind, text: &str) {
    let prompt = Prompt { kind, field: TextBox::line(text), completions: None, back: 0, hint: String::new() };
    state.overlay = Some(Overlay::Prompt(prompt));
}

pub(super) fn open_search(state: &mut State) {
    let Some(reader) = &state.reader else { return };
    open(state, PromptKind::Search { cursor: reader.cursor, top: reader.top }, "");
}

pub(super) fn open_filter(state: &mut State) {
    let before = state.library.filter.clone();
    open(state, PromptKind::Filter(before), "");
}

pub(super) fn open_notes_filter(state: &mut State) {
    let before = state.board.filter.clone();
    open(state, PromptKind::NotesFilter(before.clone()), &before);
    hint(state, "words, tag: speaker: entity: status: kind: is:review".to_owned());
}

pub(super) fn open_command(state: &mut State) {
    open(state, PromptKind::Command, "");
    hint(state, command_hint(""));
}

pub(super) fn open_export(state: &mut State) {
    let Some(reader) = &state.reader else { return };
    if reader.notes.is_empty() && reader.corrections.is_empty() {
        state.say("There are no notes on this article to export: a adds one");
        return;
    }
    let name = crate::notes::file_name(reader.article.id(), reader.article.title());
    // The short name without the hash is enough for a file of one's own.
    let slug = name.rsplit_once('-').map_or("notes", |(slug, _)| slug);
    open(state, PromptKind::Export, &format!("{slug}.toml"));
}

/// Asks what a correction needs to know; `line` is what is there to edit.
pub(super) fn open_correct(state: &mut State, asked: Asked, line: &str) {
    let hint_text = correct::hint(state, &asked, line);
    open(state, PromptKind::Correct(Box::new(asked)), line);
    hint(state, hint_text);
}

pub(super) fn run(state: &mut State, config: &Config, command: Command) -> Vec<Effect> {
    let Some(Overlay::Prompt(prompt)) = &mut state.overlay else { return Vec::new() };
    match command {
        Command::Accept => return accept(state, config),
        Command::Back => cancel(state),
        Command::Complete | Command::CompleteBack => {
            let analysis = state.reader.as_ref().and_then(|r| r.marks.as_ref()).map(|m| &m.analysis);
            if complete(prompt, config, analysis, if command == Command::Complete { 1 } else { -1 }) {
                return changed_text(state, config);
            }
            prompt.hint = "nothing completes this".to_owned();
        }
        Command::HistoryBack | Command::HistoryForward => {
            let history = match prompt.kind {
                PromptKind::Command => &state.history.1,
                PromptKind::Search { .. } => &state.history.0,
                _ => {
                    prompt.hint = "no lines were typed here before".to_owned();
                    return Vec::new();
                }
            };
            let back =
                if command == Command::HistoryBack { prompt.back + 1 } else { prompt.back.saturating_sub(1) };
            if back == 0 {
                prompt.back = 0;
                prompt.field.replace("");
            } else if let Some(line) = history.len().checked_sub(back).map(|at| &history[at]) {
                prompt.back = back;
                prompt.field.replace(line);
            }
            return changed_text(state, config);
        }
        other => state.say(format!("{} does nothing here", other.name())),
    }
    Vec::new()
}

/// The line was typed into: what it does at once, it does.
pub(super) fn changed(state: &mut State, config: &Config) -> Vec<Effect> {
    if let Some(Overlay::Prompt(prompt)) = &mut state.overlay {
        prompt.completions = None;
    }
    changed_text(state, config)
}

fn changed_text(state: &mut State, config: &Config) -> Vec<Effect> {
    let Some(Overlay::Prompt(prompt)) = &mut state.overlay else { return Vec::new() };
    let line = prompt.field.text().to_owned();
    match prompt.kind.clone() {
        PromptKind::Search { cursor, top } => {
            if let Some(reader) = &mut state.reader {
                (reader.cursor, reader.top) = (cursor, top);
            }
            search::search(state, config, &line, cursor);
            let found = state.reader.as_ref().and_then(|r| r.search.as_ref()).map(|s| s.found.len());
            hint(
                state,
                match found {
                    None => String::new(),
                    Some(0) => "no match".to_owned(),
                    Some(1) => "1 match".to_owned(),
                    Some(n) => format!("{n} matches"),
                },
            );
        }
        PromptKind::Filter(_) => {
            state.library.filter = line;
            state.library.selected = 0;
            let shown = state.library.shown().len();
            hint(state, format!("{shown} of {} articles", state.library.items.len()));
        }
        PromptKind::NotesFilter(_) => {
            state.board.filter = line;
            state.board.selected = 0;
            state.board.fill();
            hint(state, format!("{} of {}", state.board.listed.len(), state.board.count()));
        }
        PromptKind::Command => hint(state, command_hint(line.trim())),
        PromptKind::Correct(asked) => {
            let text = correct::hint(state, &asked, &line);
            hint(state, text);
        }
        PromptKind::Export | PromptKind::Folder => {}
    }
    Vec::new()
}

fn hint(state: &mut State, text: String) {
    if let Some(Overlay::Prompt(prompt)) = &mut state.overlay {
        prompt.hint = text;
    }
}

fn command_hint(line: &str) -> String {
    if let Some(command) = named(line) {
        return command.doc().to_owned();
    }
    let word = line.split(' ').next().unwrap_or("");
    if word.is_empty() {
        return "Tab completes".to_owned();
    }
    let argument = WITH_ARGUMENTS.iter().find(|(usage, _)| usage.split(' ').next() == Some(word));
    if let Some((usage, doc)) = argument {
        return format!("{usage}: {doc}");
    }
    match names().filter(|name| name.starts_with(word)).count() {
        0 => String::new(),
        n => format!("{n} commands: Tab completes"),
    }
}

fn named(name: &str) -> Option<Command> {
    let alias = ALIASES.iter().find(|(alias, _)| *alias == name).map(|(_, command)| *command);
    alias.or_else(|| Command::from_name(name))
}

fn names() -> impl Iterator<Item = &'static str> {
    Command::ALL.iter().map(|c| c.name())
}

/// Takes the next completion of the line, and tells whether there is any.
fn complete(prompt: &mut Prompt, config: &Config, analysis: Option<&Analysis>, by: isize) -> bool {
    if prompt.completions.is_none() {
        let line = prompt.field.text();
        let choices = match (&prompt.kind, analysis) {
            (PromptKind::Command, _) => commands_like(line, config),
            (PromptKind::Correct(asked), Some(analysis)) => asked.completions(line, analysis),
            _ => return false,
        };
        let start = if by > 0 { choices.len().saturating_sub(1) } else { 0 };
        prompt.completions = Some((choices, start));
    }
    let Some((choices, at)) = &mut prompt.completions else { return false };
    if choices.is_empty() {
        return false;
    }
    *at = (*at as isize + by).rem_euclid(choices.len() as isize) as usize;
    prompt.field.replace(&choices[*at]);
    true
}

/// The command lines that begin so.
fn commands_like(line: &str, config: &Config) -> Vec<String> {
    if let Some(start) = line.strip_prefix("theme ") {
        let fitting = config.themes.iter().filter(|t| t.name.starts_with(start));
        return fitting.map(|t| format!("theme {}", t.name)).collect();
    }
    let words = WITH_ARGUMENTS.iter().filter_map(|(usage, _)| usage.split_once(' '));
    let all = names().map(str::to_owned).chain(words.map(|(word, _)| format!("{word} ")));
    let mut choices: Vec<String> = all.filter(|name| name.starts_with(line)).collect();
    choices.dedup();
    choices
}

fn cancel(state: &mut State) {
    let Some(Overlay::Prompt(prompt)) = state.overlay.take() else { return };
    match prompt.kind {
        PromptKind::Search { cursor, top } => {
            if let Some(reader) = &mut state.reader {
                reader.search = None;
                (reader.cursor, reader.top) = (cursor, top);
            }
        }
        PromptKind::Filter(before) => state.library.filter = before,
        PromptKind::NotesFilter(before) => {
            state.board.filter = before;
            state.board.fill();
        }
        PromptKind::Export => state.say("Nothing was exported"),
        PromptKind::Correct(_) => state.say("Nothing was corrected"),
        PromptKind::Folder => super::elsewhere::cancel(state),
        PromptKind::Command => {}
    }
}

fn accept(state: &mut State, config: &Config) -> Vec<Effect> {
    let Some(Overlay::Prompt(prompt)) = state.overlay.take() else { return Vec::new() };
    let line = prompt.field.text().trim().to_owned();
    match prompt.kind {
        PromptKind::Search { cursor, .. } => {
            remember(&mut state.history.0, prompt.field.text());
            found(state, cursor);
            Vec::new()
        }
        PromptKind::Filter(_) => {
            let shown = state.library.shown().len();
            state.say(match state.library.filter.is_empty() {
                true => "All articles".to_owned(),
                false => format!("{}; Esc shows all", super::count_of(shown, "article")),
            });
            Vec::new()
        }
        PromptKind::NotesFilter(_) => {
            let listed = state.board.listed.len();
            state.say(match state.board.filter.trim().is_empty() {
                true => "All notes".to_owned(),
                false => format!("{}; Esc shows all", super::count_of(listed, "note")),
            });
            Vec::new()
        }
        PromptKind::Export if line.is_empty() => {
            state.say("Nothing was exported: there was no path");
            Vec::new()
        }
        PromptKind::Export => notes::export_to(state, line),
        PromptKind::Correct(asked) => correct::answered(state, &asked, &line),
        PromptKind::Folder => super::elsewhere::save(state, line),
        PromptKind::Command => {
            remember(&mut state.history.1, &line);
            execute(state, config, &line)
        }
    }
}

fn remember(history: &mut Vec<String>, line: &str) {
    if line.is_empty() {
        return;
    }
    history.retain(|old| old != line);
    history.push(line.to_owned());
    if history.len() > HISTORY {
        history.remove(0);
    }
}

/// The search was accepted: says what was found, and lets Ctrl-O come back.
fn found(state: &mut State, from: usize) {
    let Some(reader) = &mut state.reader else { return };
    let Some(search) = &reader.search else { return };
    let (count, pattern) = (search.found.len(), search.pattern.clone());
    if count == 0 {
        reader.search = None;
        state.say(format!("“{pattern}” is not in this article"));
        return;
    }
    reader.focus = None;
    let at = search.found.iter().position(|s| s.start == reader.cursor).unwrap_or(0);
    let found_at = std::mem::replace(&mut reader.cursor, from);
    reader.mark_jump();
    reader.cursor = found_at;
    state.say(format!("match for “{pattern}” {} of {count}; n and N walk, Esc leaves", at + 1));
}

/// Runs a typed command.
fn execute(state: &mut State, config: &Config, line: &str) -> Vec<Effect> {
    if line.is_empty() {
        return Vec::new();
    }
    if let Ok(number) = line.parse::<usize>() {
        go_to_paragraph(state, config, number);
        return Vec::new();
    }
    if let Some(command) = named(line) {
        return super::run(state, config, command, 1);
    }
    let (word, argument) = line.split_once(' ').unwrap_or((line, ""));
    let argument = argument.trim();
    match word {
        "export" if !argument.is_empty() => return notes::export_to(state, argument.to_owned()),
        "theme" => match config.theme_named(argument) {
            Some(theme) => {
                state.theme.clone_from(&theme.name);
                state.say(format!("Theme {argument}"));
            }
            None => {
                let names: Vec<&str> = config.themes.iter().map(|t| t.name.as_str()).collect();
                state.say(format!("There is no theme “{argument}”: {}", names.join(", ")));
            }
        },
        "measure" => match argument.parse().ok().filter(|n| Screen::MEASURE.contains(n)) {
            Some(measure) => {
                state.measure = measure;
                state.say(format!("Lines of {measure} columns"));
            }
            None => {
                let (least, most) = (Screen::MEASURE.start(), Screen::MEASURE.end());
                state.say(format!("measure takes a number from {least} to {most}"));
            }
        },
        "search" if !argument.is_empty() && state.view == View::Reader => {
            let from = state.reader.as_ref().map_or(0, |r| r.cursor);
            search::search(state, config, argument, from);
            found(state, from);
        }
        _ => {
            let near = closest(word, names()).map_or(String::new(), |name| format!(": did you mean {name}?"));
            state.say(format!("There is no command “{word}”{near}"));
        }
    }
    Vec::new()
}

fn go_to_paragraph(state: &mut State, config: &Config, number: usize) {
    let Some(reader) = &state.reader else {
        state.say("There is no open article");
        return;
    };
    let count = reader.article.paragraphs.len();
    match number.checked_sub(1).and_then(|at| reader.article.paragraphs.get(at)) {
        Some(paragraph) => super::motion::jump(state, config, paragraph.span.start),
        None => state.say(format!("This article has paragraphs 1 to {count}")),
    }
}
