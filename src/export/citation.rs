//! A statement, or any words of an article, with where they are from: one line
//! to paste into a text.

use super::report;
use crate::correct::{Hand, Speaker};
use crate::nlp::{Analysis, QuoteKind};
use crate::text::{Article, Span};

/// Closes a quotation that the words of a statement end with: its last mark is
/// none of the words.
pub fn close_quotation(words: &mut String) {
    let count = |mark| words.matches(mark).count();
    if count('“') > count('”') {
        words.push('”');
    } else if count('"') % 2 == 1 {
        words.push('"');
    }
}

/// The quote with index `at` as a citation: the words, who says them in what
/// role, and outlet, date and address of the article; "" where there is no such
/// quote. Words that are not cited word by word say so, and a guess is marked
/// as one.
pub fn citation(article: &Article, analysis: &Analysis, hand: &Hand, at: usize) -> String {
    let Some(quote) = analysis.quotes.get(at) else { return String::new() };
    let text = article.text();
    let fragments: Vec<String> = quote.content.iter().map(|span| one_line(span.of(text))).collect();
    let words = fragments.join(" … ");
    // The comma belongs to the sentence that the words were taken from.
    let words = words.strip_suffix(',').unwrap_or(&words);
    let words = match quote.kind {
        QuoteKind::Direct => format!("“{words}”"),
        QuoteKind::Indirect | QuoteKind::Mixed => {
            let mut words = words.to_owned();
            close_quotation(&mut words);
            words
        }
    };
    let role = || {
        let role = analysis.speaker(quote).and_then(|entity| entity.role)?;
        Some(one_line(role.span.of(text))).filter(|role| !role.is_empty())
    };
    let mut speaker = match Speaker::of(text, analysis, hand, at) {
        Speaker::Known(name, _) => {
            [Some(one_line(name)), role()].into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
        Speaker::Guess(name, _) => format!("speaker not certain: {}?", one_line(name)),
        Speaker::Words(words) => one_line(words),
        Speaker::Unknown => "speaker unknown".to_owned(),
    };
    if quote.kind != QuoteKind::Direct {
        speaker.push_str(&format!(", {}", quote.kind.name()));
    }
    format!("{words} — {speaker}{}", source(article))
}

/// Words of an article with outlet, date and address.
pub fn passage(article: &Article, span: Span) -> String {
    format!("“{}”{}", one_line(span.of(article.text())), source(article))
}

/// Where the words are from, in brackets; the title stands for an outlet that
/// is not known.
fn source(article: &Article) -> String {
    let meta = &article.meta;
    let from = report::outlet(article).or(Some(article.title()));
    let parts = [from, meta.published.as_deref(), meta.url.as_deref()];
    let parts: Vec<String> =
        parts.into_iter().flatten().map(one_line).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_at_the_end_is_closed() {
        for (words, closed) in [
            ("it was “late", "it was “late”"),
            ("it was “late” then", "it was “late” then"),
            ("it was \"late", "it was \"late\""),
            ("late, he’d said", "late, he’d said"),
        ] {
            let mut words = words.to_owned();
            close_quotation(&mut words);
            assert_eq!(words, closed);
        }
    }
}
