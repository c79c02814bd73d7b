//! What the status line offers: what is here, and the keys that fit it.

use crate::app::marks::Marks;
use crate::app::reader::{Here, Walk};
use crate::app::sidebar::List;
use crate::app::state::{Overlay, State, View};
use crate::config::{Command, Config, Context};
use crate::correct::Speaker;

pub(super) fn settle(state: &mut State, config: &Config) {
    state.hints = hints(state, config);
}

fn hints(state: &State, config: &Config) -> String {
    let context = state.context();
    let key = |command| config.keymap.keys_of(context, command).first().cloned();
    let offer = |pairs: &[(Command, &str)]| {
        let keys = pairs.iter().filter_map(|&(command, what)| Some(format!("{} {what}", key(command)?)));
        keys.collect::<Vec<_>>().join("   ")
    };
    let with = |what: String, pairs: &[(Command, &str)]| format!("{what}   {}", offer(pairs));
    use Command as C;
    match &state.overlay {
        Some(Overlay::Editor(editor)) if editor.error.is_some() => {
            return offer(&[(C::EditorSave, "again"), (C::SaveElsewhere, "elsewhere")]);
        }
        Some(Overlay::Editor(_)) => {
            return offer(&[
                (C::EditorSave, "save"),
                (C::EditorCancel, "keep as draft"),
                (C::EditorTags, "tags"),
                (C::EditorExternal, "editor"),
            ]);
        }
        Some(Overlay::Help(_)) => {
            return offer(&[(C::LineDown, "down"), (C::LineUp, "up"), (C::Back, "leave")]);
        }
        Some(Overlay::Review(review)) => {
            let count = state.reader.as_ref().and_then(|reader| Some(review.place(review.mark(reader)?).1));
            let places = if count > Some(1) { Some((C::NextPlace, "next place")) } else { None };
            let accept = if count > Some(0) { Some((C::AcceptPlace, "put it there")) } else { None };
            let rest = [
                (C::Relink, "select words"),
                (C::KeepOrphan, "keep without"),
                (C::AcceptAll, "all certain"),
                (C::LineDown, "next note"),
                (C::Help, "keys"),
            ];
            return offer(&accept.into_iter().chain(places).chain(rest).collect::<Vec<_>>());
        }
        _ => {}
    }
    if let Some(Overlay::Sheet(_)) = &state.overlay {
        return offer(&[(C::LineDown, "down"), (C::LineUp, "up"), (C::Back, "leave")]);
    }
    if state.view == View::Notes {
        return match (state.loading.is_some(), state.board.shows_trash) {
            (true, _) => "Opening …".to_owned(),
            (_, true) => {
                offer(&[(C::Restore, "take back"), (C::WholeNote, "all of it"), (C::ShowTrash, "notes")])
            }
            (_, false) => offer(&[
                (C::Activate, "open"),
                (C::Search, "filter"),
                (C::TurnStatus, "status"),
                (C::WholeNote, "all of it"),
                (C::ShowTrash, "trash"),
                (C::Help, "keys"),
            ]),
        };
    }
    let (View::Reader, Some(reader)) = (state.view, &state.reader) else {
        return offer(&[
            (C::Activate, "open"),
            (C::Search, "filter"),
            (C::ToggleRead, "mark read"),
            (C::Help, "keys"),
        ]);
    };
    if state.loading.is_some() {
        return "Opening …".to_owned();
    }
    let analysis = reader.marks.as_ref().map(|m| &m.analysis);
    if let Some(span) = reader.selected() {
        let words = span.of(reader.text()).split_whitespace().count();
        let what = format!("{words} {} selected", if words == 1 { "word" } else { "words" });
        return with(
            what,
            &[
                (C::AddNote, "note"),
                (C::Copy, "copy"),
                (C::Back, "leave"),
                (C::SelectSentence, "sentence"),
                (C::MarkQuote, "a quote"),
                (C::MarkEntity, "an entity"),
            ],
        );
    }
    if state.relinking.is_some() {
        return offer(&[(C::Select, "select"), (C::AddNote, "put the note here"), (C::Back, "review")]);
    }
    if state.in_sidebar {
        return match reader.sidebar.list {
            List::Entities => offer(&[
                (C::Activate, "focus"),
                (C::AddNote, "note"),
                (C::NextList, "next list"),
                (C::ToggleSidebar, "article"),
                (C::FilterSpeaker, "statements"),
                (C::RetypeEntity, "type"),
                (C::MergeEntity, "merge"),
            ]),
            List::Quotes => offer(&[
                (C::Activate, "go there"),
                (C::AddNote, "note"),
                (C::NextList, "next list"),
                (C::ToggleSidebar, "article"),
                (C::FilterSpeaker, if reader.sidebar.filter.is_some() { "all" } else { "this speaker" }),
                (C::SetSpeaker, "who said it"),
                (C::Copy, "copy"),
            ]),
            List::Notes if super::notes::deleted_here(state).is_some() => {
                offer(&[(C::Restore, "take back"), (C::ShowTrash, "put out of sight")])
            }
            List::Notes if super::notes::correction_here(state).is_some() => offer(&[
                (C::Activate, "go there"),
                (C::DeleteNote, "take back"),
                (C::Machine, "as the machine found it"),
            ]),
            List::Notes => offer(&[
                match reader.sidebar.selected().and_then(|at| reader.notes.get(at)) {
                    Some(mark) if mark.needs_review() => (C::Review, "review"),
                    _ => (C::Activate, "go there"),
                },
                (C::EditNote, "edit"),
                (C::TurnStatus, "status"),
                (C::DeleteNote, "delete"),
                (C::Export, "export"),
            ]),
        };
    }
    if let (Some(focus), Some(analysis)) = (reader.focus, analysis) {
        let name = analysis.entity(focus.entity).map_or("", |e| e.name.as_str());
        let spans = reader.focus_spans();
        let at = spans
            .iter()
            .position(|s| s.contains(reader.cursor))
            .map_or("–".to_owned(), |at| (at + 1).to_string());
        let (what, other) = match focus.walk {
            Walk::Mentions => ("mention", "statements"),
            Walk::Statements => ("statement", "mentions"),
        };
        let what = format!("{name} · {what} {at} of {}", spans.len());
        let (Context::Reader, Some(next), Some(before)) = (context, key(C::NextMatch), key(C::PrevMatch))
        else {
            return what;
        };
        return format!(
            "{what}   {next}/{before} walk   {}",
            offer(&[(C::Activate, other), (C::AddNote, "note"), (C::Back, "leave")])
        );
    }
    let noted = reader.note_here().is_some();
    let edit = if noted { (C::EditNote, "edit note") } else { (C::AddNote, "note") };
    match (reader.here(), analysis) {
        (Here::Mention(entity, _), Some(analysis)) => {
            let name = analysis.entity(entity).map_or("", |e| e.name.as_str());
            let kind = analysis.entity(entity).map_or("", |e| e.kind.name());
            let is_hers = reader.marks.as_ref().is_some_and(|m| m.hand.has_entity(entity));
            let by = if is_hers { BY_YOU } else { "" };
            with(format!("{name} · {kind}{by}"), &[(C::Activate, "focus"), edit, (C::RetypeEntity, "type")])
        }
        (Here::Quote(quote), Some(_)) => {
            let what = reader
                .marks
                .as_ref()
                .map_or(String::new(), |m| statement(reader.text(), m, quote, state.size.0 >= WIDE));
            with(what, &[edit, (C::Activate, "statements"), (C::Copy, "copy"), (C::SetSpeaker, "speaker")])
        }
        (_, None) => "Finding people and quotes …".to_owned(),
        _ if noted => offer(&[(C::EditNote, "edit note"), (C::DeleteNote, "delete"), (C::Help, "keys")]),
        _ => offer(&[
            (C::ToggleSidebar, "lists"),
            (C::NextQuote, "next quote"),
            (C::Search, "search"),
            (C::Help, "keys"),
        ]),
    }
}

/// What stands behind what the reader said herself.
const BY_YOU: &str = " · by you";

/// A screen of so many columns has room for what a speaker is, and the keys.
const WIDE: u16 = 100;

/// Who makes a statement, on a wide screen with role and cue, who cites it and
/// who says so.
fn statement(text: &str, marks: &Marks, at: usize, is_wide: bool) -> String {
    let Some(quote) = marks.analysis.quotes.get(at) else { return String::new() };
    let role = marks.analysis.speaker(quote).and_then(|speaker| speaker.role).filter(|_| is_wide);
    let role = role.map(|role| role.span.of(text));
    let mut what = match marks.speaker(text, at) {
        Speaker::Known(name, _) => match role {
            Some(role) => format!("❝ {name}, {role}"),
            None => format!("❝ {name}"),
        },
        Speaker::Guess(name, _) => format!("❝ speaker not certain: {name}?"),
        Speaker::Words(words) => format!("❝ {words}"),
        Speaker::Unknown => "❝ speaker unknown".to_owned(),
    };
    if let Some(cue) = quote.cue.filter(|_| is_wide) {
        what.push_str(&format!(" · {}", cue.of(text)));
    }
    if let Some(outer) = marks.citing(at).and_then(|outer| marks.speaker(text, outer).name()) {
        what.push_str(&format!(" · cited by {outer}"));
    }
    if marks.hand.has_quote(at) {
        what.push_str(BY_YOU);
    }
    what
}
