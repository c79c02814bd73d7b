//! The names of an article: where they stand and what kind of thing they name.

use std::ops::Range;

use super::classify::kinds;
use super::headings;
use super::runs::Runs;
use super::values;
use crate::nlp::EntityKind;
use crate::nlp::document::Document;
use crate::nlp::gazetteer::Gazetteer;
use crate::nlp::token::TokenKind;

/// One name, date or amount of money in the text.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    /// Its words.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: EntityKind,
    /// The title right before it.
    pub title: Option<Range<usize>>,
}

impl Name {
    /// Its words as they are written; marks, possessives and "the" are none.
    pub fn words<'a>(&self, doc: &Document<'a>) -> Vec<&'a str> {
        let word = |at: &usize| matches!(doc.words[*at].kind, TokenKind::Word | TokenKind::Number);
        let words = self.tokens.clone().filter(word).map(|at| doc.word(at));
        words.filter(|word| !matches!(*word, "The" | "the")).collect()
    }
}

/// Which of so many tokens are a part of some name.
pub(crate) fn covered(words: usize, names: &[Name]) -> Vec<bool> {
    let mut covered = vec![false; words];
    for name in names {
        covered[name.tokens.clone()].fill(true);
    }
    covered
}

/// Finds all names in the order of the text; none overlaps another.
pub(crate) fn find(doc: &Document, lists: &Gazetteer) -> Vec<Name> {
    let mut taken = vec![false; doc.words.len()];
    let mut names: Vec<Name> = Vec::new();
    for (tokens, kind) in values::find(doc) {
        taken[tokens.clone()].fill(true);
        names.push(Name { tokens, kind, title: None });
    }
    let runs = Runs::new(doc, lists, &taken);
    let pieces = runs.pieces();
    let kinds = kinds(doc, lists, &runs, &pieces);
    for (piece, kind) in pieces.into_iter().zip(kinds) {
        if let Some(kind) = kind {
            names.push(Name { tokens: piece.tokens, kind, title: piece.title });
        }
    }
    let headings = headings::find(doc, &runs, &taken, &names);
    names.extend(headings);
    names.sort_by_key(|n| n.tokens.start);
    names
}
