//! Clicks, drags and the wheel.

use byline::app::MouseAction::{Drag, Press, Release, WheelDown, WheelUp};
use byline::app::{MouseAction, Overlay};

use crate::common::World;

/// Where the words stand on the screen: the cell of their first character.
fn cell(world: &World, words: &str) -> (u16, u16) {
    let reader = world.state.reader.as_ref().unwrap();
    let area = world.state.frame().text;
    let at = reader.text().find(words).unwrap();
    let rows = reader.page.rows(reader.text(), reader.top, usize::from(area.h));
    let row =
        rows.iter().position(|row| row.line.is_some_and(|l| l.contains(at))).expect("not on the screen");
    let line = rows[row].line.unwrap();
    let column = byline::app::column_of_byte(reader.text(), line, at);
    (area.x + column as u16, area.y + row as u16)
}

#[test]
fn a_click_puts_the_cursor_where_it_is() {
    let mut world = World::ferry(120, 40);
    for words in ["Owner Knew", "Skerry Banks", "Nobody answered", "engineer. “"] {
        let (x, y) = cell(&world, words);
        world.mouse(Press, x, y);
        world.mouse(Release, x, y);
        assert!(world.tell("at").starts_with(words), "{words}: {}", world.tell("at"));
        world.expect(words, &[("selected", "nothing"), ("context", "reader")]);
    }
    // Left of the line is its first character, right of it its last one.
    let (x, y) = cell(&world, "Ferry Owner");
    world.mouse(Press, 0, y);
    assert!(world.tell("at").starts_with("Ferry Owner"));
    world.mouse(Press, x + 60, y);
    assert_eq!(world.tell("at"), "s");
}

#[test]
fn a_drag_selects() {
    let mut world = World::ferry(120, 40);
    let (x, y) = cell(&world, "Owner Knew");
    world.mouse(Press, x, y);
    world.mouse(Drag, x, y);
    assert_eq!(world.tell("selected"), "nothing", "it has not moved yet");
    world.mouse(Drag, x + 2, y);
    world.mouse(Drag, x + 4, y);
    assert_eq!(world.tell("selected"), "Owner");
    world.mouse(Release, x + 4, y);
    assert_eq!(world.tell("status"), "Selected: a adds a note, y copies, Esc leaves");
    // Back over the beginning, and on to another line.
    world.mouse(Drag, x - 2, y);
    assert_eq!(world.tell("selected"), "y O");
    let (x2, y2) = cell(&world, "Ines Okafor");
    world.mouse(Drag, x2 + 3, y2);
    assert_eq!(world.tell("selected"), "Owner Knew of Cracks, Inquiry Hears\n\nBy Ines");
    world.keys("a");
    assert_eq!(world.tell("overlay"), "editor Note on a passage");
}

#[test]
fn the_wheel_scrolls_what_it_is_over() {
    let mut world = World::ferry(120, 20);
    let top = world.tell("top");
    world.mouse(WheelDown, 10, 10);
    assert_ne!(world.tell("top"), top);
    world.mouse(WheelUp, 10, 10);
    world.expect("back", &[("top", &top)]);
    let area = world.state.frame().sidebar.unwrap();
    world.mouse(WheelDown, area.x + 3, 10);
    assert_eq!(world.tell("top"), top, "the article stays");
    let reader = world.state.reader.as_ref().unwrap();
    assert!(reader.sidebar.top() > 0);
    for _ in 0..50 {
        world.mouse(WheelDown, 10, 10);
    }
    let (reader, height) = (world.state.reader.as_ref().unwrap(), usize::from(world.state.frame().text.h));
    let rows = reader.page.rows(reader.text(), reader.top, height + 5);
    assert_eq!(rows.len(), height, "the last line stands at the foot");
    world.check();
    for _ in 0..80 {
        world.mouse(WheelUp, 10, 10);
    }
    assert_eq!(world.tell("top"), top);
}

#[test]
fn a_click_in_a_list_selects_and_shows() {
    let mut world = World::ferry(120, 40);
    let area = world.state.frame().sidebar.unwrap();
    // The first group's heading, then its first person.
    world.mouse(Press, area.x + 5, area.y + 2);
    world.expect("a heading", &[("row", "nothing"), ("context", "sidebar")]);
    world.mouse(Press, area.x + 5, area.y + 3);
    world.expect("a name", &[("row", "Daniel Mbeki"), ("at", "Daniel Mbeki,…")]);
    world.mouse(Press, area.x + 5, area.y + 30);
    world.expect("below the list", &[("row", "Daniel Mbeki")]);
    let (x, y) = cell(&world, "Skerry Banks");
    world.mouse(Press, x, y);
    world.expect("in the article", &[("context", "reader"), ("row", "Skerry Banks")]);
}

#[test]
fn a_click_on_a_name_of_a_list_shows_it() {
    use ratatui::{Terminal, backend::TestBackend};
    for width in [76, 90, 120] {
        let mut world = World::ferry(width, 24);
        let area = world.state.frame().sidebar.unwrap();
        let mut terminal = Terminal::new(TestBackend::new(width, 24)).unwrap();
        let theme = world.config.theme();
        terminal.draw(|frame| byline::ui::view(&world.state, &theme, frame)).unwrap();
        let buffer = terminal.backend().buffer().clone();
        let row: String = (area.x..width).map(|x| buffer[(x, area.y)].symbol()).collect();
        for (name, list) in [("Who", "Entities"), ("Said", "Quotes"), ("Notes", "Notes")] {
            let at = row.find(name).unwrap() as u16;
            // The name and its count, from the first letter to the last digit.
            for x in at..at + name.len() as u16 + 2 {
                world.keys("ge");
                world.mouse(Press, area.x + x, area.y);
                assert_eq!(world.tell("list"), list, "{width}: column {x} of {row:?}");
            }
        }
    }
}

#[test]
fn the_mouse_opens_articles_and_scrolls_help() {
    let mut world = World::library(80, 24);
    world.mouse(Press, 10, 3);
    world.expect("selected", &[("item", "Some(1)"), ("effects", "")]);
    world.mouse(Press, 10, 3);
    world.expect("opened", &[("effects", "load-1")]);
    world.mouse(Press, 10, 20);
    world.expect("below the list", &[("item", "Some(1)")]);
    world.mouse(WheelUp, 10, 10);
    world.expect("wheel", &[("item", "Some(0)")]);
    let mut world = World::ferry(80, 24);
    world.keys("?");
    world.mouse(WheelDown, 0, 0);
    assert_eq!(world.tell("overlay"), "help 3");
    world.mouse(WheelUp, 0, 0);
    world.mouse(WheelUp, 0, 0);
    assert_eq!(world.tell("overlay"), "help 0");
}

#[test]
fn a_click_in_the_editor_puts_its_cursor() {
    let mut world = World::ferry(80, 24);
    world.keys("a `one two three`");
    let frame = world.state.editor_frame();
    world.mouse(Press, frame.body.x + 4, frame.body.y);
    world.keys("`X`");
    assert_eq!(world.tell("body"), "one Xtwo three");
    world.mouse(Press, frame.tags.x + 3, frame.tags.y);
    assert_eq!(world.tell("field"), "tags");
    world.mouse(Press, frame.body.x + 40, frame.body.y + 5);
    world.keys("`!`");
    assert_eq!(world.tell("body"), "one Xtwo three!");
    world.mouse(Press, 0, 0);
    assert!(matches!(world.state.overlay, Some(Overlay::Editor(_))), "a click beside it does nothing");
}

#[test]
fn clicks_anywhere_are_no_harm() {
    let actions: [MouseAction; 5] = [Press, Drag, Release, WheelDown, WheelUp];
    for (columns, rows) in [(0, 0), (1, 1), (10, 4), (60, 20), (120, 40)] {
        let mut world = World::ferry(columns, rows);
        for x in [0, 1, columns / 2, columns.saturating_sub(1), columns, 500, u16::MAX] {
            for y in [0, 1, rows / 2, rows.saturating_sub(1), rows, 500, u16::MAX] {
                for action in actions {
                    world.mouse(action, x, y);
                    world.check();
                }
            }
        }
    }
}
