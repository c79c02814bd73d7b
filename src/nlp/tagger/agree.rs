//! One name, one kind, as far as nothing speaks against it.
//!
//! The second look judges each place of a name by itself. Where the same words were
//! taken for different things in one article, all places decide together, each by how
//! sure it is; a place that is surer than that keeps its own: a language is called like
//! the people, a team like its town.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::second::Worth;
use super::{KINDS, VERDICTS, verdict};
use crate::nlp::EntityKind;
use crate::nlp::document::Document;
use crate::nlp::entity::Name;
use crate::nlp::gazetteer::Classes;
use crate::nlp::lexicon::Lexicon;

/// How likely each verdict on a name is, by its tokens: how far it lies behind the best,
/// in hundredths of a nat.
pub(crate) type Verdicts = HashMap<Range<usize>, Worth>;

/// No verdict lies farther behind the best than this, so that no single place decides for
/// all; and so far the others lie behind what the lists or the rules said.
const MOST: i32 = 1000;
const SAID: i32 = 500;

/// By how much its own kind must be likelier, for a name to keep it against all other
/// places: the first where two things often have that name, the second elsewhere.
const SHARED: i32 = 200;
const APART: i32 = 100;

/// By how much another kind must be likelier, place by place, for a word not to mean the
/// person whose name begins or ends with it.
const NAMED: i64 = 300;

/// All places of one name together, "CHIȘINĂU" and "Chișinău".
#[derive(Debug, Default)]
struct Form {
    places: i64,
    sum: [i64; VERDICTS],
}

/// Gives the places of one name one kind. A single word that a person's name begins or
/// ends with is that person, unless an organization's name begins with it or much speaks
/// against it. `worth` is what was weighed, name by name; it comes back by tokens.
pub(super) fn agree(
    doc: &Document,
    lexicon: &Lexicon,
    names: &mut [Name],
    worth: Vec<Option<Worth>>,
) -> Verdicts {
    let worth: Vec<Worth> = names.iter().zip(worth).map(|(name, worth)| behind(name, worth)).collect();
    let mut forms: HashMap<String, Form> = HashMap::new();
    let mut persons: HashSet<&str> = HashSet::new();
    let mut others: HashSet<&str> = HashSet::new();
    for (name, worth) in names.iter().zip(&worth).filter(|(name, _)| KINDS.contains(&name.kind)) {
        let form = forms.entry(doc.phrase(name.tokens.clone()).to_lowercase()).or_default();
        form.places += 1;
        form.sum.iter_mut().zip(worth).for_each(|(sum, &own)| *sum += i64::from(own));
        if name.tokens.len() > 1 {
            let (first, last) = (doc.word(name.tokens.start), doc.word(name.tokens.end - 1));
            match name.kind {
                EntityKind::Person => persons.extend([first, last]),
                _ => drop(others.insert(first)),
            }
        }
    }
    let visited = visited(doc, names);
    for (name, worth) in names.iter_mut().zip(&worth).filter(|(name, _)| KINDS.contains(&name.kind)) {
        let words = doc.phrase(name.tokens.clone());
        let Some(form) = forms.get(&words.to_lowercase()) else { continue };
        let single = name.tokens.len() == 1;
        let best = (1..VERDICTS).max_by_key(|&v| (form.sum[v], std::cmp::Reverse(v))).unwrap_or(1);
        let addressed = name.kind == EntityKind::Person && name.title.is_some();
        if verdict(name.kind) != best && !addressed {
            // Of several words only a known place has a team of its name: New Zealand.
            let known =
                || lexicon.written(words).is_place() || doc.classes(name.tokens.start).any(Classes::COUNTRY);
            let kind = KINDS[best - 1];
            let shared = may_share(kind, name.kind) && (single || known()) || is_speech(kind, name.kind);
            if worth[verdict(name.kind)] - worth[best] < if shared { SHARED } else { APART } {
                name.kind = kind;
            }
        }
        // "Lagos" of Ignacio Lagos, where nothing is in Lagos.
        let listed = doc.classes(name.tokens.start).any(Classes::NAME) && visited.contains(words);
        if single && persons.contains(words) && !others.contains(words) && !listed {
            let lead = form.sum[verdict(name.kind)] - form.sum[verdict(EntityKind::Person)];
            if lead < NAMED * form.places {
                name.kind = EntityKind::Person;
            }
        }
    }
    names.iter().map(|name| name.tokens.clone()).zip(worth).collect()
}

/// How far each verdict on a name lies behind the best.
fn behind(name: &Name, worth: Option<Worth>) -> Worth {
    let Some(worth) = worth else {
        let mut said = [-SAID; VERDICTS];
        said[verdict(name.kind)] = 0;
        return said;
    };
    let best = worth.iter().copied().max().unwrap_or(0);
    worth.map(|worth| (worth - best).max(-MOST))
}

/// The single words that are used like a place's name somewhere, and those of what no place is.
fn visited<'a>(doc: &Document<'a>, names: &[Name]) -> HashSet<&'a str> {
    let single = names.iter().filter(|name| name.tokens.len() == 1);
    let visited = single.filter(|name| {
        let before = doc.near(name.tokens.start, -1);
        let behind = doc.near(name.tokens.end, 0);
        matches!(name.kind, EntityKind::Organization | EntityKind::Group)
            || matches!(before, "in" | "In" | "near" | "from" | "From" | "to" | "outside" | "at" | "of")
            || matches!(behind, "," | "–" | "—" | "(")
    });
    visited.map(|name| doc.word(name.tokens.start)).collect()
}

/// Whether two things of these kinds often have one name in one article: a team
/// and its city, Washington and the man. Others have not.
const fn may_share(one: EntityKind, other: EntityKind) -> bool {
    use EntityKind::{Organization, Person, Place};
    matches!((one, other), (Person | Organization, Place) | (Place, Person | Organization))
}

/// Whether these are the kinds of a people and of its language.
const fn is_speech(one: EntityKind, other: EntityKind) -> bool {
    matches!((one, other), (EntityKind::Group, EntityKind::Other) | (EntityKind::Other, EntityKind::Group))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nlp::gazetteer::Gazetteer;
    use crate::text::{Article, Meta, Paragraph, ParagraphKind, Parts, Span};

    /// The kinds that become of names, each given by its words, its kind and by how much
    /// that one is likelier than all others, in hundredths of a nat.
    fn agreed(text: &str, names: &[(&str, EntityKind, i32)]) -> Vec<EntityKind> {
        let lists = Gazetteer::new();
        let body = Paragraph { kind: ParagraphKind::Body, span: Span::new(0, text.len()) };
        let article = Article::new(text.to_string(), Meta::default(), Parts::default(), vec![body]);
        let doc = Document::new(&lists, &article);
        let mut from = 0;
        let mut found: Vec<Name> = Vec::new();
        for &(words, kind, _) in names {
            let at = from + text[from..].find(words).unwrap();
            from = at + words.len();
            let tokens = doc.tokens_in(Span::new(at, from));
            let title = text[..at].ends_with("Mr. ").then(|| tokens.start - 1..tokens.start);
            found.push(Name { tokens, kind, title });
        }
        let worth = names.iter().map(|&(_, kind, lead)| {
            let mut worth = [0; VERDICTS];
            worth[verdict(kind)] = lead;
            Some(worth)
        });
        agree(&doc, &Lexicon::new(), &mut found, worth.collect());
        found.iter().map(|name| name.kind).collect()
    }

    #[test]
    fn one_name_has_one_kind_unless_a_place_is_sure_of_another() {
        use EntityKind::{Group, Organization, Other, Person, Place};
        type Names<'a> = &'a [(&'a str, EntityKind, i32)];
        let cases: &[(&str, Names, &[EntityKind])] = &[
            (
                "Delcourt rose. Delcourt fell. He left Delcourt.",
                &[("Delcourt", Organization, 300), ("Delcourt", Organization, 300), ("Delcourt", Place, 50)],
                &[Organization; 3],
            ),
            (
                "TELMIN: All went. Those of Telmin slept.",
                &[("TELMIN", Place, 300), ("Telmin", Person, 50)],
                &[Place; 2],
            ),
            (
                "Samoans sang, in Samoan, what a Samoan wrote, and Samoan girls read.",
                &[
                    ("Samoans", Group, 300),
                    ("Samoan", Other, 250),
                    ("Samoan", Group, 300),
                    ("Samoan", Group, 300),
                ],
                &[Group, Other, Group, Group],
            ),
            (
                "Trellick sells pies. Trellick pays. Mr. Trellick smiled.",
                &[("Trellick", Organization, 400), ("Trellick", Organization, 400), ("Trellick", Person, 50)],
                &[Organization, Organization, Person],
            ),
            (
                "Anna Varro spoke. Then Varro left.",
                &[("Anna Varro", Person, 300), ("Varro", Organization, 200)],
                &[Person, Person],
            ),
            (
                "Anna Varro spoke. Shares in Varro fell.",
                &[("Anna Varro", Person, 300), ("Varro", Organization, 400)],
                &[Person, Organization],
            ),
        ];
        for (text, names, expected) in cases {
            assert_eq!(agreed(text, names), *expected, "{text}");
        }
    }
}
