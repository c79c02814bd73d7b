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
        &[
            "q19 is said by Joan Abellard, not by Crew Watch",
            "the speaker of q23, Leila Haddad, is not found",
            "q9 is none: she neither confirmed nor denied",
            "Seasonal Crew Permit is a paper, no organization",
            "q3 is cut at its closing mark; q7 ends at deported",
            "the source of q1 is Ministry, not its verb too",
            "its berth is the boat’s, not the National Audit Bureau’s",
        ],
    ),
    (
        "dhow-licence-talks",
        &[
            "q8 is said by Mwanaisha Athman Bakari, not by Kenya",
            "q12 is its own source; what the diplomat said, that the mood was bitter, is lost",
            "q1 runs on into what Yemen’s envoy called the plan, which is a statement of its own",
            "q22 is none: she tapped the tin",
            "the Forum (q11, q24) is the Indian Ocean Small Trade Forum",
            "the speakers of q14 and q17, Ethiopia and Hafiz bin Ismail, are not found",
            "her delegation is Daw Khin Sandar Oo’s, not Marie-Noëlle Rasoanaivo-Petit’s",
            "the source of q7 is one of the officials",
        ],
    ),
    (
        "forged-letters-trial",
        &[
            "q11 is suggested and q14 asked by Patrick Lisle, not by Julian Mbeki and Thomas Pell",
            "Castle Ditch and Wexcombe are places",
            "q2 is what the jury heard, no question of the buyers; q5 and q26 are none",
            "q1: the jury is told, it does not speak",
            "Mr Thorne, and he in q21, is Geoffrey, neither Jean Thorne nor Edmund Carrow",
            "him (q6), his employer (q11) and he (q19) are not Julian Mbeki",
            "the second half of q6 is lost, marks inside marks, and that of q20; q4 ends at letters",
            "Tom, inside a quotation, is Thomas Pell",
        ],
    ),
    (
        "grain-terminal-collapse",
        &[
            "Berths and Gallery C, found twice, are no persons",
            "q1 is cut at stable",
            "q5 begins at none; its speaker, Lowell & Dray, is not found",
            "the speaker of q9, Colleen Ahn, is not found",
            "q16 is none: she stopped short of blaming",
            "Grain Handlers Local 517 and the ship Halcyon Trader are not found",
        ],
    ),
    (
        "lanning-lines-takeover",
        &[
            "q3 is said by Lanning Lines, not by Aldous Pryce Capital; so is q4",
            "Lanning Lines, by its whole name, is not found",
            "Aldous Pryce is Aldous Pryce Capital, no person",
            "q2, q10 and q21 are none",
            "the source of q1 is Lanning Lines, not three words of its description",
            "q9 is cut before but only",
            "the Guild is the Seafarers’ Guild, and not found",
        ],
    ),
    (
        "last-brass-computer",
        &[
            "Northgate is a place, not the Northgate Harbour Trust",
            "the page of the logbook (q9 to q11) is one statement, written by Hester Pym",
            "q4, q12 and q13 are none",
            "that a museum has made an offer, let slip by Ottoline Reyes, is lost",
            "Mr Sallow is not found",
            "q15 is cut after nobody",
            "its glass case is the machine’s, not the Trust’s",
            "M2 is a part of the tide, no product",
        ],
    ),
    (
        "north-sea-cup-semi",
        &[
            "Bergen, Aberdeen, Rotterdam and Gothenburg are teams here; Hull, another, is not found",
            "the second Lindqvist of the headline, and one Lindqvist (q7), is Kirsten, not Maja",
            "the Lindqvist family is not Maja Lindqvist",
            "she, in the second half of q4, is the fourth official, not Lotte Verhaegen",
            "her (q12) is Maja Lindqvist, not Orla McCready",
            "he (q13) is no player",
        ],
    ),
    (
        "shrimp-in-the-water-main",
        &[
            "q4 is said by the study: the paper is not the Meridian Post",
            "the speaker of q17, Robin Achterberg, is not found: they is not resolved",
            "Gammarus plumbarius is a species, no person",
            "q9 is cut at older",
            "Little Hallam River is found without Little",
            "q13 is a plan, no statement",
            "Subterranean Biology Letters is not found",
        ],
    ),
    (
        "storm-bettany-live",
        &[
            "Storm Bettany is an event, Eastern Grid a company, Edith Pym a lifeboat, Lone Vestergaard a ship",
            "q7 is the trampoline behind its cue, not the tree before it",
            "q13 is none",
            "q6 loses its half before the marks, q8 that behind House",
            "the speaker of q20, Moira Gadd, is not found; what Dilys Marchetti radioed is lost",
            "TRAINS and RESCUE are labels, Landlord and Coxswain are roles",
            "St Hilda is St Hilda's Primary, Courier is Northgate Courier, which is not found",
            "Eider Close and, in the last line, Pell's Crossing are not found",
        ],
    ),
    (
        "surveyed-not-consulted",
        &[
            "q13 is the second half of q12, said by the colleague, not by the author",
            "Brightside Engagement is a firm, no person",
            "The Tollkeeper’s Daughters is a play, no organization Tollkeeper",
            "its and it behind the play are the village’s and the bridge, not the play",
            "q10 and q15 are thoughts of the author’s, q2 a question of the survey",
            "Harbour Post, in the credit line, is not found",
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
