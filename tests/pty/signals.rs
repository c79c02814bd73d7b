//! Signals, sizes and a panic on every screen: the terminal is given back, and
//! the draft of a note is kept.

use std::path::Path;
use std::process::Command;

use crate::terminal::Terminal;
use crate::{BYLINE, home, story};

/// What is written and never saved.
const WORDS: &str = "precious words";

/// Each screen: the keys that lead there from the article, and what is on it.
const SCREENS: [(&str, &str); 11] = [
    ("", "PEOPLE"),
    ("\t", "next list"),
    ("gn", "Notes 0"),
    ("gl", "article 1 of"),
    ("gN", "No notes yet"),
    ("]ecn", "name of"),
    ("?", "lines 1 to"),
    ("/dhow", "dhow"),
    (":", "Tab completes"),
    ("Q", "Quit?"),
    ("A", WORDS),
];

/// Opens an article, begins a note, leaves it as a draft, goes to a screen.
fn at(screen: (&str, &str), home: &Path, environment: &[(&str, &str)]) -> Terminal {
    let line = format!("{BYLINE} {}; exit 7", story("dhow-licence-talks.txt"));
    let mut terminal = Terminal::start_with(environment, "sh", &["-c", &line], home, 100, 30);
    terminal.wait_for("PEOPLE");
    terminal.type_for(&format!("A{WORDS}"), WORDS);
    terminal.type_for("\x1b", "Kept as a draft");
    if screen.0 == "Q" {
        // The question says what is true once the draft is on disk.
        wait_for_draft(home);
    }
    terminal.type_for(screen.0, screen.1);
    terminal
}

/// The drafts that a next start would find.
fn drafts(home: &Path) -> String {
    let mut command = Command::new(BYLINE);
    command.args(["notes", "drafts"]).env_clear().env("HOME", home);
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

/// Waits until a file of the journal holds the words, whoever has it open.
fn wait_for_draft(home: &Path) {
    let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
    let holds = || {
        let files =
            std::fs::read_dir(home.join(".local/state/byline/drafts")).into_iter().flatten().flatten();
        files.into_iter().any(|file| {
            let bytes = std::fs::read(file.path()).unwrap_or_default();
            String::from_utf8_lossy(&bytes).contains(WORDS)
        })
    };
    while !holds() {
        assert!(std::time::Instant::now() < until, "the draft is not kept");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

fn ends_well(mut terminal: Terminal, home: &Path, case: &str) {
    terminal.end();
    assert!(!terminal.is_alternate(), "{case}");
    terminal.assert_modes_restored();
    assert!(drafts(home).contains(WORDS), "{case}: the draft is gone");
}

/// The process that runs the program: the shell's only child.
fn program(terminal: &Terminal) -> String {
    let children = format!("/proc/{0}/task/{0}/children", terminal.pid());
    std::fs::read_to_string(children).unwrap().trim().to_owned()
}

fn send(signal: &str, process: &str) {
    assert!(Command::new("kill").args([&format!("-{signal}"), process]).status().unwrap().success());
}

fn killed_on_every_screen(signal: &str) {
    for screen in SCREENS {
        let home = home();
        let terminal = at(screen, home.path(), &[]);
        send(signal, &program(&terminal));
        ends_well(terminal, home.path(), &format!("{signal} at {:?}", screen.0));
    }
}

#[test]
fn term_on_every_screen() {
    killed_on_every_screen("TERM");
}

#[test]
fn hup_on_every_screen() {
    killed_on_every_screen("HUP");
}

#[test]
fn stopped_and_continued_on_every_screen() {
    for screen in SCREENS {
        let home = home();
        let terminal = at(screen, home.path(), &[]);
        terminal.signal_all("TSTP");
        terminal.wait_restored();
        wait_for_draft(home.path());
        terminal.signal_all("CONT");
        terminal.wait_for(screen.1);
        terminal.signal_all("KILL");
    }
}

#[test]
fn the_smallest_size_on_every_screen() {
    for screen in SCREENS {
        let home = home();
        let mut terminal = at(screen, home.path(), &[]);
        for (columns, rows) in [(1, 1), (2, 1), (1, 2), (100, 30)] {
            terminal.resize(columns, rows);
        }
        terminal.wait_for(screen.1);
        send("TERM", &program(&terminal));
        ends_well(terminal, home.path(), &format!("1x1 at {:?}", screen.0));
    }
}

/// Only a build for tests has a key that panics.
#[cfg(feature = "fault-injection")]
#[test]
fn a_panic_on_every_screen() {
    for screen in SCREENS {
        let home = home();
        let mut terminal = at(screen, home.path(), &[("BYLINE_FAULT", "panic")]);
        terminal.keys("\x1b[24~");
        terminal.wait_restored();
        terminal.wait_for("on purpose");
        ends_well(terminal, home.path(), &format!("panic at {:?}", screen.0));
    }
}

#[test]
fn what_was_typed_survives_sigkill() {
    let home = home();
    let mut terminal = at(("A", WORDS), home.path(), &[]);
    terminal.type_for(", and more", "precious words, and more");
    // A second at most, with nothing pressed.
    terminal.wait_for("draft kept");
    send("KILL", &program(&terminal));
    terminal.end();
    let mut terminal = Terminal::start(BYLINE, &[&story("dhow-licence-talks.txt")], home.path(), 100, 30);
    terminal.wait_for("gd goes on with it");
    terminal.type_for("gd", "precious words, and more");
    terminal.type_for("\x13", "Saved in ");
    terminal.keys("q");
    assert!(terminal.end().success());
    assert_eq!(drafts(home.path()), "");
}
