//! Speed of the engine: making it, an article of usual length, the sample
//! stories, and a megabyte. What is counted is the time of the processor, so that
//! the figures hold where other work shares the machine.

use byline::nlp::{Engine, analyze, entities};
use byline::text::{Article, Format, Meta, Paragraph, ParagraphKind, Parts, Span, parse};
use criterion::measurement::{Measurement, ValueFormatter, WallTime};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rustix::time::{ClockId, clock_gettime};
use std::hint::black_box;
use std::time::Duration;

/// The time that this process has spent on a processor.
struct CpuTime;

impl Measurement for CpuTime {
    type Intermediate = Duration;
    type Value = Duration;

    fn start(&self) -> Duration {
        let now = clock_gettime(ClockId::ProcessCPUTime);
        Duration::new(now.tv_sec.unsigned_abs(), u32::try_from(now.tv_nsec).unwrap_or(0))
    }

    fn end(&self, start: Duration) -> Duration {
        self.start().saturating_sub(start)
    }

    fn add(&self, one: &Duration, other: &Duration) -> Duration {
        *one + *other
    }

    fn zero(&self) -> Duration {
        Duration::ZERO
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        WallTime.to_f64(value)
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        WallTime.formatter()
    }
}

/// The sample stories, each as it is read from its file.
const STORIES: [(&str, Format); 10] = [
    (include_str!("../articles/crew-permits-briefing.txt"), Format::Plain),
    (include_str!("../articles/dhow-licence-talks.txt"), Format::Plain),
    (include_str!("../articles/forged-letters-trial.txt"), Format::Plain),
    (include_str!("../articles/grain-terminal-collapse.txt"), Format::Plain),
    (include_str!("../articles/lanning-lines-takeover.md"), Format::Markdown),
    (include_str!("../articles/last-brass-computer.md"), Format::Markdown),
    (include_str!("../articles/north-sea-cup-semi.txt"), Format::Plain),
    (include_str!("../articles/shrimp-in-the-water-main.txt"), Format::Plain),
    (include_str!("../articles/storm-bettany-live.txt"), Format::Plain),
    (include_str!("../articles/surveyed-not-consulted.md"), Format::Markdown),
];

/// One made-up paragraph; `n` makes its names differ from those of the others.
fn paragraph(n: usize) -> String {
    let names = ["Ines", "Daniel", "Marta", "Jonas", "Leila", "Viktor", "Amina", "Pedro"];
    let first = names[n % names.len()];
    let last =
        format!("Ok{}or", "abcdefghij".chars().nth(n / 8 % 10).unwrap_or('a').to_string().repeat(n % 7 + 1));
    format!(
        "The ministry reported Monday that {first} {last}, the chief engineer of the Port Authority of \
         Lanning, had left for Kyiv. “We have seen the damage,” she said, “and we will repair it.” According to \
         the Wall Street Journal, {last} warned in mid-July that the $4.5 million plan was “a gift to smugglers”. \
         Mr. Mbeki said he had not seen it, and told reporters that Unmanned Aerial Vehicles (UAVs) were used."
    )
}

/// An article of at least `bytes` bytes.
fn article(bytes: usize) -> Article {
    let mut text = String::new();
    let mut paragraphs = Vec::new();
    let mut n = 0;
    while text.len() < bytes {
        let start = text.len();
        text.push_str(&paragraph(n));
        paragraphs.push(Paragraph { span: Span::new(start, text.len()), kind: ParagraphKind::Body });
        text.push_str("\n\n");
        n += 1;
    }
    Article::new(text, Meta::default(), Parts::default(), paragraphs)
}

/// A megabyte that repeats `piece` with a different name each time, in
/// paragraphs of `per_paragraph` pieces: texts that a careless engine takes
/// quadratic time for.
fn hostile(per_paragraph: usize, piece: fn(&str) -> String) -> Article {
    let mut text = String::new();
    let mut paragraphs = Vec::new();
    let mut n = 0_usize;
    while text.len() < 1_000_000 {
        let start = text.len();
        for _ in 0..per_paragraph {
            let mut name = String::from("K");
            let mut rest = n;
            while rest > 0 {
                name.push(char::from(b'a' + (rest % 26) as u8));
                rest /= 26;
            }
            text.push_str(&piece(&name));
            n += 1;
            if text.len() > 1_000_000 {
                break;
            }
        }
        let span = Span::new(start, text.len()).trim(&text);
        paragraphs.push(Paragraph { span, kind: ParagraphKind::Body });
        text.push_str("\n\n");
    }
    Article::new(text, Meta::default(), Parts::default(), paragraphs)
}

/// The engine over real prose: the names alone, then all of it.
fn stories(c: &mut Criterion<CpuTime>) {
    let engine = Engine::new();
    let stories = STORIES.map(|(text, format)| parse(text.to_owned(), format).0);
    let bytes = stories.iter().map(|story| story.text().len() as u64).sum();
    let mut group = c.benchmark_group("stories");
    group.sample_size(30).throughput(Throughput::Bytes(bytes));
    group.bench_function("entities", |b| {
        b.iter(|| stories.iter().map(|story| entities(&engine, black_box(story)).len()).sum::<usize>());
    });
    group.bench_function("analyze", |b| {
        b.iter(|| stories.iter().map(|story| analyze(&engine, black_box(story)).quotes.len()).sum::<usize>());
    });
    group.finish();
}

fn analyse(c: &mut Criterion<CpuTime>) {
    c.bench_function("engine", |b| b.iter(Engine::new));
    let engine = Engine::new();
    let texts = [
        ("5 KB", article(5_000)),
        ("100 KB", article(100_000)),
        ("1 MB", article(1_000_000)),
        (
            "1 MB, persons",
            hostile(50, |name| format!("Ines {name}or met Daniel {name}or, and {name}or left. ")),
        ),
        ("1 MB, one paragraph", hostile(usize::MAX, |name| format!("“We saw {name},” he said. "))),
        (
            "1 MB, one sentence",
            hostile(usize::MAX, |name| format!("and {name} said that she, {name}, said it was so, ")),
        ),
        ("1 MB, open marks", hostile(usize::MAX, |name| format!("“‘({name} '\"“ said, "))),
        ("1 MB, capitals", hostile(usize::MAX, |name| format!("Ministry of {name} State "))),
        ("1 MB, brackets", hostile(usize::MAX, |name| format!("(((\"{name}.) - ("))),
        ("1 MB, headlines", hostile(3, |name| format!("Ines {name}or Says Deal Over "))),
    ];
    for (name, article) in texts {
        let mut group = c.benchmark_group("analyze");
        group.sample_size(10).throughput(Throughput::Bytes(article.text().len() as u64));
        group.bench_function(name, |b| b.iter(|| black_box(analyze(&engine, black_box(&article)))));
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(CpuTime);
    targets = analyse, stories
}
criterion_main!(benches);
