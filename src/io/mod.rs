//! io.

pub mod load;
mod magic;
