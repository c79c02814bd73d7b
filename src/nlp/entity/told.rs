//! "Lok Virsa, the heritage institute", "the novel Salt Road": names whose kind the
//! article tells beside them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::names::Name;
use crate::nlp::EntityKind;
use crate::nlp::document::Document;
use crate::nlp::gazetteer::Classes;
use crate::nlp::lexicon::Lexicon;
use crate::nlp::token::TokenKind;

/// Nouns that say what a name names.
const NOUNS: [(EntityKind, &str); 4] = [
    (
        EntityKind::Place,
        "town village city suburb hamlet port island municipality district province region county \
         constituency township settlement neighbourhood neighborhood valley river lake mountain peninsula \
         wilayat governorate commune borough enclave plateau estuary graveyard cemetery forest beach bay \
         harbour harbor waterfall glacier desert reef lagoon creek canyon volcano hill tarn loch archipelago \
         oasis marsh wetland gorge spring stadium airport square street quarter",
    ),
    (
        EntityKind::Organization,
        "company firm party institute agency ministry union association club charity newspaper broadcaster \
         regulator retailer manufacturer maker bank insurer airline utility operator publisher militia \
         coalition federation foundation nonprofit startup start-up brewery producer developer supplier \
         consultancy lender watchdog university college cooperative co-operative supermarket chain orchestra \
         choir band label museum hospital school subsidiary miner refiner carmaker shipbuilder builder \
         restaurant newsroom",
    ),
    (
        EntityKind::Work,
        "novel film serial album song play poem painting memoir documentary musical opera thriller sitcom \
         podcast exhibition ballad sculpture mural portrait anthology",
    ),
    (
        EntityKind::Product,
        "ship icebreaker frigate submarine spacecraft ferry tanker trawler yacht schooner app smartphone drug vaccine satellite",
    ),
];

/// The kind that each of the nouns says.
static KINDS: LazyLock<HashMap<&str, EntityKind>> = LazyLock::new(|| {
    NOUNS.iter().flat_map(|(kind, nouns)| nouns.split_whitespace().map(|noun| (noun, *kind))).collect()
});

/// Most words of a description behind its article.
const LONGEST: usize = 6;

/// Gives names the kind that the article tells of them, all of one name where nothing
/// else is told.
pub(super) fn kinds(doc: &Document, lexicon: &Lexicon, names: &mut [Name]) {
    let mut told: HashMap<&str, Option<EntityKind>> = HashMap::new();
    for name in names.iter().filter(|name| may_be(name)) {
        let kind = behind(doc, name).or_else(|| before(doc, name));
        if let Some(kind) = kind {
            let known = told.entry(doc.phrase(name.tokens.clone())).or_insert(Some(kind));
            if *known != Some(kind) {
                *known = None;
            }
        }
    }
    let head = Classes::ORG_HEAD.with(Classes::SUFFIX).with(Classes::PLACE_HEAD);
    for name in names.iter_mut().filter(|name| may_be(name)) {
        let words = doc.phrase(name.tokens.clone());
        let Some(Some(kind)) = told.get(words).copied() else { continue };
        let sure = if name.tokens.len() == 1 { head.with(Classes::NAME) } else { head };
        let plain = !doc.classes(name.tokens.end - 1).any(sure) && !lexicon.written(words).is_thing();
        if plain && name.title.is_none() {
            name.kind = kind;
        }
    }
}

/// Kinds of names that are less sure than what is told of them.
const fn may_be(name: &Name) -> bool {
    use EntityKind::{Event, Organization, Other, Person, Place, Product, Work};
    matches!(name.kind, Person | Organization | Place | Product | Work | Event | Other)
}

/// What the description behind a name says.
fn behind(doc: &Document, name: &Name) -> Option<EntityKind> {
    let sentence = doc.sentences.get(doc.sentence_of(name.tokens.start))?.tokens.start;
    // "In Curanipe, the company said": not who the company is.
    let opens = name.tokens.start <= sentence + 2 && name.tokens.start > sentence;
    if opens && doc.near(name.tokens.end, 1) == "the" {
        return None;
    }
    KINDS.get(description(doc, name)?).copied()
}

/// The noun of the description behind a name: "village" in "Curanipe, a fishing village
/// of 2,000".
pub(super) fn description<'d>(doc: &Document<'d>, name: &Name) -> Option<&'d str> {
    let end = name.tokens.end;
    let sentence = doc.sentences.get(doc.sentence_of(name.tokens.start))?.tokens.clone();
    if doc.near(end, 0) != "," || !matches!(doc.near(end, 1), "a" | "an" | "the" | "another") {
        return None;
    }
    let first = end + 2;
    // "a Cumbrian village", "a village cut in two"
    let adjective = |at: usize| doc.is_capital(at) && !doc.is_capital(at + 1) && doc.is_word(at + 1);
    let number = |at: usize| doc.words[at].kind == TokenKind::Number;
    let ends = |at: usize| {
        !doc.is_word(at) && !number(at)
            || doc.classes(at).any(Classes::FUNCTION)
            || doc.is_capital(at) && !(at == first && adjective(at))
    };
    let last = (first..sentence.end.min(first + LONGEST)).find(|&at| ends(at))?;
    // "the company said" goes on with a verb, a description with a mark or a small word.
    let closed = CLOSING.contains(&doc.word(last));
    if !closed || last <= first {
        return None;
    }
    let cut = doc.word(last - 1);
    let participle =
        cut.ends_with("ed") || matches!(cut, "cut" | "known" | "built" | "run" | "led" | "set" | "held");
    let noun = if participle && last - 1 > first { last - 2 } else { last - 1 };
    Some(doc.word(noun))
}

/// What stands behind a description.
const CLOSING: [&str; 20] = [
    ",", ".", ";", ")", "—", "–", "of", "in", "that", "which", "about", "near", "on", "for", "with", "by",
    "from", "where", "at", "whose",
];

/// What the noun in front of a name says: "the novel Salt Road", "the town of Onaga".
fn before(doc: &Document, name: &Name) -> Option<EntityKind> {
    let start = name.tokens.start;
    let of = doc.near(start, -1) == "of";
    let (noun, determiner) = if of { (-2, -3) } else { (-1, -2) };
    let kind = KINDS.get(doc.near(start, noun)).copied()?;
    let fits = if of { kind == EntityKind::Place } else { kind == EntityKind::Work };
    let told = matches!(
        doc.near(start, determiner),
        "the" | "The" | "a" | "her" | "his" | "their" | "its" | "debut"
    );
    (fits && told).then_some(kind)
}
