//! Speed of re-anchoring: a thousand notes on a megabyte that has changed a
//! little, by half, and altogether.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a benchmark that cannot go on fails")]

use std::hint::black_box;

use byline::notes::{Anchoring, NoteKind, Target};
use byline::text::{CodePoints, Span};
use criterion::{Criterion, criterion_group, criterion_main};

/// Numbers that look random and are the same in every run (xorshift64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit.max(1)
    }
}

/// Paragraphs of at least `bytes` bytes together: the sample stories again and
/// again, each time with every sixth word replaced by another of theirs, so
/// that sentences are alike as in a long live ticker, but none is another.
fn paragraphs(bytes: usize, random: &mut Numbers) -> Vec<String> {
    let stories: [&str; 4] = [
        include_str!("../articles/crew-permits-briefing.txt"),
        include_str!("../articles/dhow-licence-talks.txt"),
        include_str!("../articles/forged-letters-trial.txt"),
        include_str!("../articles/storm-bettany-live.txt"),
    ];
    let words: Vec<&str> = stories.iter().flat_map(|story| story.split_whitespace()).collect();
    let mut paragraphs = Vec::new();
    let mut length = 0;
    while length < bytes {
        for paragraph in stories.iter().flat_map(|story| story.split("\n\n")) {
            let other = |word| if random.below(6) == 0 { words[random.below(words.len())] } else { word };
            let paragraph: Vec<&str> = paragraph.split_whitespace().map(other).collect();
            paragraphs.push(paragraph.join(" "));
            length += paragraphs.last().unwrap().len() + 2;
        }
    }
    paragraphs
}

/// Notes on words all over the text: names, passages, statements.
fn notes(text: &str, count: usize, random: &mut Numbers) -> Vec<(Target, NoteKind)> {
    let points = CodePoints::new(text);
    let start = text.as_ptr() as usize;
    let words: Vec<Span> = text
        .split_whitespace()
        .map(|word| Span::new(word.as_ptr() as usize - start, word.as_ptr() as usize - start + word.len()))
        .collect();
    (0..count)
        .map(|nth| {
            let (kind, long) = match nth % 3 {
                0 => (NoteKind::Entity, 1 + random.below(2)),
                1 => (NoteKind::Passage, 2 + random.below(20)),
                _ => (NoteKind::Quote, 5 + random.below(30)),
            };
            let first = random.below(words.len() - long);
            (Target::at(text, &points, words[first].join(words[first + long - 1])), kind)
        })
        .collect()
}

fn anchor(c: &mut Criterion) {
    let mut random = Numbers(1);
    let old = paragraphs(1_000_000, &mut random);
    let other = paragraphs(1_000_000, &mut random);
    let text = old.join("\n\n");
    let notes = notes(&text, 1000, &mut random);
    let mut changed = |percent: usize| -> String {
        let pick = |(ours, theirs): (&String, &String)| {
            if random.below(100) < percent { theirs.clone() } else { ours.clone() }
        };
        old.iter().zip(&other).map(pick).collect::<Vec<_>>().join("\n\n")
    };
    let mut group = c.benchmark_group("1,000 notes on 1 MB");
    group.sample_size(10);
    for (name, new) in [
        ("not changed", changed(0)),
        ("2 % changed", changed(2)),
        ("half changed", changed(50)),
        ("all changed", changed(100)),
    ] {
        group.bench_function(name, |b| {
            b.iter(|| {
                let anchoring = Anchoring::new(Some(black_box(&text)), black_box(&new));
                notes.iter().filter(|(target, kind)| anchoring.place(target, *kind).needs_review()).count()
            });
        });
    }
    group.bench_function("half changed, no old text", |b| {
        let new = changed(50);
        b.iter(|| {
            let anchoring = Anchoring::new(None, black_box(&new));
            notes.iter().filter(|(target, kind)| anchoring.place(target, *kind).needs_review()).count()
        });
    });
    group.finish();
}

criterion_group!(benches, anchor);
criterion_main!(benches);
