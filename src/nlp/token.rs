//! Words, numbers and marks of a text, as byte spans.

use crate::text::Span;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Letters, with digits, hyphens and apostrophes inside.
    Word,
    /// A number with its separators ("1,234.5", "3rd", "10:30").
    Number,
    /// The possessive ending "'s" or a bare "'" behind a plural.
    Possessive,
    /// Anything else: a mark, a symbol, an ellipsis.
    Mark,
}

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// Splits `span` of `text` into tokens. White space and invisible characters
/// between words belong to no token.
pub(crate) fn tokenize(text: &str, span: Span, out: &mut Vec<Token>) {
    let part = span.of(text);
    let mut at = 0;
    while let Some(c) = part[at..].chars().next() {
        let rest = &part[at..];
        let (len, kind) = if c.is_whitespace() || c.is_control() {
            at += c.len_utf8();
            continue;
        } else if c.is_ascii_digit() {
            number(rest)
        } else if c.is_alphanumeric() {
            (word(rest), TokenKind::Word)
        } else {
            mark(rest, &part[..at])
        };
        let start = span.start + at;
        at += len;
        out.push(Token { span: Span::new(start, start + len), kind });
    }
}

/// Whether a character is an apostrophe in some hand.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

/// Marks that combine with the letter before them, and joiners.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{ad}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}')
}

fn number(rest: &str) -> (usize, TokenKind) {
    let mut end = 0;
    let mut letters = false;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|&(_, n)| n);
        let inside = next.is_some_and(|n| n.is_ascii_digit()) && !letters;
        if c.is_alphabetic() {
            letters = true;
        } else if !(c.is_ascii_digit() || is_combining(c) || (matches!(c, '.' | ',' | ':' | '/') && inside)) {
            // "7-year" and "2016-17" stay whole only where digits follow.
            if !(is_hyphen(c) && inside) {
                break;
            }
        }
        end = i + c.len_utf8();
    }
    (end, TokenKind::Number)
}

fn word(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|&(_, n)| n);
        let follows = next.is_some_and(char::is_alphanumeric);
        if c.is_alphanumeric() || is_combining(c) {
            end = i + c.len_utf8();
        } else if is_apostrophe(c) && follows {
            if is_possessive(&rest[i..]) {
                return end;
            }
            end = i + c.len_utf8();
        } else if (is_hyphen(c) || matches!(c, '&' | '@' | '_')) && follows {
            end = i + c.len_utf8();
        } else if c == '.' && follows && joins_dot(rest, end) {
            end = i + 1;
        } else if c == '.' && takes_dot(&rest[..end]) {
            return i + 1;
        } else {
            break;
        }
    }
    end
}

/// Whether `rest` starts with "'s" that ends a word.
fn is_possessive(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next().is_some_and(is_apostrophe)
        && chars.next().is_some_and(|c| c == 's' || c == 'S')
        && !chars.next().is_some_and(char::is_alphanumeric)
}

/// Whether a full stop between letters joins them: "U.S", "example.com".
/// A capital behind a longer word begins a sentence whose blank was lost.
fn joins_dot(rest: &str, end: usize) -> bool {
    let next = rest.get(end + 1..).and_then(|r| r.chars().next());
    let letters = rest[..end].rsplit('.').next().unwrap_or("").chars().count();
    letters == 1 || next.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit())
}

/// Whether the full stop behind a word belongs to it.
fn takes_dot(word: &str) -> bool {
    let mut chars = word.chars();
    let first = chars.next();
    match (first, chars.next()) {
        (Some(c), None) => c.is_uppercase(),
        _ => {
            (word.contains('.') && word.split('.').all(|part| part.chars().count() == 1))
                || is_abbreviation(word)
        }
    }
}

/// Abbreviations that keep their full stop.
fn is_abbreviation(word: &str) -> bool {
    is_title_abbreviation(word)
        || matches!(
            word,
            "Jr" | "Sr"
                | "Inc"
                | "Corp"
                | "Ltd"
                | "Co"
                | "Bros"
                | "Dept"
                | "Univ"
                | "etc"
                | "Jan"
                | "Feb"
                | "Mar"
                | "Apr"
                | "Jun"
                | "Jul"
                | "Aug"
                | "Sept"
                | "Sep"
                | "Oct"
                | "Nov"
                | "Dec"
                | "Ave"
                | "Blvd"
                | "Calif"
                | "Fla"
                | "Ill"
                | "Mass"
                | "Mich"
                | "Minn"
                | "Pa"
                | "Tex"
                | "Va"
                | "Wash"
                | "Wis"
                | "Ariz"
                | "Colo"
                | "Conn"
                | "Ga"
                | "Kan"
                | "Ky"
                | "Md"
                | "Mo"
                | "Neb"
                | "Nev"
                | "Okla"
                | "Ore"
                | "Tenn"
                | "Vt"
                | "a.m"
                | "p.m"
                | "i.e"
                | "e.g"
                | "approx"
                | "est"
                | "Ph.D"
                | "al"
                | "cf"
                | "ca"
        )
}

/// Abbreviations after which a name, never a new sentence, follows.
fn is_title_abbreviation(word: &str) -> bool {
    matches!(
        word,
        "Mr" | "Mrs"
            | "Ms"
            | "Dr"
            | "Prof"
            | "Sen"
            | "Sens"
            | "Rep"
            | "Reps"
            | "Gov"
            | "Gen"
            | "Lt"
            | "Col"
            | "Maj"
            | "Capt"
            | "Sgt"
            | "Cpl"
            | "Cmdr"
            | "Adm"
            | "Brig"
            | "Supt"
            | "Insp"
            | "Det"
            | "Rev"
            | "Fr"
            | "Hon"
            | "Pres"
            | "Sec"
            | "St"
            | "Ste"
            | "Mt"
            | "Ft"
            | "No"
            | "Nos"
            | "vs"
            | "v"
            | "Messrs"
            | "Mme"
            | "Amb"
            | "Pvt"
            | "Engr"
            | "Barr"
            | "Atty"
    )
}

/// Whether a sentence cannot end behind this token, full stop included.
pub(crate) fn never_ends_sentence(word: &str) -> bool {
    let Some(body) = word.strip_suffix('.') else { return false };
    is_title_abbreviation(body) || matches!(body, "i.e" | "e.g" | "approx" | "cf" | "ca")
}

/// Whether this token is one capital and a full stop, as in "J. Smith".
pub(crate) fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.') && chars.next().is_none()
}

fn mark(rest: &str, before: &str) -> (usize, TokenKind) {
    let Some(first) = rest.chars().next() else { return (0, TokenKind::Mark) };
    let last = before.chars().next_back();
    if is_apostrophe(first) && last.is_some_and(char::is_alphanumeric) {
        if is_possessive(rest) {
            return (first.len_utf8() + 1, TokenKind::Possessive);
        }
        if last == Some('s') && rest[first.len_utf8()..].starts_with(' ') {
            return (first.len_utf8(), TokenKind::Possessive);
        }
    }
    let repeated = matches!(first, '.' | '-' | '!' | '?' | '—' | '_' | '*' | '=');
    let mut len = first.len_utf8();
    for c in rest[len..].chars() {
        let joins = is_combining(c) || c == '\u{fe0f}' || repeated && c == first;
        if !joins {
            break;
        }
        len += c.len_utf8();
    }
    (len, TokenKind::Mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        tokenize(text, Span::new(0, text.len()), &mut out);
        out.iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn tokens() {
        let cases: &[(&str, &[&str])] = &[
            ("Mr. Mbeki’s ship", &["Mr.", "Mbeki", "’s", "ship"]),
            ("the U.S. and the U.N.", &["the", "U.S.", "and", "the", "U.N."]),
            ("at 5 p.m. Monday", &["at", "5", "p.m.", "Monday"]),
            ("It cost $1,234.50.", &["It", "cost", "$", "1,234.50", "."]),
            ("O'Hara didn't wait", &["O'Hara", "didn't", "wait"]),
            ("the workers' union", &["the", "workers", "'", "union"]),
            ("J. R. Ito, 44, said", &["J.", "R.", "Ito", ",", "44", ",", "said"]),
            ("Wait... what?!", &["Wait", "...", "what", "?", "!"]),
            ("see example.com.", &["see", "example.com", "."]),
            ("It ended.He left.", &["It", "ended", ".", "He", "left", "."]),
            ("in 2016-17 and 10:30", &["in", "2016-17", "and", "10:30"]),
            ("H&L in Bel-Orrin", &["H&L", "in", "Bel-Orrin"]),
            ("“Go,” she said", &["“", "Go", ",", "”", "she", "said"]),
        ];
        for (text, expected) in cases {
            assert_eq!(&words(text), expected, "{text}");
        }
    }
}
