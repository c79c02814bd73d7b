//! The program in an empty home: standard output, standard error, exit status.

// Clippy permits these in test functions, but not in their helpers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod corrected;
mod extract;
mod home;
mod merge;
mod notes;
mod trash;

use std::fs;

use home::{Home, Said, assert_fails, assert_prints, finish};

#[test]
fn help_and_version() {
    let home = Home::new();
    let version = format!("byline {}\n", env!("CARGO_PKG_VERSION"));
    assert_prints(&home.run(&["--version"]), &version);
    for (name, arguments) in [
        ("help", ["--help"].as_slice()),
        ("help_extract", &["extract", "--help"]),
        ("help_export", &["help", "export"]),
        ("help_config", &["config", "--help"]),
    ] {
        let said = home.run(arguments);
        assert_eq!((said.status, said.stderr.as_str()), (Some(0), ""), "{arguments:?}");
        insta::assert_snapshot!(name, said.stdout);
    }
}

#[test]
fn what_is_not_understood_is_a_usage_error() {
    let home = Home::new();
    assert_fails(
        &home.run(&["extract", "--format", "xml"]),
        2,
        "byline: invalid value 'xml' for '--format <FORMAT>'\n  \
         [possible values: text, json, jsonl, toml]\n\n  \
         tip: a similar value exists: 'toml'\n\n\
         For more information, try '--help'.\n",
    );
    assert_fails(
        &home.run(&["story.txt", "--theme", "dark", "export"]),
        2,
        "byline: story.txt stands before the command\n  \
         write the command first; a file with a command's name is written ./NAME\n",
    );
    for arguments in
        [["notes"].as_slice(), &["config"], &["export", "--force"], &["extract", "--frmat", "json"]]
    {
        let said = home.run(arguments);
        assert_eq!((said.status, said.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(!said.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn foreign_characters_cannot_command_the_terminal() {
    let home = Home::new();
    let evil = "\u{1b}]0;owned\u{7}\u{202e}";
    home.write("evil.toml", "[screen]\ntheme = \"\\u001b]0;owned\\u0007\\u202e\"\n");
    home.write(&format!("{evil}.toml"), "[screen]\nx = 1\n");
    for (arguments, status) in [
        (["extract".to_owned(), format!("--x{evil}")], 2),
        (["extract".to_owned(), evil.to_owned()], 1),
        ([format!("--config={evil}"), "config".to_owned()], 2),
    ] {
        let arguments = arguments.iter().map(String::as_str).collect::<Vec<_>>();
        assert_harmless(&home.run(&arguments), status);
    }
    let named = format!("{evil}.toml");
    assert_harmless(&home.run(&["--config", &named, "config", "check"]), 1);
    assert_harmless(&home.run(&["--config", "evil.toml", "config", "check"]), 1);
    assert_harmless(&home.run(&["--theme", evil, "config", "show"]), 2);
    assert_harmless(&home.run(&["--config", &named, "config", "path"]), 0);
    assert_harmless(&home.run(&["--notes-dir", evil, "config", "show"]), 0);
    assert_harmless(&home.run(&["--notes-dir", evil, "notes", "list"]), 0);
    assert_harmless(&home.run(&["extract", "--format", "jsonl", evil]), 1);
    let record = format!("{{\"id\":\"{}\u{9b}\u{202e}\"}}", "\\u001b");
    assert_harmless(&home.feed(&["extract", "--format", "jsonl"], record), 1);
}

#[test]
fn the_reader_wants_a_terminal() {
    let home = Home::new();
    let error = "byline: the reader needs a terminal, and standard output is none\n  \
         for output to a file or a pipe, use `byline extract` or `byline export`; see byline --help\n";
    assert_fails(&home.run(&[]), 2, error);
    assert_fails(&home.run(&["story.txt"]), 2, error);
    assert_fails(&home.run(&["story.txt", "export"]), 2, error);
}

#[test]
fn config_path_init_check_show() {
    let home = Home::new();
    let path = home.config();
    let shown = path.display();
    assert_prints(&home.run(&["config", "path"]), &format!("{shown}\n"));
    assert_prints(
        &home.run(&["config", "check"]),
        &format!("{shown}: no such file; the defaults are in force\n"),
    );
    assert!(!path.exists(), "looking writes nothing");
    assert_prints(&home.run(&["config", "init"]), &format!("wrote {shown}\n"));
    assert_eq!(fs::read_to_string(&path).unwrap(), byline::config::template());
    assert_prints(&home.run(&["config", "check"]), &format!("{shown}: in order\n"));
    assert_fails(
        &home.run(&["config", "init"]),
        1,
        &format!(
            "byline: {shown} is there already, and stays as it is\n  \
             move it away first, or name another file with --config\n"
        ),
    );
    let show = home.run(&["config", "show"]);
    let config = byline::config::Config::default().to_toml();
    assert_prints(&show, &format!("# In force: the defaults, {shown}, and the options given.\n\n{config}"));
}

#[test]
fn config_check_tells_every_error() {
    let home = Home::new();
    home.write("bad.toml", "[screen]\nmesure = 3\nmouse = \"yes\"\n");
    let path = home.path("bad.toml").display().to_string();
    let errors = format!(
        "byline: {path}:2:1: unknown setting \"mesure\" in [screen]\n  did you mean \"measure\"?\n\
         byline: {path}:3:9: mouse must be true or false, not \"yes\"\n"
    );
    assert_fails(&home.run(&["--config", "bad.toml", "config", "check"]), 1, &errors);
    assert_fails(&home.run(&["config", "show", "--config", "bad.toml"]), 1, &errors);
    assert_fails(&home.run(&["notes", "list", "--config", "bad.toml"]), 1, &errors);
    // What needs no configuration does not ask for it.
    home.write("story.txt", "A story.\n");
    assert_eq!(home.run(&["extract", "story.txt", "--config", "bad.toml"]).status, Some(0));
}

#[test]
fn a_named_configuration_must_be_there_and_readable() {
    let home = Home::new();
    let missing = home.path("none.toml").display().to_string();
    assert_fails(
        &home.run(&["--config", "none.toml", "config", "check"]),
        1,
        &format!(
            "byline: there is no configuration {missing}\n  \
             `byline config init --config {missing}` writes one to start from\n"
        ),
    );
    home.write("latin.toml", b"# one\n# \xe9\n");
    assert_fails(
        &home.run(&["--config", "latin.toml", "config", "check"]),
        1,
        &format!(
            "byline: {}:2: the configuration is not UTF-8\n  save the file as UTF-8\n",
            home.path("latin.toml").display()
        ),
    );
    let said = home.run(&["--config", ".", "config", "check"]);
    assert_eq!(said.status, Some(1));
    assert!(said.stderr.starts_with("byline: cannot read the configuration "), "{}", said.stderr);
    let endless = home.run(&["--config", "/dev/zero", "config", "check"]);
    assert!(endless.stderr.contains("longer than 1 MiB"), "{}", endless.stderr);
    assert_eq!(home.run(&["--config", "/dev/null", "config", "check"]).status, Some(0));
}

#[test]
fn options_override_the_configuration() {
    let home = Home::new();
    let shown = home.run(&["--theme", "light", "--notes-dir", "here", "config", "show"]).stdout;
    assert!(shown.contains("\ntheme = \"light\"\n"), "{shown}");
    assert!(shown.contains(&format!("\ndir = \"{}\"\n", home.path("here").display())), "{shown}");
    assert_fails(
        &home.run(&["config", "show", "--theme", "drak"]),
        2,
        "byline: there is no theme \"drak\"\n  did you mean \"dark\"?\n",
    );
}

#[test]
fn folders_come_from_the_environment() {
    let home = Home::new();
    let with = |name: &str, value: &str, arguments: &[&str]| {
        finish(home.command(arguments).env(name, value).spawn().unwrap(), b"")
    };
    assert_prints(&with("XDG_CONFIG_HOME", "/etc/xdg", &["config", "path"]), "/etc/xdg/byline/config.toml\n");
    // The specification says to ignore what is no whole path.
    let usual = format!("{}\n", home.config().display());
    assert_prints(&with("XDG_CONFIG_HOME", "relative", &["config", "path"]), &usual);
    assert_fails(
        &with("HOME", "relative", &["config", "path"]),
        1,
        "byline: HOME is \"relative\", which is not a whole path\n  set HOME to your home folder, from / on\n",
    );
    home.write("story.txt", "A story.\n");
    assert_eq!(with("HOME", "relative", &["extract", "story.txt"]).status, Some(0));
}

#[test]
fn the_notes_folder_is_where_the_configuration_says() {
    let home = Home::new();
    let empty = |dir: &str| format!("byline: no notes in {dir} yet\n");
    let list = |arguments: &[&str]| {
        let said = home.run(arguments);
        assert_eq!((said.status, said.stdout.as_str()), (Some(0), ""));
        home.anonymous(&said.stderr)
    };
    assert_eq!(list(&["notes", "list"]), empty("~/.local/share/byline/notes"));
    assert_eq!(list(&["notes", "list", "--notes-dir", "x"]), empty("~/work/x"));
    home.write("c.toml", "[notes]\ndir = \"~/n\"\n");
    assert_eq!(list(&["notes", "list", "--config", "c.toml"]), empty("~/n"));
    home.write("etc/c.toml", "[notes]\ndir = \"n\"\n");
    assert_eq!(list(&["notes", "list", "--config", "etc/c.toml"]), empty("~/work/etc/n"));
    home.write("c.toml", "[notes]\ndir = \"~bob/n\"\n");
    assert_fails(
        &home.run(&["notes", "list", "--config", "c.toml"]),
        1,
        "byline: \"~bob/n\" starts with the home of somebody else\n  \
         write ~/ for your own home folder, ./~ for a folder of that name\n",
    );
}

#[test]
fn a_closed_pipe_is_quiet() {
    let home = Home::new();
    for arguments in [["extract", "--format", "jsonl"].as_slice(), &["config", "show"], &["man"], &["--help"]]
    {
        let mut child = home.command(arguments).spawn().unwrap();
        drop(child.stdout.take());
        let said = finish(child, "{\"id\":\"1\",\"text\":\"A story.\"}\n".repeat(10_000).as_bytes());
        assert_eq!((said.status, said.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let home = Home::new();
    for arguments in [["config", "show"].as_slice(), &["man"], &["--help"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let said = finish(home.command(arguments).stdout(full).spawn().unwrap(), b"");
        assert_fails(
            &said,
            1,
            "byline: cannot write to standard output: No space left on device (os error 28)\n",
        );
    }
}

#[test]
fn completions_and_manual() {
    let home = Home::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let said = home.run(&["completions", shell]);
        assert_eq!((said.status, said.stderr.as_str()), (Some(0), ""), "{shell}");
        assert!(said.stdout.contains("extract"), "{shell}");
    }
    let page = home.run(&["man"]);
    assert_eq!((page.status, page.stderr.as_str()), (Some(0), ""));
    for heading in ["NAME", "SYNOPSIS", "OPTIONS", "EXAMPLES", "COMMANDS", "KEYS", "FILES", "ENVIRONMENT"] {
        assert!(page.stdout.contains(&format!("\n.SH {heading}\n")), "{heading}");
    }
    for command in byline::config::Command::ALL {
        let name = command.name().replace('-', "\\-");
        assert!(page.stdout.contains(&format!("({name})")), "{name}");
    }
}

#[test]
fn colour_only_where_it_is_asked_for() {
    let home = Home::new();
    for arguments in [["--help"].as_slice(), &["notes", "list"], &["config", "show"], &["extract", "x"]] {
        let said = home.run(arguments);
        assert!(!said.stdout.contains('\u{1b}') && !said.stderr.contains('\u{1b}'), "{arguments:?}");
    }
}

/// Done or not, with nothing that a terminal could obey.
#[track_caller]
fn assert_harmless(said: &Said, status: i32) {
    assert_eq!(said.status, Some(status), "{said:?}");
    for text in [&said.stdout, &said.stderr] {
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']), "{said:?}");
    }
}
