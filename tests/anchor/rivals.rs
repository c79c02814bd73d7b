//! What others do, written from their descriptions: the algorithm of the
//! Hypothesis client (src/annotator/anchoring, as of 2025: text position, else
//! approximate text quote with a score) and search for the exact words. The
//! range selector of Hypothesis is left out: it names elements of a web page.

use std::ops::Range;

/// Words and their neighbours, as characters of the old text.
pub struct Selector {
    pub exact: Vec<char>,
    pub prefix: Vec<char>,
    pub suffix: Vec<char>,
    pub start: usize,
}

impl Selector {
    /// Context of 32 characters on each side, as Hypothesis keeps it.
    pub fn new(text: &[char], range: &Range<usize>) -> Self {
        Self {
            exact: text[range.clone()].to_vec(),
            prefix: text[range.start.saturating_sub(32)..range.start].to_vec(),
            suffix: text[range.end..(range.end + 32).min(text.len())].to_vec(),
            start: range.start,
        }
    }
}

/// Where Hypothesis anchors the selector; `None` makes it an orphan.
pub fn hypothesis(text: &[char], selector: &Selector) -> Option<Range<usize>> {
    let quote = &selector.exact;
    let position = selector.start..selector.start + quote.len();
    if text.get(position.clone()) == Some(quote) {
        return Some(position);
    }
    let matches = search(text, quote, (quote.len() / 2).min(256));
    let score = |found: &(Range<usize>, usize)| {
        let (range, errors) = found;
        let words = 1.0 - *errors as f64 / quote.len() as f64;
        let alike = |context: &[char], there: &[char]| match context.is_empty() {
            true => 1.0,
            false if there.is_empty() => 0.0,
            false => {
                let least = search(there, context, context.len()).first().map_or(context.len(), |m| m.1);
                1.0 - least as f64 / context.len() as f64
            }
        };
        let before = &text[range.start.saturating_sub(selector.prefix.len())..range.start];
        let behind = &text[range.end..(range.end + selector.suffix.len()).min(text.len())];
        let place = 1.0 - range.start.abs_diff(selector.start) as f64 / text.len() as f64;
        let (prefix, suffix) = (alike(&selector.prefix, before), alike(&selector.suffix, behind));
        (50.0 * words + 20.0 * prefix + 20.0 * suffix + 2.0 * place) / 92.0
    };
    // The first of equals stays first: the sort of the client is stable.
    let mut best: Option<((Range<usize>, usize), f64)> = None;
    for found in matches {
        let score = score(&found);
        if best.as_ref().is_none_or(|(_, most)| score > *most) {
            best = Some((found, score));
        }
    }
    best.map(|((range, _), _)| range)
}

/// The first place where exactly these words stand.
pub fn exact(text: &[char], selector: &Selector) -> Option<Range<usize>> {
    let length = selector.exact.len();
    let at = text.windows(length).position(|window| window == selector.exact)?;
    Some(at..at + length)
}

/// The matches with the fewest errors, at most `most`: approx-string-match
/// lowers the limit with every better match and drops those before it.
fn search(text: &[char], pattern: &[char], most: usize) -> Vec<(Range<usize>, usize)> {
    let exact: Vec<(Range<usize>, usize)> = text
        .windows(pattern.len().max(1))
        .enumerate()
        .filter(|(_, window)| *window == pattern)
        .map(|(at, _)| (at..at + pattern.len(), 0))
        .collect();
    if !exact.is_empty() {
        return exact;
    }
    // Each cell: errors, and where the match began (Sellers 1980).
    let mut column: Vec<(usize, usize)> = (0..=pattern.len()).map(|row| (row, 0)).collect();
    let mut limit = most;
    let mut found = Vec::new();
    for (at, c) in text.iter().enumerate() {
        let mut before = column[0];
        column[0] = (0, at + 1);
        for row in 1..=pattern.len() {
            let replaced = (before.0 + usize::from(pattern[row - 1] != *c), before.1);
            before = column[row];
            let skipped = (column[row].0 + 1, column[row].1);
            let added = (column[row - 1].0 + 1, column[row - 1].1);
            column[row] = [replaced, skipped, added].into_iter().min_by_key(|cell| cell.0).unwrap();
        }
        let (errors, start) = column[pattern.len()];
        if errors < limit {
            found.clear();
            limit = errors;
        }
        if errors == limit {
            found.push((start..at + 1, errors));
        }
    }
    found
}
