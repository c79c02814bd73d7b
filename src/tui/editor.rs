//! Writing a text in the person's own editor.

use std::io::Write;
use std::process::Command;

use crate::{Error, Result};

/// Opens `text` in `$VISUAL`, `$EDITOR` or `vi` and returns what was saved.
/// The terminal must be given back before.
///
/// # Errors
/// Where the editor cannot be started, fails, or leaves something that is not
/// UTF-8 text.
pub fn edit(text: &str) -> Result<String> {
    let named = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let command = named("VISUAL").or_else(|| named("EDITOR")).unwrap_or_else(|| "vi".to_owned());
    // Arguments are told apart by blanks; no shell ever sees the line.
    let mut words = command.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let failed = |what: &str, error: &dyn std::fmt::Display| {
        Error::new(format!("{what}: {error}")).hint("the text is kept; set $EDITOR to an editor that works")
    };
    let mut file = tempfile::Builder::new()
        .prefix("byline-note-")
        .suffix(".md")
        .tempfile()
        .map_err(|error| failed("cannot make a file to edit", &error))?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.flush());
    written.map_err(|error| failed("cannot write the file to edit", &error))?;
    let status = Command::new(program)
        .args(words)
        .arg(file.path())
        .status()
        .map_err(|error| failed(&format!("cannot start the editor {command}"), &error))?;
    if !status.success() {
        return Err(failed(&format!("the editor {command}"), &status));
    }
    std::fs::read_to_string(file.path()).map_err(|error| failed("cannot read what the editor saved", &error))
}
