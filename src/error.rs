//! The one error type: what happened, where, and what to do next.

use std::fmt;

/// A result whose error a person can act on.
pub type Result<T> = std::result::Result<T, Error>;

/// What happened (with the place it happened in) and, where there is one, the
/// next step. Both are plain text that may hold foreign characters: whoever
/// prints them passes them through [`crate::text::SafeText`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// One sentence without a final full stop: what failed and where.
    pub what: String,
    /// What the person can do about it.
    pub hint: Option<String>,
}

impl Error {
    /// An error that says what happened and where.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), hint: None }
    }

    /// The same error with the next step.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        match &self.hint {
            Some(hint) => write!(f, " ({hint})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}
