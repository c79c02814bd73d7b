//! Which names mean one thing.
//!
//! Persons are one where a shorter name ends or starts a longer one and only
//! one longer name fits; everything else is one only under the same words, a
//! listed alias, or a short form that the article introduces. So say the rules; what
//! the corpus taught of short forms has the last word ([`super::link`]).

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::acronyms::{Acronyms, is_short};
use super::link::{ANSWERS, Forms};
use super::names::Name;
use super::namesakes::Namesakes;
use super::short;
use super::sport::Link;
use crate::nlp::EntityKind;
use crate::nlp::document::Document;
use crate::nlp::fold::folded;
use crate::nlp::gazetteer::lines;
use crate::nlp::lexicon::Lexicon;
use crate::nlp::tagger::{Model, Verdicts};
use crate::nlp::token::is_initial;

/// Which entity each name belongs to: indices below the count of entities.
pub(crate) struct Merged {
    /// The entity of each name, in the names' order.
    pub entity: Vec<usize>,
    /// Number of entities.
    pub count: usize,
}

/// What the article tells of its names before they are merged.
#[derive(Clone, Copy)]
pub(crate) struct Shorts<'k> {
    /// Teams that go by their towns.
    pub teams: &'k [Link],
    /// Short forms introduced in parentheses.
    pub acronyms: &'k Acronyms,
    /// Other names of well-known things.
    pub aliases: &'k Aliases,
    /// How likely each kind is for a name.
    pub verdicts: &'k Verdicts,
}

/// Merges `names` into entities numbered by first mention: by the rules, then by what
/// `links` has learnt of short forms.
pub(crate) fn merge(
    doc: &Document,
    lexicon: &Lexicon,
    names: &[Name],
    shorts: Shorts,
    links: Option<&Model<ANSWERS>>,
) -> Merged {
    let Groups { group_of, first_name, mut target } = by_rules(doc, lexicon, names, shorts);
    if let Some(links) = links {
        let shared = target.shared(&group_of);
        let forms = Forms::new(doc, lexicon, (names, shorts.verdicts), &first_name, &group_of);
        forms.link(links, &mut target, |group| shared.contains(&group));
    }
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

/// Two forms of names that may name one thing: the features of the pair, and the names of
/// both.
#[cfg(feature = "train")]
pub(crate) struct Pair {
    /// What speaks for and against it.
    pub features: Vec<u64>,
    /// The names of the form that may be a short one.
    pub short: Vec<usize>,
    /// The names of the other.
    pub long: Vec<usize>,
}

/// The pairs of forms that [`merge`] weighs.
#[cfg(feature = "train")]
pub(crate) fn pairs(doc: &Document, lexicon: &Lexicon, names: &[Name], shorts: Shorts) -> Vec<Pair> {
    let Groups { group_of, first_name, target } = by_rules(doc, lexicon, names, shorts);
    let shared = target.shared(&group_of);
    let forms = Forms::new(doc, lexicon, (names, shorts.verdicts), &first_name, &group_of);
    let pairs = forms.pairs(&target, |group| shared.contains(&group));
    let pair = |(features, short, long): (_, usize, usize)| Pair {
        features,
        short: forms.members[short].clone(),
        long: forms.members[long].clone(),
    };
    pairs.into_iter().map(pair).collect()
}

/// The groups of equal names.
struct Groups {
    /// The group of each name.
    group_of: Vec<usize>,
    /// The first name of each group.
    first_name: Vec<usize>,
    /// Where the rules send them.
    target: Target,
}

fn by_rules(doc: &Document, lexicon: &Lexicon, names: &[Name], shorts: Shorts) -> Groups {
    let mut groups: HashMap<(EntityKind, Cow<str>), usize> = HashMap::new();
    let mut group_of = Vec::with_capacity(names.len());
    let mut first_name: Vec<usize> = Vec::new();
    for (i, name) in names.iter().enumerate() {
        let key = (name.kind, key(doc, name, shorts.acronyms, shorts.aliases));
        let group = *groups.entry(key).or_insert_with(|| {
            first_name.push(i);
            first_name.len() - 1
        });
        group_of.push(group);
    }
    let namesakes = Namesakes::new(doc, lexicon, names, first_name.len(), &group_of);
    let mut target = persons(doc, names, &first_name, &namesakes);
    short::formal(doc, names, &first_name, &mut target);
    members(&groups, &mut target);
    for &(short, long) in shorts.teams {
        let (short, long) = (group_of[short], target.root(group_of[long]));
        if target.group[short] == short && long != short {
            target.group[short] = long;
        }
    }
    short::find(doc, lexicon, names, &first_name, &mut target);
    known_as(doc, names, &group_of, &mut target);
    Groups { group_of, first_name, target }
}

/// "Houthi" is of the Houthis where these are an organization.
fn members(groups: &HashMap<(EntityKind, Cow<str>), usize>, target: &mut Target) {
    for ((kind, words), &group) in groups {
        let all = || (EntityKind::Organization, Cow::Owned(format!("{}s", folded(words))));
        if matches!(kind, EntityKind::Group | EntityKind::Organization)
            && words.starts_with(char::is_alphabetic)
            && !words.contains(' ')
            && let Some(&all) = groups.get(&all())
        {
            target.group[group] = all;
        }
    }
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

    /// The groups of which some names go elsewhere.
    fn shared(&self, group_of: &[usize]) -> HashSet<usize> {
        self.single.keys().map(|&name| group_of[name]).collect()
    }

    /// The group that a group belongs to in the end.
    pub(super) fn root(&self, group: usize) -> usize {
        let mut at = group;
        // No group is sent to one that comes from it, so this ends.
        while let Some(&next) = self.group.get(at).filter(|&&next| next != at) {
            at = next;
        }
        at
    }
}

/// The words that must be equal for two names to be one.
fn key<'k>(doc: &Document<'k>, name: &Name, acronyms: &'k Acronyms, aliases: &Aliases) -> Cow<'k, str> {
    let words = doc.phrase(name.tokens.clone());
    // What a short form stands for is turned round like the long form itself.
    let words = acronyms.long.get(words).map_or(words, String::as_str);
    let words = words.strip_prefix("The ").or_else(|| words.strip_prefix("the ")).unwrap_or(words);
    let words = aliases.get(words).copied().unwrap_or(words);
    // "Ministry of Finance" and "Finance Ministry".
    for head in ["Ministry", "Department"] {
        if let Some(field) = words.strip_prefix(head).and_then(|rest| rest.strip_prefix(" of ")) {
            return Cow::Owned(format!("{field} {head}").replace('’', "'").to_lowercase());
        }
    }
    if name.kind == EntityKind::Place {
        // "Municipality of Wabigann" and "Wabigann".
        if let Some(county) = words.strip_prefix("Co ").or_else(|| words.strip_prefix("Co. ")) {
            return Cow::Owned(folded(county).into_owned());
        }
        for head in ["Municipality", "Township", "Town", "Village", "Kingdom"] {
            if let Some(place) = words.strip_prefix(head).and_then(|rest| rest.strip_prefix(" of ")) {
                return Cow::Owned(folded(place).into_owned());
            }
        }
    }
    if name.kind == EntityKind::Group {
        // "Democrat" and "Democrats".
        return Cow::Borrowed(words.strip_suffix('s').unwrap_or(words));
    }
    let odd = words.contains(['\n', '’']) || words.contains("  ");
    let words = match odd {
        true => Cow::Owned(words.split_whitespace().collect::<Vec<_>>().join(" ").replace('’', "'")),
        false => Cow::Borrowed(words),
    };
    // A headline in capitals ("TEHRAN"), "NATO" and "Nato", a disease at the start of
    // a sentence: capitals tell only short words apart.
    if words.len() >= 4 { Cow::Owned(folded(&words).into_owned()) } else { words }
}

/// The first name of a thing by each of its other names.
pub(crate) type Aliases = HashMap<&'static str, &'static str>;

/// Reads the embedded list of other names, and which words for a people belong together:
/// "Danish", "Dane", "Danes", but not "Kiwi" of the New Zealanders.
pub(crate) fn aliases() -> Aliases {
    let peoples = lines(include_str!("../data/countries.txt")).filter_map(|line| {
        let (first, others) = line.split('|').nth(2)?.trim().split_once(", ")?;
        Some((first, others))
    });
    let peoples = peoples.flat_map(|(first, others)| {
        let alike = move |other: &&str| first.as_bytes().get(..2) == other.as_bytes().get(..2);
        others.split(", ").filter(alike).map(move |other| (other, first))
    });
    let others = lines(include_str!("../data/aliases.txt"))
        .filter_map(|line| line.split_once(" = "))
        .flat_map(|(name, others)| others.split(", ").map(move |other| (other, name)));
    peoples.chain(others).collect()
}

/// Sends shorter names of persons to the longer ones.
fn persons(doc: &Document, names: &[Name], first_name: &[usize], namesakes: &Namesakes) -> Target {
    let mut target = Target { group: (0..first_name.len()).collect(), single: HashMap::new() };
    let mut by_last: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_first: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_middle: HashMap<String, Vec<usize>> = HashMap::new();
    let is_person = |group: usize| names[first_name[group]].kind == EntityKind::Person;
    // Without the apostrophe of "’Malerato".
    let tokens = |group: usize| {
        let tokens = names[first_name[group]].tokens.clone();
        tokens.start + usize::from(!doc.is_word(tokens.start) && tokens.len() > 1)..tokens.end
    };
    // In capitals as well: "MR. PATEL" in a transcript, "PATEL" in a headline.
    let word = |at: usize| doc.word(at).to_lowercase();
    let mut long: Vec<usize> =
        (0..first_name.len()).filter(|&g| is_person(g) && tokens(g).len() > 1).collect();
    for &group in &long {
        let words = tokens(group);
        let last = surname(doc, words.clone());
        by_last.entry(bare(&word(last)).to_string()).or_default().push(group);
        by_first.entry(word(words.start)).or_default().push(group);
        for at in words.start + 1..last {
            // What stands before "binti" is the name that all use.
            match doc.word(at + 1) {
                next if is_patronymic(next) => &mut by_last,
                _ => &mut by_middle,
            }
            .entry(word(at))
            .or_default()
            .push(group);
        }
        if is_patronymic(doc.word(words.start + 1)) {
            by_last.entry(word(words.start)).or_default().push(group);
        }
    }
    let letters = |word: &str| word.chars().take(3).collect::<String>();
    let mut by_first_letters: HashMap<String, Vec<usize>> = HashMap::new();
    for &group in &long {
        let bearers = by_first_letters.entry(letters(&word(tokens(group).start))).or_default();
        if bearers.len() < MOST_NAMESAKES {
            bearers.push(group);
        }
    }
    // "John F. Kennedy" and "John Kennedy", "bin Salman" and "Mohammed bin Salman";
    // the longest first, so that all go to one.
    long.sort_by_key(|&group| std::cmp::Reverse(tokens(group).len()));
    let mut shared: Vec<(usize, Vec<usize>)> = Vec::new();
    for &group in &long {
        let words = tokens(group);
        let last = word(surname(doc, words.clone()));
        let namesakes = by_last.get(bare(&last)).into_iter().flatten().take(MOST_NAMESAKES);
        let begin = by_first.get(&word(words.start)).into_iter().flatten().take(MOST_NAMESAKES);
        let mut longer: Vec<usize> = namesakes
            .copied()
            .filter(|&other| {
                other != group
                    && (tokens(other).len() > words.len() && contains(doc, tokens(other), words.clone())
                        || abbreviates(doc, tokens(other), words.clone()))
            })
            .chain(begin.copied().filter(|&other| {
                tokens(other).len() > words.len()
                    && words.clone().zip(tokens(other)).all(|(a, b)| same(doc.word(a), doc.word(b)))
            }))
            .map(|other| target.root(other))
            .collect();
        longer.sort_unstable();
        longer.dedup();
        let ends = |&other: &usize| {
            let (long, short) = (tokens(other), words.clone());
            long.len() > short.len()
                && short.rev().zip(long.rev()).all(|(a, b)| same(doc.word(a), doc.word(b)))
        };
        match longer[..] {
            [only] if only != group => target.group[group] = only,
            // "Van Alstyne" of Ned and Kit Van Alstyne.
            [_, _, ..] if longer.iter().all(ends) => shared.push((group, longer)),
            _ => {}
        }
    }
    let mut groups_of: HashMap<usize, Vec<usize>> = HashMap::new();
    // What several share is none of them.
    let names_of_several: HashSet<usize> = shared.iter().map(|(group, _)| *group).collect();
    for &group in long.iter().filter(|group| !names_of_several.contains(group)) {
        groups_of.entry(target.root(group)).or_default().push(group);
    }
    for group in (0..first_name.len()).filter(|&g| is_person(g) && tokens(g).len() == 1) {
        let word = word(tokens(group).start);
        let roots = |list: Option<&Vec<usize>>| -> Vec<usize> {
            let list = list.into_iter().flatten().take(MOST_NAMESAKES);
            let mut roots: Vec<usize> =
                list.map(|&g| target.root(g)).filter(|root| !names_of_several.contains(root)).collect();
            roots.sort_unstable();
            roots.dedup();
            roots
        };
        let mut fitting = roots(by_last.get(bare(&word)));
        if fitting.is_empty() {
            fitting = roots(by_first.get(&word));
        }
        if fitting.is_empty() {
            // "Prado" for Gonzalo Prado Ibáñez.
            fitting = roots(by_middle.get(&word));
            fitting.truncate(if fitting.len() == 1 { 1 } else { 0 });
        }
        if fitting.is_empty() && word.chars().count() > 3 {
            // "Stan" of Stanley Mott.
            let mut by_start: Vec<usize> = by_first_letters
                .get(&letters(&word))
                .into_iter()
                .flatten()
                .filter(|&&g| doc.word(tokens(g).start).to_lowercase().starts_with(&word))
                .map(|&g| target.root(g))
                .collect();
            by_start.sort_unstable();
            by_start.dedup();
            fitting.extend(by_start.first().filter(|_| by_start.len() == 1));
        }
        match fitting[..] {
            [] => {}
            // "Mr Thorne" is not Jean Thorne, of whom "she" is said.
            [only] if namesakes.apart(group, only) => {}
            [only] => target.group[group] = only,
            _ => shared.push((group, fitting)),
        }
    }
    for (group, fitting) in shared {
        let bearers: Vec<Vec<usize>> =
            fitting.iter().map(|root| groups_of.get(root).cloned().unwrap_or_default()).collect();
        for (name, bearer) in namesakes.choose(group, &bearers) {
            target.single.insert(name, fitting[bearer]);
        }
    }
    target
}

/// "Amenya Fiadzoli IV, known in private life as Desmond Agbeko", "the secretariat,
/// also known as": two names of one kind are one.
fn known_as(doc: &Document, names: &[Name], group_of: &[usize], target: &mut Target) {
    for (nth, pair) in names.windows(2).enumerate() {
        let [one, other] = pair else { continue };
        let between = one.tokens.end..other.tokens.start;
        let known = between.clone().find(|&at| doc.word(at) == "known");
        let alike = one.kind == other.kind && !matches!(one.kind, EntityKind::Date | EntityKind::Money);
        // "the Federation of Salt Workers, or FTS,"
        let short = other.tokens.len() == 1 && one.tokens.len() > 1 && is_short(doc.word(other.tokens.start));
        let or = between.len() == 2 && doc.word(between.start) == "," && doc.word(between.start + 1) == "or";
        if alike && short && or {
            join(nth, group_of, target);
            continue;
        }
        let (Some(known), true) = (known, alike && between.len() <= 8) else { continue };
        let before = (between.start..known).all(|at| {
            let word = doc.word(at);
            matches!(word, "," | "(" | "–" | "—" | "-") || word.ends_with("ly") || ADVERBS.contains(&word)
        });
        let behind = doc.word(between.end - 1);
        let as_name = behind == "as" || behind == "the" && doc.word(between.end - 2) == "as";
        let plain = between.clone().all(|at| !doc.is_capital(at) && !matches!(doc.word(at), "." | ";"));
        if before && as_name && plain {
            join(nth, group_of, target);
        }
    }
}

/// Makes one of the groups of a name and the next.
fn join(nth: usize, group_of: &[usize], target: &mut Target) {
    if let [a, b] = group_of[nth..nth + 2] {
        let (a, b) = (target.root(a), target.root(b));
        if a != b {
            target.group[b] = a;
        }
    }
}

/// Words before "known as" that leave the name before it who is known.
const ADVERBS: [&str; 8] = ["also", "better", "once", "now", "then", "who", "is", "was"];

/// More persons than this with one family name are not told apart.
const MOST_NAMESAKES: usize = 16;

/// The last word of a person's name that is no "Jr." and no number.
fn surname(doc: &Document, tokens: Range<usize>) -> usize {
    let counts = |at: &usize| {
        matches!(doc.word(*at), "Jr" | "Jr." | "Sr" | "Sr." | "II" | "III" | "IV" | "V" | "VI" | "VII")
    };
    tokens.clone().skip(1).rev().find(|at| !counts(at)).unwrap_or(tokens.start)
}

/// Words between a person's name and that of the father.
pub(super) fn is_patronymic(word: &str) -> bool {
    matches!(word, "bin" | "binti" | "binte" | "bte" | "bint" | "anak" | "ak" | "ibn" | "ben")
}

/// Whether two words are one but for their capitals.
fn same(one: &str, other: &str) -> bool {
    one == other || one.to_lowercase() == other.to_lowercase()
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
fn contains(doc: &Document, long: Range<usize>, short: Range<usize>) -> bool {
    let last = surname(doc, long.clone()) + 1;
    let tail = last.checked_sub(short.len()).filter(|&from| from >= long.start);
    let ends = tail.is_some_and(|from| {
        // "Van der Meulen" at the start of a sentence.
        (from..last).zip(short.clone()).all(|(a, b)| same(doc.word(a), doc.word(b)))
    });
    let first = same(doc.word(long.start), doc.word(short.start));
    let middle = short.len() == 2
        || short
            .clone()
            .skip(1)
            .all(|i| long.clone().any(|j| doc.word(i) == doc.word(j)) || is_initial(doc.word(i)));
    // "Winnie Gillingham" of Edwina “Winnie” Gillingham.
    let nickname = short.len() == 2
        && same(doc.word(last - 1), doc.word(short.end - 1))
        && long.clone().skip(1).any(|at| {
            matches!(doc.word(at - 1), "“" | "\"" | "‘") && same(doc.word(at), doc.word(short.start))
        });
    ends || (first && middle) || nickname
}

/// "J. Pell" for Jarrod Pell, "H du Plooy" for Hannes du Plooy.
pub(super) fn abbreviates(doc: &Document, long: Range<usize>, short: Range<usize>) -> bool {
    let (given, initial) = (doc.word(long.start), doc.word(short.start));
    let letter = initial.trim_end_matches('.');
    let initials = short.clone().take_while(|&at| is_letter(doc.word(at))).count();
    let rest = short.start + initials..short.end;
    !rest.is_empty()
        && rest.len() < long.len()
        && initials > 0
        && given.chars().count() > 2
        && given.starts_with(letter)
        && rest.clone().zip(long.end - rest.len()..long.end).all(|(a, b)| same(doc.word(a), doc.word(b)))
}

/// Whether a word is one capital, with or without its full stop.
pub(super) fn is_letter(word: &str) -> bool {
    let letter = word.trim_end_matches('.');
    letter.chars().count() == 1 && letter.chars().all(char::is_uppercase)
}
