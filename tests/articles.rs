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
            "q21 is said by Joan Abellard, not by Crew Watch",
            "the speaker of q23 and q25, Leila Haddad, is not found: the source of q25 is she, not official",
            "the Interior Ministry is not found: Ministry in the headline, the ministry in the lead",
            "Labour is no name here",
            "Seasonal Crew Permit is a paper, no organization",
            "q11 is none: a report was published",
            "q9 is none: she neither confirmed nor denied; q7 ends at deported",
            "what the men reported, inside q22, is lost: that they had been cheated",
            "the source of q1 is Ministry, not all before the verb",
            "the sources of q12, q13, q17 and q27 are cut before the name, that of q21 begins behind it",
            "its berth is the boat’s, not the National Audit Bureau’s",
            "Ramadan, a date, and the roles of Faris Kettani and Yusri Tahan are not found",
        ],
    ),
    (
        "dhow-licence-talks",
        &[
            "q8 is said by Mwanaisha Athman Bakari, not by Kenya",
            "the speakers of q14 and q17, Ethiopia and Hafiz bin Ismail, are not found",
            "q1 runs on into what Yemen’s envoy called the plan, which is a statement of its own",
            "q14 begins at a decision; q22 is none: she tapped the tin",
            "what the cousin said, and what Tanzania and Mozambique agreed inside q6, is lost",
            "q25, what the Forum thanks for, is none; the talks were private (q12) is the reporter’s",
            "what Annelise van der Lingen was told, inside q10, and what the draft said, inside q26, is lost",
            "her delegation is Daw Khin Sandar Oo’s, not Marie-Noëlle Rasoanaivo-Petit’s",
            "it (q1), South Africa, Its (q15), Ethiopia, and the newspaper, the Pwani Daily, are not found",
            "the sources of q4, q7, q15, q19 and q26 are cut",
            "Ramadan, a date, and the roles of Bakari and Hafiz bin Ismail are not found",
        ],
    ),
    (
        "forged-letters-trial",
        &[
            "q11 is suggested and q14 asked by Patrick Lisle, not by Julian Mbeki and Thomas Pell",
            "the speaker of q3, Julian Mbeki, is not found, only the place behind him",
            "Mbeki & Thorne is a saleroom, no person",
            "Mr Thorne, and he in q22, is Geoffrey, not Mbeki & Thorne",
            "the widow (q2) is part of what the jury heard, which is lost",
            "q21, with letters for its cue, is none, nor is q5; q1: the jury is told, it does not speak",
            "him (q6) and he (q19) are Edmund Carrow, his (q11) is Thomas Pell: none is Julian Mbeki",
            "what Thomas Pell is doing is lost behind q4; q27 is expected of Julian Mbeki by nobody",
            "the second half of q6 is lost, marks inside marks, and that of q20",
            "what Julian Mbeki says inside q10 and q23, and Geoffrey inside q22, is lost",
            "Geoffrey’d and the dates Christmas and ’90s are not found",
            "q16 begins at quiet, the source of q11 at Patrick; that of q4 is cut to the name",
        ],
    ),
    (
        "grain-terminal-collapse",
        &[
            "q11 runs on over its closing mark into the next sentence; its source, The fourth, is not found",
            "q1 begins in the middle of a word, and lacks the subject of its sentence",
            "the speakers of q6 and q9 are not found: The workers’ union, it, and the union (q8) are Grain Handlers Local 517",
            "the speaker of q5, Lowell & Dray, is not found: its source is cut at the comma",
            "Berths, a person, and Demurrage are no names; Gallery C is a place, and not found",
            "the ship, which is the Halcyon Trader, is not found",
            "what the elevator said, inside q17, is lost",
            "it (q14) is the Transportation Safety Board, and not found",
            "the company, behind q15, is Prairie Tidewater Ltd., and not found",
            "the sources of q7 and q18 are cut at the comma, the role of Priya Venkataraman behind analyst",
        ],
    ),
    (
        "lanning-lines-takeover",
        &[
            "the speakers of q4, Lanning Lines, and q17, Hamish Tully, are not found",
            "q21 is none; q2 is what traders doubt, no suggestion of Lanning’s",
            "that the largest investor, the Foundation, dismissed the price as too low is lost",
            "the foundation, its and It (q15), and It and Its before q8, are the Foundation, and not found",
            "the bidder, the buyer (q9), and it (twice, before q11) are Aldous Pryce Capital, and not found",
            "it (q16) is the Seafarers’ Guild, its (before largest) is Lanning Lines: not found",
            "what everyone assumes, inside q15, and what the man in a good coat says, inside q18, are lost",
            "what the Guild asked, inside q16, and what Corinne Aubert-Lacey intends, inside q22, are lost",
            "the sources of q5 and q7 are cut before the name, that of q1 behind it",
        ],
    ),
    (
        "last-brass-computer",
        &[
            "the logbook’s page, one statement by Hester Pym, is lost but for q9 to q11 inside it",
            "q9 runs on behind inches, q10 behind do",
            "q12 is none: she would not say",
            "that a museum has made an offer, let slip by Ottoline Reyes, is lost; the Shingles, a place, are not found",
            "that the Trust would like to stop is lost, and what Lionel Frayne has said, often, to the board",
            "its glass case is the machine’s, not the Trust’s",
            "what she told Yusuf Karim and what he answered, inside q6, are lost",
            "2104, a date, is not found",
            "the roles harbourmaster, of Lionel Frayne, and chair, of Ottoline Reyes, are not found",
        ],
    ),
    (
        "north-sea-cup-semi",
        &[
            "q14 is said by Kirsten, the elder Lindqvist, whose gloves they are; her (q14) is Maja",
            "Gothenburg is a team here, no place",
            "the second Lindqvist of the headline, and one Lindqvist (q8), is Kirsten, not Maja",
            "q4 and q13 are none",
            "the Lindqvist family is not Maja Lindqvist",
            "she, inside q5, is the fourth official, not Lotte Verhaegen; what she said is lost",
            "he (q15) is not Sunniva Aas, and no player",
            "they and their, the home side and the visitors, for Aberdeen and Bergen, are never resolved",
            "what the message says, inside q10, and the hope inside q15 are lost",
            "Seaton Links and the role of Lotte Verhaegen, the referee, are not found",
            "the sources of q3 and q7 are cut before the name; that of q6 is cut to the organisers",
        ],
    ),
    (
        "shrimp-in-the-water-main",
        &[
            "q1 and q2 are said by the study, not by the journal",
            "q4 is said by the study: the paper is not the Meridian Post",
            "the speaker of q16, Robin Achterberg, is not found: they and their are never resolved",
            "the city (q4), which is it, is not found",
            "that Robin Achterberg suspected the pipe itself is lost",
            "q2 runs on into a pace that has startled specialists, the reporter’s words; q4 has lost its beginning",
            "Subterranean Biology Letters is a journal, an organization, no work",
            "what the contractor thought, inside q3, and the hope inside q9 are not found",
            "the role of Robin Achterberg, doctoral student, is cut to student",
        ],
    ),
    (
        "storm-bettany-live",
        &[
            "q7 is the trampoline behind its cue, which is lost, not the tree before it",
            "the speaker of q19, Moira Gadd, is not found",
            "what Dilys Marchetti radioed, the Environment Agency (It) expects and the skipper asked (q13) is lost",
            "q6 loses its half before the marks; q12 is none",
            "the Fosters are a family, no organization; the Shingles, a place, are not found",
            "Mermaid is a pub, no person; A&E is a ward, no organization",
            "EIDER CLOSE is cut to its first word; that Eider Close was told to leave is lost",
            "Northgate Courier is split into Northgate, a place that is taken for an organization, and Courier",
            "Coxswain, Landlord and Medical director, roles, are not found",
            "the coaster and the ship are the Lone Vestergaard, Its (14:10) is Eastern Grid’s: not found",
            "the sources of q4, q10 and q18 end before the name; the role duty officer is cut to officer",
        ],
    ),
    (
        "surveyed-not-consulted",
        &[
            "q14 is cut before and that: its second half is the colleague’s too, q15 only a part of it",
            "q18 is cut at must: q19 is its end, no statement of its own",
            "the author, Bernadette Osei-Lund, is not found behind I (q17, q20)",
            "what the author asked Aurelio Banks is lost",
            "q9, q11 and q17 are none",
            "Any other comments, the label of the box, is no part of q8; its source, 702, is not found",
            "its behind the play is the village’s, not the play’s; it, put on in 2019, is the play",
            "the firm and it, before Brightside declined, are Brightside Engagement, and not found",
            "The Tollkeeper’s Daughters lacks its The; the Northgate Courier is no product; Harbour Post and Edith Marchbanks’s role are not found",
            "the source of q2 is the fourth, not It; that of q18 is cut at I; the cue of q21 is pointed out; that of q15 is none",
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
