//! A notes file taken apart: what stands above the first table, then one piece
//! for each record and each other table, with the comments around it.

use std::collections::HashMap;
use std::ops::Range;

use toml_edit::{Document, Item, Table};

use crate::notes::{Deleted, Note};

use super::ParseProblem;
use super::lines::Lines;
use super::record::{Record, end_of};

/// What a piece is called, in any version of the file: the name of its table;
/// for an element of an array its id, or its text where it has none; and how
/// many of that name come before it. A deleted note is called as it was before.
pub(super) type Key = (String, Option<String>, usize);

/// What a piece is to the reader.
#[derive(Debug, Clone)]
pub(super) enum Meaning {
    /// What stands above the first table, or a table that is in no array.
    Table,
    /// A note.
    Note(Box<Note>),
    /// A deleted note.
    Deleted(Box<Deleted>),
    /// Any other element of an array, such as an ill-formed note.
    Element,
}

/// One piece of a file. All its lines end with `\n` alone.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub key: Key,
    pub meaning: Meaning,
    /// Empty lines and comments above.
    pub lead: String,
    /// From the header to the last key.
    pub core: String,
    /// Comments directly below; of the last piece all that follows.
    pub trail: String,
    /// Where in `core` the value of the key `id` stands, and that of `conflict`.
    pub id: Option<Range<usize>>,
    pub conflict: Option<Range<usize>>,
}

impl Piece {
    /// The comments around it, line by line.
    pub fn comments(&self) -> impl Iterator<Item = &str> {
        self.lead.lines().chain(self.trail.lines()).filter(|line| !line.trim().is_empty())
    }

    /// All of it.
    pub fn text(&self) -> String {
        [self.lead.as_str(), &self.core, &self.trail].concat()
    }
}

/// Takes a text apart that can be parsed.
///
/// # Errors
/// Where it cannot be parsed, or the tables of one piece stand apart.
pub(super) fn pieces(lines: &Lines) -> Result<Vec<Piece>, ParseProblem> {
    let text = lines.plain.as_str();
    let document = Document::parse(text).map_err(|error| super::not_toml(lines, &error))?;
    let mut owners: Vec<(&str, &Table, bool)> = Vec::new();
    for (name, item) in document.iter() {
        match item {
            Item::Table(table) if !table.is_dotted() => owners.push((name, table, false)),
            Item::ArrayOfTables(tables) => owners.extend(tables.iter().map(|table| (name, table, true))),
            _ => {}
        }
    }
    let mut headers: Vec<(usize, usize)> = Vec::new();
    for (owner, (_, table, _)) in owners.iter().enumerate() {
        let mut starts = Vec::new();
        header_starts(table, &mut starts);
        headers.extend(starts.into_iter().map(|start| (start, owner)));
    }
    headers.sort_unstable();
    headers.dedup_by_key(|(_, owner)| *owner);
    let mut seen = vec![false; owners.len()];
    for &(start, owner) in &headers {
        if std::mem::replace(&mut seen[owner], true) {
            let message = "the tables of one record, or of one table, do not stand directly below each other";
            return Err(lines.problem(start, message));
        }
    }

    let mut pieces = vec![Piece {
        key: (String::new(), None, 0),
        meaning: Meaning::Table,
        lead: String::new(),
        core: String::new(),
        trail: String::new(),
        id: None,
        conflict: None,
    }];
    let mut behind = 0;
    for (start, owner) in headers {
        let (name, table, in_array) = owners[owner];
        let start = text.get(..start).and_then(|above| above.rfind('\n')).map_or(0, |at| at + 1);
        let (trail, lead) = split_gap(text.get(behind..start).unwrap_or(""));
        match pieces.as_mut_slice() {
            // What stands above the first table has no header of its own.
            [head] => head.core = trail.to_owned(),
            [.., above] => above.trail = trail.to_owned(),
            [] => {}
        }
        let end = end_of(table).max(start);
        let end = text.get(end..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| end + at + 1);
        let span = |key| {
            let span = table.get(key).and_then(Item::as_value)?.span()?;
            (span.start >= start && span.end <= end).then(|| span.start - start..span.end - start)
        };
        let core = ended(text.get(start..end).unwrap_or(""));
        let id = table.get("id").and_then(Item::as_str);
        let (name, meaning) = meaning(name, table, in_array);
        pieces.push(Piece {
            key: (name.to_owned(), in_array.then(|| id.unwrap_or(&core).to_owned()), 0),
            meaning,
            lead: lead.to_owned(),
            core,
            trail: String::new(),
            id: span("id"),
            conflict: span("conflict"),
        });
        behind = end;
    }
    let rest = text.get(behind..).unwrap_or("");
    match pieces.as_mut_slice() {
        [head] => head.core = ended(rest),
        [.., last] => last.trail = ended(rest),
        [] => {}
    }
    number(&mut pieces);
    Ok(pieces)
}

/// Numbers the pieces that share an id: first what lives, then what is deleted.
fn number(pieces: &mut [Piece]) {
    let mut count: HashMap<Key, usize> = HashMap::new();
    for deleted in [false, true] {
        for piece in pieces.iter_mut() {
            if matches!(piece.meaning, Meaning::Deleted(_)) == deleted {
                let nth = count.entry(piece.key.clone()).or_default();
                piece.key.2 = *nth;
                *nth += 1;
            }
        }
    }
}

/// Lines, the last of which has an end.
fn ended(lines: &str) -> String {
    let end = if lines.is_empty() || lines.ends_with('\n') { "" } else { "\n" };
    format!("{lines}{end}")
}

/// What a table is, and the name in its key.
fn meaning<'n>(name: &'n str, table: &Table, in_array: bool) -> (&'n str, Meaning) {
    if !in_array {
        return (name, Meaning::Table);
    }
    if name == Note::NAME
        && let Ok(note) = Note::read(table)
    {
        return (name, Meaning::Note(Box::new(note)));
    }
    if name == Deleted::NAME
        && let Ok(deleted) = Deleted::read(table)
    {
        return (Note::NAME, Meaning::Deleted(Box::new(deleted)));
    }
    (name, Meaning::Element)
}

/// Where the headers of a table stand, those of the tables below it included.
fn header_starts(table: &Table, starts: &mut Vec<usize>) {
    if !table.is_implicit() && !table.is_dotted() {
        starts.extend(table.span().map(|span| span.start));
    }
    for (_, item) in table.iter() {
        match item {
            Item::Table(table) => header_starts(table, starts),
            Item::ArrayOfTables(tables) => tables.iter().for_each(|table| header_starts(table, starts)),
            _ => {}
        }
    }
}

/// The lines between two pieces: comments directly below the one above, and
/// from the first empty line on what belongs to the next one.
fn split_gap(gap: &str) -> (&str, &str) {
    let below = gap.split_inclusive('\n').take_while(|line| !line.trim().is_empty());
    gap.split_at_checked(below.map(str::len).sum()).unwrap_or((gap, ""))
}
