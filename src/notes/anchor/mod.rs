//! Where a note's words stand when the article has changed.
//!
//! The words of the text that the note was made on are aligned with those of
//! the new one; what the alignment does not answer is searched for, with all
//! that stood around it. The answer is a place only where that is certain.
//! Otherwise the reader is asked, with the likely places: a note is never moved
//! silently to words that only look alike, and never lost.

mod align;
mod myers;
mod search;
#[cfg(test)]
mod tests;
mod text;

use std::ops::Range;

use crate::notes::{NoteKind, Target};
use crate::text::{CodePoints, Span};

use align::Alignment;
use search::{Place, Words};
use text::{Prepared, Token};

/// Where a note's words stand in a text that is not the one they were noted in.
#[derive(Debug, Clone, PartialEq)]
pub enum Anchor {
    /// The same words, letter by letter, between the same words.
    Exact(Span),
    /// The same words, but they stand elsewhere or between other words, or with
    /// other quotation marks, dashes or white space.
    Moved(Span),
    /// It is not certain where they are.
    Review(Review),
}

/// What the reader is asked about a note.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// Why.
    pub why: Doubt,
    /// Where the words may be, the likeliest first; none where nothing is
    /// similar.
    pub candidates: Vec<Candidate>,
}

/// Why it is not certain where a note's words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// They stand where they stood, but not as they were: the first candidate
    /// is what stands there now.
    Altered,
    /// The same words stand somewhere, but it may not be them.
    Unsure,
    /// They are gone; candidates only look alike.
    Gone,
}

/// A place where a note's words may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The place.
    pub span: Span,
    /// How alike the words are, from 0 to 1.
    pub words: f32,
    /// How alike what stands around them is, from 0 to 1.
    pub around: f32,
}

impl Anchor {
    /// Where the words certainly are.
    pub const fn span(&self) -> Option<Span> {
        match self {
            Self::Exact(span) | Self::Moved(span) => Some(*span),
            Self::Review(_) => None,
        }
    }

    /// Whether the reader has to say where the words are.
    pub const fn needs_review(&self) -> bool {
        matches!(self, Self::Review(_))
    }

    /// The word for it in tables and JSON: exact, moved, altered, unsure, gone.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Exact(_) => "exact",
            Self::Moved(_) => "moved",
            Self::Review(review) => match review.why {
                Doubt::Altered => "altered",
                Doubt::Unsure => "unsure",
                Doubt::Gone => "gone",
            },
        }
    }
}

/// From so many characters on, words that stand once are known by themselves.
const LONG: usize = 25;

/// So much of a note's sentence must still stand around short words, and so
/// much around long ones.
const KEPT: (f32, f32) = (0.45, 0.25);

/// So much must still stand around words to say that these were altered.
const ALTERED: f32 = 0.2;

/// So much must be alike around words that are found elsewhere, and by so much
/// more than at any other place.
const FOUND: (f32, f32) = (0.75, 0.15);

/// A sentence whose other words weigh less than this says little.
const LITTLE: usize = 12;

/// Of words that stand more often, only so many places are compared.
const MANY: usize = 24;

/// As many places are offered.
const OFFERED: usize = 6;

/// Words around a note that support its place.
const REACH: usize = 24;

/// A new text beside the text that notes were made on.
#[derive(Debug)]
pub struct Anchoring<'t> {
    new: Prepared<'t>,
    old: Option<Old<'t>>,
}

#[derive(Debug)]
struct Old<'t> {
    text: Prepared<'t>,
    points: CodePoints<'t>,
    alignment: Alignment,
}

impl<'t> Anchoring<'t> {
    /// Compares the two texts. `old` is the text that the notes' offsets count
    /// in; without it notes are looked for by their words and neighbours alone.
    pub fn new(old: Option<&'t str>, new: &'t str) -> Self {
        let new = Prepared::new(new);
        let old = old.map(|old| {
            let text = Prepared::new(old);
            let alignment = Alignment::new(&text, &new);
            Old { text, points: CodePoints::new(old), alignment }
        });
        Self { new, old }
    }

    /// Where the words of `target` stand in the new text. Total: it never
    /// panics, and a place that it gives shows the words of the target, but for
    /// quotation marks, dashes, white space and characters without width.
    pub fn place(&self, target: &Target, kind: NoteKind) -> Anchor {
        let in_old = self.old.as_ref().and_then(|old| {
            let span = target.find(old.text.text, &old.points)?;
            Some((old, old.text.chars_of(span)))
        });
        if let Some((old, range)) = in_old {
            let words = Words::new(&old.text, range);
            return self.decide(&words, Some(&old.alignment), target, kind);
        }
        // All that is known of the old text is what the note says.
        let known = format!("{}{}{}", target.prefix, target.exact, target.suffix);
        let text = Prepared::new(&known);
        let start = target.prefix.len();
        let words = Words::new(&text, text.chars_of(Span::new(start, start + target.exact.len())));
        self.decide(&words, None, target, kind)
    }

    /// How much of the old text is in the new one, by the length of its words,
    /// from 0 to 1; 1 where the old text is not known. Two articles that have
    /// nothing to do with each other share less than a tenth.
    pub fn shared(&self) -> f32 {
        let Some(old) = &self.old else { return 1.0 };
        let (mut all, mut shared) = (0, 0);
        for (token, link) in old.text.tokens.iter().zip(&old.alignment.forth) {
            all += token.weight();
            shared += link.map_or(0, |_| token.weight());
        }
        if all == 0 { 0.0 } else { shared as f32 / all as f32 }
    }

    fn decide(&self, words: &Words<'_>, map: Option<&Alignment>, target: &Target, kind: NoteKind) -> Anchor {
        if words.len() == 0 || words.tokens.is_empty() {
            return Anchor::Review(Review { why: Doubt::Gone, candidates: Vec::new() });
        }
        let is_entity = kind == NoteKind::Entity;
        let long = words.len() >= LONG && !is_entity;
        let kept = map.and_then(|map| self.kept(words, map));
        if let (Some(map), Some(kept)) = (map, &kept) {
            let support = self.support(words, map, kept);
            let enough = if long { KEPT.1 } else { KEPT.0 };
            if support >= enough || (long && self.stands_once(words)) {
                return self.certain(words, Some(map), target, kept);
            }
        }
        let exact = self.new.occurrences(words.text, &words.range, MANY);
        let mut exact: Vec<Place> =
            exact.into_iter().map(|at| words.compared(&self.new, at..at + words.len())).collect();
        exact.sort_by(|one, other| other.around.total_cmp(&one.around));
        if let Some(best) = exact.first() {
            let rival = exact.get(1).map_or(0.0, |next| next.around);
            // Words that were other words of the old text are not these.
            let free = match &kept {
                Some(kept) => *kept == best.range,
                None => map.is_none_or(|map| !self.is_taken(best, map)),
            };
            let all_seen = exact.len() < MANY;
            let fits = all_seen && best.around >= FOUND.0 && best.around >= rival + FOUND.1;
            let once = long && exact.len() == 1 && (map.is_none() || self.stands_once(words));
            if free && (fits || once) {
                return self.certain(words, map, target, &best.range);
            }
        }
        self.doubt(words, map, kept, exact)
    }

    /// Where the alignment says that the words are, whole and unbroken.
    fn kept(&self, words: &Words<'_>, map: &Alignment) -> Option<Range<usize>> {
        let there = |at: usize| map.forth.get(at).copied().flatten();
        let (first, last) = (words.tokens.start, words.tokens.end.checked_sub(1)?);
        let to = there(first)?;
        if !words.tokens.clone().enumerate().all(|(nth, at)| there(at) == Some(to + nth)) {
            return None;
        }
        // A note may begin and end inside a word.
        let start = self.new.tokens.get(to)?.start
            + (words.range.start - words.text.tokens.get(first)?.start.min(words.range.start));
        let end = self.new.tokens.get(to + last - first)?.start
            + (words.range.end - words.text.tokens.get(last)?.start.min(words.range.end));
        self.shows(words, &(start..end)).then_some(start..end)
    }

    /// Whether the words stand at a place, letter by folded letter.
    fn shows(&self, words: &Words<'_>, place: &Range<usize>) -> bool {
        let letters = words.text.chars.get(words.range.clone());
        letters.is_some() && letters == self.new.chars.get(place.clone())
    }

    /// How much of the sentence around the words stands around their place
    /// still, from 0 to 1, weighed by the length of its words. Where the
    /// sentence is short, what stands beyond it counts too, if anything of the
    /// sentence itself is left.
    fn support(&self, words: &Words<'_>, map: &Alignment, place: &Range<usize>) -> f32 {
        let sentence = words.text.sentence(&words.tokens, REACH);
        let (all, stayed) = self.stayed(words, map, place, sentence);
        if all >= LITTLE {
            return stayed as f32 / all as f32;
        }
        if all > 0 && stayed == 0 {
            return 0.0;
        }
        let around = words.tokens.start.saturating_sub(REACH)..words.tokens.end + REACH;
        match self.stayed(words, map, place, around) {
            (0, _) => 1.0,
            (all, stayed) => stayed as f32 / all as f32,
        }
    }

    /// The weight of the old words of `around`, but for the noted ones, and of
    /// those that stand around the new place too: before it what was before.
    fn stayed(
        &self,
        words: &Words<'_>,
        map: &Alignment,
        place: &Range<usize>,
        around: Range<usize>,
    ) -> (usize, usize) {
        let here = self.new.tokens_of(place);
        let near = here.start.saturating_sub(2 * REACH)..here.end + 2 * REACH;
        let (mut all, mut stayed) = (0, 0);
        for at in around.filter(|at| !words.tokens.contains(at)) {
            let Some(token) = words.text.tokens.get(at) else { continue };
            all += token.weight();
            let stays = map.forth.get(at).copied().flatten().is_some_and(|there| {
                near.contains(&there) && (at < words.tokens.start) == (there < here.start)
            });
            stayed += if stays { token.weight() } else { 0 };
        }
        (all, stayed)
    }

    /// Whether the words stand once in either text.
    fn stands_once(&self, words: &Words<'_>) -> bool {
        words.text.occurrences(words.text, &words.range, 2).len() == 1
            && self.new.occurrences(words.text, &words.range, 2).len() == 1
    }

    /// Whether the words at a place were other words of the old text.
    fn is_taken(&self, place: &Place, map: &Alignment) -> bool {
        let tokens = self.new.tokens_of(&place.range);
        tokens.into_iter().any(|at| map.back.get(at).copied().flatten().is_some())
    }

    /// The words are there.
    fn certain(
        &self,
        words: &Words<'_>,
        map: Option<&Alignment>,
        target: &Target,
        place: &Range<usize>,
    ) -> Anchor {
        let span = widened(self.new.text, self.new.span(place.clone()), &target.exact);
        let between = map.is_some_and(|map| self.has_neighbours(words, map, place))
            || (self.new.text.get(..span.start).is_some_and(|before| before.ends_with(&target.prefix))
                && self.new.text.get(span.end..).is_some_and(|behind| behind.starts_with(&target.suffix)));
        if between && span.of(self.new.text) == target.exact {
            Anchor::Exact(span)
        } else {
            Anchor::Moved(span)
        }
    }

    /// Whether the words directly before and behind are the same ones as before.
    fn has_neighbours(&self, words: &Words<'_>, map: &Alignment, place: &Range<usize>) -> bool {
        let here = self.new.tokens_of(place);
        let before = match (words.tokens.start.checked_sub(1), here.start.checked_sub(1)) {
            (Some(old), new @ Some(_)) => map.forth.get(old).copied().flatten() == new,
            (old, new) => old == new,
        };
        let behind = match (map.forth.get(words.tokens.end), here.end) {
            (Some(there), end) => *there == Some(end),
            (None, end) => end == self.new.tokens.len(),
        };
        before && behind
    }

    /// The words are not certainly anywhere: what the reader is asked.
    fn doubt(
        &self,
        words: &Words<'_>,
        map: Option<&Alignment>,
        kept: Option<Range<usize>>,
        exact: Vec<Place>,
    ) -> Anchor {
        let mut places: Vec<Place> = Vec::new();
        let mut add = |place: Place| {
            let known =
                |other: &Place| other.range.start < place.range.end && place.range.start < other.range.end;
            if !places.iter().any(known) {
                places.push(place);
            }
        };
        let altered = map.and_then(|map| self.altered(words, map)).filter(|_| kept.is_none());
        // What shares words with them, but nothing around, only looks like them.
        let is_altered = match (map, &altered) {
            (Some(map), Some(place)) => self.support(words, map, place) >= ALTERED,
            _ => false,
        };
        let has_same = kept.is_some() || !exact.is_empty();
        let (in_place, elsewhere) = if is_altered { (altered, None) } else { (kept, altered) };
        let in_place = in_place.map(|range| words.compared(&self.new, range));
        if let Some(place) = &in_place {
            add(place.clone());
        }
        exact.into_iter().for_each(&mut add);
        words.similar(&self.new).into_iter().for_each(&mut add);
        elsewhere.map(|range| words.compared(&self.new, range)).into_iter().for_each(&mut add);
        let weight = (words.len() as f32 / 120.0).clamp(0.2, 0.6);
        let score = |place: &Place| weight * place.words + (1.0 - weight) * place.around;
        places.sort_by(|one, other| score(other).total_cmp(&score(one)));
        // What stands where the words stood comes first.
        if let Some(at) = in_place.and_then(|place| places.iter().position(|other| *other == place)) {
            places[..=at].rotate_right(1);
        }
        let why = match (is_altered, has_same) {
            (true, _) => Doubt::Altered,
            (false, true) => Doubt::Unsure,
            (false, false) => Doubt::Gone,
        };
        let candidates = places.into_iter().take(OFFERED).map(|place| Candidate {
            span: self.new.span(place.range),
            words: place.words,
            around: place.around,
        });
        Anchor::Review(Review { why, candidates: candidates.filter(|c| !c.span.is_empty()).collect() })
    }

    /// What stands now where the words stood, if some of them are there still
    /// or their neighbours are: folded characters of the new text.
    fn altered(&self, words: &Words<'_>, map: &Alignment) -> Option<Range<usize>> {
        let there = |at: usize| map.forth.get(at).copied().flatten();
        let size = words.tokens.len();
        // The run of words that stayed that weighs most; stray ones do not count.
        let mut linked: Vec<(usize, usize)> =
            words.tokens.clone().filter_map(|at| Some((at, there(at)?))).collect();
        let middle = linked.get(linked.len() / 2).map(|&(_, to)| to);
        if let Some(middle) = middle {
            linked.retain(|&(_, to)| to.abs_diff(middle) <= 2 * size + 4);
        }
        let weigh = |at: usize| words.text.tokens.get(at).map_or(0, Token::weight);
        let all: usize = words.tokens.clone().map(weigh).sum();
        let stayed: usize = linked.iter().map(|&(at, _)| weigh(at)).sum();
        let before = words.tokens.start.checked_sub(1).and_then(there);
        let behind = there(words.tokens.end);
        let (start, end) = match (linked.first(), linked.last()) {
            (Some(&(first, start)), Some(&(last, end))) if 5 * stayed >= 2 * all && start <= end => {
                // Words at the ends that were replaced: up to the neighbour.
                let from = match before {
                    Some(before)
                        if first > words.tokens.start && before < start && start - before <= size + 3 =>
                    {
                        before + 1
                    }
                    _ => start,
                };
                let to = match behind {
                    Some(behind)
                        if last + 1 < words.tokens.end && behind > end && behind - end <= size + 3 =>
                    {
                        behind
                    }
                    _ => end + 1,
                };
                (from, to)
            }
            _ => {
                let (before, behind) = (before?, behind?);
                let between = behind.checked_sub(before + 1)?;
                if between == 0 || between > 2 * size + 2 {
                    return None;
                }
                (before + 1, behind)
            }
        };
        let start = self.new.tokens.get(start)?.start;
        let end = self.new.tokens.get(end.checked_sub(1)?)?.end;
        let place = words.compared(&self.new, start..end);
        (place.words >= 0.4).then_some(start..end)
    }
}

/// Whether two pieces of text are the same words: quotation marks, dashes, white
/// space and characters without width may differ.
pub fn same_words(one: &str, other: &str) -> bool {
    let (one, other) = (Prepared::new(one), Prepared::new(other));
    let (one_whole, other_whole) = (Span::new(0, one.text.len()), Span::new(0, other.text.len()));
    one.chars.get(one.chars_of(one_whole)) == other.chars.get(other.chars_of(other_whole))
}

/// The words of `old` that are not in `new`, and those of `new` that are not in
/// `old`, as spans of bytes in their order.
pub fn changed_words(old: &str, new: &str) -> (Vec<Span>, Vec<Span>) {
    let (old, new) = (Prepared::new(old), Prepared::new(new));
    let map = Alignment::new(&old, &new);
    let changed = |text: &Prepared<'_>, links: &[Option<usize>]| {
        let alone = text.tokens.iter().zip(links).filter(|(_, link)| link.is_none());
        alone.map(|(token, _)| text.span(token.start..token.end)).collect()
    };
    (changed(&old, &map.forth), changed(&new, &map.back))
}

/// The span with the white space that the noted words have at their ends, where
/// it stands there.
fn widened(text: &str, span: Span, exact: &str) -> Span {
    let before = &exact[..exact.len() - exact.trim_start().len()];
    let behind = &exact[exact.trim_end().len()..];
    let fits = text.get(..span.start).is_some_and(|text| text.ends_with(before))
        && text.get(span.end..).is_some_and(|text| text.starts_with(behind));
    if fits && exact.trim().len() < exact.len() {
        Span::new(span.start - before.len(), span.end + behind.len())
    } else {
        span
    }
}
