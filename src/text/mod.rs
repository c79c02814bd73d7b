//! The article's text: decoding, layout in paragraphs, spans, safe drawing.
//!
//! The text of an article never changes once it is loaded. Everything that is
//! known about it is a [`Span`] over that text. This room knows no other.

mod article;
mod span;

pub use article::{Article, Format, Meta, Paragraph, ParagraphKind, Parts};
pub use span::{CodePoints, Span};

/// STAND-IN, replaced at merge.
pub fn parse(text: String, _format: Format) -> (Article, Vec<String>) {
    let end = text.trim_end().len();
    let paragraph = Paragraph { span: Span::new(0, end).trim(&text), kind: ParagraphKind::Body };
    (Article::new(text, Meta::default(), Parts::default(), vec![paragraph]), Vec::new())
}
