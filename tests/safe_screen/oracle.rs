//! What may be in a cell, and what may be written to the terminal.

use byline::text::is_hidden;
use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

/// So many marks, and as many joiners, stay on one letter; many more have made
/// terminals crash.
const MARKS: usize = 8;

/// What is wrong with a cell, if anything is: a character that must not be
/// drawn, or a letter that takes other cells than it is given.
pub fn cells(buffer: &Buffer) -> Option<String> {
    let area = buffer.area;
    for y in 0..area.height {
        let mut taken = 0;
        for x in 0..area.width {
            let symbol = buffer[(x, y)].symbol();
            if taken > 0 {
                taken -= 1;
                if symbol != " " {
                    return Some(format!("{symbol:?} at {x},{y} stands on half of a wide letter"));
                }
                continue;
            }
            if let Some(c) = unsafe_char(symbol) {
                return Some(format!("{c:?} at {x},{y} in {symbol:?}"));
            }
            let width = symbol.width();
            if width == 0 || usize::from(x) + width > usize::from(area.width) {
                return Some(format!("{symbol:?} at {x},{y} is {width} wide"));
            }
            taken = width - 1;
        }
    }
    None
}

/// What is wrong with a text that somebody may paste into a terminal.
pub fn text(text: &str) -> Option<String> {
    use unicode_segmentation::UnicodeSegmentation;
    text.graphemes(true).find_map(|letter| unsafe_char(letter).map(|c| format!("{c:?} in {letter:?}")))
}

/// The letters in the columns of a row, without the cells that they cover.
pub fn row(buffer: &Buffer, from: u16, to: u16, y: u16) -> String {
    let mut text = String::new();
    let mut x = from;
    while x < to {
        let symbol = buffer[(x, y)].symbol();
        text.push_str(symbol);
        x += symbol.width().max(1) as u16;
    }
    text
}

/// A character that must not reach the terminal in this company.
fn unsafe_char(symbol: &str) -> Option<char> {
    let mut before = None;
    let mut marks = 0;
    for c in symbol.chars() {
        marks += usize::from(before.is_some() && c.to_string().width() == 0);
        let joins = matches!(c, '\u{200c}' | '\u{200d}') && before.is_some();
        if (is_hidden(c) && !joins) || c.is_control() || marks > 2 * MARKS {
            return Some(c);
        }
        before = Some(c);
    }
    None
}

/// What is wrong with bytes for a terminal of that size, if anything is.
pub fn stream(bytes: &[u8], (columns, rows): (u16, u16)) -> Option<String> {
    let mut screen = Screen { columns: columns.into(), rows: rows.into(), ..Screen::default() };
    let mut parser = vte::Parser::new();
    parser.advance(&mut screen, bytes);
    screen.end_letter();
    // What comes next must be print again, not the rest of a sequence.
    parser.advance(&mut screen, b"Z");
    if screen.printed != "Z" {
        screen.blame("a sequence that is not finished");
    }
    if screen.fault.is_none() && std::str::from_utf8(bytes).is_err() {
        screen.fault = Some("bytes that are no UTF-8".to_owned());
    }
    screen.fault
}

/// A terminal that does what it is told and writes down what it should not
/// have been told.
#[derive(Default)]
struct Screen {
    columns: usize,
    rows: usize,
    column: usize,
    /// What was printed since the cursor last moved by a sequence.
    printed: String,
    fault: Option<String>,
}

impl Screen {
    fn blame(&mut self, what: impl Into<String>) {
        self.fault.get_or_insert(what.into());
    }

    /// Letters are joined of several characters: their width is known when
    /// something else comes.
    fn end_letter(&mut self) {
        use unicode_segmentation::UnicodeSegmentation;
        let printed = std::mem::take(&mut self.printed);
        for letter in printed.graphemes(true) {
            if let Some(c) = unsafe_char(letter) {
                self.blame(format!("{c:?} was printed in {letter:?}"));
            }
            self.column += letter.width();
        }
        if self.column > self.columns {
            self.blame(format!("{printed:?} ends in column {}", self.column));
        }
    }
}

impl vte::Perform for Screen {
    fn print(&mut self, c: char) {
        self.printed.push(c);
    }

    fn execute(&mut self, byte: u8) {
        self.blame(format!("control character {byte:#04x}"));
    }

    fn hook(&mut self, _: &vte::Params, _: &[u8], _: bool, action: char) {
        self.blame(format!("device control string {action:?}"));
    }

    fn osc_dispatch(&mut self, parts: &[&[u8]], _: bool) {
        self.blame(format!("operating system command {parts:?}"));
    }

    fn esc_dispatch(&mut self, _: &[u8], _: bool, byte: u8) {
        self.blame(format!("escape {:?}", char::from(byte)));
    }

    /// Only what ratatui and crossterm write to draw: the place of the cursor,
    /// colours and attributes, the cursor shown and hidden.
    fn csi_dispatch(&mut self, params: &vte::Params, between: &[u8], _: bool, action: char) {
        self.end_letter();
        let numbers: Vec<u16> = params.iter().flatten().copied().collect();
        match (action, between, numbers.as_slice()) {
            ('H', [], &[row, column]) => {
                let (row, column) = (usize::from(row.max(1)), usize::from(column.max(1)));
                if row > self.rows || column > self.columns {
                    self.blame(format!("the cursor goes to {column},{row}"));
                }
                self.column = column - 1;
            }
            ('m', [], numbers) if numbers.iter().all(|&n| n <= 255) => {}
            ('h' | 'l', [b'?'], [25]) => {}
            _ => self.blame(format!("sequence {between:?} {numbers:?} {action:?}")),
        }
    }
}
