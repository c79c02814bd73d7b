//! The state of the interactive program and every change of it.
//!
//! No terminal, no files, no clock: [`update`] takes what happened as a
//! [`Msg`], changes the [`State`], and returns what it wants from the world as
//! [`Effect`]s.

mod asked;
mod board;
mod carried;
mod edit;
mod find;
mod frame;
mod library;
mod marks;
mod msg;
mod page;
mod reader;
mod sheet;
mod sidebar;
mod state;
mod update;
mod writing;

pub use asked::{About, Asked};
pub use board::{Board, BoardRow, Noted};
pub use carried::{Carried, CarriedCorrection, Earlier};
pub use edit::TextBox;
pub use find::find_all;
pub use frame::{Area, EditorFrame, Frame, GUTTER};
pub use library::{Counts, Library, Listed};
pub use marks::{Marks, MentionMark, QuoteMark};
pub use msg::{Also, Effect, Kept, Mouse, MouseAction, Msg, Opened, Remember, Save};
pub use page::{Block, Page, Place, Row, column_of_byte};
pub use reader::{Aim, CorrectionMark, Focus, Here, NoteMark, Reader, Search, Selection, Step, Walk};
pub use sheet::Sheet;
pub use sidebar::{List, QUOTE_LINES, SideRow, Sidebar, SpeakerFilter, entity_count, list_names, quote_head};
pub use state::{
    Answer, Draft, Help, HelpLine, Keeping, NoteEditor, Overlay, Prompt, PromptKind, Question, Reviewing,
    State, Status, Tone, Unsaved, View, is_on,
};
pub use update::{keep_all, leave, update, wakes_at};
