//! An article: its unchanging text, and what the loader found in its layout.

use super::Span;

/// How a source is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Plain text: the text is the file, character by character.
    #[default]
    Plain,
    /// Markdown, with TOML or YAML front matter: the text is what a reader of
    /// the rendered page would read.
    Markdown,
}

/// What is known about an article from its front matter or its layout. The
/// values are as written in the source; none is checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// The title; the headline's words where the front matter gives none.
    pub title: Option<String>,
    /// Who published it ("Iran International").
    pub outlet: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who wrote it, without "By".
    pub author: Option<String>,
    /// When it was published, as written.
    pub published: Option<String>,
}

/// The parts that stand apart from the story itself, as spans of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parts {
    /// The headline.
    pub headline: Option<Span>,
    /// The credit of the picture ("Cartoon by revo_posters").
    pub credit: Option<Span>,
    /// The line that names the author ("By Ines Okafor in Port Lanning").
    pub byline: Option<Span>,
    /// The outlet's name before the first sentence ("Iran International").
    pub outlet: Option<Span>,
    /// Place and agency before the first sentence ("KYIV, Ukraine (AP) -").
    pub dateline: Option<Span>,
}

/// What a paragraph is to its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParagraphKind {
    /// The headline of the article.
    Headline,
    /// The credit of a picture.
    Credit,
    /// The line that names the author.
    Byline,
    /// A heading inside the story.
    Heading,
    /// Running text.
    Body,
    /// One item of a list.
    ListItem,
    /// A block quotation of the source's markup.
    Quote,
    /// Preformatted text: its lines are kept as they are.
    Preformatted,
}

/// One paragraph; its span holds no blank line and no white space at its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ParagraphKind,
}

/// An article: a text that never changes, its layout, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    text: String,
    id: String,
    /// Title, outlet, author, date.
    pub meta: Meta,
    /// Headline, credits and leads.
    pub parts: Parts,
    /// Paragraphs in order; between them stands only white space.
    pub paragraphs: Vec<Paragraph>,
}

impl Article {
    /// Puts an article together. `paragraphs` must be sorted spans of `text`.
    pub fn new(text: String, meta: Meta, parts: Parts, paragraphs: Vec<Paragraph>) -> Self {
        let id = format!("blake3:{}", blake3::hash(text.as_bytes()).to_hex());
        Self { text, id, meta, parts, paragraphs }
    }

    /// The text. Every span of this article counts bytes in it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What identifies this very text: `blake3:` and the hash in hexadecimal.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The title to show: from the front matter, else the headline, else the
    /// first words of the text.
    pub fn title(&self) -> &str {
        if let Some(title) = &self.meta.title {
            return title;
        }
        let span = self.parts.headline.or_else(|| self.paragraphs.first().map(|p| p.span));
        let words = span.map_or("", |s| s.of(&self.text));
        let line = words.lines().next().unwrap_or("");
        match line.char_indices().nth(80) {
            Some((at, _)) => &line[..at],
            None => line,
        }
    }

    /// Index of the paragraph that holds byte `at`, or of the last one that
    /// starts before it; 0 where there is none.
    pub fn paragraph_at(&self, at: usize) -> usize {
        self.paragraphs.partition_point(|p| p.span.start <= at).saturating_sub(1)
    }
}
