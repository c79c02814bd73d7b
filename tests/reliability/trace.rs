//! Running the program under strace, and reading what it says.

use std::collections::HashMap;
use std::process::{Command, Output};

use crate::home::{Home, add, byline};

/// Whether there is strace, and it may trace.
pub fn is_here() -> bool {
    Command::new("strace")
        .args(["-qq", "-o", "/dev/null", "true"])
        .status()
        .is_ok_and(|status| status.success())
}

/// One call of the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Its name.
    pub name: String,
    /// The how manieth of that name it is, from 1.
    pub nth: usize,
    /// The line: arguments and answer.
    pub line: String,
}

impl Call {
    /// Whether the call was answered with success.
    pub fn is_done(&self) -> bool {
        self.line.rsplit_once(" = ").is_some_and(|(_, answer)| !answer.starts_with(['-', '?']))
    }
}

/// A run of the program.
pub struct Run {
    pub output: Output,
    pub calls: Vec<Call>,
}

impl Run {
    /// The id that was printed.
    pub fn id(&self) -> Option<String> {
        let text = String::from_utf8(self.output.stdout.clone()).unwrap();
        text.strip_suffix('\n').map(str::to_owned)
    }

    /// Whether a version of the draft was on disk before the end.
    pub fn kept_draft(&self) -> bool {
        let done = |name: &str, end: &str| {
            self.calls.iter().position(|call| call.name == name && call.is_done() && call.line.contains(end))
        };
        // The file, then its folder; both are flushed once.
        done("fdatasync", ".j>)").is_some() && done("fsync", "/drafts>)").is_some()
    }
}

/// Saves a note under strace, with `options` such as an injection.
pub fn save(home: &Home, fault: &str, body: &str, options: &[&str]) -> Run {
    run(home, fault, options, &byline(), &add(body))
}

/// Runs a program under strace.
pub fn run(home: &Home, fault: &str, options: &[&str], program: &str, arguments: &[&str]) -> Run {
    let log = home.path().join("strace.log");
    let mut command = home.command("strace", fault);
    command.args(["-qq", "-f", "-y", "-o"]).arg(&log).args(options).arg("--").arg(program).args(arguments);
    let output = command.output().unwrap();
    let text = std::fs::read(&log).unwrap();
    Run { output, calls: calls(&String::from_utf8_lossy(&text)) }
}

/// The calls of a log. One that another thread interrupted stands where it ended.
pub fn calls(log: &str) -> Vec<Call> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut begun: HashMap<String, String> = HashMap::new();
    let mut calls = Vec::new();
    for line in log.lines() {
        // Each line begins with the thread, padded.
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let rest = rest.trim_start();
        let whole = if let Some(start) = rest.strip_suffix(" <unfinished ...>") {
            begun.insert(thread.to_owned(), start.to_owned());
            continue;
        } else if let Some(end) = rest.strip_prefix("<... ") {
            let Some(start) = begun.remove(thread) else { continue };
            format!("{start}{}", end.split_once("resumed>").map_or("", |(_, end)| end))
        } else {
            rest.to_owned()
        };
        let Some((name, _)) = whole.split_once('(') else { continue };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
            continue;
        }
        let nth = counts.entry(name.to_owned()).or_default();
        *nth += 1;
        calls.push(Call { name: name.to_owned(), nth: *nth, line: whole.clone() });
    }
    calls
}
