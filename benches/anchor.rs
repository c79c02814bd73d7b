//! Speed of re-anchoring: a thousand notes on a megabyte that has changed a
//! little, by half, and altogether.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a benchmark that cannot go on fails")]

use std::hint::black_box;
use std::time::Instant;

use byline::notes::{Anchoring, NoteKind, Target};
use byline::text::{CodePoints, Span};

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

/// Processor time of this thread so far, in milliseconds: other work on the
/// machine does not count. `None` where the system does not tell.
fn processor_time() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e6)
}

/// The median processor time of eleven runs, and the median time on the clock.
fn measure(name: &str, mut run: impl FnMut() -> usize) {
    let mut times = Vec::new();
    let mut clock = Vec::new();
    let mut pending = 0;
    for _ in 0..11 {
        let (before, start) = (processor_time(), Instant::now());
        pending = black_box(run());
        clock.push(start.elapsed().as_secs_f64() * 1e3);
        times.push(processor_time().zip(before).map_or(f64::NAN, |(after, before)| after - before));
    }
    times.sort_by(f64::total_cmp);
    clock.sort_by(f64::total_cmp);
    println!("{name:<28} {:7.1} ms of processor {:7.1} ms   {pending:4} to review", times[5], clock[5]);
}

fn main() {
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
    let place = |anchoring: &Anchoring<'_>| {
        notes.iter().filter(|(target, kind)| anchoring.place(target, *kind).needs_review()).count()
    };
    println!("1,000 notes on {} bytes", text.len());
    for (name, percent) in
        [("not changed", 0), ("2 % changed", 2), ("half changed", 50), ("all changed", 100)]
    {
        let new = changed(percent);
        measure(&format!("{name}, texts only"), || {
            usize::from(Anchoring::new(Some(black_box(&text)), black_box(&new)).shared() < 0.0)
        });
        measure(name, || place(&Anchoring::new(Some(black_box(&text)), black_box(&new))));
    }
    let new = changed(50);
    measure("half changed, no old text", || place(&Anchoring::new(None, black_box(&new))));
}
