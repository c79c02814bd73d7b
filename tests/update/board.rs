//! The notes on all articles: filter, status, trash, undo, opening, and all
//! notes of an article in `$EDITOR`.

use byline::app::{Effect, MouseAction, Msg, Noted, Save};
use byline::notes::{Change, Meanwhile, Note, sheet};

use crate::common::{PATH, World, article, ferry, noted};

const FERRY: &str = "Ferry Owner Knew of Cracks, Inquiry Hears";

/// The list of articles, with the notes over it.
fn world() -> World {
    let mut world = World::library(120, 40);
    world.keys("gN");
    world.gather(noted());
    world.effects.clear();
    world
}

/// The one save that was asked for.
fn save(world: &mut World) -> Save {
    let saves = world.effects.iter().filter_map(|effect| match effect {
        Effect::Save(save) => Some(save.clone()),
        _ => None,
    });
    let saves: Vec<Save> = saves.collect();
    assert_eq!(saves.len(), 1, "{saves:?}");
    saves[0].clone()
}

#[test]
fn the_notes_are_listed_by_article_in_the_order_of_the_text() {
    let world = world();
    world.expect(
        "all",
        &[(
            "board",
            ">Ferry Owner Knew of Cracks, Inquiry Hears: where is this, Ferry Owner Knew of Cracks, Inquiry \
             Hears: ask the Bureau open, Grain Ships Wait: ask the harbour master disputed, Grain Ships Wait: \
             ask the master of the port disputed",
        )],
    );
    assert_eq!(world.state.board.conflicts.len(), 2);
}

#[test]
fn a_line_filters_them_while_it_is_typed() {
    for (line, shown) in [
        ("", 4),
        ("ask", 3),
        ("ask bureau", 1),
        ("tag:letters", 1),
        ("speaker:mbeki", 1),
        ("speaker:uma status:dis", 2),
        ("entity:skerry", 1),
        ("status:none", 1),
        ("kind:quote", 3),
        ("grain", 2),
        ("harbour post", 4),
        ("nowhere", 0),
    ] {
        let mut world = world();
        world.keys("/").keys(&format!("`{line}`"));
        assert_eq!(world.state.board.listed.len(), shown, "{line}");
        assert_eq!(world.tell("prompt-hint").is_empty(), line.is_empty() && shown == 0, "{line}");
        world.check();
        world.keys("Enter o Esc");
        world.keys("Esc").check();
        assert!(line.is_empty() || world.state.board.listed.len() == 4, "{line}: Esc shows all again");
        world.keys("/ `ask` Esc");
        assert_eq!(world.state.board.listed.len(), 4, "{line}: Esc leaves the line as it was");
    }
}

/// Fifty articles with three notes each.
fn many() -> Vec<Noted> {
    let mut articles = Vec::new();
    for nth in 0..50 {
        let mut noted = noted().remove(0);
        (noted.info.id, noted.info.title) = (format!("blake3:{nth}"), format!("Story {nth}"));
        let note = noted.notes[0].clone();
        let body = |at| format!("{nth}.{at}");
        noted.notes = (0..3).map(|at| Note { id: body(at), body: body(at), ..note.clone() }).collect();
        articles.push(noted);
    }
    articles
}

#[test]
fn a_long_list_is_walked_by_notes_pages_and_articles() {
    for (keys, selected) in [
        ("", "0.0"),
        ("4j", "1.1"),
        ("G", "49.2"),
        ("G k gg", "0.0"),
        ("}", "1.0"),
        ("10}", "10.0"),
        ("10} j {", "10.0"),
        ("10} {", "9.0"),
        ("G 99}", "49.2"),
        ("99{", "0.0"),
        ("k", "0.0"),
    ] {
        for rows in [4, 5, 6, 7, 24] {
            let mut world = World::library(80, rows);
            world.keys("gN");
            world.gather(many());
            world.keys(keys).check();
            let board = &world.state.board;
            assert_eq!(board.note(board.selected).unwrap().1.body, selected, "{keys}");
        }
    }
    let mut world = World::library(80, 24);
    world.keys("gN");
    world.gather(many());
    world.keys("Space C-d b C-u").check();
    assert_eq!(world.state.board.selected, 0, "what pages down pages up again");
    world.mouse(MouseAction::Press, 10, 6);
    assert_eq!(world.state.board.selected, 1, "a click selects");
    world.mouse(MouseAction::Press, 10, 2);
    assert_eq!(world.state.board.selected, 1, "a title is no note");
    world.mouse(MouseAction::WheelDown, 10, 6);
    assert_eq!(world.state.board.selected, 4);
    world.effects.clear();
    world.keys("k k k");
    world.mouse(MouseAction::Press, 10, 6);
    assert_eq!(world.tell("effects"), "load-0", "a click on it opens");
}

#[test]
fn status_is_turned_and_taken_back_where_the_article_is_not_open() {
    let mut world = world();
    world.keys("3j");
    world.keys("2k S");
    assert_eq!(world.tell("status"), "The status is “verified”; u takes it back");
    let save = save(&mut world);
    assert_eq!((save.info.path.as_deref(), save.article), (Some(PATH), None), "the text is there already");
    let [Change::Put { note, base: Some(base) }] = &save.changes[..] else { panic!("{:?}", save.changes) };
    assert_eq!((base.status.unwrap().name(), note.status.unwrap().name()), ("open", "verified"));
    assert!(note.modified > base.modified);
    world.save_all().keys("u");
    assert_eq!(world.tell("status"), format!("Undone: the note is as it was · {FERRY}"));
    world.save_all().keys("u");
    assert_eq!(world.tell("status"), "Nothing to undo in this sitting");
    world.keys("C-r").save_all();
    assert!(world.tell("board").contains("ask the Bureau verified"), "{}", world.tell("board"));
}

#[test]
fn the_last_change_is_undone_in_whatever_article_it_was() {
    let mut world = world();
    world.keys("S j j S j dd").save_all();
    assert_eq!(world.state.board.listed.len(), 3);
    world.keys("u");
    assert_eq!(world.tell("status"), "Undone: the note is back · Grain Ships Wait");
    world.keys("u u");
    assert_eq!(world.tell("status"), format!("Undone: the note is as it was · {FERRY}"));
    world.keys("C-r");
    assert_eq!(world.tell("status"), format!("Redone: the note is changed again · {FERRY}"));
    world.save_all().check();
    assert_eq!(world.tell("unsaved"), "0");
}

#[test]
fn what_was_done_here_is_undone_in_the_open_article_and_the_other_way_round() {
    let mut world = World::ferry(120, 40);
    world.keys("]q a `mine` C-s").save_all();
    world.keys("gN");
    world.gather(noted());
    // What was read is older than what is being written: nothing was.
    world.keys("S").save_all();
    world.keys("q u");
    world.expect("in the article", &[("view", "Reader"), ("status", "Undone: the note is as it was")]);
    world.keys("u");
    world.expect("the one before", &[("status", "Undone: the note is gone"), ("notes", "1")]);
}

#[test]
fn a_deleted_note_goes_to_the_trash_and_comes_back() {
    let mut world = world();
    world.keys("dd");
    let [Change::Remove(note)] = &save(&mut world).changes[..] else { panic!("nothing is removed") };
    assert_eq!(note.body, "where is this");
    world.save_all().keys("t");
    world.expect(
        "trash",
        &[("board", ">Ferry Owner Knew of Cracks, Inquiry Hears: where is this, Grain Ships Wait: gone")],
    );
    world.keys("S");
    assert_eq!(world.tell("status"), "This note is deleted: p takes it back");
    world.keys("j Enter");
    assert!(world.tell("overlay").contains("deleted 2026-03-13"), "{}", world.tell("overlay"));
    world.keys("Esc p");
    let [Change::Put { note, base: None }] = &save(&mut world).changes[..] else { panic!("nothing is put") };
    assert_eq!(note.body, "gone");
    world.save_all().keys("Esc");
    assert!(world.tell("board").contains("Grain Ships Wait: gone"));
    world.keys("p");
    assert_eq!(world.tell("status"), "This note is not deleted: t shows the deleted ones");
}

#[test]
fn enter_opens_the_article_at_the_note() {
    let mut world = world();
    world.keys("j Enter");
    world.expect("asked", &[("effects", "load-0"), ("hints", "Opening …")]);
    world.effects.clear();
    let generation = world.state.loading.unwrap();
    let mut opened = crate::loading::opened(crate::common::STORY);
    opened.kept.notes = noted().remove(0).notes;
    world.send(Msg::Loaded { generation, result: Ok(Box::new(opened)) });
    world.expect("there", &[("view", "Reader"), ("at", "I told them…"), ("context", "reader")]);
    // Now it is open: no file is read again.
    world.effects.clear();
    world.keys("gN");
    world.gather(noted());
    world.effects.clear();
    world.keys("gg Enter");
    world.expect("again", &[("view", "Reader"), ("effects", ""), ("at", "Skerry Banks…")]);
    world.keys("gN");
    world.gather(noted());
    world.keys("gg j e");
    world.expect("edited there", &[("view", "Reader"), ("body", "ask the Bureau")]);
}

#[test]
fn a_note_whose_article_is_gone_is_shown_whole() {
    let mut world = world();
    world.keys("2j Enter");
    world.expect("not listed", &[("effects", "load-file-elsewhere/grain.txt")]);
    let generation = world.state.loading.unwrap();
    let error = byline::Error::new("elsewhere/grain.txt does not exist");
    world.send(Msg::Loaded { generation, result: Err(error) });
    let sheet = world.tell("overlay");
    for part in
        ["elsewhere/grain.txt does not exist", "ask the harbour master", "The ice came early,", "by you"]
    {
        assert!(sheet.contains(part), "{part:?} is not in {sheet}");
    }
    world.keys("Esc");
    world.expect("back", &[("view", "Notes"), ("overlay", "none")]);
    // The file has another text now, and so no such note.
    world.keys("Enter");
    world.load(article("Grain\n\nThe ships sail."), "elsewhere/grain.txt");
    assert!(world.tell("overlay").contains("has another text now"), "{}", world.tell("overlay"));
    world.keys("Esc");
    world.expect("the article", &[("view", "Reader"), ("at", "Grain")]);
}

#[test]
fn reading_tells_how_far_it_is_and_can_be_left() {
    let mut world = World::library(120, 40);
    world.keys("gN");
    let gathering = world.state.board.gathering;
    world.send(Msg::Gathering { gathering, read: 40, of: 300 });
    assert_eq!(world.state.board.progress, Some((40, 300)));
    world.keys("q");
    assert_eq!(world.tell("view"), "Library");
    world.keys("gN");
    world.send(Msg::Gathered { gathering, articles: noted(), errors: Vec::new() });
    assert!(world.state.board.progress.is_some(), "the older answer is dropped");
    world.gather(noted());
    assert_eq!((world.state.board.progress, world.state.board.listed.len()), (None, 4));
    world.keys("dd");
    world.keys("R");
    world.gather(noted());
    assert_eq!(world.state.board.listed.len(), 3, "what is being written is not shown as it was");
}

#[test]
fn those_that_need_review_are_told_behind_the_others() {
    let mut world = world();
    let id = |world: &World, at| world.state.board.note(at).map(|(_, note)| note.id.clone()).unwrap();
    let wanted = id(&world, 2);
    let gathering = world.state.board.gathering;
    world.send(Msg::Unsettled { gathering: gathering + 1, notes: vec![id(&world, 0)] });
    world.send(Msg::Unsettled { gathering, notes: vec![wanted.clone()] });
    assert_eq!(world.state.board.listed.len(), 4);
    world.keys("/");
    world.send(Msg::Paste("is:review".to_owned()));
    assert_eq!((world.state.board.listed.len(), id(&world, 0)), (1, wanted));
}

#[test]
fn what_is_changed_while_the_files_are_read_stays_changed() {
    let mut world = world();
    world.keys("G R k k dd S").save_all();
    world.gather(noted());
    world.expect(
        "read before it was changed",
        &[(
            "board",
            "Ferry Owner Knew of Cracks, Inquiry Hears: where is this, >Grain Ships Wait: ask the harbour \
             master false, Grain Ships Wait: ask the master of the port disputed",
        )],
    );
}

#[test]
fn the_same_note_stays_selected_when_others_go() {
    let mut world = world();
    world.keys("dd j").save_all();
    let selected = |world: &World| {
        let board = &world.state.board;
        board.note(board.selected).unwrap().1.body.clone()
    };
    assert_eq!(selected(&world), "ask the harbour master");
    world.keys("u");
    assert_eq!(selected(&world), "ask the harbour master", "a note came back above it");
    world.keys("C-r");
    assert_eq!(selected(&world), "ask the harbour master", "and went again");
}

#[test]
fn what_somebody_else_changed_is_shown_in_the_right_article() {
    let mut world = World::ferry(120, 40);
    world.keys("gN");
    world.gather(noted());
    world.keys("G S");
    let save = save(&mut world);
    let [Change::Put { note, base: Some(there) }] = &save.changes[..] else { panic!("{:?}", save.changes) };
    let meanwhile = vec![Meanwhile::Changed { there: there.clone(), here: note.as_conflict() }];
    world.send(Msg::Saved { ticket: save.ticket, path: "notes".to_owned(), meanwhile });
    assert_eq!(world.tell("notes"), "0", "the open article has none of it");
    assert_eq!(world.state.board.listed.len(), 5);
    assert!(world.tell("status").starts_with("Saved; somebody else changed this note too"));
}

/// What comes back from `$EDITOR`: the text, changed.
fn edited(world: &mut World, change: impl Fn(&str) -> String) {
    let text = world.effects.iter().find_map(|effect| match effect {
        Effect::EditNotes(text) => Some(text.clone()),
        _ => None,
    });
    let text = change(&text.expect("no text to edit"));
    world.effects.clear();
    world.send(Msg::NotesEdited { path: Some("edits/1.toml".to_owned()), result: Ok(text) });
}

#[test]
fn all_notes_of_an_article_are_edited_at_once_and_undone_at_once() {
    let mut world = world();
    world.keys("gE");
    let Noted { info, notes, .. } = &world.state.board.articles[0];
    assert!(world.effects.contains(&Effect::EditNotes(sheet(info, notes))));
    edited(&mut world, |text| {
        let second = text.rfind("[[note]]").unwrap();
        text[..second].replace("where is this", "a bank of sand")
    });
    assert_eq!(world.tell("status"), "1 note changed, 1 deleted; u takes it back");
    assert_eq!(save(&mut world).changes.len(), 2, "one file is written once");
    assert!(!world.tell("effects").contains("forget"), "the file stays until all is on disk");
    world.fail_all("the disk is full").keys("s").save_all();
    assert_eq!(world.tell("effects"), "forget-edits/1.toml");
    assert!(
        world.tell("board").starts_with(&format!(">{FERRY}: a bank of sand, Grain")),
        "{}",
        world.tell("board")
    );
    world.keys("u").save_all();
    assert!(world.tell("board").contains("where is this"), "{}", world.tell("board"));
    assert!(world.tell("board").contains("ask the Bureau open"), "{}", world.tell("board"));
}

#[test]
fn a_text_that_is_broken_is_offered_again_and_never_dropped() {
    let mut world = World::ferry(120, 40);
    world.keys("]q a `mine` C-s").save_all();
    world.effects.clear();
    world.keys("gE");
    let broken = |text: &str| text.replace("kind = \"quote\"", "kind = \"letter\"");
    edited(&mut world, broken);
    assert!(world.tell("overlay").starts_with("ask Edit again? Line "), "{}", world.tell("overlay"));
    assert!(world.tell("overlay").contains("kind must be"), "{}", world.tell("overlay"));
    world.keys("y");
    assert_eq!(world.tell("effects"), "edit-notes-again-edits/1.toml");
    world.effects.clear();
    let result = Ok("nonsense".to_owned());
    world.send(Msg::NotesEdited { path: Some("edits/1.toml".to_owned()), result });
    world.keys("n");
    world.expect(
        "given up",
        &[
            ("overlay", "sheet One of the notes could not be read.\n\nYour text is kept in\nedits/1.toml…"),
            ("effects", ""),
            ("notes", "1"),
            ("note", "mine"),
        ],
    );
    world.keys("Esc");
    // Nothing changed, or nothing left: the file goes.
    for text in [None, Some(" \n")] {
        world.keys("gE");
        edited(&mut world, |all| text.unwrap_or(all).to_owned());
        world.expect("unchanged", &[("effects", "forget-edits/1.toml"), ("notes", "1")]);
        world.effects.clear();
    }
    world.keys("gE");
    let result = Err(byline::Error::new("the editor vi: exit status: 1"));
    world.send(Msg::NotesEdited { path: Some("edits/1.toml".to_owned()), result });
    assert!(world.tell("overlay").contains("kept in\nedits/1.toml"), "{}", world.tell("overlay"));
}

#[test]
fn a_change_after_failed_ones_takes_them_along() {
    let mut world = world();
    world.keys("gE");
    edited(&mut world, |text| text.replace("where is this", "one").replace("ask the Bureau", "two"));
    world.fail_all("the disk is full");
    world.effects.clear();
    world.keys("gg S");
    let save = save(&mut world);
    assert_eq!(save.changes.len(), 3);
    assert_eq!(world.tell("unsaved"), "1");
    world.save_all();
    world.expect("saved", &[("unsaved", "0"), ("effects", "forget-edits/1.toml")]);
    assert_eq!(save.info.id, ferry().id());
}

#[test]
fn what_failed_with_a_note_that_is_saved_later_is_not_forgotten() {
    let mut world = World::ferry(120, 40);
    world.keys("]q a `one` C-s").save_all();
    world.keys("gg A `two` C-s").save_all();
    world.effects.clear();
    world.keys("gE");
    edited(&mut world, |text| text.replace("\"one\"", "\"first\"").replace("\"two\"", "\"second\""));
    // Before the answer comes, one of them is changed again.
    world.keys("]q e `!` C-s");
    let tickets = world.tickets();
    let [both, one] = tickets[..] else { panic!("{tickets:?}") };
    world.send(Msg::Failed { ticket: both, error: byline::Error::new("the disk is full") });
    world.send(Msg::Saved { ticket: one, path: "notes".to_owned(), meanwhile: Vec::new() });
    assert_eq!(world.tell("unsaved"), "1");
    let [Change::Put { note, .. }] = &world.state.unsaved[0].save.changes[..] else {
        panic!("another change")
    };
    assert_eq!(note.body, "second");
    world.keys("s").save_all();
    world.expect("at last", &[("unsaved", "0"), ("effects", "forget-edits/1.toml"), ("note", "first!")]);
}

#[test]
fn what_cannot_be_saved_for_an_article_that_is_not_open_goes_elsewhere_and_is_tried_again() {
    let mut world = world();
    world.keys("2j S");
    let first = save(&mut world);
    assert_eq!((first.article, first.folder), (None, None));
    world.fail_all("disk full");
    world.effects.clear();
    world.keys("s");
    assert_eq!(save(&mut world).ticket, first.ticket);
    world.fail_all("disk full");
    world.effects.clear();
    world.keys("gs");
    world.send(Msg::Folder("/x".to_owned()));
    world.effects.clear();
    world.keys("Enter");
    let elsewhere = save(&mut world);
    assert_eq!((elsewhere.folder.as_deref(), elsewhere.changes), (Some("/x"), first.changes));
    world.save_all();
    assert!(world.state.unsaved.is_empty());
}
