//! STAND-IN, replaced at merge: the terminal.

use std::path::PathBuf;

use crate::config::Config;
use crate::{Error, Result};

/// What to open, and how.
#[derive(Debug)]
pub struct Options {
    /// Files and folders with articles; `-` is standard input.
    pub paths: Vec<PathBuf>,
    /// The settings.
    pub config: Config,
    /// The folder for notes.
    pub notes_dir: PathBuf,
    /// The folder for reading positions and drafts.
    pub state_dir: PathBuf,
}

/// Opens the reader.
///
/// # Errors
/// Where the terminal fails.
pub fn run(_options: Options) -> Result<()> {
    Err(Error::new("there is no reader yet"))
}
