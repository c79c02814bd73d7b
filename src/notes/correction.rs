//! What the reader puts right in what the machine found.
//!
//! A correction names its words as a note does, so that it finds them again
//! after another engine has read the article anew: an entity by one of its
//! mentions with name and type, a statement by its content.

use jiff::Timestamp;

use super::{EntityInfo, Target};

/// One correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// A ULID, for ever the same.
    pub id: String,
    /// When it was made; corrections are applied in this order.
    pub created: Timestamp,
    /// The words it is about: a mention, or the content of a statement from
    /// its first fragment to its last.
    pub target: Target,
    /// What is put right.
    pub fix: Fix,
}

/// What a correction puts right. Types are the words that exports use
/// ("person", "place").
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fix {
    /// The entity is of another type.
    Retype {
        /// The entity as it was shown.
        entity: EntityInfo,
        /// What it is.
        kind: String,
    },
    /// The entity has another name.
    Rename {
        /// The entity as it was shown.
        entity: EntityInfo,
        /// What it is called.
        name: String,
    },
    /// The entity is the same as another one.
    Merge {
        /// The entity as it was shown.
        entity: EntityInfo,
        /// The other one, which keeps its name and type.
        into: Named,
    },
    /// The mention is not the entity's: it is another one's, or one of its own.
    Split {
        /// The entity as it was shown.
        entity: EntityInfo,
        /// What the words name.
        becomes: Thing,
    },
    /// The entity is none, wherever it is mentioned.
    DismissEntity {
        /// The entity as it was shown.
        entity: EntityInfo,
    },
    /// The words do not mention the entity, nor another one.
    DismissMention {
        /// The entity as it was shown.
        entity: EntityInfo,
    },
    /// The words name something that was missed.
    MarkEntity(Thing),
    /// The words are a statement that was missed or cut wrongly.
    MarkQuote {
        /// direct, indirect or mixed.
        kind: String,
        /// Who says it; `None` where that is not known.
        speaker: Option<Voice>,
    },
    /// The words are no statement.
    DismissQuote,
    /// Who makes the statement; `None` where that cannot be known.
    Speaker(Option<Voice>),
}

/// An entity of the article, by one of its mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Name and type as they were shown.
    pub info: EntityInfo,
    /// One of its mentions.
    pub target: Target,
}

/// What words name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thing {
    /// An entity that the article has already.
    Known(Named),
    /// One of its own.
    New(EntityInfo),
}

/// Who makes a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Voice {
    /// An entity of the article.
    Entity(Named),
    /// Somebody whom the article does not name.
    Name(String),
}

impl Thing {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Known(named) => &named.info.name,
            Self::New(info) => &info.name,
        }
    }
}

impl Voice {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Entity(named) => &named.info.name,
            Self::Name(name) => name,
        }
    }
}

impl Fix {
    /// The word that the notes file uses.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Retype { .. } => "retype",
            Self::Rename { .. } => "rename",
            Self::Merge { .. } => "merge",
            Self::Split { .. } => "split",
            Self::DismissEntity { .. } => "dismiss-entity",
            Self::DismissMention { .. } => "dismiss-mention",
            Self::MarkEntity(_) => "mark-entity",
            Self::MarkQuote { .. } => "mark-quote",
            Self::DismissQuote => "dismiss-quote",
            Self::Speaker(_) => "speaker",
        }
    }

    /// The words of every fix, as [`name`](Self::name) gives them.
    pub const NAMES: [&'static str; 10] = [
        "retype",
        "rename",
        "merge",
        "split",
        "dismiss-entity",
        "dismiss-mention",
        "mark-entity",
        "mark-quote",
        "dismiss-quote",
        "speaker",
    ];
}

impl Correction {
    /// The same correction on a text in which its words stand elsewhere: `place`
    /// gives each target's new one, or `None` where it is not certain; that one
    /// stays.
    #[must_use]
    pub fn moved(&self, place: impl Fn(&Target) -> Option<Target>) -> Self {
        let mut moved = self.clone();
        let mut targets = vec![&mut moved.target];
        match &mut moved.fix {
            Fix::Merge { into: named, .. }
            | Fix::Split { becomes: Thing::Known(named), .. }
            | Fix::MarkEntity(Thing::Known(named))
            | Fix::MarkQuote { speaker: Some(Voice::Entity(named)), .. }
            | Fix::Speaker(Some(Voice::Entity(named))) => targets.push(&mut named.target),
            _ => {}
        }
        for target in targets {
            if let Some(new) = place(target) {
                *target = new;
            }
        }
        moved
    }

    /// Whether it is on a statement, not on an entity.
    pub const fn is_on_quote(&self) -> bool {
        matches!(self.fix, Fix::MarkQuote { .. } | Fix::DismissQuote | Fix::Speaker(_))
    }

    /// What it says, in a line for people. It may hold foreign characters.
    pub fn summary(&self) -> String {
        let words = self.target.exact.split_whitespace().collect::<Vec<_>>().join(" ");
        match &self.fix {
            Fix::Retype { entity, kind } => format!("{}: {kind}, not {}", entity.name, entity.kind),
            Fix::Rename { entity, name } => format!("{name}, not {}", entity.name),
            Fix::Merge { entity, into } => format!("{} is {}", entity.name, into.info.name),
            Fix::Split { entity, becomes } => {
                format!("“{words}” is {}, not {}", becomes.name(), entity.name)
            }
            Fix::DismissEntity { entity } => format!("{} is no {}", entity.name, entity.kind),
            Fix::DismissMention { entity } => format!("“{words}” is not {}", entity.name),
            Fix::MarkEntity(Thing::Known(named)) => format!("“{words}” is {}", named.info.name),
            Fix::MarkEntity(Thing::New(info)) => format!("{}: {}", info.name, info.kind),
            Fix::MarkQuote { speaker: Some(voice), .. } | Fix::Speaker(Some(voice)) => {
                format!("{} said “{words}”", voice.name())
            }
            Fix::MarkQuote { speaker: None, .. } => format!("a statement: “{words}”"),
            Fix::Speaker(None) => format!("speaker unknown: “{words}”"),
            Fix::DismissQuote => format!("no statement: “{words}”"),
        }
    }
}
