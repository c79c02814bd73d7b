//! The words of raw HTML inside Markdown: tags, comments and scripts dropped,
//! character references read.

/// Elements whose content is not for readers.
const HIDDEN: [&str; 4] = ["script", "style", "template", "noscript"];
/// Elements that start no new paragraph.
const INLINE: [&str; 16] = [
    "a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "small", "span", "strong", "sub",
    "sup", "u",
];

/// The paragraphs of a piece of HTML, none of them blank.
pub(super) fn words(html: &str) -> Vec<String> {
    let mut paragraphs = Vec::new();
    let mut paragraph = String::new();
    let mut rest = html;
    while let Some((before, behind)) = rest.split_once('<') {
        paragraph.push_str(before);
        if let Some(comment) = behind.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
            continue;
        }
        if !behind.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)) {
            paragraph.push('<');
            rest = behind;
            continue;
        }
        let (tag, behind) = behind.split_once('>').unwrap_or((behind, ""));
        let name: String =
            tag.trim_start_matches('/').chars().take(12).take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        rest = match HIDDEN.contains(&name.as_str()) && !tag.starts_with('/') {
            true => behind_closing(behind, &name),
            false => behind,
        };
        if !INLINE.contains(&name.as_str()) {
            paragraphs.push(std::mem::take(&mut paragraph));
        }
    }
    paragraph.push_str(rest);
    paragraphs.push(paragraph);
    paragraphs
        .iter()
        .map(|words| references(words).trim().to_owned())
        .filter(|words| !words.is_empty())
        .collect()
}

/// What follows the closing tag of `name`; nothing where it is never closed.
fn behind_closing<'t>(html: &'t str, name: &str) -> &'t str {
    for (at, _) in html.match_indices("</") {
        let tag = html.get(at + 2..).unwrap_or("");
        if tag.get(..name.len()).is_some_and(|closing| closing.eq_ignore_ascii_case(name)) {
            return tag.split_once('>').map_or("", |(_, behind)| behind);
        }
    }
    ""
}

/// The words with their character references read: numbers, and the names
/// that stand in nearly every page.
fn references(words: &str) -> String {
    let mut read = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, behind)) = rest.split_once('&') {
        read.push_str(before);
        let end = behind.bytes().take(9).position(|byte| byte == b';');
        let reference = end.and_then(|end| Some((behind.get(..end)?, behind.get(end + 1..)?)));
        match reference.and_then(|(name, behind)| Some((character(name)?, behind))) {
            Some((c, behind)) => {
                read.push(c);
                rest = behind;
            }
            None => {
                read.push('&');
                rest = behind;
            }
        }
    }
    read.push_str(rest);
    read
}

/// The character that a reference without `&` and `;` stands for.
fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        "shy" => '\u{AD}',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "copy" => '©',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_and_markup_goes() {
        for (html, expected) in [
            ("<p>One <b>bold</b> word</p>\n<p>Two &amp; three</p>", vec!["One bold word", "Two & three"]),
            ("<script>alert('x')</script>text", vec!["text"]),
            ("<SCRIPT src=a>x</ScRiPt >text", vec!["text"]),
            ("a<!-- hidden <p> -->b", vec!["ab"]),
            ("a < b &#233; &bogus; &#xD800; &", vec!["a < b é &bogus; &#xD800; &"]),
            ("<div", vec![]),
            ("<style>x", vec![]),
            ("<figure><img src=x><figcaption>Photo: A</figcaption></figure>", vec!["Photo: A"]),
        ] {
            assert_eq!(words(html), expected, "{html}");
        }
    }
}
