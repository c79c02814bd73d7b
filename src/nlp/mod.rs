//! Who is in an article and who said what, as plain data.

mod analysis;

pub use analysis::{Analysis, Entity, EntityId, EntityKind, Mention, MentionKind, Quote, QuoteKind, Role};

use crate::text::Article;

/// The embedded knowledge that [`analyze`] works with. Cheap to share between
/// threads; made once.
#[derive(Debug, Default)]
pub struct Engine {}

impl Engine {
    /// The engine that is embedded in the program.
    pub fn new() -> Self {
        Self {}
    }
}

/// Finds the entities and the quotes of an article. Total: it cannot fail and
/// never panics; every span lies in `article.text()` on character boundaries.
pub fn analyze(_engine: &Engine, _article: &Article) -> Analysis {
    Analysis::default()
}

/// Sentences of `span`.
pub fn sentences(_text: &str, span: crate::text::Span) -> Vec<crate::text::Span> {
    vec![span]
}
