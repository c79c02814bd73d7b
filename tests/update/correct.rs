//! Corrections: what a reader's keys make of the machine's findings, how they
//! are kept and taken back; copying; the statements of one speaker.

use std::sync::Arc;

use byline::app::{CarriedCorrection, Earlier, Effect, Kept, Msg, Opened};
use byline::notes::{ArticleInfo, Change};

use crate::common::{PATH, World, article, ferry, ferry_analysis};

/// Keys, and what follows in the story.
type Case = (&'static str, &'static [(&'static str, &'static str)]);

const CASES: &[Case] = &[
    // Nothing is corrected as long as nothing is answered.
    ("3]e ct Esc", &[("corrections", ""), ("status", "Nothing was corrected"), ("effects", "")]),
    ("3]e ct Enter", &[("status", "Nothing was corrected: person, organization, place…"), ("effects", "")]),
    ("3]e ct `pla` Enter", &[("status", "Nothing was corrected: it is that already…")]),
    ("3]e ct `p` Enter", &[("corrections", "")]),
    ("3]e ct `o`", &[("prompt-hint", "Tab: organization")]),
    ("3]e ct `or`", &[("prompt-hint", "Skerry Banks: organization, not place")]),
    ("3]e ct Tab Tab Enter", &[("corrections", "Skerry Banks: organization, not place")]),
    // Names.
    ("3]e cn Enter", &[("status", "Nothing was corrected: it is called so already")]),
    ("3]e cn C-u Enter", &[("corrections", "")]),
    ("3]e cn Tab", &[("prompt-hint", "nothing completes this")]),
    ("4]q cw `xyz` Tab", &[("prompt-hint", "nothing completes this")]),
    ("4]q cw Up", &[("prompt-hint", "no lines were typed here before")]),
    // Merging.
    ("4]e cm `nobody` Enter", &[("status", "Nothing was corrected: no such name in the article…")]),
    ("4]e cm `mbeki` Enter", &[("status", "Nothing was corrected: that is the same one")]),
    ("4]e cm `lanning` Enter", &[("status", "Nothing was corrected: 2 names fit: Tab goes through them")]),
    ("4]e cm `lanning lines` Enter", &[("corrections", "Daniel Mbeki is Lanning Lines")]),
    (
        "4]e cm `pryce` Enter",
        &[
            ("said", "Owen Pryce, Owen Pryce, Ruth Calder, nobody, Owen Pryce?, Owen Pryce"),
            ("here", "Owen Pryce"),
        ],
    ),
    // Splitting.
    ("5]e cs `mbeki` Enter", &[("status", "Nothing was corrected: they are counted to it already")]),
    (
        "5]e cs `Ade Mbeki` Enter",
        &[("here", "Ade Mbeki"), ("said", "Daniel Mbeki, Ade Mbeki*, Ruth Calder…")],
    ),
    // Who said it.
    ("4]q cw Enter", &[("status", "Nothing was corrected: Tab goes through the names; - for nobody known")]),
    ("4]q cw `a clerk` Enter", &[("said", "Daniel Mbeki, Daniel Mbeki, Ruth Calder, a clerk*…")]),
    ("]q cw `-` Enter", &[("said", "“Daniel Mbeki”*, Daniel Mbeki…")]),
    ("5]q cy", &[("said", "Daniel Mbeki, Daniel Mbeki, Ruth Calder, nobody, Owen Pryce*, Owen Pryce")]),
    ("5]q cy cy", &[("status", "Owen Pryce: you said so already")]),
    ("4]q cy", &[("status", "Nobody is named here whom you could confirm: cw says who it was")]),
    // Where the source stands, its statement is meant.
    ("4]e cw `Ruth Calder` Enter", &[("said", "Ruth Calder*, Daniel Mbeki…")]),
    // From the lists.
    (
        "Tab cd",
        &[("status", "Daniel Mbeki is no person; u takes it back"), ("said", "“Daniel Mbeki”, “Mr Mbeki”…")],
    ),
    ("Tab j ct `place` Enter", &[("row", "Ruth Calder"), ("context", "sidebar")]),
    ("gq j j j cw `owen pryce` Enter", &[("said", "Daniel Mbeki, Daniel Mbeki, Ruth Calder, Owen Pryce*…")]),
    ("gq cd", &[("said", "Daniel Mbeki, Ruth Calder, nobody, Owen Pryce?, Owen Pryce")]),
    ("gq ct", &[("status", "There is no entity here…")]),
    // What is in focus stays in focus, though all are counted anew.
    ("4]e Enter [e [e [e cd", &[("focus", "Daniel Mbeki mentions")]),
    // A correction is something to export.
    ("3]e cd x", &[("overlay", "export ferry-owner…")]),
    // Undo and redo.
    ("3]e cd u", &[("corrections", ""), ("status", "Undone: no longer Skerry Banks is no place")]),
    (
        "3]e cd u C-r",
        &[("corrections", "Skerry Banks is no place"), ("status", "Redone: Skerry Banks is no place")],
    ),
    ("3]e cd gn dd", &[("corrections", ""), ("status", "Correction taken back; u makes it again")]),
    ("3]e cd gn dd u", &[("corrections", "Skerry Banks is no place"), ("notes", "0")]),
    ("3]e cd gn", &[("row", "Skerry Banks is no place"), ("rows", "1")]),
    ("3]e cd gn e", &[("status", "A correction is not edited: dd takes it back…"), ("overlay", "none")]),
    ("3]e cd G gn Enter", &[("at", "Skerry Banks had…"), ("context", "reader")]),
    // What the machine found stays to be seen.
    ("4]e cd co", &[("said", "Daniel Mbeki, Daniel Mbeki, Ruth Calder, nobody, Owen Pryce?, Owen Pryce")]),
    ("4]e cd co co", &[("said", "“Daniel Mbeki”, “Mr Mbeki”…")]),
    ("4]e cd co 3]q cw `x` Enter", &[("said", "“Daniel Mbeki”, “Mr Mbeki”, Ruth Calder, x*…")]),
    // Copying.
    (
        "]q y",
        &[(
            "effects",
            "copy “I told them in writing, twice, … Nobody answered.” — Daniel Mbeki, chief engineer (Harbour Post, 14 March 2026)",
        )],
    ),
    (
        "2]q y",
        &[(
            "effects",
            "copy the company’s own surveyors had asked for the vessel to be docked in January — Daniel Mbeki, chief engineer, indirect (Harbour Post, 14 March 2026)",
        )],
    ),
    (
        "4]q y",
        &[(
            "effects",
            "copy “It was not a thing for the board.” — speaker unknown (Harbour Post, 14 March 2026)",
        )],
    ),
    (
        "5]q y",
        &[(
            "effects",
            "copy “We take safety seriously” — speaker not certain: Owen Pryce? (Harbour Post, 14 March 2026)",
        )],
    ),
    ("gq y", &[("effects", "copy “I told them…")]),
    ("4]e y", &[("effects", "copy Daniel Mbeki, chief engineer")]),
    ("Tab j y", &[("effects", "copy Ruth Calder, counsel to the inquiry")]),
    (
        "v 2w y",
        &[("effects", "copy “Ferry Owner” (Harbour Post, 14 March 2026)"), ("selected", "Ferry Owner")],
    ),
    ("gn y", &[("status", "Nothing here to copy…")]),
    // The statements of one.
    (
        "Tab j f",
        &[
            ("list", "Quotes"),
            ("row", "quote 2"),
            ("rows", "1"),
            ("status", "1 statement by Ruth Calder; f lists all again"),
        ],
    ),
    ("Tab G f", &[("status", "No statement by Thursday was found"), ("list", "Entities")]),
    ("gq 3j f", &[("rows", "1"), ("status", "1 statement by nobody known; f lists all again")]),
    ("gq f j", &[("row", "quote 1")]),
    ("gq f 2j", &[("row", "quote 1")]),
    ("gq f Esc", &[("rows", "6"), ("status", "All statements"), ("context", "sidebar")]),
    ("gq f Esc Esc", &[("context", "reader")]),
];

#[test]
fn keys_put_right_what_the_machine_found() {
    let mut wrong = Vec::new();
    for (keys, expected) in CASES {
        let mut world = World::ferry(120, 40);
        world.keys(keys);
        world.check();
        let saves = |name: &str| name.starts_with("save-");
        let effects: Vec<String> = world.tell("effects").split(' ').map(str::to_owned).collect();
        if !expected.iter().any(|(what, _)| *what == "effects") {
            assert!(
                effects.iter().all(|e| e.is_empty() || saves(e)) || keys.contains('y'),
                "{keys}: {effects:?}"
            );
        }
        wrong.extend(world.misfits(expected).into_iter().map(|misfit| format!("{keys}: {misfit}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn words_that_were_missed_are_marked() {
    let mut world = World::ferry(120, 40);
    world.keys("/ `the Aurora drifted` Enter");
    let before = world.tell("said");
    world.keys("/ `Aurora drifted` Enter v iw ce `prod` Enter");
    world
        .expect("marked", &[("corrections", "Aurora: product"), ("here", "Aurora"), ("selected", "nothing")]);
    assert!(world.tell("who").contains("Aurora* product 2"), "wherever it stands: {}", world.tell("who"));
    world.keys("/ `tug` Enter v iw ce `aurora` Enter");
    world.expect("a mention of it", &[("here", "Aurora")]);
    world.keys("/ `her until` Enter Esc");
    assert_eq!(world.tell("said"), before);
    world.keys("/ `Two of them` Enter v is cq `Ruth Calder` Enter");
    world.expect(
        "a statement",
        &[("said", "Daniel Mbeki, Daniel Mbeki, Ruth Calder*, Ruth Calder, nobody, Owen Pryce?, Owen Pryce")],
    );
    world.keys("u u u");
    world.expect("all taken back", &[("corrections", ""), ("said", &before)]);
}

#[test]
fn corrections_are_saved_as_notes_are() {
    let mut world = World::ferry(120, 40);
    world.keys("3]e cd");
    let Some(Effect::Save(save)) = world.effects.last().cloned() else { panic!("nothing is saved") };
    let [Change::Correct(correction)] = save.changes.as_slice() else { panic!("{:?}", save.changes) };
    assert_eq!((correction.target.exact.as_str(), correction.id.len()), ("Skerry Banks", 26));
    world.fail_all("the disk is full");
    world.expect("not on disk", &[("unsaved", "1"), ("status", "Not saved: the disk is full")]);
    assert!(world.state.reader.as_ref().unwrap().corrections[0].unsaved.is_some());
    // What is not on disk is shown when the article is opened again.
    world.keys("q Enter");
    world.load(ferry(), PATH);
    world.analyze(ferry_analysis());
    world.expect("opened again", &[("corrections", "Skerry Banks is no place"), ("unsaved", "1")]);
    world.keys("s").save_all();
    world.expect("on disk", &[("unsaved", "0")]);
    assert!(world.state.reader.as_ref().unwrap().corrections[0].unsaved.is_none());
}

#[test]
fn kept_corrections_are_applied_to_every_analysis() {
    let mut world = World::ferry(120, 40);
    world.keys("5]q cy 3]e ct `other` Enter");
    let corrections: Vec<_> =
        world.state.reader.as_ref().unwrap().corrections.iter().map(|m| m.correction.clone()).collect();
    let (who, said) = (world.tell("who"), world.tell("said"));
    let mut world = World::library(120, 40);
    world.keys("Enter");
    let generation = world.state.loading.unwrap();
    let opened = Opened {
        article: ferry(),
        path: PATH.to_owned(),
        kept: Kept { corrections, ..Kept::default() },
        warnings: vec![],
        position: 0,
    };
    world.send(Msg::Loaded { generation, result: Ok(Box::new(opened)) });
    world.analyze(ferry_analysis());
    world.expect("applied", &[("who", &who), ("said", &said), ("status", "")]);
    // An engine that finds nothing leaves nothing to correct; that is said.
    let mut nothing = ferry_analysis();
    nothing.entities.clear();
    nothing.quotes.clear();
    world.analyze(nothing);
    world.expect("lost", &[("status", "2 corrections found nothing to correct; gn lists them")]);
    assert_eq!(world.state.reader.as_ref().unwrap().lost.len(), 2);
}

#[test]
fn a_correction_of_an_earlier_text_goes_from_its_own_file() {
    let mut world = World::ferry(120, 40);
    world.keys("3]e cd");
    let correction = world.state.reader.as_ref().unwrap().corrections[0].correction.clone();
    let info = ArticleInfo { id: "blake3:old".to_owned(), ..ArticleInfo::default() };
    let from = Arc::new(Earlier { info, text: "An earlier text.".to_owned() });
    let mut world = World::library(120, 40);
    world.keys("Enter");
    let generation = world.state.loading.unwrap();
    let opened = Opened {
        article: ferry(),
        path: PATH.to_owned(),
        kept: Kept {
            corrected: vec![CarriedCorrection { correction: correction.clone(), from: from.clone() }],
            ..Kept::default()
        },
        warnings: vec![],
        position: 0,
    };
    world.send(Msg::Loaded { generation, result: Ok(Box::new(opened)) });
    world.analyze(ferry_analysis());
    world.effects.clear();
    world.expect("applied, not written", &[("corrections", "Skerry Banks is no place"), ("unsaved", "0")]);
    world.keys("gn dd");
    let Some(Effect::Save(save)) = world.effects.pop() else { panic!("nothing is saved") };
    let taken = Change::TakeBack(correction.id);
    assert_eq!((&save.changes, &save.also[0].change), (&vec![taken.clone()], &taken));
    assert_eq!(save.also[0].earlier, from);
    world.keys("u");
    let Some(Effect::Save(save)) = world.effects.pop() else { panic!("nothing is saved") };
    assert!(matches!(save.changes.as_slice(), [Change::Correct(_)]) && save.also.is_empty());
}

#[test]
fn a_note_says_who_says_who_spoke() {
    let mut world = World::ferry(120, 40);
    world.keys("4]q cw `a clerk` Enter a `Find him.` C-s");
    let Some(Effect::Save(save)) = world.effects.pop() else { panic!("nothing is saved") };
    let [Change::Put { note, .. }] = save.changes.as_slice() else { panic!("no note is put") };
    let quote = note.quote.as_ref().unwrap();
    assert_eq!((quote.speaker.as_deref(), quote.by_human), (Some("a clerk"), true));
}

#[test]
fn what_was_done_in_this_sitting_can_be_undone_after_another_article() {
    let mut world = World::ferry(120, 40);
    world.keys("3]e cd").save_all();
    let corrections = world.state.reader.as_ref().unwrap().corrections.iter();
    let corrections: Vec<_> = corrections.map(|m| m.correction.clone()).collect();
    world.keys("q j Enter");
    world.load(article("Another story."), "stories/grain.txt");
    world.keys("u");
    world.expect("of the other article", &[("status", "Nothing to undo in this sitting")]);
    world.keys("q k Enter");
    let generation = world.state.loading.unwrap();
    let opened = Opened {
        article: ferry(),
        path: PATH.to_owned(),
        kept: Kept { corrections, ..Kept::default() },
        warnings: vec![],
        position: 0,
    };
    world.send(Msg::Loaded { generation, result: Ok(Box::new(opened)) });
    world.analyze(ferry_analysis());
    world.keys("u");
    world.expect("of the first", &[("corrections", ""), ("unsaved", "1")]);
    world.keys("C-r");
    world.expect("and again", &[("corrections", "Skerry Banks is no place")]);
}
