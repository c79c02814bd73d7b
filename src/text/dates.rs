//! Dates as newspapers write them in datelines and under headlines.

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What one word says about a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateWord {
    /// "March", "Jan.", "Sept".
    Month,
    /// "Friday", "Fri".
    Weekday,
    /// "3", "14th".
    Day,
    /// "2026".
    Year,
}

/// What a word without its comma says about a date.
pub(super) fn date_word(word: &str) -> Option<DateWord> {
    let word = word.trim_end_matches([',', '.']);
    if word.len() > 12 {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let named = |names: &[&str]| {
        names
            .iter()
            .any(|name| *name == lower || (lower.len() >= 3 && lower.len() <= 4 && name.starts_with(&lower)))
    };
    if named(&MONTHS) {
        return Some(DateWord::Month);
    }
    if named(&WEEKDAYS) {
        return Some(DateWord::Weekday);
    }
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(&lower);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match digits.parse::<u16>() {
        Ok(1..=31) if digits.len() <= 2 => Some(DateWord::Day),
        Ok(1900..=2099) if digits.len() == lower.len() => Some(DateWord::Year),
        _ => None,
    }
}

/// Whether the words are one full date with a year, perhaps with a time:
/// "Sunday, August 2, 2015", "14 March 2026, 10:30 GMT", "2026-03-14".
pub(super) fn is_full_date(words: &str) -> bool {
    let (mut month, mut day, mut year, mut iso) = (0, 0, 0, 0);
    for word in words.split_whitespace().take(12) {
        match date_word(word) {
            Some(DateWord::Month) => month += 1,
            Some(DateWord::Day) => day += 1,
            Some(DateWord::Year) => year += 1,
            Some(DateWord::Weekday) => {}
            None if is_iso_date(word.trim_end_matches(',')) => iso += 1,
            None if (month > 0 && day > 0 && year > 0 || iso > 0) && is_time_word(word) => {}
            None => return false,
        }
    }
    words.split_whitespace().nth(12).is_none()
        && matches!((month, day, year, iso), (1, 1, 1, 0) | (0, 0, 0, 1))
}

/// "2026-03-14", perhaps with a time behind a T.
fn is_iso_date(word: &str) -> bool {
    let date = word.split(['T', 't']).next().unwrap_or("");
    let mut numbers = date.split('-');
    let mut digits = |len: usize| {
        numbers.next().is_some_and(|number| number.len() == len && number.bytes().all(|b| b.is_ascii_digit()))
    };
    digits(4) && digits(2) && digits(2) && numbers.next().is_none()
}

/// What may stand behind a date: "at", "10:30", "GMT", "p.m.", "|".
fn is_time_word(word: &str) -> bool {
    let word = word.trim_end_matches(',');
    let clock = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    let is_clock = clock.contains(':') && clock.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    is_clock
        || ["at", "am", "pm", "a.m.", "p.m.", "gmt", "utc", "est", "edt", "cet", "cest", "bst", "|", "-", "–"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word))
}

/// The full date at the end of a line that starts with other words, as a byte
/// offset: "Port reopens Tuesday, March 3, 2026".
pub(super) fn trailing_date(line: &str) -> Option<usize> {
    let starts: Vec<usize> = line
        .char_indices()
        .rev()
        .take(60)
        .filter(|&(at, c)| {
            c.is_whitespace()
                && line.get(at + c.len_utf8()..).is_some_and(|rest| !rest.starts_with(char::is_whitespace))
        })
        .map(|(at, c)| at + c.len_utf8())
        .take(4)
        .collect();
    // The longest one first, so that the weekday is not left behind.
    starts.into_iter().rev().find(|&at| line.get(at..).is_some_and(is_full_date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_other_lines() {
        for date in [
            "Sunday, August 2, 2015",
            "14 March 2026",
            "Sept. 3rd, 2024 at 10:30 a.m. GMT",
            "2026-03-14",
            "2026-03-14T10:30 UTC",
            "AUGUST 08, 1974",
        ] {
            assert!(is_full_date(date), "{date}");
        }
        for other in
            ["", "March 3", "May 2015", "In May 3, 2015", "2026-3-14", "10:30", "1974", "may be 3 2015"]
        {
            assert!(!is_full_date(other), "{other}");
        }
    }

    #[test]
    fn a_headline_may_end_in_a_date() {
        let line = "Port reopens Tuesday, March 3, 2026";
        assert_eq!(trailing_date(line).and_then(|at| line.get(at..)), Some("Tuesday, March 3, 2026"));
        assert_eq!(trailing_date("Port reopens in March 2026"), None);
        assert_eq!(trailing_date(""), None);
    }
}
