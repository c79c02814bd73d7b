//! What is handed to the journal and when, drafts that come back from it, and
//! what others do to the notes meanwhile.

use byline::app::{Effect, Kept, Msg, Overlay, update, wakes_at};
use byline::config::Key;
use byline::notes::{ArticleInfo, KeptDraft};
use jiff::{SignedDuration, Timestamp};

use crate::common::{PATH, World, article, ferry};

/// Types a text, a millisecond from key to key, and answers nothing.
fn type_fast(world: &mut World, text: &str, now: &mut Timestamp) -> Vec<Effect> {
    let mut effects = Vec::new();
    for c in text.chars() {
        *now += SignedDuration::from_millis(1);
        update(&mut world.state, &world.config, Msg::Clock { now: *now, random: 1 });
        effects.extend(update(&mut world.state, &world.config, Msg::Key(Key::char(c))));
    }
    effects
}

/// The bodies that effects hand to the journal.
fn kept(effects: &[Effect]) -> Vec<&str> {
    let kept = effects.iter().filter_map(|effect| match effect {
        Effect::Keep(draft) => Some(draft.body.as_str()),
        _ => None,
    });
    kept.collect()
}

/// The draft that was handed over last, a second after the last key.
fn last(world: &mut World) -> KeptDraft {
    world.send(Msg::Tick);
    let last = world.journal.iter().rev().find_map(|effect| match effect {
        Effect::Keep(draft) => Some((**draft).clone()),
        _ => None,
    });
    last.expect("no draft was handed over")
}

/// Opens a story in a new program, and gives it drafts from the journal.
fn next_start(drafts: &[KeptDraft]) -> World {
    let mut world = World::ferry(120, 40);
    world.send(Msg::Recovered(drafts.to_vec()));
    world
}

#[test]
fn fifty_characters_or_a_second_are_in_memory_alone() {
    let mut world = World::ferry(120, 40);
    world.keys("A");
    let mut now: Timestamp = "2026-03-14T12:00:00Z".parse().unwrap();
    assert_eq!(wakes_at(&world.state), None, "nothing is written: nothing wakes the program");
    let effects = type_fast(&mut world, &"é".repeat(49), &mut now);
    assert!(effects.is_empty());
    assert_eq!(
        wakes_at(&world.state),
        Some(now - SignedDuration::from_millis(48) + SignedDuration::from_secs(1))
    );
    let effects = type_fast(&mut world, "éé", &mut now);
    assert_eq!(kept(&effects), ["é".repeat(50)]);
    // The one behind the fiftieth is kept a second after it was typed.
    now += SignedDuration::from_secs(1);
    update(&mut world.state, &world.config, Msg::Clock { now, random: 1 });
    assert_eq!(kept(&update(&mut world.state, &world.config, Msg::Tick)), ["é".repeat(51)]);
    assert_eq!(wakes_at(&world.state), None, "all is kept: the program sleeps");
    // What is taken out counts like what is put in.
    world.keys("C-u");
    assert_eq!(wakes_at(&world.state), None);
    assert!(matches!(world.journal.last(), Some(Effect::Forget(_))), "an empty text needs no draft");
}

#[test]
fn a_pasted_text_is_kept_at_once() {
    let mut world = World::ferry(120, 40);
    world.keys("A");
    world.send(Msg::Paste("a long quote ".repeat(20)));
    assert_eq!(last(&mut world).body, "a long quote ".repeat(20));
}

#[test]
fn a_draft_is_kept_before_anything_risky() {
    for (keys, effect) in [("C-e", "edit-x"), ("C-s", "save-1"), ("C-z", "suspend"), ("Esc", "")] {
        let mut world = World::ferry(120, 40);
        world.keys("A");
        let mut now: Timestamp = "2026-03-14T12:00:00Z".parse().unwrap();
        assert!(type_fast(&mut world, "x", &mut now).is_empty());
        world.journal.clear();
        // Earlier than any moment would be over.
        update(&mut world.state, &world.config, Msg::Clock { now, random: 1 });
        let key = byline::config::sequence(keys).unwrap()[0];
        let effects = update(&mut world.state, &world.config, Msg::Key(key));
        let names: Vec<String> = effects.iter().map(crate::common::effect_name).collect();
        let expected: Vec<&str> =
            ["keep-1"].into_iter().chain((!effect.is_empty()).then_some(effect)).collect();
        assert_eq!(names, expected, "{keys}");
    }
}

#[test]
fn a_draft_goes_when_its_note_is_on_disk_and_not_before() {
    let mut world = World::ferry(120, 40);
    world.keys("A `precious` C-s");
    let draft = last(&mut world);
    assert_eq!((draft.body.as_str(), draft.info.path.as_deref()), ("precious", Some(PATH)));
    assert!(!world.journal.iter().any(|effect| matches!(effect, Effect::Forget(_))));
    world.fail_all("the disk is full");
    world.keys("C-s");
    assert!(!world.journal.iter().any(|effect| matches!(effect, Effect::Forget(_))));
    world.save_all();
    assert_eq!(world.journal.last(), Some(&Effect::Forget(draft.id)));
    // What is typed while the note is written stays a draft.
    world.journal.clear();
    world.keys("A `one` C-s `, two`").save_all();
    assert!(!world.journal.iter().any(|effect| matches!(effect, Effect::Forget(_))));
    assert_eq!(
        (last(&mut world).body, last(&mut world).before.map(|b| b.body)),
        ("one, two".into(), Some("one".into()))
    );
}

#[test]
fn the_screen_says_whether_the_draft_is_kept() {
    let mut world = World::ferry(120, 40);
    world.keeps = false;
    world.keys("A `precious`");
    let is_kept = |world: &World| match &world.state.overlay {
        Some(Overlay::Editor(editor)) => editor.is_kept(),
        _ => panic!("no editor is open"),
    };
    assert!(!is_kept(&world), "no answer has come");
    let KeptDraft { id, revision, .. } = last(&mut world);
    world.send(Msg::Kept { id: id.clone(), revision: revision - 1 });
    assert!(!is_kept(&world), "an earlier version");
    world.send(Msg::Kept { id: id.clone(), revision });
    assert!(is_kept(&world));
    world.keys("`!`");
    world.send(Msg::NotKept { id, error: byline::Error::new("the disk is full") });
    assert!(!is_kept(&world));
    assert_eq!(world.tell("status"), "What you type is not kept: the disk is full");
    assert!(wakes_at(&world.state).is_some(), "it is tried again");
    world.keys("Esc Q");
    assert!(world.tell("overlay").ends_with("Quit and lose it?"));
}

#[test]
fn the_next_start_offers_a_draft_and_does_not_press_it() {
    let mut world = World::ferry(120, 40);
    world.keys("]q a `begun` C-t `later`");
    let draft = last(&mut world);
    let mut world = next_start(std::slice::from_ref(&draft));
    world.expect(
        "offered",
        &[
            ("overlay", "none"),
            ("status", "A note you began was not saved: gd goes on with it"),
            ("notes", "0"),
        ],
    );
    world.keys("gd");
    world.expect(
        "opened",
        &[("body", "begun"), ("tags", "later"), ("excerpt", "I told them in writing…"), ("drafts", "0")],
    );
    world.keys("C-t `!` C-s").save_all();
    assert_eq!(world.journal.last(), Some(&Effect::Forget(draft.id.clone())), "the draft keeps its name");
    // The keys that began it open it, too.
    let mut world = next_start(std::slice::from_ref(&draft));
    world.keys("]q a");
    world.expect("opened by a", &[("body", "begun")]);
    // Told twice, it is there once.
    world.keys("Esc");
    world.send(Msg::Recovered(vec![draft.clone()]));
    assert_eq!(world.tell("drafts"), "1");
    world.keys("gD y");
    world.expect("discarded", &[("drafts", "0"), ("status", "The draft is discarded")]);
    assert_eq!(world.journal.last(), Some(&Effect::Forget(draft.id)));
}

#[test]
fn a_draft_never_replaces_what_is_newer() {
    let mut world = World::ferry(120, 40);
    world.keys("]q a `one` C-s").save_all();
    world.keys("e ` draft`");
    let draft = last(&mut world);
    let note = draft.before.clone().unwrap();
    let shown = |body: Option<&str>| {
        let mut world = World::ferry(120, 40);
        let notes = body.map(|body| byline::notes::Note { body: body.to_owned(), ..note.clone() });
        world.keys("R");
        let generation = world.state.loading.unwrap();
        let opened = byline::app::Opened {
            article: ferry(),
            path: PATH.to_owned(),
            kept: Kept { notes: notes.into_iter().collect(), ..Kept::default() },
            warnings: Vec::new(),
            position: 0,
        };
        world.send(Msg::Loaded { generation, result: Ok(Box::new(opened)) });
        world.send(Msg::Recovered(vec![draft.clone()]));
        world.keys("gd");
        world
    };
    for (on_disk, said) in [
        (Some("one"), "Your draft from before"),
        (Some("two"), "The note was changed meanwhile; saving your draft keeps both versions"),
        (None, "The note was deleted meanwhile; saving your draft brings it back"),
    ] {
        let mut world = shown(on_disk);
        world.expect(said, &[("status", said), ("body", "one draft")]);
        world.effects.clear();
        world.keys("C-s");
        let Some(Effect::Save(save)) = world.effects.last() else { panic!("{said}: nothing is saved") };
        let byline::notes::Change::Put { note: saved, base } = &save.changes[0] else {
            panic!("{said}: no note is put")
        };
        // Whoever saves it sees by what it was begun on whether that is newer.
        assert_eq!(
            (&saved.id, base.as_ref().map(|base| base.body.as_str())),
            (&note.id, Some("one")),
            "{said}"
        );
    }
    // Killed between saving and forgetting: there is nothing to offer.
    let world = shown(Some("one draft"));
    assert_eq!((world.tell("drafts"), world.tell("overlay")), ("0".into(), "none".into()));
    assert!(world.journal.contains(&Effect::Forget(draft.id)));
}

#[test]
fn a_draft_on_another_article_opens_that_article() {
    let grain = article("Grain\n\nThe ships wait.");
    let info = ArticleInfo::of(&grain, Some("stories/grain.txt"));
    let mut world = World::library(120, 40);
    world.send(Msg::Waiting(vec![info.clone()]));
    world.expect("in the list", &[("status", "A note you began was not saved: gd goes on with it")]);
    world.keys("gd");
    world.load(grain, "stories/grain.txt");
    let attended =
        |effect: &Effect| matches!(effect, Effect::Attend { info: attended, .. } if **attended == info);
    assert!(world.journal.iter().any(attended));
    let mut draft = {
        let mut other = World::ferry(120, 40);
        other.keys("A `begun`");
        last(&mut other)
    };
    draft.info = info;
    world.send(Msg::Recovered(vec![draft.clone()]));
    world.expect("opened", &[("body", "begun")]);
    world.keys("Esc gl");
    // One that is not in the list is named.
    let mut world = World::ferry(120, 40);
    draft.info.path = Some("elsewhere.txt".to_owned());
    draft.info.id = "blake3:none".to_owned();
    world.send(Msg::Waiting(vec![draft.info]));
    world.keys("gd");
    world.expect(
        "not listed",
        &[("status", "The note is on “Grain” from elsewhere.txt…"), ("overlay", "none")],
    );
}

#[test]
fn what_others_write_is_shown() {
    let mut world = World::ferry(120, 40);
    world.keys("]q a `one` C-s").save_all();
    let one = world.state.reader.as_ref().unwrap().notes[0].note.clone();
    let id = ferry().id().to_owned();
    let other = |letter: &str, body: &str| byline::notes::Note {
        id: format!("01JGX2M8QK4T000000000000{letter}0"),
        body: body.to_owned(),
        ..one.clone()
    };
    let read = |world: &mut World, notes: &[&byline::notes::Note]| {
        let kept = Kept { notes: notes.iter().map(|&n| n.clone()).collect(), ..Kept::default() };
        world.send(Msg::NotesRead { id: id.clone(), kept: Box::new(kept) });
    };
    world.keys("j");
    read(&mut world, &[&one]);
    assert_eq!(world.tell("status"), "", "what is known already is not told");
    let (two, changed) = (other("B", "two"), byline::notes::Note { body: "one!".into(), ..one.clone() });
    read(&mut world, &[&changed, &two]);
    world.expect("both", &[("status", "The notes were changed outside: 1 new, 1 changed"), ("notes", "2")]);
    read(&mut world, &[&changed]);
    world.expect("one gone", &[("status", "The notes were changed outside: 1 gone"), ("notes", "1")]);
    // What is not on disk yet stays.
    world.keys("gg ]n dd");
    read(&mut world, &[&changed, &two]);
    world.expect("deleted here", &[("status", "The notes were changed outside: 1 new"), ("notes", "1")]);
    world.send(Msg::NotesRead { id: "blake3:other".into(), kept: Box::default() });
    assert_eq!(world.tell("notes"), "1", "another article's notes are not these");
    // What is being written stays, and replaces nothing that is newer.
    let mut world = World::ferry(120, 40);
    world.keys("]q a `one` C-s").save_all();
    let one = world.state.reader.as_ref().unwrap().notes[0].note.clone();
    world.keys("e ` more`");
    read(&mut world, &[&byline::notes::Note { body: "theirs".into(), ..one.clone() }]);
    let said = "The note was changed meanwhile; saving your draft keeps both versions";
    world.expect("written meanwhile", &[("status", said), ("body", "one more"), ("note", "theirs")]);
    world.effects.clear();
    world.keys("C-s");
    let Some(Effect::Save(save)) = world.effects.last() else { panic!("nothing is saved") };
    let byline::notes::Change::Put { base: Some(base), .. } = &save.changes[0] else {
        panic!("without a base")
    };
    assert_eq!(base.body, "one", "the store sees that theirs is newer");
    world.save_all();
    // One's own save that is read before it is answered is no news.
    world.keys("A `mine` C-s");
    let Some(Effect::Save(save)) = world.effects.last() else { panic!("nothing is saved") };
    let byline::notes::Change::Put { note: mine, .. } = save.changes[0].clone() else {
        panic!("no note is put")
    };
    let mut notes: Vec<_> =
        world.state.reader.as_ref().unwrap().notes.iter().map(|n| n.note.clone()).collect();
    notes.push(mine);
    world.send(Msg::NotesRead { id, kept: Box::new(Kept { notes, ..Kept::default() }) });
    assert!(world.tell("overlay").starts_with("editor"));
    world.save_all();
    world.expect("saved", &[("overlay", "none"), ("notes", "2"), ("status", "Saved in notes/ferry.toml")]);
    world.send(Msg::ArticleChanged { id: ferry().id().to_owned() });
    assert_eq!(world.tell("status"), "The article was changed on disk: R reads it again");
}

#[test]
fn another_folder_takes_what_cannot_be_saved() {
    let mut world = World::ferry(120, 40);
    world.keys("A `precious` C-s").fail_all("the disk is full");
    world.keys("C-o");
    assert_eq!(world.tell("effects"), "find-folder");
    world.effects.clear();
    world.send(Msg::Folder("/home/ines/byline-notes".to_owned()));
    world.expect("asked", &[("overlay", "folder /home/ines/byline-notes")]);
    world.keys("Esc");
    world.expect("left", &[("body", "precious"), ("effects", "")]);
    world.send(Msg::Folder("/home/ines/byline-notes".to_owned()));
    world.keys("`2` Enter");
    let Some(Effect::Save(save)) = world.effects.last() else { panic!("nothing is saved") };
    assert_eq!(save.folder.as_deref(), Some("/home/ines/byline-notes2"));
    world.save_all();
    world.expect("saved", &[("overlay", "none"), ("notes", "1")]);
    // A change that failed without an editor goes there, too; a deletion cannot.
    world.keys("gn dd").fail_all("the disk is full");
    world.keys("gs");
    world.send(Msg::Folder("/x".to_owned()));
    world.effects.clear();
    world.keys("Enter");
    world.expect(
        "deleted",
        &[("effects", ""), ("status", "1 deletion must wait until the notes folder can be written")],
    );
}

#[test]
fn no_article_comes_under_a_note_that_waits_for_a_folder() {
    let mut world = World::ferry(120, 40);
    world.keys("J A `precious` C-s").fail_all("the disk is full");
    world.keys("C-o");
    world.send(Msg::Folder("/x".to_owned()));
    world.load(article("Grain\n\nThe ships wait."), "stories/grain.txt");
    world.expect("asked meanwhile", &[("overlay", "folder /x"), ("at", "Ferry Owner…")]);
    world.effects.clear();
    world.keys("Enter");
    let Some(Effect::Save(save)) = world.effects.last() else { panic!("nothing is saved") };
    assert_eq!(save.info.path.as_deref(), Some(PATH));
}
