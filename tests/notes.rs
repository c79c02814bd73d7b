//! The notes folder on a real disk: saving, hand edits, broken and hostile files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "notes/board.rs"]
mod board;
#[path = "notes/conflicts.rs"]
mod conflicts;
#[path = "notes/corrections.rs"]
mod corrections;
#[path = "notes/earlier.rs"]
mod earlier;

use std::fs;
use std::path::{Path, PathBuf};

use byline::io::atomic;
use byline::io::store::{Loaded, Store};
use byline::notes::{
    ArticleInfo, Change, Meanwhile, Note, NoteKind, NotesFile, file_name, in_conflict, snapshot_name,
};
use byline::text::{Article, Meta, Parts};

const TEXT: &str = "Port strike\n\nHe said no.\n";

fn article(text: &str) -> ArticleInfo {
    let article = Article::new(text.to_owned(), Meta::default(), Parts::default(), Vec::new());
    let mut info = ArticleInfo::of(&article, Some("/news/strike.txt"));
    info.title = "Port strike".to_owned();
    info
}

fn note(last: char, body: &str) -> Note {
    let at = "2026-01-05T10:00:00Z".parse().unwrap();
    Note {
        body: body.to_owned(),
        ..Note::new(format!("01JGX2M8QK4T000000000000{last}0"), NoteKind::Article, at)
    }
}

fn later(mut note: Note, body: &str) -> Note {
    note.body = body.to_owned();
    note.modified = "2026-02-05T10:00:00Z".parse().unwrap();
    note
}

fn new(note: Note) -> Change {
    Change::Put { note, base: None }
}

/// A notes folder in a folder of its own, and the article.
struct Desk {
    root: tempfile::TempDir,
    store: Store,
    info: ArticleInfo,
}

impl Desk {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let store = Store::new(root.path().join("a/b/notes"));
        Self { root, store, info: article(TEXT) }
    }

    /// Puts a note in place of what is there.
    fn put(&self, note: &Note) -> byline::Result<()> {
        let base = self.load().notes.into_iter().find(|old| old.id == note.id);
        self.apply(&[Change::Put { note: note.clone(), base }]).map(|meanwhile| assert_eq!(meanwhile, []))
    }

    fn apply(&self, changes: &[Change]) -> byline::Result<Vec<Meanwhile>> {
        self.store.apply(&self.info, TEXT, changes)
    }

    /// Deletes the note with that letter, as it is.
    fn delete(&self, last: char) -> byline::Result<()> {
        let id = note(last, "").id;
        let there = self.load().notes.into_iter().find(|old| old.id == id);
        let gone = Change::Remove(there.unwrap_or_else(|| note(last, "")));
        self.apply(&[gone]).map(|meanwhile| assert_eq!(meanwhile, []))
    }

    fn load(&self) -> Loaded {
        self.store.load(&self.info)
    }

    fn bodies(&self) -> Vec<String> {
        self.load().notes.into_iter().map(|note| note.body).collect()
    }

    fn file(&self) -> PathBuf {
        self.store.dir().join(file_name(&self.info.id, &self.info.title))
    }

    fn sidecar(&self) -> PathBuf {
        self.file().with_extension("new.toml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    /// Every file of the notes folder, but the lock.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.store.dir())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != ".lock")
            .collect();
        names.sort();
        names
    }
}

#[test]
fn a_note_is_saved_in_a_folder_that_did_not_exist() {
    let desk = Desk::new();
    assert!(desk.load().notes.is_empty());
    assert!(desk.store.list().0.is_empty() && desk.store.list().1.is_empty());
    assert!(!desk.store.dir().exists());
    desk.put(&note('A', "one")).unwrap();
    let loaded = desk.load();
    assert_eq!(loaded.notes, [note('A', "one")]);
    assert_eq!((loaded.warnings.len(), loaded.blocked, loaded.path), (0, None, Some(desk.file())));
    assert_eq!(fs::read_to_string(desk.store.dir().join(snapshot_name(&desk.info.id))).unwrap(), TEXT);
    assert!(desk.text().contains(&format!("snapshot = \"{}\"\n", snapshot_name(&desk.info.id))));
    assert_eq!(desk.names().len(), 2, "no temporary file is left");
}

#[test]
fn changes_are_made_to_the_file_as_it_is_now() {
    let desk = Desk::new();
    let other = Store::new(desk.store.dir().to_path_buf());
    desk.put(&note('A', "one")).unwrap();
    other.apply(&desk.info, TEXT, &[new(note('B', "two"))]).unwrap();
    desk.put(&note('C', "three")).unwrap();
    assert_eq!(desk.bodies(), ["one", "two", "three"]);
    // A hand edit in between, with a comment, an unknown key and CRLF.
    let edited = desk.text().replace("\"two\"", "\"2\" # by hand").replace('\n', "\r\n") + "# end\r\n";
    fs::write(desk.file(), &edited).unwrap();
    let one = Change::Put { note: later(note('A', ""), "1"), base: Some(note('A', "one")) };
    assert_eq!(desk.apply(&[one, Change::Remove(note('C', "three"))]).unwrap(), []);
    assert_eq!(desk.bodies(), ["1", "2"]);
    let text = desk.text();
    assert!(text.contains("\"2\" # by hand\r\n") && text.ends_with("# end\r\n"), "{text}");
    assert!(!text.replace("\r\n", "").contains('\n'));
}

#[test]
fn writers_at_the_same_time_lose_nothing() {
    let desk = Desk::new();
    std::thread::scope(|scope| {
        for writer in "ABCD".chars() {
            let desk = &desk;
            scope.spawn(move || {
                for count in 0..5 {
                    let mut note = note(writer, "x");
                    note.id = note.id.replace("00000000", &format!("0000000{count}"));
                    desk.put(&note).unwrap();
                }
            });
        }
    });
    assert_eq!(desk.load().notes.len(), 20);
}

#[test]
fn what_changes_nothing_writes_nothing() {
    let desk = Desk::new();
    desk.store.apply(&desk.info, TEXT, &[]).unwrap();
    desk.delete('A').unwrap();
    assert!(desk.names().is_empty());
    desk.put(&note('A', "one")).unwrap();
    let old = fs::File::options().write(true).open(desk.file()).unwrap();
    let long_ago = std::time::SystemTime::UNIX_EPOCH;
    old.set_modified(long_ago).unwrap();
    desk.put(&note('A', "one")).unwrap();
    assert_eq!(fs::metadata(desk.file()).unwrap().modified().unwrap(), long_ago);
}

#[test]
fn the_former_version_is_kept() {
    let desk = Desk::new();
    for (last, body) in [('A', "one"), ('B', "two"), ('C', "three")] {
        let before = fs::read_to_string(desk.file()).ok();
        desk.put(&note(last, body)).unwrap();
        assert_eq!(fs::read_to_string(desk.file().with_extension("toml.bak")).ok(), before);
    }
    // It is a version of its own: who writes into the file does not write into it.
    fs::write(desk.file(), "").unwrap();
    assert!(fs::read_to_string(desk.file().with_extension("toml.bak")).unwrap().contains("two"));
    // Whatever stands in its place, the note is saved.
    let other = Desk::new();
    other.put(&note('A', "one")).unwrap();
    fs::create_dir(other.file().with_extension("toml.bak")).unwrap();
    other.put(&note('B', "two")).unwrap();
    assert_eq!(other.bodies(), ["one", "two"]);
    assert!(temporary(&other).is_empty());
}

#[test]
fn what_killed_writers_left_is_swept() {
    let desk = Desk::new();
    fs::create_dir_all(desk.store.dir()).unwrap();
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(600);
    for (name, old) in [(".byline-a.tmp", true), (".byline-b.tmp", true), (".byline-c.tmp", false)] {
        let file = fs::File::create(desk.store.dir().join(name)).unwrap();
        if old {
            file.set_modified(long_ago).unwrap();
        }
    }
    let used = fs::File::open(desk.store.dir().join(".byline-b.tmp")).unwrap();
    used.lock().unwrap();
    desk.put(&note('A', "one")).unwrap();
    assert_eq!(temporary(&desk), [".byline-b.tmp", ".byline-c.tmp"], "one is in use, one is young");
}

/// The temporary files in the notes folder.
fn temporary(desk: &Desk) -> Vec<String> {
    let entries = fs::read_dir(desk.store.dir()).unwrap();
    let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name.ends_with(".tmp"));
    names.sort();
    names
}

#[test]
fn the_last_note_leaves_a_file_with_it_in_the_trash() {
    let desk = Desk::new();
    desk.put(&note('A', "one")).unwrap();
    desk.delete('A').unwrap();
    assert!(desk.load().notes.is_empty() && desk.load().blocked.is_none());
    let read = NotesFile::parse(&desk.text()).unwrap();
    assert_eq!((read.notes().len(), &read.trash()[0].note), (0, &note('A', "one")));
}

#[test]
fn a_file_is_found_whatever_its_slug() {
    let mut desk = Desk::new();
    desk.put(&note('A', "one")).unwrap();
    desk.info.title = "Strike is over".to_owned();
    desk.put(&note('B', "two")).unwrap();
    assert_eq!(desk.bodies(), ["one", "two"]);
    assert_eq!(desk.names().len(), 3, "the file, its former version, the snapshots");
    let renamed = desk.store.dir().join(file_name(&desk.info.id, "").replace("article-", ""));
    fs::rename(desk.load().path.unwrap(), &renamed).unwrap();
    assert_eq!(desk.load().path, Some(renamed));
    assert_eq!(desk.bodies(), ["one", "two"]);
}

#[test]
fn a_file_that_cannot_be_used_is_never_overwritten() {
    let good = {
        let desk = Desk::new();
        desk.put(&note('A', "old")).unwrap();
        desk.text()
    };
    // Half of the marks of git: a person has begun to put it right.
    let conflict = good.replace("body", "<<<<<<< HEAD\nbody") + "=======\n";
    let broken: [(Vec<u8>, Option<usize>, &str); 7] = [
        (good.replace("\"old\"", "\"old").into_bytes(), Some(13), "line 13, column 12: invalid basic string"),
        (conflict.into_bytes(), Some(13), "git left the marks of a conflict"),
        (good.replace("version = 1", "version = 2").into_bytes(), Some(2), "a newer program wrote this file"),
        (good.replace("blake3:", "blake3:f").into_bytes(), None, "it is on another article (blake3:f"),
        (b"".to_vec(), Some(1), "this is no notes file"),
        (b"a = 1\n\xff\xfe".to_vec(), Some(2), "line 2: it is not UTF-8"),
        (format!("x = {}", "[".repeat(100_000)).into_bytes(), Some(1), "line 1"),
    ];
    for (bytes, line, reason) in broken {
        let desk = Desk::new();
        fs::create_dir_all(desk.store.dir()).unwrap();
        fs::write(desk.file(), &bytes).unwrap();
        let problem = desk.load().blocked.expect(reason);
        assert!(problem.error.what.contains(reason), "{}", problem.error);
        assert!(problem.error.what.contains(desk.file().to_str().unwrap()), "{}", problem.error);
        assert_eq!((problem.line, problem.path), (line, desk.file()), "{reason}");

        // New notes go beside it, and can be changed and removed there.
        desk.put(&note('B', "new")).unwrap();
        desk.put(&later(note('B', ""), "newer")).unwrap();
        desk.put(&note('C', "more")).unwrap();
        desk.delete('C').unwrap();
        assert_eq!(desk.bodies(), ["newer"], "{reason}");
        assert!(desk.load().blocked.is_some());
        assert_eq!(fs::read(desk.file()).unwrap(), bytes, "{reason}");

        // A note that may be in it is not reported as removed.
        let gone = desk.delete('A');
        assert!(gone.unwrap_err().what.contains(reason));

        let (listed, errors) = desk.store.list();
        assert_eq!(listed.len(), if reason.contains("another article") { 2 } else { 1 }, "{reason}");
        assert_eq!(errors.len(), usize::from(listed.len() == 1), "{reason}");

        // Once it is put right, both are read, and each note is changed where it is.
        fs::write(desk.file(), &good).unwrap();
        assert_eq!(desk.bodies(), ["old", "newer"]);
        desk.put(&later(note('A', ""), "older")).unwrap();
        assert_eq!(desk.bodies(), ["older", "newer"]);
        assert!(fs::read_to_string(desk.sidecar()).unwrap().contains("newer"));
        let (listed, errors) = desk.store.list();
        assert_eq!((listed[0].notes.len(), listed.len(), errors.len()), (2, 1, 0));
        assert_eq!(listed[0].path, desk.file());
    }
}

#[test]
fn two_broken_files_refuse_a_save() {
    let desk = Desk::new();
    fs::create_dir_all(desk.store.dir()).unwrap();
    fs::write(desk.file(), "broken").unwrap();
    fs::write(desk.sidecar(), "broken too").unwrap();
    let error = desk.put(&note('A', "one")).unwrap_err();
    assert!(error.what.contains(desk.sidecar().to_str().unwrap()), "{error}");
    assert_eq!(fs::read_to_string(desk.sidecar()).unwrap(), "broken too");
    let loaded = desk.load();
    assert_eq!((loaded.blocked.map(|problem| problem.path), loaded.warnings.len()), (Some(desk.file()), 1));
}

#[test]
fn a_note_in_both_files_is_shown_as_it_was_written_last() {
    let desk = Desk::new();
    desk.put(&note('A', "old")).unwrap();
    let good = desk.text();
    fs::write(desk.file(), "broken").unwrap();
    desk.put(&later(note('A', ""), "new")).unwrap();
    fs::write(desk.file(), &good).unwrap();
    assert_eq!(desk.bodies(), ["new"]);
    assert_eq!(desk.store.list().0[0].notes[0].body, "new");
    desk.put(&later(note('A', ""), "newest")).unwrap();
    assert_eq!(desk.bodies(), ["newest"]);
    desk.delete('A').unwrap();
    assert!(desk.bodies().is_empty());
}

#[test]
fn one_ill_formed_note_does_not_hide_the_others() {
    let desk = Desk::new();
    desk.put(&note('A', "one")).unwrap();
    let bad = "\n[[note]]\nid = 3 # mine\n";
    fs::write(desk.file(), desk.text() + bad).unwrap();
    desk.put(&note('B', "two")).unwrap();
    let loaded = desk.load();
    assert_eq!((loaded.notes.len(), loaded.blocked), (2, None));
    assert!(loaded.warnings[0].contains("line 19, column 6: id must be a string"), "{:?}", loaded.warnings);
    assert!(desk.text().contains(bad));
    let (listed, errors) = desk.store.list();
    assert_eq!((listed[0].notes.len(), errors.len()), (2, 1));
}

#[test]
fn a_note_with_the_id_of_another_comes_to_light_when_that_one_goes() {
    let desk = Desk::new();
    desk.put(&note('A', "one")).unwrap();
    let again = format!("\n[[note]]\nid = \"{}\"\nkind = \"article\"\nbody = \"again\"\n", note('A', "").id);
    fs::write(desk.file(), desk.text() + &again).unwrap();
    assert_eq!(desk.bodies(), ["one"]);
    desk.delete('A').unwrap();
    assert_eq!(desk.bodies(), ["again"]);
}

#[test]
fn notes_on_an_earlier_version_are_found_by_path_or_address() {
    let mut desk = Desk::new();
    desk.info.url = Some("https://harbour.example/strike".to_owned());
    desk.put(&note('A', "one")).unwrap();
    let new = article("Port strike\n\nHe said yes.\n");
    let earlier = |info: &ArticleInfo| desk.store.load(info).earlier;
    let found = earlier(&new);
    assert_eq!((found.len(), found[0].notes.len(), found[0].text.as_deref()), (1, 1, Some(TEXT)));
    assert_eq!(found[0].path, desk.file());
    // Another file, or standard input, has no earlier version.
    let elsewhere = ArticleInfo { path: Some("/news/other.txt".to_owned()), ..new.clone() };
    assert!(earlier(&elsewhere).is_empty());
    assert_eq!(earlier(&ArticleInfo { url: desk.info.url.clone(), ..elsewhere }).len(), 1);
    assert!(earlier(&ArticleInfo { path: None, ..new }).is_empty());
    assert!(desk.load().earlier.is_empty());
}

#[test]
fn the_list_is_sorted_and_tells_what_it_leaves_out() {
    let desk = Desk::new();
    let mut other = article("Another");
    other.title = "Another".to_owned();
    desk.put(&note('A', "one")).unwrap();
    desk.store.apply(&other, "Another", &[new(note('A', "1")), new(note('B', "2"))]).unwrap();
    fs::write(desk.store.dir().join("shopping.toml"), "milk = 1\n").unwrap();
    fs::write(desk.store.dir().join(".byline-x.toml"), "half a fi").unwrap();
    fs::write(desk.store.dir().join("readme.md"), "mine").unwrap();
    let (listed, errors) = desk.store.list();
    let found: Vec<(&str, usize)> =
        listed.iter().map(|listed| (listed.info.title.as_str(), listed.notes.len())).collect();
    assert_eq!(found, [("Another", 2), ("Port strike", 1)]);
    assert_eq!(errors.len(), 1);
    assert!(errors[0].what.contains("shopping.toml"), "{}", errors[0]);
}

#[test]
fn a_file_too_large_is_left_alone() {
    let desk = Desk::new();
    fs::create_dir_all(desk.store.dir()).unwrap();
    fs::File::create(desk.file()).unwrap().set_len(1 << 30).unwrap();
    assert!(desk.load().blocked.unwrap().error.what.contains("larger than 64 MB"));
    desk.put(&note('A', "one")).unwrap();
    assert_eq!(desk.bodies(), ["one"]);
    assert_eq!(fs::metadata(desk.file()).unwrap().len(), 1 << 30);
}

#[test]
fn a_damaged_snapshot_is_written_again() {
    let desk = Desk::new();
    desk.put(&note('A', "one")).unwrap();
    let snapshot = desk.store.dir().join(snapshot_name(&desk.info.id));
    fs::write(&snapshot, TEXT.replace('\n', "\r\n")).unwrap();
    desk.put(&note('B', "two")).unwrap();
    assert_eq!(fs::read_to_string(snapshot).unwrap(), TEXT);
}

#[test]
fn a_new_file_is_written_and_an_old_one_replaced() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("new/folder/file.txt");
    for bytes in [&b"one"[..], b"", b"\xff\0three"] {
        atomic::write(&path, bytes).unwrap();
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    let below = atomic::write(&path.join("x"), b"").unwrap_err();
    assert!(below.what.contains(path.to_str().unwrap()), "{below}");
    let folder = atomic::write(root.path(), b"").unwrap_err();
    assert!(folder.what.ends_with("it is a folder, not a regular file"), "{folder}");
    let name = atomic::write(&root.path().join("x".repeat(300)), b"").unwrap_err();
    assert!(name.what.contains("the name is not possible here"), "{name}");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::process::Command;

    use super::*;

    fn chmod(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    fn fifo(path: &Path) {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    #[test]
    fn the_mode_of_a_file_is_kept() {
        let root = tempfile::tempdir().unwrap();
        let (path, plain) = (root.path().join("file"), root.path().join("plain"));
        for new in [0o600, 0o640, 0o777] {
            atomic::write(&path, b"one").unwrap();
            chmod(&path, new);
            atomic::write(&path, b"two").unwrap();
            assert_eq!(mode(&path), new);
        }
        // A new file has the mode that any new file has.
        fs::write(&plain, b"").unwrap();
        atomic::write(&root.path().join("new"), b"").unwrap();
        assert_eq!(mode(&root.path().join("new")), mode(&plain));
        chmod(&path, 0o440);
        let error = atomic::write(&path, b"three").unwrap_err();
        assert!(error.what.contains("write-protected"), "{error}");
        assert_eq!(fs::read(&path).unwrap(), b"two");
    }

    #[test]
    fn only_regular_files_are_replaced() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("folder");
        fs::create_dir(&folder).unwrap();
        fs::write(root.path().join("outside"), b"mine").unwrap();
        fs::write(folder.join("inside"), b"old").unwrap();
        fifo(&folder.join("pipe"));
        symlink("../outside", folder.join("out")).unwrap();
        symlink("nowhere", folder.join("dangling")).unwrap();
        symlink("/dev/null", folder.join("device")).unwrap();
        symlink("inside", folder.join("in")).unwrap();
        for (name, reason) in [
            ("pipe", "it is a pipe, not a regular file"),
            ("out", "outside of its folder"),
            ("device", "outside of its folder"),
            ("dangling", "it is a link that leads nowhere"),
        ] {
            let error = atomic::write(&folder.join(name), b"new").unwrap_err();
            assert!(error.what.contains(reason), "{name}: {error}");
            assert!(error.what.contains(folder.join(name).to_str().unwrap()) && error.hint.is_some());
        }
        let error = atomic::write(Path::new("/dev/null"), b"new").unwrap_err();
        assert!(error.what.contains("it is a device"), "{error}");
        assert_eq!(fs::read(root.path().join("outside")).unwrap(), b"mine");
        // A link that stays in the folder stays a link.
        atomic::write(&folder.join("in"), b"new").unwrap();
        assert_eq!(fs::read(folder.join("inside")).unwrap(), b"new");
        assert!(fs::symlink_metadata(folder.join("in")).unwrap().is_symlink());
        // And the folder itself may be one.
        symlink("folder", root.path().join("link")).unwrap();
        atomic::write(&root.path().join("link/inside"), b"newer").unwrap();
        assert_eq!(fs::read(folder.join("inside")).unwrap(), b"newer");
    }

    #[test]
    fn hostile_files_are_reported_and_left() {
        type Make = fn(&Path);
        let make: [(Make, &str); 5] = [
            (fifo, "a pipe"),
            (|path| fs::create_dir(path).unwrap(), "a folder"),
            (|path| symlink("/dev/zero", path).unwrap(), "outside of its folder"),
            (|path| symlink("../../../outside", path).unwrap(), "outside of its folder"),
            (|path| symlink("nowhere", path).unwrap(), "leads nowhere"),
        ];
        for (make, reason) in make {
            let desk = Desk::new();
            fs::create_dir_all(desk.store.dir()).unwrap();
            fs::write(desk.root.path().join("outside"), "mine").unwrap();
            make(&desk.file());
            let before = fs::symlink_metadata(desk.file()).unwrap().file_type();
            let problem = desk.load().blocked.expect(reason);
            assert!(problem.error.what.contains(reason), "{}", problem.error);
            assert_eq!(desk.store.list().1.len(), 1);
            desk.put(&note('A', "one")).unwrap();
            assert_eq!(desk.bodies(), ["one"]);
            assert_eq!(fs::symlink_metadata(desk.file()).unwrap().file_type(), before);
            assert_eq!(fs::read_to_string(desk.root.path().join("outside")).unwrap(), "mine");
        }
    }

    #[test]
    fn hostile_helpers_are_refused() {
        for (name, reason) in [(".lock", ".lock"), ("snapshots", "link out of the notes folder")] {
            let desk = Desk::new();
            fs::create_dir_all(desk.store.dir()).unwrap();
            fs::create_dir(desk.root.path().join("outside")).unwrap();
            symlink(desk.root.path().join("outside"), desk.store.dir().join(name)).unwrap();
            let error = desk.put(&note('A', "one")).unwrap_err();
            assert!(error.what.contains(reason), "{error}");
            assert_eq!(fs::read_dir(desk.root.path().join("outside")).unwrap().count(), 0);
            assert!(!desk.file().exists());
        }
        let desk = Desk::new();
        fs::create_dir_all(desk.store.dir()).unwrap();
        fifo(&desk.store.dir().join(".lock"));
        assert!(desk.put(&note('A', "one")).unwrap_err().what.contains("it is a pipe"));
    }

    #[test]
    fn the_notes_folder_may_be_a_link() {
        let desk = Desk::new();
        fs::create_dir_all(desk.root.path().join("elsewhere")).unwrap();
        fs::create_dir_all(desk.store.dir().parent().unwrap()).unwrap();
        symlink(desk.root.path().join("elsewhere"), desk.store.dir()).unwrap();
        desk.put(&note('A', "one")).unwrap();
        assert_eq!(desk.bodies(), ["one"]);
        assert_eq!(fs::read_dir(desk.root.path().join("elsewhere")).unwrap().count(), 3);
    }

    #[test]
    fn a_folder_that_may_not_be_written_is_explained() {
        let desk = Desk::new();
        desk.put(&note('A', "one")).unwrap();
        chmod(desk.store.dir(), 0o500);
        let may_write = fs::write(desk.store.dir().join("probe"), "").is_ok();
        let result = desk.put(&note('B', "two"));
        let loaded = desk.bodies();
        chmod(desk.store.dir(), 0o700);
        // The superuser may write anywhere.
        if !may_write {
            let error = result.unwrap_err();
            assert!(error.what.ends_with("permission denied"), "{error}");
            assert!(error.what.contains(desk.store.dir().to_str().unwrap()) && error.hint.is_some());
            assert_eq!(loaded, ["one"]);
        }
    }

    #[test]
    fn a_full_disk_is_explained() {
        let error = std::io::Error::from_raw_os_error(28);
        let told = atomic::failure("save", Path::new("/x"), &error);
        assert_eq!(told.to_string(), "cannot save /x: the disk is full (make room, then try again)");
        let error = std::io::Error::from_raw_os_error(30);
        let told = atomic::failure("save", Path::new("/x"), &error);
        assert!(told.what.ends_with("the file system is read-only"), "{told}");
    }
}
