//! "Tehran denied it": a capital that acts is its country's government, and its name
//! the place's, as `corpus/GUIDE.md` has it. In sport it may be a team.

use super::names::Name;
use crate::nlp::EntityKind;
use crate::nlp::document::Document;
use crate::nlp::gazetteer::Gazetteer;

/// Makes places of capitals that were taken for organizations, in an article that is not
/// on sport.
pub(super) fn places(doc: &Document, lists: &Gazetteer, names: &mut [Name]) {
    let taken = |name: &Name| {
        name.kind == EntityKind::Organization && lists.is_capital(doc.phrase(name.tokens.clone()))
    };
    for name in names.iter_mut().filter(|name| taken(name)) {
        name.kind = EntityKind::Place;
    }
}
