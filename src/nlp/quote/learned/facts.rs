//! What is known of each token before the taggers look: its form, how words like
//! it are used, what is named, what is quoted, and what the rules found.

use crate::nlp::EntityKind;
use crate::nlp::document::Style;
use crate::nlp::lexicon::{Lexicon, NameHash};
use crate::nlp::quote::attribute::Statement;
use crate::nlp::quote::scene::Scene;
use crate::nlp::tagger::{affixes, shape};
use crate::nlp::token::TokenKind;

/// What is looked up for one token, once for all its neighbours.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    /// The word in lower case; of names, dates and numbers only that they are.
    pub word: u64,
    /// How words like this one are used: the finer and the coarser cluster.
    pub fine: u16,
    pub coarse: u16,
    /// Its last two and three characters.
    pub endings: [u64; 2],
    /// Its shape: "Xx", "X.X.", "9,9".
    pub shape: u64,
    /// Word classes, a bit each.
    pub classes: u64,
    /// The kind of what it names, counted from 1.
    pub named: u8,
    /// Outside of quotations, or first, inside, last in one.
    pub quoted: u8,
    /// What the list of reporting verbs says.
    pub verb: u64,
    /// What it means if it is of saying, thinking or wanting, a bit each.
    pub meaning: u64,
    /// The word without its ending, to see its forms as one.
    pub stem: u64,
    /// What the rules found here: [`rule`].
    pub rule: u8,
    /// In a headline.
    pub title: u8,
}

/// Stands for the places before the first and behind the last token.
pub(super) const EDGE: Facts = Facts {
    word: 0x9e37,
    fine: 9999,
    coarse: 9999,
    endings: [3, 4],
    shape: 0x79b9,
    classes: 1 << 40,
    named: 99,
    quoted: 9,
    verb: 1 << 20,
    meaning: 1 << 63,
    stem: 5,
    rule: 99,
    title: 0,
};

/// What the rules can have found at a token.
pub(super) mod rule {
    /// Nothing.
    pub const NONE: u8 = 0;
    /// The first or a later word of what is said; the kind of statement is added
    /// twice.
    pub const CONTENT: u8 = 1;
    /// Who says it.
    pub const SOURCE: u8 = 10;
    /// The word that reports it.
    pub const CUE: u8 = 11;
}

/// Which statement of the rules a token belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// Index of the statement.
    pub statement: u32,
    /// [`rule`].
    pub role: u8,
}

/// The statements of the rules, token by token.
pub(super) fn parts(scene: &Scene, statements: &[Statement]) -> Vec<Option<Part>> {
    let mut parts = vec![None; scene.doc.words.len()];
    let mut set = |tokens: std::ops::Range<usize>, statement: u32, role: u8| {
        if let Some(slots) = parts.get_mut(tokens) {
            slots.fill(Some(Part { statement, role }));
        }
    };
    for (index, statement) in (0u32..).zip(statements) {
        for span in &statement.content {
            let tokens = scene.doc.tokens_in(*span);
            let role = rule::CONTENT + 2 * statement.kind as u8;
            set(tokens.clone(), index, role + 1);
            set(tokens.start..tokens.end.min(tokens.start + 1), index, role);
        }
        if let Some(source) = &statement.source {
            set(source.tokens.clone(), index, rule::SOURCE);
        }
        if let Some(cue) = statement.cue {
            set(scene.doc.tokens_in(cue), index, rule::CUE);
        }
    }
    parts
}

/// Looks at every token of an article.
pub(super) fn facts(scene: &Scene, lexicon: &Lexicon, parts: &[Option<Part>]) -> Vec<Facts> {
    let doc = scene.doc;
    let mut out = Vec::with_capacity(doc.words.len());
    for block in &doc.blocks {
        for at in block.tokens.clone() {
            let lower = doc.word(at).to_lowercase().replace('’', "'");
            let kind = scene.entities.at(at).and_then(|e| scene.entities.kind(e));
            let number = doc.words.get(at).is_some_and(|w| w.kind == TokenKind::Number);
            let key = NameHash::of(&lower);
            let (fine, coarse) = lexicon.web(key);
            let word = match kind {
                Some(kind) => 1 + kind as u64,
                None if number => 50,
                None => key.0,
            };
            let [.., two, three, _] = affixes(&lower);
            let region = scene.region(at);
            let same =
                |other: Option<usize>| region.is_some() && other.is_some_and(|o| scene.region(o) == region);
            let quoted = match (region.is_some(), same(at.checked_sub(1)), same(Some(at + 1))) {
                (false, ..) => 0,
                (true, false, _) => 1,
                (true, true, true) => 2,
                (true, true, false) => 3,
            };
            out.push(Facts {
                word,
                fine: kind.map_or(fine, |kind| 1001 + kind as u16),
                coarse: if kind.is_some() { 1000 + speaks(kind) } else { coarse },
                endings: [two, three],
                shape: shape(doc.word(at)),
                classes: u64::from(doc.classes(at).bits()),
                named: word.min(51) as u8,
                quoted,
                verb: scene.lists.cues().get(&lower).map_or(0, |c| 1 + u64::from(c.bits())),
                meaning: scene.lists.meanings().of(&lower),
                stem: NameHash::of(stem(&lower)).0,
                rule: parts.get(at).copied().flatten().map_or(rule::NONE, |p| p.role),
                title: u8::from(block.style == Style::Title),
            });
        }
    }
    out
}

/// Names of those who speak, of dates and amounts, and others.
const fn speaks(kind: Option<EntityKind>) -> u16 {
    match kind {
        Some(EntityKind::Person | EntityKind::Organization) => 1,
        Some(EntityKind::Date | EntityKind::Money | EntityKind::Number) => 2,
        _ => 3,
    }
}

/// A word without the endings of verbs and plurals.
fn stem(lower: &str) -> &str {
    let cut = |end: &str| lower.strip_suffix(end).filter(|rest| rest.len() > 2);
    let rest = cut("ing").or_else(|| cut("ies")).or_else(|| cut("ied")).or_else(|| cut("ed"));
    let rest = rest.or_else(|| cut("es")).or_else(|| cut("s")).or_else(|| cut("e")).or_else(|| cut("y"));
    let rest = rest.unwrap_or(lower);
    // "planned" and "plans": a doubled consonant counts once.
    let mut ends = rest.char_indices().rev();
    match (ends.next(), ends.next()) {
        (Some((at, last)), Some((_, before))) if last == before && at > 2 => &rest[..at],
        _ => rest,
    }
}
