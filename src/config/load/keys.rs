//! The `[keys.*]` tables.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::DeTable;

use super::document::{Document, Entry, entries};
use crate::Error;
use crate::config::similar::closest;
use crate::config::{Command, Context, Key, Keymap, notation, sequence};

/// The bindings read so far, preferred ones first.
#[derive(Default)]
pub struct Keys {
    contexts: BTreeMap<Context, Vec<Binding>>,
}

struct Binding {
    keys: Vec<Key>,
    command: Command,
    /// The file, counted from 0, and the byte in it: the later one of two that
    /// do not go together is the wrong one.
    since: (usize, usize),
    /// The error to report if it is the wrong one; its text is only a place
    /// and the keys.
    place: Error,
}

impl Keys {
    /// Lays one file's `[keys]` over what is there.
    pub fn read(
        &mut self,
        layer: usize,
        document: Document<'_>,
        table: &DeTable<'_>,
        errors: &mut Vec<Error>,
    ) {
        for entry in entries(table) {
            let Some(context) = Context::from_name(entry.key) else {
                let names = Context::ALL.iter().map(|context| context.name());
                errors.push(document.unknown(&entry, "context", "[keys]", names));
                continue;
            };
            match document.table(&entry) {
                Ok(table) => self.read_context(layer, document, context, table, errors),
                Err(error) => errors.push(error),
            }
        }
    }

    /// Lays one `[keys.CONTEXT]` over what is there.
    fn read_context(
        &mut self,
        layer: usize,
        document: Document<'_>,
        context: Context,
        table: &DeTable<'_>,
        errors: &mut Vec<Error>,
    ) {
        let bindings = self.contexts.entry(context).or_default();
        let mut seen: Vec<(Vec<Key>, &str)> = Vec::new();
        let mut new = Vec::new();
        for entry in entries(table) {
            let (keys, command) = match read_binding(document, context, &entry) {
                Ok(read) => read,
                Err(error) => {
                    errors.push(error);
                    continue;
                }
            };
            if let Some((_, first)) = seen.iter().find(|(other, _)| *other == keys) {
                let what = format!("{:?} is the same key as {first:?} above", entry.key);
                errors.push(document.error(&entry.key_at, what).hint("keep one of the two"));
                continue;
            }
            seen.push((keys.clone(), entry.key));
            let before = bindings.iter().position(|binding| binding.keys == keys);
            if command.is_none() && before.is_none() {
                errors.push(nothing_to_unbind(document, context, &entry));
            }
            if let Some(at) = before {
                bindings.remove(at);
            }
            if let Some(command) = command {
                let place =
                    document.error(&entry.key_at, format!("{:?} in [keys.{}]", entry.key, context.name()));
                new.push(Binding { keys, command, since: (layer, entry.key_at.start), place });
            }
        }
        bindings.splice(0..0, new);
    }

    /// The keymap, once it is sure that in no context a sequence hides another.
    pub fn finish(self, errors: &mut Vec<Error>) -> Keymap {
        let mut contexts = BTreeMap::new();
        for (context, bindings) in self.contexts {
            for binding in &bindings {
                errors.extend(hides(binding, &bindings));
            }
            let plain = bindings.into_iter().map(|binding| (binding.keys, binding.command)).collect();
            contexts.insert(context, plain);
        }
        Keymap::new(contexts)
    }
}

/// Reads `"KEYS" = "COMMAND"`; no command where the keys are to be unbound.
fn read_binding(
    document: Document<'_>,
    context: Context,
    entry: &Entry<'_>,
) -> Result<(Vec<Key>, Option<Command>), Error> {
    let keys = sequence(entry.key).map_err(|error| at(document, &entry.key_at, error))?;
    if context.is_text() && keys.first().is_some_and(|key| key.is_text()) {
        let what =
            format!("{:?} types text in [keys.{}], so it can start no command", entry.key, context.name());
        return Err(document.error(&entry.key_at, what).hint("start with C-, A- or a key such as F1"));
    }
    let name = document.string(entry)?;
    if name.is_empty() {
        return Ok((keys, None));
    }
    let command = Command::from_name(name).ok_or_else(|| {
        let error = document.error(&entry.value_at, format!("unknown command {name:?}"));
        match closest(name, Command::ALL.iter().map(|command| command.name())) {
            Some(meant) => error.hint(format!("did you mean {meant:?}?")),
            None => error.hint("`byline config show` lists the commands beside their keys"),
        }
    })?;
    Ok((keys, Some(command)))
}

/// The error with the place that it happened in.
fn at(document: Document<'_>, place: &Range<usize>, error: Error) -> Error {
    Error { hint: error.hint, ..document.error(place, error.what) }
}

fn nothing_to_unbind(document: Document<'_>, context: Context, entry: &Entry<'_>) -> Error {
    let what =
        format!("{:?} has no command in [keys.{}] that could be taken away", entry.key, context.name());
    document.error(&entry.key_at, what).hint("`byline config show` lists the keys of each context")
}

/// The error for a binding that does not go together with earlier ones.
fn hides(binding: &Binding, bindings: &[Binding]) -> Option<Error> {
    let earlier: Vec<&Binding> = bindings.iter().filter(|other| other.since < binding.since).collect();
    let named = |other: &Binding| format!("{:?} ({})", notation(&other.keys), other.command.name());
    if let Some(shorter) = earlier.iter().find(|other| binding.keys.starts_with(&other.keys)) {
        let what =
            format!("{} can never be typed, because {} runs at once", binding.place.what, named(shorter));
        return Some(
            Error::new(what)
                .hint(format!("choose other keys, or free it with {:?} = \"\"", notation(&shorter.keys))),
        );
    }
    let longer: Vec<&Binding> =
        earlier.into_iter().filter(|other| other.keys.starts_with(&binding.keys)).collect();
    let first = longer.first()?;
    let list = longer.iter().map(|other| named(other)).collect::<Vec<_>>().join(", ");
    let what = format!("{} is the beginning of {list}", binding.place.what);
    Some(Error::new(what).hint(format!(
        "choose another key, or free {} with {:?} = \"\"",
        if longer.len() == 1 { "it" } else { "each of them as" },
        notation(&first.keys)
    )))
}
