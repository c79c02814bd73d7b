use super::work::Work;
use super::*;
use crate::nlp::{Entity, EntityKind, Mention, MentionKind, Quote, QuoteKind};
use crate::notes::{EntityInfo, Fix, Named, Target, Thing, Voice};
use crate::text::{CodePoints, Span};
use proptest::prelude::*;

const TEXT: &str = "Ann Mbeki owns Aurora. “We knew,” she said. Mbeki’s lawyer, Roe, said Aurora was safe. \
                    The lawyer left Will alone. Aurora sank.";

fn span(words: &str, nth: usize) -> Span {
    let (at, _) = TEXT.match_indices(words).nth(nth).unwrap();
    Span::new(at, at + words.len())
}

/// What a machine might say: two of one person, a word that is no name, the
/// ship missed, one speaker wrong.
fn machine() -> Analysis {
    let entity = |name: &str, kind, mentions: &[(&str, usize, MentionKind)]| {
        let mentions =
            mentions.iter().map(|&(words, nth, kind)| Mention { span: span(words, nth), kind }).collect();
        Entity { name: name.to_owned(), kind, role: None, date: None, mentions }
    };
    use MentionKind::{Name, Nominal, Pronoun};
    let quote = |words: &str, kind, source: Option<Span>, speaker, confidence| Quote {
        kind,
        content: vec![span(words, 0)],
        cue: None,
        source,
        speaker,
        confidence,
    };
    Analysis {
        entities: vec![
            entity("Ann Mbeki", EntityKind::Person, &[("Ann Mbeki", 0, Name)]),
            entity("Mbeki", EntityKind::Organization, &[("she", 0, Pronoun), ("Mbeki", 1, Name)]),
            entity("Roe", EntityKind::Person, &[("Roe", 0, Name), ("The lawyer", 0, Nominal)]),
            entity("Will", EntityKind::Person, &[("Will", 0, Name)]),
        ],
        quotes: vec![
            quote("We knew", QuoteKind::Direct, Some(span("she", 0)), Some(EntityId(1)), 0.4),
            quote("Aurora was safe", QuoteKind::Indirect, Some(span("Roe", 0)), Some(EntityId(2)), 0.9),
        ],
    }
}

fn target(words: &str, nth: usize) -> Target {
    Target::at(TEXT, &CodePoints::new(TEXT), span(words, nth))
}

fn info(name: &str, kind: &str) -> EntityInfo {
    EntityInfo { name: name.to_owned(), kind: kind.to_owned() }
}

fn named(name: &str, kind: &str, words: &str, nth: usize) -> Named {
    Named { info: info(name, kind), target: target(words, nth) }
}

fn correction(nth: usize, words: &str, at: usize, fix: Fix) -> Correction {
    let created = jiff::Timestamp::from_second(1_700_000_000 + nth as i64).unwrap();
    Correction { id: format!("{nth:026}"), created, target: target(words, at), fix }
}

/// A corrected analysis in lines; `*` marks what is the reader's.
fn show(corrected: &Corrected, text: &str) -> Vec<String> {
    let Corrected { analysis, hand } = corrected;
    let star = |hers: bool| if hers { "*" } else { "" };
    let mut lines: Vec<String> = Vec::new();
    for (at, entity) in analysis.entities.iter().enumerate() {
        let mentions: Vec<&str> = entity.mentions.iter().map(|m| m.span.of(text)).collect();
        let hers = star(hand.has_entity(EntityId(at)));
        lines.push(format!("{}{hers} {}: {}", entity.name, entity.kind.name(), mentions.join(", ")));
    }
    for (at, quote) in analysis.quotes.iter().enumerate() {
        let words: Vec<&str> = quote.content.iter().map(|s| s.of(text)).collect();
        let speaker = match Speaker::of(text, analysis, hand, at) {
            Speaker::Known(name, _) => name.to_owned(),
            Speaker::Guess(name, _) => format!("{name}?"),
            Speaker::Words(words) => format!("“{words}”"),
            Speaker::Unknown => "nobody".to_owned(),
        };
        let hers = star(hand.has_quote(at));
        lines.push(format!("{speaker}{hers} {}: {}", quote.kind.name(), words.join(" … ")));
    }
    lines.extend(hand.lost.iter().map(|lost| format!("lost: {}", lost.why.words())));
    lines
}

/// A name, the words a fix is on, the fix, and the lines that go and come.
type Case = (&'static str, (&'static str, usize), Fix, &'static [&'static str], &'static [&'static str]);

#[test]
fn each_fix_puts_its_thing_right() {
    let ann = || named("Ann Mbeki", "person", "Ann Mbeki", 0);
    let mbeki = || info("Mbeki", "organization");
    let new = |name: &str, kind: &str| Thing::New(info(name, kind));
    let shown = show(&apply(&machine(), &[], TEXT), TEXT);
    let cases: Vec<Case> = vec![
        (
            "retype",
            ("Mbeki", 1),
            Fix::Retype { entity: mbeki(), kind: "person".into() },
            &["Mbeki organization: she, Mbeki"],
            &["Mbeki* person: she, Mbeki"],
        ),
        (
            "rename; the anchor may be any mention, if the name fits",
            ("she", 0),
            Fix::Rename { entity: mbeki(), name: "Mbeki Ltd".into() },
            &["Mbeki organization: she, Mbeki", "Mbeki? direct: We knew"],
            &["Mbeki Ltd* organization: she, Mbeki", "Mbeki Ltd? direct: We knew"],
        ),
        (
            "merge; statements come along",
            ("Mbeki", 1),
            Fix::Merge { entity: mbeki(), into: ann() },
            &["Ann Mbeki person: Ann Mbeki", "Mbeki organization: she, Mbeki", "Mbeki? direct: We knew"],
            &["Ann Mbeki* person: Ann Mbeki, she, Mbeki", "Ann Mbeki? direct: We knew"],
        ),
        (
            "split off to another; so does the statement whose source it is",
            ("she", 0),
            Fix::Split { entity: mbeki(), becomes: Thing::Known(ann()) },
            &["Ann Mbeki person: Ann Mbeki", "Mbeki organization: she, Mbeki", "Mbeki? direct: We knew"],
            &["Ann Mbeki* person: Ann Mbeki, she", "Mbeki organization: Mbeki", "Ann Mbeki* direct: We knew"],
        ),
        (
            "split off on its own",
            ("The lawyer", 0),
            Fix::Split { entity: info("Roe", "person"), becomes: new("Ede", "person") },
            &["Roe person: Roe, The lawyer"],
            &["Roe person: Roe", "Ede* person: The lawyer"],
        ),
        (
            "dismiss",
            ("Will", 0),
            Fix::DismissEntity { entity: info("Will", "person") },
            &["Will person: Will"],
            &[],
        ),
        (
            "dismiss a speaker",
            ("Roe", 0),
            Fix::DismissEntity { entity: info("Roe", "person") },
            &["Roe person: Roe, The lawyer", "Roe indirect: Aurora was safe"],
            &["“Roe” indirect: Aurora was safe"],
        ),
        (
            "dismiss one mention",
            ("The lawyer", 0),
            Fix::DismissMention { entity: info("Roe", "person") },
            &["Roe person: Roe, The lawyer"],
            &["Roe* person: Roe"],
        ),
        (
            "mark what was missed, wherever it stands",
            ("Aurora", 1),
            Fix::MarkEntity(new("Aurora", "product")),
            &[],
            &["Aurora* product: Aurora, Aurora, Aurora"],
        ),
        (
            "mark a mention that was missed",
            ("lawyer", 0),
            Fix::MarkEntity(Thing::Known(named("Roe", "person", "Roe", 0))),
            &["Roe person: Roe, The lawyer"],
            &["Roe* person: lawyer, Roe, The lawyer"],
        ),
        (
            "mark over another mention",
            ("Ann Mbeki owns", 0),
            Fix::MarkEntity(new("Ann Mbeki Owns", "work")),
            &["Ann Mbeki person: Ann Mbeki"],
            &["Ann Mbeki Owns* work: Ann Mbeki owns"],
        ),
        (
            "mark a statement that was missed",
            ("Aurora sank", 0),
            Fix::MarkQuote { kind: "indirect".into(), speaker: Some(Voice::Name("a diver".into())) },
            &[],
            &["a diver* indirect: Aurora sank"],
        ),
        (
            "mark one that was cut wrongly",
            ("said Aurora was safe", 0),
            Fix::MarkQuote { kind: "mixed".into(), speaker: Some(Voice::Entity(ann())) },
            &["Roe indirect: Aurora was safe"],
            &["Ann Mbeki* mixed: said Aurora was safe"],
        ),
        ("dismiss a statement", ("We knew", 0), Fix::DismissQuote, &["Mbeki? direct: We knew"], &[]),
        (
            "another speaker",
            ("We knew", 0),
            Fix::Speaker(Some(Voice::Entity(ann()))),
            &["Mbeki? direct: We knew"],
            &["Ann Mbeki* direct: We knew"],
        ),
        (
            "a speaker by name who is in the article",
            ("We knew", 0),
            Fix::Speaker(Some(Voice::Name("roe".into()))),
            &["Mbeki? direct: We knew"],
            &["Roe* direct: We knew"],
        ),
        (
            "nobody knows the speaker",
            ("We knew", 0),
            Fix::Speaker(None),
            &["Mbeki? direct: We knew"],
            &["“she”* direct: We knew"],
        ),
        (
            "a type of another program",
            ("Mbeki", 1),
            Fix::Retype { entity: mbeki(), kind: "vessel".into() },
            &[],
            &["lost: unknown type"],
        ),
        ("no statement there", ("Will", 0), Fix::Speaker(None), &[], &["lost: no such statement"]),
    ];
    for (name, (words, nth), fix, gone, come) in cases {
        let corrected = show(&apply(&machine(), &[correction(1, words, nth, fix)], TEXT), TEXT);
        let only_in = |one: &[String], other: &[String]| -> Vec<String> {
            one.iter().filter(|line| !other.contains(line)).cloned().collect()
        };
        assert_eq!(only_in(&shown, &corrected), gone, "{name}");
        assert_eq!(only_in(&corrected, &shown), come, "{name}");
    }
}

#[test]
fn corrections_survive_another_engine() {
    let rename =
        correction(1, "Mbeki", 1, Fix::Rename { entity: info("Mbeki", "organization"), name: "M".into() });
    // The other engine finds one person where two were, and calls it otherwise.
    let mut other = machine();
    let more = std::mem::take(&mut other.entities[1].mentions);
    other.entities[0].mentions.extend(more);
    other.entities.remove(1);
    assert_eq!(
        show(&apply(&other, std::slice::from_ref(&rename), TEXT), TEXT)[0],
        "M* person: Ann Mbeki, she, Mbeki"
    );
    // One that does not find the mention, but the entity.
    let mut other = machine();
    other.entities[1].mentions.pop();
    assert_eq!(show(&apply(&other, std::slice::from_ref(&rename), TEXT), TEXT)[1], "M* organization: she");
    // And one that finds neither: the correction is listed, not dropped.
    other.entities.remove(1);
    assert_eq!(apply(&other, &[rename], TEXT).hand.lost.len(), 1);
    // Words that are not there any more.
    let fix = Fix::DismissEntity { entity: info("Roe", "person") };
    let mut gone = correction(1, "Roe", 0, fix);
    gone.target.exact = "Poe".into();
    assert_eq!(apply(&machine(), &[gone], TEXT).hand.lost[0].why, Why::Words);
}

#[test]
fn later_corrections_build_on_earlier_ones() {
    let ann = named("Ann Mbeki", "person", "Ann Mbeki", 0);
    let person = |name: &str| info(name, "person");
    let mut all = vec![
        correction(1, "Mbeki", 1, Fix::Merge { entity: info("Mbeki", "organization"), into: ann }),
        correction(2, "Ann Mbeki", 0, Fix::Rename { entity: person("Ann Mbeki"), name: "A. Mbeki".into() }),
        correction(
            3,
            "We knew",
            0,
            Fix::Speaker(Some(Voice::Entity(named("A. Mbeki", "person", "Ann Mbeki", 0)))),
        ),
        correction(4, "she", 0, Fix::DismissMention { entity: person("A. Mbeki") }),
        correction(5, "Roe", 0, Fix::DismissEntity { entity: person("Roe") }),
    ];
    let expected = [
        "A. Mbeki* person: Ann Mbeki, Mbeki",
        "Will person: Will",
        "A. Mbeki* direct: We knew",
        "“Roe” indirect: Aurora was safe",
    ];
    assert_eq!(show(&apply(&machine(), &all, TEXT), TEXT), expected);
    all.reverse();
    assert_eq!(show(&apply(&machine(), &all, TEXT), TEXT), expected, "the order is that of their making");
    // A speaker whom the reader named stays, though she takes the entity away.
    all.push(correction(6, "Mbeki", 1, Fix::DismissEntity { entity: person("A. Mbeki") }));
    assert_eq!(show(&apply(&machine(), &all, TEXT), TEXT)[1], "A. Mbeki* direct: We knew");
}

fn any_span() -> impl Strategy<Value = Span> {
    let starts: Vec<usize> = TEXT.char_indices().map(|(at, _)| at).collect();
    (0..starts.len(), 0..24_usize).prop_map(move |(from, len)| {
        Span::new(starts[from], starts.get(from + len).copied().unwrap_or(TEXT.len()))
    })
}

fn any_info() -> impl Strategy<Value = EntityInfo> {
    let names = prop::sample::select(vec!["Ann Mbeki", "Mbeki", "Roe", "Will", "", "x\u{1b}"]);
    (names, prop::sample::select(vec!["person", "place", "other", "vessel"]))
        .prop_map(|(name, kind)| info(name, kind))
}

fn any_correction() -> impl Strategy<Value = Correction> {
    // Whoever has a mention there goes by the own name, as the screen writes it down.
    let known = || {
        (any_info(), any_span()).prop_map(|(mut info, span)| {
            let machine = machine();
            let work = Work::new(&machine, TEXT);
            if let Some((at, _)) = work.mention_at(span.trim(TEXT)) {
                let entity = &machine.entities[at];
                info = self::info(&entity.name, entity.kind.name());
            }
            Named { info, target: Target::at(TEXT, &CodePoints::new(TEXT), span) }
        })
    };
    let thing = prop_oneof![known().prop_map(Thing::Known), any_info().prop_map(Thing::New)];
    let voice = prop::option::of(prop_oneof![known().prop_map(Voice::Entity), "[A-C]".prop_map(Voice::Name)]);
    let kind = prop::sample::select(vec!["direct", "indirect", "mixed", "person", "place"]);
    (0..10_usize, 0..9_i64, any_info(), known(), (thing, voice, kind, any::<u64>())).prop_map(
        |(which, at, entity, other, (thing, voice, kind, id))| {
            let kind = kind.to_owned();
            let fix = match which {
                0 => Fix::Retype { entity, kind },
                1 => Fix::Rename { entity, name: kind },
                2 => Fix::Merge { entity, into: other.clone() },
                3 => Fix::Split { entity, becomes: thing },
                4 => Fix::DismissEntity { entity },
                5 => Fix::DismissMention { entity },
                6 => Fix::MarkEntity(thing),
                7 => Fix::MarkQuote { kind, speaker: voice },
                8 => Fix::DismissQuote,
                _ => Fix::Speaker(voice),
            };
            let created = jiff::Timestamp::from_second(at).unwrap();
            Correction { id: id.to_string(), created, target: other.target, fix }
        },
    )
}

fn any_analysis() -> impl Strategy<Value = Analysis> {
    let kinds = [MentionKind::Name, MentionKind::Nominal, MentionKind::Pronoun];
    let mention =
        (any_span(), prop::sample::select(kinds.to_vec())).prop_map(|(span, kind)| Mention { span, kind });
    let entity = (any_info(), prop::collection::vec(mention, 0..4)).prop_map(|(info, mut mentions)| {
        mentions.sort_by_key(|m| m.span);
        let kind = EntityKind::from_name(&info.kind).unwrap_or(EntityKind::Other);
        Entity { name: info.name, kind, role: None, date: None, mentions }
    });
    let quote =
        (any_span(), any_span(), prop::option::of(0..6_usize)).prop_map(|(one, other, speaker)| Quote {
            kind: QuoteKind::Mixed,
            content: vec![one],
            cue: None,
            source: Some(other),
            speaker: speaker.map(EntityId),
            confidence: 0.7,
        });
    (prop::collection::vec(entity, 0..5), prop::collection::vec(quote, 0..4))
        .prop_map(|(entities, quotes)| Analysis { entities, quotes })
}

proptest! {
    /// Any corrections of any analysis, even of one that no engine would make.
    #[test]
    fn nothing_is_dropped_and_nothing_panics(
        analysis in any_analysis(),
        corrections in prop::collection::vec(any_correction(), 0..8),
    ) {
        let corrected = apply(&analysis, &corrections, TEXT);
        let Corrected { analysis: after, hand } = &corrected;
        prop_assert_eq!(hand.entities.len(), after.entities.len());
        prop_assert_eq!(hand.quotes.len(), after.quotes.len());
        for quote in &after.quotes {
            prop_assert!(quote.speaker.is_none_or(|id| id.0 < after.entities.len()));
            prop_assert!(!quote.content.is_empty());
        }
        if analysis.entities.iter().all(|e| !e.mentions.is_empty()) {
            prop_assert!(after.entities.iter().all(|e| !e.mentions.is_empty()));
        }
        for lost in &hand.lost {
            prop_assert!(corrections.iter().any(|c| c.id == lost.id));
        }
        // The same again gives the same.
        prop_assert_eq!(&apply(&analysis, &corrections, TEXT), &corrected);
    }

    /// A correction that is applied already says only what is so.
    #[test]
    fn a_correction_is_applied_once(correction in any_correction()) {
        let once = apply(&machine(), std::slice::from_ref(&correction), TEXT);
        let twice = apply(&once.analysis, std::slice::from_ref(&correction), TEXT);
        if once.hand.lost.is_empty() && twice.hand.lost.is_empty() {
            prop_assert_eq!(&twice.analysis, &once.analysis);
        }
        let doubled = apply(&machine(), &[correction.clone(), correction], TEXT);
        prop_assert_eq!(doubled.analysis, once.analysis);
    }
}
