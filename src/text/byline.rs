//! Recognises the line that names the author: "By Ines Okafor in Port
//! Lanning", "Reporting by Ines Okafor; editing by Jo Lind".

use super::dates::{DateWord, date_word};
use super::words::{ends_sentence, longer_than, offset_in, strip_prefix_any_case};

/// Openings that are used for nothing but bylines.
const CERTAIN: [&str; 19] = [
    "additional reporting by",
    "additional reporting from",
    "words and photographs by",
    "words and photos by",
    "words and pictures by",
    "story and photos by",
    "analysis by",
    "interview by",
    "opinion by",
    "report by",
    "reported by",
    "reporting by",
    "story by",
    "text by",
    "words by",
    "written by",
    "posted by",
    "author:",
    "by:",
];

/// Lower-case words inside names.
const PARTICLES: [&str; 24] = [
    "al", "as", "bin", "bint", "da", "de", "degli", "del", "dela", "della", "den", "der", "di", "do", "dos",
    "du", "el", "ibn", "la", "le", "ten", "van", "von", "y",
];

/// Authors that are not persons.
const DESKS: [&str; 14] = [
    "reuters",
    "afp",
    "ap",
    "associated press",
    "the associated press",
    "agence france-presse",
    "bloomberg",
    "xinhua",
    "staff",
    "staff writer",
    "staff writers",
    "staff reporter",
    "our correspondent",
    "news desk",
];

/// Words that make a capitalised run something else than a person.
const NOT_PERSONS: [&str; 28] = [
    "a",
    "an",
    "the",
    "all",
    "any",
    "this",
    "that",
    "these",
    "our",
    "its",
    "popular",
    "news",
    "press",
    "staff",
    "writer",
    "writers",
    "correspondent",
    "reporter",
    "reporters",
    "editor",
    "agency",
    "bureau",
    "service",
    "times",
    "post",
    "herald",
    "today",
    "wire",
];

/// Where a list of authors ends.
const CUTS: [&str; 16] = [
    " in ", " for ", " at ", " from ", " of ", " with ", " on ", " | ", " / ", " • ", " · ", " - ", " – ",
    " — ", " (", ";",
];

/// The authors in a byline, as a byte range of the paragraph, or `None` where
/// the paragraph is no byline.
pub(super) fn authors(paragraph: &str) -> Option<std::ops::Range<usize>> {
    if longer_than(paragraph, 200) || paragraph.split_whitespace().nth(25).is_some() {
        return None;
    }
    let words = paragraph.trim_matches(|c: char| c.is_whitespace() || "()[]*_-–—".contains(c));
    let certain = CERTAIN.iter().find_map(|opening| strip_prefix_any_case(words, opening));
    let rest = certain.or_else(|| strip_prefix_any_case(words, "by"))?;
    let names = rest.strip_prefix(char::is_whitespace)?.trim_start();
    let list =
        CUTS.iter().filter_map(|cut| names.find(cut)).min().and_then(|at| names.get(..at)).unwrap_or(names);
    let found = names_at_start(list)?;
    let behind = names.get(found.len()..).unwrap_or("");
    if certain.is_none() && ends_sentence(behind) && behind.trim() != "." {
        return None;
    }
    let start = offset_in(paragraph, found);
    Some(start..start + found.len())
}

/// The longest run of names, separated by commas and "and", that `list`
/// starts with.
fn names_at_start(list: &str) -> Option<&str> {
    let mut end = 0;
    let mut at = 0;
    loop {
        let rest = list.get(at..).unwrap_or("");
        let separator = [", and ", ", ", " and ", " AND ", " & "]
            .iter()
            .filter_map(|separator| rest.find(separator).map(|found| (found, separator.len())))
            .min_by_key(|&(found, len)| (found, usize::MAX - len));
        let name = separator.and_then(|(found, _)| rest.get(..found)).unwrap_or(rest);
        // A desk behind a person is where that person works.
        if !(is_person(name) || end == 0 && is_desk(name)) {
            break;
        }
        end = at + name.len();
        match separator {
            Some((found, len)) => at += found + len,
            None => break,
        }
    }
    // "By Land and Sea": what is joined by "and" is one list or none.
    let whole =
        list.get(end..).is_none_or(|rest| !rest.trim_start().to_ascii_lowercase().starts_with("and "));
    list.get(..end).map(|names| names.trim_end_matches('.')).filter(|names| !names.is_empty() && whole)
}

/// Whether the words name an author that is no person.
fn is_desk(name: &str) -> bool {
    DESKS.iter().any(|desk| desk.eq_ignore_ascii_case(name.trim().trim_end_matches('.')))
}

/// Whether the words name a person, in two to five words.
fn is_person(name: &str) -> bool {
    let mut count = 0;
    for word in name.split_whitespace() {
        count += 1;
        let lower = word.to_lowercase();
        let particle = count > 1 && PARTICLES.contains(&lower.as_str());
        let dated = matches!(date_word(word), Some(DateWord::Weekday | DateWord::Day | DateWord::Year));
        let letters = word.chars().all(|c| c.is_alphabetic() || ".'’-‐".contains(c));
        let capital = word.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase());
        let inner_capital = word.chars().any(char::is_uppercase) && word.contains(['\'', '’', '-']);
        if !letters
            || dated
            || NOT_PERSONS.contains(&lower.as_str())
            || !(capital || inner_capital || particle)
        {
            return false;
        }
    }
    (2..=5).contains(&count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_give_their_authors() {
        for (byline, expected) in [
            ("By Ines Okafor in Port Lanning", "Ines Okafor"),
            ("By Ines Okafor and Jo van der Lind", "Ines Okafor and Jo van der Lind"),
            (
                "By Ines Okafor, Jo Lind, and Amal al-Sayed | Meridian Wire",
                "Ines Okafor, Jo Lind, and Amal al-Sayed",
            ),
            ("BY INES OKAFOR AND JO LIND", "INES OKAFOR AND JO LIND"),
            ("By Ines Okafor, Meridian News Agency", "Ines Okafor"),
            ("By INES OKAFOR, Staff Writer", "INES OKAFOR"),
            ("By Ines O’Kafor-Lind (Meridian Wire)", "Ines O’Kafor-Lind"),
            ("By Ines K. Okafor.", "Ines K. Okafor"),
            ("by Ines Okafor", "Ines Okafor"),
            ("By Reuters", "Reuters"),
            ("Words by Ines Okafor", "Ines Okafor"),
            ("(Reporting by Ines Okafor and Jo Lind; Editing by Amal Sayed)", "Ines Okafor and Jo Lind"),
            ("--additional reporting from Jo Lind.", "Jo Lind"),
            ("Written by Ines Okafor for Meridian Wire.", "Ines Okafor"),
            ("By Wai Chun 陳大文", "Wai Chun 陳大文"),
        ] {
            assert_eq!(authors(byline).and_then(|range| byline.get(range)), Some(expected), "{byline}");
        }
    }

    #[test]
    fn sentences_that_start_with_by_are_no_bylines() {
        for words in [
            "",
            "By",
            "By ",
            "By Monday the port had reopened.",
            "By Monday Night",
            "By the numbers",
            "By Land and Sea",
            "By Popular Demand",
            "By Ines Okafor's account, the pier was safe.",
            "By Ines Okafor in Port Lanning, who saw it all, nobody was told.",
            "Bylines matter",
            "By 2030 New Ships",
        ] {
            assert_eq!(authors(words), None, "{words}");
        }
    }
}
