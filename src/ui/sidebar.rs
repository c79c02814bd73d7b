//! The lists beside the article.

use super::article::{mark_of, role_of};
use super::board::{first_line, status_and_tags, words};
use super::paint::Painter;
use crate::app::{Area, List, QUOTE_LINES, Reader, SideRow, State, list_names, quote_head};
use crate::config::Role;
use crate::correct::Speaker;
use crate::nlp::{EntityKind, QuoteKind};
use crate::text::{SafeText, wrap};

/// Marks what the reader says, against what the machine found.
const HERS: &str = "✎";

pub fn draw(painter: &mut Painter<'_>, state: &State, reader: &Reader, area: Area) {
    names(painter, state, reader, area);
    let height = usize::from(area.h).saturating_sub(2);
    let sidebar = &reader.sidebar;
    let rows = sidebar.rows.iter().skip(sidebar.top()).take(height);
    for (nth, &row) in rows.enumerate() {
        let y = area.y + 2 + u16::try_from(nth).unwrap_or(u16::MAX);
        let selected = row.item().is_some() && row.item() == sidebar.selected();
        let line = Area { y, h: 1, ..area };
        draw_row(painter, reader, row, line);
        if selected {
            painter.clip(area.x, y, 1, "▌", &[Role::Accent]);
            if state.in_sidebar {
                painter.tint(Area { x: area.x + 1, w: area.w.saturating_sub(1), ..line }, Role::Selection);
            }
        }
    }
    if sidebar.rows.is_empty() && height > 0 {
        let text = match sidebar.list {
            List::Notes => "No notes yet",
            _ if reader.marks.is_none() => "Reading …",
            List::Entities => "Nobody and nothing was found",
            List::Quotes => "No quotes were found",
        };
        painter.clip(area.x + 2, area.y + 2, area.w.saturating_sub(3), text, &[Role::Dim]);
    }
}

/// The row that names the three lists, each with how many there are.
fn names(painter: &mut Painter<'_>, state: &State, reader: &Reader, area: Area) {
    for (list, begins, words) in list_names(reader) {
        let shown = reader.sidebar.list == list;
        let mut roles = vec![if shown { Role::Accent } else { Role::Dim }];
        if shown && state.in_sidebar {
            roles.push(Role::Selection);
        }
        let begins = u16::try_from(begins).unwrap_or(u16::MAX);
        painter.clip(area.x.saturating_add(begins), area.y, area.w.saturating_sub(begins), &words, &roles);
    }
}

fn draw_row(painter: &mut Painter<'_>, reader: &Reader, row: SideRow, line: Area) {
    let text = reader.text();
    let marks = reader.marks.as_deref();
    let analysis = marks.map(|m| &m.analysis);
    let (x, y, room) = (line.x + 2, line.y, line.w.saturating_sub(3));
    match row {
        SideRow::Empty => {}
        SideRow::Group(kind) => {
            painter.clip(x, y, room, group_name(kind), &[Role::Dim]);
        }
        SideRow::Entity(id) => {
            let Some(entity) = analysis.and_then(|a| a.entity(id)) else { return };
            let count = entity.mentions.len().to_string();
            let mut right = painter.put_right(x + room, y, &count, &[Role::Dim]);
            if marks.is_some_and(|m| m.hand.has_entity(id)) {
                right = painter.put_right(right, y, &format!(" {HERS} "), &[Role::NoteMark]);
            }
            if let Some(date) = &entity.date {
                // What the words do not say themselves is a guess.
                let sign =
                    if date.get(..4).is_some_and(|year| entity.name.contains(year)) { "" } else { "?" };
                right = painter.put_right(right, y, &format!("  {date}{sign}  "), &[Role::Dim]);
            }
            painter.clip(x, y, right.saturating_sub(x + 1), &entity.name, &[role_of(entity.kind)]);
        }
        SideRow::Role(id) => {
            let role = analysis.and_then(|a| a.entity(id)).and_then(|e| e.role);
            let words = role.map_or("", |r| r.span.of(text));
            painter.clip(x + 1, y, room.saturating_sub(1), words, &[Role::Dim]);
        }
        SideRow::Quote(at, nth) => {
            let Some(marks) = marks else { return };
            let Some(quote) = marks.analysis.quotes.get(at) else { return };
            if nth == 0 {
                painter.clip(line.x + 1, y, 1, mark_of(quote.kind), &[Role::QuoteMark]);
            }
            let head = quote_head(text, marks, at);
            let width = usize::from(line.w.saturating_sub(4));
            let lines = wrap(&head, (0..head.len()).into(), width, false);
            let Some(&span) = lines.get(nth) else { return };
            // The last line that is shown says that there is more.
            let rest = if nth + 1 == QUOTE_LINES { &head[span.start..] } else { span.of(&head) };
            painter.clip(x + 1, y, room.saturating_sub(1), rest.trim_end(), &[Role::Quote]);
        }
        SideRow::Speaker(at) => speaker(painter, reader, at, (x + 1, y, room.saturating_sub(1))),
        SideRow::Citing(at) => citing(painter, reader, at, (x + 1, y, room.saturating_sub(1))),
        SideRow::Anchor(at) => {
            let Some(mark) = reader.notes.get(at) else { return };
            let sign = if mark.unsaved.is_some() { "◇" } else { "◆" };
            painter.clip(line.x + 1, y, 1, sign, &[Role::NoteMark]);
            let mut right = x + room;
            if reader.notes.iter().any(|other| mark.note.conflicts_with(&other.note)) {
                right = painter.put_right(right, y, " conflict", &[Role::StatusError]);
            }
            let place = mark.state();
            if !place.is_empty() {
                let role = if mark.needs_review() { Role::StatusError } else { Role::Dim };
                right = painter.put_right(right, y, &format!(" {place}"), &[role]);
            }
            painter.clip(x + 1, y, right.saturating_sub(x + 1), &words(&mark.note), &[Role::Quote]);
        }
        SideRow::Corrections => {
            painter.clip(x, y, room, "CORRECTIONS", &[Role::Dim]);
        }
        SideRow::Correction(at) => {
            let mark = at.checked_sub(reader.notes.len()).and_then(|at| reader.corrections.get(at));
            let Some(mark) = mark else { return };
            let sign = if mark.unsaved.is_some() { "◇" } else { HERS };
            painter.clip(line.x + 1, y, 1, sign, &[Role::NoteMark]);
            let mut right = x + room;
            if let Some(lost) = reader.lost.iter().find(|lost| lost.id == mark.correction.id) {
                right = painter.put_right(right, y, &format!(" {}", lost.why.words()), &[Role::StatusError]);
            }
            painter.clip(x + 1, y, right.saturating_sub(x + 1), &mark.correction.summary(), &[Role::Text]);
        }
        SideRow::Body(at) => {
            let Some(mark) = reader.notes.get(at) else { return };
            let right = status_and_tags(painter, &mark.note, (x, y, room));
            painter.clip(x + 1, y, right.saturating_sub(x + 1), first_line(&mark.note), &[Role::Dim]);
        }
        SideRow::Trash => {
            let hint = if reader.sidebar.shows_trash { "" } else { "   t shows them" };
            let count = reader.trash.len();
            painter.clip(x, y, room, &format!("{count} IN THE TRASH{hint}"), &[Role::Dim]);
        }
        SideRow::Deleted(at) | SideRow::DeletedBody(at) => {
            let above = reader.notes.len() + reader.corrections.len();
            let deleted = at.checked_sub(above).and_then(|at| reader.trash.get(at));
            let Some(note) = deleted.map(|deleted| &deleted.note) else { return };
            let text = if row.is_first() { words(note) } else { first_line(note).to_owned() };
            painter.clip(x + 1, y, room.saturating_sub(1), &text, &[Role::Dim]);
        }
    }
}

/// Who says a quote, by which word, and how it is cited.
fn speaker(painter: &mut Painter<'_>, reader: &Reader, at: usize, (x, y, room): (u16, u16, u16)) {
    let text = reader.text();
    let Some(marks) = reader.marks.as_deref() else { return };
    let Some(quote) = marks.analysis.quotes.get(at) else { return };
    let entity = marks.analysis.speaker(quote);
    let (name, role) = match marks.speaker(text, at) {
        Speaker::Known(name, _) => (name.to_owned(), entity.map_or(Role::Person, |e| role_of(e.kind))),
        Speaker::Guess(name, _) => (format!("not certain: {name}?"), Role::Guess),
        Speaker::Words(words) => (words.to_owned(), Role::Guess),
        Speaker::Unknown => ("speaker unknown".to_owned(), Role::Guess),
    };
    let mut used = painter.clip(x, y, room, &name, &[role]);
    // A word of which only the beginning fits says nothing.
    let mut add = |painter: &mut Painter<'_>, words: &str, role: Role| {
        let rest = room.saturating_sub(used);
        if SafeText::new(words).width() <= usize::from(rest) {
            used += painter.clip(x + used, y, rest, words, &[role]).min(rest);
        }
    };
    if marks.hand.has_quote(at) {
        add(painter, &format!(" {HERS}"), Role::NoteMark);
    }
    let cue = quote.cue.map_or(String::new(), |cue| format!(" · {}", cue.of(text)));
    // What the speaker is stands there if the cue has room beside it.
    if let Some(role) = entity.filter(|_| role != Role::Guess).and_then(|e| e.role)
        && let role = format!(", {}", role.span.of(text))
        && SafeText::new(&format!("{name}{role}{cue}")).width() <= usize::from(room)
    {
        add(painter, &role, Role::Dim);
    }
    add(painter, &cue, Role::Dim);
    // The mark says it already: the word stands only where there is room.
    let (kind, rest) = (quote.kind.name(), room.saturating_sub(used));
    if quote.kind != QuoteKind::Direct && usize::from(rest) > kind.len() {
        painter.put_right(x + room, y, kind, &[Role::Dim]);
    }
}

/// Who cites the quote in a statement of their own.
fn citing(painter: &mut Painter<'_>, reader: &Reader, at: usize, (x, y, room): (u16, u16, u16)) {
    let Some(marks) = reader.marks.as_deref() else { return };
    let Some(outer) = marks.citing(at) else { return };
    let words = match marks.speaker(reader.text(), outer) {
        Speaker::Known(name, _) => format!("cited by {name}"),
        Speaker::Guess(name, _) => format!("cited, not certain: by {name}?"),
        Speaker::Words(words) => format!("cited by {words}"),
        Speaker::Unknown => "cited in another statement".to_owned(),
    };
    painter.clip(x, y, room, &words, &[Role::Dim]);
}

const fn group_name(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "PEOPLE",
        EntityKind::Organization => "ORGANISATIONS",
        EntityKind::Place => "PLACES",
        EntityKind::Group => "GROUPS",
        EntityKind::Event => "EVENTS",
        EntityKind::Product => "PRODUCTS",
        EntityKind::Work => "WORKS",
        EntityKind::Date => "DATES",
        EntityKind::Money => "MONEY",
        EntityKind::Number => "NUMBERS",
        EntityKind::Other => "OTHER",
    }
}
