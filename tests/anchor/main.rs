//! Notes on articles that change: how many stay on their words, measured, with
//! the algorithms of others beside.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod edits;
mod rivals;

use std::ops::Range;
use std::path::Path;

use byline::nlp::{Engine, MentionKind, analyze};
use byline::notes::{Anchor, Anchoring, NoteKind, Target};
use byline::text::{CodePoints, Format, Span, parse};

use edits::{Edit, Numbers, Story, Truth};
use rivals::Selector;

/// What an algorithm says of one note.
enum Answer {
    /// There: bytes of the new text.
    Placed(Range<usize>),
    /// It asks; what it offers first.
    Asks(Option<Range<usize>>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Right,
    Wrong,
    Review,
}

/// How much two ranges share.
fn shared(one: &Range<usize>, other: &Range<usize>) -> f64 {
    let both = one.end.min(other.end).saturating_sub(one.start.max(other.start));
    both as f64 / (one.len() + other.len() - both).max(1) as f64
}

/// Kept words must be found, changed words be found or offered first, words
/// that are gone be asked about. To be placed elsewhere is wrong.
fn judge(answer: &Answer, truth: &Truth) -> Verdict {
    match (answer, truth) {
        (Answer::Placed(place), Truth::Kept(there)) if shared(place, there) > 0.8 => Verdict::Right,
        (Answer::Placed(place), Truth::Altered(there)) if shared(place, there) > 0.5 => Verdict::Right,
        (Answer::Placed(_), _) => Verdict::Wrong,
        (Answer::Asks(_), Truth::Gone) => Verdict::Right,
        (Answer::Asks(Some(place)), Truth::Altered(there)) if shared(place, there) > 0.5 => Verdict::Right,
        (Answer::Asks(_), _) => Verdict::Review,
    }
}

#[derive(Debug, Clone)]
struct Note {
    kind: NoteKind,
    range: Range<usize>,
}

/// An article to edit.
struct Material {
    story: Story,
    text: String,
    names: Vec<String>,
    notes: Vec<Note>,
}

impl Material {
    fn new(engine: &Engine, text: &str, random: &mut Numbers) -> Self {
        let (story, text) = Story::new(text);
        let article = parse(text.clone(), Format::Plain).0;
        // Markup would be read away; plain text is not.
        assert_eq!(article.text(), text);
        let analysis = analyze(engine, &article);
        let mut notes = Vec::new();
        let mut names = Vec::new();
        for entity in &analysis.entities {
            for mention in entity.mentions.iter().filter(|m| m.kind == MentionKind::Name) {
                notes.push(Note { kind: NoteKind::Entity, range: mention.span.range() });
                names.push(mention.span.of(&text).to_owned());
            }
        }
        names.dedup();
        for quote in &analysis.quotes {
            notes.push(Note { kind: NoteKind::Quote, range: quote.extent().range() });
        }
        let words: Vec<Range<usize>> = words(&text);
        for _ in 0..notes.len().max(4) / 2 {
            let from = random.below(words.len());
            let to = (from + 2 + random.below(30)).min(words.len() - 1);
            notes.push(Note { kind: NoteKind::Passage, range: words[from].start..words[to].end });
        }
        notes.retain(|note| !note.range.is_empty());
        Self { story, text, names, notes }
    }
}

fn words(text: &str) -> Vec<Range<usize>> {
    let start = text.as_ptr() as usize;
    text.split_whitespace()
        .map(|word| word.as_ptr() as usize - start)
        .zip(text.split_whitespace())
        .map(|(at, word)| at..at + word.len())
        .collect()
}

#[derive(Default, Clone, Copy)]
struct Count {
    right: usize,
    wrong: usize,
    review: usize,
}

impl Count {
    fn add(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Right => self.right += 1,
            Verdict::Wrong => self.wrong += 1,
            Verdict::Review => self.review += 1,
        }
    }

    fn total(&self) -> usize {
        self.right + self.wrong + self.review
    }

    fn percent(&self, count: usize) -> f64 {
        100.0 * count as f64 / self.total().max(1) as f64
    }
}

/// The figures of one algorithm: all, by edit, by kind of note.
#[derive(Default)]
struct Figures {
    all: Count,
    truths: [Count; 3],
    edits: [Count; Edit::ALL.len()],
    kinds: [Count; 3],
}

impl Figures {
    fn add(&mut self, edit: usize, kind: NoteKind, truth: &Truth, verdict: Verdict) {
        self.all.add(verdict);
        self.truths[match truth {
            Truth::Kept(_) => 0,
            Truth::Altered(_) => 1,
            Truth::Gone => 2,
        }]
        .add(verdict);
        self.edits[edit].add(verdict);
        self.kinds[match kind {
            NoteKind::Entity => 0,
            NoteKind::Quote => 1,
            _ => 2,
        }]
        .add(verdict);
    }
}

/// Runs trials until `most` notes are judged; `tell` sees every one.
fn run(
    materials: &[Material],
    seed: u64,
    most: usize,
    with_rivals: bool,
    mut tell: impl FnMut(&str, &str, &Material, &Note, &Truth, &Anchor, Edit),
) -> Vec<(&'static str, Figures)> {
    let mut random = Numbers(seed);
    let mut ours = Figures::default();
    let mut without = Figures::default();
    let mut hypothesis = Figures::default();
    let mut exact = Figures::default();
    'trials: for trial in 0.. {
        let material = &materials[trial % materials.len()];
        let foreign = &materials[(trial + 1 + random.below(materials.len().max(2) - 1)) % materials.len()];
        if material.notes.is_empty() {
            continue;
        }
        let nth = (trial / materials.len() + trial) % Edit::ALL.len();
        let edit = Edit::ALL[nth];
        // The edit happens near a note; with it go notes from all over.
        let quotes: Vec<&Note> = material.notes.iter().filter(|n| n.kind == NoteKind::Quote).collect();
        let first = match edit {
            Edit::QuoteCorrected if !quotes.is_empty() => (*random.pick(&quotes)).clone(),
            _ => random.pick(&material.notes).clone(),
        };
        let mut story = material.story.clone();
        let locus = first.range.start + random.below(first.range.len());
        story.edit(edit, &mut random, locus, &material.names, &foreign.story.sentences());
        let (new, _) = story.text();
        let near = material.notes.iter().filter(|n| n.range.start.abs_diff(locus) < 300);
        let near: Vec<&Note> = near.collect();
        let mut notes = vec![first];
        notes.extend((0..3).filter(|_| !near.is_empty()).map(|_| (*random.pick(&near)).clone()));
        notes.extend((0..2).map(|_| random.pick(&material.notes).clone()));

        let anchoring = Anchoring::new(Some(&material.text), &new);
        let blind = Anchoring::new(None, &new);
        let old_points = CodePoints::new(&material.text);
        let new_points = CodePoints::new(&new);
        let (old_chars, new_chars): (Vec<char>, Vec<char>) =
            (material.text.chars().collect(), new.chars().collect());
        for note in notes {
            let truth = story.truth(&note.range);
            let target = Target::at(&material.text, &old_points, note.range.clone().into());
            let anchor = anchoring.place(&target, note.kind);
            let answer = |anchor: &Anchor| match anchor {
                Anchor::Exact(span) | Anchor::Moved(span) => Answer::Placed(span.range()),
                Anchor::Review(review) => Answer::Asks(review.candidates.first().map(|c| c.span.range())),
            };
            let verdict = judge(&answer(&anchor), &truth);
            ours.add(nth, note.kind, &truth, verdict);
            if verdict != Verdict::Right {
                tell(&format!("{verdict:?}"), &new, material, &note, &truth, &anchor, edit);
            }
            if with_rivals {
                without.add(nth, note.kind, &truth, judge(&answer(&blind.place(&target, note.kind)), &truth));
                let (start, end) = old_points.of_span(note.range.clone().into());
                let selector = Selector::new(&old_chars, &(start..end));
                let bytes = |found: Option<Range<usize>>| {
                    let span = found.and_then(|range| new_points.to_span(range.start, range.end));
                    span.map_or(Answer::Asks(None), |span| Answer::Placed(span.range()))
                };
                hypothesis.add(
                    nth,
                    note.kind,
                    &truth,
                    judge(&bytes(rivals::hypothesis(&new_chars, &selector)), &truth),
                );
                exact.add(
                    nth,
                    note.kind,
                    &truth,
                    judge(&bytes(rivals::exact(&new_chars, &selector)), &truth),
                );
            }
            if ours.all.total() >= most {
                break 'trials;
            }
        }
    }
    let mut figures = vec![("Byline", ours)];
    if with_rivals {
        figures.push(("Byline without snapshot", without));
        figures.push(("Hypothesis", hypothesis));
        figures.push(("exact search", exact));
    }
    figures
}

fn print(figures: &[(&str, Figures)]) {
    for (name, figures) in figures {
        println!("\n{name}: {} notes", figures.all.total());
        let line = |what: &str, c: &Count| {
            println!(
                "  {what:<16} {:5}   right {:5.1} %   wrong {:5.2} %   review {:5.1} %",
                c.total(),
                c.percent(c.right),
                c.percent(c.wrong),
                c.percent(c.review)
            );
        };
        line("all", &figures.all);
        for (truth, count) in ["words kept", "words altered", "words gone"].iter().zip(&figures.truths) {
            line(truth, count);
        }
        for (edit, count) in Edit::ALL.iter().zip(&figures.edits) {
            line(&format!("{edit:?}"), count);
        }
        for (kind, count) in ["entity", "quote", "passage"].iter().zip(&figures.kinds) {
            line(kind, count);
        }
    }
}

/// Every `nth` of this repository's stories, for the quick check and for tuning.
fn own_stories(nth: usize) -> Vec<Material> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<_> = ["articles", "corpus/stories"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(root.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    let engine = Engine::new();
    let mut random = Numbers(7);
    let read = |path: &Path| {
        let text = std::fs::read_to_string(path).unwrap();
        if path.starts_with(root.join("corpus")) { without_marks(&text) } else { text }
    };
    paths.iter().step_by(nth).map(|path| Material::new(&engine, &read(path), &mut random)).collect()
}

/// A story of the corpus without its head and its marks: a mark begins with a
/// bracket and a label, and a blank.
fn without_marks(text: &str) -> String {
    let (_, story) = text.split_once("\n\n").unwrap();
    let mut plain = String::new();
    let mut in_label = false;
    for c in story.chars() {
        match c {
            '[' | '{' => in_label = true,
            ']' | '}' => {}
            ' ' if in_label => in_label = false,
            c if !in_label => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// A smaller number of the same trials as the measurement, with its limits.
#[test]
fn notes_stay_on_their_words() {
    let figures = run(&own_stories(5), 20_260_314, 400, false, |_, _, _, _, _, _, _| {});
    print(&figures);
    let ours = &figures[0].1.all;
    assert!(ours.percent(ours.right) >= 97.0 && ours.percent(ours.wrong) <= 0.3);
}

/// Prints what is not right, for looking at it.
#[test]
#[ignore = "for work on the anchoring"]
fn errors() {
    let seed = std::env::var("SEED").map_or(1, |seed| seed.parse().unwrap());
    let figures =
        run(&own_stories(1), seed, 6000, false, |verdict, new, material, note, truth, anchor, edit| {
            let around = |text: &str, range: &Range<usize>| {
                let floor = |mut at: usize| {
                    while !text.is_char_boundary(at) {
                        at -= 1;
                    }
                    at
                };
                let (from, to) =
                    (floor(range.start.saturating_sub(60)), floor((range.end + 60).min(text.len())));
                format!("{}[{}]{}", &text[from..range.start], &text[range.clone()], &text[range.end..to])
                    .replace('\n', "/")
            };
            println!("{verdict} {edit:?} {:?}\n  old   {}", note.kind, around(&material.text, &note.range));
            match truth {
                Truth::Kept(r) | Truth::Altered(r) => println!(
                    "  truth {} {}",
                    if matches!(truth, Truth::Kept(_)) { "kept" } else { "altered" },
                    around(new, r)
                ),
                Truth::Gone => println!("  truth gone"),
            }
            match anchor {
                Anchor::Exact(s) | Anchor::Moved(s) => {
                    println!("  {}  {}", anchor.name(), around(new, &s.range()))
                }
                Anchor::Review(review) => {
                    for c in &review.candidates {
                        println!(
                            "  {} {:.2} {:.2} {}",
                            anchor.name(),
                            c.words,
                            c.around,
                            around(new, &c.span.range())
                        );
                    }
                }
            }
        });
    print(&figures);
}

/// The measurement that docs/MEASUREMENTS.md reports.
#[test]
#[ignore = "takes minutes, and the development sets are not part of the repository"]
fn measurement() {
    let data = std::env::var("DATA").unwrap_or_else(|_| "../shared/data/dev".to_owned());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(data);
    let engine = Engine::new();
    let mut random = Numbers(99);
    let mut materials = Vec::new();
    for name in ["ner-ww.jsonl", "quotes-polnear.jsonl", "full-gum.jsonl"] {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        for line in text.lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = line["text"].as_str().unwrap();
            if (600..30_000).contains(&text.len()) {
                materials.push(Material::new(&engine, text, &mut random));
            }
        }
    }
    println!("{} articles", materials.len());
    let most = std::env::var("TRIALS").map_or(12_000, |most| most.parse().unwrap());
    print(&run(&materials, 42_424_242, most, true, |_, _, _, _, _, _, _| {}));
}

/// A text without the brackets, and the span between them.
fn marked(line: &str) -> (String, Option<Span>) {
    let text = line.replace(" / ", "\n\n");
    let (Some(start), Some(end)) = (text.find('['), text.find(']')) else { return (text, None) };
    (text.replace(['[', ']'], ""), Some(Span::new(start, end - 1)))
}

#[test]
fn notes_go_where_a_reader_would_put_them() {
    let mut wrong = Vec::new();
    for block in include_str!("cases.txt").split("\n\n").filter(|block| !block.starts_with('#')) {
        let [head, old, new] = block.trim().lines().collect::<Vec<_>>()[..] else { panic!("{block}") };
        let (what, expected) = head.rsplit_once(": ").unwrap();
        let kind = match what.split_once(": ").map(|(kind, _)| kind) {
            Some("entity") => NoteKind::Entity,
            Some("quote") => NoteKind::Quote,
            _ => NoteKind::Passage,
        };
        let ((old, noted), (new, there)) = (marked(old), marked(new));
        let target = Target::at(&old, &CodePoints::new(&old), noted.unwrap());
        let anchor = Anchoring::new(Some(&old), &new).place(&target, kind);
        let first = match &anchor {
            Anchor::Review(review) => review.candidates.first().map(|candidate| candidate.span),
            placed => placed.span(),
        };
        if anchor.name() != expected || first != there {
            wrong.push(format!("{what}: {} {:?}", anchor.name(), first.map(|span| span.of(&new))));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
