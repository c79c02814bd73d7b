//! Configurations, good and bad, with their exact messages; the default keys
//! and themes.

// Clippy permits these in test functions, but not in their helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

use byline::config::{Color, Command, Config, Context, Found, Role, Style, notation, sequence, template};
use proptest::prelude::*;

/// What loading `text` as `my.toml` complains about.
fn errors(text: &str) -> Vec<String> {
    match Config::load(Some(("my.toml", text))) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

fn load(text: &str) -> Config {
    Config::load(Some(("my.toml", text))).unwrap_or_else(|errors| panic!("{text}\n{errors:#?}"))
}

fn find(config: &Config, context: Context, keys: &str) -> Found {
    config.keymap.find(context, &sequence(keys).unwrap())
}

#[test]
fn the_defaults_are_sound() {
    let config = Config::load(None).unwrap();
    assert_eq!(config, Config::default());
    let screen = &config.screen;
    assert_eq!((screen.measure, screen.sidebar, screen.scroll_margin, screen.wheel), (72, 38, 3, 3));
    assert!(screen.show_sidebar && screen.mouse);
    assert_eq!(config.theme().name, "dark");
    assert_eq!(config.notes.dir, None);
    let names: Vec<&str> = config.themes.iter().map(|theme| theme.name.as_str()).collect();
    assert_eq!(names, ["dark", "light", "ansi", "mono"]);
}

#[test]
fn bad_configurations_say_what_where_and_what_to_do() {
    for (text, expected) in [
        // The file.
        (
            "measure 3",
            "my.toml:1:9: this is not TOML: key with no value, expected `=` \
             (text stands in quotes, and each setting on a line of its own: name = value)",
        ),
        (
            "[screen]\ntheme = dark",
            "my.toml:2:9: this is not TOML: string values must be quoted, expected literal string \
             (text stands in quotes, and each setting on a line of its own: name = value)",
        ),
        (
            "[screen]\nmeasure = 40\nmeasure = 50",
            "my.toml:3:1: measure is named a second time (keep one of the two)",
        ),
        ("[scren]", "my.toml:1:2: unknown table \"scren\" in the configuration (did you mean \"screen\"?)"),
        (
            "[é]",
            "my.toml:1:2: this is not TOML: invalid unquoted key, expected letters, numbers, `-`, `_` \
             (text stands in quotes, and each setting on a line of its own: name = value)",
        ),
        (
            "theme = \"dark\"",
            "my.toml:1:1: the setting \"theme\" stands outside of its table (write it below a line [screen])",
        ),
        (
            "dir = \"~\"",
            "my.toml:1:1: the setting \"dir\" stands outside of its table (write it below a line [notes])",
        ),
        ("screen = 3", "my.toml:1:10: screen must be a table, not 3"),
        ("[[screen]]", "my.toml:1:1: screen must be a table, not a list"),
        // Settings.
        (
            "[screen]\nmesure = 3",
            "my.toml:2:1: unknown setting \"mesure\" in [screen] (did you mean \"measure\"?)",
        ),
        ("[notes]\nfolder = \"x\"", "my.toml:2:1: unknown setting \"folder\" in [notes] ([notes] has dir)"),
        ("[screen]\nmeasure = 19", "my.toml:2:11: measure must be a whole number from 20 to 200, not 19"),
        ("[screen]\nmeasure = 201", "my.toml:2:11: measure must be a whole number from 20 to 200, not 201"),
        ("[screen]\nmeasure = -72", "my.toml:2:11: measure must be a whole number from 20 to 200, not -72"),
        ("[screen]\nmeasure = 7.5", "my.toml:2:11: measure must be a whole number from 20 to 200, not 7.5"),
        (
            "[screen]\nmeasure = 99999999999999999999",
            "my.toml:2:11: measure must be a whole number from 20 to 200, not 99999999999999999999",
        ),
        ("[screen]\nsidebar = 15", "my.toml:2:11: sidebar must be a whole number from 16 to 120, not 15"),
        ("[screen]\nwheel = \"3\"", "my.toml:2:9: wheel must be a whole number from 1 to 20, not \"3\""),
        (
            "[screen]\nscroll-margin = 21",
            "my.toml:2:17: scroll-margin must be a whole number from 0 to 20, not 21",
        ),
        ("[screen]\nmouse = 1", "my.toml:2:9: mouse must be true or false, not 1"),
        ("[screen]\nshow-sidebar = \"yes\"", "my.toml:2:16: show-sidebar must be true or false, not \"yes\""),
        ("[screen]\ntheme = 2026-01-05", "my.toml:2:9: theme must be text in quotes, not a date"),
        ("[screen]\ntheme = \"drak\"", "my.toml:2:9: there is no theme \"drak\" (did you mean \"dark\"?)"),
        (
            "[screen]\ntheme = \"solarized\"",
            "my.toml:2:9: there is no theme \"solarized\" (there are dark, light, ansi, mono)",
        ),
        ("[notes]\ndir = {}", "my.toml:2:7: dir must be text in quotes, not a table"),
        // Keys.
        (
            "[keys]\nj = \"top\"",
            "my.toml:2:1: unknown context \"j\" in [keys] \
             ([keys] has reader, visual, sidebar, library, notes, editor, prompt, review, page, global)",
        ),
        ("[keys.redaer]", "my.toml:1:7: unknown context \"redaer\" in [keys] (did you mean \"reader\"?)"),
        ("[keys]\nreader = \"vi\"", "my.toml:2:10: reader must be a table, not \"vi\""),
        (
            "[keys.reader]\n  j = \"line-dwon\"",
            "my.toml:2:7: unknown command \"line-dwon\" (did you mean \"line-down\"?)",
        ),
        (
            "[keys.reader]\nj = \"frobnicate\"",
            "my.toml:2:5: unknown command \"frobnicate\" \
             (`byline config show` lists the commands beside their keys)",
        ),
        ("[keys.reader]\nj = [\"top\"]", "my.toml:2:5: j must be text in quotes, not a list"),
        ("[keys.reader]\nEntr = \"back\"", "my.toml:2:1: \"Entr\" is not a key (did you mean Enter?)"),
        (
            "[keys.reader]\n\"C-i\" = \"top\"",
            "my.toml:2:1: no program can tell \"C-i\" from Tab (terminals send the same for both; write Tab)",
        ),
        (
            "[keys.reader]\n\"gg\" = \"top\"\n\"g g\" = \"bottom\"",
            "my.toml:3:1: \"g g\" is the same key as \"gg\" above (keep one of the two)",
        ),
        (
            "[keys.reader]\n\"d\" = \"delete-note\"",
            "my.toml:2:1: \"d\" in [keys.reader] is the beginning of \"dd\" (delete-note) \
             (choose another key, or free it with \"dd\" = \"\")",
        ),
        (
            "[keys.visual]\n\"i\" = \"top\"",
            "my.toml:2:1: \"i\" in [keys.visual] is the beginning of \"iw\" (select-word), \
             \"is\" (select-sentence), \"ip\" (select-paragraph) \
             (choose another key, or free each of them as with \"iw\" = \"\")",
        ),
        (
            "[keys.reader]\n\"ddx\" = \"top\"",
            "my.toml:2:1: \"ddx\" in [keys.reader] can never be typed, because \"dd\" (delete-note) runs at once \
             (choose other keys, or free it with \"dd\" = \"\")",
        ),
        (
            "[keys.library]\n\"C-x C-s\" = \"save\"\n\"C-x\" = \"quit\"",
            "my.toml:3:1: \"C-x\" in [keys.library] is the beginning of \"C-x C-s\" (save) \
             (choose another key, or free it with \"C-x C-s\" = \"\")",
        ),
        (
            "[keys.reader]\n\"F9\" = \"\"",
            "my.toml:2:1: \"F9\" has no command in [keys.reader] that could be taken away \
             (`byline config show` lists the keys of each context)",
        ),
        (
            "[keys.editor]\nj = \"editor-save\"",
            "my.toml:2:1: \"j\" types text in [keys.editor], so it can start no command \
             (start with C-, A- or a key such as F1)",
        ),
        // Themes.
        ("[theme]\ndark = \"black\"", "my.toml:2:8: dark must be a table, not \"black\""),
        (
            "[theme.dark]\nbase = \"light\"",
            "my.toml:2:1: the theme \"dark\" comes with the program and has no base \
             (give your own theme another name)",
        ),
        (
            "[theme.mine]\nbase = \"yours\"\n[theme.yours]",
            "my.toml:2:8: no theme \"yours\" comes with the program (there are dark, light, ansi, mono)",
        ),
        (
            "[theme.mine]\nqoute = {}",
            "my.toml:2:1: unknown role \"qoute\" in [theme.mine] (did you mean \"quote\"?)",
        ),
        (
            "[theme.mine]\nperson = \"red\"",
            "my.toml:2:10: person must be a style such as { fg = \"#87afd7\", bold = true }, not \"red\"",
        ),
        (
            "[theme.mine]\nperson = { blod = true }",
            "my.toml:2:12: unknown field \"blod\" in a style (did you mean \"bold\"?)",
        ),
        ("[theme.mine]\nperson.bold = 1", "my.toml:2:15: bold must be true or false, not 1"),
        (
            "[theme.mine]\nperson = { fg = \"rde\" }",
            "my.toml:2:17: \"rde\" is not a colour (did you mean \"red\"?)",
        ),
        (
            "[theme.mine]\nperson = { fg = \"#87afd\" }",
            "my.toml:2:17: \"#87afd\" is not a colour (a colour is red, bright-black, default, or #rrggbb, \
             or a number from 0 to 255 without quotes)",
        ),
        (
            "[theme.mine]\nperson = { bg = 256 }",
            "my.toml:2:17: bg must be a whole number from 0 to 255, not 256",
        ),
        (
            "[theme.mine]\nperson = { bg = true }",
            "my.toml:2:17: bg must be a colour such as \"red\", \"#87afd7\" or 110, not true",
        ),
    ] {
        assert_eq!(errors(text), [expected], "{text}");
    }
}

#[test]
fn every_error_of_a_file_is_told_at_once() {
    assert_eq!(
        errors("[screen]\nmeasure = 0\nmouse = 1\n[keys.page]\nj = \"x\"\n[theme.x]\ny = {}\n").len(),
        4
    );
}

#[test]
fn a_column_counts_characters() {
    let text = "[theme.\"thème é\"]\n\"é\" = {}";
    assert!(errors(text)[0].starts_with("my.toml:2:1: unknown role \"é\""), "{:?}", errors(text));
    assert!(errors("[theme.\"é\"]\ntext = { fg = \"é\", bg = \"ü\" }")[1].starts_with("my.toml:2:25: "));
}

#[test]
fn a_file_overrides_single_values() {
    let config = load("[screen]\nmeasure = 0x50\nmouse = false\n[notes]\ndir = \"~/notes\"\n");
    assert_eq!((config.screen.measure, config.screen.sidebar, config.screen.mouse), (80, 38, false));
    assert_eq!(config.notes.dir.as_deref(), Some("~/notes"));
    assert_eq!(config.keymap, Config::default().keymap);
    assert_eq!(load(""), Config::default());
    assert_eq!(load("\u{feff}[screen]\nwheel = 5\n").screen.wheel, 5);
}

#[test]
fn keys_are_added_moved_and_freed() {
    let config = load(
        "[keys.reader]\n\
         \"gg\" = \"\"\n\"ge\" = \"\"\n\"gq\" = \"\"\n\"gn\" = \"\"\n\"gb\" = \"\"\n\"gi\" = \"\"\n\"gr\" = \"\"\n\"gE\" = \"\"\n\
         \"g\" = \"top\"\n\"C-x C-s\" = \"save\"\n\"j\" = \"paragraph-forward\"\n\"?\" = \"search\"\n",
    );
    for (keys, expected) in [
        ("g", Found::Command(Command::Top)),
        ("gg", Found::None),
        ("C-x", Found::Prefix),
        ("C-x C-s", Found::Command(Command::Save)),
        ("j", Found::Command(Command::ParagraphForward)),
        ("?", Found::Command(Command::Search)),
        ("Down", Found::Command(Command::LineDown)),
        ("q", Found::Command(Command::Quit)),
    ] {
        assert_eq!(find(&config, Context::Reader, keys), expected, "{keys}");
    }
    assert_eq!(find(&config, Context::Sidebar, "gg"), Found::Command(Command::Top));
    assert_eq!(config.keymap.keys_of(Context::Reader, Command::Top), ["g", "Home"]);
    assert_eq!(config.keymap.keys_of(Context::Reader, Command::Search), ["?", "/"]);
    assert!(config.keymap.keys_of(Context::Reader, Command::Help).is_empty());
    assert_eq!(config.keymap.keys_of(Context::Sidebar, Command::Help), ["?"]);
    let freed = load("[keys.global]\nq = \"\"\n");
    assert_eq!(find(&freed, Context::Reader, "q"), Found::None);
    assert_eq!(find(&freed, Context::Page, "q"), Found::Command(Command::Back));
}

#[test]
fn themes_are_changed_field_by_field_and_made_anew() {
    let config = load(
        "[screen]\ntheme = \"mine\"\n\
         [theme.dark]\nnote-mark = { fg = \"red\" }\ncursor.reverse = false\n\
         [theme.mine]\nplace = { fg = \"\", bold = true }\nperson = { fg = 208, bg = \"default\" }\n\
         [theme.paper]\nbase = \"mono\"\n",
    );
    let dark = config.theme_named("dark").unwrap();
    let bold = Style { bold: true, ..Style::default() };
    assert_eq!(dark.style(Role::NoteMark), Style { fg: Some(Color::Named(1)), ..bold });
    assert_eq!(dark.style(Role::Cursor), Style::default());
    let mine = config.theme();
    assert_eq!((mine.name.as_str(), mine.base.as_deref()), ("mine", Some("dark")));
    assert_eq!(mine.style(Role::Place), bold);
    let person = Style { fg: Some(Color::Indexed(208)), bg: Some(Color::Default), ..Style::default() };
    assert_eq!(mine.style(Role::Person), person);
    assert_eq!(mine.style(Role::NoteMark), dark.style(Role::NoteMark), "the base is the changed one");
    assert_eq!(config.theme_named("paper").unwrap().style(Role::Headline), bold);
}

/// Every command has a key, and in each context the keys are those that the
/// documentation names.
#[test]
fn every_command_has_a_key() {
    let config = Config::default();
    for command in Command::ALL {
        let bound = Context::ALL.iter().any(|context| !config.keymap.keys_of(*context, *command).is_empty());
        assert!(bound, "{} has no key", command.name());
    }
    for context in Context::ALL {
        for (keys, command) in config.keymap.bindings(context) {
            assert_eq!(find(&config, context, &keys), Found::Command(command), "{context:?} {keys}");
            assert_eq!(notation(&sequence(&keys).unwrap()), keys);
        }
    }
}

#[test]
fn the_default_keys() {
    let config = Config::default();
    let listed = |context: Context| {
        let mut lines = String::new();
        for command in Command::ALL {
            let own: Vec<String> = config
                .keymap
                .bindings(context)
                .into_iter()
                .filter(|(_, bound)| bound == command)
                .map(|(keys, _)| keys)
                .collect();
            if !own.is_empty() {
                lines += &format!("{}: {}\n", command.name(), own.join(", "));
            }
        }
        lines
    };
    let all: String =
        Context::ALL.iter().map(|context| format!("[{}]\n{}\n", context.name(), listed(*context))).collect();
    insta::assert_snapshot!("default_keys", all);
}

/// The relative luminance of a colour, as WCAG 2 defines it.
fn luminance((r, g, b): (u8, u8, u8)) -> f64 {
    let linear = |channel: u8| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

fn contrast(a: (u8, u8, u8), b: (u8, u8, u8)) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Text stands out from the backgrounds that people use, by at least the 4.5
/// to 1 that WCAG 2 asks for.
#[test]
fn the_themes_can_be_read() {
    let dark = [(0, 0, 0), (0x1e, 0x1e, 0x2e), (0x00, 0x2b, 0x36), (0x2e, 0x34, 0x40), (0x30, 0x30, 0x30)];
    let light = [(255, 255, 255), (0xfd, 0xf6, 0xe3), (0xee, 0xee, 0xee)];
    let config = Config::default();
    for (name, grounds) in [("dark", dark.as_slice()), ("light", light.as_slice())] {
        let theme = config.theme_named(name).unwrap();
        for role in Role::ALL.iter().copied().filter(|role| *role != Role::Rule) {
            let style = theme.style(role);
            let Some(Color::Rgb(r, g, b)) = style.fg else { continue };
            let own = match style.bg {
                Some(Color::Rgb(r, g, b)) => Some((r, g, b)),
                _ => None,
            };
            for ground in own.as_ref().map_or(grounds, std::slice::from_ref) {
                let contrast = contrast((r, g, b), *ground);
                assert!(contrast >= 4.5, "{name} {}: {contrast:.2} on {ground:?}", role.name());
            }
        }
        // Nothing changes on a terminal of 256 colours.
        for role in Role::ALL {
            let (full, few) = (theme.style(*role), theme.clone().indexed().style(*role));
            assert_eq!(
                full.fg.is_some(),
                matches!(few.fg, Some(Color::Indexed(_))),
                "{name} {}",
                role.name()
            );
        }
    }
}

#[test]
fn the_types_of_entities_differ_without_colour() {
    let config = Config::default();
    let types = [Role::Person, Role::Organization, Role::Place, Role::Group, Role::Date, Role::Other];
    let mono = config.theme_named("mono").unwrap();
    for (at, role) in types.iter().enumerate() {
        for other in &types[at + 1..] {
            assert_ne!(mono.style(*role), mono.style(*other), "{role:?} {other:?}");
        }
    }
    for role in Role::ALL {
        let style = mono.style(*role);
        assert_eq!((style.fg, style.bg, style.italic), (None, None, false), "{role:?}");
    }
}

#[test]
fn the_template_changes_nothing_until_a_line_is_uncommented() {
    let template = template();
    assert_eq!(load(&template), Config::default());
    let uncommented: String = template
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(setting) if !setting.is_empty() && !setting.starts_with(' ') => format!("{setting}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    assert_eq!(load(&uncommented), Config::default());
    assert_eq!(uncommented, include_str!("../config.toml"));
    let changed = template.replace("#measure = 72", "measure = 60");
    assert_eq!(load(&changed).screen.measure, 60);
}

#[test]
fn every_setting_of_the_default_file_is_explained() {
    let text = include_str!("../config.toml");
    for (before, line) in text.lines().zip(text.lines().skip(1)) {
        let setting = line.split(" = ").next().unwrap_or("");
        if matches!(
            setting,
            "theme" | "measure" | "sidebar" | "show-sidebar" | "mouse" | "scroll-margin" | "wheel" | "dir"
        ) {
            assert!(before.starts_with("# "), "{line}");
        }
    }
    for role in Role::ALL {
        assert!(
            text.contains(&format!("\n#   {}", role.name())) || text.contains(&format!(", {}", role.name()))
        );
    }
}

#[test]
fn what_is_in_force_loads_again() {
    let user = "[screen]\ntheme = \"a b\"\nwheel = 9\n[notes]\ndir = \"é\\\"\\\\ \\u001b\\U0001f600\"\n\
         [keys.reader]\ndd = \"\"\n\"d\" = \"delete-note\"\n\"\\\"\" = \"save\"\n\
         [theme.dark]\nperson = { fg = \"\", italic = true }\nguess.italic = false\n\
         [theme.\"a b\"]\nbase = \"light\"\nperson = { fg = 3, bg = \"default\" }\nquote = { fg = \"\" }\n";
    for text in ["", user] {
        let config = load(text);
        assert_eq!(load(&config.to_toml()), config, "{}", config.to_toml());
    }
}

proptest! {
    #[test]
    fn any_text_loads_or_is_refused(text in "\\PC{0,200}") {
        let _ = Config::load(Some(("my.toml", &text)));
    }

    #[test]
    fn any_value_loads_or_is_refused(
        table in "(screen|notes|keys|keys\\.reader|keys\\.editor|theme|theme\\.x|theme\\.dark)",
        key in "(theme|measure|dir|reader|gg|\"C-x\"|base|person|text|mouse)",
        value in "(\"[a-z-]{0,8}\"|-?[0-9]{1,20}|true|\\{\\}|\\[\\]|\\{ fg = \"[#a-f0-9]{0,8}\" \\}|1\\.5)",
    ) {
        let text = format!("[{table}]\n{key} = {value}\n");
        if let Ok(config) = Config::load(Some(("my.toml", &text))) {
            prop_assert_eq!(load(&config.to_toml()), config);
        }
    }
}
