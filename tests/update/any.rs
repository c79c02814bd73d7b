//! Any keys, clicks, sizes and answers, in any order, on texts of any kind:
//! nothing panics, and what must always hold holds.

use std::sync::Arc;

use byline::app::{Effect, Kept, Listed, Marks, Mouse, MouseAction, Msg, Opened, Overlay};
use byline::config::{Command, Context, Key, KeyCode, sequence};
use proptest::prelude::*;
use ratatui::{Terminal, backend::TestBackend};

use crate::common::{PATH, World, any_analysis, article, ferry, ferry_analysis, noted};

/// What is typed besides the keys that are bound.
const TYPED: [&str; 16] =
    ["a", "e", "3", "0", "y", "n", "é", "日", "👩", "\u{301}", "\u{202e}", " ", "/", "“", "x", "theme "];

const PASTED: [&str; 6] = [
    "",
    "words",
    "two\r\nlines\n",
    "\u{1b}]52;c;eA==\u{7}",
    "日本語👩\u{200d}👧",
    "e\u{301}\u{301}\t\u{200b}",
];

/// Everything that can happen, from four numbers.
fn happen(world: &mut World, bound: &[Vec<Key>], (what, a, b, c): (u8, u16, u16, u16)) {
    match what {
        // Mostly keys that mean something where the reader is.
        0..=54 => {
            let here = world.config.keymap.bindings(world.state.context());
            match here.get(usize::from(a) % here.len().max(1)) {
                Some((keys, command)) if !matches!(command, Command::Quit | Command::QuitAll) => {
                    sequence(keys).unwrap().into_iter().for_each(|key| world.key(key));
                }
                _ => world.key(Key::plain(KeyCode::Esc)),
            }
        }
        55..=64 => {
            let keys = &bound[usize::from(a) % bound.len()];
            keys.iter().for_each(|&key| world.key(key));
        }
        65..=74 => {
            for c in TYPED[usize::from(a) % TYPED.len()].chars() {
                world.key(Key::char(c));
            }
        }
        75..=82 => {
            use MouseAction::{Drag, Press, Release, WheelDown, WheelUp};
            let action = [Press, Drag, Release, WheelDown, WheelUp][usize::from(c) % 5];
            let (columns, rows) = world.state.size;
            // Now and then outside of the screen.
            let (x, y) = (a % (columns + 3).max(1), b % (rows + 3).max(1));
            world.send(Msg::Mouse(Mouse { action, x, y }));
        }
        83..=88 => world.resize(a % 201, b % 61),
        89 => world.resize(a % 3, b % 3),
        90..=91 => world.send(Msg::Paste(PASTED[usize::from(a) % PASTED.len()].to_owned())),
        _ => answer(world, what, usize::from(a)),
    }
}

/// What the world answers, soon or late, well or badly.
fn answer(world: &mut World, what: u8, a: usize) {
    let error = || byline::Error::new("the disk is full").hint("make room");
    match what {
        92 => drop(world.save_all()),
        93 => drop(world.fail_all("the disk is full")),
        94 => {
            let generation = world.state.loading.unwrap_or(a as u64);
            let texts = ["", "Short.", "日本\n\n\u{1b}[2J\n", "One paragraph.\n\nAnd another one."];
            let article = if a.is_multiple_of(3) { ferry() } else { article(texts[a % texts.len()]) };
            let notes = world.state.reader.as_ref();
            let notes = notes.map_or(Vec::new(), |r| r.notes.iter().map(|n| n.note.clone()).collect());
            // Half of the notes were made on an earlier text.
            let (own, came): (Vec<byline::notes::Note>, Vec<_>) =
                notes.into_iter().partition(|n| (n.body.len() + a).is_multiple_of(2));
            let carried = crate::common::carried(came, world.text(), article.text());
            let corrections = world.state.reader.as_ref().map(|r| &r.corrections);
            let corrections =
                corrections.map_or(Vec::new(), |all| all.iter().map(|m| m.correction.clone()).collect());
            let opened = Opened {
                article,
                path: PATH.to_owned(),
                kept: Kept { notes: own, carried, corrected: Vec::new(), corrections, trash: Vec::new() },
                warnings: Vec::new(),
                position: a % 3000,
            };
            let result = if a.is_multiple_of(7) { Err(error()) } else { Ok(Box::new(opened)) };
            world.send(Msg::Loaded { generation, result });
        }
        95 => {
            let Some(reader) = &world.state.reader else { return };
            let generation = reader.generation;
            let is_ferry = reader.article.id() == ferry().id();
            let analysis = if is_ferry { ferry_analysis() } else { any_analysis(reader.text()) };
            world.send(Msg::Analyzed { generation, marks: Arc::new(Marks::new(analysis)) });
        }
        96 if a.is_multiple_of(2) => {
            let texts = ["", "nonsense", "format = \"byline-notes\"\nversion = 1\n[article]\nid = \"x\"\n"];
            let path = a.is_multiple_of(3).then(|| "edits/notes.toml".to_owned());
            let result = texts.get(a % 4).map(|&text| text.to_owned()).ok_or_else(error);
            world.send(Msg::NotesEdited { path, result });
        }
        96 => world.send(Msg::Edited(if a.is_multiple_of(3) {
            Err(error())
        } else {
            Ok(PASTED[a % 6].to_owned())
        })),
        97 => {
            let path = "out.toml".to_owned();
            world.send(Msg::NotExported { path, error: a.is_multiple_of(2).then(error) });
        }
        98 if a.is_multiple_of(3) => world.gather(noted()),
        98 => {
            let item = |label: &str| Listed { label: label.to_owned(), ..Listed::default() };
            let items =
                ["stories/a.txt", PATH, "stories/b.txt"].iter().take(a % 4).map(|l| item(l)).collect();
            world.send(Msg::Listed { items, errors: Vec::new() });
        }
        99 => {
            let Some(reader) = &world.state.reader else { return };
            // Others accepted places, deleted notes, took corrections back.
            let stays = |nth: usize| !(nth + a).is_multiple_of(3);
            let own = reader.notes.iter().enumerate().filter(|(nth, _)| stays(*nth));
            let kept = Kept {
                trash: Vec::new(),
                notes: own.map(|(_, mark)| mark.note.clone()).collect(),
                carried: if a.is_multiple_of(2) { reader.carried.clone() } else { Vec::new() },
                corrections: reader.corrections.iter().skip(a % 2).map(|m| m.correction.clone()).collect(),
                corrected: Vec::new(),
            };
            let id = reader.article.id().to_owned();
            world.send(Msg::NotesRead { id, kept: Box::new(kept) });
        }
        _ => {
            let (listing, item) = (world.state.library.listing, a % 5);
            let listed = Listed { label: "stories/b.txt".into(), id: "b".into(), ..Listed::default() };
            world.send(Msg::Surveyed { listing, item, listed });
        }
    }
}

/// Runs a series of events; draws the screen after each `drawn`th of them.
fn survive(world: &mut World, events: &[(u8, u16, u16, u16)], drawn: usize) {
    let bound: Vec<Vec<Key>> = Context::ALL
        .iter()
        .flat_map(|&context| world.config.keymap.bindings(context))
        .filter(|(_, command)| !matches!(command, Command::Quit | Command::QuitAll))
        .map(|(keys, _)| sequence(&keys).unwrap())
        .collect();
    for (nth, &event) in events.iter().enumerate() {
        let writing = match &world.state.overlay {
            Some(Overlay::Editor(editor)) => Some((editor.body.text().to_owned(), world.state.drafts.len())),
            _ => None,
        };
        let is_answer = event.0 >= 92;
        world.effects.retain(|effect| matches!(effect, Effect::Save(_)));
        happen(world, &bound, event);
        world.check();
        if let Some((text, drafts)) = writing
            && is_answer
            && !matches!(world.state.overlay, Some(Overlay::Editor(_)))
        {
            // Only a save closes the editor by itself.
            let saved = world.state.reader.iter().any(|r| r.notes.iter().any(|n| n.note.body == text));
            assert!(saved || world.state.drafts.len() > drafts, "{text:?} is lost by answer {event:?}");
        }
        if nth % drawn == 0 {
            let (columns, rows) = world.state.size;
            let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
            let theme = world.config.theme();
            terminal.draw(|frame| byline::ui::view(&world.state, &theme, frame)).unwrap();
        }
    }
}

fn events(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<(u8, u16, u16, u16)>> {
    proptest::collection::vec((0u8..101, any::<u16>(), any::<u16>(), any::<u16>()), count)
}

fn few(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 400, ..ProptestConfig::default() }
}

/// Emoji, wide letters, marks without letters, characters that must not be
/// drawn, and no two paragraphs alike.
fn odd_text() -> String {
    let mut text = String::from("Odd\n\n");
    for nth in 0..40 {
        text.push_str(
            "日本語の文 👩\u{200d}👧 e\u{301}\u{302} \u{301} می\u{200c}خواهم \u{1b}[31mred\u{7} لا ",
        );
        text.push_str("“said she”\u{2028}\u{202e}abc\t tab 🇩🇪🇪 \u{e0041}x\u{3164} ");
        text.push_str(&format!("{nth} {}\n\n", "\u{301}".repeat(nth)));
    }
    text
}

proptest! {
    #![proptest_config(few(8))]

    #[test]
    fn the_ferry_survives_anything(events in events(300..400), columns in 0u16..200, rows in 0u16..60) {
        survive(&mut World::ferry(columns, rows), &events, 3);
    }

    #[test]
    fn short_texts_survive_anything(events in events(300..400), text in "[ \n]{0,3}(|x|日|\u{301}|\n- a\n- b)[ \n]{0,3}") {
        survive(&mut World::of(&text, 80, 24), &events, 3);
    }
}

proptest! {
    #![proptest_config(few(4))]

    #[test]
    fn odd_characters_survive_anything(events in events(300..350)) {
        survive(&mut World::of(&odd_text(), 80, 24), &events, 3);
    }
}

proptest! {
    #![proptest_config(few(1))]

    #[test]
    fn one_endless_line_survives_anything(events in events(300..310)) {
        survive(&mut World::of(&"endless".repeat(7200), 80, 24), &events, 10);
    }
}

#[test]
fn every_size_can_be_drawn() {
    for overlay in ["", "Tab", "gq", "]q a", "?", ":", "z", "q", "gN", "gN R o", "gN R /"] {
        let mut world = World::ferry(80, 24);
        world.keys(overlay);
        world.gather(noted());
        for (columns, rows) in
            [(0, 0), (1, 1), (0, 24), (80, 0), (1, 24), (2, 2), (3, 3), (5, 9), (9, 5), (200, 60)]
        {
            world.resize(columns, rows);
            world.check();
            let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
            let theme = world.config.theme();
            terminal.draw(|frame| byline::ui::view(&world.state, &theme, frame)).unwrap();
        }
    }
}
