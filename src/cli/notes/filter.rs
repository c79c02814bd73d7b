//! Which notes are asked for.

use crate::cli::args::Filter;
use crate::export::NoteOf;
use crate::io::review::needing_review;
use crate::io::store::{Listed, Store};
use crate::notes::{Note, Wanted, in_conflict};

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
        if self.needs_review {
            let needing = needing_review(store, &file.info, found.iter().copied()).unwrap_or_else(|error| {
                complain(error);
                Vec::new()
            });
            found.retain(|note| needing.contains(&note.id.as_str()));
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
            review: false,
        }
    }
}
