//! What the second look is told of the words around a name and of the name's own.

use std::ops::Range;

use super::features::pair;
use super::second::{Second, Seen};
use super::verdict;
use crate::nlp::document::Style;
use crate::nlp::entity::Name;
use crate::nlp::gazetteer::Classes;
use crate::nlp::token::TokenKind;

/// As many words on each side of a name are near it.
const NEAR: usize = 7;

impl Second<'_> {
    /// What a noun at a token says that a thing is; 0 of other words.
    fn noun(&self, at: Option<usize>) -> u64 {
        at.filter(|&at| self.doc.is_word(at))
            .map_or(0, |at| u64::from(self.lexicon.words.noun(self.doc.word(at))))
    }

    /// What stands around one place of a name.
    pub(super) fn surroundings(&self, nth: usize, name: &Name, add: &mut impl FnMut(u64, u64)) {
        let doc = self.doc;
        let tokens = name.tokens.clone();
        let first = name.title.as_ref().map_or(tokens.start, |title| title.start);
        let sentence = doc.sentences.get(doc.sentence_of(tokens.start)).map_or(0..0, |s| s.tokens.clone());
        let inside = |at: usize| sentence.contains(&at).then_some(at);
        let before = first.checked_sub(1).and_then(inside);
        let before2 = first.checked_sub(2).and_then(inside);
        let owns = doc.words.get(tokens.end).is_some_and(|w| w.kind == TokenKind::Possessive);
        let next = tokens.end + usize::from(owns);
        let after = inside(next);
        let [b1, b2, a1, a2] = [before, before2, after, inside(next + 1)].map(|at| self.seen(at));
        add(u64::from(owns), 1);
        add(u64::from(name.title.is_some()), 2);
        let style =
            doc.block_of(tokens.start).map_or(0, |b| b.kind as u64 * 2 + u64::from(b.style == Style::Title));
        add(style, 3);
        add(u64::from(before.is_none()) << 1 | u64::from(after.is_none()), 4);
        add(b1.word, 5);
        add(a1.word, 6);
        add(pair(b2.word, b1.word), 7);
        add(pair(a1.word, a2.word), 8);
        add(pair(b1.word, a1.word), 9);
        for (seen, template) in [(&b1, 10), (&a1, 12), (&b2, 14), (&a2, 16)] {
            add(seen.web.0, template);
            add(seen.web.1, template + 1);
            add(seen.news.0, template + 50);
            add(seen.news.1, template + 51);
        }
        // What the nouns beside it say that it is.
        let [c1, c2, c3, d1, d2] =
            [before, before2, first.checked_sub(3).and_then(inside), after, inside(next + 1)]
                .map(|at| self.noun(at));
        for (noun, template) in [(c1, 30), (c2, 31), (c3, 32), (d1, 33), (d2, 34)] {
            add(noun, template);
        }
        add(pair(c1, b2.word), 35);
        add(pair(c2, b1.word), 36);
        // The words near it, wherever they stand.
        for at in first.saturating_sub(NEAR).max(sentence.start)..sentence.end.min(next + NEAR) {
            let said = !(first..next).contains(&at) && doc.is_word(at) && !doc.is_capital(at);
            if said && !doc.classes(at).any(Classes::FUNCTION) {
                let Seen { word, web, news } = self.seen(Some(at));
                let side = u64::from(at < first);
                add(word, 38 + side);
                add(web.0, 40);
                add(news.0, 68);
                add(self.noun(Some(at)), 41 + side);
            }
        }
        // The kinds of the names beside it.
        let near = |other: Option<&Name>| {
            other.filter(|o| sentence.contains(&o.tokens.start)).map(|o| {
                let gap = o.tokens.end.abs_diff(tokens.start).min(tokens.end.abs_diff(o.tokens.start));
                (verdict(o.kind) as u64 + 1) * 8 + (gap as u64).min(3)
            })
        };
        add(near(nth.checked_sub(1).and_then(|n| self.names.get(n))).unwrap_or(0), 18);
        add(near(self.names.get(nth + 1)).unwrap_or(0), 19);
        // "Delcourt, a maker of brakes": the noun of the apposition.
        if doc.near(next, 0) == "," && matches!(doc.near(next, 1), "a" | "an" | "the" | "its" | "his" | "her")
        {
            let noun = (next + 2..sentence.end.min(next + 9))
                .take_while(|&at| {
                    doc.is_word(at)
                        && !matches!(
                            doc.word(at),
                            "of" | "in"
                                | "who"
                                | "that"
                                | "which"
                                | "for"
                                | "from"
                                | "at"
                                | "on"
                                | "with"
                                | "and"
                        )
                })
                .last();
            // "the deep-sea drilling ship run by": nouns in front of the last word.
            for at in next + 2..noun.map_or(next, |noun| noun + 1) {
                add(self.noun(Some(at)), 72);
            }
            if noun.is_some() {
                let Seen { word, web, news } = self.seen(noun);
                add(word, 20);
                add(web.0, 21);
                add(web.1, 22);
                add(news.0, 69);
                add(news.1, 70);
                add(self.noun(noun), 37);
            }
        }
        // Its verb: the first word behind it that no comma or name parts from it.
        let verb = (next..sentence.end.min(next + 4))
            .take_while(|&at| doc.is_word(at) && !doc.is_capital(at))
            .find(|&at| !doc.classes(at).any(Classes::FUNCTION) && !doc.word(at).ends_with("ly"));
        if verb.is_some() {
            let Seen { word, web, news } = self.seen(verb);
            add(word, 23);
            add(web.0, 24);
            add(news.0, 71);
        }
        // The next pronoun behind it, and whether another name stands between.
        let until = (next + 30).min(doc.words.len());
        let following = self.names.get(nth + 1).map_or(usize::MAX, |o| o.tokens.start);
        let found = (next..until).find_map(|at| Some((at, pronoun(doc.word(at))?)));
        add(found.map_or(0, |(at, which)| which * 2 + u64::from(at > following)), 26);
        // The pronoun that the next sentence begins with, where the name begins this one.
        if tokens.start < sentence.start + 4 {
            add(pronoun(doc.word(sentence.end)).unwrap_or(0), 25);
        }
    }

    /// What the words of a name say that it is, in the languages of the world.
    pub(super) fn heads_of(&self, tokens: Range<usize>, current: u64, add: &mut impl FnMut(u64, u64)) {
        let doc = self.doc;
        let heads = |at: usize| self.lexicon.words.heads(doc.word(at));
        let (begin, end) = (heads(tokens.start), heads(tokens.end - 1));
        let single = u64::from(tokens.len() == 1);
        let [first, last, begun, ended] = [begin.first, end.last, begin.part, end.part].map(u64::from);
        add(pair(first, single), 50);
        add(pair(last, single), 51);
        add(pair(begun, single), 52);
        add(pair(ended, single), 53);
        add(pair(first, last), 54);
        add(pair(last, current), 55);
        add(pair(first, current), 56);
        add(pair(ended, pair(current, single)), 57);
        // "Bank of the South": the word before the first small one.
        if let Some(of) = tokens.clone().skip(1).find(|&at| doc.is_word(at) && !doc.is_capital(at)) {
            let head = heads(of - 1);
            add(u64::from(head.last), 58);
            add(pair(u64::from(head.first), u64::from(head.last)), 59);
        }
    }
}

/// What a pronoun may stand for: a person, a thing, several.
fn pronoun(word: &str) -> Option<u64> {
    match word {
        "he" | "she" | "his" | "her" | "him" | "He" | "She" | "His" | "Her" => Some(1),
        "it" | "its" | "It" | "Its" => Some(2),
        "they" | "their" | "them" | "They" | "Their" => Some(3),
        _ => None,
    }
}
