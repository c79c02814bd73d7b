//! `byline notes add`: a note without the screen, saved as the reader saves.

use std::io::Read as _;

use jiff::Timestamp;

use crate::cli::args::Add;
use crate::cli::extract::read;
use crate::cli::output::{Out, Stop, remark};
use crate::cli::settings::Settings;
use crate::io::fault::{self, Fault};
use crate::io::journal::Journal;
use crate::io::load::Source;
use crate::io::paths;
use crate::io::store::Store;
use crate::notes::{ArticleInfo, Change, KeptDraft, Note, NoteKind, Target};
use crate::text::{CodePoints, Span};
use crate::{Error, Result};

/// Saves the note, then prints its id.
pub fn run(task: &Add, settings: &Settings, out: &mut Out) -> std::result::Result<(), Stop> {
    let source = Source { path: Some(task.file.clone()) };
    let article = read(&source)?;
    let info = ArticleInfo::of(&article, Some(&source.label()));
    let body = match &task.body {
        Some(body) => body.clone(),
        None => from_standard_input()?,
    };
    if body.trim().is_empty() && task.tags.is_empty() {
        return Err(Error::new("the note is empty")
            .hint("write something with --body, or give it a --tag")
            .into());
    }
    let target = match &task.quote {
        Some(words) => Some(find(article.text(), words, task.nth)?),
        None => None,
    };
    let now = Timestamp::now();
    let kind = if target.is_some() { NoteKind::Passage } else { NoteKind::Article };
    let mut note = Note { target, ..Note::new(new_id(now)?, kind, now) };
    let draft = KeptDraft {
        id: new_id(now)?,
        revision: 1,
        info: info.clone(),
        note: note.clone(),
        before: None,
        body: body.clone(),
        tags: task.tags.join(", "),
    };
    (note.body, note.tags) = (body, task.tags.clone());
    let mut journal = Journal::new(&paths::state_dir()?);
    let kept = journal.keep(&draft);
    if fault::on(Fault::EarlyDelete) {
        journal.forget(&draft.id)?;
    }
    let id = note.id.clone();
    if let Err(error) =
        Store::new(settings.notes_dir()?).apply(&info, article.text(), &[Change::Put { note, base: None }])
    {
        return Err(Stop::Failed(vec![error, fate(kept)]));
    }
    out.line(&id)?;
    out.flush()?;
    // The note is on disk; at worst its draft is looked at once more.
    let _ = journal.forget(&draft.id);
    Ok(())
}

/// Prints the drafts that nobody is writing.
pub fn drafts(out: &mut Out) -> std::result::Result<(), Stop> {
    let journal = Journal::new(&paths::state_dir()?);
    let drafts = journal.waiting();
    if drafts.is_empty() {
        remark("no note was begun and left unsaved");
    }
    for (nth, draft) in drafts.iter().enumerate() {
        if nth > 0 {
            out.bytes(b"\n")?;
        }
        out.heading(&draft.info.title)?;
        let words = draft.note.target.as_ref().map(|target| target.exact.as_str());
        for line in draft.info.path.as_deref().into_iter().chain(words) {
            out.line(&format!("  on {line}"))?;
        }
        if !draft.tags.is_empty() {
            out.line(&format!("  tags {}", draft.tags))?;
        }
        for line in draft.body.lines() {
            out.line(&format!("    {line}"))?;
        }
    }
    Ok(())
}

/// What became of the text of a note that was not saved.
fn fate(kept: Result<()>) -> Error {
    match kept {
        Ok(()) => Error::new("the note is kept as a draft").hint("`byline notes drafts` prints it"),
        Err(error) => Error::new(format!("the note is lost: {}", error.what)),
    }
}

/// Where the words stand.
fn find(text: &str, words: &str, nth: Option<usize>) -> Result<Target> {
    let found: Vec<usize> = match words {
        "" => Vec::new(),
        words => text.match_indices(words).map(|(at, _)| at).collect(),
    };
    let at = match (found.as_slice(), nth) {
        ([], _) => {
            return Err(Error::new(format!("{words:?} does not stand in the article"))
                .hint("give the words exactly as they are there, quotation marks included"));
        }
        ([at], None) => *at,
        (all, None) => {
            return Err(Error::new(format!("{words:?} stands in the article {} times", all.len()))
                .hint("say which one with --nth, or give more words"));
        }
        (all, Some(nth)) => {
            let at = nth.checked_sub(1).and_then(|nth| all.get(nth));
            *at.ok_or_else(|| Error::new(format!("{words:?} stands in the article {} times", all.len())))?
        }
    };
    Ok(Target::at(text, &CodePoints::new(text), Span::new(at, at + words.len())))
}

fn from_standard_input() -> Result<String> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|error| {
        Error::new(format!("cannot read the note from standard input: {error}")).hint("give it with --body")
    })?;
    Ok(text.strip_suffix('\n').unwrap_or(&text).to_owned())
}

/// A ULID of now and of random bits.
fn new_id(now: Timestamp) -> Result<String> {
    let mut bits = [0; 16];
    getrandom::fill(&mut bits)
        .map_err(|error| Error::new(format!("the system gave no random bits: {error}")))?;
    let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
    Ok(ulid::Ulid::from_parts(millis, u128::from_le_bytes(bits)).to_string())
}
