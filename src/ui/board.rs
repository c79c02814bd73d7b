//! The notes on all articles, and a text that lies over the screen.

use super::paint::{Painter, whole_parts};
use crate::app::{Area, BoardRow, Sheet, State};
use crate::config::Role;
use crate::notes::{Note, NoteKind, Status};
use crate::text::SafeText;

/// From so many columns on a row has room for the kind of its note.
const ROOMY: u16 = 60;

pub fn draw(painter: &mut Painter<'_>, state: &State) {
    let (width, rows) = state.size;
    let board = &state.board;
    let used = painter.clip(1, 0, width, "Byline", &[Role::Accent]) + 4;
    let what = if board.shows_trash { "deleted notes" } else { "notes" };
    let count = board.count();
    let title = match (board.filter.trim(), count) {
        ("", 0) => what.to_owned(),
        ("", 1) => format!("1 {}", what.trim_end_matches('s')),
        ("", n) => format!("{n} {what}"),
        (filter, n) => format!("{} of {n} {what}: {filter}", board.listed.len()),
    };
    let progress = match board.progress {
        None => String::new(),
        Some((_, 0)) => "reading … ".to_owned(),
        Some((read, of)) => format!("reading {read} of {of} "),
    };
    let edge = painter.put_right(width, 0, &progress, &[Role::Dim]);
    painter.clip(used, 0, edge.saturating_sub(used + 1), &title, &[Role::Status]);
    if rows > 1 {
        painter.rule(0, 1, width, Role::Rule);
    }
    let height = state.board_height();
    let shown = board.rows.iter().skip(board.top).take(height);
    for (y, &row) in (2..rows.saturating_sub(1)).zip(shown) {
        let line = Area { x: 0, y, w: width, h: 1 };
        let of = match row {
            BoardRow::Words(at) | BoardRow::Body(at) => Some(at),
            BoardRow::Article(_) | BoardRow::Empty => None,
        };
        draw_row(painter, state, row, line);
        if of == Some(board.selected) {
            painter.clip(0, y, 1, "▌", &[Role::Accent]);
            painter.tint(Area { x: 1, w: width.saturating_sub(1), ..line }, Role::Selection);
        }
    }
    if board.rows.is_empty() {
        let text = match (board.progress, board.filter.trim(), board.shows_trash) {
            (Some(_), ..) => "Reading the notes …",
            (None, "", true) => "No note was deleted.",
            (None, "", false) => "No notes yet: a adds one in an article.",
            (None, ..) => "No note is of that sort; Esc shows all.",
        };
        painter.clip(3, 2, width.saturating_sub(4), text, &[Role::Dim]);
    }
    if rows > 3 {
        painter.rule(0, rows - 2, width, Role::Rule);
    }
}

fn draw_row(painter: &mut Painter<'_>, state: &State, row: BoardRow, line: Area) {
    let board = &state.board;
    let (y, right) = (line.y, line.w.saturating_sub(1));
    match row {
        BoardRow::Empty => {}
        BoardRow::Article(at) => {
            let Some(noted) = board.articles.get(at) else { return };
            let title = if noted.info.title.is_empty() { &noted.info.id } else { &noted.info.title };
            let used = 1 + painter.clip(1, y, line.w.saturating_sub(2), title, &[Role::Headline]);
            let outlet = noted.info.outlet.as_deref().unwrap_or("");
            painter.clip(used + 3, y, right.saturating_sub(used + 3), outlet, &[Role::Dim]);
        }
        BoardRow::Words(at) => {
            let Some((_, note)) = board.note(at) else { return };
            let is_unsaved = state.unsaved.iter().any(|u| u.save.changes.iter().any(|c| c.id() == note.id));
            painter.clip(2, y, 1, if is_unsaved { "◇" } else { "◆" }, &[Role::NoteMark]);
            let mut right = right;
            if board.conflicts.contains(&note.id) {
                right = painter.put_right(right, y, " conflict", &[Role::StatusError]);
            }
            if board.unsettled.contains(&note.id) {
                right = painter.put_right(right, y, " needs review", &[Role::StatusError]);
            }
            if line.w >= ROOMY {
                // However little room there is, a guess looks like one.
                let (sign, role) = if is_guess(note) { ("?", Role::Guess) } else { ("", Role::Dim) };
                let kind = SafeText::new(&kind(note)).clip(usize::from(line.w * 2 / 5));
                right = painter.put_right(right, y, &format!("  {kind}{sign}"), &[role]);
            }
            painter.clip(4, y, right.saturating_sub(5), &words(note), &[Role::Quote]);
        }
        BoardRow::Body(at) => {
            let Some((_, note)) = board.note(at) else { return };
            let mut right = status_and_tags(painter, note, (4, y, right.saturating_sub(4)));
            if let Some(deleted) = board.deleted(at) {
                let day = deleted.strftime(" deleted %Y-%m-%d").to_string();
                right = painter.put_right(right, y, &day, &[Role::Dim]);
            }
            painter.clip(4, y, right.saturating_sub(5), first_line(note), &[Role::Dim]);
        }
    }
}

/// Draws status and tags of a note at the end of a row; returns where they
/// begin.
pub fn status_and_tags(painter: &mut Painter<'_>, note: &Note, (x, y, room): (u16, u16, u16)) -> u16 {
    let mut right = x + room;
    if !note.tags.is_empty() {
        let tags = note.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ");
        let room = room / 3;
        let tags = SafeText::new(whole_parts(&tags, " ", room)).clip(usize::from(room));
        right = painter.put_right(right, y, &format!(" {tags}"), &[Role::Accent]);
    }
    if let Some(status) = note.status {
        let role = match status {
            Status::Open => Role::Dim,
            Status::Verified => Role::Text,
            Status::Disputed => Role::Guess,
            Status::False => Role::StatusError,
        };
        right = painter.put_right(right, y, &format!(" {}", status.name()), &[role]);
    }
    right
}

/// The words that the note is on.
pub fn words(note: &Note) -> String {
    match (&note.target, &note.entity, note.kind) {
        (Some(_), Some(entity), NoteKind::Entity) => entity.name.clone(),
        (Some(target), ..) => format!("“{}”", target.exact),
        (None, ..) => "The article".to_owned(),
    }
}

/// The first line that says something.
pub fn first_line(note: &Note) -> &str {
    note.body.lines().find(|line| !line.trim().is_empty()).unwrap_or("")
}

/// Whether it was the machine that said who makes the statement.
fn is_guess(note: &Note) -> bool {
    note.quote.as_ref().is_some_and(|quote| quote.speaker.is_some() && !quote.by_human)
}

/// What kind of note it is, of whose words or of what.
fn kind(note: &Note) -> String {
    let of = match (&note.quote, &note.entity) {
        (Some(quote), _) => quote.speaker.as_deref().unwrap_or("speaker unknown"),
        (None, Some(entity)) => entity.kind.as_str(),
        (None, None) => return note.kind.name().to_owned(),
    };
    format!("{} · {of}", note.kind.name())
}

/// Draws a text over the whole screen.
pub fn sheet(painter: &mut Painter<'_>, state: &State, sheet: &Sheet) {
    let (width, rows) = state.size;
    painter.clip(1, 0, width.saturating_sub(2), &sheet.title, &[Role::Accent]);
    painter.rule(0, 1, width, Role::Rule);
    let lines = sheet.lines(state.sheet_width());
    let lines = lines.iter().skip(sheet.top).take(usize::from(rows.saturating_sub(3)));
    for (y, line) in (2..).zip(lines) {
        painter.clip(2, y, state.sheet_width(), line.of(&sheet.text).trim_end(), &[Role::Text]);
    }
}
