//! Files, standard input and the folders they are in.

pub mod atomic;
pub mod config_file;
pub mod lines;
pub mod load;
pub mod paths;
pub mod store;
