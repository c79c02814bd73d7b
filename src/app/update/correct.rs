//! Putting right what the machine found: which words a correction is on, what
//! it asks, and making it.

use super::{editor, notes, prompt, undo};
use crate::app::asked::{About, Asked, anchor, entity_info, named};
use crate::app::marks::Marks;
use crate::app::msg::Effect;
use crate::app::reader::{Reader, Step};
use crate::app::sidebar::List;
use crate::app::state::State;
use crate::config::Command;
use crate::correct::Speaker;
use crate::nlp::{Entity, EntityId, MentionKind, QuoteKind};
use crate::notes::{Change, Correction, Fix, Target, Thing, Voice};
use crate::text::{CodePoints, Span};
use editor::On;

const NO_ENTITY: &str = "There is no entity here: ]e goes to the next one, ce marks what is selected as one";
const NO_QUOTE: &str = "There is no quote here: ]q goes to the next one, cq marks what is selected as one";

pub(super) fn run(state: &mut State, command: Command) -> Vec<Effect> {
    use Command as C;
    let Some(marks) = state.reader.as_ref().and_then(|r| r.marks.clone()) else {
        state.say("The article is still being analysed");
        return Vec::new();
    };
    match command {
        C::RetypeEntity | C::RenameEntity | C::MergeEntity => ask_of_entity(state, &marks, command),
        C::SplitMention => ask_of_mention(state, &marks),
        C::MarkEntity | C::MarkQuote => ask_of_selection(state, command),
        C::SetSpeaker => match quote_here(state, &marks) {
            Some(at) => {
                let extent = marks.analysis.quotes.get(at).map_or(Span::new(0, 0), |q| q.extent());
                ask(state, extent, About::Speaker, "");
            }
            None => state.say(NO_QUOTE),
        },
        C::ConfirmSpeaker => return confirm(state, &marks),
        C::DismissMention => return dismiss_mention(state, &marks),
        C::Dismiss => return dismiss(state, &marks),
        _ => toggle_machine(state),
    }
    Vec::new()
}

/// The correction that an answer made.
pub(super) fn answered(state: &mut State, asked: &Asked, line: &str) -> Vec<Effect> {
    let Some(reader) = &state.reader else { return Vec::new() };
    let Some(marks) = reader.marks.clone() else { return Vec::new() };
    match asked.fix(line, reader.text(), &marks.analysis) {
        Ok(fix) => make(state, asked.target.clone(), fix),
        Err(instead) => {
            state.say(format!("Nothing was corrected: {instead}"));
            Vec::new()
        }
    }
}

/// What the line at the foot would do.
pub(super) fn hint(state: &State, asked: &Asked, line: &str) -> String {
    let Some(reader) = &state.reader else { return String::new() };
    let Some(marks) = &reader.marks else { return String::new() };
    let choice = asked.completions(line, &marks.analysis).into_iter().next().filter(|_| !line.is_empty());
    match asked.fix(line, reader.text(), &marks.analysis) {
        Ok(fix) if makes_a_name(&fix) => match choice {
            Some(name) => format!("new name; Tab: {name}"),
            None => "new name".to_owned(),
        },
        Ok(fix) => {
            let (id, created) = (String::new(), state.now);
            Correction { id, created, target: asked.target.clone(), fix }.summary()
        }
        Err(instead) => choice.map_or(instead, |name| format!("Tab: {name}")),
    }
}

/// Whether a typed name is none of the article's.
fn makes_a_name(fix: &Fix) -> bool {
    match fix {
        Fix::Split { becomes: Thing::New(_), .. } => true,
        Fix::Speaker(voice) | Fix::MarkQuote { speaker: voice, .. } => matches!(voice, Some(Voice::Name(_))),
        _ => false,
    }
}

/// Takes back a correction of the list.
pub(super) fn take_back(state: &mut State, at: usize) -> Vec<Effect> {
    let Some(mark) = state.reader.as_ref().and_then(|r| r.corrections.get(at)) else { return Vec::new() };
    let correction = mark.correction.clone();
    let Some(info) = state.reader.as_ref().map(|reader| reader.info.clone()) else { return Vec::new() };
    undo::remember_change(state, &info, Step::TakenBack(correction.clone()));
    state.say("Correction taken back; u makes it again");
    notes::change(state, &info, vec![Change::TakeBack(correction.id)])
}

fn make(state: &mut State, target: Target, fix: Fix) -> Vec<Effect> {
    let correction = Correction { id: state.next_id(), created: state.now, target, fix };
    if let Some(reader) = &mut state.reader {
        reader.shows_machine = false;
        reader.selection = None;
    }
    let Some(info) = state.reader.as_ref().map(|reader| reader.info.clone()) else { return Vec::new() };
    undo::remember_change(state, &info, Step::Corrected(correction.clone()));
    let effects = notes::change(state, &info, vec![Change::Correct(correction.clone())]);
    let lost = state.reader.as_ref().and_then(|r| r.lost.iter().find(|lost| lost.id == correction.id));
    state.say(match lost {
        None => format!("{}; u takes it back", correction.summary()),
        Some(lost) => format!("{}: {}; u takes it back", correction.summary(), lost.why.words()),
    });
    effects
}

fn ask(state: &mut State, span: Span, about: About, line: &str) {
    let Some(reader) = &state.reader else { return };
    let target = target(reader, span);
    prompt::open_correct(state, Asked { target, about }, line);
}

fn target(reader: &Reader, span: Span) -> Target {
    Target::at(reader.text(), &CodePoints::new(reader.text()), span)
}

/// The entity that a command is about, and its mention here.
fn entity_here(state: &State, marks: &Marks) -> Option<(EntityId, Span)> {
    match editor::subject(state) {
        On::Entity(id, span) => Some((id, span)),
        // A name inside a statement.
        On::Quote(_) if !state.in_sidebar => {
            let cursor = state.reader.as_ref()?.cursor;
            marks.mention_at(cursor).map(|m| (m.entity, m.span))
        }
        _ => None,
    }
}

/// The statement that a command is about: the selected one, the one under the
/// cursor, or the one whose source or cue is there.
fn quote_here(state: &State, marks: &Marks) -> Option<usize> {
    let reader = state.reader.as_ref()?;
    if state.in_sidebar {
        return reader.sidebar.selected().filter(|_| reader.sidebar.list == List::Quotes);
    }
    let names = |span: Option<Span>| span.is_some_and(|span| span.contains(reader.cursor));
    let mut quotes = marks.analysis.quotes.iter();
    marks.quote_at(reader.cursor).or_else(|| quotes.position(|q| names(q.source) || names(q.cue)))
}

fn ask_of_entity(state: &mut State, marks: &Marks, command: Command) {
    let found = entity_here(state, marks);
    let Some((entity, span)) = found.and_then(|(id, span)| Some((marks.analysis.entity(id)?, span))) else {
        state.say(NO_ENTITY);
        return;
    };
    let info = entity_info(entity);
    let line = if command == Command::RenameEntity { entity.name.as_str() } else { "" };
    let about = match command {
        Command::RetypeEntity => About::Type(info),
        Command::RenameEntity => About::Name(info),
        _ => About::Into(info),
    };
    ask(state, telling(entity, span), about, line);
}

/// The mention by which a correction names an entity: this one if it is a name.
fn telling(entity: &Entity, here: Span) -> Span {
    let is_name = entity.mentions.iter().any(|m| m.span == here && m.kind == MentionKind::Name);
    if is_name { here } else { anchor(entity).unwrap_or(here) }
}

fn ask_of_mention(state: &mut State, marks: &Marks) {
    let found = entity_here(state, marks);
    let Some((entity, span)) = found.and_then(|(id, span)| Some((marks.analysis.entity(id)?, span))) else {
        state.say(NO_ENTITY);
        return;
    };
    ask(state, span, About::Split(entity_info(entity)), "");
}

fn ask_of_selection(state: &mut State, command: Command) {
    let Some(reader) = &state.reader else { return };
    let span = reader.selected().map(|span| span.trim(reader.text())).filter(|span| !span.is_empty());
    let Some(span) = span else {
        state.say("Select the words first: v begins, iw, is and ip take a word, a sentence, a paragraph");
        return;
    };
    if command == Command::MarkEntity {
        ask(state, span, About::Mark, "");
        return;
    }
    let paragraph = reader.article.paragraphs.get(reader.article.paragraph_at(span.start));
    let start = paragraph.map_or(span.start, |p| p.span.start.min(span.start));
    let (content, kind) = cited(reader.text(), start, span);
    if content.is_empty() {
        state.say("There are no words between these marks");
        return;
    }
    ask(state, content, About::Quote(kind.name()), "");
}

/// The words of a statement without the marks around them, and whether they
/// are cited word by word. `start` is where their paragraph begins.
fn cited(text: &str, start: usize, span: Span) -> (Span, QuoteKind) {
    const OPEN: [char; 5] = ['“', '„', '«', '「', '"'];
    const CLOSE: [char; 5] = ['”', '“', '»', '」', '"'];
    let is_mark = |c: char| OPEN.contains(&c) || CLOSE.contains(&c);
    let words = span.of(text);
    if let Some(first) = words.chars().next().filter(|c| OPEN.contains(c))
        && let Some(last) = words.chars().next_back().filter(|c| CLOSE.contains(c))
        && words.len() >= first.len_utf8() + last.len_utf8()
    {
        let inner = Span::new(span.start + first.len_utf8(), span.end - last.len_utf8());
        if !inner.of(text).contains(is_mark) {
            return (inner.trim(text), QuoteKind::Direct);
        }
    }
    if words.contains(is_mark) {
        return (span, QuoteKind::Mixed);
    }
    // Straight marks open and close alike: an odd one before is open.
    let before = text.get(start..span.start).unwrap_or("");
    let is_open = before.chars().filter(|&c| is_mark(c)).count() % 2 == 1;
    (span, if is_open { QuoteKind::Direct } else { QuoteKind::Indirect })
}

fn confirm(state: &mut State, marks: &Marks) -> Vec<Effect> {
    let Some(reader) = &state.reader else { return Vec::new() };
    let text = reader.text();
    let Some(at) = quote_here(state, marks) else {
        state.say(NO_QUOTE);
        return Vec::new();
    };
    match marks.speaker(text, at) {
        Speaker::Known(name, _) if marks.hand.has_quote(at) => {
            let said = format!("{name}: you said so already");
            state.say(said);
        }
        Speaker::Known(_, Some(id)) | Speaker::Guess(_, id) => {
            let extent = marks.analysis.quotes.get(at).map_or(Span::new(0, 0), |q| q.extent());
            let target = target(reader, extent);
            if let Some(named) = named(text, &marks.analysis, id) {
                return make(state, target, Fix::Speaker(Some(Voice::Entity(named))));
            }
        }
        _ => state.say("Nobody is named here whom you could confirm: cw says who it was"),
    }
    Vec::new()
}

fn dismiss(state: &mut State, marks: &Marks) -> Vec<Effect> {
    let Some(reader) = &state.reader else { return Vec::new() };
    match editor::subject(state) {
        On::Entity(id, span) => {
            let Some(entity) = marks.analysis.entity(id) else { return Vec::new() };
            let target = target(reader, telling(entity, span));
            make(state, target, Fix::DismissEntity { entity: entity_info(entity) })
        }
        On::Quote(at) => {
            let Some(quote) = marks.analysis.quotes.get(at) else { return Vec::new() };
            let target = target(reader, quote.extent());
            make(state, target, Fix::DismissQuote)
        }
        On::Article | On::Passage(_) => {
            state.say("There is no entity and no quote here; ]e and ]q go to the next one");
            Vec::new()
        }
    }
}

fn dismiss_mention(state: &mut State, marks: &Marks) -> Vec<Effect> {
    let Some(reader) = &state.reader else { return Vec::new() };
    let found = entity_here(state, marks);
    let Some((entity, span)) = found.and_then(|(id, span)| Some((marks.analysis.entity(id)?, span))) else {
        state.say(NO_ENTITY);
        return Vec::new();
    };
    let target = target(reader, span);
    make(state, target, Fix::DismissMention { entity: entity_info(entity) })
}

/// Shows what the machine found, or the corrections again.
fn toggle_machine(state: &mut State) {
    let Some(reader) = &mut state.reader else { return };
    if reader.corrections.is_empty() {
        state.say("You have corrected nothing here: this is what the machine found");
        return;
    }
    reader.shows_machine = !reader.shows_machine;
    reader.correct();
    let shows_machine = reader.shows_machine;
    state.notes_version += 1;
    state.say(match shows_machine {
        true => "What the machine found; co shows your corrections again",
        false => "With your corrections",
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_is_cited_or_not() {
        let text = "He said “We knew” and left. She said that “all” was well. \"A, b\" 「日」 “”";
        for (words, content, kind) in [
            ("“We knew”", "We knew", QuoteKind::Direct),
            ("We knew", "We knew", QuoteKind::Direct),
            ("knew", "knew", QuoteKind::Direct),
            ("and left", "and left", QuoteKind::Indirect),
            ("that “all” was well", "that “all” was well", QuoteKind::Mixed),
            (
                "“We knew” and left. She said that “all”",
                "“We knew” and left. She said that “all”",
                QuoteKind::Mixed,
            ),
            ("\"A, b\"", "A, b", QuoteKind::Direct),
            ("「日」", "日", QuoteKind::Direct),
            ("“”", "", QuoteKind::Direct),
        ] {
            let at = text.find(words).unwrap();
            let (span, found) = cited(text, 0, Span::new(at, at + words.len()));
            assert_eq!((span.of(text), found), (content, kind), "{words}");
        }
    }
}
