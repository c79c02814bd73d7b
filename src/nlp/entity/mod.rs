//! Who and what an article names.

mod acronyms;
mod capitals;
mod classify;
mod coref;
mod evidence;
pub(crate) mod headings;
mod heads;
mod letters;
mod link;
mod merge;
mod names;
mod namesakes;
mod parts;
mod passed;
mod persons;
mod roles;
mod runs;
mod short;
mod sport;
mod things;
mod tidy;
mod told;
mod values;

use std::collections::HashMap;

use crate::nlp::document::Document;
use crate::nlp::gazetteer::{Classes, Gazetteer};
use crate::nlp::tagger;
use crate::nlp::when::when;
use crate::nlp::{Engine, Entity, EntityKind, Mention, MentionKind, Role};
use crate::text::{Article, Parts, Span};

pub(crate) use coref::{Pronouns, pronoun, resolve};
pub(crate) use link::ANSWERS;
pub(crate) use merge::{Aliases, aliases};
pub(crate) use names::{Name, covered};

/// The pronoun that a person takes, as far as the text or the lists tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Gender {
    /// Not known.
    #[default]
    Unknown,
    /// He.
    He,
    /// She.
    She,
}

/// The entities of an article while they are put together.
#[derive(Debug, Default)]
pub(crate) struct Entities {
    /// Entities by first mention.
    pub list: Vec<Entity>,
    /// The pronoun of each.
    pub gender: Vec<Gender>,
    /// The entity named by each token.
    at: Vec<Option<usize>>,
    /// The entity that a description means, by its noun's token.
    described: HashMap<usize, usize>,
}

impl Entities {
    /// The entity whose name covers a token.
    pub fn at(&self, token: usize) -> Option<usize> {
        self.at.get(token).copied().flatten()
    }

    /// The entity that the description with its noun at a token means.
    pub fn described(&self, noun: usize) -> Option<usize> {
        self.described.get(&noun).copied()
    }

    /// Keeps what a description means.
    fn describe(&mut self, noun: usize, entity: usize) {
        self.described.insert(noun, entity);
    }

    /// The kind of an entity.
    pub fn kind(&self, entity: usize) -> Option<EntityKind> {
        self.list.get(entity).map(|e| e.kind)
    }

    /// Adds a mention; mentions are sorted at the end.
    pub fn mention(&mut self, entity: usize, span: Span, kind: MentionKind) {
        if let Some(entity) = self.list.get_mut(entity) {
            entity.mentions.push(Mention { span, kind });
        }
    }

    /// The finished list: mentions in order.
    pub fn finish(mut self) -> Vec<Entity> {
        for entity in &mut self.list {
            entity.mentions.sort_by_key(|m| m.span);
            entity.mentions.dedup_by_key(|m| m.span);
        }
        self.list
    }
}

/// The names of a document, with what is known of their short forms.
struct Found {
    names: Vec<Name>,
    /// How likely each kind is for them, as the tagger had them.
    verdicts: tagger::Verdicts,
    teams: Vec<sport::Link>,
    acronyms: acronyms::Acronyms,
}

impl Found {
    fn new(doc: &Document, engine: &Engine, article: &Article) -> Self {
        let lists = &engine.lists;
        let mut names = rule_names(doc, lists, article);
        let mut verdicts = tagger::Verdicts::default();
        if let Some(model) = &engine.model {
            (names, verdicts) =
                tagger::decide(model, engine.judge.as_ref(), (lists, &engine.lexicon), doc, names);
        }
        tidy::tidy(doc, &engine.lexicon, &mut names);
        told::kinds(doc, &engine.lexicon, &mut names);
        let sport = sport::is_sport(doc);
        if !sport {
            capitals::places(doc, lists, &mut names);
        }
        if let Some(outlet) = article.parts.outlet {
            // Who publishes the article is no place and no person.
            let words = outlet.of(doc.text);
            for name in names.iter_mut().filter(|name| doc.phrase(name.tokens.clone()) == words) {
                name.kind = EntityKind::Organization;
            }
        }
        if let Some(dateline) = article.parts.dateline {
            filed(doc, dateline, &mut names);
        }
        let acronyms = acronyms::find(doc, &mut names, &engine.aliases);
        let teams = if sport { sport::teams(doc, &mut names) } else { Vec::new() };
        Self { names, verdicts, teams, acronyms }
    }

    fn shorts<'k>(&'k self, engine: &'k Engine) -> merge::Shorts<'k> {
        merge::Shorts {
            teams: &self.teams,
            acronyms: &self.acronyms,
            aliases: &engine.aliases,
            verdicts: &self.verdicts,
        }
    }
}

/// Pairs of forms of names that may name one thing: the features of each, and the spans
/// of the names of both.
#[cfg(feature = "train")]
pub(crate) fn pairs(doc: &Document, engine: &Engine, article: &Article) -> Vec<(Vec<u64>, [Vec<Span>; 2])> {
    let found = Found::new(doc, engine, article);
    let spans = |names: Vec<usize>| -> Vec<Span> {
        names.into_iter().map(|name| doc.span(found.names[name].tokens.clone())).collect()
    };
    let pairs = merge::pairs(doc, &engine.lexicon, &found.names, found.shorts(engine));
    pairs.into_iter().map(|pair| (pair.features, [spans(pair.short), spans(pair.long)])).collect()
}

/// Finds the named entities of a document with their roles.
pub(crate) fn find(doc: &Document, engine: &Engine, article: &Article) -> Entities {
    let found = Found::new(doc, engine, article);
    let merged =
        merge::merge(doc, &engine.lexicon, &found.names, found.shorts(engine), engine.links.as_ref());
    let names = found.names;
    let mut entities = Entities { at: vec![None; doc.words.len()], ..Entities::default() };
    let mut best: Vec<Option<&Name>> = vec![None; merged.count];
    for (name, &id) in names.iter().zip(&merged.entity) {
        if id == entities.list.len() {
            entities.list.push(Entity {
                name: String::new(),
                kind: name.kind,
                role: None,
                date: None,
                mentions: Vec::new(),
            });
            entities.gender.push(Gender::Unknown);
        }
        entities.mention(id, doc.span(name.tokens.clone()), MentionKind::Name);
        for at in name.tokens.clone() {
            entities.at[at] = Some(id);
        }
        let told = gender(doc, name);
        let related = || Some(name).filter(|name| name.kind == EntityKind::Person && name.tokens.len() > 1);
        let gender = match told {
            Gender::Unknown => related().and_then(|name| namesakes::relation(doc, name)).unwrap_or_default(),
            told => told,
        };
        if let Some(known) = entities.gender.get_mut(id)
            && (*known == Gender::Unknown || name.title.is_some() && gender != Gender::Unknown)
        {
            *known = gender;
        }
        if best[id].is_none_or(|old| telling(doc, name) > telling(doc, old)) {
            best[id] = Some(name);
        }
    }
    for (entity, name) in entities.list.iter_mut().zip(best) {
        // The longest name tells best what a thing is.
        entity.kind = name.map_or(entity.kind, |n| n.kind);
        let words = name.map_or("", |n| doc.phrase(n.tokens.clone()));
        entity.name = words.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    date(doc, article, &mut entities.list);
    roles::find(doc, &engine.lists, &names, &merged.entity, &mut entities);
    things::find(doc, &mut entities);
    entities
}

/// Says which day each date means, by the sentence of its first mention: of what
/// "will" be, a weekday is the next one.
fn date(doc: &Document, article: &Article, list: &mut [Entity]) {
    let published = article.meta.published.as_deref();
    for entity in list.iter_mut().filter(|entity| entity.kind == EntityKind::Date) {
        let Some(first) = entity.mentions.first() else { continue };
        let at = doc.token_from(first.span.start);
        let sentence = doc.sentences.get(doc.sentence_of(at)).map_or(0..0, |s| s.tokens.clone());
        let near = sentence.start.max(at.saturating_sub(NEAR))..sentence.end.min(at.saturating_add(NEAR));
        let ahead = near.into_iter().any(|at| AHEAD.contains(&doc.word(at)));
        entity.date = when(&entity.name, published, ahead);
    }
}

/// Words around a date that tell of what is still to come, and how near they stand.
const AHEAD: [&str; 9] = ["will", "would", "next", "due", "scheduled", "expected", "until", "set", "planned"];
const NEAR: usize = 12;

/// The names that the rules find.
pub(crate) fn rule_names(doc: &Document, lists: &Gazetteer, article: &Article) -> Vec<Name> {
    let mut names = names::find(doc, lists);
    fit_parts(doc, &article.parts, &mut names);
    names
}

/// How much a written form tells: several words before one, the more the
/// better, and rather not all in capitals; of single words the first, and "Houthis"
/// before "Houthi".
fn telling(doc: &Document, name: &Name) -> (usize, bool) {
    let shouting = name.tokens.clone().all(|at| doc.words[at].all_capitals);
    let len = doc.span(name.tokens.clone()).len();
    let words = match (name.tokens.len() > 1, shouting) {
        (true, false) => len,
        (true, true) => 2,
        // "NATO", but rather "Pune" than "PUNE".
        (false, true) if len < 4 || len == 4 && name.kind != EntityKind::Place => 1,
        (false, false) => 1,
        _ => 0,
    };
    (words, name.kind != EntityKind::Group)
}

/// The pronoun that a name with its title tells.
fn gender(doc: &Document, name: &Name) -> Gender {
    if name.kind != EntityKind::Person {
        return Gender::Unknown;
    }
    let of = |classes: Classes, he: Classes, she: Classes| match (classes.any(he), classes.any(she)) {
        (true, false) => Gender::He,
        (false, true) => Gender::She,
        _ => Gender::Unknown,
    };
    let titled =
        name.title.clone().into_iter().flatten().map(|at| of(doc.classes(at), Classes::MR, Classes::MS));
    let told = titled.into_iter().find(|g| *g != Gender::Unknown);
    told.unwrap_or_else(|| {
        if name.tokens.len() < 2 {
            return Gender::Unknown;
        }
        of(doc.classes(name.tokens.start), Classes::MALE, Classes::FEMALE)
    })
}

/// Makes use of what the loader found in the layout: the outlet is an
/// organization, the name in a byline or a credit is a person's.
fn fit_parts(doc: &Document, parts: &Parts, names: &mut Vec<Name>) {
    if let Some(outlet) = parts.outlet {
        let tokens = doc.tokens_in(outlet);
        if !tokens.is_empty() {
            put(names, Name { tokens, kind: EntityKind::Organization, title: None });
        }
    }
    for line in [parts.byline, parts.credit].into_iter().flatten() {
        let tokens = doc.tokens_in(line);
        let by = tokens.clone().find(|&at| doc.word(at).eq_ignore_ascii_case("by"));
        // A byline may lack its "By"; a credit without one names no author.
        let mut at = match by {
            Some(by) => by + 1,
            None if parts.byline == Some(line) => tokens.start,
            None => continue,
        };
        // Names after "By", and after "and" or a comma: each a person, up to
        // the word that starts the place.
        while at < tokens.end {
            let start = at;
            while at < tokens.end && (doc.is_capital(at) || is_particle(doc.word(at))) {
                at += 1;
            }
            if at == start {
                break;
            }
            if (2..=5).contains(&(at - start)) {
                put(names, Name { tokens: start..at, kind: EntityKind::Person, title: None });
            }
            if !matches!(doc.word(at), "and" | "," | "&") {
                break;
            }
            at += 1;
        }
    }
    names.sort_by_key(|n| n.tokens.start);
}

/// Makes a place of the name in capitals that a dateline begins with: "RANGPUR — There is".
fn filed(doc: &Document, dateline: Span, names: &mut [Name]) {
    let tokens = doc.tokens_in(dateline);
    let end = tokens.clone().find(|&at| !doc.is_word(at)).unwrap_or(tokens.end);
    let place = tokens.start..end;
    let capitals = place.clone().all(|at| doc.words[at].all_capitals);
    for name in names.iter_mut().filter(|name| name.tokens == place && capitals) {
        name.kind = EntityKind::Place;
    }
}

fn is_particle(word: &str) -> bool {
    matches!(word, "de" | "van" | "von" | "der" | "bin" | "al" | "da" | "del" | "la" | "di")
}

/// Adds a name in place of those that it overlaps.
fn put(names: &mut Vec<Name>, name: Name) {
    names.retain(|n| n.tokens.end <= name.tokens.start || name.tokens.end <= n.tokens.start);
    names.push(name);
}

/// The role of an entity from tokens.
fn role(doc: &Document, tokens: std::ops::Range<usize>) -> Option<Role> {
    let span = doc.span(tokens);
    (!span.is_empty()).then_some(Role { span })
}
