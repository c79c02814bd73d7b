//! Notes of many articles as JSON.

use serde::Serialize;

use super::json::visible;
use crate::notes::{ArticleInfo, EntityInfo, Note, QuoteInfo, Target};

/// A note with what it belongs to.
#[derive(Debug, Clone)]
pub struct NoteOf<'n> {
    /// The note.
    pub note: &'n Note,
    /// The article that it is on.
    pub article: &'n ArticleInfo,
    /// The notes file that it is in.
    pub file: String,
    /// Whether another version of it is there too.
    pub in_conflict: bool,
    /// When it was deleted.
    pub deleted: Option<jiff::Timestamp>,
}

/// Notes as one JSON object on many lines: `{"notes": [...]}`, in their order.
/// Offsets count code points.
pub fn notes_json(notes: &[NoteOf<'_>]) -> String {
    let all = All { notes: notes.iter().map(report).collect() };
    visible(&serde_json::to_string_pretty(&all).unwrap_or_default())
}

#[derive(Serialize)]
struct All<'n> {
    notes: Vec<NoteReport<'n>>,
}

#[derive(Serialize)]
struct NoteReport<'n> {
    id: &'n str,
    kind: &'static str,
    body: &'n str,
    tags: &'n [String],
    color: Option<&'n str>,
    status: Option<&'static str>,
    conflict: Option<&'n str>,
    in_conflict: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<&'n str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    orphan: bool,
    created: String,
    modified: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    deleted: Option<String>,
    target: Option<TargetReport<'n>>,
    quote: Option<QuoteReport<'n>>,
    entity: Option<EntityReport<'n>>,
    article: ArticleReport<'n>,
    file: &'n str,
}

#[derive(Serialize)]
struct TargetReport<'n> {
    exact: &'n str,
    prefix: &'n str,
    suffix: &'n str,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct QuoteReport<'n> {
    #[serde(rename = "type")]
    kind: &'n str,
    speaker: Option<&'n str>,
    role: Option<&'n str>,
    cue: Option<&'n str>,
    by: &'static str,
}

#[derive(Serialize)]
struct EntityReport<'n> {
    name: &'n str,
    #[serde(rename = "type")]
    kind: &'n str,
}

#[derive(Serialize)]
struct ArticleReport<'n> {
    id: &'n str,
    title: &'n str,
    outlet: Option<&'n str>,
    url: Option<&'n str>,
    author: Option<&'n str>,
    published: Option<&'n str>,
    path: Option<&'n str>,
}

fn report<'n>(of: &'n NoteOf<'_>) -> NoteReport<'n> {
    let (note, article) = (of.note, of.article);
    NoteReport {
        id: &note.id,
        kind: note.kind.name(),
        body: &note.body,
        tags: &note.tags,
        color: note.color.as_deref(),
        status: note.status.map(|status| status.name()),
        conflict: note.conflict.as_deref(),
        in_conflict: of.in_conflict,
        was: note.was.as_deref(),
        orphan: note.orphan,
        created: note.created.to_string(),
        modified: note.modified.to_string(),
        deleted: of.deleted.map(|at| at.to_string()),
        target: note.target.as_ref().map(|Target { exact, prefix, suffix, start, end }| TargetReport {
            exact,
            prefix,
            suffix,
            start: *start,
            end: *end,
        }),
        quote: note.quote.as_ref().map(|QuoteInfo { kind, speaker, role, cue, by_human }| QuoteReport {
            kind,
            speaker: speaker.as_deref(),
            role: role.as_deref(),
            cue: cue.as_deref(),
            by: if *by_human { "human" } else { "machine" },
        }),
        entity: note.entity.as_ref().map(|EntityInfo { name, kind }| EntityReport { name, kind }),
        article: ArticleReport {
            id: &article.id,
            title: &article.title,
            outlet: article.outlet.as_deref(),
            url: article.url.as_deref(),
            author: article.author.as_deref(),
            published: article.published.as_deref(),
            path: article.path.as_deref(),
        },
        file: &of.file,
    }
}
