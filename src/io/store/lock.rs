//! Keeping other processes from saving at the same time, and what is done
//! where the file system cannot.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use super::Store;
use super::change::Changed;
use super::files::{self, Place, Role};
use crate::io::atomic;
use crate::io::fault::{self, Fault};
use crate::notes::{self, ArticleInfo, NotesFile};
use crate::{Error, Result};

/// How long a save waits for another process that is saving.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whether others are kept from saving.
pub(super) enum Lock {
    /// They are, as long as the file is open.
    Held(#[expect(dead_code, reason = "the lock lasts as long as the file is open")] File),
    /// The file system has no locks.
    Without,
}

/// Waits until no other process is saving in the folder, and keeps others from
/// it until the lock is dropped.
pub(super) fn take(dir: &Path) -> Result<Lock> {
    let path = dir.join(".lock");
    atomic::regular_file(&path)?;
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|error| atomic::failure("save notes in", dir, &error))?;
    if fault::on(Fault::Lock) {
        return Ok(Lock::Held(file));
    }
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Lock::Held(file)),
            Err(TryLockError::Error(_)) => return Ok(Lock::Without),
            Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => {
                thread::sleep(Duration::from_millis(20));
            }
            Err(TryLockError::WouldBlock) => {
                return Err(Error::new(format!(
                    "cannot save notes in {}: another process keeps them locked",
                    dir.display()
                ))
                .hint("close or continue the other one, then save again"));
            }
        }
    }
}

/// Puts a note or a correction into a file of this process's own: without a
/// lock, nobody else must write to the same one. Reading takes the later of two
/// notes with one id.
pub(super) fn put_beside(
    store: &Store,
    places: &mut Vec<Place>,
    info: &ArticleInfo,
    put: impl Fn(&mut NotesFile) -> Changed,
) -> Result<()> {
    let main = match places.iter().find(|place| place.role == Role::Main) {
        Some(main) => main.path.clone(),
        None => store.dir().join(notes::file_name(&info.id, &info.title)),
    };
    let path = main.with_extension(format!("{}.conflict.toml", own(store)?));
    let unparsed = |problem| files::unparsed(&path, &problem).error;
    if let Some(place) = places.iter_mut().find(|place| place.path == path) {
        let file = place.file.as_mut().map_err(|problem| problem.error.clone())?;
        place.changed |= put(file).map_err(unparsed)?;
        return Ok(());
    }
    let mut info = info.clone();
    info.snapshot.get_or_insert_with(|| notes::snapshot_name(&info.id));
    let mut file = NotesFile::new(&info);
    put(&mut file).map_err(unparsed)?;
    places.push(Place { path, role: Role::Sidecar, file: Ok(file), changed: true, seen: None });
    Ok(())
}

/// What names the files of this process, and of no other.
fn own(store: &Store) -> Result<&str> {
    if store.own.get().is_none() {
        let mut bits = [0; 8];
        getrandom::fill(&mut bits)
            .map_err(|error| Error::new(format!("the system gave no random bits: {error}")))?;
        store.own.get_or_init(|| format!("{:016x}", u64::from_le_bytes(bits)));
    }
    Ok(store.own.get().map_or("own", String::as_str))
}
