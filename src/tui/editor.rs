//! Writing a text in the person's own editor.

use std::fmt::Display;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::io::atomic;
use crate::{Error, Result};

/// Opens `text` in `$VISUAL`, `$EDITOR` or `vi` and returns what was saved.
/// The terminal must be given back before.
///
/// # Errors
/// Where the editor cannot be started, fails, or leaves something that is not
/// UTF-8 text.
pub fn edit(text: &str) -> Result<String> {
    let mut file = tempfile::Builder::new()
        .prefix("byline-note-")
        .suffix(".md")
        .tempfile()
        .map_err(|error| failed("cannot make a file to edit", &error))?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.flush());
    written.map_err(|error| failed("cannot write the file to edit", &error))?;
    run(file.path())
}

/// The files of texts that are worth more than one try: they stay until what
/// was written in them is taken over, whatever becomes of editor and program.
#[derive(Debug)]
pub struct Edits {
    folder: PathBuf,
    files: Vec<PathBuf>,
}

impl Edits {
    /// The files in the program's folder for state.
    pub fn new(state_dir: &Path) -> Self {
        Self { folder: state_dir.join("edits"), files: Vec::new() }
    }

    /// As [`edit`], in a new file that only its owner can read; also the file,
    /// as long as there is one.
    pub fn edit(&mut self, text: &str) -> (Option<String>, Result<String>) {
        let path = match self.make(text) {
            Ok(path) => path,
            Err(error) => return (None, Err(error)),
        };
        let name = path.display().to_string();
        let result = run(&path);
        // Who leaves the editor with an error and wrote nothing wants nothing kept.
        if result.is_err() && std::fs::read(&path).is_ok_and(|now| now == text.as_bytes()) {
            self.forget(&name);
            return (None, result);
        }
        (Some(name), result)
    }

    /// Opens a file again that [`edit`](Self::edit) made.
    pub fn edit_again(&mut self, path: &str) -> (Option<String>, Result<String>) {
        match self.files.iter().find(|file| file.display().to_string() == path).cloned() {
            Some(file) => (Some(path.to_owned()), run(&file)),
            None => (None, Err(Error::new(format!("{path} is not there any more")))),
        }
    }

    /// Removes a file that [`edit`](Self::edit) made.
    pub fn forget(&mut self, path: &str) {
        for file in self.files.extract_if(.., |file| file.display().to_string() == path) {
            let _ = std::fs::remove_file(file);
        }
    }

    fn make(&mut self, text: &str) -> Result<PathBuf> {
        atomic::create_folder(&self.folder)?;
        let failed = |error: std::io::Error| failed("cannot write the file to edit", &error);
        let mut file = tempfile::Builder::new()
            .prefix("notes-")
            .suffix(".toml")
            .tempfile_in(&self.folder)
            .map_err(failed)?;
        file.write_all(text.as_bytes()).and_then(|()| file.flush()).map_err(failed)?;
        let (_, path) = file.keep().map_err(|error| failed(error.error))?;
        self.files.push(path.clone());
        Ok(path)
    }
}

/// Opens a file in the editor and returns what is in it then.
fn run(path: &Path) -> Result<String> {
    let named = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let command = named("VISUAL").or_else(|| named("EDITOR")).unwrap_or_else(|| "vi".to_owned());
    // Arguments are told apart by blanks; no shell ever sees the line.
    let mut words = command.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let status = Command::new(program)
        .args(words)
        .arg(path)
        .status()
        .map_err(|error| failed(&format!("cannot start the editor {command}"), &error))?;
    if !status.success() {
        return Err(failed(&format!("the editor {command}"), &status));
    }
    std::fs::read_to_string(path).map_err(|error| failed("cannot read what the editor saved", &error))
}

fn failed(what: &str, error: &dyn Display) -> Error {
    Error::new(format!("{what}: {error}")).hint("the text is kept; set $EDITOR to an editor that works")
}
