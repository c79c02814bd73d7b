//! Speed of the engine: making it, an article of usual length, and a megabyte.

use byline::nlp::{Engine, analyze};
use byline::text::{Article, Meta, Paragraph, ParagraphKind, Parts, Span};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
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

fn analyse(c: &mut Criterion) {
    c.bench_function("engine", |b| b.iter(Engine::new));
    let engine = Engine::new();
    let texts = [
        ("4 KB", article(4_000)),
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

criterion_group!(benches, analyse);
criterion_main!(benches);
