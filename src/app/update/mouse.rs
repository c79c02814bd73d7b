//! The mouse: click, drag, wheel.

use crate::app::board::BoardRow;
use crate::app::frame::Area;
use crate::app::msg::{Effect, Mouse, MouseAction};
use crate::app::page::byte_at_column;
use crate::app::reader::{Aim, Selection};
use crate::app::sidebar::{List, list_names};
use crate::app::state::{Overlay, State, View};
use crate::config::{Command, Config};

pub(super) fn mouse(state: &mut State, config: &Config, mouse: Mouse) -> Vec<Effect> {
    state.keys.clear();
    if let Some(overlay) = &mut state.overlay {
        let lines = isize::from(config.screen.wheel as i16);
        match (overlay, mouse.action) {
            (Overlay::Help(_) | Overlay::Sheet(_), MouseAction::WheelDown | MouseAction::WheelUp) => {
                let by = if mouse.action == MouseAction::WheelDown { lines } else { -lines };
                super::keys::scroll_page(state, by);
            }
            (Overlay::Editor(editor), MouseAction::Press) => {
                let frame = crate::app::EditorFrame::new(state.size.0, state.size.1);
                if frame.tags.contains(mouse.x, mouse.y) {
                    editor.in_tags = true;
                } else if frame.body.contains(mouse.x, mouse.y) {
                    editor.in_tags = false;
                    let width = usize::from(frame.body.w);
                    let top = editor_top(editor.body.cursor_cell(width).0, frame.body);
                    let row = top + usize::from(mouse.y - frame.body.y);
                    editor.body.click(row, usize::from(mouse.x - frame.body.x), width);
                }
            }
            _ => {}
        }
        return Vec::new();
    }
    match state.view {
        View::Library => library(state, config, mouse),
        View::Reader => reader(state, config, mouse),
        View::Notes => notes(state, config, mouse),
    }
}

/// The first row of a text field on screen when its cursor is in `row`.
pub(super) fn editor_top(row: usize, area: Area) -> usize {
    (row + 1).saturating_sub(usize::from(area.h))
}

fn library(state: &mut State, config: &Config, mouse: Mouse) -> Vec<Effect> {
    let height = state.library_height();
    match mouse.action {
        MouseAction::WheelDown => state.library.step(config.screen.wheel as isize, height),
        MouseAction::WheelUp => state.library.step(-(config.screen.wheel as isize), height),
        MouseAction::Press if mouse.y >= 2 && usize::from(mouse.y - 2) < height => {
            let at = state.library.top + usize::from(mouse.y - 2);
            if at < state.library.shown().len() {
                // A click selects, a click on the selected one opens.
                let again = state.library.selected == at;
                state.library.selected = at;
                if again && let Some(item) = state.library.selected_item() {
                    return super::library::open(state, item);
                }
            }
        }
        _ => {}
    }
    Vec::new()
}

fn notes(state: &mut State, config: &Config, mouse: Mouse) -> Vec<Effect> {
    let height = state.board_height();
    match mouse.action {
        MouseAction::WheelDown => state.board.step(config.screen.wheel as isize, height),
        MouseAction::WheelUp => state.board.step(-(config.screen.wheel as isize), height),
        MouseAction::Press if mouse.y >= 2 && usize::from(mouse.y - 2) < height => {
            let row = state.board.rows.get(state.board.top + usize::from(mouse.y - 2));
            if let Some(&(BoardRow::Words(at) | BoardRow::Body(at))) = row {
                // A click selects, a click on the selected one opens.
                if state.board.selected == at {
                    return super::board::run(state, config, Command::Activate, 1);
                }
                state.board.selected = at;
            }
        }
        _ => {}
    }
    Vec::new()
}

fn reader(state: &mut State, config: &Config, mouse: Mouse) -> Vec<Effect> {
    let frame = state.frame();
    let over_list = frame.sidebar.is_some_and(|area| area.contains(mouse.x, mouse.y));
    match mouse.action {
        MouseAction::WheelDown | MouseAction::WheelUp => {
            let lines = isize::from(config.screen.wheel as i16);
            let by = if mouse.action == MouseAction::WheelDown { lines } else { -lines };
            let Some(reader) = &mut state.reader else { return Vec::new() };
            if let Some(area) = frame.sidebar.filter(|_| over_list) {
                reader.sidebar.scroll(by, usize::from(area.h).saturating_sub(2));
            } else {
                reader.scroll(by, usize::from(frame.text.h), usize::from(config.screen.scroll_margin));
            }
        }
        MouseAction::Press if over_list => {
            let Some(area) = frame.sidebar else { return Vec::new() };
            click_list(state, config, area, mouse);
        }
        MouseAction::Press if frame.article.contains(mouse.x, mouse.y) => {
            state.in_sidebar = false;
            let Some(at) = byte_at(state, mouse) else { return Vec::new() };
            let Some(reader) = &mut state.reader else { return Vec::new() };
            reader.selection = None;
            reader.aim = Aim::Any;
            reader.put_cursor(at);
        }
        MouseAction::Drag if frame.article.contains(mouse.x, mouse.y) && !state.in_sidebar => {
            let Some(at) = byte_at(state, mouse) else { return Vec::new() };
            let Some(reader) = &mut state.reader else { return Vec::new() };
            if at != reader.cursor {
                let anchor = reader.selection.map_or(reader.cursor, |s| s.anchor);
                reader.selection = Some(Selection { anchor });
                reader.put_cursor(at);
            }
        }
        MouseAction::Release => {
            let selected = state.reader.as_ref().is_some_and(|r| r.selection.is_some());
            if selected {
                state.say("Selected: a adds a note, y copies, Esc leaves");
            }
        }
        _ => {}
    }
    Vec::new()
}

/// The byte of the article under the mouse.
fn byte_at(state: &State, mouse: Mouse) -> Option<usize> {
    let area = state.frame().text;
    let reader = state.reader.as_ref()?;
    let row = usize::from(mouse.y.saturating_sub(area.y));
    let rows = reader.page.rows(reader.text(), reader.top, row + 1);
    let row = rows.get(row).or(rows.last())?;
    let line = row.line.or_else(|| reader.page.block(row.block).map(|b| b.span))?;
    Some(byte_at_column(reader.text(), line, usize::from(mouse.x.saturating_sub(area.x))))
}

fn click_list(state: &mut State, config: &Config, area: Area, mouse: Mouse) {
    let Some(reader) = &mut state.reader else { return };
    reader.selection = None;
    if mouse.y == area.y {
        // The row of the three lists' names.
        let column = usize::from(mouse.x - area.x);
        let names = list_names(reader);
        let clicked = names.iter().rev().find(|(_, begins, _)| *begins <= column);
        super::lists::show(state, clicked.map_or(List::Entities, |(list, ..)| *list));
        return;
    }
    let Some(row) = usize::from(mouse.y - area.y).checked_sub(2).map(|row| row + reader.sidebar.top()) else {
        return;
    };
    let item = reader.sidebar.rows.get(row).and_then(|row| row.item());
    state.in_sidebar = true;
    if let Some(item) = item {
        super::lists::select(state, config, item);
    }
}
