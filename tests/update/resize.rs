//! Other sizes of the screen: the same words stay on top.

use crate::common::{Numbers, STORY, World};

/// Byte offsets of the first line on the screen.
fn top(world: &World) -> std::ops::Range<usize> {
    let reader = world.state.reader.as_ref().unwrap();
    reader.page.line(reader.text(), reader.top).unwrap().range()
}

#[test]
fn the_same_words_stay_on_top_at_every_width() {
    for keys in ["", "Space", "Space j", "Space Space", "/ `aboard` Enter", "z Space"] {
        let mut world = World::ferry(100, 24);
        world.keys(keys);
        let first = top(&world).start;
        // The cursor stands on the first words, so that nothing else moves the page.
        world.keys("40k");
        let first = if keys.is_empty() { first } else { top(&world).start };
        for width in (10..=200).chain((10..200).rev()) {
            world.resize(width, 24);
            let lines = top(&world);
            let shown = lines.contains(&first) || cursor_moved_the_page(&world);
            assert!(shown, "{keys} at {width}: {:?} is not on top", &STORY[first..first + 20]);
            world.check();
        }
    }
}

/// Whether the cursor's line has pushed the first words off: it must be seen,
/// with its margin.
fn cursor_moved_the_page(world: &World) -> bool {
    let reader = world.state.reader.as_ref().unwrap();
    let (text, height) = (reader.text(), usize::from(world.state.frame().text.h));
    let margin = usize::from(world.config.screen.scroll_margin).min(height.saturating_sub(1) / 2);
    let at = reader.page.locate(text, reader.cursor);
    let (lowest, _) = reader.page.walk(text, at, (margin + 1) as isize - height as isize);
    reader.top == lowest || reader.top == reader.page.walk(text, at, -(margin as isize)).0
}

#[test]
fn dragging_the_edge_of_the_window_and_back_changes_nothing() {
    for down in 0..6 {
        let mut world = World::ferry(70, 20);
        for _ in 0..down {
            world.keys("C-d k");
        }
        let before = top(&world);
        for width in (30..70).rev().chain(30..=70) {
            world.resize(width, 20);
        }
        assert_eq!(top(&world), before, "{down} half pages down");
    }
}

#[test]
fn the_cursor_stays_on_its_character() {
    let mut world = World::ferry(120, 40);
    world.keys("]q ]q");
    let cursor = world.state.reader.as_ref().unwrap().cursor;
    let mut numbers = Numbers(7);
    for _ in 0..200 {
        world.resize(numbers.below(220) as u16, numbers.below(70) as u16);
        world.check();
        assert_eq!(world.state.reader.as_ref().unwrap().cursor, cursor);
    }
}

#[test]
fn the_cursor_is_on_the_screen_after_every_resize() {
    let mut world = World::ferry(120, 40);
    world.keys("G 5k");
    for (columns, rows) in [(40, 10), (20, 5), (12, 3), (200, 60), (80, 1), (80, 2), (30, 24), (1, 24)] {
        world.resize(columns, rows);
        let reader = world.state.reader.as_ref().unwrap();
        let height = usize::from(world.state.frame().text.h);
        let rows = reader.page.rows(reader.text(), reader.top, height.max(1));
        let seen = rows.iter().any(|row| row.line.is_some_and(|line| line.contains(reader.cursor)));
        assert!(seen, "{columns}x{rows:?}");
    }
}

#[test]
fn the_lists_lie_over_a_narrow_article() {
    let mut world = World::ferry(60, 20);
    world.expect("the article alone", &[("lists", "false")]);
    // The list opens on what is under the cursor.
    world.keys("3]e Tab");
    world.expect("the list over it", &[("lists", "true"), ("row", "Skerry Banks")]);
    world.keys("Esc ]q ]q ]q gq");
    world.expect("quotes", &[("row", "quote 2")]);
    world.keys("j Tab");
    world.expect("back", &[("lists", "false"), ("here", "quote 3")]);
}

#[test]
fn small_lists_can_be_paged() {
    for rows in [5, 7, 9, 12] {
        let mut world = World::ferry(120, rows);
        world.keys("Tab C-d");
        world.expect(&format!("{rows} rows"), &[("status", "")]);
        assert_ne!(world.tell("row"), "Daniel Mbeki");
    }
}

#[test]
fn the_help_fills_a_larger_screen() {
    let mut world = World::ferry(80, 12);
    world.keys("? G");
    world.resize(80, 60);
    let Some(byline::app::Overlay::Help(help)) = &world.state.overlay else { panic!("no help") };
    assert!(help.lines.len() - help.top >= world.state.page_height(), "half of the screen is empty");
}
