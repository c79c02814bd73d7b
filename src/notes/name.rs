//! File names of notes files and snapshots.

/// The longest slug, in characters.
const SLUG: usize = 40;

/// The name of the notes file of a new article: a short slug of its title, in
/// `[a-z0-9-]`, and the [hash part](hash_part) of its id. Only the hash part
/// identifies the article; the slug is for people.
pub fn file_name(article_id: &str, title: &str) -> String {
    format!("{}-{}.toml", slug(title), hash_part(article_id))
}

/// The name of the snapshot of an article's text, relative to the notes folder.
pub fn snapshot_name(article_id: &str) -> String {
    format!("snapshots/{}.txt", hash_part(article_id))
}

/// The 16 hexadecimal digits by which file names identify an article: the
/// first of its id's hash. An id of another form is hashed first.
pub fn hash_part(article_id: &str) -> String {
    let hash = article_id.strip_prefix("blake3:").unwrap_or("");
    match hash.get(..16) {
        Some(part) if part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) => part.to_owned(),
        _ => blake3::hash(article_id.as_bytes()).to_hex().chars().take(16).collect(),
    }
}

fn slug(title: &str) -> String {
    let mut slug = String::new();
    for word in title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let joint = usize::from(!slug.is_empty());
        let left = SLUG.saturating_sub(slug.len() + joint);
        // A word that does not fit ends the slug; the first one is cut.
        if left < word.len() && joint == 1 {
            break;
        }
        if joint == 1 {
            slug.push('-');
        }
        slug.extend(word.chars().take(left).map(|c| c.to_ascii_lowercase()));
    }
    if slug.is_empty() { "article".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_short_and_tell_the_title() {
        let id = "blake3:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        for (title, name) in [
            ("Port strike: day 3", "port-strike-day-3"),
            ("", "article"),
            ("日本", "article"),
            ("../../etc/passwd", "etc-passwd"),
            ("U.S. to join the talks of the coastal states again", "u-s-to-join-the-talks-of-the-coastal"),
            (&"x".repeat(50), &"x".repeat(40)),
        ] {
            assert_eq!(file_name(id, title), format!("{name}-0123456789abcdef.toml"), "{title}");
        }
        assert_eq!(snapshot_name(id), "snapshots/0123456789abcdef.txt");
    }

    #[test]
    fn an_id_of_another_form_is_hashed() {
        for id in ["", "blake3:", "blake3:../../../../../etc", "blake3:ABCDEF0123456789", "blake3:ééééééééé"]
        {
            let part = hash_part(id);
            assert_eq!(part.len(), 16);
            assert!(part.bytes().all(|b| b.is_ascii_hexdigit()), "{id}: {part}");
        }
        assert_ne!(hash_part("a"), hash_part("b"));
    }

    proptest! {
        #[test]
        fn any_title_gives_a_plain_name(title in any::<String>()) {
            let name = file_name("blake3:0123456789abcdef", &title);
            let stem = name.strip_suffix("-0123456789abcdef.toml").unwrap();
            prop_assert!((1..=40).contains(&stem.len()));
            prop_assert!(stem.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-')));
            prop_assert!(!stem.starts_with('-') && !stem.ends_with('-'));
        }
    }
}
