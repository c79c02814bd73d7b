//! The picture in the README is drawn by the program itself, and is true today.
//!
//! `BYLINE_PICTURE=1 cargo test --test picture` draws it anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Write as _;
use std::sync::Arc;

use byline::app::{Effect, Kept, Listed, Marks, Msg, Opened, State, update};
use byline::config::{Command, Config, sequence};
use byline::io::load::{Source, read};
use byline::nlp::{Engine, analyze};
use byline::ui::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/screen.svg");
const ARTICLE: &str = "articles/crew-permits-briefing.txt";
const COLUMNS: u16 = 120;
const ROWS: u16 = 36;

#[test]
fn the_picture_in_the_readme_is_true() {
    let drawn = svg(&screen());
    if std::env::var_os("BYLINE_PICTURE").is_some() {
        std::fs::write(PICTURE, &drawn).unwrap();
    }
    let kept = std::fs::read_to_string(PICTURE).unwrap_or_default();
    assert!(kept == drawn, "docs/screen.svg is not what the program draws: BYLINE_PICTURE=1 draws it anew");
}

/// The screen after opening the article, adding a note, and going to a quote.
fn screen() -> Buffer {
    let config = Config::default();
    let source = Source {
        path: Some(concat!(env!("CARGO_MANIFEST_DIR"), "/articles/crew-permits-briefing.txt").into()),
    };
    let article = read(&source).unwrap().article;
    let marks = Arc::new(Marks::new(analyze(&Engine::new(), &article)));
    let mut state = State::new(&config, COLUMNS, ROWS);
    let items = vec![Listed { label: ARTICLE.into(), ..Listed::default() }];
    update(&mut state, &config, Msg::Listed { items, errors: Vec::new() });
    let effects = update(&mut state, &config, Msg::Command(Command::Activate));
    let Some(&Effect::Load { generation, .. }) = effects.last() else { panic!("{effects:?}") };
    let opened =
        Opened { article, path: ARTICLE.into(), kept: Kept::default(), warnings: Vec::new(), position: 0 };
    update(&mut state, &config, Msg::Loaded { generation, result: Ok(Box::new(opened)) });
    update(&mut state, &config, Msg::Analyzed { generation, marks });
    for keys in ["]q", "]q", "a", "N", "o", "Space", "s", "o", "u", "r", "c", "e", ".", "C-s"] {
        press(&mut state, &config, keys);
    }
    press(&mut state, &config, "]q");
    let mut terminal = Terminal::new(TestBackend::new(COLUMNS, ROWS)).unwrap();
    let theme = config.theme();
    terminal.draw(|frame| view(&state, &theme, frame)).unwrap();
    terminal.backend().buffer().clone()
}

/// Presses keys; what is to be saved counts as saved.
fn press(state: &mut State, config: &Config, keys: &str) {
    for key in sequence(keys).unwrap() {
        for effect in update(state, config, Msg::Key(key)) {
            if let Effect::Save(save) = effect {
                update(
                    state,
                    config,
                    Msg::Saved { ticket: save.ticket, path: "notes".into(), meanwhile: vec![] },
                );
            }
        }
    }
}

const CELL: (u32, u32) = (9, 19);
const INK: &str = "#d4d7dd";
const PAPER: &str = "#15171c";

/// The buffer as an SVG picture: runs of cells of one style as one text each.
fn svg(buffer: &Buffer) -> String {
    let (width, height) = (u32::from(COLUMNS) * CELL.0 + 16, u32::from(ROWS) * CELL.1 + 16);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"15\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{PAPER}\"/>\n"
    );
    for y in 0..ROWS {
        let mut x = 0;
        while x < COLUMNS {
            let first = &buffer[(x, y)];
            let mut text = String::new();
            let start = x;
            while x < COLUMNS && look(&buffer[(x, y)]) == look(first) {
                text.push_str(buffer[(x, y)].symbol());
                x += 1;
            }
            run(&mut svg, first, &text, (start, y, x - start));
        }
    }
    svg.push_str("</svg>\n");
    svg
}

fn look(cell: &Cell) -> (Color, Color, Modifier) {
    (cell.fg, cell.bg, cell.modifier)
}

fn run(svg: &mut String, cell: &Cell, text: &str, (x, y, cells): (u16, u16, u16)) {
    let (mut fg, mut bg) = (color(cell.fg, INK), color(cell.bg, PAPER));
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut fg, &mut bg);
    }
    let (left, top, wide) = (u32::from(x) * CELL.0 + 8, u32::from(y) * CELL.1 + 8, u32::from(cells) * CELL.0);
    if bg != PAPER {
        writeln!(
            svg,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{}\" fill=\"{bg}\"/>",
            CELL.1
        )
        .unwrap();
    }
    if text.trim().is_empty() {
        return;
    }
    let mut style = String::new();
    for (modifier, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        (Modifier::DIM, " opacity=\"0.6\""),
    ] {
        if cell.modifier.contains(modifier) {
            style.push_str(attribute);
        }
    }
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    writeln!(
        svg,
        "<text x=\"{left}\" y=\"{}\" textLength=\"{wide}\" xml:space=\"preserve\" fill=\"{fg}\"{style}>{escaped}</text>",
        top + 14
    )
    .unwrap();
}

fn color(color: Color, default: &str) -> String {
    match color {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        Color::Reset => default.to_owned(),
        other => panic!("the dark theme has no colour {other:?}"),
    }
}
