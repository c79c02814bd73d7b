//! The trained tagger of names: a conditional random field over hashed
//! features (Lafferty, McCallum, Pereira 2001), by which the rules' names become the final ones.
//!
//! The rules of [`crate::nlp::entity`] speak first: what they found is among
//! the features. The weights come from `corpus/` alone; MODEL_CARD.md says how.

mod agree;
mod around;
mod features;
mod model;
mod second;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::EntityKind;
use super::document::{Document, Style};
use super::entity::{Name, covered, headings};
use super::gazetteer::{Classes, Gazetteer};
use super::lexicon::Lexicon;

pub(crate) use agree::Verdicts;
pub(crate) use features::{Features, affixes, digits, mix, pair, shape};
pub(crate) use model::{Model, Scores};
#[cfg(feature = "train")]
pub(crate) use second::Second;
use second::{Doubts, doubts};
pub(crate) use second::{VERDICTS, verdict};

/// What a token can be: outside of any name, or the beginning or the inside of
/// a name of one of [`KINDS`].
pub(crate) const LABELS: usize = 1 + 2 * KINDS.len();

/// The kinds of names that are tagged; dates and amounts are found by rules.
pub(crate) const KINDS: [EntityKind; 8] = [
    EntityKind::Person,
    EntityKind::Organization,
    EntityKind::Place,
    EntityKind::Group,
    EntityKind::Event,
    EntityKind::Product,
    EntityKind::Work,
    EntityKind::Other,
];

/// The label of the first (`inside` false) or a later token of a name; 0, the
/// label of other tokens, for kinds that are not tagged.
pub(crate) fn label(kind: EntityKind, inside: bool) -> usize {
    KINDS.iter().position(|&k| k == kind).map_or(0, |at| 1 + 2 * at + usize::from(inside))
}

/// Whether `to` may follow `from`: a name goes on only as what it began as.
pub(crate) const fn may_follow(from: usize, to: usize) -> bool {
    to == 0 || to % 2 == 1 || from == to || from + 1 == to
}

/// As many tokens are tagged at once.
const LONGEST: usize = 1000;

/// The labels of names, token by token.
pub(crate) fn labels(words: usize, names: &[Name]) -> Vec<usize> {
    let mut labels = vec![0; words];
    for name in names {
        for (nth, at) in name.tokens.clone().enumerate() {
            if let Some(slot) = labels.get_mut(at) {
                *slot = label(name.kind, nth > 0);
            }
        }
    }
    labels
}

/// The names that the taggers make of what the rules found, and the verdicts on them:
/// dates and amounts stay, the others are decided anew, first sentence by sentence, then
/// by the whole article.
pub(crate) fn decide(
    model: &Model<LABELS>,
    judge: Option<&Model<VERDICTS>>,
    (lists, lexicon): (&Gazetteer, &Lexicon),
    doc: &Document,
    found: Vec<Name>,
) -> (Vec<Name>, Verdicts) {
    let (names, doubts) = retag(model, lexicon, doc, found);
    let (mut names, worth) = match judge {
        Some(judge) => second::look(judge, (lists, lexicon), doc, &names, &doubts),
        None => {
            let worth = vec![None; names.len()];
            (names, worth)
        }
    };
    let verdicts = agree::agree(doc, lexicon, &mut names, worth);
    (names, verdicts)
}

/// The names that the first tagger makes of what the rules found, and its doubts
/// about each, by its first token. Titles stay with the names behind them.
pub(crate) fn retag(
    model: &Model<LABELS>,
    lexicon: &Lexicon,
    doc: &Document,
    found: Vec<Name>,
) -> (Vec<Name>, HashMap<usize, Doubts>) {
    let features = Features::new(lexicon, doc, &found);
    let heads = |name: &&Name| {
        name.kind == EntityKind::Organization
            && name.tokens.len() > 1
            && doc.classes(name.tokens.end - 1).any(Classes::ORG_HEAD)
    };
    let (values, names): (Vec<Name>, Vec<Name>) =
        found.into_iter().partition(|name| !KINDS.contains(&name.kind));
    let taken = covered(doc.words.len(), &values);
    let mut out = values;
    let mut scores = Scores::default();
    let mut emitted: Vec<[i32; LABELS]> = Vec::new();
    let mut unsure: HashMap<usize, Doubts> = HashMap::new();
    for sentence in &doc.sentences {
        // Where every word has a capital, the tagger would run names into the words
        // beside them.
        if doc.blocks.get(sentence.paragraph).is_some_and(|b| b.style == Style::Title) {
            continue;
        }
        // A text without full stops is tagged in parts: memory for one is enough.
        let mut path = Vec::with_capacity(sentence.tokens.len());
        emitted.clear();
        for start in sentence.tokens.clone().step_by(LONGEST) {
            let part = start..sentence.tokens.end.min(start + LONGEST);
            let first = emitted.len();
            emitted.extend(part.map(|at| model.emit(&features.at(at))));
            path.extend(model.best(emitted[first..].iter().copied(), &mut scores));
        }
        let begun = out.len();
        let mut at = 0;
        while at < path.len() {
            if path[at] == 0 {
                at += 1;
                continue;
            }
            let end = (at + 1..path.len()).find(|&i| path[i] == 0 || path[i] % 2 == 1).unwrap_or(path.len());
            let mut tokens = sentence.tokens.start + at..sentence.tokens.start + end;
            let kind = KINDS[(path[at] - 1) / 2];
            at = end;
            // "TV", "GDP": capitals that name no organization.
            let short = tokens.len() == 1 && doc.classes(tokens.start).any(Classes::NO_ORG);
            if short && kind == EntityKind::Organization {
                continue;
            }
            // "Uh, I" in a transcript is nobody.
            if kind == EntityKind::Person && tokens.clone().any(|at| SPOKEN.contains(&doc.word(at))) {
                continue;
            }
            // The article in front is no part of a name, only of a title.
            if kind != EntityKind::Work && tokens.len() > 1 && doc.word(tokens.start) == "The" {
                tokens.start += 1;
            }
            // What is written behind a name is none: "Harriet Oduya KC".
            while kind == EntityKind::Person && tokens.len() > 2 && is_honour(doc.word(tokens.end - 1)) {
                tokens.end -= 1;
            }
            if taken[tokens.clone()].iter().any(|&t| t) {
                continue;
            }
            // "pro-" before the name of a group is none.
            if doc.word(tokens.end - 1).ends_with(['-', '‑']) {
                continue;
            }
            // "State Department Kelwin Orrado": what the rules know to be a person
            // behind an organization is not run into its name.
            let from = names.partition_point(|n| n.tokens.end <= tokens.start);
            let inside = &names[from..names.partition_point(|n| n.tokens.start < tokens.end).max(from)];
            if let [first, person] = inside
                && person.kind == EntityKind::Person
                && first.tokens.start == tokens.start
                && first.tokens.end == person.tokens.start
                && person.tokens.end == tokens.end
            {
                out.extend([first.clone(), person.clone()]);
                continue;
            }
            // No verb stands inside a name: "Lund & Sons sold Holm Holdings".
            if let [first, last] = inside
                && first.tokens.start == tokens.start
                && last.tokens.end == tokens.end
                && (first.tokens.end..last.tokens.start).any(|at| {
                    let plain = doc.is_word(at) && !doc.is_capital(at);
                    plain && !doc.classes(at).any(Classes::FUNCTION)
                })
            {
                out.extend([first.clone(), last.clone()]);
                continue;
            }
            // A listed country is one, also where it acts like an organization: the
            // rules tell its team by the words around it.
            let addressed = tokens.start > 0
                && doc.classes(tokens.start - 1).any(Classes::HONORIFIC)
                && tokens.len() == 1;
            let kind = match inside {
                // "Mr London", also where London is the city elsewhere.
                _ if addressed && kind == EntityKind::Place => EntityKind::Person,
                [only] if only.tokens == tokens && doc.classes(tokens.start).any(Classes::COUNTRY) => {
                    only.kind
                }
                _ => kind,
            };
            // "Ugandan" Health Ministry
            let national = inside.first().filter(|name| {
                heads(name)
                    && kind == EntityKind::Organization
                    && (sentence.tokens.start..tokens.start).contains(&name.tokens.start)
                    && name.tokens.end == tokens.end
                    && doc.classes(name.tokens.start).any(Classes::GROUP)
            });
            if let Some(name) = national {
                tokens.start = name.tokens.start;
                // "Iranian", or a name that ends with it.
                while out.len() > begun && out.last().is_some_and(|last| last.tokens.end > tokens.start) {
                    out.pop();
                }
            }
            let title = inside.last().filter(|n| n.tokens.end == tokens.end).and_then(|n| n.title.clone());
            let title = title.filter(|title| title.end <= tokens.start);
            // A form of address is outside of the name, also a strange one.
            let polite = |at: &usize| {
                kind == EntityKind::Person && doc.classes(*at).any(Classes::HONORIFIC) && at + 1 < tokens.end
            };
            let start = tokens.clone().find(|at| !polite(at)).unwrap_or(tokens.start);
            let title = title.or_else(|| (start > tokens.start).then_some(tokens.start..start));
            let tokens = start..tokens.end;
            out.push(Name { tokens, kind, title });
        }
        let start = sentence.tokens.start;
        unsure.extend(out[begun..].iter().map(|name| {
            (
                name.tokens.start,
                doubts(&emitted[name.tokens.start - start..name.tokens.end - start], model.unit()),
            )
        }));
    }
    headings::again(doc, &names, &mut out);
    let mut nations: HashSet<usize> = HashSet::new();
    // "Interior Ministry" is one also where the tagger passes over it.
    let taken = covered(doc.words.len(), &out);
    for name in names.iter().filter(heads) {
        let first = name.tokens.start;
        let free = |tokens: Range<usize>| !taken[tokens].contains(&true);
        if free(name.tokens.clone()) {
            out.push(name.clone());
        } else if free(first + 1..name.tokens.end) && doc.classes(first).any(Classes::GROUP) {
            // "Ugandan" was taken for a name of its own.
            nations.insert(first);
            out.push(name.clone());
        }
    }
    if !nations.is_empty() {
        out.retain(|name| {
            let is_head = heads(&name) && nations.contains(&name.tokens.start);
            is_head || !name.tokens.clone().any(|at| nations.contains(&at))
        });
    }
    out.sort_by_key(|name| name.tokens.start);
    (out, unsure)
}

/// Words of speech that no person's name holds.
const SPOKEN: [&str; 10] = ["I", "Uh", "Um", "Er", "Ah", "Oh", "Hmm", "Yeah", "Okay", "OK"];

/// Letters behind a person's name that stand for an honour or an office.
fn is_honour(word: &str) -> bool {
    matches!(word, "KC" | "QC" | "SC" | "MP" | "MEP" | "OBE" | "CBE" | "MBE" | "PhD" | "MD" | "RN" | "Esq.")
}
