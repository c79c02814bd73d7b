//! Finds what stands apart from the story: headline, picture credit, byline,
//! date, outlet and dateline. The rules are conservative: what is not plainly
//! one of these stays a paragraph of the story.

use super::article::{Meta, Paragraph, ParagraphKind, Parts};
use super::span::Span;
use super::words::{
    ends_sentence, is_one_sentence, longer_than, single_spaced, starts_lower, strip_prefix_any_case,
    without_closers,
};
use super::{byline, credit, dates, lead};

/// In how many paragraphs at the top credit, byline, date and headline are
/// looked for.
const TOP: usize = 8;
/// In how many paragraphs of running text the dateline is looked for; a
/// standfirst may stand before it.
const LEADS: usize = 5;
/// In how many paragraphs at the end a byline is looked for.
const BOTTOM: usize = 3;

/// How the headline is known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Headline {
    /// By its looks.
    Guessed,
    /// By the markup: the paragraph with that index, or none.
    Marked(Option<usize>),
}

/// Whether a line is a byline or a credit, which no other line joins.
pub(super) fn stands_alone(line: &str) -> bool {
    byline::authors(line).is_some() || credit::is_credit(line)
}

/// Finds the parts of a text, and marks their paragraphs.
pub(super) fn find(text: &str, paragraphs: &mut [Paragraph], headline: Headline) -> (Parts, Meta) {
    let mut finder =
        Finder { text, paragraphs, parts: Parts::default(), meta: Meta::default(), date_lines: Vec::new() };
    // What the markup calls the headline is nothing else.
    if let Headline::Marked(Some(at)) = headline {
        finder.set_headline(at);
    }
    finder.find_credits();
    finder.find_bylines();
    finder.find_date();
    if headline == Headline::Guessed {
        finder.find_headline();
    }
    finder.find_caption_credit();
    finder.find_leads();
    (finder.parts, finder.meta)
}

struct Finder<'t, 'p> {
    text: &'t str,
    paragraphs: &'p mut [Paragraph],
    parts: Parts,
    meta: Meta,
    /// Paragraphs at the top that only hold a date.
    date_lines: Vec<usize>,
}

impl<'t> Finder<'t, '_> {
    /// The words of a paragraph, "" where there is none.
    fn words(&self, at: usize) -> &'t str {
        self.paragraphs.get(at).map_or("", |paragraph| paragraph.span.of(self.text))
    }

    fn kind(&self, at: usize) -> Option<ParagraphKind> {
        self.paragraphs.get(at).map(|paragraph| paragraph.kind)
    }

    fn set_kind(&mut self, at: usize, kind: ParagraphKind) {
        if let Some(paragraph) = self.paragraphs.get_mut(at) {
            paragraph.kind = kind;
        }
    }

    /// The span of a piece of a paragraph.
    fn within(&self, at: usize, range: std::ops::Range<usize>) -> Option<Span> {
        let start = self.paragraphs.get(at)?.span.start;
        Some(Span::new(start + range.start, start + range.end))
    }

    /// Marks every credit of a picture; the first one near the top is the
    /// article's.
    fn find_credits(&mut self) {
        for at in 0..self.paragraphs.len() {
            let Some(Paragraph { span, kind }) = self.paragraphs.get(at).copied() else { break };
            if matches!(kind, ParagraphKind::Body | ParagraphKind::Heading)
                && credit::is_credit(self.words(at))
            {
                self.set_kind(at, ParagraphKind::Credit);
                if at < TOP {
                    self.parts.credit.get_or_insert(span);
                }
            }
        }
    }

    /// Marks the bylines at the top and at the end; the first one names the
    /// author.
    fn find_bylines(&mut self) {
        let count = self.paragraphs.len();
        let bottom = count.saturating_sub(BOTTOM).max(TOP);
        for at in (0..count.min(TOP)).chain(bottom..count) {
            let words = self.words(at);
            if matches!(self.kind(at), Some(ParagraphKind::Body | ParagraphKind::Heading))
                && let Some(authors) = byline::authors(words)
            {
                self.set_kind(at, ParagraphKind::Byline);
                if self.parts.byline.is_none() {
                    self.parts.byline = self.within(at, 0..words.len());
                    // Who only helped is not the author.
                    let opening = words.trim_start_matches(|c: char| !c.is_alphabetic());
                    let helped = strip_prefix_any_case(opening, "additional").is_some();
                    self.meta.author = words.get(authors).filter(|_| !helped).map(single_spaced);
                }
            }
        }
    }

    /// Finds the date that stands on a line of its own at the top.
    fn find_date(&mut self) {
        for at in 0..TOP {
            let words = self.words(at);
            let date = ["Published:", "Published on", "Published", "Posted on", "Date:"]
                .iter()
                .find_map(|opening| strip_prefix_any_case(words, opening))
                .unwrap_or(words)
                .trim();
            if matches!(self.kind(at), Some(ParagraphKind::Body | ParagraphKind::Heading))
                && dates::is_full_date(date)
            {
                self.date_lines.push(at);
                self.meta.published.get_or_insert_with(|| single_spaced(date));
            }
        }
    }

    /// Whether a paragraph is a credit, a byline, a date, a drawn line or an
    /// address of the web.
    fn is_furniture(&self, at: usize) -> bool {
        let words = self.words(at);
        let address = words.contains("://") && !words.contains(char::is_whitespace);
        let furniture = [ParagraphKind::Credit, ParagraphKind::Byline, ParagraphKind::Preformatted];
        address
            || self.date_lines.contains(&at)
            || self.kind(at).is_some_and(|kind| furniture.contains(&kind))
    }

    /// Finds the headline among the first paragraphs by its looks.
    fn find_headline(&mut self) {
        let Some(first) = (0..TOP.min(self.paragraphs.len())).find(|&at| !self.is_furniture(at)) else {
            return;
        };
        if !self.looks_like_headline(first) || !self.has_story_behind(first) {
            return;
        }
        // "ANALYSIS" over the headline is a label.
        let second = first + 1;
        let label = self.words(first).split_whitespace().nth(2).is_none();
        let longer = self.words(second).split_whitespace().nth(3).is_some();
        if label && longer && self.looks_like_headline(second) && self.has_story_behind(second) {
            self.set_kind(first, ParagraphKind::Heading);
            self.set_headline(second);
        } else {
            self.set_headline(first);
        }
    }

    /// Whether a paragraph may be a headline: short, and no sentence with a
    /// full stop, unless a byline, a date or a dateline follows at once.
    fn looks_like_headline(&self, at: usize) -> bool {
        let words = self.words(at);
        let kind = self.kind(at);
        if !matches!(kind, Some(ParagraphKind::Body | ParagraphKind::Heading))
            || longer_than(words, 200)
            || starts_lower(words)
            || words.starts_with('<')
            || words.chars().filter(|c| c.is_alphabetic()).nth(1).is_none()
            || without_closers(words).ends_with([',', ':', ';'])
            || lead::dateline(words).is_some()
        {
            return false;
        }
        let next = at + 1;
        let followed = self.is_furniture(next) || lead::dateline(self.words(next)).is_some();
        (!ends_sentence(words) && is_one_sentence(words)) || (followed && !longer_than(words, 120))
    }

    /// Whether running text follows soon after a paragraph.
    fn has_story_behind(&self, at: usize) -> bool {
        (at + 1..self.paragraphs.len()).take(2 * TOP).any(|behind| {
            let words = self.words(behind);
            !self.is_furniture(behind) && (longer_than(words, 80) || ends_sentence(words))
        })
    }

    fn set_headline(&mut self, at: usize) {
        let words = self.words(at);
        self.set_kind(at, ParagraphKind::Headline);
        let end = match dates::trailing_date(words) {
            Some(date) if self.meta.published.is_none() => {
                self.meta.published = words.get(date..).map(single_spaced);
                words.get(..date).map_or(words.len(), |title| title.trim_end().len())
            }
            _ => words.len(),
        };
        self.parts.headline = self.within(at, 0..end);
        self.meta.title = words.get(..end).map(single_spaced);
    }

    /// Finds the credit at the end of a caption at the top. The caption stays
    /// running text: it says something about the story.
    fn find_caption_credit(&mut self) {
        let found = (0..TOP)
            .filter(|&at| self.kind(at) == Some(ParagraphKind::Body))
            .find_map(|at| credit::trailing_credit(self.words(at)).and_then(|range| self.within(at, range)));
        // The first credit is the article's.
        self.parts.credit = match (self.parts.credit, found) {
            (Some(line), Some(caption)) => Some(line.min(caption)),
            (line, caption) => line.or(caption),
        };
    }

    /// Finds dateline and outlet before the first sentences.
    fn find_leads(&mut self) {
        let bodies: Vec<usize> = (0..self.paragraphs.len())
            .filter(|&at| self.kind(at) == Some(ParagraphKind::Body) && !self.date_lines.contains(&at))
            .take(LEADS)
            .collect();
        self.parts.dateline = bodies
            .iter()
            .find_map(|&at| lead::dateline(self.words(at)).and_then(|end| self.within(at, 0..end)));
        // A standfirst has no full stop; the story's first sentence has one.
        let Some(first) = bodies.iter().copied().take(2).find(|&at| ends_sentence(self.words(at))) else {
            return;
        };
        // Without a headline a short first paragraph may be one: "Poll: ...".
        let is_story = self.parts.headline.is_some() || longer_than(self.words(first), 120);
        if let Some(end) = lead::outlet(self.words(first))
            && is_story
            && self.parts.dateline.is_none()
            && !self.is_transcript(first)
        {
            self.parts.outlet = self.within(first, 0..end);
            self.meta.outlet = self.words(first).get(..end).map(str::to_owned);
        }
    }

    /// Whether other paragraphs, too, start with a name and a colon: the names
    /// of speakers then.
    fn is_transcript(&self, first: usize) -> bool {
        (0..self.paragraphs.len())
            .filter(|&at| {
                at != first
                    && self.kind(at) == Some(ParagraphKind::Body)
                    && lead::label(self.words(at)).is_some()
            })
            .nth(1)
            .is_some()
    }
}
