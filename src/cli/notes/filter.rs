//! Which notes are asked for.

use std::path::PathBuf;

use crate::cli::args::Filter;
use crate::export::NoteOf;
use crate::io::load::{self, Source};
use crate::io::store::{Listed, Store};
use crate::notes::{Anchoring, Note, Target, Wanted, in_conflict};
use crate::text::{Article, CodePoints};

impl Filter {
    /// Whether everything is asked for.
    pub fn is_empty(&self) -> bool {
        let Self { tag, speaker, entity, status, text, kind, conflict, needs_review } = self;
        let words = [speaker, entity, status, text, kind];
        tag.is_empty() && words.iter().all(|word| word.is_none()) && !conflict && !needs_review
    }

    /// The notes of one article that are asked for. `complain` is told what
    /// could not be found out.
    pub fn of<'n>(
        &self,
        store: &Store,
        file: &'n Listed,
        complain: &mut dyn FnMut(crate::Error),
    ) -> Vec<NoteOf<'n>> {
        let twice = in_conflict(&file.notes);
        let wanted = self.wanted();
        let admitted =
            |note: &&Note| wanted.admits(note, &[]) && (!self.conflict || twice.contains(note.id.as_str()));
        let mut found: Vec<&Note> = file.notes.iter().filter(admitted).collect();
        if self.needs_review && found.iter().any(|note| note.target.is_some()) {
            match current(file) {
                Ok(article) => {
                    let text = article.text();
                    let points = CodePoints::new(text);
                    let is_same = article.id() == file.info.id;
                    let old = if is_same { None } else { store.kept_text(&file.info.id) };
                    let anchoring = Anchoring::new(old.as_deref(), text);
                    let is_lost = |note: &Note, target: &Target| {
                        !(note.orphan || is_same && target.find(text, &points).is_some())
                            && anchoring.place(target, note.kind).needs_review()
                    };
                    found.retain(|note| note.target.as_ref().is_some_and(|target| is_lost(note, target)));
                }
                Err(error) => {
                    complain(error);
                    found.clear();
                }
            }
        } else if self.needs_review {
            found.clear();
        }
        let of = |note: &'n Note| NoteOf {
            note,
            article: &file.info,
            file: file.path.display().to_string(),
            in_conflict: twice.contains(note.id.as_str()),
            deleted: None,
        };
        found.into_iter().map(of).collect()
    }

    /// What of it a note itself answers.
    fn wanted(&self) -> Wanted {
        Wanted {
            tags: self.tag.clone(),
            speaker: self.speaker.clone(),
            entity: self.entity.clone(),
            status: self.status.clone(),
            kind: self.kind.clone(),
            words: self.text.iter().cloned().collect(),
        }
    }
}

/// The article as it is now in its file.
fn current(file: &Listed) -> Result<Article, crate::Error> {
    let Some(path) = &file.info.path else {
        return Err(crate::Error::new(format!(
            "{}: whether its notes need review is not known, since it was not read from a file",
            file.info.title
        )));
    };
    let source = Source { path: Some(PathBuf::from(path)) };
    load::read(&source).map(|loaded| loaded.article).map_err(|error| {
        crate::Error::new(format!(
            "{}: whether its notes need review is not known: {}",
            file.info.title, error.what
        ))
        .hint("put the article back where it was, or start the program in the folder it was read from")
    })
}
