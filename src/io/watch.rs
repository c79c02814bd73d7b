//! Tells when the files that the reader shows are changed by others.
//!
//! On Linux the kernel tells (inotify), so nothing runs while nothing changes.
//! On other systems nobody tells; reading the article again shows what is new.

use std::sync::{Arc, Mutex, PoisonError};

use crate::notes::ArticleInfo;
use crate::text::Article;

/// What was changed on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Changed {
    /// One of the article's notes files.
    pub notes: bool,
    /// The article's own file.
    pub article: bool,
}

/// The files of the open article, watched.
#[derive(Debug, Default)]
pub struct Watch {
    article: Mutex<Option<(ArticleInfo, Arc<Article>)>>,
    #[cfg(target_os = "linux")]
    system: Option<linux::System>,
}

impl Watch {
    /// Watches nothing yet. Where the system cannot watch, it never will.
    pub fn new() -> Self {
        Self {
            article: Mutex::default(),
            #[cfg(target_os = "linux")]
            system: linux::System::new(),
        }
    }

    /// The article that is watched, and what its notes file says about it.
    pub fn article(&self) -> Option<(ArticleInfo, Arc<Article>)> {
        self.article.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[cfg(not(target_os = "linux"))]
impl Watch {
    /// Watches the files of an article, and no others.
    pub fn attend(&self, info: &ArticleInfo, article: &Arc<Article>, _notes: &std::path::Path) {
        *self.article.lock().unwrap_or_else(PoisonError::into_inner) = Some((info.clone(), article.clone()));
    }

    /// Would wait for a change; there is never one to be told.
    pub fn wait(&self, _is_notes: impl Fn(&str, &ArticleInfo) -> bool) -> Option<Changed> {
        None
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::mem::MaybeUninit;
    use std::os::fd::OwnedFd;
    use std::path::{Path, PathBuf};
    use std::sync::{Arc, Mutex, PoisonError};
    use std::time::Duration;

    use rustix::fs::inotify::{self, CreateFlags, Reader, WatchFlags};

    use super::{Changed, Watch};
    use crate::io::atomic;
    use crate::notes::ArticleInfo;
    use crate::text::Article;

    /// Whoever writes a file rarely does it in one go.
    const MOMENT: Duration = Duration::from_millis(50);

    /// The kernel's watches: on folders, since files are replaced by others.
    #[derive(Debug)]
    pub struct System {
        inotify: OwnedFd,
        folders: Mutex<Folders>,
    }

    /// The watched folders, by the kernel's numbers for them.
    #[derive(Debug, Default)]
    struct Folders {
        notes: Option<i32>,
        article: Option<i32>,
        watched: Option<PathBuf>,
    }

    impl System {
        pub fn new() -> Option<Self> {
            let inotify = inotify::init(CreateFlags::CLOEXEC).ok()?;
            Some(Self { inotify, folders: Mutex::default() })
        }

        fn add(&self, folder: &Path) -> Option<i32> {
            let flags = WatchFlags::CLOSE_WRITE | WatchFlags::MOVED_TO | WatchFlags::DELETE;
            inotify::add_watch(&self.inotify, folder, flags).ok()
        }
    }

    impl Watch {
        /// Watches the files of an article, and no others. To be called again
        /// when the notes folder is made.
        pub fn attend(&self, info: &ArticleInfo, article: &Arc<Article>, notes: &Path) {
            *self.article.lock().unwrap_or_else(PoisonError::into_inner) =
                Some((info.clone(), article.clone()));
            let Some(system) = &self.system else { return };
            let mut folders = system.folders.lock().unwrap_or_else(PoisonError::into_inner);
            let folder = info.path.as_deref().map(|path| atomic::folder_of(Path::new(path)).to_owned());
            if folder != folders.watched {
                if let Some(old) = folders.article.take().filter(|old| Some(*old) != folders.notes) {
                    let _ = inotify::remove_watch(&system.inotify, old);
                }
                folders.article = folder.as_deref().and_then(|folder| system.add(folder));
                folders.watched = folder;
            }
            folders.notes = system.add(notes);
        }

        /// Sleeps until a file of the article is changed. `is_notes` tells
        /// whether a name is that of a notes file of the article.
        /// `None` where the system cannot watch.
        pub fn wait(&self, is_notes: impl Fn(&str, &ArticleInfo) -> bool) -> Option<Changed> {
            let system = self.system.as_ref()?;
            loop {
                let mut buffer = [MaybeUninit::uninit(); 4096];
                let mut reader = Reader::new(&system.inotify, &mut buffer);
                let mut changed = Changed::default();
                loop {
                    let event = match reader.next() {
                        Ok(event) => event,
                        Err(rustix::io::Errno::INTR) => continue,
                        Err(_) => return None,
                    };
                    let name = event.file_name().and_then(|name| name.to_str().ok()).unwrap_or("").to_owned();
                    let folder = event.wd();
                    self.note(system, folder, &name, &is_notes, &mut changed);
                    if reader.is_buffer_empty() {
                        break;
                    }
                }
                if changed != Changed::default() {
                    std::thread::sleep(MOMENT);
                    return Some(changed);
                }
            }
        }

        /// Notes what a changed file is to the article.
        fn note(
            &self,
            system: &System,
            folder: i32,
            name: &str,
            is_notes: &impl Fn(&str, &ArticleInfo) -> bool,
            changed: &mut Changed,
        ) {
            let Some((info, _)) = self.article() else { return };
            let folders = system.folders.lock().unwrap_or_else(PoisonError::into_inner);
            let is_in = |watched: Option<i32>| watched == Some(folder);
            let file = info.path.as_deref().and_then(|path| Path::new(path).file_name()?.to_str());
            changed.notes |= is_in(folders.notes) && is_notes(name, &info);
            changed.article |= is_in(folders.article) && file == Some(name);
        }
    }
}
