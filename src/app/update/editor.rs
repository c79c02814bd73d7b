//! Writing a note: what it is on, the editor, drafts, `$EDITOR`.

use super::{drafts, notes, undo};
use crate::Error;
use crate::app::asked::entity_info;
use crate::app::edit::TextBox;
use crate::app::marks::Marks;
use crate::app::msg::{Effect, Save};
use crate::app::reader::{Here, Reader, Step};
use crate::app::sidebar::List;
use crate::app::state::{Answer, Draft, EditedNotes, Keeping, NoteEditor, Overlay, Question, Sheet, State};
use crate::config::Command;
use crate::nlp::EntityId;
use crate::notes::{ArticleInfo, Change, Note, NoteKind, QuoteInfo, Target};
use crate::text::{CodePoints, Span};

/// What a note or a correction is on.
pub(super) enum On {
    Article,
    Passage(Span),
    Entity(EntityId, Span),
    Quote(usize),
}

/// Opens the editor for a new note on what is selected or under the cursor.
pub(super) fn add(state: &mut State, on_article: bool) -> Vec<Effect> {
    let on = if on_article { On::Article } else { subject(state) };
    let (now, id) = (state.now, state.next_id());
    let Some(reader) = &state.reader else { return Vec::new() };
    let note = blank(reader, &on, id, now);
    let title = title(&note);
    let excerpt = note.target.as_ref().map_or_else(|| reader.article.title().to_owned(), |t| t.exact.clone());
    let draft = state.drafts.iter().position(|draft| {
        let other = &draft.editor;
        draft.info.id == reader.info.id && other.before.is_none() && same_target(&other.note, &note)
    });
    match draft {
        Some(at) => drafts::resume(state, at),
        None => open(state, title, excerpt, note, None),
    }
    Vec::new()
}

/// Opens the editor for the note here.
pub(super) fn edit(state: &mut State, external: bool) -> Vec<Effect> {
    let Some(at) = notes::note_here(state) else {
        notes::say_no_note(state);
        return Vec::new();
    };
    let Some(reader) = &state.reader else { return Vec::new() };
    let Some(note) = reader.notes.get(at).map(|mark| mark.note.clone()) else { return Vec::new() };
    let Some(settled) = notes::changeable(state, &note.id) else {
        state.say(notes::PLACE_FIRST);
        return Vec::new();
    };
    let draft = state.drafts.iter().position(|d| d.editor.before.as_ref().is_some_and(|b| b.id == note.id));
    match draft {
        Some(at) => drafts::resume(state, at),
        None => {
            let excerpt =
                note.target.as_ref().map_or_else(|| reader.article.title().to_owned(), |t| t.exact.clone());
            open(state, title(&note), excerpt, settled, Some(note));
        }
    }
    match &state.overlay {
        Some(Overlay::Editor(editor)) if external => vec![Effect::Edit(editor.body.text().to_owned())],
        _ => Vec::new(),
    }
}

fn open(state: &mut State, title: String, excerpt: String, note: Note, before: Option<Note>) {
    let keeping = Keeping { id: state.next_id(), ..Keeping::default() };
    state.overlay = Some(Overlay::Editor(Box::new(NoteEditor {
        title,
        excerpt,
        body: TextBox::area(&note.body),
        tags: TextBox::line(&note.tags.join(", ")),
        in_tags: false,
        note,
        before,
        saving: None,
        error: None,
        keeping,
    })));
}

pub(super) fn run(state: &mut State, command: Command) -> Vec<Effect> {
    let Some(Overlay::Editor(editor)) = &mut state.overlay else { return Vec::new() };
    let field = if editor.in_tags { &mut editor.tags } else { &mut editor.body };
    match command {
        Command::EditorSave => return save(state, None),
        Command::SaveElsewhere => return super::elsewhere::find(state),
        Command::EditorCancel => return cancel(state),
        Command::EditorTags => editor.in_tags = !editor.in_tags,
        Command::EditorExternal => return vec![Effect::Edit(editor.body.text().to_owned())],
        Command::EditorUndo if !field.undo() => state.say("Nothing to undo in this text"),
        Command::EditorRedo if !field.redo() => state.say("Nothing to redo in this text"),
        Command::EditorUndo | Command::EditorRedo => {}
        other => state.say(format!("{} does nothing while a note is written", other.name())),
    }
    Vec::new()
}

/// Saves the note, in another folder than usual if one is given.
pub(super) fn save(state: &mut State, folder: Option<String>) -> Vec<Effect> {
    let now = state.now;
    let Some(Overlay::Editor(editor)) = &mut state.overlay else { return Vec::new() };
    if editor.saving.is_some() {
        state.say("Saving …");
        return Vec::new();
    }
    if !editor.is_changed() {
        if editor.before.is_none() {
            state.say("The note is empty: write something, or Esc leaves it");
        } else {
            let forget = drafts::forget(&mut editor.keeping);
            state.overlay = None;
            state.say("Nothing was changed");
            return forget;
        }
        return Vec::new();
    }
    if editor.body.text().trim().is_empty() && editor.tag_list().is_empty() {
        state.say("The note is empty: Esc leaves it, dd deletes a note");
        return Vec::new();
    }
    let note = Note {
        body: editor.body.text().to_owned(),
        tags: editor.tag_list(),
        modified: now,
        ..editor.note.clone()
    };
    editor.note.clone_from(&note);
    let base = editor.before.clone();
    let ticket = state.next_ticket();
    if let Some(Overlay::Editor(editor)) = &mut state.overlay {
        editor.saving = Some(ticket);
        editor.error = None;
    }
    let Some(info) = state.reader.as_ref().map(|reader| reader.info.clone()) else { return Vec::new() };
    let save = notes::save(state, ticket, &info, vec![Change::Put { note, base }]);
    vec![Effect::Save(Save { folder, ..save })]
}

/// The editor's note is on disk: the editor closes, and its draft can go.
/// `None` where the save was not the editor's.
pub(super) fn saved(state: &mut State, ticket: u64) -> Option<Vec<Effect>> {
    let Some(Overlay::Editor(editor)) = &mut state.overlay else { return None };
    if editor.saving != Some(ticket) {
        return None;
    }
    let mut forget = Vec::new();
    let note = editor.note.clone();
    let step = Step::Note(editor.before.clone(), Some(note.clone()));
    // What was typed while the note was written to disk is not lost.
    editor.saving = None;
    editor.before = Some(note.clone());
    if !editor.is_changed() {
        forget = drafts::forget(&mut editor.keeping);
        state.overlay = None;
        if let Some(reader) = &mut state.reader {
            reader.selection = None;
        }
    }
    let Some(info) = state.reader.as_ref().map(|reader| reader.info.clone()) else { return Some(forget) };
    let others = notes::forget_failed(state, &info, &note.id);
    go_along(state, others, ticket);
    undo::remember_change(state, &info, step);
    notes::show(state, &info, &Change::Put { note, base: None }, None);
    Some(forget)
}

pub(super) fn failed(state: &mut State, ticket: u64, error: &Error) {
    if let Some(Overlay::Editor(editor)) = &mut state.overlay
        && editor.saving == Some(ticket)
    {
        editor.saving = None;
        editor.error = Some(error.clone());
    }
}

/// Closes the editor; a changed text is kept as a draft.
fn cancel(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Editor(mut editor)) = state.overlay.take() else { return Vec::new() };
    if editor.saving.is_some() {
        state.overlay = Some(Overlay::Editor(editor));
        state.say("Saving …");
        return Vec::new();
    }
    if !editor.is_changed() {
        state.say("No note was written");
        return drafts::forget(&mut editor.keeping);
    }
    let Some(info) = state.reader.as_ref().map(|r| r.info.clone()) else { return Vec::new() };
    let again = if editor.before.is_some() { "e" } else { "a" };
    state.say(format!("Kept as a draft, not saved: {again} on the same words opens it again"));
    state.drafts.push(Draft { info, editor: *editor });
    Vec::new()
}

/// The text is back from `$EDITOR`.
pub(super) fn edited(state: &mut State, result: Result<String, Error>) -> Vec<Effect> {
    match (result, &mut state.overlay) {
        (Ok(text), Some(Overlay::Editor(editor))) => {
            // Editors end the last line; the note does not need it.
            let text = text.strip_suffix('\n').unwrap_or(&text);
            if text == editor.body.text() {
                state.say("Back from the editor, nothing changed there");
            } else {
                editor.body.replace(text);
                editor.in_tags = false;
                state.say("Back from the editor, not saved yet");
            }
        }
        (Ok(_), _) => {}
        (Err(error), _) => state.complain(&error),
    }
    Vec::new()
}

/// Lends all notes of an article to `$EDITOR`.
pub(super) fn edit_all(state: &mut State, info: ArticleInfo, all: Vec<Note>) -> Vec<Effect> {
    if all.is_empty() {
        state.say("There are no notes on this article to edit");
        return Vec::new();
    }
    let text = crate::notes::sheet(&info, &all);
    state.edited = Some(EditedNotes { info, notes: all });
    vec![Effect::EditNotes(text)]
}

/// All notes of an article are back from `$EDITOR`, in the file at `path`.
pub(super) fn notes_edited(
    state: &mut State,
    path: Option<String>,
    result: Result<String, Error>,
) -> Vec<Effect> {
    let Some(edited) = state.edited.take() else { return Vec::new() };
    let forget = path.clone().map(Effect::ForgetEdited);
    let text = match (result, &path) {
        (Ok(text), _) => text,
        (Err(error), None) => {
            state.complain(&error);
            return Vec::new();
        }
        (Err(error), Some(path)) => {
            keep(state, &error.what, path);
            return Vec::new();
        }
    };
    let changes = crate::notes::changes(&text, &edited.notes, state.now);
    let changes = match changes.map(|changes| settle(state, &edited.info, changes)) {
        _ if text.trim().is_empty() => Vec::new(),
        Ok(changes) => changes,
        // A question takes nothing away that is being written.
        Err(problem) if state.overlay.is_some() => {
            keep(state, &problem.to_string(), &path.unwrap_or_default());
            return Vec::new();
        }
        Err(problem) => {
            let question = format!("Edit again? Line {}: {}", problem.line, problem.message);
            let then = Answer::EditAgain(path.unwrap_or_default());
            state.edited = Some(edited);
            state.overlay = Some(Overlay::Ask(Question { text: question, then }));
            return Vec::new();
        }
    };
    if changes.is_empty() {
        state.say("Back from the editor, nothing was changed there");
        return forget.into_iter().collect();
    }
    let step = |change: &Change| match change {
        Change::Put { note, base } => Some(Step::Note(base.clone(), Some(note.clone()))),
        Change::Remove(note) => Some(Step::Note(Some(note.clone()), None)),
        Change::Take(_) | Change::Correct(_) | Change::TakeBack(_) => None,
    };
    let gone = changes.iter().filter(|change| matches!(change, Change::Remove(_))).count();
    let said = match (changes.len() - gone, gone) {
        (0, gone) => format!("{} deleted", super::count_of(gone, "note")),
        (put, 0) => format!("{} changed", super::count_of(put, "note")),
        (put, gone) => format!("{} changed, {gone} deleted", super::count_of(put, "note")),
    };
    let steps: Vec<Step> = changes.iter().filter_map(step).collect();
    let step = match steps.as_slice() {
        [only] => only.clone(),
        _ => Step::Several(steps),
    };
    undo::remember_change(state, &edited.info, step);
    let effects = notes::change(state, &edited.info, changes);
    state.say(format!("{said}; u takes it back"));
    // The file stays until all of it is on disk.
    if let (Some(path), Some(Effect::Save(save))) = (path, effects.first()) {
        state.edited_files.push((save.ticket, path));
    }
    effects
}

/// Changes to notes that came from earlier texts of the open article put them
/// on their words as they stand in it.
fn settle(state: &State, info: &ArticleInfo, mut changes: Vec<Change>) -> Vec<Change> {
    let Some(reader) = state.reader.as_ref().filter(|reader| reader.info.id == info.id) else {
        return changes;
    };
    for change in &mut changes {
        if let Change::Put { note, .. } = change
            && reader.notes.iter().any(|mark| mark.note.id == note.id && mark.is_carried)
            && let Some(settled) = notes::changeable(state, &note.id)
        {
            (note.target, note.was) = (settled.target, settled.was);
        }
    }
    changes
}

/// What was not understood is not edited again; says where it is.
pub(super) fn give_up(state: &mut State, path: &str) {
    state.edited = None;
    keep(state, "One of the notes could not be read", path);
}

/// Says where a text is kept that was not taken over, with room for its path.
fn keep(state: &mut State, why: &str, path: &str) {
    if state.overlay.is_none() {
        state.overlay = Some(Overlay::Sheet(Sheet::kept(why, path)));
    } else {
        state.complain(&Error::new(why).hint(format!("your text is kept in {path}")));
    }
}

/// What was edited in a file and was not saved goes along with the change
/// `ticket`, in place of others.
pub(super) fn go_along(state: &mut State, others: Vec<u64>, ticket: u64) {
    for (of, _) in state.edited_files.iter_mut().filter(|(of, _)| others.contains(of)) {
        *of = ticket;
    }
}

/// A change is on disk: the file it was edited in may go.
pub(super) fn taken_over(state: &mut State, ticket: u64) -> Vec<Effect> {
    let done = state.edited_files.extract_if(.., |(of, _)| *of == ticket);
    done.map(|(_, path)| Effect::ForgetEdited(path)).collect()
}

/// What a new note or a correction would be on.
pub(super) fn subject(state: &State) -> On {
    let Some(reader) = &state.reader else { return On::Article };
    if let Some(span) = reader.selected() {
        return On::Passage(span);
    }
    if state.in_sidebar
        && let (Some(item), Some(marks)) = (reader.sidebar.selected(), &reader.marks)
    {
        match reader.sidebar.list {
            List::Quotes => return On::Quote(item),
            List::Entities => {
                let entity = EntityId(item);
                let here = marks.mention_at(reader.cursor).filter(|m| m.entity == entity).map(|m| m.span);
                let first = || marks.analysis.entity(entity)?.mentions.first().map(|m| m.span);
                if let Some(span) = here.or_else(first) {
                    return On::Entity(entity, span);
                }
            }
            List::Notes => {}
        }
    }
    match reader.here() {
        Here::Mention(entity, span) => On::Entity(entity, span),
        Here::Quote(quote) => On::Quote(quote),
        Here::Text => On::Article,
    }
}

/// The words that a new note would be on.
pub(super) fn subject_span(state: &State) -> Option<Span> {
    match subject(state) {
        On::Article => None,
        On::Passage(span) | On::Entity(_, span) => Some(span),
        On::Quote(at) => Some(state.reader.as_ref()?.marks.as_ref()?.analysis.quotes.get(at)?.extent()),
    }
}

/// A note on that, without text.
fn blank(reader: &Reader, on: &On, id: String, now: jiff::Timestamp) -> Note {
    let text = reader.text();
    let points = CodePoints::new(text);
    let target = |span: Span| Some(Target::at(text, &points, span));
    let analysis = reader.marks.as_ref().map(|m| &m.analysis);
    let mut note = Note::new(id, NoteKind::Article, now);
    match *on {
        On::Article => {}
        On::Passage(span) => (note.kind, note.target) = (NoteKind::Passage, target(span)),
        On::Entity(entity, span) => {
            (note.kind, note.target) = (NoteKind::Entity, target(span));
            note.entity = analysis.and_then(|a| a.entity(entity)).map(entity_info);
        }
        On::Quote(at) => {
            if let Some(extent) = analysis.and_then(|a| a.quotes.get(at)).map(|quote| quote.extent()) {
                (note.kind, note.target) = (NoteKind::Quote, target(extent));
                note.quote = reader.marks.as_deref().and_then(|marks| quote_info(text, marks, at));
            }
        }
    }
    note
}

/// What is known of quote `at`, and who says so.
fn quote_info(text: &str, marks: &Marks, at: usize) -> Option<QuoteInfo> {
    let quote = marks.analysis.quotes.get(at)?;
    let role = marks.analysis.speaker(quote).and_then(|speaker| speaker.role);
    Some(QuoteInfo {
        kind: quote.kind.name().to_owned(),
        speaker: marks.speaker(text, at).name().map(str::to_owned),
        role: role.map(|role| role.span.of(text).to_owned()),
        cue: quote.cue.map(|cue| cue.of(text).to_owned()),
        by_human: marks.hand.has_quote(at),
    })
}

/// What the editor says on top.
pub(super) fn title(note: &Note) -> String {
    match note.kind {
        NoteKind::Article => "Note on the article".to_owned(),
        NoteKind::Passage => "Note on a passage".to_owned(),
        NoteKind::Entity => {
            let name = note.entity.as_ref().map_or("an entity", |e| e.name.as_str());
            format!("Note on {name}")
        }
        NoteKind::Quote => match note.quote.as_ref().and_then(|q| q.speaker.as_deref()) {
            Some(speaker) => format!("Note on a statement by {speaker}"),
            None => "Note on a statement, speaker unknown".to_owned(),
        },
    }
}

fn same_target(a: &Note, b: &Note) -> bool {
    let place = |note: &Note| note.target.as_ref().map(|t| (t.start, t.end));
    a.kind == b.kind && place(a) == place(b)
}
