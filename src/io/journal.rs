//! The journal: what is being typed, so that a crash costs a second of it.
//!
//! Each draft has a file of its own in the folder `drafts` of the program's
//! state, not beside the notes: the notes folder may be full, read-only, on a
//! network or under git, and that is when a draft is needed. Versions are
//! appended, each with its length and a checksum; the last whole one counts.
//! The file is locked as long as its process lives, so what can be locked was
//! left by a dead one.

use std::collections::HashMap;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::atomic;
use super::fault::{self, Fault};
use crate::notes::KeptDraft;
use crate::{Error, Result};

/// How the files of the journal end.
const ENDING: &str = ".j";

/// Bytes of a version's head: its length, then the start of its hash.
const HEAD: usize = 4 + SUM;

/// Bytes of the hash (blake3) that are kept as a checksum.
const SUM: usize = 16;

/// A file larger than this is left for a new one with the last version only.
const LARGE: u64 = 1 << 20;

/// The largest version that is kept, and the largest file that is read.
const LARGEST: (usize, u64) = (32 << 20, 64 << 20);

/// So often a new file is tried where others take it away.
const ATTEMPTS: usize = 10;

/// Where locks do not work, a file that was not written for so long is taken
/// for one of a dead process.
const LONG: Duration = Duration::from_secs(3600);

/// A file without a whole version is removed at that age, not while its process
/// may be about to write the first one.
const YOUNG: Duration = Duration::from_secs(60);

/// The drafts of this process, and the way to those that others left.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    open: HashMap<String, Entry>,
}

/// The files of one draft.
#[derive(Debug, Default)]
struct Entry {
    /// The one that is written to, and its size.
    current: Option<(Kept, u64)>,
    /// Older ones, to be removed once the current one is on disk.
    older: Vec<Kept>,
}

/// A file that is locked by being open.
#[derive(Debug)]
struct Kept {
    file: File,
    path: PathBuf,
}

impl Journal {
    /// The journal in the program's folder for state.
    pub fn new(state_dir: &Path) -> Self {
        Self { folder: state_dir.join("drafts"), open: HashMap::new() }
    }

    /// Where the drafts are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Keeps a version of a draft. On `Ok` it is on disk. A file that could not
    /// be written is not written to again; the next version begins a new one.
    ///
    /// # Errors
    /// Where the disk does not take it. Earlier versions stay as they are.
    pub fn keep(&mut self, draft: &KeptDraft) -> Result<()> {
        let record = frame(&draft.to_record()).ok_or_else(|| {
            Error::new(format!("the draft is larger than {} MB, and not kept", LARGEST.0 >> 20))
                .hint("save it, or write it in parts")
        })?;
        let entry = self.open.entry(draft.id.clone()).or_default();
        let failed = |path: &Path, error: &io::Error| atomic::failure("keep the draft in", path, error);
        if let Some((mut kept, size)) = entry.current.take_if(|(_, size)| *size < LARGE) {
            let written = kept.file.write_all(&record).and_then(|()| flush(&kept.file));
            let answer = written.map_err(|error| failed(&kept.path, &error));
            match answer {
                Ok(()) => entry.current = Some((kept, size + record.len() as u64)),
                Err(_) => entry.older.push(kept),
            }
            return answer;
        }
        atomic::create_folder(&self.folder)?;
        let mut new = create(&self.folder, &draft.id).map_err(|error| failed(&self.folder, &error))?;
        let written = new.file.write_all(&record).and_then(|()| flush(&new.file));
        if let Err(error) = written.and_then(|()| atomic::flush_folder(&self.folder)) {
            let _ = fs::remove_file(&new.path);
            return Err(failed(&new.path, &error));
        }
        entry.older.extend(entry.current.take().map(|(kept, _)| kept));
        entry.current = Some((new, record.len() as u64));
        // The draft is kept, also where an older version cannot be removed.
        entry.older.retain(|kept| remove(kept).is_err());
        Ok(())
    }

    /// Removes a draft for good. To be called when its note is on disk, or the
    /// person does not want it.
    ///
    /// # Errors
    /// Where that is not possible; the draft may be offered again then.
    pub fn forget(&mut self, id: &str) -> Result<()> {
        let Some(Entry { current, older }) = self.open.remove(id) else { return Ok(()) };
        for kept in older.iter().chain(current.iter().map(|(kept, _)| kept)) {
            remove(kept)?;
        }
        atomic::flush_folder(&self.folder)
            .map_err(|error| atomic::failure("remove a draft from", &self.folder, &error))
    }

    /// Takes over the wanted ones of the drafts that dead processes left. Their
    /// files stay until they are kept anew or forgotten, so being killed on
    /// the way changes nothing.
    pub fn adopt(&mut self, is_wanted: impl Fn(&KeptDraft) -> bool) -> Vec<KeptDraft> {
        let mut found: HashMap<String, (KeptDraft, Vec<Kept>)> = HashMap::new();
        for path in self.left() {
            let Some(kept) = open(&path, true) else { continue };
            let Some(draft) = last(&kept.file) else {
                // Nothing in it was ever reported as kept.
                if age(&kept.file).is_some_and(|age| age > YOUNG) {
                    let _ = fs::remove_file(&path);
                }
                continue;
            };
            if !is_wanted(&draft) {
                continue;
            }
            let (newest, files) =
                found.entry(draft.id.clone()).or_insert_with(|| (draft.clone(), Vec::new()));
            files.push(kept);
            if draft.revision > newest.revision {
                *newest = draft;
            }
        }
        let mut drafts = Vec::new();
        for (id, (draft, older)) in found {
            self.open.insert(id, Entry { current: None, older });
            drafts.push(draft);
        }
        sorted(drafts)
    }

    /// The drafts that dead processes left, without taking them over.
    pub fn waiting(&self) -> Vec<KeptDraft> {
        let mut newest: HashMap<String, KeptDraft> = HashMap::new();
        for path in self.left() {
            let Some(draft) = open(&path, false).and_then(|kept| last(&kept.file)) else { continue };
            match newest.get(&draft.id) {
                Some(other) if other.revision >= draft.revision => {}
                _ => drop(newest.insert(draft.id.clone(), draft)),
            }
        }
        sorted(newest.into_values().collect())
    }

    /// The files of the folder that are not this process's.
    fn left(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let ours: Vec<&Path> = self
            .open
            .values()
            .flat_map(|entry| entry.older.iter().chain(entry.current.iter().map(|(kept, _)| kept)))
            .map(|kept| kept.path.as_path())
            .collect();
        let mut left: Vec<PathBuf> = entries
            .filter(|entry| entry.file_name().to_str().is_some_and(|name| name.ends_with(ENDING)))
            .map(|entry| entry.path())
            .filter(|path| !ours.contains(&path.as_path()))
            .collect();
        left.sort();
        left
    }
}

fn remove(kept: &Kept) -> Result<()> {
    match fs::remove_file(&kept.path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(atomic::failure("remove the draft", &kept.path, &error))
        }
        _ => Ok(()),
    }
}

/// By their ids, which begin with the time they were begun at.
fn sorted(mut drafts: Vec<KeptDraft>) -> Vec<KeptDraft> {
    drafts.sort_by(|one, other| one.id.cmp(&other.id));
    drafts
}

/// A new file, locked, for its owner only.
fn create(folder: &Path, id: &str) -> io::Result<Kept> {
    // The id comes from a file; as a part of a name only its harmless part is used.
    let id: String = id.chars().filter(char::is_ascii_alphanumeric).take(32).collect();
    for _ in 0..ATTEMPTS {
        let new = tempfile::Builder::new()
            .prefix(&format!("{id}-"))
            .suffix(ENDING)
            .append(true)
            .tempfile_in(folder)?;
        // Somebody who looks for the files of dead processes may have been
        // quicker; dropped, the file is removed.
        if !matches!(new.as_file().try_lock(), Err(TryLockError::WouldBlock))
            && is_at(new.as_file(), new.path())
        {
            let (file, path) = new.keep().map_err(|error| error.error)?;
            return Ok(Kept { file, path });
        }
    }
    Err(io::Error::other("another process keeps taking it away"))
}

/// Opens a file that no living process has; to take it over, or only to look.
fn open(path: &Path, take: bool) -> Option<Kept> {
    let (target, _) = atomic::regular_file(path).ok()?;
    let file = File::open(target).ok()?;
    let mut locked = if take { file.try_lock() } else { file.try_lock_shared() };
    // Somebody who only looks is gone in a moment.
    for _ in 0..3 {
        if !matches!(locked, Err(TryLockError::WouldBlock)) || !take {
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
        locked = file.try_lock();
    }
    let is_free = match locked {
        Ok(()) => true,
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(_)) => age(&file).is_some_and(|age| age > LONG),
    };
    (is_free && is_at(&file, path)).then(|| Kept { file, path: path.to_owned() })
}

/// For how long a file was not written.
fn age(file: &File) -> Option<Duration> {
    file.metadata().ok()?.modified().ok()?.elapsed().ok()
}

/// Whether the open file is still the one at that path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(open), Ok(named)) => (open.dev(), open.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

fn flush(file: &File) -> io::Result<()> {
    if fault::on(Fault::Fsync) { Ok(()) } else { file.sync_data() }
}

/// A version as it stands in the file; `None` where it is too large.
fn frame(record: &str) -> Option<Vec<u8>> {
    let bytes = record.as_bytes();
    let length = u32::try_from(bytes.len()).ok().filter(|_| bytes.len() <= LARGEST.0)?;
    let mut framed = Vec::with_capacity(HEAD + bytes.len());
    framed.extend_from_slice(&length.to_le_bytes());
    framed.extend_from_slice(&blake3::hash(bytes).as_bytes()[..SUM]);
    framed.extend_from_slice(bytes);
    Some(framed)
}

/// The last whole version in a file.
fn last(file: &File) -> Option<KeptDraft> {
    let mut bytes = Vec::new();
    file.take(LARGEST.1).read_to_end(&mut bytes).ok()?;
    let mut last = None;
    let mut rest = bytes.as_slice();
    while let Some((record, behind)) = first(rest) {
        last = Some(record);
        rest = behind;
    }
    KeptDraft::from_record(last?)
}

/// The first version in the bytes, and what stands behind it; `None` where it
/// is not whole.
fn first(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (sum, rest) = rest.split_first_chunk::<SUM>()?;
    let (record, behind) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let is_whole = !record.is_empty() && blake3::hash(record).as_bytes()[..SUM] == *sum;
    Some((std::str::from_utf8(record).ok().filter(|_| is_whole)?, behind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::{ArticleInfo, Note, NoteKind};
    use proptest::prelude::*;

    fn draft(id: &str, revision: u64, body: &str) -> KeptDraft {
        let time = "2026-01-05T10:00:00Z".parse().unwrap();
        KeptDraft {
            id: id.into(),
            revision,
            info: ArticleInfo { id: "blake3:00".into(), title: "Story".into(), ..ArticleInfo::default() },
            note: Note::new("01JGX2M8QK4T0000000000000A", NoteKind::Article, time),
            before: None,
            body: body.into(),
            tags: String::new(),
        }
    }

    fn bodies(drafts: &[KeptDraft]) -> Vec<&str> {
        drafts.iter().map(|draft| draft.body.as_str()).collect()
    }

    fn files(journal: &Journal) -> Vec<PathBuf> {
        fs::read_dir(journal.folder())
            .map_or_else(|_| Vec::new(), |all| all.map(|f| f.unwrap().path()).collect())
    }

    #[test]
    fn what_a_dead_process_kept_is_offered_until_it_is_forgotten() {
        let home = tempfile::tempdir().unwrap();
        let mut first = Journal::new(home.path());
        for (revision, body) in [(1, "be"), (2, "begun")] {
            first.keep(&draft("a", revision, body)).unwrap();
        }
        first.keep(&draft("b", 1, "other")).unwrap();
        let mut second = Journal::new(home.path());
        assert!(second.waiting().is_empty() && second.adopt(|_| true).is_empty(), "it lives");
        drop(first);
        assert_eq!(bodies(&second.waiting()), ["begun", "other"]);
        assert_eq!(bodies(&second.adopt(|draft| draft.id == "a")), ["begun"]);
        assert_eq!(bodies(&Journal::new(home.path()).waiting()), ["other"], "the first one has an owner");
        // Killed before it wrote anything, nothing is lost; after, nothing is there twice.
        drop(second);
        let mut third = Journal::new(home.path());
        assert_eq!(bodies(&third.adopt(|_| true)), ["begun", "other"]);
        third.keep(&draft("a", 3, "begun again")).unwrap();
        assert_eq!(files(&third).len(), 2);
        drop(third);
        let mut fourth = Journal::new(home.path());
        assert_eq!(bodies(&fourth.adopt(|_| true)), ["begun again", "other"]);
        fourth.forget("a").unwrap();
        fourth.forget("b").unwrap();
        fourth.forget("b").unwrap();
        assert!(files(&fourth).is_empty());
    }

    #[test]
    fn a_long_draft_does_not_fill_the_disk() {
        let home = tempfile::tempdir().unwrap();
        let mut journal = Journal::new(home.path());
        let body = "x".repeat(100_000);
        for revision in 1..=40 {
            journal.keep(&draft("a", revision, &body)).unwrap();
        }
        let sizes: u64 = files(&journal).iter().map(|path| fs::metadata(path).unwrap().len()).sum();
        assert!(sizes < 2 * LARGE, "{sizes}");
        drop(journal);
        assert_eq!(Journal::new(home.path()).waiting()[0].revision, 40);
    }

    proptest! {
        #[test]
        fn a_torn_or_damaged_end_costs_the_last_version_only(
            cut in 0usize..2000, flip in 0usize..2000, tail in proptest::collection::vec(any::<u8>(), 0..40),
        ) {
            let versions: Vec<Vec<u8>> =
                (1..=3).map(|n| frame(&draft("a", n, &"é".repeat(n as usize)).to_record()).unwrap()).collect();
            let whole: Vec<u8> = versions.concat();
            let read = |bytes: &[u8]| {
                let file = tempfile::NamedTempFile::new().unwrap();
                fs::write(file.path(), bytes).unwrap();
                last(&File::open(file.path()).unwrap()).map_or(0, |draft| draft.revision)
            };
            let ends = |limit: usize| {
                let mut end = 0;
                versions.iter().take_while(|version| { end += version.len(); end <= limit }).count() as u64
            };
            let cut = cut.min(whole.len());
            prop_assert_eq!(read(&whole[..cut]), ends(cut));
            prop_assert_eq!(read(&[&whole[..], &tail].concat()), 3);
            let flip = flip.min(whole.len() - 1);
            let mut damaged = whole.clone();
            damaged[flip] ^= 0x20;
            prop_assert_eq!(read(&damaged), ends(flip));
        }
    }

    #[test]
    fn what_is_no_draft_is_left_alone() {
        let home = tempfile::tempdir().unwrap();
        let mut journal = Journal::new(home.path());
        fs::create_dir_all(journal.folder().join("folder.j")).unwrap();
        fs::write(journal.folder().join("empty.j"), "").unwrap();
        fs::write(journal.folder().join("other.j"), [0xff; 100]).unwrap();
        fs::write(journal.folder().join("notes.txt"), "mine").unwrap();
        assert!(journal.adopt(|_| true).is_empty());
        assert_eq!(files(&journal).len(), 4);
    }
}
