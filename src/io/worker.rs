//! Carries out effects on threads of their own and answers with messages.
//!
//! Writing is first in, first out, and never dropped. Drafts are written on a
//! thread of their own: they must not wait for a save that waits for a lock. Of
//! loads and analyses
//! only the newest counts. Counting the listed articles goes on in the
//! background and gives way to a newer list.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;
use std::time::Duration;

use super::atomic;
use super::journal::Journal;
use super::load::{self, Source};
use super::reading::ReadingLog;
use super::store::Store;
use super::watch::Watch;
use crate::app::{Counts, Effect, Listed, Marks, Msg, Opened, Remember, Save, entity_count, is_on};
use crate::nlp::{Engine, analyze};
use crate::notes::{ArticleInfo, KeptDraft};
use crate::text::{Article, CodePoints};
use crate::{Error, Result};

/// How long something waits for drafts to be kept before it goes on.
const PATIENCE: Duration = Duration::from_secs(3);

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
    /// The folder of the program's state, where drafts are kept.
    pub state_dir: PathBuf,
}

/// The threads that carry out effects.
pub struct Worker {
    shared: Arc<Shared>,
    loads: Sender<(u64, usize)>,
    analyses: Sender<(u64, Arc<Article>)>,
    writes: Option<Sender<Write>>,
    drafts: Option<Sender<Drafting>>,
    writers: Vec<JoinHandle<()>>,
}

struct Shared {
    files: Files,
    engine: OnceLock<Engine>,
    answer: Answer,
    sources: std::sync::Mutex<Vec<Source>>,
    /// Number of the newest listing.
    listing: AtomicU64,
    watch: Watch,
}

#[expect(clippy::large_enum_variant, reason = "saves come one at a time, and none is kept for long")]
enum Write {
    Notes(Save),
    Export { path: String, text: String, replace: bool },
    Reading { id: String, position: Option<usize>, read: bool },
}

enum Drafting {
    Keep(Box<KeptDraft>),
    Forget(String),
    Attend(Box<ArticleInfo>),
    /// Answer as soon as all that was asked for before is done.
    Reach(Sender<()>),
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
            watch: Watch::new(),
        });
        let (loads, load_jobs) = channel();
        let (analyses, analysis_jobs) = channel();
        let (writes, write_jobs) = channel();
        let (drafts, draft_jobs) = channel();
        spawn(&shared, move |shared| newest(&load_jobs, |(generation, item)| shared.load(generation, item)));
        spawn(&shared, move |shared| {
            newest(&analysis_jobs, |(generation, article): (u64, Arc<Article>)| {
                shared.analyze(generation, &article);
            })
        });
        let writer = spawn(&shared, move |shared| write_jobs.iter().for_each(|job| shared.write(job)));
        spawn(&shared, Shared::watch);
        let keeper = spawn(&shared, move |shared| shared.draft(&draft_jobs));
        Self {
            shared,
            loads,
            analyses,
            writes: Some(writes),
            drafts: Some(drafts),
            writers: vec![writer, keeper],
        }
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
            Effect::FindFolder => drop(spawn(&self.shared, |shared| {
                let found = super::paths::writable_folder(shared.files.store.dir());
                let folder = found.map_or(String::new(), |folder| folder.display().to_string());
                (shared.answer)(Msg::Folder(folder));
            })),
            Effect::Keep(draft) => self.draft(Drafting::Keep(draft)),
            Effect::Forget(id) => self.draft(Drafting::Forget(id)),
            Effect::Attend(info) => self.draft(Drafting::Attend(info)),
            Effect::Export { path, text, replace } => self.write(Write::Export { path, text, replace }),
            Effect::Remember(Remember { article, position, read }) => {
                self.write(Write::Reading { id: article, position, read });
            }
            other => return Some(other),
        }
        None
    }

    /// Waits until everything is written that was asked for.
    pub fn finish(&mut self) {
        drop((self.writes.take(), self.drafts.take()));
        for writer in self.writers.drain(..) {
            let _ = writer.join();
        }
    }

    /// Waits until every draft is kept that was asked for; not for ever, since
    /// a disk may hang.
    pub fn settle_drafts(&self) {
        let (reached, answer) = channel();
        self.draft(Drafting::Reach(reached));
        let _ = answer.recv_timeout(PATIENCE);
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

    fn draft(&self, job: Drafting) {
        if let Some(drafts) = &self.drafts {
            let _ = drafts.send(job);
        }
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
    let kept = files.store.load(&ArticleInfo::of(&article, Some(&path)));
    if let Some(problem) = kept.blocked {
        warnings.insert(0, problem.error.to_string());
    }
    warnings.extend(kept.warnings);
    let points = CodePoints::new(article.text());
    let position = points.to_byte(files.log.of(article.id()).position).unwrap_or(0);
    Opened { path, notes: kept.notes, warnings, position, article }
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
            Write::Notes(Save { ticket, info, article, changes, folder }) => {
                let elsewhere = folder.map(|folder| super::paths::typed(&folder).map(Store::new)).transpose();
                let result = elsewhere.and_then(|elsewhere| {
                    let store = elsewhere.as_ref().unwrap_or(&self.files.store);
                    let meanwhile = store.apply(&info, article.text(), &changes)?;
                    // The next start does not look there by itself.
                    let how = if elsewhere.is_some() { "; --notes-dir reads it" } else { "" };
                    Ok((format!("{}{how}", store.dir().display()), meanwhile))
                });
                (self.answer)(match result {
                    Ok((path, meanwhile)) => {
                        // The folder may be new.
                        if let Some(info) = self.watch.article() {
                            self.watch.attend(&info, self.files.store.dir());
                        }
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

    /// Tells what others change in the files of the open article.
    fn watch(&self) {
        while let Some(changed) = self.watch.wait(Store::is_of) {
            let Some(info) = self.watch.article() else { continue };
            if changed.notes {
                let notes = self.files.store.load(&info).notes;
                (self.answer)(Msg::NotesRead { id: info.id.clone(), notes });
            }
            if changed.article
                && let Some(path) = &info.path
            {
                let read = load::read(&Source { path: Some(PathBuf::from(path)) });
                // A file that is gone, or half written, is no new text.
                if read.is_ok_and(|read| read.article.id() != info.id) {
                    (self.answer)(Msg::ArticleChanged { id: info.id });
                }
            }
        }
    }

    /// Keeps drafts, and finds those of dead processes.
    fn draft(&self, jobs: &Receiver<Drafting>) {
        let mut journal = Journal::new(&self.files.state_dir);
        let waiting: Vec<ArticleInfo> = journal.waiting().into_iter().map(|draft| draft.info).collect();
        if !waiting.is_empty() {
            (self.answer)(Msg::Waiting(waiting));
        }
        for job in jobs {
            match job {
                Drafting::Keep(draft) => {
                    let answer = match journal.keep(&draft) {
                        Ok(()) => Msg::Kept { id: draft.id, revision: draft.revision },
                        Err(error) => Msg::NotKept { id: draft.id, error },
                    };
                    (self.answer)(answer);
                }
                // At worst it is offered once more.
                Drafting::Forget(id) => drop(journal.forget(&id)),
                Drafting::Attend(info) => {
                    self.watch.attend(&info, self.files.store.dir());
                    let found = journal.adopt(|draft| is_on(&draft.info, &info));
                    if !found.is_empty() {
                        (self.answer)(Msg::Recovered(found));
                    }
                }
                Drafting::Reach(reached) => drop(reached.send(())),
            }
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
                let notes =
                    self.files.store.load(&ArticleInfo::of(&article, Some(&listed.label))).notes.len();
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
