//! Moving in the article.

use crate::app::reader::{Aim, Reader};
use crate::app::state::State;
use crate::config::{Command, Config};
use crate::nlp::sentences;
use crate::text::Span;

pub(super) fn run(state: &mut State, config: &Config, command: Command, count: usize) {
    use Command as C;
    let height = usize::from(state.frame().text.h);
    let margin = usize::from(config.screen.scroll_margin);
    let Some(reader) = &mut state.reader else { return };
    reader.aim = Aim::Any;
    let far = count as isize;
    let (half, page) = ((height / 2).max(1) as isize, height.saturating_sub(2).max(1) as isize);
    match command {
        C::LineDown | C::LineUp => {
            let by = if command == C::LineDown { far } else { -far };
            if reader.move_lines(by) {
                reader.follow(height, margin);
            } else {
                let end = if by > 0 { "end" } else { "beginning" };
                state.say(format!("This is the {end} of the article"));
            }
        }
        C::HalfPageDown => pages(state, far * half, height, margin),
        C::HalfPageUp => pages(state, -far * half, height, margin),
        C::PageDown => pages(state, far * page, height, margin),
        C::PageUp => pages(state, -far * page, height, margin),
        C::Top => {
            jump(state, config, 0);
            if let Some(reader) = &mut state.reader {
                reader.top = Default::default();
            }
        }
        C::Bottom => {
            let end = reader.article.paragraphs.last().map_or(0, |p| p.span.end);
            jump(state, config, end);
        }
        C::CharRight => repeat(state, config, count, char_right),
        C::CharLeft => repeat(state, config, count, char_left),
        C::WordForward => repeat(state, config, count, word_forward),
        C::WordBack => repeat(state, config, count, word_back),
        C::SentenceForward => repeat(state, config, count, |r| sentence(r, true)),
        C::SentenceBack => repeat(state, config, count, |r| sentence(r, false)),
        C::ParagraphForward => repeat(state, config, count, |r| paragraph(r, true)),
        C::ParagraphBack => repeat(state, config, count, |r| paragraph(r, false)),
        C::NextEntity | C::PrevEntity => {
            let stops = reader.entity_stops();
            walk(state, config, &stops, if command == C::NextEntity { far } else { -far }, "entity");
        }
        C::NextQuote | C::PrevQuote => {
            let quotes = reader
                .marks
                .as_ref()
                .map_or(Vec::new(), |m| m.analysis.quotes.iter().map(|q| q.extent()).collect::<Vec<_>>());
            let by = if command == C::NextQuote { far } else { -far };
            if walk(state, config, &quotes, by, "quote")
                && let Some(reader) = &mut state.reader
            {
                reader.aim = Aim::Quote;
            }
        }
        C::NextNote | C::PrevNote => {
            let spans: Vec<Span> = reader.notes.iter().filter_map(|n| n.span).collect();
            walk(state, config, &spans, if command == C::NextNote { far } else { -far }, "note");
        }
        C::JumpBack | C::JumpForward => jump_again(state, config, command == C::JumpForward),
        other => state.say(format!("{} does nothing in the article", other.name())),
    }
}

fn pages(state: &mut State, by: isize, height: usize, margin: usize) {
    let Some(reader) = &mut state.reader else { return };
    let scrolled = reader.scroll(by, height, margin);
    // At either end there is nothing to scroll: the cursor goes the way.
    if !scrolled && !reader.move_lines(by) {
        state.say(if by > 0 {
            "This is the end of the article"
        } else {
            "This is the beginning of the article"
        });
    }
}

/// Goes from stop to stop, without a jump to come back from.
fn repeat(state: &mut State, config: &Config, count: usize, step: fn(&Reader) -> Option<usize>) {
    let height = usize::from(state.frame().text.h);
    let Some(reader) = &mut state.reader else { return };
    let before = reader.cursor;
    for _ in 0..count {
        let Some(to) = step(reader) else { break };
        let from = reader.cursor;
        reader.put_cursor(to);
        if reader.cursor == from {
            break;
        }
    }
    let moved = reader.cursor != before;
    reader.follow(height, usize::from(config.screen.scroll_margin));
    if !moved {
        state.say("It goes no further");
    }
}

/// Goes to the `by`th of `spans` from the cursor on; says where that is.
pub(super) fn walk(state: &mut State, config: &Config, spans: &[Span], by: isize, what: &str) -> bool {
    let Some(reader) = &state.reader else { return false };
    if spans.is_empty() {
        state.say(match (&reader.marks, what) {
            (None, "entity" | "quote") => "The article is still being analysed".to_owned(),
            _ => format!("There is no {what} in this article"),
        });
        return false;
    }
    let cursor = reader.cursor;
    let target = if by > 0 {
        spans.iter().enumerate().filter(|(_, s)| s.start > cursor).nth(by as usize - 1)
    } else {
        let before = spans.iter().enumerate().rev().filter(|(_, s)| s.start < cursor);
        before.clone().filter(|(_, s)| !s.contains(cursor)).nth(by.unsigned_abs() - 1)
    };
    match target {
        Some((at, span)) => {
            jump(state, config, span.start);
            state.say(format!("{what} {} of {}", at + 1, spans.len()));
            true
        }
        None => {
            let end = if by > 0 { "last" } else { "first" };
            state.say(format!("This is the {end} {what}"));
            false
        }
    }
}

/// Puts the cursor at byte `to`, brings it on the screen, and remembers where
/// it came from.
pub(super) fn jump(state: &mut State, config: &Config, to: usize) {
    let height = usize::from(state.frame().text.h);
    let Some(reader) = &mut state.reader else { return };
    reader.mark_jump();
    reader.put_cursor(to);
    reader.show(height, usize::from(config.screen.scroll_margin));
}

fn jump_again(state: &mut State, config: &Config, forward: bool) {
    let height = usize::from(state.frame().text.h);
    let Some(reader) = &mut state.reader else { return };
    let cursor = reader.cursor;
    let (jumps, behind) = &mut reader.jumps;
    let to = if forward {
        let to = jumps.get(*behind + 1).copied();
        *behind += usize::from(to.is_some());
        to
    } else if *behind > 0 {
        // The place left is kept, to go forward to again.
        if *behind == jumps.len() {
            jumps.push(cursor);
        }
        *behind -= 1;
        jumps.get(*behind).copied()
    } else {
        None
    };
    match to {
        Some(to) => {
            reader.put_cursor(to);
            reader.show(height, usize::from(config.screen.scroll_margin));
        }
        None => state.say(if forward { "No later place to go to" } else { "No earlier place to go back to" }),
    }
}

/// The next character; behind a paragraph's last one comes the next paragraph.
fn char_right(reader: &Reader) -> Option<usize> {
    let right = reader.behind(reader.cursor);
    let at = reader.article.paragraph_at(reader.cursor);
    let paragraphs = &reader.article.paragraphs;
    match paragraphs.get(at + 1) {
        Some(next) if paragraphs.get(at).is_some_and(|p| p.span.end <= right) => Some(next.span.start),
        _ => Some(right),
    }
}

fn char_left(reader: &Reader) -> Option<usize> {
    let before = reader.text().get(..reader.cursor)?;
    let tail = before.char_indices().rev().nth(64).map_or(0, |(at, _)| at);
    let left = crate::text::clusters(&before[tail..]).last().map(|c| tail + c.span.start)?;
    // White space between paragraphs belongs to the one before.
    let words = before.trim_end();
    let between = reader.article.paragraphs.iter().any(|p| p.span.start == reader.cursor);
    Some(if between {
        crate::app::reader::last_start(reader.text(), Span::new(0, words.len()))
    } else {
        left
    })
}

/// The beginning of the next word; while selecting, the end of this or the next
/// one, so that whole words are selected.
fn word_forward(reader: &Reader) -> Option<usize> {
    let rest = reader.text().get(reader.cursor..)?;
    if reader.selection.is_some_and(|s| s.anchor <= reader.cursor) {
        let mut chars = rest.char_indices().skip(1).skip_while(|(_, c)| !is_word(*c));
        let mut last = chars.next()?.0;
        for (at, _) in chars.take_while(|(_, c)| is_word(*c)) {
            last = at;
        }
        return Some(reader.cursor + last);
    }
    let blank = rest.find(char::is_whitespace)?;
    let word = rest[blank..].find(|c: char| !c.is_whitespace())?;
    Some(reader.cursor + blank + word)
}

fn word_back(reader: &Reader) -> Option<usize> {
    let before = reader.text().get(..reader.cursor)?.trim_end();
    Some(before.char_indices().rfind(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8()))
}

const fn is_joint(c: char) -> bool {
    matches!(c, '\'' | '’' | '-')
}

/// Whether a character belongs to a word: letters, digits, and what joins them.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_joint(c)
}

/// The word under the cursor, without the punctuation around it.
pub(super) fn word_at(reader: &Reader) -> Option<Span> {
    let text = reader.text();
    text[reader.cursor..].chars().next().filter(|&c| is_word(c))?;
    let start = text[..reader.cursor].char_indices().rev().take_while(|(_, c)| is_word(*c)).last();
    let start = start.map_or(reader.cursor, |(at, _)| at);
    let len = text[reader.cursor..].find(|c| !is_word(c)).unwrap_or(text.len() - reader.cursor);
    let word = &text[start..reader.cursor + len];
    let trimmed = word.trim_start_matches(is_joint);
    let start = start + (word.len() - trimmed.len());
    Some(Span::new(start, start + trimmed.trim_end_matches(is_joint).len()))
}

/// The sentence under the cursor.
pub(super) fn sentence_at(reader: &Reader) -> Option<Span> {
    sentences_near(reader, reader.article.paragraph_at(reader.cursor))
        .into_iter()
        .rev()
        .find(|s| s.start <= reader.cursor)
}

fn sentences_near(reader: &Reader, paragraph: usize) -> Vec<Span> {
    let paragraph = reader.article.paragraphs.get(paragraph);
    paragraph.map_or(Vec::new(), |p| sentences(reader.text(), p.span))
}

fn sentence(reader: &Reader, forward: bool) -> Option<usize> {
    let at = reader.article.paragraph_at(reader.cursor);
    let here = sentences_near(reader, at);
    if forward {
        let next = here.iter().map(|s| s.start).find(|&s| s > reader.cursor);
        next.or_else(|| reader.article.paragraphs.get(at + 1).map(|p| p.span.start))
    } else {
        let before = here.iter().map(|s| s.start).rfind(|&s| s < reader.cursor);
        before.or_else(|| sentences_near(reader, at.checked_sub(1)?).last().map(|s| s.start))
    }
}

fn paragraph(reader: &Reader, forward: bool) -> Option<usize> {
    let at = reader.article.paragraph_at(reader.cursor);
    let paragraphs = &reader.article.paragraphs;
    if forward {
        return paragraphs.get(at + 1).map(|p| p.span.start);
    }
    let here = paragraphs.get(at)?.span.start;
    if here < reader.cursor { Some(here) } else { paragraphs.get(at.checked_sub(1)?).map(|p| p.span.start) }
}
