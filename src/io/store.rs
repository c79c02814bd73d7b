//! The notes folder: finds, reads and writes the notes files of articles.
//!
//! Nothing in the folder is trusted: people edit it, git merges it, other
//! programs copy files into it. What cannot be read is reported and never
//! overwritten.

mod change;
mod earlier;
mod files;
mod lock;
mod trash;

pub use files::read_text;

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, Once, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use crate::io::atomic;
use crate::io::fault::{self, Fault};
use crate::notes::{self, ArticleInfo, Change, Correction, Deleted, Meanwhile, Note, NotesFile};
use crate::{Error, Result};

pub use earlier::Earlier;

use lock::Lock;

/// With more notes files than this, [`Store::load`] looks for notes on an
/// earlier version of an article only where the article has none of its own.
const MANY: usize = 2000;

/// So often a save begins anew where others write the same file meanwhile.
const ATTEMPTS: usize = 20;

/// The notes folder.
#[derive(Debug, Clone)]
pub struct Store {
    dir: PathBuf,
    /// The articles whose last save failed. What of it got to the disk is not
    /// known, so the next save writes their files whether or not they look as
    /// they should.
    unsure: Arc<Mutex<HashSet<String>>>,
    /// Names this process's own files where there are no locks, once needed.
    own: Arc<OnceLock<String>>,
    /// What killed processes left is looked for once.
    swept: Arc<Once>,
}

/// How an attempt to save ended.
enum Attempt {
    Done(Vec<Meanwhile>),
    /// Somebody wrote one of the files after it was read.
    Overtaken,
}

/// Why a file of the folder cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub path: PathBuf,
    /// The line that is wrong, from 1, where it is a line.
    pub line: Option<usize>,
    /// What is wrong, path and line included, and what to do.
    pub error: Error,
}

/// The notes on one article.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// The notes, in the order of their file.
    pub notes: Vec<Note>,
    /// What the reader put right, in the order of its file.
    pub corrections: Vec<Correction>,
    /// The deleted notes, in the order of their file.
    pub trash: Vec<Deleted>,
    /// What the reader should know, one sentence each. May hold foreign
    /// characters.
    pub warnings: Vec<String>,
    /// Why the article's notes file cannot be used. Its notes are not among
    /// `notes`; new ones go to a file beside it.
    pub blocked: Option<Problem>,
    /// The article's notes file, where there is one.
    pub path: Option<PathBuf>,
    /// The notes on earlier texts of the article, file by file.
    pub earlier: Vec<Earlier>,
}

/// One article of the folder.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its notes file.
    pub path: PathBuf,
    /// The article.
    pub info: ArticleInfo,
    /// Its notes, in the order of the file.
    pub notes: Vec<Note>,
    /// What the reader put right, in the order of the file.
    pub corrections: Vec<Correction>,
    /// Its deleted notes.
    pub trash: Vec<Deleted>,
}

impl Store {
    /// The notes folder at `dir`, which need not exist yet and may be a link.
    pub fn new(dir: PathBuf) -> Self {
        Self { dir, unsure: Arc::default(), own: Arc::default(), swept: Arc::new(Once::new()) }
    }

    /// Where the folder is.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Whether a file of that name is one of the notes files of the article with
    /// that id.
    pub fn is_of(name: &str, id: &str) -> bool {
        files::role(name, &notes::hash_part(id)).is_some()
    }

    /// The notes on an article. Where files cannot be read, it says so and
    /// gives what there is.
    pub fn load(&self, info: &ArticleInfo) -> Loaded {
        let mut loaded = Loaded::default();
        let names = match files::names(&self.dir) {
            Ok(names) => names,
            Err(error) => {
                loaded.blocked = Some(Problem { path: self.dir.clone(), line: None, error });
                return loaded;
            }
        };
        let places = files::places(&self.dir, &names, &info.id);
        for place in &places {
            match &place.file {
                Ok(file) => {
                    merge(&mut loaded.notes, file.notes());
                    unite(&mut loaded.corrections, file.corrections());
                    loaded.trash.extend_from_slice(file.trash());
                    loaded
                        .warnings
                        .extend(file.problems().iter().map(|problem| warning(&place.path, problem)));
                }
                Err(problem) if loaded.blocked.is_none() => loaded.blocked = Some(problem.clone()),
                Err(problem) => loaded.warnings.push(problem.error.what.clone()),
            }
        }
        loaded.path = places.first().map(|place| place.path.clone());
        if names.len() <= MANY || places.is_empty() {
            self.find_earlier(&names, info, &mut loaded);
        }
        loaded
    }

    /// Makes changes to the notes of an article. On `Ok` they are on disk; on an
    /// error a file is as it was, or holds all of its changes.
    ///
    /// The files are read again first, so that what others changed meanwhile in
    /// other notes stays. Where they changed the same note, both versions are
    /// kept, and the answer tells it. `text` is the article's text; it is kept beside the
    /// notes, since their offsets count in it. No change writes nothing.
    ///
    /// # Errors
    /// Where another process holds the lock for long, or a file cannot be
    /// written, or a note to be removed may be in a file that cannot be used.
    pub fn apply(&self, info: &ArticleInfo, text: &str, changes: &[Change]) -> Result<Vec<Meanwhile>> {
        self.save(info, Some(text), changes)
    }

    /// As [`apply`](Self::apply), for notes of the folder whose article is not
    /// open: its text was kept when the first of them was made.
    ///
    /// # Errors
    /// As for [`apply`](Self::apply).
    pub fn amend(&self, info: &ArticleInfo, changes: &[Change]) -> Result<Vec<Meanwhile>> {
        self.save(info, None, changes)
    }

    fn save(&self, info: &ArticleInfo, text: Option<&str>, changes: &[Change]) -> Result<Vec<Meanwhile>> {
        if changes.is_empty() {
            return Ok(Vec::new());
        }
        atomic::create_folder(&self.dir)?;
        let lock = lock::take(&self.dir)?;
        self.swept.call_once(|| atomic::sweep(&self.dir));
        let unsure = || self.unsure.lock().unwrap_or_else(PoisonError::into_inner);
        let again = !unsure().insert(info.id.clone());
        for _ in 0..ATTEMPTS {
            match self.attempt(info, text, changes, &lock, again)? {
                Attempt::Done(meanwhile) => {
                    unsure().remove(&info.id);
                    return Ok(meanwhile);
                }
                Attempt::Overtaken => thread::sleep(Duration::from_millis(5)),
            }
        }
        Err(Error::new(format!(
            "cannot save notes in {}: another program keeps writing them",
            self.dir.display()
        ))
        .hint("stop the other program, then save again"))
    }

    /// Reads the files, makes the changes, and writes what changed, or
    /// everything if `again`.
    fn attempt(
        &self,
        info: &ArticleInfo,
        text: Option<&str>,
        changes: &[Change],
        lock: &Lock,
        again: bool,
    ) -> Result<Attempt> {
        let names = files::names(&self.dir)?;
        let mut places = files::places(&self.dir, &names, &info.id);
        if places.is_empty() && text.is_none() {
            places = files::renamed(&self.dir, &names, &info.id);
        }
        let mut meanwhile = Vec::new();
        for change in changes {
            meanwhile.extend(self.change(&mut places, info, change, lock)?);
        }
        let mut writes = Vec::new();
        for place in &places {
            if let Ok(file) = &place.file
                && (place.changed || again)
            {
                writes.push((place, checked(&place.path, file)?));
            }
        }
        if writes.is_empty() {
            return Ok(Attempt::Done(meanwhile));
        }
        if let Some(text) = text {
            self.keep_text(&info.id, text, again)?;
        }
        for (place, text) in writes {
            // Editors take no lock. Looking again right before writing leaves
            // them a moment only.
            if files::hash(&place.path) != place.seen && !fault::on(Fault::Lock) {
                return Ok(Attempt::Overtaken);
            }
            atomic::replace(&place.path, text.as_bytes())?;
        }
        Ok(Attempt::Done(meanwhile))
    }

    /// Every article of the folder with its notes, by file name, and what could
    /// not be read.
    pub fn list(&self) -> (Vec<Listed>, Vec<Error>) {
        self.list_telling(|_, _| true)
    }

    /// As [`list`](Self::list). `tell` is told after each file how many were
    /// read, of how many; the list ends there where it answers false.
    pub fn list_telling(&self, mut tell: impl FnMut(usize, usize) -> bool) -> (Vec<Listed>, Vec<Error>) {
        let names = match files::names(&self.dir) {
            Ok(names) => names,
            Err(error) => return (Vec::new(), vec![error]),
        };
        let mut listed: Vec<Listed> = Vec::new();
        let mut errors = Vec::new();
        let mut by_id: HashMap<String, usize> = HashMap::new();
        let count = names.len();
        for (read, name) in names.into_iter().enumerate() {
            if !tell(read, count) {
                break;
            }
            let path = self.dir.join(name);
            let file = match files::read(&path) {
                Ok(file) => file,
                Err(problem) => {
                    errors.push(problem.error);
                    continue;
                }
            };
            errors.extend(file.problems().iter().map(|problem| Error::new(warning(&path, problem))));
            let info = file.article();
            match by_id.get(&info.id).and_then(|&index| listed.get_mut(index)) {
                Some(listed) => {
                    merge(&mut listed.notes, file.notes());
                    listed.trash.extend_from_slice(file.trash());
                    unite(&mut listed.corrections, file.corrections());
                }
                None => {
                    by_id.insert(info.id.clone(), listed.len());
                    let (info, notes, trash) = (info.clone(), file.notes().to_vec(), file.trash().to_vec());
                    let corrections = file.corrections().to_vec();
                    listed.push(Listed { path, info, notes, corrections, trash });
                }
            }
        }
        (listed, errors)
    }

    /// Writes the article's text beside the notes, unless it is there, or
    /// `again`.
    fn keep_text(&self, id: &str, text: &str, again: bool) -> Result<()> {
        // Of an earlier text only its notes may be left.
        if text.is_empty() {
            return Ok(());
        }
        let path = self.dir.join(notes::snapshot_name(id));
        let folder = atomic::folder_of(&path);
        atomic::create_folder(folder)?;
        let real =
            |path: &Path| fs::canonicalize(path).map_err(|error| atomic::failure("open", path, &error));
        if !real(folder)?.starts_with(real(&self.dir)?) {
            return Err(Error::new(format!(
                "cannot save {}: its folder is a link out of the notes folder",
                path.display()
            ))
            .hint("put a real folder there, or make the whole notes folder a link"));
        }
        let (_, old) = atomic::regular_file(&path)?;
        // The name is the hash of the text: the same length is the same text,
        // unless somebody changed it on purpose.
        if !again && old.is_some_and(|old| old.len() == text.len() as u64) {
            return Ok(());
        }
        atomic::write(&path, text.as_bytes())
    }
}

/// Adds notes to others; of two with one id the later one stays, and of two of
/// the same time the one that is added.
fn merge(notes: &mut Vec<Note>, more: &[Note]) {
    if notes.is_empty() {
        notes.extend_from_slice(more);
        return;
    }
    let places: HashMap<String, usize> =
        notes.iter().enumerate().map(|(index, note)| (note.id.clone(), index)).collect();
    for note in more {
        match places.get(&note.id).and_then(|&index| notes.get_mut(index)) {
            Some(old) if old.modified <= note.modified => *old = note.clone(),
            Some(_) => {}
            None => notes.push(note.clone()),
        }
    }
}

/// Adds corrections to others; of two with one id the first stays, since
/// nobody changes one.
fn unite(corrections: &mut Vec<Correction>, more: &[Correction]) {
    let known: HashSet<String> = corrections.iter().map(|correction| correction.id.clone()).collect();
    corrections.extend(more.iter().filter(|correction| !known.contains(&correction.id)).cloned());
}

/// The text to write, after a look whether it reads as it should: a mistake of
/// this program must not reach the disk.
fn checked(path: &Path, file: &NotesFile) -> Result<String> {
    let text = file.to_string();
    // Notes may come to light that had the id of a removed one; none may go.
    let holds = |read: &NotesFile| {
        let (mut notes, mut trash) = (read.notes().iter(), read.trash().iter());
        let mut corrections = read.corrections().iter();
        file.notes().iter().all(|note| notes.any(|other| other == note))
            && file.trash().iter().all(|deleted| trash.any(|other| other == deleted))
            && file.corrections().iter().all(|correction| corrections.any(|other| other == correction))
    };
    match NotesFile::parse(&text) {
        Ok(read) if holds(&read) => Ok(text),
        _ => {
            Err(Error::new(format!("cannot save {}: the result would not read as it should", path.display()))
                .hint("please report this; the file is as before"))
        }
    }
}

fn warning(path: &Path, problem: &notes::ParseProblem) -> String {
    format!("{}, {problem}", path.display())
}
