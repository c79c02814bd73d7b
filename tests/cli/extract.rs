//! `byline extract`.

use std::io::{Read as _, Write as _};

use serde_json::{Value, json};

use crate::home::{Home, Said, assert_fails};

/// The answers of `extract --format jsonl`.
fn answers(said: &Said) -> Vec<Value> {
    said.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn extract_one_article() {
    let home = Home::new();
    let story = "Ferry Owner Knew\n\n“No,” said Ruth Calder.\n";
    home.write("story.txt", story);
    let said = home.run(&["extract", "--format", "json", "story.txt"]);
    assert_eq!((said.status, said.stderr.as_str()), (Some(0), ""));
    let answer: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!((&answer["id"], &answer["text"]), (&json!("story.txt"), &json!(story)));
    assert!(said.stdout.ends_with("}\n"));
    for arguments in [["extract", "--format", "json"].as_slice(), &["extract", "--format", "json", "-"]] {
        let answer: Value = serde_json::from_str(&home.feed(arguments, story).stdout).unwrap();
        assert_eq!((&answer["id"], &answer["text"]), (&json!("-"), &json!(story)));
    }
    for format in ["text", "toml"] {
        let said = home.run(&["extract", "--format", format, "story.txt"]);
        assert_eq!((said.status, said.stderr.as_str()), (Some(0), ""));
        assert!(said.stdout.ends_with('\n') && said.stdout.len() > 1, "{format}");
    }
}

#[test]
fn extract_refuses_several_articles_where_one_is_printed() {
    let home = Home::new();
    home.write("a.txt", "A story.\n");
    home.write("b.txt", "Another story.\n");
    for format in ["json", "toml"] {
        assert_fails(
            &home.run(&["extract", "--format", format, "a.txt", "b.txt"]),
            2,
            &format!(
                "byline: --format {format} prints one article, and 2 are given\n  \
                 name one file, or use --format jsonl for any number\n"
            ),
        );
    }
    assert_eq!(home.run(&["extract", "a.txt", "b.txt"]).status, Some(0));
}

#[test]
fn extract_goes_on_after_an_article_that_cannot_be_read() {
    let home = Home::new();
    home.write("a.txt", "A story.\n");
    let text = home.run(&["extract", "none.txt", "a.txt"]);
    assert_eq!(text.status, Some(1));
    assert!(text.stderr.starts_with("byline: ") && text.stderr.contains("none.txt"), "{}", text.stderr);
    assert!(text.stdout.contains("A story."), "{}", text.stdout);
    let jsonl = home.run(&["extract", "--format", "jsonl", "none.txt", "a.txt"]);
    assert_eq!((jsonl.status, jsonl.stderr.as_str()), (Some(1), ""));
    let answers = answers(&jsonl);
    assert_eq!((&answers[0]["id"], &answers[1]["id"]), (&json!("none.txt"), &json!("a.txt")));
    assert!(answers[0]["error"].is_string() && answers[1]["error"].is_null());
}

#[test]
fn extract_answers_every_record_in_order() {
    let home = Home::new();
    let input = "{\"id\":\"1\",\"text\":\"Naïve “words”.\\r\\n\\u001b[31m\",\"more\":[1]}\n\n\
         nonsense\n{\"text\":\"x\"}\n{\"id\":\"2\"}\n{\"id\":\"3\",\"text\":\"\"}";
    let said = home.feed(&["extract", "--format", "jsonl"], input);
    assert_eq!((said.status, said.stderr.as_str()), (Some(1), ""));
    let answers = answers(&said);
    assert_eq!(answers.len(), 5);
    assert_eq!(answers[0]["text"], json!("Naïve “words”.\r\n\u{1b}[31m"), "the text comes back unchanged");
    let errors: Vec<&str> = said.stdout.lines().skip(1).take(3).collect();
    assert_eq!(
        errors,
        [
            r#"{"id":null,"error":"line 3: this is not JSON: expected ident at column 2"}"#,
            r#"{"id":null,"error":"line 4: \"id\" is missing"}"#,
            r#"{"id":"2","error":"line 5: \"text\" is missing"}"#,
        ]
    );
    assert_eq!((&answers[4]["id"], &answers[4]["text"]), (&json!("3"), &json!("")));

    home.write("records.jsonl", "{\"id\":\"1\",\"text\":\"One.\"}\n{\"id\":\"2\",\"text\":\"Two.\"}\n");
    home.write("story.txt", "Three.\n");
    let said = home.run(&["extract", "--format", "jsonl", "records.jsonl", "story.txt"]);
    assert_eq!((said.status, said.stderr.as_str()), (Some(0), ""));
    let ids: Vec<Value> = self::answers(&said).iter().map(|answer| answer["id"].clone()).collect();
    assert_eq!(ids, [json!("1"), json!("2"), json!("story.txt")]);
}

/// Each answer is there before the next record is: a program on the other side
/// can wait for it.
#[test]
fn extract_answers_as_soon_as_it_can() {
    let home = Home::new();
    let mut child = home.command(&["extract", "--format", "jsonl"]).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    for id in ["1", "2"] {
        writeln!(stdin, "{{\"id\":\"{id}\",\"text\":\"A story.\"}}").unwrap();
        let mut answer = Vec::new();
        let mut byte = [0];
        while byte[0] != b'\n' {
            stdout.read_exact(&mut byte).unwrap();
            answer.push(byte[0]);
        }
        let answer: Value = serde_json::from_slice(&answer).unwrap();
        assert_eq!(answer["id"], json!(id));
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
