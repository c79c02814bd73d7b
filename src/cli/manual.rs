//! The manual page: the arguments as clap knows them, the keys as the
//! configuration knows them.

use clap::CommandFactory as _;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::args::{Args, EXAMPLES};
use crate::config::{Command, Config, Context};

/// The page, in roff.
pub fn page() -> Vec<u8> {
    let mut command = Args::command();
    command.build();
    let mut page = Vec::new();
    // Writing to memory cannot fail.
    let _ = write(&command, &mut page);
    page
}

fn write(command: &clap::Command, page: &mut Vec<u8>) -> std::io::Result<()> {
    let man = Man::new(command.clone()).title("BYLINE").manual("Byline");
    man.render_title(page)?;
    man.render_name_section(page)?;
    synopsis().to_writer(page)?;
    man.render_options_section(page)?;
    verbatim("EXAMPLES", EXAMPLES.trim_start_matches("Examples:\n")).to_writer(page)?;
    subcommands(command).to_writer(page)?;
    keys().to_writer(page)?;
    closing().to_writer(page)
}

fn synopsis() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["SYNOPSIS"]);
    roff.text([bold("byline"), roman(" [OPTIONS] [PATH]...")]);
    roff.control("br", []);
    roff.text([bold("byline"), roman(" [OPTIONS] COMMAND")]);
    roff
}

/// A section whose lines are kept as they are.
fn verbatim(heading: &str, text: &str) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", [heading]);
    roff.control("nf", []);
    roff.text([roman(text)]);
    roff.control("fi", []);
    roff
}

/// The help of each command, without the options that all of them have.
fn subcommands(command: &clap::Command) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["COMMANDS"]);
    for subcommand in command.get_subcommands().filter(|command| command.get_name() != "help") {
        let mut own = subcommand.clone().mut_args(|arg| {
            let common = arg.is_global_set();
            arg.hide(common)
        });
        roff.control("SS", [subcommand.get_name()]);
        roff.control("nf", []);
        roff.text([roman(own.render_help().to_string())]);
        roff.control("fi", []);
    }
    roff
}

/// The default keys of each context.
fn keys() -> Roff {
    let keymap = Config::default().keymap;
    let mut roff = Roff::new();
    roff.control("SH", ["KEYS"]);
    roff.text([
        roman("The defaults; a configuration may give others. Keys that a table does not name are those of "),
        bold("global"),
        roman(", except where characters are text."),
    ]);
    for context in Context::ALL {
        roff.control("SS", [context.name()]);
        let bindings = keymap.bindings(context);
        for command in Command::ALL {
            let keys: Vec<&str> = bindings
                .iter()
                .filter(|(_, bound)| bound == command)
                .map(|(keys, _)| keys.as_str())
                .collect();
            if !keys.is_empty() {
                roff.control("TP", []);
                roff.text([bold(keys.join(", "))]);
                roff.text([roman(format!("{} ({})", command.doc(), command.name()))]);
            }
        }
    }
    roff
}

fn closing() -> Roff {
    let mut roff = Roff::new();
    for (heading, entries) in [
        (
            "FILES",
            [
                (
                    "$XDG_CONFIG_HOME/byline/config.toml",
                    "The configuration; `byline config init` writes one.",
                ),
                (
                    "$XDG_DATA_HOME/byline/notes",
                    "The notes, one TOML file an article, and the texts they are on.",
                ),
                ("$XDG_STATE_HOME/byline", "Reading positions and drafts."),
            ]
            .as_slice(),
        ),
        (
            "ENVIRONMENT",
            &[
                ("NO_COLOR", "Where it is set and not empty, no colour is used."),
                ("COLORTERM", "truecolor or 24bit: more than 256 colours are used."),
                ("EDITOR", "The program in which notes can be written."),
            ],
        ),
        (
            "EXIT STATUS",
            &[("0", "Done."), ("1", "Something failed."), ("2", "The arguments were not understood.")],
        ),
    ] {
        roff.control("SH", [heading]);
        for (term, text) in entries {
            roff.control("TP", []);
            roff.text([bold(*term)]);
            roff.text([roman(*text)]);
        }
    }
    roff
}
