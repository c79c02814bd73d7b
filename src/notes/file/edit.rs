//! Changes the TOML of one note, and only the keys that changed.

use toml_edit::{DocumentMut, Item, RawString, Table, TableLike, Value};

use crate::notes::Note;

use super::fields::{Part, fields, same};
use super::read;

/// The text of one note, from its header to the line of its last key, with
/// `note` in place of what it says now, and the note that it now says. Comments, unknown keys and the form of
/// unchanged values stay. `None` where the text holds more than that one note,
/// or cannot say what `note` says.
pub(super) fn change(block: &str, old: &Note, note: &Note) -> Option<(String, Note)> {
    let (mut document, _) = parse_one(block, old)?;
    let table = document.get_mut("note")?.as_array_of_tables_mut()?.get_mut(0)?;
    for (before, after) in fields(old).into_iter().zip(fields(note)) {
        if before == after {
            continue;
        }
        let table: &mut dyn TableLike = match after.part {
            Part::Note => table,
            Part::Below(name) if !table.contains_key(name) && after.value.is_none() => continue,
            Part::Below(name) => below(table, name)?,
        };
        match after.value {
            Some(value) => set(table, after.key, value.parse().ok()?)?,
            None => remove(table, after.key),
        }
    }
    for (name, gone) in [
        ("target", note.target.is_none()),
        ("quote", note.quote.is_none()),
        ("entity", note.entity.is_none()),
    ] {
        if gone {
            table.remove(name);
        }
    }
    let mut text = document.to_string();
    if !block.ends_with('\n') {
        text.truncate(text.trim_end_matches('\n').len());
    }
    let (_, written) = parse_one(&text, note)?;
    Some((text, written))
}

/// Parses the text of one note; `None` where it is not exactly that note, as
/// when another table stands between the note and one of its own.
pub(super) fn parse_one(block: &str, note: &Note) -> Option<(DocumentMut, Note)> {
    let document: DocumentMut = block.parse().ok()?;
    let notes = document.get("note")?.as_array_of_tables()?;
    let alone = document.len() == 1 && notes.len() == 1;
    let read = read::note(notes.get(0)?).ok()?;
    (alone && same(&read, note)).then_some((document, read))
}

fn below<'t>(table: &'t mut Table, name: &str) -> Option<&'t mut dyn TableLike> {
    if !table.contains_key(name) {
        let mut new = Table::new();
        new.decor_mut().set_prefix("");
        table.insert(name, Item::Table(new));
    }
    table.get_mut(name)?.as_table_like_mut()
}

fn set(table: &mut dyn TableLike, key: &str, mut value: Value) -> Option<()> {
    match table.get_mut(key) {
        Some(item) => {
            // Assignment would lose the comment behind the value.
            *value.decor_mut() = item.as_value()?.decor().clone();
            *item = Item::Value(value);
        }
        None => {
            value.decor_mut().clear();
            table.insert(key, Item::Value(value));
        }
    }
    Some(())
}

/// Removes a key. The comments above it stay, below the value before it.
fn remove(table: &mut dyn TableLike, key: &str) {
    let above = table
        .key(key)
        .and_then(|key| key.leaf_decor().prefix().and_then(RawString::as_str))
        .map(|above| above.trim_end().to_owned())
        .unwrap_or_default();
    let before = table
        .iter()
        .take_while(|(name, _)| *name != key)
        .filter(|(_, item)| item.is_value())
        .last()
        .map(|(name, _)| name.to_owned());
    table.remove(key);
    if above.is_empty() {
        return;
    }
    let value = before.and_then(|name| table.get_mut(&name)).and_then(Item::as_value_mut);
    if let Some(value) = value {
        let decor = value.decor_mut();
        let suffix = decor.suffix().and_then(RawString::as_str).unwrap_or_default();
        let suffix = format!("{suffix}\n{above}");
        decor.set_suffix(suffix);
    }
}
