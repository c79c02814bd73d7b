//! The article as tokens, sentences and paragraphs with what is known of each word.

use std::ops::Range;

use super::gazetteer::{Classes, Gazetteer};
use super::sentence::ends;
use super::token::{Token, TokenKind, tokenize};
use crate::text::{Article, Paragraph, ParagraphKind, Span};

/// A token with its word classes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// What is known of it.
    pub classes: Classes,
    /// Whether it starts with a capital.
    pub capital: bool,
    /// Whether it is two or more letters, all capitals.
    pub all_capitals: bool,
}

/// How a paragraph uses capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// As sentences do: capitals begin sentences and names.
    Sentence,
    /// As English headlines do: capitals tell nothing.
    Title,
}

/// A run of tokens: one sentence.
#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Index of its paragraph.
    pub paragraph: usize,
}

/// One paragraph in tokens.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Where it stands.
    pub span: Span,
    /// What it is to its reader.
    pub kind: ParagraphKind,
    /// How it uses capitals.
    pub style: Style,
}

/// The article in words. Indices of words are called "at", "first", "end".
#[derive(Debug)]
pub(crate) struct Document<'a> {
    /// The article's text.
    pub text: &'a str,
    /// All tokens.
    pub words: Vec<Word>,
    /// All sentences.
    pub sentences: Vec<Sentence>,
    /// All paragraphs.
    pub blocks: Vec<Block>,
}

impl<'a> Document<'a> {
    /// Splits an article into words, sentences, paragraphs.
    pub fn new(lists: &Gazetteer, article: &'a Article) -> Self {
        let text = article.text();
        let mut doc = Self { text, words: Vec::new(), sentences: Vec::new(), blocks: Vec::new() };
        let mut behind = 0;
        for paragraph in &article.paragraphs {
            // Paragraphs are sorted spans of the text; one that is not is left out.
            if paragraph.span.start >= behind && text.get(paragraph.span.range()).is_some() {
                behind = paragraph.span.end;
                doc.add_block(lists, paragraph, article.parts.headline);
            }
        }
        doc
    }

    fn add_block(&mut self, lists: &Gazetteer, paragraph: &Paragraph, headline: Option<Span>) {
        let mut raw = Vec::new();
        tokenize(self.text, paragraph.span, &mut raw);
        let tokens = split_hyphens(lists, self.text, &raw);
        let first = self.words.len();
        let index = self.blocks.len();
        let mut start = first;
        for end in ends(self.text, &tokens) {
            self.sentences.push(Sentence { tokens: start..first + end, paragraph: index });
            start = first + end;
        }
        self.words.extend(tokens.iter().map(|t| describe(lists, self.text, *t)));
        let heads = matches!(paragraph.kind, ParagraphKind::Headline | ParagraphKind::Heading)
            || headline.is_some_and(|h| h.overlaps(paragraph.span));
        let style = self.style(first..self.words.len(), heads);
        self.blocks.push(Block {
            tokens: first..self.words.len(),
            span: paragraph.span,
            kind: paragraph.kind,
            style,
        });
    }

    /// A paragraph is in title case where nearly all of its longer words are
    /// capitalised and it does not read as a sentence.
    fn style(&self, tokens: Range<usize>, heads: bool) -> Style {
        let words = self.words.get(tokens.clone()).unwrap_or(&[]);
        let long = |w: &&Word| w.kind == TokenKind::Word && w.span.len() >= 4;
        let count = words.iter().filter(long).count();
        let capital = words.iter().filter(long).filter(|w| w.capital).count();
        let stop = words.last().is_some_and(|w| w.span.of(self.text) == ".");
        let lower = words.iter().filter(|w| w.kind == TokenKind::Word && !w.capital).count();
        let title = if heads {
            count >= 2 && capital * 10 >= count * 7 && capital > lower
        } else {
            !stop && (4..=25).contains(&count) && capital * 10 >= count * 8 && capital > lower
        };
        let shouting = words.iter().filter(long).filter(|w| w.all_capitals).count();
        if title || (count >= 4 && shouting * 10 >= count * 8) { Style::Title } else { Style::Sentence }
    }

    /// The word at an index as written, "" behind the end.
    pub fn word(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |w| w.span.of(self.text))
    }

    /// The word at `at + by`, "" outside the text.
    pub fn near(&self, at: usize, by: isize) -> &'a str {
        at.checked_add_signed(by).map_or("", |i| self.word(i))
    }

    /// The classes of the word at an index.
    pub fn classes(&self, at: usize) -> Classes {
        self.words.get(at).map_or(Classes::default(), |w| w.classes)
    }

    /// Whether the token at an index is a word.
    pub fn is_word(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|w| w.kind == TokenKind::Word)
    }

    /// Whether the token at an index is a word with a capital.
    pub fn is_capital(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|w| w.kind == TokenKind::Word && w.capital)
    }

    /// The span from the first to the last of a range of tokens.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        let start = self.words.get(tokens.start).map_or(self.text.len(), |w| w.span.start);
        let end =
            tokens.end.checked_sub(1).and_then(|last| self.words.get(last)).map_or(start, |w| w.span.end);
        Span::new(start, end)
    }

    /// The words of a range of tokens.
    pub fn phrase(&self, tokens: Range<usize>) -> &'a str {
        self.span(tokens).of(self.text)
    }

    /// Index of the sentence that holds a token.
    pub fn sentence_of(&self, at: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.start <= at).saturating_sub(1)
    }

    /// The paragraph that holds a token.
    pub fn block_of(&self, at: usize) -> Option<&Block> {
        self.blocks.get(self.blocks.partition_point(|b| b.tokens.start <= at).saturating_sub(1))
    }

    /// Index of the first token that starts at or behind byte `at`.
    pub fn token_from(&self, at: usize) -> usize {
        self.words.partition_point(|w| w.span.start < at)
    }

    /// The tokens that lie wholly inside a span.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let first = self.token_from(span.start);
        first..self.words.partition_point(|w| w.span.end <= span.end).max(first)
    }
}

fn describe(lists: &Gazetteer, text: &str, token: Token) -> Word {
    let word = token.span.of(text);
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    let letters = word.chars().filter(|c| c.is_alphabetic());
    let all_capitals = capital && letters.clone().count() >= 2 && letters.clone().all(char::is_uppercase);
    let mut classes = lists.classes(word);
    // Short words in capitals are short forms, but "MR." is a title.
    if all_capitals && (word.len() > 3 || word.ends_with('.')) && !classes.any(Classes::NAME) {
        classes = classes.with(lists.classes(&capitalized(word)));
    }
    Word { span: token.span, kind: token.kind, classes, capital, all_capitals }
}

/// "TEHRAN" as "Tehran".
pub(crate) fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().chain(chars.flat_map(char::to_lowercase)).collect()
}

/// Takes compounds apart that hold a name: "US-led", "Russia-Ukraine",
/// "pro-Russian", "mid-July".
fn split_hyphens(lists: &Gazetteer, text: &str, tokens: &[Token]) -> Vec<Token> {
    let mut out = Vec::with_capacity(tokens.len());
    for token in tokens {
        match hyphen(lists, token.span.of(text)) {
            Some(at) if token.kind == TokenKind::Word => {
                let start = token.span.start;
                let len = text[start + at..].chars().next().map_or(1, char::len_utf8);
                out.push(Token { span: Span::new(start, start + at), ..*token });
                out.push(Token { span: Span::new(start + at, start + at + len), kind: TokenKind::Mark });
                out.push(Token { span: Span::new(start + at + len, token.span.end), ..*token });
            }
            _ => out.push(*token),
        }
    }
    out
}

/// Participles and nouns that make a compound of any name.
const COMPOUNDS: [&str; 18] = [
    "led",
    "backed",
    "based",
    "related",
    "owned",
    "run",
    "born",
    "style",
    "linked",
    "controlled",
    "held",
    "funded",
    "aligned",
    "dominated",
    "sponsored",
    "trained",
    "listed",
    "affiliated",
];

/// Byte offset of the hyphen where a compound comes apart.
fn hyphen(lists: &Gazetteer, word: &str) -> Option<usize> {
    let at = word.find(['-', '‐', '‑'])?;
    let left = &word[..at];
    let right = word[at..].trim_start_matches(['-', '‐', '‑']);
    let second = right.chars().next()?;
    if lists.classes(word).any(Classes::NAME.with(Classes::GIVEN).with(Classes::NO_ORG).with(Classes::TITLE))
    {
        return None;
    }
    if left.chars().next().is_some_and(char::is_lowercase) {
        let prefix = matches!(
            left,
            "pro" | "anti" | "non" | "ex" | "then" | "mid" | "post" | "pre" | "former" | "late"
        );
        return (prefix && second.is_uppercase()).then_some(at);
    }
    // What is led, backed or based by a name is none itself: "Lanning-backed".
    if COMPOUNDS.contains(&right) && left.chars().next().is_some_and(char::is_uppercase) {
        return Some(at);
    }
    let known = lists.classes(left).any(Classes::NAME);
    let parts = second.is_lowercase() || lists.classes(right).any(Classes::NAME);
    (known && parts).then_some(at)
}
