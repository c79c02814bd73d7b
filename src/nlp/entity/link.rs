//! Which longer form of a name a short one stands for, by what the corpus taught.
//!
//! The rules of [`super::merge`] speak first; what they said is among the features, and
//! they are trusted unless much speaks against them. Each form of a name is weighed
//! against every other form of the article that it may come from: one that has its
//! words, its initials or its beginning, that stands beside it in brackets, or that the
//! lists know under both names. The likeliest is taken, if any is likely (a ranking of
//! pairs, as by Denis and Baldridge 2008).

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

use super::letters::{acronym, bare, first_letter, initials, loosely, syllables};
use super::merge::Target;
use super::names::Name;
use super::parts::is_within;
use crate::nlp::EntityKind;
use crate::nlp::document::Document;
use crate::nlp::fold::folded;
use crate::nlp::gazetteer::Classes;
use crate::nlp::lexicon::Lexicon;
use crate::nlp::tagger::{Model, VERDICTS, Verdicts, verdict};
use crate::nlp::words::spelt;

/// Whether two forms name one thing: no, yes.
pub(crate) const ANSWERS: usize = 2;

/// The lead of what the rules have linked and of what the lists know, in nats.
const TRUST: i32 = 3;

/// By how much two names of different kinds must be likelier one than not, in nats, where
/// no rule has linked them: a city is more than the school that is named after it.
const DOUBT: i32 = 1;

/// As many longer forms under one word, beginning or letter are looked at.
const MOST: usize = 24;

/// As many forms of an article are looked up in the list of other names.
const LISTED: usize = 256;

/// As many pairs of forms are weighed; a text of a megabyte has fewer, and where there are
/// more the rules are left their say.
const PAIRS: usize = 20_000;

/// As many places of a form are looked at.
pub(super) const PLACES: usize = 6;

/// As many words may stand between two names that are said to be one.
const BETWEEN: usize = 5;

/// How one form may come from another. The numbers are features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// The same words, of another kind.
    Same = 1,
    /// The longer form's first words.
    Begins,
    /// Its last words.
    Ends,
    /// Words from its middle.
    Inside,
    /// Some of its words, in their order.
    Scattered,
    /// Its initials.
    Initials,
    /// Letters of a long acronym: some of its words' first ones, in their order.
    Letters,
    /// Beginnings of some of its words, put together: "Nadra" of the National Database and
    /// Registration Authority.
    Syllables,
    /// Beginnings or initials of some of its words, and others whole: "UD Ebro".
    Loose,
    /// A word that begins like one of it: "Jordy" of Jordan Hale.
    Alike,
    /// A form of address before one of its words: "Auntie Sina".
    Titled,
    /// Beside it in brackets, or by "or" and "known as".
    Beside,
    /// Another name on the lists: "Bucs" of Orlando Pirates.
    Listed,
    /// None of these, but the rules say so.
    Ruled,
}

/// The forms of an article's names, each with all its places.
pub(super) struct Forms<'d, 'a> {
    pub(super) doc: &'d Document<'a>,
    pub(super) lexicon: &'d Lexicon,
    pub(super) names: &'d [Name],
    /// Of each form the first name.
    first_name: &'d [usize],
    /// The form of each name.
    form_of: &'d [usize],
    /// The names of each form.
    pub(super) members: Vec<Vec<usize>>,
    /// How likely each verdict is for each form: the sum over its weighed names, and how
    /// many these are.
    pub(super) weighed: Vec<([i64; VERDICTS], i64)>,
    /// The words of each form, in small letters; marks are none.
    pub(super) words: Vec<Vec<String>>,
    /// Forms of several words by each of these.
    by_word: HashMap<String, Vec<usize>>,
    /// Forms by the first three letters of each longer word.
    by_start: HashMap<String, Vec<usize>>,
    by_initials: HashMap<String, Vec<usize>>,
    by_phrase: HashMap<String, Vec<usize>>,
    /// Forms of more than two words by their first letter.
    by_letter: HashMap<char, Vec<usize>>,
}

impl<'d, 'a> Forms<'d, 'a> {
    /// Gathers the names of each form; `first_name` and `form_of` as [`super::merge`]
    /// has them.
    pub(super) fn new(
        doc: &'d Document<'a>,
        lexicon: &'d Lexicon,
        (names, verdicts): (&'d [Name], &'d Verdicts),
        first_name: &'d [usize],
        form_of: &'d [usize],
    ) -> Self {
        let mut members = vec![Vec::new(); first_name.len()];
        let mut weighed = vec![([0; VERDICTS], 0); first_name.len()];
        for (name, &form) in form_of.iter().enumerate() {
            members[form].push(name);
            if let Some(worth) = verdicts.get(&names[name].tokens) {
                let (sum, count) = &mut weighed[form];
                sum.iter_mut().zip(worth).for_each(|(sum, &own)| *sum += i64::from(own));
                *count += 1;
            }
        }
        let mut forms = Self {
            doc,
            lexicon,
            names,
            first_name,
            form_of,
            members,
            weighed,
            words: Vec::with_capacity(first_name.len()),
            by_word: HashMap::new(),
            by_start: HashMap::new(),
            by_initials: HashMap::new(),
            by_phrase: HashMap::new(),
            by_letter: HashMap::new(),
        };
        for form in 0..first_name.len() {
            let plain = forms.name(form).words(doc);
            let words: Vec<String> = plain.iter().map(|w| w.to_lowercase().replace('’', "'")).collect();
            if forms.is_name(form) && !words.is_empty() {
                forms.index(form, &plain, &words);
            }
            forms.words.push(words);
        }
        forms
    }

    fn index(&mut self, form: usize, plain: &[&str], words: &[String]) {
        fn put<K: Hash + Eq>(map: &mut HashMap<K, Vec<usize>>, key: K, form: usize) {
            let forms = map.entry(key).or_default();
            if forms.len() < MOST && forms.last() != Some(&form) {
                forms.push(form);
            }
        }
        put(&mut self.by_phrase, words.join(" "), form);
        for word in words {
            if words.len() > 1 {
                put(&mut self.by_word, word.clone(), form);
            }
            if word.chars().count() > 3 {
                put(&mut self.by_start, start(word), form);
            }
        }
        if words.len() > 1 {
            for letters in initials(plain) {
                put(&mut self.by_initials, letters, form);
            }
        }
        if words.len() > 2
            && let Some(letter) = first_letter(&words[0])
        {
            put(&mut self.by_letter, letter, form);
        }
    }

    /// Whether a form is a name, not a date or an amount.
    fn is_name(&self, form: usize) -> bool {
        verdict(self.name(form).kind) > 0
    }

    /// The first name of a form.
    pub(super) fn name(&self, form: usize) -> &'d Name {
        &self.names[self.first_name[form]]
    }

    /// Whether another form is longer, or as long and more frequent or earlier: so no
    /// two forms are found to come from each other.
    fn is_longer(&self, other: usize, form: usize) -> bool {
        let size = |form: usize| {
            let letters: usize = self.words[form].iter().map(|word| word.chars().count()).sum();
            (self.words[form].len(), letters, self.members[form].len(), std::cmp::Reverse(form))
        };
        size(other) > size(form)
    }

    /// The forms that a form may come from, each once.
    fn candidates(&self, form: usize, target: &Target) -> Vec<(usize, Relation)> {
        let mut out: Vec<(usize, Relation)> = Vec::new();
        let words = &self.words[form];
        let (Some(first), Some(last), true) = (words.first(), words.last(), self.is_name(form)) else {
            return out;
        };
        let parted = self.parted(form);
        let mut add = |other: usize, relation: Relation| {
            let free = matches!(relation, Relation::Titled | Relation::Listed);
            if other != form
                && !parted(self.name(other).kind)
                && (free || self.is_longer(other, form))
                && !out.iter().any(|(known, _)| *known == other)
            {
                out.push((other, relation));
            }
        };
        for other in self.listed(form) {
            add(other, Relation::Listed);
        }
        for other in near(&self.by_phrase, &words.join(" ")) {
            add(other, Relation::Same);
        }
        for other in near(&self.by_word, first) {
            if let Some(relation) = parts(words, &self.words[other]) {
                add(other, relation);
            }
        }
        let plain = self.name(form).words(self.doc);
        let letters = if let [only] = plain[..] { acronym(only) } else { None };
        if let Some(letters) = &letters {
            for other in near(&self.by_initials, letters) {
                add(other, Relation::Initials);
            }
        }
        if words.len() == 1 && first.chars().count() > 2 {
            for other in near(&self.by_start, &start(first)) {
                add(other, Relation::Alike);
            }
        }
        if self.is_titled(form) {
            let rest = &words[1..];
            for other in near(&self.by_word, &rest[0]).chain(near(&self.by_phrase, &rest[0])) {
                let long = &self.words[other];
                if rest.iter().all(|word| long.contains(word)) && !long.contains(first) {
                    add(other, Relation::Titled);
                }
            }
        }
        if words.len() > 1 {
            for other in near(&self.by_start, &start(first)).chain(near(&self.by_word, last)) {
                if loosely(words, &plain, &self.words[other]) {
                    add(other, Relation::Loose);
                }
            }
        }
        if let Some(letters) = letters.filter(|letters| letters.chars().count() > 2) {
            let letters = folded(&letters).into_owned();
            for other in letters.chars().next().into_iter().flat_map(|letter| near(&self.by_letter, &letter))
            {
                let mut rest = self.words[other].iter().filter_map(|word| first_letter(word));
                if letters.chars().all(|letter| rest.any(|first| first == letter)) {
                    add(other, Relation::Letters);
                }
            }
        }
        if words.len() == 1 && first.chars().count() > 3 {
            let word = folded(first);
            for other in word.chars().next().into_iter().flat_map(|letter| near(&self.by_letter, &letter)) {
                let long: Vec<_> = self.words[other].iter().map(|word| folded(bare(word))).collect();
                if syllables(&word, &long.iter().map(AsRef::as_ref).collect::<Vec<_>>()) {
                    add(other, Relation::Syllables);
                }
            }
        }
        for other in self.beside(form) {
            add(other, Relation::Beside);
        }
        let root = target.root(form);
        if root != form && !out.iter().any(|(other, _)| target.root(*other) == root) {
            out.push((target.group[form], Relation::Ruled));
        }
        out
    }

    /// Whether a form can be of nothing of a kind: "Mr Valdenegro" of no company, and the
    /// place that somebody is in of no school.
    fn parted(&self, form: usize) -> impl Fn(EntityKind) -> bool + use<> {
        let mut members = self.members[form].iter().map(|&name| &self.names[name]);
        let place = self.words[form].len() == 1
            && members.clone().any(|name| name.kind == EntityKind::Place && is_within(self.doc, name));
        let addressed = |name: &Name| {
            let title = name.title.as_ref().map_or(0, |title| title.start);
            let told = self.doc.classes(title).any(Classes::MR.with(Classes::MS));
            name.kind == EntityKind::Person && name.title.is_some() && told
        };
        let person = members.any(addressed);
        move |kind| place && kind == EntityKind::Organization || person && kind != EntityKind::Person
    }

    /// Whether a form is a form of address with one or two names behind it.
    fn is_titled(&self, form: usize) -> bool {
        let words = &self.words[form];
        matches!(words.len(), 2 | 3)
            && (self.doc.classes(self.name(form).tokens.start).any(Classes::HONORIFIC)
                || self.lexicon.words.heads(&words[0]).is_title())
    }

    /// The forms of which the lists know this one as another name, "Bucs" of Orlando
    /// Pirates, "Jordy" of Jordan Hale, "Bob Ray" of Robert Ray.
    fn listed(&self, form: usize) -> Vec<usize> {
        let lists = &self.lexicon.words;
        let words = &self.words[form];
        let (whole, first) = (spelt(&words.join(" ")), spelt(&words[0]));
        if !(lists.is_other(&whole) || words.len() == 2 && lists.is_other(&first)) {
            return Vec::new();
        }
        let fits = |&other: &usize| {
            let long = &self.words[other];
            let Some(given) = long.first().filter(|_| other != form && self.is_name(other)) else {
                return false;
            };
            let person = long.len() > 1 && self.name(other).kind == EntityKind::Person;
            let family = words.len() == 2 && long.last() == words.last();
            lists.stands_for(&whole, &spelt(&long.join(" ")))
                || person && words.len() == 1 && lists.stands_for(&whole, &spelt(given))
                || person && family && lists.stands_for(&first, &spelt(given))
        };
        (0..self.words.len().min(LISTED)).filter(fits).collect()
    }

    /// The forms that are said to be this one: "Salt Workers' League (FTS)", "Quiet
    /// Nights, or Shizukana Yoru".
    fn beside(&self, form: usize) -> Vec<usize> {
        let doc = self.doc;
        let mut out = Vec::new();
        for &name in self.members[form].iter().take(PLACES) {
            for other in [name.checked_sub(1), Some(name + 1)].into_iter().flatten() {
                let (Some(two), Some(&to)) = (self.names.get(other), self.form_of.get(other)) else {
                    continue;
                };
                let between = between(&self.names[name], two);
                let together =
                    doc.sentence_of(self.names[name].tokens.start) == doc.sentence_of(two.tokens.start);
                let near = together && (1..=BETWEEN).contains(&between.len());
                if near && between.into_iter().any(|at| SAYING.contains(&doc.word(at))) {
                    out.push(to);
                }
            }
        }
        out
    }

    /// How many things the candidates are, as the rules have them.
    fn rivals(candidates: &[(usize, Relation)], target: &Target) -> usize {
        let mut roots: Vec<usize> = candidates.iter().map(|(other, _)| target.root(*other)).collect();
        roots.sort_unstable();
        roots.dedup();
        roots.len()
    }

    /// Every pair of forms that is weighed: the features, and both forms. Forms that
    /// `fixed` holds for stay where they are.
    #[cfg(feature = "train")]
    pub(super) fn pairs(
        &self,
        target: &Target,
        fixed: impl Fn(usize) -> bool,
    ) -> Vec<(Vec<u64>, usize, usize)> {
        let mut out = Vec::new();
        for form in (0..self.words.len()).filter(|&form| !fixed(form)) {
            let candidates = self.candidates(form, target);
            let rivals = Self::rivals(&candidates, target);
            for (other, relation) in candidates {
                out.push((self.evidence((form, other), relation, rivals, target), form, other));
            }
        }
        out
    }

    /// Decides where each form goes, but for those that `fixed` holds for.
    pub(super) fn link(&self, model: &Model<ANSWERS>, target: &mut Target, fixed: impl Fn(usize) -> bool) {
        let mut links: Vec<(usize, Option<usize>)> = Vec::new();
        let mut weighed = 0;
        for form in (0..self.words.len()).filter(|&form| !fixed(form)) {
            let candidates = self.candidates(form, target);
            weighed += candidates.len();
            if candidates.is_empty() {
                continue;
            }
            if weighed > PAIRS {
                break;
            }
            let rivals = Self::rivals(&candidates, target);
            let mut best = (0, None);
            for (other, relation) in candidates {
                let mut scores = model.start();
                model.add(&self.evidence((form, other), relation, rivals, target), &mut scores);
                let ruled = target.root(other) == target.root(form);
                let lead = if ruled || relation == Relation::Listed {
                    TRUST
                } else if self.name(form).kind != self.name(other).kind {
                    -DOUBT
                } else {
                    0
                };
                let score = scores[1] - scores[0] + lead * model.unit();
                if score > best.0 {
                    best = (score, Some(other));
                }
            }
            links.push((form, best.1));
        }
        for (form, _) in &links {
            target.group[*form] = *form;
        }
        for (form, link) in links {
            // What goes round in a circle is left open.
            if let Some(other) = link.filter(|&other| target.root(other) != form) {
                target.group[form] = other;
            }
        }
    }
}

/// Words and marks between two names that may be one.
const SAYING: [&str; 20] = [
    "(",
    "or",
    "called",
    "known",
    "formerly",
    "nicknamed",
    "alias",
    "aka",
    "a.k.a.",
    "dubbed",
    "named",
    "as",
    "once",
    "now",
    "“",
    "\"",
    "–",
    "—",
    "/",
    "née",
];

/// The tokens between two names.
pub(super) fn between(one: &Name, other: &Name) -> std::ops::Range<usize> {
    let (first, second) = if one.tokens.start <= other.tokens.start { (one, other) } else { (other, one) };
    first.tokens.end..second.tokens.start.max(first.tokens.end)
}

/// How the words of a short form stand in a longer one, if they do.
fn parts(short: &[String], long: &[String]) -> Option<Relation> {
    if long.len() <= short.len() {
        return None;
    }
    if long.starts_with(short) {
        return Some(Relation::Begins);
    }
    if long.ends_with(short) {
        return Some(Relation::Ends);
    }
    if long.windows(short.len()).any(|part| part == short) {
        return Some(Relation::Inside);
    }
    let mut rest = long.iter();
    short.iter().all(|word| rest.any(|other| other == word)).then_some(Relation::Scattered)
}

/// A word's first three letters.
fn start(word: &str) -> String {
    word.chars().take(3).collect()
}

fn near<'m, K, Q>(map: &'m HashMap<K, Vec<usize>>, key: &Q) -> impl Iterator<Item = usize> + use<'m, K, Q>
where
    K: Borrow<Q> + Hash + Eq,
    Q: Hash + Eq + ?Sized,
{
    map.get(key).into_iter().flatten().copied()
}
