//! The arguments, as clap reads them. The doc comments here are the help.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

pub const EXAMPLES: &str = "\
Examples:
  byline                            the articles in ./articles, or in this folder
  byline story.txt notes/*.md       these articles
  pandoc page.html -t plain | byline
                                    an article from another program
  byline extract story.txt          who is in it and who said what, for people
  byline extract --format json story.txt | jq '.quotes[].speaker'
                                    the same for programs
  byline export -o notes.toml       all your notes in one file

Inside, ? shows every key. `byline help COMMAND` explains a command.";

const EXTRACT_EXAMPLES: &str = "\
Examples:
  byline extract story.txt
  byline extract --format json story.txt > story.json
  byline extract --format jsonl articles/ > all.jsonl
  byline extract --format jsonl < records.jsonl

With --format jsonl, standard input and files named *.jsonl hold one object a
line, {\"id\": \"...\", \"text\": \"...\"}; any other file is one article, and its
path is its id. Each answer is one line, in the order of the input, printed as
soon as it is ready. An input line that cannot be read is answered with
{\"id\": ..., \"error\": \"...\"}, and the exit status is then 1. Offsets count
Unicode code points.";

const EXPORT_EXAMPLES: &str = "\
Examples:
  byline export story.txt           the notes on one article, as its notes file
  byline export > notes.toml        the notes on all articles, in one file
  byline export -o notes.toml --force
  byline export --format json story.txt
                                    the article with your corrections
  byline export --format corpus story.txt -o corpus/stories/story.txt

With json and toml the article is printed as by extract; what you say has
by = \"human\".";

const ADD_EXAMPLES: &str = "\
Examples:
  byline notes add story.txt --body 'Ask the press office.' --tag todo
  byline notes add story.txt --quote 'two letters' --nth 2 < remark.txt

The id is printed when the note is on disk, and not before. A note that cannot
be saved is kept as a draft, which `byline notes drafts` prints.";

const LIST_EXAMPLES: &str = "\
Examples:
  byline notes list --status open --tag claim
  byline notes list --speaker Calder
  byline notes list --json | jq -r '.notes[].body'";

const MERGE_EXAMPLES: &str = "\
Notes that only one side added, changed or deleted are taken over. Of a note that
both changed, both versions are kept; the second gets an id of its own and
`conflict = \"<id of the first>\"`. The exit status is 0 where nothing was changed
twice, 1 where both versions of something were kept, and 129, with nothing
written, where a version cannot be read; git then ends the merge.

Where the notes folder is under git:
  git config merge.byline.driver 'byline notes merge %O %A %B'
  echo '*.toml merge=byline' >> NOTES_FOLDER/.gitattributes";

const CONFIG_EXAMPLES: &str = "\
Examples:
  byline config init                a file to start from, all commented out
  byline config check               say what is wrong with it
  byline config show | less         every setting and key in force";

/// Read the news in the terminal: who is in an article, who said what, and
/// your notes on it.
#[derive(Debug, Parser)]
#[command(
    name = "byline",
    version,
    after_help = EXAMPLES,
    override_usage = "byline [OPTIONS] [PATH]...\n       byline [OPTIONS] COMMAND",
    subcommand_value_name = "COMMAND",
    subcommand_help_heading = "Commands without a screen"
)]
pub struct Args {
    /// Articles: text and Markdown files, folders of them, or - for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    pub common: Common,

    #[command(subcommand)]
    pub task: Option<Task>,
}

/// What every command understands.
#[derive(Debug, clap::Args)]
pub struct Common {
    /// Read this configuration file instead of the usual one
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,

    /// Keep notes in this folder
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub notes_dir: Option<PathBuf>,

    /// Use this theme
    #[arg(long, global = true, value_name = "NAME")]
    pub theme: Option<String>,

    /// Whether to use colour; auto does on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: When,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    Auto,
    Always,
    Never,
}

/// What can be done without a screen.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Print who is in articles and who said what
    Extract(Extract),
    /// Print your notes as TOML, or an article with your corrections
    Export(Export),
    /// Look at your notes
    Notes {
        #[command(subcommand)]
        task: NotesTask,
    },
    /// Look at the configuration
    #[command(after_help = CONFIG_EXAMPLES)]
    Config {
        #[command(subcommand)]
        task: ConfigTask,
    },
    /// Print a script with which a shell completes commands and options
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(Debug, clap::Args)]
#[command(after_help = EXTRACT_EXAMPLES)]
pub struct Extract {
    /// How to print it: text for people, the others for programs
    #[arg(long, short, default_value = "text")]
    pub format: Format,

    /// Articles: files, folders, or - for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
}

/// How to print what is in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A readable list
    Text,
    /// One JSON object, for one article
    Json,
    /// One JSON object a line, for any number of articles
    Jsonl,
    /// TOML, for one article
    Toml,
}

#[derive(Debug, clap::Args)]
#[command(after_help = EXPORT_EXAMPLES)]
pub struct Export {
    /// What to print: your notes, or one article with your corrections
    #[arg(long, short, default_value = "notes")]
    pub format: ExportFormat,

    /// The articles whose notes to print; all in the notes folder if none is given
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,

    /// Write to this file; - is standard output
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,

    /// Replace the file if there is one
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// What to export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Notes and corrections, as in the notes file
    Notes,
    /// Who is in one article and who said what, corrected, as JSON
    Json,
    /// The same as TOML
    Toml,
    /// The same marked in the text, as a story to train on
    Corpus,
}

/// What can be done with notes.
#[derive(Debug, Subcommand)]
pub enum NotesTask {
    /// List notes: article, kind, status, words, first line, tags
    #[command(after_help = LIST_EXAMPLES)]
    List {
        #[command(flatten)]
        filter: Filter,

        /// Print JSON, for programs
        #[arg(long)]
        json: bool,
    },
    /// Add a note, and print its id once it is on disk
    #[command(after_help = ADD_EXAMPLES)]
    Add(Add),
    /// Print notes that were begun and not saved, such as after a crash
    Drafts,
    /// List deleted notes, with the ids by which they are restored
    Trash {
        /// Print JSON, for programs
        #[arg(long, conflicts_with = "empty")]
        json: bool,

        /// Take all deleted notes away for good; needs --yes
        #[arg(long)]
        empty: bool,

        /// Yes, for good
        #[arg(long, requires = "empty")]
        yes: bool,
    },
    /// Take deleted notes back
    Restore {
        /// Ids of deleted notes, as `byline notes trash` lists them
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
    },
    /// Merge two versions of a notes file by note; a merge driver for git
    #[command(after_help = MERGE_EXAMPLES)]
    Merge {
        /// The version that both were made from; may be empty
        #[arg(value_hint = ValueHint::FilePath)]
        base: PathBuf,

        /// This version; the result is written to it
        #[arg(value_hint = ValueHint::FilePath)]
        ours: PathBuf,

        /// The other version
        #[arg(value_hint = ValueHint::FilePath)]
        theirs: PathBuf,
    },
}

/// Which notes to list: those that all of this is true of. Upper and lower
/// case are the same.
#[derive(Debug, Default, clap::Args)]
pub struct Filter {
    /// Only notes with this tag; may be given several times
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,

    /// Only notes on statements of a speaker whose name has this in it
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,

    /// Only notes on an entity whose name has this in it
    #[arg(long, value_name = "NAME")]
    pub entity: Option<String>,

    /// Only notes whose claim is that far checked
    #[arg(long, value_parser = ["open", "verified", "disputed", "false"])]
    pub status: Option<String>,

    /// Only notes that have this in what was written or in the words they are on
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,

    /// Only notes of this kind
    #[arg(long, value_parser = ["passage", "entity", "quote", "article"])]
    pub kind: Option<String>,

    /// Only notes of which two versions were kept
    #[arg(long)]
    pub conflict: bool,

    /// Only notes whose words are not found in the article's file as it is now
    #[arg(long)]
    pub needs_review: bool,
}

#[derive(Debug, clap::Args)]
pub struct Add {
    /// The article
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,

    /// What to note; standard input if it is not given
    #[arg(long, short, value_name = "TEXT")]
    pub body: Option<String>,

    /// The words that the note is on, exactly as in the article; without, it is on the article
    #[arg(long, short = 'q', value_name = "WORDS")]
    pub quote: Option<String>,

    /// Which of several places with these words, from 1
    #[arg(long, value_name = "N", requires = "quote")]
    pub nth: Option<usize>,

    /// A tag; can be given several times
    #[arg(long = "tag", short, value_name = "TAG")]
    pub tags: Vec<String>,
}

/// What can be done with the configuration.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum ConfigTask {
    /// Print every setting and key in force
    Show,
    /// Print where the configuration file is looked for
    Path,
    /// Say whether the configuration file is in order
    Check,
    /// Write a configuration file with every setting commented out
    Init,
}
