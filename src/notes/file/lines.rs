//! The lines of a notes file: as parsed, with `\n` alone, and as they are.

use std::ops::Range;

use super::{BYTE_ORDER_MARK, ParseProblem};

/// A text with `\n` alone, and where its lines stand in the text as it is.
pub(super) struct Lines {
    /// The text to parse: no byte order mark, and `\n` for each `\r\n`.
    pub plain: String,
    /// Where each line starts in `plain`, and at the end where it ends.
    starts: Vec<usize>,
    /// The same for the text as it is.
    real: Vec<usize>,
}

impl Lines {
    pub fn new(text: &str) -> Self {
        let body = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        let plain = body.replace("\r\n", "\n");
        let starts = line_starts(&plain, 0);
        let real = line_starts(body, text.len() - body.len());
        Self { plain, starts, real }
    }

    /// A problem at byte `at` of the plain text.
    pub fn problem(&self, at: usize, message: impl Into<String>) -> ParseProblem {
        let line = self.line(at);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let words = self.plain.get(start..).unwrap_or("");
        let column = words.char_indices().take_while(|(i, _)| start + i < at).count();
        ParseProblem { line: line + 1, column: column + 1, message: message.into() }
    }

    /// The whole lines that a range of the plain text touches, as bytes of the
    /// text as it is.
    pub fn real(&self, range: Range<usize>) -> Range<usize> {
        let behind = self.starts.partition_point(|&start| start < range.end);
        let end = self.real.last().copied().unwrap_or(0);
        let at = |line: usize| self.real.get(line).copied().unwrap_or(end);
        at(self.line(range.start))..at(behind)
    }

    /// The line that holds byte `at` of the plain text, from 0.
    fn line(&self, at: usize) -> usize {
        let last = self.starts.len().saturating_sub(if self.plain.ends_with('\n') { 1 } else { 2 });
        self.starts.partition_point(|&start| start <= at).saturating_sub(1).min(last)
    }
}

/// Where each line of `text` starts, and at the end where it ends; `skipped` is
/// the number of bytes before it.
fn line_starts(text: &str, skipped: usize) -> Vec<usize> {
    let mut at = skipped;
    let mut starts = vec![at];
    for line in text.split_inclusive('\n') {
        at += line.len();
        starts.push(at);
    }
    starts
}
