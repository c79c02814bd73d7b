//! Quotation marks: which words stand between them.
//!
//! Apostrophes, measures (5' 10", a 12" pipe) and marks inside a quotation are
//! no quotations of their own. A mark that is never closed spoils only its own
//! paragraph. English marks close each other however they are mixed; guillemets
//! and corner brackets close only their own kind.

use super::cues::Cue;
use crate::nlp::document::Document;
use crate::nlp::gazetteer::Gazetteer;
use crate::nlp::token::is_apostrophe;
use crate::text::{ParagraphKind, Span};

/// Words between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Region {
    /// From the opening mark to the closing one, both included.
    pub outer: Span,
    /// The words without the marks, trimmed; never empty.
    pub inner: Span,
    /// Whether the closing mark is there.
    pub closed: bool,
    /// Whether the marks are single ones.
    pub single: bool,
    /// Whether it goes on from the paragraph before, which left its own open.
    pub continues: bool,
}

/// All quotations of a document, in order, none inside another.
pub(crate) fn find(doc: &Document, lists: &Gazetteer) -> Vec<Region> {
    let mut out: Vec<Region> = Vec::new();
    let mut open = false;
    for (i, block) in doc.blocks.iter().enumerate() {
        let first = out.len();
        if block.kind == ParagraphKind::Preformatted {
            open = false;
            continue;
        }
        let mut regions = Vec::new();
        scan(doc.text, block.span, &mut regions);
        // What another opening mark cut short stays where its speaker is named.
        let last = regions.pop();
        regions.retain_mut(|r| r.closed || close_at_attribution(doc, lists, r, true));
        out.extend(regions.into_iter().chain(last));
        if let Some(region) = out.get_mut(first).filter(|r| r.outer.start == block.span.start && open) {
            region.continues = true;
        }
        let last = out.get_mut(first..).and_then(<[Region]>::last_mut).filter(|r| !r.closed);
        open = last.is_some_and(|region| !close_at_attribution(doc, lists, region, false));
        if open {
            let reopens = doc.blocks.get(i + 1).is_some_and(|next| opens_with_mark(doc.text, next.span));
            if !reopens {
                close_at_sentence(doc, first, block.span, &mut out);
                open = false;
            }
        }
    }
    out
}

/// "“The road is shut, said Ines Okafor.": a mark that is not closed before its
/// speaker is named ends there. Says whether it does. `he` also ends it, which
/// a speaker who goes on in the next paragraph may say of others.
fn close_at_attribution(doc: &Document, lists: &Gazetteer, region: &mut Region, he: bool) -> bool {
    let reports = |at: usize| {
        let cue = lists.cues().get(doc.word(at));
        cue.is_some_and(|c| c.any(Cue::SAY.with(Cue::SPEECH)) && c.any(Cue::PAST.with(Cue::THIRD)))
    };
    let tokens = doc.tokens_in(region.inner);
    let comma = tokens.clone().filter(|&at| doc.word(at) == ",").find(|comma| {
        let name = comma + 1;
        let end = (name..tokens.end.min(name + LONGEST_NAME)).find(|&at| !doc.is_capital(at));
        let named = end
            .is_some_and(|verb| verb > name && reports(verb) && matches!(doc.word(verb + 1), "." | "," | ""));
        let pronoun = he && matches!(doc.word(name), "he" | "she") && reports(name + 1);
        named || pronoun || reports(name) && doc.is_capital(name + 1)
    });
    let Some(end) = comma.and_then(|at| doc.words.get(at)).map(|w| w.span.end) else { return false };
    region.inner = Span::new(region.inner.start, end);
    region.outer = Span::new(region.outer.start, end);
    true
}

/// Longest name of a speaker behind an open quotation, in tokens.
const LONGEST_NAME: usize = 6;

/// A mark that is neither closed nor reopened: its words end with its
/// sentence, unless the whole paragraph stands behind it.
fn close_at_sentence(doc: &Document, first: usize, paragraph: Span, out: &mut [Region]) {
    let Some(region) = out.get_mut(first..).and_then(<[Region]>::last_mut) else { return };
    if region.outer.start == paragraph.start {
        return;
    }
    let at = doc.token_from(region.inner.start);
    if let Some(sentence) = doc.sentences.get(doc.sentence_of(at)) {
        let end = doc.span(sentence.tokens.clone()).end;
        if end > region.inner.start {
            region.inner = Span::new(region.inner.start, end.min(region.inner.end));
            region.outer = Span::new(region.outer.start, region.inner.end);
        }
    }
}

fn opens_with_mark(text: &str, span: Span) -> bool {
    let words = span.of(text);
    words.starts_with(['“', '"', '„', '«', '”', '‹', '「', '『'])
        || words.starts_with("''")
        || words.starts_with("``")
}

/// One character that may be a quotation mark.
#[derive(Debug, Clone, Copy)]
struct Mark {
    at: usize,
    /// Length in bytes.
    len: usize,
    /// The character; '"' for a pair of single ones.
    c: char,
    before: Option<char>,
    after: Option<char>,
}

impl Mark {
    /// Whether it is a mark of its own, not one that may be an apostrophe.
    fn is_double(self) -> bool {
        self.is_english() || PAIRS.iter().any(|&(a, b)| self.c == a || self.c == b)
    }

    fn is_english(self) -> bool {
        matches!(self.c, '"' | '“' | '”' | '„' | '‟' | '＂')
    }

    /// The only mark that closes what this one opens, for marks that have one.
    /// Guillemets also point inwards: »so«.
    fn partner(self) -> Option<char> {
        PAIRS.iter().find_map(|&(a, b)| (a == self.c).then_some(b))
    }

    fn end(self) -> usize {
        self.at + self.len
    }

    /// Whether its place is that of an opening mark.
    fn opens(self) -> bool {
        let free = |c: char| {
            c.is_whitespace()
                || matches!(c, '(' | '[' | '—' | '–' | '-' | '/' | '‘' | '“' | '\'' | '"' | ':' | '…')
                || matches!(c, '«' | '»' | '‹' | '›' | '„' | '‚' | '「' | '『')
        };
        let blank_before = self.before.is_none_or(free);
        let word_after = self.after.is_some_and(|c| !c.is_whitespace());
        match self.c {
            '“' | '„' | '‘' | '‟' => word_after,
            '「' | '『' => true,
            '」' | '』' => false,
            '«' | '‹' => blank_before,
            '»' | '›' => blank_before && self.after.is_some_and(char::is_alphanumeric),
            _ => blank_before && word_after,
        }
    }

    /// Whether it closes what `start` opens.
    fn closes(self, start: Mark) -> bool {
        if let Some(partner) = start.partner() {
            return self.c == partner;
        }
        let word_before = self.before.is_some_and(|c| !c.is_whitespace());
        let free_after = self.after.is_none_or(|c| !c.is_alphanumeric());
        match self.c {
            '”' => true,
            // „So“ in German, “so” in English.
            '“' if start.c == '„' => word_before && free_after,
            '“' | '„' => !self.opens(),
            _ => {
                self.is_english() && (word_before && free_after || self.after.is_none_or(char::is_whitespace))
            }
        }
    }
}

/// Marks that only their partner closes.
const PAIRS: [(char, char); 6] = [('«', '»'), ('»', '«'), ('‹', '›'), ('›', '‹'), ('「', '」'), ('『', '』')];

/// Scans one paragraph.
fn scan(text: &str, paragraph: Span, out: &mut Vec<Region>) {
    let marks = marks(text, paragraph);
    let last = PAIRS.map(|(_, closing)| marks.iter().rposition(|m| m.c == closing));
    let mut straight = marks.iter().filter(|m| m.c == '"').count();
    let mut open: Option<Mark> = None;
    let mut nested = false;
    let mut i = 0;
    while let Some(&mark) = marks.get(i) {
        i += 1;
        if mark.c == '"' {
            straight -= 1;
        }
        if !mark.is_double() {
            // A single quotation counts only outside a double one.
            if open.is_none()
                && let Some((skip, region)) = single(text, &marks, i - 1)
            {
                out.push(region);
                i = skip;
            }
            continue;
        }
        let Some(start) = open else {
            let measure = mark.c == '"' && mark.before.is_some_and(|c| c.is_ascii_digit());
            // A mark with a partner needs it, unless nothing else is marked.
            let alone = mark.partner().is_some() && i < marks.len() && {
                let pair = PAIRS.iter().position(|&(opening, _)| opening == mark.c);
                pair.and_then(|pair| last[pair]).is_none_or(|closing| closing < i)
            };
            if mark.opens() && !measure && !alone {
                open = Some(mark);
                nested = false;
            }
            continue;
        };
        // The inch mark of "a 12" pipe" inside a quotation leaves an odd number
        // of marks behind it.
        let measure = mark.c == '"'
            && mark.before.is_some_and(|c| c.is_ascii_digit())
            && mark.after.is_some_and(char::is_whitespace)
            && straight % 2 == 1
            && start.c == '"';
        if mark.c == '"' && start.c == '“' && (nested || mark.opens() && straight > 0) {
            // “Straight "marks" inside curly ones.”
            nested = !nested;
        } else if mark.closes(start) && !measure {
            push(text, start, Some(mark), paragraph, out);
            open = None;
        } else if mark.is_english() && start.is_english() && mark.opens() && (mark.c != '"' || start.c == '"')
        {
            // The first mark was never closed; the second counts.
            push(text, start, None, Span::new(start.at, mark.at), out);
            open = Some(mark);
        }
    }
    if let Some(start) = open {
        push(text, start, None, paragraph, out);
    }
}

/// All characters of a paragraph that may be quotation marks. Two single marks
/// in a row, or two grave accents, are one double mark; a mark typed twice is one.
fn marks(text: &str, paragraph: Span) -> Vec<Mark> {
    let mut out = Vec::new();
    let mut before = None;
    let mut chars = paragraph.of(text).char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let at = paragraph.start + i;
        let twice = matches!(c, '\'' | '’' | '‘' | '`') && chars.peek().is_some_and(|p| p.1 == c);
        let doubled = is_mark(c) && c != '"' && chars.peek().is_some_and(|p| p.1 == c);
        if twice || doubled {
            chars.next();
            let after = chars.peek().map(|p| p.1);
            out.push(Mark { at, len: 2 * c.len_utf8(), c: if twice { '"' } else { c }, before, after });
        } else if is_apostrophe(c) || is_mark(c) {
            out.push(Mark { at, len: c.len_utf8(), c, before, after: chars.peek().map(|p| p.1) });
        }
        before = Some(c);
    }
    out
}

/// Whether a character can only be a quotation mark.
fn is_mark(c: char) -> bool {
    matches!(c, '‘' | '‚' | '"' | '“' | '”' | '„' | '‟' | '＂')
        || PAIRS.iter().any(|&(a, b)| c == a || c == b)
}

/// A quotation in single marks that opens at mark `i`: the index of the mark
/// behind it, and the region.
fn single(text: &str, marks: &[Mark], i: usize) -> Option<(usize, Region)> {
    let start = marks[i];
    let elided = start.after.is_some_and(|c| c.is_ascii_digit())
        || ["em ", "til ", "cause ", "tis ", "twas ", "n’", "n'"]
            .iter()
            .any(|w| text[start.end()..].starts_with(w));
    let letter_before = start.before.is_some_and(char::is_alphanumeric);
    if !start.opens() || letter_before || elided && start.c != '‘' {
        return None;
    }
    let mut fallback = None;
    for (j, mark) in marks.iter().enumerate().skip(i + 1).take(LONGEST_SINGLE) {
        if mark.is_double() {
            continue;
        }
        let closes = (mark.c != '‘' || start.c == '‚')
            && mark.c != '‚'
            && mark.before.is_some_and(|c| !c.is_whitespace())
            && mark.after.is_none_or(|c| !c.is_alphanumeric());
        if !closes {
            continue;
        }
        let plural = mark.before == Some('s') && mark.after == Some(' ');
        let next = text[mark.end()..].trim_start().chars().next();
        if plural && next.is_some_and(char::is_lowercase) {
            fallback = fallback.or(Some((j, *mark)));
            continue;
        }
        fallback = Some((j, *mark));
        break;
    }
    let (j, end) = fallback?;
    let inner = Span::new(start.end(), end.at).trim(text);
    let outer = Span::new(start.at, end.end());
    (!inner.is_empty())
        .then_some((j + 1, Region { outer, inner, closed: true, single: true, continues: false }))
}

/// Single marks looked at for the closing one.
const LONGEST_SINGLE: usize = 24;

fn push(text: &str, start: Mark, end: Option<Mark>, paragraph: Span, out: &mut Vec<Region>) {
    let inner = Span::new(start.end(), end.map_or(paragraph.end, |m| m.at)).trim(text);
    if inner.is_empty() {
        return;
    }
    let outer = Span::new(start.at, end.map_or(paragraph.end, Mark::end));
    let single = matches!(start.c, '‹' | '›');
    out.push(Region { outer, inner, closed: end.is_some(), single, continues: false });
}
