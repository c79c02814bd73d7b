//! One article's notes file: TOML in, notes out, and back with every byte that
//! is not of a changed note.
//!
//! The file is the reader's: people edit it by hand and keep it in git. The
//! text is therefore kept as it was read, and a change replaces the lines of
//! one note and no others; `toml_edit` edits those lines. So line endings, a
//! byte order mark, comments, unknown keys and ill-formed notes survive.

mod edit;
mod fields;
mod lines;
mod read;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::fmt;
use std::ops::Range;

use toml_edit::{Document, Item, Table, Value};
use ulid::Ulid;

use crate::notes::Note;
use crate::text::Article;

use lines::Lines;

/// The value of the key `format` of every notes file.
pub const FORMAT: &str = "byline-notes";

/// The version of the format that this program writes, and the newest it reads.
pub const VERSION: i64 = 1;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// What a notes file says of its article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ArticleInfo {
    /// What identifies the text: [`Article::id`].
    pub id: String,
    /// The title, for people.
    pub title: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published, as written.
    pub published: Option<String>,
    /// The file it was read from; `None` for standard input.
    pub path: Option<String>,
    /// The file with the text that the offsets count in, relative to the
    /// notes folder.
    pub snapshot: Option<String>,
}

impl ArticleInfo {
    /// What is known of `article`, which was read from `path`.
    pub fn of(article: &Article, path: Option<&str>) -> Self {
        let meta = &article.meta;
        Self {
            id: article.id().to_owned(),
            title: article.title().to_owned(),
            outlet: meta.outlet.clone(),
            url: meta.url.clone(),
            author: meta.author.clone(),
            published: meta.published.clone(),
            path: path.map(str::to_owned),
            snapshot: None,
        }
    }
}

/// Something in a notes file that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseProblem {
    /// The line, from 1.
    pub line: usize,
    /// The column in code points, from 1.
    pub column: usize,
    /// What is wrong, in one line without a final full stop. It may hold
    /// foreign characters.
    pub message: String,
}

impl fmt::Display for ParseProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

/// A notes file, as text and as notes.
#[derive(Debug, Clone)]
pub struct NotesFile {
    /// The file as read, with its byte order mark and line endings.
    text: String,
    article: ArticleInfo,
    notes: Vec<Note>,
    /// For each note the bytes of its lines in `text`, from its header to its
    /// last key.
    ranges: Vec<Range<usize>>,
    problems: Vec<ParseProblem>,
}

impl NotesFile {
    /// A file without notes.
    pub fn new(article: &ArticleInfo) -> Self {
        let mut text = header();
        text.push_str("\n[article]\n");
        fields::push_article(&mut text, article);
        Self { text, article: article.clone(), notes: Vec::new(), ranges: Vec::new(), problems: Vec::new() }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Where the text is not TOML, still holds the marks of a git conflict, or
    /// is not a notes file of a version that is known here. A single ill-formed
    /// note is no error: see [`problems`](Self::problems).
    pub fn parse(text: &str) -> Result<Self, ParseProblem> {
        // Parsed with `\n` alone, a body with `\r\n` reads as it was written.
        let lines = Lines::new(text);
        let problem = |at, message| lines.problem(at, message);
        if let Some(at) = lines.plain.find('\r') {
            return Err(problem(at, "a carriage return stands inside a line".to_owned()));
        }
        let document = Document::parse(lines.plain.as_str()).map_err(|error| not_toml(&lines, &error))?;
        check_version(document.as_table()).map_err(|wrong| problem(start(&wrong), wrong.message))?;
        let article = match document.get("article") {
            Some(item) => read::article(item).map_err(|wrong| problem(start(&wrong), wrong.message))?,
            None => return Err(problem(0, "the table [article] is missing".to_owned())),
        };

        let mut file =
            Self { text: text.to_owned(), article, notes: vec![], ranges: vec![], problems: vec![] };
        let tables = match document.get("note") {
            None => return Ok(file),
            Some(Item::ArrayOfTables(tables)) => tables,
            Some(item) => {
                let at = item.span().map_or(0, |span| span.start);
                return Err(problem(at, "each note must be written as a table [[note]]".to_owned()));
            }
        };
        let mut ids = HashSet::new();
        for table in tables {
            let header = table.span().unwrap_or_default();
            match read::note(table) {
                Ok(note) => {
                    let key = table.get("id").and_then(Item::span).unwrap_or(header.clone());
                    if !ids.insert(note.id.clone()) {
                        let message = "this note has the id of a note above; \
                                       it stays in the file, and is not shown until it has its own";
                        file.problems.push(problem(key.start, message.to_owned()));
                        continue;
                    }
                    if Ulid::from_string(&note.id).is_err() {
                        let message =
                            format!("the id {:?} is not a ULID; the note is used as it is", note.id);
                        file.problems.push(problem(key.start, message));
                    }
                    file.notes.push(note);
                    file.ranges.push(lines.real(header.start..end_of(table).max(header.end)));
                }
                Err(wrong) => {
                    let at = wrong.at.map_or(header.start, |at| at.start);
                    let message =
                        format!("{}; this note stays in the file as it is, and is not shown", wrong.message);
                    file.problems.push(problem(at, message));
                }
            }
        }
        Ok(file)
    }

    /// What the file says of its article.
    pub fn article(&self) -> &ArticleInfo {
        &self.article
    }

    /// The notes, in the order of the file.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The notes that are left out since they are ill-formed or have the id of
    /// another one, and ids that are not ULIDs. Lines are those of the text
    /// that was parsed.
    pub fn problems(&self) -> &[ParseProblem] {
        &self.problems
    }

    /// Adds a note behind the others, or changes the note with its id: only
    /// the keys that say something else now. Says whether there were any.
    ///
    /// # Errors
    /// Where the note is written in a way that cannot be changed in place, such
    /// as with another table in its middle. The file is as before then.
    pub fn put(&mut self, note: &Note) -> Result<bool, ParseProblem> {
        let Some(index) = self.notes.iter().position(|old| old.id == note.id) else {
            self.append(note);
            return Ok(true);
        };
        let (old, range) = (&self.notes[index], self.ranges[index].clone());
        if fields::same(old, note) {
            return Ok(false);
        }
        let block = &self.text[range.clone()];
        let crlf = block.contains("\r\n");
        let Some((changed, note)) = edit::change(&block.replace("\r\n", "\n"), old, note) else {
            return Err(self.unchangeable(index));
        };
        let changed = if crlf { changed.replace('\n', "\r\n") } else { changed };
        self.notes[index] = note;
        self.splice(range, &changed);
        self.ranges[index].end = self.ranges[index].start + changed.len();
        Ok(true)
    }

    /// Removes the note with that id, and says whether there was one. Comments
    /// above and below it stay.
    ///
    /// # Errors
    /// As for [`put`](Self::put).
    pub fn remove(&mut self, id: &str) -> Result<bool, ParseProblem> {
        let Some(index) = self.notes.iter().position(|note| note.id == id) else {
            return Ok(false);
        };
        let mut range = self.ranges[index].clone();
        if edit::parse_one(&self.text[range.clone()].replace("\r\n", "\n"), &self.notes[index]).is_none() {
            return Err(self.unchangeable(index));
        }
        // The empty line above the note goes with it.
        let above = &self.text[..range.start];
        if let Some(above) = above.strip_suffix('\n')
            && let above = above.strip_suffix('\r').unwrap_or(above)
            && above.ends_with('\n')
        {
            range.start = above.len();
        }
        self.notes.remove(index);
        self.ranges.remove(index);
        self.splice(range, "");
        Ok(true)
    }

    fn append(&mut self, note: &Note) {
        let mut block = String::new();
        fields::push_note(&mut block, "note", note);
        let newline = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        if !self.text.ends_with('\n') {
            self.text.push_str(newline);
        }
        self.text.push_str(newline);
        let start = self.text.len();
        self.text.push_str(&block.replace('\n', newline));
        self.notes.push(fields::as_written(note));
        self.ranges.push(start..self.text.len());
    }

    /// Replaces whole lines, and moves the ranges behind them.
    fn splice(&mut self, lines: Range<usize>, by: &str) {
        self.text.replace_range(lines.clone(), by);
        for range in self.ranges.iter_mut().filter(|range| range.start >= lines.end) {
            range.start = range.start - lines.len() + by.len();
            range.end = range.end - lines.len() + by.len();
        }
    }

    fn unchangeable(&self, index: usize) -> ParseProblem {
        let above = self.ranges.get(index).and_then(|range| self.text.get(..range.start)).unwrap_or("");
        let message = "this note cannot be changed as it is written; \
                       put its tables directly below each other"
            .to_owned();
        ParseProblem { line: above.matches('\n').count() + 1, column: 1, message }
    }
}

impl fmt::Display for NotesFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The text of a new notes file.
pub fn render(article: &ArticleInfo, notes: &[Note]) -> String {
    let mut text = NotesFile::new(article).text;
    for note in notes {
        text.push('\n');
        fields::push_note(&mut text, "note", note);
    }
    text
}

/// The notes of several articles as one text: an array `article`, each with
/// its notes as an array `note`.
pub fn render_many<'n>(articles: impl IntoIterator<Item = (&'n ArticleInfo, &'n [Note])>) -> String {
    let mut text = header();
    for (article, notes) in articles {
        text.push_str("\n[[article]]\n");
        fields::push_article(&mut text, article);
        for note in notes {
            text.push('\n');
            fields::push_note(&mut text, "article.note", note);
        }
    }
    text
}

fn header() -> String {
    format!("format = \"{FORMAT}\"\nversion = {VERSION}\n")
}

fn check_version(root: &Table) -> Result<(), read::Wrong> {
    let wrong =
        |key: &str, message: String| Err(read::Wrong { at: root.get(key).and_then(Item::span), message });
    if root.get("format").and_then(Item::as_str) != Some(FORMAT) {
        return wrong("format", format!("this is no notes file: the key format is not {FORMAT:?}"));
    }
    match root.get("version").and_then(Item::as_integer) {
        Some(VERSION) => Ok(()),
        Some(newer) if newer > VERSION => wrong(
            "version",
            format!(
                "a newer program wrote this file (version {newer}); \
                 this one knows version {VERSION}, and leaves it alone"
            ),
        ),
        _ => wrong("version", format!("the key version must be {VERSION}")),
    }
}

fn start(wrong: &read::Wrong) -> usize {
    wrong.at.as_ref().map_or(0, |at| at.start)
}

fn not_toml(lines: &Lines, error: &toml_edit::TomlError) -> ParseProblem {
    let mut at = 0;
    for line in lines.plain.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") {
            let message = "git left the marks of a conflict (<<<<<<<, =======, >>>>>>>); \
                           keep what you want of both versions and remove the marks";
            return lines.problem(at, message);
        }
        at += line.len();
    }
    let message = error.message().lines().next().unwrap_or("this is not TOML");
    lines.problem(error.span().map_or(0, |span| span.start), message)
}

/// Where the last value or header of a table ends, tables below it included.
fn end_of(table: &Table) -> usize {
    let end = |span: Option<Range<usize>>| span.map_or(0, |span| span.end);
    let below = table.iter().map(|(_, item)| match item {
        Item::None => 0,
        Item::Value(value) => end(Value::span(value)),
        Item::Table(table) => end_of(table),
        Item::ArrayOfTables(tables) => tables.iter().map(end_of).max().unwrap_or(0),
    });
    below.max().unwrap_or(0).max(end(table.span()))
}
