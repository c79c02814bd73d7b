use super::*;
use proptest::prelude::*;

fn target(text: &str, span: Span) -> Target {
    Target::at(text, &CodePoints::new(text), span)
}

fn kinds() -> impl Strategy<Value = NoteKind> {
    prop::sample::select(vec![NoteKind::Passage, NoteKind::Entity, NoteKind::Quote])
}

/// Two texts of a few words and marks, so that much of one is in the other.
fn alike() -> impl Strategy<Value = (String, String)> {
    let word =
        || prop::sample::select(vec!["Lee ", "said ", "no. ", "“No,” ", "é日 ", "-", "\n\n", " ", "\u{ad}"]);
    let words = || prop::collection::vec(word(), 0..60);
    (words(), words(), words()).prop_map(|(start, middle, end)| {
        (
            format!("{}{}{}", start.concat(), middle.concat(), end.concat()),
            format!("{}{}", middle.concat(), start.concat()),
        )
    })
}

/// A text of `count` words that stand once each.
fn numbered(count: usize) -> Vec<String> {
    (0..count).map(|nth| format!("word{nth}{}", if nth % 9 == 8 { "." } else { "" })).collect()
}

proptest! {
    #[test]
    fn any_texts_give_places_that_show_the_words(
        (old, new) in alike(),
        at in any::<(prop::sample::Index, prop::sample::Index)>(),
        kind in kinds(),
        known: bool,
        shift in 0usize..3,
    ) {
        let bounds: Vec<usize> = old.char_indices().map(|(at, _)| at).chain([old.len()]).collect();
        let (one, two) = (*at.0.get(&bounds), *at.1.get(&bounds));
        let mut target = target(&old, Span::new(one.min(two), one.max(two)));
        target.start += shift;
        let anchor = Anchoring::new(known.then_some(old.as_str()), &new).place(&target, kind);
        match &anchor {
            Anchor::Exact(span) => prop_assert_eq!(span.of(&new), &target.exact),
            Anchor::Moved(span) => prop_assert!(same_words(span.of(&new), &target.exact)),
            Anchor::Review(review) => {
                for candidate in &review.candidates {
                    prop_assert!(!candidate.span.of(&new).is_empty());
                }
            }
        }
    }

    #[test]
    fn words_stay_on_the_text_they_were_noted_in(
        (text, _) in alike(),
        at in any::<(prop::sample::Index, prop::sample::Index)>(),
        kind in kinds(),
    ) {
        let text = text.replace('\u{ad}', "");
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (one, two) = (*at.0.get(&bounds), *at.1.get(&bounds));
        let span = Span::new(one.min(two), one.max(two)).trim(&text);
        prop_assume!(span.of(&text).chars().any(char::is_alphanumeric));
        let anchor = Anchoring::new(Some(&text), &text).place(&target(&text, span), kind);
        prop_assert_eq!(anchor, Anchor::Exact(span));
    }

    /// Whatever happens beyond the twenty words before and behind them.
    #[test]
    fn words_that_stand_once_and_are_left_alone_are_exact(
        first in 30usize..60,
        long in 1usize..20,
        cut in 0usize..8,
        added in 0usize..30,
        kind in kinds(),
    ) {
        let old = numbered(110);
        let mut new = old.clone();
        new.splice(first + long + 21..first + long + 21 + cut, (0..added).map(|nth| format!("other{nth}")));
        new.splice(first - 21 - cut..first - 21, (0..added).map(|nth| format!("more{nth}.")));
        let (old, new) = (old.join(" "), new.join(" "));
        let words = numbered(110)[first..first + long].join(" ");
        let noted = words.trim_end_matches('.');
        let at = |text: &str| {
            let start = text.find(&format!(" {noted}")).unwrap() + 1;
            Span::new(start, start + noted.len())
        };
        let anchor = Anchoring::new(Some(&old), &new).place(&target(&old, at(&old)), kind);
        prop_assert_eq!(anchor, Anchor::Exact(at(&new)));
    }
}

#[test]
fn changed_words_are_those_without_a_counterpart() {
    let words = |(old, new): (Vec<Span>, Vec<Span>), one: &str, other: &str| -> (Vec<String>, Vec<String>) {
        let of = |spans: Vec<Span>, text: &str| spans.iter().map(|span| span.of(text).to_owned()).collect();
        (of(old, one), of(new, other))
    };
    let (one, other) = ("I told them twice, in writing.", "I warned them – in writing - three times.");
    let (gone, came) = words(changed_words(one, other), one, other);
    assert_eq!(gone, ["told", "twice", ","]);
    assert_eq!(came, ["warned", "–", "-", "three", "times"]);
}

#[test]
fn two_articles_share_little_and_two_texts_of_one_much() {
    let one = "The harbour board met on Tuesday. It decided nothing, and its chairman left by the back door.";
    let again = "The harbour board met on Tuesday. It decided nothing. Its chairman left by the back door.";
    let other = "Rain is expected in the north; farmers welcome every drop after eleven dry weeks.";
    assert!(Anchoring::new(Some(one), again).shared() > 0.9);
    assert!(Anchoring::new(Some(one), other).shared() < 0.1);
    assert!((Anchoring::new(None, other).shared() - 1.0).abs() < f32::EPSILON);
}
