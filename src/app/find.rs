//! Searching a text for words.

use crate::text::Span;

/// Every place where `pattern` stands in `text`, without overlaps. Case is
/// ignored unless the pattern has a capital; typographic and plain quotation
/// marks and apostrophes, and every kind of blank, are alike.
pub fn find_all(text: &str, pattern: &str) -> Vec<Span> {
    let exact = pattern.chars().any(char::is_uppercase);
    let pattern: Vec<char> = pattern.chars().map(|c| fold(c, exact)).collect();
    let Some(&first) = pattern.first() else { return Vec::new() };
    let mut found = Vec::new();
    let mut free = 0;
    for (at, c) in text.char_indices() {
        if at < free || fold(c, exact) != first {
            continue;
        }
        let mut rest = text[at..].chars();
        if pattern.iter().all(|&p| rest.next().is_some_and(|c| fold(c, exact) == p)) {
            free = text.len() - rest.as_str().len();
            found.push(Span::new(at, free));
        }
    }
    found
}

fn fold(c: char, exact: bool) -> char {
    match c {
        '‘' | '’' | 'ʼ' => '\'',
        '“' | '”' => '"',
        c if c.is_whitespace() => ' ',
        c if exact || c.is_ascii_lowercase() => c,
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_a_reader_types_them() {
        for (text, pattern, expected) in [
            ("Kyiv and kyiv", "kyiv", vec!["Kyiv", "kyiv"]),
            ("Kyiv and kyiv", "Kyiv", vec!["Kyiv"]),
            ("it’s “so”", "it's \"so\"", vec!["it’s “so”"]),
            ("two\nwords", "two words", vec!["two\nwords"]),
            ("ÉCOLE école", "école", vec!["ÉCOLE", "école"]),
            ("aaa", "aa", vec!["aa"]),
            ("text", "", vec![]),
            ("", "x", vec![]),
        ] {
            let found: Vec<_> = find_all(text, pattern).into_iter().map(|span| span.of(text)).collect();
            assert_eq!(found, expected, "{pattern:?} in {text:?}");
        }
    }
}
