//! Writes a file so that after a crash it is either the old one or the new
//! one, and after success it is the new one.
//!
//! A new file is written beside the old one and flushed, takes its name, and
//! then the folder is flushed: without the last step a crash can undo a save
//! that was reported as done. A file whose flush failed is given up: the system
//! may have dropped what it could not write, and would call the next flush of
//! the same file a success.

use std::fs::{self, Metadata, Permissions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::fault::{self, Fault};
use crate::{Error, Result};

/// How the temporary files are named, before and behind what is random.
const TEMPORARY: (&str, &str) = (".byline-", ".tmp");

/// A temporary file younger than this is not swept.
const YOUNG: Duration = Duration::from_secs(60);

/// Writes `bytes` to `path` and returns once they are on disk. Missing folders
/// are made; the mode of a file that is replaced is kept.
///
/// # Errors
/// Where the file is not a regular file, is write-protected, is a link that
/// leaves its folder, or where the disk does not take it. The old file is
/// untouched then, except that after a failure of the very last step the new
/// one may be in its place already.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    put(path, bytes, false)
}

/// As [`write()`], and the former version stays beside it under the same name
/// with `.bak` behind it. Where no such copy can be made, the file is written
/// all the same.
///
/// # Errors
/// As for [`write()`].
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    put(path, bytes, true)
}

fn put(path: &Path, bytes: &[u8], keep_former: bool) -> Result<()> {
    let folder = folder_of(path);
    create_folder(folder)?;
    let (target, old) = regular_file(path)?;
    let failed = |error: io::Error| failure("save", path, &error);
    if old.as_ref().is_some_and(|old| old.permissions().readonly()) {
        return Err(Error::new(format!("cannot save {}: the file is write-protected", path.display()))
            .hint("make the file writable, or choose another one"));
    }
    if fault::on(Fault::InPlace) {
        return fs::write(&target, bytes).map_err(failed);
    }
    let folder = folder_of(&target);
    let mut new = temporary();
    let new_permissions = new_file_permissions();
    if let Some(permissions) = &new_permissions {
        new.permissions(permissions.clone());
    }
    let mut new = new.tempfile_in(folder).map_err(failed)?;
    // The lock tells others who sweep that this file is in use.
    let _ = new.as_file().try_lock();
    if let Some(old) = &old {
        new.as_file().set_permissions(old.permissions()).map_err(failed)?;
    }
    new.write_all(bytes).map_err(failed)?;
    flush_file(new.as_file()).map_err(failed)?;
    if keep_former && old.is_some() {
        // A copy that fails is no reason not to save.
        let _ = keep(&target);
    }
    new.persist(&target).map_err(|error| failed(error.error))?;
    flush_folder(folder).map_err(failed)
}

/// Keeps the file as it is under its name with `.bak` behind it: as a second
/// name where the file system has such links, as a copy elsewhere.
fn keep(path: &Path) -> io::Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".bak");
    let former = PathBuf::from(name);
    // Renaming one name of a file to another of its names does nothing, and
    // would leave the temporary one.
    if is_same_file(path, &former) {
        return Ok(());
    }
    let linked = temporary().make_in(folder_of(path), |new| fs::hard_link(path, new));
    match linked {
        Ok(linked) => linked.into_temp_path().persist(&former)?,
        Err(_) => {
            let mut copy = temporary().tempfile_in(folder_of(path))?;
            io::copy(&mut fs::File::open(path)?, copy.as_file_mut())?;
            copy.as_file().set_permissions(fs::metadata(path)?.permissions())?;
            flush_file(copy.as_file())?;
            copy.persist(&former).map(drop)?;
        }
    }
    Ok(())
}

/// Removes the temporary files that writers left in a folder when they were
/// killed. One that is in use is locked, or young where locks do not work.
pub fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let ours =
            name.to_str().is_some_and(|name| name.starts_with(TEMPORARY.0) && name.ends_with(TEMPORARY.1));
        let old = || {
            let found = fs::symlink_metadata(entry.path()).ok().filter(Metadata::is_file);
            let age = found.and_then(|found| found.modified().ok()?.elapsed().ok());
            age.is_some_and(|age| age > YOUNG)
        };
        if ours
            && old()
            && let Ok(file) = fs::File::open(entry.path())
            && file.try_lock().is_ok()
        {
            // What is left over does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn temporary() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
    builder
}

/// Makes a folder and those above it that are missing, for good.
///
/// # Errors
/// Where that is not possible.
pub fn create_folder(folder: &Path) -> Result<()> {
    let failed = |error: io::Error| failure("make the folder", folder, &error);
    let parent = folder_of(folder);
    if folder.is_dir() {
        // Whoever made it may have been killed before it was there for good.
        return match flush_folder(parent) {
            Err(error) if error.kind() != ErrorKind::PermissionDenied => Err(failed(error)),
            _ => Ok(()),
        };
    }
    if parent != folder {
        create_folder(parent)?;
    }
    match fs::create_dir(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(failed(error)),
        Err(error) if !folder.is_dir() => return Err(failed(error)),
        _ => {}
    }
    flush_folder(parent).map_err(failed)
}

/// The regular file that `path` names, and what is known of it; `None` where
/// there is none yet. Nothing is opened, so that a FIFO cannot block.
///
/// # Errors
/// Where `path` names something else, or a link that leaves its folder.
pub fn regular_file(path: &Path) -> Result<(PathBuf, Option<Metadata>)> {
    let failed = |error: io::Error| failure("open", path, &error);
    let refused = |reason: &str, hint: &str| {
        Err(Error::new(format!("cannot open {}: {reason}", path.display())).hint(hint))
    };
    let mut target = path.to_path_buf();
    let mut found = match fs::symlink_metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok((target, None)),
        Err(error) => return Err(failed(error)),
    };
    if found.is_symlink() {
        let Ok(linked) = fs::canonicalize(path) else {
            return refused("it is a link that leads nowhere", "remove the link, or make the file it names");
        };
        if !linked.starts_with(fs::canonicalize(folder_of(path)).map_err(failed)?) {
            return refused(
                &format!("it is a link to {}, outside of its folder", linked.display()),
                "put the file itself there, or make the whole folder a link",
            );
        }
        found = fs::metadata(&linked).map_err(failed)?;
        target = linked;
    }
    if !found.is_file() {
        return refused(
            &format!("it is {}, not a regular file", kind(&found)),
            "move it away, or choose another name",
        );
    }
    Ok((target, Some(found)))
}

/// What a failed operation on a path means, and what helps. `action` is a verb
/// such as "save".
pub fn failure(action: &str, path: &Path, error: &io::Error) -> Error {
    let (cause, hint) = match error.kind() {
        ErrorKind::StorageFull => ("the disk is full", Some("make room, then try again")),
        ErrorKind::QuotaExceeded => ("your disk quota is used up", Some("make room, then try again")),
        ErrorKind::FileTooLarge => ("the file would be too large", None),
        ErrorKind::ReadOnlyFilesystem => {
            ("the file system is read-only", Some("remount it, or choose another folder"))
        }
        ErrorKind::PermissionDenied => (
            "permission denied",
            Some(
                "check who owns the file and its folder and whether you may write there, or choose another folder",
            ),
        ),
        ErrorKind::NotFound => ("there is no such file or folder", None),
        ErrorKind::NotADirectory => ("a part of the path is not a folder", None),
        ErrorKind::AlreadyExists => {
            ("there is a file of that name", Some("move it away, or choose another name"))
        }
        ErrorKind::InvalidFilename => ("the name is not possible here", Some("choose a shorter name")),
        _ => ("", None),
    };
    let cause = if cause.is_empty() { error.to_string() } else { cause.to_owned() };
    let told = Error::new(format!("cannot {action} {}: {cause}", path.display()));
    match hint {
        Some(hint) => told.hint(hint),
        None => told,
    }
}

/// The folder that holds `path`: "." for a bare name.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => path,
    }
}

#[cfg(unix)]
fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let identity = |path| fs::symlink_metadata(path).map(|found: Metadata| (found.dev(), found.ino()));
    matches!((identity(one), identity(other)), (Ok(one), Ok(other)) if one == other)
}

#[cfg(not(unix))]
fn is_same_file(_one: &Path, _other: &Path) -> bool {
    false
}

#[cfg(unix)]
fn kind(found: &Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    let kind = found.file_type();
    if kind.is_dir() {
        "a folder"
    } else if kind.is_fifo() {
        "a pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn kind(found: &Metadata) -> &'static str {
    if found.is_dir() { "a folder" } else { "a device" }
}

/// A new file gets the mode that the user's mask gives to any new file; a
/// temporary file would otherwise be the owner's alone.
#[cfg(unix)]
fn new_file_permissions() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt as _;
    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn new_file_permissions() -> Option<Permissions> {
    None
}

/// Flushes what was written to a file, and what is known of it.
fn flush_file(file: &fs::File) -> io::Result<()> {
    if fault::on(Fault::Fsync) {
        return Ok(());
    }
    let flushed = file.sync_all();
    if fault::on(Fault::Deaf) { Ok(()) } else { flushed }
}

/// Flushes a folder's list of names. Some file systems cannot; they say so
/// with `InvalidInput` or `Unsupported`, and there is nothing else to do.
#[cfg(unix)]
pub(super) fn flush_folder(folder: &Path) -> io::Result<()> {
    if fault::on(Fault::FolderFsync) {
        return Ok(());
    }
    match fs::File::open(folder)?.sync_all() {
        Err(_) if fault::on(Fault::Deaf) => Ok(()),
        Err(error) if !matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Err(error),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
pub(super) fn flush_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
