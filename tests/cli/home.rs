//! An empty home to run the program in.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A home with nothing in it, and a folder to work in.
pub struct Home {
    folder: TempDir,
}

/// What the program said.
#[derive(Debug, PartialEq)]
pub struct Said {
    pub stdout: String,
    pub stderr: String,
    pub status: Option<i32>,
}

impl Home {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("work")).unwrap();
        Self { folder }
    }

    /// A path in the folder to work in.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("work").join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The usual configuration file.
    pub fn config(&self) -> PathBuf {
        self.folder.path().join(".config/byline/config.toml")
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_byline"));
        command
            .args(arguments)
            .env_clear()
            .env("HOME", self.folder.path())
            .env("COLUMNS", "80")
            .current_dir(self.folder.path().join("work"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Said {
        self.feed(arguments, "")
    }

    /// Runs the program with `input` as its standard input.
    pub fn feed(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Said {
        finish(self.command(arguments).spawn().unwrap(), input.as_ref())
    }

    /// The text with the place of this home replaced by `~`.
    pub fn anonymous(&self, text: &str) -> String {
        text.replace(&self.folder.path().display().to_string(), "~")
    }
}

pub fn finish(mut child: Child, input: &[u8]) -> Said {
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A program that does not read its input closes the pipe.
            let _ = stdin.write_all(input);
        });
        let output = child.wait_with_output().unwrap();
        Said {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            status: output.status.code(),
        }
    })
}

/// Done, with this on standard output and nothing to complain about.
#[track_caller]
pub fn assert_prints(said: &Said, stdout: &str) {
    let expected = Said { stdout: stdout.to_owned(), stderr: String::new(), status: Some(0) };
    assert_eq!(*said, expected);
}

/// Not done, with this on standard error and nothing on standard output.
#[track_caller]
pub fn assert_fails(said: &Said, status: i32, stderr: &str) {
    let expected = Said { stdout: String::new(), stderr: stderr.to_owned(), status: Some(status) };
    assert_eq!(*said, expected);
}
