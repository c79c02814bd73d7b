//! Two who change the same note at the same time.

use proptest::strategy::Strategy as _;

use super::*;

/// The notes as `letter body` with `!` for one in conflict, sorted.
fn shown(desk: &Desk) -> Vec<String> {
    let notes = desk.load().notes;
    let twice = in_conflict(&notes);
    let mut shown: Vec<String> = notes
        .iter()
        .map(|one| {
            let mark = if twice.contains(one.id.as_str()) { " !" } else { "" };
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

#[test]
fn a_file_that_git_could_not_merge_is_read_and_the_next_save_mends_it() {
    let desk = Desk::new();
    desk.put(&note('A', "ours")).unwrap();
    let good = desk.text();
    let line = "body = \"ours\"\n";
    let marks = format!("<<<<<<< HEAD\n{line}=======\n{}>>>>>>> other\n", line.replace("ours", "theirs"));
    let marked = good.replace(line, &marks) + "# the end\n";
    fs::write(desk.file(), &marked).unwrap();
    let loaded = desk.load();
    assert_eq!(loaded.blocked, None);
    assert!(loaded.warnings[0].contains("git left the marks of a conflict"), "{:?}", loaded.warnings);
    assert_eq!(shown(&desk), ["ours !", "theirs !"]);
    assert_eq!(desk.text(), marked, "reading writes nothing");
    desk.put(&note('B', "new")).unwrap();
    assert_eq!(shown(&desk), ["new", "ours !", "theirs !"]);
    assert!(desk.load().warnings.is_empty());
    assert!(!desk.text().contains("<<<<<<<") && desk.text().contains("# the end\n"));
    // A version that was chosen by deleting the other ends the conflict.
    desk.delete('A').unwrap();
    assert_eq!(shown(&desk), ["new", "theirs"]);
}

#[test]
fn what_was_written_and_deleted_elsewhere_stays_in_the_trash() {
    let desk = Desk::new();
    let old = note('A', "old");
    desk.put(&old).unwrap();
    let there = later(old.clone(), "there");
    desk.apply(&[edit(&old, &there), Change::Remove(there.clone())]).unwrap();
    let here = later(old.clone(), "here");
    assert_eq!(desk.apply(&[edit(&old, &here)]).unwrap(), [Meanwhile::Deleted(here.clone())]);
    let read = NotesFile::parse(&desk.text()).unwrap();
    assert_eq!((read.notes(), read.trash().len(), &read.trash()[0].note), (&[here][..], 1, &there));
}

#[test]
fn a_deleted_note_that_is_kept_keeps_its_comments() {
    let desk = Desk::new();
    let old = note('A', "old");
    desk.put(&old).unwrap();
    fs::write(desk.file(), desk.text().replace("\"old\"", "\"old\" # mine\nmine = 1")).unwrap();
    desk.delete('A').unwrap();
    desk.apply(&[edit(&old, &later(old.clone(), "here"))]).unwrap();
    assert!(desk.text().contains("body = \"here\" # mine\nmine = 1\n"), "{}", desk.text());
}

/// What a window does to one of three notes: writes it, deletes it, or reads
/// the notes again.
#[derive(Debug, Clone)]
enum Act {
    Write(u8),
    Delete,
    Reload,
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]

    /// Whatever two windows do, words leave the folder only where somebody who
    /// had them on the screen wrote others.
    #[test]
    fn two_windows_lose_no_words(acts in proptest::collection::vec(
        (0usize..2, 0usize..3, proptest::prop_oneof![
            4 => proptest::prelude::any::<u8>().prop_map(Act::Write),
            1 => proptest::prelude::Just(Act::Delete),
            1 => proptest::prelude::Just(Act::Reload),
        ]),
        1..24,
    )) {
        let desk = Desk::new();
        let mut windows: [Vec<Note>; 2] = [Vec::new(), Vec::new()];
        for (count, (window, which, act)) in acts.into_iter().enumerate() {
            let seen = &mut windows[window];
            let before = everything(&desk);
            let old = seen.get(which).cloned();
            let change = match (act, old.clone()) {
                (Act::Reload, _) | (Act::Delete, None) => {
                    *seen = desk.load().notes;
                    continue;
                }
                (Act::Delete, Some(old)) => Change::Remove(old),
                (Act::Write(body), Some(old)) => edit(&old, &later(old.clone(), &body.to_string())),
                (Act::Write(body), None) => {
                    let mut fresh = note('A', &body.to_string());
                    fresh.id = fresh.id.replace("00000000", &format!("000000{count:02}"));
                    new(fresh)
                }
            };
            desk.apply(std::slice::from_ref(&change)).unwrap();
            let after = everything(&desk);
            for words in &before {
                let mine = old.as_ref().is_some_and(|old| old.body == words.1 && root(old) == words.0);
                proptest::prop_assert!(after.contains(words) || mine, "{:?} is lost by {:?}", words, change);
            }
            if let Change::Put { note, .. } = &change {
                let kept = after.iter().any(|(_, body)| *body == note.body);
                proptest::prop_assert!(kept, "{:?} is not there", note);
            }
            *seen = desk.load().notes;
        }
    }
}

/// The note that a note is a version of.
fn root(note: &Note) -> String {
    note.conflict.as_ref().unwrap_or(&note.id).clone()
}

/// The words of every note, deleted ones too.
fn everything(desk: &Desk) -> Vec<(String, String)> {
    let Ok(text) = fs::read_to_string(desk.file()) else { return Vec::new() };
    let file = NotesFile::parse(&text).unwrap();
    assert!(file.problems().is_empty(), "{:?}", file.problems());
    let trash = file.trash().iter().map(|deleted| &deleted.note);
    file.notes().iter().chain(trash).map(|note| (root(note), note.body.clone())).collect()
}
