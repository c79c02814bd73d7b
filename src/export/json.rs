//! An analysis as JSON.

use std::fmt::Write as _;

use super::report::Report;
use crate::correct::Corrected;
use crate::nlp::Analysis;
use crate::notes::needs_escape;
use crate::text::Article;

/// An analysis as one line of JSON, without a line feed at its end. `id` is
/// what the article is called outside; offsets count code points of `text`.
pub fn json(id: &str, article: &Article, analysis: &Analysis) -> String {
    visible(&serde_json::to_string(&Report::new(id, article, analysis, None)).unwrap_or_default())
}

/// The same as [`json`] on many lines, for people.
pub fn json_pretty(id: &str, article: &Article, analysis: &Analysis) -> String {
    visible(&serde_json::to_string_pretty(&Report::new(id, article, analysis, None)).unwrap_or_default())
}

/// The same as [`json_pretty`] with the reader's corrections: what she says has
/// `"by": "human"`, and a speaker who is no entity a `"speaker_name"`.
pub fn corrected_json(id: &str, article: &Article, corrected: &Corrected) -> String {
    let Corrected { analysis, hand } = corrected;
    visible(
        &serde_json::to_string_pretty(&Report::new(id, article, analysis, Some(hand))).unwrap_or_default(),
    )
}

/// JSON with every hidden character escaped: it may be printed to a terminal.
/// Such characters stand in strings only, so that the values stay the same.
pub(super) fn visible(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if needs_escape(c) && c != '\n' {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}
