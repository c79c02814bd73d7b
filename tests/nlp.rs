//! Short texts with the marks that the engine is expected to make, and what
//! must hold for every text.
//!
//! The files under `tests/nlp/` hold the cases; `names.txt` explains the
//! notation. A case passes when the engine's marks, written in that notation,
//! are the case word for word.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use byline::nlp::{Analysis, Engine, MentionKind, analyze};
use byline::text::{Article, Meta, Paragraph, ParagraphKind, Parts, Span};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

/// One engine for all tests.
static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::new);

/// Which marks a file shows.
#[derive(Clone, Copy, PartialEq)]
enum Show {
    Entities,
    Quotes,
}

/// Writes a test for each list of cases: its name, its file, what it shows.
macro_rules! lists {
    ($($name:ident $show:ident,)*) => {
        $(#[test]
        fn $name() {
            check(include_str!(concat!("nlp/", stringify!($name), ".txt")), Show::$show);
        })*

        /// The files with what they show.
        const LISTS: &[(Show, &str)] =
            &[$((Show::$show, include_str!(concat!("nlp/", stringify!($name), ".txt"))),)*];
    };
}

lists! {
    layout Entities,
    merged Entities,
    names Entities,
    organizations Entities,
    people Entities,
    persons Entities,
    places Entities,
    references Entities,
    values Entities,
    direct Quotes,
    indirect Quotes,
    marks Quotes,
    speakers Quotes,
    transcripts Quotes,
}

#[test]
fn the_lists_are_long_enough() {
    let count = |shown: Show| -> usize {
        let files = LISTS.iter().filter(|(show, _)| *show == shown);
        files.map(|(_, file)| file.split("\n== ").count() - 1).sum()
    };
    let (entities, quotes) = (count(Show::Entities), count(Show::Quotes));
    println!("{entities} texts on entities, {quotes} on statements");
    assert!(entities >= 160 && quotes >= 160, "{entities}, {quotes}");
}

#[test]
fn every_text_shows_something_of_its_own() {
    let mut titles = std::collections::HashSet::new();
    for (_, file) in LISTS {
        for case in file.split("\n== ").skip(1) {
            let (title, _) = case.split_once('\n').expect("a title");
            assert!(titles.insert(title), "two texts show {title:?}");
        }
    }
}

#[test]
fn statements() {
    check(include_str!("nlp/statements.txt"), Show::Quotes);
}

/// Runs the cases of one file.
fn check(file: &str, show: Show) {
    let mut wrong = String::new();
    let cases = file.split("\n== ").skip(1);
    for case in cases {
        let (title, body) = case.split_once('\n').expect("a title and a text");
        let lines: Vec<&str> = body.lines().filter(|l| !l.trim().is_empty()).collect();
        let (roles, marked): (Vec<&str>, Vec<&str>) =
            lines.into_iter().partition(|l| l.starts_with("role of "));
        let article = article(&marked);
        let analysis = analyze(&ENGINE, &article);
        hold(&article, &analysis);
        let mut expected: Vec<&str> = marked.iter().map(|l| part(l).1).collect();
        expected.extend(&roles);
        let found = render(&article, &analysis, show, !roles.is_empty());
        if found != expected.join("\n") {
            writeln!(wrong, "== {title}\nexpected: {}\nfound:    {found}\n", expected.join("\n          "))
                .unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The part of the layout that a line stands for, and the line without it.
fn part(line: &str) -> (&str, &str) {
    let parts = ["headline", "heading", "byline", "credit", "outlet", "dateline"];
    match line.split_once("| ") {
        Some((name, rest)) if parts.contains(&name) => (name, rest),
        _ => ("", line),
    }
}

/// The article that marked lines stand for, a paragraph a line.
fn article(marked: &[&str]) -> Article {
    let mut text = String::new();
    let mut parts = Parts::default();
    let mut paragraphs = Vec::new();
    for line in marked {
        let (name, words) = part(line);
        let start = text.len();
        text.push_str(&plain(words));
        let span = Span::new(start, text.len());
        let kind = match name {
            "headline" => ParagraphKind::Headline,
            "heading" => ParagraphKind::Heading,
            "byline" => ParagraphKind::Byline,
            "credit" => ParagraphKind::Credit,
            _ => ParagraphKind::Body,
        };
        match name {
            "headline" => parts.headline = Some(span),
            "byline" => parts.byline = Some(span),
            "credit" => parts.credit = Some(span),
            "outlet" => parts.outlet = text[start..].find(':').map(|n| Span::new(start, start + n)),
            "dateline" => parts.dateline = text[start..].find('—').map(|n| Span::new(start, start + n)),
            _ => {}
        }
        paragraphs.push(Paragraph { span, kind });
        text.push_str("\n\n");
    }
    Article::new(text, Meta::default(), parts, paragraphs)
}

/// A line without its marks.
fn plain(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(['[', ']', '{', '}']) {
        let mark = &rest[at..at + 1];
        let (before, behind) = (&rest[..at], &rest[at + 1..]);
        if mark == "]" {
            // "Okafor = Ines Okafor" names the entity behind the words.
            out.push_str(before.split_once(" = ").map_or(before, |(words, _)| words));
        } else {
            out.push_str(before);
        }
        rest = match mark {
            "[" => behind.split_once(' ').expect("a kind and words").1,
            "{" => behind.split_once(": ").expect("a quote's head and words").1,
            _ => behind,
        };
    }
    out + rest
}

/// The text with the engine's marks in it.
fn render(article: &Article, analysis: &Analysis, show: Show, roles: bool) -> String {
    let text = article.text();
    // At each byte: marks that close before it, marks that open at it.
    let mut marks: BTreeMap<usize, (String, String)> = BTreeMap::new();
    if show == Show::Entities {
        for entity in &analysis.entities {
            for mention in &entity.mentions {
                let kind = if mention.kind == MentionKind::Pronoun { "pronoun" } else { entity.kind.name() };
                let same = mention.span.of(text) == entity.name;
                let end = if same { "]".into() } else { format!(" = {}]", entity.name) };
                marks.entry(mention.span.start).or_default().1 += &format!("[{kind} ");
                marks.entry(mention.span.end).or_default().0 += &end;
            }
        }
    } else {
        for quote in &analysis.quotes {
            for (i, fragment) in quote.content.iter().enumerate() {
                let words = |span: Option<Span>| span.map_or("-", |s| s.of(text));
                let speaker = analysis.speaker(quote).map_or("?", |e| &e.name);
                let (cue, source) = (words(quote.cue), words(quote.source));
                let head = match i {
                    0 => format!("{{{} {cue}/{source} -> {speaker}: ", quote.kind.name()),
                    _ => "{+: ".to_string(),
                };
                marks.entry(fragment.start).or_default().1 += &head;
                marks.entry(fragment.end).or_default().0 += "}";
            }
        }
    }
    let mut out = String::new();
    let mut at = 0;
    for (byte, (close, open)) in marks {
        out += &text[at..byte];
        out += &close;
        out += &open;
        at = byte;
    }
    out += &text[at..];
    let mut lines: Vec<String> = out.lines().filter(|l| !l.is_empty()).map(str::to_string).collect();
    for entity in analysis.entities.iter().filter(|_| roles) {
        if let Some(role) = entity.role {
            lines.push(format!("role of {}: {}", entity.name, role.span.of(text)));
        }
    }
    lines.join("\n")
}

/// What must hold for every analysis.
fn hold(article: &Article, analysis: &Analysis) {
    let text = article.text();
    let fits =
        |span: Span| assert!(text.get(span.range()).is_some_and(|words| !words.is_empty()), "{span:?}");
    let mut names: Vec<Span> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for entity in &analysis.entities {
        assert!(!entity.mentions.is_empty() && !entity.name.is_empty());
        assert!(entity.mentions.windows(2).all(|w| w[0].span < w[1].span));
        for mention in &entity.mentions {
            fits(mention.span);
            assert!(seen.insert(mention.span), "one span, two entities");
            if mention.kind == MentionKind::Name {
                names.push(mention.span);
            }
        }
        entity.role.iter().for_each(|role| fits(role.span));
    }
    names.sort();
    assert!(names.windows(2).all(|w| w[0].end <= w[1].start), "nested names");
    let first = |i: usize| analysis.entities[i].mentions[0].span;
    assert!((1..analysis.entities.len()).all(|i| first(i - 1) < first(i)), "entities by first mention");
    for quote in &analysis.quotes {
        assert!(!quote.content.is_empty());
        quote.content.iter().chain(&quote.cue).chain(&quote.source).for_each(|span| fits(*span));
        assert!(quote.content.windows(2).all(|w| w[0].end <= w[1].start));
        assert!(quote.speaker.is_none_or(|id| analysis.entity(id).is_some()));
        assert!((0.0..=1.0).contains(&quote.confidence));
    }
    assert!(analysis.quotes.windows(2).all(|w| w[0].extent() <= w[1].extent()));
}

/// An article of which each line is a paragraph, the first a headline.
fn lines(text: String) -> Article {
    let mut paragraphs = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trim(&text);
        at += line.len();
        if !span.is_empty() {
            let kind = if paragraphs.is_empty() { ParagraphKind::Headline } else { ParagraphKind::Body };
            paragraphs.push(Paragraph { span, kind });
        }
    }
    let half = paragraphs.get(1).map(|p| Span::new(p.span.start, p.span.start + p.span.len() / 2));
    let fits = |span: &Span| text.get(span.range()).is_some();
    let parts = Parts { byline: half.filter(fits), outlet: half.filter(fits), ..Parts::default() };
    Article::new(text, Meta::default(), parts, paragraphs)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_an_analysis(text in any::<String>()) {
        let article = lines(text);
        hold(&article, &analyze(&ENGINE, &article));
    }

    #[test]
    fn any_mix_of_words_and_marks_has_an_analysis(
        words in prop::collection::vec(prop::sample::select(WORDS), 0..120),
        blanks in prop::collection::vec(prop::bool::weighted(0.8), 120),
    ) {
        let mut text = String::new();
        for (word, blank) in words.iter().zip(blanks) {
            text.push_str(word);
            text.push_str(if blank { " " } else { "" });
        }
        let article = lines(text);
        hold(&article, &analyze(&ENGINE, &article));
    }
}

/// Pieces of news text, and what breaks careless code.
const WORDS: &[&str] = &[
    "“",
    "”",
    "\"",
    "'",
    "‘",
    "’",
    "''",
    "`",
    "(",
    ")",
    ",",
    ".",
    ":",
    ";",
    "—",
    "-",
    "\n",
    "\n",
    "…",
    "[",
    "said",
    "says",
    "told",
    "match",
    "goals",
    "striker",
    "league",
    "2-1",
    "3",
    "beat",
    "have",
    "Rovers",
    "according",
    "According",
    "to",
    "that",
    "he",
    "she",
    "He",
    "who",
    "and",
    "the",
    "The",
    "of",
    "Mr.",
    "Sen.",
    "U.S.",
    "US",
    "Ines",
    "Okafor",
    "Daniel",
    "Mbeki",
    "al-Shabaab",
    "Ministry",
    "Health",
    "UAVs",
    "Unmanned",
    "Aerial",
    "Vehicles",
    "Wall",
    "Street",
    "Journal",
    "WSJ",
    "Iran",
    "Iranian",
    "Kyiv",
    "Monday",
    "mid-July",
    "mid",
    "July",
    "15",
    "2022",
    "$",
    "4.5",
    "million",
    "'s",
    "’s",
    "said",
    "adding",
    "called",
    "spokesman",
    "日本",
    "e\u{301}",
    "\u{301}",
    "\u{200d}",
    "\u{1F600}",
    "\u{202e}",
    "\u{0}",
    "İ",
    "ǅ",
    "Ш",
    "5'",
    "10\"",
    "é",
    "İstanbul",
    "\u{a0}",
    "\u{ad}",
    "ﬁ",
    "ẞ",
    "president",
    "President",
    "minister",
    "whether",
    "not",
    "urged",
    "promised",
];
