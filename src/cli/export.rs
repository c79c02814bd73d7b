//! `byline export`: notes as TOML, articles with corrections.

use std::path::Path;

use super::args::{Export, ExportFormat};
use super::extract::{id, one, read};
use super::output::{Out, Stop, complain, remark};
use super::settings::Settings;
use clap::ValueEnum as _;

use crate::Error;
use crate::correct;
use crate::export::{self, Noted};
use crate::io::carry;
use crate::io::load::{self, Source};
use crate::io::store::Store;
use crate::io::{atomic, paths};
use crate::nlp::{self, Engine};
use crate::notes::{ArticleInfo, Correction};
use crate::text::Article;

/// Prints the notes, or writes them to a file. Where something could not be
/// read the rest is printed all the same, but no file is written: half an
/// export that looks like a whole one is a loss of notes.
pub fn run(task: &Export, settings: &Settings, out: &mut Out) -> Result<(), Stop> {
    let store = Store::new(settings.notes_dir()?);
    let (text, complete) = match task.format {
        ExportFormat::Notes if task.paths.is_empty() => everything(&store),
        ExportFormat::Notes => given(task, &store)?,
        _ => corrected(task, &store)?,
    };
    let Some(file) = task.output.as_ref().filter(|file| file.as_os_str() != "-") else {
        out.block(&text)?;
        out.flush()?;
        return if complete { Ok(()) } else { Err(Stop::Failed(Vec::new())) };
    };
    if !complete {
        return Err(Error::new(format!("{} is not written, because notes are missing", file.display()))
            .hint("put right what is named above, or name the articles to export")
            .into());
    }
    if !task.force && paths::exists(file) {
        return Err(Error::new(format!("{} is there already, and stays as it is", file.display()))
            .hint("give another name, or --force to replace it")
            .into());
    }
    Ok(atomic::write(file, text.as_bytes())?)
}

/// The notes on every article, and whether they are complete.
fn everything(store: &Store) -> (String, bool) {
    let (listed, errors) = store.list();
    errors.iter().for_each(complain);
    let articles: Vec<Noted> =
        listed.into_iter().map(|file| (file.info, file.notes, file.corrections)).collect();
    (export::notes_of_many(&articles), errors.is_empty())
}

/// The notes on the given articles: the notes file of one that is named by its
/// own path, else one file with all of them that have notes.
fn given(task: &Export, store: &Store) -> Result<(String, bool), Stop> {
    let (sources, errors) = load::sources(&task.paths);
    errors.iter().for_each(complain);
    let mut complete = errors.is_empty();
    let alone = match (task.paths.as_slice(), sources.as_slice()) {
        ([path], [source]) => names(path, source),
        _ => false,
    };
    let mut articles = Vec::new();
    for source in &sources {
        match notes_on(source, store) {
            Ok((noted, whole)) => {
                complete &= whole;
                articles.push(noted);
            }
            Err(error) => {
                complain(&error);
                complete = false;
            }
        }
    }
    if alone {
        return match articles.first() {
            Some((info, notes, corrections)) => Ok((export::notes(info, notes, corrections), complete)),
            None => Err(Stop::Failed(Vec::new())),
        };
    }
    articles.retain(|(_, notes, corrections)| !notes.is_empty() || !corrections.is_empty());
    Ok((export::notes_of_many(&articles), complete))
}

/// One article with the reader's corrections.
fn corrected(task: &Export, store: &Store) -> Result<(String, bool), Stop> {
    let name = task.format.to_possible_value().map_or(String::new(), |value| value.get_name().to_owned());
    let (source, article) = one(&task.paths, &name, "name one file")?;
    let ((info, _, mut corrections), complete) = kept(&source, &article, store);
    // Those that were made before the text changed count too.
    let (_, earlier, _) = carry::carried(store.load(&info).earlier, &article);
    corrections.extend(earlier.into_iter().map(|carried| carried.correction));
    let analysis = nlp::analyze(&Engine::new(), &article);
    let corrected = correct::apply(&analysis, &corrections, article.text());
    for lost in &corrected.hand.lost {
        let what = corrections.iter().find(|c| c.id == lost.id).map_or(String::new(), Correction::summary);
        remark(&format!(
            "{}: a correction found nothing to correct ({}): {what}",
            source.label(),
            lost.why.words()
        ));
    }
    let name = id(&source);
    let text = match task.format {
        ExportFormat::Json => export::corrected_json(&name, &article, &corrected),
        ExportFormat::Toml => export::corrected_toml(&name, &article, &corrected),
        ExportFormat::Notes | ExportFormat::Corpus => {
            let stem =
                source.path.as_deref().and_then(Path::file_stem).map(|stem| stem.display().to_string());
            export::corpus(&stem.unwrap_or(name), &article, &corrected)
        }
    };
    Ok((text, complete))
}

/// Whether the path is that very article, not a folder that holds it.
fn names(path: &Path, source: &Source) -> bool {
    source.path.as_deref().is_none_or(|file| file == path)
}

/// Reads an article and its notes; also says whether these are all of them.
fn notes_on(source: &Source, store: &Store) -> Result<(Noted, bool), Error> {
    let article = read(source)?;
    Ok(kept(source, &article, store))
}

/// What is kept about an article; also says whether that is all.
fn kept(source: &Source, article: &Article, store: &Store) -> (Noted, bool) {
    let path = source.path.as_deref().map(|path| path.display().to_string());
    let info = ArticleInfo::of(article, path.as_deref());
    let loaded = store.load(&info);
    for warning in &loaded.warnings {
        remark(&format!("{}: {warning}", source.label()));
    }
    if let Some(problem) = &loaded.blocked {
        complain(&problem.error);
    }
    ((info, loaded.notes, loaded.corrections), loaded.blocked.is_none())
}
