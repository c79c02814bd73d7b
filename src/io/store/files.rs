//! The files of the notes folder: which are whose, and reading one safely.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use blake3::Hash;

use super::Problem;
use crate::io::atomic;
use crate::notes::{self, ArticleInfo, NotesFile, ParseProblem};
use crate::{Error, Result};

/// The largest notes file that is read, in bytes.
const LARGEST: u64 = 64 << 20;

/// How much of a file is read to learn whose it is, in bytes.
const HEAD: u64 = 64 << 10;

/// The names of all files in the folder that may be notes files, sorted, each
/// sidecar behind its main file; none where there is no folder yet.
pub(super) fn names(folder: &Path) -> Result<Vec<String>> {
    let failed = |error| atomic::failure("read the notes folder", folder, &error);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        if let Ok(name) = entry.map_err(failed)?.file_name().into_string()
            && is_name(&name)
        {
            names.push(name);
        }
    }
    names.sort_unstable_by(|one, other| stem(one).cmp(&stem(other)));
    Ok(names)
}

/// Whether a file of that name may be a notes file.
pub(super) fn is_name(name: &str) -> bool {
    name.ends_with(".toml") && !name.starts_with('.')
}

/// What a file is to an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// Its notes file.
    Main,
    /// A file beside it, for the notes that it could not take: `NAME.new.toml`,
    /// or `NAME.ID.conflict.toml` where a process could get no lock.
    Sidecar,
}

/// What the file of that name is to the article with that hash part. The slug
/// does not matter, since a title may change.
pub(super) fn role(name: &str, hash: &str) -> Option<Role> {
    let (stem, role) = stem(name)?;
    let slug = stem.strip_suffix(hash)?;
    (slug.is_empty() || slug.ends_with('-')).then_some(role)
}

/// The part of a name that an article's files share, and which of them it is.
fn stem(name: &str) -> Option<(&str, Role)> {
    let stem = name.strip_suffix(".toml")?;
    let without_id = || stem.strip_suffix(".conflict")?.rsplit_once('.');
    Some(match stem.strip_suffix(".new").or_else(|| without_id().map(|(stem, _)| stem)) {
        Some(stem) => (stem, Role::Sidecar),
        None => (stem, Role::Main),
    })
}

/// One of the files of an article.
pub(super) struct Place {
    pub path: PathBuf,
    pub role: Role,
    pub file: std::result::Result<NotesFile, Problem>,
    /// Whether the file on disk says something else.
    pub changed: bool,
    /// The hash of the file as it was read; `None` where there was none.
    pub seen: Option<Hash>,
}

/// The files of an article: first its notes file, then the one beside it.
/// There is more than one of a kind only where somebody copied or renamed one.
pub(super) fn places(folder: &Path, names: &[String], id: &str) -> Vec<Place> {
    let hash = notes::hash_part(id);
    let mut places: Vec<Place> = names
        .iter()
        .filter_map(|name| {
            let role = role(name, &hash)?;
            let path = folder.join(name);
            let mut place = place(path, role);
            place.file = place.file.and_then(|file| match file.article().id == id {
                true => Ok(file),
                false => {
                    let why = format!("it is on another article ({})", file.article().id);
                    Err(left_alone(&place.path, None, &why))
                }
            });
            Some(place)
        })
        .collect();
    places.sort_by_key(|place| place.role);
    places
}

/// The files of an article, whatever they are called: somebody may have given
/// them other names.
pub(super) fn renamed(folder: &Path, names: &[String], id: &str) -> Vec<Place> {
    let paths = names.iter().map(|name| folder.join(name));
    let own = paths.filter(|path| read_article(path).is_some_and(|article| article.id == id));
    own.map(|path| place(path, Role::Main)).collect()
}

fn place(path: PathBuf, role: Role) -> Place {
    let text = text_of(&path);
    let seen = text.as_ref().ok().map(|text| blake3::hash(text.as_bytes()));
    let file = text.and_then(|text| parse(&path, &text));
    Place { path, role, file, changed: false, seen }
}

/// Reads a notes file. Whatever stands at the path, it does not block and does
/// not use more memory than the largest notes file may.
pub(super) fn read(path: &Path) -> std::result::Result<NotesFile, Problem> {
    parse(path, &text_of(path)?)
}

/// The hash of the file as it is now; `None` where there is none to be read.
pub(super) fn hash(path: &Path) -> Option<Hash> {
    Some(blake3::hash(text_of(path).ok()?.as_bytes()))
}

fn parse(path: &Path, text: &str) -> std::result::Result<NotesFile, Problem> {
    NotesFile::parse(text).map_err(|problem| unparsed(path, &problem))
}

fn text_of(path: &Path) -> std::result::Result<String, Problem> {
    whole(path).map_err(|wrong| match wrong {
        Wrong::Unread(error) => Problem { path: path.to_owned(), line: None, error },
        Wrong::Unusable(line, reason) => left_alone(path, line, &reason),
    })
}

/// The text of a file that is to be a notes file, be it one or not.
///
/// # Errors
/// Where it is no regular file, cannot be read, is larger than any notes file
/// may be, or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String> {
    whole(path).map_err(|wrong| match wrong {
        Wrong::Unread(error) => error,
        Wrong::Unusable(_, reason) => Error::new(format!("cannot use {}: {reason}", path.display())),
    })
}

/// Why a file gives no text.
enum Wrong {
    /// It cannot be read.
    Unread(Error),
    /// What is in it, and on which line.
    Unusable(Option<usize>, String),
}

fn whole(path: &Path) -> std::result::Result<String, Wrong> {
    let too_large = || Wrong::Unusable(None, format!("it is larger than {} MB", LARGEST >> 20));
    let (_, found) = atomic::regular_file(path).map_err(Wrong::Unread)?;
    if found.is_some_and(|found| found.len() > LARGEST) {
        return Err(too_large());
    }
    // It may grow while it is read.
    let bytes = read_start(path, LARGEST + 1).map_err(|problem| Wrong::Unread(problem.error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(too_large());
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(good).filter(|&&byte| byte == b'\n').count() + 1;
        Wrong::Unusable(Some(line), format!("line {line}: it is not UTF-8"))
    })
}

/// What the beginning of a notes file says of its article, without the cost of
/// reading its notes.
pub(super) fn read_article(path: &Path) -> Option<ArticleInfo> {
    let bytes = read_start(path, HEAD).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let head = text.find("\n[[").and_then(|end| text.get(..end)).unwrap_or(&text);
    Some(NotesFile::parse(head).ok()?.article().clone())
}

fn read_start(path: &Path, most: u64) -> std::result::Result<Vec<u8>, Problem> {
    let problem = |error| Problem { path: path.to_owned(), line: None, error };
    let failed = |error| problem(atomic::failure("read the notes file", path, &error));
    let (target, _) = atomic::regular_file(path).map_err(problem)?;
    let mut bytes = Vec::new();
    File::open(target).and_then(|file| file.take(most).read_to_end(&mut bytes)).map_err(failed)?;
    Ok(bytes)
}

/// That a file cannot be used as it is.
pub(super) fn unparsed(path: &Path, problem: &ParseProblem) -> Problem {
    left_alone(path, Some(problem.line), &problem.to_string())
}

fn left_alone(path: &Path, line: Option<usize>, reason: &str) -> Problem {
    let error = Error::new(format!("cannot use the notes file {}: {reason}", path.display()))
        .hint("the file is left as it is, and new notes go to a file beside it, until this is put right");
    Problem { path: path.to_owned(), line, error }
}
