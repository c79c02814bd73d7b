//! Where the program's own files are: configuration, notes, state. The
//! folders are those of the XDG Base Directory Specification.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use etcetera::base_strategy::Xdg;

use crate::{Error, Result};

/// The folder of the program inside each of the XDG folders.
const PROGRAM: &str = "byline";

/// The configuration file that is read where none is named.
///
/// # Errors
/// Where the home folder is unknown.
pub fn config_file() -> Result<PathBuf> {
    Ok(xdg()?.config_dir().join(PROGRAM).join("config.toml"))
}

/// The folder for what the program remembers by itself: reading positions,
/// drafts, what has been read.
///
/// # Errors
/// Where the home folder is unknown.
pub fn state_dir() -> Result<PathBuf> {
    let xdg = xdg()?;
    let folder = xdg.state_dir().unwrap_or_else(|| xdg.home_dir().join(".local/state"));
    Ok(folder.join(PROGRAM))
}

/// The notes folder: as `written` in the configuration, where `~` is the home
/// folder and anything else is relative to the folder of `config_file`, or
/// the default one.
///
/// # Errors
/// Where the home folder is needed and unknown.
pub fn notes_dir(written: Option<&str>, config_file: &Path) -> Result<PathBuf> {
    match written {
        Some(written) => expand(written, config_file, || Ok(xdg()?.home_dir().to_owned())),
        None => Ok(xdg()?.data_dir().join(PROGRAM).join("notes")),
    }
}

/// The path that a person typed while the program runs: `~` is the home
/// folder, and what is relative counts from the current folder.
///
/// # Errors
/// Where the home folder is needed and unknown, or the path is empty.
pub fn typed(written: &str) -> Result<PathBuf> {
    expand(written, Path::new(""), || Ok(xdg()?.home_dir().to_owned()))
}

/// A folder for notes, not there yet perhaps, where a file can be written that
/// cannot be in `full`: in the home folder, or else among temporary files.
pub fn writable_folder(full: &Path) -> Option<PathBuf> {
    let home = xdg().ok().map(|xdg| xdg.home_dir().to_owned());
    let places = home.into_iter().chain([std::env::temp_dir()]);
    places.map(|place| place.join("byline-notes")).find(|folder| {
        let place = super::atomic::folder_of(folder);
        let written = tempfile::tempfile_in(place).and_then(|mut file| {
            // As much as a notes file and the text of its article may need.
            file.write_all(&[0; 1 << 18])?;
            file.sync_all()
        });
        folder != full && written.is_ok()
    })
}

/// What to open where no article is named: the folder `articles` of the
/// current folder if there is one, else the current folder.
pub fn start_folder() -> PathBuf {
    let articles = Path::new("articles");
    if articles.is_dir() { articles.to_owned() } else { PathBuf::from(".") }
}

/// Whether there is anything at the path, were it a link that leads nowhere.
pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// The path seen from the root.
///
/// # Errors
/// Where the current folder is unknown, or the path is empty.
pub fn absolute(path: &Path) -> Result<PathBuf> {
    std::path::absolute(path).map_err(|error| {
        Error::new(format!("cannot tell where {} is: {error}", path.display()))
            .hint("name it with its whole path, from / on")
    })
}

/// The folders of the specification.
fn xdg() -> Result<Xdg> {
    match Xdg::new() {
        Ok(xdg) if xdg.home_dir().is_absolute() => Ok(xdg),
        Ok(xdg) => Err(Error::new(format!("HOME is {:?}, which is not a whole path", xdg.home_dir()))
            .hint("set HOME to your home folder, from / on")),
        Err(_) => Err(Error::new("cannot tell which folder is your home: HOME is not set")
            .hint("set HOME to your home folder")),
    }
}

/// The path that `written` means in `config_file`.
fn expand(written: &str, config_file: &Path, home: impl FnOnce() -> Result<PathBuf>) -> Result<PathBuf> {
    match written.strip_prefix('~') {
        Some("") => home(),
        Some(rest) => match rest.strip_prefix('/') {
            Some(rest) => Ok(home()?.join(rest.trim_start_matches('/'))),
            None => Err(Error::new(format!("{written:?} starts with the home of somebody else"))
                .hint("write ~/ for your own home folder, ./~ for a folder of that name")),
        },
        None => absolute(&config_file.parent().unwrap_or(Path::new("")).join(written)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notes_folder_is_found_from_home_or_from_the_configuration() {
        let config = Path::new("/etc/byline/config.toml");
        for (written, expected) in [
            ("~", "/home/ines"),
            ("~/notes", "/home/ines/notes"),
            ("~//notes", "/home/ines/notes"),
            ("/srv/notes", "/srv/notes"),
            ("notes", "/etc/byline/notes"),
            ("./~", "/etc/byline/~"),
        ] {
            let found = expand(written, config, || Ok(PathBuf::from("/home/ines")));
            assert_eq!(found, Ok(PathBuf::from(expected)), "{written}");
        }
        assert!(expand("~bob/notes", config, || Ok(PathBuf::from("/home/ines"))).is_err());
        let homeless = || Err(Error::new("no home"));
        assert_eq!(expand("~/notes", config, homeless), Err(Error::new("no home")));
        assert_eq!(expand("/srv/notes", config, homeless), Ok(PathBuf::from("/srv/notes")));
    }
}
