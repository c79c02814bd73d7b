//! The note editor: a box over the article.

use super::paint::{Painter, whole_parts};
use crate::app::{Area, NoteEditor, State, TextBox, column_of_byte};
use crate::config::Role;
use crate::text::{SafeText, wrap};

/// Draws the editor; returns where the terminal's cursor belongs.
pub fn draw(painter: &mut Painter<'_>, state: &State, editor: &NoteEditor) -> (u16, u16) {
    let frame = state.editor_frame();
    painter.clear(frame.outer);
    border(painter, frame.outer, editor, &state.hints);
    if frame.excerpt.h > 0 {
        let area = frame.excerpt;
        let words = format!("“{}”", editor.excerpt.split_whitespace().collect::<Vec<_>>().join(" "));
        let lines = wrap(&words, (0..words.len()).into(), usize::from(area.w), false);
        for (nth, span) in (0..area.h).zip(&lines) {
            let rest = if nth + 1 == area.h { &words[span.start..] } else { span.of(&words) };
            painter.clip(area.x, area.y + nth, area.w, rest.trim_end(), &[Role::Quote, Role::Dim]);
        }
    }
    let body = field(painter, &editor.body, frame.body);
    if frame.tags.h == 0 {
        return body;
    }
    let label = "tags: ";
    let used = painter.clip(frame.tags.x, frame.tags.y, frame.tags.w, label, &[Role::Dim]);
    let (kept, role) = match (&editor.keeping.error, editor.is_kept()) {
        (Some(_), _) => ("  NOT KEPT", Role::StatusError),
        (None, true) => ("  draft kept", Role::Dim),
        (None, false) => ("", Role::Dim),
    };
    let edge = frame.tags.x + frame.tags.w;
    let edge = if frame.tags.w < 40 { edge } else { painter.put_right(edge, frame.tags.y, kept, &[role]) };
    let x = frame.tags.x + used;
    let tags = Area { x, w: edge.saturating_sub(x).max(1), ..frame.tags };
    let tags = field(painter, &editor.tags, tags);
    if editor.in_tags { tags } else { body }
}

fn border(painter: &mut Painter<'_>, outer: Area, editor: &NoteEditor, hints: &str) {
    let Area { x, y, w, h } = outer;
    if w < 4 || h < 2 {
        return;
    }
    let (right, bottom) = (x + w - 1, y + h - 1);
    painter.rule(x, y, w, Role::Rule);
    painter.rule(x, bottom, w, Role::Rule);
    for row in y + 1..bottom {
        painter.clip(x, row, 1, "│", &[Role::Rule]);
        painter.clip(right, row, 1, "│", &[Role::Rule]);
    }
    for (cx, cy, corner) in [(x, y, "┌"), (right, y, "┐"), (x, bottom, "└"), (right, bottom, "┘")] {
        painter.clip(cx, cy, 1, corner, &[Role::Rule]);
    }
    let room = w.saturating_sub(4);
    painter.clip(x + 2, y, room, &format!(" {} ", editor.title), &[Role::Accent]);
    let (text, role) = match (&editor.error, editor.saving) {
        (Some(error), _) => (format!(" NOT SAVED · {hints} · {error} "), Role::StatusError),
        (None, Some(_)) => (" saving … ".to_owned(), Role::Status),
        (None, None) => (format!(" {} ", whole_parts(hints, "   ", room.saturating_sub(2))), Role::Dim),
    };
    painter.clip(x + 2, bottom, room, &text, &[role]);
}

/// Draws a text field scrolled so that its cursor is seen; returns the cell of
/// its cursor.
fn field(painter: &mut Painter<'_>, field: &TextBox, area: Area) -> (u16, u16) {
    let width = usize::from(area.w);
    let rows = field.rows(width);
    let (row, column) = field.cursor_cell(width);
    let top = (row + 1).saturating_sub(usize::from(area.h));
    for (nth, span) in (0..area.h).zip(rows.iter().skip(top)) {
        let line = span.of(field.text()).trim_end_matches('\n');
        painter.put(area.x, area.y + nth, area.w, &SafeText::new(line), &[Role::Text]);
    }
    debug_assert_eq!(column, rows.get(row).map_or(0, |&r| column_of_byte(field.text(), r, field.cursor())));
    let x = area.x + u16::try_from(column).unwrap_or(u16::MAX).min(area.w.saturating_sub(1));
    let y = area.y + u16::try_from(row - top).unwrap_or(u16::MAX).min(area.h.saturating_sub(1));
    (x, y)
}
