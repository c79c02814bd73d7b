//! The terminal: the only room that knows crossterm, and the event loop.
//!
//! One thread owns the terminal. It sleeps until a key, a signal or an answer
//! of the [`Worker`] wakes it, takes everything that has come, and draws once.

pub mod clipboard;
mod editor;
mod input;
mod terminal;
mod wake;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::app::{self, Effect, Msg, State, update};
use crate::config::{Command, Config, KeyCode, Theme};
use crate::io::fault::{self, Fault};
use crate::io::load::{self, Source};
use crate::io::reading::ReadingLog;
use crate::io::store::Store;
use crate::io::worker::{self, Files, Worker};
use crate::{Error, Result};
use terminal::Terminal;
use wake::{Inbox, Signal, Wakeup};

/// What to open, and how.
#[derive(Debug)]
pub struct Options {
    /// Files and folders with articles; `-` is standard input.
    pub paths: Vec<PathBuf>,
    /// The settings.
    pub config: Config,
    /// The folder for notes.
    pub notes_dir: PathBuf,
    /// The folder for reading positions and drafts.
    pub state_dir: PathBuf,
}

/// Opens the reader and returns when the person quits.
///
/// # Errors
/// Where there is nothing to read, or the terminal fails; the terminal is then
/// as it was found.
pub fn run(options: Options) -> Result<()> {
    let Options { paths, config, notes_dir, state_dir } = options;
    let edits = editor::Edits::new(&state_dir);
    let files = Files { paths, store: Store::new(notes_dir), log: ReadingLog::new(&state_dir), state_dir };
    let (sources, errors) = files.sources();
    if sources.is_empty() {
        return Err(errors.into_iter().next().unwrap_or_else(|| {
            Error::new("there is nothing to read").hint("name a file or a folder with articles")
        }));
    }
    // One article is read before the terminal is touched: what is wrong with
    // it is then said where a person called from.
    let opened = match sources.as_slice() {
        [only] => Some(worker::open(&files, only, load::read(only)?)),
        _ => None,
    };
    Session::begin(config, files, sources, errors, edits)?.run(opened)
}

/// The running program.
struct Session {
    config: Config,
    state: State,
    terminal: Terminal,
    inbox: Inbox,
    worker: Worker,
    /// Whether the terminal shows all colours.
    colours: Colours,
    /// The state's theme in the colours of the terminal.
    theme: Theme,
    /// Whether something changed since it was drawn.
    stale: bool,
    /// Where texts lie that are edited in `$EDITOR` and not taken over yet.
    edits: editor::Edits,
}

/// How many colours the terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Colours {
    True,
    Indexed,
}

/// Why the loop ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// The person quits.
    Quit,
    /// A signal told the program to end.
    Signal(i32),
    /// The terminal is gone: nothing can be shown any more.
    Gone,
}

impl Session {
    fn begin(
        config: Config,
        files: Files,
        sources: Vec<Source>,
        errors: Vec<Error>,
        edits: editor::Edits,
    ) -> Result<Self> {
        let inbox = Inbox::new()?;
        let sender = inbox.sender();
        let items = worker::list_items(&sources);
        let worker = Worker::start(files, sources, Arc::new(move |msg| sender.send(msg)));
        let terminal = Terminal::enter(config.screen.mouse)?;
        let (columns, rows) = terminal.size();
        let state = State::new(&config, columns, rows);
        let truecolor = std::env::var("COLORTERM").is_ok_and(|v| v == "truecolor" || v == "24bit");
        let colours = if truecolor { Colours::True } else { Colours::Indexed };
        let (theme, stale) = (Theme::default(), true);
        let mut session = Self { config, state, terminal, inbox, worker, colours, theme, stale, edits };
        session.update(Msg::Listed { items, errors })?;
        Ok(session)
    }

    fn run(mut self, opened: Option<app::Opened>) -> Result<()> {
        if let Some(opened) = opened {
            // The article is read already: its loading is answered here, and the
            // worker is not asked to read it again.
            let effects = update(&mut self.state, &self.config, Msg::Command(Command::Activate));
            if let Some(&Effect::Load { generation, .. }) = effects.last() {
                self.update(Msg::Loaded { generation, result: Ok(Box::new(opened)) })?;
            }
        } else {
            // Titles come at once: a list of bare file names would only flash.
            self.inbox.wait_a_little()?;
        }
        // Should the program panic, what was typed is kept all the same. The
        // state is only read from then on.
        let end = catch_unwind(AssertUnwindSafe(|| self.turn_until_end())).unwrap_or_else(|panic| {
            let _ = catch_unwind(AssertUnwindSafe(|| self.leave()));
            resume_unwind(panic)
        });
        let end = match end {
            Ok(end) => end,
            Err(error) => {
                self.leave();
                return Err(error);
            }
        };
        match end {
            End::Quit => {
                self.terminal.restore();
                self.worker.finish();
            }
            End::Signal(signal) => {
                self.leave();
                wake::die_of(signal);
            }
            End::Gone => self.leave(),
        }
        Ok(())
    }

    /// Ends without being asked for by the person: keeps the place and what is
    /// typed, waits for what is being written.
    fn leave(&mut self) {
        for effect in app::keep_all(&mut self.state) {
            self.worker.perform(effect);
        }
        if let Some(remember) = app::leave(&self.state) {
            self.worker.perform(Effect::Remember(remember));
        }
        self.terminal.restore();
        self.worker.finish();
    }

    fn turn_until_end(&mut self) -> Result<End> {
        loop {
            if let Some(end) = self.take_messages()? {
                return Ok(end);
            }
            if self.stale {
                self.draw()?;
            }
            let now = Timestamp::now();
            let left = app::wakes_at(&self.state).map(|at| at.duration_since(now).max(SignedDuration::ZERO));
            match self.inbox.wait(&self.terminal, left)? {
                Wakeup::Time => {
                    self.update(Msg::Tick)?;
                }
                Wakeup::Gone => return Ok(End::Gone),
                Wakeup::Input => {
                    while let Some(event) = self.terminal.event()? {
                        let msg = input::message(event);
                        panic_on_purpose(msg.as_ref());
                        if let Some(msg) = msg
                            && let Some(end) = self.update(msg)?
                        {
                            return Ok(end);
                        }
                    }
                }
                Wakeup::Messages => {}
            }
        }
    }

    /// Takes every signal and answer that has come.
    fn take_messages(&mut self) -> Result<Option<End>> {
        for signal in self.inbox.signals() {
            match signal {
                Signal::Resize => {
                    let (columns, rows) = self.terminal.renew()?;
                    self.update(Msg::Resize { columns, rows })?;
                }
                Signal::Suspend => self.suspend()?,
                Signal::End(signal) => return Ok(Some(End::Signal(signal))),
            }
        }
        while let Some(msg) = self.inbox.message() {
            if let Some(end) = self.update(msg)? {
                return Ok(Some(end));
            }
        }
        Ok(None)
    }

    fn update(&mut self, msg: Msg) -> Result<Option<End>> {
        self.stale = true;
        let mut bits = [0; 16];
        // Without random bits two notes of one millisecond could share an id.
        getrandom::fill(&mut bits)
            .map_err(|error| Error::new(format!("the system gave no random bits: {error}")))?;
        let random = u128::from_le_bytes(bits);
        update(&mut self.state, &self.config, Msg::Clock { now: Timestamp::now(), random });
        let mut effects = update(&mut self.state, &self.config, msg);
        while !effects.is_empty() {
            let mut more = Vec::new();
            for effect in effects {
                match self.worker.perform(effect) {
                    None => {}
                    Some(Effect::Quit) => return Ok(Some(End::Quit)),
                    Some(Effect::SetMouse(on)) => self.terminal.set_mouse(on)?,
                    Some(Effect::Copy(text)) => self.terminal.copy(text.as_str())?,
                    Some(Effect::Redraw) => drop(self.terminal.renew()?),
                    Some(Effect::Suspend) => self.suspend()?,
                    Some(Effect::Edit(text)) => {
                        let edited = self.edit(&text)?;
                        more.extend(update(&mut self.state, &self.config, Msg::Edited(edited)));
                    }
                    Some(Effect::EditNotes(text)) => more.extend(self.edit_notes(Ok(text))?),
                    Some(Effect::EditNotesAgain(path)) => more.extend(self.edit_notes(Err(path))?),
                    Some(Effect::ForgetEdited(path)) => self.edits.forget(&path),
                    Some(_) => debug_assert!(false, "an effect that nobody carries out"),
                }
            }
            effects = more;
        }
        Ok(None)
    }

    /// Lends the terminal to `$EDITOR`.
    fn edit(&mut self, text: &str) -> Result<Result<String>> {
        self.worker.settle_drafts();
        self.terminal.restore();
        let edited = editor::edit(text);
        self.back()?;
        Ok(edited)
    }

    /// Lends the terminal to `$EDITOR`, with a new text or with one that was
    /// edited before, at that path.
    fn edit_notes(&mut self, text: std::result::Result<String, String>) -> Result<Vec<Effect>> {
        self.worker.settle_drafts();
        self.terminal.restore();
        let (path, result) = match text {
            Ok(text) => self.edits.edit(&text),
            Err(path) => self.edits.edit_again(&path),
        };
        self.back()?;
        Ok(update(&mut self.state, &self.config, Msg::NotesEdited { path, result }))
    }

    fn suspend(&mut self) -> Result<()> {
        for effect in app::keep_all(&mut self.state) {
            self.worker.perform(effect);
        }
        self.worker.settle_drafts();
        self.terminal.restore();
        wake::stop();
        self.back()
    }

    /// Takes the terminal again after it was lent.
    fn back(&mut self) -> Result<()> {
        let (columns, rows) = self.terminal.take(self.state.mouse)?;
        self.stale = true;
        for effect in update(&mut self.state, &self.config, Msg::Resize { columns, rows }) {
            self.worker.perform(effect);
        }
        Ok(())
    }

    fn draw(&mut self) -> Result<()> {
        self.stale = false;
        if self.theme.name != self.state.theme {
            let theme = self.config.theme_named(&self.state.theme).cloned().unwrap_or_default();
            self.theme = if self.colours == Colours::True { theme } else { theme.indexed() };
        }
        self.terminal.draw(&self.state, &self.theme)
    }
}

/// Panics at F12 where a test asks for it, see [`fault`].
#[expect(clippy::panic, reason = "the test is what a panic does to the terminal")]
fn panic_on_purpose(msg: Option<&Msg>) {
    if fault::on(Fault::Panic)
        && let Some(Msg::Key(key)) = msg
        && key.code == KeyCode::F(12)
    {
        panic!("on purpose");
    }
}
