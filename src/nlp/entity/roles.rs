//! What a person is: the title before a name, or the description beside it.

use std::ops::Range;

use super::names::Name;
use super::{Entities, Gender, role};
use crate::nlp::EntityKind;
use crate::nlp::document::Document;
use crate::nlp::gazetteer::{Classes, Gazetteer};
use crate::nlp::token::TokenKind;

/// Longest role, in tokens.
const LONGEST: usize = 16;

/// Gives persons the first role that the text tells, and the pronoun that a
/// role like "spokeswoman" tells.
pub(crate) fn find(
    doc: &Document,
    lists: &Gazetteer,
    names: &[Name],
    entity: &[usize],
    entities: &mut Entities,
) {
    for (name, &id) in names.iter().zip(entity).filter(|(n, _)| n.kind == EntityKind::Person) {
        if entities.list.get(id).is_none_or(|e| e.role.is_some()) {
            continue;
        }
        let found = title(doc, entities, name)
            .or_else(|| behind(doc, lists, name))
            .or_else(|| ahead(doc, entities, name));
        let Some(tokens) = found else { continue };
        let told = tokens.clone().map(|at| gender_of(doc.word(at))).find(|g| *g != Gender::Unknown);
        if let (Some(told), Some(known)) = (told, entities.gender.get_mut(id))
            && *known == Gender::Unknown
        {
            *known = told;
        }
        if let Some(entity) = entities.list.get_mut(id) {
            entity.role = role(doc, tokens);
        }
    }
}

fn gender_of(word: &str) -> Gender {
    let word = word.to_ascii_lowercase();
    match word.as_str() {
        "mother" | "daughter" | "sister" | "wife" | "actress" | "widow" | "girl" | "aunt" | "grandmother"
        | "niece" => Gender::She,
        "father" | "son" | "brother" | "husband" | "actor" | "boy" | "uncle" | "grandfather" | "nephew"
        | "widower" => Gender::He,
        w if w.ends_with("woman") => Gender::She,
        w if w.ends_with("man") && w.len() > 5 && !w.ends_with("human") => Gender::He,
        _ => Gender::Unknown,
    }
}

/// Whether a word is the noun of a role.
fn is_role(doc: &Document, at: usize) -> bool {
    let classes = doc.classes(at);
    let lower = !doc.is_capital(at);
    (classes.any(Classes::TITLE) && !classes.any(Classes::HONORIFIC)) && !lower
        || classes.any(Classes::PERSON_NOUN)
            && !matches!(doc.word(at), "people" | "man" | "men" | "women" | "others")
        || lower && names_trade(doc.word(at))
}

/// Whether a noun ends as trades do: "fisherman", "biologist".
fn names_trade(word: &str) -> bool {
    word.len() >= 8 && (word.ends_with("man") || word.ends_with("woman") || word.ends_with("ist"))
}

/// Words that stand between others inside a role.
fn is_inside(doc: &Document, at: usize) -> bool {
    let word = doc.word(at);
    let mark = doc.words.get(at).is_some_and(|w| w.kind == TokenKind::Mark);
    if mark {
        return matches!(word, "-" | "&" | "–");
    }
    !doc.classes(at).any(Classes::FUNCTION)
        || matches!(
            word,
            "of" | "the" | "for" | "and" | "on" | "to" | "general" | "former" | "late" | "right" | "then"
        )
}

/// The words right before a name: "Deputy spokesperson of the Ministry of
/// Health Ines Okafor", "Kenyan Trade Commissioner Ines Okafor".
fn title(doc: &Document, entities: &Entities, name: &Name) -> Option<Range<usize>> {
    ending_at(doc, entities, name.tokens.start)
}

/// The noun phrase with a role in it that ends right before token `end`.
fn ending_at(doc: &Document, entities: &Entities, end: usize) -> Option<Range<usize>> {
    let first = doc.sentences.get(doc.sentence_of(end.checked_sub(1)?))?.tokens.start;
    let first = first.max(end.saturating_sub(LONGEST));
    let mut start = end;
    let mut noun = None;
    while start > first {
        let at = start - 1;
        let word = doc.word(at);
        let known = doc.classes(at);
        let named = entities.at(at).is_some_and(|id| {
            !matches!(entities.kind(id), Some(EntityKind::Person | EntityKind::Date | EntityKind::Money))
        });
        let possessive = doc.words[at].kind == TokenKind::Possessive;
        let linking = matches!(word, "of" | "for" | "and" | "on" | "to" | "the" | "in" | "at");
        let adjective = !known.any(Classes::FUNCTION) && doc.is_word(at) && is_adjective(word);
        if is_role(doc, at) && !named {
            noun = Some(at);
        } else if linking {
            // A link must join a name or a noun to a role further left.
            let joins = start < end
                && at > first
                && (is_role(doc, at - 1) || word == "the" || named_or_link(doc, entities, at - 1));
            if !joins || matches!(word, "in" | "at" | "to") && !is_role(doc, at - 1) {
                break;
            }
        } else if !(named || possessive || adjective || known.any(Classes::TITLE_PART) && doc.is_capital(at))
        {
            break;
        }
        start = at;
    }
    let noun = noun?;
    // A link left over at the start belongs to what stands before the role.
    while start < end
        && (doc.classes(start).any(Classes::FUNCTION) && !is_adjective(doc.word(start))
            || !doc.is_word(start))
    {
        start += 1;
    }
    (start <= noun && start < end && !(end - start == 1 && doc.classes(start).any(Classes::HONORIFIC)))
        .then_some(start..end)
}

fn named_or_link(doc: &Document, entities: &Entities, at: usize) -> bool {
    entities.at(at).is_some() || matches!(doc.word(at), "of" | "for" | "at" | "on")
}

/// Adjectives that stand in roles.
fn is_adjective(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    matches!(
        word.as_str(),
        "deputy"
            | "senior"
            | "former"
            | "chief"
            | "acting"
            | "vice"
            | "assistant"
            | "associate"
            | "foreign"
            | "prime"
            | "national"
            | "political"
            | "economic"
            | "military"
            | "press"
            | "retired"
            | "veteran"
            | "presidential"
            | "general"
            | "executive"
            | "managing"
            | "security"
            | "defense"
            | "defence"
            | "finance"
            | "health"
            | "state"
            | "federal"
            | "regional"
            | "local"
            | "human"
            | "rights"
            | "campaign"
            | "party"
            | "police"
            | "army"
            | "navy"
            | "government"
            | "opposition"
            | "conservative"
            | "liberal"
            | "junior"
            | "lead"
            | "head"
            | "co-founder"
            | "interim"
            | "then"
            | "ex"
            | "longtime"
            | "top"
            | "news"
            | "legal"
            | "medical"
            | "communications"
            | "majority"
            | "minority"
            | "parliamentary"
            | "congressional"
            | "gubernatorial"
            | "provincial"
            | "county"
            | "city"
            | "district"
            | "ministry"
            | "company"
            | "team"
            | "union"
            | "independent"
            | "policy"
            | "research"
            | "climate"
            | "trade"
            | "energy"
            | "environment"
            | "education"
            | "sports"
            | "football"
            | "school"
            | "first"
            | "second"
            | "special"
            | "public"
            | "private"
            | "international"
            | "global"
            | "foreign-policy"
            | "business"
            | "technology"
            | "science"
            | "justice"
            | "interior"
            | "home"
            | "transport"
            | "agriculture"
            | "culture"
            | "department"
            | "committee"
            | "council"
            | "university"
            | "ship"
            | "harbour"
            | "harbor"
            | "port"
            | "bank"
    )
}

/// "Ines Okafor, the ministry's chief engineer, ..."
fn behind(doc: &Document, lists: &Gazetteer, name: &Name) -> Option<Range<usize>> {
    let mut at = name.tokens.end;
    let opening = doc.word(at);
    if !matches!(opening, "," | "—" | "–" | "--") {
        return None;
    }
    at += 1;
    if doc.word(at) == "who" && matches!(doc.word(at + 1), "is" | "was") {
        at += 2;
    }
    // An age may stand between.
    if doc.words.get(at)?.kind == TokenKind::Number && doc.word(at + 1) == "," {
        at += 2;
    }
    if matches!(doc.word(at), "the" | "a" | "an" | "The" | "who") {
        at += 1;
    }
    let limit = doc.sentences.get(doc.sentence_of(name.tokens.start))?.tokens.end.min(at + LONGEST);
    let mut end = at;
    let mut noun = None;
    while end < limit {
        let cue = lists.cues().get(doc.word(end)).is_some() && !is_role(doc, end);
        let possessive = doc.words[end].kind == TokenKind::Possessive;
        if !(possessive || (is_inside(doc, end) || matches!(doc.word(end), "in" | "at" | "from")) && !cue) {
            break;
        }
        if noun.is_none()
            && matches!(doc.word(end), "in" | "at" | "from" | "to" | "of" | "for" | "and" | "on")
        {
            return None;
        }
        if is_role(doc, end) && noun.is_none() {
            noun = Some(end);
        }
        end += 1;
    }
    let noun = noun?;
    // What stands behind the role must close it.
    let closed = matches!(doc.word(end), "," | "." | ";" | "—" | "–" | "--" | "who" | "")
        || end < limit && lists.cues().get(doc.word(end)).is_some()
        || doc.word(end) == "that";
    if !closed && end - at > 1 {
        end = noun + 1;
    }
    (closed || noun - at <= 4).then_some(at..end)
}

/// "The ministry's chief engineer, Ines Okafor, said"
fn ahead(doc: &Document, entities: &Entities, name: &Name) -> Option<Range<usize>> {
    let comma = name.tokens.start.checked_sub(1)?;
    let closed = matches!(doc.word(name.tokens.end), "," | "." | ";");
    if doc.word(comma) != "," || !closed {
        return None;
    }
    ending_at(doc, entities, comma)
}
