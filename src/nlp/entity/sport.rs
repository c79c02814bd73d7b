//! "Perth return to Western Australia": towns and countries that are the names of
//! teams, and teams that go by a part of their name.
//!
//! Only in articles on sport, and only by what is said of a name there: that it
//! plays, beats, or has a goalkeeper, or stands in a line of results.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::names::Name;
use super::told::description;
use crate::nlp::EntityKind;
use crate::nlp::document::Document;
use crate::nlp::gazetteer::Classes;
use crate::nlp::token::TokenKind;

/// Words of which an article on sport has several.
const SPORT: [&str; 44] = [
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
    "championship",
    "team",
    "playoffs",
    "play-offs",
    "touchdown",
    "quarterback",
    "inning",
    "half-back",
    "rugby",
    "netball",
    "football",
    "hockey",
    "cricket",
    "final",
    "penalty",
    "substitute",
    "points",
    "title",
    "champions",
    "opponents",
];

/// So many different ones of them make an article one on sport.
const ENOUGH: usize = 4;

/// Whether an article is on sport.
pub(super) fn is_sport(doc: &Document) -> bool {
    let mut seen: HashSet<&str> = HashSet::new();
    (0..doc.words.len()).any(|at| {
        let word = doc.word(at);
        SPORT.contains(&word) && seen.insert(word) && seen.len() >= ENOUGH
    })
}

/// What several do: of one name, only a team does ("Perth return").
const THEY: [&str; 39] = [
    "name", "have", "were", "are", "play", "host", "visit", "face", "meet", "travel", "return", "lead",
    "sit", "remain", "need", "take", "go", "stay", "climb", "drop", "move", "lose", "win", "draw", "welcome",
    "hold", "stun", "top", "trail", "finish", "chase", "hope", "crash", "sink", "edge", "miss", "start",
    "pinch", "claim",
];

/// What stands before a verb that only looks like that: "helped Dakic return".
const NOT_THEY: [&str; 24] = [
    "and", "or", "both", "do", "did", "does", "will", "would", "can", "could", "should", "may", "might",
    "must", "let", "help", "helped", "make", "made", "to", "saw", "see", "watched", "watch",
];

/// What a team has done that a town has not.
const DID: [&str; 20] = [
    "beat",
    "beats",
    "drew",
    "thrashed",
    "edged",
    "trailed",
    "conceded",
    "equalised",
    "equalized",
    "lost",
    "won",
    "scored",
    "defeated",
    "outplayed",
    "qualified",
    "dominated",
    "clinched",
    "finished",
    "kicked",
    "bowled",
];

/// Who plays for a team.
const PLAYERS: [&str; 20] = [
    "goalkeeper",
    "keeper",
    "striker",
    "captain",
    "skipper",
    "coach",
    "midfielder",
    "defender",
    "winger",
    "forward",
    "full-back",
    "half-back",
    "fly-half",
    "bowler",
    "batsman",
    "batter",
    "opener",
    "quarterback",
    "pitcher",
    "wing",
];

/// What else a team has, behind its name.
const HAS: [&str; 12] = [
    "fans",
    "supporters",
    "shirt",
    "jersey",
    "flag",
    "squad",
    "defence",
    "attack",
    "bench",
    "rivals",
    "manager",
    "academy",
];

/// Words of teams' names.
const TEAM: [&str; 63] = [
    "FC",
    "AFC",
    "CF",
    "SC",
    "SK",
    "FK",
    "NK",
    "HK",
    "BK",
    "RFC",
    "CC",
    "Rovers",
    "Wanderers",
    "Rangers",
    "Athletic",
    "Atlético",
    "Atletico",
    "Albion",
    "Hotspur",
    "Harriers",
    "Hornets",
    "Dynamo",
    "Dinamo",
    "Lokomotiv",
    "Spartak",
    "Torpedo",
    "Olympique",
    "Deportes",
    "Deportivo",
    "Sporting",
    "Borussia",
    "Eintracht",
    "Gaels",
    "Emmets",
    "Tigers",
    "Lions",
    "Eagles",
    "Bulls",
    "Bears",
    "Wolves",
    "Sharks",
    "Hawks",
    "Falcons",
    "Panthers",
    "Warriors",
    "Knights",
    "Titans",
    "Giants",
    "Kings",
    "Royals",
    "Pirates",
    "Raiders",
    "Chargers",
    "Stars",
    "Strikers",
    "Hurricanes",
    "Thunder",
    "Heat",
    "Cobras",
    "Stallions",
    "Mariners",
    "Crusaders",
    "Blues",
];

/// What one does to, or has from, another team.
const AGAINST: [&str; 11] =
    ["face", "faced", "facing", "beat", "beats", "beating", "against", "v", "vs", "versus", "thrashed"];

/// What is had over, to or with another team.
const RESULTS: [&str; 10] =
    ["win", "wins", "victory", "triumph", "defeat", "loss", "draw", "lost", "drew", "victories"];

/// Most tokens in a line of results.
const LINE: usize = 16;

/// More teams with one word than this are not told apart.
const MOST: usize = 8;

/// A team's short form and its whole name, as indices of names.
pub(super) type Link = (usize, usize);

/// Makes organizations of the teams of an article on sport, and says which short forms
/// go with which of them. `names` stays sorted and free of overlaps.
pub(super) fn teams(doc: &Document, names: &mut Vec<Name>) -> Vec<Link> {
    let mut scored = results(doc, names);
    scored.extend(table(doc, names));
    let mut forms: HashMap<String, Form> = HashMap::new();
    for (nth, name) in names.iter().enumerate().filter(|(_, name)| may_be(name.kind)) {
        let form = forms.entry(doc.phrase(name.tokens.clone()).to_lowercase()).or_default();
        form.names.push(nth);
        if located(doc, name) {
            form.located.push(nth);
        } else if scored.contains(&name.tokens.start) || plays(doc, name) {
            form.playing.push(nth);
        }
    }
    // "Pehuén have 51" tells of Atlético Pehuén too, whatever it was taken for.
    let several: HashSet<&str> = names
        .iter()
        .filter(|name| name.tokens.len() == 1 && they(doc, name))
        .map(|name| doc.word(name.tokens.start))
        .collect();
    let team = |name: &Name| {
        let given = doc.classes(name.tokens.start).any(Classes::GIVEN);
        !given && [name.tokens.start, name.tokens.end - 1].iter().any(|&at| TEAM.contains(&doc.word(at)))
    };
    let mut persons: HashSet<String> = HashSet::new();
    let mut mistaken: Vec<usize> = Vec::new();
    for (nth, name) in names.iter().enumerate().filter(|(_, name)| name.kind == EntityKind::Person) {
        let last = doc.word(name.tokens.end - 1);
        if name.title.is_none() && name.tokens.len() > 1 && (team(name) || several.contains(last)) {
            mistaken.push(nth);
        } else if name.tokens.len() > 1 || name.title.is_some() {
            persons.extend(name.tokens.clone().map(|at| doc.word(at).to_lowercase()));
        }
    }
    for nth in mistaken {
        names[nth].kind = EntityKind::Organization;
    }
    for (words, form) in &forms {
        if form.playing.is_empty() || persons.contains(words) {
            continue;
        }
        for &nth in if form.located.is_empty() { &form.names } else { &form.playing } {
            names[nth].kind = EntityKind::Organization;
        }
    }
    links(doc, names, &forms, &persons)
}

/// All places of one name.
#[derive(Debug, Default)]
struct Form {
    names: Vec<usize>,
    /// Those where it plays.
    playing: Vec<usize>,
    /// Those where it is a place.
    located: Vec<usize>,
}

/// Kinds that a team can be taken for.
const fn may_be(kind: EntityKind) -> bool {
    matches!(
        kind,
        EntityKind::Organization
            | EntityKind::Place
            | EntityKind::Person
            | EntityKind::Product
            | EntityKind::Work
            | EntityKind::Other
    )
}

/// Whether a name is used like a team's.
fn plays(doc: &Document, name: &Name) -> bool {
    if they(doc, name) {
        return true;
    }
    let (start, end) = (name.tokens.start, name.tokens.end);
    let owns = doc.words.get(end).is_some_and(|w| w.kind == TokenKind::Possessive);
    let after = doc.near(end + usize::from(owns), 0);
    // A person beats others, and has a coach.
    if name.kind == EntityKind::Person {
        return false;
    }
    let (before, before2) = (doc.near(start, -1), doc.near(start, -2));
    // "gave Volare a 2-1 win"
    let given =
        matches!(after, "a" | "their" | "its") && (1..4).any(|by| RESULTS.contains(&doc.near(end, by)));
    // "Tasmania 287 and 214 beat", where a paragraph begins.
    let opens = doc.block_of(start).is_some_and(|block| block.tokens.start == start);
    let scores = !owns && opens && doc.words.get(end).is_some_and(|w| w.kind == TokenKind::Number);
    given
        || scores
        || PLAYERS.contains(&after)
        || HAS.contains(&after)
        || !owns && DID.contains(&after)
        || AGAINST.contains(&before)
        || before == "for" && PLAYERS.contains(&before2)
        || matches!(before, "over" | "to" | "with" | "by") && RESULTS.contains(&before2)
        || after == "," && !owns && doc.near(end, 1) == "who"
}

/// Whether a name has a verb as several would have it.
fn they(doc: &Document, name: &Name) -> bool {
    let sentence = doc.sentences.get(doc.sentence_of(name.tokens.start)).map_or(0..0, |s| s.tokens.clone());
    let end = name.tokens.end;
    sentence.contains(&end)
        && THEY.contains(&doc.word(end))
        && (name.tokens.start == sentence.start || !NOT_THEY.contains(&doc.near(name.tokens.start, -1)))
}

/// Kinds of places behind the name of one, "Curanipe, a fishing village of 2,000".
const TOWNS: [&str; 8] = ["town", "village", "city", "suburb", "hamlet", "port", "island", "municipality"];

/// Whether a name is used like a place's.
fn located(doc: &Document, name: &Name) -> bool {
    let (start, end) = (name.tokens.start, name.tokens.end);
    let before = doc.near(start, -1);
    let told = description(doc, name).is_some_and(|noun| TOWNS.contains(&noun));
    let within = doc.near(end, 0) == "," && doc.classes(end + 1).any(Classes::PLACE.with(Classes::COUNTRY));
    matches!(before, "in" | "In" | "near" | "outside" | "around" | "across")
        || before == "of" && TOWNS.contains(&doc.near(start, -2))
        || told
        || within
        // A dateline.
        || doc.block_of(start).is_some_and(|block| block.tokens.start == start)
            && doc.words.get(start).is_some_and(|word| word.all_capitals)
            && matches!(doc.near(end, 0), "," | "(" | "-" | "–" | "—" | ":")
}

/// The teams of lines of results, "Adelaide United 3 Perth Glory 1", by their first
/// tokens. Each becomes one name. Days and persons have lines like that too.
fn results(doc: &Document, names: &mut Vec<Name>) -> HashSet<usize> {
    let mut found: Vec<Name> = Vec::new();
    for block in &doc.blocks {
        let end = block.tokens.end - usize::from(doc.near(block.tokens.end, -1) == ".");
        let tokens = block.tokens.start..end.max(block.tokens.start);
        if tokens.len() < 4 || tokens.len() > LINE {
            continue;
        }
        let dash = |at: &usize| matches!(doc.word(*at), "-" | "–" | ",");
        let number = |at: &usize| doc.words[*at].kind == TokenKind::Number;
        let mut teams: Vec<Range<usize>> = Vec::new();
        for at in tokens.filter(|at| !dash(at) && !number(at)) {
            match teams.last_mut() {
                Some(team) if team.end == at => team.end += 1,
                _ => teams.push(at..at + 1),
            }
        }
        let word = |at: usize| {
            doc.is_word(at) && (doc.is_capital(at) || matches!(doc.word(at), "de" | "del" | "of"))
        };
        let fits = |team: &Range<usize>| {
            let from = names.partition_point(|name| name.tokens.end <= team.start);
            let inside = names[from..].iter().take_while(|name| name.tokens.start < team.end);
            let other = |name: &Name| {
                name.kind == EntityKind::Date || name.kind == EntityKind::Person && name.tokens.len() > 1
            };
            team.len() <= 5
                && team.clone().all(word)
                && !doc.classes(team.start).any(Classes::GIVEN)
                && !inside.into_iter().any(other)
        };
        if teams.len() == 2 && teams.iter().all(fits) {
            let team = |tokens| Name { tokens, kind: EntityKind::Organization, title: None };
            found.extend(teams.into_iter().map(team));
        }
    }
    names.retain(|name| {
        let next = found.partition_point(|team| team.tokens.end <= name.tokens.start);
        found.get(next).is_none_or(|team| name.tokens.end <= team.tokens.start)
    });
    let starts = found.iter().map(|team| team.tokens.start).collect();
    names.extend(found);
    names.sort_by_key(|name| name.tokens.start);
    starts
}

/// The teams of a table in one line, "Tasmania 22.4, New South Wales 20.1, Victoria 14.6",
/// by their first tokens. Persons have lines like that too.
fn table(doc: &Document, names: &[Name]) -> Vec<usize> {
    let row = |name: &&Name| {
        let end = name.tokens.end;
        doc.words.get(end).is_some_and(|w| w.kind == TokenKind::Number)
            && matches!(doc.near(end, 1), "," | ";" | "." | "")
            && matches!(doc.near(name.tokens.start, -1), "," | ";" | ":" | "and" | "")
    };
    let mut found = Vec::new();
    for sentence in doc.sentences.iter().map(|sentence| &sentence.tokens) {
        let from = names.partition_point(|name| name.tokens.start < sentence.start);
        let inside = names[from..].iter().take_while(|name| name.tokens.end <= sentence.end);
        let rows: Vec<&Name> = inside.filter(row).collect();
        if rows.len() > 2 && rows.iter().all(|name| name.kind != EntityKind::Person) {
            found.extend(rows.iter().map(|name| name.tokens.start));
        }
    }
    found
}

/// The single words that stand for a team, the first or last word of only one: all that
/// are not used like a place's.
fn links(
    doc: &Document,
    names: &mut [Name],
    forms: &HashMap<String, Form>,
    persons: &HashSet<String>,
) -> Vec<Link> {
    let mut by_word: HashMap<String, Vec<(String, usize, bool)>> = HashMap::new();
    for (nth, name) in names.iter().enumerate() {
        // "Harriers 2" are not the Harriers.
        let reserve = doc.words[name.tokens.end - 1].kind == TokenKind::Number;
        if name.kind != EntityKind::Organization || name.tokens.len() < 2 || reserve {
            continue;
        }
        let whole = doc.phrase(name.tokens.clone()).to_lowercase();
        let plays = forms.get(&whole).is_some_and(|form| !form.playing.is_empty());
        if !plays && !name.tokens.clone().any(|at| TEAM.contains(&doc.word(at))) {
            continue;
        }
        for at in [name.tokens.start, name.tokens.end - 1] {
            let bearers = by_word.entry(doc.word(at).to_lowercase()).or_default();
            if bearers.len() < MOST && bearers.iter().all(|(other, ..)| *other != whole) {
                bearers.push((whole.clone(), nth, plays));
            }
        }
    }
    let mut links = Vec::new();
    for (word, bearers) in &by_word {
        // Where two bear it the one is meant that plays; "Lagoon Stars" is no other than
        // Keta Lagoon Stars.
        let whole = |short: &str| {
            let longer = |other: &str| {
                other.len() > short.len() && (other.ends_with(short) || other.starts_with(short))
            };
            !bearers.iter().any(|(other, ..)| longer(other))
        };
        let mut those =
            bearers.iter().filter(|(name, _, plays)| (*plays || bearers.len() == 1) && whole(name));
        let (Some(form), Some((_, team, _)), None) = (forms.get(word), those.next(), those.next()) else {
            continue;
        };
        let country = |&nth: &usize| doc.classes(names[nth].tokens.start).any(Classes::COUNTRY);
        if persons.contains(word) || form.names.iter().any(country) {
            continue;
        }
        for &nth in &form.names {
            let located = form.located.binary_search(&nth).is_ok();
            match names[nth].kind {
                EntityKind::Organization if located => names[nth].kind = EntityKind::Place,
                _ if located => {}
                _ => {
                    names[nth].kind = EntityKind::Organization;
                    links.push((nth, *team));
                }
            }
        }
    }
    links.sort_unstable();
    links
}
