//! The list of articles.

use super::paint::Painter;
use crate::app::{Area, Listed, State};
use crate::config::Role;

/// Which columns there is room for, by their widths; 0 leaves one out.
struct Columns {
    outlet: u16,
    date: u16,
    count: u16,
}

impl Columns {
    const fn new(width: u16) -> Self {
        Self {
            outlet: if width >= 84 { 20 } else { 0 },
            date: if width >= 100 { 16 } else { 0 },
            count: if width >= 56 { 7 } else { 0 },
        }
    }

    const fn all(&self) -> u16 {
        self.outlet + self.date + 3 * self.count
    }
}

pub fn draw(painter: &mut Painter<'_>, state: &State) {
    let (width, rows) = state.size;
    let library = &state.library;
    let columns = Columns::new(width);
    let shown = library.shown();
    let unread = library.items.iter().filter(|item| !item.read && item.error.is_none()).count();

    let used = painter.clip(1, 0, width, "Byline", &[Role::Accent]) + 4;
    let title = match (library.filter.as_str(), library.items.len()) {
        ("", 0) => "no articles".to_owned(),
        ("", 1) => "1 article".to_owned(),
        ("", n) => format!("{n} articles · {unread} unread"),
        (filter, n) => format!("“{filter}”: {} of {n} articles", shown.len()),
    };
    let edge = width.saturating_sub(columns.all());
    painter.clip(used, 0, edge.saturating_sub(used), &title, &[Role::Status]);
    if columns.count > 0 {
        for (nth, name) in (1..).zip(["notes", "said", "who"]) {
            painter.put_right(width.saturating_sub(columns.count * (nth - 1) + 1), 0, name, &[Role::Dim]);
        }
    }
    if rows > 1 {
        painter.rule(0, 1, width, Role::Rule);
    }
    let height = state.library_height();
    let list = shown.iter().enumerate().skip(library.top).take(height);
    for (y, (at, &item)) in (2..rows.saturating_sub(1)).zip(list) {
        let line = Area { x: 0, y, w: width, h: 1 };
        draw_item(painter, &library.items[item], line, &columns);
        if at == library.selected {
            painter.clip(0, y, 1, "▌", &[Role::Accent]);
            painter.tint(Area { x: 1, w: width.saturating_sub(1), ..line }, Role::Selection);
        }
    }
    if shown.is_empty() {
        let text = if library.items.is_empty() { "No articles." } else { "No article fits the filter; Esc shows all." };
        painter.clip(3, 2, width.saturating_sub(4), text, &[Role::Dim]);
    }
    if rows > 3 {
        painter.rule(0, rows - 2, width, Role::Rule);
    }
}

fn draw_item(painter: &mut Painter<'_>, item: &Listed, line: Area, columns: &Columns) {
    let (y, width) = (line.y, line.w);
    if !item.read && item.error.is_none() {
        painter.clip(1, y, 1, "●", &[Role::Accent]);
    }
    let title = if item.title.is_empty() { &item.label } else { &item.title };
    let role = if item.read || item.error.is_some() { Role::Dim } else { Role::Text };
    if let Some(error) = &item.error {
        let used = painter.clip(3, y, width / 2, title, &[role]);
        painter.clip(3 + used + 2, y, width.saturating_sub(used + 6), error, &[Role::StatusError]);
        return;
    }
    let mut right = width.saturating_sub(1);
    if columns.count > 0 {
        let counts = item.counts.map_or([None; 3], |c| [Some(c.notes), Some(c.quotes), Some(c.entities)]);
        for (nth, count) in (0..).zip(counts) {
            let text = match (nth, count) {
                (_, None) => "…".to_owned(),
                (0, Some(0)) => "–".to_owned(),
                (0, Some(n)) => format!("◆ {n}"),
                (_, Some(n)) => n.to_string(),
            };
            let role = if nth == 0 && count > Some(0) { Role::NoteMark } else { Role::Dim };
            painter.put_right(right - columns.count * nth, y, &text, &[role]);
        }
        right = right.saturating_sub(3 * columns.count);
    }
    for (room, text) in [(columns.date, &item.published), (columns.outlet, &item.outlet)] {
        right = right.saturating_sub(room);
        if room > 0 {
            painter.clip(right + 1, y, room - 2, text.as_deref().unwrap_or(""), &[Role::Dim]);
        }
    }
    painter.clip(3, y, right.saturating_sub(4), title, &[role]);
}
