//! The list of articles.

use byline::app::Msg;

use crate::common::{PATH, World, ferry};

#[test]
fn the_list_is_walked_and_opened() {
    for (keys, expected) in [
        ("", &[("item", "Some(0)"), ("hints", "Enter open   / filter   r mark read   ? keys")] as &[_]),
        ("j", &[("item", "Some(1)")]),
        ("9j", &[("item", "Some(2)")]),
        ("G", &[("item", "Some(2)")]),
        ("G gg", &[("item", "Some(0)")]),
        ("G k", &[("item", "Some(1)")]),
        ("C-d", &[("item", "Some(2)")]),
        ("Space b", &[("item", "Some(0)")]),
        ("j Enter", &[("effects", "load-1"), ("view", "Library")]),
        ("j l", &[("effects", "load-1")]),
        ("r", &[("read", "rr-"), ("effects", "remember-read"), ("status", "Marked as read")]),
        ("j r", &[("read", "---"), ("effects", "remember-unread"), ("status", "Marked as unread")]),
        ("G r", &[("read", "-r-"), ("effects", ""), ("status", "This article is not read from disk yet")]),
        ("R", &[("effects", "list"), ("status", "Reading the list again")]),
        ("Esc", &[("status", "This is the list of articles: q quits")]),
        ("gl", &[("status", "This is the list of articles")]),
        ("q", &[("effects", "quit")]),
        ("Q", &[("effects", "quit")]),
        (": `zen` Enter", &[("status", "zen needs an open article: Enter opens the selected one")]),
        (": `3` Enter", &[("status", "There is no open article")]),
        ("gt", &[("theme", "light")]),
    ] {
        let mut world = World::library(80, 24);
        world.keys(keys).check();
        world.expect(keys, expected);
    }
}

#[test]
fn the_filter_narrows_the_list_while_it_is_typed() {
    let mut world = World::library(80, 24);
    world.keys("j / `gaz`");
    world.expect("typed", &[("filter", "gaz [1]"), ("item", "Some(1)"), ("prompt-hint", "1 of 3 articles")]);
    world.keys("Enter");
    world.expect(
        "accepted",
        &[("filter", "gaz [1]"), ("status", "1 article; Esc shows all"), ("overlay", "none")],
    );
    world.keys("Enter");
    assert_eq!(world.tell("effects"), "load-1");
    world.keys("Esc");
    world.expect("left", &[("filter", " [0, 1, 2]"), ("status", "All articles")]);
    world.keys("/ `pdf` Esc");
    world.expect("given up", &[("filter", " [0, 1, 2]"), ("overlay", "none")]);
    world.keys("/ `xyzzy` Enter Enter");
    world.expect(
        "nothing fits",
        &[("filter", "xyzzy []"), ("item", "None"), ("status", "There is no article to open")],
    );
    world.keys("r");
    assert_eq!(world.tell("status"), "There is no article to mark");
    world.check();
}

#[test]
fn an_article_leads_back_to_its_place_in_the_list() {
    let mut world = World::ferry(120, 40);
    world.keys("q");
    world.expect("list", &[("view", "Library"), ("item", "Some(0)")]);
    world.keys("Esc");
    world.expect("back", &[("view", "Reader")]);
    world.keys("J");
    world.load(crate::common::article("Grain\n\nThe ships wait."), "stories/grain.txt");
    world.keys("gl");
    world.expect("list", &[("item", "Some(1)")]);
    world.keys("Esc K");
    world.load(ferry(), PATH);
    world.keys("gl");
    world.expect("list", &[("item", "Some(0)")]);
}

#[test]
fn the_only_article_is_quit_without_a_list() {
    let mut world = World::of("One story.", 80, 24);
    world.keys("q");
    world.expect("quit", &[("effects", "remember-unread quit")]);
}

#[test]
fn without_articles_everything_says_so() {
    let mut world = World::new(80, 24);
    world.send(Msg::Listed { items: Vec::new(), errors: Vec::new() });
    for keys in
        ["j", "k", "G", "gg", "Enter", "r", "/ `x` Enter Esc", "Tab", "a", "x", "s", "u", "J", "v", "n"]
    {
        world.keys(keys).check();
        let status = world.tell("status");
        assert!(!status.is_empty() || matches!(keys, "j" | "k" | "G" | "gg"), "{keys} says nothing");
    }
}
