//! The article as screen lines: paragraphs broken at the current width, only
//! as far as they are looked at.
//!
//! Nothing here counts the lines of the whole article: a book-length text
//! opens and resizes as fast as a short one.

use crate::text::{Article, ParagraphKind, Span, clusters, wrap};

/// Paragraphs longer than this, in bytes, are laid out in parts, so that one
/// endless line costs no more than its visible part.
const LONGEST: usize = 8 * 1024;

/// A paragraph, or a part of a very long one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Its bytes in the article's text.
    pub span: Span,
    /// What it is.
    pub kind: ParagraphKind,
    /// Whether an empty row stands above it.
    pub gap: bool,
}

/// A row of the page: a block, and a row inside it. Where the block has a gap
/// above it, the gap is its row 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// Index of the block.
    pub block: usize,
    /// Index of the row in the block.
    pub row: usize,
}

/// One row to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The block it belongs to.
    pub block: usize,
    /// The bytes it shows; `None` for the gap above a block.
    pub line: Option<Span>,
}

/// An article laid out at a width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    blocks: Vec<Block>,
    width: usize,
}

impl Page {
    /// Lays out `article` in lines of `width` columns.
    pub fn new(article: &Article, width: u16) -> Self {
        let text = article.text();
        let mut blocks = Vec::with_capacity(article.paragraphs.len());
        let mut before = None;
        for paragraph in &article.paragraphs {
            let mut gap = before.is_some();
            if (before, paragraph.kind) == (Some(ParagraphKind::ListItem), ParagraphKind::ListItem) {
                gap = false;
            }
            let mut rest = paragraph.span;
            while !rest.is_empty() {
                let part = Span::new(rest.start, part_end(text, rest));
                blocks.push(Block { span: part, kind: paragraph.kind, gap });
                rest.start = part.end;
                gap = false;
            }
            before = Some(paragraph.kind);
        }
        Self { blocks, width: usize::from(width) }
    }

    /// Changes the width. Places of the old width are void.
    pub fn set_width(&mut self, width: u16) {
        self.width = usize::from(width);
    }

    /// The width in columns.
    pub const fn width(&self) -> usize {
        self.width
    }

    /// The block at an index.
    pub fn block(&self, index: usize) -> Option<&Block> {
        self.blocks.get(index)
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The lines of a block, without its gap.
    fn lines(&self, text: &str, block: usize) -> Vec<Span> {
        let Some(block) = self.blocks.get(block) else { return Vec::new() };
        wrap(text, block.span, self.width, block.kind == ParagraphKind::Preformatted)
    }

    fn gap(&self, block: usize) -> usize {
        self.blocks.get(block).map_or(0, |b| usize::from(b.gap))
    }

    /// The place of the row that shows byte `at`.
    pub fn locate(&self, text: &str, at: usize) -> Place {
        let block = self.blocks.partition_point(|b| b.span.start <= at).saturating_sub(1);
        let lines = self.lines(text, block);
        let line = lines.partition_point(|line| line.start <= at).saturating_sub(1);
        Place { block, row: self.gap(block) + line }
    }

    /// The line at a place; for a gap, the line below it.
    pub fn line(&self, text: &str, place: Place) -> Option<Span> {
        let lines = self.lines(text, place.block);
        lines.get(place.row.saturating_sub(self.gap(place.block))).copied()
    }

    /// The place `by` rows below, or above where `by` is negative, and how many
    /// rows it really is away; at most to the first and the last row.
    pub fn walk(&self, text: &str, from: Place, by: isize) -> (Place, usize) {
        self.go(from, by, |block| self.gap(block) + self.lines(text, block).len())
    }

    /// As [`walk`](Self::walk), but counts only rows with text: a gap is
    /// stepped over.
    pub fn walk_lines(&self, text: &str, from: Place, by: isize) -> (Place, usize) {
        let line = Place { row: from.row.saturating_sub(self.gap(from.block)), ..from };
        let (to, went) = self.go(line, by, |block| self.lines(text, block).len());
        (Place { row: to.row + self.gap(to.block), ..to }, went)
    }

    /// Goes `by` rows on or back through blocks of so many rows each.
    fn go(&self, from: Place, by: isize, rows: impl Fn(usize) -> usize) -> (Place, usize) {
        if self.blocks.is_empty() {
            return (from, 0);
        }
        let mut place = Place { block: from.block.min(self.blocks.len() - 1), row: from.row };
        let mut left = by.unsigned_abs();
        while left > 0 {
            if by > 0 {
                let below = rows(place.block).saturating_sub(place.row + 1);
                if left <= below {
                    place.row += left;
                    left = 0;
                } else if place.block + 1 < self.blocks.len() {
                    left -= below + 1;
                    place = Place { block: place.block + 1, row: 0 };
                } else {
                    place.row += below;
                    return (place, by.unsigned_abs() - (left - below));
                }
            } else if left <= place.row {
                place.row -= left;
                left = 0;
            } else if place.block > 0 {
                left -= place.row + 1;
                let block = place.block - 1;
                place = Place { block, row: rows(block).saturating_sub(1) };
            } else {
                left -= place.row;
                place.row = 0;
                return (place, by.unsigned_abs() - left);
            }
        }
        (place, by.unsigned_abs())
    }

    /// The last row of the page.
    pub fn last(&self, text: &str) -> Place {
        let block = self.blocks.len().saturating_sub(1);
        let rows = self.gap(block) + self.lines(text, block).len();
        Place { block, row: rows.saturating_sub(1) }
    }

    /// Up to `height` rows from `top` on.
    pub fn rows(&self, text: &str, top: Place, height: usize) -> Vec<Row> {
        let mut rows = Vec::with_capacity(height);
        let mut skip = top.row;
        for (block, shape) in self.blocks.iter().enumerate().skip(top.block) {
            if rows.len() >= height {
                break;
            }
            let gap = shape.gap.then_some(None);
            let lines = self.lines(text, block).into_iter().map(Some);
            let all = gap.into_iter().chain(lines).map(|line| Row { block, line });
            rows.extend(all.skip(skip).take(height - rows.len()));
            skip = 0;
        }
        rows
    }
}

/// Where the part that begins at `rest.start` ends: at a blank, if there is one.
fn part_end(text: &str, rest: Span) -> usize {
    if rest.len() <= LONGEST {
        return rest.end;
    }
    let mut end = rest.start + LONGEST;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    match text[rest.start..end].rfind(' ') {
        Some(blank) => rest.start + blank + 1,
        None => end,
    }
}

/// The byte in `line` that is shown at `column`, or the last one before it.
pub fn byte_at_column(text: &str, line: Span, column: usize) -> usize {
    let mut from = 0;
    let mut last = line.start;
    for cluster in clusters(line.of(text)) {
        last = line.start + cluster.span.start;
        from += cluster.width;
        if column < from {
            break;
        }
    }
    last
}

/// The column in which `line` shows byte `at`.
pub fn column_of_byte(text: &str, line: Span, at: usize) -> usize {
    clusters(line.of(text)).take_while(|c| line.start + c.span.end <= at).map(|c| c.width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Meta, Paragraph, Parts};
    use proptest::prelude::*;

    fn article(paragraphs: &[&str]) -> Article {
        let text = paragraphs.join("\n\n");
        let mut at = 0;
        let spans = paragraphs
            .iter()
            .map(|p| {
                let span = Span::new(at, at + p.len());
                at = span.end + 2;
                Paragraph { span, kind: ParagraphKind::Body }
            })
            .collect();
        Article::new(text, Meta::default(), Parts::default(), spans)
    }

    #[test]
    fn paragraphs_stand_apart_by_one_row() {
        let article = article(&["one two", "three"]);
        let page = Page::new(&article, 4);
        let shown: Vec<_> = page
            .rows(article.text(), Place::default(), 9)
            .iter()
            .map(|row| row.line.map_or("", |line| line.of(article.text())))
            .collect();
        assert_eq!(shown, ["one ", "two", "", "thre", "e"]);
    }

    #[test]
    fn a_very_long_line_is_cut_at_a_blank() {
        let article = article(&[&"word ".repeat(10_000)]);
        let page = Page::new(&article, 40);
        assert!(page.blocks.len() > 5);
        assert!(page.blocks.iter().all(|b| b.span.len() <= LONGEST && b.span.start % 5 == 0));
        assert_eq!(page.blocks.last().map(|b| b.span.end), Some(article.text().len()));
    }

    proptest! {
        #[test]
        fn walking_down_and_up_comes_back(
            paragraphs in proptest::collection::vec("[a-z日 ]{1,60}", 1..8),
            width in 1u16..20, start in 0usize..40, by in 0isize..60,
        ) {
            let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
            let article = article(&paragraphs);
            let page = Page::new(&article, width);
            let text = article.text();
            let all = page.rows(text, Place::default(), 10_000);
            let (from, went) = page.walk(text, Place::default(), start as isize);
            prop_assert_eq!(went, start.min(all.len() - 1));
            let (to, down) = page.walk(text, from, by);
            prop_assert_eq!(page.walk(text, to, -(down as isize)), (from, down));
            prop_assert_eq!(page.rows(text, from, 1)[0], all[went]);
            prop_assert_eq!(page.rows(text, page.last(text), 5).len(), 1);
            for row in &all {
                if let Some(line) = row.line {
                    prop_assert_eq!(page.line(text, page.locate(text, line.start)), Some(line));
                    for at in (line.start..line.end).filter(|&at| text.is_char_boundary(at)) {
                        prop_assert_eq!(byte_at_column(text, line, column_of_byte(text, line, at)), at);
                    }
                }
            }
        }
    }
}
