//! Where sentences end.

use super::token::{Token, TokenKind, is_initial, never_ends_sentence, tokenize};
use crate::text::Span;

/// The sentences of one paragraph: sorted spans inside `paragraph`, without
/// white space at their ends. Together they cover every word of it. Closing
/// marks belong to the sentence that they close.
pub fn sentences(text: &str, paragraph: Span) -> Vec<Span> {
    let mut tokens = Vec::new();
    tokenize(text, paragraph, &mut tokens);
    let mut out = Vec::new();
    let mut first = 0;
    for end in ends(text, &tokens) {
        if let (Some(a), Some(b)) = (tokens.get(first), tokens.get(end - 1)) {
            out.push(a.span.join(b.span));
        }
        first = end;
    }
    out
}

/// Indices behind the last token of each sentence, the last one included.
pub(crate) fn ends(text: &str, tokens: &[Token]) -> Vec<usize> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let mut next = at + 1;
        if stops(text, tokens, at) {
            while tokens.get(next).is_some_and(|t| is_closer(text, tokens, next, *t)) {
                next += 1;
            }
            if begins(text, tokens, at, next) {
                out.push(next);
            }
        }
        at = next;
    }
    if out.last() != Some(&tokens.len()) && !tokens.is_empty() {
        out.push(tokens.len());
    }
    out
}

/// Whether a sentence may end at this token.
fn stops(text: &str, tokens: &[Token], at: usize) -> bool {
    let word = tokens[at].span.of(text);
    match tokens[at].kind {
        TokenKind::Mark => {
            matches!(word.chars().next(), Some('.' | '!' | '?' | '…' | '。' | '！' | '？'))
        }
        TokenKind::Word => word.ends_with('.') && !never_ends_sentence(word) && !is_initial(word),
        _ => false,
    }
}

/// Whether the token closes what stands before it: a mark without a blank
/// before it that can stand behind a full stop.
fn is_closer(text: &str, tokens: &[Token], at: usize, token: Token) -> bool {
    let touches = at > 0 && tokens[at - 1].span.end == token.span.start;
    let blank_follows = text[token.span.end..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    match token.span.of(text).chars().next() {
        Some('”' | '’' | ')' | ']' | '」' | '』' | '.' | '!' | '?' | '…') => true,
        Some('»' | '›') => touches || blank_follows,
        Some('"' | '\'' | '“' | '‘' | '«' | '‹') => touches && blank_follows,
        _ => false,
    }
}

/// Whether a new sentence begins at `next`, behind the stop at `stop`.
fn begins(text: &str, tokens: &[Token], stop: usize, next: usize) -> bool {
    let Some(mut token) = tokens.get(next) else { return true };
    let abbreviation = tokens[stop].kind == TokenKind::Word;
    let mut ahead = next;
    while token.kind == TokenKind::Mark
        && matches!(
            token.span.of(text).chars().next(),
            Some(
                '“' | '‘'
                    | '"'
                    | '\''
                    | '('
                    | '['
                    | '«'
                    | '»'
                    | '‹'
                    | '›'
                    | '„'
                    | '‚'
                    | '「'
                    | '『'
                    | '—'
                    | '–'
                    | '-'
                    | '•'
            )
        )
    {
        // Behind an abbreviation, an opening mark says nothing about a new sentence.
        ahead += 1;
        match tokens.get(ahead) {
            Some(t) => token = t,
            None => return true,
        }
    }
    let word = token.span.of(text);
    let first = word.chars().next();
    if abbreviation {
        return first.is_some_and(char::is_uppercase) && starts_sentences(word);
    }
    if ahead > next && token.kind != TokenKind::Word {
        return true;
    }
    // "?" and "!" inside a sentence are followed by a lower-case word.
    !first.is_some_and(char::is_lowercase) || matches!(word, "iPhone" | "iPad" | "eBay")
}

/// Words that start sentences far more often than names: after "U.S." or
/// "p.m." only these show that a new one begins.
fn starts_sentences(word: &str) -> bool {
    matches!(
        word,
        "The"
            | "A"
            | "An"
            | "This"
            | "That"
            | "These"
            | "Those"
            | "It"
            | "He"
            | "She"
            | "They"
            | "We"
            | "I"
            | "You"
            | "His"
            | "Her"
            | "Its"
            | "Their"
            | "Our"
            | "My"
            | "But"
            | "And"
            | "Or"
            | "So"
            | "Yet"
            | "In"
            | "On"
            | "At"
            | "By"
            | "For"
            | "From"
            | "With"
            | "After"
            | "Before"
            | "Since"
            | "When"
            | "While"
            | "If"
            | "Although"
            | "Though"
            | "As"
            | "However"
            | "There"
            | "Then"
            | "Now"
            | "Not"
            | "No"
            | "All"
            | "Both"
            | "Some"
            | "Many"
            | "Most"
            | "More"
            | "One"
            | "Two"
            | "What"
            | "Who"
            | "Why"
            | "How"
            | "Officials"
            | "Police"
            | "According"
            | "Meanwhile"
            | "Also"
            | "To"
            | "Under"
            | "During"
            | "Until"
            | "Where"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sentences_of_a_paragraph() {
        let cases: &[&[&str]] = &[
            &["Sen. Ida Holm left.", "She was late."],
            &["The U.S. Navy sailed at 5 p.m. Monday.", "It was calm."],
            &["They met in the U.S.", "The talks failed."],
            &["“We won.”", "He smiled."],
            &["“Why?” he asked.", "Nobody knew!"],
            &["He said, \"Go.\"", "\"Now,\" she said."],
            &["It rose 3.5 percent.", "Then it fell."],
            &["J. R. Ito vs. Mr. Lund: a long case.", "(It ended.)", "Done."],
            &["He waited... and left.", "100 people stayed."],
        ];
        for expected in cases {
            let text = expected.join(" ");
            let found: Vec<&str> =
                sentences(&text, Span::new(0, text.len())).iter().map(|s| s.of(&text)).collect();
            assert_eq!(&found, expected);
        }
    }

    proptest! {
        #[test]
        fn every_word_is_in_a_sentence(text in "[a-zA-Z.?!’\"“” é日\u{301}\u{1F600}\n]{0,200}") {
            let found = sentences(&text, Span::new(0, text.len()));
            let mut at = 0;
            for span in &found {
                prop_assert!(span.start >= at && span.end > span.start);
                prop_assert!(text[at..span.start].chars().all(|c| c.is_whitespace() || c.is_control()));
                at = span.end;
            }
            prop_assert!(text[at..].chars().all(|c| c.is_whitespace() || c.is_control()));
        }
    }
}
