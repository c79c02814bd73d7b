//! Exports of analyses and notes, read back with other parsers.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use byline::export;
use byline::nlp::{Analysis, Entity, EntityId, EntityKind, Mention, MentionKind, Quote, QuoteKind, Role};
use byline::notes::{ArticleInfo, Note, NoteKind, QuoteInfo, Target};
use byline::text::{Article, CodePoints, Meta, Parts, Span};
use proptest::prelude::*;
use serde_json::{Value, json};

const TEXT: &str = "Talks “fail” 🕊\n\nAP - Élise Noël, a spokesperson for the ministry, wept.\n\
                    “We tried,” she said. “Twice.”\n\nThey will try again, it said. “No.”\n";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    Span::new(start, start + words.len())
}

fn article() -> Article {
    let meta = Meta { published: Some("2026-01-05".to_owned()), ..Meta::default() };
    let parts =
        Parts { headline: Some(span("Talks “fail” 🕊")), outlet: Some(span("AP")), ..Parts::default() };
    Article::new(TEXT.to_owned(), meta, parts, Vec::new())
}

fn analysis() -> Analysis {
    let mention = |words, kind| Mention { span: span(words), kind };
    let entity =
        |name: &str, kind, mentions| Entity { name: name.to_owned(), kind, role: None, date: None, mentions };
    let mut elise = entity(
        "Élise Noël",
        EntityKind::Person,
        vec![mention("Élise Noël", MentionKind::Name), mention("she", MentionKind::Pronoun)],
    );
    elise.role = Some(Role { span: span("a spokesperson for the ministry") });
    let ministry =
        entity("the ministry", EntityKind::Organization, vec![mention("the ministry", MentionKind::Nominal)]);
    let quote = |kind, content, speaker, confidence| Quote {
        kind,
        content,
        cue: None,
        source: None,
        speaker,
        confidence,
    };
    let mut direct =
        quote(QuoteKind::Direct, vec![span("We tried,"), span("Twice.")], Some(EntityId(0)), 0.926);
    (direct.cue, direct.source) = (Some(span("said")), Some(span("she")));
    let mut indirect = quote(QuoteKind::Indirect, vec![span("They will try again")], Some(EntityId(1)), 0.3);
    indirect.source = Some(span("it said"));
    let unknown = quote(QuoteKind::Direct, vec![span("No.")], None, 0.0);
    Analysis { entities: vec![elise, ministry], quotes: vec![direct, indirect, unknown] }
}

fn expected() -> Value {
    json!({
        "id": "a1",
        "text": TEXT,
        "article": {
            "headline": {"start": 0, "end": 14}, "credit": null, "outlet": "AP", "byline": null,
            "dateline": null, "published": "2026-01-05", "title": "Talks “fail” 🕊"
        },
        "entities": [
            {"id": "e1", "name": "Élise Noël", "type": "person", "role": "a spokesperson for the ministry",
             "mentions": [{"start": 21, "end": 31, "kind": "name"}, {"start": 84, "end": 87, "kind": "pronoun"}]},
            {"id": "e2", "name": "the ministry", "type": "organization", "role": null,
             "mentions": [{"start": 52, "end": 64, "kind": "nominal"}]}
        ],
        "quotes": [
            {"id": "q1", "type": "direct", "content": [{"start": 73, "end": 82}, {"start": 95, "end": 101}],
             "cue": {"start": 88, "end": 92}, "source": {"start": 84, "end": 87}, "speaker": "e1",
             "confidence": 0.93},
            {"id": "q2", "type": "indirect", "content": [{"start": 104, "end": 123}], "cue": null,
             "source": {"start": 125, "end": 132}, "speaker": "e2", "confidence": 0.3},
            {"id": "q3", "type": "direct", "content": [{"start": 135, "end": 138}], "cue": null,
             "source": null, "speaker": null, "confidence": 0.0}
        ]
    })
}

/// The same value without what is null, since TOML has no null.
fn without_null(value: &Value) -> Value {
    match value {
        Value::Array(values) => values.iter().map(without_null).collect(),
        Value::Object(values) => {
            let kept = values.iter().filter(|(_, value)| !value.is_null());
            kept.map(|(key, value)| (key.clone(), without_null(value))).collect()
        }
        value => value.clone(),
    }
}

fn parsed_toml(text: &str) -> Value {
    let table: toml::Table = toml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    serde_json::to_value(table).unwrap()
}

#[test]
fn an_analysis_is_exported_as_the_contract_says() {
    let (article, analysis) = (article(), analysis());
    let line = export::json("a1", &article, &analysis);
    assert!(!line.contains('\n'));
    assert!(line.starts_with(r#"{"id":"a1","text":"#), "{line}");
    assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), expected());
    let pretty = export::json_pretty("a1", &article, &analysis);
    assert!(pretty.starts_with("{\n  \"id\": \"a1\",\n"));
    assert_eq!(serde_json::from_str::<Value>(&pretty).unwrap(), expected());
    let toml = export::toml("a1", &article, &analysis);
    assert_eq!(parsed_toml(&toml), without_null(&expected()));
}

#[test]
fn the_report_shows_a_guess_as_a_guess() {
    let report = "\
Talks “fail” 🕊
AP, 2026-01-05

People
  Élise Noël, a spokesperson for the ministry (2 mentions)

Organizations
  the ministry (1 mention)

Quotes
  1. Élise Noël (said, direct)
     “We tried,” … “Twice.”
  2. speaker not certain: the ministry? (indirect)
     They will try again
  3. speaker unknown (direct)
     “No.”
";
    assert_eq!(export::text(&article(), &analysis()), report);
    let nothing = export::text(&article(), &Analysis::default());
    assert_eq!(nothing, "Talks “fail” 🕊\nAP, 2026-01-05\n\nNo names and no quotes were found.\n");
}

#[test]
fn no_export_can_steer_a_terminal() {
    let evil = "\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{2066}\u{e0041}\u{7f}\r\n\u{2028}e";
    let text = format!("{evil} {evil}");
    let whole = Span::new(0, text.len());
    let meta = Meta {
        title: Some(evil.to_owned()),
        outlet: Some(evil.to_owned()),
        url: Some(evil.to_owned()),
        author: Some(evil.to_owned()),
        published: Some(evil.to_owned()),
    };
    let article = Article::new(text, meta, Parts::default(), Vec::new());
    let entity = Entity {
        name: evil.to_owned(),
        kind: EntityKind::Other,
        role: Some(Role { span: whole }),
        date: None,
        mentions: vec![Mention { span: whole, kind: MentionKind::Name }],
    };
    let quote = Quote {
        kind: QuoteKind::Mixed,
        content: vec![whole],
        cue: Some(whole),
        source: Some(whole),
        speaker: Some(EntityId(0)),
        confidence: 1.0,
    };
    let analysis = Analysis { entities: vec![entity], quotes: vec![quote] };
    let info = ArticleInfo::of(&article, Some(evil));
    for export in [
        export::json(evil, &article, &analysis),
        export::json_pretty(evil, &article, &analysis),
        export::toml(evil, &article, &analysis),
        export::text(&article, &analysis),
        export::notes(&info, &[note(article.text(), whole, evil)], &[]),
        export::notes_of_many(&[(info, vec![note(article.text(), whole, evil)], vec![])]),
    ] {
        let hidden: Vec<char> =
            export.chars().filter(|&c| byline::notes::needs_escape(c) && c != '\n').collect();
        assert!(hidden.is_empty(), "{hidden:?} in {export:?}");
    }
    let read: Value = serde_json::from_str(&export::json(evil, &article, &analysis)).unwrap();
    assert_eq!((read["id"].as_str(), read["text"].as_str()), (Some(evil), Some(article.text())));
    assert_eq!(parsed_toml(&export::toml(evil, &article, &analysis)), without_null(&read));
}

#[test]
fn what_does_not_fit_is_left_out() {
    let mut analysis = analysis();
    analysis.quotes[0].speaker = Some(EntityId(7));
    analysis.quotes[0].confidence = f32::NAN;
    analysis.quotes[1].confidence = 1.5;
    let read: Value = serde_json::from_str(&export::json("", &article(), &analysis)).unwrap();
    assert_eq!(read["quotes"][0]["speaker"], Value::Null);
    assert_eq!(read["quotes"][0]["confidence"], json!(0.0));
    assert_eq!(read["quotes"][1]["confidence"], json!(1.0));
}

fn note(text: &str, span: Span, body: &str) -> Note {
    let at = "2026-01-05T10:00:00Z".parse().unwrap();
    Note {
        body: body.to_owned(),
        tags: vec!["claim".to_owned()],
        target: Some(Target::at(text, &CodePoints::new(text), span)),
        quote: Some(QuoteInfo { kind: "direct".to_owned(), ..QuoteInfo::default() }),
        ..Note::new("01JGX2M8QK4T000000000000A0", NoteKind::Quote, at)
    }
}

/// The code points `start..end` of a text, the way another program takes them.
fn code_points(text: &str, start: &Value, end: &Value) -> String {
    let (start, end) = (start.as_u64().unwrap() as usize, end.as_u64().unwrap() as usize);
    text.chars().skip(start).take(end - start).collect()
}

#[test]
fn notes_are_exported_with_offsets_that_fit() {
    let (article, empty) = (article(), ArticleInfo { id: "blake3:1".to_owned(), ..ArticleInfo::default() });
    let info = ArticleInfo::of(&article, Some("/news/talks.txt"));
    let notes = [note(TEXT, span("she"), "Who?\n"), note(TEXT, span("🕊"), "")];
    let one = parsed_toml(&export::notes(&info, &notes, &[]));
    assert_eq!(one["article"]["path"], "/news/talks.txt");
    let many = export::notes_of_many(&[
        (info.clone(), notes.to_vec(), vec![]),
        (empty, vec![], vec![]),
        (info, notes.to_vec(), vec![]),
    ]);
    let many = parsed_toml(&many);
    assert_eq!((&many["format"], &many["version"]), (&one["format"], &one["version"]));
    assert_eq!(many["article"].as_array().unwrap().len(), 3);
    assert_eq!(many["article"][1], json!({"id": "blake3:1", "title": ""}));
    for notes in [&one["note"], &many["article"][0]["note"], &many["article"][2]["note"]] {
        assert_eq!(notes[0]["body"], "Who?\n");
        assert_eq!(notes[0]["quote"], json!({"type": "direct", "by": "machine"}));
        assert_eq!(notes.as_array().unwrap().len(), 2);
        for note in notes.as_array().unwrap() {
            let target = &note["target"];
            assert_eq!(
                code_points(TEXT, &target["start"], &target["end"]),
                target["exact"].as_str().unwrap()
            );
        }
    }
    assert_eq!(parsed_toml(&export::notes_of_many(&[])), json!({"format": "byline-notes", "version": 1}));
}

proptest! {
    #[test]
    fn any_text_is_exported_unchanged(text in any::<String>(), marks in any::<[prop::sample::Index; 2]>()) {
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (one, two) = (*marks[0].get(&bounds), *marks[1].get(&bounds));
        let span = Span::new(one.min(two), one.max(two));
        let entity = Entity {
            name: span.of(&text).to_owned(),
            kind: EntityKind::Work,
            role: None,
            date: None,
            mentions: vec![Mention { span, kind: MentionKind::Name }],
        };
        let analysis = Analysis { entities: vec![entity], quotes: vec![] };
        let article = Article::new(text.clone(), Meta::default(), Parts::default(), Vec::new());
        let read: Value = serde_json::from_str(&export::json(&text, &article, &analysis)).unwrap();
        prop_assert_eq!(read["text"].as_str(), Some(text.as_str()));
        let mention = &read["entities"][0]["mentions"][0];
        prop_assert_eq!(code_points(&text, &mention["start"], &mention["end"]), span.of(&text));
        prop_assert_eq!(parsed_toml(&export::toml(&text, &article, &analysis)), without_null(&read));
        prop_assert!(!export::text(&article, &analysis).chars().any(|c| byline::notes::needs_escape(c) && c != '\n'));
    }
}
