//! All notes of an article as one text for an editor, and what was changed in
//! it there.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use super::{ArticleInfo, Change, Note, NotesFile, ParseProblem, render};

/// What stands on top of the text.
const HEAD: &str = "\
# Your notes on the article below. Save and leave the editor to take over what
# you changed; leave it without saving to change nothing.
# A note that you take out, from its [[note]] to the next one, goes to the
# trash. Leave the ids as they are: a note is known by its id. Nothing but the
# notes is taken over.

";

/// The notes of an article as a text to edit: a notes file with a word on how
/// to edit it.
pub fn sheet(article: &ArticleInfo, notes: &[Note]) -> String {
    format!("{HEAD}{}", render(article, notes, &[]))
}

/// What was changed in the text that [`sheet`] made of `notes`: one change for
/// each note, made on the note as it was. What is changed counts as modified
/// `now`.
///
/// # Errors
/// Where the text, or one note in it, cannot be read. Nothing is then guessed
/// about the others: a note that is not understood would seem to be deleted.
pub fn changes(text: &str, notes: &[Note], now: Timestamp) -> Result<Vec<Change>, ParseProblem> {
    let file = NotesFile::parse(text)?;
    if let Some(problem) = file.left_out() {
        return Err(problem.clone());
    }
    // Two versions between git's marks are no text that anybody edited.
    if file.to_string() != text
        && let Some(problem) = file.problems().first()
    {
        return Err(problem.clone());
    }
    let before: HashMap<&str, &Note> = notes.iter().map(|note| (note.id.as_str(), note)).collect();
    let mut changes = Vec::new();
    for note in file.notes() {
        let base = before.get(note.id.as_str()).copied();
        // Dates are written to the second.
        let same = base.is_some_and(|base| base.is_same(note));
        if !same {
            let dated = base.is_some_and(|base| base.modified.as_second() != note.modified.as_second());
            let modified = if dated { note.modified } else { now };
            let created = base.filter(|b| b.created.as_second() == note.created.as_second());
            let created = created.map_or(note.created, |base| base.created);
            let note = Note { modified, created, ..note.clone() };
            changes.push(Change::Put { note, base: base.cloned() });
        }
    }
    let kept: HashSet<&str> = file.notes().iter().map(|note| note.id.as_str()).collect();
    let gone = |note: &&Note| !kept.contains(note.id.as_str());
    changes.extend(notes.iter().filter(gone).cloned().map(Change::Remove));
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::{NoteKind, Status};

    fn note(id: &str, body: &str) -> Note {
        let at = Timestamp::from_second(1_760_000_000).unwrap();
        Note { body: body.to_owned(), ..Note::new(id, NoteKind::Article, at) }
    }

    fn notes() -> Vec<Note> {
        vec![note("01JGX2M8QK4T0000000000000A", "one"), note("01JGX2M8QK4T0000000000000B", "two\n\nlines")]
    }

    fn now() -> Timestamp {
        Timestamp::from_second(1_770_000_000).unwrap()
    }

    fn told(text: &str) -> String {
        let info = ArticleInfo { id: "blake3:1".to_owned(), title: "A\nb".to_owned(), ..Default::default() };
        assert!(sheet(&info, &notes()).contains("id = \"blake3:1\""));
        match changes(text, &notes(), now()) {
            Err(problem) => format!("line {}", problem.line),
            Ok(changes) => {
                let told = changes.iter().map(|change| match change {
                    Change::Put { note, base } => {
                        assert_eq!(note.modified, now());
                        let status = note.status.map_or("", Status::name);
                        let was = if base.is_some() { "changed" } else { "new" };
                        format!("{was} {:?} {status}", note.body)
                    }
                    Change::Remove(note) => format!("gone {:?}", note.body),
                    other => format!("{other:?}"),
                });
                told.collect::<Vec<_>>().join(", ").trim_end().to_owned()
            }
        }
    }

    #[test]
    fn what_was_changed_in_the_editor_is_a_change_of_that_note() {
        let info = ArticleInfo { id: "blake3:1".to_owned(), title: "A".to_owned(), ..Default::default() };
        let text = sheet(&info, &notes());
        assert_eq!(told(&text), "");
        assert_eq!(told(&text.replace('\n', "\r\n")), "", "line ends are none");
        assert_eq!(told(&text.replace("one", "First")), "changed \"First\"");
        let status = text.replacen("tags = []", "tags = []\nstatus = \"verified\"", 1);
        assert_eq!(told(&status), "changed \"one\" verified");
        let second = text.rfind("[[note]]").unwrap();
        assert_eq!(told(&text[..second]), "gone \"two\\n\\nlines\"");
        let new = format!(
            "{text}\n[[note]]\nid = \"01JGX2M8QK4T0000000000000C\"\nkind = \"article\"\nbody = \"n\"\nmodified = 2026-02-02T02:40:00Z\n"
        );
        assert_eq!(told(&new), "new \"n\"");
    }

    #[test]
    fn a_text_that_is_not_understood_changes_nothing() {
        let info = ArticleInfo { id: "blake3:1".to_owned(), title: "A".to_owned(), ..Default::default() };
        let text = sheet(&info, &notes());
        let line = |wanted: &str, text: &str| {
            let at = text.lines().position(|line| line.starts_with(wanted)).unwrap();
            format!("line {}", at + 1)
        };
        let unended = text.replacen("tags = []", "tags = [", 1);
        assert!(told(&unended).starts_with("line "), "{}", told(&unended));
        let kind = text.replacen("kind = \"article\"", "kind = \"letter\"", 1);
        assert_eq!(told(&kind), line("kind", &kind));
        let idless = text.replacen("id = \"01JGX2M8QK4T0000000000000A\"\n", "", 1);
        assert_eq!(told(&idless), line("[[note]]", &idless));
        let twice = text.replace("000B", "000A");
        assert!(told(&twice).starts_with("line "), "{}", told(&twice));
        assert!(told("").starts_with("line "));
        let marks = format!("<<<<<<< ours\n{text}=======\n{text}>>>>>>> theirs\n");
        assert!(told(&marks).starts_with("line "), "{}", told(&marks));
    }
}
