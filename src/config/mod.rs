//! Checked settings, keys, commands and themes. Knows no other room.

mod command;

pub use command::{Command, Context};
