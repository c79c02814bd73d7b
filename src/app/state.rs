//! Everything that the program knows while it runs interactively.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::asked::Asked;
use super::board::Board;
use super::edit::TextBox;
use super::frame::{EditorFrame, Frame, Wish};
use super::library::Library;
use super::msg::Save;
use super::reader::{Reader, Step};
pub use super::sheet::Sheet;
pub use super::writing::{Draft, Keeping, NoteEditor, is_on};
use crate::Error;
use crate::config::{Config, Context, Key};
use crate::notes::{ArticleInfo, Note};
use crate::text::Article;

/// What fills the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// The list of articles.
    #[default]
    Library,
    /// An article.
    Reader,
    /// The notes on all articles.
    Notes,
}

/// What lies over the view and takes the keys.
#[derive(Debug)]
pub enum Overlay {
    /// Keys and commands.
    Help(Help),
    /// A line to type at the foot of the screen.
    Prompt(Prompt),
    /// The note editor.
    Editor(Box<NoteEditor>),
    /// A question to answer with y or n.
    Ask(Question),
    /// The review of notes whose article has changed.
    Review(Reviewing),
    /// A text to read.
    Sheet(Sheet),
}

/// Which note is reviewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewing {
    /// Its id.
    pub note: String,
    /// Which of its likely places is shown, from 0.
    pub choice: usize,
}

/// The help: lines made from the vocabulary and the keymap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// A heading has no keys; a command has its keys, its name, its line.
    pub lines: Vec<HelpLine>,
    /// The first line on the screen.
    pub top: usize,
}

/// One line of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpLine {
    /// Where the keys below it are pressed.
    Heading(String),
    /// A command.
    Command {
        /// The keys that run it.
        keys: String,
        /// Its name, for the command line.
        name: &'static str,
        /// What it does.
        doc: &'static str,
    },
    /// An empty line.
    Empty,
}

/// What a typed line is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PromptKind {
    /// Words to look for in the article; where the cursor and the page were.
    Search {
        /// The cursor before the search.
        cursor: usize,
        /// The first row on screen before the search.
        top: super::page::Place,
    },
    /// Words to filter the list of articles by; the filter before.
    Filter(String),
    /// What is asked for of the notes on all articles; what was asked for
    /// before.
    NotesFilter(String),
    /// A command.
    Command,
    /// The path to export to.
    Export,
    /// What a correction needs to know.
    Correct(Box<Asked>),
    /// The folder to save in what cannot be saved in the notes folder.
    Folder,
}

/// A line that is being typed at the foot of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// What it is for.
    pub kind: PromptKind,
    /// The line.
    pub field: TextBox,
    /// What Tab goes through, and where it is: made at the first Tab.
    pub completions: Option<(Vec<String>, usize)>,
    /// How many lines back in the history it is.
    pub back: usize,
    /// What the line would do, or why it cannot.
    pub hint: String,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question, without the "(y/n)".
    pub text: String,
    /// What a "y" does.
    pub then: Answer,
}

/// What a "y" does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// End the program although something is not saved.
    Quit,
    /// Discard the draft with this id.
    Discard(String),
    /// Edit all notes of an article again, in the file with this path.
    EditAgain(String),
    /// Replace the file with the export.
    ReplaceExport {
        /// The file.
        path: String,
        /// The export.
        text: String,
    },
}

/// How the status line speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// What the last key did.
    #[default]
    Info,
    /// Something went wrong and wants attention.
    Error,
}

/// What the status line says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// What the last key did, or what went wrong; empty for nothing.
    pub text: String,
    /// How it is said.
    pub tone: Tone,
}

/// A note that is gone to as soon as its article is open.
#[derive(Debug, Clone, PartialEq)]
pub struct Seeking {
    /// The opening that was asked for.
    pub generation: u64,
    /// The article.
    pub info: ArticleInfo,
    /// The note.
    pub note: Note,
    /// Whether it is to be edited there.
    pub edit: bool,
}

/// All notes of an article, while they are edited in `$EDITOR`.
#[derive(Debug, Clone, PartialEq)]
pub struct EditedNotes {
    /// The article.
    pub info: ArticleInfo,
    /// Its notes as they were.
    pub notes: Vec<Note>,
}

/// A change that is on its way to the disk, or did not get there.
#[derive(Debug, Clone, PartialEq)]
pub struct Unsaved {
    /// The change.
    pub save: Save,
    /// Whether it failed.
    pub failed: bool,
}

/// Everything that the program knows while it runs interactively.
#[derive(Debug)]
pub struct State {
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// What fills it.
    pub view: View,
    /// The list of articles.
    pub library: Library,
    /// The open article.
    pub reader: Option<Reader>,
    /// The notes on all articles.
    pub board: Board,
    /// Whether keys go to the lists beside the article.
    pub in_sidebar: bool,
    /// Whether the lists are wanted beside the article.
    pub show_sidebar: bool,
    /// Whether the article is shown alone.
    pub zen: bool,
    /// Longest line of the article, in columns.
    pub measure: u16,
    /// Columns of the lists.
    pub sidebar_width: u16,
    /// Whether the mouse is ours.
    pub mouse: bool,
    /// Name of the theme.
    pub theme: String,
    /// What lies over the view.
    pub overlay: Option<Overlay>,
    /// What the status line says.
    pub status: Status,
    /// What the status line offers for where the reader is.
    pub hints: String,
    /// Keys of a sequence that is not complete.
    pub keys: Vec<Key>,
    /// A number typed before a command.
    pub count: Option<usize>,
    /// Texts of notes that were left without being saved.
    pub drafts: Vec<Draft>,
    /// The note for which the reader selects words in the text.
    pub relinking: Option<String>,
    /// The editor, while a folder is asked for to save its note in.
    pub(super) set_aside: Option<Box<NoteEditor>>,
    /// Articles with drafts that dead processes left, and that are not taken
    /// over yet.
    pub waiting: Vec<ArticleInfo>,
    /// The article whose draft is to be opened as soon as both are there.
    pub(super) resuming: Option<ArticleInfo>,
    /// Changes that are not on disk.
    pub unsaved: Vec<Unsaved>,
    /// Lines typed before: searches, commands.
    pub history: (Vec<String>, Vec<String>),
    /// The article that is being loaded.
    pub loading: Option<u64>,
    /// The note to go to in the article that is being loaded.
    pub(super) seeking: Option<Seeking>,
    /// What is edited in `$EDITOR`.
    pub(super) edited: Option<EditedNotes>,
    /// The files with what was edited, by the changes that take it over.
    pub(super) edited_files: Vec<(u64, String)>,
    /// Whether the program ends as soon as everything is on disk.
    pub quitting: bool,
    /// The last export that was asked for: its path and its text.
    pub(super) exported: Option<(String, String)>,
    /// What can be undone, and redone, in articles that are not open, by their
    /// ids.
    pub(super) steps: HashMap<String, (Vec<Step>, Vec<Step>)>,
    /// The articles of all changes that can be undone, and redone, in the order
    /// of the changes.
    pub(super) changed: (Vec<ArticleInfo>, Vec<ArticleInfo>),
    pub(super) now: Timestamp,
    pub(super) random: u128,
    pub(super) last_ticket: u64,
    pub(super) last_generation: u64,
    /// What the lists' rows were made from.
    pub(super) filled: Option<Filled>,
    /// Counts the changes to the notes shown.
    pub(super) notes_version: u64,
}

/// What the lists' rows were made from; they are made anew when it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Filled {
    pub generation: u64,
    pub list: super::sidebar::List,
    pub width: u16,
    pub analysed: bool,
    pub notes: u64,
}

impl State {
    /// The state before anything is loaded.
    pub fn new(config: &Config, columns: u16, rows: u16) -> Self {
        Self {
            size: (columns, rows),
            view: View::Library,
            library: Library::default(),
            reader: None,
            board: Board::default(),
            in_sidebar: false,
            show_sidebar: config.screen.show_sidebar,
            zen: false,
            measure: config.screen.measure,
            sidebar_width: config.screen.sidebar,
            mouse: config.screen.mouse,
            theme: config.screen.theme.clone(),
            overlay: None,
            status: Status::default(),
            hints: String::new(),
            keys: Vec::new(),
            count: None,
            drafts: Vec::new(),
            relinking: None,
            set_aside: None,
            waiting: Vec::new(),
            resuming: None,
            unsaved: Vec::new(),
            history: (Vec::new(), Vec::new()),
            loading: None,
            seeking: None,
            edited: None,
            edited_files: Vec::new(),
            quitting: false,
            exported: None,
            steps: HashMap::new(),
            changed: (Vec::new(), Vec::new()),
            now: Timestamp::UNIX_EPOCH,
            random: 0,
            last_ticket: 0,
            last_generation: 0,
            filled: None,
            notes_version: 0,
        }
    }

    /// Where things stand on the screen.
    pub fn frame(&self) -> Frame {
        Frame::new(Wish {
            columns: self.size.0,
            rows: self.size.1,
            measure: self.measure,
            sidebar: self.sidebar_width,
            show_sidebar: self.show_sidebar,
            in_sidebar: self.in_sidebar,
            zen: self.zen,
        })
    }

    /// Where the note editor stands.
    pub fn editor_frame(&self) -> EditorFrame {
        EditorFrame::new(self.size.0, self.size.1)
    }

    /// Rows of the list of articles.
    pub fn library_height(&self) -> usize {
        usize::from(self.size.1).saturating_sub(4).max(1)
    }

    /// Rows of the list of notes on all articles.
    pub fn board_height(&self) -> usize {
        self.library_height()
    }

    /// Columns of a text that lies over the screen.
    pub fn sheet_width(&self) -> u16 {
        self.size.0.saturating_sub(4).clamp(1, 76)
    }

    /// Rows of the help.
    pub fn page_height(&self) -> usize {
        usize::from(self.size.1).saturating_sub(3).max(1)
    }

    /// Where keys go.
    pub fn context(&self) -> Context {
        match &self.overlay {
            Some(Overlay::Help(_) | Overlay::Ask(_) | Overlay::Sheet(_)) => return Context::Page,
            Some(Overlay::Prompt(_)) => return Context::Prompt,
            Some(Overlay::Editor(_)) => return Context::Editor,
            Some(Overlay::Review(_)) => return Context::Review,
            None => {}
        }
        match (&self.reader, self.view) {
            (Some(reader), View::Reader) if self.in_sidebar => {
                debug_assert!(reader.selection.is_none());
                Context::Sidebar
            }
            (Some(reader), View::Reader) if reader.selection.is_some() => Context::Visual,
            (Some(_), View::Reader) => Context::Reader,
            (_, View::Notes) => Context::Notes,
            _ => Context::Library,
        }
    }

    /// The article on the screen.
    pub fn article(&self) -> Option<&Arc<Article>> {
        self.reader.as_ref().map(|r| &r.article)
    }

    /// Says what the last key did.
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.status = Status { text: text.into(), tone: Tone::Info };
    }

    /// Says what went wrong.
    pub(super) fn complain(&mut self, error: &Error) {
        self.status = Status { text: error.to_string(), tone: Tone::Error };
    }

    pub(super) fn next_ticket(&mut self) -> u64 {
        self.last_ticket += 1;
        self.last_ticket
    }

    pub(super) fn next_generation(&mut self) -> u64 {
        self.last_generation += 1;
        self.last_generation
    }

    /// A new id for a note: a ULID of now and of random bits, each used once.
    pub(super) fn next_id(&mut self) -> String {
        let millis = u64::try_from(self.now.as_millisecond()).unwrap_or(0);
        let id = ulid::Ulid::from_parts(millis, self.random);
        // A second note within one clock message must not get the same id.
        self.random = self.random.wrapping_add(1);
        id.to_string()
    }
}
