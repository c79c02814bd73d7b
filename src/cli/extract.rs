//! `byline extract`: who is in articles and who said what.

use std::io::{IsTerminal as _, stdin};
use std::path::{Path, PathBuf};

use super::args::{Extract, Format};
use super::jsonl;
use super::output::{Out, Stop, complain, remark};
use crate::io::load::{self, Source};
use crate::nlp::{self, Engine};
use crate::text::Article;
use crate::{Error, export};

/// Prints what is in the articles.
pub fn run(task: &Extract, out: &mut Out) -> Result<(), Stop> {
    let stdin_only = [PathBuf::from("-")];
    let paths = match task.paths.as_slice() {
        [] if stdin().is_terminal() => {
            return Err(Stop::Usage(
                Error::new("no article is given")
                    .hint("name a file or a folder, or pipe the text in: byline extract < FILE"),
            ));
        }
        [] => stdin_only.as_slice(),
        paths => paths,
    };
    let engine = Engine::new();
    match task.format {
        Format::Jsonl => jsonl::run(paths, &engine, out),
        Format::Json => {
            let (source, article) = one(paths, "json", ANY_NUMBER)?;
            let analysis = nlp::analyze(&engine, &article);
            out.block(&export::json_pretty(&id(&source), &article, &analysis))
        }
        Format::Toml => {
            let (source, article) = one(paths, "toml", ANY_NUMBER)?;
            let analysis = nlp::analyze(&engine, &article);
            out.block(&export::toml(&id(&source), &article, &analysis))
        }
        Format::Text => text(paths, &engine, out),
    }
}

/// What identifies an article in the output: its path, `-` for standard input.
pub fn id(source: &Source) -> String {
    source.path.as_deref().map_or_else(|| "-".to_owned(), |path: &Path| path.display().to_string())
}

/// Reads an article, and says what was odd about it.
pub fn read(source: &Source) -> Result<Article, Error> {
    let loaded = load::read(source)?;
    for warning in &loaded.warnings {
        remark(&format!("{}: {warning}", source.label()));
    }
    Ok(loaded.article)
}

const ANY_NUMBER: &str = "name one file, or use --format jsonl for any number";

/// The one article that is named; `format` has no room for more, and `hint`
/// says what to do then.
pub fn one(paths: &[PathBuf], format: &str, hint: &str) -> Result<(Source, Article), Stop> {
    let (mut sources, errors) = load::sources(paths);
    if !errors.is_empty() {
        return Err(Stop::Failed(errors));
    }
    let count = sources.len();
    match (sources.pop(), count) {
        (Some(source), 1) => {
            let article = read(&source)?;
            Ok((source, article))
        }
        _ => Err(Stop::Usage(
            Error::new(format!("--format {format} prints one article, and {count} are given")).hint(hint),
        )),
    }
}

/// Prints articles for people, one after the other. One that cannot be read
/// does not keep the others back.
fn text(paths: &[PathBuf], engine: &Engine, out: &mut Out) -> Result<(), Stop> {
    let (sources, errors) = load::sources(paths);
    errors.iter().for_each(complain);
    let mut failed = !errors.is_empty();
    let mut first = true;
    for source in &sources {
        match read(source) {
            Ok(article) => {
                if !first {
                    out.bytes(b"\n")?;
                }
                first = false;
                let analysis = nlp::analyze(engine, &article);
                out.block(&export::text(&article, &analysis))?;
                out.flush()?;
            }
            Err(error) => {
                complain(&error);
                failed = true;
            }
        }
    }
    if failed { Err(Stop::Failed(Vec::new())) } else { Ok(()) }
}
