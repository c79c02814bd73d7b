//! Articles that come from disk, answers that come late, answers that are errors.

use std::sync::Arc;

use byline::app::{Kept, Listed, Marks, Msg, Opened};
use byline::notes::{Note, NoteKind, Target};
use byline::text::{CodePoints, Span};

use crate::common::{PATH, STORY, World, article, ferry, ferry_analysis};

pub fn opened(text: &str) -> Opened {
    Opened {
        article: article(text),
        path: PATH.to_owned(),
        kept: Kept::default(),
        warnings: Vec::new(),
        position: 0,
    }
}

#[test]
fn an_answer_to_an_older_question_is_dropped() {
    let mut world = World::ferry(120, 40);
    world.keys("R R");
    let latest = world.state.loading.unwrap();
    world.send(Msg::Loaded { generation: latest - 1, result: Ok(Box::new(opened("Another text."))) });
    assert_eq!(world.tell("at"), "Ferry Owner Knew of Cracks, Inquiry Hears");
    assert_eq!(world.state.loading, Some(latest), "the newer one is still waited for");
    world.send(Msg::Loaded { generation: latest, result: Ok(Box::new(opened("Another text."))) });
    world.expect("read again", &[("at", "Another text."), ("status", "Read again from disk")]);
    let marks = Arc::new(Marks::new(ferry_analysis()));
    world.send(Msg::Analyzed { generation: latest - 1, marks });
    assert!(world.state.reader.as_ref().unwrap().marks.is_none(), "marks of the text before");
    world.send(Msg::Loaded { generation: latest, result: Ok(Box::new(opened("A third text."))) });
    assert_eq!(world.tell("at"), "Another text.");
}

#[test]
fn the_text_stands_before_it_is_analysed() {
    let mut world = World::library(120, 40);
    world.keys("Enter");
    world.expect("asked for", &[("effects", "load-0"), ("view", "Library")]);
    world.load(ferry(), PATH);
    world.expect("there", &[("view", "Reader"), ("hints", "Finding people and quotes …")]);
    for (keys, status) in [
        ("]e", "The article is still being analysed"),
        ("]q", "The article is still being analysed"),
        ("Enter", "The article is still being analysed"),
        ("Tab", "The article is still being analysed"),
        ("gq", "The article is still being analysed"),
    ] {
        world.keys("Esc").keys(keys);
        assert_eq!(world.tell("status"), status, "{keys}");
    }
    world.keys("Esc 9j");
    let (at, top) = (world.tell("at"), world.tell("top"));
    world.analyze(ferry_analysis());
    world.expect("marks move nothing", &[("at", &at), ("top", &top)]);
}

#[test]
fn what_cannot_be_opened_leaves_the_rest_alone() {
    let mut world = World::ferry(120, 40);
    world.keys("9j J");
    let generation = world.state.loading.unwrap();
    let at = world.tell("at");
    let error = byline::Error::new("Cannot read stories/grain.txt: permission denied");
    world.send(Msg::Loaded { generation, result: Err(error) });
    world.expect(
        "failed",
        &[("status", "Cannot read stories/grain.txt: permission denied"), ("at", &at), ("view", "Reader")],
    );
    assert_eq!(world.state.loading, None);
}

#[test]
fn reading_goes_on_where_it_stopped() {
    let mut world = World::library(120, 40);
    world.keys("Enter");
    let generation = world.state.loading.unwrap();
    let position = STORY.find("Ms Calder read").unwrap();
    let opened = Opened { article: ferry(), position, ..opened("") };
    world.send(Msg::Loaded { generation, result: Ok(Box::new(opened)) });
    world.expect(
        "there",
        &[("at", "Ms Calder read it out twice…"), ("status", "Where you left off; gg goes to the beginning")],
    );
    world.check();
    // A place that the text does not have any more is no harm.
    for position in [1, STORY.len() - 1, STORY.len(), usize::MAX] {
        let mut world = World::library(80, 24);
        world.keys("Enter");
        let generation = world.state.loading.unwrap();
        let opened = Opened { article: ferry(), position, ..self::opened("") };
        world.send(Msg::Loaded { generation, result: Ok(Box::new(opened)) });
        world.check();
    }
}

#[test]
fn warnings_and_lost_notes_are_told() {
    let mut world = World::library(120, 40);
    world.keys("Enter");
    let generation = world.state.loading.unwrap();
    let warnings = vec!["the notes file has no version".to_owned(), "two".to_owned(), "three".to_owned()];
    world.send(Msg::Loaded { generation, result: Ok(Box::new(Opened { warnings, ..opened(STORY) })) });
    assert_eq!(world.tell("status"), "the notes file has no version (and 2 more)");
    world.keys("R");
    let generation = world.state.loading.unwrap();
    let other = "Words that the story does not have.";
    let note = Note {
        body: "lost".to_owned(),
        target: Some(Target::at(other, &CodePoints::new(other), Span::new(0, 5))),
        ..Note::new("01JGX2M8QK4T00000000000000", NoteKind::Passage, jiff::Timestamp::UNIX_EPOCH)
    };
    world.send(Msg::Loaded {
        generation,
        result: Ok(Box::new(Opened { kept: Kept { notes: vec![note], ..Kept::default() }, ..opened(STORY) })),
    });
    assert_eq!(world.tell("status"), "1 note needs review: gr shows where the words may be");
    world.keys("gn Enter");
    assert_eq!(world.tell("status"), "This note has no place in the text; e edits it");
    world.keys("e");
    assert_eq!(world.tell("body"), "lost");
}

#[test]
fn a_shorter_text_that_comes_during_a_search_is_no_harm() {
    for typed in ["/ `the`", "/", ": `search the`", "x"] {
        let mut world = World::ferry(120, 40);
        world.keys("a `n` C-s").save_all();
        world.keys("G R").keys(typed);
        let generation = world.state.loading.unwrap();
        world.send(Msg::Loaded { generation, result: Ok(Box::new(opened("Short."))) });
        world.check();
        world.keys("Esc * v iw Esc");
        world.check();
        assert_eq!(world.text(), "Short.");
    }
}

#[test]
fn a_list_that_is_read_again_keeps_what_is_open() {
    let mut world = World::ferry(120, 40);
    world.keys("gl j R");
    assert_eq!(world.tell("effects"), "remember-unread list");
    let item = |label: &str| Listed { label: label.to_owned(), id: label.to_owned(), ..Listed::default() };
    let items = vec![item("stories/new.txt"), item(PATH), item("stories/grain.txt")];
    world.send(Msg::Listed { items, errors: vec![byline::Error::new("Cannot read stories/x")] });
    world.expect("again", &[("item", "Some(2)"), ("status", "Cannot read stories/x")]);
    assert_eq!(world.state.reader.as_ref().unwrap().item, Some(1));
    // An answer about the list before is dropped.
    let listing = world.state.library.listing;
    world.send(Msg::Surveyed { listing: listing - 1, item: 0, listed: item("old") });
    assert_eq!(world.state.library.items[0].label, "stories/new.txt");
    world.send(Msg::Surveyed {
        listing,
        item: 0,
        listed: Listed { title: "New".into(), ..item("stories/new.txt") },
    });
    assert_eq!(world.state.library.items[0].title, "New");
    world.send(Msg::Surveyed { listing, item: 99, listed: item("none") });
}

#[test]
fn an_open_article_that_is_listed_no_more_marks_no_other() {
    let mut world = World::ferry(120, 40);
    world.keys("R gl R");
    let items = vec![Listed { label: "stories/other.txt".to_owned(), ..Listed::default() }];
    world.send(Msg::Listed { items, errors: Vec::new() });
    world.analyze(ferry_analysis());
    assert_eq!(world.state.library.items[0].title, "");
    world.keys("Esc r J K G gl");
    world.check();
    assert_eq!(world.tell("read"), "-");
}

#[test]
fn a_review_ends_when_another_text_is_opened() {
    let mut world = World::changed(80, 24);
    world.keys("R gr");
    let generation = world.state.loading.unwrap();
    world.send(Msg::Loaded { generation, result: Ok(Box::new(opened(STORY))) });
    assert_eq!(world.tell("overlay"), "none");
    world.check();
}
