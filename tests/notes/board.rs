//! Notes of articles that are not open.

use super::*;

#[test]
fn a_note_is_changed_without_its_article() {
    let desk = Desk::new();
    desk.put(&note('A', "one")).unwrap();
    let before = desk.names();
    let changed = later(note('A', "one"), "two");
    let change = Change::Put { note: changed.clone(), base: Some(note('A', "one")) };
    assert_eq!(desk.store.amend(&desk.info, &[change]).unwrap(), []);
    assert_eq!(desk.bodies(), ["two"]);
    assert_eq!(desk.store.amend(&desk.info, &[Change::Remove(changed.clone())]).unwrap(), []);
    assert_eq!(desk.bodies().len(), 0);
    assert_eq!(desk.load().trash.iter().map(|deleted| &deleted.note).collect::<Vec<_>>(), [&changed]);
    assert_eq!(desk.store.amend(&desk.info, &[new(changed)]).unwrap(), []);
    assert_eq!((desk.bodies(), desk.load().trash), (vec!["two".to_owned()], vec![]));
    // The former version is kept as for any save.
    let names: Vec<String> = desk.names().into_iter().filter(|name| !name.ends_with(".bak")).collect();
    assert_eq!(names, before);
}

#[test]
fn a_note_is_changed_in_a_file_that_somebody_renamed() {
    let desk = Desk::new();
    desk.put(&note('A', "one")).unwrap();
    let mine = desk.store.dir().join("mine.toml");
    fs::rename(desk.file(), &mine).unwrap();
    let change = Change::Put { note: later(note('A', "one"), "two"), base: Some(note('A', "one")) };
    assert_eq!(desk.store.amend(&desk.info, &[change]).unwrap(), []);
    assert!(!desk.file().exists(), "no second file is made");
    assert!(fs::read_to_string(mine).unwrap().contains("two"));
    assert_eq!(desk.store.list().0[0].notes.len(), 1);
}

#[test]
fn the_list_tells_how_far_it_is_and_can_be_stopped() {
    let desk = Desk::new();
    desk.put(&note('A', "one")).unwrap();
    let other = article("Another text.\n");
    desk.store.apply(&other, "Another text.\n", &[new(note('B', "two"))]).unwrap();
    let mut told = Vec::new();
    let (listed, errors) = desk.store.list_telling(|read, of| {
        told.push((read, of));
        read < 1
    });
    assert_eq!((told, listed.len(), errors.len()), (vec![(0, 2), (1, 2)], 1, 0));
}
