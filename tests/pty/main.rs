//! A few journeys in a real terminal. They wait for text and never for time.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod signals;
mod terminal;

use std::path::{Path, PathBuf};

use terminal::Terminal;

const BYLINE: &str = env!("CARGO_BIN_EXE_byline");
const ARTICLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/articles");

fn home() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn story(name: &str) -> String {
    format!("{ARTICLES}/{name}")
}

/// The value that a path of keys leads to.
fn at<'v>(value: &'v toml::Value, path: &[&str]) -> &'v str {
    let found = path.iter().fold(value, |value, key| &value[*key]);
    found.as_str().unwrap()
}

/// The notes files in a home.
fn notes_files(home: &Path) -> Vec<PathBuf> {
    let folder = home.join(".local/share/byline/notes");
    let files =
        std::fs::read_dir(folder).map_or_else(|_| Vec::new(), |all| all.map(|f| f.unwrap().path()).collect());
    files.into_iter().filter(|path| path.extension().is_some_and(|e| e == "toml")).collect()
}

#[test]
fn what_a_reader_puts_right_stays_right() {
    let home = home();
    let article = story("crew-permits-briefing.txt");
    let mut terminal = Terminal::start(BYLINE, &[&article], home.path(), 120, 40);
    terminal.wait_for("PEOPLE");
    terminal.type_for("]q", "quote 1 of");
    terminal.type_for("cw", "who said it:");
    terminal.type_for("Somebody Else\r", "Somebody Else said");
    terminal.type_for("y", "Copied:");
    // What stands between the ends of the sequence is the citation.
    let bytes = String::from_utf8_lossy(&terminal.bytes()).into_owned();
    let (_, copied) = bytes.split_once("\u{1b}]52;c;").expect("nothing was copied");
    let (copied, _) = copied.split_once("\u{1b}\\").expect("the sequence has no end");
    assert!(copied.len() > 80 && copied.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b)));
    terminal.type_for("gn", "CORRECTIONS");
    terminal.keys("Q");
    assert!(terminal.end().success());
    terminal.assert_modes_restored();

    let mut terminal = Terminal::start(BYLINE, &[&article], home.path(), 120, 40);
    // Reading goes on at the quote.
    terminal.wait_for("❝ Somebody Else");
    terminal.type_for("co", "machine only");
    terminal.wait_gone("❝ Somebody Else");
    terminal.type_for("co", "❝ Somebody Else");
    terminal.keys("q");
    assert!(terminal.end().success());
}

#[test]
fn the_tour() {
    let home = home();
    let article = "crew-permits-briefing.txt";
    let mut terminal = Terminal::start(BYLINE, &[ARTICLES], home.path(), 120, 40);
    terminal.wait_for("Ministry freezes fishing crew permits");
    terminal.type_for("/ministry freezes\r", "1 article; Esc shows all");
    terminal.type_for("\r", "PEOPLE");

    // Focus an entity and walk its mentions.
    terminal.type_for("ge", "next list");
    terminal.type_for("\r", "Leila Haddad · mention");
    terminal.type_for("n", "mention 2 of");
    terminal.type_for("N", "mention 1 of");
    terminal.type_for("\r", "Leila Haddad · statement");
    terminal.type_for("\x1b", "Focus left");

    // Jump to a quote and add a note to it.
    terminal.keys("gg]q");
    terminal.type_for("/we counted\r", "match for “we counted”");
    terminal.type_for("a", "Note on a statement by Leila Haddad");
    terminal.keys("Ask for the audit.\rBy letter.");
    terminal.type_for("\x14claim, audit", "tags: claim, audit");
    terminal.type_for("\x13", "Saved in ");
    terminal.wait_for("◆ 1 note");
    assert_eq!(notes_files(home.path()).len(), 1, "the note is on disk when the screen says so");
    terminal.keys("Q");
    assert!(terminal.end().success());
    assert!(!terminal.is_alternate());
    terminal.assert_modes_restored();

    // Tomorrow the note is there; it is exported.
    let mut terminal = Terminal::start(BYLINE, &[&story(article)], home.path(), 120, 40);
    terminal.wait_for("◆ 1 note");
    terminal.type_for("gn", "Ask for the audit.");
    terminal.keys("\t");
    terminal.type_for("x", "export to: ministry-freezes");
    terminal.keys("\x15");
    terminal.type_for("my notes.toml\r", "Exported to my notes.toml");
    terminal.keys("q");
    assert!(terminal.end().success());

    let exported = std::fs::read_to_string(home.path().join("my notes.toml")).unwrap();
    let exported: toml::Value = toml::from_str(&exported).unwrap();
    let note = &exported["note"][0];
    assert_eq!(at(note, &["body"]).trim_end(), "Ask for the audit.\nBy letter.");
    assert_eq!(at(note, &["quote", "speaker"]), "Leila Haddad");
    assert!(!at(note, &["quote", "cue"]).is_empty());
    assert_eq!(at(note, &["quote", "by"]), "machine");
    let text = std::fs::read_to_string(story(article)).unwrap();
    let offset = |key: &str| usize::try_from(note["target"][key].as_integer().unwrap()).unwrap();
    let words: String = text.chars().skip(offset("start")).take(offset("end") - offset("start")).collect();
    assert_eq!(words, at(note, &["target", "exact"]));
}

#[test]
fn every_way_to_end_leaves_the_terminal_as_it_was() {
    for signal in ["TERM", "HUP", "INT"] {
        let home = home();
        let mut terminal = Terminal::start(BYLINE, &[&story("dhow-licence-talks.txt")], home.path(), 80, 24);
        terminal.wait_for("paragraph 1 of");
        assert!(terminal.is_alternate());
        terminal.type_for("\x04", "paragraph");
        terminal.signal(signal);
        assert!(!terminal.end().success(), "{signal}");
        assert!(!terminal.is_alternate(), "{signal}");
        terminal.assert_modes_restored();
        let bytes = String::from_utf8_lossy(&terminal.bytes()).into_owned();
        for off in ["\x1b[?1006l", "\x1b[?2004l", "\x1b[?25h", "\x1b[?1049l"] {
            assert!(
                bytes.rfind(off) > bytes.rfind(&off.replace('l', "h").replace("25h", "25l")),
                "{signal} {off:?}"
            );
        }
        assert!(home.path().join(".local/state/byline/reading.toml").exists(), "{signal}: the place is kept");
    }
}

#[test]
fn ctrl_z_gives_the_shell_back_and_fg_the_page() {
    let home = home();
    let mut shell = Terminal::start("bash", &["--norc", "--noprofile", "-i"], home.path(), 80, 24);
    shell.wait_for("bash");
    shell.type_for("PS1='rea''dy> '\r", "ready> ");
    shell.keys(&format!("{BYLINE} {}\r", story("north-sea-cup-semi.txt")));
    shell.wait_for("paragraph 1 of");
    shell.type_for("jjj", "paragraph");
    shell.keys("\x1a");
    shell.wait_for("Stopped");
    assert!(!shell.is_alternate());
    shell.type_for("echo from the $((6*7)) shell\r", "from the 42 shell");
    shell.type_for("fg\r", "ORGANISATIONS");
    shell.resize(50, 12);
    shell.wait_gone("ORGANISATIONS");
    shell.keys("Q");
    shell.wait_for("ready> ");
    shell.keys("exit\r");
    shell.end();
}

#[test]
fn a_pipe_is_read_and_keys_come_from_the_terminal() {
    let home = home();
    let line = format!("cat {} | {BYLINE}", story("dhow-licence-talks.txt"));
    let mut terminal = Terminal::start("sh", &["-c", &line], home.path(), 100, 30);
    terminal.wait_for("paragraph 1 of");
    terminal.type_for("/licence\r", "match for “licence” 1 of");
    terminal.type_for("\x1b", "Search left");
    terminal.keys("q");
    assert!(terminal.end().success());
}

#[test]
fn the_editor_of_the_reader_writes_the_note() {
    let home = home();
    let script = home.path().join("editor.sh");
    std::fs::write(&script, "#!/bin/sh\nprintf 'from outside\\n' >> \"$1\"\n").unwrap();
    let line = format!("EDITOR='sh {}' {BYLINE} {}", script.display(), story("dhow-licence-talks.txt"));
    let mut terminal = Terminal::start("sh", &["-c", &line], home.path(), 100, 30);
    terminal.wait_for("PEOPLE");
    terminal.type_for("Ainside ", "inside");
    terminal.type_for("\x05", "Back from the editor");
    terminal.wait_for("inside from outside");
    terminal.type_for("\x13", "Saved in ");
    let file = std::fs::read_to_string(&notes_files(home.path())[0]).unwrap();
    assert!(file.contains("inside from outside"), "{file}");
    terminal.keys("q");
    assert!(terminal.end().success());
}

#[test]
fn the_notes_on_all_articles_are_read_checked_and_taken_back() {
    let home = home();
    let articles = [story("crew-permits-briefing.txt"), story("dhow-licence-talks.txt")];
    let articles: Vec<&str> = articles.iter().map(String::as_str).collect();
    let mut terminal = Terminal::start(BYLINE, &articles, home.path(), 100, 30);
    terminal.wait_for("article 1 of 2");
    for (keys, words, body) in [("\r", "Hala Mansouri", "first"), ("J", "Indian Ocean talks", "second")] {
        terminal.type_for(keys, "PEOPLE");
        terminal.wait_for(words);
        terminal.type_for(&format!("A{body} note"), &format!("{body} note"));
        terminal.type_for("\x13", "Saved in ");
    }
    terminal.type_for("gN", "2 notes");
    terminal.wait_for("first note");
    terminal.type_for("S", "The status is “open”");
    terminal.type_for("/second\r", "1 note; Esc shows all");
    terminal.wait_gone("first note");
    terminal.type_for("dd", "Note deleted");
    terminal.type_for("\x1b", "All notes");
    terminal.type_for("t", "1 deleted note");
    terminal.type_for("p", "The note is back");
    terminal.type_for("t", "2 notes");
    terminal.type_for("/first\r", "1 note; Esc shows all");
    terminal.type_for("\r", "paragraph 1 of");
    terminal.wait_for("Notes 1");
    terminal.keys("Q");
    assert!(terminal.end().success());
    terminal.assert_modes_restored();
    let files = notes_files(home.path());
    assert_eq!(files.len(), 2);
    let texts: Vec<String> = files.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    assert!(texts.iter().any(|text| text.contains("status = \"open\"")));
    assert!(texts.iter().all(|text| text.contains("[[note]]") && !text.contains("[[trash]]")), "{texts:?}");
}

#[test]
fn all_notes_of_an_article_are_edited_outside() {
    let home = home();
    let script = home.path().join("editor.sh");
    // The first time it breaks the text, the second time it mends it.
    std::fs::write(
        &script,
        "stat -c %a \"$1\" >> \"$HOME/modes\"\n\
         if grep -q letter \"$1\"; then sed -i 's/letter/article/; s/one/changed/' \"$1\"\n\
         else sed -i 's/\"article\"/\"letter\"/' \"$1\"; fi\n",
    )
    .unwrap();
    let line = format!("EDITOR='sh {}' {BYLINE} {}", script.display(), story("dhow-licence-talks.txt"));
    let mut terminal = Terminal::start("sh", &["-c", &line], home.path(), 100, 30);
    terminal.wait_for("PEOPLE");
    terminal.type_for("Aone note", "one note");
    terminal.type_for("\x13", "Saved in ");
    terminal.type_for("gE", "Edit again? Line ");
    let edits = home.path().join(".local/state/byline/edits");
    let edits = || std::fs::read_dir(&edits).unwrap().map(|file| file.unwrap().path()).collect::<Vec<_>>();
    terminal.type_for("n", "Your text is kept in");
    terminal.wait_for(".local/state/byline/edits/notes-");
    assert_eq!(edits().len(), 1, "what was written stays");
    terminal.keys("q");
    terminal.wait_gone("Your text is kept in");
    terminal.type_for("gE", "Edit again? Line ");
    terminal.type_for("y", "1 note changed");
    terminal.type_for("gn", "changed note");
    terminal.type_for("u", "the note is as it was");
    terminal.wait_for("one note");
    terminal.keys("Q");
    assert!(terminal.end().success());
    assert_eq!(edits().len(), 1, "what was taken over is gone");
    assert_eq!(std::fs::read_to_string(home.path().join("modes")).unwrap(), "600\n600\n600\n");
    let file = std::fs::read_to_string(&notes_files(home.path())[0]).unwrap();
    assert!(file.contains("one note"), "{file}");
}

#[test]
fn any_size_is_survived() {
    let home = home();
    let mut terminal = Terminal::start(BYLINE, &[&story("last-brass-computer.md")], home.path(), 120, 40);
    terminal.wait_for("PEOPLE");
    for (columns, rows) in [(1, 1), (2, 3), (10, 4), (60, 20), (300, 3), (40, 100)] {
        terminal.resize(columns, rows);
        terminal.keys("j\t\t?q");
    }
    terminal.resize(120, 40);
    terminal.wait_for("PEOPLE");
    terminal.keys("q");
    assert!(terminal.end().success());
}

#[test]
fn what_cannot_be_saved_is_said_and_kept() {
    let home = home();
    // A file stands where the notes folder should be: nobody can write there.
    std::fs::create_dir_all(home.path().join(".local/share/byline")).unwrap();
    std::fs::write(home.path().join(".local/share/byline/notes"), "in the way").unwrap();
    let mut terminal = Terminal::start(BYLINE, &[&story("dhow-licence-talks.txt")], home.path(), 120, 40);
    terminal.wait_for("PEOPLE");
    terminal.type_for("Aprecious words", "precious words");
    terminal.type_for("\x13", "NOT SAVED");
    terminal.wait_for("precious words");
    // Another folder is offered, and is a whole notes folder then.
    terminal.type_for("\x0f", "save in the folder: ");
    terminal.wait_for("byline-notes");
    terminal.type_for("\x1b", "Nothing was saved elsewhere");
    terminal.type_for("\x0f", "byline-notes");
    terminal.type_for("\r", "byline-notes; --notes-dir reads it");
    let list = std::process::Command::new(BYLINE)
        .args(["notes", "list", "--notes-dir", "byline-notes"])
        .env_clear()
        .env("HOME", home.path())
        .current_dir(home.path())
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&list.stdout).contains("precious words"));
    terminal.type_for("Aother words", "other words");
    terminal.type_for("\x13", "NOT SAVED");
    terminal.type_for("\x1b", "Kept as a draft");
    terminal.type_for("q", "the next start offers it. Quit?");
    terminal.type_for("n", "Nothing was done");
    terminal.type_for("A", "other words");
    std::fs::remove_file(home.path().join(".local/share/byline/notes")).unwrap();
    terminal.type_for("\x13", "Saved in ");
    terminal.keys("q");
    assert!(terminal.end().success());
    assert_eq!(notes_files(home.path()).len(), 1);
}

#[test]
fn what_another_window_does_is_shown() {
    let home = home();
    let article = home.path().join("story.txt");
    std::fs::copy(story("dhow-licence-talks.txt"), &article).unwrap();
    let mut terminal = Terminal::start(BYLINE, &["story.txt"], home.path(), 100, 30);
    terminal.wait_for("PEOPLE");
    // The first save makes the notes folder.
    terminal.type_for("Amine\x13", "Saved in ");
    let mut other = std::process::Command::new(BYLINE);
    other.args(["notes", "add", "story.txt", "--body", "theirs"]);
    let status = other.env_clear().env("HOME", home.path()).current_dir(home.path()).status().unwrap();
    assert!(status.success());
    terminal.wait_for("The notes were changed outside: 1 new");
    terminal.wait_for("◆ 2 notes");
    terminal.type_for("Ahalf a thou", "half a thou");
    std::fs::write(&article, "Another story\n\nWith other words.\n").unwrap();
    terminal.wait_for("The article was changed on disk: R reads it again");
    terminal.wait_for("half a thou");
    terminal.type_for("\x1b", "Kept as a draft");
    terminal.type_for("R", "With other words.");
    terminal.type_for("Q", "the next start offers it. Quit?");
    terminal.keys("y");
    assert!(terminal.end().success());
}

#[test]
fn a_changed_article_keeps_its_notes_and_what_others_do_to_them() {
    let home = home();
    let article = home.path().join("story.txt");
    let text =
        "Harbour fees rise\n\nThe board said that it would wait for the spring.\n\nThe dockers said no.\n";
    std::fs::write(&article, text).unwrap();
    let mut terminal = Terminal::start(BYLINE, &["story.txt"], home.path(), 110, 30);
    terminal.wait_for("Harbour fees rise");
    terminal.type_for("Gvisamine\x13", "Saved in ");
    let [file] = notes_files(home.path()).try_into().unwrap();
    std::fs::write(&article, text.replace("rise", "will rise")).unwrap();
    terminal.wait_for("The article was changed on disk: R reads it again");
    terminal.type_for("R", "The text has changed: 1 note came along");
    // Its note stands in the earlier text's file still.
    let kept = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, kept.replace("body = \"mine\"", "body = \"theirs\"")).unwrap();
    terminal.wait_for("The notes were changed outside: 1 changed");
    terminal.type_for("gr", "theirs");
    terminal.type_for("\r", "nothing is left to review");
    terminal.type_for("u", "Undone");
    terminal.keys("Q");
    assert!(terminal.end().success());
    assert!(std::fs::read_to_string(&file).unwrap().contains("body = \"theirs\""));
}

#[test]
fn what_a_killed_process_left_on_the_screen_is_cleared() {
    let home = home();
    let mut terminal = Terminal::start(BYLINE, &[&story("dhow-licence-talks.txt")], home.path(), 100, 30);
    terminal.wait_for("PEOPLE");
    terminal.keys("q");
    assert!(terminal.end().success());
    let bytes = String::from_utf8_lossy(&terminal.bytes()).into_owned();
    assert!(
        bytes.contains("\x1b[?1049h\x1b[2J"),
        "a terminal that is on that screen already shows the old one"
    );
}
