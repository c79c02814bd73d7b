//! The command line: what the arguments ask for, and the batch commands.
//!
//! This room knows files through [`crate::io`] and the pure rooms, but not the
//! screen: [`start`] does what needs none, and hands what does need one back
//! as [`Open`].

mod args;
mod config;
mod export;
mod extract;
mod jsonl;
mod manual;
mod notes;
mod output;
mod settings;

use std::ffi::OsString;
use std::io::{IsTerminal as _, stdin, stdout};
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser as _};

use args::{Args, Task};
use output::{Out, Stop};
use settings::Settings;

use crate::Error;
use crate::config::Config;
use crate::io::paths;

pub use output::complain;

/// The program did what it was asked for.
const DONE: u8 = 0;
/// It could not.
const FAILED: u8 = 1;
/// It was asked for something that does not exist.
const USAGE: u8 = 2;

/// It was to merge for git and could not: above 128, git ends the merge.
const ABORT: u8 = 129;

/// What remains to be done after the arguments are understood.
#[derive(Debug)]
pub enum Start {
    /// Nothing: the program ends with this exit status.
    Done(u8),
    /// The reader is to be opened.
    Open(Box<Open>),
}

/// The reader, as the arguments and the configuration want it.
#[derive(Debug)]
pub struct Open {
    /// Files and folders with articles; `-` is standard input.
    pub paths: Vec<PathBuf>,
    /// The settings, with what the arguments change in them.
    pub config: Config,
    /// The folder for notes.
    pub notes_dir: PathBuf,
    /// The folder for reading positions and drafts.
    pub state_dir: PathBuf,
}

/// Understands the arguments (the program's name first), and does what they
/// ask for unless it needs the screen. Errors are printed.
pub fn start(arguments: impl IntoIterator<Item = OsString>) -> Start {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => return Start::Done(refuse(&error)),
    };
    match run(args) {
        Ok(start) => start,
        Err(Stop::Closed) => Start::Done(DONE),
        Err(Stop::Usage(error)) => {
            complain(&error);
            Start::Done(USAGE)
        }
        Err(Stop::Abort(error)) => {
            complain(&error);
            Start::Done(ABORT)
        }
        Err(Stop::Failed(errors)) => {
            errors.iter().for_each(complain);
            Start::Done(FAILED)
        }
    }
}

fn run(args: Args) -> Result<Start, Stop> {
    let Args { paths, common, task } = args;
    let Some(task) = task else { return open(paths, &common).map(|open| Start::Open(Box::new(open))) };
    if let Some(path) = paths.first() {
        return Err(Stop::Usage(
            Error::new(format!("{} stands before the command", path.display()))
                .hint("write the command first; a file with a command's name is written ./NAME"),
        ));
    }
    let mut out = Out::new(common.color);
    match task {
        Task::Extract(task) => extract::run(&task, &mut out)?,
        Task::Export(task) => export::run(&task, &Settings::load(&common)?, &mut out)?,
        Task::Notes { task } => notes::run(&task, &Settings::load(&common)?, &mut out)?,
        Task::Config { task } => config::run(&task, &common, &mut out)?,
        Task::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "byline", &mut script);
            out.bytes(&script)?;
        }
        Task::Man => out.bytes(&manual::page())?,
    }
    out.finish()?;
    Ok(Start::Done(DONE))
}

/// Prepares the reader.
fn open(paths: Vec<PathBuf>, common: &args::Common) -> Result<Open, Stop> {
    if !stdout().is_terminal() {
        return Err(Stop::Usage(
            Error::new("the reader needs a terminal, and standard output is none").hint(
                "for output to a file or a pipe, use `byline extract` or `byline export`; see byline --help",
            ),
        ));
    }
    let settings = Settings::load(common)?;
    let paths = if !paths.is_empty() {
        paths
    } else if stdin().is_terminal() {
        vec![paths::start_folder()]
    } else {
        vec![PathBuf::from("-")]
    };
    Ok(Open {
        paths,
        notes_dir: settings.notes_dir()?,
        state_dir: paths::state_dir()?,
        config: settings.for_screen(common.color),
    })
}

/// Prints what clap has to say: help and version as asked for, anything else
/// as an error.
fn refuse(error: &clap::Error) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => match error.print() {
            Err(failure) if failure.kind() != std::io::ErrorKind::BrokenPipe => {
                complain(&output::unwritable(&failure));
                FAILED
            }
            _ => DONE,
        },
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            // Where standard error is closed, nobody is there to be told.
            let _ = error.print();
            USAGE
        }
        _ => {
            let text = error.render().to_string();
            output::complain_lines(text.strip_prefix("error: ").unwrap_or(&text));
            USAGE
        }
    }
}
