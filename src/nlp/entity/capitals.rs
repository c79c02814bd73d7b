//! "Tehran denied it": a capital that acts is its country's government, and its name
//! the place's, as `corpus/GUIDE.md` has it. In sport it may be a team.

use std::collections::HashSet;

use super::names::Name;
use crate::nlp::EntityKind;
use crate::nlp::document::Document;
use crate::nlp::gazetteer::Gazetteer;

/// Words of which an article on sport has several.
const SPORT: [&str; 24] = [
    "match",
    "matches",
    "goal",
    "goals",
    "coach",
    "season",
    "league",
    "League",
    "Cup",
    "club",
    "striker",
    "midfielder",
    "defender",
    "goalkeeper",
    "innings",
    "wicket",
    "wickets",
    "half-time",
    "halftime",
    "kick-off",
    "tournament",
    "fixture",
    "semi-final",
    "scored",
];

/// So many different ones of them make an article one on sport.
const ENOUGH: usize = 2;

/// Makes places of capitals that were taken for organizations.
pub(super) fn places(doc: &Document, lists: &Gazetteer, names: &mut [Name]) {
    let taken = |name: &Name| {
        name.kind == EntityKind::Organization && lists.is_capital(doc.phrase(name.tokens.clone()))
    };
    if !names.iter().any(taken) {
        return;
    }
    let words = (0..doc.words.len()).map(|at| doc.word(at)).filter(|word| SPORT.contains(word));
    if words.collect::<HashSet<&str>>().len() >= ENOUGH {
        return;
    }
    for name in names.iter_mut().filter(|name| taken(name)) {
        name.kind = EntityKind::Place;
    }
}
