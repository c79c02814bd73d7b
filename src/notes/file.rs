//! One article's notes file: TOML in, notes out, and back with every byte that
//! is not of a changed note.
//!
//! The file is the reader's: people edit it by hand and keep it in git. The
//! text is therefore kept as it was read, and a change replaces the lines of
//! one record and no others; `toml_edit` edits those lines. So line endings, a
//! byte order mark, comments, unknown keys and ill-formed records survive.
//!
//! A record is a table of one of the arrays `[[note]]`, `[[trash]]` and
//! `[[correction]]`. A
//! deleted note stays where it is: only its headers get another name, so that
//! taking it back gives the file that was.

mod correction;
mod edit;
mod fields;
mod lines;
mod markers;
mod merge;
mod pieces;
mod read;
mod record;
#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;

use jiff::Timestamp;
use toml_edit::{Document, Item, Table};

use crate::notes::{Correction, Deleted, Note};
use crate::text::Article;

use lines::Lines;
pub(in crate::notes) use markers::begins_like_a_mark;
pub use merge::{Merged, Unmergeable, merge};
use record::{Record, Records};

/// The value of the key `format` of every notes file.
pub const FORMAT: &str = "byline-notes";

/// The version of the format that this program writes, and the newest it reads.
pub const VERSION: i64 = 1;

/// The most signs of keys, tables and values (`=`, `[`, `{`, `,`) in a file
/// that is read: a parsed value takes a hundred times its text. A note has some
/// thirty of them.
const MOST_SIGNS: usize = 1_000_000;

/// The most problems that are told of one file.
const MOST_PROBLEMS: usize = 50;

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

/// A notes file, as text and as records.
#[derive(Debug, Clone)]
pub struct NotesFile {
    /// The file as read, with its byte order mark and line endings.
    text: String,
    article: ArticleInfo,
    notes: Records<Note>,
    trash: Records<Deleted>,
    corrections: Records<Correction>,
    problems: Vec<ParseProblem>,
}

impl NotesFile {
    /// A file without notes.
    pub fn new(article: &ArticleInfo) -> Self {
        let mut text = header();
        text.push_str("\n[article]\n");
        fields::push_article(&mut text, article);
        Self::without_records(text, article.clone())
    }

    /// Reads a file. Where git left the marks of a conflict, both versions are
    /// read, as by [`merge`]; the text is then the merged one, without marks.
    ///
    /// # Errors
    /// Where the text is not TOML, holds the marks of a conflict that cannot be
    /// read, or is not a notes file of a version that is known here. A single ill-formed
    /// note is no error: see [`problems`](Self::problems).
    pub fn parse(text: &str) -> Result<Self, ParseProblem> {
        let Some((merged, line)) = merge::without_marks(text) else { return Self::parse_plain(text) };
        let mut file = Self::parse_plain(&merged)?;
        // The lines of the merged text are not those of the file.
        for problem in &mut file.problems {
            (problem.line, problem.column) = (line, 1);
        }
        let message = "git left the marks of a conflict (<<<<<<<, =======, >>>>>>>); the notes of both \
                       versions are shown, and the next note that is saved takes the marks away"
            .to_owned();
        file.problems.insert(0, ParseProblem { line, column: 1, message });
        Ok(file)
    }

    fn parse_plain(text: &str) -> Result<Self, ParseProblem> {
        // Parsed with `\n` alone, a body with `\r\n` reads as it was written.
        let lines = Lines::new(text);
        let problem = |at, message| lines.problem(at, message);
        if let Some(at) = lines.plain.find('\r') {
            return Err(problem(at, "a carriage return stands inside a line".to_owned()));
        }
        let signs = lines.plain.bytes().filter(|byte| matches!(byte, b'=' | b'[' | b'{' | b','));
        if signs.count() > MOST_SIGNS {
            return Err(problem(0, format!("it holds more than {MOST_SIGNS} keys, tables and values")));
        }
        let document = Document::parse(lines.plain.as_str()).map_err(|error| not_toml(&lines, &error))?;
        check_version(document.as_table()).map_err(|wrong| problem(start(&wrong), wrong.message))?;
        let article = match document.get("article") {
            Some(item) => read::article(item).map_err(|wrong| problem(start(&wrong), wrong.message))?,
            None => return Err(problem(0, "the table [article] is missing".to_owned())),
        };

        let mut file = Self::without_records(text.to_owned(), article);
        file.notes = Records::read(document.as_table(), &lines, &mut file.problems)?;
        file.trash = Records::read(document.as_table(), &lines, &mut file.problems)?;
        file.corrections = Records::read(document.as_table(), &lines, &mut file.problems)?;
        file.problems.sort_by_key(|problem| (problem.line, problem.column));
        if file.problems.len() > MOST_PROBLEMS {
            let more = file.problems.len() - MOST_PROBLEMS;
            file.problems.truncate(MOST_PROBLEMS);
            let line = file.problems.last().map_or(1, |problem| problem.line);
            let message = format!("{more} more records below are not as they must be");
            file.problems.push(ParseProblem { line, column: 1, message });
        }
        Ok(file)
    }

    fn without_records(text: String, article: ArticleInfo) -> Self {
        Self {
            text,
            article,
            notes: Records::default(),
            trash: Records::default(),
            corrections: Records::default(),
            problems: Vec::new(),
        }
    }

    /// What the file says of its article.
    pub fn article(&self) -> &ArticleInfo {
        &self.article
    }

    /// The notes, in the order of the file.
    pub fn notes(&self) -> &[Note] {
        self.notes.all()
    }

    /// The deleted notes, in the order of the file. An id may be there twice,
    /// and be that of a note too.
    pub fn trash(&self) -> &[Deleted] {
        self.trash.all()
    }

    /// The reader's corrections, in the order of the file.
    pub fn corrections(&self) -> &[Correction] {
        self.corrections.all()
    }

    /// The records that are left out since they are ill-formed or have the id
    /// of another one, and ids that are not ULIDs. Lines are those of the text
    /// that was parsed.
    pub fn problems(&self) -> &[ParseProblem] {
        &self.problems
    }

    /// Why the first note was left out that is in the text and not among the
    /// [`notes`](Self::notes).
    pub fn left_out(&self) -> Option<&ParseProblem> {
        self.notes.left_out()
    }

    /// Makes a note say what `note` says: changes the note with its id, only
    /// the keys that say something else now; or takes it out of the trash, where
    /// the deleted one says the same; or adds it behind all others. Says whether
    /// that changed anything.
    ///
    /// # Errors
    /// Where the note is written in a way that cannot be changed in place, such
    /// as with another table in its middle. The file is as before then.
    pub fn put(&mut self, note: &Note) -> Result<bool, ParseProblem> {
        // Deleted words that are others stay in the trash: somebody wrote them.
        let same = |deleted: &Deleted| fields::same(&deleted.note, note);
        match (self.notes.index(&note.id), self.trash.all().iter().rposition(same)) {
            (None, Some(index)) => self.turn::<Deleted, Note>(index, note),
            _ => self.put_record(note),
        }
    }

    /// Moves the note with that id to the trash, and says whether there was one.
    ///
    /// # Errors
    /// As for [`put`](Self::put).
    pub fn delete(&mut self, id: &str, deleted: Timestamp) -> Result<bool, ParseProblem> {
        let Some(index) = self.notes.index(id) else { return Ok(false) };
        let note = self.notes.all()[index].clone();
        self.turn::<Note, Deleted>(index, &Deleted { note, deleted })
    }

    /// Takes the deleted note that has that id, the last of several, out of the
    /// file for good, and says whether there was one. Comments above and below
    /// it stay.
    ///
    /// # Errors
    /// As for [`put`](Self::put).
    pub fn purge(&mut self, id: &str) -> Result<bool, ParseProblem> {
        self.remove_record::<Deleted>(id)
    }

    /// Adds a correction, or changes the one with its id. Says whether that
    /// changed anything.
    ///
    /// # Errors
    /// As for [`put`](Self::put).
    pub fn put_correction(&mut self, correction: &Correction) -> Result<bool, ParseProblem> {
        self.put_record(correction)
    }

    /// Takes the correction with that id out of the file, and says whether
    /// there was one.
    ///
    /// # Errors
    /// As for [`put`](Self::put).
    pub fn remove_correction(&mut self, id: &str) -> Result<bool, ParseProblem> {
        self.remove_record::<Correction>(id)
    }

    /// Changes the record with that id, or adds it. Says whether that changed
    /// anything.
    fn put_record<R: Record>(&mut self, record: &R) -> Result<bool, ParseProblem> {
        let Some(index) = R::records(self).index(record.id()) else {
            self.append(record);
            return Ok(true);
        };
        if fields::same(&R::records(self).all()[index], record) {
            return Ok(false);
        }
        self.turn::<R, R>(index, record)
    }

    /// Takes the record with that id out of the file; its comments above and
    /// below stay. Says whether there was one.
    fn remove_record<R: Record>(&mut self, id: &str) -> Result<bool, ParseProblem> {
        let records = R::records(self);
        let Some(index) = records.index(id) else { return Ok(false) };
        let mut range = records.range(index);
        let plain = self.text[range.clone()].replace("\r\n", "\n");
        if edit::parse_one(&plain, &records.all()[index]).is_none() {
            return Err(self.unchangeable::<R>(range.start));
        }
        // The empty line above the record goes with it.
        let above = &self.text[..range.start];
        if let Some(above) = above.strip_suffix('\n')
            && let above = above.strip_suffix('\r').unwrap_or(above)
            && above.ends_with('\n')
        {
            range.start = above.len();
        }
        R::records_mut(self).take(index);
        self.splice(range, "");
        Ok(true)
    }

    /// Makes record `index` of one kind say what `new` says, which may be of
    /// another kind.
    fn turn<A: Record, B: Record>(&mut self, index: usize, new: &B) -> Result<bool, ParseProblem> {
        let old = &A::records(self).all()[index];
        let range = A::records(self).range(index);
        let block = &self.text[range.clone()];
        let crlf = block.contains("\r\n");
        let Some((changed, new)) = edit::change(&block.replace("\r\n", "\n"), old, new) else {
            return Err(self.unchangeable::<A>(range.start));
        };
        let changed = if crlf { changed.replace('\n', "\r\n") } else { changed };
        let start = range.start;
        A::records_mut(self).take(index);
        self.splice(range, &changed);
        B::records_mut(self).insert(new, start..start + changed.len());
        Ok(true)
    }

    fn append<R: Record>(&mut self, record: &R) {
        let mut block = String::new();
        fields::push(&mut block, R::NAME, record);
        let newline = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        if !self.text.ends_with('\n') {
            self.text.push_str(newline);
        }
        self.text.push_str(newline);
        let start = self.text.len();
        self.text.push_str(&block.replace('\n', newline));
        let range = start..self.text.len();
        R::records_mut(self).insert(record.as_written(), range);
    }

    /// Replaces whole lines, and moves the ranges behind them.
    fn splice(&mut self, lines: Range<usize>, by: &str) {
        self.text.replace_range(lines.clone(), by);
        self.notes.shift(&lines, by.len());
        self.trash.shift(&lines, by.len());
        self.corrections.shift(&lines, by.len());
    }

    fn unchangeable<R: Record>(&self, start: usize) -> ParseProblem {
        let above = self.text.get(..start).unwrap_or("");
        let message = format!(
            "this {} cannot be changed as it is written; put its tables directly below each other",
            R::WORD
        );
        ParseProblem { line: above.matches('\n').count() + 1, column: 1, message }
    }
}

impl fmt::Display for NotesFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Note {
    /// Whether two notes say the same once they are written: dates to the
    /// second.
    pub fn is_same(&self, other: &Self) -> bool {
        fields::same(self, other)
    }
}

/// The lines of a new note.
pub(in crate::notes) fn text_of(note: &Note) -> String {
    let mut text = String::new();
    fields::push(&mut text, Note::NAME, note);
    text
}

/// The text of a new notes file.
pub fn render(article: &ArticleInfo, notes: &[Note], corrections: &[Correction]) -> String {
    let mut text = NotesFile::new(article).text;
    push_all(&mut text, "", notes);
    push_all(&mut text, "", corrections);
    text
}

/// The notes and corrections of several articles as one text: an array
/// `article`, each with its notes as an array `note` and its corrections as an
/// array `correction`.
pub fn render_many<'n>(
    articles: impl IntoIterator<Item = (&'n ArticleInfo, &'n [Note], &'n [Correction])>,
) -> String {
    let mut text = header();
    for (article, notes, corrections) in articles {
        text.push_str("\n[[article]]\n");
        fields::push_article(&mut text, article);
        push_all(&mut text, "article.", notes);
        push_all(&mut text, "article.", corrections);
    }
    text
}

fn push_all<R: Record>(text: &mut String, above: &str, records: &[R]) {
    for record in records {
        text.push('\n');
        fields::push(text, &format!("{above}{}", R::NAME), record);
    }
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
