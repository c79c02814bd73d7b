//! The edge: the only room that knows files, threads and the clock.

pub mod atomic;
pub mod carry;
pub mod config_file;
pub mod fault;
pub mod journal;
pub mod lines;
pub mod load;
mod magic;
pub mod paths;
pub mod reading;
pub mod review;
pub mod store;
pub mod watch;
pub mod worker;
