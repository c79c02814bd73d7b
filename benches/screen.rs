//! Speed of what happens between a key and the screen, on a megabyte of text:
//! wrapping, opening, one key, drawing.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a bench that cannot go on fails")]

#[path = "../tests/common/mod.rs"]
mod common;

use std::hint::black_box;

use byline::app::{Msg, Page};
use byline::config::{Command, sequence};
use byline::notes::Note;
use byline::text::{Span, wrap};
use common::{STORY, World, article, noted};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ratatui::{Terminal, backend::TestBackend};

/// The story again and again: at least `bytes` bytes in paragraphs of usual
/// length.
fn long_text(bytes: usize) -> String {
    STORY.repeat(bytes / STORY.len() + 1)
}

fn wrapping(c: &mut Criterion) {
    let mut group = c.benchmark_group("wrap");
    let text = long_text(1 << 20);
    let article = article(&text);
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.sample_size(20);
    for width in [40, 72] {
        group.bench_function(format!("a megabyte at {width} columns"), |b| {
            b.iter(|| {
                let lines = article.paragraphs.iter().map(|p| wrap(&text, p.span, width, false).len());
                lines.sum::<usize>()
            });
        });
    }
    let endless = "endless ".repeat(1 << 17);
    group.bench_function("a megabyte in one paragraph", |b| {
        b.iter(|| wrap(black_box(&endless), Span::new(0, endless.len()), 72, false).len());
    });
    group.finish();
}

fn opening(c: &mut Criterion) {
    let article = article(&long_text(1 << 20));
    c.bench_function("lay out a megabyte", |b| b.iter(|| Page::new(black_box(&article), 72)));
}

fn keys(c: &mut Criterion) {
    let mut group = c.benchmark_group("key in a megabyte");
    group.sample_size(30);
    for (name, text) in [("paragraphs", long_text(1 << 20)), ("one line", "endless ".repeat(1 << 17))] {
        for (command, before) in [
            (Command::LineDown, "gg"),
            (Command::HalfPageDown, "gg"),
            (Command::Bottom, "gg"),
            (Command::NextEntity, "gg"),
            (Command::LineUp, "G"),
        ] {
            let mut world = World::of(&text, 120, 40);
            world.keys(before);
            group.bench_function(format!("{} in {name}", command.name()), |b| {
                b.iter(|| world.send(Msg::Command(command)));
            });
        }
        let mut world = World::of(&text, 120, 40);
        let mut columns = 120;
        group.bench_function(format!("resize of {name}"), |b| {
            b.iter(|| {
                columns = if columns == 120 { 100 } else { 120 };
                world.resize(columns, 40);
            });
        });
        let mut world = World::of(&text, 120, 40);
        world.keys("/");
        let key = sequence("e").unwrap()[0];
        let back = sequence("Backspace").unwrap()[0];
        group.bench_function(format!("a letter of a search in {name}"), |b| {
            b.iter(|| {
                world.send(Msg::Key(key));
                world.send(Msg::Key(back));
            });
        });
    }
    group.finish();
}

/// A thousand articles with ten notes each, listed.
fn all_notes() -> World {
    let mut world = World::library(120, 40);
    world.keys("gN");
    let mut articles = Vec::new();
    for nth in 0..1000 {
        let mut noted = noted().remove(0);
        noted.info.id = format!("blake3:{nth}");
        let notes = (0..10).map(|at| Note { id: format!("{nth}-{at}"), ..noted.notes[at % 2].clone() });
        noted.notes = notes.collect();
        articles.push(noted);
    }
    world.gather(articles);
    world
}

fn notes(c: &mut Criterion) {
    let mut group = c.benchmark_group("10,000 notes");
    group.sample_size(30);
    let mut world = all_notes();
    group.bench_function("line-down", |b| b.iter(|| world.send(Msg::Command(Command::LineDown))));
    group.bench_function("turn-status", |b| {
        b.iter(|| {
            world.send(Msg::Command(Command::TurnStatus));
            world.save_all();
        });
    });
    let theme = world.config.theme();
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    group.bench_function("draw", |b| {
        b.iter(|| {
            terminal.draw(|frame| byline::ui::view(&world.state, &theme, frame)).unwrap();
        });
    });
    world.keys("/");
    let (key, back) = (sequence("e").unwrap()[0], sequence("Backspace").unwrap()[0]);
    group.bench_function("two letters of a filter", |b| {
        b.iter(|| {
            world.send(Msg::Key(key));
            world.send(Msg::Key(back));
        });
    });
    group.finish();
}

fn drawing(c: &mut Criterion) {
    let mut group = c.benchmark_group("draw 120x40");
    for (name, text, keys) in [
        ("the story", STORY.to_owned(), "]q"),
        ("a megabyte", long_text(1 << 20), "]q"),
        ("the middle of a megabyte", long_text(1 << 20), ": `4000` Enter"),
        ("quotes of a megabyte", long_text(1 << 20), "gq G"),
        ("help", STORY.to_owned(), "?"),
    ] {
        let mut world = World::of(&text, 120, 40);
        world.keys(keys);
        let theme = world.config.theme();
        let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
        group.bench_function(name, |b| {
            b.iter(|| {
                terminal.draw(|frame| byline::ui::view(&world.state, &theme, frame)).unwrap();
            });
        });
    }
    group.finish();
}

criterion_group!(benches, wrapping, opening, keys, notes, drawing);
criterion_main!(benches);
