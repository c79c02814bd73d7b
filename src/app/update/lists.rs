//! The lists beside the article: which is shown, what is selected, and how
//! list and article follow each other.

use super::editor::On;
use super::{motion, reader};
use crate::app::msg::Effect;
use crate::app::reader::{Aim, Here, Reader, Walk};
use crate::app::sidebar::{List, SpeakerFilter};
use crate::app::state::{Filled, State};
use crate::config::{Command, Config};
use crate::nlp::EntityId;
use crate::text::Span;

/// Whether a command means something of its own while keys go to the lists.
pub(super) fn takes(command: Command) -> bool {
    use Command as C;
    matches!(
        command,
        C::LineDown
            | C::LineUp
            | C::HalfPageDown
            | C::HalfPageUp
            | C::PageDown
            | C::PageUp
            | C::Top
            | C::Bottom
            | C::Activate
            | C::Back
    )
}

pub(super) fn run(state: &mut State, config: &Config, command: Command, count: usize) -> Vec<Effect> {
    use Command as C;
    let page = usize::from(state.frame().sidebar.map_or(1, |a| a.h)).saturating_sub(2).max(2) as isize;
    match command {
        C::LineDown => step(state, config, count as isize),
        C::LineUp => step(state, config, -(count as isize)),
        C::HalfPageDown => step(state, config, (page / 4).max(1)),
        C::HalfPageUp => step(state, config, -(page / 4).max(1)),
        C::PageDown => step(state, config, page / 2),
        C::PageUp => step(state, config, -page / 2),
        C::Top => step(state, config, isize::MIN),
        C::Bottom => step(state, config, isize::MAX),
        C::Activate => activate(state, config),
        _ if list_is_filtered(state) => show_all(state),
        _ => {
            state.in_sidebar = false;
            state.say("Back in the article");
        }
    }
    Vec::new()
}

fn list_is_filtered(state: &State) -> bool {
    let sidebar = state.reader.as_ref().map(|r| &r.sidebar);
    sidebar.is_some_and(|s| s.list == List::Quotes && s.filter.is_some())
}

/// Lists the statements of one speaker alone: of the entity or the statement
/// that is selected or under the cursor. Again, lists all.
pub(super) fn filter(state: &mut State, config: &Config) {
    let Some(reader) = &state.reader else { return };
    if reader.sidebar.filter.is_some() {
        show_all(state);
        return;
    }
    let Some(marks) = reader.marks.clone() else {
        state.say("The article is still being analysed");
        return;
    };
    let wanted = match super::editor::subject(state) {
        On::Quote(at) => Some(SpeakerFilter::of(reader.text(), &marks, at)),
        On::Entity(id, _) => marks.analysis.entity(id).map(|e| SpeakerFilter::Named(e.name.clone())),
        On::Article | On::Passage(_) => None,
    };
    let Some(wanted) = wanted else {
        state.say("There is nobody here whose statements could be listed; ]e and ]q go to the next one");
        return;
    };
    let by = match &wanted {
        SpeakerFilter::Named(name) => format!("by {name}"),
        SpeakerFilter::Unknown => "by nobody known".to_owned(),
    };
    let shown: Vec<usize> =
        (0..marks.analysis.quotes.len()).filter(|&at| wanted.lets(reader.text(), &marks, at)).collect();
    let cursor = reader.cursor;
    let Some(&first) = shown.first() else {
        state.say(format!("No statement {by} was found"));
        return;
    };
    let ends_behind = |&&at: &&usize| marks.analysis.quotes.get(at).is_some_and(|q| q.extent().end > cursor);
    let item = shown.iter().find(ends_behind).copied().unwrap_or(first);
    if let Some(reader) = &mut state.reader {
        reader.sidebar.filter = Some(wanted);
    }
    state.filled = None;
    show(state, List::Quotes);
    select(state, config, item);
    state.say(format!("{} {by}; f lists all again", super::count_of(shown.len(), "statement")));
}

fn show_all(state: &mut State) {
    if let Some(reader) = &mut state.reader {
        reader.sidebar.filter = None;
    }
    state.filled = None;
    state.say("All statements");
}

/// Shows the deleted notes below the others, or puts them out of sight.
pub(super) fn show_trash(state: &mut State) {
    let Some(reader) = &mut state.reader else { return };
    if reader.trash.is_empty() {
        state.say("No note on this article was deleted");
        return;
    }
    let shown = reader.sidebar.list == List::Notes && state.in_sidebar && reader.sidebar.shows_trash;
    reader.sidebar.shows_trash = !shown;
    let first = reader.notes.len() + reader.corrections.len();
    let count = reader.trash.len();
    state.filled = None;
    show(state, List::Notes);
    let height = state.frame().sidebar.map_or(1, |a| usize::from(a.h).saturating_sub(2));
    if shown {
        state.say("The notes");
    } else if let Some(reader) = &mut state.reader {
        reader.sidebar.select(Some(first), height);
        state.say(format!("{}; p takes one back", super::count_of(count, "deleted note")));
    }
}

pub(super) fn toggle(state: &mut State) {
    state.in_sidebar = !state.in_sidebar;
    if state.in_sidebar {
        enter(state);
    }
}

/// Shows a list and gives it the keys.
pub(super) fn show(state: &mut State, list: List) {
    let Some(reader) = &mut state.reader else { return };
    reader.sidebar.list = list;
    state.in_sidebar = true;
    enter(state);
}

/// Shows the list to the right, or to the left.
pub(super) fn turn(state: &mut State, by: isize) {
    let Some(reader) = &mut state.reader else { return };
    let at = (reader.sidebar.list as isize + by).rem_euclid(List::ALL.len() as isize);
    show(state, List::ALL[at as usize]);
}

fn enter(state: &mut State) {
    if let Some(reader) = &mut state.reader {
        reader.selection = None;
        // Walking the list moves the article: Ctrl-O comes back to here.
        reader.mark_jump();
    }
    settle(state);
    let height = state.frame().sidebar.map_or(1, |a| usize::from(a.h).saturating_sub(2));
    let Some(reader) = &mut state.reader else { return };
    // The list begins where the article is.
    if let Some(here) = item_here(reader) {
        reader.sidebar.select(Some(here), height);
    }
    if reader.sidebar.selected().is_none() {
        let first = nearest(reader).or_else(|| reader.sidebar.neighbour(0));
        reader.sidebar.select(first, height);
        if first.is_none() {
            let list = reader.sidebar.list;
            let analysing = reader.marks.is_none();
            state.say(match list {
                List::Notes => "No notes yet: Tab goes back, a adds one",
                _ if analysing => "The article is still being analysed",
                List::Entities => "No entities were found in this article",
                List::Quotes => "No quotes were found in this article",
            });
        }
    }
}

/// The quote or note that ends next behind the cursor: the list begins where
/// the article is.
fn nearest(reader: &Reader) -> Option<usize> {
    match reader.sidebar.list {
        List::Entities => None,
        List::Quotes => {
            let quotes = &reader.marks.as_ref()?.analysis.quotes;
            quotes.iter().position(|q| q.extent().end > reader.cursor).or(quotes.len().checked_sub(1))
        }
        List::Notes => reader.notes.iter().position(|n| n.span.is_some_and(|s| s.end > reader.cursor)),
    }
}

/// Selects the thing `by` things away; the article goes there too.
fn step(state: &mut State, config: &Config, by: isize) {
    let Some(reader) = &state.reader else { return };
    let Some(item) = reader.sidebar.neighbour(by) else {
        state.say("The list is empty");
        return;
    };
    if Some(item) == reader.sidebar.selected() {
        state.say(if by > 0 { "This is the last one" } else { "This is the first one" });
    }
    select(state, config, item);
}

/// Selects a thing of the shown list and shows it in the article.
pub(super) fn select(state: &mut State, config: &Config, item: usize) {
    let frame = state.frame();
    let height = frame.sidebar.map_or(1, |a| usize::from(a.h).saturating_sub(2));
    let Some(reader) = &mut state.reader else { return };
    reader.sidebar.select(Some(item), height);
    reader.focus = None;
    let list = reader.sidebar.list;
    // The article follows the list: it is no jump to come back from.
    if let Some(span) = item_span(state, list, item)
        && let Some(reader) = &mut state.reader
    {
        reader.put_cursor(span.start);
        reader.aim = if list == List::Quotes { Aim::Quote } else { Aim::Any };
        reader.show(usize::from(frame.text.h), usize::from(config.screen.scroll_margin));
    }
}

/// Where a thing of a list stands first in the article.
fn item_span(state: &State, list: List, item: usize) -> Option<Span> {
    let reader = state.reader.as_ref()?;
    match list {
        List::Notes => match item.checked_sub(reader.notes.len()) {
            Some(correction) => reader.corrections.get(correction)?.span,
            None => reader.notes.get(item)?.span,
        },
        List::Quotes => Some(reader.marks.as_ref()?.analysis.quotes.get(item)?.extent()),
        List::Entities => {
            let entity = reader.marks.as_ref()?.analysis.entities.get(item)?;
            // A name says more than a pronoun before it.
            let named = entity.mentions.iter().find(|m| m.kind == crate::nlp::MentionKind::Name);
            named.or(entity.mentions.first()).map(|m| m.span)
        }
    }
}

/// Enter on a row: focus the entity, go to the quote or the note.
fn activate(state: &mut State, config: &Config) {
    let Some(reader) = &state.reader else { return };
    let (list, Some(item)) = (reader.sidebar.list, reader.sidebar.selected()) else {
        state.say("Nothing is selected");
        return;
    };
    match list {
        List::Entities => reader::focus(state, config, EntityId(item), Walk::Mentions),
        List::Quotes => {
            let quote = reader.marks.as_ref().and_then(|m| m.analysis.quotes.get(item));
            let (start, speaker) = quote.map_or((0, None), |q| (q.extent().start, q.speaker));
            state.in_sidebar = false;
            motion::jump(state, config, start);
            if let Some(speaker) = speaker {
                reader::focus(state, config, speaker, Walk::Statements);
            }
            if let Some(reader) = &mut state.reader {
                reader.aim = Aim::Quote;
            }
        }
        List::Notes => match item_span(state, list, item) {
            Some(span) => {
                state.in_sidebar = false;
                motion::jump(state, config, span.start);
            }
            None if super::notes::deleted_here(state).is_some() => {
                state.say("This note is deleted: p takes it back");
            }
            None if item >= reader.notes.len() => {
                state.say("The words of this correction are not found; dd takes it back");
            }
            None => state.say("This note has no place in the text; e edits it"),
        },
    }
}

/// The thing of the shown list that is under the article's cursor, or in focus.
fn item_here(reader: &Reader) -> Option<usize> {
    let is_listed = |item: &usize| reader.sidebar.rows.iter().any(|row| row.item() == Some(*item));
    let item = match (reader.sidebar.list, reader.here()) {
        (List::Entities, Here::Mention(entity, _)) => Some(entity.0),
        (List::Quotes, Here::Quote(quote)) => Some(quote),
        (List::Quotes, Here::Mention(..)) => reader.marks.as_ref().and_then(|m| m.quote_at(reader.cursor)),
        (List::Notes, _) => reader.note_here(),
        _ => reader.focus.filter(|_| reader.sidebar.list == List::Entities).map(|f| f.entity.0),
    };
    item.filter(|item| reader.sidebar.filter.is_none() || is_listed(item))
}

/// Makes the rows anew where needed, and lets the list follow the article.
pub(super) fn settle(state: &mut State) {
    let frame = state.frame();
    let (notes, in_sidebar) = (state.notes_version, state.in_sidebar);
    let (Some(reader), Some(area)) = (&mut state.reader, frame.sidebar) else { return };
    let width = area.w.saturating_sub(4);
    let wanted = Filled {
        generation: reader.generation,
        list: reader.sidebar.list,
        width,
        analysed: reader.marks.is_some(),
        notes,
    };
    if state.filled != Some(wanted) {
        let counts = [reader.notes.len(), reader.corrections.len(), reader.trash.len()];
        reader.sidebar.fill(reader.article.text(), reader.marks.as_deref(), counts, width);
        state.filled = Some(wanted);
    }
    // At the very beginning nothing was gone to yet: the list shows its own.
    if in_sidebar || reader.cursor == 0 {
        return;
    }
    let here = item_here(reader);
    if here != reader.sidebar.selected() {
        reader.sidebar.select(here, usize::from(area.h).saturating_sub(2));
    }
}
