//! The reader's configuration file: reading it, and making one to start from.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::Path;

use crate::{Error, Result};

/// No configuration is longer than this many bytes.
const LONGEST: u64 = 1 << 20;

/// The text of a configuration file, `None` where there is no such file.
///
/// # Errors
/// Where it is there and cannot be read, is too long, or is not UTF-8.
pub fn read(path: &Path) -> Result<Option<String>> {
    let failed = |error: std::io::Error| {
        Error::new(format!("cannot read the configuration {}: {error}", path.display()))
            .hint("name another one with --config, or make it readable")
    };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(failed(error)),
    };
    let mut bytes = Vec::new();
    file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > LONGEST {
        return Err(Error::new(format!("the configuration {} is longer than 1 MiB", path.display()))
            .hint("this is hardly a configuration: look whether --config names the right file"));
    }
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let line =
            error.as_bytes().iter().take(error.utf8_error().valid_up_to()).filter(|b| **b == b'\n').count();
        Error::new(format!("{}:{}: the configuration is not UTF-8", path.display(), line + 1))
            .hint("save the file as UTF-8")
    })
}

/// Writes a new configuration file, and the folder for it.
///
/// # Errors
/// Where there is such a file already, or it cannot be written.
pub fn create(path: &Path, text: &str) -> Result<()> {
    let failed = |error: std::io::Error| {
        Error::new(format!("cannot write the configuration {}: {error}", path.display()))
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file = match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(Error::new(format!("{} is there already, and stays as it is", path.display()))
                .hint("move it away first, or name another file with --config"));
        }
        Err(error) => return Err(failed(error)),
    };
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)
}
