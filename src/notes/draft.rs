//! A note that is being written, as the journal keeps it.

use serde::{Deserialize, Serialize};

use crate::notes::{ArticleInfo, Note, NotesFile, render};

/// The text of a note that is not saved yet, with all that is needed to go on
/// writing it.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptDraft {
    /// Identifies the draft. Two windows may have one note open; each has a
    /// draft of its own.
    pub id: String,
    /// Counts the versions of this draft; the highest one is valid.
    pub revision: u64,
    /// The article that the note is on.
    pub info: ArticleInfo,
    /// The note as it would be saved, but for body, tags and times.
    pub note: Note,
    /// The note that was on disk when it was opened; `None` for a new one.
    pub before: Option<Note>,
    /// What is written.
    pub body: String,
    /// The tags as typed, separated by commas.
    pub tags: String,
}

/// A draft as JSON. Notes are in it as notes files, so that whatever can be
/// saved of a note can be kept of its draft.
#[derive(Serialize, Deserialize)]
struct Record {
    draft: String,
    revision: u64,
    note: String,
    before: Option<String>,
    body: String,
    tags: String,
}

impl KeptDraft {
    /// The draft as text, for [`from_record`](Self::from_record).
    pub fn to_record(&self) -> String {
        let file = |note: &Note| render(&self.info, std::slice::from_ref(note), &[]);
        let record = Record {
            draft: self.id.clone(),
            revision: self.revision,
            note: file(&self.note),
            before: self.before.as_ref().map(file),
            body: self.body.clone(),
            tags: self.tags.clone(),
        };
        // A struct of strings and numbers has no way to fail.
        serde_json::to_string(&record).unwrap_or_default()
    }

    /// The draft that the text describes; `None` where it is none.
    pub fn from_record(text: &str) -> Option<Self> {
        let record: Record = serde_json::from_str(text).ok()?;
        let read = |text: &str| {
            let file = NotesFile::parse(text).ok()?;
            Some((file.article().clone(), file.notes().first()?.clone()))
        };
        let (info, note) = read(&record.note)?;
        let before = match &record.before {
            Some(text) => Some(read(text)?.1),
            None => None,
        };
        let Record { draft: id, revision, body, tags, .. } = record;
        Some(Self { id, revision, info, note, before, body, tags })
    }

    /// Whether the note says what the draft says.
    pub fn is_saved_as(&self, note: &Note) -> bool {
        let tags: Vec<&str> = self.tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()).collect();
        note.id == self.note.id && note.body.trim_end() == self.body.trim_end() && note.tags == tags
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::{NoteKind, Target};
    use proptest::prelude::*;

    fn draft(body: &str, tags: &str, with_before: bool) -> KeptDraft {
        let time = "2026-01-05T10:00:00Z".parse().unwrap();
        let note = Note {
            id: "01JGX2M8QK4T0000000000000A".into(),
            kind: NoteKind::Passage,
            body: body.into(),
            tags: Vec::new(),
            color: None,
            status: None,
            created: time,
            modified: time,
            target: Some(Target {
                exact: "cracks \"\"\" in\nits shaft".into(),
                prefix: "warned of ".into(),
                suffix: ", an".into(),
                start: 5,
                end: 29,
            }),
            quote: None,
            entity: None,
            conflict: None,
            was: Some("cracks".into()),
            orphan: true,
        };
        KeptDraft {
            id: "d".into(),
            revision: 7,
            info: ArticleInfo {
                id: "blake3:00".into(),
                title: "A \\ title".into(),
                path: Some("a.txt".into()),
                ..ArticleInfo::default()
            },
            before: with_before.then(|| Note { body: "before".into(), ..note.clone() }),
            note,
            body: body.into(),
            tags: tags.into(),
        }
    }

    proptest! {
        #[test]
        fn a_draft_comes_back_as_it_was(body in any::<String>(), tags in any::<String>(), before: bool) {
            let draft = draft(&body, &tags, before);
            let read = KeptDraft::from_record(&draft.to_record()).unwrap();
            prop_assert_eq!((&read.body, &read.tags), (&body, &tags));
            prop_assert_eq!((&read.info, &read.before), (&draft.info, &draft.before));
            prop_assert_eq!(&read.note.target, &draft.note.target);
            prop_assert_eq!((&read.note.was, read.note.orphan), (&draft.note.was, draft.note.orphan));
        }
    }

    #[test]
    fn what_is_no_draft_is_none() {
        for text in
            ["", "{}", "[]", r#"{"draft":"a","revision":1,"note":"","before":null,"body":"","tags":""}"#]
        {
            assert!(KeptDraft::from_record(text).is_none(), "{text}");
        }
    }
}
