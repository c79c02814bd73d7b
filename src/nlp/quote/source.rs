//! Who a reporting verb is about: the noun phrase before it or behind it.

use std::ops::Range;

use super::cues::Cue;
use super::scene::Scene;
use crate::nlp::gazetteer::Classes;
use crate::nlp::token::TokenKind;

/// The words that name who says something.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Source {
    /// All of them.
    pub tokens: Range<usize>,
    /// The word that counts: the last of the name, the noun, the pronoun.
    pub head: usize,
    /// How sure it is that these words are the subject, 0 to 1.
    pub certainty: f32,
}

/// Words between a subject and its verb.
const BETWEEN: &[&str] = &[
    "has",
    "have",
    "had",
    "also",
    "later",
    "then",
    "now",
    "further",
    "again",
    "once",
    "since",
    "even",
    "still",
    "just",
    "simply",
    "often",
    "never",
    "did",
    "does",
    "do",
    "would",
    "could",
    "will",
    "may",
    "might",
    "should",
    "must",
    "can",
    "previously",
    "reportedly",
    "always",
    "already",
    "soon",
    "so",
    "only",
    "both",
    "all",
    "himself",
    "herself",
    "themselves",
    "today",
    "yesterday",
    "first",
    "long",
    "is",
    "was",
    "are",
    "were",
    "been",
    "went",
    "on",
    "goes",
    "going",
    "quickly",
    "sometimes",
    "finally",
    "earlier",
    "recently",
    "'s",
    "’s",
    "to",
    "tonight",
];

/// Words that open a noun phrase.
pub(super) const DETERMINERS: &[&str] = &[
    "the", "a", "an", "his", "her", "their", "its", "our", "my", "this", "that", "these", "those", "some",
    "many", "several", "most", "one", "two", "three", "other", "another", "all", "no", "both", "few", "more",
    "former", "late",
];

/// Determiners that stand behind others: "the other", "these two".
const SECOND: &[&str] =
    &["other", "all", "most", "two", "three", "few", "more", "these", "those", "former", "late"];

/// Function words that are adjectives inside a noun phrase.
const ADJECTIVES: &[&str] =
    &["own", "first", "second", "right", "general", "new", "old", "big", "top", "long", "high"];

/// Words that join a second noun to the first.
const LINKS: &[&str] = &["of", "for", "at", "with", "from", "in", "on", "and"];

/// Longest noun phrase, in tokens.
const LONGEST: usize = 14;

/// The subject right before token `verb`, not before `first`.
pub(crate) fn before(scene: &Scene, verb: usize, first: usize) -> Option<Source> {
    let mut at = verb;
    // Back over auxiliaries and adverbs, and over ", however,".
    while at > first {
        let left = at - 1;
        let word = scene.word(left);
        let adverb =
            scene.is(left, BETWEEN) || (word.ends_with("ly") && word.len() > 4 && !scene.is_name(left));
        if scene.region(left).is_some() {
            return None;
        }
        if (adverb && !scene.is_name(left)) || scene.is_date(left) {
            at = left;
        } else if word == "," && left > first + 1 && scene.word(left - 2) == "," && is_aside(scene, left - 1)
        {
            at = left - 2;
        } else {
            break;
        }
    }
    let end = at;
    let last = end.checked_sub(1).filter(|&l| l >= first)?;
    match scene.word(last) {
        "," | "—" | "–" | "--" | ")" => apposed(scene, last, first),
        "who" => {
            let named = last.checked_sub(1).filter(|&l| l >= first)?;
            let named = if scene.word(named) == "," { named.checked_sub(1)? } else { named };
            let mut found = phrase(scene, named + 1, first)?;
            found.certainty *= 0.8;
            Some(found)
        }
        _ => phrase(scene, end, first),
    }
}

fn is_aside(scene: &Scene, at: usize) -> bool {
    scene.is(
        at,
        &["however", "though", "meanwhile", "instead", "too", "nevertheless", "therefore", "moreover"],
    ) || scene.is_date(at)
}

/// "X, the minister of trade, said": the phrase before the apposition that
/// ends at the comma or bracket `last`.
fn apposed(scene: &Scene, last: usize, first: usize) -> Option<Source> {
    let closing = scene.word(last);
    let reach = last.saturating_sub(30).max(first);
    let mut at = last;
    while at > reach + 1 {
        at -= 1;
        if scene.region(at).is_some() {
            return None;
        }
        let opens = match closing {
            ")" => scene.word(at) == "(",
            "," => scene.word(at) == ",",
            _ => scene.word(at) == closing,
        };
        if !opens {
            continue;
        }
        let named = at - 1;
        if scene.is_name(named) && !scene.is_date(named) || scene.is_speaker_noun(named) {
            // What stands between must describe, not list or place.
            let describes = closing != ","
                || scene.is(
                    at + 1,
                    &[
                        "a", "an", "the", "who", "whose", "which", "one", "his", "her", "its", "another",
                        "now", "then", "also",
                    ],
                )
                || (at + 1..last).take(6).any(|i| {
                    scene.doc.classes(i).any(Classes::PERSON_NOUN.with(Classes::TITLE).with(Classes::SUFFIX))
                })
                || scene.doc.words.get(at + 1).is_some_and(|w| w.kind == TokenKind::Number)
                || last - at <= 4;
            if describes {
                let mut found = phrase(scene, at, first)?;
                found.certainty *= 0.9;
                return Some(found);
            }
        }
    }
    None
}

/// The noun phrase that ends right before token `end`.
fn phrase(scene: &Scene, end: usize, first: usize) -> Option<Source> {
    let head = end.checked_sub(1).filter(|&h| h >= first)?;
    if scene.region(head).is_some() || scene.is_mark(head) {
        return None;
    }
    if is_pronoun(scene.word(head)) {
        // "some of them say" and the like are rare enough to leave.
        return Some(Source { tokens: head..end, head, certainty: 0.95 });
    }
    let name = scene.is_name(head);
    let noun = scene.is_speaker_noun(head);
    if !name && (scene.is_function(head) && !noun) {
        return None;
    }
    if scene.doc.words.get(head)?.kind != TokenKind::Word {
        return None;
    }
    let mut start = head;
    let least = end.saturating_sub(LONGEST).max(first);
    while start > least {
        let left = start - 1;
        let word = scene.word(left);
        if scene.region(left).is_some() {
            break;
        }
        if scene.is(left, DETERMINERS) && !scene.is(start, &["the"]) {
            start = left;
            // "the head of | the agency"
            match over_link(scene, start, least) {
                Some(further) => start = further,
                None if scene.is(left, SECOND) => {}
                None => break,
            }
            continue;
        }
        let possessive = scene.doc.words[left].kind == TokenKind::Possessive;
        let hyphen = matches!(word, "-" | "&" | "/");
        let inside_name =
            scene.entities.at(left).is_some() && scene.entities.at(left) == scene.entities.at(start);
        let plain = scene.doc.is_word(left)
            && !scene.is_date(left)
            && (!scene.is_function(left) || scene.is(left, ADJECTIVES) || scene.is_honorific(left))
            && !(scene.cue(left).is_some_and(|c| c.any(Cue::PAST.with(Cue::THIRD).with(Cue::ING)))
                && !scene.is_speaker_noun(left)
                && !scene.is_name(left));
        if possessive || hyphen || inside_name || plain {
            start = left;
        } else if let Some(further) = over_link(scene, start, least) {
            start = further;
        } else {
            break;
        }
    }
    while start < head && (scene.is_mark(start) || scene.doc.words[start].kind == TokenKind::Possessive) {
        start += 1;
    }
    let certainty = if name || noun { 0.95 } else { 0.6 };
    Some(Source { tokens: start..end, head, certainty })
}

/// Where the phrase goes on left of "of", "for", "and" ..., if a noun that may
/// speak or a name stands there.
fn over_link(scene: &Scene, start: usize, least: usize) -> Option<usize> {
    let link = start.checked_sub(1).filter(|&l| l > least)?;
    let noun = link - 1;
    let linked = match scene.word(link) {
        "with" | "to" | "on" if scene.is(noun, &["familiar", "close", "briefed"]) => {
            // "two people familiar with the talks"
            return noun.checked_sub(1).filter(|&who| who >= least && scene.is_speaker_noun(who));
        }
        "of" | "for" | "at" | "with" | "from" | "in" | "on" => {
            let person = scene.is_person(noun) && matches!(scene.word(link), "of" | "from");
            let speaks =
                scene.is_speaker_noun(noun) && !scene.is(noun, &["statement", "interview", "report", "news"]);
            person || speaks
        }
        "and" => scene.is_name(noun) || scene.is_speaker_noun(noun),
        _ => false,
    };
    (linked && scene.region(noun).is_none()).then_some(noun)
}

/// The noun phrase right behind token `verb`, for "said X" and "according to X".
pub(crate) fn behind(scene: &Scene, verb: usize, limit: usize) -> Option<Source> {
    starting(scene, verb + 1, limit)
}

/// The noun phrase that starts at token `start`.
pub(crate) fn starting(scene: &Scene, start: usize, limit: usize) -> Option<Source> {
    if start >= limit || scene.region(start).is_some() {
        return None;
    }
    if is_pronoun(scene.word(start)) {
        return Some(Source { tokens: start..start + 1, head: start, certainty: 0.95 });
    }
    let limit = limit.min(start + LONGEST);
    let names = |at: usize| scene.is_name(at) || scene.is_speaker_noun(at);
    let mut head = None;
    let mut at = start;
    while at < limit && scene.region(at).is_none() {
        if names(at) {
            head = Some(at);
        } else if head == at.checked_sub(1) && scene.is(at, LINKS) {
            if let (Some(head), Some(found)) = (head, linked(scene, at, limit)) {
                // What the link adds is part of the phrase, but not its head,
                // unless a person follows: "spokesperson of the Ministry Ines Okafor".
                let person = name_end(scene, found + 1, limit);
                let (end, head) = match scene.is_person(person) && person < limit {
                    true => (name_end(scene, person + 1, limit), None),
                    false => (person, Some(head)),
                };
                return Some(Source { tokens: start..end, head: head.unwrap_or(end - 1), certainty: 0.9 });
            }
            break;
        } else {
            let opens =
                at == start && scene.is(at, DETERMINERS) || at == start + 1 && scene.is(start, &["the"]);
            let joins =
                scene.doc.words[at].kind == TokenKind::Possessive || matches!(scene.word(at), "-" | "&");
            let plain = scene.doc.is_word(at)
                && (!scene.is_function(at) || scene.is_honorific(at))
                && !scene.is_date(at);
            // Behind the head only capitals and words before a further noun go on.
            let further = head.is_none() || scene.doc.is_capital(at) || (at..(at + 3).min(limit)).any(names);
            if !(opens || joins || plain && further) {
                break;
            }
        }
        at += 1;
    }
    match head {
        Some(head) => Some(Source { tokens: start..head + 1, head, certainty: 0.95 }),
        None if at > start + 1 && scene.is(start, DETERMINERS) => {
            Some(Source { tokens: start..at, head: at - 1, certainty: 0.5 })
        }
        _ => None,
    }
}

/// The source that these words are, with the word of them that counts.
pub(crate) fn headed(scene: &Scene, tokens: Range<usize>) -> Source {
    match starting(scene, tokens.start, tokens.end) {
        Some(found) => Source { tokens, ..found },
        None => Source { head: tokens.end.saturating_sub(1).max(tokens.start), tokens, certainty: 0.5 },
    }
}

/// The name or noun that a link at `at` ("of", "for" ...) joins to the phrase.
fn linked(scene: &Scene, at: usize, limit: usize) -> Option<usize> {
    let reach = limit.min(at + 5);
    let found = (at + 1..reach)
        .find(|&i| scene.is_name(i) && !scene.is_date(i) || scene.is_speaker_noun(i))
        .filter(|&i| (at + 1..i).all(|j| scene.doc.is_word(j) && scene.region(j).is_none()))?;
    (scene.word(at) != "and" || scene.is_name(at + 1)).then_some(found)
}

/// End of the name that holds the token before `at`.
fn name_end(scene: &Scene, at: usize, limit: usize) -> usize {
    let mut end = at;
    while end < limit && scene.is_name(end) && scene.entities.at(end) == scene.entities.at(end - 1) {
        end += 1;
    }
    end
}

/// Pronouns that may speak.
pub(crate) fn is_pronoun(word: &str) -> bool {
    matches!(
        word,
        "he" | "she"
            | "they"
            | "it"
            | "we"
            | "i"
            | "you"
            | "He"
            | "She"
            | "They"
            | "It"
            | "We"
            | "I"
            | "You"
            | "everyone"
            | "someone"
            | "somebody"
            | "nobody"
            | "everybody"
            | "Someone"
            | "Everyone"
            | "Nobody"
            | "others"
            | "Others"
            | "many"
            | "Many"
            | "some"
            | "Some"
            | "one"
            | "One"
            | "most"
            | "Most"
            | "both"
            | "Both"
    )
}
