//! Brings notes along from earlier texts of an article.

use std::sync::Arc;

use super::store::{Earlier, Store};
use crate::Result;
use crate::app::{self, Also, Carried, Save};
use crate::notes::{Anchoring, Change, Meanwhile};
use crate::text::Article;

/// Two texts that share less than this are two articles, of which the later one
/// has taken the place of the other in a file.
const SAME_ARTICLE: f32 = 0.1;

/// The notes on earlier texts with their places in `article`, and what the
/// reader should know of notes that are not among them.
pub fn carried(earlier: Vec<Earlier>, article: &Article) -> (Vec<Carried>, Vec<String>) {
    let mut carried = Vec::new();
    let mut warnings = Vec::new();
    for Earlier { path, info, text, notes } in earlier {
        let anchoring = Anchoring::new(text.as_deref(), article.text());
        if anchoring.shared() < SAME_ARTICLE {
            let notes = if notes.len() == 1 {
                "1 note was".to_owned()
            } else {
                format!("{} notes were", notes.len())
            };
            warnings.push(format!("{notes} made on quite another text of this file: {}", path.display()));
            continue;
        }
        let place =
            |note: &crate::notes::Note| note.target.as_ref().map(|target| anchoring.place(target, note.kind));
        let anchors: Vec<_> = notes.iter().map(place).collect();
        drop(anchoring);
        let from = Arc::new(app::Earlier { info, text: text.unwrap_or_default() });
        let notes = notes.into_iter().zip(anchors);
        carried.extend(notes.map(|(note, anchor)| Carried { note, anchor, from: from.clone() }));
    }
    (carried, warnings)
}

/// Makes the changes of a save. A note that goes from one file to another is on
/// disk in the one before it is taken out of the other: a crash in between
/// leaves it in both, and [`Store::load`] shows it once.
///
/// # Errors
/// As for [`Store::apply`]. Where a note cannot be taken out of the file that
/// it came from, that is no error: it is on disk, and is shown once.
pub fn save(store: &Store, save: &Save) -> Result<Vec<Meanwhile>> {
    let here = || store.apply(&save.info, save.article.text(), &save.changes);
    let there = || {
        save.also.chunk_by(|one, other| one.earlier == other.earlier).try_for_each(|also| {
            let changes: Vec<Change> = also.iter().map(|also| also.change.clone()).collect();
            let Some(Also { earlier, .. }) = also.first() else { return Ok(()) };
            store.apply(&earlier.info, &earlier.text, &changes).map(|_| ())
        })
    };
    match save.also.last().map(|also| &also.change) {
        None => here(),
        Some(Change::Put { .. }) => there().and_then(|()| here()),
        Some(Change::Remove(_)) => {
            let meanwhile = here()?;
            there().map(|()| meanwhile)
        }
        Some(Change::Take(_)) => {
            let meanwhile = here()?;
            let _ = there();
            Ok(meanwhile)
        }
    }
}
