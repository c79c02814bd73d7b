//! Runs of capitalised words that may be names, and their parts.

use std::collections::HashSet;
use std::ops::Range;

use crate::nlp::document::{Document, Sentence, Style};
use crate::nlp::gazetteer::{Classes, Gazetteer};
use crate::nlp::token::TokenKind;

/// Longest run, in tokens.
const LONGEST: usize = 32;

/// A part of a run that may be one name.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    /// The words of the name, title not included.
    pub tokens: Range<usize>,
    /// The title that stands right before them.
    pub title: Option<Range<usize>>,
}

/// What the rest of the article says about its capitals.
#[derive(Debug, Default)]
pub(crate) struct Usage<'a> {
    /// Words with a capital where no sentence begins.
    capital: HashSet<&'a str>,
    /// Words without a capital.
    lower: HashSet<&'a str>,
}

/// Finds the pieces of every paragraph that uses capitals as sentences do.
pub(crate) struct Runs<'d, 'a> {
    doc: &'d Document<'a>,
    /// Tokens of dates and money.
    taken: &'d [bool],
    /// Length and classes of the listed name that starts at each token; length
    /// 0 where none does.
    known: Vec<(usize, Classes)>,
    usage: Usage<'a>,
}

impl<'d, 'a> Runs<'d, 'a> {
    /// Looks up every listed name and gathers how words are written.
    pub fn new(doc: &'d Document<'a>, lists: &Gazetteer, taken: &'d [bool]) -> Self {
        let mut runs = Self { doc, taken, known: known_names(doc, lists), usage: Usage::default() };
        for sentence in &doc.sentences {
            let style = doc.blocks.get(sentence.paragraph).map(|b| b.style);
            for at in sentence.tokens.clone().filter(|&at| doc.is_word(at)) {
                if !doc.is_capital(at) {
                    runs.usage.lower.insert(doc.word(at));
                } else if style == Some(Style::Sentence) && !runs.begins_sentence(at, sentence) {
                    runs.usage.capital.insert(doc.word(at));
                }
            }
        }
        runs
    }

    /// Length and classes of the listed name that starts at a token.
    pub fn known(&self, at: usize) -> (usize, Classes) {
        self.known.get(at).copied().unwrap_or_default()
    }

    /// Whether the article also has the word without a capital.
    pub fn seen_lower(&self, at: usize) -> bool {
        self.usage.lower.contains(self.doc.word(at).to_lowercase().as_str())
    }

    /// The pieces of all sentences in order.
    pub fn pieces(&self) -> Vec<Piece> {
        let mut out = Vec::new();
        for sentence in &self.doc.sentences {
            if self.doc.blocks.get(sentence.paragraph).is_some_and(|b| b.style == Style::Title) {
                continue;
            }
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                let len = self.run(at, sentence);
                if len > 0 {
                    self.split(at..at + len, &mut out);
                }
                at += len.max(1);
            }
        }
        out
    }

    /// Whether a capital at this token may be that of a sentence's first word.
    pub fn begins_sentence(&self, at: usize, sentence: &Sentence) -> bool {
        let mut before = at;
        while before > sentence.tokens.start {
            before -= 1;
            let word = self.doc.word(before);
            match word.chars().next() {
                Some('“' | '‘' | '"' | '\'' | ':' | '•' | '[' | '«' | '*') => return true,
                Some('(' | '-' | '–' | '—') if self.doc.words[before].kind == TokenKind::Mark => {
                    if before > sentence.tokens.start {
                        return false;
                    }
                }
                _ => return false,
            }
        }
        true
    }

    /// Whether a name may start at this token.
    fn starts(&self, at: usize, sentence: &Sentence) -> bool {
        let doc = self.doc;
        if self.taken.get(at).copied().unwrap_or(true) {
            return false;
        }
        if self.known(at).0 > 0 && (self.known(at).0 > 1 || !doc.classes(at).any(Classes::FUNCTION)) {
            return true;
        }
        if !self.goes_on(at) {
            return false;
        }
        let classes = doc.classes(at);
        if classes.any(Classes::FUNCTION) {
            // "Will Smith", but not "Will they".
            return classes.any(Classes::GIVEN) && self.goes_on(at + 1);
        }
        if !self.begins_sentence(at, sentence) {
            return true;
        }
        let word = doc.word(at);
        let telling = Classes::ORG_HEAD
            .with(Classes::TITLE)
            .with(Classes::TITLE_PART)
            .with(Classes::PLACE_HEAD)
            .with(Classes::PLACE_FIRST)
            .with(Classes::GIVEN)
            .with(Classes::WORK);
        if classes.any(Classes::COMMON) {
            return self.usage.capital.contains(word) || (classes.any(telling) && self.goes_on(at + 1));
        }
        if classes.any(Classes::NAME.with(Classes::GIVEN).with(Classes::SURNAME).with(Classes::TITLE))
            || self.usage.capital.contains(word)
        {
            return true;
        }
        if self.seen_lower(at) {
            return false;
        }
        self.goes_on(at + 1) || !(word.ends_with("ing") || word.ends_with("ed") || word.ends_with("ly"))
    }

    /// Whether a token may be a word of a name, its first or a later one.
    fn goes_on(&self, at: usize) -> bool {
        let doc = self.doc;
        if self.taken.get(at).copied().unwrap_or(true) || !doc.is_word(at) {
            return false;
        }
        if self.known(at).0 > 0 {
            return true;
        }
        let Some(word) = doc.words.get(at) else { return false };
        let text = doc.word(at);
        if !word.capital || text == "I" || text.starts_with("I'") || text.starts_with("I’") {
            return false;
        }
        if matches!(text, "No." | "Nos." | "No" | "Vol." | "Ph.D" | "Ph.D.") {
            return false;
        }
        if word.classes.any(Classes::NO_ORG) && !word.classes.any(Classes::TITLE) {
            return false;
        }
        // Emphasis ("the KNOWN facts"), and a lead-in in capitals ("THE ROAD IS CLOSED").
        let common = Classes::COMMON.with(Classes::FUNCTION);
        let shouted = |at: usize| doc.words.get(at).is_some_and(|w| w.all_capitals && w.classes.any(common));
        let plain = word.classes.any(common) || self.seen_lower(at);
        let amid = shouted(at.wrapping_sub(1)) || shouted(at + 1);
        let person = word.classes.any(Classes::GIVEN.with(Classes::SURNAME));
        !(word.all_capitals && text.len() > 3 && (plain || amid && !person))
    }

    /// Length of the run of words that starts at a token, 0 where none does.
    fn run(&self, at: usize, sentence: &Sentence) -> usize {
        if !self.starts(at, sentence) {
            return 0;
        }
        let limit = sentence.tokens.end.min(at + LONGEST);
        let mut end = at + self.known(at).0.max(1);
        loop {
            let next = end + self.link(at, end);
            if next >= limit || !self.goes_on(next) {
                break;
            }
            // A capitalised "The" inside a run starts another name.
            if self.doc.classes(next).any(Classes::FUNCTION) && self.known(next).0 == 0 {
                break;
            }
            end = next + self.known(next).0.max(1);
        }
        end.min(limit) - at
    }

    /// Number of lower-case tokens at `end` that link the run to a further part.
    fn link(&self, start: usize, end: usize) -> usize {
        let doc = self.doc;
        let last = doc.classes(end - 1);
        let heads = Classes::ORG_HEAD.with(Classes::PLACE_HEAD).with(Classes::EVENT).with(Classes::WORK);
        let head = last.any(heads);
        let inside = (start..end).any(|i| doc.classes(i).any(Classes::ORG_HEAD));
        let the = |by: usize| usize::from(doc.word(end + by) == "the");
        match doc.word(end) {
            "of" if head && !last.any(Classes::TITLE) && !self.closes(end) => 1 + the(1),
            "for" if last.any(Classes::ORG_HEAD) && self.goes_on(end + 1) => 1,
            "on" if matches!(
                doc.word(end - 1),
                "Committee" | "Council" | "Commission" | "Conference" | "Subcommittee"
            ) =>
            {
                1 + the(1)
            }
            "&" => 1,
            "and" if !self.closes(end) && self.listed_end(end) => self.joins(start, end, inside),
            "’s" | "'s" | "’" | "'" if self.doc.words[end].kind == TokenKind::Possessive => {
                usize::from(self.possessive_name(start, end))
            }
            "de" | "del" | "della" | "di" | "da" | "do" | "dos" | "das" | "van" | "von" | "der" | "den"
            | "la" | "le" | "el" | "al" | "bin" | "bint" | "ibn" | "ben" | "du" | "ter" | "ten" | "y"
            | "ul" | "abu" | "zu" => {
                let mut n = 1;
                while n < 3
                    && matches!(doc.word(end + n), "la" | "le" | "los" | "las" | "der" | "den" | "het" | "al")
                {
                    n += 1;
                }
                n
            }
            _ => 0,
        }
    }

    /// Whether the token before `end` closes a name on its own: a listed
    /// organization ("the Associated Press of ..." is two names).
    fn closes(&self, end: usize) -> bool {
        let last = end.saturating_sub(1);
        let (len, classes) = self.known(last);
        len == 1 && classes.any(Classes::ORGANIZATION) && !self.doc.classes(last).any(Classes::ORG_HEAD)
    }

    /// Whether the words before "and" are no full name by themselves.
    fn listed_end(&self, end: usize) -> bool {
        let full = Classes::NAME.with(Classes::GIVEN).with(Classes::SURNAME);
        !self.known(end - 1).1.any(Classes::NAME) && !self.doc.classes(end - 1).any(full)
    }

    /// "Department of Health and Human Services", "Food and Drug Administration".
    fn joins(&self, start: usize, end: usize, inside: bool) -> usize {
        let doc = self.doc;
        let next = end + 1;
        if !self.goes_on(next)
            || doc.classes(next).any(Classes::NAME.with(Classes::TITLE).with(Classes::GIVEN))
        {
            return 0;
        }
        let mut last = next;
        while self.goes_on(last + 1) && last < next + 4 {
            last += 1;
        }
        let of = (start..end).any(|i| matches!(doc.word(i), "of" | "for" | "on"));
        let ends = doc.classes(last).any(Classes::ORG_HEAD.with(Classes::SUFFIX));
        let own_head = doc.classes(end - 1).any(Classes::ORG_HEAD);
        usize::from((inside && of && !own_head) || (ends && !own_head && end - start <= 2))
    }

    /// "People's Party", "St Mary's Hospital", but not "Holm's Department".
    fn possessive_name(&self, start: usize, end: usize) -> bool {
        let doc = self.doc;
        let plural = matches!(
            doc.word(end - 1),
            "People"
                | "Women"
                | "Men"
                | "Children"
                | "Workers"
                | "Farmers"
                | "Teachers"
                | "Veterans"
                | "Nurses"
                | "Boys"
                | "Girls"
                | "Writers"
                | "Players"
                | "Students"
                | "Parents"
                | "Traders"
        );
        let saint = end - start == 2 && matches!(doc.word(start), "St" | "St." | "Saint");
        (plural || saint) && self.goes_on(end + 1)
    }

    /// Splits a run into pieces with their titles.
    fn split(&self, run: Range<usize>, out: &mut Vec<Piece>) {
        let mut at = run.start;
        let mut title = None;
        while at < run.end {
            let block = self.title(at, run.end);
            if block > at {
                title = Some(title.map_or(at, |t: Range<usize>| t.start)..block);
                at = block;
                continue;
            }
            let mut end = at + self.known(at).0.max(1);
            while end < run.end && !self.splits(at, end, run.end) {
                end += self.known(end).0.max(1);
            }
            end = end.min(run.end);
            let tokens = self.trim(at..end);
            if !tokens.is_empty() {
                out.push(Piece { tokens, title: title.take() });
            }
            title = None;
            at = end;
        }
    }

    /// A piece neither starts nor ends with a linking word.
    fn trim(&self, tokens: Range<usize>) -> Range<usize> {
        let name = |at: usize| self.doc.is_capital(at) || self.known(at).0 > 0;
        let mut tokens = tokens;
        while tokens.start < tokens.end && !name(tokens.start) {
            tokens.start += 1;
        }
        while tokens.start < tokens.end
            && !name(tokens.end - 1)
            && !(tokens.clone()).any(|i| i + self.known(i).0 == tokens.end)
        {
            tokens.end -= 1;
        }
        tokens
    }

    /// End of the title that starts at a token, the token itself where none does.
    fn title(&self, at: usize, end: usize) -> usize {
        let doc = self.doc;
        let mut last = at;
        let mut next = at;
        while next < end && self.known(next).0 < 2 {
            let classes = doc.classes(next);
            if !classes.any(Classes::TITLE.with(Classes::TITLE_PART).with(Classes::HONORIFIC)) {
                break;
            }
            if next > at
                && classes.any(Classes::GIVEN.with(Classes::SURNAME))
                && !classes.any(Classes::HONORIFIC)
            {
                break;
            }
            next += 1;
            if classes.any(Classes::TITLE.with(Classes::HONORIFIC)) {
                last = next;
            }
        }
        if last == at {
            return at;
        }
        // "Queen Elizabeth Hospital", "King Street": a name, no title.
        let heads = Classes::ORG_HEAD.with(Classes::SUFFIX).with(Classes::PLACE_HEAD).with(Classes::EVENT);
        let honorific = doc.classes(at).any(Classes::HONORIFIC);
        if last < end && !honorific && doc.classes(end - 1).any(heads) {
            let person = (last..end).any(|i| doc.classes(i).any(Classes::GIVEN)) && end - last > 3;
            if !person {
                return at;
            }
        }
        last
    }

    /// Whether a person's name starts at `at`, behind the last word of an
    /// organization's: a given name, or two words at the end that are no head
    /// and no common words.
    fn person_follows(&self, at: usize, end: usize) -> bool {
        let doc = self.doc;
        let other =
            HEADS.with(Classes::NAME).with(Classes::COMMON).with(Classes::TITLE).with(Classes::FUNCTION);
        let unknown = end == at + 2
            && (at..end).all(|i| doc.is_capital(i) && self.known(i).0 == 0 && !doc.classes(i).any(other));
        doc.classes(at.saturating_sub(1)).any(Classes::ORG_HEAD)
            && (doc.classes(at).any(Classes::GIVEN) || unknown)
    }

    /// Whether the words from `at` end in the head of a name: at the end of the
    /// run, or before the given name that follows it.
    fn headed(&self, at: usize, end: usize) -> bool {
        let doc = self.doc;
        let stop = (at + 1..end).find(|&i| self.person_follows(i, end)).unwrap_or(end);
        doc.classes(stop - 1).any(HEADS)
    }

    /// Whether another piece starts at `at` inside the piece from `start`.
    fn splits(&self, start: usize, at: usize, end: usize) -> bool {
        let doc = self.doc;
        let block = self.title(at, end);
        if block > at && block < end {
            let given = doc.classes(at - 1).any(Classes::GIVEN);
            let name_like = matches!(
                doc.word(at),
                "King"
                    | "Prince"
                    | "Sultan"
                    | "Sheikh"
                    | "Shaikh"
                    | "Major"
                    | "Judge"
                    | "Bishop"
                    | "Pope"
                    | "Dean"
                    | "Duke"
                    | "Count"
                    | "Lord"
                    | "Imam"
                    | "Captain"
                    | "Crown"
                    | "Private"
                    | "Marshal"
                    | "Chief"
                    | "Sir"
                    | "Tun"
                    | "Minister"
                    | "Barr"
            );
            let rest = matches!(doc.word(block), "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III");
            return !(rest || given && name_like);
        }
        if !doc.is_capital(at) && self.known(at).0 == 0 {
            return false;
        }
        let headed = self.headed(at, end);
        let given = doc.classes(at).any(Classes::GIVEN) && at + 1 < end && !doc.classes(end - 1).any(HEADS);
        let (len, classes) = self.known(start);
        if len > 0 && start + len == at {
            let next = self.known(at);
            if classes.any(Classes::GROUP) || classes.any(Classes::COUNTRY) {
                return given || (next.0 > 0 && !headed && !doc.classes(start).any(Classes::GIVEN));
            }
            if classes.any(Classes::ORGANIZATION) {
                return given || (len > 1 && end - at >= 2 && !headed);
            }
            if len > 1 && classes.any(Classes::PLACE) {
                return given;
            }
        }
        // "Harbour Department Ines Okafor"
        if self.person_follows(at, end) && at > start + 1
            || doc.classes(at - 1).any(Classes::ORG_HEAD) && given
        {
            return true;
        }
        let headed = headed && at + self.known(at).0 < end;
        let person = Classes::GIVEN.with(Classes::SURNAME);
        self.known(at).0 > 1 && doc.classes(start).any(person) && at == start + 1 && !headed
    }
}

/// Classes of words that make the words before them one name.
const HEADS: Classes = Classes::ORG_HEAD
    .with(Classes::SUFFIX)
    .with(Classes::PLACE_HEAD)
    .with(Classes::EVENT)
    .with(Classes::WORK);

/// Looks up the listed name that starts at each token.
fn known_names(doc: &Document, lists: &Gazetteer) -> Vec<(usize, Classes)> {
    let mut known = vec![(0, Classes::default()); doc.words.len()];
    for sentence in &doc.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let left = sentence.tokens.end - at - 1;
            let found = lists.phrase(doc.word(at), |i| (i < left).then(|| doc.word(at + 1 + i)));
            let single = doc.classes(at).any(Classes::NAME).then(|| (1, doc.classes(at)));
            if let Some((len, classes)) = found.or(single).filter(|_| doc.is_word(at)) {
                known[at] = (len, classes);
                at += len;
            } else {
                at += 1;
            }
        }
    }
    known
}
