//! Themes as plain data: which style each kind of text has.

use std::fmt;

use super::similar::closest;
use crate::{Error, Result};

macro_rules! roles {
    ($($variant:ident $name:literal $doc:literal;)*) => {
        /// What a piece of text on the screen is, and so how it looks.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Role {
            $(#[doc = $doc] $variant,)*
        }

        impl Role {
            /// Every role, in the order of the configuration.
            pub const ALL: &[Role] = &[$(Role::$variant,)*];

            /// Its name in a `[theme.NAME]` table.
            pub const fn name(self) -> &'static str {
                match self { $(Role::$variant => $name,)* }
            }
        }
    };
}

roles! {
    Text "text" "The article's text; the ground on which the other roles lie.";
    Dim "dim" "What may be overlooked: hints, counts, the text around a focus.";
    Accent "accent" "What should be seen: the list that is open, a heading of a list.";
    Headline "headline" "The headline.";
    Rule "rule" "Lines that divide the screen.";
    Person "person" "A person.";
    Organization "organization" "An organisation.";
    Place "place" "A place.";
    Group "group" "A nationality, a religion, the members of a party.";
    Date "date" "A date.";
    Other "other" "An entity of any other type.";
    Quote "quote" "What is said.";
    QuoteMark "quote-mark" "The mark of a quote beside the text.";
    NoteMark "note-mark" "The mark of a note beside the text.";
    Focus "focus" "A mention of the entity in focus.";
    Selection "selection" "What is selected, in the text or in a list.";
    Cursor "cursor" "The place of the cursor.";
    Match "match" "A match of the search.";
    Status "status" "The lines at the head and the foot of the screen.";
    StatusError "status-error" "A message that something failed.";
    Guess "guess" "What the program is not certain of.";
}

impl Role {
    /// The role with that [`name`](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.name() == name)
    }
}

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Color {
    /// The terminal's own colour of text or ground.
    Default,
    /// One of the 16 colours whose look the terminal's user has chosen: 0 to 7
    /// black, red, green, yellow, blue, magenta, cyan, white; 8 to 15 bright.
    Named(u8),
    /// One of the 256 colours of xterm.
    Indexed(u8),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
}

/// The names of [`Color::Named`], by number.
const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

impl Color {
    /// Reads `red`, `bright-black`, `default` or `#rrggbb`.
    ///
    /// # Errors
    /// Where it is none of these.
    pub fn from_name(name: &str) -> Result<Self> {
        if name == "default" {
            return Ok(Self::Default);
        }
        if let Some(at) = NAMES.iter().position(|known| *known == name) {
            return Ok(Self::Named(u8::try_from(at).unwrap_or(0)));
        }
        if let Some(digits) = name.strip_prefix('#')
            && digits.len() == 6
            && digits.bytes().all(|b| b.is_ascii_hexdigit())
            && let Ok(rgb) = u32::from_str_radix(digits, 16)
        {
            let [_, r, g, b] = rgb.to_be_bytes();
            return Ok(Self::Rgb(r, g, b));
        }
        let error = Error::new(format!("{name:?} is not a colour"));
        let known = NAMES.into_iter().chain(["default"]);
        Err(match closest(name, known) {
            Some(meant) if !name.starts_with('#') => error.hint(format!("did you mean {meant:?}?")),
            _ => error.hint(
                "a colour is red, bright-black, default, or #rrggbb, or a number from 0 to 255 without quotes",
            ),
        })
    }

    /// The nearest of xterm's 256 colours, for terminals that show no others.
    /// Only [`Color::Rgb`] changes.
    #[must_use]
    pub fn indexed(self) -> Self {
        let Self::Rgb(r, g, b) = self else { return self };
        let near = (16..=u8::MAX).min_by_key(|index| {
            let (x, y, z) = palette(*index);
            [(r, x), (g, y), (b, z)].iter().map(|(a, b)| u32::from(a.abs_diff(*b)).pow(2)).sum::<u32>()
        });
        near.map_or(self, Self::Indexed)
    }
}

/// The colour of one of xterm's 240 fixed colours, 16 to 255: a cube of six
/// steps a side, then 24 greys.
fn palette(index: u8) -> (u8, u8, u8) {
    const STEPS: [u8; 6] = [0x00, 0x5f, 0x87, 0xaf, 0xd7, 0xff];
    match index.saturating_sub(16) {
        grey @ 216.. => {
            let level = 8 + 10 * (grey - 216);
            (level, level, level)
        }
        cube => {
            let step = |n: u8| STEPS[usize::from(n % 6)];
            (step(cube / 36), step(cube / 6), step(cube))
        }
    }
}

impl fmt::Display for Color {
    /// The colour as the configuration writes it, without quotes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::Named(index) => f.write_str(NAMES[usize::from(index % 16)]),
            Self::Indexed(index) => write!(f, "{index}"),
            Self::Rgb(r, g, b) => write!(f, "#{r:02x}{g:02x}{b:02x}"),
        }
    }
}

/// How a piece of text looks. Styles lie over each other: a colour that is
/// `None` lets the one beneath through, an attribute adds to those beneath.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// The colour of the characters.
    pub fg: Option<Color>,
    /// The colour behind them.
    pub bg: Option<Color>,
    /// Bold.
    pub bold: bool,
    /// Fainter.
    pub dim: bool,
    /// Italic; some terminals show it reversed.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// The two colours exchanged.
    pub reverse: bool,
}

/// A name and a style for every role.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Theme {
    /// The name in `[theme.NAME]`.
    pub name: String,
    /// The theme that it started from; `None` for those that come with the
    /// program.
    pub base: Option<String>,
    styles: [Style; Role::ALL.len()],
}

impl Theme {
    /// A theme in which no role has a style.
    pub fn plain(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// A theme of another name that starts from this one.
    #[must_use]
    pub fn derive(&self, name: impl Into<String>) -> Self {
        Self { name: name.into(), base: Some(self.name.clone()), styles: self.styles }
    }

    /// The style of a role.
    pub const fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }

    /// The style of a role, to change it.
    pub const fn style_mut(&mut self, role: Role) -> &mut Style {
        &mut self.styles[role as usize]
    }

    /// The same theme in the colours of a terminal that shows no more than 256.
    #[must_use]
    pub fn indexed(mut self) -> Self {
        for style in &mut self.styles {
            style.fg = style.fg.map(Color::indexed);
            style.bg = style.bg.map(Color::indexed);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_and_written() {
        for name in ["default", "red", "bright-black", "bright-white", "#0a0B0c"] {
            let color = Color::from_name(name).unwrap();
            assert_eq!(color.to_string(), name.to_lowercase());
        }
        for (name, hint) in [("gren", "did you mean \"green\"?"), ("Red", "did you mean \"red\"?")] {
            assert_eq!(Color::from_name(name).unwrap_err().hint.as_deref(), Some(hint));
        }
        for name in ["", "#fff", "#gggggg", "#12345é", "purple rain"] {
            assert!(Color::from_name(name).unwrap_err().hint.unwrap().starts_with("a colour is"), "{name}");
        }
    }

    #[test]
    fn a_colour_of_the_palette_keeps_its_look() {
        for index in 16..=255 {
            let (r, g, b) = palette(index);
            let Color::Indexed(near) = Color::Rgb(r, g, b).indexed() else { panic!("not indexed") };
            assert_eq!(palette(near), (r, g, b));
        }
        assert_eq!(Color::Rgb(254, 1, 1).indexed(), Color::Indexed(196));
        assert_eq!(Color::Named(3).indexed(), Color::Named(3));
    }
}
