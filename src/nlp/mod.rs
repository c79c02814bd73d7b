//! Who is in an article and who said what, as plain data.
//!
//! The work goes in steps, each in a module of its own: words and sentences
//! ([`sentences`]), names and what they name, which names are one, roles,
//! quotation marks, attributions, and he and she. All of it is rules over
//! embedded word lists, and small trained taggers that correct them: the same text
//! always gives the same analysis.

mod analysis;
mod document;
mod entity;
mod fold;
mod gazetteer;
mod lexicon;
mod quote;
mod sentence;
mod tagger;
mod token;
#[cfg(feature = "train")]
pub mod training;
mod when;
mod words;

pub use analysis::{Analysis, Entity, EntityId, EntityKind, Mention, MentionKind, Quote, QuoteKind, Role};
pub use sentence::sentences;

use crate::text::Article;
use document::Document;
use gazetteer::Gazetteer;
use lexicon::Lexicon;
use tagger::Model;

/// The embedded knowledge that [`analyze`] works with. Cheap to share between
/// threads; made once, in a few milliseconds.
#[derive(Debug)]
pub struct Engine {
    lists: Gazetteer,
    lexicon: Lexicon,
    model: Option<Model<{ tagger::LABELS }>>,
    judge: Option<Model<{ tagger::VERDICTS }>>,
    links: Option<Model<{ entity::ANSWERS }>>,
    statements: quote::Taggers,
    aliases: entity::Aliases,
}

/// The trained weights, of names, of their kinds, of short forms, of words that report, of
/// what they report;
/// `byline-train` makes them.
const NAMES: &[u8] = include_bytes!("../../assets/names.model");
const KINDS: &[u8] = include_bytes!("../../assets/kinds.model");
const LINKS: &[u8] = include_bytes!("../../assets/links.model");
const CUES: &[u8] = include_bytes!("../../assets/cues.model");
const STATEMENTS: &[u8] = include_bytes!("../../assets/statements.model");

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

impl Engine {
    /// The engine that is embedded in the program.
    pub fn new() -> Self {
        Self {
            lists: Gazetteer::new(),
            lexicon: Lexicon::new(),
            model: Model::new(NAMES),
            judge: Model::new(KINDS),
            links: Model::new(LINKS),
            statements: quote::Taggers { cues: Model::new(CUES), spans: Model::new(STATEMENTS) },
            aliases: entity::aliases(),
        }
    }

    /// The engine with other taggers of names and of their kinds, and other links of short
    /// forms.
    #[cfg(feature = "train")]
    pub fn with_names(
        self,
        names: &'static [u8],
        kinds: Option<&'static [u8]>,
        links: Option<&'static [u8]>,
    ) -> Self {
        let (judge, links) = (kinds.and_then(Model::new), links.and_then(Model::new));
        Self { model: Model::new(names), judge, links, ..self }
    }

    /// The engine with other taggers of statements.
    #[cfg(feature = "train")]
    pub fn with_statements(self, cues: Option<&'static [u8]>, spans: Option<&'static [u8]>) -> Self {
        let statements =
            quote::Taggers { cues: cues.and_then(Model::new), spans: spans.and_then(Model::new) };
        Self { statements, ..self }
    }
}

/// Finds the entities of an article by their names, with their roles, and
/// leaves the quotes out. He and she are not resolved, because who speaks decides
/// some of them: the entities of [`analyze`] have more mentions. Total, like
/// [`analyze`], and linear in the length of the text.
pub fn entities(engine: &Engine, article: &Article) -> Vec<Entity> {
    let doc = Document::new(&engine.lists, article);
    entity::find(&doc, engine, article).finish()
}

/// Finds the entities and the quotes of an article. Total: it cannot fail and
/// never panics; every span lies in `article.text()` on character boundaries.
/// Time grows linearly with the length of the text.
pub fn analyze(engine: &Engine, article: &Article) -> Analysis {
    let doc = Document::new(&engine.lists, article);
    let mut entities = entity::find(&doc, engine, article);
    let quotes = quote::find(&doc, engine, &mut entities);
    Analysis { entities: entities.finish(), quotes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Format, parse};

    #[test]
    fn the_embedded_model_is_one() {
        let engine = Engine::new();
        assert!(engine.model.is_some());
        assert!(engine.statements.cues.is_some() && engine.statements.spans.is_some());
        assert!(Model::<{ tagger::LABELS }>::new(&NAMES[..NAMES.len() - 1]).is_none());
        assert!(Model::<{ tagger::LABELS }>::new(b"BYN1").is_none());
    }

    #[test]
    fn entities_alone_are_those_of_the_whole_analysis() {
        let text = "Ines Okafor, the mayor of Kyiv, left. “We will rebuild,” she said.".to_owned();
        let (article, _) = parse(text, Format::Plain);
        let engine = Engine::new();
        let mut whole = analyze(&engine, &article).entities;
        assert!(whole.iter().flat_map(|e| &e.mentions).any(|m| m.kind == MentionKind::Pronoun));
        for entity in &mut whole {
            entity.mentions.retain(|m| m.kind != MentionKind::Pronoun);
        }
        assert_eq!(entities(&engine, &article), whole);
    }

    #[test]
    fn a_text_without_full_stops_has_its_names() {
        let text = "and then Daniel Mbeki went to Mombasa with the Kenyans ".repeat(400);
        let analysis = analyze(&Engine::new(), &parse(text, Format::Plain).0);
        let mbeki = analysis.entities.iter().find(|e| e.name == "Daniel Mbeki");
        assert!(mbeki.is_some_and(|e| e.mentions.len() >= 396));
    }
}
