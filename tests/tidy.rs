//! The directions between the rooms, and a few habits that keep the source
//! readable by a stranger. Each rule is first tried on a made-up file that
//! breaks it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;

/// Each room with the rooms that it may know. A file at the top of `src` is
/// the room of its own name.
const ROOMS: [(&str, &[&str]); 15] = [
    ("text", &[]),
    ("config", &[]),
    ("nlp", &["text"]),
    ("notes", &["text"]),
    ("correct", &["text", "nlp", "notes"]),
    ("export", &["text", "nlp", "notes", "correct"]),
    ("app", &["text", "nlp", "notes", "correct", "export", "config"]),
    ("ui", &["text", "nlp", "notes", "correct", "export", "config", "app"]),
    ("io", &["text", "nlp", "notes", "correct", "export", "config", "app"]),
    ("tui", &["app", "ui", "io", "config"]),
    ("cli", &["text", "nlp", "notes", "correct", "export", "config", "io"]),
    ("train", &["text", "nlp"]),
    ("bin", &["train"]),
    ("main", &["cli", "tui"]),
    ("error", &[]),
];

/// What stands for the world outside, and the rooms that may name it.
const OUTSIDE: [(&str, &[&str]); 8] = [
    ("ratatui", &["ui", "tui/terminal"]),
    ("crossterm", &["tui"]),
    ("std::fs", &["io", "tui", "cli", "train", "bin"]),
    ("std::thread", &["io", "tui"]),
    ("std::net", &["io"]),
    ("SystemTime", &["io", "tui"]),
    ("Instant::now", &["io", "tui"]),
    ("Timestamp::now", &["io", "tui", "cli"]),
];

/// Lines of a file, tests left out.
const LONGEST: usize = 500;

/// A source file: its path below `src` without `.rs`, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    fn room(&self) -> &str {
        self.path.split('/').next().unwrap_or("")
    }

    fn is_test(&self) -> bool {
        self.path.ends_with("/tests") || self.path.contains("/tests/")
    }

    /// The text without the tests at its end.
    fn code(&self) -> &str {
        let tests = self.text.find("#[cfg(test)]\nmod tests {");
        tests.map_or(self.text.as_str(), |at| &self.text[..at])
    }

    /// The lines of the program, without comments.
    fn statements(&self) -> String {
        let lines = self.code().lines().filter(|line| !line.trim_start().starts_with("//"));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// The rooms that a text names: `crate::room`, `byline::room`, and the first
/// names in `use crate::{a, b::{c, d}}`.
fn named_rooms(text: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for root in ["crate::", "byline::"] {
        for (at, _) in text.match_indices(root) {
            let behind = &text[at + root.len()..];
            let is_whole = !text[..at].ends_with(|c: char| c.is_alphanumeric() || "_:".contains(c));
            if !is_whole {
                continue;
            }
            match behind.strip_prefix('{') {
                Some(group) => rooms.extend(first_names(group)),
                None => rooms.push(name_at(behind)),
            }
        }
    }
    rooms.retain(|room| ROOMS.iter().any(|(name, _)| name == room));
    rooms
}

/// The names at the top of a group, whose opening brace is behind us.
fn first_names(group: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut depth = 0;
    let mut begins = true;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            c if begins && !c.is_whitespace() => {
                names.push(name_at(&group[at..]));
                begins = false;
            }
            _ => {}
        }
    }
    names
}

fn name_at(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// Whether `text` names `path`: as a whole, not as a part of another name.
fn names(text: &str, path: &str) -> bool {
    text.match_indices(path).any(|(at, _)| {
        let before = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let behind = !text[at + path.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
        before && behind
    }) || path.split_once("::").is_some_and(|(root, rest)| {
        // `use std::{fs, thread}`
        let open = format!("{root}::{{");
        let mut groups = text.match_indices(&open).map(|(at, _)| first_names(&text[at + open.len()..]));
        groups.any(|names| names.iter().any(|name| name == rest))
    })
}

/// What is wrong with a file.
fn faults(source: &Source) -> Vec<String> {
    let Source { path, text } = source;
    let mut faults = Vec::new();
    let statements = source.statements();
    if path != "lib" {
        match ROOMS.iter().find(|(room, _)| *room == source.room()) {
            None => faults.push(format!("{path}: no room is called {:?}", source.room())),
            Some((room, known)) => {
                for other in named_rooms(&statements) {
                    if other != *room && other != "error" && !known.contains(&other.as_str()) {
                        faults.push(format!("{path}: {room} must not know {other}"));
                    }
                }
            }
        }
    }
    for (outside, rooms) in OUTSIDE {
        let may = rooms.iter().any(|room| path == room || path.starts_with(&format!("{room}/")));
        if !may && !source.is_test() && names(&statements, outside) {
            faults.push(format!("{path}: {outside} is for {rooms:?}"));
        }
    }
    if text.contains("super::super") {
        faults.push(format!("{path}: write crate::room::... instead of super::super"));
    }
    if !source.is_test() && !text.starts_with("//! ") {
        faults.push(format!("{path}: the first line does not say what it is (//! ...)"));
    }
    let lines = source.code().lines().count();
    if !source.is_test() && lines > LONGEST {
        faults.push(format!("{path}: {lines} lines; divide it by meaning"));
    }
    faults
}

/// Every source file, in order.
fn sources() -> Vec<Source> {
    fn visit(folder: &Path, root: &Path, found: &mut Vec<Source>) {
        let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for entry in entries {
            if entry.is_dir() {
                visit(&entry, root, found);
            } else if entry.extension().is_some_and(|ending| ending == "rs") {
                let below = entry.strip_prefix(root).unwrap().with_extension("");
                let path = below.to_str().unwrap().replace('\\', "/");
                found.push(Source { path, text: fs::read_to_string(&entry).unwrap() });
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    visit(&root, &root, &mut found);
    found
}

#[test]
fn the_source_is_tidy() {
    let sources = sources();
    assert!(sources.len() > 50, "the source is not where it was");
    let faults: Vec<String> = sources.iter().flat_map(faults).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_room_has_its_directions() {
    let sources = sources();
    for (room, known) in ROOMS {
        assert!(sources.iter().any(|s| s.room() == room), "there is no room {room} any more");
        for other in known {
            let back = ROOMS.iter().find(|(name, _)| name == other).unwrap().1;
            assert!(!back.contains(&room), "{room} and {other} know each other");
        }
    }
}

#[test]
fn the_rules_find_what_they_look_for() {
    let long = format!("//! Long.\n{}", "fn f() {}\n".repeat(LONGEST));
    for (path, text, fault) in [
        ("text/a", "//! A.\nuse crate::nlp::Engine;", "text/a: text must not know nlp"),
        (
            "nlp/a",
            "//! A.\nuse crate::{Error, text::Span, notes::{Note, Target}};",
            "nlp/a: nlp must not know notes",
        ),
        ("notes/a", "//! A.\nfn f() -> crate::app::State {}", "notes/a: notes must not know app"),
        ("app/a", "//! A.\nuse crate::{\n    config::Key,\n    io,\n};", "app/a: app must not know io"),
        ("ui", "//! A.\nuse byline::tui::run;", "ui: ui must not know tui"),
        ("cli/a", "//! A.\nuse crate::app::update;", "cli/a: cli must not know app"),
        ("main", "//! A.\nuse byline::{cli, io};", "main: main must not know io"),
        ("cellar/a", "//! A.", "cellar/a: no room is called \"cellar\""),
        ("app/a", "//! A.\nuse ratatui::Frame;", "app/a: ratatui is for [\"ui\", \"tui/terminal\"]"),
        ("tui/a", "//! A.\nuse ratatui::Terminal;", "tui/a: ratatui is for [\"ui\", \"tui/terminal\"]"),
        ("ui/a", "//! A.\nuse crossterm::event;", "ui/a: crossterm is for [\"tui\"]"),
        (
            "export/a",
            "//! A.\nuse std::{fmt, fs::File};",
            "export/a: std::fs is for [\"io\", \"tui\", \"cli\", \"train\", \"bin\"]",
        ),
        ("nlp/a", "//! A.\nfn f() { std::thread::spawn(g); }", "nlp/a: std::thread is for [\"io\", \"tui\"]"),
        (
            "app/a",
            "//! A.\nlet now = jiff::Timestamp::now();",
            "app/a: Timestamp::now is for [\"io\", \"tui\", \"cli\"]",
        ),
        (
            "text/a",
            "//! A.\nuse super::super::Span;",
            "text/a: write crate::room::... instead of super::super",
        ),
        ("text/a", "use super::Span;", "text/a: the first line does not say what it is (//! ...)"),
        ("text/a", &long, "text/a: 501 lines; divide it by meaning"),
    ] {
        assert_eq!(faults(&Source::new(path, text)), [fault], "{path}: {text:.60}");
    }
}

#[test]
fn the_rules_let_the_rest_pass() {
    let tests = format!("//! A.\nfn f() {{}}\n#[cfg(test)]\nmod tests {{\n{}}}\n", "// x\n".repeat(LONGEST));
    for (path, text) in [
        ("export/a", "//! A.\nuse crate::{Error, Result, text::{Article, Span}, notes};"),
        ("text/a", "//! A.\n/// As in [`crate::nlp::Engine`].\nuse crate::text::Span;"),
        ("io/a", "//! A.\nuse std::{fs, thread};\nuse crate::app::Msg;"),
        ("tui/terminal", "//! A.\nuse ratatui::Terminal;\nuse crossterm::event;"),
        ("app/a", "//! A.\nlet offset = refs::offset(); let ratatui_like = 1;"),
        ("nlp/tests", "use super::*;\nuse std::fs;"),
        ("text/a", &tests),
    ] {
        assert_eq!(faults(&Source::new(path, text)), [""; 0], "{path}");
    }
}
