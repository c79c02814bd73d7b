//! Finds articles in files, folders and standard input, and reads them.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, File, Metadata};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::io::magic;
use crate::text::{self, Article, Format};
use crate::{Error, Result};

/// The largest text that is read, in bytes.
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// How many folders deep articles are looked for inside a folder.
pub const MAX_DEPTH: usize = 4;

/// Names of articles inside a folder end in one of these.
pub const EXTENSIONS: [&str; 4] = ["txt", "text", "md", "markdown"];

/// Where an article comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// The file as it was named, or as it was found in a folder; `None` for
    /// standard input.
    pub path: Option<PathBuf>,
}

impl Source {
    /// The source's name for messages and lists. Bytes of a file name that are
    /// no UTF-8 become U+FFFD.
    pub fn label(&self) -> String {
        match &self.path {
            Some(path) => path.display().to_string(),
            None => "standard input".to_owned(),
        }
    }
}

/// An article as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The article.
    pub article: Article,
    /// What was guessed or could not be read, a sentence each.
    pub warnings: Vec<String>,
}

/// The articles that `paths` name, in that order and each once. "-" is
/// standard input; a folder stands for the articles in it, those of its
/// subfolders behind its own, each folder in natural order of names. What is
/// missing or holds no article gives an error; the rest is still found.
pub fn sources(paths: &[PathBuf]) -> (Vec<Source>, Vec<Error>) {
    let mut found = Found::default();
    for path in paths {
        if path == Path::new("-") {
            found.add(None);
            continue;
        }
        match fs::metadata(path) {
            Err(error) => found.errors.push(cannot_open(path, &error)),
            Ok(metadata) if metadata.is_dir() => {
                let mut folders = HashSet::from([real(path)]);
                if !found.add_folder(path, 0, &mut folders) {
                    let what = format!("{} holds no article", path.display());
                    let hint = format!("articles in a folder end in .{}", EXTENSIONS.join(", ."));
                    found.errors.push(Error::new(what).hint(hint));
                }
            }
            Ok(_) => found.add(Some(path.clone())),
        }
    }
    (found.sources, found.errors)
}

#[derive(Default)]
struct Found {
    sources: Vec<Source>,
    errors: Vec<Error>,
    /// The real paths of the sources: nothing comes twice.
    seen: HashSet<Option<PathBuf>>,
}

impl Found {
    fn add(&mut self, path: Option<PathBuf>) {
        if self.seen.insert(path.as_deref().map(real)) {
            self.sources.push(Source { path });
        }
    }

    /// Adds the articles of a folder that stands `depth` folders below the one
    /// that was named. `folders` are the real paths of those that were looked
    /// into: a folder that links to itself ends. Whether there was an article,
    /// or an error.
    fn add_folder(&mut self, folder: &Path, depth: usize, folders: &mut HashSet<PathBuf>) -> bool {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.errors.push(cannot_open(folder, &error));
                return true;
            }
        };
        let mut articles = Vec::new();
        let mut inner = Vec::new();
        let mut any = false;
        for entry in entries {
            let path = match entry {
                Ok(entry) => entry.path(),
                Err(error) => {
                    self.errors.push(cannot_open(folder, &error));
                    any = true;
                    continue;
                }
            };
            if path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b".")) {
                continue;
            }
            match fs::metadata(&path) {
                Ok(metadata) if metadata.is_dir() => inner.push(path),
                Ok(metadata) if metadata.is_file() && is_article(&path) => articles.push(path),
                // Pipes, sockets and devices: to read them may never end.
                Ok(_) => {}
                Err(error) if is_article(&path) => {
                    self.errors.push(cannot_open(&path, &error));
                    any = true;
                }
                Err(_) => {}
            }
        }
        articles.sort_by_cached_key(|path| natural(path));
        inner.sort_by_cached_key(|path| natural(path));
        any |= !articles.is_empty();
        for path in articles {
            self.add(Some(path));
        }
        for path in inner {
            if depth < MAX_DEPTH && folders.insert(real(&path)) {
                any |= self.add_folder(&path, depth + 1, folders);
            }
        }
        any
    }
}

/// The path without links and dots; what has none, such as a pipe, stands for
/// itself.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Whether the file name ends like an article's.
fn is_article(path: &Path) -> bool {
    path.extension().is_some_and(|end| EXTENSIONS.iter().any(|known| end.eq_ignore_ascii_case(known)))
}

/// A key that sorts names as people do: "part 2" before "part 10", capitals
/// beside small letters. Names that differ in nothing else sort by their bytes.
fn natural(path: &Path) -> (Vec<(String, usize, String)>, PathBuf) {
    let name = path.file_name().map(OsStr::to_string_lossy).unwrap_or_default().to_lowercase();
    let mut key = Vec::new();
    let mut rest = name.as_str();
    while !rest.is_empty() {
        let words = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (before, behind) = rest.split_at(words);
        let digits = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
        let (number, behind) = behind.split_at(digits);
        // Without leading zeros a longer number is a larger one.
        let number = number.trim_start_matches('0');
        key.push((before.to_owned(), number.len(), number.to_owned()));
        rest = behind;
    }
    (key, path.to_owned())
}

/// Reads a source. Markdown is known by its file name, on standard input by
/// its front matter; everything else is plain text.
///
/// # Errors
///
/// Where the source is missing, forbidden, a folder or device, empty, too
/// large, or no text.
pub fn read(source: &Source) -> Result<Loaded> {
    let label = source.label();
    let bytes = match &source.path {
        None => read_capped(std::io::stdin().lock(), &label, MAX_BYTES)?,
        Some(path) => {
            // Before it is opened: to open a device may already do something.
            let metadata = fs::metadata(path).map_err(|error| cannot_open(path, &error))?;
            check_kind(&metadata, &label)?;
            let file = File::open(path).map_err(|error| cannot_open(path, &error))?;
            let metadata = file.metadata().map_err(|error| cannot_open(path, &error))?;
            check_kind(&metadata, &label)?;
            if metadata.len() > MAX_BYTES {
                return Err(too_large(&label, MAX_BYTES));
            }
            read_capped(file, &label, MAX_BYTES)?
        }
    };
    from_bytes(&bytes, source.path.as_deref(), &label)
}

/// Makes an article of a source's bytes.
fn from_bytes(bytes: &[u8], path: Option<&Path>, label: &str) -> Result<Loaded> {
    if bytes.is_empty() {
        let hint = match path {
            Some(_) => "choose a file with text in it",
            None => "send a text through a pipe, or name a file",
        };
        return Err(Error::new(format!("{label} is empty")).hint(hint));
    }
    if let Some(kind) = magic::kind(bytes) {
        return Err(Error::new(format!("{label} is {}, not a text", kind.name)).hint(kind.hint));
    }
    let decoded = text::decode(bytes);
    if decoded.encoding.starts_with("UTF-16") {
        // Its zero bytes are no sign of binary data.
    } else if magic::is_binary(bytes) {
        let what = format!("{label} is binary data, not a text");
        return Err(Error::new(what).hint("byline reads plain text and Markdown"));
    }
    let markdown = match path {
        Some(path) => path
            .extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("md") || end.eq_ignore_ascii_case("markdown")),
        None => text::has_front_matter(&decoded.text),
    };
    let mut warnings = decoded.warnings;
    if !markdown && magic::looks_like_html(&decoded.text) {
        warnings.push("The text looks like HTML; its markup is shown as text".to_owned());
    }
    let format = if markdown { Format::Markdown } else { Format::Plain };
    let (article, parsed) = text::parse(decoded.text, format);
    warnings.extend(parsed);
    if article.paragraphs.is_empty() {
        warnings.push("The text holds no words".to_owned());
    }
    Ok(Loaded { article, warnings })
}

/// Reads to the end, or fails after `cap` bytes.
fn read_capped(reader: impl Read, label: &str, cap: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    match reader.take(cap.saturating_add(1)).read_to_end(&mut bytes) {
        Err(error) => Err(Error::new(format!("Cannot read {label}: {error}"))),
        Ok(count) if count as u64 > cap => Err(too_large(label, cap)),
        Ok(_) => Ok(bytes),
    }
}

fn too_large(label: &str, cap: u64) -> Error {
    let what = format!("{label} is larger than {} MiB", cap / (1024 * 1024));
    Error::new(what).hint("split it into articles")
}

/// Fails for what is neither a file nor a pipe.
fn check_kind(metadata: &Metadata, label: &str) -> Result<()> {
    let kind = metadata.file_type();
    if kind.is_file() || is_pipe(metadata) {
        Ok(())
    } else if kind.is_dir() {
        Err(Error::new(format!("{label} is a folder")).hint("open one of the articles in it"))
    } else {
        let what = format!("{label} is a device or a socket, not a file");
        Err(Error::new(what).hint("name a file, or send the text through a pipe and name -"))
    }
}

#[cfg(unix)]
fn is_pipe(metadata: &Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&metadata.file_type())
}

#[cfg(not(unix))]
fn is_pipe(_: &Metadata) -> bool {
    false
}

/// The error for a path that cannot be opened.
fn cannot_open(path: &Path, error: &std::io::Error) -> Error {
    let name = path.display();
    let is_link = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    match error.kind() {
        ErrorKind::NotFound if is_link => {
            Error::new(format!("{name} is a link to a file that does not exist"))
                .hint("mend or remove the link")
        }
        ErrorKind::NotFound => {
            Error::new(format!("{name} does not exist")).hint("check the name and the folder")
        }
        ErrorKind::PermissionDenied => {
            Error::new(format!("{name} may not be read")).hint("ask its owner for permission to read it")
        }
        ErrorKind::NotADirectory => {
            Error::new(format!("{name} does not exist: a part of its path is a file")).hint("check the path")
        }
        _ if is_link => {
            Error::new(format!("Cannot follow the link {name}: {error}")).hint("mend or remove the link")
        }
        _ => Error::new(format!("Cannot read {name}: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_people_count() {
        let mut names: Vec<PathBuf> =
            ["part 10.txt", "Part 2.txt", "part 1.txt", "part 002.txt", "9", "a", "10", "B"]
                .map(PathBuf::from)
                .into();
        names.sort_by_cached_key(|path| natural(path));
        let sorted: Vec<_> = names.iter().map(|path| path.display().to_string()).collect();
        assert_eq!(sorted, ["9", "10", "a", "B", "part 1.txt", "Part 2.txt", "part 002.txt", "part 10.txt"]);
    }

    #[test]
    fn reading_stops_at_the_cap() {
        assert_eq!(read_capped(&b"1234"[..], "x", 4), Ok(b"1234".to_vec()));
        let endless = read_capped(std::io::repeat(b'x'), "standard input", 2 * 1024 * 1024);
        assert_eq!(endless, Err(too_large("standard input", 2 * 1024 * 1024)));
        assert_eq!(too_large("x", MAX_BYTES).what, "x is larger than 64 MiB");
    }

    #[test]
    fn standard_input_is_markdown_with_front_matter_only() {
        let read = |text: &str| from_bytes(text.as_bytes(), None, "standard input");
        let titled = read("---\ntitle: Port closes\n---\n*Words* stay.").expect("a text");
        assert_eq!(titled.article.meta.title.as_deref(), Some("Port closes"));
        assert_eq!(titled.article.text(), "Words stay.");
        assert_eq!(read("*Words* stay.").expect("a text").article.text(), "*Words* stay.");
        assert_eq!(read("").expect_err("nothing").what, "standard input is empty");
        assert_eq!(read(" \n\t").expect("a text").warnings, ["The text holds no words"]);
    }
}
