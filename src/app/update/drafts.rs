//! Drafts: what is handed to the journal and when, and going on with a note
//! that was begun.

use jiff::{SignedDuration, Timestamp};

use crate::Error;
use crate::app::edit::TextBox;
use crate::app::msg::Effect;
use crate::app::state::{Answer, Draft, Keeping, NoteEditor, Overlay, Question, State, View, is_on};
use crate::config::{Command, Config};
use crate::notes::{ArticleInfo, KeptDraft, Note};
use crate::text::CodePoints;

/// At most so long a text is in memory alone.
const MOMENT: SignedDuration = SignedDuration::from_secs(1);

/// After a failure, so long until the next attempt.
const PAUSE: SignedDuration = SignedDuration::from_secs(5);

/// At most so many characters are in memory alone.
const MOST: usize = 50;

/// What a key that opens drafts is called in messages.
const NONE: &str = "No note was begun and left unsaved";

/// Hands what is written to the journal where it is time for it: the open
/// editor's text after a moment, or at once if `now`; drafts that were left at
/// once. A text that is as on disk again needs no draft.
pub(super) fn keep(state: &mut State, now: bool) -> Vec<Effect> {
    let time = state.now;
    let mut effects = Vec::new();
    for draft in &mut state.drafts {
        // One that could not be kept is tried again, but not at every key.
        let now = now || draft.editor.keeping.error.is_none();
        effects.extend(hand_over(&mut draft.editor, &draft.info, time, now));
    }
    let info = state.reader.as_ref().map(|reader| &reader.info);
    if let (Some(Overlay::Editor(editor)), Some(info)) = (&mut state.overlay, info) {
        effects.extend(hand_over(editor, info, time, now));
    }
    if let (Some(editor), Some(info)) = (&mut state.set_aside, info) {
        effects.extend(hand_over(editor, info, time, now || editor.keeping.error.is_none()));
    }
    effects
}

fn hand_over(editor: &mut NoteEditor, info: &ArticleInfo, now: Timestamp, at_once: bool) -> Option<Effect> {
    let (body, tags) = (editor.body.text(), editor.tags.text());
    let before = editor.before.as_ref();
    let known = match &editor.keeping.handed {
        Some((body, tags)) => (body.as_str(), tags.clone()),
        None => before.map_or(("", String::new()), |note| (note.body.as_str(), note.tags.join(", "))),
    };
    if (body, tags) == (known.0, known.1.as_str()) {
        editor.keeping.since = None;
        return None;
    }
    if !editor.is_changed() {
        return forget(&mut editor.keeping).pop();
    }
    let difference = differing(known.0, body).max(differing(&known.1, tags));
    let keeping = &mut editor.keeping;
    let since = *keeping.since.get_or_insert(now);
    // A clock that went back must not keep the text in memory.
    let waited = now.duration_since(since).abs();
    let is_time = match keeping.error {
        Some(_) => waited >= PAUSE,
        None => waited >= MOMENT || difference >= MOST,
    };
    if !at_once && !is_time {
        return None;
    }
    keeping.since = None;
    keeping.revision += 1;
    keeping.handed = Some((body.to_owned(), tags.to_owned()));
    Some(Effect::Keep(Box::new(editor.to_kept(info))))
}

/// How many characters lie between where two texts begin and end to differ, in
/// the longer of them.
fn differing(one: &str, other: &str) -> usize {
    let start = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let rest = one.len().min(other.len()) - start;
    let end = one.bytes().rev().zip(other.bytes().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let between =
        |text: &str| text.bytes().skip(start).take(text.len() - start - end).filter(is_start).count();
    between(one).max(between(other))
}

/// Whether a byte begins a character.
fn is_start(byte: &u8) -> bool {
    (*byte as i8) >= -0x40
}

/// When the open editor's text is to be kept.
pub(super) fn due(state: &State) -> Option<Timestamp> {
    let Some(Overlay::Editor(editor)) = &state.overlay else { return None };
    let keeping = &editor.keeping;
    let pause = if keeping.error.is_some() { PAUSE } else { MOMENT };
    keeping.since?.checked_add(pause).ok()
}

/// The draft is not needed any more.
pub(super) fn forget(keeping: &mut Keeping) -> Vec<Effect> {
    if keeping.revision == 0 {
        return Vec::new();
    }
    keeping.handed = None;
    keeping.since = None;
    vec![Effect::Forget(keeping.id.clone())]
}

/// The editor that a draft of that id is of.
fn editor_of<'s>(state: &'s mut State, id: &str) -> Option<&'s mut NoteEditor> {
    let open = match &mut state.overlay {
        Some(Overlay::Editor(editor)) => Some(&mut **editor),
        _ => None,
    };
    open.into_iter()
        .chain(state.set_aside.as_deref_mut())
        .chain(state.drafts.iter_mut().map(|d| &mut d.editor))
        .find(|e| e.keeping.id == id)
}

pub(super) fn kept(state: &mut State, id: &str, revision: u64) -> Vec<Effect> {
    if let Some(editor) = editor_of(state, id) {
        editor.keeping.kept = editor.keeping.kept.max(revision);
        editor.keeping.error = None;
    }
    if state.quitting { super::notes::quit(state) } else { Vec::new() }
}

pub(super) fn not_kept(state: &mut State, id: &str, error: Error) -> Vec<Effect> {
    let now = state.now;
    if let Some(editor) = editor_of(state, id) {
        editor.keeping.handed = None;
        editor.keeping.since = Some(now);
        editor.keeping.error = Some(error.clone());
        state.complain(&Error { what: format!("What you type is not kept: {}", error.what), ..error });
    }
    if state.quitting { super::notes::quit(state) } else { Vec::new() }
}

/// Drafts were found at the start.
pub(super) fn waiting(state: &mut State, config: &Config, articles: Vec<ArticleInfo>) -> Vec<Effect> {
    state.waiting = articles;
    if state.view == View::Library {
        offer(state, config, state.waiting.len());
    }
    Vec::new()
}

/// Drafts on the open article were taken over.
pub(super) fn recovered(state: &mut State, config: &Config, found: Vec<KeptDraft>) -> Vec<Effect> {
    let Some(reader) = &state.reader else { return Vec::new() };
    let info = reader.info.clone();
    state.waiting.retain(|waiting| !is_on(waiting, &info));
    let mut effects = Vec::new();
    let mut count = 0;
    for draft in found {
        // Killed after its note was saved and before it was removed itself.
        if state.reader.as_ref().is_some_and(|r| r.notes.iter().any(|n| draft.is_saved_as(&n.note))) {
            effects.push(Effect::Forget(draft.id));
        } else if !state.drafts.iter().any(|other| other.editor.keeping.id == draft.id) {
            state.drafts.push(from_kept(draft));
            count += 1;
        }
    }
    if state.resuming.as_ref().is_some_and(|wanted| is_on(wanted, &info)) {
        opened(state);
    } else if count > 0 && state.overlay.is_none() {
        offer(state, config, count);
    }
    effects
}

/// Says that there are drafts, unless something went wrong that must be read.
fn offer(state: &mut State, config: &Config, count: usize) {
    if count == 0 || state.status.tone == crate::app::Tone::Error {
        return;
    }
    let keys = config.keymap.keys_of(state.context(), Command::OpenDraft);
    let key = keys.first().map_or(Command::OpenDraft.name(), String::as_str).to_owned();
    state.say(match count {
        1 => format!("A note you began was not saved: {key} goes on with it"),
        n => format!("{n} notes you began were not saved: {key} goes on with one"),
    });
}

fn from_kept(draft: KeptDraft) -> Draft {
    let keeping = Keeping {
        id: draft.id,
        revision: draft.revision,
        kept: draft.revision,
        handed: Some((draft.body.clone(), draft.tags.clone())),
        ..Keeping::default()
    };
    let excerpt = draft.note.target.as_ref().map_or_else(|| draft.info.title.clone(), |t| t.exact.clone());
    let editor = NoteEditor {
        title: super::editor::title(&draft.note),
        excerpt,
        body: TextBox::area(&draft.body),
        tags: TextBox::line(&draft.tags),
        in_tags: false,
        note: draft.note,
        before: draft.before,
        saving: None,
        error: None,
        keeping,
    };
    Draft { info: draft.info, editor }
}

/// Index of the draft that is offered in the open article: the one left last.
fn here(state: &State) -> Option<usize> {
    let info = &state.reader.as_ref().filter(|_| state.view == View::Reader)?.info;
    state.drafts.iter().rposition(|draft| draft.is_on(info))
}

/// Goes on with a draft: one on the open article, or else one on another, which
/// is opened first.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    if let Some(at) = here(state) {
        resume(state, at);
        return Vec::new();
    }
    let elsewhere = state.drafts.last().map(|draft| &draft.info).or(state.waiting.last());
    let Some(info) = elsewhere.cloned() else {
        state.say(NONE);
        return Vec::new();
    };
    let listed =
        state.library.items.iter().position(|item| {
            item.id == info.id || info.path.as_deref().is_some_and(|path| path == item.label)
        });
    match listed {
        Some(item) => {
            state.resuming = Some(info);
            super::library::open(state, item)
        }
        None => {
            let path = info.path.as_deref().unwrap_or("standard input");
            state.say(format!(
                "The note is on “{}” from {path}, which is not in this list: open it, or see byline notes drafts",
                info.title
            ));
            Vec::new()
        }
    }
}

/// An article was opened: where this was to go on with a draft, its editor opens.
pub(super) fn opened(state: &mut State) {
    let Some(reader) = &state.reader else { return };
    if state.resuming.as_ref().is_some_and(|wanted| is_on(wanted, &reader.info))
        && state.overlay.is_none()
        && let Some(at) = here(state)
    {
        state.resuming = None;
        resume(state, at);
    }
}

/// Opens the editor with a draft. Where its note says something else by now,
/// that is told: what is newer is never replaced.
pub(super) fn resume(state: &mut State, draft: usize) {
    let Draft { mut editor, .. } = state.drafts.remove(draft);
    let said = meanwhile(state, &editor).unwrap_or("Your draft from before");
    catch_up(state, &mut editor);
    state.overlay = Some(Overlay::Editor(Box::new(editor)));
    state.say(said);
}

/// What was changed in a note since its draft was begun, but for what the draft
/// is about, is no other version of it.
fn catch_up(state: &State, editor: &mut NoteEditor) {
    let Some(reader) = &state.reader else { return };
    let Some(mark) = reader.notes.iter().find(|mark| mark.note.id == editor.note.id) else { return };
    if let Some(before) = &mut editor.before
        && same(before, &mark.note)
    {
        before.clone_from(&mark.note);
        editor.note = reader.settled(mark, &CodePoints::new(reader.text()));
    }
}

/// What to say of a text whose note says something else by now than when it was
/// opened. Saving compares the two again, and keeps what both say.
pub(super) fn meanwhile(state: &State, editor: &NoteEditor) -> Option<&'static str> {
    let shown = state.reader.as_ref().map_or(&[][..], |reader| &reader.notes);
    let current = shown.iter().map(|shown| &shown.note).find(|note| note.id == editor.note.id);
    match (&editor.before, current) {
        (None, None) => None,
        (Some(before), Some(current)) if same(before, current) => None,
        (Some(_), None) => Some("The note was deleted meanwhile; saving your draft brings it back"),
        (_, Some(_)) => Some("The note was changed meanwhile; saving your draft keeps both versions"),
    }
}

/// Whether two notes say the same.
pub(super) fn same(one: &Note, other: &Note) -> bool {
    one.body.trim_end() == other.body.trim_end() && one.tags == other.tags
}

/// Asks whether to discard the draft that would be opened here.
pub(super) fn discard(state: &mut State) {
    let Some(draft) = here(state).and_then(|at| state.drafts.get(at)) else {
        state.say(if state.drafts.is_empty() && state.waiting.is_empty() {
            NONE
        } else {
            "No draft is on this article"
        });
        return;
    };
    let start: String = draft.editor.body.text().split_whitespace().take(6).collect::<Vec<_>>().join(" ");
    let then = Answer::Discard(draft.editor.keeping.id.clone());
    state.overlay =
        Some(Overlay::Ask(Question { text: format!("Discard the draft “{start} …”?"), then }));
}

pub(super) fn discarded(state: &mut State, id: &str) -> Vec<Effect> {
    state.drafts.retain(|draft| draft.editor.keeping.id != id);
    state.say("The draft is discarded");
    vec![Effect::Forget(id.to_owned())]
}
