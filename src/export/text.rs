//! An analysis as a report that people read in a terminal.

use super::report;
use crate::nlp::{Analysis, Entity, EntityKind, Quote, QuoteKind};
use crate::notes::needs_escape;
use crate::text::Article;

/// An analysis as plain text: who and what is in the article, then what was
/// said, in its order. No line holds a hidden character.
pub fn text(article: &Article, analysis: &Analysis) -> String {
    let mut lines = vec![plain(article.title())];
    let about = [report::outlet(article), article.meta.author.as_deref(), article.meta.published.as_deref()];
    let about: Vec<String> = about.into_iter().flatten().map(plain).collect();
    if !about.is_empty() {
        lines.push(about.join(", "));
    }
    for kind in EntityKind::ALL {
        let mut entities = analysis.entities.iter().filter(|entity| entity.kind == kind).peekable();
        if entities.peek().is_some() {
            lines.push(String::new());
            lines.push(heading(kind).to_owned());
            lines.extend(entities.map(|entity| entity_line(article, entity)));
        }
    }
    if !analysis.quotes.is_empty() {
        lines.push(String::new());
        lines.push("Quotes".to_owned());
    }
    for (index, quote) in analysis.quotes.iter().enumerate() {
        let number = format!("{:>3}. ", index + 1);
        let indent = " ".repeat(number.len());
        lines.push(format!("{number}{} ({})", speaker(article, analysis, quote), manner(article, quote)));
        lines.push(format!("{indent}{}", statement(article, quote)));
    }
    if analysis.entities.is_empty() && analysis.quotes.is_empty() {
        lines.push(String::new());
        lines.push("No names and no quotes were found.".to_owned());
    }
    lines.join("\n") + "\n"
}

const fn heading(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "People",
        EntityKind::Organization => "Organizations",
        EntityKind::Place => "Places",
        EntityKind::Group => "Groups",
        EntityKind::Event => "Events",
        EntityKind::Product => "Products",
        EntityKind::Work => "Works",
        EntityKind::Date => "Dates",
        EntityKind::Money => "Money",
        EntityKind::Number => "Numbers",
        EntityKind::Other => "Other names",
    }
}

fn entity_line(article: &Article, entity: &Entity) -> String {
    let role = entity.role.map_or("", |role| role.span.of(article.text()));
    let role = if role.is_empty() { String::new() } else { format!(", {}", plain(role)) };
    let count = entity.mentions.len();
    let mentions = if count == 1 { "mention" } else { "mentions" };
    format!("  {}{role} ({count} {mentions})", plain(&entity.name))
}

/// Who says it. A guess is marked as one.
fn speaker(article: &Article, analysis: &Analysis, quote: &Quote) -> String {
    let named = analysis.speaker(quote).map(|entity| entity.name.as_str());
    let words = named.or_else(|| quote.source.map(|source| source.of(article.text())));
    match words.map(plain).filter(|words| !words.is_empty()) {
        None => "speaker unknown".to_owned(),
        Some(words) if quote.confidence >= Quote::CERTAIN => words,
        Some(words) => format!("speaker not certain: {words}?"),
    }
}

/// How it is said: the cue, and whether the words are cited.
fn manner(article: &Article, quote: &Quote) -> String {
    let cue = plain(quote.cue.map_or("", |cue| cue.of(article.text())));
    if cue.is_empty() { quote.kind.name().to_owned() } else { format!("{cue}, {}", quote.kind.name()) }
}

/// What is said; fragments are joined by an ellipsis.
fn statement(article: &Article, quote: &Quote) -> String {
    let fragments = quote.content.iter().map(|span| plain(span.of(article.text())));
    let fragments: Vec<String> = match quote.kind {
        QuoteKind::Direct => fragments.map(|words| format!("“{words}”")).collect(),
        QuoteKind::Indirect | QuoteKind::Mixed => fragments.collect(),
    };
    fragments.join(" … ")
}

/// Foreign words on one line, hidden characters replaced.
fn plain(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ").chars().map(|c| if needs_escape(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}
