//! A configuration as TOML: what is in force, and a file to start from.

use std::fmt::Write as _;

use super::{Color, Config, Context, DEFAULTS, Role, Style, Theme, notation};

/// The defaults with every setting commented out: a file that changes nothing
/// until its reader changes a line.
pub fn template() -> String {
    let mut text = String::with_capacity(DEFAULTS.len() + 1024);
    for line in DEFAULTS.lines() {
        if !line.is_empty() && !line.starts_with(['#', '[']) {
            text.push('#');
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

impl Config {
    /// Every setting in force, as a configuration file: loading it over the
    /// defaults gives this configuration again.
    pub fn to_toml(&self) -> String {
        let screen = &self.screen;
        let mut out = String::new();
        line(&mut out, "[screen]");
        line(&mut out, format_args!("theme = {}", quoted(&screen.theme)));
        line(&mut out, format_args!("measure = {}", screen.measure));
        line(&mut out, format_args!("sidebar = {}", screen.sidebar));
        line(&mut out, format_args!("show-sidebar = {}", screen.show_sidebar));
        line(&mut out, format_args!("mouse = {}", screen.mouse));
        line(&mut out, format_args!("scroll-margin = {}", screen.scroll_margin));
        line(&mut out, format_args!("wheel = {}", screen.wheel));
        line(&mut out, "\n[notes]");
        line(&mut out, format_args!("dir = {}", quoted(self.notes.dir.as_deref().unwrap_or(""))));
        let defaults = Self::default();
        for context in Context::ALL {
            line(&mut out, format_args!("\n[keys.{}]", context.name()));
            let bound = self.keymap.in_context(context);
            for (keys, command) in bound {
                line(&mut out, format_args!("{} = {}", quoted(&notation(keys)), quoted(command.name())));
            }
            for (keys, _) in defaults.keymap.in_context(context) {
                if !bound.iter().any(|(other, _)| other == keys) {
                    line(&mut out, format_args!("{} = \"\"", quoted(&notation(keys))));
                }
            }
        }
        for theme in &self.themes {
            let base = match &theme.base {
                Some(base) => self.theme_named(base),
                None => defaults.theme_named(&theme.name),
            };
            write_theme(&mut out, theme, base.unwrap_or(&Theme::default()));
        }
        out
    }
}

/// Writes one theme. What `base` gives and the theme has not is taken away by
/// name.
fn write_theme(out: &mut String, theme: &Theme, base: &Theme) {
    line(out, format_args!("\n[theme.{}]", key(&theme.name)));
    if let Some(base) = &theme.base {
        line(out, format_args!("base = {}", quoted(base)));
    }
    for role in Role::ALL {
        let fields = fields(theme.style(*role), base.style(*role));
        if !fields.is_empty() {
            line(out, format_args!("{} = {{ {} }}", role.name(), fields.join(", ")));
        }
    }
}

fn fields(style: Style, base: Style) -> Vec<String> {
    let mut fields = Vec::new();
    for (name, color, beneath) in [("fg", style.fg, base.fg), ("bg", style.bg, base.bg)] {
        match color {
            Some(Color::Indexed(index)) => fields.push(format!("{name} = {index}")),
            Some(color) => fields.push(format!("{name} = \"{color}\"")),
            None if beneath.is_some() => fields.push(format!("{name} = \"\"")),
            None => {}
        }
    }
    for (name, on, beneath) in [
        ("bold", style.bold, base.bold),
        ("dim", style.dim, base.dim),
        ("italic", style.italic, base.italic),
        ("underline", style.underline, base.underline),
        ("reverse", style.reverse, base.reverse),
    ] {
        if on || beneath {
            fields.push(format!("{name} = {on}"));
        }
    }
    fields
}

/// A key of TOML, in quotes where it needs them.
fn key(name: &str) -> String {
    let bare = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if !name.is_empty() && name.bytes().all(bare) { name.to_owned() } else { quoted(name) }
}

/// Text as a TOML string. What is neither a letter nor a digit nor ASCII is
/// escaped: no character that a terminal could obey is printed as it is.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' '..='~' => out.push(c),
            c if c.is_alphanumeric() => out.push(c),
            // Writing to a `String` cannot fail.
            c => {
                let _ = write!(out, "\\U{:08x}", u32::from(c));
            }
        }
    }
    out.push('"');
    out
}

/// Adds a line. Writing to a `String` cannot fail.
fn line(out: &mut String, text: impl std::fmt::Display) {
    let _ = writeln!(out, "{text}");
}
