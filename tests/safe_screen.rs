//! Nothing that is drawn can command the terminal: every field of every screen
//! is filled with escape sequences and characters that hide or turn text, and
//! all bytes that would reach the terminal go through a parser. Only the
//! sequences that this program itself uses may come out.
//!
//! That ratatui leaves some characters out is not relied on: cells are looked
//! at before it draws them, too.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

#[path = "safe_screen/fields.rs"]
mod fields;
#[path = "safe_screen/oracle.rs"]
mod oracle;

use byline::app::State;
use byline::config::{Config, Theme};
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use common::Numbers;
use fields::{ODD_WIDTHS, PAYLOADS, SCREENS, hostile};

/// Draws a state as the program does, and returns the bytes that would reach
/// the terminal, and the cells they were made from.
fn bytes(state: &State, theme: &Theme) -> (Vec<u8>, Buffer) {
    let (columns, rows) = state.size;
    let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, columns, rows)) };
    let mut out = Vec::new();
    let mut terminal = Terminal::with_options(CrosstermBackend::new(&mut out), options).unwrap();
    let mut cells = Buffer::default();
    terminal
        .draw(|frame| {
            byline::ui::view(state, theme, frame);
            cells = frame.buffer_mut().clone();
        })
        .unwrap();
    drop(terminal);
    (out, cells)
}

/// What is wrong with the screen of a state, if anything is.
fn fault(state: &State, theme: &Theme) -> Option<String> {
    let (out, cells) = bytes(state, theme);
    oracle::cells(&cells).or_else(|| oracle::stream(&out, state.size))
}

/// Every payload in every field at once, on every screen: most faults show
/// here, and the other tests find which field it is.
#[test]
fn every_screen_is_safe_with_every_payload() {
    let config = Config::default();
    let theme = config.theme();
    let mut cases = 0;
    for (name, payload) in PAYLOADS {
        for (screen, make) in SCREENS {
            let state = make(&payload(), (80, 24));
            if let Some(fault) = fault(&state, &theme) {
                panic!("{name} on {screen}: {fault}");
            }
            cases += 1;
        }
    }
    assert_eq!(cases, PAYLOADS.len() * SCREENS.len());
}

#[test]
fn narrow_screens_are_safe() {
    let theme = Config::default().theme();
    for width in (1..=12).chain([20, 40, 77]) {
        for (nth, (name, payload)) in ODD_WIDTHS.iter().enumerate() {
            if (nth + usize::from(width)) % 5 > 0 {
                continue;
            }
            for (screen, make) in SCREENS {
                let state = make(&payload.repeat(3), (width, 10));
                if let Some(fault) = fault(&state, &theme) {
                    panic!("{name} on {screen} at {width} columns: {fault}");
                }
            }
        }
    }
}

#[test]
fn any_mixture_is_safe() {
    let config = Config::default();
    let mut numbers = Numbers(88_172_645_463_325_252);
    for case in 0..800 {
        let text = hostile(&mut numbers);
        let (screen, make) = numbers.pick(SCREENS);
        let size = (1 + numbers.below(70) as u16, 1 + numbers.below(16) as u16);
        let state = make(&text, size);
        let theme = numbers.pick(&config.themes);
        if let Some(fault) = fault(&state, theme) {
            panic!("case {case}, {screen} at {size:?}, {}: {fault}\n{text:?}", theme.name);
        }
    }
}

#[test]
fn boxes_over_wide_letters_are_whole() {
    let theme = Config::default().theme();
    for width in (80..=112).step_by(3) {
        for (name, payload) in ODD_WIDTHS {
            for (screen, make) in SCREENS.iter().filter(|(screen, _)| screen.starts_with("editor on")) {
                let state = make(&payload.repeat(9), (width, 24));
                if let Some(fault) = fault(&state, &theme) {
                    panic!("{name} on {screen} at {width} columns: {fault}");
                }
            }
        }
    }
}

/// A letter that is wider than it was thought to be would hide the next one.
#[test]
fn every_letter_is_drawn() {
    let theme = Config::default().theme();
    let (_, make) = SCREENS.iter().find(|(screen, _)| *screen == "quote under the cursor").unwrap();
    for (name, payload) in ODD_WIDTHS {
        let state = make(payload, (120, 60));
        let (_, cells) = bytes(&state, &theme);
        let reader = state.reader.as_ref().unwrap();
        let area = state.frame().text;
        let rows = reader.page.rows(reader.text(), reader.top, area.h.into());
        for (y, row) in (area.y..).zip(rows) {
            let Some(line) = row.line else { continue };
            let expected = byline::text::SafeText::new(line.of(reader.text()).trim_end()).to_string();
            let drawn = oracle::row(&cells, area.x, area.x + area.w, y);
            assert_eq!(drawn.trim_end(), expected.trim_end(), "{name}");
        }
    }
}

/// The whole program's screens over each other: what the last one left must
/// not show through, and only what changed is written.
#[test]
fn one_screen_after_another_is_safe() {
    let theme = Config::default().theme();
    let mut numbers = Numbers(42);
    let size = (60, 14);
    let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, size.0, size.1)) };
    let mut out = Vec::new();
    let mut terminal = Terminal::with_options(CrosstermBackend::new(&mut out), options).unwrap();
    for _ in 0..150 {
        let (_, make) = numbers.pick(SCREENS);
        let state = make(&hostile(&mut numbers), size);
        terminal.draw(|frame| byline::ui::view(&state, &theme, frame)).unwrap();
    }
    drop(terminal);
    assert_eq!(oracle::stream(&out, size), None);
}

/// What is copied goes to the terminal as one sequence that no text can end,
/// and what comes out of it again is one line without anything hidden: whoever
/// pastes it gives no command.
#[test]
fn the_clipboard_is_safe() {
    let mut copied = 0;
    for (name, payload) in PAYLOADS {
        for text in fields::copies(&payload()) {
            copied += 1;
            let sequence = byline::tui::clipboard::sequence(&text);
            let inside =
                sequence.strip_prefix("\u{1b}]52;c;").and_then(|s| s.strip_suffix("\u{1b}\\")).unwrap();
            let letters = inside.trim_end_matches('=');
            assert!(inside.len() - letters.len() < 3 && inside.len().is_multiple_of(4), "{name}: {inside}");
            let is_letter = |b: u8| b.is_ascii_alphanumeric() || b == b'+' || b == b'/';
            assert!(letters.bytes().all(is_letter), "{name}: {inside}");
            assert_eq!(oracle::text(&text), None, "{name}: {text:?}");
        }
    }
    assert!(copied > 3 * PAYLOADS.len(), "only {copied} texts were copied");
}

/// The oracle is worth nothing if it lets what it looks for pass.
#[test]
fn text_that_is_not_made_safe_is_caught() {
    let area = Rect::new(0, 0, 20, 2);
    for (name, payload) in PAYLOADS {
        let payload = payload();
        if byline::text::SafeText::new(&payload).as_str() == payload {
            continue;
        }
        // Straight into a cell, as a widget of another library could.
        let mut cells = Buffer::empty(area);
        cells[(3, 0)].set_symbol(&payload);
        assert!(oracle::cells(&cells).is_some(), "{name} in a cell");
        // And straight to the terminal.
        let mut out = b"\x1b[1;1H".to_vec();
        out.extend_from_slice(payload.as_bytes());
        assert!(oracle::stream(&out, (200, 24)).is_some(), "{name} in the stream");
    }
    // Wide letters that stand where they are not meant to.
    let mut cells = Buffer::empty(area);
    cells[(19, 0)].set_symbol("日");
    assert!(oracle::cells(&cells).is_some(), "half a letter at the edge");
    let mut cells = Buffer::empty(area);
    cells[(3, 0)].set_symbol("日");
    cells[(4, 0)].set_symbol("x");
    assert!(oracle::cells(&cells).is_some(), "a letter on half of another");
    assert!(oracle::stream("\u{1b}[1;20H日".as_bytes(), (20, 2)).is_some(), "a letter over the edge");
    assert!(oracle::stream(b"\x1b[3;1Hx", (20, 2)).is_some(), "a row that is not there");
    // And what is right is let through.
    let mut cells = Buffer::empty(area);
    cells.set_string(0, 0, "日本 e\u{301} 👩\u{200d}👧", ratatui::style::Style::default());
    assert_eq!(oracle::cells(&cells), None);
}
