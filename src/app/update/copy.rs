//! Copying: a quote as a citation, a name, a note, or what is selected.

use super::editor::{self, On};
use super::notes;
use crate::app::msg::Effect;
use crate::app::sidebar::List;
use crate::app::state::State;
use crate::export;
use crate::text::SafeText;

/// The longest text that is copied, in bytes. Some terminals take no more.
const LONGEST: usize = 64 << 10;

pub(super) fn run(state: &mut State) -> Vec<Effect> {
    let Some(words) = words(state) else {
        state.say("Nothing here to copy: v selects words, ]q and ]e go to a quote or a name");
        return Vec::new();
    };
    // What a terminal, or whoever pastes, might obey stays out of it.
    let words = SafeText::new(words.trim());
    let length = words.as_str().len();
    if length > LONGEST {
        state.say(format!("That is too much to copy: {} kB of at most {}", length >> 10, LONGEST >> 10));
        return Vec::new();
    }
    state.say(format!("Copied: {words}"));
    vec![Effect::Copy(words)]
}

fn words(state: &State) -> Option<String> {
    let reader = state.reader.as_ref()?;
    let article = &reader.article;
    if let Some(span) = reader.selected() {
        return Some(export::passage(article, span)).filter(|_| !span.of(reader.text()).trim().is_empty());
    }
    if state.in_sidebar && reader.sidebar.list == List::Notes {
        let mark = notes::note_here(state).and_then(|at| reader.notes.get(at));
        let correction = notes::correction_here(state).and_then(|at| reader.corrections.get(at));
        return mark.map(|m| m.note.body.clone()).or_else(|| correction.map(|m| m.correction.summary()));
    }
    let marks = reader.marks.as_ref()?;
    let on = editor::subject(state);
    let quote = match on {
        On::Quote(at) => Some(at),
        _ if state.in_sidebar => None,
        _ => marks.quote_at(reader.cursor),
    };
    match (quote, on) {
        (Some(at), _) => Some(export::citation(article, &marks.analysis, &marks.hand, at)),
        (None, On::Entity(id, _)) => {
            let entity = marks.analysis.entity(id)?;
            let role = entity.role.map(|role| role.span.of(reader.text()));
            Some(role.map_or_else(|| entity.name.clone(), |role| format!("{}, {role}", entity.name)))
        }
        _ => None,
    }
}
