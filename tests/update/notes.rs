//! Notes: what they are on, drafts, saving that fails, undo, quitting.

use byline::app::{Effect, Msg, Overlay};
use byline::notes::{Change, Meanwhile, Note, NoteKind};

use crate::common::{STORY, World, ferry};

/// Opens the editor by `keys`, writes, saves; the note that is to be saved.
fn noted(keys: &str) -> Note {
    let mut world = World::ferry(120, 40);
    world.keys(keys).keys("`Ask for both letters.` C-t `letters, engineer, letters` C-s");
    let Some(Effect::Save(save)) = world.effects.pop() else { panic!("{keys}: nothing is saved") };
    assert_eq!(save.info.id, ferry().id());
    assert_eq!(save.info.path.as_deref(), Some("stories/ferry.txt"));
    let [Change::Put { note, .. }] = save.changes.as_slice() else { panic!("{keys}: no note is put") };
    assert_eq!(note.body, "Ask for both letters.");
    assert_eq!(note.tags, ["letters", "engineer"]);
    assert_eq!(note.id.len(), 26);
    note.clone()
}

#[test]
fn a_note_points_at_what_it_was_made_on() {
    for (keys, kind, exact) in [
        ("3]e a", NoteKind::Entity, Some("Skerry Banks")),
        ("5]e a", NoteKind::Entity, Some("Mr Mbeki")),
        ("Tab j a", NoteKind::Entity, Some("Ruth Calder")),
        (
            "]q a",
            NoteKind::Quote,
            Some(
                "I told them in writing, twice,” said Daniel Mbeki, the ship’s chief engineer. “Nobody answered.",
            ),
        ),
        ("gq 3j a", NoteKind::Quote, Some("It was not a thing for the board.")),
        ("w v w a", NoteKind::Passage, Some("Owner")),
        ("2} v ) h a", NoteKind::Passage, None),
        ("a", NoteKind::Article, None),
        ("]q A", NoteKind::Article, None),
    ] {
        let note = noted(keys);
        assert_eq!(note.kind, kind, "{keys}");
        assert_eq!(note.target.is_none(), kind == NoteKind::Article, "{keys}");
        let Some(target) = &note.target else { continue };
        if let Some(exact) = exact {
            assert_eq!(target.exact, exact, "{keys}");
        }
        let points: String = STORY.chars().skip(target.start).take(target.end - target.start).collect();
        assert_eq!(points, target.exact, "{keys}: offsets are code points into the text");
        let at: usize = STORY.chars().take(target.start).map(char::len_utf8).sum();
        assert!(STORY[..at].ends_with(&target.prefix), "{keys}");
        assert!(STORY[at + target.exact.len()..].starts_with(&target.suffix), "{keys}");
    }
}

#[test]
fn a_note_says_what_is_known_of_its_statement() {
    let quote = noted("]q a").quote.expect("no quote");
    assert_eq!((quote.kind.as_str(), quote.speaker.as_deref()), ("direct", Some("Daniel Mbeki")));
    assert_eq!((quote.role.as_deref(), quote.cue.as_deref()), (Some("chief engineer"), Some("said")));
    assert!(!quote.by_human);
    let nobody = noted("gq 3j a").quote.expect("no quote");
    assert_eq!((nobody.speaker, nobody.cue), (None, None));
    let entity = noted("3]e a").entity.expect("no entity");
    assert_eq!((entity.name.as_str(), entity.kind.as_str()), ("Skerry Banks", "place"));
}

#[test]
fn two_notes_never_share_an_id() {
    assert_ne!(noted("3]e a").id, noted("]q C-o 3]e a").id);
}

#[test]
fn a_note_is_shown_once_it_is_saved() {
    let mut world = World::ferry(120, 40);
    world.keys("]q a `first` C-s");
    world.expect("while it is written", &[("notes", "0"), ("overlay", "editor…")]);
    world.save_all();
    world.expect("on disk", &[("notes", "1"), ("note", "first"), ("overlay", "none"), ("unsaved", "0")]);
    world.keys("gg A `second` C-s").save_all();
    let reader = world.state.reader.as_ref().unwrap();
    let order: Vec<_> = reader.notes.iter().map(|n| n.note.body.as_str()).collect();
    assert_eq!(order, ["second", "first"], "notes on the article come first");
    assert_eq!(world.state.library.items[0].counts.map(|c| c.notes), Some(2));
}

#[test]
fn a_saved_note_ends_the_selection() {
    let mut world = World::ferry(120, 40);
    world.keys("v w a `x` Esc");
    assert_ne!(world.tell("selected"), "nothing", "a draft does not");
    world.keys("a C-s").save_all();
    world.expect("saved", &[("selected", "nothing"), ("note", "x"), ("drafts", "0")]);
}

#[test]
fn a_draft_is_kept_and_offered_again() {
    let mut world = World::ferry(120, 40);
    world.keys("]q a `begun` C-t `later` Esc");
    world.expect("left", &[("overlay", "none"), ("drafts", "1"), ("notes", "0"), ("effects", "")]);
    world.keys("]q a");
    world.expect("on other words", &[("body", ""), ("drafts", "1")]);
    world.keys("Esc [q a");
    world.expect(
        "on the same words",
        &[("body", "begun"), ("tags", "later"), ("drafts", "0"), ("status", "Your draft from before")],
    );
    world.keys("Esc [q s");
    assert_eq!(world.tell("status"), "Every note is on disk but the draft you left: a or e opens it again");
    // The text of a note that exists is kept as a draft too.
    let mut world = World::ferry(120, 40);
    world.keys("]q a `one` C-s").save_all();
    world.keys("e `!` Esc");
    world.expect("edited and left", &[("drafts", "1"), ("note", "one")]);
    world.keys("e");
    world.expect("again", &[("body", "one!"), ("drafts", "0")]);
    world.keys("C-s").save_all();
    world.expect("saved", &[("notes", "1"), ("note", "one!")]);
}

#[test]
fn a_draft_stays_with_its_article() {
    let mut world = World::ferry(120, 40);
    world.keys("a `begun` Esc J");
    world.load(crate::common::article("Grain\n\nThe ships wait."), "stories/grain.txt");
    world.keys("a");
    world.expect("in another article", &[("body", ""), ("drafts", "1")]);
    world.keys("Esc K");
    world.load(ferry(), crate::common::PATH);
    world.keys("a");
    world.expect("back", &[("body", "begun")]);
}

#[test]
fn a_status_that_is_turned_is_no_conflict_with_a_draft() {
    let mut world = World::ferry(120, 40);
    world.keys("]q a `one` C-s").save_all();
    world.keys("e `!` Esc S").save_all();
    world.keys("e C-s");
    let Some(Effect::Save(save)) = world.effects.pop() else { panic!("nothing is saved") };
    let [Change::Put { note, base: Some(base) }] = &save.changes[..] else { panic!("{:?}", save.changes) };
    assert_eq!((note.body.as_str(), base.body.as_str()), ("one!", "one"));
    assert!(note.status.is_some() && note.status == base.status);
}

#[test]
fn a_failed_save_keeps_the_text() {
    let mut world = World::ferry(120, 40);
    world.keys("]q a `precious` C-s").fail_all("the disk is full");
    world.expect(
        "failed",
        &[
            ("overlay", "editor…"),
            ("body", "precious"),
            ("error", "the disk is full"),
            ("status", "Not saved: the disk is full"),
            ("notes", "0"),
        ],
    );
    world.keys("`!` C-s");
    assert_eq!(world.tell("error"), "", "the old message is gone while it is tried again");
    world.save_all();
    world.expect("saved at last", &[("overlay", "none"), ("notes", "1"), ("note", "precious!")]);
}

#[test]
fn what_is_typed_while_it_is_saved_stays() {
    let mut world = World::ferry(120, 40);
    world.keys("]q a `one` C-s `two`").save_all();
    world.expect("saved", &[("overlay", "editor…"), ("body", "onetwo"), ("note", "one")]);
    world.keys("C-s").save_all();
    world.expect("saved again", &[("overlay", "none"), ("notes", "1"), ("note", "onetwo")]);
}

#[test]
fn an_editor_cannot_be_left_while_it_saves() {
    let mut world = World::ferry(120, 40);
    world.keys("]q a `one` C-s Esc");
    world.expect("not yet", &[("overlay", "editor…"), ("status", "Saving …")]);
    world.keys("C-s");
    assert_eq!(world.tell("effects"), "save-1", "it is saved once");
}

#[test]
fn a_failed_deletion_is_tried_again() {
    let mut world = World::ferry(120, 40);
    world.keys("]q a `one` C-s").save_all();
    world.keys("dd").fail_all("the disk is gone");
    world.expect("failed", &[("notes", "0"), ("unsaved", "1"), ("status", "Not saved: the disk is gone")]);
    world.keys("s");
    world.expect("tried again", &[("effects", "save-2"), ("status", "Trying again to save 1 change")]);
    world.keys("s");
    assert_eq!(world.tell("effects"), "save-2", "what is on its way is not asked for twice");
    world.save_all();
    world.expect("done", &[("unsaved", "0")]);
    world.keys("s");
    assert_eq!(world.tell("status"), "Every note is on disk");
}

#[test]
fn an_unsaved_change_is_shown_when_the_article_is_opened_again() {
    let mut world = World::ferry(120, 40);
    world.keys("]q a `one` C-s").save_all();
    world.keys("u C-r").fail_all("the disk is gone");
    world.keys("R");
    world.load(ferry(), crate::common::PATH);
    world.expect("read again", &[("notes", "1"), ("note", "one"), ("unsaved", "2")]);
    assert!(world.state.reader.as_ref().unwrap().notes[0].unsaved.is_some());
}

#[test]
fn changes_are_undone_and_redone_in_order() {
    let mut world = World::ferry(120, 40);
    world.keys("]q a `one` C-s").save_all();
    world.keys("e ` two` C-s").save_all();
    world.keys("dd").save_all();
    for (key, note, notes) in [
        ("u", "one two", "1"),
        ("u", "one", "1"),
        ("u", "", "0"),
        ("u", "", "0"),
        ("C-r", "one", "1"),
        ("C-r", "one two", "1"),
        ("C-r", "", "0"),
        ("C-r", "", "0"),
    ] {
        world.keys(key);
        world.expect(key, &[("note", note), ("notes", notes)]);
    }
    assert_eq!(world.tickets().len(), 6, "each change is written");
    // A new change ends what could be redone.
    world.keys("u u gg A `new` C-s").save_all();
    world.keys("C-r");
    assert_eq!(world.tell("status"), "Nothing to redo");
}

#[test]
fn an_edit_keeps_id_target_and_beginning() {
    let mut world = World::ferry(120, 40);
    world.keys("]q a `one` C-s").save_all();
    let before = world.state.reader.as_ref().unwrap().notes[0].note.clone();
    world.keys("e ` two` C-s").save_all();
    let after = world.state.reader.as_ref().unwrap().notes[0].note.clone();
    assert!(after.modified > before.modified);
    assert_eq!(after, Note { body: "one two".to_owned(), modified: after.modified, ..before });
}

#[test]
fn text_comes_back_from_the_editor() {
    let mut world = World::ferry(120, 40);
    world.keys("a `one` C-e");
    world.send(Msg::Edited(Ok("one\ntwo\n".to_owned())));
    world.expect("back", &[("body", "one\ntwo"), ("status", "Back from the editor, not saved yet")]);
    world.keys("A-u");
    assert_eq!(world.tell("body"), "one", "one step back");
    world.send(Msg::Edited(Ok("one\n".to_owned())));
    assert_eq!(world.tell("status"), "Back from the editor, nothing changed there");
    world.send(Msg::Edited(Err(byline::Error::new("cannot start the editor").hint("set $EDITOR"))));
    world.expect("failed", &[("body", "one"), ("status", "cannot start the editor (set $EDITOR)")]);
}

#[test]
fn pasted_text_is_text() {
    let mut world = World::ferry(120, 40);
    world.keys("a");
    world.send(Msg::Paste("a\r\nb\tC-s\u{1b}".to_owned()));
    world.expect("pasted", &[("body", "a\nb\tC-s\u{1b}"), ("effects", "")]);
    world.keys("C-t");
    world.send(Msg::Paste("x\ny".to_owned()));
    assert_eq!(world.tell("tags"), "x y");
    world.keys("Esc");
    world.send(Msg::Paste("dd".to_owned()));
    assert!(world.tell("status").starts_with("There is no text field"));
}

#[test]
fn quitting_never_loses_a_note_unasked() {
    // A draft.
    let mut world = World::ferry(120, 40);
    world.keys("a `begun` Esc Q");
    world.expect(
        "a draft",
        &[("overlay", "ask A note you began is not saved; the next start offers it. Quit?"), ("effects", "")],
    );
    world.keys("x");
    world.expect("neither", &[("overlay", "ask…"), ("status", "y for yes, n for no")]);
    world.keys("n");
    world.expect(
        "no",
        &[("overlay", "none"), ("effects", ""), ("drafts", "1"), ("status", "Nothing was done")],
    );
    world.keys("Q y");
    assert_eq!(world.tell("effects"), "remember-unread quit");
    // A change that failed.
    let mut world = World::ferry(120, 40);
    world.keys("]q a `one` C-s").save_all();
    world.keys("dd").fail_all("no");
    world.keys("q q");
    assert_eq!(world.tell("overlay"), "ask A change is not on disk. Quit and lose it?");
    world.keys("Esc");
    assert_eq!(world.tell("overlay"), "none");
}

#[test]
fn quitting_waits_for_what_is_being_written() {
    let mut world = World::ferry(120, 40);
    world.keys("]q a `one` C-s").save_all();
    world.keys("dd Q");
    world.expect("waiting", &[("effects", "save-2"), ("status", "Writing notes …")]);
    world.save_all();
    assert_eq!(world.tell("effects"), "remember-unread quit");
    // Where it fails, the program stays.
    let mut world = World::ferry(120, 40);
    world.keys("]q a `one` C-s").save_all();
    world.keys("dd Q").fail_all("the disk is full");
    world.expect("failed", &[("effects", ""), ("status", "Not saved: the disk is full")]);
    // Who goes on working does not want to quit any more.
    let mut world = World::ferry(120, 40);
    world.keys("]q a `one` C-s").save_all();
    world.keys("dd Q gg A `a new thought`").save_all();
    world.expect("writing", &[("effects", ""), ("body", "a new thought")]);
}

/// A note that was saved, and what it is now on disk by another's hand.
fn changed_there(world: &mut World) -> (Note, Note) {
    world.keys("]q a `one` C-s");
    let Some(Effect::Save(save)) = world.effects.last() else { panic!("nothing is saved") };
    let [Change::Put { note, base: None }] = save.changes.as_slice() else { panic!("no new note") };
    let note = note.clone();
    let there = Note { body: "theirs".to_owned(), ..note.clone() };
    world.save_all();
    (note, there)
}

fn bodies(world: &World) -> Vec<&str> {
    let reader = world.state.reader.as_ref().expect("no reader");
    reader.notes.iter().map(|mark| mark.note.body.as_str()).collect()
}

/// Answers the last save.
fn saved(world: &mut World, meanwhile: Meanwhile) {
    let Some(Effect::Save(save)) = world.effects.pop() else { panic!("nothing is saved") };
    world.send(Msg::Saved { ticket: save.ticket, path: "notes".to_owned(), meanwhile: vec![meanwhile] });
}

#[test]
fn both_versions_of_a_note_are_shown_and_undo_goes_back_to_theirs() {
    let mut world = World::ferry(120, 40);
    let (note, there) = changed_there(&mut world);
    world.keys("e `mine ` C-s");
    let Some(Effect::Save(save)) = world.effects.last() else { panic!("nothing is saved") };
    let [Change::Put { note: here, base }] = save.changes.as_slice() else { panic!("no note is put") };
    assert_eq!(base.as_ref(), Some(&note), "a change says what it was made on");
    let here = here.as_conflict();
    saved(&mut world, Meanwhile::Changed { there: there.clone(), here: here.clone() });
    assert_eq!(bodies(&world), ["theirs", &here.body]);
    let said = world.tell("status");
    assert!(said.starts_with("Saved; somebody else changed this note too: both are kept"), "{said}");
    world.keys("u");
    let Some(Effect::Save(save)) = world.effects.last() else { panic!("nothing is saved") };
    assert_eq!(save.changes, [Change::Remove(here)]);
    assert_eq!(bodies(&world), ["theirs"]);
    world.save_all();
    world.keys("u");
    assert_eq!(world.tell("status"), "Nothing to undo in this sitting");
}

#[test]
fn a_note_that_was_changed_elsewhere_is_back_when_it_is_deleted() {
    let mut world = World::ferry(120, 40);
    let (note, there) = changed_there(&mut world);
    world.keys("dd");
    let Some(Effect::Save(save)) = world.effects.last() else { panic!("nothing is saved") };
    assert_eq!(save.changes, [Change::Remove(note)]);
    assert!(bodies(&world).is_empty());
    saved(&mut world, Meanwhile::Kept(there));
    assert_eq!(bodies(&world), ["theirs"]);
    let said = world.tell("status");
    assert!(said.starts_with("Not deleted: somebody else changed this note"), "{said}");
    assert!(world.state.unsaved.is_empty());
}

#[test]
fn a_change_takes_along_what_failed_before_it() {
    let mut world = World::ferry(120, 40);
    world.keys("]q a `one` C-s").save_all();
    world.keys("dd").fail_all("no");
    world.effects.clear();
    world.keys("u");
    let Some(Effect::Save(save)) = world.effects.last() else { panic!("nothing is saved") };
    let kinds: Vec<bool> = save.changes.iter().map(|change| matches!(change, Change::Put { .. })).collect();
    assert_eq!(kinds, [false, true], "first the deletion, then the way back");
    assert_eq!(world.state.unsaved.len(), 1);
    world.save_all();
    assert!(world.state.unsaved.is_empty());
}

#[test]
fn an_export_never_replaces_a_file_unasked() {
    let mut world = World::ferry(120, 40);
    world.keys("]q a `one` C-s").save_all();
    world.keys("x C-u `out.toml` Enter");
    world.expect(
        "asked for",
        &[("effects", "export-out.toml-false"), ("status", "Exporting 1 note to out.toml")],
    );
    let Some(Effect::Export { text, .. }) = world.effects.pop() else { panic!("no export") };
    assert!(text.contains("body = ") && text.contains("I told them in writing"));
    world.send(Msg::NotExported { path: "out.toml".to_owned(), error: None });
    assert_eq!(world.tell("overlay"), "ask out.toml is there already. Replace it?");
    world.keys("n");
    assert_eq!(world.tell("effects"), "");
    world.keys("x C-u `out.toml` Enter");
    world.send(Msg::NotExported { path: "out.toml".to_owned(), error: None });
    world.effects.clear();
    world.keys("y");
    assert_eq!(world.tell("effects"), "export-out.toml-true");
    world.send(Msg::Exported { path: "out.toml".to_owned() });
    assert_eq!(world.tell("status"), "Exported to out.toml");
    world.send(Msg::NotExported { path: "x".to_owned(), error: Some(byline::Error::new("no such folder")) });
    world.expect("failed", &[("status", "no such folder"), ("overlay", "none")]);
    world.keys("x C-u Enter");
    assert_eq!(world.tell("status"), "Nothing was exported: there was no path");
    world.keys("x Esc");
    assert_eq!(world.tell("status"), "Nothing was exported");
}

#[test]
fn a_question_does_not_take_the_editor_away() {
    let mut world = World::ferry(120, 40);
    world.keys("]q a `one` C-s").save_all();
    world.keys("x C-u `out.toml` Enter gg A `begun`");
    world.send(Msg::NotExported { path: "out.toml".to_owned(), error: None });
    world.expect("writing", &[("body", "begun"), ("status", "out.toml is there already (export again)")]);
}

#[test]
fn the_answer_about_a_file_is_about_the_notes_that_were_exported() {
    let mut world = World::ferry(120, 40);
    world.keys("]q a `one` C-s").save_all();
    world.keys("x C-u `out.toml` Enter J");
    let asked = world.effects.iter().find_map(|effect| match effect {
        Effect::Export { text, .. } => Some(text.clone()),
        _ => None,
    });
    world.load(crate::common::article("Grain\n\nThe ships wait."), "stories/grain.txt");
    world.send(Msg::NotExported { path: "out.toml".to_owned(), error: None });
    world.keys("y");
    let Some(Effect::Export { text, replace: true, .. }) = world.effects.pop() else { panic!("no export") };
    assert_eq!(Some(text), asked);
}

#[test]
fn an_article_that_comes_late_does_not_take_the_editor_away() {
    let mut world = World::ferry(120, 40);
    world.keys("J ]q a `on the ferry`");
    world.load(crate::common::article("Grain\n\nThe ships wait."), "stories/grain.txt");
    assert!(matches!(world.state.overlay, Some(Overlay::Editor(_))));
    world.keys("C-s");
    let Some(Effect::Save(save)) = world.effects.pop() else { panic!("nothing is saved") };
    assert_eq!(save.info.id, ferry().id(), "the note belongs to the article it was begun on");
    let [Change::Put { note, .. }] = save.changes.as_slice() else { panic!("no note is put") };
    assert!(note.target.as_ref().is_some_and(|t| save.article.as_ref().unwrap().text().contains(&t.exact)));
}
