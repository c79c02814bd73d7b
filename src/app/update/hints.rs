//! What the status line offers: what is here, and the keys that fit it.

use crate::app::reader::{Here, Walk};
use crate::app::sidebar::List;
use crate::app::state::{Overlay, State, View};
use crate::config::{Command, Config, Context};

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
        _ => {}
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
        return with(what, &[(C::AddNote, "note"), (C::SelectSentence, "sentence"), (C::Back, "leave")]);
    }
    if state.in_sidebar {
        return match reader.sidebar.list {
            List::Entities => offer(&[
                (C::Activate, "focus"),
                (C::AddNote, "note"),
                (C::NextList, "next list"),
                (C::ToggleSidebar, "article"),
            ]),
            List::Quotes => offer(&[
                (C::Activate, "go there"),
                (C::AddNote, "note"),
                (C::NextList, "next list"),
                (C::ToggleSidebar, "article"),
            ]),
            List::Notes => offer(&[
                (C::Activate, "go there"),
                (C::EditNote, "edit"),
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
            with(format!("{name} · {kind}"), &[(C::Activate, "focus"), edit])
        }
        (Here::Quote(quote), Some(analysis)) => {
            let quote = &analysis.quotes[quote];
            let what = match (analysis.speaker(quote), quote.is_doubtful()) {
                (Some(speaker), false) => format!("❝ {}", speaker.name),
                (Some(speaker), true) => format!("❝ speaker not certain: {}?", speaker.name),
                (None, _) => match quote.source {
                    Some(source) => format!("❝ {}", source.of(reader.text())),
                    None => "❝ speaker unknown".to_owned(),
                },
            };
            with(what, &[edit, (C::Activate, "statements")])
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
