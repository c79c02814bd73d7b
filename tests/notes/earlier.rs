//! Notes on a text that has changed: found, shown, and taken over one by one.

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, mpsc};

use byline::app::{Also, Earlier, Effect, Msg, Opened, Save};
use byline::io::load::{self, Source};
use byline::io::reading::ReadingLog;
use byline::io::store::Store;
use byline::io::worker::{Files, Worker, open};
use byline::notes::{Anchor, ArticleInfo, Change, Note, NoteKind, Target, in_conflict};
use byline::text::{CodePoints, Span};

use crate::note;

const OLD: &str = "Port strike\n\nThe dockers said no. The board said that it would wait for the spring.\n";
const NEW: &str =
    "Port strike\n\nIt is noon. The dockers said no. The board said that it would wait until May.\n";

/// An article in a folder, and a notes folder beside it.
struct Desk {
    root: tempfile::TempDir,
    source: Source,
    files: Files,
}

impl Desk {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let source = Source { path: Some(root.path().join("strike.txt")) };
        let store = Store::new(root.path().join("notes"));
        let log = ReadingLog::new(&root.path().join("state"));
        let state_dir = root.path().join("state");
        Self { root, source, files: Files { paths: Vec::new(), store, log, state_dir } }
    }

    fn open(&self, text: &str) -> Opened {
        fs::write(self.source.path.as_ref().unwrap(), text).unwrap();
        open(&self.files, &self.source, load::read(&self.source).unwrap())
    }

    fn info(&self, opened: &Opened) -> ArticleInfo {
        ArticleInfo::of(&opened.article, Some(&opened.path))
    }

    /// Opens the old text and notes words of it.
    fn note(&self, words: &str) -> Note {
        let opened = self.open(OLD);
        let start = OLD.find(words).unwrap();
        let span = Span::new(start, start + words.len());
        let note = Note {
            kind: NoteKind::Passage,
            target: Some(Target::at(OLD, &CodePoints::new(OLD), span)),
            // Notes on other words are other notes.
            ..note(if start > 13 { '2' } else { '1' }, "Ask.")
        };
        let change = Change::Put { note: note.clone(), base: None };
        self.files.store.apply(&self.info(&opened), OLD, &[change]).unwrap();
        note
    }

    /// Every file of the notes folder with its text.
    fn kept(&self) -> Vec<(PathBuf, String)> {
        let mut files = Vec::new();
        for folder in ["notes", "notes/snapshots"] {
            for entry in fs::read_dir(self.root.path().join(folder)).unwrap() {
                let path = entry.unwrap().path();
                if path.is_file() {
                    files.push((path.clone(), fs::read_to_string(&path).unwrap()));
                }
            }
        }
        files.sort();
        files
    }

    /// Lets the worker save, and waits for it.
    fn save(self, save: Save) -> Self {
        let (sender, answers) = mpsc::channel();
        let sender = std::sync::Mutex::new(sender);
        let answer = Arc::new(move |msg| drop(sender.lock().unwrap().send(msg)));
        let Self { root, source, files } = self;
        let (store, log) = (files.store.clone(), files.log.clone());
        let mut worker = Worker::start(files, Vec::new(), answer);
        assert!(worker.perform(Effect::Save(save)).is_none());
        worker.finish();
        assert!(matches!(answers.recv().unwrap(), Msg::Saved { .. }));
        let state_dir = root.path().join("state");
        Self { root, source, files: Files { paths: Vec::new(), store, log, state_dir } }
    }
}

#[test]
fn notes_on_an_earlier_text_come_along_and_nothing_is_written() {
    let desk = Desk::new();
    let note = desk.note("The dockers said no.");
    let before = desk.kept();
    let opened = desk.open(NEW);
    assert!(opened.kept.notes.is_empty() && opened.warnings.is_empty(), "{:?}", opened.warnings);
    let [carried] = opened.kept.carried.as_slice() else { panic!("{:?}", opened.kept.carried) };
    assert_eq!((&carried.note, carried.from.text.as_str()), (&note, OLD));
    let span = carried.anchor.as_ref().and_then(Anchor::span).unwrap();
    assert_eq!(span.of(NEW), "The dockers said no.");
    assert_eq!(desk.kept(), before);
    // Back to the old text: its own notes are its own.
    let opened = desk.open(OLD);
    assert_eq!((opened.kept.notes.len(), opened.kept.carried.len()), (1, 0));
}

#[test]
fn words_that_were_altered_wait_for_the_reader() {
    let desk = Desk::new();
    desk.note("it would wait for the spring");
    let opened = desk.open(NEW);
    let Some(Anchor::Review(review)) = &opened.kept.carried[0].anchor else {
        panic!("{:?}", opened.kept.carried)
    };
    assert_eq!(review.candidates[0].span.of(NEW), "it would wait until May");
}

#[test]
fn a_note_goes_over_to_the_new_text_and_back() {
    let desk = Desk::new();
    let before = desk.note("The dockers said no.");
    let opened = desk.open(NEW);
    let carried = opened.kept.carried[0].clone();
    let span = carried.anchor.as_ref().and_then(Anchor::span).unwrap();
    let after = Note { target: Some(Target::at(NEW, &CodePoints::new(NEW), span)), ..before.clone() };
    let save = |change, also| Save {
        ticket: 1,
        info: desk.info(&opened),
        article: Some(Arc::new(desk.open(NEW).article)),
        changes: vec![change],
        also: vec![Also { earlier: carried.from.clone(), change: also }],
        folder: None,
    };
    let over = save(Change::Put { note: after.clone(), base: None }, Change::Take(before.clone()));
    let back = save(Change::Take(after.clone()), Change::Put { note: before.clone(), base: None });
    let desk = desk.save(over);
    let opened = desk.open(NEW);
    assert_eq!((opened.kept.notes.as_slice(), opened.kept.carried.len()), ([after].as_slice(), 0));
    assert!(desk.kept().iter().all(|(_, text)| !text.contains("[[trash]]")));
    let desk = desk.save(back);
    let opened = desk.open(NEW);
    assert_eq!((opened.kept.notes.len(), opened.kept.carried.len()), (0, 1));
    assert_eq!(desk.open(OLD).kept.notes, [before]);
}

#[test]
fn one_save_takes_notes_over_and_others_back() {
    let desk = Desk::new();
    let (no, wait) = (desk.note("The dockers said no."), desk.note("it would wait for the spring"));
    let opened = desk.open(NEW);
    let earlier = opened.kept.carried[0].from.clone();
    let also = |change| Also { earlier: earlier.clone(), change };
    let put = |note: &Note| Change::Put { note: note.clone(), base: None };
    let (take, remove) =
        (|note: &Note| Change::Take(note.clone()), |note: &Note| Change::Remove(note.clone()));
    let save = |changes, also| Save {
        ticket: 1,
        info: desk.info(&opened),
        article: Some(Arc::new(desk.open(NEW).article)),
        changes,
        also,
        folder: None,
    };
    let over = save(vec![put(&no)], vec![also(take(&no))]);
    // What failed before goes along: the first note is taken over again, and back.
    let mixed =
        save(vec![put(&no), take(&no), put(&wait)], vec![also(take(&no)), also(put(&no)), also(take(&wait))]);
    let deleted = save(vec![remove(&wait), put(&no)], vec![also(remove(&wait)), also(take(&no))]);
    let desk = desk.save(over).save(mixed);
    assert_eq!(desk.open(OLD).kept.notes, std::slice::from_ref(&no));
    let opened = desk.open(NEW);
    assert_eq!((opened.kept.notes, opened.kept.carried.len()), (vec![wait], 1));
    let desk = desk.save(deleted);
    assert!(desk.open(OLD).kept.notes.is_empty());
    let opened = desk.open(NEW);
    assert_eq!((opened.kept.notes, opened.kept.carried.len()), (vec![no], 0));
    assert_eq!(opened.kept.trash.len(), 1);
}

#[test]
fn a_note_that_was_changed_in_its_old_file_meanwhile_is_kept_twice() {
    let desk = Desk::new();
    let before = desk.note("The dockers said no.");
    let opened = desk.open(NEW);
    let carried = opened.kept.carried[0].clone();
    let theirs = Note { body: "Theirs.".into(), ..before.clone() };
    let change = Change::Put { note: theirs, base: Some(before.clone()) };
    desk.files.store.apply(&carried.from.info, OLD, &[change]).unwrap();
    let span = carried.anchor.as_ref().and_then(Anchor::span).unwrap();
    let target = Some(Target::at(NEW, &CodePoints::new(NEW), span));
    let save = Save {
        ticket: 1,
        info: desk.info(&opened),
        article: Some(Arc::new(opened.article)),
        changes: vec![Change::Put {
            note: Note { body: "Mine.".into(), target, ..before.clone() },
            base: None,
        }],
        also: vec![Also { earlier: carried.from.clone(), change: Change::Take(before) }],
        folder: None,
    };
    // Saved twice it is the same, as after a save that failed half-way.
    let desk = desk.save(save.clone()).save(save);
    let opened = desk.open(NEW);
    let mut bodies: Vec<&str> = opened.kept.notes.iter().map(|note| note.body.as_str()).collect();
    bodies.sort_unstable();
    assert_eq!((bodies.as_slice(), opened.kept.carried.len()), (["Mine.", "Theirs."].as_slice(), 0));
    assert_eq!(in_conflict(&opened.kept.notes).len(), 2);
}

#[test]
fn a_note_that_stands_in_both_files_is_shown_once() {
    let desk = Desk::new();
    let before = desk.note("The dockers said no.");
    let info = desk.info(&desk.open(NEW));
    let later = |seconds: i64| Note {
        modified: jiff::Timestamp::from_second(before.modified.as_second() + seconds).unwrap(),
        ..before.clone()
    };
    // As after a crash between the two writes, then as after a change to the
    // note on the old text.
    for (seconds, own) in [(60, 1), (0, 1), (-60, 0)] {
        let file = desk.root.path().join("notes");
        let change = Change::Put { note: later(seconds), base: None };
        desk.files.store.apply(&info, NEW, &[change]).unwrap();
        let opened = desk.open(NEW);
        assert_eq!((opened.kept.notes.len(), opened.kept.carried.len()), (own, 1 - own), "{seconds}");
        for (path, _) in desk.kept() {
            if path.parent() == Some(&file) && fs::read_to_string(&path).unwrap().contains(&info.id) {
                fs::remove_file(path).unwrap();
            }
        }
    }
}

#[test]
fn another_article_in_the_same_file_gets_no_notes() {
    let desk = Desk::new();
    desk.note("The dockers said no.");
    let opened = desk.open("Rain\n\nFarmers welcome every drop after eleven dry weeks in a row.\n");
    assert!(opened.kept.carried.is_empty());
    assert!(opened.warnings[0].starts_with("1 note was made on quite another text"), "{:?}", opened.warnings);
}

#[test]
fn a_kept_text_that_was_changed_or_is_gone_is_not_trusted() {
    for change in [Some("The dockers said no. This is another text.\n"), None] {
        let desk = Desk::new();
        desk.note("The dockers said no.");
        let folder = desk.root.path().join("notes/snapshots");
        let path = fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
        match change {
            Some(text) => fs::write(&path, text).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        let opened = desk.open(NEW);
        let carried = &opened.kept.carried[0];
        assert_eq!(carried.from.as_ref(), &Earlier { text: String::new(), info: carried.from.info.clone() });
        // By its words and neighbours alone the place is likely, not certain.
        let Some(Anchor::Review(review)) = &carried.anchor else { panic!("{carried:?}") };
        assert_eq!(review.candidates[0].span.of(NEW), "The dockers said no.");
    }
}
