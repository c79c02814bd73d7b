//! `byline notes trash` and `byline notes restore`.

use byline::io::store::Store;
use byline::notes::Change;

use crate::home::{Home, assert_fails, assert_prints};
use crate::notes::notes;

const A: &str = "01JGX2M8QK4T0000000000000A";

/// A notes folder with one of its notes deleted.
fn with_trash() -> Home {
    let home = Home::new();
    notes(&home);
    let store = Store::new(home.path("notes"));
    let (listed, _) = store.list();
    let file = listed.iter().find(|file| file.notes.iter().any(|note| note.id == A)).unwrap();
    let text = home.read("stories/ferry.txt");
    let note = file.notes.iter().find(|note| note.id == A).unwrap();
    store.apply(&file.info, &text, &[Change::Remove(note.clone())]).unwrap();
    home
}

fn run(home: &Home, arguments: &[&str]) -> crate::home::Said {
    home.run(&[&["notes"], arguments, &["--notes-dir", "notes"]].concat())
}

#[test]
fn a_deleted_note_is_listed_and_restored() {
    let home = with_trash();
    let list = run(&home, &["list"]).stdout;
    assert!(!list.contains("Call her."), "{list}");
    let trash = run(&home, &["trash"]);
    assert_eq!((trash.status, trash.stderr.as_str()), (Some(0), ""));
    let lines: Vec<&str> = trash.stdout.lines().collect();
    assert!(lines[0].starts_with("ID                          DELETED               ARTICLE"), "{lines:?}");
    assert!(lines[1].starts_with(A) && lines[1].ends_with("Ruth Calder  Call her."), "{lines:?}");
    let json: serde_json::Value = serde_json::from_str(&run(&home, &["trash", "--json"]).stdout).unwrap();
    assert_eq!((&json["notes"][0]["id"], json["notes"].as_array().unwrap().len()), (&A.into(), 1));
    assert!(json["notes"][0]["deleted"].is_string());

    assert_prints(&run(&home, &["restore", A]), &format!("restored {A}: Call her.\n"));
    assert!(run(&home, &["list"]).stdout.contains("Call her."));
    assert!(run(&home, &["trash"]).stderr.contains("no deleted notes in"));
    assert_fails(
        &run(&home, &["restore", A]),
        1,
        &format!(
            "byline: no deleted note has the id {A}\n  \
             `byline notes trash` lists the deleted notes with their ids\n"
        ),
    );
}

#[test]
fn the_trash_is_emptied_only_where_that_is_meant() {
    let home = with_trash();
    assert_fails(
        &run(&home, &["trash", "--empty"]),
        2,
        "byline: 1 deleted note would be gone for good\n  \
         `byline notes trash` shows them; add --yes to --empty if that is meant\n",
    );
    assert!(run(&home, &["trash"]).stdout.contains(A));
    assert_prints(&run(&home, &["trash", "--empty", "--yes"]), "1 note is gone for good\n");
    assert!(run(&home, &["trash"]).stderr.contains("no deleted notes in"));
    assert!(run(&home, &["list"]).stdout.contains("Strong"), "the other notes stay");
    assert_prints(&run(&home, &["trash", "--empty", "--yes"]), "0 notes are gone for good\n");
}

#[test]
fn looking_for_deleted_notes_makes_no_folder() {
    let home = Home::new();
    assert_eq!(run(&home, &["restore", A]).status, Some(1));
    assert_eq!(run(&home, &["trash", "--empty", "--yes"]).status, Some(0));
    assert!(!home.path("notes").exists());
}
