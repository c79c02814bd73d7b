//! Every state in which a power cut may leave the disk.
//!
//! The real program runs under strace; what it changes on the disk is replayed
//! on a model. A file's data is certain only after its fsync, a name only after
//! the fsync of its folder; whatever is not certain may be there or not, each
//! on its own and in any order, and data may be there in part, as zeros, or
//! with sectors missing. That is more than file systems do, and all that the
//! standard allows them (the method is ALICE's, Pillai et al., OSDI 2014). Each
//! state is written out and read with the program's own code.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::home::{Found, Home, add, byline, look, scratch};
use crate::{is_long, skipped, trace};

/// A file or a folder, whatever its names.
type Inode = usize;

/// What changes the disk, or tells something about it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Op {
    /// A name in a folder leads to an inode now.
    Bind { folder: Inode, name: String, inode: Inode },
    /// The same for a new folder.
    MakeFolder { folder: Inode, name: String, inode: Inode },
    /// The inode has another name in the folder now.
    Rename { folder: Inode, from: String, to: String, inode: Inode },
    /// A name is gone.
    Unbind { folder: Inode, name: String },
    /// Bytes behind those that are there.
    Append { inode: Inode, bytes: Vec<u8> },
    /// The file has no bytes any more.
    Empty { inode: Inode },
    /// All that was done to the inode before is certain.
    Flush { inode: Inode },
    /// The note with this id was reported as saved.
    Saved(String),
    /// The draft's version was reported as kept: the note's id and the number.
    Kept(String, u64),
    /// The draft was given up on purpose.
    Forgot(String),
}

/// Reads what a log of strace says about changes below a folder.
struct Recorder {
    root: PathBuf,
    /// What paths lead to now.
    paths: HashMap<PathBuf, Inode>,
    /// What open files are.
    open: HashMap<u32, Inode>,
    next: Inode,
    ops: Vec<Op>,
}

impl Recorder {
    /// A folder whose present content is certain.
    fn new(root: &Path) -> (Self, Disk) {
        let mut recorder =
            Self { root: root.to_owned(), paths: HashMap::new(), open: HashMap::new(), next: 1, ops: vec![] };
        recorder.paths.insert(root.to_owned(), 0);
        let mut disk = Disk::default();
        disk.folders.insert(0, BTreeMap::new());
        recorder.take_in(root, 0, &mut disk);
        (recorder, disk)
    }

    fn take_in(&mut self, folder: &Path, inode: Inode, disk: &mut Disk) {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let new = self.new_inode(&entry.path());
            let name = entry.file_name().into_string().unwrap();
            disk.folders.entry(inode).or_default().insert(name, new);
            if entry.file_type().unwrap().is_dir() {
                disk.folders.insert(new, BTreeMap::new());
                self.take_in(&entry.path(), new, disk);
            } else {
                disk.files.insert(new, std::fs::read(entry.path()).unwrap());
            }
        }
    }

    fn new_inode(&mut self, path: &Path) -> Inode {
        let inode = self.next;
        self.next += 1;
        self.paths.insert(path.to_owned(), inode);
        inode
    }

    /// The folder's inode and the name of a path.
    fn place(&self, path: &Path) -> (Inode, String) {
        let folder = self.paths[path.parent().unwrap()];
        (folder, path.file_name().unwrap().to_str().unwrap().to_owned())
    }

    fn take(&mut self, call: &trace::Call) {
        if !call.is_done() {
            return;
        }
        let line = &call.line;
        let answer: i64 = line.rsplit_once(" = ").map_or(-1, |(_, answer)| {
            let number = answer.split(['<', ' ']).next().unwrap_or("");
            number.parse().unwrap_or(-1)
        });
        let paths: Vec<PathBuf> = quoted(line).into_iter().map(PathBuf::from).collect();
        let below = |path: &PathBuf| path.starts_with(&self.root);
        let first = line.split_once('(').map_or("", |(_, rest)| rest);
        let descriptor: Option<u32> = first.split(['<', ',', ')']).next().and_then(|fd| fd.parse().ok());
        match call.name.as_str() {
            "openat" | "open" if paths.first().is_some_and(below) => {
                let path = &paths[0];
                let known = self.paths.get(path).copied();
                let inode = known.unwrap_or_else(|| {
                    let inode = self.new_inode(path);
                    let (folder, name) = self.place(path);
                    self.ops.push(Op::Bind { folder, name, inode });
                    inode
                });
                if known.is_some() && line.contains("O_TRUNC") {
                    self.ops.push(Op::Empty { inode });
                }
                self.open.insert(u32::try_from(answer).unwrap(), inode);
            }
            "close" => drop(descriptor.map(|descriptor| self.open.remove(&descriptor))),
            "mkdir" | "mkdirat" if paths.first().is_some_and(below) => {
                let inode = self.new_inode(&paths[0]);
                let (folder, name) = self.place(&paths[0]);
                self.ops.push(Op::MakeFolder { folder, name, inode });
            }
            "write" => {
                if let Some(&inode) = descriptor.and_then(|descriptor| self.open.get(&descriptor)) {
                    let text = quoted(line).remove(0);
                    self.ops.push(Op::Append { inode, bytes: unescape(&text) });
                } else if descriptor == Some(1) {
                    // The id; the driver's own output is none.
                    let text = String::from_utf8(unescape(&quoted(line).remove(0))).unwrap();
                    if text.trim_end().len() == 26 {
                        self.ops.push(Op::Saved(text.trim_end().to_owned()));
                    }
                }
            }
            "fsync" | "fdatasync" => {
                if let Some(&inode) = descriptor.and_then(|descriptor| self.open.get(&descriptor)) {
                    self.ops.push(Op::Flush { inode });
                }
            }
            "rename" | "renameat" | "renameat2" if paths.iter().all(below) => {
                let inode = self.paths.remove(&paths[0]).unwrap();
                self.paths.insert(paths[1].clone(), inode);
                let (folder, from) = self.place(&paths[0]);
                let (other, to) = self.place(&paths[1]);
                assert_eq!(folder, other, "nothing is moved between folders");
                self.ops.push(Op::Rename { folder, from, to, inode });
            }
            "link" | "linkat" if paths.iter().all(below) => {
                let inode = self.paths[&paths[0]];
                self.paths.insert(paths[1].clone(), inode);
                let (folder, name) = self.place(&paths[1]);
                self.ops.push(Op::Bind { folder, name, inode });
            }
            "unlink" | "unlinkat" if paths.first().is_some_and(below) => {
                let (folder, name) = self.place(&paths[0]);
                self.paths.remove(&paths[0]);
                self.ops.push(Op::Unbind { folder, name });
            }
            // How the driver below tells what was reported to it.
            "statx" | "newfstatat" => {}
            "ftruncate" | "truncate" | "fallocate" | "pwrite64" | "writev" | "copy_file_range" => {
                assert!(!line.contains(&*self.root.to_string_lossy()), "the model does not know {line}");
            }
            _ => {}
        }
    }
}

/// A mark of the driver: `/mark/kept/ID/3`.
fn mark(call: &trace::Call) -> Option<Op> {
    let path = quoted(&call.line).into_iter().find(|path| path.starts_with("/mark/"))?;
    let parts: Vec<&str> = path.split('/').collect();
    Some(match parts.as_slice() {
        ["", "mark", "kept", id, revision] => Op::Kept((*id).to_owned(), revision.parse().unwrap()),
        ["", "mark", "saved", id] => Op::Saved((*id).to_owned()),
        ["", "mark", "forgot", id] => Op::Forgot((*id).to_owned()),
        other => panic!("{other:?}"),
    })
}

/// The texts between quotation marks.
fn quoted(line: &str) -> Vec<String> {
    line.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// What strace writes as `\x41`. Without `-xx` it would use other escapes, too.
fn unescape(text: &str) -> Vec<u8> {
    text.split("\\x").skip(1).map(|hex| u8::from_str_radix(&hex[..2], 16).unwrap()).collect()
}

/// What is on the disk.
#[derive(Debug, Clone, Default)]
struct Disk {
    folders: BTreeMap<Inode, BTreeMap<String, Inode>>,
    files: BTreeMap<Inode, Vec<u8>>,
}

impl Disk {
    /// Applies one change, data in the `part` that got there.
    fn apply(&mut self, op: &Op, part: Part) {
        match op {
            Op::Bind { folder, name, inode } => {
                self.folders.entry(*folder).or_default().insert(name.clone(), *inode);
            }
            Op::MakeFolder { folder, name, inode } => {
                self.folders.entry(*folder).or_default().insert(name.clone(), *inode);
                self.folders.entry(*inode).or_default();
            }
            Op::Rename { folder, from, to, inode } => {
                let folder = self.folders.entry(*folder).or_default();
                if folder.get(from) == Some(inode) {
                    folder.remove(from);
                }
                folder.insert(to.clone(), *inode);
            }
            Op::Unbind { folder, name } => drop(self.folders.entry(*folder).or_default().remove(name)),
            Op::Append { inode, bytes } => part.append(self.files.entry(*inode).or_default(), bytes),
            Op::Empty { inode } => self.files.entry(*inode).or_default().clear(),
            Op::Flush { .. } | Op::Saved(_) | Op::Kept(..) | Op::Forgot(_) => {}
        }
    }

    /// The files that have a name, with their paths.
    fn visible(&self) -> BTreeMap<PathBuf, &[u8]> {
        let mut found = BTreeMap::new();
        let mut to_do = vec![(PathBuf::new(), 0)];
        while let Some((path, inode)) = to_do.pop() {
            for (name, &inode) in self.folders.get(&inode).into_iter().flatten() {
                let path = path.join(name);
                if let Some(bytes) = self.files.get(&inode) {
                    found.insert(path, bytes.as_slice());
                } else if self.folders.contains_key(&inode) {
                    to_do.push((path, inode));
                } else {
                    // A new file without data.
                    found.insert(path, &[][..]);
                }
            }
        }
        found
    }
}

/// How much of what was written got to the disk.
#[derive(Debug, Clone, Copy)]
enum Part {
    All,
    /// So many bytes.
    Start(usize),
    /// The length alone.
    Zeros,
    /// Every sector but this one.
    Hole(usize),
}

/// What a disk writes at once, in bytes.
const SECTOR: usize = 512;

impl Part {
    /// What may become of data that was not flushed, besides nothing at all.
    fn all(length: usize) -> Vec<Self> {
        let step = if is_long() { 1 } else { length.div_ceil(16).max(1) };
        let starts = (1..length).step_by(step).map(Self::Start);
        let holes = (0..length.div_ceil(SECTOR).min(4)).map(Self::Hole);
        [Self::All, Self::Zeros].into_iter().chain(starts).chain(holes).collect()
    }

    fn append(self, file: &mut Vec<u8>, bytes: &[u8]) {
        match self {
            Self::All => file.extend_from_slice(bytes),
            Self::Start(length) => file.extend_from_slice(&bytes[..length]),
            Self::Zeros => file.resize(file.len() + bytes.len(), 0),
            Self::Hole(nth) => {
                let start = file.len() + (nth * SECTOR).min(bytes.len());
                file.extend_from_slice(bytes);
                let end = (start + SECTOR).min(file.len());
                file[start..end].fill(0);
            }
        }
    }
}

/// What must be found after a crash.
#[derive(Debug, Clone, Default)]
pub struct Promised {
    notes: HashSet<String>,
    drafts: BTreeMap<String, u64>,
}

impl Promised {
    /// What the marks of the driver promise.
    pub fn by(calls: &[trace::Call]) -> Self {
        let mut promised = Self::default();
        calls.iter().filter_map(mark).for_each(|op| promised.add(&op));
        promised
    }

    fn add(&mut self, op: &Op) {
        match op {
            Op::Saved(id) => {
                self.notes.insert(id.clone());
                self.drafts.remove(id);
            }
            Op::Kept(id, revision) => drop(self.drafts.insert(id.clone(), *revision)),
            Op::Forgot(id) => drop(self.drafts.remove(id)),
            _ => {}
        }
    }

    /// What of it was not found, and what was found torn.
    pub fn missing_in(&self, found: &Found) -> Vec<String> {
        let mut lost: Vec<String> = found.torn.iter().map(|torn| format!("torn: {torn}")).collect();
        let gone = self.notes.iter().filter(|id| !found.notes.contains_key(*id));
        lost.extend(gone.map(|id| format!("note {id}")));
        for (id, revision) in &self.drafts {
            let is_there = found.drafts.get(id).is_some_and(|(found, _)| found >= revision);
            if !is_there && !found.notes.contains_key(id) {
                lost.push(format!("draft {id}, version {revision}"));
            }
        }
        lost
    }
}

#[derive(Debug, Default)]
struct Score {
    states: u64,
    distinct: usize,
    lost: Vec<String>,
    /// Whether the first losses are enough.
    is_control: bool,
}

/// Where a control leaves so much open that all cannot be tried, so many states
/// of a moment are, evenly spread.
const SOME: u64 = 2000;

/// Tries every state after every operation.
fn explore(disk: &Disk, ops: &[Op], is_control: bool) -> Score {
    let mut score = Score { is_control, ..Score::default() };
    let mut seen: HashSet<blake3::Hash> = HashSet::new();
    let mut promised = Promised::default();
    // What is certain, and what is not, in order.
    let mut certain = disk.clone();
    let mut open: Vec<Op> = Vec::new();
    for (nth, op) in ops.iter().enumerate() {
        match op {
            Op::Saved(_) | Op::Kept(..) | Op::Forgot(_) => promised.add(op),
            Op::Flush { inode } => {
                // What is certain of an inode is done first; the order between
                // inodes does not matter, as each change touches one.
                let (sure, rest): (Vec<Op>, Vec<Op>) = open.drain(..).partition(|op| touches(op) == *inode);
                sure.iter().for_each(|op| certain.apply(op, Part::All));
                open = rest;
            }
            op => open.push(op.clone()),
        }
        crashes(&certain, &open, &promised, &format!("after operation {nth}"), &mut seen, &mut score);
        if is_control && score.lost.len() > 20 {
            break;
        }
    }
    score.distinct = seen.len();
    score
}

/// The inode whose flush makes a change certain.
fn touches(op: &Op) -> Inode {
    match op {
        Op::Bind { folder, .. }
        | Op::MakeFolder { folder, .. }
        | Op::Rename { folder, .. }
        | Op::Unbind { folder, .. } => *folder,
        Op::Append { inode, .. } | Op::Empty { inode } | Op::Flush { inode } => *inode,
        Op::Saved(_) | Op::Kept(..) | Op::Forgot(_) => usize::MAX,
    }
}

/// Tries every choice of what got to the disk of what is not certain.
fn crashes(
    certain: &Disk,
    open: &[Op],
    promised: &Promised,
    case: &str,
    seen: &mut HashSet<blake3::Hash>,
    score: &mut Score,
) {
    let choices: Vec<Vec<Option<Part>>> = open
        .iter()
        .map(|op| match op {
            Op::Append { bytes, .. } => {
                [None].into_iter().chain(Part::all(bytes.len()).into_iter().map(Some)).collect()
            }
            _ => vec![None, Some(Part::All)],
        })
        .collect();
    let total: u64 = choices.iter().fold(1, |product, all| product.saturating_mul(all.len() as u64));
    assert!(score.is_control || total < 1_000_000, "{case}: {total} states; is something never flushed?");
    let step = if score.is_control { (total / SOME).max(1) | 1 } else { 1 };
    for code in (0..total).step_by(usize::try_from(step).unwrap()) {
        let mut rest = code;
        let mut disk = certain.clone();
        for (op, all) in open.iter().zip(&choices) {
            let choice = all[usize::try_from(rest % all.len() as u64).unwrap()];
            rest /= all.len() as u64;
            if let Some(part) = choice {
                disk.apply(op, part);
            }
        }
        score.states += 1;
        let visible = disk.visible();
        let mut hasher = blake3::Hasher::new();
        for (path, bytes) in &visible {
            hasher.update(path.to_string_lossy().as_bytes()).update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        }
        for promise in promised.notes.iter().collect::<std::collections::BTreeSet<_>>() {
            hasher.update(promise.as_bytes());
        }
        hasher.update(format!("{:?}", promised.drafts).as_bytes());
        if seen.insert(hasher.finalize()) {
            let lost = lost(&visible, promised);
            score.lost.extend(lost.into_iter().map(|lost| format!("{case}: {lost}")));
        }
    }
}

/// What was promised and cannot be read from these files.
fn lost(files: &BTreeMap<PathBuf, &[u8]>, promised: &Promised) -> Vec<String> {
    let folder = scratch();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
    }
    let found =
        look(&folder.path().join(".local/share/byline/notes"), &folder.path().join(".local/state/byline"));
    promised.missing_in(&found)
}

/// Saves notes one after the other, and explores all that may be left.
fn saves(fault: &str, count: usize) -> Score {
    let home = Home::new();
    let (mut recorder, disk) = Recorder::new(home.path());
    for nth in 0..count {
        let body = format!("note {nth}: {}", "evidence, word for word. ".repeat(20));
        let run = trace::run(&home, fault, &["-s", "1000000", "-xx"], &byline(), &add(&body));
        assert!(run.output.status.success(), "{}", String::from_utf8_lossy(&run.output.stderr));
        record(&mut recorder, &run);
    }
    explore(&disk, &recorder.ops, !fault.is_empty())
}

/// Types, saves and leaves notes as the reader does, in a process of its own,
/// and explores all that may be left.
fn typing(fault: &str) -> Score {
    let home = Home::new();
    std::fs::create_dir_all(home.state()).unwrap();
    std::fs::create_dir_all(home.notes()).unwrap();
    let (mut recorder, disk) = Recorder::new(home.path());
    for part in ["first", "second"] {
        let run = drive(&home, fault, part, &["-s", "1000000", "-xx"]);
        assert!(run.output.status.success(), "{}", String::from_utf8_lossy(&run.output.stdout));
        record(&mut recorder, &run);
    }
    explore(&disk, &recorder.ops, !fault.is_empty())
}

/// Runs a part of the [`driver`] under strace.
pub fn drive(home: &Home, fault: &str, part: &str, options: &[&str]) -> trace::Run {
    let this = std::env::current_exe().unwrap();
    let (this, part) = (this.to_str().unwrap(), format!("DRIVER={part}"));
    let arguments = [&part, this, "--exact", "crash::driver", "--nocapture", "--test-threads", "1"];
    trace::run(home, fault, options, "env", &arguments)
}

/// Takes what a run did. With `-xx` paths are escaped, too.
fn record(recorder: &mut Recorder, run: &trace::Run) {
    for call in &run.calls {
        let is_data = call.name == "write";
        let line = if is_data { call.line.clone() } else { readable(&call.line) };
        let call = trace::Call { line, ..call.clone() };
        recorder.ops.extend(mark(&call));
        recorder.take(&call);
    }
    recorder.open.clear();
}

/// The line with its escapes as the characters that they are.
fn readable(line: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once("\\x") {
        bytes.extend_from_slice(before.as_bytes());
        bytes.push(u8::from_str_radix(&behind[..2], 16).unwrap());
        rest = &behind[2..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Not a test: the process that [`typing`] records.
#[test]
fn driver() {
    use byline::io::fault::{Fault, on};
    use byline::io::journal::Journal;
    use byline::io::load::{Source, read};
    use byline::io::store::Store;
    use byline::notes::{ArticleInfo, Change, KeptDraft, Note, NoteKind};

    let Ok(part) = std::env::var("DRIVER") else { return };
    let home = PathBuf::from(std::env::var("HOME").unwrap());
    let mark = |what: String| drop(std::fs::metadata(format!("/mark/{what}")));
    let article = read(&Source { path: Some(home.join("story.txt")) }).unwrap().article;
    let info = ArticleInfo::of(&article, Some("story.txt"));
    let store = Store::new(home.join(".local/share/byline/notes"));
    let mut journal = Journal::new(&home.join(".local/state/byline"));
    let time = "2026-01-05T10:00:00Z".parse().unwrap();
    let note = |id: &str| Note::new(id, NoteKind::Article, time);
    let keep = |journal: &mut Journal, id: &str, versions: std::ops::Range<u64>| {
        for revision in versions {
            let body = "typed and kept, a second at a time. ".repeat(usize::try_from(revision).unwrap());
            let draft = KeptDraft {
                id: format!("draft{id}"),
                revision,
                info: info.clone(),
                note: note(id),
                before: None,
                body,
                tags: String::new(),
            };
            journal.keep(&draft).unwrap();
            mark(format!("kept/{id}/{revision}"));
        }
    };
    let save = |journal: &mut Journal, id: &str| {
        let forget = |journal: &mut Journal| journal.forget(&format!("draft{id}")).unwrap();
        if on(Fault::EarlyDelete) {
            forget(journal);
        }
        let note = Note { body: "as it was saved".to_owned(), ..note(id) };
        store.apply(&info, article.text(), &[Change::Put { note, base: None }]).unwrap();
        mark(format!("saved/{id}"));
        forget(journal);
    };
    if part == "first" {
        keep(&mut journal, "01JGX2M8QK4T0000000000000A", 1..5);
        save(&mut journal, "01JGX2M8QK4T0000000000000A");
        // One is given up, one is left, as by a crash.
        keep(&mut journal, "01JGX2M8QK4T0000000000000B", 1..3);
        keep(&mut journal, "01JGX2M8QK4T0000000000000C", 1..4);
        mark("forgot/01JGX2M8QK4T0000000000000B".to_owned());
        journal.forget("draft01JGX2M8QK4T0000000000000B").unwrap();
    } else {
        let found = journal.adopt(|_| true);
        assert_eq!(found.len(), 1);
        keep(&mut journal, "01JGX2M8QK4T0000000000000C", 4..7);
        save(&mut journal, "01JGX2M8QK4T0000000000000C");
    }
}

#[test]
fn no_power_cut_loses_anything() {
    if !trace::is_here() {
        return skipped("there is no strace to record the program with");
    }
    let begun = Instant::now();
    let mut total = Score::default();
    for (name, score) in [("saves", saves("", if is_long() { 12 } else { 4 })), ("typing", typing(""))] {
        eprintln!(
            "crash states, {name}: {} states, {} distinct, {} lost",
            score.states,
            score.distinct,
            score.lost.len()
        );
        total.states += score.states;
        total.lost.extend(score.lost);
    }
    eprintln!("crash states: all {}, {} lost, {:.0?}", total.states, total.lost.len(), begun.elapsed());
    assert!(total.states > 1000, "the model has found next to nothing to try");
    assert!(total.lost.is_empty(), "{:#?}", &total.lost[..total.lost.len().min(20)]);
}

#[test]
fn without_its_protections_a_power_cut_is_seen_to_lose() {
    if !trace::is_here() {
        return skipped("there is no strace to record the program with");
    }
    for fault in ["fsync", "folder-fsync", "early-delete"] {
        let score = typing(fault);
        eprintln!("control {fault}: {} lost in {} states", score.lost.len(), score.states);
        assert!(!score.lost.is_empty(), "{fault} loses nothing");
    }
}
