//! The review of notes whose article has changed: the words as they were noted
//! beside what stands in the text now.

use super::paint::{Painter, whole_parts};
use crate::app::{Area, NoteMark, Reader, Reviewing, State};
use crate::config::Role;
use crate::notes::{Anchor, Doubt, NoteKind, changed_words};
use crate::text::{SafeText, Span, wrap};

/// From this width on the two texts stand beside each other.
const BESIDE: u16 = 90;

/// At most so many characters before and behind the words are shown, and at
/// least so many where there is room.
const AROUND: usize = 140;
const LEAST_AROUND: usize = 30;

/// The most rows that the note itself takes.
const NOTE_ROWS: u16 = 5;

pub fn draw(painter: &mut Painter<'_>, state: &State, reader: &Reader, review: &Reviewing) {
    let (width, rows) = state.size;
    let Some(mark) = review.mark(reader) else { return };
    let bottom = rows.saturating_sub(1);
    let room = width.saturating_sub(2);
    let (said, role) = what_is(mark);
    let roomy = rows >= 14;
    let top = if roomy { 2 } else { 1 };
    header(painter, reader, mark, width, roomy);
    painter.clip(1, top, room, said, &[role]);
    let note_rows = if rows >= 16 { NOTE_ROWS } else { 0 };
    let y = top + if roomy { 2 } else { 1 };
    let body = Area { x: 1, y, w: room, h: bottom.saturating_sub(y + note_rows + u16::from(roomy)) };
    let (place, count) = review.place(mark);
    // Where there is little room, the words themselves have it.
    let cells = usize::from(body.w) * usize::from(body.h);
    let (old, new) = texts(reader, mark, place, (cells / 8).clamp(12, AROUND));
    let now = match (place, count) {
        (None, _) => "IN THE TEXT NOW".to_owned(),
        (Some(_), 1) => "IN THE TEXT NOW".to_owned(),
        (Some(_), count) => format!("IN THE TEXT NOW   place {} of {count}", review.choice + 1),
    };
    let used = if width >= BESIDE {
        let half = room / 2;
        let left = Area { w: half.saturating_sub(2), ..body };
        let right = Area { x: body.x + half + 1, w: room.saturating_sub(half + 1), ..body };
        let one = column(painter, left, "AS YOU NOTED IT", &old);
        let other = column(painter, right, &now, &new);
        for y in body.y..body.y + one.max(other) {
            painter.clip(body.x + half - 1, y, 1, "│", &[Role::Rule]);
        }
        one.max(other)
    } else {
        let gap = u16::from(roomy);
        let upper = Area { h: body.h.saturating_sub(gap).div_ceil(2), ..body };
        let used = column(painter, upper, "AS YOU NOTED IT", &old) + gap;
        let lower = Area { y: body.y + used, h: body.h.saturating_sub(used), ..body };
        used + column(painter, lower, &now, &new)
    };
    if note_rows > 0 {
        let y = body.y + used + 1;
        note(painter, mark, Area { x: 1, y, w: room, h: bottom.saturating_sub(y).min(note_rows) });
    }
}

fn header(painter: &mut Painter<'_>, reader: &Reader, mark: &NoteMark, width: u16, roomy: bool) {
    let list = reader.reviewed();
    let at = list.iter().position(|&at| reader.notes.get(at).is_some_and(|m| m.note.id == mark.note.id));
    let name = painter.clip(1, 0, width.saturating_sub(2), "Review of notes", &[Role::Accent]);
    let pending = match reader.pending() {
        0 => "all notes have their place ".to_owned(),
        1 => "1 needs your word ".to_owned(),
        n => format!("{n} need your word "),
    };
    let edge = if width >= 60 { painter.put_right(width, 0, &pending, &[Role::Status]) } else { width };
    let place = format!("note {} of {}", at.map_or(0, |at| at + 1), list.len());
    let x = 1 + name + 3;
    painter.clip(x, 0, edge.saturating_sub(x + 1), &place, &[Role::Status]);
    if roomy {
        painter.rule(0, 1, width, Role::Rule);
    }
}

/// What has become of the note's words, in a sentence.
fn what_is(mark: &NoteMark) -> (&'static str, Role) {
    let is_quote = mark.note.kind == NoteKind::Quote;
    match &mark.anchor {
        _ if mark.note.orphan => ("You keep this note without a place in this text", Role::Status),
        None => ("This note is on the article as a whole", Role::Status),
        Some(Anchor::Exact(_)) => ("The same words stand in the text between the same words", Role::Status),
        Some(Anchor::Moved(_)) => {
            ("The same words stand in the text, but elsewhere or between other words", Role::Accent)
        }
        Some(Anchor::Review(review)) => {
            let words = match (review.why, review.candidates.is_empty()) {
                (Doubt::Altered, _) if is_quote => "This quote was altered after you noted it",
                (Doubt::Altered, _) => "These words were altered after you noted them",
                (Doubt::Unsure, _) => "The same words stand in the text, but they may be others",
                (Doubt::Gone, false) => "These words are not in the text any more; here are similar ones",
                (Doubt::Gone, true) => "These words are not in the text any more",
            };
            (words, Role::StatusError)
        }
    }
}

/// A text in one line, and the roles of its parts in order.
#[derive(Default)]
struct Styled {
    text: String,
    parts: Vec<(Span, &'static [Role])>,
}

impl Styled {
    /// Adds words with single blanks between them.
    fn push(&mut self, words: &str, roles: &'static [Role]) {
        let start = self.text.len();
        for c in words.chars() {
            match c.is_whitespace() {
                true if self.text.is_empty() || self.text.ends_with(' ') => {}
                true => self.text.push(' '),
                false => self.text.push(c),
            }
        }
        self.parts.push((Span::new(start, self.text.len()), roles));
    }

    /// Adds the noted words, those that changed marked.
    fn push_noted(&mut self, words: &str, changed: &[Span]) {
        const NOTED: &[Role] = &[Role::Focus];
        let mut from = 0;
        for span in changed {
            self.push(words.get(from..span.start).unwrap_or(""), NOTED);
            self.push(span.of(words), &[Role::Match]);
            from = span.end;
        }
        self.push(words.get(from..).unwrap_or(""), NOTED);
    }
}

/// The words as they were noted, and as they stand at `place`, with at most
/// `most` characters on either side.
fn texts(reader: &Reader, mark: &NoteMark, place: Option<Span>, most: usize) -> (Styled, Styled) {
    const AROUND_ROLES: &[Role] = &[Role::Dim];
    let (mut old, mut new) = (Styled::default(), Styled::default());
    let text = reader.text();
    let Some(target) = &mark.note.target else { return (old, new) };
    let (gone, came) = match place {
        Some(span) => changed_words(&target.exact, span.of(text)),
        None => (Vec::new(), Vec::new()),
    };
    // As much as was kept with the note, to compare line by line.
    let kept = |context: &str| context.chars().take(most).count().max(LEAST_AROUND.min(most));
    let (before, behind) = (kept(&target.prefix), kept(&target.suffix));
    old.push(tail(&target.prefix, before), AROUND_ROLES);
    old.push_noted(&target.exact, &gone);
    old.push(head(&target.suffix, behind), AROUND_ROLES);
    match place {
        Some(span) => {
            new.push(tail(text.get(..span.start).unwrap_or(""), before), AROUND_ROLES);
            new.push_noted(span.of(text), &came);
            new.push(head(text.get(span.end..).unwrap_or(""), behind), AROUND_ROLES);
        }
        None => new.push("No place is likely.", AROUND_ROLES),
    }
    (old, new)
}

/// The last `most` characters of a text, beginning with a whole word.
fn tail(text: &str, most: usize) -> &str {
    let Some((cut, _)) = text.char_indices().rev().nth(most) else { return text };
    let words = text.get(cut..).unwrap_or("");
    words.find(char::is_whitespace).and_then(|space| words.get(space..)).unwrap_or(words)
}

/// The first `most` characters of a text, ending with a whole word.
fn head(text: &str, most: usize) -> &str {
    let Some((cut, c)) = text.char_indices().nth(most) else { return text };
    let words = text.get(..cut + c.len_utf8()).unwrap_or("");
    words.rfind(char::is_whitespace).and_then(|space| words.get(..space)).unwrap_or(words)
}

/// Draws a heading and a text below it; returns the rows that it took.
fn column(painter: &mut Painter<'_>, area: Area, heading: &str, styled: &Styled) -> u16 {
    if area.h == 0 {
        return 0;
    }
    painter.clip(area.x, area.y, area.w, heading, &[Role::Dim]);
    let lines = wrap(&styled.text, (0..styled.text.len()).into(), usize::from(area.w), false);
    let mut row = 1;
    for line in lines.iter().take(usize::from(area.h.saturating_sub(1))) {
        let mut x = area.x;
        for (span, roles) in &styled.parts {
            let part = Span::new(span.start.max(line.start), span.end.min(line.end));
            if part.start < part.end && span.overlaps(*line) {
                let words = SafeText::new(part.of(&styled.text));
                x += painter.put(x, area.y + row, (area.x + area.w).saturating_sub(x), &words, roles);
            }
        }
        row += 1;
    }
    // What has no room is not passed over in silence.
    if lines.len() >= usize::from(area.h) && row > 1 {
        painter.put_right(area.x + area.w, area.y + row - 1, " …", &[Role::Dim]);
    }
    row
}

/// The note's own text and tags.
fn note(painter: &mut Painter<'_>, mark: &NoteMark, area: Area) {
    if area.h < 2 {
        return;
    }
    let used = painter.clip(area.x, area.y, area.w, "YOUR NOTE", &[Role::Dim]);
    let tags: Vec<String> = mark.note.tags.iter().map(|tag| format!("#{tag}")).collect();
    let tags = tags.join(" ");
    let room = area.w.saturating_sub(used + 2);
    painter.clip(area.x + used + 2, area.y, room, whole_parts(&tags, " ", room), &[Role::Accent]);
    let body = mark.note.body.trim();
    let head: String = body.chars().take(2000).map(|c| if c == '\n' { ' ' } else { c }).collect();
    let lines = wrap(&head, (0..head.len()).into(), usize::from(area.w), false);
    for (nth, line) in (1..area.h).zip(&lines) {
        let rest = if nth + 1 == area.h { head.get(line.start..).unwrap_or("") } else { line.of(&head) };
        painter.clip(area.x, area.y + nth, area.w, rest.trim_end(), &[Role::Text]);
    }
}
