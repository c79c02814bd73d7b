//! Front matter: the title, author and date that stand before a Markdown
//! text, as TOML between `+++` or as YAML between `---`.

use super::article::Meta;
use super::words::single_spaced;
use super::yaml;

/// A Markdown text without its front matter.
#[derive(Debug)]
pub(super) struct FrontMatter<'t> {
    /// What the front matter says.
    pub(super) meta: Meta,
    /// The text behind it; all of the text where there is none.
    pub(super) body: &'t str,
    /// What in it was not understood.
    pub(super) warnings: Vec<String>,
}

/// The values of one key: one, or the items of a list; none where the value
/// is of a kind that is not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) key: String,
    pub(super) values: Option<Vec<String>>,
    /// Line of the file, from 1, where it is known.
    pub(super) line: Option<usize>,
}

/// Which keys mean what, the most telling first.
const TITLE: &[&str] = &["title", "headline"];
const AUTHOR: &[&str] = &["author", "authors", "byline", "by"];
const URL: &[&str] = &["url", "link", "canonical_url", "canonical", "source_url"];
const PUBLISHED: &[&str] = &["published", "date", "pubdate", "published_at", "publish_date"];
const OUTLET: &[&str] = &["outlet", "publication", "source", "site", "publisher"];

/// Whether a text starts with front matter.
pub fn has_front_matter(text: &str) -> bool {
    fenced(text).is_some()
}

/// Takes the front matter off a text. Without one, or where it is never
/// closed, all of the text is body.
pub(super) fn split(text: &str) -> FrontMatter<'_> {
    let Some(Fenced { toml, content, body }) = fenced(text) else {
        return FrontMatter { meta: Meta::default(), body: text, warnings: Vec::new() };
    };
    let (fields, mut warnings) = if toml { toml_fields(content) } else { yaml::fields(content) };
    let meta = meta(&fields, &mut warnings);
    FrontMatter { meta, body, warnings }
}

struct Fenced<'t> {
    toml: bool,
    content: &'t str,
    body: &'t str,
}

/// Finds the two fences. A text that starts with a drawn line has no front
/// matter: the first line behind the fence must be a key or a comment.
fn fenced(text: &str) -> Option<Fenced<'_>> {
    let (first, _) = text.split_once('\n')?;
    let toml = match first.trim_end() {
        "+++" => true,
        "---" => false,
        _ => return None,
    };
    let from = first.len() + 1;
    let mut at = from;
    for line in text.get(from..)?.split_inclusive('\n') {
        let fence = line.trim_end();
        if (toml && fence == "+++") || (!toml && (fence == "---" || fence == "...")) {
            let content = text.get(from..at)?;
            let body = text.get(at + line.len()..)?;
            return content
                .lines()
                .find(|line| !line.trim().is_empty())
                .is_none_or(|line| is_key(line, toml))
                .then_some(Fenced { toml, content, body });
        }
        at += line.len();
    }
    None
}

fn is_key(line: &str, toml: bool) -> bool {
    line.starts_with('#')
        || if toml { line.starts_with('[') || line.contains('=') } else { yaml::key(line).is_some() }
}

/// The fields of TOML front matter.
fn toml_fields(content: &str) -> (Vec<Field>, Vec<String>) {
    let table = match content.parse::<toml::Table>() {
        Ok(table) => table,
        Err(error) => {
            let before = error.span().and_then(|span| content.get(..span.start));
            // The fence is line 1.
            let place =
                before.map_or(String::new(), |b| format!(" (near line {})", b.matches('\n').count() + 2));
            let what = single_spaced(error.message());
            return (Vec::new(), vec![format!("The front matter is not valid TOML: {what}{place}")]);
        }
    };
    let one = |value: &toml::Value| match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Array(_) => None,
        toml::Value::Table(table) => table.get("name").and_then(|name| name.as_str()).map(str::to_owned),
        other => Some(other.to_string()),
    };
    let fields = table.iter().map(|(key, value)| Field {
        key: key.to_lowercase(),
        values: match value {
            toml::Value::Array(items) => items.iter().map(one).collect(),
            value => one(value).map(|value| vec![value]),
        },
        line: None,
    });
    (fields.collect(), Vec::new())
}

/// What the fields say about the article.
fn meta(fields: &[Field], warnings: &mut Vec<String>) -> Meta {
    let mut pick = |keys: &[&str]| {
        keys.iter().find_map(|key| {
            let field = fields.iter().find(|field| field.key == *key)?;
            let Some(values) = &field.values else {
                let line = field.line.map_or(String::new(), |line| format!(" (line {line})"));
                warnings.push(format!("\"{key}\" in the front matter was not understood{line}"));
                return None;
            };
            let values: Vec<String> =
                values.iter().map(|value| single_spaced(value)).filter(|value| !value.is_empty()).collect();
            (!values.is_empty()).then(|| values.join(", "))
        })
    };
    let (title, author, published) = (pick(TITLE), pick(AUTHOR), pick(PUBLISHED));
    let (mut url, mut outlet) = (pick(URL), pick(OUTLET));
    // Web clippers write the address as the source.
    if outlet.as_deref().is_some_and(|outlet| outlet.starts_with("http://") || outlet.starts_with("https://"))
    {
        url = url.or_else(|| outlet.clone());
        outlet = OUTLET.iter().filter(|key| **key != "source").find_map(|key| pick(&[key]));
    }
    Meta { title, outlet, url, author, published }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let FrontMatter { meta, body, warnings } = split(text);
        let values = [meta.title, meta.author, meta.outlet, meta.url, meta.published];
        let values: Vec<String> = values.into_iter().map(|value| value.unwrap_or("-".to_owned())).collect();
        format!("{} / {body} / {}", values.join(" ; "), warnings.join(" ; "))
    }

    #[test]
    fn both_kinds_are_read() {
        for (text, expected) in [
            (
                "+++\ntitle = \"A\"\nauthor = [\"B\", \"C\"]\ndate = 2026-03-14\n+++\nx",
                "A ; B, C ; - ; - ; 2026-03-14 / x / ",
            ),
            (
                "---\ntitle: A\nauthors:\n  - B\n  - name: C\nurl: https://a.example/\n---\nx",
                "A ; B, C ; - ; https://a.example/ ; - / x / ",
            ),
            (
                "---\r\ntitle: 'A''s'\r\nsource: https://a.example/\r\nsite: Wire\r\n---\r\nx",
                "A's ; - ; Wire ; https://a.example/ ; - / x / ",
            ),
            ("+++\n[extra]\nx = 1\n+++\n", "- ; - ; - ; - ; - /  / "),
            ("---\ntitle: A\n...\nx", "A ; - ; - ; - ; - / x / "),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_not_understood_is_told() {
        for (text, expected) in [
            (
                "---\ntitle: {a: b}\n---\nx",
                "- ; - ; - ; - ; - / x / \"title\" in the front matter was not understood (line 2)",
            ),
            (
                "---\ntitle: A\n}{\n---\nx",
                "A ; - ; - ; - ; - / x / Line 3 of the front matter was not understood",
            ),
            (
                "+++\ntitle = \"A\"\ntitle = \"B\"\n+++\nx",
                "- ; - ; - ; - ; - / x / The front matter is not valid TOML: duplicate key (near line 3)",
            ),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_drawn_line_starts_no_front_matter() {
        for text in [
            "",
            "---",
            "---\n",
            "---\n\nWords.\n\n---\n",
            "+++\nunclosed = 1\n",
            "----\na: b\n----\n",
            " ---\na: b\n---\n",
        ] {
            assert!(!has_front_matter(text), "{text:?}");
            assert_eq!(split(text).body, text);
        }
    }
}
