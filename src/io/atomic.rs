//! STAND-IN, replaced at merge: writing a file whole or not at all.

use std::path::Path;

use crate::{Error, Result};

/// Writes the file.
///
/// # Errors
/// Where it cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes)
        .map_err(|error| Error::new(format!("cannot write {}: {error}", path.display())))
}
