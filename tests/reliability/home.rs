//! A home with an article, the program in it, and what can be read there
//! afterwards.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use byline::io::journal::Journal;
use byline::io::store::Store;
use byline::notes::NotesFile;

/// The program.
pub fn byline() -> String {
    std::env::var("BYLINE").unwrap_or_else(|_| env!("CARGO_BIN_EXE_byline").to_owned())
}

/// A place for files that no test flushes in earnest.
pub fn scratch() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}

/// A home, which may be copied from another one.
pub struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    /// With an article and nothing else.
    pub fn new() -> Self {
        let folder = scratch();
        fs::write(folder.path().join("story.txt"), "A Quiet Day\n\nNothing happened in Port Lanning.\n")
            .unwrap();
        Self { folder }
    }

    /// As another one is now.
    pub fn copy(&self) -> Self {
        let folder = scratch();
        copy(self.path(), folder.path());
        Self { folder }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn notes(&self) -> PathBuf {
        self.path().join(".local/share/byline/notes")
    }

    pub fn state(&self) -> PathBuf {
        self.path().join(".local/state/byline")
    }

    /// `program` in this home, with a protection taken out if `fault` names one.
    pub fn command(&self, program: &str, fault: &str) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("HOME", self.path()).env("PATH", std::env::var("PATH").unwrap_or_default());
        command.env("BYLINE_FAULT", fault).current_dir(self.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Saves a note with that body, undisturbed; its id.
    pub fn add(&self, body: &str) -> String {
        let output = self.command(&byline(), "").args(add(body)).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// What a reader would find now.
    pub fn look(&self) -> Found {
        look(&self.notes(), &self.state())
    }
}

/// The arguments that save a note.
pub fn add(body: &str) -> [&str; 5] {
    ["notes", "add", "story.txt", "--body", body]
}

/// What can be read.
#[derive(Debug, Default)]
pub struct Found {
    /// The bodies of the notes by their ids.
    pub notes: BTreeMap<String, String>,
    /// The bodies of the drafts that dead processes left, by the ids of their
    /// notes, with their versions.
    pub drafts: BTreeMap<String, (u64, String)>,
    /// Files that cannot be read as they should.
    pub torn: Vec<String>,
}

/// Reads a notes folder and a state folder with the program's own code.
pub fn look(notes: &Path, state: &Path) -> Found {
    let mut found = Found::default();
    let (listed, errors) = Store::new(notes.to_owned()).list();
    found.torn.extend(errors.iter().map(ToString::to_string));
    for note in listed.into_iter().flat_map(|listed| listed.notes) {
        found.notes.insert(note.id, note.body.trim_end().to_owned());
    }
    for entry in fs::read_dir(notes).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|ending| ending == "bak") {
            let text = fs::read_to_string(&path).unwrap_or_default();
            if let Err(problem) = NotesFile::parse(&text) {
                found.torn.push(format!("{}: {problem}", path.display()));
            }
        }
    }
    for draft in Journal::new(state).waiting() {
        found.drafts.insert(draft.note.id, (draft.revision, draft.body));
    }
    found
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
