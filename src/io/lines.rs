//! Lines of a stream of any length, each of bounded length.

use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind};
use std::path::Path;

use crate::{Error, Result};

/// One line, without its end.
#[derive(Debug, PartialEq, Eq)]
pub enum Line<'l> {
    /// Its bytes.
    Bytes(&'l [u8]),
    /// It was longer than permitted, and is skipped.
    TooLong,
}

/// Reads lines, and keeps no more than one of them in memory.
#[derive(Debug)]
pub struct Lines<R> {
    reader: R,
    longest: usize,
    line: Vec<u8>,
}

/// Opens a file to read lines from.
///
/// # Errors
/// Where it cannot be opened.
pub fn open(path: &Path) -> Result<BufReader<File>> {
    let failed = |error: io::Error| Error::new(format!("cannot read {}: {error}", path.display()));
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(Error::new(format!("{} is a folder", path.display())));
    }
    Ok(BufReader::new(file))
}

impl<R: BufRead> Lines<R> {
    /// Lines of at most `longest` bytes.
    pub fn new(reader: R, longest: usize) -> Self {
        Self { reader, longest, line: Vec::new() }
    }

    /// The next line, `None` at the end.
    ///
    /// # Errors
    /// Where reading fails.
    pub fn next_line(&mut self) -> io::Result<Option<Line<'_>>> {
        self.line.clear();
        let mut read_any = false;
        let mut too_long = false;
        loop {
            let chunk = match self.reader.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                break;
            }
            read_any = true;
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let part = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or(chunk);
            too_long = too_long || self.line.len() + part.len() > self.longest;
            if too_long {
                self.line = Vec::new();
            } else {
                self.line.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if end.is_some() {
                break;
            }
        }
        Ok(match (read_any, too_long) {
            (false, _) => None,
            (true, true) => Some(Line::TooLong),
            (true, false) => Some(Line::Bytes(&self.line)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_bounded() {
        let text = "one\n\nlonger than eight\nlast one";
        for chunk in 1..30 {
            let mut lines = Lines::new(BufReader::with_capacity(chunk, text.as_bytes()), 8);
            assert_eq!(lines.next_line().unwrap(), Some(Line::Bytes(b"one")));
            assert_eq!(lines.next_line().unwrap(), Some(Line::Bytes(b"")));
            assert_eq!(lines.next_line().unwrap(), Some(Line::TooLong));
            assert_eq!(lines.next_line().unwrap(), Some(Line::Bytes(b"last one")));
            assert_eq!(lines.next_line().unwrap(), None);
            assert_eq!(lines.next_line().unwrap(), None);
        }
    }
}
