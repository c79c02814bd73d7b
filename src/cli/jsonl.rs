//! `byline extract --format jsonl`: a stream of records in, a stream of
//! answers out, one a line and in the same order, in memory for one record.

use std::io::{BufRead, stdin};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::extract::{id, read};
use super::output::{Out, Stop};
use crate::io::lines::{self, Line, Lines};
use crate::io::load;
use crate::nlp::{self, Engine};
use crate::text::{self, Format};
use crate::{Error, export};

/// The longest input line, in bytes.
const LONGEST_LINE: usize = 256 << 20;

/// Answers every record of every input.
pub fn run(paths: &[PathBuf], engine: &Engine, out: &mut Out) -> Result<(), Stop> {
    let mut answers = Answers { engine, out, failed: false };
    for path in paths {
        if path.as_os_str() == "-" {
            answers.records("standard input", stdin().lock())?;
        } else if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl")) {
            let name = path.display().to_string();
            match lines::open(path) {
                Ok(reader) => answers.records(&name, reader)?,
                Err(error) => answers.error(&json!(name), &error.to_string())?,
            }
        } else {
            answers.articles(path)?;
        }
    }
    if answers.failed { Err(Stop::Failed(Vec::new())) } else { Ok(()) }
}

/// The output, and whether anything went wrong so far.
struct Answers<'a> {
    engine: &'a Engine,
    out: &'a mut Out,
    failed: bool,
}

impl Answers<'_> {
    /// Answers the articles of a file or folder.
    fn articles(&mut self, path: &Path) -> Result<(), Stop> {
        let (sources, errors) = load::sources(&[path.to_owned()]);
        for error in errors {
            self.error(&json!(path.display().to_string()), &error.to_string())?;
        }
        for source in sources {
            match read(&source) {
                Ok(article) => {
                    let analysis = nlp::analyze(self.engine, &article);
                    self.line(&export::json(&id(&source), &article, &analysis))?;
                }
                Err(error) => self.error(&json!(id(&source)), &error.to_string())?,
            }
        }
        Ok(())
    }

    /// Answers the records of a stream. Empty lines are no records.
    fn records(&mut self, name: &str, reader: impl BufRead) -> Result<(), Stop> {
        let mut lines = Lines::new(reader, LONGEST_LINE);
        for number in 1_u64.. {
            let record = match lines.next_line() {
                Ok(Some(Line::Bytes(line))) if line.trim_ascii().is_empty() => continue,
                Ok(Some(Line::Bytes(line))) => record(line, number == 1),
                Ok(Some(Line::TooLong)) => {
                    Err((Value::Null, format!("the line is longer than {} MiB", LONGEST_LINE >> 20)))
                }
                Ok(None) => break,
                Err(error) => return Err(Error::new(format!("cannot read {name}: {error}")).into()),
            };
            match record {
                Ok((id, text)) => {
                    let (article, _) = text::parse(text, Format::Plain);
                    let analysis = nlp::analyze(self.engine, &article);
                    self.line(&export::json(&id, &article, &analysis))?;
                }
                Err((id, error)) => self.error(&id, &format!("line {number}: {error}"))?,
            }
        }
        Ok(())
    }

    /// Prints the answer to a record that cannot be read.
    fn error(&mut self, id: &Value, error: &str) -> Result<(), Stop> {
        self.failed = true;
        self.line(&ascii(&format!("{{\"id\":{id},\"error\":{}}}", json!(error))))
    }

    /// Prints one answer and sends it on its way.
    fn line(&mut self, answer: &str) -> Result<(), Stop> {
        self.out.block(answer)?;
        self.out.flush()
    }
}

/// Reads `{"id": str, "text": str}`; other keys are ignored. An error comes
/// with the id, as far as that can be read.
fn record(line: &[u8], first: bool) -> Result<(String, String), (Value, String)> {
    const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
    let line = if first { line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line) } else { line };
    let value: Value = serde_json::from_slice(line).map_err(|error| (Value::Null, not_json(&error)))?;
    let Value::Object(mut record) = value else {
        return Err((Value::Null, "this is no object {\"id\": ..., \"text\": ...}".to_owned()));
    };
    let id = match record.remove("id") {
        Some(Value::String(id)) => id,
        Some(id) => return Err((id, "\"id\" is no string".to_owned())),
        None => return Err((Value::Null, "\"id\" is missing".to_owned())),
    };
    match text_of(&mut record) {
        Ok(text) => Ok((id, text)),
        Err(error) => Err((Value::String(id), error)),
    }
}

fn text_of(record: &mut Map<String, Value>) -> Result<String, String> {
    match record.remove("text") {
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err("\"text\" is no string".to_owned()),
        None => Err("\"text\" is missing".to_owned()),
    }
}

/// The same JSON in ASCII: whatever a bad record holds, printing its answer
/// cannot command a terminal.
fn ascii(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if matches!(c, ' '..='~') {
            out.push(c);
        } else {
            out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    out
}

/// The parser's message with the column only: to it, each line is the first.
fn not_json(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    format!("this is not JSON: {message} at column {}", error.column())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_in_ascii_means_the_same() {
        let value = json!({ "id": "é \u{1b} \u{9b} \u{202e} \u{1f600} \\ \"" });
        let shown = ascii(&value.to_string());
        assert!(shown.is_ascii() && !shown.contains('\u{1b}'));
        assert_eq!(serde_json::from_str::<Value>(&shown).unwrap(), value);
    }

    #[test]
    fn records_are_read_and_bad_ones_keep_their_id() {
        let bad = |id: Value, error: &str| Err((id, error.to_owned()));
        for (line, expected) in [
            (r#"{"id":"a","text":"b"}"#, Ok(("a".to_owned(), "b".to_owned()))),
            (r#" {"x":[{}],"text":"\u00e9\n","id":""} "#, Ok((String::new(), "é\n".to_owned()))),
            (r#"{"text":"b"}"#, bad(Value::Null, "\"id\" is missing")),
            (r#"{"id":7,"text":"b"}"#, bad(json!(7), "\"id\" is no string")),
            (r#"{"id":"a"}"#, bad(json!("a"), "\"text\" is missing")),
            (r#"{"id":"a","text":null}"#, bad(json!("a"), "\"text\" is no string")),
            ("[]", bad(Value::Null, "this is no object {\"id\": ..., \"text\": ...}")),
            ("nonsense", bad(Value::Null, "this is not JSON: expected ident at column 2")),
            ("{", bad(Value::Null, "this is not JSON: EOF while parsing an object at column 1")),
        ] {
            assert_eq!(record(line.as_bytes(), false), expected, "{line}");
        }
        assert!(record(b"{\"id\":\"a\",\"text\":\"\xff\"}", false).is_err());
        assert!(record("\u{feff}{\"id\":\"a\",\"text\":\"b\"}".as_bytes(), true).is_ok());
        let deep = format!("{{\"id\":\"a\",\"text\":\"b\",\"x\":{}", "[".repeat(1_000_000));
        assert!(record(deep.as_bytes(), false).is_err());
    }
}
