//! The line at the foot of the screen: searching and typed commands.

use crate::common::World;

#[test]
fn a_search_shows_its_matches_while_it_is_typed() {
    let mut world = World::ferry(120, 40);
    world.keys("3j / `the sk`");
    world.expect(
        "typed",
        &[("at", "The Skerry Banks lie…"), ("search", "the sk 2"), ("prompt-hint", "2 matches")],
    );
    world.keys("`x`");
    world.expect("none", &[("prompt-hint", "no match"), ("at", "Banks had been warned…")]);
    world.keys("Backspace Enter");
    world.expect(
        "accepted",
        &[("overlay", "none"), ("status", "match for “the sk” 2 of 2; n and N walk, Esc leaves")],
    );
    world.keys("n");
    world.expect(
        "next",
        &[("at", "the Skerry Banks had…"), ("status", "match for “the sk” 1 of 2, from the beginning")],
    );
    world.keys("N");
    world.expect("before", &[("status", "match for “the sk” 2 of 2, from the end")]);
    world.keys("C-o C-o C-o");
    world.expect("back to where it was begun", &[("at", "Banks had been…")]);
    world.keys("Esc");
    world.expect("left", &[("search", "nothing"), ("status", "Search left")]);
}

#[test]
fn a_search_is_as_exact_as_its_capitals() {
    for (pattern, found) in [
        ("inquiry", "inquiry 5"),
        ("Inquiry", "Inquiry 1"),
        ("skerry BANKS", "nothing"),
        ("company's", "company's 1"),
        ("\"I told", "\"I told 1"),
        ("mr mbeki", "mr mbeki 2"),
    ] {
        let mut world = World::ferry(120, 40);
        world.keys("/").keys(&format!("`{pattern}`")).keys("Enter");
        assert_eq!(world.tell("search"), found, "{pattern}");
    }
}

#[test]
fn leaving_a_search_goes_back() {
    let mut world = World::ferry(80, 24);
    world.keys("3j");
    let (at, top) = (world.tell("at"), world.tell("top"));
    world.keys("/ `recalled`");
    assert_ne!(world.tell("top"), top);
    world.keys("Esc");
    world.expect("left", &[("at", &at), ("top", &top), ("search", "nothing"), ("overlay", "none")]);
    world.keys("/ `nowhere` Enter");
    world.expect(
        "not found",
        &[("status", "“nowhere” is not in this article"), ("search", "nothing"), ("at", &at)],
    );
    world.keys("/ Up");
    assert_eq!(world.tell("overlay"), "search nowhere", "it is remembered all the same");
}

#[test]
fn a_selection_grows_to_what_is_found() {
    let mut world = World::ferry(120, 40);
    world.keys("v / `knew` Enter");
    world.expect("found", &[("selected", "Ferry Owner K")]);
}

#[test]
fn typed_commands_are_carried_out_or_refused() {
    for (line, expected) in [
        ("zen", &[("zen", "true")] as &[_]),
        ("  zen  ", &[("zen", "true")]),
        ("q", &[("view", "Library")]),
        ("qa", &[("effects", "remember-unread quit")]),
        ("w", &[("status", "Every note is on disk")]),
        ("h", &[("overlay", "help 0")]),
        ("7", &[("at", "Ruth Calder, counsel…")]),
        ("0", &[("status", "This article has paragraphs 1 to 17")]),
        ("99", &[("status", "This article has paragraphs 1 to 17")]),
        ("99999999999999999999999", &[("status", "There is no command “99999999999999999999999”")]),
        ("theme light", &[("theme", "light"), ("status", "Theme light")]),
        ("theme", &[("theme", "dark"), ("status", "There is no theme “”: dark, light, ansi, mono")]),
        ("theme  mono", &[("theme", "mono")]),
        ("theme pink", &[("status", "There is no theme “pink”: dark, light, ansi, mono")]),
        ("measure 40", &[("measure", "40"), ("status", "Lines of 40 columns")]),
        ("measure 19", &[("measure", "72"), ("status", "measure takes a number from 20 to 200")]),
        ("measure wide", &[("status", "measure takes a number from 20 to 200")]),
        ("search skerry", &[("search", "skerry 2"), ("at", "Skerry Banks had…")]),
        ("search xyzzy", &[("search", "nothing"), ("status", "“xyzzy” is not in this article")]),
        ("export a b.toml", &[("effects", "export-a b.toml-false")]),
        ("next-qoute", &[("status", "There is no command “next-qoute”: did you mean next-quote?")]),
        ("xyzzy", &[("status", "There is no command “xyzzy”")]),
        ("", &[("status", ""), ("overlay", "none")]),
        ("accept", &[("status", "accept does nothing in the article")]),
        ("editor-save", &[("status", "editor-save does nothing in the article")]),
        ("command-line", &[("overlay", "command ")]),
    ] {
        let mut world = World::ferry(120, 40);
        world.keys(":").keys(&format!("`{line}`")).keys("Enter").check();
        world.expect(line, expected);
    }
}

#[test]
fn the_line_says_what_it_would_do() {
    for (line, hint) in [
        ("", "Tab completes"),
        ("zen", "Show the article alone"),
        ("q", "Go back to the list of articles, or quit"),
        ("toggle", "3 commands: Tab completes"),
        ("export x", "export PATH: Export the article's notes as TOML to PATH"),
        ("xyzzy", ""),
    ] {
        let mut world = World::ferry(120, 40);
        world.keys(":").keys(&format!("`{line}`"));
        assert_eq!(world.tell("prompt-hint"), hint, "{line}");
    }
}

#[test]
fn completion_goes_round() {
    let mut world = World::ferry(120, 40);
    world.keys(": `show-` Tab Tab");
    assert_eq!(world.tell("overlay"), "command show-entities");
    world.keys("Tab Tab");
    assert_eq!(world.tell("overlay"), "command show-notes");
    world.keys("Tab Tab");
    assert_eq!(world.tell("overlay"), "command show-entities");
    world.keys("S-Tab S-Tab");
    assert_eq!(world.tell("overlay"), "command show-notes");
    world.keys("C-u `theme l` Tab");
    assert_eq!(world.tell("overlay"), "command theme light");
    world.keys("C-u `xyzzy` Tab");
    assert_eq!(world.tell("overlay"), "command xyzzy", "nothing to complete");
    world.keys("C-u `z` Tab Enter");
    assert_eq!(world.tell("zen"), "true");
}

#[test]
fn the_line_is_edited_like_any_text() {
    let mut world = World::ferry(120, 40);
    world.keys(": `zenn` Backspace Left Left `x` Home `y` C-k");
    assert_eq!(world.tell("overlay"), "command y");
    world.keys("C-c");
    assert_eq!(world.tell("overlay"), "none");
}
