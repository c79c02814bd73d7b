//! Breaking a paragraph into screen lines, each a span of the text.
//!
//! A layer over `textwrap`: that crate finds where a line may break (Unicode
//! Standard Annex 14) and fills the lines; here widths are those of what
//! [`clusters`] draws, words that are wider than a line are cut between
//! clusters, and every line says which bytes it shows.

use textwrap::WordSeparator;
use textwrap::core::Fragment;
use textwrap::word_splitters::{WordSplitter, split_words};
use textwrap::wrap_algorithms::wrap_first_fit;

use super::{Span, clusters};

/// A stretch of text that is never broken, with the blanks behind it.
#[derive(Debug)]
struct Piece {
    span: Span,
    width: usize,
    blanks: usize,
}

impl Fragment for Piece {
    fn width(&self) -> f64 {
        self.width as f64
    }
    fn whitespace_width(&self) -> f64 {
        self.blanks as f64
    }
    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// Breaks `span` of `text` into lines of at most `width` columns (at least 1).
///
/// The lines lie side by side and cover the whole span; a line's blanks and
/// line break stand at its end and may reach over the width. Only a single
/// character that is wider than `width` makes a wider line. A line break
/// inside the span counts as a blank, or, with `keep_breaks`, ends its line.
pub fn wrap(text: &str, span: Span, width: usize, keep_breaks: bool) -> Vec<Span> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut pieces = Vec::new();
    let mut start = span.start;
    for line in span.of(text).split_inclusive('\n') {
        find_pieces(line, start, width, &mut pieces);
        start += line.len();
        if keep_breaks {
            fill(&pieces, width, &mut lines);
            pieces.clear();
        }
    }
    fill(&pieces, width, &mut lines);
    lines
}

/// Cuts one physical line, which begins at byte `start`, into pieces.
fn find_pieces(line: &str, start: usize, width: usize, pieces: &mut Vec<Piece>) {
    let body = line.strip_suffix('\n').unwrap_or(line);
    let body = body.strip_suffix('\r').unwrap_or(body);
    let first = pieces.len();
    let mut at = start;
    let words = WordSeparator::UnicodeBreakProperties.find_words(body);
    for word in split_words(words, &WordSplitter::HyphenSplitter) {
        let mut piece = Piece { span: Span::new(at, at), width: 0, blanks: word.whitespace.len() };
        for cluster in clusters(word.word) {
            if piece.width > 0 && piece.width + cluster.width > width {
                let end = at + cluster.span.start;
                pieces.push(Piece { span: Span::new(piece.span.start, end), width: piece.width, blanks: 0 });
                piece = Piece { span: Span::new(end, end), width: 0, blanks: piece.blanks };
            }
            piece.width += cluster.width;
        }
        at += word.word.len() + word.whitespace.len();
        piece.span.end = at;
        pieces.push(piece);
    }
    // The line break belongs to the last piece, as one blank.
    let end = start + line.len();
    if at < end {
        match pieces[first..].last_mut() {
            Some(last) => {
                last.span.end = end;
                last.blanks += 1;
            }
            None => pieces.push(Piece { span: Span::new(at, end), width: 0, blanks: 1 }),
        }
    }
}

fn fill(pieces: &[Piece], width: usize, lines: &mut Vec<Span>) {
    if pieces.is_empty() {
        return;
    }
    for line in wrap_first_fit(pieces, &[width as f64]) {
        if let (Some(first), Some(last)) = (line.first(), line.last()) {
            lines.push(Span::new(first.span.start, last.span.end));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, width: usize) -> Vec<&str> {
        wrap(text, Span::new(0, text.len()), width, false).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn lines_break_where_a_reader_expects() {
        for (text, width, expected) in [
            ("", 10, vec![]),
            ("one two three", 8, vec!["one two ", "three"]),
            ("one\ntwo three", 20, vec!["one\ntwo three"]),
            ("well-known fact", 6, vec!["well-", "known ", "fact"]),
            ("extraordinary", 5, vec!["extra", "ordin", "ary"]),
            ("日本語の文", 4, vec!["日本", "語の", "文"]),
            ("a\u{1b}[31mb c", 4, vec!["a\u{1b}[3", "1mb ", "c"]),
            ("日", 1, vec!["日"]),
        ] {
            assert_eq!(lines(text, width), expected, "{text:?} at {width}");
        }
    }

    #[test]
    fn kept_breaks_end_their_lines() {
        let text = "a b\n\n  c\n";
        let spans = wrap(text, Span::new(0, text.len()), 10, true);
        let lines: Vec<_> = spans.into_iter().map(|span| span.of(text)).collect();
        assert_eq!(lines, ["a b\n", "\n", "  c\n"]);
    }

    proptest! {
        #[test]
        fn no_character_is_lost_and_no_line_is_too_wide(
            text in "([a-z]{1,12}| |\n|\r\n|\t|é|e\u{301}|日本|👩\u{200d}👧|🌞|\u{301}|\u{1b}\\[31m|\u{1b}|\u{202e}|\u{200b}|-|/|\u{2028}|\u{a0}|[“”.,]){0,40}",
            width in 1usize..30,
            keep in any::<bool>(),
        ) {
            let spans = wrap(&text, Span::new(0, text.len()), width, keep);
            let mut end = 0;
            for span in &spans {
                prop_assert_eq!(span.start, end);
                prop_assert!(!span.is_empty());
                end = span.end;
                let shown: Vec<_> = clusters(span.of(&text).trim_end_matches([' ', '\n', '\r'])).collect();
                let columns: usize = shown.iter().map(|c| c.width).sum();
                prop_assert!(columns <= width || shown.len() == 1, "{columns} > {width}: {:?}", span.of(&text));
            }
            prop_assert_eq!(end, text.len());
        }

        #[test]
        fn any_string_wraps(text in any::<String>(), width in 1usize..10) {
            let spans = wrap(&text, Span::new(0, text.len()), width, false);
            prop_assert_eq!(spans.iter().map(|span| span.len()).sum::<usize>(), text.len());
        }
    }
}
