//! Standard output and standard error: closed pipes are quiet, foreign
//! characters cannot command the terminal.

use std::io::{self, BufWriter, ErrorKind, IsTerminal as _, StdoutLock, Write as _};

use super::args::When;
use crate::Error;
use crate::text::SafeText;

/// Why a command ends early.
#[derive(Debug)]
pub enum Stop {
    /// It failed. Nothing is left to say where the list is empty.
    Failed(Vec<Error>),
    /// The arguments do not go together.
    Usage(Error),
    /// It failed as a merge driver, and git is to end the merge.
    Abort(Error),
    /// Whoever read the output has gone away.
    Closed,
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(vec![error])
    }
}

/// Standard output.
#[derive(Debug)]
pub struct Out {
    stdout: BufWriter<StdoutLock<'static>>,
    color: bool,
}

impl Out {
    /// Standard output, with colour or without.
    pub fn new(when: When) -> Self {
        let stdout = io::stdout().lock();
        let color = colors(when, stdout.is_terminal());
        Self { stdout: BufWriter::new(stdout), color }
    }

    /// Writes bytes that are meant for another program.
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        self.stdout.write_all(bytes).map_err(stop)
    }

    /// Writes text, with exactly one line's end behind it.
    pub fn block(&mut self, text: &str) -> Result<(), Stop> {
        self.bytes(text.trim_end_matches('\n').as_bytes())?;
        self.bytes(b"\n")
    }

    /// Writes a line for people.
    pub fn line(&mut self, text: &str) -> Result<(), Stop> {
        self.block(&visible(text))
    }

    /// Writes a line for people that stands out.
    pub fn heading(&mut self, text: &str) -> Result<(), Stop> {
        let text = visible(text);
        if self.color { self.block(&format!("\u{1b}[1m{text}\u{1b}[0m")) } else { self.block(&text) }
    }

    /// Sends what was written on its way.
    pub fn flush(&mut self) -> Result<(), Stop> {
        self.stdout.flush().map_err(stop)
    }

    /// Writes out what is left.
    pub fn finish(mut self) -> Result<(), Stop> {
        self.flush()
    }
}

fn stop(error: io::Error) -> Stop {
    if error.kind() == ErrorKind::BrokenPipe { Stop::Closed } else { Stop::from(unwritable(&error)) }
}

/// The error for output that cannot be written.
pub fn unwritable(error: &io::Error) -> Error {
    Error::new(format!("cannot write to standard output: {error}"))
}

/// Whether to use colour.
pub fn colors(when: When, terminal: bool) -> bool {
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}

/// Prints an error: what happened, and the next step below it.
pub fn complain(error: &Error) {
    let mut text = format!("byline: {}\n", visible(&error.what));
    if let Some(hint) = &error.hint {
        text += &format!("  {}\n", visible(hint));
    }
    print_error(&text);
}

/// Prints an error of several lines.
pub fn complain_lines(text: &str) {
    let lines: Vec<String> = text.trim_end().lines().map(visible).collect();
    print_error(&format!("byline: {}\n", lines.join("\n")));
}

/// Prints something worth knowing that is no error.
pub fn remark(text: &str) {
    print_error(&format!("byline: {}\n", visible(text)));
}

/// Where nobody can be told, there is nobody to tell that.
fn print_error(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

/// The text on one line, with every character that could command a terminal or
/// deceive its reader made visible.
pub fn visible(text: &str) -> String {
    SafeText::new(text).as_str().to_owned()
}
