//! Drawing: the only room that knows ratatui. It draws what the state says and
//! changes nothing.

mod article;
mod board;
mod editor;
mod help;
mod library;
mod paint;
mod review;
mod sidebar;
mod status;

use ratatui::Frame;

use crate::app::{Overlay, State, View};
use crate::config::{Role, Theme};
use paint::Painter;

/// Draws the whole screen.
pub fn view(state: &State, theme: &Theme, frame: &mut Frame<'_>) {
    let mut painter = Painter::new(frame.buffer_mut(), theme);
    painter.ground(Role::Text);
    let mut cursor = None;
    match (&state.overlay, state.view, &state.reader) {
        (Some(Overlay::Help(page)), ..) => help::draw(&mut painter, state, page),
        (Some(Overlay::Review(shown)), _, Some(reader)) => review::draw(&mut painter, state, reader, shown),
        (Some(Overlay::Sheet(sheet)), ..) => board::sheet(&mut painter, state, sheet),
        (_, View::Notes, _) => board::draw(&mut painter, state),
        (_, View::Reader, Some(reader)) => {
            let areas = state.frame();
            // On a narrow screen the lists lie over the article.
            if areas.sidebar != Some(areas.article) {
                article::draw(&mut painter, state, reader, &areas);
            }
            if let Some(area) = areas.sidebar {
                sidebar::draw(&mut painter, state, reader, area);
            }
            status::rules(&mut painter, &areas);
            status::header(&mut painter, reader, &areas);
        }
        _ => library::draw(&mut painter, state),
    }
    if let Some(Overlay::Editor(editor)) = &state.overlay {
        cursor = Some(editor::draw(&mut painter, state, editor));
    }
    let typed = status::line(&mut painter, state);
    if let Some((x, y)) = cursor.or(typed) {
        let area = frame.area();
        if x < area.width && y < area.height {
            frame.set_cursor_position((x, y));
        }
    }
}
