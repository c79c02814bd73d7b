//! A text to read over the screen: all of a note.

use jiff::Timestamp;

use crate::notes::{ArticleInfo, Note, NoteKind};
use crate::text::{Span, wrap};

/// A text to read over the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What stands on top.
    pub title: String,
    /// The text.
    pub text: String,
    /// The first line on the screen.
    pub top: usize,
}

impl Sheet {
    /// All that a note says, below `why` it is shown so; `deleted` is when it
    /// was deleted.
    pub fn of(article: &ArticleInfo, note: &Note, why: Option<&str>, deleted: Option<Timestamp>) -> Self {
        let mut text = String::new();
        let mut add = |line: &str| {
            text.push_str(line);
            text.push('\n');
        };
        if let Some(why) = why {
            add(why);
            add("");
        }
        add(&article.title);
        let from = [&article.outlet, &article.published, &article.path].map(Option::as_deref);
        let from: Vec<&str> = from.into_iter().flatten().collect();
        if !from.is_empty() {
            add(&from.join(" · "));
        }
        add("");
        let has_words = note.target.is_some() || note.entity.is_some() || note.quote.is_some();
        if let Some(entity) = note.entity.as_ref().filter(|_| note.kind == NoteKind::Entity) {
            add(&format!("{}, {}", entity.name, entity.kind));
        } else if let Some(target) = &note.target {
            add(&format!("“{}”", target.exact));
        }
        if let Some(quote) = &note.quote {
            let speaker = quote.speaker.as_deref().unwrap_or("speaker unknown");
            let parts = [Some(speaker), quote.role.as_deref(), quote.cue.as_deref()];
            let parts: Vec<&str> = parts.into_iter().flatten().collect();
            let by = if quote.by_human { "by you" } else { "found by the machine" };
            add(&format!("{} ({by})", parts.join(", ")));
        }
        if has_words {
            add("");
        }
        add(note.body.trim_end());
        add("");
        if !note.tags.is_empty() {
            add(&note.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "));
        }
        if let Some(status) = note.status {
            add(status.name());
        }
        let day = |at: Timestamp| at.strftime("%Y-%m-%d %H:%M UTC").to_string();
        add(&format!("written {}, changed {}", day(note.created), day(note.modified)));
        if let Some(deleted) = deleted {
            add(&format!("deleted {}", day(deleted)));
        }
        Self { title: format!("Note on {}", on(note)), text, top: 0 }
    }

    /// That a text which was edited outside lies in the file at `path`, below
    /// `why` it was not taken over.
    pub fn kept(why: &str, path: &str) -> Self {
        let text = format!("{why}.\n\nYour text is kept in\n{path}\n\nOnly you can read the file.\n");
        Self { title: "Nothing was changed".to_owned(), text, top: 0 }
    }

    /// The lines of the text, of at most `width` columns.
    pub fn lines(&self, width: u16) -> Vec<Span> {
        wrap(&self.text, Span::new(0, self.text.len()), usize::from(width), true)
    }
}

const fn on(note: &Note) -> &'static str {
    match note.kind {
        NoteKind::Article => "an article",
        NoteKind::Passage => "a passage",
        NoteKind::Entity => "an entity",
        NoteKind::Quote => "a statement",
    }
}
