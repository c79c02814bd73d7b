//! Files, threads and the clock.

pub mod atomic;
pub mod store;
