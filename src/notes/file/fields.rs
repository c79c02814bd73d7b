//! The keys of records in the notes file, in their order, with their values.
//!
//! Writing a new record and changing a written one both go through one list
//! for each kind, so that the two cannot differ.

use jiff::Timestamp;

use crate::notes::toml_text::{toml_lines, toml_string};
use crate::notes::{EntityInfo, Note, QuoteInfo, Target};

use super::ArticleInfo;
use super::record::Record;

/// The table that a key stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::notes) enum Part {
    /// The record's own, such as `[[note]]`.
    Itself,
    /// A table below it, such as `[note.target]`.
    Below(&'static str),
}

/// One key, and its value as TOML text; `None` where the record has no such key.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::notes) struct Field {
    pub part: Part,
    pub key: &'static str,
    pub value: Option<String>,
}

/// The keys of every note, whether it has them or not, in the order in which
/// a new note is written.
pub(super) fn of_note(note: &Note) -> Vec<Field> {
    let mut fields = Vec::with_capacity(20);
    let mut add = |part, key, value| fields.push(Field { part, key, value });

    add(Part::Itself, "id", Some(toml_string(&note.id)));
    add(Part::Itself, "kind", Some(toml_string(note.kind.name())));
    add(Part::Itself, "body", Some(toml_lines(&note.body)));
    add(Part::Itself, "tags", Some(list(&note.tags)));
    add(Part::Itself, "color", note.color.as_deref().map(toml_string));
    add(Part::Itself, "status", note.status.map(|status| toml_string(status.name())));
    add(Part::Itself, "conflict", note.conflict.as_deref().map(toml_string));
    add(Part::Itself, "was", note.was.as_deref().map(toml_string));
    add(Part::Itself, "orphan", note.orphan.then(|| "true".to_owned()));
    add(Part::Itself, "created", Some(date(note.created)));
    add(Part::Itself, "modified", Some(date(note.modified)));

    add_target(&mut fields, "target", note.target.as_ref());
    let mut add = |part, key, value| fields.push(Field { part, key, value });
    let part = Part::Below("quote");
    let quote = note.quote.as_ref();
    let text = |value: fn(&QuoteInfo) -> Option<&String>| quote.and_then(value).map(|text| toml_string(text));
    add(part, "type", text(|quote| Some(&quote.kind)));
    add(part, "speaker", text(|quote| quote.speaker.as_ref()));
    add(part, "role", text(|quote| quote.role.as_ref()));
    add(part, "cue", text(|quote| quote.cue.as_ref()));
    let by = |quote: &QuoteInfo| toml_string(if quote.by_human { "human" } else { "machine" });
    add(part, "by", quote.map(by));

    add_entity(&mut fields, "entity", note.entity.as_ref());
    fields
}

/// Adds the keys of the words that a record is about, in the table `name`.
pub(super) fn add_target(fields: &mut Vec<Field>, name: &'static str, target: Option<&Target>) {
    let text = |value: fn(&Target) -> &String| target.map(|target| toml_string(value(target)));
    let number = |value: fn(&Target) -> usize| target.map(|target| value(target).to_string());
    for (key, value) in [
        ("exact", text(|target| &target.exact)),
        ("prefix", text(|target| &target.prefix)),
        ("suffix", text(|target| &target.suffix)),
        ("start", number(|target| target.start)),
        ("end", number(|target| target.end)),
    ] {
        fields.push(Field { part: Part::Below(name), key, value });
    }
}

/// Adds the keys of an entity, in the table `name`.
pub(super) fn add_entity(fields: &mut Vec<Field>, name: &'static str, entity: Option<&EntityInfo>) {
    for (key, value) in
        [("name", entity.map(|entity| &entity.name)), ("type", entity.map(|entity| &entity.kind))]
    {
        fields.push(Field { part: Part::Below(name), key, value: value.map(|text| toml_string(text)) });
    }
}

/// Whether two records are the same once they are written: dates to the second.
pub(super) fn same<R: Record>(one: &R, other: &R) -> bool {
    one.fields() == other.fields()
}

/// Writes a record; `path` is the path of its array.
pub(super) fn push<R: Record>(out: &mut String, path: &str, record: &R) {
    out.push_str(&format!("[[{path}]]\n"));
    let mut part = Part::Itself;
    for field in record.fields() {
        let Some(value) = field.value else { continue };
        if field.part != part {
            part = field.part;
            if let Part::Below(name) = part {
                out.push_str(&format!("[{path}.{name}]\n"));
            }
        }
        out.push_str(&format!("{} = {value}\n", field.key));
    }
}

/// Writes the keys of an article's table.
pub(super) fn push_article(out: &mut String, info: &ArticleInfo) {
    let optional = |text: &Option<String>| text.as_deref().map(toml_string);
    for (key, value) in [
        ("id", Some(toml_string(&info.id))),
        ("title", Some(toml_string(&info.title))),
        ("outlet", optional(&info.outlet)),
        ("url", optional(&info.url)),
        ("author", optional(&info.author)),
        ("published", optional(&info.published)),
        ("path", optional(&info.path)),
        ("snapshot", optional(&info.snapshot)),
    ] {
        if let Some(value) = value {
            out.push_str(&format!("{key} = {value}\n"));
        }
    }
}

fn list(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| toml_string(word)).collect();
    format!("[{}]", words.join(", "))
}

/// A date as TOML.
pub(in crate::notes) fn date(at: Timestamp) -> String {
    to_second(at).to_string()
}

/// A date as it is written: to the second, and not before TOML's year 0.
pub(in crate::notes) fn to_second(at: Timestamp) -> Timestamp {
    const YEAR_0: i64 = -62_167_219_200;
    Timestamp::from_second(at.as_second().max(YEAR_0)).unwrap_or(at)
}
