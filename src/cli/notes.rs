//! `byline notes`: looking at notes.

mod add;

use unicode_width::UnicodeWidthStr as _;

use super::args::NotesTask;
use super::output::{Out, Stop, complain, remark};
use super::settings::Settings;
use crate::io::store::{Listed, Store};
use crate::notes::Note;
use crate::text::SafeText;

/// The columns of the table, and the greatest width of each, in cells.
const COLUMNS: [(&str, usize); 5] =
    [("ARTICLE", 32), ("KIND", 7), ("WORDS", 36), ("NOTE", 48), ("TAGS", usize::MAX)];

/// Between two columns.
const GAP: &str = "  ";

/// Does what is asked for.
pub fn run(task: &NotesTask, settings: &Settings, out: &mut Out) -> Result<(), Stop> {
    match task {
        NotesTask::List => list(settings, out),
        NotesTask::Add(task) => add::run(task, settings, out),
        NotesTask::Drafts => add::drafts(out),
    }
}

/// Prints a table with a row for every note.
fn list(settings: &Settings, out: &mut Out) -> Result<(), Stop> {
    let dir = settings.notes_dir()?;
    let (files, errors) = Store::new(dir.clone()).list();
    errors.iter().for_each(complain);
    let rows: Vec<[String; 5]> = files.iter().flat_map(rows).collect();
    if rows.is_empty() && errors.is_empty() {
        remark(&format!("no notes in {} yet", dir.display()));
    } else if !rows.is_empty() {
        let lines = table(&rows);
        let (heading, lines) = lines.split_first().map_or(("", &[] as &[String]), |(h, l)| (h.as_str(), l));
        out.heading(heading)?;
        for line in lines {
            out.line(line)?;
        }
    }
    out.flush()?;
    if errors.is_empty() { Ok(()) } else { Err(Stop::Failed(Vec::new())) }
}

/// The rows of one article.
fn rows(file: &Listed) -> impl Iterator<Item = [String; 5]> {
    file.notes.iter().map(|note| {
        [
            file.info.title.clone(),
            note.kind.name().to_owned(),
            words(note).to_owned(),
            note.body.lines().find(|line| !line.trim().is_empty()).unwrap_or("").to_owned(),
            note.tags.join(", "),
        ]
    })
}

/// What the note is on.
fn words(note: &Note) -> &str {
    match (&note.entity, &note.target) {
        (Some(entity), _) => &entity.name,
        (None, Some(target)) => &target.exact,
        (None, None) => "",
    }
}

/// The rows, each column as wide as it must be and no wider than it may be.
fn table(rows: &[[String; 5]]) -> Vec<String> {
    let heading = COLUMNS.map(|(name, _)| name.to_owned());
    let cells: Vec<[String; 5]> = std::iter::once(&heading)
        .chain(rows)
        .map(|row| {
            let mut cells = COLUMNS.iter().zip(row).map(|((_, widest), text)| cell(text, *widest));
            std::array::from_fn(|_| cells.next().unwrap_or_default())
        })
        .collect();
    let widths: [usize; 5] =
        std::array::from_fn(|at| cells.iter().map(|row| row[at].width()).max().unwrap_or(0));
    let line = |row: &[String; 5]| {
        let padded = row.iter().zip(widths).map(|(text, width)| {
            let space = width.saturating_sub(text.width());
            format!("{text}{}", " ".repeat(space))
        });
        padded.collect::<Vec<_>>().join(GAP).trim_end().to_owned()
    };
    cells.iter().map(line).collect()
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
        let row = |cells: [&str; 5]| cells.map(str::to_owned);
        let lines = table(&[
            row([
                "Ferry Owner Knew of Cracks, Inquiry Hears",
                "quote",
                "I told them\nin writing",
                "Ask",
                "a, b",
            ]),
            row(["日本", "article", "", "Hm,\n\twhat", ""]),
        ]);
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
