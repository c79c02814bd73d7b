//! What speaks for and against one form of a name coming from another.

use super::link::{Forms, PLACES, Relation, between};
use super::merge::Target;
use super::names::Name;
use crate::nlp::EntityKind;
use crate::nlp::document::Style;
use crate::nlp::gazetteer::Classes;
use crate::nlp::lexicon::NameHash;
use crate::nlp::tagger::{VERDICTS, affixes, digits, mix, pair, shape, verdict};
use crate::nlp::token::TokenKind;

/// The steps in which a lead is told, in hundredths of a nat.
const STEPS: [i64; 8] = [-50, 0, 30, 70, 120, 200, 300, 450];

/// Features, each three times: by itself, with the relation of the forms, and with the
/// relation and the kinds of both.
struct Features {
    out: Vec<u64>,
    relation: u64,
    base: u64,
}

impl Features {
    fn add(&mut self, value: u64, template: u64) {
        self.out.extend([
            mix(value, template),
            mix(pair(value, self.relation), template + 100),
            mix(pair(value, self.base), template + 200),
        ]);
    }
}

impl Forms<'_, '_> {
    /// The features of a form and of one that it may come from; `rivals` things may be
    /// meant.
    pub(super) fn evidence(
        &self,
        (form, other): (usize, usize),
        relation: Relation,
        rivals: usize,
        target: &Target,
    ) -> Vec<u64> {
        let doc = self.doc;
        let (short, long) = (self.name(form), self.name(other));
        let kinds = pair(verdict(short.kind) as u64, verdict(long.kind) as u64);
        let relation = relation as u64;
        let mut features = Features { out: Vec::with_capacity(512), relation, base: pair(relation, kinds) };
        let root = target.root(form);
        let ruled = if root == target.root(other) { 1 } else { 2 * u64::from(root != form) };
        let rivals = rivals.min(3) as u64;
        let (words, more_words) = (&self.words[form], &self.words[other]);
        let lengths = pair(words.len().min(4) as u64, more_words.len().min(6) as u64);
        let many = |form: usize| self.members[form].len().min(4) as u64;
        let known = |form: usize| self.lexicon.known(NameHash::of(&self.words[form].join(" ")));
        let of_short = known(form);
        let things = u64::from(of_short.things());
        features.add(1, 0);
        features.add(ruled, 1);
        features.add(lengths, 2);
        features.add(pair(lengths, ruled), 3);
        features.add(rivals, 4);
        features.add(pair(rivals, ruled), 5);
        features.add(many(form), 6);
        features.add(many(other), 7);
        features.add(pair(many(form), many(other)), 8);
        features.add(u64::from(short.tokens.start < long.tokens.start), 9);
        features.add(things, 10);
        features.add(pair(things, ruled), 11);
        features.add(u64::from(of_short.person()), 12);
        features.add(u64::from(known(other).things()), 13);
        features.add(u64::from(doc.classes(short.tokens.start).bits()), 14);
        for class in bits(doc.classes(short.tokens.start)) {
            features.add(class, 15);
        }
        features.add(shape(doc.word(short.tokens.start)), 16);
        for at in long.tokens.clone() {
            for class in bits(doc.classes(at)) {
                features.add(pair(class, u64::from(at + 1 == long.tokens.end)), 29);
            }
        }
        self.certainty(form, other, &mut features);
        self.words_of(words, more_words, &mut features);
        if relation == Relation::Alike as u64 {
            alike(&words[0], more_words, &mut features);
        }
        for (value, template) in self.usage(form) {
            features.add(value, template + 40);
        }
        for (value, template) in self.usage(other) {
            features.out.push(mix(value, template + 400));
        }
        self.nearness(form, other, &mut features);
        features.out
    }

    /// How sure it is that both are of their kinds, and that neither is of the other's.
    fn certainty(&self, form: usize, other: usize, features: &mut Features) {
        let (own, others) = (self.lead(form, None), self.lead(other, None));
        features.add(own, 80);
        features.add(others, 81);
        features.add(pair(own, others), 82);
        let own = self.lead(form, Some(self.name(other).kind));
        let others = self.lead(other, Some(self.name(form).kind));
        features.add(own, 83);
        features.add(others, 84);
        features.add(pair(own, others), 85);
    }

    /// By how much the kind of a form is likelier than another kind, or than all others,
    /// in steps; 98 where that is its own kind, 99 where nothing was weighed.
    fn lead(&self, form: usize, than: Option<EntityKind>) -> u64 {
        let own = verdict(self.name(form).kind);
        if than.map(verdict) == Some(own) {
            return 98;
        }
        let (sum, count) = self.weighed[form];
        if count == 0 {
            return 99;
        }
        let others = || (1..VERDICTS).filter(|&other| other != own).map(|other| sum[other]).max();
        let than = than.map_or_else(|| others().unwrap_or(0), |kind| sum[verdict(kind)]);
        STEPS.partition_point(|&step| step < (sum[own] - than) / count) as u64
    }

    /// What the longer form has more, the first and the last word of it, and the last
    /// words of both.
    fn words_of(&self, short: &[String], long: &[String], features: &mut Features) {
        let more: Vec<&String> = long.iter().filter(|word| !short.contains(word)).collect();
        for (word, template) in more.first().into_iter().chain(more.last()).zip([20, 24]) {
            let (key, fine, coarse) = self.word(word);
            features.add(key, template);
            features.add(fine, template + 1);
            features.add(coarse, template + 2);
            if more.len() == 1 {
                features.add(key, 28);
            }
        }
        if let (Some(last), Some(own)) = (long.last(), short.last()) {
            let ((last, last_fine, _), (own_key, own_fine, _)) = (self.word(last), self.word(own));
            features.add(last, 30);
            features.add(last_fine, 31);
            features.add(own_key, 32);
            features.add(own_fine, 33);
            features.add(affixes(own)[3], 34);
        }
    }

    /// A word and its finer and coarser cluster.
    fn word(&self, lower: &str) -> (u64, u64, u64) {
        let key = NameHash::of(lower);
        let (fine, coarse) = self.lexicon.web(key);
        (key.0, u64::from(fine), u64::from(coarse))
    }

    /// How a form is used: features of the words beside its first places, each once.
    fn usage(&self, form: usize) -> Vec<(u64, u64)> {
        let mut out = Vec::new();
        for &name in self.members[form].iter().take(PLACES) {
            self.usage_of(&self.names[name], &mut out);
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    fn usage_of(&self, name: &Name, out: &mut Vec<(u64, u64)>) {
        let doc = self.doc;
        let tokens = &name.tokens;
        let first = name.title.as_ref().map_or(tokens.start, |title| title.start);
        let seen = |at: Option<usize>| match at.filter(|&at| at < doc.words.len()) {
            None => (7, 999),
            Some(at) if doc.words[at].kind == TokenKind::Number => (digits(doc.word(at)).0, 0),
            Some(at) => {
                let (key, fine, _) = self.word(&doc.word(at).to_lowercase().replace('’', "'"));
                (key, fine)
            }
        };
        let owns = doc.words.get(tokens.end).is_some_and(|w| w.kind == TokenKind::Possessive);
        let (before, after) = (seen(first.checked_sub(1)), seen(Some(tokens.end + usize::from(owns))));
        let style = doc
            .block_of(tokens.start)
            .map_or(0, |block| block.kind as u64 * 2 + u64::from(block.style == Style::Title));
        out.extend([
            (before.0, 0),
            (before.1, 1),
            (after.0, 2),
            (after.1, 3),
            (seen(first.checked_sub(2)).1, 4),
            (u64::from(owns), 5),
            (u64::from(name.title.is_some()), 6),
            (style, 7),
            (verdict(name.kind) as u64, 8),
        ]);
    }

    /// How near both forms stand to each other, and the words between them.
    fn nearness(&self, form: usize, other: usize, features: &mut Features) {
        let doc = self.doc;
        let mut apart = usize::MAX;
        let mut gap = None;
        for &one in self.members[form].iter().take(PLACES) {
            for &two in self.members[other].iter().take(PLACES) {
                let (one, two) = (&self.names[one], &self.names[two]);
                let sentences = (doc.sentence_of(one.tokens.start), doc.sentence_of(two.tokens.start));
                apart = apart.min(sentences.0.abs_diff(sentences.1));
                let between = between(one, two);
                if sentences.0 == sentences.1 && between.len() < 5 && gap.is_none() {
                    gap = Some((between, one.tokens.start < two.tokens.start));
                }
            }
        }
        features.add(u64::from(apart == 0), 70);
        features.add(apart.min(6) as u64, 71);
        if let Some((between, first)) = gap {
            let mut all = pair(between.len() as u64, u64::from(first));
            features.add(all, 72);
            for at in between {
                let word = NameHash::of(doc.word(at)).0;
                all = pair(all, word);
                features.add(word, 73);
            }
            features.add(all, 74);
        }
    }
}

/// How far a word is like the one that it may come from: letters that both begin with,
/// what it has behind these, and which word of the longer form it is.
fn alike(word: &str, long: &[String], features: &mut Features) {
    let common = |other: &String| word.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let Some((at, best)) =
        long.iter().map(common).enumerate().max_by_key(|&(at, n)| (n, std::cmp::Reverse(at)))
    else {
        return;
    };
    let rest: String = word.chars().skip(best).collect();
    features.add(pair(best.min(8) as u64, rest.chars().count().min(5) as u64), 35);
    features.add(NameHash::of(&rest).0, 36);
    features.add(if at + 1 == long.len() { 8 } else { at as u64 }, 37);
}

/// The numbers of the classes that a word has.
fn bits(classes: Classes) -> impl Iterator<Item = u64> {
    let bits = classes.bits();
    (0..u32::BITS).filter(move |bit| bits >> bit & 1 == 1).map(u64::from)
}
