//! The kinds of records in a notes file: one array of tables each.
//!
//! A kind of record is a type with [`Record`], a field of type [`Records`] in
//! the notes file, and a line where the file is read and where ranges move.

use std::collections::HashSet;
use std::ops::Range;

use toml_edit::{Item, Table, TableLike, Value};
use ulid::Ulid;

use crate::notes::{Deleted, Note};

use super::fields::{self, Field};
use super::lines::Lines;
use super::read::{self, Fields, Read};
use super::{NotesFile, ParseProblem};

/// What the notes file keeps an array of.
pub(in crate::notes) trait Record: Clone {
    /// The name of the array: `note` for `[[note]]`.
    const NAME: &'static str;
    /// What messages call one of them.
    const WORD: &'static str;
    /// Whether a second record with the same id is left out. Where it is not,
    /// the id means the last one.
    const UNIQUE: bool;
    /// The tables that may stand below one: `target` for `[note.target]`. Such
    /// a table goes when no field stands in it.
    const BELOW: &'static [&'static str];

    /// What the record is named by.
    fn id(&self) -> &str;

    /// Reads one.
    fn read(table: &dyn TableLike) -> Read<Self>;

    /// Every key that one may have, whether it has it or not, in the order in
    /// which a new one is written: first its own, then those of each table
    /// below it.
    fn fields(&self) -> Vec<Field>;

    /// The record as it reads once it is written.
    fn as_written(&self) -> Self;

    /// The records of this kind in a file.
    fn records(file: &NotesFile) -> &Records<Self>;

    /// The same, to be changed.
    fn records_mut(file: &mut NotesFile) -> &mut Records<Self>;
}

impl Record for Note {
    const NAME: &'static str = "note";
    const WORD: &'static str = "note";
    const UNIQUE: bool = true;
    const BELOW: &'static [&'static str] = &["target", "quote", "entity"];

    fn id(&self) -> &str {
        &self.id
    }

    fn read(table: &dyn TableLike) -> Read<Self> {
        read::note(table)
    }

    fn fields(&self) -> Vec<Field> {
        fields::of_note(self)
    }

    fn as_written(&self) -> Self {
        let (created, modified) = (fields::to_second(self.created), fields::to_second(self.modified));
        Self { created, modified, ..self.clone() }
    }

    fn records(file: &NotesFile) -> &Records<Self> {
        &file.notes
    }

    fn records_mut(file: &mut NotesFile) -> &mut Records<Self> {
        &mut file.notes
    }
}

impl Record for Deleted {
    const NAME: &'static str = "trash";
    const WORD: &'static str = "deleted note";
    const UNIQUE: bool = false;
    const BELOW: &'static [&'static str] = Note::BELOW;

    fn id(&self) -> &str {
        &self.note.id
    }

    fn read(table: &dyn TableLike) -> Read<Self> {
        let note = read::note(table)?;
        let deleted = Fields::of(table).date("deleted")?.unwrap_or(note.modified);
        Ok(Self { note, deleted })
    }

    fn fields(&self) -> Vec<Field> {
        let mut fields = fields::of_note(&self.note);
        let own = fields.iter().filter(|field| field.part == fields::Part::Itself).count();
        let value = Some(fields::date(self.deleted));
        fields.insert(own, Field { part: fields::Part::Itself, key: "deleted", value });
        fields
    }

    fn as_written(&self) -> Self {
        Self { note: self.note.as_written(), deleted: fields::to_second(self.deleted) }
    }

    fn records(file: &NotesFile) -> &Records<Self> {
        &file.trash
    }

    fn records_mut(file: &mut NotesFile) -> &mut Records<Self> {
        &mut file.trash
    }
}

/// The records of one kind, in the order of the file.
#[derive(Debug, Clone)]
pub(in crate::notes) struct Records<R> {
    all: Vec<R>,
    /// For each of them the bytes of its lines in the file, from its header to
    /// its last key.
    ranges: Vec<Range<usize>>,
    /// Why the first of those was left out that are in the file and not here.
    left_out: Option<ParseProblem>,
}

impl<R> Default for Records<R> {
    fn default() -> Self {
        Self { all: Vec::new(), ranges: Vec::new(), left_out: None }
    }
}

impl<R: Record> Records<R> {
    /// Reads all records of the kind. Those that are left out, and ids that are
    /// odd, are added to `problems`.
    ///
    /// # Errors
    /// Where their key holds something else.
    pub fn read(root: &Table, lines: &Lines, problems: &mut Vec<ParseProblem>) -> Result<Self, ParseProblem> {
        let mut records = Self::default();
        let word = R::WORD;
        let tables = match root.get(R::NAME) {
            None => return Ok(records),
            Some(Item::ArrayOfTables(tables)) => tables,
            Some(item) => {
                let at = item.span().map_or(0, |span| span.start);
                let message = format!("each {word} must be written as a table [[{}]]", R::NAME);
                return Err(lines.problem(at, message));
            }
        };
        let mut ids = HashSet::new();
        for table in tables {
            let header = table.span().unwrap_or_default();
            let record = match R::read(table) {
                Ok(record) => record,
                Err(wrong) => {
                    let at = wrong.at.map_or(header.start, |at| at.start);
                    let means = format!("this {word} stays in the file as it is, and is not shown");
                    records.leave_out(lines.problem(at, wrong.message), &means, problems);
                    continue;
                }
            };
            let key = table.get("id").and_then(Item::span).unwrap_or(header.clone());
            if !ids.insert(record.id().to_owned()) && R::UNIQUE {
                let message = format!("this {word} has the id of a {word} above");
                let means = "it stays in the file, and is not shown until it has its own";
                records.leave_out(lines.problem(key.start, message), means, problems);
                continue;
            }
            if Ulid::from_string(record.id()).is_err() {
                let message = format!("the id {:?} is not a ULID; the {word} is used as it is", record.id());
                problems.push(lines.problem(key.start, message));
            }
            records.all.push(record);
            records.ranges.push(lines.real(header.start..end_of(table).max(header.end)));
        }
        Ok(records)
    }

    /// Adds a problem, with what it means for the record in a notes file.
    fn leave_out(&mut self, problem: ParseProblem, means: &str, problems: &mut Vec<ParseProblem>) {
        let message = format!("{}; {means}", problem.message);
        problems.push(ParseProblem { message, ..problem });
        self.left_out.get_or_insert(problem);
    }

    /// Why the first of those was left out that are in the file and not here.
    pub fn left_out(&self) -> Option<&ParseProblem> {
        self.left_out.as_ref()
    }

    /// The records, in the order of the file.
    pub fn all(&self) -> &[R] {
        &self.all
    }

    /// The bytes of the file that hold the lines of a record.
    pub fn range(&self, index: usize) -> Range<usize> {
        self.ranges[index].clone()
    }

    /// Which record has that id: the last of several.
    pub fn index(&self, id: &str) -> Option<usize> {
        self.all.iter().rposition(|record| record.id() == id)
    }

    /// Takes one out of the list; the text is another's concern.
    pub fn take(&mut self, index: usize) {
        self.all.remove(index);
        self.ranges.remove(index);
    }

    /// Adds one whose lines stand at `range`.
    pub fn insert(&mut self, record: R, range: Range<usize>) {
        let at = self.ranges.partition_point(|other| other.start < range.start);
        self.all.insert(at, record);
        self.ranges.insert(at, range);
    }

    /// Moves what stands behind `lines`, which are now `len` bytes long.
    pub fn shift(&mut self, lines: &Range<usize>, len: usize) {
        for range in self.ranges.iter_mut().filter(|range| range.start >= lines.end) {
            range.start = range.start - lines.len() + len;
            range.end = range.end - lines.len() + len;
        }
    }
}

/// Where the last value or header of a table ends, tables below it included.
pub(super) fn end_of(table: &Table) -> usize {
    let end = |span: Option<Range<usize>>| span.map_or(0, |span| span.end);
    let below = table.iter().map(|(_, item)| match item {
        Item::None => 0,
        Item::Value(value) => end(Value::span(value)),
        Item::Table(table) => end_of(table),
        Item::ArrayOfTables(tables) => tables.iter().map(end_of).max().unwrap_or(0),
    });
    below.max().unwrap_or(0).max(end(table.span()))
}
