//! `byline notes merge`, by itself and as git calls it.

use std::process::Command;

use byline::notes::{NotesFile, in_conflict};

use crate::home::{Home, assert_prints};

const HEAD: &str =
    "format = \"byline-notes\"\nversion = 1\n\n[article]\nid = \"blake3:00\"\ntitle = \"Strike\"\n";

fn note(last: char, body: &str) -> String {
    format!("\n[[note]]\nid = \"01JGX2M8QK4T0000000000000{last}\"\nkind = \"article\"\nbody = \"{body}\"\n")
}

fn file(notes: &[(char, &str)]) -> String {
    notes.iter().fold(HEAD.to_owned(), |text, (last, body)| text + &note(*last, body))
}

fn bodies(text: &str) -> Vec<String> {
    let file = NotesFile::parse(text).unwrap();
    assert_eq!(file.problems(), []);
    file.notes().iter().map(|note| note.body.clone()).collect()
}

#[test]
fn versions_are_merged_by_note() {
    let home = Home::new();
    home.write("base", file(&[('A', "a")]));
    home.write("ours", file(&[('A', "a"), ('B', "b")]));
    home.write("theirs", file(&[('A', "a1"), ('C', "c")]));
    assert_prints(&home.run(&["notes", "merge", "base", "ours", "theirs"]), "");
    assert_eq!(home.read("ours"), file(&[('A', "a1"), ('B', "b"), ('C', "c")]));
    assert_eq!(home.read("theirs"), file(&[('A', "a1"), ('C', "c")]));

    home.write("base", "");
    home.write("theirs", file(&[('A', "a2")]));
    let said = home.run(&["notes", "merge", "base", "ours", "theirs"]);
    assert_eq!((said.status, said.stdout.as_str()), (Some(1), ""));
    assert!(said.stderr.starts_with("byline: 1 note was changed on both sides; both"), "{}", said.stderr);
    assert_eq!(bodies(&home.read("ours")), ["a1", "a2", "b", "c"]);
}

#[test]
fn what_cannot_be_merged_is_left_alone_and_ends_the_merge() {
    let home = Home::new();
    home.write("good", file(&[]));
    home.write("broken", "x = ");
    home.write("binary", b"\xff");
    for (base, ours, theirs, reason) in [
        ("good", "broken", "good", "this version, broken, line 1"),
        ("good", "good", "broken", "the other version, broken, line 1"),
        ("good", "good", "none", "none"),
        ("none", "good", "good", "none"),
        ("good", "good", "binary", "line 1: it is not UTF-8"),
    ] {
        let before = home.read(ours);
        let said = home.run(&["notes", "merge", base, ours, theirs]);
        assert_eq!(said.status, Some(129), "{reason}");
        assert!(said.stderr.contains(reason), "{}", said.stderr);
        assert_eq!(home.read(ours), before);
    }
}

/// A repository in the home whose notes are merged by the program.
struct Repository(Home);

impl Repository {
    /// `None` where there is no git.
    fn new() -> Option<Self> {
        Command::new("git").arg("--version").output().ok().filter(|output| output.status.success())?;
        let repository = Self(Home::new());
        let driver = format!("'{}' notes merge %O %A %B", env!("CARGO_BIN_EXE_byline"));
        repository.git(&["init", "-q", "-b", "main"]);
        repository.git(&["config", "merge.byline.driver", &driver]);
        repository.git(&["config", "user.name", "A"]);
        repository.git(&["config", "user.email", "a@example.org"]);
        repository.0.write(".gitattributes", "*.toml merge=byline\n");
        Some(repository)
    }

    fn git(&self, arguments: &[&str]) -> bool {
        let home = self.0.path("");
        Command::new("git")
            .args(arguments)
            .current_dir(&home)
            .env("HOME", &home)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .unwrap()
            .status
            .success()
    }

    fn commit(&self, text: &str) {
        self.0.write("strike.toml", text);
        assert!(self.git(&["add", "-A"]) && self.git(&["commit", "-q", "-m", "x"]));
    }

    /// Two branches with these versions; whether git could merge them.
    fn merge(&self, base: &str, ours: &str, theirs: &str) -> bool {
        self.commit(base);
        assert!(self.git(&["switch", "-q", "-c", "other"]));
        self.commit(theirs);
        assert!(self.git(&["switch", "-q", "main"]));
        self.commit(ours);
        self.git(&["merge", "-q", "-m", "x", "other"])
    }
}

#[test]
fn git_merges_with_it() {
    let Some(repository) = Repository::new() else {
        eprintln!("skipped: there is no git");
        return;
    };
    let old = file(&[('A', "a")]);
    assert!(repository.merge(&old, &(old.clone() + &note('B', "b")), &(old.clone() + &note('C', "c"))));
    assert_eq!(bodies(&repository.0.read("strike.toml")), ["a", "b", "c"]);
}

#[test]
fn git_is_told_of_a_note_that_was_changed_twice() {
    let Some(repository) = Repository::new() else {
        eprintln!("skipped: there is no git");
        return;
    };
    assert!(!repository.merge(&file(&[('A', "a")]), &file(&[('A', "a1")]), &file(&[('A', "a2")])));
    let text = repository.0.read("strike.toml");
    assert_eq!(bodies(&text), ["a1", "a2"]);
    assert!(text.contains("conflict = \"01JGX2M8QK4T0000000000000A\"\n"));
    // The file is whole and can be committed as it is.
    assert!(repository.git(&["add", "-A"]) && repository.git(&["commit", "-q", "-m", "x"]));
}

#[test]
fn git_ends_a_merge_that_would_lose_a_version() {
    let Some(repository) = Repository::new() else {
        eprintln!("skipped: there is no git");
        return;
    };
    let ours = file(&[('A', "a1")]);
    assert!(!repository.merge(&file(&[('A', "a")]), &ours, "broken = "));
    assert_eq!(repository.0.read("strike.toml"), ours);
    assert!(!repository.git(&["rev-parse", "-q", "--verify", "MERGE_HEAD"]), "no merge is under way");
}

#[test]
fn what_git_left_without_it_is_read_as_both_versions() {
    for style in ["merge", "diff3", "zdiff3"] {
        let Some(repository) = Repository::new() else {
            eprintln!("skipped: there is no git");
            return;
        };
        repository.git(&["config", "merge.conflictStyle", style]);
        repository.0.write(".gitattributes", "");
        let (a, b) = (file(&[('A', "a"), ('B', "b")]), file(&[('A', "a1"), ('B', "b"), ('C', "c")]));
        assert!(!repository.merge(&a, &b, &file(&[('A', "a2"), ('B', "b"), ('D', "d")])), "{style}");
        let text = repository.0.read("strike.toml");
        assert!(text.contains("<<<<<<< "), "{style}");
        let file = NotesFile::parse(&text).unwrap();
        let mut bodies: Vec<&str> = file.notes().iter().map(|note| note.body.as_str()).collect();
        bodies.sort_unstable();
        assert_eq!(bodies, ["a1", "a2", "b", "c", "d"], "{style}\n{text}");
        assert_eq!(in_conflict(file.notes()).len(), 2, "{style}");
    }
}
