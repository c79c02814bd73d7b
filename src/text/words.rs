//! Small questions about a run of words that the layout rules share.

/// Whether the words end a sentence; closing quotation marks and brackets may
/// stand behind the mark.
pub(super) fn ends_sentence(words: &str) -> bool {
    const ENDS: [char; 10] = ['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।'];
    without_closers(words).ends_with(ENDS)
}

/// Whether no full stop ends a sentence inside the words. "J. B. Okafor" and
/// "St. Lanning" are names; a longer word before the stop ends a sentence.
pub(super) fn is_one_sentence(words: &str) -> bool {
    let abbreviated =
        |before: &str| before.split_whitespace().next_back().is_none_or(|word| !longer_than(word, 3));
    words.match_indices(". ").filter_map(|(at, _)| words.get(..at)).all(abbreviated)
}

/// The words without white space, closing quotation marks and brackets at
/// their end.
pub(super) fn without_closers(words: &str) -> &str {
    words.trim_end_matches(|c: char| c.is_whitespace() || "\"”’'»›)]*_".contains(c))
}

/// Whether there are letters and every one that has a case is a capital.
pub(super) fn is_all_caps(words: &str) -> bool {
    words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase)
}

/// Whether the first letter is a capital; opening marks may stand before it.
pub(super) fn starts_upper(words: &str) -> bool {
    words.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
}

/// Whether the first letter has a case and is small.
pub(super) fn starts_lower(words: &str) -> bool {
    words.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
}

/// Whether the words have more than `limit` characters; looks at no more.
pub(super) fn longer_than(words: &str, limit: usize) -> bool {
    words.chars().nth(limit).is_some()
}

/// What follows `prefix`, compared without regard to ASCII case.
pub(super) fn strip_prefix_any_case<'t>(words: &'t str, prefix: &str) -> Option<&'t str> {
    let (head, rest) = words.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// Words with single spaces between them.
pub(super) fn single_spaced(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether `part` is a piece of `whole` (the same memory): its byte offset.
pub(super) fn offset_in(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len())
}
