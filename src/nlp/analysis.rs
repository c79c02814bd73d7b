//! What an analysis is: entities with mentions, quotes with speakers.

use crate::text::Span;

/// Index of an entity in [`Analysis::entities`]; printed as `e1`, `e2`, ...
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(pub usize);

/// What kind of thing an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityKind {
    /// A person.
    Person,
    /// A company, ministry, party, medium, club, armed group.
    Organization,
    /// A country, city, region, river, building.
    Place,
    /// Nationality, religion, members of a party ("Iranian", "Democrats").
    Group,
    /// A named event.
    Event,
    /// A product.
    Product,
    /// A book, film, law, show.
    Work,
    /// An explicit date ("Monday", "July 15").
    Date,
    /// An amount of money.
    Money,
    /// Another number.
    Number,
    /// Any other name.
    Other,
}

impl EntityKind {
    /// Every kind, in the order in which lists show them.
    pub const ALL: [EntityKind; 11] = [
        Self::Person,
        Self::Organization,
        Self::Place,
        Self::Group,
        Self::Event,
        Self::Product,
        Self::Work,
        Self::Date,
        Self::Money,
        Self::Number,
        Self::Other,
    ];

    /// The word that exports use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Group => "group",
            Self::Event => "event",
            Self::Product => "product",
            Self::Work => "work",
            Self::Date => "date",
            Self::Money => "money",
            Self::Number => "number",
            Self::Other => "other",
        }
    }

    /// The kind with that [`name`](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How the text refers to an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// By a name.
    Name,
    /// By a description ("the spokesperson").
    Nominal,
    /// By a pronoun ("he").
    Pronoun,
}

impl MentionKind {
    /// The word that exports use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Nominal => "nominal",
            Self::Pronoun => "pronoun",
        }
    }
}

/// One place in the text that refers to an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// The words.
    pub span: Span,
    /// How they refer.
    pub kind: MentionKind,
}

/// What a person is ("Deputy spokesperson of the US State Department").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// The words that say so.
    pub span: Span,
}

/// One thing that the article names, with every mention of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The most telling of its names, as written in the text.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// What the person is, where the text says so.
    pub role: Option<Role>,
    /// For a date, the day, month or year that it means, in ISO 8601 ("2026-03-09",
    /// "2026-03"): a guess where its own words do not name the year.
    pub date: Option<String>,
    /// Its mentions in the order of the text; at least one.
    pub mentions: Vec<Mention>,
}

/// Whether a statement is cited word by word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuoteKind {
    /// All of it stands in quotation marks.
    Direct,
    /// None of it does.
    Indirect,
    /// A part of it does.
    Mixed,
}

impl QuoteKind {
    /// The word that exports use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

/// One statement that the article reports.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// Whether the words are cited.
    pub kind: QuoteKind,
    /// The fragments of what is said, without the quotation marks themselves,
    /// in order, at least one; a statement broken by its attribution has two.
    pub content: Vec<Span>,
    /// The word that reports it ("said").
    pub cue: Option<Span>,
    /// The words that name who says it ("he").
    pub source: Option<Span>,
    /// The entity behind the source, where it is known.
    pub speaker: Option<EntityId>,
    /// How sure the engine is of the speaker, 0 to 1.
    pub confidence: f32,
}

impl Quote {
    /// Below this confidence a speaker is a guess, and is shown as one.
    pub const CERTAIN: f32 = 0.5;

    /// Whether it is open who says it: nobody is known, or it is a guess.
    pub fn is_doubtful(&self) -> bool {
        self.speaker.is_none() || self.confidence < Self::CERTAIN
    }

    /// From the first word of the statement to its last, attribution in the
    /// middle included.
    pub fn extent(&self) -> Span {
        let start = self.content.first().map_or(0, |s| s.start);
        let end = self.content.last().map_or(start, |s| s.end);
        Span::new(start, end)
    }
}

/// Everything that the engine says about one article.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Analysis {
    /// Entities by their first mention.
    pub entities: Vec<Entity>,
    /// Quotes by their first word.
    pub quotes: Vec<Quote>,
}

impl Analysis {
    /// The entity with that id.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.0)
    }

    /// The entity that speaks a quote.
    pub fn speaker(&self, quote: &Quote) -> Option<&Entity> {
        quote.speaker.and_then(|id| self.entity(id))
    }
}
