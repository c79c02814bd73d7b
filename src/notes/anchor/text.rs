//! A text as the anchoring sees it: folded characters, words, where each word
//! stands, and which sentence it belongs to.

use std::ops::Range;

use crate::text::Span;

/// A text, prepared for comparing.
///
/// Folding makes one of what editing systems change without changing a word:
/// kinds of quotation marks, dashes and white space. Soft hyphens and other
/// characters without width are left out.
#[derive(Debug)]
pub(super) struct Prepared<'t> {
    /// The text itself.
    pub text: &'t str,
    /// The folded characters; a run of white space is one blank.
    pub chars: Vec<char>,
    /// The byte at which each folded character begins in the text.
    at: Vec<usize>,
    /// The words and marks in their order.
    pub tokens: Vec<Token>,
    /// Hash and index of every token, sorted: where a word stands.
    places: Vec<(u64, u32)>,
}

/// A word, or a mark that is no part of a word. Scripts without blanks between
/// words have a token for each character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// The first folded character.
    pub start: usize,
    /// Behind the last folded character.
    pub end: usize,
    /// The hash of its folded characters.
    pub hash: u64,
    /// Whether it is a word, not a mark.
    pub is_word: bool,
    /// Whether a sentence or a paragraph begins with it.
    pub opens: bool,
}

impl Token {
    /// What the token weighs as evidence: long words more than short ones.
    pub fn weight(&self) -> usize {
        if self.is_word { (self.end - self.start).clamp(1, 10) } else { 1 }
    }
}

impl<'t> Prepared<'t> {
    /// Prepares `text`, in time proportional to its length.
    pub fn new(text: &'t str) -> Self {
        let mut prepared = Self {
            text,
            chars: Vec::with_capacity(text.len()),
            at: Vec::with_capacity(text.len()),
            tokens: Vec::with_capacity(text.len() / 5),
            places: Vec::new(),
        };
        let mut sentence = Sentence::Ended;
        let mut open: Option<Token> = None;
        let mut breaks = 0;
        for (byte, c) in text.char_indices() {
            let Some(folded) = fold(c) else { continue };
            if folded == ' ' {
                prepared.close(&mut open, &mut sentence);
                if c == '\n' {
                    breaks += 1;
                }
                if breaks == 2 {
                    sentence = Sentence::Ended;
                }
                if sentence == Sentence::Ending {
                    sentence = Sentence::Ended;
                }
                if prepared.chars.last() != Some(&' ') {
                    prepared.push(' ', byte);
                }
                continue;
            }
            breaks = 0;
            let is_word = folded.is_alphanumeric();
            let joins = is_word && !stands_alone(folded) && open.is_some();
            if !joins {
                prepared.close(&mut open, &mut sentence);
            }
            let start = prepared.chars.len();
            prepared.push(folded, byte);
            let token = open.get_or_insert(Token { start, end: start, hash: SEED, is_word, opens: false });
            token.end = start + 1;
            token.hash = mix(token.hash, folded as u64);
            if !is_word || stands_alone(folded) {
                prepared.close(&mut open, &mut sentence);
            }
        }
        prepared.close(&mut open, &mut sentence);
        prepared.places = (0_u32..).zip(&prepared.tokens).map(|(at, token)| (token.hash, at)).collect();
        prepared.places.sort_unstable();
        prepared
    }

    fn push(&mut self, c: char, byte: usize) {
        self.chars.push(c);
        self.at.push(byte);
    }

    /// Ends the word that is being read.
    fn close(&mut self, open: &mut Option<Token>, sentence: &mut Sentence) {
        let Some(mut token) = open.take() else { return };
        token.opens = *sentence == Sentence::Ended;
        let last = self.chars.get(token.start).copied().unwrap_or(' ');
        *sentence = match (*sentence, last) {
            // An opening mark belongs to the sentence behind it, a closing one
            // to that before.
            (Sentence::Ending, '"' | '\'' | ')' | ']') => Sentence::Ending,
            (_, '.' | '!' | '?' | '。' | '！' | '？' | '؟' | '۔' | '।') if !self.abbreviates() => {
                Sentence::Ending
            }
            _ => Sentence::Within,
        };
        self.tokens.push(token);
    }

    /// Whether the full stop that comes next stands behind a short word with a
    /// capital, such as "Mr" or "J".
    fn abbreviates(&self) -> bool {
        let Some(before) = self.tokens.last() else { return false };
        let first = self.chars.get(before.start).copied().unwrap_or(' ');
        before.is_word && before.end - before.start <= 3 && first.is_uppercase()
    }

    /// The bytes of a range of folded characters, white space at its ends left
    /// out.
    pub fn span(&self, chars: Range<usize>) -> Span {
        let start = self.at.get(chars.start).copied().unwrap_or(self.text.len());
        let last = chars.end.checked_sub(1).and_then(|last| self.at.get(last)).copied().unwrap_or(start);
        let end =
            self.text.get(last..).and_then(|rest| rest.chars().next()).map_or(last, |c| last + c.len_utf8());
        Span::new(start, end.max(start)).trim(self.text)
    }

    /// The folded characters that a span of bytes covers, blanks at its ends
    /// left out.
    pub fn chars_of(&self, span: Span) -> Range<usize> {
        let mut start = self.at.partition_point(|&at| at < span.start);
        let mut end = self.at.partition_point(|&at| at < span.end);
        while start < end && self.chars.get(start) == Some(&' ') {
            start += 1;
        }
        while start < end && self.chars.get(end - 1) == Some(&' ') {
            end -= 1;
        }
        start..end
    }

    /// The tokens that a range of folded characters touches.
    pub fn tokens_of(&self, chars: &Range<usize>) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.end <= chars.start);
        let end = self.tokens.partition_point(|token| token.start < chars.end);
        start..end.max(start)
    }

    /// The range with the whole of the words that it cuts.
    pub fn whole_words(&self, chars: Range<usize>) -> Range<usize> {
        let tokens = self.tokens_of(&chars);
        match self.tokens.get(tokens).unwrap_or_default() {
            [first, .., last] => first.start..last.end,
            [only] => only.start..only.end,
            [] => chars,
        }
    }

    /// Where a word stands: indices of tokens, in their order.
    pub fn places(&self, hash: u64) -> impl ExactSizeIterator<Item = usize> + '_ {
        let from = self.places.partition_point(|&(other, _)| other < hash);
        let to = self.places.partition_point(|&(other, _)| other <= hash);
        self.places.get(from..to).unwrap_or_default().iter().map(|&(_, at)| at as usize)
    }

    /// Where the folded characters of `words` stand, at most `most` times, as
    /// the index of their first character.
    pub fn occurrences(&self, words: &Prepared<'_>, range: &Range<usize>, most: usize) -> Vec<usize> {
        let Some(pattern) = words.chars.get(range.clone()) else { return Vec::new() };
        let tokens = words.tokens_of(range);
        // A word that the range holds as a whole is looked up; the rarest costs
        // the least.
        let whole = words.tokens.get(tokens).unwrap_or_default().iter();
        let whole = whole.filter(|token| range.start <= token.start && token.end <= range.end);
        let rarest = whole.min_by_key(|token| self.places(token.hash).len());
        let Some(rarest) = rarest else {
            return self.scan(pattern, most);
        };
        let before = rarest.start - range.start;
        let starts = self.places(rarest.hash).filter_map(|at| self.tokens.get(at)?.start.checked_sub(before));
        let stands = |&start: &usize| self.chars.get(start..start + pattern.len()) == Some(pattern);
        starts.filter(stands).take(most).collect()
    }

    /// The same for a part of a word.
    fn scan(&self, pattern: &[char], most: usize) -> Vec<usize> {
        if pattern.is_empty() {
            return Vec::new();
        }
        let windows = self.chars.windows(pattern.len()).enumerate();
        windows.filter(|(_, window)| *window == pattern).map(|(at, _)| at).take(most).collect()
    }

    /// The tokens of the sentence around `tokens`, at most `reach` on each side.
    pub fn sentence(&self, tokens: &Range<usize>, reach: usize) -> Range<usize> {
        let opens = |at: usize| self.tokens.get(at).is_none_or(|token| token.opens);
        let least = tokens.start.saturating_sub(reach);
        let most = (tokens.end + reach).min(self.tokens.len());
        let mut start = tokens.start;
        while start > least && !opens(start) {
            start -= 1;
        }
        let mut end = tokens.end;
        while end < most && !opens(end) {
            end += 1;
        }
        start..end
    }
}

/// Where the reading stands in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sentence {
    Within,
    /// Behind its full stop; closing marks may follow.
    Ending,
    /// Behind its last blank.
    Ended,
}

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// Adds a value to a hash. Two words with the same hash do no harm: characters
/// are compared before anything is decided.
pub(super) const fn mix(hash: u64, value: u64) -> u64 {
    let mixed = (hash ^ value).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 32)
}

/// The character that stands for it in comparisons; `None` for those that
/// nobody sees.
fn fold(c: char) -> Option<char> {
    Some(match c {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => return None,
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‘' | '’' | '‚' | '‛' | '′' | '´' | '`' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    })
}

/// Whether the character is a word by itself, as in Chinese.
const fn stands_alone(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let prepared = Prepared::new(text);
        let word = |token: &Token| {
            let words: String = prepared.chars[token.start..token.end].iter().collect();
            format!("{}{words}", if token.opens { "|" } else { "" })
        };
        prepared.tokens.iter().map(word).collect()
    }

    #[test]
    fn words_marks_and_beginnings_of_sentences() {
        assert_eq!(
            words("Mr. Lee left. “No,” he said.\n\nToday—"),
            ["|Mr", ".", "Lee", "left", ".", "|\"", "No", ",", "\"", "he", "said", ".", "|Today", "-"]
        );
        assert_eq!(words("日本 co\u{ad}op"), ["|日", "本", "coop"]);
        assert_eq!(words("He said “no.” Then"), ["|He", "said", "\"", "no", ".", "\"", "|Then"]);
    }

    #[test]
    fn spans_go_there_and_back() {
        let text = "Né  à\u{a0}“Ko\u{ad}be” ";
        let prepared = Prepared::new(text);
        for (start, end, found) in [(0, 3, "Né"), (3, 20, "à\u{a0}“Ko\u{ad}be”"), (12, 13, "K")] {
            let chars = prepared.chars_of(Span::new(start, end));
            assert_eq!(prepared.span(chars).of(text), found);
        }
        assert!(prepared.span(90..95).is_empty());
    }

    #[test]
    fn occurrences_are_those_of_the_folded_words() {
        let text = Prepared::new("“No,” said Ann. ‘No’, said Ann-Marie. No");
        let words = Prepared::new("\"No,\" no No said Ann n");
        let of = |range: Range<usize>| text.occurrences(&words, &range, 9).len();
        assert_eq!((of(0..5), of(6..8), of(9..11), of(12..20), of(18..19)), (1, 0, 3, 2, 4));
    }
}
