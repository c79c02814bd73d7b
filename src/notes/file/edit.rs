//! Changes the TOML of one record, and only the keys that changed.

use toml_edit::{DocumentMut, Item, RawString, Table, TableLike, Value};

use super::fields::{Field, Part, same};
use super::record::Record;

/// The text of one record, from its header to the line of its last key, with
/// `new` in place of what it says now, and the record that it now says. The two
/// may be of different kinds: then the headers get another name. Comments,
/// unknown keys and the form of unchanged values stay. `None` where the text
/// holds more than that one record, or cannot say what `new` says.
pub(super) fn change<A: Record, B: Record>(block: &str, old: &A, new: &B) -> Option<(String, B)> {
    let (mut document, _) = parse_one(block, old)?;
    if A::NAME != B::NAME {
        let item = document.remove(A::NAME)?;
        document.insert(B::NAME, item);
    }
    let table = document.get_mut(B::NAME)?.as_array_of_tables_mut()?.get_mut(0)?;
    let (before, after) = (old.fields(), new.fields());
    for field in &after {
        let was = value_of(&before, field);
        if was == field.value.as_deref() {
            continue;
        }
        let table: &mut dyn TableLike = match field.part {
            Part::Itself => table,
            Part::Below(name) if !table.contains_key(name) && field.value.is_none() => continue,
            Part::Below(name) => below(table, name)?,
        };
        match &field.value {
            Some(value) => set(table, field.key, value.parse().ok()?)?,
            None => remove(table, field.key),
        }
    }
    for field in &before {
        let known = after.iter().any(|other| (other.part, other.key) == (field.part, field.key));
        if field.part == Part::Itself && !known {
            remove(table, field.key);
        }
    }
    for name in A::BELOW {
        let empty = |field: &&Field| field.part == Part::Below(name) && field.value.is_some();
        if !after.iter().any(|field| empty(&field)) {
            table.remove(name);
        }
    }
    let mut text = document.to_string();
    if !block.ends_with('\n') {
        text.truncate(text.trim_end_matches('\n').len());
    }
    let (_, written) = parse_one(&text, new)?;
    Some((text, written))
}

fn value_of<'f>(fields: &'f [Field], wanted: &Field) -> Option<&'f str> {
    let field = fields.iter().find(|field| (field.part, field.key) == (wanted.part, wanted.key));
    field.and_then(|field| field.value.as_deref())
}

/// Parses the text of one record; `None` where it is not exactly that record,
/// as when another table stands between the record and one of its own.
pub(super) fn parse_one<R: Record>(block: &str, record: &R) -> Option<(DocumentMut, R)> {
    let document: DocumentMut = block.parse().ok()?;
    let records = document.get(R::NAME)?.as_array_of_tables()?;
    let alone = document.len() == 1 && records.len() == 1;
    let read = R::read(records.get(0)?).ok()?;
    (alone && same(&read, record)).then_some((document, read))
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
