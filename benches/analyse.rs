//! Speed of the engine: making it, an article of usual length, and a megabyte.

use byline::nlp::{Engine, analyze};
use byline::text::{Article, Meta, Paragraph, ParagraphKind, Parts, Span};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

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

fn analyse(c: &mut Criterion) {
    c.bench_function("engine", |b| b.iter(Engine::new));
    let engine = Engine::new();
    for (name, bytes) in [("4 KB", 4_000), ("100 KB", 100_000), ("1 MB", 1_000_000)] {
        let article = article(bytes);
        let mut group = c.benchmark_group("analyze");
        group.sample_size(10).throughput(Throughput::Bytes(article.text().len() as u64));
        group.bench_function(name, |b| {
            b.iter_batched(
                || (),
                |()| black_box(analyze(&engine, black_box(&article))),
                BatchSize::PerIteration,
            )
        });
        group.finish();
    }
}

criterion_group!(benches, analyse);
criterion_main!(benches);
