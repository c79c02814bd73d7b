//! Short forms introduced in parentheses: "Remote Harbour Cranes (RHCs)".
//!
//! After Schwartz and Hearst, "A simple algorithm for identifying abbreviation
//! definitions in biomedical text" (2003): the letters of the short form are
//! matched from its end into the words before the parenthesis.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::merge::Aliases;
use super::names::Name;
use crate::nlp::EntityKind;
use crate::nlp::document::Document;
use crate::nlp::gazetteer::Classes;

/// Short forms with the words that they stand for.
#[derive(Debug, Default)]
pub(crate) struct Acronyms {
    /// Long form by short form, both as written; a plural short form is also
    /// held without its "s", and the other way round.
    pub long: HashMap<String, String>,
}

/// Finds the definitions, gives short and long forms one kind, and adds the
/// forms that were no names so far. `names` stays sorted and free of overlaps.
pub(crate) fn find(doc: &Document, names: &mut Vec<Name>, aliases: &Aliases) -> Acronyms {
    let mut acronyms = Acronyms::default();
    let mut kinds: HashMap<String, EntityKind> = HashMap::new();
    let mut added: Vec<Name> = Vec::new();
    for sentence in &doc.sentences {
        for open in sentence.tokens.clone().filter(|&at| doc.word(at) == "(") {
            let word = is_word(doc.word(open + 1));
            if !is_short(doc.word(open + 1)) && !word || doc.word(open + 2) != ")" {
                continue;
            }
            let found = long_form(doc, open + 1, sentence.tokens.start..open).filter(|_| !word);
            if let Some(long) = &found {
                whole(doc, names, long);
            }
            let at = names.partition_point(|n| n.tokens.end < open);
            // In another language the letters do not fit: "Salt Workers' League (FTS)".
            let foreign = || {
                let name = names.get(at).filter(|n| n.tokens.end == open && n.tokens.len() > 2)?;
                let free =
                    names.get(at + 1).is_none_or(|n| n.tokens.start != open + 1 || n.tokens.len() == 1);
                let none = Classes::NAME
                    .with(Classes::COMMON)
                    .with(Classes::FUNCTION)
                    .with(Classes::GIVEN)
                    .with(Classes::ORG_HEAD)
                    .with(Classes::PLACE_HEAD);
                let listed = doc.classes(open + 1).any(if word { none } else { Classes::NAME });
                // "Schools Project (GGP)"; of a word only the tagger can say that it is
                // no place: "National Fund (Fonae)".
                let kind = match name.kind {
                    EntityKind::Organization => true,
                    EntityKind::Other | EntityKind::Work => !word,
                    _ => false,
                };
                let same = names
                    .get(at + 1)
                    .is_none_or(|n| n.tokens.start != open + 1 || n.kind == name.kind || !word);
                let fits = kind && same && free && !listed;
                fits.then(|| name.tokens.clone())
            };
            let Some(long) = found.or_else(foreign) else { continue };
            // Several of a kind are no organization: "Cranes (RHCs)".
            let plural = doc.word(open + 1).ends_with('s');
            if let Some(name) = names.get_mut(at).filter(|n| plural && n.tokens.end == long.end)
                && matches!(name.kind, EntityKind::Organization | EntityKind::Work | EntityKind::Event)
            {
                name.kind = EntityKind::Other;
            }
            let kind = match names.get(at) {
                Some(name) if name.tokens.end == long.end && long.start <= name.tokens.start + 1 => name.kind,
                Some(name) if name.tokens.start < long.end => continue,
                _ => {
                    if at > 0 && names[at - 1].tokens.end > long.start {
                        continue;
                    }
                    added.push(Name { tokens: long.clone(), kind: EntityKind::Other, title: None });
                    EntityKind::Other
                }
            };
            let name = names.get(at).filter(|n| n.tokens.end == long.end).map_or(long, |n| n.tokens.clone());
            let full = doc.phrase(name).to_string();
            let short = doc.word(open + 1);
            for form in [short.to_string(), other_number(short)] {
                kinds.insert(form.clone(), kind);
                acronyms.long.entry(form).or_insert_with(|| full.clone());
            }
        }
    }
    or(doc, names, &mut acronyms);
    short_titles(doc, names, aliases, &mut acronyms, &mut kinds);
    if kinds.is_empty() {
        return acronyms;
    }
    for name in names.iter_mut().filter(|n| n.tokens.len() == 1) {
        if let Some(kind) = kinds.get(doc.word(name.tokens.start)) {
            name.kind = *kind;
        }
    }
    let mut held: HashSet<usize> = names.iter().flat_map(|n| n.tokens.clone()).collect();
    added.retain(|name| {
        let free = name.tokens.clone().all(|at| !held.contains(&at));
        if free {
            held.extend(name.tokens.clone());
        }
        free
    });
    for at in 0..doc.words.len() {
        let word = doc.word(at);
        if is_short_title(word) && !doc.near(at, -1).eq_ignore_ascii_case("the") {
            continue;
        }
        if let Some(kind) = kinds.get(word).filter(|_| !held.contains(&at)) {
            added.push(Name { tokens: at..at + 1, kind: *kind, title: None });
        }
    }
    names.extend(added);
    names.sort_by_key(|n| n.tokens.start);
    acronyms
}

/// Makes one name of the parts that a short form takes together: "Bureau against
/// Financial Infractions (BAFI)". Its letters must be the initials of the words.
fn whole(doc: &Document, names: &mut Vec<Name>, long: &Range<usize>) {
    let from = names.partition_point(|n| n.tokens.start < long.start);
    let to = names.partition_point(|n| n.tokens.start < long.end).max(from);
    let parts = &names[from..to];
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
    let letters: String = doc.word(long.end + 1).chars().filter(|c| c.is_uppercase()).collect();
    let initials = long.clone().filter_map(|at| doc.word(at).chars().next());
    let capitals: String = initials.clone().filter(|c| c.is_uppercase()).collect();
    let all: String = initials.flat_map(char::to_uppercase).collect();
    let things = parts.iter().all(|n| matches!(n.kind, EntityKind::Organization | EntityKind::Other));
    if first.tokens != *long
        && things
        && first.tokens.start >= long.start
        && last.tokens.end == long.end
        && (letters == capitals || letters == all)
    {
        let joined = Name { tokens: long.clone(), kind: first.kind, title: first.title.clone() };
        names.splice(from..to, [joined]);
    }
}

/// "the National Water Commission, or Conagua": one name for another, where both are
/// organizations and no third one is named.
fn or(doc: &Document, names: &[Name], acronyms: &mut Acronyms) {
    for pair in names.windows(2) {
        let [long, short] = pair else { continue };
        let end = long.tokens.end;
        let both = long.kind == EntityKind::Organization && short.kind == EntityKind::Organization;
        let told = doc.word(end) == "," && doc.word(end + 1) == "or" && short.tokens == (end + 2..end + 3);
        if both
            && told
            && long.tokens.len() > 2
            && matches!(doc.word(end + 3), "," | "." | ":" | "—" | "–" | ")")
        {
            let full = doc.phrase(long.tokens.clone()).to_string();
            acronyms.long.entry(doc.word(end + 2).to_string()).or_insert(full);
        }
    }
}

/// "the Journal" once the Wall Street Journal, or the WSJ, is named; only
/// where the article names one newspaper with that word.
fn short_titles(
    doc: &Document,
    names: &[Name],
    aliases: &Aliases,
    acronyms: &mut Acronyms,
    kinds: &mut HashMap<String, EntityKind>,
) {
    let mut titles: HashMap<&str, Option<&str>> = HashMap::new();
    for name in names.iter().filter(|n| n.kind == EntityKind::Organization) {
        let words = doc.phrase(name.tokens.clone());
        let words = words.strip_prefix("The ").unwrap_or(words);
        let full = aliases.get(words).copied().unwrap_or(words);
        if let Some((_, title)) = full.rsplit_once(' ').filter(|(_, title)| is_short_title(title)) {
            let known = titles.entry(title).or_insert(Some(full));
            if *known != Some(full) {
                *known = None;
            }
        }
    }
    for (title, full) in titles.into_iter().filter_map(|(title, full)| Some((title, full?))) {
        acronyms.long.insert(title.to_string(), full.to_string());
        kinds.insert(title.to_string(), EntityKind::Organization);
    }
}

fn is_short_title(word: &str) -> bool {
    matches!(
        word,
        "Journal"
            | "Times"
            | "Post"
            | "Tribune"
            | "Herald"
            | "Globe"
            | "Mail"
            | "Gazette"
            | "Monitor"
            | "Star"
            | "Telegraph"
            | "Observer"
            | "Chronicle"
            | "Inquirer"
            | "Mirror"
            | "Standard"
            | "Register"
    )
}

pub(super) fn is_short(word: &str) -> bool {
    let count = word.chars().count();
    (2..=10).contains(&count)
        && word.chars().filter(|c| c.is_uppercase()).count() >= 2
        && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '&'))
}

/// Whether a short form may be a word: "Fonae".
fn is_word(word: &str) -> bool {
    let mut chars = word.chars();
    (4..=9).contains(&word.chars().count())
        && chars.next().is_some_and(char::is_uppercase)
        && chars.all(char::is_lowercase)
}

/// "UAVs" for "UAV" and the other way round.
fn other_number(short: &str) -> String {
    match short.strip_suffix('s') {
        Some(singular) => singular.to_string(),
        None => format!("{short}s"),
    }
}

/// The words before `short` that it stands for.
fn long_form(doc: &Document, short: usize, before: Range<usize>) -> Option<Range<usize>> {
    let letters: Vec<char> = doc
        .word(short)
        .trim_end_matches('s')
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let window = (letters.len() * 2).min(letters.len() + 5);
    let first = before.end.saturating_sub(window).max(before.start);
    let mut left = letters.len();
    let mut at = before.end;
    while at > first && left > 0 {
        at -= 1;
        let word: Vec<char> = doc.word(at).chars().flat_map(char::to_lowercase).collect();
        // A word gives its first letter, and before that letters from inside.
        let mut from = word.len();
        while left > 0 {
            let wanted = letters[left - 1];
            // The first letter of all begins a word: the M of "Maritime".
            let found = match left {
                1 => word[..from].first().filter(|&&c| c == wanted).map(|_| 0),
                _ => word[..from].iter().rposition(|&c| c == wanted),
            };
            let Some(i) = found else { break };
            left -= 1;
            from = i;
        }
    }
    let long = at..before.end;
    (left == 0 && long.len() >= 2 && doc.is_word(at)).then_some(long)
}
