//! Every article of `articles/` with what the engine finds in it, the marks
//! drawn under the words (`cargo insta review`).
//!
//! Under a line, `e3~~~` is a mention of entity 3, `q2---` what statement 2
//! says, `c2` its reporting word, `s2===` its source; the lists at the end tell
//! the rest. A snapshot shows what is, also where it is wrong: its head lists
//! the slips that are known.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::fmt::Write;

use byline::nlp::{Analysis, Engine, MentionKind, analyze};
use byline::text::{Article, Format, Span, parse};

/// Widest line of words, in characters.
const WIDTH: usize = 96;

/// What is known to be wrong, article by article.
const SLIPS: &[(&str, &[&str])] = &[
    (
        "crew-permits-briefing",
        &["Seasonal Crew Permit is a paper, no organization", "Labour campaigners are no group named Labour"],
    ),
    (
        "dhow-licence-talks",
        &[
            "IOSTF and the Forum are the Indian Ocean Small Trade Forum",
            "Javanese is a group",
            "q8 is said by Mwanaisha Athman Bakari, not by Kenya",
            "q12 is said by the diplomat, and begins at the mood; its source is not the mood",
            "her behind Daw Khin Sandar Oo is hers, not Marie-Noëlle Rasoanaivo-Petit’s",
        ],
    ),
    (
        "forged-letters-trial",
        &[
            "Northgate Courier is a newspaper, Castle Ditch and Wexcombe are places",
            "the second half of q4 is lost: marks inside marks",
            "q12 is asked by Patrick Lisle, not answered by Thomas Pell",
            "Tom, inside a quotation, is Thomas Pell",
        ],
    ),
    (
        "grain-terminal-collapse",
        &["Berths and Gallery C are no persons", "Halcyon Trader is a ship, no organization"],
    ),
    (
        "lanning-lines-takeover",
        &[
            "Lanning is Lanning Lines, Aldous Pryce is Aldous Pryce Capital, no person",
            "the company (q2) and it (q3) are Lanning Lines",
        ],
    ),
    (
        "last-brass-computer",
        &["Northgate is a place", "the page of the logbook (q7, q8) is written by Hester Pym"],
    ),
    (
        "north-sea-cup-semi",
        &[
            "Northgate Courier is a newspaper, Bergen and Aberdeen are teams here",
            "she in the first q1 is Kirsten, whom Maja speaks of; I hope he understands is no player’s",
        ],
    ),
    ("shrimp-in-the-water-main", &["Latin is a language", "they, of Robin Achterberg, is not resolved"]),
    (
        "storm-bettany-live",
        &[
            "Storm Bettany is an event, Eastern Grid a company, Edith Pym a lifeboat, Lone Vestergaard a ship",
            "TRAINS and RESCUE are labels, Landlord and Coxswain are roles",
            "Fosters of Pell's Crossing are a family and a place",
        ],
    ),
    (
        "surveyed-not-consulted",
        &[
            "The Tollkeeper’s Daughters is a play, Brightside is Brightside Engagement",
            "q1 is a question of the survey, q7 a thought of the author’s, no statements of somebody",
        ],
    ),
];

/// A mark: the words it stands under, its label, and what fills its line.
struct Mark {
    span: Span,
    label: String,
    fill: char,
}

fn marks(analysis: &Analysis) -> Vec<Mark> {
    let mut out = Vec::new();
    for (nth, entity) in analysis.entities.iter().enumerate() {
        for mention in &entity.mentions {
            let fill = if mention.kind == MentionKind::Name { '~' } else { '.' };
            out.push(Mark { span: mention.span, label: format!("e{}", nth + 1), fill });
        }
    }
    for (nth, quote) in analysis.quotes.iter().enumerate() {
        let mut put = |span: Span, letter: char, fill: char| {
            out.push(Mark { span, label: format!("{letter}{}", nth + 1), fill });
        };
        quote.source.iter().for_each(|&span| put(span, 's', '='));
        quote.cue.iter().for_each(|&span| put(span, 'c', '='));
        quote.content.iter().for_each(|&span| put(span, 'q', '-'));
    }
    out
}

/// The lines of a paragraph, none wider than [`WIDTH`] unless it is one word.
fn lines(text: &str, paragraph: Span) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let words = paragraph.of(text).split_whitespace();
    for word in words {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let end = start + word.len();
        match out.last_mut() {
            Some(line) if text[line.start..end].chars().count() <= WIDTH => line.end = end,
            _ => out.push(Span::new(start, end)),
        }
    }
    out
}

/// The rows of marks under one line: each mark in the first row with room.
fn rows(text: &str, line: Span, marks: &[Mark]) -> Vec<String> {
    let column = |at: usize| text[line.start..at].chars().count();
    let mut rows: Vec<Vec<char>> = Vec::new();
    for mark in marks.iter().filter(|m| m.span.overlaps(line)) {
        let start = column(mark.span.start.max(line.start));
        let end = column(mark.span.end.min(line.end));
        let mut drawn: Vec<char> = mark.label.chars().collect();
        drawn.resize(drawn.len().max(end - start), mark.fill);
        let room = |row: &Vec<char>| {
            row.iter().skip(start.saturating_sub(1)).take(drawn.len() + 2).all(|&c| c == ' ')
        };
        let row = rows.iter().position(room).unwrap_or_else(|| {
            rows.push(Vec::new());
            rows.len() - 1
        });
        let row = &mut rows[row];
        row.resize(row.len().max(start + drawn.len()), ' ');
        row[start..start + drawn.len()].copy_from_slice(&drawn);
    }
    rows.into_iter().map(|row| row.into_iter().collect()).collect()
}

fn shown(article: &Article, analysis: &Analysis) -> String {
    let text = article.text();
    let marks = marks(analysis);
    let mut out = String::new();
    for paragraph in &article.paragraphs {
        for line in lines(text, paragraph.span) {
            writeln!(out, "{}", line.of(text)).unwrap();
            rows(text, line, &marks).iter().for_each(|row| writeln!(out, "{row}").unwrap());
        }
        out.push('\n');
    }
    for (nth, entity) in analysis.entities.iter().enumerate() {
        let role = entity.role.map_or(String::new(), |r| format!(", {}", r.span.of(text)));
        writeln!(out, "e{} {}: {}{role}", nth + 1, entity.kind.name(), entity.name).unwrap();
    }
    out.push('\n');
    for (nth, quote) in analysis.quotes.iter().enumerate() {
        let speaker = analysis.speaker(quote).map_or("nobody known", |e| &e.name);
        let doubt = if quote.is_doubtful() { ", in doubt" } else { "" };
        writeln!(out, "q{} {}: {speaker}{doubt}", nth + 1, quote.kind.name()).unwrap();
    }
    out
}

#[test]
fn the_articles_with_their_marks() {
    let engine = Engine::new();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("articles");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut paths: Vec<_> = std::fs::read_dir("articles").unwrap().map(|f| f.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let format = match path.extension().and_then(|e| e.to_str()) {
            Some("md") => Format::Markdown,
            _ => Format::Plain,
        };
        let article = parse(std::fs::read_to_string(&path).unwrap(), format).0;
        let known = SLIPS.iter().find(|(article, _)| *article == name).map_or(&[][..], |(_, known)| known);
        let slips: String = known.iter().map(|slip| format!("known slip: {slip}\n")).collect();
        let snapshot = format!("{slips}\n{}", shown(&article, &analyze(&engine, &article)));
        settings.bind(|| insta::assert_snapshot!(name, snapshot));
    }
}
