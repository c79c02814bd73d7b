//! Checked settings, keys, commands and themes. Knows no other room.
//!
//! The defaults are the file `config.toml` at the top of the repository: it
//! gives every setting and key a value and explains it. [`Config::load`] lays
//! a reader's file over it, value by value, and refuses what it does not know.

mod command;
mod key;
mod keymap;
mod load;
mod similar;
mod theme;
mod write;

pub use command::{Command, Context};
pub use key::{Key, KeyCode, notation, sequence};
pub use keymap::{Found, Keymap};
pub use similar::closest;
pub use theme::{Color, Role, Style, Theme};
pub use write::template;

use crate::Error;

/// The defaults, with a comment for each.
const DEFAULTS: &str = include_str!("../../config.toml");

/// Every setting, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// `[screen]`.
    pub screen: Screen,
    /// `[notes]`.
    pub notes: Notes,
    /// `[keys.*]`.
    pub keymap: Keymap,
    /// `[theme.*]`: those that come with the program, then the reader's own.
    pub themes: Vec<Theme>,
}

/// How the screen looks and behaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// The name of one of [`Config::themes`].
    pub theme: String,
    /// The longest line of an article, in cells, 20 to 200.
    pub measure: u16,
    /// The width of the lists beside the article, in cells, 16 to 120.
    pub sidebar: u16,
    /// Whether the lists are there at the start.
    pub show_sidebar: bool,
    /// Whether the program listens to the mouse.
    pub mouse: bool,
    /// The lines that stay in sight above and below the cursor, 0 to 20.
    pub scroll_margin: u16,
    /// The lines that one notch of the wheel moves, 1 to 20.
    pub wheel: u16,
}

impl Screen {
    /// The permitted values of [`measure`](Self::measure).
    pub const MEASURE: std::ops::RangeInclusive<u16> = 20..=200;
    /// The permitted values of [`sidebar`](Self::sidebar).
    pub const SIDEBAR: std::ops::RangeInclusive<u16> = 16..=120;
    /// The permitted values of [`scroll_margin`](Self::scroll_margin).
    pub const SCROLL_MARGIN: std::ops::RangeInclusive<u16> = 0..=20;
    /// The permitted values of [`wheel`](Self::wheel).
    pub const WHEEL: std::ops::RangeInclusive<u16> = 1..=20;
}

/// Where notes are kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notes {
    /// The notes folder as written: it may start with `~`, and is otherwise
    /// relative to the folder of the configuration file. `None` is the default
    /// place.
    pub dir: Option<String>,
}

impl Default for Config {
    /// The defaults that are embedded in the program.
    fn default() -> Self {
        // The embedded file has no errors: tests/config.rs loads it.
        Self::load(None).unwrap_or_else(|_| Self::blank())
    }
}

impl Config {
    /// The defaults, with `user` laid over them: the name of a file, as errors
    /// shall call it, and its text.
    ///
    /// # Errors
    /// Everything that is wrong in the file, each with its line and column.
    pub fn load(user: Option<(&str, &str)>) -> Result<Self, Vec<Error>> {
        load::load(("config.toml", DEFAULTS), user)
    }

    /// The theme with that name.
    pub fn theme_named(&self, name: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.name == name)
    }

    /// The theme to start with.
    pub fn theme(&self) -> Theme {
        self.theme_named(&self.screen.theme).cloned().unwrap_or_default()
    }

    /// A configuration without keys and themes, to be filled.
    fn blank() -> Self {
        Self {
            screen: Screen {
                theme: String::new(),
                measure: *Screen::MEASURE.start(),
                sidebar: *Screen::SIDEBAR.start(),
                show_sidebar: false,
                mouse: false,
                scroll_margin: *Screen::SCROLL_MARGIN.start(),
                wheel: *Screen::WHEEL.start(),
            },
            notes: Notes::default(),
            keymap: Keymap::default(),
            themes: Vec::new(),
        }
    }
}
