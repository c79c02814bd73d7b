//! Which notes need review, as the article's file is now.

use std::path::PathBuf;

use super::load::{self, Source};
use super::store::Store;
use crate::notes::{Anchoring, ArticleInfo, Note};
use crate::text::{Article, CodePoints};
use crate::{Error, Result};

/// The ids of those of an article's `notes` whose words do not certainly stand
/// anywhere in the article any more, and that are not kept as orphans.
///
/// # Errors
/// Where a note has words, and the article was not read from a file or cannot
/// be read.
pub fn needing_review<'n>(
    store: &Store,
    info: &ArticleInfo,
    notes: impl IntoIterator<Item = &'n Note>,
) -> Result<Vec<&'n str>> {
    let mut notes = notes.into_iter().filter_map(|note| Some((note, note.target.as_ref()?))).peekable();
    if notes.peek().is_none() {
        return Ok(Vec::new());
    }
    let article = current(info)?;
    let text = article.text();
    let points = CodePoints::new(text);
    let is_same = article.id() == info.id;
    let old = if is_same { None } else { store.kept_text(&info.id) };
    let anchoring = Anchoring::new(old.as_deref(), text);
    let is_lost = |&(note, target): &(&Note, &_)| {
        !(note.orphan || is_same && crate::notes::Target::find(target, text, &points).is_some())
            && anchoring.place(target, note.kind).needs_review()
    };
    Ok(notes.filter(is_lost).map(|(note, _)| note.id.as_str()).collect())
}

/// The article as it is now in its file.
fn current(info: &ArticleInfo) -> Result<Article> {
    let unknown =
        |why: &str| Error::new(format!("{}: whether its notes need review is not known{why}", info.title));
    let Some(path) = &info.path else {
        return Err(unknown(", since it was not read from a file"));
    };
    let source = Source { path: Some(PathBuf::from(path)) };
    load::read(&source).map(|loaded| loaded.article).map_err(|error| {
        unknown(&format!(": {}", error.what))
            .hint("put the article back where it was, or start the program in the folder it was read from")
    })
}
