//! Merges two versions of a notes file record by record.
//!
//! What only one of them changed is taken over. Of a note that both changed
//! both versions are kept. Nothing that a person wrote is left out but what the
//! other one deleted without anybody having changed it.

use std::collections::{HashMap, HashSet};

use ulid::Ulid;

use crate::notes::toml_text::toml_string;

use super::lines::Lines;
use super::pieces::{Key, Meaning, Piece, pieces};
use super::{BYTE_ORDER_MARK, NotesFile, ParseProblem, fields, markers};

/// Two versions of a notes file as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The text of the file.
    pub text: String,
    /// How many notes, or other records, both had changed. Both versions of
    /// each are in the text, the second one with the key `conflict`.
    pub conflicts: usize,
}

/// A version of a notes file that cannot be merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmergeable {
    /// Whether it is the one called theirs.
    pub theirs: bool,
    /// What is wrong with it.
    pub problem: ParseProblem,
}

/// Merges two versions, `ours` and `theirs`, of a file that was `base` before;
/// without a base that can be read, what one of them lacks counts as new in the
/// other. Line endings are those of `ours`.
///
/// # Errors
/// Where one of the versions is no notes file, or they are on different
/// articles.
pub fn merge(base: Option<&str>, ours: &str, theirs: &str) -> Result<Merged, Unmergeable> {
    let apart = |text: &str, theirs: bool| {
        let wrong = |problem| Unmergeable { theirs, problem };
        let file = NotesFile::parse(text).map_err(wrong)?;
        let pieces = pieces(&Lines::new(&file.text)).map_err(wrong)?;
        Ok((file, pieces))
    };
    let (our_file, our_pieces) = apart(ours, false)?;
    let (their_file, their_pieces) = apart(theirs, true)?;
    if our_file.article.id != their_file.article.id {
        let message = format!("it is on another article ({})", their_file.article.id);
        return Err(Unmergeable { theirs: true, problem: ParseProblem { line: 1, column: 1, message } });
    }
    let before = base.and_then(|base| apart(base, false).ok()).map(|(_, pieces)| pieces);
    let merged = Merge::new(before, &our_pieces, their_pieces).run(our_pieces);

    let newline = if ours.contains("\r\n") { "\r\n" } else { "\n" };
    let mark = if ours.starts_with(BYTE_ORDER_MARK) { "\u{feff}" } else { "" };
    let text = format!("{mark}{}", merged.text.replace('\n', newline));
    // A mistake of this program must not reach the disk.
    match NotesFile::parse(&text) {
        Ok(_) => Ok(Merged { text, ..merged }),
        Err(problem) => Err(Unmergeable { theirs: false, problem }),
    }
}

/// The text without the marks of git, and the line of the first mark; `None`
/// where there are none, or the versions cannot be merged.
pub(super) fn without_marks(text: &str) -> Option<(String, usize)> {
    let body = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let sides = markers::sides(body)?;
    // A version that has marks of its own would be taken apart without an end.
    if [&sides.ours, &sides.theirs].into_iter().any(|side| markers::sides(side).is_some()) {
        return None;
    }
    let base = sides.base.filter(|base| markers::sides(base).is_none());
    let merged = merge(base.as_deref(), &sides.ours, &sides.theirs).ok()?;
    let mark = if body.len() < text.len() { "\u{feff}" } else { "" };
    Some((format!("{mark}{}", merged.text), sides.line))
}

struct Merge {
    before: Option<HashMap<Key, Piece>>,
    theirs: Vec<Piece>,
    /// Where in `theirs` each key is, as long as it is not dealt with.
    left: HashMap<Key, usize>,
    /// Every id of both versions.
    ids: HashSet<String>,
    text: String,
    conflicts: usize,
}

impl Merge {
    fn new(before: Option<Vec<Piece>>, ours: &[Piece], theirs: Vec<Piece>) -> Self {
        let before =
            before.map(|pieces| pieces.into_iter().map(|piece| (piece.key.clone(), piece)).collect());
        let left = theirs.iter().enumerate().map(|(index, piece)| (piece.key.clone(), index)).collect();
        let ids = ours.iter().chain(&theirs).filter_map(|piece| piece.key.1.clone()).collect();
        Self { before, theirs, left, ids, text: String::new(), conflicts: 0 }
    }

    fn run(mut self, ours: Vec<Piece>) -> Merged {
        for our in ours {
            let their = self.left.remove(&our.key).and_then(|index| self.theirs.get(index).cloned());
            let before = self.before.as_ref().and_then(|before| before.get(&our.key).cloned());
            match their {
                Some(their) => self.both(our, their, before.as_ref()),
                None if before.is_some_and(|before| before.core == our.core) => self.comments_of(&our),
                None => self.push(&our),
            }
        }
        let mut left: Vec<usize> = self.left.values().copied().collect();
        left.sort_unstable();
        for index in left {
            let Some(their) = self.theirs.get(index).cloned() else { continue };
            let before = self.before.as_ref().and_then(|before| before.get(&their.key));
            if before.is_none_or(|before| before.core != their.core) {
                self.push_apart(&their);
            }
        }
        Merged { text: self.text, conflicts: self.conflicts }
    }

    /// Writes what is in both versions.
    fn both(&mut self, mut our: Piece, their: Piece, before: Option<&Piece>) {
        let known: HashSet<&str> = our.comments().chain(before.iter().flat_map(|b| b.comments())).collect();
        let mut more: Vec<String> =
            their.comments().filter(|line| !known.contains(line)).map(str::to_owned).collect();
        let same = our.core.trim_end() == their.core.trim_end();
        let unchanged = |piece: &Piece| before.is_some_and(|b| b.core.trim_end() == piece.core.trim_end());
        let mut second = None;
        if !same && unchanged(&our) {
            our.core.clone_from(&their.core);
        } else if !same && !unchanged(&their) {
            match (&our.meaning, &their.meaning) {
                (Meaning::Table, _) | (_, Meaning::Table) => {
                    let ours: HashSet<&str> = our.core.lines().collect();
                    let theirs = their.core.lines().filter(|line| !line.trim().is_empty());
                    more.extend(
                        theirs.filter(|line| !ours.contains(line)).map(|line| {
                            format!("# the other version had: {}", line.trim_start_matches("# "))
                        }),
                    );
                }
                (Meaning::Deleted(one), Meaning::Deleted(other)) => {
                    second = (!fields::same(&one.note, &other.note)).then_some(their);
                }
                // A note that one deleted and the other changed is kept.
                (Meaning::Note(note), Meaning::Deleted(deleted)) => {
                    second = (!says_nothing_new(&deleted.note, note, before)).then_some(their);
                }
                (Meaning::Deleted(deleted), Meaning::Note(note)) => {
                    let deleted_too = (!says_nothing_new(&deleted.note, note, before)).then(|| our.clone());
                    our.core.clone_from(&their.core);
                    second = deleted_too;
                }
                _ => second = self.renamed(their),
            }
        }
        self.push(&our);
        if let Some(mut second) = second {
            // Their comments are written once.
            second.lead.clear();
            second.trail.clear();
            self.push_apart(&second);
        }
        if !more.is_empty() {
            self.end_line();
            more.iter().for_each(|line| self.text.push_str(&format!("{line}\n")));
        }
    }

    /// Their version of a record under an id of its own; `None` where it is in
    /// one of the files already, from an earlier merge.
    fn renamed(&mut self, mut piece: Piece) -> Option<Piece> {
        let (Some(span), Some(old)) = (piece.id.clone(), piece.key.1.clone()) else {
            // Without an id there is nothing that two such records share.
            return Some(piece);
        };
        self.conflicts += 1;
        let id = match &piece.meaning {
            Meaning::Note(note) => note.as_conflict().id,
            _ => derived_id(&old, &piece.core),
        };
        if !self.ids.insert(id.clone()) {
            return None;
        }
        let conflict = toml_string(&old);
        let line_end = piece.core.get(span.end..).and_then(|rest| rest.find('\n'));
        let mut changes = vec![(span.clone(), toml_string(&id))];
        match (piece.conflict.clone(), line_end) {
            (Some(earlier), _) => changes.push((earlier, conflict)),
            (None, Some(end)) => {
                let at = span.end + end + 1;
                changes.push((at..at, format!("conflict = {conflict}\n")));
            }
            (None, None) => {
                let at = piece.core.len();
                changes.push((at..at, format!("\nconflict = {conflict}\n")));
            }
        }
        changes.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        for (range, by) in changes {
            piece.core.replace_range(range, &by);
        }
        Some(piece)
    }

    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn push(&mut self, piece: &Piece) {
        self.end_line();
        self.text.push_str(&piece.text());
    }

    /// Writes a piece with an empty line above it.
    fn push_apart(&mut self, piece: &Piece) {
        self.end_line();
        let text = piece.text();
        if !text.starts_with('\n') && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
        self.text.push_str(text.trim_end_matches('\n'));
        self.text.push('\n');
    }

    /// Writes the comments around a piece that is gone.
    fn comments_of(&mut self, piece: &Piece) {
        let before = self.before.as_ref().and_then(|before| before.get(&piece.key));
        let gone: HashSet<&str> = before.into_iter().flat_map(Piece::comments).collect();
        let kept: Vec<&str> = piece.comments().filter(|line| !gone.contains(line)).collect();
        for line in kept {
            self.end_line();
            self.text.push_str(line);
            self.text.push('\n');
        }
    }
}

/// Whether a deleted version of a note says what the living one says, or what
/// the note said before either was changed.
fn says_nothing_new(deleted: &crate::notes::Note, note: &crate::notes::Note, before: Option<&Piece>) -> bool {
    let before = before.and_then(|piece| match &piece.meaning {
        Meaning::Note(note) => Some(note.as_ref()),
        Meaning::Deleted(deleted) => Some(&deleted.note),
        _ => None,
    });
    fields::same(deleted, note) || before.is_some_and(|before| fields::same(deleted, before))
}

/// An id that follows from another one and from what the record says.
fn derived_id(old: &str, core: &str) -> String {
    let hash = blake3::hash(core.as_bytes());
    let random = hash.as_bytes().iter().take(10).fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
    let millis = Ulid::from_string(old).map_or(0, |id| id.timestamp_ms());
    Ulid::from_parts(millis, random).to_string()
}

#[cfg(test)]
mod tests;
