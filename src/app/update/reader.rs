//! The article: opening it, moving in it, focusing, selecting.

use std::sync::Arc;

use super::motion;
use crate::Error;
use crate::app::library::Counts;
use crate::app::marks::Marks;
use crate::app::msg::{Effect, Opened};
use crate::app::page::{Page, Place};
use crate::app::reader::{Aim, Focus, Here, Reader, Selection, Walk};
use crate::app::sidebar::{List, Sidebar, entity_count};
use crate::app::state::{Overlay, Prompt, PromptKind, State, Unsaved, View};
use crate::config::{Command, Config, Context};
use crate::nlp::EntityId;
use crate::notes::ArticleInfo;
use crate::text::Span;

/// What a command says that needs the open article's place in the list.
const NOT_LISTED: &str = "This article is not in the list any more";

pub(super) fn loaded(
    state: &mut State,
    config: &Config,
    generation: u64,
    result: Result<Box<Opened>, Error>,
) -> Vec<Effect> {
    if state.loading != Some(generation) {
        return Vec::new();
    }
    state.loading = None;
    let seeking = state.seeking.take().filter(|seeking| seeking.generation == generation);
    let opened = match result {
        Ok(opened) => *opened,
        Err(error) => {
            state.complain(&error);
            if let Some(seeking) = seeking {
                super::board::not_found(state, &seeking, &error);
            }
            return Vec::new();
        }
    };
    // A note belongs to the article it was begun on: that one stays.
    if matches!(state.overlay, Some(Overlay::Editor(_))) || state.set_aside.is_some() {
        state.say(format!("{} was not opened: a note is being written", opened.path));
        return Vec::new();
    }
    // Places and notes that these lines are about are those of the article
    // before.
    if let Some(Overlay::Prompt(Prompt {
        kind:
            PromptKind::Search { .. } | PromptKind::Export | PromptKind::Correct(_) | PromptKind::NotesFilter(_),
        ..
    })) = state.overlay
    {
        state.overlay = None;
    }
    let reload = state.reader.as_ref().is_some_and(|r| r.info.path.as_deref() == Some(&opened.path));
    if let Some(left) = state.reader.take() {
        state.steps.insert(left.article.id().to_owned(), (left.undo, left.redo));
    }
    let article = Arc::new(opened.article);
    // What was done in this sitting can be undone whenever the article is open.
    let (undo, redo) = state.steps.remove(article.id()).unwrap_or_default();
    let item = state.library.items.iter().position(|item| item.label == opened.path);
    let (notes, corrections) = (opened.kept.note_marks(), opened.kept.correction_marks());
    let words = article.text().split_whitespace().count();
    let mut reader = Reader {
        generation,
        item,
        info: ArticleInfo::of(&article, Some(&opened.path)),
        page: Page::new(&article, state.frame().text.w),
        top: Place::default(),
        pinned: None,
        cursor: 0,
        goal: None,
        aim: Aim::Any,
        marks: None,
        machine: None,
        shows_machine: false,
        selection: None,
        focus: None,
        search: None,
        notes,
        trash: opened.kept.trash,
        corrections,
        lost: Vec::new(),
        carried: opened.kept.carried,
        corrected: opened.kept.corrected,
        sidebar: Sidebar::default(),
        undo,
        redo,
        jumps: (Vec::new(), 0),
        words,
        article: article.clone(),
    };
    reader.anchor_notes();
    reader.correct();
    let height = usize::from(state.frame().text.h);
    reader.put_cursor(opened.position);
    if opened.position > 0 {
        let at = reader.page.locate(reader.text(), reader.cursor);
        reader.top = reader.page.walk(reader.text(), at, -((height / 3) as isize)).0;
    }
    let (came, pending) = (reader.carried.len(), reader.pending());
    state.view = View::Reader;
    state.in_sidebar = false;
    state.relinking = None;
    state.reader = Some(reader);
    state.notes_version += 1;
    show_unsaved(state);
    let warning = opened.warnings.first().cloned();
    match warning {
        Some(warning) => {
            let more = opened.warnings.len() - 1;
            let more = if more > 0 { format!(" (and {more} more)") } else { String::new() };
            state.complain(&Error::new(format!("{warning}{more}")));
        }
        None if came + pending > 0 => state.say(changed(config, came, pending)),
        None if reload => state.say("Read again from disk"),
        None if opened.position > 0 => state.say("Where you left off; gg goes to the beginning"),
        None => {}
    }
    let info = state.reader.as_ref().map(|reader| Box::new(reader.info.clone()));
    let mut effects = vec![Effect::Analyze { generation, article: article.clone() }];
    effects.extend(info.map(|info| Effect::Attend { info, article }));
    super::drafts::opened(state);
    // What is being written is not taken away for the note that was asked for.
    if let Some(seeking) = seeking.filter(|_| !matches!(state.overlay, Some(Overlay::Editor(_)))) {
        super::board::arrive(state, config, &seeking.note, seeking.edit);
    }
    effects
}

/// What opening an article says whose text has changed since notes were made on
/// it: how many came along, how many need review, and the key.
fn changed(config: &Config, came: usize, pending: usize) -> String {
    let key = config.keymap.keys_of(Context::Reader, Command::Review).first().cloned();
    let key = key.unwrap_or_else(|| format!(":{}", Command::Review.name()));
    let notes = |count| super::count_of(count, "note");
    let need = if pending == 1 { "needs" } else { "need" };
    match (came, pending) {
        (0, pending) => format!("{} {need} review: {key} shows where the words may be", notes(pending)),
        (came, 0) => {
            format!("The text has changed: {} came along, all on their words; {key} reviews", notes(came))
        }
        (came, pending) => {
            format!("The text has changed: {} came along, {pending} {need} review: {key}", notes(came))
        }
    }
}

/// What did not get to the disk is not in the notes that were read from there.
pub(super) fn show_unsaved(state: &mut State) {
    let Some(id) = state.article().map(|article| article.id().to_owned()) else { return };
    let unsaved: Vec<_> = state.unsaved.iter().filter(|u| u.save.info.id == id).cloned().collect();
    for Unsaved { save, .. } in unsaved {
        for change in &save.changes {
            super::notes::show(state, &save.info, change, Some(save.ticket));
        }
    }
}

pub(super) fn analyzed(state: &mut State, generation: u64, marks: Arc<Marks>) -> Vec<Effect> {
    let Some(reader) = state.reader.as_mut().filter(|r| r.generation == generation) else {
        return Vec::new();
    };
    if let Some(listed) = reader.item.and_then(|item| state.library.items.get_mut(item)) {
        let meta = &reader.article.meta;
        reader.article.title().clone_into(&mut listed.title);
        reader.article.id().clone_into(&mut listed.id);
        (listed.outlet, listed.published) = (meta.outlet.clone(), meta.published.clone());
        if listed.counts.is_none() {
            state.library.counted += 1;
        }
        listed.counts = Some(Counts {
            entities: entity_count(&marks),
            quotes: marks.analysis.quotes.len(),
            notes: reader.notes.len(),
        });
    }
    reader.machine = Some(marks);
    reader.correct();
    state.notes_version += 1;
    if !reader.lost.is_empty() && state.status.text.is_empty() {
        let lost = super::count_of(reader.lost.len(), "correction");
        state.say(format!("{lost} found nothing to correct; gn lists them"));
    }
    Vec::new()
}

pub(super) fn run(state: &mut State, config: &Config, command: Command, count: usize) -> Vec<Effect> {
    use Command as C;
    if state.in_sidebar && super::lists::takes(command) {
        return super::lists::run(state, config, command, count);
    }
    match command {
        C::Search => super::prompt::open_search(state),
        C::SearchWord => super::search::word(state, config),
        C::NextMatch => super::search::walk(state, config, count as isize),
        C::PrevMatch => super::search::walk(state, config, -(count as isize)),
        C::Activate => activate(state, config),
        C::Back => back(state),
        C::Review => super::review::open(state),
        C::Select => select(state),
        C::SelectWord | C::SelectSentence | C::SelectParagraph => select_unit(state, command),
        C::SwapEnds => swap_ends(state),
        C::AddNote if state.relinking.is_some() => return super::review::link(state),
        C::AddNote | C::AddArticleNote => return super::editor::add(state, command == C::AddArticleNote),
        C::EditNote | C::EditNoteExternal => {
            return super::editor::edit(state, command == C::EditNoteExternal);
        }
        C::EditAll => {
            let Some(reader) = &state.reader else { return Vec::new() };
            // Notes that the reader has to place first stay as they are.
            let placed = reader.notes.iter().filter(|mark| !(mark.is_carried && mark.needs_review()));
            let notes: Vec<_> = placed.map(|mark| mark.note.clone()).collect();
            if notes.is_empty() && !reader.notes.is_empty() {
                state.say(super::notes::PLACE_FIRST);
                return Vec::new();
            }
            return super::editor::edit_all(state, reader.info.clone(), notes);
        }
        C::TurnStatus => return super::notes::turn_status_here(state),
        C::DeleteNote => return super::notes::delete(state),
        C::ShowTrash => super::lists::show_trash(state),
        C::Restore => return super::notes::restore_here(state),
        C::Undo | C::Redo => return super::undo::undo(state, command == C::Redo),
        C::Export => super::prompt::open_export(state),
        C::RetypeEntity
        | C::RenameEntity
        | C::MergeEntity
        | C::SplitMention
        | C::Dismiss
        | C::DismissMention
        | C::MarkEntity
        | C::MarkQuote
        | C::SetSpeaker
        | C::ConfirmSpeaker
        | C::Machine => return super::correct::run(state, command),
        C::Copy => return super::copy::run(state),
        C::FilterSpeaker => super::lists::filter(state, config),
        C::ToggleSidebar => super::lists::toggle(state),
        C::HideSidebar => {
            state.show_sidebar = !state.show_sidebar;
            state.in_sidebar = false;
            state.say(if state.show_sidebar { "Lists shown" } else { "Lists hidden" });
        }
        C::ShowEntities => super::lists::show(state, List::Entities),
        C::ShowQuotes => super::lists::show(state, List::Quotes),
        C::ShowNotes => super::lists::show(state, List::Notes),
        C::NextList => super::lists::turn(state, 1),
        C::PrevList => super::lists::turn(state, -1),
        C::WidenSidebar | C::NarrowSidebar | C::WidenText | C::NarrowText | C::ResetText => {
            resize(state, config, command);
        }
        C::Zen => {
            state.zen = !state.zen;
            state.in_sidebar = false;
            state.say(if state.zen { "The article alone" } else { "Everything is back" });
        }
        C::NextArticle => return super::library::open_neighbour(state, 1),
        C::PrevArticle => return super::library::open_neighbour(state, -1),
        C::ToggleRead => match state.reader.as_ref().and_then(|r| r.item) {
            Some(item) => return super::library::mark_read(state, item),
            None => state.say(NOT_LISTED),
        },
        C::Library => return to_library(state),
        C::Quit if state.library.items.len() > 1 => return to_library(state),
        C::Quit => return super::notes::quit(state),
        C::Reload => match state.reader.as_ref().and_then(|r| r.item) {
            Some(item) => return super::library::open(state, item),
            None => state.say(NOT_LISTED),
        },
        _ => motion::run(state, config, command, count),
    }
    Vec::new()
}

fn to_library(state: &mut State) -> Vec<Effect> {
    let effects = super::library::keep_place(state);
    let item = state.reader.as_ref().and_then(|r| r.item);
    let shown = state.library.shown();
    if let Some(at) = shown.iter().position(|&shown| Some(shown) == item) {
        state.library.selected = at;
    }
    state.view = View::Library;
    state.in_sidebar = false;
    effects
}

/// Enter in the article: focus the entity here, or the speaker of the quote;
/// again, go from mentions to statements and back.
fn activate(state: &mut State, config: &Config) {
    let Some(reader) = &state.reader else { return };
    let Some(marks) = reader.marks.clone() else {
        state.say("The article is still being analysed");
        return;
    };
    let here = reader.here();
    match here {
        Here::Mention(entity, _) => match reader.focus {
            Some(Focus { entity: now, walk: Walk::Mentions }) if now == entity => {
                focus(state, config, entity, Walk::Statements);
            }
            _ => focus(state, config, entity, Walk::Mentions),
        },
        Here::Quote(quote) => match marks.analysis.quotes.get(quote).and_then(|q| q.speaker) {
            Some(speaker) => focus(state, config, speaker, Walk::Statements),
            None => state.say("Nobody is known to have said this; a adds a note"),
        },
        Here::Text => state.say("No entity and no quote here; ]e and ]q go to the next one"),
    }
}

/// Lights up an entity's mentions or statements, dims the rest, and lets n and
/// N walk them. The cursor stays, or goes to the first of them.
pub(super) fn focus(state: &mut State, config: &Config, entity: EntityId, walk: Walk) {
    let Some(reader) = &mut state.reader else { return };
    let Some(marks) = reader.marks.clone() else { return };
    let Some(name) = marks.analysis.entity(entity).map(|e| e.name.clone()) else { return };
    let before = reader.focus;
    reader.focus = Some(Focus { entity, walk });
    let spans = reader.focus_spans();
    if spans.is_empty() {
        reader.focus = before;
        state.say(format!("No statement of {name} was found"));
        return;
    }
    state.in_sidebar = false;
    if let Some(reader) = &state.reader
        && !spans.iter().any(|span| span.contains(reader.cursor))
    {
        let to = spans.iter().find(|span| span.start >= reader.cursor).unwrap_or(&spans[0]).start;
        motion::jump(state, config, to);
    }
    if let Some(reader) = &mut state.reader {
        reader.aim = if walk == Walk::Statements { Aim::Quote } else { Aim::Any };
    }
}

fn back(state: &mut State) {
    let Some(reader) = &mut state.reader else { return };
    if reader.selection.take().is_some() {
        state.say("Selection left");
    } else if state.relinking.is_some() {
        super::review::leave_link(state);
    } else if reader.focus.take().is_some() {
        state.say("Focus left");
    } else if reader.search.take().is_some() {
        state.say("Search left");
    } else if state.zen {
        state.zen = false;
        state.say("Everything is back");
    } else {
        state.say("Nothing to leave; q goes to the list of articles");
    }
}

fn select(state: &mut State) {
    let Some(reader) = &mut state.reader else { return };
    if reader.selection.take().is_some() {
        state.say("Selection left");
    } else if !reader.page.is_empty() {
        reader.selection = Some(Selection { anchor: reader.cursor });
        state.in_sidebar = false;
    }
}

fn select_unit(state: &mut State, command: Command) {
    let Some(reader) = &mut state.reader else { return };
    let span = match command {
        Command::SelectWord => motion::word_at(reader),
        Command::SelectSentence => motion::sentence_at(reader),
        _ => reader.article.paragraphs.get(reader.article.paragraph_at(reader.cursor)).map(|p| p.span),
    };
    match span.filter(|span| !span.is_empty()) {
        Some(span) => {
            select_span(reader, span);
            state.in_sidebar = false;
        }
        None => state.say("There is nothing to select here"),
    }
}

/// Selects `span`, with the cursor on its last character.
pub(super) fn select_span(reader: &mut Reader, span: Span) {
    reader.cursor = crate::app::reader::last_start(reader.text(), span);
    reader.goal = None;
    reader.selection = Some(Selection { anchor: span.start });
}

fn swap_ends(state: &mut State) {
    let Some(reader) = &mut state.reader else { return };
    if let Some(selection) = &mut reader.selection {
        std::mem::swap(&mut selection.anchor, &mut reader.cursor);
        reader.goal = None;
    }
}

fn resize(state: &mut State, config: &Config, command: Command) {
    use crate::config::Screen;
    let within = |value: u16, by: i16, range: std::ops::RangeInclusive<u16>| {
        value.saturating_add_signed(by).clamp(*range.start(), *range.end())
    };
    match command {
        Command::WidenSidebar => state.sidebar_width = within(state.sidebar_width, 2, Screen::SIDEBAR),
        Command::NarrowSidebar => state.sidebar_width = within(state.sidebar_width, -2, Screen::SIDEBAR),
        Command::WidenText => state.measure = within(state.measure, 4, Screen::MEASURE),
        Command::NarrowText => state.measure = within(state.measure, -4, Screen::MEASURE),
        _ => state.measure = config.screen.measure,
    }
    let frame = state.frame();
    match command {
        Command::WidenSidebar | Command::NarrowSidebar => match frame.sidebar {
            Some(area) => state.say(format!("Lists {} columns wide", area.w)),
            None => state.say("The lists are not on the screen: gb shows them, if it is wide enough"),
        },
        _ if frame.text.w < state.measure => {
            let room = frame.text.w;
            state.say(format!("Lines of {} columns, {room} have room", state.measure));
        }
        _ => state.say(format!("Lines of {} columns", state.measure)),
    }
}
