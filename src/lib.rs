//! Byline: a news reader for the terminal that shows who is in an article,
//! who said what, and what the reader noted about it.
//!
//! The crate is one house of rooms; ARCHITECTURE.md is its map. The pure rooms
//! ([`text`], [`config`], [`nlp`], [`notes`], [`correct`], [`export`], [`app`]) know no
//! files, threads, clock or terminal. [`ui`] draws, [`io`] reads and writes,
//! [`tui`] owns the terminal, [`cli`] the batch commands.

pub mod app;
pub mod cli;
pub mod config;
pub mod correct;
pub mod error;
pub mod export;
pub mod io;
pub mod nlp;
pub mod notes;
pub mod text;
#[cfg(feature = "train")]
pub mod train;
pub mod tui;
pub mod ui;

pub use error::{Error, Result};
