//! One configuration file while it is read: its entries, and where they stand.

use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::Error;
use crate::config::similar::closest;

/// A configuration file.
#[derive(Debug, Clone, Copy)]
pub struct Document<'t> {
    /// What errors call it.
    pub name: &'t str,
    /// What it says.
    pub text: &'t str,
}

/// One entry of a table.
#[derive(Debug, Clone)]
pub struct Entry<'d> {
    /// Its key.
    pub key: &'d str,
    /// Where the key stands, in bytes of the file.
    pub key_at: Range<usize>,
    /// Its value.
    pub value: &'d DeValue<'d>,
    /// Where the value stands.
    pub value_at: Range<usize>,
}

impl<'t> Document<'t> {
    /// Parses the file.
    pub fn parse(self) -> Result<Spanned<DeTable<'t>>, Error> {
        DeTable::parse(self.text).map_err(|error| {
            let at = error.span().unwrap_or(0..0);
            if error.message().starts_with("duplicate key") {
                let key = self.text.get(at.clone()).unwrap_or("this");
                return self.error(&at, format!("{key} is named a second time")).hint("keep one of the two");
            }
            let message = error.message().lines().collect::<Vec<_>>().join(", ");
            self.error(&at, format!("this is not TOML: {message}"))
                .hint("text stands in quotes, and each setting on a line of its own: name = value")
        })
    }

    /// An error at a place of the file.
    pub fn error(self, at: &Range<usize>, what: impl std::fmt::Display) -> Error {
        Error::new(format!("{}: {what}", self.place(at)))
    }

    /// `file:line:column`, the column in characters, both from 1.
    fn place(self, at: &Range<usize>) -> String {
        let before = self.text.get(..at.start).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        format!("{}:{line}:{column}", self.name)
    }

    /// The error for a key that `table` does not have.
    pub fn unknown<'k>(
        self,
        entry: &Entry<'_>,
        kind: &str,
        table: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Error {
        let known: Vec<&str> = known.into_iter().collect();
        let error = self.error(&entry.key_at, format!("unknown {kind} {:?} in {table}", entry.key));
        match closest(entry.key, known.iter().copied()) {
            Some(meant) => error.hint(format!("did you mean {meant:?}?")),
            None => error.hint(format!("{table} has {}", known.join(", "))),
        }
    }

    /// The error for a value of another type or size than expected.
    pub fn ill_typed(self, entry: &Entry<'_>, expected: &str) -> Error {
        let found = match entry.value {
            DeValue::String(text) => format!("{text:?}"),
            DeValue::Integer(number) => number.to_string(),
            DeValue::Float(number) => number.as_str().to_owned(),
            DeValue::Boolean(value) => value.to_string(),
            DeValue::Datetime(_) => "a date".to_owned(),
            DeValue::Array(_) => "a list".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        };
        self.error(&entry.value_at, format!("{} must be {expected}, not {found}", entry.key))
    }

    /// The entry's value as a table.
    pub fn table<'d>(self, entry: &Entry<'d>) -> Result<&'d DeTable<'d>, Error> {
        entry.value.as_table().ok_or_else(|| self.ill_typed(entry, "a table"))
    }

    /// The entry's value as text.
    pub fn string<'d>(self, entry: &Entry<'d>) -> Result<&'d str, Error> {
        entry.value.as_str().ok_or_else(|| self.ill_typed(entry, "text in quotes"))
    }

    /// The entry's value as true or false.
    pub fn boolean(self, entry: &Entry<'_>) -> Result<bool, Error> {
        entry.value.as_bool().ok_or_else(|| self.ill_typed(entry, "true or false"))
    }

    /// The entry's value as a whole number in `range`.
    pub fn integer(self, entry: &Entry<'_>, range: RangeInclusive<u16>) -> Result<u16, Error> {
        entry
            .value
            .as_integer()
            .and_then(|number| u16::from_str_radix(number.as_str(), number.radix()).ok())
            .filter(|number| range.contains(number))
            .ok_or_else(|| {
                let expected = format!("a whole number from {} to {}", range.start(), range.end());
                self.ill_typed(entry, &expected)
            })
    }
}

/// The entries of a table in the order of the file.
pub fn entries<'d>(table: &'d DeTable<'d>) -> Vec<Entry<'d>> {
    let mut entries: Vec<_> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref(),
            key_at: key.span(),
            value: value.get_ref(),
            value_at: value.span(),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_at.start);
    entries
}
