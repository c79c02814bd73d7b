//! The configuration in force: the defaults, the reader's file, the arguments.

use std::path::PathBuf;

use super::args::{Common, When};
use super::output::{Stop, colors};
use crate::Error;
use crate::config::{Config, closest};
use crate::io::{config_file, paths};

/// The theme without colours.
const WITHOUT_COLOR: &str = "mono";

/// The configuration in force.
#[derive(Debug)]
pub struct Settings {
    /// The settings.
    pub config: Config,
    /// The file that they are read from.
    pub file: PathBuf,
    /// Whether there is such a file.
    pub file_exists: bool,
}

/// The configuration file that is used: the one that the arguments name, or
/// the usual one.
pub fn file(common: &Common) -> Result<PathBuf, Error> {
    match &common.config {
        Some(file) => paths::absolute(file),
        None => paths::config_file(),
    }
}

impl Settings {
    /// Reads the configuration.
    pub fn load(common: &Common) -> Result<Self, Stop> {
        let file = file(common)?;
        let text = config_file::read(&file)?;
        if text.is_none() && common.config.is_some() {
            return Err(Stop::from(
                Error::new(format!("there is no configuration {}", file.display())).hint(format!(
                    "`byline config init --config {}` writes one to start from",
                    file.display()
                )),
            ));
        }
        let name = file.display().to_string();
        let mut config =
            Config::load(text.as_deref().map(|text| (name.as_str(), text))).map_err(Stop::Failed)?;
        if let Some(theme) = &common.theme {
            if config.theme_named(theme).is_none() {
                return Err(Stop::Usage(no_such_theme(theme, &config)));
            }
            config.screen.theme.clone_from(theme);
        }
        if let Some(dir) = &common.notes_dir {
            let dir = paths::absolute(dir)?;
            let text = dir.to_str().ok_or_else(|| {
                Error::new(format!("the notes folder {} has a name that is not UTF-8", dir.display()))
                    .hint("choose another folder")
            })?;
            config.notes.dir = Some(text.to_owned());
        }
        Ok(Self { config, file, file_exists: text.is_some() })
    }

    /// The folder for notes.
    pub fn notes_dir(&self) -> Result<PathBuf, Error> {
        paths::notes_dir(self.config.notes.dir.as_deref(), &self.file)
    }

    /// The settings for the screen: without colours where none are wanted.
    pub fn for_screen(self, when: When) -> Config {
        let mut config = self.config;
        if !colors(when, true) {
            WITHOUT_COLOR.clone_into(&mut config.screen.theme);
        }
        config
    }
}

fn no_such_theme(name: &str, config: &Config) -> Error {
    let names: Vec<&str> = config.themes.iter().map(|theme| theme.name.as_str()).collect();
    let error = Error::new(format!("there is no theme {name:?}"));
    match closest(name, names.iter().copied()) {
        Some(meant) => error.hint(format!("did you mean {meant:?}?")),
        None => error.hint(format!("there are {}", names.join(", "))),
    }
}
