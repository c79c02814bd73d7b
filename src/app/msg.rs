//! What comes in ([`Msg`]) and what is asked for ([`Effect`]).

use std::sync::Arc;

use jiff::Timestamp;

use super::board::Noted;
use super::carried::{Carried, CarriedCorrection, Earlier};
use super::library::Listed;
use super::marks::Marks;
use crate::Error;
use crate::config::{Command, Key};
use crate::notes::{ArticleInfo, Change, Correction, Deleted, KeptDraft, Meanwhile, Note};
use crate::text::{Article, SafeText};

/// Everything that can happen to the state.
#[derive(Debug)]
pub enum Msg {
    /// The time, and bits that never came before, for what is made next.
    Clock {
        /// Now.
        now: Timestamp,
        /// 80 random bits, for one note's id.
        random: u128,
    },
    /// The terminal has this size now.
    Resize {
        /// Columns.
        columns: u16,
        /// Rows.
        rows: u16,
    },
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse was used.
    Mouse(Mouse),
    /// A command was asked for, by whatever way.
    Command(Command),
    /// The articles were listed.
    Listed {
        /// One for each article, in order.
        items: Vec<Listed>,
        /// What could not be listed.
        errors: Vec<Error>,
    },
    /// Something new is known about one listed article.
    Surveyed {
        /// Number of the listing, so that answers to an old one are dropped.
        listing: u64,
        /// Index of the article.
        item: usize,
        /// What is known now.
        listed: Listed,
    },
    /// An article was read from disk.
    Loaded {
        /// The request it answers.
        generation: u64,
        /// The article, or why not.
        result: Result<Box<Opened>, Error>,
    },
    /// Some of the notes files were read.
    Gathering {
        /// The request it belongs to.
        gathering: u64,
        /// How many files.
        read: usize,
        /// Of how many.
        of: usize,
    },
    /// Behind the notes of all articles: which of them need review.
    Unsettled {
        /// Number of the request that is answered.
        gathering: u64,
        /// The ids of the notes of one article that need review.
        notes: Vec<String>,
    },
    /// The notes on all articles were read.
    Gathered {
        /// The request it answers.
        gathering: u64,
        /// The articles that have notes files, by file name.
        articles: Vec<Noted>,
        /// What could not be read.
        errors: Vec<Error>,
    },
    /// An article was analysed.
    Analyzed {
        /// The request it answers.
        generation: u64,
        /// What was found.
        marks: Arc<Marks>,
    },
    /// A change to the notes is on disk.
    Saved {
        /// Which change.
        ticket: u64,
        /// The folder it is in, and how to read it where that is not the usual
        /// one.
        path: String,
        /// What others did to the same notes since they were read.
        meanwhile: Vec<Meanwhile>,
    },
    /// A change to the notes is not on disk.
    Failed {
        /// Which change.
        ticket: u64,
        /// Why.
        error: Error,
    },
    /// Notes can be saved in this folder; empty where none was found.
    Folder(String),
    /// The notes were exported.
    Exported {
        /// The file they are in.
        path: String,
    },
    /// The notes were not exported.
    NotExported {
        /// The path that was asked for.
        path: String,
        /// Why; `None` where a file stands there already.
        error: Option<Error>,
    },
    /// The text came back from `$EDITOR`, or an error did.
    Edited(Result<String, Error>),
    /// The moment of [`wakes_at`](crate::app::wakes_at) has come.
    Tick,
    /// A version of a draft is on disk.
    Kept {
        /// The draft.
        id: String,
        /// The version.
        revision: u64,
    },
    /// A version of a draft is not on disk.
    NotKept {
        /// The draft.
        id: String,
        /// Why.
        error: Error,
    },
    /// The notes files of an article, or of its earlier texts, were written,
    /// perhaps by others.
    NotesRead {
        /// The article's id.
        id: String,
        /// What is on disk now.
        kept: Box<Kept>,
    },
    /// The article's own file has another text now.
    ArticleChanged {
        /// The id of the article that was read from it.
        id: String,
    },
    /// Drafts on these articles were left by processes that are dead.
    Waiting(Vec<ArticleInfo>),
    /// These drafts on the article asked about are this process's now.
    Recovered(Vec<KeptDraft>),
    /// The text with all notes of an article came back from `$EDITOR`, or an
    /// error did.
    NotesEdited {
        /// The file with the text, as long as there is one.
        path: Option<String>,
        /// The text.
        result: Result<String, Error>,
    },
}

/// What the mouse did, in screen cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What.
    pub action: MouseAction,
    /// Column.
    pub x: u16,
    /// Row.
    pub y: u16,
}

/// What the mouse can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseAction {
    /// The left button went down.
    Press,
    /// The mouse moved with the left button down.
    Drag,
    /// The left button came up.
    Release,
    /// The wheel turned towards the reader.
    WheelDown,
    /// The wheel turned away.
    WheelUp,
}

/// An article as it comes from disk, with what was kept about it.
#[derive(Debug)]
pub struct Opened {
    /// The article.
    pub article: Article,
    /// Where it was read from, for people and for the notes file.
    pub path: String,
    /// The reader's notes and corrections.
    pub kept: Kept,
    /// What was odd about reading it or its notes.
    pub warnings: Vec<String>,
    /// Where reading stopped last time, as a byte offset.
    pub position: usize,
}

/// The reader's notes and corrections of an article, as they are on disk.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Kept {
    /// The notes on it.
    pub notes: Vec<Note>,
    /// What the reader put right in what the machine finds in it.
    pub corrections: Vec<Correction>,
    /// The notes on it that were deleted.
    pub trash: Vec<Deleted>,
    /// The notes on earlier texts of it.
    pub carried: Vec<Carried>,
    /// What the reader put right in earlier texts of it.
    pub corrected: Vec<CarriedCorrection>,
}

/// What the state asks the world to do. The answers come back as [`Msg`].
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "effects come one at a time")]
pub enum Effect {
    /// List the articles again. Answered by [`Msg::Listed`].
    List,
    /// Read and count every listed article. Answered by [`Msg::Surveyed`].
    Survey {
        /// Comes back with the answers.
        listing: u64,
    },
    /// Read a listed article. Answered by [`Msg::Loaded`].
    Load {
        /// Comes back with the answer.
        generation: u64,
        /// Index in the list.
        item: usize,
    },
    /// Read an article that is not listed. Answered by [`Msg::Loaded`].
    LoadFile {
        /// Comes back with the answer.
        generation: u64,
        /// Its file.
        path: String,
    },
    /// Read the notes on all articles. Answered by [`Msg::Gathering`] and at
    /// last by [`Msg::Gathered`].
    Gather {
        /// Comes back with the answers.
        gathering: u64,
    },
    /// Analyse an article. Answered by [`Msg::Analyzed`].
    Analyze {
        /// Comes back with the answer.
        generation: u64,
        /// What to analyse.
        article: Arc<Article>,
    },
    /// Write changes to an article's notes, in the order they are asked for.
    /// Answered by [`Msg::Saved`] or [`Msg::Failed`].
    Save(Save),
    /// Find a folder that notes can be saved in. Answered by [`Msg::Folder`].
    FindFolder,
    /// Keep a version of a draft in the journal. Answered by [`Msg::Kept`] or
    /// [`Msg::NotKept`].
    Keep(Box<KeptDraft>),
    /// Remove the draft with this id from the journal: its note is on disk, or
    /// not wanted.
    Forget(String),
    /// Attend to the article that was opened: take over the drafts on it that
    /// dead processes left, and tell what others change in its files. Answered
    /// by [`Msg::Recovered`], and by [`Msg::NotesRead`] and
    /// [`Msg::ArticleChanged`] as often as there is something to tell.
    Attend {
        /// What the notes file says about the article.
        info: Box<ArticleInfo>,
        /// The article, in which the notes on earlier texts are placed.
        article: Arc<Article>,
    },
    /// Write an export. Answered by [`Msg::Exported`] or [`Msg::NotExported`].
    Export {
        /// Where to.
        path: String,
        /// What.
        text: String,
        /// Whether a file there may be replaced.
        replace: bool,
    },
    /// Let the reader edit a text in `$EDITOR`. Answered by [`Msg::Edited`].
    Edit(String),
    /// Let the reader edit this text, all notes of an article, in `$EDITOR`, in
    /// a file that stays until [`Effect::ForgetEdited`]. Answered by
    /// [`Msg::NotesEdited`].
    EditNotes(String),
    /// Let her edit the file with this path again. Answered likewise.
    EditNotesAgain(String),
    /// What was edited in the file with this path is taken over: it may go.
    ForgetEdited(String),
    /// Put a text on the clipboard of whoever sits at the terminal.
    Copy(SafeText),
    /// Keep in mind where reading stopped.
    Remember(Remember),
    /// Take or leave the mouse.
    SetMouse(bool),
    /// Draw everything again.
    Redraw,
    /// Suspend the program.
    Suspend,
    /// End the program.
    Quit,
}

/// A change to one article's notes.
#[derive(Debug, Clone, PartialEq)]
pub struct Save {
    /// Comes back with the answer.
    pub ticket: u64,
    /// What the notes file says about the article.
    pub info: ArticleInfo,
    /// The article, whose text is kept beside the notes; `None` where it is not
    /// open, and its notes are there already.
    pub article: Option<Arc<Article>>,
    /// What to change.
    pub changes: Vec<Change>,
    /// What to change in the files of earlier texts, for notes that came from
    /// there: in the order of the list, and before `changes` if the last one to
    /// that note puts it there, else behind.
    pub also: Vec<Also>,
    /// The folder to save in; `None` is the notes folder.
    pub folder: Option<String>,
}

/// A change to the notes file of an earlier text.
#[derive(Debug, Clone, PartialEq)]
pub struct Also {
    /// The text.
    pub earlier: Arc<Earlier>,
    /// The change.
    pub change: Change,
}

/// Where reading stopped, and whether the article is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remember {
    /// The article's id.
    pub article: String,
    /// Byte offset of the cursor; `None` leaves what is known.
    pub position: Option<usize>,
    /// Whether the reader counts it as read.
    pub read: bool,
}
