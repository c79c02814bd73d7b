//! Putting safe text into cells: the only place where anything is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color as Ink, Modifier, Style as Look};

use crate::app::Area;
use crate::config::{Color, Role, Style, Theme};
use crate::text::SafeText;

/// A buffer and a theme to draw with.
#[derive(Debug)]
pub struct Painter<'b> {
    buffer: &'b mut Buffer,
    theme: &'b Theme,
}

impl<'b> Painter<'b> {
    pub fn new(buffer: &'b mut Buffer, theme: &'b Theme) -> Self {
        Self { buffer, theme }
    }

    /// Gives every cell the style of `role`.
    pub fn ground(&mut self, role: Role) {
        let (area, look) = (self.buffer.area, look(self.theme.style(role)));
        self.buffer.set_style(area, look);
    }

    /// Draws `text` from column `x` of row `y` on, in at most `room` columns,
    /// and returns how many it took.
    pub fn put(&mut self, x: u16, y: u16, room: u16, text: &SafeText, roles: &[Role]) -> u16 {
        let area = self.buffer.area;
        if y >= area.bottom() || x >= area.right() {
            return 0;
        }
        let room = usize::from(room.min(area.right() - x));
        let (end, _) = self.buffer.set_stringn(x, y, text.as_str(), room, self.look(roles));
        end - x
    }

    /// Draws any text, made safe, cut with an ellipsis where it is too long.
    pub fn clip(&mut self, x: u16, y: u16, room: u16, text: &str, roles: &[Role]) -> u16 {
        // More than fits is not even looked at: a title may be a megabyte.
        let most = usize::from(room) * 8 + 64;
        let text = match text.char_indices().nth(most) {
            Some((at, _)) => &text[..at],
            None => text,
        };
        self.put(x, y, room, &SafeText::new(text).clip(usize::from(room)), roles)
    }

    /// Draws `text` so that it ends at column `right`, exclusive; returns its
    /// first column.
    pub fn put_right(&mut self, right: u16, y: u16, text: &str, roles: &[Role]) -> u16 {
        let text = SafeText::new(text);
        let width = u16::try_from(text.width()).unwrap_or(u16::MAX).min(right);
        self.put(right - width, y, width, &text, roles);
        right - width
    }

    /// Draws a horizontal line.
    pub fn rule(&mut self, x: u16, y: u16, width: u16, role: Role) {
        let line = SafeText::new(&"─".repeat(usize::from(width)));
        self.put(x, y, width, &line, &[role]);
    }

    /// Styles cells without changing what they show.
    pub fn tint(&mut self, area: Area, role: Role) {
        let rect = Rect::new(area.x, area.y, area.w, area.h).intersection(self.buffer.area);
        let look = look(self.theme.style(role));
        self.buffer.set_style(rect, look);
    }

    /// Empties cells.
    pub fn clear(&mut self, area: Area) {
        let rect = Rect::new(area.x, area.y, area.w, area.h).intersection(self.buffer.area);
        for y in rect.top()..rect.bottom() {
            for x in rect.left()..rect.right() {
                self.buffer[(x, y)].reset();
            }
        }
        let look = look(self.theme.style(Role::Text));
        self.buffer.set_style(rect, look);
    }

    /// The styles of `roles` laid over each other.
    fn look(&self, roles: &[Role]) -> Look {
        roles.iter().fold(Look::default(), |beneath, &role| beneath.patch(look(self.theme.style(role))))
    }
}

fn look(style: Style) -> Look {
    let mut modifiers = Modifier::empty();
    for (set, modifier) in [
        (style.bold, Modifier::BOLD),
        (style.dim, Modifier::DIM),
        (style.italic, Modifier::ITALIC),
        (style.underline, Modifier::UNDERLINED),
        (style.reverse, Modifier::REVERSED),
    ] {
        modifiers.set(modifier, set);
    }
    let mut look = Look::default().add_modifier(modifiers);
    look.fg = style.fg.map(ink);
    look.bg = style.bg.map(ink);
    look
}

fn ink(color: Color) -> Ink {
    match color {
        Color::Default => Ink::Reset,
        Color::Named(index) => [
            Ink::Black,
            Ink::Red,
            Ink::Green,
            Ink::Yellow,
            Ink::Blue,
            Ink::Magenta,
            Ink::Cyan,
            Ink::Gray,
            Ink::DarkGray,
            Ink::LightRed,
            Ink::LightGreen,
            Ink::LightYellow,
            Ink::LightBlue,
            Ink::LightMagenta,
            Ink::LightCyan,
            Ink::White,
        ][usize::from(index % 16)],
        Color::Indexed(index) => Ink::Indexed(index),
        Color::Rgb(r, g, b) => Ink::Rgb(r, g, b),
    }
}
