//! Corrections in the notes folder.

use byline::notes::{Correction, EntityInfo, Fix, Target};

use super::*;

fn correction(last: char) -> Correction {
    Correction {
        id: format!("01JGX2M8QK4T000000000000{last}1"),
        created: "2026-01-05T10:00:00Z".parse().unwrap(),
        target: Target {
            exact: "strike".to_owned(),
            prefix: "Port ".to_owned(),
            suffix: "\n\nHe said".to_owned(),
            start: 5,
            end: 11,
        },
        fix: Fix::DismissEntity {
            entity: EntityInfo { name: "Strike".to_owned(), kind: "event".to_owned() },
        },
    }
}

fn correct(last: char) -> Change {
    Change::Correct(correction(last))
}

fn take_back(last: char) -> Change {
    Change::TakeBack(correction(last).id)
}

#[test]
fn a_correction_is_kept_and_taken_back() {
    let desk = Desk::new();
    desk.put(&note('A', "one")).unwrap();
    let before = desk.text();
    desk.apply(&[correct('C'), correct('D')]).unwrap();
    assert_eq!(desk.load().corrections, [correction('C'), correction('D')]);
    assert_eq!(desk.bodies(), ["one"]);
    assert!(desk.text().starts_with(&before), "the notes stay as they are");
    desk.apply(&[take_back('C'), take_back('C'), take_back('D')]).unwrap();
    assert_eq!((desk.load().corrections, desk.text()), (vec![], before));
}

#[test]
fn a_correction_made_again_is_there_once() {
    let desk = Desk::new();
    desk.apply(&[correct('C'), take_back('C'), correct('C'), correct('C')]).unwrap();
    assert_eq!(desk.load().corrections, [correction('C')]);
    // What stands in both files of an article counts once.
    fs::copy(desk.file(), desk.sidecar()).unwrap();
    assert_eq!(desk.load().corrections, [correction('C')]);
    let (listed, errors) = desk.store.list();
    assert_eq!((listed.len(), listed[0].corrections.len(), errors.len()), (1, 1, 0));
    desk.apply(&[take_back('C')]).unwrap();
    assert!(desk.load().corrections.is_empty());
}

#[test]
fn a_file_that_cannot_be_used_keeps_its_corrections() {
    let desk = Desk::new();
    desk.apply(&[correct('C')]).unwrap();
    let broken = format!("{}\nbroken = \n", desk.text());
    fs::write(desk.file(), &broken).unwrap();
    desk.apply(&[correct('D')]).unwrap();
    assert_eq!((desk.load().corrections, desk.text()), (vec![correction('D')], broken.clone()));
    // It is not said to be taken back while it may be there.
    assert!(desk.apply(&[take_back('C')]).is_err());
    desk.apply(&[take_back('D')]).unwrap();
    assert_eq!(desk.text(), broken);
}

#[test]
fn a_correction_changed_by_hand_is_still_taken_back() {
    let desk = Desk::new();
    desk.apply(&[correct('C')]).unwrap();
    let by_hand = desk.text().replace("start = 5", "start = 5 # here\nmine = true");
    fs::write(desk.file(), by_hand).unwrap();
    assert_eq!(desk.load().corrections, [correction('C')]);
    desk.apply(&[take_back('C')]).unwrap();
    assert!(!desk.text().contains("[[correction]]"));
}
