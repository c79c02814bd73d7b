//! Trains the embedded models:
//!
//! ```text
//! cargo run --release --features train --bin byline-train
//! ```
//!
//! reads `corpus/stories` and `corpus/third-party/stories` and writes
//! `assets/names.model`, `assets/kinds.model`, `assets/links.model`, `assets/cues.model` and
//! `assets/statements.model`; the same stories give the same bytes.

use std::path::Path;
use std::process::ExitCode;

use byline::train::{Settings, folds, stories, train_kinds, train_links, train_names, train_statements};
use byline::{Error, Result};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("byline-train: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let own = stories(Path::new("corpus/stories"))?;
    let third_party = stories(Path::new("corpus/third-party/stories"))?;
    for (name, stories) in [("own", &own), ("third-party", &third_party)] {
        let words: usize = stories.iter().map(|story| story.text.split_whitespace().count()).sum();
        println!("{} {name} stories, {words} words", stories.len());
    }
    let names = train_names(&own, &third_party, Settings::NAMES);
    write("assets/names.model", &names)?;
    let folds = folds(&own, &third_party, Settings { runs: 1, ..Settings::NAMES }, Settings::KINDS);
    let kinds = train_kinds(&folds, Settings::KINDS);
    write("assets/kinds.model", &kinds)?;
    let links = train_links(&folds, Settings::KINDS, Settings::LINKS);
    write("assets/links.model", &links)?;
    drop(folds);
    // What is said is learned from stories whose names the new model finds.
    let settings = [Settings::CUES, Settings::STATEMENTS];
    let (cues, statements) = train_statements(&own, [names.leak(), kinds.leak(), links.leak()], settings);
    write("assets/cues.model", &cues)?;
    write("assets/statements.model", &statements)
}

fn write(path: &str, bytes: &[u8]) -> Result<()> {
    println!("{path}: {} bytes, blake3 {}", bytes.len(), blake3::hash(bytes));
    std::fs::write(path, bytes).map_err(|error| Error::new(format!("cannot write {path}: {error}")))
}
