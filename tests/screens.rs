//! Whole screens as they are drawn, compared with what was looked at and found
//! good (`cargo insta review`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

use byline::app::{Effect, Msg};
use byline::config::Theme;
use byline::notes::{Change, Meanwhile};
use common::World;
use ratatui::style::{Color, Modifier};
use ratatui::{Terminal, backend::TestBackend, buffer::Buffer};

/// The sizes at which every screen is looked at.
const SIZES: [(u16, u16); 4] = [(30, 10), (60, 20), (80, 24), (120, 40)];

fn draw(world: &World, theme: &Theme) -> Buffer {
    let (columns, rows) = world.state.size;
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    terminal.draw(|frame| byline::ui::view(&world.state, theme, frame)).unwrap();
    terminal.backend().buffer().clone()
}

/// The characters of the screen, between bars that show its edges.
fn shown(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..buffer.area.height {
        text.push('▏');
        let mut skip = 0;
        for x in 0..buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            if skip == 0 {
                text.push_str(symbol);
                skip = unicode_width::UnicodeWidthStr::width(symbol);
            }
            skip = skip.saturating_sub(1);
        }
        text.push_str("▕\n");
    }
    text
}

/// Each line of the screen, and under it the style of each of its characters:
/// a letter that the legend at the end explains, a blank for the ground.
fn styled(buffer: &Buffer) -> String {
    let mut looks: Vec<String> = Vec::new();
    let mut text = String::new();
    let plain = shown(buffer);
    for (y, line) in (0..).zip(plain.lines()) {
        let mut styles = String::from(" ");
        for x in 0..buffer.area.width {
            let cell = &buffer[(x, y)];
            let look = look(cell.fg, cell.bg, cell.modifier);
            let known = looks.iter().position(|known| *known == look);
            let at = known.unwrap_or(looks.len());
            if look.is_empty()
                || (cell.symbol() == " " && cell.bg == Color::Reset && cell.modifier.is_empty())
            {
                styles.push(' ');
                continue;
            }
            if known.is_none() {
                looks.push(look);
            }
            styles.push(char::from(b'a' + at as u8));
        }
        text.push_str(line);
        text.push('\n');
        text.push_str(styles.trim_end());
        text.push('\n');
    }
    for (letter, look) in ('a'..).zip(&looks) {
        text.push_str(&format!("{letter} = {look}\n"));
    }
    text
}

fn look(fg: Color, bg: Color, modifier: Modifier) -> String {
    let mut words = Vec::new();
    if fg != Color::Reset {
        words.push(format!("{fg}"));
    }
    if bg != Color::Reset {
        words.push(format!("on {bg}"));
    }
    if !modifier.is_empty() {
        words.push(format!("{modifier:?}").to_lowercase());
    }
    words.join(" ")
}

fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("screens");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// What leads to a screen: a name, keys.
const SCREENS: [(&str, &str); 17] = [
    ("library", "q"),
    ("reader", ""),
    ("focus", "4]e Enter n"),
    ("entities", "Tab j"),
    ("quotes", "gq j"),
    (
        "notes",
        "]q a `Ask the Bureau for both letters.` C-t `letters, engineer` C-s gg A `Look for the minutes of December.` C-s 3]e gn",
    ),
    (
        "editor",
        "]q a `Ask the Bureau for both letters. He gave dates in the hearing, and a third one that nobody wrote down.` Enter `Second line.` C-t `letters, engineer`",
    ),
    (
        "corrected",
        "4]e ct `gro` Enter 4]q cw `a clerk` Enter / `a clerical` Enter v 2w cq `Owen Pryce` Enter Tab",
    ),
    ("corrected-quotes", "4]q cw `a clerk` Enter 5]q cy / `a clerical` Enter v 2w cq `Owen Pryce` Enter gq"),
    ("corrections", "4]q cw `a clerk` Enter 3]e cd gg A `Look for the minutes.` C-s gn G"),
    ("correcting", "4]q cw `Pry`"),
    ("one-speaker", "]q f j"),
    ("help", "?"),
    ("search", "/ `the s`"),
    ("command", ": `toggle-`"),
    ("zen", "z ]q"),
    ("selection", "3} v ) ) Esc 4} w v 5w"),
];

fn world(keys: &str, columns: u16, rows: u16) -> World {
    let mut world = World::ferry(columns, rows);
    for part in keys.split_inclusive("C-s") {
        world.keys(part).save_all();
    }
    world
}

#[test]
fn screens_look_as_they_should() {
    settings().bind(|| {
        for (name, keys) in SCREENS {
            for (columns, rows) in SIZES {
                let world = world(keys, columns, rows);
                let buffer = draw(&world, &world.config.theme());
                insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), shown(&buffer));
            }
        }
    });
}

/// A story that was changed after notes were made on it.
#[test]
fn notes_on_an_earlier_text_look_as_they_should() {
    settings().bind(|| {
        for (name, keys) in [
            ("changed", "gn"),
            ("review", "gr"),
            ("review-unsure", "gr j"),
            ("review-gone", "gr j j"),
            ("relink", "gr v"),
        ] {
            for (columns, rows) in SIZES {
                let mut world = World::changed(columns, rows);
                world.keys(keys);
                let buffer = draw(&world, &world.config.theme());
                insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), shown(&buffer));
            }
        }
    });
}

#[test]
fn the_notes_on_all_articles_look_as_they_should() {
    settings().bind(|| {
        for (name, keys) in [
            ("all-notes", ""),
            ("all-notes-filtered", "/ `speaker:mbeki` Enter S"),
            ("all-notes-trash", "t"),
            ("all-notes-whole", "j o"),
            ("all-notes-filter", "/ `status:dis`"),
        ] {
            for (columns, rows) in SIZES {
                let mut world = World::library(columns, rows);
                world.keys("gN");
                world.gather(common::noted());
                world.keys(keys);
                let buffer = draw(&world, &world.config.theme());
                insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), shown(&buffer));
            }
        }
    });
}

#[test]
fn the_trash_of_an_article_looks_as_it_should() {
    settings().bind(|| {
        for (columns, rows) in SIZES {
            let mut world = world("]q a `Ask for both letters.` C-s A `Minutes.` C-s", columns, rows);
            world.keys("gg A `Not this.` C-s").save_all();
            world.keys("gn S S dd").save_all();
            world.keys("gn j S S");
            insta::assert_snapshot!(
                format!("status-{columns}x{rows}"),
                shown(&draw(&world, &world.config.theme()))
            );
            world.keys("t");
            insta::assert_snapshot!(
                format!("trash-{columns}x{rows}"),
                shown(&draw(&world, &world.config.theme()))
            );
        }
    });
}

#[test]
fn errors_and_questions_look_as_they_should() {
    settings().bind(|| {
        for (columns, rows) in SIZES {
            let size = format!("{columns}x{rows}");
            let mut world = world("]q a `Ask for both letters.` C-s", columns, rows);
            world.keys("dd").fail_all("cannot write /home/ines/notes/ferry.toml: no space left on device");
            insta::assert_snapshot!(format!("error-{size}"), shown(&draw(&world, &world.config.theme())));
            world.keys("Q");
            insta::assert_snapshot!(format!("question-{size}"), shown(&draw(&world, &world.config.theme())));
            let mut world = World::ferry(columns, rows);
            world.keys("]q a `Precious words.` C-s").fail_all("the disk is full");
            insta::assert_snapshot!(format!("not-saved-{size}"), shown(&draw(&world, &world.config.theme())));
        }
    });
}

#[test]
fn two_versions_of_a_note_look_as_they_should() {
    settings().bind(|| {
        for (columns, rows) in SIZES {
            let size = format!("{columns}x{rows}");
            let mut world = world("]q a `Ask for both letters.` C-s", columns, rows);
            world.keys("e ` Mine.` C-s");
            let Some(Effect::Save(save)) = world.effects.pop() else { panic!("nothing is saved") };
            let [Change::Put { note, base: Some(there) }] = &save.changes[..] else { panic!("no change") };
            let meanwhile = Meanwhile::Changed { there: there.clone(), here: note.as_conflict() };
            let path = "notes/ferry.toml".to_owned();
            world.send(Msg::Saved { ticket: save.ticket, path, meanwhile: vec![meanwhile] });
            insta::assert_snapshot!(
                format!("two-versions-said-{size}"),
                shown(&draw(&world, &world.config.theme()))
            );
            world.keys("gn");
            insta::assert_snapshot!(
                format!("two-versions-{size}"),
                shown(&draw(&world, &world.config.theme()))
            );
        }
    });
}

/// Wherever the cursor is, one place of the article shows it, and nothing
/// beside the article does.
#[test]
fn the_cursor_is_always_seen() {
    let blanks = format!(
        "Blanks\n\none{}two\tthree{}\tfour 日本{}five",
        " ".repeat(60),
        "\t".repeat(12),
        "\u{3000}".repeat(40)
    );
    for (text, columns) in [(common::STORY, 60), (&blanks, 30), (&blanks, 90), (&blanks, 7)] {
        let mut world = World::of(text, columns, 24);
        let characters = world.text().chars().count().min(400);
        for _ in 0..characters {
            let buffer = draw(&world, &world.config.theme());
            let area = world.state.frame().article;
            let mut cursors = Vec::new();
            for y in 0..buffer.area.height {
                for x in 0..buffer.area.width {
                    if buffer[(x, y)].modifier.contains(Modifier::REVERSED) {
                        assert!(area.contains(x, y), "the cursor is drawn beside the article");
                        cursors.push((x, y));
                    }
                }
            }
            let (Some(first), Some(last)) = (cursors.first(), cursors.last()) else {
                panic!("no cursor at {:?}, {columns} columns", world.tell("at"));
            };
            assert!(first.1 == last.1 && last.0 - first.0 < 4, "{cursors:?}");
            world.keys("l");
        }
    }
}

#[test]
fn styles_look_as_they_should() {
    settings().bind(|| {
        for theme in ["dark", "mono"] {
            for (name, keys) in [("reader", "]q"), ("focus", "4]e Enter n")] {
                let world = world(keys, 80, 24);
                let theme_used = world.config.theme_named(theme).unwrap();
                let snapshot = styled(&draw(&world, theme_used));
                insta::assert_snapshot!(format!("styles-{name}-{theme}"), snapshot);
            }
        }
    });
}
