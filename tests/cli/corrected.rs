//! `byline export --format json|toml|corpus`: an article with corrections.

use byline::io::store::Store;
use byline::notes::{ArticleInfo, Change, Correction, EntityInfo, Fix, Target, Voice};
use byline::text::{CodePoints, Format, Span, parse};

use super::home::{Home, assert_fails};

const TEXT: &str = "The strike goes on\n\nMONROVIA — “We will not sail,” Ann Bell said on Monday. \
                    “Nor will we,” said a clerk.\n";

/// A home with an article in which Ann Bell is no person, and a clerk has a
/// name; and with a correction that finds nothing.
fn home() -> Home {
    let home = Home::new();
    home.write("a.txt", TEXT);
    let article = parse(TEXT.to_owned(), Format::Plain).0;
    let correction = |nth: usize, words: &str, fix| {
        let at = TEXT.find(words).unwrap();
        let span = Span::new(at, at + words.len());
        Change::Correct(Correction {
            id: format!("01JGX2M8QK4T0000000000000{nth}"),
            created: jiff::Timestamp::from_second(nth as i64).unwrap(),
            target: Target::at(TEXT, &CodePoints::new(TEXT), span),
            fix,
        })
    };
    let entity = || EntityInfo { name: "Ann Bell".to_owned(), kind: "person".to_owned() };
    let changes = [
        correction(1, "Ann Bell", Fix::Retype { entity: entity(), kind: "product".to_owned() }),
        correction(2, "Nor will we", Fix::Speaker(Some(Voice::Name("Roe".to_owned())))),
        correction(3, "strike goes", Fix::Rename { entity: entity(), name: "Ann".to_owned() }),
        correction(4, "goes on", Fix::Speaker(None)),
    ];
    let info = ArticleInfo::of(&article, Some("a.txt"));
    Store::new(home.path("notes")).apply(&info, TEXT, &changes).unwrap();
    home
}

#[test]
fn an_article_is_exported_with_corrections() {
    let home = home();
    let export = |format: &str| {
        let said = home.run(&["export", "--notes-dir", "notes", "--format", format, "a.txt"]);
        assert_eq!(
            (said.status, said.stderr.as_str()),
            (
                Some(0),
                "byline: a.txt: a correction found nothing to correct (no such statement): speaker unknown: “goes on”\n"
            ),
        );
        said.stdout
    };
    let json: serde_json::Value = serde_json::from_str(&export("json")).unwrap();
    let ann = json["entities"].as_array().unwrap().iter().find(|e| e["name"] == "Ann").unwrap();
    assert_eq!((&ann["type"], &ann["by"]), (&"product".into(), &"human".into()));
    let monday = json["entities"].as_array().unwrap().iter().find(|e| e["name"] == "Monday").unwrap();
    assert!(monday.get("by").is_none());
    let quotes = json["quotes"].as_array().unwrap();
    assert!(quotes[0].get("by").is_none());
    assert_eq!((&quotes[1]["by"], &quotes[1]["speaker_name"]), (&"human".into(), &"Roe".into()));
    let toml: toml::Table = export("toml").parse().unwrap();
    assert_eq!(toml["quotes"][1]["by"].as_str(), Some("human"));
    assert_eq!(toml["quotes"][1]["speaker_name"].as_str(), Some("Roe"));
    let story = export("corpus");
    assert!(story.starts_with("id: a\ngenre: unknown\nregion: unknown\ndate: unknown\n"), "{story}");
    assert!(story.contains("[r:ann Ann Bell]"), "{story}");
    // What the machine says is what extract prints, corrections or not.
    let said = home.run(&["extract", "--format", "json", "a.txt"]);
    assert!(said.stdout.contains("\"Ann Bell\"") && !said.stdout.contains("\"by\""));
    // The notes file is the default, with the corrections in it.
    let said = home.run(&["export", "--notes-dir", "notes", "a.txt"]);
    let notes: toml::Table = said.stdout.parse().unwrap();
    assert_eq!(notes["correction"].as_array().unwrap().len(), 4);
    let all: toml::Table = home.run(&["export", "--notes-dir", "notes"]).stdout.parse().unwrap();
    assert_eq!(all["article"][0]["correction"].as_array().unwrap().len(), 4);
}

#[test]
fn one_article_is_exported_with_corrections_at_a_time() {
    let home = home();
    home.write("b.txt", TEXT);
    assert_fails(
        &home.run(&["export", "--notes-dir", "notes", "--format", "corpus", "a.txt", "b.txt"]),
        2,
        "byline: --format corpus prints one article, and 2 are given\n  name one file\n",
    );
}

#[test]
fn corrections_come_along_when_the_text_changes() {
    let home = home();
    home.write("a.txt", format!("Corrected at noon.\n\n{TEXT}").replace("goes on", "goes on, and on"));
    let said = home.run(&["export", "--notes-dir", "notes", "--format", "json", "a.txt"]);
    let json: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    let ann = json["entities"].as_array().unwrap().iter().find(|e| e["name"] == "Ann").unwrap();
    assert_eq!((&ann["type"], &ann["by"]), (&"product".into(), &"human".into()));
    assert_eq!(json["quotes"][1]["speaker_name"], "Roe");
}
