//! The lines at the head and the foot of the screen.

use super::paint::{Painter, whole_parts};
use crate::app::{Frame, Overlay, Prompt, PromptKind, Reader, State, Tone, View};
use crate::config::{Role, notation};
use crate::text::{SafeText, clusters};

/// The rules that divide the screen.
pub fn rules(painter: &mut Painter<'_>, frame: &Frame) {
    let width = frame.status.w;
    if let Some((above, below)) = frame.rules {
        painter.rule(0, above, width, Role::Rule);
        painter.rule(0, below, width, Role::Rule);
    }
    let Some(x) = frame.divider else { return };
    for y in frame.article.y..frame.article.y + frame.article.h {
        painter.clip(x, y, 1, "│", &[Role::Rule]);
    }
    if let Some((above, below)) = frame.rules {
        painter.clip(x, above, 1, "┬", &[Role::Rule]);
        painter.clip(x, below, 1, "┴", &[Role::Rule]);
    }
}

/// The line on top: where the article is from, and how far the reader is.
pub fn header(painter: &mut Painter<'_>, reader: &Reader, frame: &Frame) {
    let Some(area) = frame.header else { return };
    let meta = &reader.article.meta;
    let notes = match reader.notes.len() {
        0 => String::new(),
        1 => "   ◆ 1 note".to_owned(),
        n => format!("   ◆ {n} notes"),
    };
    let name = painter.clip(1, area.y, area.w, "Byline", &[Role::Accent]);
    let percent = reader.percent();
    // On a narrow screen the place is worth most, then how many notes there are.
    let shorter = [
        format!("{} min · {percent} %{notes} ", reader.minutes()),
        format!("{percent} %{notes} "),
        format!("{percent} % "),
    ];
    let room = usize::from(area.w.saturating_sub(1 + name + 2));
    let right = shorter.iter().find(|right| SafeText::new(right).width() <= room);
    let edge = painter.put_right(area.w, area.y, right.map_or("", String::as_str), &[Role::Status]);
    let from: Vec<&str> = [meta.outlet.as_deref(), meta.published.as_deref()].into_iter().flatten().collect();
    let from = if from.is_empty() { reader.article.title().to_owned() } else { from.join(" · ") };
    let x = 1 + name + 3;
    let room = edge.saturating_sub(x + 2);
    // A letter or two say nothing.
    if room >= 8 {
        painter.clip(x, area.y, room, &from, &[Role::Status]);
    }
}

/// The last line: what is typed, or what the last key did, or what is here;
/// and where the reader is. Returns where the terminal's cursor belongs.
pub fn line(painter: &mut Painter<'_>, state: &State) -> Option<(u16, u16)> {
    let area = state.frame().status;
    if area.h == 0 {
        return None;
    }
    if let Some(Overlay::Prompt(prompt)) = &state.overlay {
        return Some(typed(painter, prompt, area.w, area.y));
    }
    if let Some(Overlay::Ask(question)) = &state.overlay {
        // What can be answered is seen however narrow the screen is.
        let answers = " y/n ";
        let room = area.w.saturating_sub(answers.len() as u16);
        let used = painter.clip(0, area.y, room, &format!(" {}", question.text), &[Role::StatusError]);
        let used = used + painter.clip(used, area.y, area.w - used, answers, &[Role::StatusError]);
        return Some((used, area.y));
    }
    let said = SafeText::new(&state.status.text).width();
    // What went wrong is worth more than the place.
    let is_long = state.status.tone == Tone::Error && said + place(state).chars().count() + 3 > area.w.into();
    let edge = if area.w < 40 || is_long {
        area.w
    } else {
        painter.put_right(area.w, area.y, &place(state), &[Role::Dim])
    };
    let room = edge.saturating_sub(2);
    let role = if state.status.tone == Tone::Error { Role::StatusError } else { Role::Accent };
    let used = painter.clip(1, area.y, room, &state.status.text, &[Role::Status, role]);
    // The editor shows the keys at its own foot.
    if !matches!(state.overlay, Some(Overlay::Editor(_))) {
        let from = if used > 0 { 1 + used + 3 } else { 1 };
        let room = edge.saturating_sub(from + if edge < area.w { 2 } else { 1 });
        let keys = whole_parts(&state.hints, "   ", room);
        if used == 0 || SafeText::new(keys).width() <= room.into() {
            painter.clip(from, area.y, room, keys, &[Role::Status]);
        }
    }
    None
}

/// Where the reader is, and what keys are waiting for more.
fn place(state: &State) -> String {
    let mut place = String::new();
    let failed = state.unsaved.iter().filter(|u| u.failed).count();
    if failed > 0 {
        place.push_str(&format!("{failed} not saved   "));
    }
    if let Some(count) = state.count {
        place.push_str(&count.to_string());
    }
    place.push_str(&notation(&state.keys));
    if !place.is_empty() && !place.ends_with(' ') {
        place.push_str("   ");
    }
    if state.view == View::Reader && state.reader.as_ref().is_some_and(|r| r.shows_machine) {
        place.push_str("machine only   ");
    }
    match (&state.overlay, state.view, &state.reader) {
        (Some(Overlay::Help(help)), ..) => {
            let (count, last) = (help.lines.len(), help.top + state.page_height());
            place.push_str(&format!("lines {} to {} of {count} ", help.top + 1, last.min(count)));
        }
        // The review says at its head where it is.
        (Some(Overlay::Review(_)), ..) => {}
        (Some(Overlay::Sheet(sheet)), ..) => {
            let (count, last) = (sheet.lines(state.sheet_width()).len(), sheet.top + state.page_height());
            place.push_str(&format!("lines {} to {} of {count} ", sheet.top + 1, last.min(count)));
        }
        (_, View::Notes, _) => {
            let shown = state.board.listed.len();
            let at = if shown == 0 { 0 } else { state.board.selected + 1 };
            place.push_str(&format!("note {at} of {shown} "));
        }
        (_, View::Reader, Some(reader)) => {
            let count = reader.article.paragraphs.len();
            let at = if count == 0 { 0 } else { reader.article.paragraph_at(reader.cursor) + 1 };
            place.push_str(&if state.size.0 >= 80 {
                format!("paragraph {at} of {count} ")
            } else {
                format!("¶ {at}/{count} ")
            });
        }
        _ => {
            let library = &state.library;
            let shown = library.shown().len();
            let (all, counted) = (library.items.len(), library.counted);
            if counted < all {
                place.push_str(&format!("counting {counted} of {all}   "));
            }
            let at = if shown == 0 { 0 } else { library.selected + 1 };
            place.push_str(&format!("article {at} of {shown} "));
        }
    }
    place
}

/// So many columns are left for what is typed before a hint stands beside it.
const TYPED: u16 = 12;

fn typed(painter: &mut Painter<'_>, prompt: &Prompt, width: u16, y: u16) -> (u16, u16) {
    let sign = match &prompt.kind {
        PromptKind::Search { .. } => "/".to_owned(),
        PromptKind::Filter(_) | PromptKind::NotesFilter(_) => "filter: ".to_owned(),
        PromptKind::Command => ":".to_owned(),
        PromptKind::Export => "export to: ".to_owned(),
        PromptKind::Folder => "save in the folder: ".to_owned(),
        PromptKind::Correct(asked) => asked.label(),
    };
    let x = painter.clip(0, y, width / 2, &sign, &[Role::Accent]);
    let edge = match prompt.hint.as_str() {
        "" => width,
        hint => {
            // What is typed comes first.
            let room = (width / 2).min(width.saturating_sub(x + TYPED));
            let hint = SafeText::new(hint).clip(usize::from(room));
            if room < TYPED / 2 {
                width
            } else {
                painter.put_right(width, y, &format!("  {hint} "), &[Role::Dim])
            }
        }
    };
    let room = edge.saturating_sub(x + 1);
    // The end of the line that holds the cursor is what is shown.
    let (before, behind) = prompt.field.text().split_at(prompt.field.cursor());
    let mut left_out: usize = clusters(before).map(|c| c.width).sum::<usize>().saturating_sub(room.into());
    let fitting = clusters(before).find(|letter| {
        let fits = left_out == 0;
        left_out = left_out.saturating_sub(letter.width);
        fits
    });
    let shown = &before[fitting.map_or(before.len(), |letter| letter.span.start)..];
    let used = painter.put(x, y, room, &SafeText::new(shown), &[Role::Text]);
    painter.clip(x + used, y, room.saturating_sub(used), behind, &[Role::Text]);
    (x + used, y)
}
