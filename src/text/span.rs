//! Byte spans, and their conversion to code points at the program's edge.

use std::ops::Range;

/// A byte range into a text, end exclusive, both ends on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Byte offset of the first character.
    pub start: usize,
    /// Byte offset behind the last character.
    pub end: usize,
}

impl Span {
    /// A span from `start` to `end`, in bytes; a reversed pair is empty at `start`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span covers no character.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the character at byte `at` is covered.
    pub const fn contains(self, at: usize) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether `other` lies wholly inside this span.
    pub const fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn join(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The words under the span, or "" where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// The span as a range for slicing.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The span without the white space at its two ends.
    #[must_use]
    pub fn trim(self, text: &str) -> Span {
        let words = self.of(text);
        let start = self.start + (words.len() - words.trim_start().len());
        Span::new(start, start + words.trim().len())
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

/// Converts between byte offsets and Unicode code points in one text.
///
/// Everything that leaves the program counts code points. One look-up costs at
/// most 256 characters after a single pass over the text.
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Byte offset of every `STRIDE`-th character.
    marks: Vec<usize>,
    /// Code points in the whole text.
    count: usize,
    ascii: bool,
}

impl<'t> CodePoints<'t> {
    const STRIDE: usize = 256;

    /// Indexes `text`.
    pub fn new(text: &'t str) -> Self {
        if text.is_ascii() {
            return Self { text, marks: Vec::new(), count: text.len(), ascii: true };
        }
        let mut marks = Vec::with_capacity(text.len() / Self::STRIDE + 1);
        let mut count = 0;
        for (at, _) in text.char_indices() {
            if count % Self::STRIDE == 0 {
                marks.push(at);
            }
            count += 1;
        }
        Self { text, marks, count, ascii: false }
    }

    /// Code points before byte `at`; an offset inside a character counts that
    /// character's start, one behind the text counts the whole text.
    pub fn of_byte(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        if self.ascii {
            return at;
        }
        let mark = self.marks.partition_point(|&m| m <= at).saturating_sub(1);
        let from = self.marks.get(mark).copied().unwrap_or(0);
        mark * Self::STRIDE + self.text[from..].char_indices().take_while(|(i, _)| from + i < at).count()
            - usize::from(!self.text.is_char_boundary(at))
    }

    /// Byte offset of the code point with index `at`, `None` behind the end.
    pub fn to_byte(&self, at: usize) -> Option<usize> {
        if at >= self.count {
            return (at == self.count).then_some(self.text.len());
        }
        if self.ascii {
            return Some(at);
        }
        let from = self.marks[at / Self::STRIDE];
        self.text[from..].char_indices().nth(at % Self::STRIDE).map(|(i, _)| from + i)
    }

    /// A byte span as a pair of code point offsets.
    pub fn of_span(&self, span: Span) -> (usize, usize) {
        (self.of_byte(span.start), self.of_byte(span.end))
    }

    /// A pair of code point offsets as a byte span, `None` where it does not
    /// fit the text or is reversed.
    pub fn to_span(&self, start: usize, end: usize) -> Option<Span> {
        if start > end {
            return None;
        }
        Some(Span::new(self.to_byte(start)?, self.to_byte(end)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_agree_with_counting(text in "[a-zé日\u{1F600} ]{0,700}") {
            let points = CodePoints::new(&text);
            let mut count = 0;
            for (at, _) in text.char_indices() {
                prop_assert_eq!(points.of_byte(at), count);
                prop_assert_eq!(points.to_byte(count), Some(at));
                count += 1;
            }
            prop_assert_eq!(points.of_byte(text.len()), count);
            prop_assert_eq!(points.to_byte(count), Some(text.len()));
            prop_assert_eq!(points.to_byte(count + 1), None);
            prop_assert_eq!(points.to_byte(2 * CodePoints::STRIDE + count), None);
        }
    }

    #[test]
    fn an_offset_inside_a_character_counts_its_start() {
        let points = CodePoints::new("aé日b");
        assert_eq!(points.of_byte(2), 1);
        assert_eq!(points.of_byte(4), 2);
        assert_eq!(points.of_byte(99), 4);
    }

    #[test]
    fn trimming_keeps_the_words() {
        let text = "  two words \n";
        assert_eq!(Span::new(0, text.len()).trim(text).of(text), "two words");
        assert!(Span::new(0, 2).trim(text).is_empty());
    }
}
