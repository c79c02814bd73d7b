//! The `[theme.*]` tables.

use toml::de::{DeTable, DeValue};

use super::document::{Document, Entry, entries};
use crate::Error;
use crate::config::{Color, Role, Style, Theme};

/// The theme that a reader's own one starts from, where it names none.
const BASE: &str = "dark";

/// The fields of a style.
const FIELDS: [&str; 7] = ["fg", "bg", "bold", "dim", "italic", "underline", "reverse"];

/// The themes read so far, in the order of their first appearance.
#[derive(Default)]
pub struct Themes {
    drafts: Vec<Draft>,
}

/// A theme as the changes that the files make, in order.
struct Draft {
    name: String,
    /// Whether it comes with the program, and so starts from nothing.
    own: bool,
    base: String,
    /// The error to report if there is no such base.
    no_such_base: Option<Error>,
    changes: Vec<(Role, Change)>,
}

/// One change to a style.
enum Change {
    Fg(Option<Color>),
    Bg(Option<Color>),
    Bold(bool),
    Dim(bool),
    Italic(bool),
    Underline(bool),
    Reverse(bool),
}

impl Change {
    fn apply(&self, style: &mut Style) {
        match *self {
            Self::Fg(color) => style.fg = color,
            Self::Bg(color) => style.bg = color,
            Self::Bold(on) => style.bold = on,
            Self::Dim(on) => style.dim = on,
            Self::Italic(on) => style.italic = on,
            Self::Underline(on) => style.underline = on,
            Self::Reverse(on) => style.reverse = on,
        }
    }
}

impl Themes {
    /// Lays one file's `[theme]` over what is there. The themes of layer 0 are
    /// those that come with the program.
    pub fn read(
        &mut self,
        layer: usize,
        document: Document<'_>,
        table: &DeTable<'_>,
        errors: &mut Vec<Error>,
    ) {
        for entry in entries(table) {
            let roles = match document.table(&entry) {
                Ok(roles) => roles,
                Err(error) => {
                    errors.push(error);
                    continue;
                }
            };
            if !self.drafts.iter().any(|draft| draft.name == entry.key) {
                self.drafts.push(Draft {
                    name: entry.key.to_owned(),
                    own: layer == 0,
                    base: BASE.to_owned(),
                    no_such_base: None,
                    changes: Vec::new(),
                });
            }
            let Some(draft) = self.drafts.iter_mut().find(|draft| draft.name == entry.key) else { continue };
            for role in entries(roles) {
                errors.extend(draft.read(document, &role));
            }
        }
    }

    /// The finished themes.
    pub fn finish(self, errors: &mut Vec<Error>) -> Vec<Theme> {
        let (own, others): (Vec<Draft>, Vec<Draft>) = self.drafts.into_iter().partition(|draft| draft.own);
        let mut themes: Vec<Theme> =
            own.iter().map(|draft| draft.lay_over(Theme::plain(draft.name.clone()))).collect();
        let supplied = themes.len();
        for draft in others {
            let bases = themes.get(..supplied).unwrap_or_default();
            match (bases.iter().find(|theme| theme.name == draft.base), &draft.no_such_base) {
                (Some(base), _) => {
                    themes.push(draft.lay_over(base.derive(draft.name.clone())));
                }
                (None, Some(error)) => {
                    let names: Vec<&str> = bases.iter().map(|theme| theme.name.as_str()).collect();
                    errors.push(error.clone().hint(format!("there are {}", names.join(", "))));
                }
                (None, None) => {}
            }
        }
        themes
    }
}

impl Draft {
    /// Reads one entry of `[theme.NAME]`.
    fn read(&mut self, document: Document<'_>, entry: &Entry<'_>) -> Vec<Error> {
        let table = format!("[theme.{}]", self.name);
        if entry.key == "base" {
            return self.read_base(document, entry).err().into_iter().collect();
        }
        let Some(role) = Role::from_name(entry.key) else {
            let known = Role::ALL.iter().map(|role| role.name()).chain(["base"]);
            return vec![document.unknown(entry, "role", &table, known)];
        };
        let Some(fields) = entry.value.as_table() else {
            let expected = "a style such as { fg = \"#87afd7\", bold = true }";
            return vec![document.ill_typed(entry, expected)];
        };
        let mut errors = Vec::new();
        for field in entries(fields) {
            match read_change(document, &field) {
                Ok(Some(change)) => self.changes.push((role, change)),
                Ok(None) => errors.push(document.unknown(&field, "field", "a style", FIELDS)),
                Err(error) => errors.push(error),
            }
        }
        errors
    }

    fn read_base(&mut self, document: Document<'_>, entry: &Entry<'_>) -> Result<(), Error> {
        if self.own {
            let what = format!("the theme {:?} comes with the program and has no base", self.name);
            return Err(document.error(&entry.key_at, what).hint("give your own theme another name"));
        }
        self.base = document.string(entry)?.to_owned();
        let what = format!("no theme {:?} comes with the program", self.base);
        self.no_such_base = Some(document.error(&entry.value_at, what));
        Ok(())
    }

    /// The theme that the changes make of `theme`.
    fn lay_over(&self, mut theme: Theme) -> Theme {
        for (role, change) in &self.changes {
            change.apply(theme.style_mut(*role));
        }
        theme
    }
}

/// Reads one field of a style, `None` where styles have no such field.
fn read_change(document: Document<'_>, field: &Entry<'_>) -> Result<Option<Change>, Error> {
    Ok(Some(match field.key {
        "fg" => Change::Fg(read_color(document, field)?),
        "bg" => Change::Bg(read_color(document, field)?),
        "bold" => Change::Bold(document.boolean(field)?),
        "dim" => Change::Dim(document.boolean(field)?),
        "italic" => Change::Italic(document.boolean(field)?),
        "underline" => Change::Underline(document.boolean(field)?),
        "reverse" => Change::Reverse(document.boolean(field)?),
        _ => return Ok(None),
    }))
}

/// Reads a colour; an empty one lets what lies beneath through.
fn read_color(document: Document<'_>, field: &Entry<'_>) -> Result<Option<Color>, Error> {
    match field.value {
        DeValue::Integer(_) => {
            let index = document.integer(field, 0..=255)?;
            Ok(Some(Color::Indexed(u8::try_from(index).unwrap_or(u8::MAX))))
        }
        DeValue::String(name) if name.is_empty() => Ok(None),
        DeValue::String(name) => Color::from_name(name)
            .map(Some)
            .map_err(|error| Error { hint: error.hint, ..document.error(&field.value_at, error.what) }),
        _ => Err(document.ill_typed(field, "a colour such as \"red\", \"#87afd7\" or 110")),
    }
}
