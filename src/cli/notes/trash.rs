//! `byline notes trash` and `byline notes restore`: deleted notes.

use super::list::{self, Column};
use crate::Error;
use crate::cli::output::{Out, Stop, complain, remark};
use crate::cli::settings::Settings;
use crate::export::{self, NoteOf};
use crate::io::store::Store;

const COLUMNS: [Column; 5] = [("ID", 26), ("DELETED", 20), ("ARTICLE", 32), ("WORDS", 36), ("NOTE", 48)];

/// Lists the deleted notes, or takes them away for good: `empty` is whether
/// that is asked for, and whether it is meant.
pub(super) fn list(json: bool, empty: (bool, bool), settings: &Settings, out: &mut Out) -> Result<(), Stop> {
    let dir = settings.notes_dir()?;
    let store = Store::new(dir.clone());
    if empty.0 {
        return self::empty(&store, empty.1, out);
    }
    let (files, errors) = store.list();
    errors.iter().for_each(complain);
    let notes: Vec<NoteOf<'_>> = files
        .iter()
        .flat_map(|file| {
            file.trash.iter().map(|deleted| NoteOf {
                note: &deleted.note,
                article: &file.info,
                file: file.path.display().to_string(),
                in_conflict: false,
                deleted: Some(deleted.deleted),
            })
        })
        .collect();
    if json {
        out.block(&export::notes_json(&notes))?;
    } else if !notes.is_empty() {
        let rows: Vec<Vec<String>> = notes
            .iter()
            .map(|of| {
                vec![
                    of.note.id.clone(),
                    of.deleted.map_or(String::new(), |at| at.to_string()),
                    of.article.title.clone(),
                    list::words(of.note).to_owned(),
                    list::first_line(of.note).to_owned(),
                ]
            })
            .collect();
        list::print(&COLUMNS, &rows, out)?;
    } else if errors.is_empty() {
        remark(&format!("no deleted notes in {}", dir.display()));
    }
    out.flush()?;
    if errors.is_empty() { Ok(()) } else { Err(Stop::Failed(Vec::new())) }
}

/// Takes deleted notes away for good.
fn empty(store: &Store, sure: bool, out: &mut Out) -> Result<(), Stop> {
    if !sure {
        let count: usize = store.list().0.iter().map(|file| file.trash.len()).sum();
        let notes = if count == 1 { "1 deleted note".to_owned() } else { format!("{count} deleted notes") };
        return Err(Stop::Usage(
            Error::new(format!("{notes} would be gone for good"))
                .hint("`byline notes trash` shows them; add --yes to --empty if that is meant"),
        ));
    }
    let (count, errors) = store.empty_trash()?;
    out.line(&format!("{count} {} gone for good", if count == 1 { "note is" } else { "notes are" }))?;
    if errors.is_empty() { Ok(()) } else { Err(Stop::Failed(errors)) }
}

/// Takes deleted notes back.
pub(super) fn restore(ids: &[String], settings: &Settings, out: &mut Out) -> Result<(), Stop> {
    let store = Store::new(settings.notes_dir()?);
    let mut errors = Vec::new();
    for id in ids {
        match store.restore(id) {
            Ok(note) => out.line(&format!("restored {}: {}", note.id, list::first_line(&note)))?,
            Err(error) => errors.push(error),
        }
    }
    out.flush()?;
    if errors.is_empty() { Ok(()) } else { Err(Stop::Failed(errors)) }
}
