//! Analyses and notes as text for other programs: plain data in, `String` out.
// STAND-IN, replaced at merge.

use crate::nlp::Analysis;
use crate::notes::{ArticleInfo, Note};
use crate::text::Article;

/// One object on one line, without the line's end.
pub fn json(id: &str, article: &Article, _analysis: &Analysis) -> String {
    serde_json::json!({ "id": id, "text": article.text() }).to_string()
}

/// One object over several lines.
pub fn json_pretty(id: &str, article: &Article, analysis: &Analysis) -> String {
    json(id, article, analysis)
}

/// The same in TOML.
pub fn toml(id: &str, _article: &Article, _analysis: &Analysis) -> String {
    format!("id = {id:?}\n")
}

/// For people.
pub fn text(article: &Article, _analysis: &Analysis) -> String {
    format!("{}\n", article.title())
}

/// The notes on one article.
pub fn notes(info: &ArticleInfo, _notes: &[Note]) -> String {
    format!("format = \"byline-notes\"\nversion = 1\n\n[article]\nid = {:?}\n", info.id)
}

/// The notes on several articles.
pub fn notes_of_many(articles: &[(ArticleInfo, Vec<Note>)]) -> String {
    let mut out = "format = \"byline-notes\"\nversion = 1\n".to_owned();
    for (info, _) in articles {
        out += &format!("\n[[article]]\nid = {:?}\n", info.id);
    }
    out
}
