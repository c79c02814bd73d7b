//! A note that is being written, and what the journal has of it.

use jiff::Timestamp;

use super::edit::TextBox;
use crate::Error;
use crate::notes::{ArticleInfo, KeptDraft, Note};

/// A note that is being written.
#[derive(Debug, Clone, PartialEq)]
pub struct NoteEditor {
    /// What the box says on top.
    pub title: String,
    /// The words the note is on.
    pub excerpt: String,
    /// What is written.
    pub body: TextBox,
    /// The tags, separated by commas.
    pub tags: TextBox,
    /// Whether the keys go to the tags.
    pub in_tags: bool,
    /// The note as it will be saved, but for body, tags and times.
    pub note: Note,
    /// The note as it is on disk; `None` for a new one.
    pub before: Option<Note>,
    /// The save that is under way.
    pub saving: Option<u64>,
    /// Why the last save failed.
    pub error: Option<Error>,
    /// What the journal has of it.
    pub keeping: Keeping,
}

/// What the journal has of a text that is being written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Keeping {
    /// The draft's name in the journal.
    pub id: String,
    /// The last version that was handed to the journal; 0 where none was.
    pub revision: u64,
    /// The last version that is on disk.
    pub kept: u64,
    /// Body and tags of the last version handed over.
    pub(super) handed: Option<(String, String)>,
    /// Since when there has been something newer.
    pub(super) since: Option<Timestamp>,
    /// Why the last version is not on disk.
    pub error: Option<Error>,
}

impl NoteEditor {
    /// Whether all that is written is in the journal.
    pub fn is_kept(&self) -> bool {
        let keeping = &self.keeping;
        let handed = keeping.handed.as_ref().map(|(body, tags)| (body.as_str(), tags.as_str()));
        keeping.revision > 0
            && keeping.kept == keeping.revision
            && handed == Some((self.body.text(), self.tags.text()))
    }

    /// Whether the text differs from what is on disk.
    pub fn is_changed(&self) -> bool {
        let before = self.before.as_ref();
        self.body.text() != before.map_or("", |n| n.body.as_str())
            || self.tag_list() != before.map_or(Vec::new(), |n| n.tags.clone())
    }

    /// The text as the journal keeps it.
    pub(super) fn to_kept(&self, info: &ArticleInfo) -> KeptDraft {
        KeptDraft {
            id: self.keeping.id.clone(),
            revision: self.keeping.revision,
            info: info.clone(),
            note: self.note.clone(),
            before: self.before.clone(),
            body: self.body.text().to_owned(),
            tags: self.tags.text().to_owned(),
        }
    }

    /// The tags as a list, each once.
    pub fn tag_list(&self) -> Vec<String> {
        let mut tags: Vec<String> = Vec::new();
        for tag in self.tags.text().split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
            if !tags.iter().any(|t| t == tag) {
                tags.push(tag.to_owned());
            }
        }
        tags
    }
}

/// A note's text that was left without being saved.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The article it belongs to.
    pub info: ArticleInfo,
    /// The editor as it was left.
    pub editor: NoteEditor,
}

impl Draft {
    /// Whether the draft is on that article, or on another version of it.
    pub fn is_on(&self, info: &ArticleInfo) -> bool {
        is_on(&self.info, info)
    }
}

/// Whether two articles are one, or two versions of one.
pub fn is_on(one: &ArticleInfo, other: &ArticleInfo) -> bool {
    let same_file = one.path.is_some() && one.path == other.path && one.title == other.title;
    one.id == other.id || same_file
}
