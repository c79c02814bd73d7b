//! The article's text: decoding, layout in paragraphs, spans, safe drawing.
//!
//! The text of an article never changes once it is loaded. Everything that is
//! known about it is a [`Span`] over that text. This room knows no other.

mod article;
mod decode;
mod span;

pub use article::{Article, Format, Meta, Paragraph, ParagraphKind, Parts};
pub use decode::{Decoded, decode};
pub use span::{CodePoints, Span};
