//! Reading the corpus: plain text out of marked text, and what was marked.
//!
//! `corpus/GUIDE.md` describes the marks.

use std::collections::{BTreeMap, HashMap};

use crate::nlp::EntityKind;
use crate::nlp::training::Told;
use crate::text::{Article, Format, Span, parse as parse_article};

/// What a mark says of the words that it encloses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// A name of an entity.
    Name(EntityKind, String),
    /// A date or an amount of money.
    Value(EntityKind),
    /// A pronoun that refers to an entity.
    Pronoun(String),
    /// A description that refers to an entity.
    Nominal(String),
    /// What a person is.
    Role(String),
    /// A fragment of a statement.
    Content(String),
    /// The cue of a statement.
    Cue(String),
    /// The source of a statement, and the entity behind it.
    Source(String, Option<String>),
}

/// One story of the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// The head's lines by their keys.
    pub head: HashMap<String, String>,
    /// The text without marks.
    pub text: String,
    /// The marks in the order in which they begin.
    pub marks: Vec<(Span, Mark)>,
}

impl Story {
    /// The story as the program would read it from a file.
    pub fn article(&self) -> Article {
        parse_article(self.text.clone(), Format::Plain).0
    }

    /// Names and values, with what they name.
    pub fn names(&self) -> Vec<(Span, EntityKind)> {
        let kind = |mark: &Mark| match mark {
            Mark::Name(kind, _) | Mark::Value(kind) => Some(*kind),
            _ => None,
        };
        self.marks.iter().filter_map(|(span, mark)| Some((*span, kind(mark)?))).collect()
    }

    /// Names with the entities that they name.
    pub fn named(&self) -> Vec<(Span, &str)> {
        let names = self.marks.iter().filter_map(|(span, mark)| match mark {
            Mark::Name(_, entity) => Some((*span, entity.as_str())),
            _ => None,
        });
        names.collect()
    }

    /// The statements by their labels.
    pub fn told(&self) -> Vec<Told> {
        let mut told: BTreeMap<&str, Told> = BTreeMap::new();
        for (span, mark) in &self.marks {
            match mark {
                Mark::Content(id) => told.entry(id).or_default().content.push(*span),
                Mark::Cue(id) => told.entry(id).or_default().cue.push(*span),
                Mark::Source(id, _) => told.entry(id).or_default().source.push(*span),
                _ => {}
            }
        }
        told.into_values().collect()
    }

    /// A field of the head, "" where it is missing.
    pub fn field(&self, key: &str) -> &str {
        self.head.get(key).map_or("", String::as_str)
    }
}

/// Reads a story.
///
/// # Errors
/// The line and what is wrong in it.
pub fn parse(source: &str) -> Result<Story, (usize, String)> {
    let (head, body) =
        source.split_once("\n\n").ok_or((1, "there is no empty line behind the head".to_owned()))?;
    let fields = head.lines().filter_map(|line| line.split_once(": "));
    let head: HashMap<String, String> = fields.map(|(k, v)| (k.to_owned(), v.trim().to_owned())).collect();
    let offset = source.len() - body.len();
    let fail = |at: usize, what: &str| {
        let line = 1 + source.as_bytes()[..offset + at].iter().filter(|&&b| b == b'\n').count();
        Err((line, what.to_owned()))
    };
    let mut story = Story { head, text: String::with_capacity(body.len()), marks: Vec::new() };
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut chars = body.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '[' | '{' => {
                let rest = &body[at + 1..];
                let Some(label) =
                    rest.split([' ', '\n', ']', '}']).next().filter(|l| rest[l.len()..].starts_with(' '))
                else {
                    return fail(at, "a mark has no label and words");
                };
                let Some(mark) = mark(c, label) else {
                    return fail(at, &format!("{c}{label} is no mark"));
                };
                open.push((story.marks.len(), c));
                story.marks.push((Span::new(story.text.len(), story.text.len()), mark));
                // The label and the blank behind it; both are ASCII.
                chars.nth(label.len());
            }
            ']' | '}' => {
                let Some((index, opened)) = open.pop() else {
                    return fail(at, "a mark closes that was not opened");
                };
                if (opened == '[') != (c == ']') {
                    return fail(at, "marks cross");
                }
                story.marks[index].0.end = story.text.len();
                if story.marks[index].0.is_empty() {
                    return fail(at, "a mark is empty");
                }
            }
            '\n' if !open.is_empty() && body[at..].starts_with("\n\n") => {
                return fail(at, "a mark reaches over the end of a paragraph");
            }
            c => story.text.push(c),
        }
    }
    if open.is_empty() { Ok(story) } else { fail(body.len(), "a mark is not closed") }
}

fn mark(bracket: char, label: &str) -> Option<Mark> {
    let id = |id: &str| (!id.is_empty()).then(|| id.to_owned());
    if bracket == '{' {
        let end = label.find(['!', '@']).unwrap_or(label.len());
        let (statement, rest) = label.split_at(end);
        let number = statement.strip_prefix('q')?;
        if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let statement = statement.to_owned();
        return match rest.split_at_checked(1) {
            None => Some(Mark::Content(statement)),
            Some(("!", "")) => Some(Mark::Cue(statement)),
            Some(("@", who)) => Some(Mark::Source(statement, id(who))),
            _ => None,
        };
    }
    match label {
        "d" => return Some(Mark::Value(EntityKind::Date)),
        "m" => return Some(Mark::Value(EntityKind::Money)),
        _ => {}
    }
    let (sign, rest) = label.split_at_checked(1)?;
    match sign {
        ":" => Some(Mark::Pronoun(id(rest)?)),
        "~" => Some(Mark::Nominal(id(rest)?)),
        "%" => Some(Mark::Role(id(rest)?)),
        _ => {
            let kind = match sign {
                "p" => EntityKind::Person,
                "o" => EntityKind::Organization,
                "l" => EntityKind::Place,
                "g" => EntityKind::Group,
                "e" => EntityKind::Event,
                "r" => EntityKind::Product,
                "w" => EntityKind::Work,
                "x" => EntityKind::Other,
                _ => return None,
            };
            Some(Mark::Name(kind, id(rest.strip_prefix(':')?)?))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_out_as_spans_of_the_plain_text() {
        let story = parse(
            "id: a\ngenre: court\n\n{q1@m [%m Chief of the [o:ll Lanning Lines]] [p:m Mbeki]} {q1! said} on [d Monday] {q1 [:m he] left}.\n",
        )
        .unwrap();
        assert_eq!(story.text, "Chief of the Lanning Lines Mbeki said on Monday he left.\n");
        assert_eq!(story.field("genre"), "court");
        let marks: Vec<_> =
            story.marks.iter().map(|(span, mark)| (span.of(&story.text), mark.clone())).collect();
        assert_eq!(
            marks[0],
            ("Chief of the Lanning Lines Mbeki", Mark::Source("q1".into(), Some("m".into())))
        );
        assert_eq!(marks[2], ("Lanning Lines", Mark::Name(EntityKind::Organization, "ll".into())));
        assert_eq!(marks[6], ("he left", Mark::Content("q1".into())));
        assert_eq!(marks[7], ("he", Mark::Pronoun("m".into())));
    }

    #[test]
    fn ill_marked_stories_say_where() {
        for (body, line, what) in [
            ("one\n\n[p:a Ann", 5, "a mark is not closed"),
            ("[z:a Ann]", 3, "[z:a is no mark"),
            ("{q1 [p:a Ann} x]", 3, "marks cross"),
            ("Ann]", 3, "a mark closes that was not opened"),
            ("[p:a Ann\n\nBell]", 3, "a mark reaches over the end of a paragraph"),
            ("[p:a]", 3, "a mark has no label and words"),
        ] {
            assert_eq!(parse(&format!("id: a\n\n{body}")), Err((line, what.to_owned())), "{body}");
        }
    }
}
