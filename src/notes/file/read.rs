//! Reads articles and notes out of parsed TOML.

use std::ops::Range;

use jiff::Timestamp;
use toml_edit::{Item, TableLike, Value};
use ulid::Ulid;

use crate::notes::{EntityInfo, Note, NoteKind, QuoteInfo, Status, Target};

use super::ArticleInfo;

/// What is wrong with a value, and where in the parsed text.
pub(in crate::notes) struct Wrong {
    pub at: Option<Range<usize>>,
    pub message: String,
}

/// What was read, or what is wrong with it.
pub(in crate::notes) type Read<T> = Result<T, Wrong>;

/// Reads the table of an article. Only the id is needed; any other value that
/// is not of its type counts as absent, since notes do not hang on it.
pub(super) fn article(item: &Item) -> Read<ArticleInfo> {
    let wrong = |message: &str| Wrong { at: item.span(), message: message.to_owned() };
    let table = item.as_table_like().ok_or_else(|| wrong("article must be a table"))?;
    let plain = |key| {
        table.get(key).and_then(|item| match item {
            Item::Value(Value::String(text)) => Some(text.value().clone()),
            Item::Value(Value::Datetime(date)) => Some(date.value().to_string()),
            _ => None,
        })
    };
    Ok(ArticleInfo {
        id: plain("id").ok_or_else(|| wrong("article.id is missing, so these notes belong to no article"))?,
        title: plain("title").unwrap_or_default(),
        outlet: plain("outlet"),
        url: plain("url"),
        author: plain("author"),
        published: plain("published"),
        path: plain("path"),
        snapshot: plain("snapshot"),
    })
}

/// Reads one `[[note]]`. What may be left out: body, tags, dates (the ULID
/// tells one), and all that the format calls optional.
pub(super) fn note(table: &dyn TableLike) -> Read<Note> {
    let fields = Fields::of(table);
    let id = fields.text("id")?;
    let born = || {
        let born = Ulid::from_string(&id).ok()?.timestamp_ms();
        Timestamp::from_millisecond(i64::try_from(born).ok()?).ok()
    };
    let dates = (fields.date("created")?, fields.date("modified")?);
    let created = dates.0.or_else(born).or(dates.1).unwrap_or(Timestamp::UNIX_EPOCH);
    Ok(Note {
        kind: fields.word("kind", NoteKind::from_name, "passage, entity, quote or article")?.ok_or_else(
            || fields.wrong("kind", "is missing: it must be passage, entity, quote or article"),
        )?,
        body: fields.optional("body")?.unwrap_or_default(),
        tags: fields.list("tags")?,
        color: fields.optional("color")?,
        status: fields.word("status", Status::from_name, "open, verified, disputed or false")?,
        conflict: fields.optional("conflict")?,
        was: fields.optional("was")?,
        orphan: fields.flag("orphan")?,
        created,
        modified: dates.1.unwrap_or(created),
        target: fields.below("target")?.map(|fields| target(&fields)).transpose()?,
        quote: fields.below("quote")?.map(|fields| quote(&fields)).transpose()?,
        entity: fields.below("entity")?.map(|fields| entity(&fields)).transpose()?,
        id,
    })
}

/// Reads the words that a record is about.
pub(in crate::notes) fn target(fields: &Fields<'_>) -> Read<Target> {
    Ok(Target {
        exact: fields.text("exact")?,
        prefix: fields.optional("prefix")?.unwrap_or_default(),
        suffix: fields.optional("suffix")?.unwrap_or_default(),
        start: fields.offset("start")?,
        end: fields.offset("end")?,
    })
}

fn quote(fields: &Fields<'_>) -> Read<QuoteInfo> {
    let by = |word: &str| match word {
        "human" => Some(true),
        "machine" => Some(false),
        _ => None,
    };
    Ok(QuoteInfo {
        kind: fields.optional("type")?.unwrap_or_default(),
        speaker: fields.optional("speaker")?,
        role: fields.optional("role")?,
        cue: fields.optional("cue")?,
        by_human: fields.word("by", by, "machine or human")?.unwrap_or(false),
    })
}

/// Reads name and type of an entity.
pub(super) fn entity(fields: &Fields<'_>) -> Read<EntityInfo> {
    Ok(EntityInfo { name: fields.text("name")?, kind: fields.optional("type")?.unwrap_or_default() })
}

/// A table, read key by key.
pub(in crate::notes) struct Fields<'t> {
    table: &'t dyn TableLike,
    /// The path of the table in messages, with a full stop at its end.
    name: String,
}

impl<'t> Fields<'t> {
    /// The table of a record.
    pub fn of(table: &'t dyn TableLike) -> Self {
        Self { table, name: String::new() }
    }

    /// That the value of a key is not as it must be.
    pub fn wrong(&self, key: &str, problem: &str) -> Wrong {
        let at = self.table.get(key).and_then(Item::span);
        Wrong { at, message: format!("{}{key} {problem}", self.name) }
    }

    /// A string that may be absent.
    pub fn optional(&self, key: &str) -> Read<Option<String>> {
        match self.table.get(key) {
            None => Ok(None),
            Some(Item::Value(Value::String(text))) => Ok(Some(text.value().clone())),
            Some(_) => Err(self.wrong(key, "must be a string")),
        }
    }

    /// A string.
    pub fn text(&self, key: &str) -> Read<String> {
        self.optional(key)?.ok_or_else(|| self.wrong(key, "is missing"))
    }

    /// True or false; false where the key is absent.
    pub fn flag(&self, key: &str) -> Read<bool> {
        match self.table.get(key) {
            None => Ok(false),
            Some(item) => item.as_bool().ok_or_else(|| self.wrong(key, "must be true or false")),
        }
    }

    /// A string that is one of several `words`.
    pub fn word<T>(&self, key: &str, from: impl Fn(&str) -> Option<T>, words: &str) -> Read<Option<T>> {
        let Some(word) = self.optional(key)? else { return Ok(None) };
        from(&word).map(Some).ok_or_else(|| self.wrong(key, &format!("must be {words}, not {word:?}")))
    }

    /// Strings; none where the key is absent.
    pub fn list(&self, key: &str) -> Read<Vec<String>> {
        let wrong = || self.wrong(key, "must be a list of strings");
        let Some(item) = self.table.get(key) else { return Ok(Vec::new()) };
        let list = item.as_array().ok_or_else(wrong)?;
        list.iter().map(|word| word.as_str().map(str::to_owned)).collect::<Option<_>>().ok_or_else(wrong)
    }

    /// A number of code points.
    pub fn offset(&self, key: &str) -> Read<usize> {
        let number = self.table.get(key).and_then(Item::as_integer);
        number
            .and_then(|number| usize::try_from(number).ok())
            .ok_or_else(|| self.wrong(key, "must be a number of code points, 0 or more"))
    }

    /// A date. One without an offset, or without a time, counts as UTC.
    pub fn date(&self, key: &str) -> Read<Option<Timestamp>> {
        let text = match self.table.get(key) {
            None => return Ok(None),
            Some(Item::Value(Value::String(text))) => Some(text.value().clone()),
            Some(Item::Value(Value::Datetime(date))) => {
                let date = date.value();
                let zone = if date.offset.is_some() { "" } else { "Z" };
                let time = if date.time.is_some() { "" } else { "T00:00:00" };
                date.date.is_some().then(|| format!("{date}{time}{zone}"))
            }
            Some(_) => None,
        };
        let at = text.and_then(|text| text.parse().ok());
        at.map(Some).ok_or_else(|| self.wrong(key, "must be a date such as 2026-01-05T10:00:00Z"))
    }

    /// A table below this one.
    pub fn below(&self, key: &str) -> Read<Option<Fields<'t>>> {
        let Some(item) = self.table.get(key) else { return Ok(None) };
        let table = item.as_table_like().ok_or_else(|| self.wrong(key, "must be a table"))?;
        Ok(Some(Fields { table, name: format!("{}{key}.", self.name) }))
    }
}
