//! The article's text: decoding, layout in paragraphs, spans, safe drawing.
//!
//! The text of an article never changes once it is loaded. Everything that is
//! known about it is a [`Span`] over that text. This room knows no other.

mod article;
mod safe;
mod span;
mod wrap;

pub use article::{Article, Format, Meta, Paragraph, ParagraphKind, Parts};
pub use safe::{Cluster, MARKER, SafeText, clusters, is_hidden};
pub use span::{CodePoints, Span};
pub use wrap::wrap;
