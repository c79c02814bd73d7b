//! Which names mean one thing.
//!
//! Persons are one where a shorter name ends or starts a longer one and only
//! one longer name fits; everything else is one only under the same words, a
//! listed alias, or a short form that the article introduces.

use std::borrow::Cow;
use std::collections::HashMap;

use super::acronyms::Acronyms;
use super::names::Name;
use super::{Gender, gender, short};
use crate::nlp::EntityKind;
use crate::nlp::document::{Document, capitalized};
use crate::nlp::gazetteer::Classes;
use crate::nlp::token::is_initial;

/// Which entity each name belongs to: indices below the count of entities.
pub(crate) struct Merged {
    /// The entity of each name, in the names' order.
    pub entity: Vec<usize>,
    /// Number of entities.
    pub count: usize,
}

/// Merges `names` into entities numbered by first mention.
pub(crate) fn merge(doc: &Document, names: &[Name], acronyms: &Acronyms, aliases: &Aliases) -> Merged {
    let mut groups: HashMap<(EntityKind, Cow<str>), usize> = HashMap::new();
    let mut group_of = Vec::with_capacity(names.len());
    let mut first_name: Vec<usize> = Vec::new();
    for (i, name) in names.iter().enumerate() {
        let key = (name.kind, key(doc, name, acronyms, aliases));
        let group = *groups.entry(key).or_insert_with(|| {
            first_name.push(i);
            first_name.len() - 1
        });
        group_of.push(group);
    }
    let mut target = persons(doc, names, &first_name, &group_of);
    shortened(doc, names, &first_name, &mut target);
    short::find(doc, names, &first_name, &mut target);
    let mut number: HashMap<usize, usize> = HashMap::new();
    let entity = group_of
        .iter()
        .enumerate()
        .map(|(i, &group)| {
            let root = target.of(i, group);
            let next = number.len();
            *number.entry(root).or_insert(next)
        })
        .collect();
    Merged { entity, count: number.len() }
}

/// Where the groups of equal names went.
pub(super) struct Target {
    /// The group that a group belongs to.
    pub(super) group: Vec<usize>,
    /// Names that go elsewhere than their group: a family name that two
    /// persons of the article share.
    single: HashMap<usize, usize>,
}

impl Target {
    fn of(&self, name: usize, group: usize) -> usize {
        self.root(self.single.get(&name).copied().unwrap_or(group))
    }

    /// The group that a group belongs to in the end.
    pub(super) fn root(&self, group: usize) -> usize {
        let mut at = group;
        // Groups point at longer names only, so this ends.
        while let Some(&next) = self.group.get(at).filter(|&&next| next != at) {
            at = next;
        }
        at
    }
}

/// The words that must be equal for two names to be one.
fn key<'a>(doc: &Document<'a>, name: &Name, acronyms: &Acronyms, aliases: &Aliases) -> Cow<'a, str> {
    let words = doc.phrase(name.tokens.clone());
    if let Some(long) = acronyms.long.get(words) {
        return Cow::Owned(long.clone());
    }
    let words = words.strip_prefix("The ").or_else(|| words.strip_prefix("the ")).unwrap_or(words);
    if let Some(long) = aliases.get(words) {
        return Cow::Borrowed(long);
    }
    // "Ministry of Finance" and "Finance Ministry".
    for head in ["Ministry", "Department"] {
        if let Some(field) = words.strip_prefix(head).and_then(|rest| rest.strip_prefix(" of ")) {
            return Cow::Owned(format!("{field} {head}"));
        }
    }
    if name.kind == EntityKind::Group {
        // "Democrat" and "Democrats".
        return Cow::Borrowed(words.strip_suffix('s').unwrap_or(words));
    }
    let odd = words.contains(['\n', '’']) || words.contains("  ");
    if odd {
        let plain = words.split_whitespace().collect::<Vec<_>>().join(" ").replace('’', "'");
        return Cow::Owned(plain);
    }
    if !name.tokens.is_empty() && doc.words[name.tokens.start].all_capitals && words.len() >= 4 {
        // A headline in capitals ("TEHRAN"), or "NATO" and "Nato".
        let plain: Vec<String> = words.split(' ').map(capitalized).collect();
        return Cow::Owned(plain.join(" "));
    }
    Cow::Borrowed(words)
}

/// The first name of a thing by each of its other names.
pub(crate) type Aliases = HashMap<&'static str, &'static str>;

/// Reads the embedded list of other names.
pub(crate) fn aliases() -> Aliases {
    include_str!("../data/aliases.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" = "))
        .flat_map(|(name, others)| others.split(", ").map(move |other| (other, name)))
        .collect()
}

/// Sends shorter names of persons to the longer ones.
fn persons(doc: &Document, names: &[Name], first_name: &[usize], group_of: &[usize]) -> Target {
    let mut target = Target { group: (0..first_name.len()).collect(), single: HashMap::new() };
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); first_name.len()];
    for (name, &group) in group_of.iter().enumerate() {
        members[group].push(name);
    }
    let mut by_last: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut by_first: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut by_middle: HashMap<&str, Vec<usize>> = HashMap::new();
    let is_person = |group: usize| names[first_name[group]].kind == EntityKind::Person;
    let tokens = |group: usize| names[first_name[group]].tokens.clone();
    for group in (0..first_name.len()).filter(|&g| is_person(g) && tokens(g).len() > 1) {
        by_last.entry(bare(doc.word(tokens(group).end - 1))).or_default().push(group);
        by_first.entry(doc.word(tokens(group).start)).or_default().push(group);
        for at in tokens(group).start + 1..tokens(group).end - 1 {
            by_middle.entry(doc.word(at)).or_default().push(group);
        }
    }
    // "John F. Kennedy" and "John Kennedy", "bin Salman" and "Mohammed bin Salman".
    for group in (0..first_name.len()).filter(|&g| is_person(g) && tokens(g).len() > 1) {
        let words = tokens(group);
        let last = bare(doc.word(words.end - 1));
        let namesakes = by_last.get(last).into_iter().flatten().take(MOST_NAMESAKES);
        let begin = by_first.get(doc.word(words.start)).into_iter().flatten().take(MOST_NAMESAKES);
        let mut longer: Vec<usize> = namesakes
            .copied()
            .filter(|&other| {
                other != group
                    && (tokens(other).len() > words.len() && contains(doc, tokens(other), words.clone())
                        || abbreviates(doc, tokens(other), words.clone()))
            })
            .chain(begin.copied().filter(|&other| {
                tokens(other).len() > words.len()
                    && words.clone().zip(tokens(other)).all(|(a, b)| doc.word(a) == doc.word(b))
            }))
            .collect();
        longer.sort_unstable();
        longer.dedup();
        if let [only] = longer[..] {
            target.group[group] = only;
        }
    }
    for group in (0..first_name.len()).filter(|&g| is_person(g) && tokens(g).len() == 1) {
        let at = tokens(group).start;
        // "MR. PATEL" in a transcript, "PATEL" in a headline.
        let shouted = doc.words[at].all_capitals.then(|| capitalized(doc.word(at)));
        let word = shouted.as_deref().unwrap_or(doc.word(at));
        let by_surname = by_last.get(bare(word));
        let roots = |list: Option<&Vec<usize>>| -> Vec<usize> {
            let mut roots: Vec<usize> =
                list.into_iter().flatten().take(MOST_NAMESAKES).map(|&g| target.root(g)).collect();
            roots.sort_unstable();
            roots.dedup();
            roots
        };
        let mut fitting = roots(by_surname);
        if fitting.is_empty() {
            fitting = roots(by_first.get(word));
        }
        if fitting.is_empty() {
            // "Prado" for Gonzalo Prado Ibáñez.
            fitting = roots(by_middle.get(word));
            fitting.truncate(if fitting.len() == 1 { 1 } else { 0 });
        }
        match fitting[..] {
            [] => {}
            // "Mr Thorne" is not Jean Thorne, of whom "she" is said.
            [only] if apart(doc, names, &members, group, only) => {}
            [only] => target.group[group] = only,
            _ => nearest(doc, names, &members, group, &fitting, &mut target),
        }
    }
    target
}

/// The pronoun that the names of a group tell.
fn told(doc: &Document, names: &[Name], members: &[Vec<usize>], group: usize) -> Gender {
    let genders = members.get(group).into_iter().flatten().map(|&name| gender(doc, &names[name]));
    genders.into_iter().find(|g| *g != Gender::Unknown).unwrap_or_default()
}

/// Whether two groups tell different pronouns.
fn apart(doc: &Document, names: &[Name], members: &[Vec<usize>], one: usize, other: usize) -> bool {
    let (one, other) = (told(doc, names, members, one), told(doc, names, members, other));
    one != Gender::Unknown && other != Gender::Unknown && one != other
}

/// More persons than this with one family name are not told apart.
const MOST_NAMESAKES: usize = 16;

/// Each mention of a shared family name goes to its last bearer before it whom
/// its form of address fits: "Mr Lau".
fn nearest(
    doc: &Document,
    names: &[Name],
    members: &[Vec<usize>],
    group: usize,
    fitting: &[usize],
    target: &mut Target,
) {
    let of = |group: usize| members.get(group).into_iter().flatten().map(move |&name| (name, group));
    let mut places: Vec<(usize, usize)> =
        fitting.iter().flat_map(|&bearer| of(bearer)).chain(of(group)).collect();
    places.sort_unstable();
    let genders: Vec<Gender> = fitting.iter().map(|&bearer| told(doc, names, members, bearer)).collect();
    // The bearers, the one who was named last at the end.
    let mut order: Vec<usize> = (0..fitting.len()).rev().collect();
    for (name, named) in places {
        if let Some(bearer) = fitting.iter().position(|&f| f == named) {
            order.retain(|&other| other != bearer);
            order.push(bearer);
            continue;
        }
        let asked = gender(doc, &names[name]);
        let fits = |bearer: &&usize| {
            asked == Gender::Unknown
                || matches!(genders[**bearer], Gender::Unknown)
                || genders[**bearer] == asked
        };
        if let Some(&bearer) = order.iter().rev().find(fits).or(order.last()) {
            target.single.insert(name, fitting[bearer]);
        }
    }
}

/// A family name without the article that some write and some do not.
fn bare(word: &str) -> &str {
    word.strip_prefix("al-")
        .or_else(|| word.strip_prefix("Al-"))
        .or_else(|| word.strip_prefix("el-"))
        .unwrap_or(word)
}

/// Whether the longer name holds the words of the shorter one: as its end, or
/// with further names between first and last.
fn contains(doc: &Document, long: std::ops::Range<usize>, short: std::ops::Range<usize>) -> bool {
    let ends =
        doc.words[long.end - short.len()..long.end].iter().zip(&doc.words[short.clone()]).enumerate().all(
            |(nth, (a, b))| {
                let (long, short) = (a.span.of(doc.text), b.span.of(doc.text));
                // "Van der Meulen" at the start of a sentence.
                long == short || nth == 0 && !a.capital && b.capital && long.eq_ignore_ascii_case(short)
            },
        );
    let first = doc.word(long.start) == doc.word(short.start);
    let middle = short.len() == 2
        || short
            .clone()
            .skip(1)
            .all(|i| long.clone().any(|j| doc.word(i) == doc.word(j)) || is_initial(doc.word(i)));
    ends || (first && middle)
}

/// "J. Pell" for Jarrod Pell.
fn abbreviates(doc: &Document, long: std::ops::Range<usize>, short: std::ops::Range<usize>) -> bool {
    let (given, initial) = (doc.word(long.start), doc.word(short.start));
    let letter = initial.trim_end_matches('.');
    short.len() == 2
        && letter.chars().count() == 1
        && given.chars().count() > 2
        && given.starts_with(letter)
        && doc.word(long.end - 1) == doc.word(short.end - 1)
}

/// "Safaricom" and "Safaricom Ltd", "State Department" and "US State Department".
fn shortened(doc: &Document, names: &[Name], first_name: &[usize], target: &mut Target) {
    let mut longer: HashMap<&str, Vec<usize>> = HashMap::new();
    let organization = |group: usize| names[first_name[group]].kind == EntityKind::Organization;
    for group in (0..first_name.len()).filter(|&g| organization(g)) {
        let tokens = names[first_name[group]].tokens.clone();
        if tokens.len() < 2 {
            continue;
        }
        if doc.classes(tokens.end - 1).any(Classes::SUFFIX) {
            longer.entry(doc.phrase(tokens.start..tokens.end - 1)).or_default().push(group);
        }
        if tokens.len() > 2 && doc.classes(tokens.start).any(Classes::GROUP.with(Classes::COUNTRY)) {
            longer.entry(doc.phrase(tokens.start + 1..tokens.end)).or_default().push(group);
        }
    }
    for group in (0..first_name.len()).filter(|&g| organization(g)) {
        let words = doc.phrase(names[first_name[group]].tokens.clone());
        if let Some([only]) = longer.get(words).map(Vec::as_slice)
            && *only != group
        {
            target.group[group] = *only;
        }
    }
}
