//! Changes to the files of an article: into which of them a record goes.

use jiff::Timestamp;

use super::Store;
use super::files::{self, Place, Role};
use super::lock::{self, Lock};
use crate::Result;
use crate::notes::{
    self, ArticleInfo, Change, Correction, Meanwhile, Note, NotesFile, ParseProblem, Verdict,
};

/// Whether a change to a file changed anything, or why it cannot be made.
pub(super) type Changed = std::result::Result<bool, ParseProblem>;

impl Store {
    /// The note with that id in the files of an article, as it is on disk; of
    /// several the one written last.
    pub fn note(&self, info: &ArticleInfo, id: &str) -> Option<Note> {
        let names = files::names(&self.dir).ok()?;
        newest(&files::places(&self.dir, &names, &info.id), id).cloned()
    }

    /// Makes one change to the files of an article, and tells what others did
    /// to the same note since it was read.
    pub(super) fn change(
        &self,
        places: &mut Vec<Place>,
        info: &ArticleInfo,
        change: &Change,
        lock: &Lock,
    ) -> Result<Option<Meanwhile>> {
        match change {
            Change::Correct(correction) if matches!(lock, Lock::Without) => {
                lock::put_beside(self, places, info, |file| file.put_correction(correction))?;
                return Ok(None);
            }
            Change::Correct(correction) => {
                let is_it = |old: &Correction| old.id == correction.id;
                let has =
                    |place: &Place| place.file.as_ref().is_ok_and(|f| f.corrections().iter().any(is_it));
                self.put(places, info, has, |file| file.put_correction(correction))?;
                return Ok(None);
            }
            Change::TakeBack(id) => {
                let has = |_: &NotesFile| false;
                return remove(places, has, |file| file.remove_correction(id)).map(|()| None);
            }
            Change::Put { .. } | Change::Remove(_) | Change::Take(_) => {}
        }
        let there = newest(places, change.id()).cloned();
        match change.against(there.as_ref()) {
            Verdict::Nothing(meanwhile) => Ok(meanwhile),
            Verdict::Put(note, meanwhile) if matches!(lock, Lock::Without) => {
                lock::put_beside(self, places, info, |file| file.put(&note))?;
                Ok(meanwhile)
            }
            Verdict::Put(note, meanwhile) => {
                // Taken out of the trash before it is changed, a note keeps its
                // comments and its place.
                if let (Change::Put { base: Some(base), .. }, None) = (change, &there)
                    && places.iter().any(|place| in_trash(place, base))
                {
                    self.put_note(places, info, base)?;
                }
                self.put_note(places, info, &note)?;
                // What is in a file that cannot be used is not deleted.
                let unknown = places.iter().any(|place| place.file.is_err());
                Ok(meanwhile.filter(|meanwhile| !(unknown && matches!(meanwhile, Meanwhile::Deleted(_)))))
            }
            Verdict::Remove => {
                let (id, now) = (change.id(), Timestamp::now());
                let has = |file: &NotesFile| file.trash().iter().any(|deleted| deleted.note.id == id);
                remove(places, has, |file| file.delete(id, now)).map(|()| None)
            }
            Verdict::Take => take(places, change.id()).map(|()| None),
        }
    }

    /// Puts a note where it is, be it deleted, else where a new one goes.
    fn put_note(&self, places: &mut Vec<Place>, info: &ArticleInfo, note: &Note) -> Result<()> {
        let lives = |file: &NotesFile| file.notes().iter().any(|old| old.id == note.id);
        let has = |place: &Place| place.file.as_ref().is_ok_and(lives) || in_trash(place, note);
        self.put(places, info, has, |file| file.put(note))
    }

    /// Puts a record into the file that `has` it, else into the article's notes
    /// file, else, where that cannot take it, into the file beside it.
    fn put(
        &self,
        places: &mut Vec<Place>,
        info: &ArticleInfo,
        has: impl Fn(&Place) -> bool,
        put: impl Fn(&mut NotesFile) -> Changed,
    ) -> Result<()> {
        let mut refused = None;
        let (with, without): (Vec<&mut Place>, Vec<&mut Place>) =
            places.iter_mut().partition(|place| has(place));
        // The file beside the other is asked first: it holds the later text.
        for place in with.into_iter().rev().chain(without) {
            let file = match &mut place.file {
                Ok(file) => file,
                Err(problem) => {
                    refused = Some(problem.error.clone());
                    continue;
                }
            };
            match put(file) {
                Ok(changed) => {
                    place.changed |= changed;
                    return Ok(());
                }
                Err(problem) => refused = Some(files::unparsed(&place.path, &problem).error),
            }
        }
        let (path, role) = match places.iter().find(|place| place.role == Role::Main) {
            None => (self.dir.join(notes::file_name(&info.id, &info.title)), Role::Main),
            Some(main) => (main.path.with_extension("new.toml"), Role::Sidecar),
        };
        if let Some(error) = refused
            && places.iter().any(|place| place.path == path)
        {
            return Err(error);
        }
        let mut info = info.clone();
        info.snapshot.get_or_insert_with(|| notes::snapshot_name(&info.id));
        let mut file = NotesFile::new(&info);
        put(&mut file).map_err(|problem| files::unparsed(&path, &problem).error)?;
        places.push(Place { path, role, file: Ok(file), changed: true, seen: None });
        Ok(())
    }
}

/// Whether that very note is in the trash of a file.
fn in_trash(place: &Place, note: &Note) -> bool {
    let trash = place.file.as_ref().map_or(&[][..], NotesFile::trash);
    trash.iter().any(|deleted| deleted.note.is_same(note))
}

/// The note with that id as it is shown: of several the one written last.
fn newest<'p>(places: &'p [Place], id: &str) -> Option<&'p Note> {
    let files = places.iter().filter_map(|place| place.file.as_ref().ok());
    let notes = files.filter_map(|file| file.notes().iter().find(|note| note.id == id));
    notes.max_by_key(|note| note.modified)
}

/// Takes a record out of each file that has it; `is_gone` says that it was
/// taken out of a file before.
fn remove(
    places: &mut [Place],
    is_gone: impl Fn(&NotesFile) -> bool,
    remove: impl Fn(&mut NotesFile) -> Changed,
) -> Result<()> {
    let mut found = false;
    let mut refused = None;
    for place in places {
        match &mut place.file {
            Ok(file) => {
                let removed = remove(file).map_err(|problem| files::unparsed(&place.path, &problem).error)?;
                place.changed |= removed;
                found |= removed || is_gone(file);
            }
            Err(problem) => refused = Some(problem.error.clone()),
        }
    }
    match refused {
        Some(error) if !found => Err(error),
        _ => Ok(()),
    }
}

/// Takes a note out of each file that has it, for good.
fn take(places: &mut [Place], id: &str) -> Result<()> {
    let now = Timestamp::now();
    for place in places {
        let Ok(file) = &mut place.file else { continue };
        let unparsed = |problem| files::unparsed(&place.path, &problem).error;
        if file.delete(id, now).map_err(unparsed)? {
            file.purge(id).map_err(unparsed)?;
            place.changed = true;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::{Fix, Target};

    #[test]
    fn without_a_lock_a_correction_goes_into_a_file_of_its_own() {
        let store = Store::new("notes".into());
        let info = ArticleInfo { id: "blake3:00".to_owned(), ..ArticleInfo::default() };
        let target =
            Target { exact: "Aurora".into(), prefix: String::new(), suffix: String::new(), start: 0, end: 6 };
        let correction = Correction {
            id: "01JGX2M8QK4T0000000000000A".into(),
            created: Timestamp::UNIX_EPOCH,
            target,
            fix: Fix::DismissQuote,
        };
        let mut places = Vec::new();
        for lock in [Lock::Without, Lock::Without] {
            let change = Change::Correct(correction.clone());
            assert_eq!(store.change(&mut places, &info, &change, &lock), Ok(None));
        }
        let [place] = places.as_slice() else { panic!("{} files", places.len()) };
        assert!(place.path.to_string_lossy().ends_with(".conflict.toml"), "{}", place.path.display());
        assert_eq!(place.file.as_ref().unwrap().corrections(), [correction]);
    }
}
