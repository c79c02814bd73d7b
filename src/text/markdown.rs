//! Markdown to the plain text that a reader of the rendered page would read,
//! with its paragraphs.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::article::{Article, Meta, Paragraph, ParagraphKind};
use super::front_matter::FrontMatter;
use super::parts::{self, Headline};
use super::span::Span;
use super::words::single_spaced;
use super::{credit, front_matter, html, plain};

/// Reads a Markdown text with its front matter; the second value tells what
/// of the front matter was not understood.
pub(super) fn parse(source: &str) -> (Article, Vec<String>) {
    let front = front_matter::split(source);
    if nesting(front.body) > DEEPEST {
        return as_plain(front);
    }
    let mut page = Page::default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    for event in Parser::new_ext(front.body, options) {
        page.add(event);
    }
    page.close();
    let Page { text, mut paragraphs, title, .. } = page;

    // A title in the front matter names the article; a heading that says
    // something else is part of the story.
    let folded = |words: &str| single_spaced(words).to_lowercase();
    let headline = title.filter(|&at| match (&front.meta.title, paragraphs.get(at)) {
        (Some(title), Some(heading)) => folded(title) == folded(heading.span.of(&text)),
        _ => true,
    });
    let (parts, found) = parts::find(&text, &mut paragraphs, Headline::Marked(headline));
    (Article::new(text, merge(front.meta, found), parts, paragraphs), front.warnings)
}

/// What the front matter says, and what was found where it says nothing.
fn merge(front: Meta, found: Meta) -> Meta {
    Meta {
        title: front.title.or(found.title),
        outlet: front.outlet.or(found.outlet),
        url: front.url.or(found.url),
        author: front.author.or(found.author),
        published: front.published.or(found.published),
    }
}

/// How deep quotations and lists may be nested. The parser looks at every open
/// one again on each line, so that its time grows with the depth.
const DEEPEST: usize = 100;

/// No less than the depth to which quotations and lists are nested: each level
/// is marked, or indented by two columns, on the line that opens it.
fn nesting(body: &str) -> usize {
    let depth = |line: &str| {
        let opening = line.bytes().take_while(|byte| b" \t>-*+.)".contains(byte) || byte.is_ascii_digit());
        let (mut marks, mut columns) = (0, 0);
        let mut before = b' ';
        for byte in opening {
            match byte {
                b'>' => marks += 1,
                b'\t' => columns += 4,
                b' ' => columns += 1,
                _ => {}
            }
            // A bullet or a number counts once a space follows it.
            marks += usize::from(matches!(byte, b' ' | b'\t') && !matches!(before, b' ' | b'\t' | b'>'));
            before = byte;
        }
        marks + columns / 2
    };
    body.lines().map(depth).max().unwrap_or(0)
}

/// Reads the body as plain text, markup and all.
fn as_plain(front: FrontMatter<'_>) -> (Article, Vec<String>) {
    let mut warnings = front.warnings;
    warnings.push(format!(
        "Lists or quotations are nested more than {DEEPEST} deep; the Markdown is shown as plain text"
    ));
    let text = front.body.to_owned();
    let mut paragraphs = plain::paragraphs(&text);
    let (parts, found) = parts::find(&text, &mut paragraphs, Headline::Guessed);
    (Article::new(text, merge(front.meta, found), parts, paragraphs), warnings)
}

/// The page as it is put together.
#[derive(Default)]
struct Page {
    text: String,
    paragraphs: Vec<Paragraph>,
    /// Index of the first heading of level 1.
    title: Option<usize>,
    open: Option<Open>,
    /// The open lists; the number of the next item where they are numbered.
    lists: Vec<Option<u64>>,
    /// How many block quotations are open.
    quotes: usize,
    /// What the next paragraph starts with: a bullet, a number.
    marker: String,
    /// Raw text of a code block or of HTML, while one is open.
    raw: Option<String>,
    /// How many images are open, and the words that stand for the outermost.
    images: usize,
    image_words: String,
    /// Credits of the images in the open paragraph.
    credits: Vec<String>,
    /// Where the open table's row starts.
    row: usize,
    /// How many cells that row has so far.
    cells: usize,
}

/// The paragraph that is being written.
struct Open {
    kind: ParagraphKind,
    /// Length of the text before the paragraph and its separator.
    before: usize,
    start: usize,
    /// Where the words start, behind the marker.
    words: usize,
}

impl Page {
    fn add(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words)
            | Event::Code(words)
            | Event::InlineMath(words)
            | Event::DisplayMath(words) => {
                self.write(&words);
            }
            Event::Html(words) => self.write(&words),
            Event::InlineHtml(tag) => {
                if tag.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br")) {
                    self.write(" ");
                }
            }
            Event::FootnoteReference(label) => self.write(&format!("[{label}]")),
            Event::SoftBreak => self.write(" "),
            Event::HardBreak if self.images == 0 && self.raw.is_none() => {
                // Two breaks would make a blank line.
                if self.open.is_some() && !self.text.ends_with('\n') {
                    self.text.push('\n');
                }
            }
            Event::HardBreak => self.write(" "),
            Event::Rule => self.close(),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.open(ParagraphKind::Body),
            Tag::Heading { .. } => self.open(ParagraphKind::Heading),
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.close();
                self.raw = Some(String::new());
            }
            Tag::List(first) => {
                self.close();
                self.lists.push(first);
            }
            Tag::Item => {
                self.close();
                self.marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let marker = format!("{number}. ");
                        *number = number.saturating_add(1);
                        marker
                    }
                    _ => "• ".to_owned(),
                };
            }
            Tag::FootnoteDefinition(label) => {
                self.close();
                self.marker = format!("[{label}] ");
            }
            Tag::Table(_) => self.open(ParagraphKind::Preformatted),
            Tag::TableHead | Tag::TableRow => {
                self.row = self.text.len();
                self.cells = 0;
            }
            Tag::TableCell => {
                self.text.push_str(if self.cells == 0 { "" } else { " | " });
                self.cells += 1;
            }
            Tag::Image { title, .. } => {
                if self.images == 0 {
                    self.image_words.clear();
                    self.note_credit(&title);
                }
                self.images += 1;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Table => self.close(),
            TagEnd::Heading(level) => {
                let count = self.paragraphs.len();
                self.close();
                let top = level == HeadingLevel::H1 && self.quotes == 0 && self.lists.is_empty();
                if top && self.paragraphs.len() > count {
                    self.title.get_or_insert(count);
                }
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                let code = self.raw.take().unwrap_or_default();
                self.close_code(&code);
            }
            TagEnd::HtmlBlock => {
                let raw = self.raw.take().unwrap_or_default();
                for words in html::words(&raw) {
                    self.open(ParagraphKind::Body);
                    self.write(&words);
                    self.close();
                }
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.close();
                self.marker.clear();
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                let blank =
                    self.text.get(self.row..).is_none_or(|row| row.trim_matches([' ', '|']).is_empty());
                if blank {
                    self.text.truncate(self.row);
                } else {
                    self.text.push('\n');
                }
            }
            TagEnd::Image => {
                self.images = self.images.saturating_sub(1);
                if self.images == 0 {
                    let words = std::mem::take(&mut self.image_words);
                    self.note_credit(&words);
                }
            }
            _ => {}
        }
    }

    /// Keeps what an image's words say about whom it is by; the image itself,
    /// and its description, are not shown.
    fn note_credit(&mut self, words: &str) {
        if credit::is_credit(words) {
            self.credits.push(words.to_owned());
        } else if let Some(credit) = credit::trailing_credit(words).and_then(|range| words.get(range)) {
            self.credits.push(credit.to_owned());
        }
    }

    /// Writes words to where the page is: an image's description, a raw block,
    /// or the open paragraph, which is opened where there is none.
    fn write(&mut self, words: &str) {
        if self.images > 0 {
            self.image_words.push_str(words);
        } else if let Some(raw) = &mut self.raw {
            raw.push_str(words);
        } else {
            if self.open.is_none() {
                self.open(ParagraphKind::Body);
            }
            // A line end that was written as an entity is a space to a reader.
            self.text.extend(words.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
        }
    }

    /// Opens a paragraph behind the others.
    fn open(&mut self, kind: ParagraphKind) {
        self.close();
        let kind = match kind {
            ParagraphKind::Body if !self.lists.is_empty() => ParagraphKind::ListItem,
            ParagraphKind::Body if self.quotes > 0 => ParagraphKind::Quote,
            kind => kind,
        };
        let before = self.text.len();
        if before > 0 {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        if kind != ParagraphKind::Preformatted {
            self.text.push_str(&std::mem::take(&mut self.marker));
        }
        self.open = Some(Open { kind, before, start, words: self.text.len() });
    }

    /// Closes the open paragraph; one without words leaves no trace. The
    /// credits of its images follow it.
    fn close(&mut self) {
        if let Some(Open { kind, before, start, words }) = self.open.take() {
            let end = self.text.trim_end().len();
            if end <= words && self.text.get(words..).is_none_or(|rest| rest.trim().is_empty()) {
                self.text.truncate(before);
            } else {
                self.text.truncate(end);
                let span = Span::new(start, end).trim(&self.text);
                self.paragraphs.push(Paragraph { span, kind });
            }
        }
        for credit in std::mem::take(&mut self.credits) {
            self.open(ParagraphKind::Credit);
            self.write(&single_spaced(&credit));
            self.close();
        }
    }

    /// Writes a code block, one paragraph for each run of lines between blank
    /// lines.
    fn close_code(&mut self, code: &str) {
        let mut lines = code.lines().peekable();
        while lines.peek().is_some() {
            let mut chunk = lines
                .by_ref()
                .skip_while(|line| line.trim().is_empty())
                .take_while(|line| !line.trim().is_empty())
                .peekable();
            if chunk.peek().is_none() {
                break;
            }
            self.open(ParagraphKind::Preformatted);
            for line in chunk {
                // A lone carriage return would end the line.
                self.text.extend(line.trim_end().chars().filter(|&c| c != '\r'));
                self.text.push('\n');
            }
            self.close();
        }
    }
}
