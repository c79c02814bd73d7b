//! `byline notes list`: a table for people, JSON for programs.

use unicode_width::UnicodeWidthStr as _;

use crate::cli::args::Filter;
use crate::cli::output::{Out, Stop, complain, remark};
use crate::cli::settings::Settings;
use crate::export::{self, NoteOf};
use crate::io::store::Store;
use crate::notes::Note;
use crate::text::SafeText;

/// A column of a table: its heading and its greatest width, in cells.
pub(super) type Column = (&'static str, usize);

const COLUMNS: [Column; 6] =
    [("ARTICLE", 32), ("KIND", 7), ("STATUS", 18), ("WORDS", 36), ("NOTE", 48), ("TAGS", usize::MAX)];

/// Between two columns.
const GAP: &str = "  ";

/// Prints the notes that are asked for.
pub(super) fn run(filter: &Filter, json: bool, settings: &Settings, out: &mut Out) -> Result<(), Stop> {
    let dir = settings.notes_dir()?;
    let store = Store::new(dir.clone());
    let (files, mut errors) = store.list();
    let mut found: Vec<NoteOf<'_>> = Vec::new();
    for file in &files {
        found.extend(filter.of(&store, file, &mut |error| errors.push(error)));
    }
    errors.iter().for_each(complain);
    if json {
        out.block(&export::notes_json(&found))?;
    } else if !found.is_empty() {
        print(&COLUMNS, &found.iter().map(row).collect::<Vec<_>>(), out)?;
    } else if errors.is_empty() && (filter.is_empty() || files.iter().all(|file| file.notes.is_empty())) {
        remark(&format!("no notes in {} yet", dir.display()));
    } else if errors.is_empty() {
        remark(&format!("no note in {} is of that sort", dir.display()));
    }
    out.flush()?;
    if errors.is_empty() { Ok(()) } else { Err(Stop::Failed(Vec::new())) }
}

fn row(of: &NoteOf<'_>) -> Vec<String> {
    let note = of.note;
    let status = note.status.map(|status| status.name());
    let conflict = of.in_conflict.then_some("conflict");
    vec![
        of.article.title.clone(),
        note.kind.name().to_owned(),
        [status, conflict].into_iter().flatten().collect::<Vec<_>>().join(", "),
        words(note).to_owned(),
        first_line(note).to_owned(),
        note.tags.join(", "),
    ]
}

/// What the note is on.
pub(super) fn words(note: &Note) -> &str {
    match (&note.entity, &note.target) {
        (Some(entity), _) => &entity.name,
        (None, Some(target)) => &target.exact,
        (None, None) => "",
    }
}

/// The first line that says something.
pub(super) fn first_line(note: &Note) -> &str {
    note.body.lines().find(|line| !line.trim().is_empty()).unwrap_or("")
}

/// Prints a table.
pub(super) fn print(columns: &[Column], rows: &[Vec<String>], out: &mut Out) -> Result<(), Stop> {
    let lines = table(columns, rows);
    let (heading, lines) = lines.split_first().map_or(("", &[] as &[String]), |(h, l)| (h.as_str(), l));
    out.heading(heading)?;
    lines.iter().try_for_each(|line| out.line(line))
}

/// The rows below the headings, each column as wide as it must be and no wider
/// than it may be. A column without anything in it is left out.
fn table(columns: &[Column], rows: &[Vec<String>]) -> Vec<String> {
    let mut lines = vec![String::new(); rows.len() + 1];
    for (at, &(heading, widest)) in columns.iter().enumerate() {
        let cells = rows.iter().map(|row| cell(row.get(at).map_or("", String::as_str), widest));
        let cells: Vec<String> = cells.collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let width = cells.iter().map(|cell| cell.width()).max().unwrap_or(0).max(heading.width());
        for (line, cell) in
            lines.iter_mut().zip(std::iter::once(heading).chain(cells.iter().map(String::as_str)))
        {
            if !line.is_empty() {
                line.push_str(GAP);
            }
            line.push_str(cell);
            line.push_str(&" ".repeat(width.saturating_sub(cell.width())));
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// The text on one line of at most `widest` cells.
fn cell(text: &str, widest: usize) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    SafeText::new(&words).clip(widest).as_str().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_straight_columns() {
        let row = |cells: [&str; 6]| cells.map(str::to_owned).to_vec();
        let lines = table(
            &COLUMNS,
            &[
                row([
                    "Ferry Owner Knew of Cracks, Inquiry Hears",
                    "quote",
                    "",
                    "I told them\nin writing",
                    "Ask",
                    "a, b",
                ]),
                row(["日本", "article", "", "", "Hm,\n\twhat", ""]),
            ],
        );
        assert_eq!(
            lines,
            [
                "ARTICLE                           KIND     WORDS                   NOTE      TAGS",
                "Ferry Owner Knew of Cracks, Inq…  quote    I told them in writing  Ask       a, b",
                "日本                              article                          Hm, what",
            ]
        );
    }
}
