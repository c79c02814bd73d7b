//! Which day, month or year the words of a date mean, counted from the day on
//! which the article was published.

use std::cmp::Ordering;

use jiff::civil::{Date, Weekday};

/// The months by the three letters that each begins with.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The days of the week, Monday first.
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What a date's words say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Said {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    weekday: Option<i8>,
}

/// The date that `words` mean, in ISO 8601 and as far as they tell: "2026-03-09",
/// "2026-03", "2026". What lacks its year is counted from `published`, as written
/// in the article: the weekday before or on that day, the month before or of that
/// day, or where `ahead` those behind it; of a day of a month the nearest. `None` where the words say
/// something else ("the 1990s"), or where the day of publication is not known.
pub fn when(words: &str, published: Option<&str>, ahead: bool) -> Option<String> {
    let said = read(words)?;
    let today = || published.and_then(read).and_then(full);
    match said {
        Said { year: Some(_), month: Some(_), day: Some(_), .. } => full(said).map(|date| date.to_string()),
        Said { year: Some(year), month: Some(month), .. } => Some(format!("{year:04}-{month:02}")),
        Said { year: Some(year), month: None, day: None, .. } => Some(format!("{year:04}")),
        Said { year: None, month: Some(month), day: Some(day), .. } => {
            let today = today()?;
            let years = [today.year().checked_sub(1)?, today.year(), today.year().checked_add(1)?];
            let days = years.into_iter().filter_map(|year| Date::new(year, month, day).ok());
            days.min_by_key(|date| distance(today, *date)).map(|date| date.to_string())
        }
        Said { year: None, month: Some(month), day: None, .. } => {
            let today = today()?;
            let year = match (month.cmp(&today.month()), ahead) {
                (Ordering::Greater, false) => today.year().checked_sub(1)?,
                (Ordering::Less, true) => today.year().checked_add(1)?,
                _ => today.year(),
            };
            Some(format!("{year:04}-{month:02}"))
        }
        Said { year: None, month: None, day: None, weekday: Some(weekday) } => {
            let (today, weekday) = (today()?, Weekday::from_monday_zero_offset(weekday).ok()?);
            let same = today.weekday() == weekday;
            let date = match (same, ahead) {
                (true, false) => today,
                (_, true) => today.nth_weekday(1, weekday).ok()?,
                (false, false) => today.nth_weekday(-1, weekday).ok()?,
            };
            Some(date.to_string())
        }
        _ => None,
    }
}

fn full(said: Said) -> Option<Date> {
    Date::new(said.year?, said.month?, said.day?).ok()
}

fn distance(one: Date, other: Date) -> i64 {
    (other - one).get_days().unsigned_abs().into()
}

/// What each word says; `None` where one says nothing, or the same twice.
fn read(words: &str) -> Option<Said> {
    let iso: Option<Date> = words.split(['T', ' ']).next().and_then(|word| word.parse().ok());
    if let Some(date) = iso.filter(|_| words.len() >= 10) {
        return Some(Said {
            year: Some(date.year()),
            month: Some(date.month()),
            day: Some(date.day()),
            weekday: None,
        });
    }
    let mut said = Said::default();
    for word in words.split([' ', ',', '\n', '\u{a0}']).filter(|word| !word.is_empty()).take(8) {
        let lower = word.trim_end_matches('.').to_ascii_lowercase();
        if matches!(lower.as_str(), "the" | "of" | "on") {
            continue;
        }
        // "Sept", "March"; the three letters and nothing but letters behind them.
        let month =
            MONTHS.iter().position(|m| lower.starts_with(m) && lower.bytes().all(|b| b.is_ascii_lowercase()));
        let weekday =
            WEEKDAYS.iter().position(|day| lower == *day || lower.len() == 3 && day.starts_with(&lower));
        let number =
            ["st", "nd", "rd", "th"].iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(&lower);
        let new = match (number.parse::<i16>(), month, weekday) {
            (Ok(day @ 1..=31), ..) => said.day.replace(i8::try_from(day).ok()?).is_none(),
            (Ok(year @ 1000..=2999), ..) if number.len() == lower.len() => said.year.replace(year).is_none(),
            (_, _, Some(weekday)) => said.weekday.replace(i8::try_from(weekday).ok()?).is_none(),
            (_, Some(month), _) => said.month.replace(i8::try_from(month + 1).ok()?).is_none(),
            _ => false,
        };
        if !new {
            // A time of day behind a full date of publication says no more.
            return full(said).map(|_| said);
        }
    }
    Some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_counted_from_the_day_of_publication() {
        // Published on a Saturday.
        for published in
            ["2026-03-14", "14 March 2026, 10:30 GMT", "Saturday, March 14th, 2026", "2026-03-14T09:00Z"]
        {
            for (words, date) in [
                ("Monday", "2026-03-09"),
                ("Saturday", "2026-03-14"),
                ("March 9", "2026-03-09"),
                ("9 March", "2026-03-09"),
                ("Dec. 30", "2025-12-30"),
                ("July", "2025-07"),
                ("March", "2026-03"),
                ("November", "2025-11"),
                ("March 2024", "2024-03"),
                ("2019", "2019"),
                ("Friday, Sept. 1, 2023", "2023-09-01"),
                ("the 3rd of May", "2026-05-03"),
            ] {
                assert_eq!(
                    when(words, Some(published), false).as_deref(),
                    Some(date),
                    "{words}, {published}"
                );
            }
        }
        assert_eq!(when("Monday", Some("2026-03-14"), true).as_deref(), Some("2026-03-16"));
        assert_eq!(when("July", Some("2026-03-14"), true).as_deref(), Some("2026-07"));
        assert_eq!(when("January", Some("2026-03-14"), true).as_deref(), Some("2027-01"));
        assert_eq!(when("Saturday", Some("2026-03-14"), true).as_deref(), Some("2026-03-21"));
    }

    #[test]
    fn what_is_not_known_is_not_made_up() {
        for words in ["the 1990s", "mid-July", "Christmas Day", "2005-06", "February 30", "", "3", "May May"]
        {
            assert_eq!(when(words, Some("2026-03-14"), false), None, "{words}");
        }
        assert_eq!(when("Monday", None, false), None);
        assert_eq!(when("Monday", Some("March 2026"), false), None);
        assert_eq!(when("March 3, 2026", None, false).as_deref(), Some("2026-03-03"));
    }
}
