//! Plain text to paragraphs: blank lines, single lines, hard-wrapped prose,
//! list items, rules.

use super::article::{Paragraph, ParagraphKind};
use super::parts::stands_alone;
use super::span::Span;
use super::words::{ends_sentence, is_all_caps, longer_than, starts_lower, starts_upper};

/// Prose is wrapped by hand or by a mail program to lines of this width, in
/// characters.
const WRAP: std::ops::RangeInclusive<usize> = 45..=100;
/// How much shorter than the longest a line of wrapped prose may be: about one
/// long word.
const RAGGED: usize = 25;

/// One line that is not blank.
#[derive(Clone, Copy)]
struct Line<'t> {
    /// The line without white space at its ends.
    words: &'t str,
    span: Span,
    /// White space before the words, in characters.
    indent: usize,
    /// Length of the words, in characters.
    width: usize,
}

/// The paragraphs of a plain text. Every character that is not white space
/// lies in one of them.
pub(super) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut wrap_width = None;
    each_block(text, |block| {
        if block.len() > 2 && is_wrapped_prose(block, None) {
            wrap_width = wrap_width.max(block.iter().map(|line| line.width).max());
        }
    });
    let mut paragraphs = Vec::new();
    each_block(text, |block| split_block(block, wrap_width, &mut paragraphs));
    paragraphs
}

/// Calls `act` with each run of lines between blank lines.
fn each_block<'t>(text: &'t str, mut act: impl FnMut(&[Line<'t>])) {
    let mut block = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let rest = text.get(start..).unwrap_or("");
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let (content, behind) = rest.split_at(end);
        let span = Span::new(start, start + end).trim(text);
        start += end + if behind.starts_with("\r\n") { 2 } else { 1 };
        if span.is_empty() {
            act(&block);
            block.clear();
        } else {
            let words = span.of(text);
            let indent = content.chars().take_while(|c| c.is_whitespace()).count();
            block.push(Line { words, span, indent, width: words.chars().count() });
        }
    }
    act(&block);
}

/// Splits one block into paragraphs. `wrap_width` is the width that other
/// blocks of the text are wrapped to.
fn split_block(block: &[Line<'_>], wrap_width: Option<usize>, paragraphs: &mut Vec<Paragraph>) {
    let prose = is_wrapped_prose(block, wrap_width);
    let width = block.iter().map(|line| line.width).max().unwrap_or(0);
    let mut previous: Option<(Line<'_>, ParagraphKind)> = None;
    // The line that the current list item starts with.
    let mut item: Option<Line<'_>> = None;
    for &line in block {
        let kind = kind_of(line.words);
        if let Some((before, before_kind)) = previous
            && let Some(paragraph) = paragraphs.last_mut()
        {
            let in_one_sentence = match item {
                Some(item) => line.indent > item.indent || continues(&before, &line, wrap_width),
                None if prose => !ends_paragraph(&before, &line, width),
                None => continues(&before, &line, wrap_width),
            };
            let running = kind == ParagraphKind::Body && before_kind != ParagraphKind::Preformatted;
            if running && in_one_sentence && !stands_alone(line.words) && !stands_alone(before.words) {
                paragraph.span = paragraph.span.join(line.span);
                previous = Some((line, before_kind));
                continue;
            }
            let one_line = paragraph.kind == ParagraphKind::Body && paragraph.span == before.span;
            if is_underline(line.words) && one_line && before.width <= 120 {
                paragraph.kind = ParagraphKind::Heading;
            }
        }
        item = (kind == ParagraphKind::ListItem).then_some(line);
        paragraphs.push(Paragraph { span: line.span, kind });
        previous = Some((line, kind));
    }
    if let ([line], Some(paragraph)) = (block, paragraphs.last_mut())
        && paragraph.kind == ParagraphKind::Body
        && is_capitals_heading(line.words)
    {
        paragraph.kind = ParagraphKind::Heading;
    }
}

/// What a line is by its first characters.
fn kind_of(words: &str) -> ParagraphKind {
    if is_rule(words) {
        ParagraphKind::Preformatted
    } else if is_list_item(words) {
        ParagraphKind::ListItem
    } else {
        ParagraphKind::Body
    }
}

/// Whether a line is drawn from punctuation: "=====", "* * *", "###".
fn is_rule(words: &str) -> bool {
    let drawn = |c: char| "=-_*~#–—+".contains(c);
    words.chars().all(|c| drawn(c) || c == ' ') && words.chars().filter(|&c| drawn(c)).nth(2).is_some()
}

/// Whether a line underlines the heading above it.
fn is_underline(words: &str) -> bool {
    words.len() >= 3 && ["=", "-"].iter().any(|mark| words.trim_matches(|c| mark.contains(c)).is_empty())
}

/// Whether a line starts with "- ", "* ", "• ", "1. " or "1) ".
fn is_list_item(words: &str) -> bool {
    let after = match words.trim_start_matches(|c: char| c.is_ascii_digit()) {
        rest if rest.len() < words.len() => {
            if words.len() - rest.len() > 3 {
                return false;
            }
            rest.strip_prefix(['.', ')'])
        }
        _ => words.strip_prefix(['-', '*', '•', '‣', '◦', '▪', '●']),
    };
    after.is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

/// Whether a line of its own is a heading in capitals.
fn is_capitals_heading(words: &str) -> bool {
    !longer_than(words, 80)
        && is_all_caps(words)
        && words.chars().filter(|c| c.is_alphabetic()).nth(3).is_some()
        && !ends_sentence(words)
        && !words.ends_with([',', ':', ';'])
}

/// Whether a block is one running text that was broken into lines. Where
/// other blocks show the width that the text is wrapped to, each line but the
/// last must be full. Otherwise all but the last must be long and of similar
/// length, break inside sentences, and go on in mid-sentence.
fn is_wrapped_prose(block: &[Line<'_>], wrap_width: Option<usize>) -> bool {
    let Some((_, full)) = block.split_last() else { return false };
    let widest = block.iter().map(|line| line.width).max().unwrap_or(0);
    if full.is_empty() || !WRAP.contains(&widest) {
        return false;
    }
    let mut pairs = full.iter().zip(block.iter().skip(1));
    if wrap_width.is_some() && pairs.clone().all(|(line, next)| is_full(line, next, wrap_width)) {
        return true;
    }
    let (mut short, mut broken, mut carried_on) = (0, 0, 0);
    let no_loose_end = pairs.all(|(line, next)| {
        let ends = ends_sentence(line.words);
        let is_short = line.width < *WRAP.start() || line.width + RAGGED < widest;
        short += usize::from(is_short);
        broken += usize::from(!is_short && !ends);
        carried_on += usize::from(!is_short && !ends && !starts_upper(next.words));
        ends || !is_short
    });
    no_loose_end && short * 3 <= full.len() && broken * 2 >= full.len() && carried_on * 3 >= broken
}

/// How long a line would be with the next line's first word behind it.
fn width_with_next_word(line: &Line<'_>, next: &Line<'_>) -> usize {
    let word = next.words.split_whitespace().next().unwrap_or("");
    line.width + 1 + word.chars().count()
}

/// Whether a line is as long as the width that the text is wrapped to allows.
/// That width was seen, not told: the true one may be a little larger.
fn is_full(line: &Line<'_>, next: &Line<'_>, wrap_width: Option<usize>) -> bool {
    wrap_width.is_some_and(|width| line.width <= width + 5 && width_with_next_word(line, next) > width)
}

/// Whether, inside wrapped prose, a paragraph ends with `line`: the sentence
/// ends and the next line's first word would easily have fitted, or the next
/// line is indented.
fn ends_paragraph(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    let fits = width_with_next_word(line, next) + 10 <= width;
    ends_sentence(line.words) && (fits || next.indent >= line.indent + 2)
}

/// Whether a long line's sentence goes on in the next line: that one starts
/// with a small letter, or the line is full.
fn continues(line: &Line<'_>, next: &Line<'_>, wrap_width: Option<usize>) -> bool {
    line.width >= *WRAP.start()
        && !ends_sentence(line.words)
        && !line.words.ends_with([':', ';'])
        && (starts_lower(next.words) || is_full(line, next, wrap_width))
}
