//! Trains the embedded model:
//!
//! ```text
//! cargo run --release --features train --bin byline-train
//! ```
//!
//! reads `corpus/stories` and `corpus/third-party/stories` and writes
//! `assets/names.model`; the same stories give the same bytes.

use std::path::Path;
use std::process::ExitCode;

use byline::train::{Settings, stories, train_names};
use byline::{Error, Result};

const MODEL: &str = "assets/names.model";

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
    let bytes = train_names(&own, &third_party, Settings::default());
    println!("{} bytes, blake3 {}", bytes.len(), blake3::hash(&bytes));
    std::fs::write(MODEL, &bytes).map_err(|error| Error::new(format!("cannot write {MODEL}: {error}")))
}
