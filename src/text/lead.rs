//! Recognises what may stand before the first sentence of a story: the
//! dateline ("KYIV, Ukraine (AP) -") and the outlet ("Iran International:").

use super::dates::{DateWord, date_word};
use super::words::{is_all_caps, longer_than, starts_upper};

/// Words in capitals that introduce something else than a place.
const LABELS: [&str; 44] = [
    "abstract",
    "advertisement",
    "analysis",
    "answer",
    "background",
    "breaking",
    "commentary",
    "conclusion",
    "conclusions",
    "context",
    "correction",
    "developing",
    "discussion",
    "editorial",
    "exclusive",
    "explainer",
    "fact",
    "fact check",
    "feature",
    "host",
    "interview",
    "interviewer",
    "introduction",
    "just in",
    "live",
    "methods",
    "moderator",
    "news",
    "note",
    "notes",
    "opinion",
    "photo",
    "photos",
    "question",
    "read",
    "read more",
    "reporter",
    "results",
    "review",
    "summary",
    "update",
    "updated",
    "video",
    "watch",
];

/// Outlets whose name is one ordinary word.
const OUTLETS: [&str; 14] = [
    "axios",
    "bellingcat",
    "bloomberg",
    "forbes",
    "guardian",
    "haaretz",
    "kyodo",
    "mediapart",
    "meduza",
    "newsweek",
    "politico",
    "reuters",
    "vice",
    "xinhua",
];

/// Cities whose names in capitals look like an agency's: "PUNE: The".
const SHORT_CITIES: [&str; 72] = [
    "ADEN", "AGRA", "APIA", "BAKU", "BARI", "BATH", "BERN", "BONN", "BRNO", "CALI", "CEBU", "CORK", "DILI",
    "DOHA", "FEZ", "GAYA", "GAZA", "GIZA", "GENT", "GOA", "GRAZ", "HOMS", "HULL", "IPOH", "JOS", "JUBA",
    "KANO", "KIEL", "KOBE", "KOTA", "KYIV", "LAE", "LEH", "LEÓN", "LEON", "LIMA", "LINZ", "LOMÉ", "LOME",
    "LVIV", "LYON", "MALE", "MALÉ", "MERU", "METZ", "NICE", "NIŠ", "ORAN", "OSH", "OSLO", "PERM", "PISA",
    "PUNE", "PUNO", "QOM", "RENO", "RIGA", "ROME", "SION", "SUVA", "TYRE", "UBON", "UFA", "VAN", "VIGO",
    "WAU", "YAZD", "YORK", "ŁÓDŹ", "LODZ", "GERA", "KIEV",
];

/// Words with which somebody speaks, but no report begins.
const SPOKEN: [&str; 14] =
    ["I", "I’m", "I'm", "I’ve", "I've", "We", "We’re", "We're", "My", "Our", "You", "Yes", "No", "Well"];

/// The end of the dateline that a paragraph starts with, in bytes: behind the
/// dash or the colon.
pub(super) fn dateline(paragraph: &str) -> Option<usize> {
    let (head, end) = before_dash(paragraph).or_else(|| before_colon(paragraph))?;
    let after = paragraph.get(end..)?.trim_start();
    let opens =
        after.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric() || "\"“‘'«".contains(c));
    (opens && is_place(head, paragraph.get(..end).is_some_and(|lead| lead.ends_with(':')))).then_some(end)
}

/// The words before the first dash, and where that dash ends.
fn before_dash(paragraph: &str) -> Option<(&str, usize)> {
    const DASHES: [char; 5] = ['-', '–', '—', '―', '−'];
    let mut chars = paragraph.char_indices().take(90).peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        // A hyphen inside a word is none; an em dash may touch its neighbours.
        let is_dash = DASHES.contains(&c)
            && (matches!(c, '—' | '―')
                || (before.is_whitespace() || before == ')') && (next.is_whitespace() || next == '-'));
        if is_dash {
            let mut end = at + c.len_utf8();
            while let Some((at, c)) = chars.next_if(|&(_, c)| DASHES.contains(&c)) {
                end = at + c.len_utf8();
            }
            return Some((paragraph.get(..at)?.trim_end(), end));
        }
        before = c;
    }
    None
}

/// The words before a colon, where they are capitals only: "NEW LANNING: The".
fn before_colon(paragraph: &str) -> Option<(&str, usize)> {
    let (head, _) = paragraph.split_once(": ")?;
    let is_acronym =
        !head.contains(char::is_whitespace) && !longer_than(head, 4) && !SHORT_CITIES.contains(&head);
    (!longer_than(head, 40) && is_all_caps(head) && !is_acronym).then_some((head, head.len() + 1))
}

/// Whether the words before the dash name a place, perhaps with a region, a
/// date and an agency. A place in small letters needs the date or the agency.
fn is_place(head: &str, colon: bool) -> bool {
    let (head, agency) = match head.strip_suffix(')').and_then(|head| head.rsplit_once('(')) {
        Some((head, agency)) => (head.trim_end().trim_end_matches(','), is_agency(agency)),
        None => (head, false),
    };
    if head.is_empty() || head.contains(['(', ')', '"', '“', '”', ';', ':', '!', '?', '/']) {
        return false;
    }
    let mut dated = false;
    let mut place = true;
    for (segment, words) in head.split(',').enumerate() {
        let mut named = 0;
        for word in words.split_whitespace() {
            match date_word(word) {
                // "March" may be a town, "3" is none.
                Some(DateWord::Month | DateWord::Day | DateWord::Year | DateWord::Weekday)
                    if segment > 0 || named > 0 =>
                {
                    dated = true;
                }
                _ => {
                    named += 1;
                    let small = ["of", "de", "la", "el", "do", "al", "the", "and"].contains(&word);
                    place &= !dated
                        && (starts_upper(word) && word.chars().all(is_name_char) || (small && named > 1));
                }
            }
        }
        place &= named <= 4 && (named > 0 || segment > 0);
    }
    let first = head.split(',').next().unwrap_or("").trim();
    let capitals = is_all_caps(first) && first.chars().filter(|c| c.is_alphabetic()).nth(2).is_some();
    let segments = head.split(',').count();
    let label = LABELS.iter().any(|label| label.eq_ignore_ascii_case(first));
    place && !label && segments <= 4 && (capitals || (!colon && (agency || (dated && segments > 1))))
}

/// What a word in a place's name is made of.
fn is_name_char(c: char) -> bool {
    c.is_alphabetic() || ".'’‘-".contains(c)
}

/// Whether the words in brackets before the dash are a news agency: capitals,
/// or a name that says so.
fn is_agency(words: &str) -> bool {
    const KNOWN: [&str; 11] = [
        "reuters",
        "xinhua",
        "bloomberg",
        "news",
        "press",
        "wire",
        "agency",
        "service",
        "kyodo",
        "tass",
        "interfax",
    ];
    let known =
        words.split_whitespace().any(|word| KNOWN.iter().any(|known| known.eq_ignore_ascii_case(word)));
    let initials = (2..=8).contains(&words.len()) && words.chars().all(|c| c.is_ascii_uppercase());
    !longer_than(words, 40) && (known || initials) && starts_upper(words)
}

/// The name before a colon that a paragraph starts with, as its length in
/// bytes: a short capitalised name, then a sentence. It may be an outlet or a
/// speaker; the paragraph alone cannot tell.
pub(super) fn label(paragraph: &str) -> Option<usize> {
    let (name, after) = paragraph.split_once(':')?;
    let after = after.strip_prefix(char::is_whitespace)?.trim_start();
    let count = name.split_whitespace().count();
    let small = ["of", "the", "and", "de", "la", "le", "for", "in"];
    let named = name.split_whitespace().all(|word| {
        let letters = word.chars().all(|c| c.is_alphanumeric() || ".'’&-+/".contains(c));
        letters && (starts_upper(word) || small.contains(&word))
    });
    let fits = !longer_than(name, 40)
        && (1..=5).contains(&count)
        && named
        && starts_upper(name)
        && name == name.trim();
    (fits && starts_upper(after)).then_some(name.len())
}

/// The length in bytes of the outlet's name that the story's first paragraph
/// starts with. A colon is no outlet where it introduces a quotation, speech
/// in the first person, or a caption such as "Question". One word alone may as
/// well be a place ("Muscat:") or a surname: it must be written like an
/// acronym, or be known.
pub(super) fn outlet(paragraph: &str) -> Option<usize> {
    let end = label(paragraph)?;
    let (name, after) = paragraph.split_at_checked(end)?;
    let after = after.trim_start_matches(':').trim_start();
    let first = after.split_whitespace().next().unwrap_or("").trim_end_matches(',');
    let quoted = after.starts_with(['"', '“', '‘', '\'', '«']);
    let caption = LABELS.iter().any(|label| label.eq_ignore_ascii_case(name)) || !longer_than(name, 1);
    let sentence = after.split_whitespace().nth(5).is_some();
    let several = name.contains(char::is_whitespace);
    let acronym = name.chars().filter(|c| c.is_uppercase()).nth(1).is_some();
    let known = several || acronym || OUTLETS.iter().any(|outlet| outlet.eq_ignore_ascii_case(name));
    (known && !quoted && !caption && sentence && !SPOKEN.contains(&first)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_end_at_their_dash() {
        for (paragraph, expected) in [
            ("KYIV, Ukraine (AP) - The port is closed.", "KYIV, Ukraine (AP) -"),
            ("PORT LANNING — The port is closed.", "PORT LANNING —"),
            ("PORT LANNING—The port is closed.", "PORT LANNING—"),
            ("PORT LANNING -- The port is closed.", "PORT LANNING --"),
            ("LONDON (Reuters) – The port is closed.", "LONDON (Reuters) –"),
            (
                "NAIROBI, Kenya, March 3 (Meridian Wire) - The port.",
                "NAIROBI, Kenya, March 3 (Meridian Wire) -",
            ),
            ("DAKAR, Senegal, Jul 25 2022 (IPS) - The port.", "DAKAR, Senegal, Jul 25 2022 (IPS) -"),
            ("Port Lanning, 14 March — The port is closed.", "Port Lanning, 14 March —"),
            ("Beijing (AFP) - The port is closed.", "Beijing (AFP) -"),
            ("HEMPSTEAD, N.Y., Sept. 26 (UPI) — “No,” he said.", "HEMPSTEAD, N.Y., Sept. 26 (UPI) —"),
            ("WASHINGTON ― The port is closed.", "WASHINGTON ―"),
            ("NEW LANNING: The port is closed.", "NEW LANNING:"),
            ("PUNE: The port is closed.", "PUNE:"),
            ("SÃO PAULO, Brazil — 12 ships sank.", "SÃO PAULO, Brazil —"),
        ] {
            assert_eq!(
                dateline(paragraph).and_then(|end| paragraph.get(..end)),
                Some(expected),
                "{paragraph}"
            );
        }
    }

    #[test]
    fn a_dash_alone_makes_no_dateline() {
        for paragraph in [
            "",
            "-",
            "— The port",
            "The mayor - a former sailor - said no.",
            "NATO-led forces left.",
            "Mehmet Oz — Ivy League-trained surgeon — is here.",
            "BREAKING — The port is closed.",
            "UPDATE: The port is closed.",
            "BBC: The port is closed.",
            "Port Lanning — The port is closed.",
            "KYIV — which is far away.",
            "Ines Okafor (D) - The senator left.",
            "“KYIV - The port”",
        ] {
            assert_eq!(dateline(paragraph), None, "{paragraph}");
        }
    }

    #[test]
    fn outlets_stand_before_a_report() {
        for (paragraph, expected) in [
            ("Iran International: As the US weighs its answer, ships wait.", "Iran International"),
            ("BBC: The port of Lanning is closed today.", "BBC"),
            ("Radio of the Coast: The port of Lanning is closed.", "Radio of the Coast"),
        ] {
            assert_eq!(outlet(paragraph).and_then(|end| paragraph.get(..end)), Some(expected), "{paragraph}");
        }
        for paragraph in [
            "Question: Why is the port of Lanning closed today?",
            "Q: Why is the port of Lanning closed today?",
            "Ines Okafor: “The port of Lanning is closed today.”",
            "Ines Okafor: I never said that the port was closed.",
            "The mayor said: The port of Lanning is closed today.",
            "Meridian Wire: closed",
            "Lanning: The port of Lanning is closed by order today.",
            "At 10:30 the port of Lanning was closed by order.",
        ] {
            assert_eq!(outlet(paragraph), None, "{paragraph}");
        }
    }
}
