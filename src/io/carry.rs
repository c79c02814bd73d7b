//! Brings notes along from earlier texts of an article.

use std::sync::Arc;

use super::store::{Earlier, Store};
use crate::Result;
use crate::app::{self, Also, Carried, CarriedCorrection, Save};
use crate::notes::{Anchoring, Change, Correction, Meanwhile, Note, NoteKind, Target};
use crate::text::{Article, CodePoints};

/// Two texts that share less than this are two articles, of which the later one
/// has taken the place of the other in a file.
const SAME_ARTICLE: f32 = 0.1;

/// The notes and corrections on earlier texts with their places in `article`,
/// and what the reader should know of notes that are not among them.
pub fn carried(
    earlier: Vec<Earlier>,
    article: &Article,
) -> (Vec<Carried>, Vec<CarriedCorrection>, Vec<String>) {
    let (mut carried, mut corrected) = (Vec::new(), Vec::new());
    let mut warnings = Vec::new();
    for Earlier { path, info, text, notes, corrections } in earlier {
        let anchoring = Anchoring::new(text.as_deref(), article.text());
        if anchoring.shared() < SAME_ARTICLE {
            let what = match (notes.len(), corrections.len()) {
                (0, 1) => "1 correction was".to_owned(),
                (0, n) => format!("{n} corrections were"),
                (1, _) => "1 note was".to_owned(),
                (n, _) => format!("{n} notes were"),
            };
            warnings.push(format!("{what} made on quite another text of this file: {}", path.display()));
            continue;
        }
        let place = |note: &Note| note.target.as_ref().map(|target| anchoring.place(target, note.kind));
        let anchors: Vec<_> = notes.iter().map(place).collect();
        let points = CodePoints::new(article.text());
        let moved = |correction: &Correction| {
            let kind = if correction.is_on_quote() { NoteKind::Quote } else { NoteKind::Entity };
            correction.moved(|target| {
                let span = anchoring.place(target, kind).span()?;
                Some(Target::at(article.text(), &points, span))
            })
        };
        let moved: Vec<Correction> = corrections.iter().map(moved).collect();
        drop(anchoring);
        let from = Arc::new(app::Earlier { info, text: text.unwrap_or_default() });
        let notes = notes.into_iter().zip(anchors);
        carried.extend(notes.map(|(note, anchor)| Carried { note, anchor, from: from.clone() }));
        let moved = moved.into_iter();
        corrected.extend(moved.map(|correction| CarriedCorrection { correction, from: from.clone() }));
    }
    (carried, corrected, warnings)
}

/// Makes the changes of a save. A note that goes from one file to another is on
/// disk in the one before it is taken out of the other: a crash in between
/// leaves it in both, and [`Store::load`] shows it once. Where somebody changed
/// it in the other meanwhile, their version goes along, and both are kept.
///
/// # Errors
/// As for [`Store::apply`]. Where a note cannot be taken out of the file that
/// it came from, that is no error: it is on disk, and is shown once.
pub fn save(store: &Store, save: &Save) -> Result<Vec<Meanwhile>> {
    let here = |changes: &[Change]| match &save.article {
        Some(article) => store.apply(&save.info, article.text(), changes),
        None => store.amend(&save.info, changes),
    };
    let there = |also: &[Also]| {
        also.chunk_by(|one, other| one.earlier == other.earlier).try_for_each(|also| {
            let changes: Vec<Change> = also.iter().map(|also| also.change.clone()).collect();
            let Some(Also { earlier, .. }) = also.first() else { return Ok(()) };
            store.apply(&earlier.info, &earlier.text, &changes).map(|_| ())
        })
    };
    // The last change to a note says in which of the files it ends.
    let last = |id: &str| save.also.iter().map(|also| &also.change).rfind(|change| change.id() == id);
    let goes_back =
        |also: &&Also| matches!(last(also.change.id()), Some(Change::Put { .. } | Change::Correct(_)));
    let (before, after): (Vec<&Also>, Vec<&Also>) = save.also.iter().partition(goes_back);
    there(&before.into_iter().cloned().collect::<Vec<_>>())?;
    let (changes, after) = with_theirs(store, save, after.into_iter().cloned().collect());
    let meanwhile = here(&changes)?;
    let only_taken = after.iter().all(|also| matches!(also.change, Change::Take(_)));
    match there(&after) {
        Err(error) if !only_taken => Err(error),
        _ => Ok(meanwhile),
    }
}

/// The changes of a save that takes the notes of `also` out of earlier texts'
/// files. A note that says something else there by now is put here first, so
/// that the change meets it.
fn with_theirs(store: &Store, save: &Save, mut also: Vec<Also>) -> (Vec<Change>, Vec<Also>) {
    let mut changes = Vec::new();
    for Also { earlier, change } in &mut also {
        if let Change::Take(taken) = change
            && let Some(theirs) = store.note(&earlier.info, &taken.id)
            && !theirs.is_same(taken)
        {
            changes.push(Change::Put { note: theirs.clone(), base: None });
            *taken = theirs;
        }
    }
    changes.extend(save.changes.iter().cloned());
    (changes, also)
}
