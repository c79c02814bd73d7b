//! Two who change the same note at the same time.

use super::*;

/// The notes as `letter body` with `!` for one in conflict, sorted.
fn shown(desk: &Desk) -> Vec<String> {
    let notes = desk.load().notes;
    let mut shown: Vec<String> = notes
        .iter()
        .map(|one| {
            let mark = if one.in_conflict(&notes) { " !" } else { "" };
            format!("{}{mark}", one.body)
        })
        .collect();
    shown.sort();
    shown
}

fn edit(from: &Note, to: &Note) -> Change {
    Change::Put { note: to.clone(), base: Some(from.clone()) }
}

#[test]
fn a_note_that_both_changed_is_kept_twice() {
    let desk = Desk::new();
    let old = note('A', "old");
    desk.put(&old).unwrap();
    let (here, there) = (later(old.clone(), "here"), later(old.clone(), "there"));
    assert_eq!(desk.apply(&[edit(&old, &there)]).unwrap(), []);
    let [Meanwhile::Changed { there: kept, here: copy }] = &desk.apply(&[edit(&old, &here)]).unwrap()[..]
    else {
        panic!("no conflict is told")
    };
    assert_eq!((kept, copy), (&there, &here.as_conflict()));
    assert_eq!(shown(&desk), ["here !", "there !"]);
    assert!(desk.text().contains(&format!("conflict = \"{}\"\n", old.id)));
    // The same change again, as after a crash before the answer, adds nothing.
    assert_eq!(desk.apply(&[edit(&old, &here)]).unwrap().len(), 1);
    assert_eq!(shown(&desk), ["here !", "there !"]);
    // Both can be changed further, and with one of them the conflict goes.
    assert_eq!(desk.apply(&[edit(copy, &later(copy.clone(), "both"))]).unwrap(), []);
    desk.delete('A').unwrap();
    assert_eq!(shown(&desk), ["both"]);
}

#[test]
fn what_both_made_the_same_is_no_conflict() {
    let desk = Desk::new();
    let old = note('A', "old");
    desk.put(&old).unwrap();
    let new = later(old.clone(), "new");
    for _ in 0..2 {
        assert_eq!(desk.apply(&[edit(&old, &new)]).unwrap(), []);
    }
    assert_eq!(shown(&desk), ["new"]);
}

#[test]
fn a_hand_edit_is_seen_whatever_its_date_says() {
    let desk = Desk::new();
    let old = note('A', "old");
    desk.put(&old).unwrap();
    // A person does not change `modified`; a comment or a new key is no other note.
    fs::write(desk.file(), desk.text().replace("\"old\"", "\"old\" # mine\nmine = 1")).unwrap();
    assert_eq!(desk.apply(&[edit(&old, &later(old.clone(), "mid"))]).unwrap(), []);
    fs::write(desk.file(), desk.text().replace("\"mid\"", "\"hand\"")).unwrap();
    let before = later(old, "mid");
    assert_eq!(desk.apply(&[edit(&before, &later(before.clone(), "here"))]).unwrap().len(), 1);
    assert_eq!(shown(&desk), ["hand !", "here !"]);
    assert!(desk.text().contains("\"hand\" # mine\nmine = 1\n"));
}

#[test]
fn a_note_that_they_deleted_and_this_one_changed_is_kept() {
    let desk = Desk::new();
    let old = note('A', "old");
    desk.put(&old).unwrap();
    desk.delete('A').unwrap();
    let here = later(old.clone(), "here");
    assert_eq!(desk.apply(&[edit(&old, &here)]).unwrap(), [Meanwhile::Deleted(here.clone())]);
    assert_eq!(shown(&desk), ["here"]);
    // Also where it is gone without a trace.
    let text = desk.text();
    fs::write(desk.file(), &text[..text.find("[[note]]").unwrap()]).unwrap();
    let more = later(here.clone(), "more");
    assert_eq!(desk.apply(&[edit(&here, &more)]).unwrap(), [Meanwhile::Deleted(more)]);
    assert_eq!(shown(&desk), ["more"]);
}

#[test]
fn a_note_that_they_changed_is_not_deleted() {
    let desk = Desk::new();
    let old = note('A', "old");
    desk.put(&old).unwrap();
    let there = later(old.clone(), "there");
    desk.apply(&[edit(&old, &there)]).unwrap();
    assert_eq!(desk.apply(&[Change::Remove(old)]).unwrap(), [Meanwhile::Kept(there.clone())]);
    assert_eq!(shown(&desk), ["there"]);
    // Deleted twice is deleted.
    for _ in 0..2 {
        assert_eq!(desk.apply(&[Change::Remove(there.clone())]).unwrap(), []);
    }
    assert!(shown(&desk).is_empty());
}

#[test]
fn a_deleted_note_comes_back_where_it_was() {
    let desk = Desk::new();
    let old = note('A', "old");
    desk.put(&old).unwrap();
    desk.put(&note('B', "two")).unwrap();
    let text = desk.text().replace("\"old\"", "\"old\" # mine");
    fs::write(desk.file(), &text).unwrap();
    desk.delete('A').unwrap();
    assert_eq!(shown(&desk), ["two"]);
    assert_eq!(desk.apply(&[new(old)]).unwrap(), []);
    assert_eq!(desk.text(), text);
}

#[test]
fn a_note_in_a_file_that_cannot_be_read_is_not_said_to_be_deleted() {
    let desk = Desk::new();
    let old = note('A', "old");
    desk.put(&old).unwrap();
    fs::write(desk.file(), "broken").unwrap();
    assert_eq!(desk.apply(&[edit(&old, &later(old.clone(), "here"))]).unwrap(), []);
    assert_eq!(shown(&desk), ["here"]);
}
