//! Damaged articles: what is wrong with one paragraph stays in that paragraph.
//!
//! A thousand times in `.ci/run`, one paragraph of an article or of a corpus
//! story loses a quotation mark, gets one twice, has one turned round, all made
//! straight, or is cut. Every statement of the other paragraphs must still be
//! found; those of headlines may not, for who is named there is told by the story.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::collections::HashSet;
use std::sync::LazyLock;

use byline::nlp::{Analysis, Engine, Entity, MentionKind, Quote, analyze};
use byline::text::{Article, Format, Paragraph, ParagraphKind, Span, parse};

/// One engine for all tests.
static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::new);

/// Articles that are damaged: as many as BYLINE_DAMAGED says, 200 where it says
/// nothing.
fn count() -> usize {
    std::env::var("BYLINE_DAMAGED").map_or(200, |n| n.parse().expect("BYLINE_DAMAGED is a number"))
}

/// The marks that may be damaged, each with the one it may be taken for.
const MARKS: [(char, char); 6] = [('“', '”'), ('”', '“'), ('‘', '’'), ('"', '”'), ('«', '»'), ('»', '«')];

/// Numbers that are the same in every run: the generator SplitMix64.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
}

/// The texts of `articles/` and of the corpus, without its head and its marks.
fn texts() -> Vec<(String, String)> {
    let mut out = Vec::new();
    for folder in ["articles", "corpus/stories"] {
        let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            let text = std::fs::read_to_string(&path).unwrap();
            let text = match folder {
                "articles" => text,
                _ => unmarked(text.split_once("\n\n").unwrap().1),
            };
            out.push((path.display().to_string(), text));
        }
    }
    out
}

/// A story without its marks: each is a bracket, a label, a blank, the words,
/// a bracket.
fn unmarked(story: &str) -> String {
    let mut out = String::new();
    let mut rest = story;
    while let Some(at) = rest.find(['[', ']', '{', '}']) {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        rest = match &rest[at..=at] {
            "[" | "{" => behind.split_once(' ').unwrap().1,
            _ => behind,
        };
    }
    out + rest
}

/// What was done to a paragraph, and what it became.
fn damage(paragraph: &str, numbers: &mut Numbers) -> (&'static str, String) {
    let places: Vec<(usize, char, char)> = paragraph
        .char_indices()
        .filter_map(|(at, c)| MARKS.iter().find(|(mark, _)| *mark == c).map(|&(_, other)| (at, c, other)))
        .collect();
    let mut words = paragraph.to_string();
    if places.is_empty() {
        words.truncate(paragraph.floor_char_boundary(paragraph.len() / 2));
        return ("cut", words.trim_end().to_string());
    }
    let (at, mark, other) = places[numbers.below(places.len())];
    let here = at..at + mark.len_utf8();
    let what = match numbers.below(5) {
        0 => {
            words.replace_range(here, "");
            "a mark deleted"
        }
        1 => {
            words.insert(at, mark);
            "a mark doubled"
        }
        2 => {
            words.replace_range(here, other.encode_utf8(&mut [0; 4]));
            "a mark turned round"
        }
        3 => {
            words = words.replace(['“', '”', '«', '»'], "\"").replace(['‘', '’'], "'");
            "marks straightened"
        }
        _ => {
            words.truncate(at + numbers.below(2) * mark.len_utf8());
            words.truncate(words.trim_end().len());
            "cut at a mark"
        }
    };
    (what, words)
}

/// Index of the paragraph that holds a byte.
fn paragraph_of(article: &Article, at: usize) -> usize {
    article.paragraphs.partition_point(|p| p.span.start <= at).saturating_sub(1)
}

/// The paragraphs that a statement touches.
fn reach(article: &Article, quote: &Quote) -> std::ops::RangeInclusive<usize> {
    paragraph_of(article, quote.extent().start)..=paragraph_of(article, quote.extent().end - 1)
}

/// A statement as the test compares it: its words, reporting word and source, unless that
/// is `hidden`. Who says what no word reports is told by names, and what is a name by the
/// whole article.
fn plain(quote: &Quote, hidden: bool, shift: impl Fn(Span) -> Span) -> String {
    let content: Vec<Span> = quote.content.iter().map(|&s| shift(s)).collect();
    let source = quote.cue.and(quote.source).filter(|_| !hidden).map(&shift);
    format!("{} {content:?} {:?} {source:?}", quote.kind.name(), quote.cue.map(&shift))
}

/// Damages one paragraph; says which statements of the others are lost.
fn lost(
    name: &str,
    text: &str,
    article: &Article,
    whole: &Analysis,
    numbers: &mut Numbers,
) -> Option<String> {
    let body: Vec<usize> = (0..article.paragraphs.len())
        .filter(|&i| article.paragraphs[i].kind == ParagraphKind::Body)
        .collect();
    let marked: Vec<usize> = body
        .iter()
        .copied()
        .filter(|&i| article.paragraphs[i].span.of(text).contains(['“', '"', '«']))
        .collect();
    let choice = if marked.is_empty() { &body } else { &marked };
    let index = *choice.get(numbers.below(choice.len().max(1)))?;
    let span = article.paragraphs[index].span;
    let (what, words) = damage(span.of(text), numbers);
    let damaged = format!("{}{words}{}", &text[..span.start], &text[span.end..]);
    let again = parse(damaged.clone(), Format::Plain).0;
    let found = analyze(&ENGINE, &again);
    let shift = |s: Span| {
        let move_by = |at: usize| if at >= span.end { at - span.len() + words.len() } else { at };
        Span::new(move_by(s.start), move_by(s.end))
    };
    let same: HashSet<String> =
        found.quotes.iter().flat_map(|q| [false, true].map(|hidden| plain(q, hidden, |s| s))).collect();
    // Where the source is a name that the damaged paragraph introduced, what is left need
    // not be one.
    let hidden = |q: &Quote| {
        let of_source = |e: &&Entity| q.source.is_some_and(|s| e.mentions.iter().any(|m| m.span.overlaps(s)));
        let named =
            |e: &Entity| e.mentions.iter().any(|m| m.kind == MentionKind::Name && m.span.overlaps(span));
        whole.entities.iter().find(of_source).is_some_and(named)
    };
    // A quotation that runs on over paragraphs is damaged as a whole.
    let near: HashSet<usize> = whole
        .quotes
        .iter()
        .map(|q| reach(article, q))
        .filter(|r| r.contains(&index))
        .flatten()
        .chain([index])
        .chain(goes_on(&article.paragraphs, text, index, &words))
        .collect();
    let gone: Vec<String> = whole
        .quotes
        .iter()
        .filter(|q| reach(article, q).all(|p| !near.contains(&p) && body.binary_search(&p).is_ok()))
        .filter(|q| !same.contains(&plain(q, hidden(q), shift)))
        .map(|q| format!("    {} {:?}", plain(q, false, |s| s), q.extent().of(text)))
        .collect();
    (!gone.is_empty()).then(|| format!("{name}: {what} in {words:?}\n{}\n", gone.join("\n")))
}

/// The paragraph behind a damaged one that is left open, where it begins with a mark: as
/// the press writes, the quotation goes on there.
fn goes_on(paragraphs: &[Paragraph], text: &str, index: usize, words: &str) -> Option<usize> {
    let opens = words.matches(['“', '«']).count() > words.matches(['”', '»']).count();
    let next = paragraphs.get(index + 1)?.span.of(text);
    (opens && next.starts_with(['“', '«'])).then_some(index + 1)
}

#[test]
fn what_is_wrong_with_one_paragraph_stays_there() {
    let count = count();
    let mut texts = texts();
    // Few damages go to few texts, for each text is also analysed whole.
    let step = (texts.len() * 4 / count.max(1)).max(1);
    texts = texts.into_iter().step_by(step).collect();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let faults: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..workers)
            .map(|worker| {
                let texts = &texts;
                scope.spawn(move || {
                    let mut faults = Vec::new();
                    for (nth, (name, text)) in texts.iter().enumerate().skip(worker).step_by(workers) {
                        let share = count / texts.len() + usize::from(nth < count % texts.len());
                        let article = parse(text.clone(), Format::Plain).0;
                        assert_eq!(article.text(), text);
                        let whole = analyze(&ENGINE, &article);
                        let mut numbers = Numbers(nth as u64);
                        faults.extend(
                            (0..share).filter_map(|_| lost(name, text, &article, &whole, &mut numbers)),
                        );
                    }
                    faults
                })
            })
            .collect();
        threads.into_iter().flat_map(|t| t.join().unwrap()).collect()
    });
    assert!(faults.is_empty(), "{} of {count}:\n{}", faults.len(), faults.join("\n"));
}
