//! From keys to state and effects: everything that a reader can do, driven as
//! the event loop drives it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod common;

#[path = "update/any.rs"]
mod any;
#[path = "update/board.rs"]
mod board;
#[path = "update/commands.rs"]
mod commands;
#[path = "update/correct.rs"]
mod correct;
#[path = "update/drafts.rs"]
mod drafts;
#[path = "update/library.rs"]
mod library;
#[path = "update/loading.rs"]
mod loading;
#[path = "update/mouse.rs"]
mod mouse;
#[path = "update/notes.rs"]
mod notes;
#[path = "update/outside.rs"]
mod outside;
#[path = "update/prompt.rs"]
mod prompt;
#[path = "update/resize.rs"]
mod resize;
