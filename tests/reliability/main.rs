//! What is reported as saved is there after every kill, every error and every
//! crash. Each harness is first tried with a protection taken out, and fails
//! unless it reports a loss.
//!
//! `BYLINE` names the program to try (the one that cargo built, unless set).
//! With `TORTURE` set, the long forms run, as `scripts/torture` does.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod crash;
mod errors;
mod home;
mod kill;
mod trace;
mod writers;

/// Whether the long forms are asked for.
fn is_long() -> bool {
    std::env::var_os("TORTURE").is_some()
}

/// Says why a harness does not run here.
fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}
