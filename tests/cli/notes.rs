//! `byline notes` and `byline export`.

use std::fs;

use byline::io::load::{self, Source};
use byline::io::store::Store;
use byline::notes::{ArticleInfo, Change, Note, NoteKind, Target};
use byline::text::{CodePoints, Span};

use crate::home::{Home, assert_fails, assert_prints};

#[test]
fn export_prints_or_writes_a_file_and_replaces_none() {
    let home = Home::new();
    let printed = home.run(&["export"]);
    assert_eq!((printed.status, printed.stderr.as_str()), (Some(0), ""));
    assert!(printed.stdout.contains("format = \"byline-notes\"\n"), "{}", printed.stdout);
    assert_prints(&home.run(&["export", "-o", "all.toml"]), "");
    assert_eq!(home.read("all.toml"), printed.stdout);
    assert_prints(&home.run(&["export", "-o", "-"]), &printed.stdout);
    home.write("all.toml", "precious");
    assert_fails(
        &home.run(&["export", "-o", "all.toml"]),
        1,
        "byline: all.toml is there already, and stays as it is\n  \
         give another name, or --force to replace it\n",
    );
    assert_eq!(home.read("all.toml"), "precious");
    assert_prints(&home.run(&["export", "-o", "all.toml", "--force"]), "");
    assert_eq!(home.read("all.toml"), printed.stdout);
    assert!(home.path("all.toml").is_file());
}

#[test]
fn export_writes_no_file_where_notes_are_missing() {
    let home = Home::new();
    home.write("a.txt", "A story.\n");
    let said = home.run(&["export", "a.txt", "none.txt", "-o", "some.toml"]);
    assert_eq!((said.status, said.stdout.as_str()), (Some(1), ""));
    assert!(
        said.stderr.ends_with(
            "byline: some.toml is not written, because notes are missing\n  \
             put right what is named above, or name the articles to export\n"
        ),
        "{}",
        said.stderr
    );
    assert!(!home.path("some.toml").exists());
    let one = home.run(&["export", "a.txt"]);
    assert_eq!((one.status, one.stderr.as_str()), (Some(0), ""));
    assert!(one.stdout.contains("[article]\n"), "{}", one.stdout);
}

/// A notes folder with three notes on two articles.
pub fn notes(home: &Home) {
    home.write("stories/ferry.txt", "Ferry Owner Knew of Cracks\n\n“No,” said Ruth Calder, counsel.\n");
    home.write("stories/quiet.txt", "A Quiet Day\n\nNothing happened.\n");
    home.write("stories/other.txt", "Another Day\n\nNothing happened either.\n");
    let store = Store::new(home.path("notes"));
    let put = |name: &str, notes: &[(&str, NoteKind, &str, &str, &[&str])]| {
        let article = load::read(&Source { path: Some(home.path(name)) }).unwrap().article;
        let changes: Vec<Change> = notes
            .iter()
            .map(|(id, kind, words, body, tags)| {
                let text = article.text();
                let at = text.find(words).unwrap();
                let span = Span::new(at, at + words.len());
                let target = Target::at(text, &CodePoints::new(text), span);
                let time = "2026-01-05T10:00:00Z".parse().unwrap();
                let note = Note {
                    body: (*body).to_owned(),
                    tags: tags.iter().map(ToString::to_string).collect(),
                    target: (*kind != NoteKind::Article).then_some(target),
                    ..Note::new((*id).to_owned(), *kind, time)
                };
                Change::Put { note, base: None }
            })
            .collect();
        let info = ArticleInfo::of(&article, Some(name));
        store.apply(&info, article.text(), &changes).unwrap();
    };
    put(
        "stories/ferry.txt",
        &[
            ("01JGX2M8QK4T0000000000000A", NoteKind::Passage, "Ruth Calder", "Call her.\nSoon.", &["a", "b"]),
            ("01JGX2M8QK4T0000000000000B", NoteKind::Article, "", "Strong\u{1b}[31m piece.", &[]),
        ],
    );
    put("stories/other.txt", &[("01JGX2M8QK4T0000000000000C", NoteKind::Passage, "Nothing", "Really?", &[])]);
}

#[test]
fn notes_are_listed() {
    let home = Home::new();
    notes(&home);
    assert_prints(
        &home.run(&["notes", "list", "--notes-dir", "notes"]),
        "\
ARTICLE                     KIND     WORDS        NOTE                TAGS
Another Day                 passage  Nothing      Really?
Ferry Owner Knew of Cracks  passage  Ruth Calder  Call her.           a, b
Ferry Owner Knew of Cracks  article               Strong␛[31m piece.
",
    );
}

#[test]
fn notes_are_exported() {
    let home = Home::new();
    notes(&home);
    let export = |arguments: &[&str]| {
        let said = home.run(&[&["export", "--notes-dir", "notes"], arguments].concat());
        assert_eq!((said.status, said.stderr.as_str()), (Some(0), ""), "{arguments:?}");
        let toml: toml::Table = said.stdout.parse().unwrap();
        toml
    };
    let one = export(&["stories/ferry.txt"]);
    assert_eq!(one["article"]["path"].as_str(), Some("stories/ferry.txt"));
    assert_eq!(one["note"].as_array().unwrap().len(), 2);
    assert!(!export(&["stories/quiet.txt"]).contains_key("note"));
    for arguments in
        [["stories"].as_slice(), &[], &["stories/ferry.txt", "stories/quiet.txt", "stories/other.txt"]]
    {
        let many = export(arguments);
        assert_eq!(many["article"].as_array().unwrap().len(), 2, "{arguments:?}");
    }
}

#[test]
fn a_broken_notes_file_is_told_and_the_others_are_printed() {
    let home = Home::new();
    notes(&home);
    home.write("notes/broken.toml", "format = \"byline-notes\"\nversion = \n");
    for arguments in [["notes", "list"].as_slice(), &["export"]] {
        let said = home.run(&[arguments, &["--notes-dir", "notes"]].concat());
        assert_eq!(said.status, Some(1), "{arguments:?}");
        assert!(said.stderr.contains("broken.toml"), "{}", said.stderr);
        assert!(said.stdout.contains("Call her."), "{}", said.stdout);
    }
    let said = home.run(&["export", "--notes-dir", "notes", "-o", "all.toml"]);
    assert_eq!((said.status, said.stdout.as_str()), (Some(1), ""));
    assert!(!home.path("all.toml").exists());
}

#[test]
fn notes_are_added_without_the_screen() {
    let home = Home::new();
    home.write("story.txt", "A Day\n\nTwo letters came, and two letters went.\n");
    let add = |arguments: &[&str]| home.run(&[&["notes", "add", "story.txt"], arguments].concat());
    let said = add(&["--body", "Ask for them.", "--quote", "letters", "--nth", "2", "--tag", "todo"]);
    assert_eq!((said.status, said.stderr.as_str(), said.stdout.len()), (Some(0), "", 27));
    let said = home.feed(&["notes", "add", "story.txt"], "From a pipe.\nTwo lines.\n");
    assert_eq!((said.status, said.stderr.as_str()), (Some(0), ""));
    assert_prints(
        &home.run(&["notes", "list"]),
        "\
ARTICLE  KIND     WORDS    NOTE           TAGS
A Day    passage  letters  Ask for them.  todo
A Day    article           From a pipe.
",
    );
    for (arguments, said) in [
        (
            ["--body", "x", "--quote", "letters"].as_slice(),
            "byline: \"letters\" stands in the article 2 times\n  say which one with --nth, or give more words\n",
        ),
        (
            &["--body", "x", "--quote", "Letters"],
            "byline: \"Letters\" does not stand in the article\n  \
             give the words exactly as they are there, quotation marks included\n",
        ),
        (
            &["--body", "x", "--quote", "letters", "--nth", "3"],
            "byline: \"letters\" stands in the article 2 times\n",
        ),
        (&["--body", " "], "byline: the note is empty\n  write something with --body, or give it a --tag\n"),
    ] {
        assert_fails(&add(arguments), 1, said);
    }
    // What cannot be saved is kept.
    home.write("full", "in the way");
    let said = home.run(&["notes", "add", "story.txt", "--body", "precious", "--notes-dir", "full/notes"]);
    assert_eq!((said.status, said.stdout.as_str()), (Some(1), ""));
    assert!(
        said.stderr.ends_with("the note is kept as a draft\n  `byline notes drafts` prints it\n"),
        "{}",
        said.stderr
    );
    assert_prints(&home.run(&["notes", "drafts"]), "A Day\n  on story.txt\n    precious\n");
}

/// Takes lines of a notes file and puts others in their place.
fn edit(home: &Home, from: &str, to: &str) {
    let dir = home.path("notes");
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let text = fs::read_to_string(&path).unwrap();
            fs::write(&path, text.replace(from, to)).unwrap();
        }
    }
}

#[test]
fn the_list_is_filtered() {
    let home = Home::new();
    notes(&home);
    edit(
        &home,
        "kind = \"passage\"\nbody = \"\"\"\nCall her.",
        "kind = \"quote\"\nstatus = \"open\"\nbody = \"\"\"\nCall her.",
    );
    edit(&home, "exact = \"Nothing\"", "exact = \"Nothing\"\nmine = 1");
    let text = "[note.quote]\ntype = \"direct\"\nspeaker = \"Ruth Calder\"\n[note.entity]\nname = \"ACME\"\n";
    edit(&home, "end = 50\n", &format!("end = 50\n{text}"));
    let found = |arguments: &[&str]| {
        let all = [&["notes", "list", "--notes-dir", "notes", "--json"], arguments].concat();
        let said = home.run(&all);
        assert_eq!((said.status, said.stderr.as_str()), (Some(0), ""), "{arguments:?}");
        let json: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
        let notes = json["notes"].as_array().unwrap();
        notes.iter().map(|note| note["id"].as_str().unwrap().chars().last().unwrap()).collect::<String>()
    };
    for (arguments, ids) in [
        ([].as_slice(), "CAB"),
        (&["--tag", "A"], "A"),
        (&["--tag", "a", "--tag", "b"], "A"),
        (&["--tag", "a", "--tag", "c"], ""),
        (&["--speaker", "calder"], "A"),
        (&["--entity", "acme"], "A"),
        (&["--status", "open"], "A"),
        (&["--status", "false"], ""),
        (&["--text", "REALLY"], "C"),
        (&["--text", "nothing"], "C"),
        (&["--kind", "article"], "B"),
        (&["--kind", "article", "--text", "call"], ""),
        (&["--conflict"], ""),
    ] {
        assert_eq!(found(arguments), ids, "{arguments:?}");
    }
    let said = home.run(&["notes", "list", "--notes-dir", "notes", "--status", "false"]);
    assert!(said.stderr.contains("is of that sort"), "{}", said.stderr);
    assert_eq!(home.run(&["notes", "list", "--status", "maybe"]).status, Some(2));
}

#[test]
fn notes_whose_words_are_gone_need_review() {
    let home = Home::new();
    notes(&home);
    let list = || home.run(&["notes", "list", "--notes-dir", "notes", "--needs-review"]);
    assert_eq!((list().status, list().stdout.as_str()), (Some(0), ""));
    home.write("stories/other.txt", "Another Day\n\nMuch happened.\n");
    let said = list();
    assert_eq!((said.status, said.stderr.as_str()), (Some(0), ""));
    assert!(said.stdout.contains("Really?") && said.stdout.lines().count() == 2, "{}", said.stdout);
    fs::remove_file(home.path("stories/ferry.txt")).unwrap();
    let said = list();
    assert_eq!(said.status, Some(1));
    assert!(said.stderr.contains("whether its notes need review is not known"), "{}", said.stderr);
    assert!(said.stdout.contains("Really?"));
}

#[test]
fn the_json_says_all_of_a_note_and_its_article() {
    let home = Home::new();
    notes(&home);
    edit(&home, "tags = [\"a\", \"b\"]", "tags = [\"a\", \"b\"]\nconflict = \"01JGX2M8QK4T0000000000000B\"");
    let said = home.run(&["notes", "list", "--notes-dir", "notes", "--json", "--conflict"]);
    let json: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    let note = &json["notes"][0];
    let expected = serde_json::json!({
        "id": "01JGX2M8QK4T0000000000000A", "kind": "passage", "body": "Call her.\nSoon.",
        "tags": ["a", "b"], "color": null, "status": null,
        "conflict": "01JGX2M8QK4T0000000000000B", "in_conflict": true,
        "created": "2026-01-05T10:00:00Z", "modified": "2026-01-05T10:00:00Z",
        "target": {
            "exact": "Ruth Calder", "prefix": note["target"]["prefix"],
            "suffix": note["target"]["suffix"], "start": 39, "end": 50
        },
        "quote": null, "entity": null,
        "article": {
            "id": note["article"]["id"], "title": "Ferry Owner Knew of Cracks", "outlet": null, "url": null,
            "author": null, "published": null, "path": "stories/ferry.txt"
        },
        "file": note["file"]
    });
    assert_eq!(*note, expected);
    assert_eq!(json["notes"].as_array().unwrap().len(), 2, "both versions are shown");
    // Nothing in it can command a terminal.
    assert!(said.stdout.contains("Strong\\u001b[31m piece."), "{}", said.stdout);
    let table = home.run(&["notes", "list", "--notes-dir", "notes"]).stdout;
    assert!(table.contains("passage  conflict  Ruth Calder"), "{table}");
}
