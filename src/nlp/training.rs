//! The door through which training sees the tagger: features out, model in.

use super::document::Document;
use super::entity::rule_names;
use super::quote::Lesson;
use super::tagger::{self, Features, KINDS, Model, Second, label, verdict};

pub(crate) use super::tagger::may_follow;
use super::{Engine, EntityKind};
use crate::text::{Article, Span};

/// How many labels there are.
pub const LABELS: usize = tagger::LABELS;

/// Names to tell stories anew with, from the embedded lists.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    /// Countries, regions, cities.
    pub places: Vec<&'static str>,
    /// Organizations.
    pub organizations: Vec<&'static str>,
    /// Nationalities, as adjectives and as nouns.
    pub groups: Vec<&'static str>,
    /// Given names.
    pub given: Vec<&'static str>,
    /// Family names.
    pub families: Vec<&'static str>,
}

impl Lists {
    /// The lists that the engine uses.
    pub fn new() -> Self {
        use super::gazetteer::{classed, lines};
        let names = |list: &'static str| list.split(',').map(str::trim).filter(|name| !name.is_empty());
        let mut lists = Self::default();
        for line in lines(include_str!("data/countries.txt")) {
            let mut fields = line.split('|');
            lists.places.extend(fields.next().into_iter().flat_map(names));
            lists.groups.extend(fields.nth(1).into_iter().flat_map(names));
        }
        for file in [include_str!("data/cities.txt"), include_str!("data/regions.txt")] {
            lists.places.extend(lines(file).flat_map(names));
        }
        lists.organizations.extend(lines(include_str!("data/organizations.txt")).flat_map(names));
        lists.given.extend(classed(include_str!("data/first_names.txt")).map(|(_, name)| name));
        lists.families.extend(lines(include_str!("data/surnames.txt")).flat_map(str::split_whitespace));
        lists
    }
}

/// One sentence with its right labels.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The features of each token.
    pub features: Vec<Vec<u64>>,
    /// The label of each token.
    pub labels: Vec<usize>,
}

/// Which names of an article are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marked {
    /// All of them.
    All,
    /// All but nationalities, religions and the like: where nothing is marked,
    /// or a name of no particular kind, the rules say what they find of these.
    AllButGroups,
}

/// The sentences of an article whose names are known.
pub fn samples(
    engine: &Engine,
    article: &Article,
    names: &[(Span, EntityKind)],
    marked: Marked,
) -> Vec<Sample> {
    let doc = Document::new(&engine.lists, article);
    let found = rule_names(&doc, &engine.lists, article);
    let features = Features::new(&engine.lexicon, &doc, &found);
    let mut right = vec![0; doc.words.len()];
    for (span, kind) in names.iter().filter(|(_, kind)| KINDS.contains(kind)) {
        let first = doc.words.partition_point(|w| w.span.end <= span.start);
        for (nth, at) in
            (first..doc.words.len()).take_while(|&at| doc.words[at].span.start < span.end).enumerate()
        {
            right[at] = label(*kind, nth > 0);
        }
    }
    if marked == Marked::AllButGroups {
        for name in found.iter().filter(|name| name.kind == EntityKind::Group) {
            let vague = |&l: &usize| l == 0 || l.div_ceil(2) == label(EntityKind::Other, false).div_ceil(2);
            if right[name.tokens.clone()].iter().all(vague) {
                for (nth, at) in name.tokens.clone().enumerate() {
                    right[at] = label(EntityKind::Group, nth > 0);
                }
            }
        }
    }
    let sentences = doc.sentences.iter().filter(|s| !s.tokens.is_empty());
    sentences
        .map(|s| Sample {
            features: s.tokens.clone().map(|at| features.at(at)).collect(),
            labels: consistent(&right[s.tokens.clone()]),
        })
        .collect()
}

/// How many verdicts there are on a name.
pub const VERDICTS: usize = tagger::VERDICTS;

/// The names that the engine's first tagger finds in an article whose names are
/// known, each with what it is: the kind of the name that it has most words of.
pub fn kind_samples(engine: &Engine, article: &Article, names: &[(Span, EntityKind)]) -> Vec<Sample> {
    let Some(model) = &engine.model else { return Vec::new() };
    let doc = Document::new(&engine.lists, article);
    let rules = rule_names(&doc, &engine.lists, article);
    let (found, doubts) = tagger::retag(model, &engine.lexicon, &doc, rules);
    let second = Second::new(&doc, &engine.lexicon, &found, &doubts);
    let judged = found.iter().enumerate().filter(|(_, name)| KINDS.contains(&name.kind));
    judged
        .map(|(nth, name)| {
            let span = doc.span(name.tokens.clone());
            let most = most_shared(names, span);
            Sample {
                features: vec![second.at(nth)],
                labels: vec![most.map_or(0, |(_, kind)| verdict(*kind))],
            }
        })
        .collect()
}

/// How many answers there are on whether two forms name one thing.
pub const ANSWERS: usize = super::entity::ANSWERS;

/// The pairs of forms of an article that may name one thing, with whether they do: whether
/// most of what either names is one entity. `names` has the entity of each.
pub fn link_samples(engine: &Engine, article: &Article, names: &[(Span, &str)]) -> Vec<Sample> {
    let doc = Document::new(&engine.lists, article);
    let meant = |spans: &[Span]| -> Option<&str> {
        let mut votes: Vec<(&str, usize)> = Vec::new();
        for span in spans {
            let Some(&(_, entity)) = most_shared(names, *span) else { continue };
            match votes.iter_mut().find(|(known, _)| *known == entity) {
                Some((_, count)) => *count += 1,
                None => votes.push((entity, 1)),
            }
        }
        votes.into_iter().rev().max_by_key(|(_, count)| *count).map(|(entity, _)| entity)
    };
    let sample = |(features, [short, long]): (Vec<u64>, [Vec<Span>; 2])| {
        let same = meant(&short).is_some_and(|entity| meant(&long) == Some(entity));
        Sample { features: vec![features], labels: vec![usize::from(same)] }
    };
    super::entity::pairs(&doc, engine, article).into_iter().map(sample).collect()
}

/// Of what is marked, that which has most in common with a span.
fn most_shared<T>(marked: &[(Span, T)], span: Span) -> Option<&(Span, T)> {
    let shared = |other: &Span| other.end.min(span.end).saturating_sub(other.start.max(span.start));
    marked.iter().filter(|(other, _)| other.overlaps(span)).max_by_key(|(other, _)| shared(other))
}

pub use super::quote::Told;

/// How many labels there are for words that may report.
pub const CUE_LABELS: usize = super::quote::CUE_LABELS;

/// How many labels there are for what they report.
pub const SPAN_LABELS: usize = super::quote::SPAN_LABELS;

/// Every word of an article that may report, with whether it does.
pub fn cue_samples(engine: &Engine, article: &Article, told: &[Told]) -> Vec<Sample> {
    statement_samples(engine, article, told, Lesson::Cues)
}

/// The words of an article that report or are taken to, with what they report.
pub fn span_samples(engine: &Engine, article: &Article, told: &[Told]) -> Vec<Sample> {
    statement_samples(engine, article, told, Lesson::Spans)
}

fn statement_samples(engine: &Engine, article: &Article, told: &[Told], lesson: Lesson) -> Vec<Sample> {
    let doc = Document::new(&engine.lists, article);
    let mut entities = super::entity::find(&doc, engine, article);
    super::quote::samples(&doc, engine, &mut entities, told, lesson)
}

/// A name that a sentence break cuts begins anew behind it.
fn consistent(labels: &[usize]) -> Vec<usize> {
    let mut out = labels.to_vec();
    let mut before = 0;
    for slot in &mut out {
        if !may_follow(before, *slot) {
            *slot -= 1;
        }
        before = *slot;
    }
    out
}

/// The bucket of a feature.
pub const fn bucket(bits: u32, feature: u64) -> usize {
    Model::<1>::bucket(bits, feature)
}

/// The bytes of a model.
pub fn to_bytes(bits: u32, unit: u16, transitions: &[i16], weights: &[i8]) -> Vec<u8> {
    Model::<1>::to_bytes(bits, unit, transitions, weights)
}
