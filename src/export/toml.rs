//! An analysis as TOML: the same keys as in JSON, those without a value left out.

use super::report::{MentionReport, Offsets, Report};
use crate::correct::Corrected;
use crate::nlp::Analysis;
use crate::notes::{toml_lines, toml_string};
use crate::text::Article;

/// An analysis as TOML. `id` is what the article is called outside; offsets
/// count code points of `text`.
pub fn toml(id: &str, article: &Article, analysis: &Analysis) -> String {
    write(&Report::new(id, article, analysis, None))
}

/// The same with the reader's corrections: what she says has `by = "human"`,
/// and a speaker who is no entity a `speaker_name`.
pub fn corrected_toml(id: &str, article: &Article, corrected: &Corrected) -> String {
    write(&Report::new(id, article, &corrected.analysis, Some(&corrected.hand)))
}

fn write(report: &Report<'_>) -> String {
    let mut out = String::new();
    push(&mut out, "id", Some(toml_string(report.id)));
    push(&mut out, "text", Some(toml_lines(report.text)));
    // An empty array is a value, and arrays of tables cannot be empty.
    if report.entities.is_empty() {
        push(&mut out, "entities", Some("[]".to_owned()));
    }
    if report.quotes.is_empty() {
        push(&mut out, "quotes", Some("[]".to_owned()));
    }

    out.push_str("\n[article]\n");
    let known = &report.article;
    push(&mut out, "headline", known.headline.map(offsets));
    push(&mut out, "credit", known.credit.map(offsets));
    push(&mut out, "outlet", known.outlet.map(toml_string));
    push(&mut out, "byline", known.byline.map(offsets));
    push(&mut out, "dateline", known.dateline.map(offsets));
    push(&mut out, "published", known.published.map(toml_string));
    push(&mut out, "title", known.title.map(toml_string));
    push(&mut out, "author", known.author.map(toml_string));
    push(&mut out, "url", known.url.map(toml_string));

    for entity in &report.entities {
        out.push_str("\n[[entities]]\n");
        push(&mut out, "id", Some(toml_string(&entity.id)));
        push(&mut out, "name", Some(toml_string(entity.name)));
        push(&mut out, "type", Some(toml_string(entity.kind)));
        push(&mut out, "role", entity.role.map(toml_string));
        let mention = |m: &MentionReport| {
            format!("{{ start = {}, end = {}, kind = {} }}", m.start, m.end, toml_string(m.kind))
        };
        push(&mut out, "mentions", Some(list(entity.mentions.iter().map(mention))));
        push(&mut out, "by", entity.by.map(toml_string));
    }
    for quote in &report.quotes {
        out.push_str("\n[[quotes]]\n");
        push(&mut out, "id", Some(toml_string(&quote.id)));
        push(&mut out, "type", Some(toml_string(quote.kind)));
        push(&mut out, "content", Some(list(quote.content.iter().copied().map(offsets))));
        push(&mut out, "cue", quote.cue.map(offsets));
        push(&mut out, "source", quote.source.map(offsets));
        push(&mut out, "speaker", quote.speaker.as_deref().map(toml_string));
        push(&mut out, "confidence", Some(format!("{:?}", quote.confidence)));
        push(&mut out, "speaker_name", quote.speaker_name.map(toml_string));
        push(&mut out, "by", quote.by.map(toml_string));
    }
    out
}

fn push(out: &mut String, key: &str, value: Option<String>) {
    if let Some(value) = value {
        out.push_str(&format!("{key} = {value}\n"));
    }
}

fn offsets(at: Offsets) -> String {
    format!("{{ start = {}, end = {} }}", at.start, at.end)
}

/// A list with one value a line.
fn list(values: impl Iterator<Item = String>) -> String {
    let lines: String = values.map(|value| format!("  {value},\n")).collect();
    if lines.is_empty() { "[]".to_owned() } else { format!("[\n{lines}]") }
}
