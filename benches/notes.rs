//! Speed of a notes file with ten thousand notes: reading it, changing one
//! note, merging two versions, saving.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a bench that cannot go on fails")]

use std::hint::black_box;

use byline::io::store::Store;
use byline::notes::{
    ArticleInfo, Change, Note, NoteKind, NotesFile, QuoteInfo, Status, Target, merge, render,
};
use criterion::{Criterion, criterion_group, criterion_main};

const NOTES: u64 = 10_000;

fn note(nth: u64) -> Note {
    let at = "2026-01-05T10:00:00Z".parse().unwrap();
    let words = "It was not a thing for the board to decide in public".to_owned();
    Note {
        body: format!("Ask for both letters, number {nth}.\nThen call the press office.\n"),
        tags: vec!["claim".to_owned(), "letters".to_owned()],
        status: Some(Status::Open),
        target: Some(Target {
            prefix: words.clone(),
            suffix: words.clone(),
            exact: words,
            start: 2600,
            end: 2652,
        }),
        quote: Some(QuoteInfo {
            kind: "direct".to_owned(),
            speaker: Some("Daniel Mbeki".to_owned()),
            ..QuoteInfo::default()
        }),
        ..Note::new(
            ulid::Ulid::from_parts(1_767_600_000_000 + nth, u128::from(nth)).to_string(),
            NoteKind::Quote,
            at,
        )
    }
}

fn many(c: &mut Criterion) {
    let mut group = c.benchmark_group("ten thousand notes");
    group.sample_size(10);
    let info = ArticleInfo { id: "blake3:00".to_owned(), ..ArticleInfo::default() };
    let notes: Vec<Note> = (0..NOTES).map(note).collect();
    let text = render(&info, &notes, &[]);
    let file = NotesFile::parse(&text).unwrap();
    let mut changed = notes[5000].clone();
    changed.body = "Done.".to_owned();

    group.bench_function("read", |b| b.iter(|| NotesFile::parse(black_box(&text)).unwrap().notes().len()));
    group.bench_function("change one", |b| {
        b.iter_batched_ref(
            || file.clone(),
            |file| file.put(&changed).unwrap(),
            criterion::BatchSize::LargeInput,
        );
    });
    let mut other = file.clone();
    other.put(&changed).unwrap();
    let theirs = other.to_string();
    group.bench_function("merge", |b| b.iter(|| merge(Some(&text), &text, &theirs).unwrap().conflicts));

    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path().to_path_buf());
    let changes: Vec<Change> =
        notes.iter().map(|note| Change::Put { note: note.clone(), base: None }).collect();
    store.apply(&info, "text", &changes).unwrap();
    let mut base = notes[5000].clone();
    let mut count = 0;
    group.bench_function("save one to the disk", |b| {
        b.iter(|| {
            count += 1;
            let note = Note { body: format!("Done {count}."), ..base.clone() };
            let change = Change::Put { note: note.clone(), base: Some(base.clone()) };
            assert!(store.apply(&info, "text", &[change]).unwrap().is_empty());
            base = note;
        });
    });
    group.finish();
}

criterion_group!(benches, many);
criterion_main!(benches);
