//! The article's text: decoding, layout in paragraphs, spans, safe drawing.
//!
//! The text of an article never changes once it is loaded. Everything that is
//! known about it is a [`Span`] over that text. This room knows no other.

mod article;
mod byline;
mod credit;
mod dates;
mod decode;
mod front_matter;
mod html;
mod lead;
mod markdown;
mod parts;
mod plain;
mod safe;
mod span;
mod words;
mod wrap;
mod yaml;

pub use article::{Article, Format, Meta, Paragraph, ParagraphKind, Parts};
pub use decode::{Decoded, decode};
pub use front_matter::has_front_matter;
pub use safe::{Cluster, MARKER, SafeText, clusters, is_hidden};
pub use span::{CodePoints, Span};
pub use wrap::wrap;

/// Reads a text as an article. Never fails: what the format's markup cannot
/// explain stays text. The second value tells what was passed over.
pub fn parse(text: String, format: Format) -> (Article, Vec<String>) {
    match format {
        Format::Plain => {
            let mut paragraphs = plain::paragraphs(&text);
            let (parts, meta) = parts::find(&text, &mut paragraphs, parts::Headline::Guessed);
            (Article::new(text, meta, parts, paragraphs), Vec::new())
        }
        Format::Markdown => markdown::parse(&text),
    }
}
