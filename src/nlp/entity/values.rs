//! Explicit dates and amounts of money.

use std::ops::Range;

use crate::nlp::EntityKind;
use crate::nlp::document::Document;
use crate::nlp::gazetteer::Classes;
use crate::nlp::token::TokenKind;

/// Finds dates and money: ranges of tokens in order, none overlapping.
pub(crate) fn find(doc: &Document) -> Vec<(Range<usize>, EntityKind)> {
    let mut out = Vec::new();
    for sentence in &doc.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let left = sentence.tokens.end - at;
            let found = money(doc, at)
                .map(|n| (n, EntityKind::Money))
                .or_else(|| date(doc, at).map(|n| (n, EntityKind::Date)))
                .filter(|(n, _)| *n <= left);
            match found {
                Some((n, kind)) => {
                    out.push((at..at + n, kind));
                    at += n;
                }
                None => at += 1,
            }
        }
    }
    out
}

fn is_weekday(word: &str) -> bool {
    let word = word.strip_suffix('s').unwrap_or(word);
    matches!(word, "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday")
}

fn is_month(word: &str) -> bool {
    is_ambiguous_month(word)
        || matches!(
            word,
            "January"
                | "February"
                | "April"
                | "June"
                | "July"
                | "August"
                | "September"
                | "October"
                | "November"
                | "December"
                | "Jan."
                | "Feb."
                | "Mar."
                | "Apr."
                | "Jun."
                | "Jul."
                | "Aug."
                | "Sept."
                | "Sep."
                | "Oct."
                | "Nov."
                | "Dec."
                | "Jan"
                | "Feb"
                | "Sept"
                | "Oct"
                | "Nov"
                | "Dec"
        )
}

/// Months that are other words too.
fn is_ambiguous_month(word: &str) -> bool {
    matches!(word, "May" | "March")
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u32>().is_ok_and(|y| (1700..2100).contains(&y))
}

/// "2005-06", "2016-2017".
fn is_year_range(word: &str) -> bool {
    word.split_once('-').is_some_and(|(a, b)| {
        is_year(a) && (is_year(b) || (b.len() == 2 && b.bytes().all(|c| c.is_ascii_digit())))
    })
}

fn is_day(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let ending = &word[digits.len()..];
    matches!(ending, "" | "st" | "nd" | "rd" | "th")
        && digits.parse::<u32>().is_ok_and(|d| (1..=31).contains(&d))
}

/// "14-16": a range of days.
fn is_day_range(word: &str) -> bool {
    word.split_once('-').is_some_and(|(a, b)| is_day(a) && is_day(b))
}

fn is_decade(word: &str) -> bool {
    (word.strip_suffix('s').is_some_and(|d| is_year(d) && d.ends_with('0')))
        || matches!(
            word,
            "twenties"
                | "thirties"
                | "forties"
                | "fifties"
                | "sixties"
                | "seventies"
                | "eighties"
                | "nineties"
        )
}

/// "2022-03-01" or "01/03/2022".
fn is_iso(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
    parts.len() == 3
        && parts.iter().all(|p| (1..=4).contains(&p.len()) && p.bytes().all(|c| c.is_ascii_digit()))
        && (is_year(parts[0]) || is_year(parts[2]))
}

/// Number of tokens of the date that starts at `at`.
fn date(doc: &Document, at: usize) -> Option<usize> {
    let word = |by: usize| doc.word(at + by);
    if word(0) == "mid" && word(1).starts_with(['-', '‐', '‑']) {
        return date(doc, at + 2).map(|n| n + 2).or_else(|| is_month(word(2)).then_some(3));
    }
    if word(0).strip_prefix("mid-").is_some_and(|rest| is_year(rest) || is_decade(rest)) || is_iso(word(0)) {
        return Some(1);
    }
    if is_weekday(word(0)) {
        let comma = usize::from(word(1) == ",");
        let rest = (is_month(word(1 + comma)) || is_day(word(1 + comma)))
            .then(|| day_and_month(doc, at + 1 + comma))
            .flatten();
        return Some(rest.map_or(1, |n| n + 1 + comma));
    }
    if let Some(n) = day_and_month(doc, at) {
        return Some(n);
    }
    if is_month(word(0)) {
        let before = doc.near(at, -1);
        let told = matches!(
            before.to_ascii_lowercase().as_str(),
            "in" | "last"
                | "next"
                | "since"
                | "until"
                | "till"
                | "by"
                | "of"
                | "early"
                | "late"
                | "this"
                | "every"
                | "from"
                | "before"
                | "after"
                | "during"
                | "through"
                | "mid"
                | "-"
                | "and"
                | "to"
                | "between"
        );
        return (!is_ambiguous_month(word(0)) || told).then_some(1);
    }
    let number = doc.words.get(at)?.kind == TokenKind::Number;
    if number && (is_year_range(word(0)) || is_decade(word(0)))
        || is_decade(word(0)) && doc.near(at, -1) != "in"
    {
        return Some(1);
    }
    (number && is_year(word(0)) && reads_as_year(doc, at)).then_some(1)
}

/// "July 15, 2022", "15 July", "15th of July 2022", "July 2022".
fn day_and_month(doc: &Document, at: usize) -> Option<usize> {
    let word = |by: usize| doc.word(at + by);
    let year = |by: usize| {
        if is_year(word(by)) {
            Some(by + 1)
        } else if word(by) == "," && is_year(word(by + 1)) {
            Some(by + 2)
        } else {
            None
        }
    };
    if is_month(word(0)) {
        if is_day(word(1)) || is_day_range(word(1)) {
            let end = if matches!(word(2), "–" | "-") && is_day(word(3)) { 4 } else { 2 };
            return Some(year(end).unwrap_or(end));
        }
        return year(1);
    }
    if is_day(word(0)) || is_day_range(word(0)) {
        let month = if word(1) == "of" { 2 } else { 1 };
        let plural = doc.word(at + month + 1);
        if is_month(word(month)) && !(is_ambiguous_month(word(month)) && plural == "be") {
            return Some(year(month + 1).unwrap_or(month + 1));
        }
    }
    None
}

/// Whether a number of four digits is a year and no count of things.
fn reads_as_year(doc: &Document, at: usize) -> bool {
    let before = doc.near(at, -1).to_ascii_lowercase();
    let told = matches!(
        before.as_str(),
        "in" | "since"
            | "by"
            | "until"
            | "till"
            | "from"
            | "to"
            | "of"
            | "during"
            | "before"
            | "after"
            | "between"
            | "and"
            | "early"
            | "late"
            | "mid"
            | "("
            | "the"
            | "-"
            | "–"
            | "around"
            | "circa"
            | "year"
            | "through"
    );
    let after = doc.word(at + 1);
    let counts = after.len() > 2
        && after.ends_with('s')
        && after.starts_with(|c: char| c.is_lowercase())
        && !matches!(after, "was" | "is" | "has" | "as" | "us" | "elections");
    let money = matches!(before.as_str(), "$" | "€" | "£" | "about" | "nearly" | "than" | "over" | "some");
    let noun = after.starts_with(|c: char| c.is_lowercase()) && !doc.classes(at + 1).any(Classes::FUNCTION);
    !counts && (told || !money && !noun && after != "%")
}

/// Number of tokens of the amount of money that starts at `at`.
fn money(doc: &Document, at: usize) -> Option<usize> {
    let word = |by: usize| doc.word(at + by);
    let number = |by: usize| {
        doc.words.get(at + by).is_some_and(|w| w.kind == TokenKind::Number && w.span.of(doc.text).len() < 24)
    };
    let touches = |by: usize| {
        doc.words
            .get(at + by)
            .zip(doc.words.get(at + by + 1))
            .is_some_and(|(a, b)| a.span.end == b.span.start)
    };
    let scaled = |by: usize| {
        let hyphen = usize::from(word(by) == "-");
        let scale = matches!(
            word(by + hyphen),
            "million"
                | "billion"
                | "trillion"
                | "thousand"
                | "crore"
                | "lakh"
                | "m"
                | "bn"
                | "mn"
                | "k"
                | "crores"
        );
        if scale { by + hyphen + 1 } else { by }
    };
    let prefix = if is_symbol(word(0)) {
        1
    } else if is_symbol(word(1)) && touches(0) && is_code(word(0)) {
        2
    } else if is_code(word(0)) && number(1) && (word(0).len() > 1 || touches(0)) {
        1
    } else {
        0
    };
    if prefix > 0 {
        return number(prefix).then(|| {
            let end = scaled(prefix + 1);
            if is_currency(word(end)) { end + 1 } else { end }
        });
    }
    if is_glued(word(0)) {
        return Some(scaled(1));
    }
    let words = matches!(word(0), "million" | "millions" | "billion" | "billions" | "hundreds" | "thousands");
    if number(0) || words {
        let end = if words { 1 } else { scaled(1) };
        let of = usize::from(words && word(end) == "of");
        // "500 Kenyan shillings", "20 US dollars".
        let whose = usize::from(doc.classes(at + end + of).any(Classes::GROUP.with(Classes::COUNTRY)));
        if is_currency(word(end + of + whose)) && !(words && of == 0) {
            return Some(end + of + whose + 1);
        }
    }
    None
}

fn is_symbol(word: &str) -> bool {
    matches!(word, "$" | "€" | "£" | "¥" | "₹" | "₦" | "₱" | "₩" | "₪" | "₽" | "฿" | "₫" | "₴" | "₺" | "₵")
}

fn is_code(word: &str) -> bool {
    matches!(
        word,
        "US" | "A"
            | "AU"
            | "NZ"
            | "C"
            | "CA"
            | "HK"
            | "NT"
            | "S"
            | "TT"
            | "J"
            | "EC"
            | "BZ"
            | "R"
            | "RM"
            | "Rs"
            | "Rs."
            | "USD"
            | "EUR"
            | "GBP"
            | "AUD"
            | "NZD"
            | "CAD"
            | "KSh"
            | "Ksh"
            | "KES"
            | "Sh"
            | "UGX"
            | "TZS"
            | "ZAR"
            | "NGN"
            | "GHS"
            | "INR"
            | "PKR"
            | "RMB"
            | "CNY"
            | "JPY"
            | "CHF"
            | "FJD"
            | "PGK"
            | "SGD"
            | "MYR"
            | "PHP"
            | "P"
            | "Php"
            | "GH"
            | "N"
            | "K"
            | "Tk"
            | "Shs"
            | "FCFA"
            | "XAF"
            | "SAR"
            | "AED"
    )
}

/// "RM50", "R200", "Sh3.2", "N500": a code that touches its number.
fn is_glued(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let code = &word[..word.len() - digits.len()];
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.len() >= 2
        && digits.bytes().all(|c| c.is_ascii_digit() || matches!(c, b'.' | b','))
        && matches!(
            code,
            "RM" | "Rs" | "Sh" | "KSh" | "Ksh" | "Sh." | "N" | "R" | "USD" | "P" | "Tk" | "K" | "Shs"
        )
        && (digits.len() >= 3 || code.len() >= 2)
}

fn is_currency(word: &str) -> bool {
    matches!(
        word.strip_suffix('s').unwrap_or(word),
        "dollar"
            | "euro"
            | "pound"
            | "rupee"
            | "yuan"
            | "renminbi"
            | "yen"
            | "won"
            | "ruble"
            | "rouble"
            | "rand"
            | "naira"
            | "shilling"
            | "cedi"
            | "peso"
            | "real"
            | "reai"
            | "franc"
            | "kwacha"
            | "dirham"
            | "riyal"
            | "rial"
            | "lira"
            | "shekel"
            | "baht"
            | "ringgit"
            | "rupiah"
            | "dong"
            | "taka"
            | "hryvnia"
            | "zloty"
            | "krona"
            | "kroner"
            | "krone"
            | "cent"
            | "Dollar"
            | "Euro"
            | "Naira"
            | "kina"
            | "vatu"
            | "pa'anga"
            | "birr"
            | "kyat"
            | "crown"
    )
}
