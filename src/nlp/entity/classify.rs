//! What kind of thing a name names: evidence from its words, from the words
//! around each of its places, and from the other names of the article.

use std::collections::HashMap;

use super::runs::{Piece, Runs};
use crate::nlp::EntityKind;
use crate::nlp::document::Document;
use crate::nlp::gazetteer::{Classes, Gazetteer};
use crate::nlp::quote::Cue;
use crate::nlp::token::{TokenKind, is_initial};

/// Evidence for each kind, in no unit but its own: about 1 is a hint, 3 is
/// nearly certain.
#[derive(Debug, Clone, Copy, Default)]
struct Evidence {
    person: f32,
    organization: f32,
    place: f32,
    group: f32,
    event: f32,
    work: f32,
    product: f32,
}

impl Evidence {
    fn add(&mut self, other: Evidence, limit: f32) {
        let sum = |a: f32, b: f32| (a + b).clamp(-limit, limit);
        self.person = sum(self.person, other.person);
        self.organization = sum(self.organization, other.organization);
        self.place = sum(self.place, other.place);
        self.group = sum(self.group, other.group);
        self.event = sum(self.event, other.event);
        self.work = sum(self.work, other.work);
        self.product = sum(self.product, other.product);
    }

    fn best(self) -> (EntityKind, f32) {
        let all = [
            (EntityKind::Person, self.person),
            (EntityKind::Organization, self.organization),
            (EntityKind::Place, self.place),
            (EntityKind::Group, self.group),
            (EntityKind::Event, self.event),
            (EntityKind::Work, self.work),
            (EntityKind::Product, self.product),
        ];
        all.into_iter().fold((EntityKind::Other, 0.0), |best, one| if one.1 > best.1 { one } else { best })
    }
}

/// One written form of a name and what speaks for each kind.
#[derive(Debug)]
struct Form {
    /// From its own words.
    own: Evidence,
    /// From the words around it, all places together.
    around: Evidence,
    /// Number of words.
    len: usize,
    /// A piece with this form.
    example: usize,
}

/// Least evidence with which a name is kept.
const THRESHOLD: f32 = 0.75;

/// Decides the kind of each piece; `None` where it is no name.
pub(crate) fn kinds(
    doc: &Document,
    lists: &Gazetteer,
    runs: &Runs,
    pieces: &[Piece],
) -> Vec<Option<EntityKind>> {
    let mut index: HashMap<&str, usize> = HashMap::new();
    let mut forms: Vec<Form> = Vec::new();
    let mut form_of = Vec::with_capacity(pieces.len());
    for (i, piece) in pieces.iter().enumerate() {
        let id = *index.entry(doc.phrase(piece.tokens.clone())).or_insert_with(|| {
            let own = from_words(doc, runs, piece);
            forms.push(Form { own, around: Evidence::default(), len: piece.tokens.len(), example: i });
            forms.len() - 1
        });
        form_of.push(id);
        forms[id].around.add(from_context(doc, lists, piece), 3.0);
    }
    let mut decided: Vec<(EntityKind, f32)> = forms.iter().map(|f| f.total().best()).collect();
    spread(doc, runs, pieces, &mut forms, &mut decided);
    form_of.iter().map(|&id| Some(decided[id]).filter(|d| d.1 >= THRESHOLD).map(|d| d.0)).collect()
}

impl Form {
    fn total(&self) -> Evidence {
        let mut all = self.own;
        all.add(self.around, 99.0);
        all
    }
}

/// Single words lean on the longer names of the article that they are part of.
fn spread(
    doc: &Document,
    runs: &Runs,
    pieces: &[Piece],
    forms: &mut [Form],
    decided: &mut [(EntityKind, f32)],
) {
    let mut last_of_person: HashMap<&str, f32> = HashMap::new();
    let mut first_of_person: HashMap<&str, f32> = HashMap::new();
    let mut first_of_other: HashMap<&str, EntityKind> = HashMap::new();
    for (form, (kind, score)) in forms.iter().zip(decided.iter()) {
        let tokens = &pieces[form.example].tokens;
        if form.len < 2 || *score < THRESHOLD {
            continue;
        }
        match kind {
            EntityKind::Person => {
                last_of_person.insert(doc.word(tokens.end - 1), *score);
                first_of_person.insert(doc.word(tokens.start), *score);
            }
            EntityKind::Organization => {
                first_of_other.insert(doc.word(tokens.start), *kind);
            }
            _ => {}
        }
    }
    for (form, decision) in forms.iter_mut().zip(decided.iter_mut()).filter(|(f, _)| f.len == 1) {
        let at = pieces[form.example].tokens.start;
        let word = doc.word(at);
        let listed = runs.known(at).0 > 0;
        if last_of_person.contains_key(word) {
            form.own.person += if listed { 1.5 } else { 4.0 };
        } else if first_of_person.contains_key(word) && !listed {
            form.own.person += 2.0;
        } else if first_of_other.contains_key(word) && !listed {
            form.own.organization += 1.5;
        } else {
            continue;
        }
        *decision = form.total().best();
    }
}

/// Evidence from the words of the name itself.
fn from_words(doc: &Document, runs: &Runs, piece: &Piece) -> Evidence {
    let tokens = piece.tokens.clone();
    let len = tokens.len();
    let mut e = Evidence::default();
    let first = doc.classes(tokens.start);
    let last = doc.classes(tokens.end - 1);
    let word = doc.word(tokens.start);
    let (known, classes) = runs.known(tokens.start);
    if known == len {
        if classes.any(Classes::PLACE) {
            e.place += if classes.any(Classes::COUNTRY) { 4.5 } else { 3.5 };
        }
        if classes.any(Classes::ORGANIZATION) {
            e.organization += 3.5;
        }
        if classes.any(Classes::GROUP) {
            e.group += 4.0;
        }
    }
    if known == len && len > 1 {
        // The lists know the whole name; its words tell nothing more.
        e.person += if piece.title.is_some() { 1.0 } else { 0.0 };
        return e;
    }
    let heads = Classes::ORG_HEAD.with(Classes::SUFFIX).with(Classes::PLACE_HEAD).with(Classes::EVENT);
    let of = tokens.clone().find(|&i| matches!(doc.word(i), "of" | "for" | "on"));
    if len == 1 {
        single(doc, runs, tokens.start, &mut e);
    } else {
        if last.any(Classes::SUFFIX) {
            e.organization += 4.0;
        } else if last.any(Classes::ORG_HEAD) {
            e.organization += 3.0;
        }
        if last.any(Classes::PLACE_HEAD) {
            e.place += 2.8;
        }
        if last.any(Classes::EVENT) {
            e.event += 3.2;
        }
        if last.any(Classes::WORK) {
            e.work += 3.2;
        }
        if last.any(Classes::GROUP) && known != len {
            e.group += 1.5;
        }
        if tokens.clone().any(|i| doc.classes(i).any(Classes::PRODUCT)) {
            e.product += 2.0;
        }
        if let Some(of) = of {
            let head = doc.classes(of - 1);
            if head.any(Classes::ORG_HEAD) {
                e.organization += 3.5;
            }
            if head.any(Classes::PLACE_HEAD) {
                e.place += 3.5;
            }
            if head.any(Classes::EVENT) {
                e.event += 3.5;
            }
            if head.any(Classes::WORK) {
                e.work += 3.5;
            }
            e.person -= 1.5;
        }
        if tokens.clone().any(|i| doc.word(i) == "&") {
            e.organization += 2.0;
        }
        if first.any(Classes::PLACE_FIRST) && !last.any(Classes::ORG_HEAD) {
            e.place += 1.8;
        }
        if tokens.clone().any(|i| doc.classes(i).any(Classes::ORG_HEAD)) {
            e.organization += 0.5;
        }
        if known > 0 && classes.any(Classes::ORGANIZATION) {
            e.organization += 1.5;
        } else if known > 0
            && known < len
            && classes.any(Classes::PLACE.with(Classes::GROUP))
            && !first.any(Classes::GIVEN)
        {
            e.organization += 1.2;
        }
        if !last.any(heads) && of.is_none() {
            person_words(doc, piece, &mut e);
        }
    }
    if piece.title.is_some() && !last.any(Classes::ORG_HEAD.with(Classes::SUFFIX)) {
        e.person += if known == len && classes.any(Classes::COUNTRY) { 1.0 } else { 3.0 };
    }
    if len > 5 && of.is_none() {
        e.person -= 1.0;
    }
    if word.chars().any(|c| c.is_ascii_digit()) {
        e.person -= 2.0;
        e.product += 0.8;
    }
    e
}

/// Evidence from a name of one word.
fn single(doc: &Document, runs: &Runs, at: usize, e: &mut Evidence) {
    let word = doc.word(at);
    let classes = doc.classes(at);
    let listed = runs.known(at).0 > 0;
    if classes.any(Classes::GIVEN) && !listed {
        e.person += 1.0;
    }
    if classes.any(Classes::SURNAME) {
        e.person += 1.6;
    }
    if classes.any(Classes::PRODUCT) {
        e.product += 2.0;
    }
    if classes.any(Classes::WORK) {
        e.work += 0.9;
    }
    if classes.any(Classes::EVENT) {
        e.event += 0.9;
    }
    if classes.any(Classes::ORG_HEAD.with(Classes::PLACE_HEAD).with(Classes::TITLE_PART)) && !listed {
        // "the Council" alone names nothing that another article would know.
        e.organization -= 3.0;
        e.place -= 3.0;
    }
    if let Some(w) = doc.words.get(at)
        && w.all_capitals
        && !listed
    {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        if classes.any(Classes::NO_ORG) {
            e.organization -= 3.0;
        } else if (2..=7).contains(&letters) && !classes.any(Classes::GIVEN) {
            e.organization += 2.2;
            e.person -= 1.0;
        }
    }
    let inner = word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase);
    if inner
        && !listed
        && !word.contains(['-', '\'', '’'])
        && !word.starts_with("Mc")
        && !word.starts_with("Mac")
    {
        e.organization += 1.0;
    }
    if runs.seen_lower(at) && !listed {
        e.person -= 0.8;
        e.organization -= 0.8;
        e.place -= 0.8;
    }
    if !listed && (word.ends_with("ists") || word.ends_with("ians") || word.ends_with("ites")) {
        e.group += 1.5;
    }
    if !listed
        && ["stan", "ville", "burg", "grad", "pur", "abad", "shire", "town", "land"]
            .iter()
            .any(|s| word.ends_with(s))
    {
        e.place += 0.8;
    }
}

/// Evidence that two or more words are a person's names.
fn person_words(doc: &Document, piece: &Piece, e: &mut Evidence) {
    let tokens = piece.tokens.clone();
    let capitals = tokens.clone().filter(|&i| doc.is_capital(i)).count();
    let first = doc.classes(tokens.start);
    let last = doc.classes(tokens.end - 1);
    if (2..=4).contains(&capitals) {
        e.person += 0.8;
    }
    if first.any(Classes::GIVEN) {
        e.person += 2.5;
    }
    if last.any(Classes::SURNAME) {
        e.person += 1.2;
    }
    if tokens.clone().skip(1).any(|i| doc.classes(i).any(Classes::GIVEN)) {
        e.person += 0.6;
    }
    if tokens.clone().any(|i| is_initial(doc.word(i))) {
        e.person += 1.5;
    }
    if tokens.clone().skip(1).any(|i| {
        matches!(
            doc.word(i),
            "bin" | "bint" | "ibn" | "ben" | "van" | "von" | "al" | "de" | "der" | "del" | "da"
        )
    }) {
        e.person += 0.8;
    }
    if tokens.clone().any(|i| doc.word(i).starts_with("al-") || doc.word(i).starts_with("Al-")) {
        e.person += 0.8;
    }
    let odd = tokens.clone().any(|i| {
        let classes = doc.classes(i);
        classes.any(Classes::COMMON.with(Classes::TITLE_PART).with(Classes::WORK))
            && !classes.any(Classes::GIVEN.with(Classes::SURNAME))
    });
    if odd {
        e.person -= 1.2;
        e.organization += 0.6;
    }
    if tokens.clone().any(|i| doc.words.get(i).is_some_and(|w| w.all_capitals) && doc.word(i).len() > 2) {
        e.person -= 0.8;
        e.organization += 0.8;
    }
}

/// Evidence from the words around one place of the name.
fn from_context(doc: &Document, lists: &Gazetteer, piece: &Piece) -> Evidence {
    let mut e = Evidence::default();
    let tokens = piece.tokens.clone();
    let start = piece.title.as_ref().map_or(tokens.start, |t| t.start);
    let before = doc.near(start, -1);
    let single = tokens.len() <= 2;
    let cue = |word: &str| lists.cues().get(word).is_some_and(|c| c.any(Cue::SAY.with(Cue::SPEECH)));
    match before {
        "in" | "In" if single => e.place += 1.3,
        "near" | "Near" | "outside" | "across" | "throughout" if single => e.place += 1.5,
        "from" | "to" | "around" | "towards" if single => e.place += 0.4,
        "at" => {
            e.place += 0.3;
            e.organization += 0.3;
        }
        "the" | "The" | "this" | "our" | "a" | "an" => {
            e.person -= 2.5;
            e.organization += 0.6;
        }
        "of" => {
            let head = doc.near(start, -2);
            if matches!(
                head,
                "city"
                    | "town"
                    | "village"
                    | "province"
                    | "state"
                    | "district"
                    | "region"
                    | "island"
                    | "port"
                    | "capital"
                    | "suburb"
            ) {
                e.place += 3.0;
            }
            if matches!(
                head,
                "wife" | "husband" | "son" | "daughter" | "death" | "murder" | "father" | "mother"
            ) {
                e.person += 1.2;
            }
        }
        _ => {
            let behind = start.checked_sub(1);
            if behind.is_some_and(|b| doc.classes(b).any(Classes::PERSON_NOUN) && !doc.is_capital(b)) {
                e.person += 2.0;
            } else if cue(before) {
                e.person += 1.0;
                e.organization += 0.3;
            }
        }
    }
    let mut next = tokens.end;
    if doc.words.get(next).is_some_and(|w| w.kind == TokenKind::Possessive) {
        next += 1;
    } else if cue(doc.word(next)) {
        e.person += 0.9;
        e.organization += 0.5;
    }
    let after = doc.word(next);
    match after {
        "," => after_comma(doc, next + 1, &mut e),
        "(" => {
            let inner = doc.words.get(next + 1);
            if inner.is_some_and(|w| w.all_capitals) && doc.word(next + 2) == ")" && tokens.len() > 1 {
                e.organization += 2.0;
            }
        }
        "who" | "himself" | "herself" => e.person += 2.0,
        "province" | "district" | "city" | "region" | "state" | "county" | "village" | "town" | "river"
        | "airport" | "island" | "islands" | "valley" | "area" | "residents" | "suburb" | "peninsula"
        | "municipality" => {
            e.place += 1.8;
        }
        "party" | "newspaper" | "group" | "militants" | "company" | "government" | "officials"
        | "spokesman" | "spokesperson" | "spokeswoman" | "members" | "fighters" | "website" | "magazine"
        | "shares" => {
            e.organization += 0.9;
        }
        "people" | "community" | "communities" | "tribe" | "language" | "culture" => e.group += 0.8,
        _ => {}
    }
    e
}

/// "X, 44, ...", "X, a teacher", "X, who ...", "X, Kenya".
fn after_comma(doc: &Document, at: usize, e: &mut Evidence) {
    let word = doc.word(at);
    let age = word.parse::<u32>().is_ok_and(|n| (1..120).contains(&n));
    if age && doc.word(at + 1) == "," {
        e.person += 3.0;
    } else if word == "who" || word == "whose" {
        e.person += 1.8;
    } else if matches!(word, "a" | "an" | "the" | "his" | "her") {
        let noun = (at + 1..at + 5).any(|i| doc.classes(i).any(Classes::PERSON_NOUN));
        if noun {
            e.person += 1.2;
        }
    } else if doc.classes(at).any(Classes::PERSON_NOUN) && !doc.is_capital(at) {
        e.person += 1.5;
    } else if doc.classes(at).any(Classes::PLACE) && doc.is_capital(at) {
        e.place += 1.0;
    }
}
