use super::*;
use crate::notes::Note;
use proptest::prelude::*;

const HEAD: &str =
    "format = \"byline-notes\"\nversion = 1\n\n[article]\nid = \"blake3:00\"\ntitle = \"Strike\"\n";

const A: &str = "01JGX2M8QK4T0000000000000A";
const B: &str = "01JGX2M8QK4T0000000000000B";
const C: &str = "01JGX2M8QK4T0000000000000C";

fn file(records: &[&str]) -> String {
    records.iter().fold(HEAD.to_owned(), |text, record| format!("{text}\n{record}"))
}

fn note(id: &str, body: &str) -> String {
    format!("[[note]]\nid = \"{id}\"\nkind = \"article\"\nbody = \"{body}\"\n")
}

fn gone(id: &str, body: &str) -> String {
    note(id, body).replace("[[note]]", "[[trash]]") + "deleted = 2026-01-06T10:00:00Z\n"
}

/// The second version of a note that both changed.
fn second(id: &str, body: &str) -> String {
    let text = file(&[&note(id, body)]);
    let copy = NotesFile::parse(&text).unwrap().notes()[0].as_conflict();
    note(id, body)
        .replace(&format!("id = \"{id}\"\n"), &format!("id = \"{}\"\nconflict = \"{id}\"\n", copy.id))
}

fn merged(base: Option<&str>, ours: &str, theirs: &str) -> Merged {
    merge(base, ours, theirs).unwrap_or_else(|wrong| panic!("{wrong:?}"))
}

/// Records before, of one side, of the other, and merged.
type Case<'a> = (&'a [&'a str], &'a [&'a str], &'a [&'a str], &'a [&'a str], usize);

#[test]
fn records_are_merged_by_what_each_side_did() {
    let (a, b, c) = (note(A, "a"), note(B, "b"), note(C, "c"));
    let (a1, a2) = (note(A, "a1"), note(A, "a2"));
    let (a_gone, a1_gone) = (gone(A, "a"), gone(A, "a1"));
    let a2_second = second(A, "a2");
    let (x, y) = ("[[link]]\nto = 1\n", "[[link]]\nto = 2\n");
    let comment = "# on b\n";
    let b_comment = format!("{comment}{b}");
    let ill = "[[note]]\nid = 3\nbody = \"ill\"\n";
    let cases: &[Case] = &[
        (&[&a], &[&a], &[&a], &[&a], 0),
        // Only one side did something.
        (&[&a], &[&a, &b], &[&a], &[&a, &b], 0),
        (&[&a], &[&a], &[&a, &b], &[&a, &b], 0),
        (&[&a], &[&a, &b], &[&a, &c], &[&a, &b, &c], 0),
        (&[&a, &b], &[&a1, &b], &[&a, &b], &[&a1, &b], 0),
        (&[&a, &b], &[&a, &b], &[&a1, &b], &[&a1, &b], 0),
        (&[&a, &b], &[&a_gone, &b], &[&a, &b], &[&a_gone, &b], 0),
        (&[&a, &b], &[&a, &b], &[&a_gone, &b], &[&a_gone, &b], 0),
        (&[&a, &b], &[&b], &[&a, &b], &[&b], 0),
        (&[&a, &b], &[&a, &b], &[&a], &[&a], 0),
        (&[&a, &b], &[&b, &a], &[&a, &b], &[&b, &a], 0),
        (&[x], &[x, y], &[x], &[x, y], 0),
        (&[x], &[y], &[x], &[y], 0),
        (&[&a], &[&a, ill], &[&a, &b], &[&a, ill, &b], 0),
        (&[&a, &b], &[&a, &b], &[&a, &b_comment], &[&a, &format!("{b}{comment}")], 0),
        // Both did the same.
        (&[&a], &[&a1], &[&a1], &[&a1], 0),
        (&[&a], &[&a, &b], &[&a, &b], &[&a, &b], 0),
        (&[&a], &[&a_gone], &[&a_gone], &[&a_gone], 0),
        // Both did something else.
        (&[&a], &[&a1], &[&a2], &[&a1, &a2_second], 1),
        (&[&a, &b], &[&a1, &b], &[&a2, &b, &c], &[&a1, &a2_second, &b, &c], 1),
        // Changed here, deleted there: the words that were written stay.
        (&[&a, &b], &[&a1, &b], &[&b], &[&a1, &b], 0),
        (&[&a, &b], &[&b], &[&a1, &b], &[&b, &a1], 0),
        (&[&a], &[&a1], &[&a_gone], &[&a1], 0),
        (&[&a], &[&a_gone], &[&a1], &[&a1], 0),
        (&[&a], &[&a2], &[&a1_gone], &[&a2, &a1_gone], 0),
        (&[&a], &[&a1_gone], &[&a2], &[&a2, &a1_gone], 0),
    ];
    for (nth, (before, ours, theirs, result, conflicts)) in cases.iter().enumerate() {
        let found = merged(Some(&file(before)), &file(ours), &file(theirs));
        assert_eq!(found.text, file(result), "case {nth}");
        assert_eq!(found.conflicts, *conflicts, "case {nth}");
        let crlf = merged(Some(&file(before)), &file(ours).replace('\n', "\r\n"), &file(theirs));
        assert_eq!(crlf.text, file(result).replace('\n', "\r\n"), "case {nth}");
    }
}

#[test]
fn without_a_version_before_nothing_is_taken_away() {
    let (a, b, a1) = (note(A, "a"), note(B, "b"), note(A, "a1"));
    for base in [None, Some(""), Some("no notes file")] {
        let found = merged(base, &file(&[&a]), &file(&[&b]));
        assert_eq!((found.text, found.conflicts), (file(&[&a, &b]), 0));
        let found = merged(base, &file(&[&a]), &file(&[&a1]));
        assert_eq!((found.text, found.conflicts), (file(&[&a, &second(A, "a1")]), 1));
        let found = merged(base, &file(&[&a]), &file(&[&gone(A, "a")]));
        assert_eq!((found.text, found.conflicts), (file(&[&a]), 0));
    }
}

#[test]
fn a_merge_that_is_made_twice_keeps_a_note_twice_only() {
    let (base, ours, theirs) = (file(&[&note(A, "a")]), file(&[&note(A, "a1")]), file(&[&note(A, "a2")]));
    let once = merged(Some(&base), &ours, &theirs);
    let twice = merged(Some(&base), &once.text, &theirs);
    assert_eq!(twice.text, once.text);
}

#[test]
fn other_tables_keep_what_both_wrote() {
    let ours = file(&[]).replace("Strike", "Strike!") + "# mine\n";
    let theirs = file(&[]).replace("Strike", "Strikes").replace("version = 1", "version = 1\nshelf = 3");
    let found = merged(Some(&file(&[])), &ours, &theirs);
    assert_eq!(found.conflicts, 0);
    let expected = "format = \"byline-notes\"\nversion = 1\nshelf = 3\n\n[article]\nid = \"blake3:00\"\n\
                    title = \"Strike!\"\n# mine\n# the other version had: title = \"Strikes\"\n";
    assert_eq!(found.text, expected);
}

#[test]
fn what_cannot_be_merged_is_told() {
    let good = file(&[&note(A, "a")]);
    for (ours, theirs, side, reason) in [
        ("x", good.as_str(), false, "key with no value"),
        (&good, "x = 1", true, "this is no notes file"),
        (&good, &good.replace("blake3:00", "blake3:01"), true, "it is on another article (blake3:01)"),
        (&good, &good.replace("version = 1", "version = 2"), true, "a newer program wrote this file"),
        (
            &good,
            &format!("{good}[mine]\n[note.target]\nexact = ''\nstart = 0\nend = 0\n"),
            true,
            "the tables of one record, or of one table, do not stand directly below each other",
        ),
    ] {
        let wrong = merge(Some(&good), ours, theirs).unwrap_err();
        assert_eq!(wrong.theirs, side, "{wrong:?}");
        assert!(wrong.problem.message.starts_with(reason), "{wrong:?}");
    }
}

#[test]
fn the_marks_of_git_are_read_as_two_versions() {
    let (a, b, c) = (note(A, "a"), note(B, "b"), note(C, "c"));
    let between = |ours: &str, base: Option<&str>, theirs: &str| {
        let base = base.map_or(String::new(), |base| format!("||||||| 1a2b\n{base}"));
        format!("<<<<<<< HEAD\n{ours}{base}=======\n{theirs}>>>>>>> other\n")
    };
    let body = |ours: &str, base, theirs: &str| {
        let line = |body: &str| format!("body = \"{body}\"\n");
        note(A, "a").replace("body = \"a\"\n", &between(&line(ours), base, &line(theirs)))
    };
    for (marked, expected) in [
        // Two new notes at the end of the file.
        (file(&[&a, &between(&b, None, &c)]), file(&[&a, &b, &c])),
        (file(&[&a, &between(&b, Some(""), &c)]), file(&[&a, &b, &c])),
        // The same note changed twice.
        (file(&[&body("a", None, "a2"), &b]), file(&[&a, &second(A, "a2"), &b])),
        (file(&[&body("a", Some("body = \"x\"\n"), "a2"), &b]), file(&[&a, &second(A, "a2"), &b])),
        (file(&[&body("a", Some("body = \"a\"\n"), "a2"), &b]), file(&[&note(A, "a2"), &b])),
        // Both versions in one text that is TOML.
        (
            file(&[&note(A, "x").replace("\"x\"", &format!("'''\n{}'''", between("a\n", None, "b\n")))]),
            file(&[
                &note(A, "x").replace("\"x\"", "'''\na\n'''"),
                &second(A, "b\\n").replace("\"b\\n\"", "'''\nb\n'''"),
            ]),
        ),
    ] {
        for (newline, mark) in [("\n", ""), ("\r\n", "\u{feff}")] {
            let marked = format!("{mark}{}", marked.replace('\n', newline));
            let mut found = NotesFile::parse(&marked).unwrap();
            assert_eq!(found.to_string(), format!("{mark}{}", expected.replace('\n', newline)));
            let [problem] = found.problems() else { panic!("{:?}", found.problems()) };
            let line = marked.lines().position(|line| line.starts_with("<<<<<<<")).unwrap() + 1;
            assert!(problem.line == line && problem.message.starts_with("git left the marks"), "{problem}");
            // The next note that is saved takes the marks away.
            let mut new = found.notes()[0].clone();
            new.id = "01JGX2M8QK4T0000000000000D".to_owned();
            found.put(&new).unwrap();
            assert_eq!(NotesFile::parse(&found.to_string()).unwrap().problems(), []);
        }
    }
}

#[test]
fn marks_that_hide_something_else_are_refused() {
    let a = note(A, "a");
    for middle in [
        "<<<<<<< HEAD\nx = \n=======\ny = 1\n>>>>>>> other\n",
        "<<<<<<< HEAD\n[article]\n=======\n>>>>>>> other\n",
        "<<<<<<< HEAD\n=======\n",
    ] {
        let problem = NotesFile::parse(&file(&[&a, middle])).unwrap_err();
        assert!(problem.message.starts_with("git left the marks"), "{problem}");
    }
}

/// Records that two people change: for each of some ids a body, or nothing.
fn any_records() -> impl Strategy<Value = Vec<Option<(u8, bool)>>> {
    prop::collection::vec(prop::option::weighted(0.8, (0u8..4, prop::bool::weighted(0.2))), 4)
}

fn file_of(records: &[Option<(u8, bool)>]) -> String {
    let records: Vec<String> = records
        .iter()
        .enumerate()
        .filter_map(|(nth, record)| {
            let (body, deleted) = record.as_ref()?;
            let id = format!("01JGX2M8QK4T000000000000{nth}0");
            let text = format!("# comment {nth} {body}\n");
            Some(text + &if *deleted { gone(&id, &body.to_string()) } else { note(&id, &body.to_string()) })
        })
        .collect();
    file(&records.iter().map(String::as_str).collect::<Vec<_>>())
}

fn words(note: &Note) -> (&str, &str) {
    (note.conflict.as_deref().unwrap_or(&note.id), &note.body)
}

proptest! {
    /// Whatever was written on one side is there afterwards, unless the other
    /// side deleted it unchanged, or changed it and this side had not.
    #[test]
    fn no_words_are_lost(before in any_records(), ours in any_records(), theirs in any_records(), based in any::<bool>()) {
        let (before, ours, theirs) = (file_of(&before), file_of(&ours), file_of(&theirs));
        let base = based.then_some(before.as_str());
        let found = merged(base, &ours, &theirs);
        let file = NotesFile::parse(&found.text).unwrap();
        prop_assert_eq!(file.problems(), &[]);
        let all: Vec<(&str, &str)> =
            file.notes().iter().chain(file.trash().iter().map(|gone| &gone.note)).map(words).collect();
        let old = NotesFile::parse(if based { &before } else { HEAD }).unwrap();
        let old: Vec<(&str, &str)> =
            old.notes().iter().chain(old.trash().iter().map(|gone| &gone.note)).map(words).collect();
        for side in [&ours, &theirs] {
            let side = NotesFile::parse(side).unwrap();
            let notes = side.notes().iter().chain(side.trash().iter().map(|gone| &gone.note));
            for note in notes.map(words) {
                prop_assert!(all.contains(&note) || old.contains(&note), "{:?} is lost in\n{}", note, found.text);
            }
            for comment in side.to_string().lines().filter(|line| line.starts_with('#')) {
                let kept = found.text.contains(comment) || (based && before.contains(comment));
                prop_assert!(kept, "{} is lost in\n{}", comment, found.text);
            }
        }
        // Merged the other way round, it is the same notes.
        let other = merged(base, &theirs, &ours);
        let other = NotesFile::parse(&other.text).unwrap();
        let sorted = |file: &NotesFile| {
            let mut all: Vec<String> = file.notes().iter().map(|note| format!("{:?}", words(note))).collect();
            all.sort();
            all
        };
        prop_assert_eq!(sorted(&file), sorted(&other));
    }

    #[test]
    fn merging_soup_never_panics(
        pieces in prop::collection::vec(prop::sample::select(crate::notes::file::tests::SOUP.to_vec()), 0..30),
        cuts in (0usize..31, 0usize..31),
    ) {
        let text = |cut: usize| {
            let part = pieces[..cut.min(pieces.len())].concat();
            format!("format = 'byline-notes'\nversion = 1\n[article]\nid = 'a'\n{part}")
        };
        let (ours, theirs) = (text(cuts.0), text(cuts.1));
        let _ = merge(None, &ours, &theirs);
        let _ = merge(Some(&ours), &theirs, &ours);
        let marked = format!("{HEAD}<<<<<<< a\n{ours}=======\n{theirs}>>>>>>> b\n");
        let _ = NotesFile::parse(&marked);
    }
}
