//! Which letters may stand for a name: its initials, the beginnings of its words.

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

/// The letters of a word in capitals: of "FTC", "F.T.C." and "DfT".
pub(super) fn acronym(word: &str) -> Option<String> {
    let letters: String = word.chars().filter(|c| *c != '.').collect();
    let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    let small = letters.chars().filter(|c| matches!(c, 'f' | 'o' | 'a')).count();
    let all = letters.chars().count();
    ((2..=7).contains(&capitals) && capitals + small == all && small < 2).then(|| letters.to_uppercase())
}

/// The initials that may stand for a name: of its words with a capital, with
/// and without the parts behind hyphens, with the small words, and without what
/// stands before "of" or "for".
pub(super) fn initials(words: &[&str]) -> Vec<String> {
    let capital = |word: &str| word.chars().next().filter(|c| c.is_uppercase());
    let plain: String = words.iter().filter_map(|word| capital(word)).collect();
    let parts: String =
        words.iter().flat_map(|word| word.split(['-', '‐', '‑'])).filter_map(capital).collect();
    let all: String =
        words.iter().filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect();
    let behind = words.iter().position(|word| matches!(*word, "of" | "for"));
    let tail: String = words.iter().skip(behind.unwrap_or(0)).filter_map(|word| capital(word)).collect();
    let mut out = vec![plain, parts, all];
    if tail.chars().count() > 2 {
        out.push(tail);
    }
    out.retain(|initials| initials.chars().count() >= 2);
    out.sort();
    out.dedup();
    out
}
