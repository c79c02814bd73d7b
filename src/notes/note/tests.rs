use super::*;
use proptest::prelude::*;

/// The target on the words between `[` and `]`, and the text without them.
fn target(marked: &str) -> (Target, String) {
    let start = marked.find('[').unwrap();
    let text = marked.replacen('[', "", 1).replacen(']', "", 1);
    let end = marked.find(']').unwrap() - 1;
    (Target::at(&text, &CodePoints::new(&text), Span::new(start, end)), text)
}

#[test]
fn offsets_count_code_points() {
    let (target, _) = target("Né à 👩\u{200d}👩 日本: [e\u{301}té] fini");
    assert_eq!((target.start, target.end), (13, 17));
    assert_eq!(target.exact, "e\u{301}té");
    assert_eq!((target.prefix.as_str(), target.suffix.as_str()), ("Né à 👩\u{200d}👩 日本: ", " fini"));
}

#[test]
fn context_ends_at_whole_words() {
    let word = |c: &str, n: usize| c.repeat(n);
    for (marked, prefix, suffix) in [
        // Short: all of it.
        ("ab [x] cd".to_owned(), "ab ".to_owned(), " cd".to_owned()),
        ("[x]".to_owned(), String::new(), String::new()),
        // 64 code points reach into a word: it is left out.
        (
            format!("{} {} [x] {} {}", word("a", 10), word("é", 60), word("é", 60), word("b", 10)),
            format!(" {} ", word("é", 60)),
            format!(" {} ", word("é", 60)),
        ),
        // They end between two words: both are whole.
        (
            format!("a {} [x] {} b", word("é", 63), word("é", 63)),
            format!("{} ", word("é", 63)),
            format!(" {}", word("é", 63)),
        ),
        // White space of three bytes.
        (
            format!(
                "{}\u{3000}{}[x]{}\u{3000}{}",
                word("a", 10),
                word("é", 60),
                word("é", 60),
                word("b", 10)
            ),
            format!("\u{3000}{}", word("é", 60)),
            format!("{}\u{3000}", word("é", 60)),
        ),
        // No white space: there are no words to keep whole.
        (format!("{}[x]{}", word("日", 80), word("本", 80)), word("日", 64), word("本", 64)),
    ] {
        let (target, _) = target(&marked);
        assert_eq!((target.prefix, target.suffix), (prefix, suffix), "{marked}");
    }
}

#[test]
fn context_is_as_long_as_it_takes_to_tell_the_place() {
    let refrain = "The minister said that he knew nothing of it, and that he would say so again. ";
    let (target, text) = target(&format!("First. {refrain}[No.] {refrain}No. {refrain}Last."));
    assert!(target.prefix.starts_with(" ") || target.prefix.starts_with("First."));
    assert!(target.prefix.chars().count() > Target::CONTEXT);
    let moved = format!("A new line. {text}");
    assert_eq!(target.find(&moved, &CodePoints::new(&moved)).map(|span| span.start), Some(12 + target.start));
}

#[test]
fn words_are_found_again_only_where_it_is_certain() {
    for (marked, text, found) in [
        ("He said [no] twice", "He said no twice", Some(8)),
        // Moved with their neighbours.
        ("He said [no] twice", "Ana Ruiz: He said no twice.", Some(18)),
        // The same place, one neighbour changed.
        ("He said [no] twice", "He said no, twice", Some(8)),
        // The same word between other neighbours.
        ("He said [no] twice", "We have no clues.", None),
        ("He said [no] twice", "It is a no for us", None),
        // Twice the same, both moved.
        ("He said [no] twice", "* He said no twice. He said no twice", None),
        ("a[b]a", "--ababa", None),
        // A note on the first word, and another text that starts with it.
        ("[He] said no", "He left.", None),
        ("[He] said no", "He said no, twice", Some(0)),
        ("He said [no]", "He sees no use", None),
        // Gone.
        ("He said [no] twice", "He said yes twice", None),
        // No neighbours to know it by.
        ("[no]", "yes no", None),
        ("[no]", "no", Some(0)),
    ] {
        let (target, _) = target(marked);
        let span = target.find(text, &CodePoints::new(text));
        assert_eq!(span.map(|span| span.start), found, "{marked} in {text}");
        assert!(span.is_none_or(|span| span.of(text) == target.exact));
    }
}

#[test]
fn a_target_without_words_is_nowhere() {
    let text = "some words";
    let points = CodePoints::new(text);
    assert_eq!(Target::at(text, &points, Span::new(3, 3)).find(text, &points), None);
    let outside = Target::at(text, &points, Span::new(50, 60));
    assert_eq!((outside.exact.as_str(), outside.find(text, &points)), ("", None));
}

proptest! {
    #[test]
    fn a_target_is_found_in_its_own_text(
        text in "[ab é日\u{3000}\u{1f600}\n]{1,300}",
        ends in any::<(prop::sample::Index, prop::sample::Index)>(),
    ) {
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (one, two) = (*ends.0.get(&bounds), *ends.1.get(&bounds));
        let span = Span::new(one.min(two), one.max(two));
        let points = CodePoints::new(&text);
        let target = Target::at(&text, &points, span);
        prop_assert_eq!(target.find(&text, &points), (!span.is_empty()).then_some(span));
        prop_assert_eq!(target.end - target.start, target.exact.chars().count());
        prop_assert!(target.prefix.chars().count() <= Target::LONGEST);
        prop_assert!(target.suffix.chars().count() <= Target::LONGEST);
        prop_assert!(text[..span.start].ends_with(&target.prefix));
        prop_assert!(text[span.end..].starts_with(&target.suffix));
    }
}
