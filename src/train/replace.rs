//! Stories told again of other people and places, so that the tagger learns
//! shapes and contexts and not the few thousand names of the corpus.

use std::collections::HashMap;

use super::corpus::{Mark, Story};
use super::random::Random;
use crate::nlp::EntityKind;
use crate::nlp::training::Lists;
use crate::text::Span;

/// Of a hundred entities of a kind so many get another name.
const fn share(kind: EntityKind) -> usize {
    match kind {
        EntityKind::Place | EntityKind::Group => 85,
        EntityKind::Person => 60,
        EntityKind::Organization => 60,
        _ => 0,
    }
}

/// The story with some of its entities renamed; an entity's mentions stay
/// mentions of one name.
pub fn renamed(story: &Story, lists: &Lists, random: &mut Random) -> Story {
    let mut forms: HashMap<&str, (EntityKind, Vec<Span>)> = HashMap::new();
    let mut order = Vec::new();
    for (span, mark) in &story.marks {
        if let Mark::Name(kind, id) = mark {
            let entry = forms.entry(id).or_insert_with(|| {
                order.push(id.as_str());
                (*kind, Vec::new())
            });
            entry.1.push(*span);
        }
    }
    let mut edits: Vec<(Span, String)> = Vec::new();
    for id in order {
        let (kind, spans) = &forms[id];
        if random.below(100) >= share(*kind) {
            continue;
        }
        let new = match kind {
            EntityKind::Person => person(&story.text, spans, lists, random),
            EntityKind::Group => whole(&story.text, spans, |old| {
                let plural = old.ends_with('s');
                let fitting: Vec<&str> =
                    lists.groups.iter().copied().filter(|name| name.ends_with('s') == plural).collect();
                random.pick(&fitting)
            }),
            EntityKind::Place => whole(&story.text, spans, |_| random.pick(&lists.places)),
            _ => whole(&story.text, spans, |_| random.pick(&lists.organizations)),
        };
        edits.extend(new);
    }
    edits.sort_by_key(|(span, _)| *span);
    edited(story, &edits)
}

/// Another name for an entity wherever it is named by the form that it is
/// named by first; in capitals where that form is.
fn whole<'l>(
    text: &str,
    spans: &[Span],
    mut pick: impl FnMut(&str) -> Option<&'l str>,
) -> Vec<(Span, String)> {
    let Some(first) = spans.first().map(|s| s.of(text)) else { return Vec::new() };
    let Some(new) = pick(first) else { return Vec::new() };
    let same = spans.iter().filter(|s| s.of(text).to_lowercase() == first.to_lowercase());
    same.map(|s| {
        let shouting = s.of(text).len() > 4 && !s.of(text).contains(char::is_lowercase);
        (*s, if shouting { new.to_uppercase() } else { new.to_owned() })
    })
    .collect()
}

/// Another given name and another family name in place of the first and the
/// last word of a person's longest name.
fn person(text: &str, spans: &[Span], lists: &Lists, random: &mut Random) -> Vec<(Span, String)> {
    let Some(longest) = spans.iter().max_by_key(|s| (s.len(), std::cmp::Reverse(s.start))) else {
        return Vec::new();
    };
    let words: Vec<&str> = longest.of(text).split(' ').collect();
    let (Some(&first), Some(&last)) = (words.first(), words.last()) else { return Vec::new() };
    let (Some(given), Some(family)) = (random.pick(&lists.given), random.pick(&lists.families)) else {
        return Vec::new();
    };
    let mut edits = Vec::new();
    for span in spans {
        let mut at = span.start;
        for word in span.of(text).split(' ') {
            let here = Span::new(at, at + word.len());
            at = here.end + 1;
            if word == last && words.len() > 1 {
                edits.push((here, family.to_owned()));
            } else if word == first && !word.ends_with('.') {
                edits.push((here, given.to_owned()));
            }
        }
    }
    edits
}

/// The story with words replaced and every mark moved along.
fn edited(story: &Story, edits: &[(Span, String)]) -> Story {
    let mut text = String::with_capacity(story.text.len() + 64);
    let mut at = 0;
    // Where each edit stood, and how far everything behind it moved.
    let mut moves: Vec<(usize, isize)> = Vec::with_capacity(edits.len());
    for (span, new) in edits {
        if span.start < at {
            continue;
        }
        text.push_str(&story.text[at..span.start]);
        text.push_str(new);
        at = span.end;
        moves.push((span.end, text.len() as isize - span.end as isize));
    }
    text.push_str(&story.text[at..]);
    let moved = |old: usize| {
        let before = moves.partition_point(|(end, _)| *end <= old);
        let by = before.checked_sub(1).map_or(0, |i| moves[i].1);
        old.saturating_add_signed(by)
    };
    let marks =
        story.marks.iter().map(|(span, mark)| (Span::new(moved(span.start), moved(span.end)), mark.clone()));
    Story { head: story.head.clone(), marks: marks.collect(), text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::corpus::parse;

    #[test]
    fn marks_move_with_their_words() {
        let story = parse(
            "id: a\n\n[l:k KISUMU] - [p:a Ann Bell] left [l:k Kisumu]. “{q1 Go},” {q1@a [p:a Bell]} {q1! said}, a [g:x Kenyan].\n",
        )
        .unwrap();
        let lists = Lists {
            places: vec!["Addis Ababa"],
            organizations: vec![],
            groups: vec!["Peruvian", "Peruvians"],
            given: vec!["Maximiliane"],
            families: vec!["Wu"],
        };
        let mut random = Random(7);
        let all = (0..200).map(|_| renamed(&story, &lists, &mut random).text);
        let most = all.max_by_key(|text| text.matches(['A', 'M', 'W', 'P']).count()).unwrap();
        assert_eq!(most, "ADDIS ABABA - Maximiliane Wu left Addis Ababa. “Go,” Wu said, a Peruvian.\n");
        let mut random = Random(7);
        for _ in 0..50 {
            let other = renamed(&story, &lists, &mut random);
            for ((old, mark), (new, _)) in story.marks.iter().zip(&other.marks) {
                match mark {
                    Mark::Name(..) | Mark::Source(..) => assert!(other.text.is_char_boundary(new.start)),
                    _ => assert_eq!(old.of(&story.text), new.of(&other.text)),
                }
            }
        }
    }
}
