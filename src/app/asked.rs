//! What a correction asks: a type or a name, typed at the foot of the screen.

use crate::nlp::{Analysis, Entity, EntityId, EntityKind, MentionKind};
use crate::notes::{EntityInfo, Fix, Named, Target, Thing, Voice};
use crate::text::{CodePoints, Span};

/// A question whose answer makes a correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The words it is about.
    pub target: Target,
    /// What is asked of them.
    pub about: About,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// The type of the entity.
    Type(EntityInfo),
    /// The name of the entity.
    Name(EntityInfo),
    /// The entity that this one is.
    Into(EntityInfo),
    /// Whom the mention means, if not this entity.
    Split(EntityInfo),
    /// What the words name: a type, or an entity whose mention they are.
    Mark,
    /// Who makes the statement that was missed, which is direct, indirect or
    /// mixed.
    Quote(&'static str),
    /// Who makes the statement.
    Speaker,
}

/// What is typed where nobody can know the speaker.
const NOBODY: &str = "-";

impl Asked {
    /// What stands before the line.
    pub fn label(&self) -> String {
        match &self.about {
            About::Type(entity) => format!("type of {}: ", entity.name),
            About::Name(entity) => format!("name of {}: ", entity.name),
            About::Into(entity) => format!("{} is: ", entity.name),
            About::Split(_) => format!("“{}” is: ", self.target.exact),
            About::Mark => "type, or whose mention: ".to_owned(),
            About::Quote(_) | About::Speaker => "who said it: ".to_owned(),
        }
    }

    /// What Tab goes through: the types and names that begin as the line does.
    pub fn completions(&self, line: &str, analysis: &Analysis) -> Vec<String> {
        let start = line.trim().to_lowercase();
        let mut all = Vec::new();
        if matches!(self.about, About::Type(_) | About::Mark) {
            let kinds = EntityKind::ALL.iter().map(|kind| kind.name());
            all.extend(kinds.filter(|name| name.starts_with(&start)).map(str::to_owned));
        }
        if !matches!(self.about, About::Type(_) | About::Name(_)) {
            let mut entities: Vec<&Entity> = analysis.entities.iter().filter(|e| is_named(e)).collect();
            entities.sort_by_key(|e| std::cmp::Reverse(e.mentions.len()));
            let fitting = entities.into_iter().filter(|e| begins_a_word(&e.name.to_lowercase(), &start));
            for entity in fitting {
                if !all.contains(&entity.name) {
                    all.push(entity.name.clone());
                }
            }
        }
        all
    }

    /// The correction that the line makes.
    ///
    /// # Errors
    /// What to type instead.
    pub fn fix(&self, line: &str, text: &str, analysis: &Analysis) -> Result<Fix, String> {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let one = |id| named(text, analysis, id).ok_or_else(|| "it has no words in the article".to_owned());
        let own = self.own(text, analysis);
        match &self.about {
            About::Type(entity) => {
                let kind = kind_of(&line).ok_or_else(kinds)?;
                if kind.name() == entity.kind {
                    return Err(format!("it is that already; {}", kinds()));
                }
                Ok(Fix::Retype { entity: entity.clone(), kind: kind.name().to_owned() })
            }
            About::Name(_) if line.is_empty() => Err("type what it is called".to_owned()),
            About::Name(entity) if line == entity.name => Err("it is called so already".to_owned()),
            About::Name(entity) => Ok(Fix::Rename { entity: entity.clone(), name: line }),
            About::Into(entity) => match find(analysis, &line) {
                Found::One(id) if Some(id) == own => Err("that is the same one".to_owned()),
                Found::One(id) => Ok(Fix::Merge { entity: entity.clone(), into: one(id)? }),
                Found::Many(count) => Err(format!("{count} names fit: Tab goes through them")),
                Found::None if line.is_empty() => Err("Tab goes through the names".to_owned()),
                Found::None => Err("no such name in the article; Tab goes through them".to_owned()),
            },
            About::Split(_) if line.is_empty() => Err("type whom the words mean, or Tab".to_owned()),
            About::Split(entity) => match find(analysis, &line) {
                Found::One(id) if Some(id) == own => Err("they are counted to it already".to_owned()),
                Found::One(id) => Ok(Fix::Split { entity: entity.clone(), becomes: Thing::Known(one(id)?) }),
                _ => {
                    let becomes = Thing::New(EntityInfo { name: line, kind: entity.kind.clone() });
                    Ok(Fix::Split { entity: entity.clone(), becomes })
                }
            },
            About::Mark if line.is_empty() => Err(kinds()),
            About::Mark => match (kind_of(&line), find(analysis, &line)) {
                (Some(kind), _) => {
                    let name = self.target.exact.split_whitespace().collect::<Vec<_>>().join(" ");
                    Ok(Fix::MarkEntity(Thing::New(EntityInfo { name, kind: kind.name().to_owned() })))
                }
                (None, Found::One(id)) => Ok(Fix::MarkEntity(Thing::Known(one(id)?))),
                (None, _) => Err(kinds()),
            },
            About::Quote(kind) => {
                let kind = (*kind).to_owned();
                let nobody = line.is_empty() || line == NOBODY;
                let speaker = if nobody { None } else { Some(voice(&line, analysis, one)?) };
                Ok(Fix::MarkQuote { kind, speaker })
            }
            About::Speaker if line.is_empty() => {
                Err(format!("Tab goes through the names; {NOBODY} for nobody known"))
            }
            About::Speaker if line == NOBODY => Ok(Fix::Speaker(None)),
            About::Speaker => Ok(Fix::Speaker(Some(voice(&line, analysis, one)?))),
        }
    }

    /// The entity that the words are counted to.
    fn own(&self, text: &str, analysis: &Analysis) -> Option<EntityId> {
        let span = self.target.find(text, &CodePoints::new(text))?;
        let has = |entity: &Entity| entity.mentions.iter().any(|m| m.span.overlaps(span));
        analysis.entities.iter().position(has).map(EntityId)
    }
}

fn voice(
    line: &str,
    analysis: &Analysis,
    one: impl Fn(EntityId) -> Result<Named, String>,
) -> Result<Voice, String> {
    match find(analysis, line) {
        Found::One(id) => Ok(Voice::Entity(one(id)?)),
        _ => Ok(Voice::Name(line.to_owned())),
    }
}

/// The type with that name, or the only one that begins so.
fn kind_of(line: &str) -> Option<EntityKind> {
    let line = line.to_lowercase();
    let mut fitting = EntityKind::ALL.into_iter().filter(|kind| kind.name().starts_with(&line));
    let first = fitting.next().filter(|_| !line.is_empty())?;
    (first.name() == line || fitting.next().is_none()).then_some(first)
}

fn kinds() -> String {
    let names = EntityKind::ALL.map(EntityKind::name);
    names.join(", ")
}

/// What a typed name means.
enum Found {
    One(EntityId),
    Many(usize),
    None,
}

/// The entity with that name, or the only one in whose name the words stand.
fn find(analysis: &Analysis, line: &str) -> Found {
    let line = line.to_lowercase();
    if line.is_empty() {
        return Found::None;
    }
    let named = || analysis.entities.iter().enumerate().filter(|(_, e)| is_named(e));
    let exact: Vec<usize> =
        named().filter(|(_, e)| e.name.to_lowercase() == line).map(|(at, _)| at).collect();
    let fits = |e: &Entity| holds_words(&e.name.to_lowercase(), &line);
    let part: Vec<usize> = named().filter(|(_, e)| fits(e)).map(|(at, _)| at).collect();
    match (exact.as_slice(), part.as_slice()) {
        ([at, ..], _) | ([], [at]) => Found::One(EntityId(*at)),
        ([], []) => Found::None,
        ([], many) => Found::Many(many.len()),
    }
}

/// Whether it has a name to type: not dates and amounts.
fn is_named(entity: &Entity) -> bool {
    !matches!(entity.kind, EntityKind::Date | EntityKind::Money | EntityKind::Number)
}

fn begins_a_word(name: &str, start: &str) -> bool {
    name.match_indices(start)
        .any(|(at, _)| name.get(..at).is_some_and(|b| !b.ends_with(char::is_alphanumeric)))
}

fn holds_words(name: &str, words: &str) -> bool {
    let is_end = |rest: Option<&str>| rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    let is_start =
        |before: Option<&str>| before.is_some_and(|before| !before.ends_with(char::is_alphanumeric));
    let mut places = name.match_indices(words);
    places.any(|(at, _)| is_start(name.get(..at)) && is_end(name.get(at + words.len()..)))
}

/// An entity by the mention that tells most about it: its first name.
pub(super) fn anchor(entity: &Entity) -> Option<Span> {
    let named = entity.mentions.iter().find(|m| m.kind == MentionKind::Name);
    named.or(entity.mentions.first()).map(|m| m.span)
}

/// An entity as corrections name it.
pub(super) fn named(text: &str, analysis: &Analysis, id: EntityId) -> Option<Named> {
    let entity = analysis.entity(id)?;
    let target = Target::at(text, &CodePoints::new(text), anchor(entity)?);
    Some(Named { info: entity_info(entity), target })
}

/// Name and type of an entity.
pub(super) fn entity_info(entity: &Entity) -> EntityInfo {
    EntityInfo { name: entity.name.clone(), kind: entity.kind.name().to_owned() }
}
