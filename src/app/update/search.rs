//! Searching in the article, and walking what was found or is in focus.

use crate::app::find::find_all;
use crate::app::reader::{Aim, Search, Walk};
use crate::app::state::State;
use crate::config::Config;
use crate::text::Span;

/// Looks for `pattern` and goes to the first match from byte `from` on.
pub(super) fn search(state: &mut State, config: &Config, pattern: &str, from: usize) {
    let height = usize::from(state.frame().text.h);
    let Some(reader) = &mut state.reader else { return };
    let found = find_all(reader.text(), pattern);
    if let Some(at) = found.iter().position(|span| span.start >= from).or((!found.is_empty()).then_some(0)) {
        reader.put_cursor(found[at].start);
        reader.show(height, usize::from(config.screen.scroll_margin));
    }
    reader.search = (!pattern.is_empty()).then(|| Search { pattern: pattern.to_owned(), found });
}

/// Looks for the word under the cursor.
pub(super) fn word(state: &mut State, config: &Config) {
    let Some(reader) = &mut state.reader else { return };
    let Some(word) = super::motion::word_at(reader).map(|span| span.of(reader.text()).to_lowercase()) else {
        state.say("There is no word under the cursor");
        return;
    };
    reader.focus = None;
    let found = find_all(reader.text(), &word);
    reader.search = Some(Search { pattern: word, found });
    walk(state, config, 1);
}

/// Goes `by` matches on. The focus goes before the search; at an end the walk
/// begins again at the other.
pub(super) fn walk(state: &mut State, config: &Config, by: isize) {
    let Some(reader) = &state.reader else { return };
    let (spans, what): (Vec<Span>, String) = match (&reader.focus, &reader.search) {
        (Some(focus), _) => {
            let what = if focus.walk == Walk::Mentions { "mention" } else { "statement" };
            let entity = reader.marks.as_ref().and_then(|m| m.analysis.entity(focus.entity));
            (reader.focus_spans(), format!("{} · {what}", entity.map_or("", |e| e.name.as_str())))
        }
        (None, Some(search)) => (search.found.clone(), format!("match for “{}”", search.pattern)),
        (None, None) => {
            state.say("Nothing to walk: / searches, Enter on a name focuses it");
            return;
        }
    };
    if spans.is_empty() {
        state.say(format!("No {what}"));
        return;
    }
    let count = spans.len() as isize;
    let cursor = reader.cursor;
    // The match under the cursor, or the gap between two, is where it starts.
    let before = spans.iter().filter(|s| s.start <= cursor).count() as isize - 1;
    let on = spans.iter().any(|s| s.contains(cursor));
    let from = if by < 0 && !on { before + 1 } else { before };
    let to = (from + by).rem_euclid(count);
    let wrapped = if from + by < 0 {
        ", from the end"
    } else if from + by >= count {
        ", from the beginning"
    } else {
        ""
    };
    super::motion::jump(state, config, spans[to as usize].start);
    if let Some(reader) = &mut state.reader {
        let statements = reader.focus.is_some_and(|f| f.walk == Walk::Statements);
        reader.aim = if statements { Aim::Quote } else { Aim::Any };
    }
    // The focus says by itself where it is.
    let is_focus = state.reader.as_ref().is_some_and(|r| r.focus.is_some());
    match (is_focus, wrapped) {
        (false, _) => state.say(format!("{what} {} of {count}{wrapped}", to + 1)),
        (true, "") => {}
        (true, wrapped) => state.say(format!("Again{}", wrapped.trim_start_matches(','))),
    }
}
