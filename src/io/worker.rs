//! Carries out effects on threads of their own and answers with messages.
//!
//! Writing is first in, first out, and never dropped. Of loads and analyses
//! only the newest counts. Counting the listed articles goes on in the
//! background and gives way to a newer list.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;

use super::atomic;
use super::carry;
use super::load::{self, Source};
use super::reading::ReadingLog;
use super::store::Store;
use crate::app::{Counts, Effect, Listed, Marks, Msg, Opened, Remember, Save, entity_count};
use crate::nlp::{Engine, analyze};
use crate::notes::ArticleInfo;
use crate::text::{Article, CodePoints};
use crate::{Error, Result};

/// Takes the worker's answers. Called from several threads.
pub type Answer = Arc<dyn Fn(Msg) + Send + Sync>;

/// The files that the worker works on.
#[derive(Debug)]
pub struct Files {
    /// What the person named on the command line.
    pub paths: Vec<PathBuf>,
    /// The notes folder.
    pub store: Store,
    /// Reading positions.
    pub log: ReadingLog,
}

/// The threads that carry out effects.
pub struct Worker {
    shared: Arc<Shared>,
    loads: Sender<(u64, usize)>,
    analyses: Sender<(u64, Arc<Article>)>,
    writes: Option<Sender<Write>>,
    writer: Option<JoinHandle<()>>,
}

struct Shared {
    files: Files,
    engine: OnceLock<Engine>,
    answer: Answer,
    sources: std::sync::Mutex<Vec<Source>>,
    /// Number of the newest listing.
    listing: AtomicU64,
}

#[expect(clippy::large_enum_variant, reason = "few wait at a time, and most are notes")]
enum Write {
    Notes(Save),
    Export { path: String, text: String, replace: bool },
    Reading { id: String, position: Option<usize>, read: bool },
}

impl Files {
    /// The articles that the paths name, but for what the program itself keeps
    /// beside the notes, should these lie among the articles.
    pub fn sources(&self) -> (Vec<Source>, Vec<Error>) {
        let (mut sources, errors) = load::sources(&self.paths);
        let notes = super::paths::absolute(self.store.dir()).unwrap_or_default();
        sources.retain(|source| {
            let path = source.path.as_deref().and_then(|path| super::paths::absolute(path).ok());
            path.is_none_or(|path| !path.starts_with(&notes))
        });
        (sources, errors)
    }
}

impl Worker {
    /// Starts the threads. `sources` is the first listing.
    pub fn start(files: Files, sources: Vec<Source>, answer: Answer) -> Self {
        let shared = Arc::new(Shared {
            files,
            engine: OnceLock::new(),
            answer,
            sources: std::sync::Mutex::new(sources),
            listing: AtomicU64::new(0),
        });
        let (loads, load_jobs) = channel();
        let (analyses, analysis_jobs) = channel();
        let (writes, write_jobs) = channel();
        spawn(&shared, move |shared| newest(&load_jobs, |(generation, item)| shared.load(generation, item)));
        spawn(&shared, move |shared| {
            newest(&analysis_jobs, |(generation, article): (u64, Arc<Article>)| {
                shared.analyze(generation, &article);
            })
        });
        let writer = spawn(&shared, move |shared| write_jobs.iter().for_each(|job| shared.write(job)));
        Self { shared, loads, analyses, writes: Some(writes), writer: Some(writer) }
    }

    /// Carries out an effect that concerns files or analysis. The others are
    /// the terminal's; they come back.
    pub fn perform(&self, effect: Effect) -> Option<Effect> {
        match effect {
            Effect::List => self.list(),
            Effect::Survey { listing } => {
                self.shared.listing.store(listing, Ordering::SeqCst);
                spawn(&self.shared, move |shared| shared.survey(listing));
            }
            // A thread that is gone has nobody to answer to either.
            Effect::Load { generation, item } => drop(self.loads.send((generation, item))),
            Effect::Analyze { generation, article } => drop(self.analyses.send((generation, article))),
            Effect::Save(save) => self.write(Write::Notes(save)),
            Effect::Export { path, text, replace } => self.write(Write::Export { path, text, replace }),
            Effect::Remember(Remember { article, position, read }) => {
                self.write(Write::Reading { id: article, position, read });
            }
            other => return Some(other),
        }
        None
    }

    /// Waits until everything is written that was asked for.
    pub fn finish(mut self) {
        drop(self.writes.take());
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }

    /// Looks for the articles anew.
    fn list(&self) {
        spawn(&self.shared, |shared| {
            let (sources, errors) = shared.files.sources();
            let items = list_items(&sources);
            *shared.sources.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = sources;
            (shared.answer)(Msg::Listed { items, errors });
        });
    }

    fn write(&self, job: Write) {
        if let Some(writes) = &self.writes {
            let _ = writes.send(job);
        }
    }
}

/// What a list shows of sources before any of them is read.
pub fn list_items(sources: &[Source]) -> Vec<Listed> {
    sources.iter().map(|source| Listed { label: source.label(), ..Listed::default() }).collect()
}

/// An article as it is shown, with its notes and where reading stopped.
pub fn open(files: &Files, source: &Source, loaded: load::Loaded) -> Opened {
    let load::Loaded { article, mut warnings } = loaded;
    let path = source.label();
    // What comes from a pipe has no path by which it was another text before.
    let info = ArticleInfo::of(&article, source.path.as_ref().map(|_| path.as_str()));
    let kept = files.store.load(&info);
    if let Some(problem) = kept.blocked {
        warnings.insert(0, problem.error.to_string());
    }
    warnings.extend(kept.warnings);
    let (carried, corrected, others) = carry::carried(kept.earlier, &article);
    warnings.extend(others);
    let points = CodePoints::new(article.text());
    let position = points.to_byte(files.log.of(article.id()).position).unwrap_or(0);
    let (notes, corrections) = (kept.notes, kept.corrections);
    Opened { path, notes, corrections, carried, corrected, warnings, position, article }
}

fn spawn(shared: &Arc<Shared>, work: impl FnOnce(&Shared) + Send + 'static) -> JoinHandle<()> {
    let shared = shared.clone();
    std::thread::spawn(move || work(&shared))
}

/// Does the newest of the waiting jobs, again and again.
fn newest<J>(jobs: &Receiver<J>, mut work: impl FnMut(J)) {
    while let Ok(job) = jobs.recv() {
        work(jobs.try_iter().last().unwrap_or(job));
    }
}

impl Shared {
    fn source(&self, item: usize) -> Option<Source> {
        self.sources.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(item).cloned()
    }

    fn load(&self, generation: u64, item: usize) {
        let result = match self.source(item) {
            Some(Source { path: None }) => Err(Error::new("standard input was read already")
                .hint("keep the text in a file to read it again")),
            Some(source) => load::read(&source).map(|loaded| Box::new(open(&self.files, &source, loaded))),
            None => Err(Error::new("the article is no longer in the list").hint("R reads the list again")),
        };
        (self.answer)(Msg::Loaded { generation, result });
    }

    /// The analysis of an article. It never panics; should it do so all the
    /// same, the article stays readable without one.
    fn marks(&self, article: &Article) -> Marks {
        let engine = self.engine.get_or_init(Engine::new);
        let analysis = catch_unwind(AssertUnwindSafe(|| analyze(engine, article)));
        Marks::new(analysis.unwrap_or_default())
    }

    fn analyze(&self, generation: u64, article: &Article) {
        let marks = Arc::new(self.marks(article));
        (self.answer)(Msg::Analyzed { generation, marks });
    }

    fn write(&self, job: Write) {
        match job {
            Write::Notes(save) => {
                let ticket = save.ticket;
                (self.answer)(match carry::save(&self.files.store, &save) {
                    Ok(meanwhile) => {
                        let path = self.files.store.dir().display().to_string();
                        Msg::Saved { ticket, path, meanwhile }
                    }
                    Err(error) => Msg::Failed { ticket, error },
                });
            }
            Write::Export { path, text, replace } => {
                let answer = match export(&path, &text, replace) {
                    Ok(true) => Msg::Exported { path },
                    Ok(false) => Msg::NotExported { path, error: None },
                    Err(error) => Msg::NotExported { path, error: Some(error) },
                };
                (self.answer)(answer);
            }
            Write::Reading { id, position, read } => self.files.log.remember(&id, position, read),
        }
    }

    /// Reads every listed article for its title, then analyses each for its
    /// counts; stops when a newer listing begins.
    fn survey(&self, listing: u64) {
        let sources = self.sources.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        let reading = self.files.log.all();
        let stopped = || self.listing.load(Ordering::SeqCst) != listing;
        let tell = |item, listed| (self.answer)(Msg::Surveyed { listing, item, listed });
        for (item, source) in sources.iter().enumerate() {
            if stopped() {
                return;
            }
            tell(item, describe(source, &reading).1);
        }
        for (item, source) in sources.iter().enumerate() {
            if stopped() {
                return;
            }
            let (article, mut listed) = describe(source, &reading);
            if let Some(article) = article {
                let marks = self.marks(&article);
                let kept = self.files.store.load(&ArticleInfo::of(&article, Some(&listed.label)));
                let notes = kept.notes.len() + carry::carried(kept.earlier, &article).0.len();
                let quotes = marks.analysis.quotes.len();
                listed.counts = Some(Counts { entities: entity_count(&marks), quotes, notes });
                tell(item, listed);
            }
        }
    }
}

/// What a list shows of a source that is read, and its article.
fn describe(source: &Source, reading: &[super::reading::Reading]) -> (Option<Article>, Listed) {
    let label = source.label();
    if source.path.is_none() {
        return (
            None,
            Listed { title: label.clone(), label, counts: Some(Counts::default()), ..Listed::default() },
        );
    }
    match load::read(source) {
        Ok(load::Loaded { article, .. }) => {
            let listed = Listed {
                label,
                title: article.title().to_owned(),
                outlet: article.meta.outlet.clone(),
                published: article.meta.published.clone(),
                id: article.id().to_owned(),
                counts: None,
                read: reading.iter().any(|r| r.id == article.id() && r.read),
                error: None,
            };
            (Some(article), listed)
        }
        Err(error) => (None, Listed { label, error: Some(error.to_string()), ..Listed::default() }),
    }
}

/// Writes an export; false where a file stands there that must not be replaced.
fn export(path: &str, text: &str, replace: bool) -> Result<bool> {
    let path = super::paths::typed(path)?;
    if !replace && path.symlink_metadata().is_ok() {
        return Ok(false);
    }
    atomic::write(&path, text.as_bytes())?;
    Ok(true)
}
