mod hand;

use super::*;
use crate::notes::{EntityInfo, NoteKind, QuoteInfo, Status, Target};
use jiff::Timestamp;
use proptest::prelude::*;

const HEAD: &str = "# my notes\nformat = \"byline-notes\"\nversion = 1\nshelf = 3 # mine\n\n\
                    [article]\nid = \"blake3:00\"\ntitle = \"Strike\"\n";

const A: &str = "01JGX2M8QK4T0000000000000A";
const B: &str = "01JGX2M8QK4T0000000000000B";

/// A file with a note as its owner may have left it, and one behind it.
fn by_hand() -> String {
    format!(
        r#"{HEAD}
# first of all
[[note]] # one
  id = "{A}" # do not touch
kind = 'quote'
mine = {{ a = 1, b = [1, 2] }}
# the words
body = "Check." # with the press office
tags = [ "claim",
         "b" ] # two
# why
status = "open" # today
created = 2026-01-05T11:00:00.25+01:00
modified = 2026-01-05
extra.b = 1
zz = 2
extra.a = 1

# where
[note.target] # place
exact = "no"
prefix = "said "
start = 0x05
end = 7 # end

[note.quote]
type = "direct"
by = "machine" # really?
# last words on A

# about B
[[note]]
id = "{B}"
kind = "article"
body = ""
created = 2026-01-05T10:00:00Z
# the end
"#
    )
}

fn note(id: &str) -> Note {
    let at = "2026-01-05T10:00:00Z".parse().unwrap();
    Note { body: "Check.".to_owned(), tags: vec!["claim".to_owned()], ..Note::new(id, NoteKind::Article, at) }
}

fn deleted() -> Timestamp {
    "2026-03-01T08:00:00Z".parse().unwrap()
}

/// Deletes a note for good.
fn remove(file: &mut NotesFile, id: &str) {
    file.delete(id, deleted()).unwrap();
    file.purge(id).unwrap();
}

/// Where the records stand, of all kinds.
fn ranges(file: &NotesFile) -> Vec<Range<usize>> {
    let notes = (0..file.notes().len()).map(|index| file.notes.range(index));
    notes.chain((0..file.trash().len()).map(|index| file.trash.range(index))).collect()
}

fn parse(text: &str) -> NotesFile {
    NotesFile::parse(text).unwrap_or_else(|problem| panic!("{problem}\n{text}"))
}

#[test]
fn a_new_file_is_written_as_the_format_says() {
    let info = ArticleInfo {
        id: "blake3:00".to_owned(),
        title: "A \"strike\"".to_owned(),
        outlet: Some("AP".to_owned()),
        path: Some("/news/strike.txt".to_owned()),
        snapshot: Some("snapshots/00.txt".to_owned()),
        ..ArticleInfo::default()
    };
    let mut full = note(A);
    full.kind = NoteKind::Quote;
    full.body = "Check with the press office.\n".to_owned();
    full.color = Some("yellow".to_owned());
    full.status = Some(Status::Open);
    let (exact, prefix, suffix) = ("no".to_owned(), "said ".to_owned(), " and\nleft".to_owned());
    full.target = Some(Target { exact, prefix, suffix, start: 26, end: 28 });
    full.quote = Some(QuoteInfo {
        kind: "direct".to_owned(),
        speaker: Some("Vedant Patel".to_owned()),
        cue: Some("said".to_owned()),
        ..QuoteInfo::default()
    });
    full.entity = Some(EntityInfo { name: "Vedant Patel".to_owned(), kind: "person".to_owned() });
    let mut file = NotesFile::new(&info);
    file.put(&full).unwrap();
    let text = r#"format = "byline-notes"
version = 1

[article]
id = "blake3:00"
title = "A \"strike\""
outlet = "AP"
path = "/news/strike.txt"
snapshot = "snapshots/00.txt"

[[note]]
id = "01JGX2M8QK4T0000000000000A"
kind = "quote"
body = """
Check with the press office.
"""
tags = ["claim"]
color = "yellow"
status = "open"
created = 2026-01-05T10:00:00Z
modified = 2026-01-05T10:00:00Z
[note.target]
exact = "no"
prefix = "said "
suffix = " and\nleft"
start = 26
end = 28
[note.quote]
type = "direct"
speaker = "Vedant Patel"
cue = "said"
by = "machine"
[note.entity]
name = "Vedant Patel"
type = "person"
"#;
    assert_eq!(file.to_string(), text);
    assert_eq!(render(&info, std::slice::from_ref(&full), &[]), text);
    let read = parse(text);
    assert_eq!((read.article(), read.notes(), read.problems()), (&info, &[full][..], &[][..]));
}

#[test]
fn what_a_hand_wrote_is_read() {
    let file = parse(&by_hand());
    let [a, b] = file.notes() else { panic!("{:?}", file.problems()) };
    assert_eq!(a.created.to_string(), "2026-01-05T10:00:00.25Z");
    assert_eq!(a.modified.to_string(), "2026-01-05T00:00:00Z");
    assert_eq!((a.target.as_ref().unwrap().start, a.tags.len()), (5, 2));
    assert_eq!((b.modified, b.target.as_ref()), (b.created, None));
    for (date, read) in [
        ("2026-01-05T10:00:00", "2026-01-05T10:00:00Z"),
        ("2026-01-05T10:00Z", "2026-01-05T10:00:00Z"),
        ("2026-01-05 10:00:00.5-02:30", "2026-01-05T12:30:00.5Z"),
        ("\"2026-01-05T10:00:00Z\"", "2026-01-05T10:00:00Z"),
    ] {
        let text = format!("{HEAD}[[note]]\nid = \"{A}\"\nkind = \"article\"\ncreated = {date}\n");
        assert_eq!(parse(&text).notes()[0].created.to_string(), read);
    }
    // Without any date, the ULID tells when the note was made.
    let bare = parse(&format!("{HEAD}[[note]]\nid = \"{A}\"\nkind = \"article\"\n"));
    assert_eq!(bare.notes()[0].created.to_string(), "2025-01-06T05:50:27.571Z");
}

/// A change to the note `A`, and the lines that it takes away and adds.
type Case = (fn(&mut Note), &'static [&'static str], &'static [&'static str]);

#[test]
fn a_change_touches_only_the_keys_that_changed() {
    let cases: &[Case] = &[
        (|_| (), &[], &[]),
        (
            |n| n.body = "New\n\"lines\"".to_owned(),
            &["body = \"Check.\" # with the press office"],
            &["body = \"\"\"", "New", "\"lines\\\"\"\"\" # with the press office"],
        ),
        (|n| n.kind = NoteKind::Passage, &["kind = 'quote'"], &["kind = \"passage\""]),
        (|n| n.status = Some(Status::False), &["status = \"open\" # today"], &["status = \"false\" # today"]),
        (|n| n.status = None, &["status = \"open\" # today"], &[]),
        (|n| n.color = Some("red".to_owned()), &[], &["color = \"red\""]),
        (
            |n| n.created = "2026-02-01T00:00:00.7Z".parse().unwrap(),
            &["created = 2026-01-05T11:00:00.25+01:00"],
            &["created = 2026-02-01T00:00:00Z"],
        ),
        (|n| n.target.as_mut().unwrap().end = 9, &["end = 7 # end"], &["end = 9 # end"]),
        (|n| n.target.as_mut().unwrap().suffix = "x".to_owned(), &[], &["suffix = \"x\""]),
        (|n| n.quote.as_mut().unwrap().speaker = Some("Ana".to_owned()), &[], &["speaker = \"Ana\""]),
        (
            |n| n.quote.as_mut().unwrap().by_human = true,
            &["by = \"machine\" # really?"],
            &["by = \"human\" # really?"],
        ),
        (
            |n| n.entity = Some(EntityInfo { name: "Ana".to_owned(), kind: "person".to_owned() }),
            &[],
            &["[note.entity]", "name = \"Ana\"", "type = \"person\""],
        ),
        (|n| n.quote = None, &["", "[note.quote]", "type = \"direct\"", "by = \"machine\" # really?"], &[]),
    ];
    for (newline, mark) in [("\n", ""), ("\r\n", ""), ("\r\n", "\u{feff}")] {
        for (index, (change, gone, new)) in cases.iter().enumerate() {
            // Keys that are scattered keep their values, not always their order.
            let old = by_hand().replace("zz = 2\nextra.a = 1\n", "");
            let text = format!("{mark}{}", old.replace('\n', newline));
            let mut file = parse(&text);
            let mut note = file.notes()[0].clone();
            change(&mut note);
            file.put(&note).unwrap();
            let changed = file.to_string();
            assert_eq!(changed.replace("\r\n", "").contains(['\r', '\n']), newline == "\n", "case {index}");
            assert_eq!(changed.starts_with('\u{feff}'), !mark.is_empty());

            let plain = changed.trim_start_matches('\u{feff}').replace("\r\n", "\n");
            let mut left: Vec<&str> = plain.split('\n').collect();
            for line in *new {
                let at = left.iter().position(|other| other == line);
                left.remove(at.unwrap_or_else(|| panic!("case {index}: no line {line}\n{plain}")));
            }
            let mut kept: Vec<&str> = old.split('\n').collect();
            for line in *gone {
                let at = kept.iter().position(|other| other == line).unwrap();
                kept.remove(at);
            }
            left.retain(|line| !line.is_empty());
            kept.retain(|line| !line.is_empty());
            assert_eq!(left, kept, "case {index}");
            assert_eq!(parse(&changed).notes(), file.notes(), "case {index}");
        }
    }
}

#[test]
fn a_deleted_note_stays_in_its_place_and_comes_back_as_it_was() {
    for (newline, mark) in [("\n", ""), ("\r\n", "\u{feff}")] {
        let text = format!("{mark}{}", by_hand().replace('\n', newline));
        let mut file = parse(&text);
        let notes = file.notes().to_vec();
        assert_eq!(file.delete(A, deleted()), Ok(true));
        let gone = file.to_string().replace("\r\n", "\n");
        let expected = by_hand()
            .replacen("[[note]] # one", "[[trash]] # one", 1)
            .replace("[note.target]", "[trash.target]")
            .replace("[note.quote]", "[trash.quote]")
            .replace("zz = 2\nextra.a = 1\n", "extra.a = 1\nzz = 2\ndeleted = 2026-03-01T08:00:00Z\n");
        assert_eq!(gone.trim_start_matches('\u{feff}'), expected);
        let read = parse(&file.to_string());
        assert_eq!(read.notes(), &notes[1..]);
        assert_eq!(read.trash(), &[Deleted { note: notes[0].clone(), deleted: deleted() }]);
        assert_eq!(ranges(&read), ranges(&file));
        assert!(read.problems().is_empty());
        // The same note again, as undo puts it.
        assert_eq!(file.put(&notes[0]), Ok(true));
        assert_eq!((file.notes(), file.trash()), (&notes[..], &[][..]));
        let back = by_hand().replace("zz = 2\nextra.a = 1\n", "extra.a = 1\nzz = 2\n");
        assert_eq!(file.to_string(), format!("{mark}{}", back.replace('\n', newline)));
    }
}

#[test]
fn the_trash_may_hold_an_id_twice() {
    let mut file = parse(&format!("{HEAD}[[note]]\nid = \"{A}\"\nkind = \"article\"\nbody = \"1\"\n"));
    for body in ["2", "3"] {
        file.delete(A, deleted()).unwrap();
        let mut again = note(A);
        again.body = body.to_owned();
        // A note of the same id that somebody pasted in.
        file.append(&again);
        assert_eq!(file.notes().len(), 1);
    }
    file.delete(A, deleted()).unwrap();
    let bodies: Vec<&str> = file.trash().iter().map(|deleted| deleted.note.body.as_str()).collect();
    assert_eq!(bodies, ["1", "2", "3"]);
    assert!(parse(&file.to_string()).problems().is_empty());
    // The last one is the one that comes back.
    let last = file.trash()[2].note.clone();
    file.put(&last).unwrap();
    assert_eq!((file.notes(), file.trash().len()), (&[last][..], 2));
}

#[test]
fn keys_in_any_form_can_be_changed() {
    let text = format!(
        "{HEAD}[[note]]\ntarget = {{ exact = 'a', start = 0, end = 1 }}\nid = '{A}'\nkind = 'quote'\n\
         quote.type = 'direct'\nquote.cue = 'said' # cue\n[note.more.deep]\nx = 1\n[[note.list]]\ny = 1"
    );
    let mut file = parse(&text);
    let mut note = file.notes()[0].clone();
    note.target.as_mut().unwrap().prefix = "b ".to_owned();
    note.quote.as_mut().unwrap().cue = Some("told".to_owned());
    note.quote.as_mut().unwrap().role = Some("aide".to_owned());
    file.put(&note).unwrap();
    assert_eq!(parse(&file.to_string()).notes(), &[note]);
    let changed = file.to_string();
    assert!(changed.contains("quote.cue = \"told\" # cue\n"), "{changed}");
    assert!(changed.ends_with("[note.more.deep]\nx = 1\n[[note.list]]\ny = 1"), "{changed}");
}

#[test]
fn removing_a_note_leaves_its_neighbours() {
    let text = by_hand();
    let mut file = parse(&text);
    assert_eq!(file.delete("01JGX2M8QK4T0000000000000C", deleted()), Ok(false));
    remove(&mut file, A);
    let (start, end) = (text.find("[[note]] # one").unwrap(), text.find("# last words on A").unwrap());
    assert_eq!(file.to_string(), format!("{}{}", &text[..start], &text[end..]));
    assert_eq!(parse(&file.to_string()).notes(), file.notes());
    remove(&mut file, B);
    assert_eq!((file.delete(B, deleted()), file.purge(B)), (Ok(false), Ok(false)));
    let left = file.to_string();
    assert_eq!(left, format!("{HEAD}\n# first of all\n# last words on A\n\n# about B\n# the end\n"));
    assert!(parse(&left).notes().is_empty());
}

#[test]
fn a_note_that_is_split_by_another_table_is_left_alone() {
    let text = format!(
        "{HEAD}[[note]]\nid = '{A}'\nkind = 'quote'\n[other]\nx = 1\n[note.quote]\ntype = 'direct'\n"
    );
    let mut file = parse(&text);
    let mut note = file.notes()[0].clone();
    note.body = "new".to_owned();
    assert_eq!(file.put(&note).unwrap_err().line, 9);
    assert_eq!(file.delete(A, deleted()).unwrap_err().line, 9);
    assert_eq!(file.to_string(), text);
}

#[test]
fn an_ill_formed_note_stays_and_is_reported() {
    for (keys, line, message) in [
        ("kind = 'article'", 10, "id is missing"),
        ("id = 1\nkind = 'article'", 11, "id must be a string"),
        ("id = 'a'", 10, "kind is missing: it must be passage, entity, quote or article"),
        ("id = 'a'\nkind = 'reply'", 12, "kind must be passage, entity, quote or article, not \"reply\""),
        ("id = 'a'\nkind = 'article'\nbody = 3", 13, "body must be a string"),
        ("id = 'a'\nkind = 'article'\ntags = ['a', 1]", 13, "tags must be a list of strings"),
        (
            "id = 'a'\nkind = 'article'\nstatus = 'done'",
            13,
            "status must be open, verified, disputed or false",
        ),
        ("id = 'a'\nkind = 'article'\ncreated = 10:00:00", 13, "created must be a date such as"),
        ("id = 'a'\nkind = 'article'\ncreated = 'soon'", 13, "created must be a date such as"),
        ("id = 'a'\nkind = 'quote'\ntarget = 'x'", 13, "target must be a table"),
        (
            "id = 'a'\nkind = 'quote'\n[note.target]\nexact = 'x'\nstart = -1",
            15,
            "target.start must be a number",
        ),
        ("id = 'a'\nkind = 'quote'\n[note.target]\nstart = 1\nend = 2", 10, "target.exact is missing"),
        ("id = 'a'\nkind = 'quote'\n[note.quote]\nby = 'me'", 14, "quote.by must be machine or human"),
    ] {
        let bad = format!("[[note]]\n{keys} # kept\n");
        let text = format!("{HEAD}\n{bad}\n[[note]]\nid = \"{B}\"\nkind = \"article\"\n");
        let mut file = parse(&text);
        assert_eq!(file.notes().len(), 1, "{keys}");
        let [problem] = file.problems() else { panic!("{:?}", file.problems()) };
        assert!(problem.message.starts_with(message), "{problem}");
        assert_eq!(problem.line, line, "{problem}");
        file.put(&note(A)).unwrap();
        remove(&mut file, B);
        assert!(file.to_string().contains(&bad));
        assert_eq!(parse(&file.to_string()).notes(), &[note(A)]);
    }
}

#[test]
fn odd_ids_are_reported_and_kept() {
    let one = |id: &str, body: &str| format!("[[note]]\nid = '{id}'\nkind = 'article'\nbody = '{body}'\n");
    let text = format!("{HEAD}{}{}{}", one("mine", "1"), one(A, "2"), one("mine", "3"));
    let file = parse(&text);
    let bodies: Vec<&str> = file.notes().iter().map(|note| note.body.as_str()).collect();
    assert_eq!(bodies, ["1", "2"]);
    let lines: Vec<usize> = file.problems().iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [10, 18]);
    assert_eq!(file.to_string(), text);
}

#[test]
fn a_file_that_is_not_ours_to_read_is_refused() {
    let head = "format = 'byline-notes'\n";
    for (text, line, column, message) in [
        ("", 1, 1, "this is no notes file"),
        ("format = 'x'", 1, 10, "this is no notes file"),
        (head, 1, 1, "the key version must be 1"),
        ("format = 'byline-notes'\nversion = 2", 2, 11, "a newer program wrote this file (version 2)"),
        ("format = 'byline-notes'\nversion = 0", 2, 11, "the key version must be 1"),
        ("format = 'byline-notes'\nversion = 1", 1, 1, "the table [article] is missing"),
        ("format = 'byline-notes'\nversion = 1\n[article]\ntitle = ''", 3, 1, "article.id is missing"),
        ("format = 'byline-notes'\nversion = 1\narticle = 3", 3, 11, "article must be a table"),
        (
            "format = 'byline-notes'\nversion = 1\nnote = []\n[article]\nid = ''",
            3,
            8,
            "each note must be written as a table [[note]]",
        ),
        ("format = 'byline-notes'\r\nversion = 1\r\néé\u{1f600} = ", 3, 1, "invalid"),
        ("a = \"x", 1, 7, "invalid basic string"),
        ("a = 1\na = 2", 2, 1, "duplicate key"),
        ("a = 'x\ry'", 1, 7, "a carriage return stands inside a line"),
        ("a = 1\n# x\r\r\n", 2, 4, "a carriage return stands inside a line"),
        ("a = 1\n<<<<<<< HEAD\nb = 2\n=======\nb = 3\n>>>>>>> x\n", 2, 1, "git left the marks of a conflict"),
    ] {
        let problem = NotesFile::parse(text).unwrap_err();
        assert!(problem.message.starts_with(message), "{text:?}: {problem}");
        assert_eq!((problem.line, problem.column), (line, column), "{text:?}: {problem}");
    }
    for (open, close) in [("[", "]"), ("{a=", "}")] {
        for depth in [200, 100_000] {
            let deep = format!("{HEAD}\nx = {}{}", open.repeat(depth), close.repeat(depth));
            assert!(NotesFile::parse(&deep).is_err());
        }
    }
    let dotted = format!("{HEAD}\n{}x = 1", "a.".repeat(100_000));
    assert!(NotesFile::parse(&dotted).is_err());
    assert!(NotesFile::parse(&format!("{HEAD}\n[{}x]", "a.".repeat(100_000))).is_err());
}

#[test]
fn a_file_that_would_fill_the_memory_is_refused() {
    for filler in ["[[note]]\n".repeat(1_000_001), format!("x = [{}]", "1,".repeat(1_000_001))] {
        let problem = NotesFile::parse(&format!("{HEAD}{filler}")).unwrap_err();
        assert_eq!(problem.message, "it holds more than 1000000 keys, tables and values");
    }
    let many = parse(&format!("{HEAD}{}", "[[note]]\n".repeat(2000)));
    assert_eq!(many.problems().len(), 51);
    assert_eq!(many.problems()[50].message, "1950 more records below are not as they must be");
}

fn any_note() -> impl Strategy<Value = Note> {
    let text = || prop_oneof![any::<String>(), "[a\"'\\\\\r\n\t \u{7f}é\u{1f600}]{0,20}"];
    let second = 0i64..4_000_000_000;
    let words = (text(), prop::collection::vec(text(), 0..3), prop::option::of(text()));
    let target = (text(), text(), text(), 0usize..1 << 40, 0usize..1 << 40)
        .prop_map(|(exact, prefix, suffix, start, end)| Target { exact, prefix, suffix, start, end });
    let option = || prop::option::of(text());
    let quote = (text(), option(), option(), option(), any::<bool>())
        .prop_map(|(kind, speaker, role, cue, by_human)| QuoteInfo { kind, speaker, role, cue, by_human });
    let entity = (text(), text()).prop_map(|(name, kind)| EntityInfo { name, kind });
    let kinds = prop::sample::select(vec!["passage", "entity", "quote", "article"]);
    let status = prop::option::of(prop::sample::select(vec!["open", "verified", "disputed", "false"]));
    let ids = prop::sample::select(vec![A, B, "x y", "\"\n"]);
    (
        (ids, kinds, status, words, second.clone(), second),
        (prop::option::of(target), prop::option::of(quote), prop::option::of(entity)),
    )
        .prop_map(|((id, kind, status, (body, tags, color), created, modified), parts)| Note {
            id: id.to_owned(),
            kind: NoteKind::from_name(kind).unwrap(),
            body,
            tags,
            color,
            status: status.and_then(Status::from_name),
            conflict: None,
            was: None,
            orphan: false,
            created: Timestamp::from_second(created).unwrap(),
            modified: Timestamp::from_second(modified).unwrap(),
            target: parts.0,
            quote: parts.1,
            entity: parts.2,
        })
}

proptest! {
    #[test]
    fn notes_read_as_they_were_put(changes in prop::collection::vec(any_note(), 1..5), start in 0..4) {
        let mut file = match start {
            0 => NotesFile::new(&ArticleInfo { id: "blake3:00".to_owned(), ..ArticleInfo::default() }),
            1 => parse(&by_hand()),
            2 => parse(&format!("\u{feff}{}", by_hand().replace('\n', "\r\n"))),
            _ => parse(HEAD.trim_end()),
        };
        let mut expected = file.notes().to_vec();
        for note in &changes {
            file.put(note).unwrap();
            match expected.iter_mut().find(|old| old.id == note.id) {
                Some(old) => *old = note.clone(),
                None => expected.push(note.clone()),
            }
            prop_assert_eq!(file.notes(), &expected[..]);
            let read = parse(&file.to_string());
            prop_assert_eq!(read.notes(), &expected[..]);
            prop_assert_eq!(ranges(&read), ranges(&file));
        }
        for note in &changes {
            if file.notes().iter().any(|old| old.id == note.id) {
                remove(&mut file, &note.id);
            }
            expected.retain(|old| old.id != note.id);
            let read = parse(&file.to_string());
            prop_assert_eq!(read.notes(), &expected[..]);
            prop_assert_eq!(ranges(&read), ranges(&file));
        }
    }

    #[test]
    fn a_change_leaves_every_other_byte(note in any_note(), crlf in any::<bool>(), mark in any::<bool>()) {
        let mut text = by_hand();
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        if mark {
            text.insert(0, '\u{feff}');
        }
        let before = parse(&text);
        let mut file = before.clone();
        file.put(&note).unwrap();
        let after = file.to_string();
        match before.notes().iter().position(|old| old.id == note.id) {
            None => {
                prop_assert!(after.starts_with(&text));
                remove(&mut file, &note.id);
                prop_assert_eq!(file.to_string(), text);
            }
            Some(index) => {
                let range = before.notes.range(index);
                prop_assert!(after.starts_with(&text[..range.start]));
                prop_assert!(after.ends_with(&text[range.end..]));
                prop_assert_eq!(parse(&after).notes().len(), 2);
                // Inside the note, its comments and unknown keys stay too.
                for kept in ["# one", "# do not touch", "mine = { a = 1, b = [1, 2] }", "# the words", "# why"] {
                    prop_assert!(index != 0 || after.contains(kept), "{} in\n{}", kept, after);
                }
            }
        }
        if note.quote.is_some() && note.target.is_some() {
            prop_assert!(after.contains("# really?") && after.contains("# place"));
        }
    }

    #[test]
    fn parsing_never_panics(text in any::<String>()) {
        let _ = NotesFile::parse(&text);
    }

    #[test]
    fn parsing_and_changing_toml_soup_never_panics(
        pieces in prop::collection::vec(prop::sample::select(SOUP.to_vec()), 0..40),
        note in any_note(),
    ) {
        let text = format!("format = 'byline-notes'\nversion = 1\n{}", pieces.concat());
        if let Ok(mut file) = NotesFile::parse(&text) {
            prop_assert_eq!(file.to_string(), text);
            let before = file.notes().len();
            for old in file.clone().notes() {
                let mut new = note.clone();
                new.id = old.id.clone();
                if file.put(&new).is_ok() {
                    prop_assert!(parse(&file.to_string()).notes().contains(&new));
                }
            }
            prop_assert_eq!(parse(&file.to_string()).notes().len(), before);
        }
    }
}

pub(super) const SOUP: &[&str] = &[
    "[article]\nid = 'a'\n",
    "[[note]]\n",
    "[[note]]\nid = 'a'\nkind = 'quote'\n",
    "[[note]] # c\nid = \"b\"\r\nkind = 'article'\nbody = \"\"\"\r\n[[note]]\n\"\"\"\n",
    "[note.target]\n",
    "[note.target]\nexact = 'a'\nstart = 1\nend = 2\n",
    "target.exact = 'a'\ntarget.start = 1\ntarget.end = 2\n",
    "quote = { type = 'x' }\n",
    "[[note.quote]]\n",
    "[note.quote]\nspeaker = 'x' # c\n",
    "[x]\n",
    "[[x]]\n",
    "body = 'x'\n",
    "tags = [\n # c\n 'a', ]\n",
    "created = 2026-01-05T10:00:00Z\n",
    "modified = 2026-01-05T23:59:60+14:00\n",
    "\n",
    "\r\n",
    "# c\n",
    "  ",
    "é",
    "\"\"\"",
    "'",
    "\\",
    "{",
    "]",
    "=",
    "\u{feff}",
    "\0",
];
