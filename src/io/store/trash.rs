//! Deleted notes: taking one back, and emptying the trash.

use std::path::PathBuf;

use super::files;
use super::lock::{self, Lock};
use super::{Store, checked};
use crate::io::atomic;
use crate::notes::Note;
use crate::{Error, Result};

impl Store {
    /// Takes a note out of the trash; of several with that id the one that
    /// stands last. Once it is given back, it is on disk.
    ///
    /// # Errors
    /// Where no deleted note has that id, or a note has it, or the file cannot
    /// be written.
    pub fn restore(&self, id: &str) -> Result<Note> {
        let _lock = self.existing()?;
        let mut refused = None;
        for path in self.paths()? {
            let mut file = match files::read(&path) {
                Ok(file) => file,
                Err(problem) => {
                    refused = Some(problem.error);
                    continue;
                }
            };
            let Some(deleted) = file.trash().iter().rev().find(|deleted| deleted.note.id == id) else {
                continue;
            };
            let note = deleted.note.clone();
            if file.notes().iter().any(|other| other.id == id) {
                return Err(Error::new(format!("the note {id} is in {} already", path.display()))
                    .hint("delete that one first, or give one of them another id by hand"));
            }
            file.put(&note).map_err(|problem| files::unparsed(&path, &problem).error)?;
            let text = checked(&path, &file)?;
            atomic::replace(&path, text.as_bytes())?;
            return Ok(note);
        }
        // It may be in the file that cannot be read.
        Err(refused.unwrap_or_else(|| {
            Error::new(format!("no deleted note has the id {id}"))
                .hint("`byline notes trash` lists the deleted notes with their ids")
        }))
    }

    /// Takes every deleted note out of the files for good, and says how many
    /// there were, and which files could not be used.
    ///
    /// # Errors
    /// Where a file cannot be written; the files before it are.
    pub fn empty_trash(&self) -> Result<(usize, Vec<Error>)> {
        let _lock = self.existing()?;
        let (mut count, mut errors) = (0, Vec::new());
        for path in self.paths()? {
            let mut file = match files::read(&path) {
                Ok(file) => file,
                Err(problem) => {
                    errors.push(problem.error);
                    continue;
                }
            };
            let ids: Vec<String> = file.trash().iter().map(|deleted| deleted.note.id.clone()).collect();
            let mut gone = 0;
            for id in &ids {
                match file.purge(id) {
                    Ok(_) => gone += 1,
                    Err(problem) => errors.push(files::unparsed(&path, &problem).error),
                }
            }
            if gone > 0 {
                let text = checked(&path, &file)?;
                atomic::replace(&path, text.as_bytes())?;
                count += gone;
            }
        }
        Ok((count, errors))
    }

    /// The lock, where there is a folder; nothing is made for a look.
    fn existing(&self) -> Result<Option<Lock>> {
        if self.dir.is_dir() { lock::take(&self.dir).map(Some) } else { Ok(None) }
    }

    fn paths(&self) -> Result<Vec<PathBuf>> {
        Ok(files::names(&self.dir)?.into_iter().map(|name| self.dir.join(name)).collect())
    }
}
