//! From configuration files to a checked [`Config`]: each file is parsed and
//! checked by itself, so that every error has its place, then laid over the
//! one before, value by value.

mod document;
mod keys;
mod themes;

use document::{Document, Entry, entries};
use keys::Keys;
use themes::Themes;
use toml::de::DeTable;

use super::{Config, Screen};
use crate::Error;
use crate::config::similar::closest;

/// The tables of a configuration file.
const TABLES: [&str; 4] = ["screen", "notes", "keys", "theme"];

/// The settings of `[screen]`.
const SCREEN: [&str; 7] = ["theme", "measure", "sidebar", "show-sidebar", "mouse", "scroll-margin", "wheel"];

/// The settings of `[notes]`.
const NOTES: [&str; 1] = ["dir"];

/// Loads the defaults, then a reader's file; each is a name and a text.
pub fn load(defaults: (&str, &str), user: Option<(&str, &str)>) -> Result<Config, Vec<Error>> {
    let mut loader = Loader::new();
    loader.read(0, Document { name: defaults.0, text: defaults.1 })?;
    if let Some((name, text)) = user {
        loader.read(1, Document { name, text })?;
    }
    loader.finish()
}

/// What the files read so far amount to.
struct Loader {
    config: Config,
    /// The error to report if there is no theme of the chosen name.
    no_such_theme: Option<Error>,
    keys: Keys,
    themes: Themes,
    errors: Vec<Error>,
}

impl Loader {
    fn new() -> Self {
        Self {
            config: Config::blank(),
            no_such_theme: None,
            keys: Keys::default(),
            themes: Themes::default(),
            errors: Vec::new(),
        }
    }

    /// Lays a file over what is there; `layer` counts the files from 0.
    fn read(&mut self, layer: usize, document: Document<'_>) -> Result<(), Vec<Error>> {
        let root = document.parse().map_err(|error| vec![error])?;
        for entry in entries(root.get_ref()) {
            let table = match top_table(document, &entry) {
                Ok(table) => table,
                Err(error) => {
                    self.errors.push(error);
                    continue;
                }
            };
            match entry.key {
                "keys" => self.keys.read(layer, document, table, &mut self.errors),
                "theme" => self.themes.read(layer, document, table, &mut self.errors),
                name => {
                    for setting in entries(table) {
                        let read = match name {
                            "screen" => self.screen(document, &setting),
                            _ => self.notes(document, &setting),
                        };
                        self.errors.extend(read.err());
                    }
                }
            }
        }
        Ok(())
    }

    /// Reads one setting of `[screen]`.
    fn screen(&mut self, document: Document<'_>, entry: &Entry<'_>) -> Result<(), Error> {
        let screen = &mut self.config.screen;
        match entry.key {
            "theme" => {
                screen.theme = document.string(entry)?.to_owned();
                let what = format!("there is no theme {:?}", screen.theme);
                self.no_such_theme = Some(document.error(&entry.value_at, what));
            }
            "measure" => screen.measure = document.integer(entry, Screen::MEASURE)?,
            "sidebar" => screen.sidebar = document.integer(entry, Screen::SIDEBAR)?,
            "show-sidebar" => screen.show_sidebar = document.boolean(entry)?,
            "mouse" => screen.mouse = document.boolean(entry)?,
            "scroll-margin" => screen.scroll_margin = document.integer(entry, Screen::SCROLL_MARGIN)?,
            "wheel" => screen.wheel = document.integer(entry, Screen::WHEEL)?,
            _ => return Err(document.unknown(entry, "setting", "[screen]", SCREEN)),
        }
        Ok(())
    }

    /// Reads one setting of `[notes]`.
    fn notes(&mut self, document: Document<'_>, entry: &Entry<'_>) -> Result<(), Error> {
        match entry.key {
            "dir" => {
                let dir = document.string(entry)?;
                self.config.notes.dir = (!dir.is_empty()).then(|| dir.to_owned());
            }
            _ => return Err(document.unknown(entry, "setting", "[notes]", NOTES)),
        }
        Ok(())
    }

    /// Checks what concerns more than one setting.
    fn finish(mut self) -> Result<Config, Vec<Error>> {
        self.config.keymap = self.keys.finish(&mut self.errors);
        self.config.themes = self.themes.finish(&mut self.errors);
        if self.config.theme_named(&self.config.screen.theme).is_none()
            && let Some(error) = self.no_such_theme
        {
            let names: Vec<&str> = self.config.themes.iter().map(|theme| theme.name.as_str()).collect();
            self.errors.push(match closest(&self.config.screen.theme, names.iter().copied()) {
                Some(meant) => error.hint(format!("did you mean {meant:?}?")),
                None => error.hint(format!("there are {}", names.join(", "))),
            });
        }
        if self.errors.is_empty() { Ok(self.config) } else { Err(self.errors) }
    }
}

/// One of the tables at the top of a file.
fn top_table<'d>(document: Document<'_>, entry: &Entry<'d>) -> Result<&'d DeTable<'d>, Error> {
    let homes = [("[screen]", SCREEN.as_slice()), ("[notes]", NOTES.as_slice())];
    if entry.value.as_table().is_none()
        && let Some((home, _)) = homes.iter().find(|(_, settings)| settings.contains(&entry.key))
    {
        let what = format!("the setting {:?} stands outside of its table", entry.key);
        return Err(document.error(&entry.key_at, what).hint(format!("write it below a line {home}")));
    }
    if !TABLES.contains(&entry.key) {
        return Err(document.unknown(entry, "table", "the configuration", TABLES));
    }
    document.table(entry)
}
