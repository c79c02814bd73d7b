//! What others change on disk, shown in the open reader: notes of earlier texts
//! and corrections keep their places, and undo goes on.

use byline::app::{CarriedCorrection, Effect, Kept, Msg, NoteMark, Noted, Status};
use byline::notes::{Change, Note};
use byline::text::CodePoints;

use crate::common::World;

/// What would be on disk had everything been saved that is shown.
fn on_disk(world: &World) -> Kept {
    let reader = world.state.reader.as_ref().unwrap();
    let (came, own): (Vec<_>, Vec<_>) = reader.notes.iter().partition(|mark| mark.is_carried);
    let is_there = |id: &str| came.iter().any(|mark| mark.note.id == id);
    Kept {
        trash: reader.trash.clone(),
        notes: own.iter().map(|mark| mark.note.clone()).collect(),
        corrections: reader.corrections.iter().map(|mark| mark.correction.clone()).collect(),
        carried: reader.carried.iter().filter(|carried| is_there(&carried.note.id)).cloned().collect(),
        corrected: Vec::new(),
    }
}

fn read(world: &mut World, kept: Kept) {
    let id = world.state.reader.as_ref().unwrap().article.id().to_owned();
    world.state.status = Status::default();
    world.send(Msg::NotesRead { id, kept: Box::new(kept) });
}

/// The changes of the last save, and those of the earlier texts' files.
fn saved(world: &mut World) -> (Vec<Change>, Vec<Change>) {
    let Some(Effect::Save(save)) = world.effects.pop() else { panic!("nothing is saved") };
    (save.changes, save.also.into_iter().map(|also| also.change).collect())
}

#[test]
fn notes_of_earlier_texts_stay_when_the_files_are_read_again() {
    let mut world = World::changed(120, 40);
    let kept = on_disk(&world);
    assert_eq!((kept.notes.len(), kept.carried.len()), (0, 6));
    let pending = world.tell("pending");
    read(&mut world, kept.clone());
    world.expect("nothing new", &[("status", ""), ("notes", "6"), ("pending", &pending)]);
    // Somebody adds a note of this text.
    let new = Note { id: "01JGX2M8QK4T0000000000009Z".into(), target: None, ..kept.carried[5].note.clone() };
    read(&mut world, Kept { notes: vec![new], ..kept });
    let said = "The notes were changed outside: 1 new";
    world.expect("one more", &[("status", said), ("notes", "7"), ("pending", &pending)]);
}

#[test]
fn a_place_that_was_accepted_elsewhere_is_no_question_any_more() {
    let mut world = World::changed(120, 40);
    let before = on_disk(&world);
    let after = {
        let mut other = World::changed(120, 40);
        other.keys("gr Enter").save_all();
        on_disk(&other)
    };
    assert_eq!((after.notes.len(), after.carried.len()), (1, 5));
    let accepted = after.notes[0].id.clone();
    world.keys("gr");
    read(&mut world, after);
    let reader = world.state.reader.as_ref().unwrap();
    let mark = reader.notes.iter().find(|mark| mark.note.id == accepted).unwrap();
    assert!(!mark.is_carried && !mark.needs_review() && mark.span.is_some());
    world.expect("accepted", &[("status", "The notes were changed outside: 1 placed anew"), ("notes", "6")]);
    // And taken back there.
    read(&mut world, before);
    let reader = world.state.reader.as_ref().unwrap();
    assert!(reader.notes.iter().all(|mark| mark.is_carried));
    world.check();
}

#[test]
fn an_accepted_place_can_be_undone_after_the_files_were_read_again() {
    let mut world = World::changed(120, 40);
    world.keys("gr Enter").save_all();
    let kept = on_disk(&world);
    read(&mut world, kept);
    assert_eq!(world.tell("status"), "", "one's own save is no news");
    world.effects.clear();
    world.keys("u");
    let (here, there) = saved(&mut world);
    assert!(matches!(here.as_slice(), [Change::Take(_)]), "{here:?}");
    assert!(matches!(there.as_slice(), [Change::Put { .. }]), "{there:?}");
}

#[test]
fn corrections_of_others_are_applied_and_taken_back() {
    let mut world = World::ferry(120, 40);
    let mine = {
        world.keys("3]e cd").save_all();
        on_disk(&world)
    };
    read(&mut world, mine.clone());
    world.expect("known", &[("status", ""), ("corrections", "Skerry Banks is no place")]);
    let theirs = {
        let mut other = World::ferry(120, 40);
        other.keys("4]e cd").save_all();
        let mut theirs = on_disk(&other).corrections;
        theirs[0].id = "01JGX2M8QK4T0000000000009Z".into();
        theirs
    };
    let both = mine.corrections.iter().chain(&theirs).cloned().collect();
    read(&mut world, Kept { corrections: both, ..Kept::default() });
    assert_eq!(world.tell("status"), "The notes were changed outside: 1 corrected");
    assert_eq!(world.state.reader.as_ref().unwrap().corrections.len(), 2);
    // What is not on disk yet stays, whichever way.
    world.keys("u");
    assert_eq!(world.state.reader.as_ref().unwrap().corrections.len(), 1);
    read(&mut world, mine);
    let said = "The notes were changed outside: 1 no longer corrected";
    world.expect("both gone", &[("status", said), ("corrections", "")]);
    world.save_all();
    world.keys("C-r");
    read(&mut world, Kept::default());
    world.expect("made again, not saved yet", &[("corrections", "Skerry Banks is no place")]);
}

#[test]
fn a_correction_of_an_earlier_text_stays_one() {
    let mut world = World::ferry(120, 40);
    world.keys("3]e cd").save_all();
    let correction = on_disk(&world).corrections.remove(0);
    let from = World::changed(120, 40).state.reader.unwrap().carried[0].from.clone();
    let corrected = vec![CarriedCorrection { correction, from }];
    let mut world = World::ferry(120, 40);
    read(&mut world, Kept { corrected, ..Kept::default() });
    world.expect("applied", &[("corrections", "Skerry Banks is no place"), ("unsaved", "0")]);
    world.effects.clear();
    world.keys("gn dd");
    let (here, there) = saved(&mut world);
    assert_eq!(here, there, "it goes from the earlier text's file, too");
    assert!(matches!(here.as_slice(), [Change::TakeBack(_)]));
}

#[test]
fn what_is_to_be_taken_out_of_a_file_waits_for_its_folder() {
    let mut world = World::ferry(120, 40);
    world.keys("3]e cd").save_all();
    world.keys("u").fail_all("the disk is full");
    world.keys("gs");
    world.send(Msg::Folder("/x".to_owned()));
    world.effects.clear();
    world.keys("Enter");
    let said = "1 deletion must wait until the notes folder can be written";
    world.expect("the correction is taken back here alone", &[("effects", ""), ("status", said)]);
}

#[test]
fn a_note_of_an_earlier_text_that_others_change_is_no_base_for_the_editor() {
    let mut world = World::changed(120, 40);
    let kept = on_disk(&world);
    world.keys("gn G e");
    let body = world.tell("body");
    let before = kept.carried.iter().find(|carried| carried.note.body == body).unwrap().note.clone();
    world.keys("`more`");
    assert_ne!(world.tell("body"), body);
    let mut theirs = kept;
    for carried in theirs.carried.iter_mut().filter(|carried| carried.note.id == before.id) {
        carried.note.body = "theirs".to_owned();
    }
    read(&mut world, theirs);
    let said = "The note was changed meanwhile; saving your draft keeps both versions";
    assert_eq!(world.tell("status"), said);
    world.effects.clear();
    world.keys("C-s");
    let (here, there) = saved(&mut world);
    let [Change::Put { base: None, .. }] = here.as_slice() else { panic!("{here:?}") };
    assert_eq!(there, [Change::Take(before)], "theirs is not what this was made on");
}

#[test]
fn a_note_of_an_earlier_text_changes_its_status_only_where_its_words_are_certain() {
    for nth in 0..6 {
        let mut world = World::changed(120, 40);
        world.keys("gn gg");
        for _ in 0..nth {
            world.keys("j");
        }
        let reader = world.state.reader.as_ref().unwrap();
        let mark = reader.notes[reader.sidebar.selected().unwrap()].clone();
        world.effects.clear();
        world.keys("S");
        if mark.needs_review() {
            world
                .expect("to be placed", &[("status", "First say where its words are now…"), ("effects", "")]);
            continue;
        }
        let (put, taken) = saved(&mut world);
        let [Change::Put { note, base: None }] = put.as_slice() else { panic!("{put:?}") };
        let span = mark.span.map(|span| span.of(world.text()));
        assert_eq!(note.target.as_ref().map(|target| target.exact.as_str()), span);
        assert!(note.status.is_some());
        assert_eq!(taken, [Change::Take(mark.note.clone())]);
    }
}

#[test]
fn what_needs_review_is_not_lent_with_the_others() {
    let mut world = World::changed(120, 40);
    world.keys("gE");
    let Some(Effect::EditNotes(text)) = world.effects.pop() else { panic!("{:?}", world.effects) };
    let reader = world.state.reader.as_ref().unwrap();
    for mark in &reader.notes {
        assert_eq!(text.contains(&mark.note.id), !mark.needs_review(), "{}", mark.note.body);
    }
    // A changed one goes to its words in this text, the others stay where they are.
    let certain = |mark: &&NoteMark| mark.span.is_some() && !mark.needs_review();
    let mark = reader.notes.iter().find(certain).unwrap().clone();
    let text = text.replace(&mark.note.body, "Written in the editor.");
    world.send(Msg::NotesEdited { path: None, result: Ok(text) });
    let (put, taken) = saved(&mut world);
    let [Change::Put { note, .. }] = put.as_slice() else { panic!("{put:?}") };
    let points = CodePoints::new(world.text());
    assert_eq!(note.target.as_ref().and_then(|target| target.find(world.text(), &points)), mark.span);
    assert_eq!((note.body.trim(), taken), ("Written in the editor.", vec![Change::Take(mark.note)]));
    world.check();
}

#[test]
fn a_note_that_is_taken_over_stands_once_among_all_notes() {
    let mut world = World::changed(120, 40);
    let carried = world.state.reader.as_ref().unwrap().carried.clone();
    let notes: Vec<Note> = carried.iter().map(|carried| carried.note.clone()).collect();
    let all = || {
        let (file, info) = ("notes/old.toml".to_owned(), carried[0].from.info.clone());
        vec![Noted { file, info, notes: notes.clone(), trash: Vec::new() }]
    };
    world.keys("gN");
    world.gather(all());
    assert_eq!(world.state.board.listed.len(), 6);
    world.keys("q gr Enter Esc gN");
    world.gather(all());
    assert_eq!(world.state.board.listed.len(), 6, "not on disk yet");
    world.save_all().keys("q u gN");
    world.gather(all());
    assert_eq!(world.state.board.listed.len(), 6, "{}", world.tell("board"));
    assert!(world.state.board.articles.iter().all(|noted| noted.trash.is_empty()));
}

#[test]
fn the_list_of_all_notes_is_read_again_when_others_change_the_open_articles() {
    let mut world = World::changed(120, 40);
    world.keys("gN");
    world.gather(Vec::new());
    world.effects.clear();
    let kept = on_disk(&world);
    read(&mut world, kept.clone());
    world.expect("nothing new", &[("effects", "")]);
    read(&mut world, Kept { carried: kept.carried[1..].to_vec(), ..kept });
    world.expect("one is gone", &[("effects", "gather"), ("status", "")]);
}
