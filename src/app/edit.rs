//! A text field: characters, a cursor, and its own undo.
//!
//! Our own, although crates exist: they belong to one terminal library and
//! draw the bytes they hold. Here the text is plain data that any part of the
//! program can read, and it is drawn like everything else, as safe text in
//! lines that are spans.

use crate::config::{Key, KeyCode};
use crate::text::{Span, clusters, wrap};

/// As many steps back are kept.
const STEPS: usize = 500;

/// An editable text with a cursor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextBox {
    text: String,
    /// Byte offset of the cursor, on a cluster's boundary.
    cursor: usize,
    /// Whether line breaks may be typed.
    multiline: bool,
    undo: Vec<(String, usize)>,
    redo: Vec<(String, usize)>,
    /// Whether the last change was a typed character: a run of them is one step.
    typing: bool,
}

impl TextBox {
    /// A field of one line.
    pub fn line(text: &str) -> Self {
        Self { cursor: text.len(), text: text.to_owned(), ..Self::default() }
    }

    /// A field of many lines.
    pub fn area(text: &str) -> Self {
        Self { multiline: true, ..Self::line(text) }
    }

    /// What was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Byte offset of the cursor.
    pub const fn cursor(&self) -> usize {
        self.cursor
    }

    /// Puts `text` in place of all, as one step that can be undone.
    pub fn replace(&mut self, text: &str) {
        self.remember(false);
        self.text = text.to_owned();
        self.cursor = self.text.len();
    }

    /// Inserts `text` at the cursor. Line breaks of every kind become `\n`, or
    /// blanks in a field of one line.
    pub fn insert(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = if self.multiline { text } else { text.replace('\n', " ") };
        let typed = text.chars().count() == 1 && !text.starts_with(char::is_whitespace);
        self.remember(typed);
        self.text.insert_str(self.cursor, &text);
        self.cursor += text.len();
    }

    /// Takes one key as text input or as a movement. Returns whether the key
    /// meant something here. `width` is the width at which the field is shown.
    pub fn press(&mut self, key: Key, width: usize) -> bool {
        match (key.code, key.ctrl, key.alt) {
            (KeyCode::Char(c), false, false) => self.insert(c.encode_utf8(&mut [0; 4])),
            (KeyCode::Enter, false, _) if self.multiline => self.insert("\n"),
            (KeyCode::Char('j'), true, false) if self.multiline => self.insert("\n"),
            (KeyCode::Tab, false, false) if self.multiline && !key.shift => self.insert("\t"),
            (KeyCode::Backspace, false, false) | (KeyCode::Char('h'), true, false) => self.delete(self.left()),
            (KeyCode::Backspace, ..) | (KeyCode::Char('w'), true, false) => self.delete(self.word_left()),
            (KeyCode::Delete, false, false) | (KeyCode::Char('d'), true, false) => self.delete(self.right()),
            (KeyCode::Delete, ..) | (KeyCode::Char('d'), false, true) => self.delete(self.word_right()),
            (KeyCode::Char('k'), true, false) => self.delete(self.line_end()),
            (KeyCode::Char('u'), true, false) => self.delete(self.line_start()),
            (KeyCode::Left, false, false) | (KeyCode::Char('b'), true, false) => self.go(self.left()),
            (KeyCode::Right, false, false) | (KeyCode::Char('f'), true, false) => self.go(self.right()),
            (KeyCode::Left, ..) | (KeyCode::Char('b'), false, true) => self.go(self.word_left()),
            (KeyCode::Right, ..) | (KeyCode::Char('f'), false, true) => self.go(self.word_right()),
            (KeyCode::Home, true, _) => self.go(0),
            (KeyCode::End, true, _) => self.go(self.text.len()),
            (KeyCode::Home, ..) | (KeyCode::Char('a'), true, false) => self.go(self.line_start()),
            (KeyCode::End, ..) | (KeyCode::Char('e'), true, false) => self.go(self.line_end()),
            (KeyCode::Up, ..) if self.multiline => self.go(self.row_away(-1, width)),
            (KeyCode::Down, ..) if self.multiline => self.go(self.row_away(1, width)),
            (KeyCode::PageUp, ..) if self.multiline => self.go(self.row_away(-10, width)),
            (KeyCode::PageDown, ..) if self.multiline => self.go(self.row_away(10, width)),
            _ => return false,
        }
        true
    }

    /// Takes the last change back; false where there is none.
    pub fn undo(&mut self) -> bool {
        let Some((text, cursor)) = self.undo.pop() else { return false };
        self.redo.push((std::mem::replace(&mut self.text, text), self.cursor));
        self.cursor = cursor;
        self.typing = false;
        true
    }

    /// Makes the undone change again; false where there is none.
    pub fn redo(&mut self) -> bool {
        let Some((text, cursor)) = self.redo.pop() else { return false };
        self.undo.push((std::mem::replace(&mut self.text, text), self.cursor));
        self.cursor = cursor;
        self.typing = false;
        true
    }

    /// The text as screen lines, each a span of it; there is always a line for
    /// the cursor, so an empty text has one and a final line break opens one.
    pub fn rows(&self, width: usize) -> Vec<Span> {
        let mut rows = wrap(&self.text, Span::new(0, self.text.len()), width, true);
        if self.text.is_empty() || self.text.ends_with('\n') {
            rows.push(Span::new(self.text.len(), self.text.len()));
        }
        rows
    }

    /// Row and column of the cursor in [`rows`](Self::rows).
    pub fn cursor_cell(&self, width: usize) -> (usize, usize) {
        let rows = self.rows(width);
        let row = rows.partition_point(|row| row.start <= self.cursor).saturating_sub(1);
        let column = rows.get(row).map_or(0, |&line| super::page::column_of_byte(&self.text, line, self.cursor));
        (row, column)
    }

    /// Puts the cursor at a row and column of [`rows`](Self::rows).
    pub fn click(&mut self, row: usize, column: usize, width: usize) {
        let rows = self.rows(width);
        let Some(&line) = rows.get(row).or(rows.last()) else { return };
        self.go(self.at_column(line, column));
    }

    fn remember(&mut self, typed: bool) {
        if !(typed && self.typing) {
            self.undo.push((self.text.clone(), self.cursor));
            if self.undo.len() > STEPS {
                self.undo.remove(0);
            }
        }
        self.typing = typed;
        self.redo.clear();
    }

    fn go(&mut self, to: usize) {
        self.cursor = to;
        self.typing = false;
    }

    /// Removes what stands between the cursor and `to`.
    fn delete(&mut self, to: usize) {
        let (start, end) = (to.min(self.cursor), to.max(self.cursor));
        if start < end {
            self.remember(false);
            self.text.replace_range(start..end, "");
            self.cursor = start;
        }
    }

    fn left(&self) -> usize {
        clusters(&self.text[..self.cursor]).last().map_or(0, |c| c.span.start)
    }

    fn right(&self) -> usize {
        clusters(&self.text[self.cursor..]).next().map_or(self.cursor, |c| self.cursor + c.span.end)
    }

    fn word_left(&self) -> usize {
        let before = self.text[..self.cursor].trim_end();
        before.char_indices().rfind(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8())
    }

    fn word_right(&self) -> usize {
        let behind = &self.text[self.cursor..];
        let word = behind.len() - behind.trim_start().len();
        behind[word..].find(char::is_whitespace).map_or(self.text.len(), |at| self.cursor + word + at)
    }

    fn line_start(&self) -> usize {
        self.text[..self.cursor].rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        self.text[self.cursor..].find('\n').map_or(self.text.len(), |at| self.cursor + at)
    }

    fn row_away(&self, by: isize, width: usize) -> usize {
        let rows = self.rows(width);
        let (row, column) = self.cursor_cell(width);
        match row.checked_add_signed(by) {
            None => 0,
            Some(to) if to >= rows.len() => self.text.len(),
            Some(to) => self.at_column(rows[to], column),
        }
    }

    fn at_column(&self, line: Span, column: usize) -> usize {
        let shown = line.of(&self.text).trim_end_matches('\n');
        let mut from = 0;
        for cluster in clusters(shown) {
            from += cluster.width;
            if column < from {
                return line.start + cluster.span.start;
            }
        }
        line.start + shown.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn press(field: &mut TextBox, keys: &[&str]) {
        for key in keys {
            assert!(field.press(key.parse().unwrap(), 10), "{key} means nothing");
        }
    }

    #[test]
    fn keys_edit_as_in_other_fields() {
        let mut field = TextBox::area("one two");
        press(&mut field, &["C-w", "3", "Enter", "x", "Home", "y", "Up", "!"]);
        assert_eq!(field.text(), "one! 3\nyx".replace("one! 3", "o!ne 3"));
        press(&mut field, &["C-k", "End", "Backspace", "Backspace"]);
        assert_eq!(field.text(), "\nyx");
    }

    #[test]
    fn a_run_of_typing_is_one_step() {
        let mut field = TextBox::line("");
        press(&mut field, &["a", "b", "c", "Space", "d"]);
        assert!(field.undo() && field.undo());
        assert_eq!(field.text(), "abc");
        assert!(field.undo());
        assert_eq!(field.text(), "");
        assert!(!field.undo());
        assert!(field.redo());
        assert_eq!(field.text(), "abc");
    }

    #[test]
    fn a_line_takes_no_line_breaks() {
        let mut field = TextBox::line("");
        field.insert("one\r\ntwo");
        assert_eq!(field.text(), "one two");
        assert!(!field.press("Enter".parse().unwrap(), 10));
    }

    proptest! {
        #[test]
        fn any_keys_keep_the_cursor_on_a_boundary(
            text in "[a-z é日\n\u{301}]{0,30}",
            keys in proptest::collection::vec(0usize..17, 0..40),
            width in 1usize..12,
        ) {
            let names = [
                "x", "é", "Enter", "Backspace", "Delete", "C-w", "A-d", "C-k", "C-u", "Left", "Right",
                "C-Left", "C-Right", "Home", "End", "Up", "Down",
            ];
            let mut field = TextBox::area(&text);
            for key in keys {
                field.press(names[key].parse().unwrap(), width);
                prop_assert!(field.text().is_char_boundary(field.cursor()));
                let (row, _) = field.cursor_cell(width);
                prop_assert!(row < field.rows(width).len());
            }
        }
    }
}
