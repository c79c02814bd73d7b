//! `byline notes merge`: a merge driver for git.

use std::path::Path;

use crate::Error;
use crate::cli::output::Stop;
use crate::io::{atomic, store};
use crate::notes;

/// Merges two versions of a notes file by record, and writes the result to
/// `ours`.
///
/// Where that is not possible, `ours` is left alone, and the exit status tells
/// git to end the merge: left as it is and called merged, the other version
/// would be lost with the next commit.
pub(super) fn run(base: &Path, ours: &Path, theirs: &Path) -> Result<(), Stop> {
    let read = |path: &Path| store::read_text(path).map_err(Stop::Abort);
    let (old, our, their) = (read(base)?, read(ours)?, read(theirs)?);
    let merged = notes::merge(Some(&old), &our, &their).map_err(|wrong| {
        let path = if wrong.theirs { theirs } else { ours };
        let side = if wrong.theirs { "the other version" } else { "this version" };
        Stop::Abort(
            Error::new(format!("cannot merge the notes: {side}, {}, {}", path.display(), wrong.problem))
                .hint("put that version right and commit it, then merge again; nothing was changed"),
        )
    })?;
    atomic::write(ours, merged.text.as_bytes()).map_err(Stop::Abort)?;
    let what = match merged.conflicts {
        0 => return Ok(()),
        1 => "1 note was changed on both sides".to_owned(),
        count => format!("{count} notes were changed on both sides"),
    };
    Err(Stop::from(Error::new(format!("{what}; both versions are kept and marked")).hint(
        "the file is whole and can be committed; `byline notes list --conflict` shows what to choose from",
    )))
}
