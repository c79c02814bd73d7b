//! A corrected article as a story of the corpus, to train on: the text with its
//! marks inline, as `corpus/GUIDE.md` describes them.

use std::collections::HashSet;

use super::report;
use crate::correct::Corrected;
use crate::nlp::{Entity, EntityId, EntityKind, MentionKind};
use crate::text::{Article, Span};

/// An article with everything that is marked in it. `id` names the story; what
/// else its head must say, and the program cannot know, is "unknown". The text
/// is the article's but for `[`, `]`, `{` and `}`, which stand for marks and
/// are written as round brackets. A mark that would cross another one or a
/// paragraph's end is cut there; numbers have no mark.
pub fn corpus(id: &str, article: &Article, corrected: &Corrected) -> String {
    let text = article.text();
    let mut out = String::with_capacity(text.len() * 2);
    let meta = &article.meta;
    let head = [
        ("id", Some(id)),
        ("genre", None),
        ("region", None),
        ("date", meta.published.as_deref()),
        ("outlet", report::outlet(article)),
    ];
    for (key, value) in head {
        let value = value.map(|value| value.split_whitespace().collect::<Vec<_>>().join(" "));
        let value = value.filter(|value| !value.is_empty()).unwrap_or_else(|| "unknown".to_owned());
        out.push_str(&format!("{key}: {value}\n"));
    }
    out.push('\n');
    let mut marks = nested(text, marks(text, corrected));
    marks.sort_by_key(|mark| (mark.span.start, usize::MAX - mark.span.end, mark.rank));
    let mut open: Vec<&Mark> = Vec::new();
    let mut marks = marks.iter().peekable();
    for (at, c) in text.char_indices() {
        while let Some(mark) = open.last().filter(|mark| mark.span.end <= at) {
            out.push(mark.close());
            open.pop();
        }
        while let Some(mark) = marks.next_if(|mark| mark.span.start <= at) {
            out.push_str(&mark.label);
            out.push(' ');
            open.push(mark);
        }
        out.push(match c {
            '[' | '{' => '(',
            ']' | '}' => ')',
            c => c,
        });
    }
    open.iter().rev().for_each(|mark| out.push(mark.close()));
    out
}

/// A mark to be written.
#[derive(Debug, Clone)]
struct Mark {
    span: Span,
    /// What stands before the words, without the blank.
    label: String,
    /// Of marks around the same words the one with the lower rank is outside.
    /// The higher one is kept where two cross.
    rank: u8,
}

impl Mark {
    fn close(&self) -> char {
        if self.label.starts_with('[') { ']' } else { '}' }
    }
}

/// Every mark of the analysis.
fn marks(text: &str, corrected: &Corrected) -> Vec<Mark> {
    let analysis = &corrected.analysis;
    let ids = ids(corrected);
    // The corpus refers to what has a name in the story, and to nothing else.
    let has_name = |entity: &Entity| {
        let is_thing = !matches!(letter(entity.kind), None | Some('d' | 'm'));
        is_thing && entity.mentions.iter().any(|m| m.kind == MentionKind::Name)
    };
    let id = |at: EntityId| {
        let is_named = analysis.entity(at).is_some_and(has_name);
        ids.get(at.0).filter(|_| is_named).map_or("", String::as_str)
    };
    let mut marks = Vec::new();
    let mut add = |span: Span, label: String, rank| marks.push(Mark { span: span.trim(text), label, rank });
    for (at, entity) in analysis.entities.iter().enumerate() {
        let id = id(EntityId(at));
        if let Some(role) = entity.role
            && !id.is_empty()
        {
            add(role.span, format!("[%{id}"), 3);
        }
        for mention in &entity.mentions {
            let label = match (letter(entity.kind), mention.kind) {
                (None, _) => continue,
                // Dates and amounts are no things to refer to.
                (Some(value @ ('d' | 'm')), _) => format!("[{value}"),
                _ if id.is_empty() => continue,
                (_, MentionKind::Pronoun) => format!("[:{id}"),
                (_, MentionKind::Nominal) => format!("[~{id}"),
                (Some(letter), MentionKind::Name) => format!("[{letter}:{id}"),
            };
            add(mention.span, label, 4);
        }
    }
    for (nth, quote) in analysis.quotes.iter().enumerate() {
        let q = nth + 1;
        let speaker = quote.speaker.map_or("", id);
        quote.source.iter().for_each(|&span| add(span, format!("{{q{q}@{speaker}"), 0));
        quote.cue.iter().for_each(|&span| add(span, format!("{{q{q}!"), 1));
        quote.content.iter().for_each(|&span| add(span, format!("{{q{q}"), 2));
    }
    marks
}

/// The letter of a type; `None` for numbers, which the corpus does not mark.
const fn letter(kind: EntityKind) -> Option<char> {
    Some(match kind {
        EntityKind::Person => 'p',
        EntityKind::Organization => 'o',
        EntityKind::Place => 'l',
        EntityKind::Group => 'g',
        EntityKind::Event => 'e',
        EntityKind::Product => 'r',
        EntityKind::Work => 'w',
        EntityKind::Other => 'x',
        EntityKind::Date => 'd',
        EntityKind::Money => 'm',
        EntityKind::Number => return None,
    })
}

/// A short word for each entity: the last word of its name, numbered where two
/// have the same.
fn ids(corrected: &Corrected) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::new();
    let entities = corrected.analysis.entities.iter();
    entities
        .map(|entity| {
            let last = entity.name.split_whitespace().next_back().unwrap_or("");
            let word: String = last.chars().filter(char::is_ascii_alphanumeric).collect();
            let word = if word.is_empty() { "e".to_owned() } else { word.to_lowercase() };
            let mut id = word.clone();
            let mut number = 1;
            while !taken.insert(id.clone()) {
                number += 1;
                id = format!("{word}{number}");
            }
            id
        })
        .collect()
}

/// The marks cut so that they nest and stay in their paragraphs.
fn nested(text: &str, mut marks: Vec<Mark>) -> Vec<Mark> {
    // Those that are kept as they are come first; of one rank the longer.
    marks.sort_by_key(|mark| (u8::MAX - mark.rank, usize::MAX - mark.span.len(), mark.span.start));
    let mut kept: Vec<Mark> = Vec::with_capacity(marks.len());
    let mut edges: Vec<Span> = Vec::new();
    for mark in marks {
        for piece in pieces(text, &edges, mark.span) {
            // Of the words of a mention no other part is one.
            if mark.rank > 2 && piece != mark.span {
                continue;
            }
            edges.insert(edges.partition_point(|edge| edge.start <= piece.start), piece);
            kept.push(Mark { span: piece, ..mark.clone() });
        }
    }
    kept
}

/// The parts of `span` that cross none of the sorted `edges` and no empty line.
fn pieces(text: &str, edges: &[Span], span: Span) -> Vec<Span> {
    let mut cuts = vec![span.start, span.end];
    let behind = edges.partition_point(|edge| edge.start < span.end);
    for edge in edges.iter().take(behind) {
        let crosses = edge.overlaps(span) && !edge.covers(span) && !span.covers(*edge);
        if crosses {
            cuts.push(if edge.start > span.start { edge.start } else { edge.end });
        }
    }
    let words = span.of(text);
    cuts.extend(words.match_indices("\n\n").map(|(at, _)| span.start + at + 1));
    cuts.sort_unstable();
    let parts = cuts.iter().zip(cuts.iter().skip(1)).map(|(&from, &to)| Span::new(from, to).trim(text));
    parts.filter(|part| !part.is_empty()).collect()
}
