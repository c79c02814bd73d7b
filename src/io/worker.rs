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
use super::carry;
use super::journal::Journal;
use super::load::{self, Source};
use super::reading::ReadingLog;
use super::review::needing_review;
use super::store::{Loaded, Store};
use super::watch::Watch;
use crate::app::{
    Counts, Effect, Kept, Listed, Marks, Msg, Noted, Opened, Remember, Save, entity_count, is_on,
};
use crate::nlp::{Engine, analyze};
use crate::notes::{ArticleInfo, KeptDraft, Meanwhile};
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
    loads: Sender<(u64, Which)>,
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
    /// Number of the newest gathering of notes.
    gathering: AtomicU64,
}

/// Which article is to be read.
enum Which {
    /// The one at this place of the list.
    Listed(usize),
    /// The one in this file.
    Named(PathBuf),
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
    Attend(Box<ArticleInfo>, Arc<Article>),
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
            gathering: AtomicU64::new(0),
        });
        let (loads, load_jobs) = channel();
        let (analyses, analysis_jobs) = channel();
        let (writes, write_jobs) = channel();
        let (drafts, draft_jobs) = channel();
        spawn(&shared, move |shared| {
            newest(&load_jobs, |(generation, which)| shared.load(generation, which))
        });
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
            Effect::Load { generation, item } => drop(self.loads.send((generation, Which::Listed(item)))),
            Effect::LoadFile { generation, path } => {
                drop(self.loads.send((generation, Which::Named(path.into()))));
            }
            Effect::Gather { gathering } => {
                self.shared.gathering.store(gathering, Ordering::SeqCst);
                spawn(&self.shared, move |shared| shared.gather(gathering));
            }
            Effect::Analyze { generation, article } => drop(self.analyses.send((generation, article))),
            Effect::Save(save) => self.write(Write::Notes(save)),
            Effect::FindFolder => drop(spawn(&self.shared, |shared| {
                let found = super::paths::writable_folder(shared.files.store.dir());
                let folder = found.map_or(String::new(), |folder| folder.display().to_string());
                (shared.answer)(Msg::Folder(folder));
            })),
            Effect::Keep(draft) => self.draft(Drafting::Keep(draft)),
            Effect::Forget(id) => self.draft(Drafting::Forget(id)),
            Effect::Attend { info, article } => self.draft(Drafting::Attend(info, article)),
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
    // What comes from a pipe has no path by which it was another text before.
    let info = ArticleInfo::of(&article, source.path.as_ref().map(|_| path.as_str()));
    let mut loaded = files.store.load(&info);
    if let Some(problem) = loaded.blocked.take() {
        warnings.insert(0, problem.error.to_string());
    }
    warnings.append(&mut loaded.warnings);
    let (kept, others) = kept(loaded, &article);
    warnings.extend(others);
    let points = CodePoints::new(article.text());
    let position = points.to_byte(files.log.of(article.id()).position).unwrap_or(0);
    Opened { path, kept, warnings, position, article }
}

/// The notes and corrections of an article with those of earlier texts, and what
/// the reader should know of earlier texts.
fn kept(loaded: Loaded, article: &Article) -> (Kept, Vec<String>) {
    let Loaded { notes, corrections, mut trash, earlier, .. } = loaded;
    trash.sort_by_key(|deleted| std::cmp::Reverse(deleted.deleted));
    let (carried, corrected, warnings) = carry::carried(earlier, article);
    (Kept { notes, corrections, trash, carried, corrected }, warnings)
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

    fn load(&self, generation: u64, which: Which) {
        let source = match which {
            Which::Listed(item) => self.source(item),
            Which::Named(path) => Some(Source { path: Some(path) }),
        };
        let result = match source {
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
                (self.answer)(match self.save(&save) {
                    Ok((path, meanwhile)) => {
                        // The folder may be new.
                        if let Some((info, article)) = self.watch.article() {
                            self.watch.attend(&self.watched(&info), &article, self.files.store.dir());
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

    /// Makes the changes of a save, and tells where they are.
    fn save(&self, save: &Save) -> Result<(String, Vec<Meanwhile>)> {
        let Some(folder) = &save.folder else {
            let store = &self.files.store;
            return Ok((store.dir().display().to_string(), carry::save(store, save)?));
        };
        let store = Store::new(super::paths::typed(folder)?);
        // A note that came from an earlier text stays in that one's file: the
        // next start does not look into the other folder by itself.
        let kept = || self.files.store.kept_text(&save.info.id).unwrap_or_default();
        let text = save.article.as_ref().map_or_else(kept, |article| article.text().to_owned());
        let meanwhile = store.apply(&save.info, &text, &save.changes)?;
        Ok((format!("{}; --notes-dir reads it", store.dir().display()), meanwhile))
    }

    /// Tells what others change in the files of the open article.
    fn watch(&self) {
        let store = &self.files.store;
        let is_notes =
            |name: &str, info: &ArticleInfo| Store::is_of(name, &info.id) || store.is_on_earlier(name, info);
        while let Some(changed) = self.watch.wait(is_notes) {
            let Some((info, article)) = self.watch.article() else { continue };
            if changed.notes {
                let kept = Box::new(kept(store.load(&info), &article).0);
                (self.answer)(Msg::NotesRead { id: info.id.clone(), kept });
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

    /// What is watched of an article: what comes from a pipe has no file.
    fn watched(&self, info: &ArticleInfo) -> ArticleInfo {
        let sources = self.sources.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let is_piped = |source: &Source| source.path.is_none() && info.path == Some(source.label());
        let path = info.path.clone().filter(|_| !sources.iter().any(is_piped));
        ArticleInfo { path, ..info.clone() }
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
                Drafting::Attend(info, article) => {
                    self.watch.attend(&self.watched(&info), &article, self.files.store.dir());
                    let found = journal.adopt(|draft| is_on(&draft.info, &info));
                    if !found.is_empty() {
                        (self.answer)(Msg::Recovered(found));
                    }
                }
                Drafting::Reach(reached) => drop(reached.send(())),
            }
        }
    }

    /// Reads every notes file; stops when a newer gathering begins.
    fn gather(&self, gathering: u64) {
        let mut told = 0;
        let (listed, errors) = self.files.store.list_telling(|read, of| {
            // Whoever waits sees no more than a hundredth at a time.
            if (read - told) * 100 >= of && read > told {
                told = read;
                (self.answer)(Msg::Gathering { gathering, read, of });
            }
            self.gathering.load(Ordering::SeqCst) == gathering
        });
        let noted = listed.iter().map(|listed| Noted {
            file: listed.path.display().to_string(),
            info: listed.info.clone(),
            notes: listed.notes.clone(),
            trash: listed.trash.clone(),
        });
        (self.answer)(Msg::Gathered { gathering, articles: noted.collect(), errors });
        // An article that is not there says nothing of its notes.
        for of in listed {
            if self.gathering.load(Ordering::SeqCst) != gathering {
                return;
            }
            let found = needing_review(&self.files.store, &of.info, &of.notes).unwrap_or_default();
            if !found.is_empty() {
                let notes = found.into_iter().map(str::to_owned).collect();
                (self.answer)(Msg::Unsettled { gathering, notes });
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
