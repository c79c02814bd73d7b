//! Which letters may stand for a name: its initials, the beginnings of its words.

use crate::nlp::fold::folded;

/// Whether a word is put together of the beginnings of a name's words: "DepEd" of the
/// Department of Education.
pub(super) fn put_together(word: &str, long: &[&str]) -> bool {
    let mut parts: Vec<String> = Vec::new();
    for c in word.chars() {
        match parts.last_mut() {
            Some(part) if !c.is_uppercase() => part.push(c),
            _ => parts.push(c.to_string()),
        }
    }
    let capital = |word: &&&str| word.starts_with(char::is_uppercase);
    parts.len() > 1
        && parts.iter().any(|part| part.chars().count() > 1)
        && long.iter().filter(capital).count() == parts.len()
        && long.iter().filter(capital).zip(&parts).all(|(word, part)| word.starts_with(part.as_str()))
}

/// Whether a word is put together of beginnings of some of a name's words, in their order,
/// not all of one letter: "Nadra" of the National Database and Registration Authority.
/// Both without marks and capitals.
pub(super) fn syllables(word: &str, long: &[&str]) -> bool {
    // What has been put together up to each letter: nothing, one word's first letter or
    // more of it, several words' first letters, or more of one of them.
    const NOTHING: u8 = 1;
    const LETTER: u8 = 2;
    const BEGINNING: u8 = 4;
    const LETTERS: u8 = 8;
    const SYLLABLES: u8 = 16;
    let letters: Vec<char> = word.chars().collect();
    if letters.is_empty() || letters.first() != long.first().and_then(|first| first.chars().next()).as_ref() {
        return false;
    }
    let mut made = vec![0; letters.len() + 1];
    made[0] = NOTHING;
    for other in long {
        for start in (0..letters.len()).rev() {
            let common = letters[start..].iter().zip(other.chars()).take_while(|(a, b)| **a == *b).count();
            for count in 1..=common {
                let one = if count == 1 { LETTER } else { BEGINNING };
                let more = if count == 1 { LETTERS } else { SYLLABLES };
                let mut next = 0;
                for (before, after) in
                    [(NOTHING, one), (LETTER | LETTERS, more), (BEGINNING | SYLLABLES, SYLLABLES)]
                {
                    next |= if made[start] & before > 0 { after } else { 0 };
                }
                made[start + count] |= next;
            }
        }
    }
    made[letters.len()] & SYLLABLES > 0
}

/// The letters of a word in capitals: of "FTC", "F.T.C." and "DfT".
pub(super) fn acronym(word: &str) -> Option<String> {
    let letters: String = word.chars().filter(|c| *c != '.').collect();
    let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    let small = letters.chars().filter(|c| matches!(c, 'f' | 'o' | 'a')).count();
    let all = letters.chars().count();
    ((2..=7).contains(&capitals) && capitals + small == all && small < 2).then(|| letters.to_uppercase())
}

/// The initials that may stand for a name: of its words with a capital, with
/// and without the parts behind hyphens, with the small words, without what stands
/// before "of" or "for", and without whose it is: OCHA, of the UN Office for the
/// Coordination of Humanitarian Affairs.
pub(super) fn initials(words: &[&str]) -> Vec<String> {
    let capital = |word: &str| word.chars().next().filter(|c| c.is_uppercase());
    let plain: String = words.iter().filter_map(|word| capital(word)).collect();
    let parts: String =
        words.iter().flat_map(|word| word.split(['-', '‐', '‑'])).filter_map(capital).collect();
    let all: String =
        words.iter().filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect();
    let behind = words.iter().position(|word| matches!(*word, "of" | "for"));
    let tail: String = words.iter().skip(behind.unwrap_or(0)).filter_map(|word| capital(word)).collect();
    let own: String = plain.chars().skip(1).collect();
    let mut out = vec![plain, parts, all];
    if own.chars().count() > 2 {
        out.push(own);
    }
    if tail.chars().count() > 2 {
        out.push(tail);
    }
    out.retain(|initials| initials.chars().count() >= 2);
    out.sort();
    out.dedup();
    out
}

/// Whether the words of a short form are words of a longer one, beginnings of them or
/// the initials of some, in their order; `plain` are its words with their capitals.
pub(super) fn loosely(short: &[String], plain: &[&str], long: &[String]) -> bool {
    let (mut at, mut whole, mut loose) = (0, false, false);
    for (word, written) in short.iter().zip(plain) {
        let stem = word.trim_end_matches('.');
        let letters = acronym(written).map(|letters| letters.to_lowercase());
        let found = (at..long.len()).find_map(|i| {
            let other = &long[i];
            if other == word {
                return Some((i + 1, true));
            }
            let count = stem.chars().count();
            let begins = count > 2 && other.starts_with(stem);
            // "Pharmaceuticals" of Kuroiwa Pharma
            let extends = count > 4 && other.chars().count() > 3 && stem.starts_with(other.as_str());
            if begins || extends {
                return Some((i + 1, false));
            }
            let letters = letters.as_ref()?;
            let end = i + letters.chars().count();
            let fits =
                end <= long.len() && letters.chars().zip(&long[i..]).all(|(c, word)| word.starts_with(c));
            fits.then_some((end, false))
        });
        let Some((next, same)) = found else { return false };
        at = next;
        whole |= same;
        loose |= !same;
    }
    whole && loose
}

/// A word behind its article: of "l'éducation" the second part.
pub(super) fn bare(word: &str) -> &str {
    word.rsplit('\'').next().filter(|rest| !rest.is_empty()).unwrap_or(word)
}

/// The first letter of a [`bare`] word, without marks.
pub(super) fn first_letter(word: &str) -> Option<char> {
    let letter: String = bare(word).chars().take(1).collect();
    folded(&letter).chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_put_together_of_syllables() {
        let fits = |word: &str, long: &str| syllables(word, &long.split(' ').collect::<Vec<_>>());
        assert!(fits("nadra", "national database and registration authority"));
        assert!(fits("uneac", "union de escritores y artistas de cuba"));
        assert!(fits("fundaj", "fundacao joaquim nabuco"));
        assert!(!fits("nadra", "national database and regional banks"));
        assert!(!fits("mara", "national museum and regional archive"), "begins otherwise");
        assert!(!fits("fund", "fund for nature"), "one word of it");
        assert!(!fits("ndra", "national database registration authority"), "initials");
    }

    #[test]
    fn short_forms_may_shorten_some_words() {
        let fits = |short: &str, long: &str| {
            let lower = |name: &str| name.to_lowercase().split(' ').map(str::to_owned).collect::<Vec<_>>();
            loosely(&lower(short), &short.split(' ').collect::<Vec<_>>(), &lower(long))
        };
        assert!(fits("UD Ebro", "Unión Deportiva Ebro Norte"));
        assert!(fits("Kuroiwa Pharma", "Kuroiwa Pharmaceutical Co."));
        assert!(fits("Kuroiwa Pharmaceuticals", "Kuroiwa Pharma Holdings"));
        assert!(!fits("Kuroiwa Steel", "Kuroiwa Pharmaceutical Co."));
        assert!(!fits("Ebro UD", "Unión Deportiva Ebro Norte"));
        assert!(!fits("Ebro Norte", "Unión Deportiva Ebro Norte"), "no word of it is short");
    }

    #[test]
    fn words_have_a_first_letter_without_marks_and_articles() {
        assert_eq!(first_letter("l'éducation"), Some('e'));
        assert_eq!(first_letter("žegluga"), Some('z'));
        assert_eq!(first_letter("o'"), Some('o'));
        assert_eq!(first_letter(""), None);
    }
}
