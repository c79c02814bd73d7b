//! Where the names that the tagger found begin and end, put right by rules that
//! hold whatever it learned: forms of address, names of a person and the father,
//! nicknames, institutions with long names.

use std::ops::Range;

use super::merge::is_patronymic;
use super::names::Name;
use super::{parts, passed, persons};
use crate::nlp::EntityKind;
use crate::nlp::document::{Document, Style};
use crate::nlp::gazetteer::Classes;
use crate::nlp::lexicon::Lexicon;
use crate::nlp::token::TokenKind;

/// Puts names right. They stay sorted and free of overlaps.
pub(super) fn tidy(doc: &Document, lexicon: &Lexicon, names: &mut Vec<Name>) {
    join(doc, names);
    for name in names.iter_mut() {
        address(doc, name);
    }
    cut(doc, names);
    extend(doc, names);
    persons::find(doc, lexicon, names);
    parts::right(doc, lexicon, names);
    for name in names.iter_mut() {
        bodies(doc, name);
    }
    passed::labels(doc, names);
    passed::add(doc, names);
    passed::asked(doc, names);
}

/// Forms of address that are also the first word of things: "Miss Universe".
pub(super) const COMMON_ADDRESS: [&str; 18] = [
    "Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Dr", "Dr.", "Sir", "Lord", "Lady", "Dame", "Madam",
    "Madame", "DS", "DC", "Hon",
];

/// Forms of address that only persons have.
const MISTER: [&str; 6] = ["Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms."];

/// Takes forms of address out of a name, and makes a person of what bears one.
fn address(doc: &Document, name: &mut Name) {
    let start = name.tokens.start;
    // "Mr Valdenegro" is no company, and Mr Sallow no play.
    if name.tokens.len() == 1 && MISTER.contains(&doc.near(start, -1)) && addressed(doc, start) {
        *name = Name { kind: EntityKind::Person, title: Some(start - 1..start), ..name.clone() };
    }
    let other = matches!(name.kind, EntityKind::Organization | EntityKind::Place | EntityKind::Other);
    if name.kind != EntityKind::Person && !other {
        return;
    }
    let heads = Classes::ORG_HEAD.with(Classes::SUFFIX).with(Classes::PLACE_HEAD).with(Classes::EVENT);
    let mut from = start;
    while from + 1 < name.tokens.end {
        let word = doc.word(from);
        // "Tan Sri": Tan alone is a family name, and Sri Lanka a country.
        let noble =
            matches!(doc.near(from, -1), "Tan" | "Dato" | "Dato'" | "Dato’" | "Datuk" | "Datin" | "Toh");
        let sri = matches!(word, "Sri" | "Seri" | "Puan") && noble;
        let tan = word == "Tan" && doc.word(from + 1) == "Sri" && from + 2 < name.tokens.end;
        if word == "Messrs" || word == "Messrs." || sri || tan {
            from += if tan { 2 } else { 1 };
            continue;
        }
        let polite = doc.classes(from).any(Classes::HONORIFIC);
        let person = name.kind == EntityKind::Person
            || !COMMON_ADDRESS.contains(&word)
                && !name.tokens.clone().skip(1).any(|at| doc.classes(at).any(heads) || !doc.is_capital(at));
        if !polite || !person || !doc.is_capital(from + 1) && !is_quote(doc.word(from + 1)) {
            break;
        }
        name.kind = EntityKind::Person;
        from += 1;
    }
    if name.kind == EntityKind::Person {
        from = office(doc, from..name.tokens.end);
    }
    if name.kind == EntityKind::Person && name.title.is_none() && from == start && addressed(doc, start) {
        name.title = Some(start - 1..start);
    }
    if from > start {
        let title = name.title.as_ref().map_or(start, |title| title.start);
        name.title = Some(title..from);
        name.tokens.start = from;
    }
}

/// Where a person's name begins behind an office that it seems to begin with:
/// "DIRECTOR WENDELL PRUITT" in a transcript, "Senate President" Pro Tempore Dale Holm.
pub(super) fn office(doc: &Document, tokens: Range<usize>) -> usize {
    let mut from = tokens.start;
    if doc.word(from) == "Pro" && matches!(doc.word(from + 1), "Tem" | "Tempore") && from + 2 < tokens.end {
        from += 2;
    }
    let shouted = tokens.clone().all(|at| doc.words[at].all_capitals);
    let title = |at: usize| {
        doc.classes(at).any(Classes::TITLE.with(Classes::TITLE_PART))
            && !doc.classes(at).any(Classes::GIVEN.with(Classes::SURNAME))
    };
    while shouted && from + 1 < tokens.end && title(from) {
        from += 1;
    }
    from
}

/// Whether a form of address that tells he or she stands before a name.
pub(super) fn addressed(doc: &Document, start: usize) -> bool {
    let told = |at: usize| {
        let classes = doc.classes(at);
        doc.is_capital(at)
            && classes.any(Classes::HONORIFIC)
            && classes.any(Classes::MR.with(Classes::MS))
            && doc.block_of(at).is_some_and(|block| block.tokens.contains(&start))
    };
    start.checked_sub(1).is_some_and(told)
}

fn is_quote(word: &str) -> bool {
    matches!(word, "“" | "”" | "\"" | "‘" | "’")
}

/// Joins the parts of names that the tagger left apart.
fn join(doc: &Document, names: &mut Vec<Name>) {
    let mut out: Vec<Name> = Vec::with_capacity(names.len());
    let mut at = 0;
    while let Some(name) = names.get(at) {
        at += 1;
        let mut name = name.clone();
        // Each round takes in the next name or a word, so this ends.
        while let Some((end, kind)) = goes_on(doc, &name, names.get(at)) {
            name.tokens.end = end;
            name.kind = kind;
            while names.get(at).is_some_and(|next| next.tokens.start < end) {
                at += 1;
            }
        }
        out.push(name);
    }
    *names = out;
}

/// Where a name ends that goes on behind its last token, and what it names then.
fn goes_on(doc: &Document, name: &Name, next: Option<&Name>) -> Option<(usize, EntityKind)> {
    let end = name.tokens.end;
    let block = doc.block_of(name.tokens.start)?.tokens.end;
    let next = next.filter(|next| next.tokens.end <= block);
    // "Siti Hawa" binti "Kassim"
    if is_patronymic(doc.word(end))
        && name.kind != EntityKind::Date
        && doc.is_capital(end + 1)
        && end + 1 < block
    {
        let end = next.filter(|next| next.tokens.start == end + 1).map_or(end + 2, |next| next.tokens.end);
        return Some((end, EntityKind::Person));
    }
    if name.kind == EntityKind::Person {
        // "Marcela" "Restrepo Mosquera"
        let family = next.filter(|next| {
            let given = name.tokens.len() == 1 && doc.classes(name.tokens.start).any(Classes::GIVEN);
            next.kind == EntityKind::Person && next.tokens.start == end && next.title.is_none() && given
        });
        if let Some(family) = family {
            return Some((family.tokens.end, EntityKind::Person));
        }
        // "Amenya Fiadzoli" IV
        let number = end < block && is_ordinal(doc, end) && !is_ordinal(doc, end - 1);
        if number && next.is_none_or(|next| next.tokens.start > end) {
            return Some((end + 1, EntityKind::Person));
        }
        return nickname(doc, name, next, block).map(|end| (end, EntityKind::Person));
    }
    // "Legazpi" City, not "Legazpi" City Hall
    if name.kind == EntityKind::Place
        && matches!(doc.word(end), "City" | "State" | "Province" | "Prefecture" | "County" | "Governorate")
        && end + 1 < block
        && !doc.is_capital(end + 1)
        && doc.block_of(end).is_some_and(|block| block.style != Style::Title)
        && next.is_none_or(|next| next.tokens.start > end)
    {
        return Some((end + 1, EntityKind::Place));
    }
    if name.kind == EntityKind::Organization {
        return institution(doc, name, next).map(|end| (end, EntityKind::Organization));
    }
    None
}

/// Whether a word is the number of a king or a chief; one letter may be another thing
/// unless a mark follows.
fn is_ordinal(doc: &Document, at: usize) -> bool {
    let word = doc.word(at);
    matches!(word, "II" | "III" | "IV" | "VI" | "VII" | "VIII" | "IX" | "XI" | "XII" | "XIII" | "XIV" | "XVI")
        || matches!(word, "I" | "V" | "X") && matches!(doc.near(at, 1), ";" | "," | "." | "of" | ")")
}

/// The end of 'Barbara "Babes" Montelibano' from "Barbara" or 'Barbara "Babes'.
fn nickname(doc: &Document, name: &Name, next: Option<&Name>, block: usize) -> Option<usize> {
    let quotes = name.tokens.clone().filter(|&at| matches!(doc.word(at), "“" | "\"")).count();
    let closed = name.tokens.clone().filter(|&at| matches!(doc.word(at), "”")).count();
    let end = name.tokens.end;
    let close = if quotes == 1 && closed == 0 {
        end
    } else if quotes == 0 && matches!(doc.word(end), "“" | "\"") {
        let inside = (end + 1..end + 4).take_while(|&at| doc.is_capital(at)).count();
        end + 1 + inside
    } else {
        return None;
    };
    // What stands behind the nickname is the family name: a person's or no name yet.
    let fits = next.filter(|next| next.tokens.start == close + 1);
    let named = fits.is_none_or(|next| next.kind == EntityKind::Person);
    let apart = close == end + 1 || !matches!(doc.word(close), "”" | "\"") || close + 1 >= block;
    if apart || !named || !doc.is_capital(close + 1) || doc.classes(close + 1).any(Classes::FUNCTION) {
        return None;
    }
    // A quotation of a sentence has its end inside.
    let family = fits.map_or(close + 2, |next| next.tokens.end);
    Some(family)
}

/// The end of an institution's name that goes on with what it is for: "Office for
/// the Coordination of Humanitarian Affairs", "Jammu & Kashmir and Ladakh",
/// "Environment, Food and Rural Affairs".
fn institution(doc: &Document, name: &Name, next: Option<&Name>) -> Option<usize> {
    let end = name.tokens.end;
    let of = name.tokens.clone().skip(1).find(|&at| matches!(doc.word(at), "of" | "for" | "on"));
    if let Some(of) = of {
        let list = of + 1..end;
        let next = next.filter(|next| next.tokens.start == end + 1 && doc.word(end) == "and")?;
        // After "&" only "and" can close the list.
        let closes = list.clone().any(|at| doc.word(at) == "&") && next.kind == EntityKind::Place;
        let places =
            doc.classes(of - 1).any(Classes::ORG_HEAD) && list.clone().all(|at| doc.word(at) != "and");
        return (closes && places).then_some(next.tokens.end);
    }
    let head = doc.classes(end - 1).any(Classes::ORG_HEAD) && !doc.classes(end - 1).any(Classes::SUFFIX);
    let next = next?;
    if !head || !matches!(doc.word(end), "for" | "against" | "on") || next.tokens.start > end + 6 {
        return None;
    }
    let plain = |at: usize| {
        let classes = doc.classes(at);
        doc.is_capital(at)
            && classes.any(Classes::COMMON.with(Classes::ORG_HEAD).with(Classes::TITLE_PART))
            && !classes.any(Classes::NAME.with(Classes::SUFFIX))
    };
    let between = end + 1..next.tokens.start;
    // "the Coordination of" can only go on.
    let long = between.clone().any(|at| doc.is_capital(at)) && doc.word(next.tokens.start - 1) == "of";
    let plain = |at: usize| plain(at) || long && doc.is_capital(at) && !doc.classes(at).any(Classes::NAME);
    let linked = between.clone().all(|at| plain(at) || matches!(doc.word(at), "of" | "the" | "and" | "&"));
    let thing = matches!(next.kind, EntityKind::Organization | EntityKind::Other) && plain(next.tokens.start);
    (linked && thing).then_some(next.tokens.end)
}

/// Words behind the name of a thing that say what it is.
const KINDS_OF_THINGS: [&str; 8] =
    ["coalition", "programme", "program", "project", "scheme", "initiative", "campaign", "newspaper"];

/// What stands before a sum, also right behind a name in a table.
const CURRENCIES: [&str; 14] =
    ["RO", "OMR", "Rs", "Rs.", "RM", "AED", "KSh", "Sh", "USD", "EUR", "GBP", "INR", "PKR", "NPR"];

/// Last words of companies' names behind which "of" tells where they are.
const COMPANIES: [&str; 28] = [
    "Capital",
    "Foods",
    "Ceramics",
    "Partners",
    "Holdings",
    "Ventures",
    "Motors",
    "Industries",
    "Logistics",
    "Technologies",
    "Systems",
    "Solutions",
    "Pharmaceuticals",
    "Engineering",
    "Breweries",
    "Farms",
    "Textiles",
    "Shipping",
    "Securities",
    "Investments",
    "Labs",
    "Records",
    "Studios",
    "Books",
    "Brothers",
    "Robotics",
    "Electronics",
    "Builders",
];

/// Cuts off what says what a thing is or where, and takes persons apart between whom a
/// verb stands.
fn cut(doc: &Document, names: &mut Vec<Name>) {
    let mut parts: Vec<Name> = Vec::new();
    for name in names.iter_mut() {
        // "Farah Aziz" said "Pell"
        let verb = name.tokens.clone().skip(1).find(|&at| matches!(doc.word(at), "said" | "says" | "told"));
        if let Some(verb) = verb.filter(|&verb| name.kind == EntityKind::Person && verb + 1 < name.tokens.end)
        {
            parts.push(Name { tokens: verb + 1..name.tokens.end, kind: name.kind, title: None });
            name.tokens.end = verb;
        }
        let thing = matches!(name.kind, EntityKind::Organization | EntityKind::Other | EntityKind::Event);
        if !thing || name.tokens.len() < 2 {
            continue;
        }
        let sum = doc.words.get(name.tokens.end).is_some_and(|w| w.kind == TokenKind::Number);
        if KINDS_OF_THINGS.contains(&doc.word(name.tokens.end - 1))
            || sum && CURRENCIES.contains(&doc.word(name.tokens.end - 1))
        {
            name.tokens.end -= 1;
        }
        let of = name.tokens.clone().skip(2).find(|&at| doc.word(at) == "of");
        if let Some(of) = of
            && name.kind == EntityKind::Organization
            && of + 1 < name.tokens.end
            && (doc.classes(of - 1).any(Classes::SUFFIX) || COMPANIES.contains(&doc.word(of - 1)))
            && !doc.classes(of - 1).any(Classes::FUNCTION)
            && (of + 1..name.tokens.end).all(|at| doc.is_capital(at))
        {
            parts.push(Name { tokens: of + 1..name.tokens.end, kind: EntityKind::Place, title: None });
            name.tokens.end = of;
        }
    }
    if !parts.is_empty() {
        names.extend(parts);
        names.sort_by_key(|name| name.tokens.start);
    }
}

/// Takes in the word in front that the tagger left out: "Honourable Bright" Kwasi
/// Afferi, "the Private" Bus Operators' Association, the apostrophe of ’Malerato.
fn extend(doc: &Document, names: &mut [Name]) {
    let mut free = 0;
    for name in names.iter_mut() {
        let start = name.tokens.start;
        let before = free;
        free = name.tokens.end;
        let Some(first) = start.checked_sub(1).filter(|&first| first >= before) else { continue };
        if let (Some(mark), Some(word)) = (doc.words.get(first), doc.words.get(start))
            && name.kind == EntityKind::Person
            && doc.word(first) == "’"
            && mark.span.end == word.span.start
            && doc.text[..mark.span.start].chars().next_back().is_none_or(char::is_whitespace)
        {
            name.tokens.start = first;
            continue;
        }
        let Some(second) = first.checked_sub(1) else { continue };
        // "the Courthouse", a heading, is no part of what begins the next paragraph.
        if !doc.block_of(start).is_some_and(|block| block.tokens.contains(&first)) {
            continue;
        }
        let classes = doc.classes(first);
        let tells = Classes::TITLE
            .with(Classes::TITLE_PART)
            .with(Classes::HONORIFIC)
            .with(Classes::NAME)
            .with(Classes::FUNCTION)
            .with(Classes::NO_ORG);
        if let Some(friends) = friends(doc, start).filter(|&friends| friends >= before) {
            name.tokens.start = friends;
            name.kind = EntityKind::Organization;
            continue;
        }
        let part = ADJECTIVES.contains(&doc.word(first));
        if !doc.is_word(first) || !doc.is_capital(first) || classes.any(tells) && !part {
            continue;
        }
        // "Dato' Seri", "Tan Sri"
        if matches!(doc.word(first), "Sri" | "Seri" | "Puan") {
            continue;
        }
        let untitled = name.title.as_ref().is_none_or(|title| title.end <= first);
        let bare = untitled && name.tokens.len() > 1;
        let taken = match name.kind {
            EntityKind::Person => doc.classes(second).any(Classes::HONORIFIC) && doc.is_capital(second),
            EntityKind::Organization | EntityKind::Place => {
                matches!(doc.word(second), "the" | "The") && !doc.words[first].all_capitals
            }
            _ => false,
        };
        if bare && taken {
            name.tokens.start = first;
        }
    }
}

/// Adjectives that begin names, whatever else they are.
const ADJECTIVES: [&str; 10] =
    ["Little", "Great", "Big", "Upper", "Lower", "Private", "Public", "New", "Old", "Greater"];

/// Where "Friends of the" begins in front of a name.
fn friends(doc: &Document, start: usize) -> Option<usize> {
    let of = start.checked_sub(if doc.near(start, -1) == "the" { 2 } else { 1 })?;
    let friends = of.checked_sub(1)?;
    let inside = friends > 0 && !matches!(doc.near(friends, -1), "." | "“" | "!" | "?");
    (doc.word(of) == "of" && doc.word(friends) == "Friends" && inside).then_some(friends)
}

/// Makes an organization of a place that has a body's word in its name and ends as no
/// place does: "Arts Council England", not "University Avenue".
fn bodies(doc: &Document, name: &mut Name) {
    const BODY: [&str; 10] = [
        "Council",
        "Authority",
        "Agency",
        "Association",
        "Federation",
        "Commission",
        "Ministry",
        "Department",
        "Institute",
        "Committee",
    ];
    // "Ministry of Heritage and Tourism" is no programme.
    let head = name.tokens.len() > 2
        && BODY.contains(&doc.word(name.tokens.start))
        && matches!(doc.word(name.tokens.start + 1), "of" | "for" | "on");
    let church = doc.word(name.tokens.start) == "Church"
        && doc.word(name.tokens.start + 1) == "of"
        && doc.classes(name.tokens.end - 1).any(Classes::COUNTRY);
    if (head || church) && !matches!(name.kind, EntityKind::Organization | EntityKind::Person) {
        name.kind = EntityKind::Organization;
    }
    if name.kind == EntityKind::Place
        && name.tokens.clone().any(|at| BODY.contains(&doc.word(at)))
        && !doc.classes(name.tokens.end - 1).any(Classes::PLACE_HEAD)
    {
        name.kind = EntityKind::Organization;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nlp::gazetteer::Gazetteer;
    use crate::text::{Article, Meta, Paragraph, ParagraphKind, Parts, Span};

    /// The names that become of names, each given by its words and its kind.
    fn tidied(text: &str, names: &[(&str, EntityKind)]) -> Vec<(String, EntityKind)> {
        let lists = Gazetteer::new();
        let body = Paragraph { kind: ParagraphKind::Body, span: Span::new(0, text.len()) };
        let article = Article::new(text.to_string(), Meta::default(), Parts::default(), vec![body]);
        let doc = Document::new(&lists, &article);
        let mut found: Vec<Name> = names
            .iter()
            .filter_map(|&(words, kind)| {
                let at = text.rfind(words)?;
                let tokens = doc.tokens_in(Span::new(at, at + words.len()));
                Some(Name { tokens, kind, title: None })
            })
            .collect();
        tidy(&doc, &Lexicon::new(), &mut found);
        found.iter().map(|name| (doc.phrase(name.tokens.clone()).to_string(), name.kind)).collect()
    }

    #[test]
    fn names_are_put_right() {
        use EntityKind::{Organization, Person, Place};
        type Names<'a> = &'a [(&'a str, EntityKind)];
        let cases: &[(&str, Names, Names)] = &[
            ("Togbe Letsa left.", &[("Togbe Letsa", Organization)], &[("Letsa", Person)]),
            (
                "They saw Miss Universe.",
                &[("Miss Universe", Organization)],
                &[("Miss Universe", Organization)],
            ),
            (
                "He met Siti Hawa binti Kassim there.",
                &[("Siti Hawa", Person), ("Kassim", Person)],
                &[("Siti Hawa binti Kassim", Person)],
            ),
            ("Mayor Maria “Babes” Holm won.", &[("Maria “Babes", Person)], &[("Maria “Babes” Holm", Person)]),
            // What somebody says is no nickname.
            (
                "Then Maria Holm: “Never” Daniel Holm smiled.",
                &[("Maria Holm", Person), ("Daniel Holm", Person)],
                &[("Maria Holm", Person), ("Daniel Holm", Person)],
            ),
            (
                "The High Court of Jammu & Kashmir and Ladakh heard it.",
                &[("High Court of Jammu & Kashmir", Organization), ("Ladakh", Place)],
                &[("High Court of Jammu & Kashmir and Ladakh", Organization)],
            ),
            (
                "The UN Office for the Coordination of Humanitarian Affairs paid.",
                &[("UN Office", Organization), ("Humanitarian Affairs", Organization)],
                &[("UN Office for the Coordination of Humanitarian Affairs", Organization)],
            ),
            (
                "She left the Planning Department for Acme Holdings.",
                &[("Planning Department", Organization), ("Acme Holdings", Organization)],
                &[("Planning Department", Organization), ("Acme Holdings", Organization)],
            ),
            (
                "He joined Ebb Capital of Denver.",
                &[("Ebb Capital of Denver", Organization)],
                &[("Ebb Capital", Organization), ("Denver", Place)],
            ),
            (
                "It was held by the Chenn Nwa coalition.",
                &[("Chenn Nwa coalition", Organization)],
                &[("Chenn Nwa", Organization)],
            ),
            (
                "Then the Private Bus Operators’ Association met.",
                &[("Bus Operators’ Association", Organization)],
                &[("Private Bus Operators’ Association", Organization)],
            ),
            (
                "Clerk ’Malerato Letsie spoke.",
                &[("Malerato Letsie", Person)],
                &[("’Malerato Letsie", Person)],
            ),
            (
                "Hannes du Plooy won; second was H du Plooy.",
                &[("Hannes du Plooy", Person), ("H du Plooy", Organization)],
                &[("Hannes du Plooy", Person), ("H du Plooy", Person)],
            ),
            (
                "Celso Ocampos Brítez spoke, and Ocampos left.",
                &[("Celso Ocampos Brítez", Person), ("Ocampos", Organization)],
                &[("Celso Ocampos Brítez", Person), ("Ocampos", Person)],
            ),
            (
                "The Bhiwani Bulls won, and the Bulls left.",
                &[("Bhiwani Bulls", Organization)],
                &[("Bhiwani Bulls", Organization), ("Bulls", Organization)],
            ),
        ];
        for (text, given, expected) in cases {
            let expected: Vec<(String, EntityKind)> =
                expected.iter().map(|&(words, kind)| (words.to_string(), kind)).collect();
            assert_eq!(tidied(text, given), expected, "{text}");
        }
    }
}
