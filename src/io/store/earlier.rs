//! Notes on earlier texts of an article: another text has another id, and so
//! another notes file.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use super::{Loaded, Store, files};
use crate::notes::{self, ArticleInfo, Correction, Note};

/// The notes on an earlier text.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// Their file.
    pub path: PathBuf,
    /// What it says about the article as it was.
    pub info: ArticleInfo,
    /// The text that the notes' offsets count in, where it was kept.
    pub text: Option<String>,
    /// The notes, in the order of the file.
    pub notes: Vec<Note>,
    /// What the reader put right, in the order of the file.
    pub corrections: Vec<Correction>,
}

impl Store {
    /// Adds the notes on earlier texts of an article: those that were made on a
    /// file with the same path, or on a page with the same address. Of most
    /// files in the folder only the head is read.
    ///
    /// A note that is on the way from one file to another stands in both, if
    /// the program was killed meanwhile: the one that was changed last counts.
    pub(super) fn find_earlier(&self, names: &[String], info: &ArticleInfo, loaded: &mut Loaded) {
        let hash = notes::hash_part(&info.id);
        for name in names.iter().filter(|name| files::role(name, &hash).is_none()) {
            if !self.is_on_earlier(name, info) {
                continue;
            }
            let path = self.dir.join(name);
            match files::read(&path) {
                Ok(file) if !file.notes().is_empty() || !file.corrections().is_empty() => {
                    loaded.earlier.push(Earlier {
                        text: self.kept_text(&file.article().id),
                        info: file.article().clone(),
                        notes: file.notes().to_vec(),
                        corrections: file.corrections().to_vec(),
                        path,
                    })
                }
                Ok(_) => {}
                Err(problem) => loaded.warnings.push(problem.error.what),
            }
        }
        keep_newest(loaded);
    }

    /// Whether the file of that name holds notes on an earlier text of the
    /// article: on a file with the same path, or on a page with the same address.
    pub fn is_on_earlier(&self, name: &str, info: &ArticleInfo) -> bool {
        let same = |ours: &Option<String>, theirs: &Option<String>| ours.is_some() && ours == theirs;
        let is_earlier = |other: ArticleInfo| {
            other.id != info.id && (same(&info.path, &other.path) || same(&info.url, &other.url))
        };
        files::is_name(name) && files::read_article(&self.dir.join(name)).is_some_and(is_earlier)
    }

    /// The text that was kept for the article with that id; `None` where there
    /// is none, or somebody changed it.
    pub fn kept_text(&self, id: &str) -> Option<String> {
        let text = files::read_text(&self.dir.join(notes::snapshot_name(id))).ok()?;
        (format!("blake3:{}", blake3::hash(text.as_bytes()).to_hex()) == id).then_some(text)
    }
}

/// Leaves of each note the version that was changed last; of two of the same
/// time that of the article's own file.
fn keep_newest(loaded: &mut Loaded) {
    let Loaded { notes, earlier, corrections, .. } = loaded;
    let mut newest: HashMap<String, jiff::Timestamp> = HashMap::new();
    for note in earlier.iter().flat_map(|earlier| &earlier.notes) {
        let known = newest.entry(note.id.clone()).or_insert(note.modified);
        *known = note.modified.max(*known);
    }
    notes.retain(|note| match newest.get(&note.id) {
        Some(&there) if there > note.modified => false,
        _ => {
            newest.remove(&note.id);
            true
        }
    });
    for earlier in earlier.iter_mut() {
        earlier.notes.retain(|note| {
            let is_newest = newest.get(&note.id) == Some(&note.modified);
            is_newest && newest.remove(&note.id).is_some()
        });
    }
    let mut known: HashSet<String> = corrections.iter().map(|own| own.id.clone()).collect();
    for earlier in earlier.iter_mut() {
        earlier.corrections.retain(|correction| known.insert(correction.id.clone()));
    }
    earlier.retain(|earlier| !earlier.notes.is_empty() || !earlier.corrections.is_empty());
}
