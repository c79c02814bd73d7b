//! Which words a reporting verb reports: where they begin and end.

use super::cues::Cue;
use super::hits::{Hit, HitKind};
use super::scene::{Scene, Unit};
use super::source;
use crate::nlp::token::TokenKind;

/// How far behind the verb its "that" or its quotation may stand, in tokens.
const REACH: usize = 16;

/// Verbs whose listener stands right behind them.
const TELL: &[&str] = &[
    "told",
    "tells",
    "tell",
    "telling",
    "assured",
    "assures",
    "reminded",
    "reminds",
    "informed",
    "warned",
    "warns",
    "warning",
    "notified",
    "convinced",
    "promised",
    "promises",
    "showed",
    "asked",
    "advised",
    "reassured",
    "telling",
];

/// Words that open the time, place or listener of a statement.
const ASIDES: &[&str] = &[
    "in",
    "at",
    "on",
    "to",
    "by",
    "during",
    "from",
    "with",
    "through",
    "via",
    "after",
    "before",
    "when",
    "as",
    "about",
    "over",
    "late",
    "early",
    "last",
    "this",
    "earlier",
    "later",
    "recently",
    "again",
    "publicly",
    "today",
    "yesterday",
    "out",
    "repeatedly",
    "while",
    "for",
    "of",
    "here",
    "once",
];

/// Where the words that a verb reports begin on its right.
pub(super) fn start(scene: &Scene, hit: &Hit, limit: usize) -> Option<usize> {
    let cue = hit.cue;
    let from = hit.tokens.end;
    let quoting = cue.any(Cue::SAY.with(Cue::SPEECH));
    let opener = quoting || cue.any(Cue::THAT);
    if opener && scene.is(from, &["whether", "how", "why", "what", "if", "who", "where"]) {
        return Some(from);
    }
    if cue.any(Cue::TO)
        && let Some(at) = infinitive(scene, from, limit)
    {
        return Some(at);
    }
    if opener && let Some(at) = behind_that(scene, hit, limit) {
        return Some(at);
    }
    let region = (from..limit.min(from + REACH))
        .find(|&at| scene.region(at).is_some() || stops(scene, at) || adds(scene, at));
    let region = region.filter(|&at| scene.region(at).is_some());
    let introduced = |at: usize| at == from || matches!(scene.word(at - 1), "," | ":" | "—" | "–" | "--");
    if quoting
        && let Some(at) = region.filter(|&at| introduced(at) || scene.is(from, ASIDES) && at < from + 8)
    {
        return Some(at);
    }
    if quoting
        && let Some(colon) = (from..limit.min(from + REACH))
            .find(|&at| scene.word(at) == ":" || stops(scene, at) || adds(scene, at))
        && scene.word(colon) == ":"
    {
        return Some(if colon + 1 >= limit { colon } else { colon + 1 });
    }
    if cue.any(Cue::SAY)
        && let Some(at) = bare_clause(scene, hit, limit)
    {
        return Some(at);
    }
    // "called the plan “a gift”": from behind the verb on.
    if cue.any(Cue::LABEL) && region.is_some() {
        return Some(from);
    }
    (cue.any(Cue::LABEL) && labels(scene, hit, limit)).then_some(from)
}

/// Whether the sentence goes on with something else here.
fn stops(scene: &Scene, at: usize) -> bool {
    scene.region(at).is_none() && matches!(scene.word(at), "." | ";" | "?" | "!")
}

/// "..., adding": another attribution, whose quotation is its own.
fn adds(scene: &Scene, at: usize) -> bool {
    let participle = scene.cue(at).is_some_and(|c| c.any(Cue::ING) && c.any(Cue::SAY.with(Cue::SPEECH)));
    participle && scene.word(at - 1) == ","
}

/// Behind "that": right behind the verb, behind the listener, or behind the
/// time and place ("said in a statement that").
fn behind_that(scene: &Scene, hit: &Hit, limit: usize) -> Option<usize> {
    let from = hit.tokens.end;
    let free = scene.is(from, ASIDES)
        || scene.is_date(from)
        || matches!(scene.word(from), "," | "(")
        || scene.is(hit.tokens.start, TELL)
        || scene.word(from).ends_with("ly");
    let mut commas = 0;
    for at in from..limit.min(from + REACH) {
        if scene.region(at).is_some() || stops(scene, at) || commas > 2 {
            return None;
        }
        if scene.is(at, &["that"]) && (at == from || free) {
            return Some(at + 1);
        }
        // A verb of its own shows that the clause has begun without "that".
        if !free || at > from && is_auxiliary(scene, at) {
            return None;
        }
        commas += usize::from(scene.word(at) == ",");
    }
    None
}

/// "to" and a verb, right behind the reporting verb or behind the listener.
fn infinitive(scene: &Scene, from: usize, limit: usize) -> Option<usize> {
    let verb = |at: usize| {
        scene.doc.is_word(at)
            && !scene.doc.is_capital(at)
            && !scene.is(at, source::DETERMINERS)
            && !scene.is(at, &["him", "them", "it", "us", "me", "what", "whom", "you"])
            && !scene.is_speaker_noun(at)
            && !scene.word(at).ends_with('s')
    };
    let to = (from..limit.min(from + 6))
        .find(|&at| scene.region(at).is_some() || scene.is(at, &["to", "that", ",", "."]))?;
    (scene.is(to, &["to"]) && scene.region(to).is_none() && verb(to + 1)).then_some(to)
}

/// "said he had seen it": a clause right behind the verb, or behind the day
/// and the listener.
fn bare_clause(scene: &Scene, hit: &Hit, limit: usize) -> Option<usize> {
    let mut at = hit.tokens.end;
    let telling = scene.is(hit.tokens.start, &["told", "tells", "tell", "telling"]);
    if telling {
        at = source::behind(scene, at - 1, limit)
            .map(|s| s.tokens.end)
            .or_else(|| scene.is(at, &["him", "her", "them", "me", "us"]).then_some(at + 1))?;
        if scene.word(at) == "," {
            return None;
        }
    }
    at = behind_time(scene, at);
    let number = scene.doc.words.get(at).is_some_and(|w| w.kind == TokenKind::Number);
    let opens = scene.doc.is_word(at) || number || scene.is(at, &["$"]) && scene.region(at).is_none();
    let blocked = scene.is(at, ASIDES)
        || scene.is(at, &["and", "or", "but", "than", "so", "into", "against", "up", "among"]);
    if !opens || blocked || limit < at + 3 {
        return None;
    }
    let loose = scene.is(hit.tokens.start, LOOSE);
    (loose || (at..limit.min(at + 14)).any(|i| is_auxiliary(scene, i))).then_some(at)
}

/// Verbs that take a clause so often that it need not show a verb at once.
const LOOSE: &[&str] = &[
    "said", "says", "say", "saying", "thinks", "think", "thought", "believes", "believe", "believed",
    "insists", "insisted", "argues", "argued", "told", "tells", "tell", "telling", "arguing", "claiming",
    "claimed", "claims", "warned", "warns",
];

/// The token behind "Monday", "on Monday morning", "last week".
fn behind_time(scene: &Scene, from: usize) -> usize {
    let mut at = from;
    loop {
        let before_day =
            scene.is(at, &["on", "late", "early", "in", "last", "this"]) && scene.is_date(at + 1);
        let vague = scene.is(at, &["yesterday", "today", "earlier", "later", "recently", "again"]);
        let week = scene.is(at, &["last", "this"])
            && scene.is(at + 1, &["week", "month", "year", "night", "weekend", "summer", "fall", "morning"]);
        let part =
            at > from && scene.is_date(at - 1) && scene.is(at, &["morning", "afternoon", "evening", "night"]);
        if scene.is_date(at) || vague || part {
            at += 1;
        } else if before_day || week {
            at += 2;
        } else {
            return at;
        }
    }
}

/// Auxiliaries: the sign of a clause.
fn is_auxiliary(scene: &Scene, at: usize) -> bool {
    scene.doc.is_word(at)
        && scene.is(
            at,
            &[
                "is",
                "was",
                "are",
                "were",
                "has",
                "had",
                "have",
                "will",
                "would",
                "can",
                "could",
                "should",
                "may",
                "might",
                "must",
                "did",
                "does",
                "do",
                "isn't",
                "wasn't",
                "won't",
                "can't",
                "it's",
                "there's",
                "been",
                "be",
                "isn’t",
                "wasn’t",
                "won’t",
                "can’t",
                "it’s",
                "there’s",
                "they’re",
                "they're",
                "he’s",
                "he's",
            ],
        )
}

/// "accused the minister of theft", "praised the crew for it": a judgement in the
/// reporter's words.
fn labels(scene: &Scene, hit: &Hit, limit: usize) -> bool {
    let from = hit.tokens.end;
    let verb = hit.tokens.start;
    let near = |words: &[&str]| (from..limit.min(from + 10)).any(|at| scene.is(at, words));
    (scene.is(verb, &["accused", "accuses", "accuse", "accusing"]) && near(&["of"]))
        || (scene.is(verb, &["blamed", "blames", "blame", "praised", "praises", "blaming", "praising"])
            && near(&["for", "on"]))
        || (scene.is(verb, &["described", "describes", "dismissed", "characterized", "denounced", "hailed"])
            && near(&["as"]))
        || scene.is(verb, &["criticized", "criticised", "condemned", "denounced", "criticizes", "condemns"])
            && limit > from + 1
            && !scene.is_mark(from)
}

/// Further attributions that are looked at for the end of one.
const NEXT: usize = 12;

/// Where the words that a verb reports end: at the sentence's end, or where
/// another attribution begins.
pub(super) fn end(scene: &Scene, hit: &Hit, next: &[Hit], start: usize, limit: usize) -> usize {
    // "While she said that it failed, nobody left."
    let opener = hit.extent.start.checked_sub(1).filter(|&at| scene.doc.is_capital(at));
    let aside = opener.is_some_and(|at| {
        scene.is(at, &["while", "though", "although", "after", "as", "when", "since", "if"])
    });
    if aside
        && let Some(comma) =
            (start + 3..limit).find(|&at| scene.word(at) == "," && scene.region(at).is_none())
    {
        return comma;
    }
    for other in next.iter().filter(|h| h.extent.start > start).take(NEXT) {
        let before = other.extent.start - 1;
        let word = scene.word(before);
        match other.kind {
            HitKind::Participle if matches!(word, "," | "—" | "–" | "--") => return before,
            HitKind::Participle if scene.is(before, &["and", "but"]) => {
                let same = other.cue.any(Cue::SAY.with(Cue::SPEECH));
                if same {
                    return before;
                }
            }
            HitKind::According if word == "," && other.extent.end + 2 >= limit => return before,
            HitKind::Plain if before > start => {
                let comma = scene.word(before - 1) == ",";
                // "..., but he hopes that ..." may still be what he says.
                let speaks = other.cue.any(Cue::SAY.with(Cue::SPEECH));
                let joined =
                    comma && speaks && scene.is(before, &["and", "but", "while", "though", "although"]);
                let closes = word == "," && other.extent.end + 1 >= limit;
                if joined || closes {
                    return before;
                }
            }
            _ => {}
        }
    }
    let semicolon = (start..limit).find(|&i| scene.word(i) == ";" && scene.region(i).is_none());
    semicolon.unwrap_or(limit)
}

/// Whether behind "he said" only a time, a place or nothing follows.
pub(super) fn closes_sentence(scene: &Scene, unit: &Unit, hit: &Hit) -> bool {
    let after = hit.extent.end;
    after >= unit.tokens.end
        || matches!(scene.word(after), "." | "," | "!" | "?" | ";" | "—" | "–" | "--" | "”" | "\"" | ")")
        || scene.is_date(after)
        || scene.is(
            after,
            &[
                "in", "on", "at", "during", "after", "when", "as", "to", "late", "early", "last", "this",
                "before", "of", "by", "while",
            ],
        )
}
