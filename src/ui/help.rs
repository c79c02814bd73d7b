//! The help: every key and command, from the vocabulary.

use super::paint::Painter;
use crate::app::{Help, HelpLine, State};
use crate::config::Role;

pub fn draw(painter: &mut Painter<'_>, state: &State, help: &Help) {
    let (width, rows) = state.size;
    painter.clip(1, 0, width.saturating_sub(2), "Keys and commands", &[Role::Accent]);
    if width >= 60 {
        painter.put_right(width.saturating_sub(1), 0, "Esc leaves   j k scroll", &[Role::Dim]);
    }
    painter.rule(0, 1, width, Role::Rule);
    // Keys, what they do, and the name for the command line if there is room.
    let keys_width = if width >= 70 { 22 } else { width / 3 };
    let names = if width >= 90 { 24 } else { 0 };
    let lines = help.lines.iter().skip(help.top).take(usize::from(rows.saturating_sub(3)));
    for (y, line) in (2..).zip(lines) {
        match line {
            HelpLine::Empty => {}
            HelpLine::Heading(text) => {
                painter.clip(1, y, width.saturating_sub(2), text, &[Role::Headline]);
            }
            HelpLine::Command { keys, name, doc } => {
                let keys = if keys.is_empty() { *name } else { keys.as_str() };
                painter.clip(2, y, keys_width.saturating_sub(3), keys, &[Role::Accent]);
                let room = width.saturating_sub(keys_width + names + 1);
                painter.clip(keys_width, y, room, doc, &[Role::Text]);
                if names > 0 {
                    painter.clip(width - names, y, names - 1, name, &[Role::Dim]);
                }
            }
        }
    }
}
