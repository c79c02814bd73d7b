//! Recognises the credit of a picture: "Photo: Jane Doe", "Cartoon by
//! revo_posters", "(AP Photo/Jane Doe)".

use super::words::{is_one_sentence, longer_than, offset_in, starts_upper, strip_prefix_any_case};

/// What a credit calls the picture.
const PICTURES: [&str; 30] = [
    "photo illustration",
    "file photograph",
    "stock photo",
    "file photo",
    "file image",
    "cover photo",
    "cover image",
    "photo credit",
    "photos credit",
    "image credit",
    "picture credit",
    "illustration credit",
    "photographs",
    "photograph",
    "photography",
    "photos",
    "photo",
    "images",
    "image",
    "pictures",
    "picture",
    "illustrations",
    "illustration",
    "cartoon",
    "graphics",
    "graphic",
    "artwork",
    "drawing",
    "video",
    "credit",
];

/// What stands between the picture and whom it is credited to.
const LINKS: [&str; 6] = [":", " by:", " by ", " courtesy of ", " courtesy ", " via "];

/// Agencies and archives that sign pictures with a slash or with "via".
const AGENCIES: [&str; 14] = [
    "ap photo",
    "ap images",
    "reuters",
    "afp",
    "getty",
    "getty images",
    "epa",
    "epa-efe",
    "shutterstock",
    "alamy",
    "istock",
    "unsplash",
    "ap",
    "magnum photos",
];

/// Whether a paragraph is nothing but a credit.
pub(super) fn is_credit(words: &str) -> bool {
    if longer_than(words, 160) {
        return false;
    }
    let words = bare(words);
    if ["file photo", "file photograph", "stock photo", "file image"]
        .iter()
        .any(|w| w.eq_ignore_ascii_case(words))
    {
        return true;
    }
    credited(words).is_some_and(is_creditor) || is_agency_credit(words)
}

/// The credit at the end of a picture's caption, as a byte range of `words`.
pub(super) fn trailing_credit(words: &str) -> Option<std::ops::Range<usize>> {
    if longer_than(words, 600) {
        return None;
    }
    let range = |credit: &str| {
        let start = offset_in(words, credit);
        start..start + credit.len()
    };
    let trimmed = words.trim_end_matches(['.', ' ']);
    if let Some(inner) = trimmed.strip_suffix(')')
        && let Some((_, inner)) = inner.rsplit_once('(')
    {
        return is_credit(inner).then(|| range(inner));
    }
    // The last word that may start a credit.
    let starts =
        words.match_indices(char::is_whitespace).filter_map(|(at, space)| words.get(at + space.len()..));
    starts
        .filter(|tail| starts_upper(tail) && is_credit(tail))
        .find(|tail| credited(bare(tail)).is_some())
        .map(range)
}

/// A line without the brackets and the full stop around it.
fn bare(words: &str) -> &str {
    words.trim_matches(|c: char| c.is_whitespace() || "()[]*_".contains(c)).trim_end_matches('.')
}

/// What stands behind "Photo:", "Cartoon by", "©".
fn credited(words: &str) -> Option<&str> {
    if let Some(rest) = words.strip_prefix('©') {
        return Some(rest.trim_start());
    }
    if let Some(rest) =
        ["courtesy of ", "courtesy: ", "courtesy "].iter().find_map(|w| strip_prefix_any_case(words, w))
    {
        return Some(rest);
    }
    PICTURES.iter().find_map(|picture| {
        let rest = strip_prefix_any_case(words, picture)?;
        let link = LINKS.iter().find_map(|link| strip_prefix_any_case(rest, link))?;
        Some(link.trim_start())
    })
}

/// Whether the words name somebody: a few words that start with a capital, or
/// one handle.
fn is_creditor(words: &str) -> bool {
    let count = words.split_whitespace().take(15).count();
    let name = strip_prefix_any_case(words, "the ").unwrap_or(words);
    let named = starts_upper(name) || name.starts_with('@') || count == 1;
    let anonymous =
        ["the author", "the authors", "the artist"].iter().any(|who| who.eq_ignore_ascii_case(words));
    (1..=14).contains(&count)
        && (named || anonymous)
        && is_one_sentence(words)
        && !words.contains(['?', '!', '“', '"'])
}

/// Whether the words are a picture agency's mark: "REUTERS/Jane Doe", "Jane
/// Doe/AFP via Getty Images", "Getty Images".
fn is_agency_credit(words: &str) -> bool {
    let is_agency = |part: &str| {
        let part = part.trim();
        AGENCIES.iter().any(|agency| agency.eq_ignore_ascii_case(part))
    };
    if longer_than(words, 80) || words.split_whitespace().nth(9).is_some() {
        return false;
    }
    match words.rsplit_once(" via ") {
        Some((who, agency)) if is_agency(agency) => !who.trim().is_empty() && starts_upper(who),
        _ => {
            let signed = words.contains('/') && words.split('/').any(is_agency);
            let alone = ["getty images", "ap photo", "shutterstock", "alamy"]
                .iter()
                .any(|w| w.eq_ignore_ascii_case(words));
            signed || alone
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_told_from_sentences() {
        for credit in [
            "Cartoon by revo_posters",
            "Photo: Ines Okafor",
            "Photo: Ines Okafor/Meridian Wire",
            "Image: Stringer/Getty",
            "PHOTO BY INES OKAFOR",
            "Photograph: Ines Okafor/The Lanning Post",
            "Photo courtesy of the Port Authority of Lanning",
            "File photo",
            "(File photo)",
            "File photo: AFP",
            "(AP Photo/Ines Okafor)",
            "AP Photo/Ines Okafor",
            "REUTERS/Ines Okafor",
            "Ines Okafor/AFP via Getty Images",
            "Getty Images",
            "© Ines Okafor 2026",
            "Courtesy of Meridian Wire",
            "Image: J. B. Okafor.",
            "Illustration by the author",
            "Photo credit: @okafor",
        ] {
            assert!(is_credit(credit), "{credit}");
        }
        for other in [
            "",
            "Photo",
            "Photography is not a crime",
            "Image by image, the film takes the harbour apart",
            "Picture this: a harbour without ships.",
            "Photos: “We were never asked,” said the mayor",
            "Photo: He stood at the pier all night long. Nobody came to help him.",
            "The photo by Ines Okafor won a prize",
            "Reuters reported on Monday that the port would close",
            "Port officials and/or the mayor",
            "Video shows the storm",
        ] {
            assert!(!is_credit(other), "{other}");
        }
    }

    #[test]
    fn a_caption_may_end_in_a_credit() {
        let of = |caption: &'static str| trailing_credit(caption).and_then(|range| caption.get(range));
        assert_eq!(of("The old pier in March. (AP Photo/Ines Okafor)"), Some("AP Photo/Ines Okafor"));
        assert_eq!(of("The old pier. Image: Ines Okafor."), Some("Image: Ines Okafor."));
        assert_eq!(of("The old pier. Photo by Ines Okafor"), Some("Photo by Ines Okafor"));
        assert_eq!(of("The mayor (centre) left."), None);
        assert_eq!(of("The mayor said so."), None);
    }
}
