//! The terminal as it is taken, and given back as it was found.

use std::io::{BufWriter, IsTerminal, Stdout, Write, stdout};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossterm::event::{
    self, DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture, Event,
};
use crossterm::terminal::{self, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{TerminalOptions, Viewport};

use crate::app::State;
use crate::config::Theme;
use crate::ui::view;
use crate::{Error, Result};

/// Whether the terminal is ours now: what the panic hook must give back.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// With no time at all crossterm does not look whether an event has come.
const MOMENT: Duration = Duration::from_micros(200);

type Backend = CrosstermBackend<BufWriter<Stdout>>;

/// The terminal while it is ours. Dropping it gives it back.
pub struct Terminal {
    screen: ratatui::Terminal<Backend>,
    /// Where keys come from when standard input is a pipe.
    tty: Option<std::fs::File>,
}

impl Terminal {
    /// Takes the terminal.
    pub fn enter(mouse: bool) -> Result<Self> {
        let tty = if std::io::stdin().is_terminal() {
            None
        } else {
            Some(std::fs::File::open("/dev/tty").map_err(|error| {
                Error::new(format!("there is no terminal to read keys from: {error}"))
                    .hint("byline extract works without one")
            })?)
        };
        hook_panics();
        take(mouse)?;
        match screen() {
            Ok(screen) => Ok(Self { screen, tty }),
            Err(error) => {
                give_back();
                Err(failure(&error))
            }
        }
    }

    /// Takes the terminal again and tells its size.
    pub fn take(&mut self, mouse: bool) -> Result<(u16, u16)> {
        take(mouse)?;
        self.renew()
    }

    /// Gives the terminal back for a while.
    pub fn restore(&mut self) {
        give_back();
    }

    /// Columns and rows.
    pub fn size(&self) -> (u16, u16) {
        size()
    }

    /// Forgets what is on the screen, so that everything is drawn again, in the
    /// size that the terminal has now; tells that size.
    pub fn renew(&mut self) -> Result<(u16, u16)> {
        execute!(stdout(), terminal::Clear(terminal::ClearType::All)).map_err(|error| failure(&error))?;
        self.screen = screen().map_err(|error| failure(&error))?;
        Ok(self.size())
    }

    /// Takes or leaves the mouse.
    pub fn set_mouse(&mut self, on: bool) -> Result<()> {
        let result =
            if on { execute!(stdout(), EnableMouseCapture) } else { execute!(stdout(), DisableMouseCapture) };
        result.map_err(|error| failure(&error))
    }

    /// Puts a text on the clipboard of the terminal.
    pub fn copy(&mut self, text: &str) -> Result<()> {
        let mut out = stdout();
        out.write_all(super::clipboard::sequence(text).as_bytes())
            .and_then(|()| out.flush())
            .map_err(|error| failure(&error))
    }

    /// Draws the state.
    pub fn draw(&mut self, state: &State, theme: &Theme) -> Result<()> {
        self.screen.draw(|frame| view(state, theme, frame)).map(|_| ()).map_err(|error| failure(&error))
    }

    /// The next event that has come already.
    ///
    /// The feature `use-dev-tty` of crossterm is needed for it: without, a key
    /// that comes together with a resize stays unread until the next key.
    pub fn event(&mut self) -> Result<Option<Event>> {
        let next = || if event::poll(MOMENT)? { event::read().map(Some) } else { Ok(None) };
        next().map_err(|error| failure(&error))
    }
}

impl AsFd for Terminal {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match &self.tty {
            Some(tty) => tty.as_fd(),
            // Standard input lives as long as the program.
            None => stdin_fd(),
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

fn size() -> (u16, u16) {
    terminal::size().unwrap_or((80, 24))
}

/// A screen of the terminal's size with nothing on it. Its viewport is fixed:
/// for others ratatui asks the terminal where its cursor is whenever the size
/// changes, and waits two seconds, keys lost, for terminals that do not answer.
fn screen() -> std::io::Result<ratatui::Terminal<Backend>> {
    let backend = CrosstermBackend::new(BufWriter::with_capacity(1 << 16, stdout()));
    let (columns, rows) = size();
    let viewport = Viewport::Fixed(Rect::new(0, 0, columns, rows));
    ratatui::Terminal::with_options(backend, TerminalOptions { viewport })
}

fn stdin_fd() -> BorrowedFd<'static> {
    rustix::stdio::stdin()
}

fn take(mouse: bool) -> Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    let taken = terminal::enable_raw_mode()
        .and_then(|()| {
            // A killed process may have left the terminal on that screen.
            let clear = terminal::Clear(terminal::ClearType::All);
            execute!(stdout(), EnterAlternateScreen, clear, cursor::Hide, EnableBracketedPaste)
        })
        .and_then(|()| if mouse { execute!(stdout(), EnableMouseCapture) } else { Ok(()) });
    taken.map_err(|error| {
        give_back();
        failure(&error)
    })
}

/// Gives the terminal back; nothing to do where it is not ours. Errors have
/// nobody to be told to.
fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = stdout();
    let _ = execute!(out, DisableMouseCapture, DisableBracketedPaste, cursor::Show, LeaveAlternateScreen);
    let _ = out.flush();
    let _ = terminal::disable_raw_mode();
}

/// Lets a panic find the terminal as it was, so that it can be read.
fn hook_panics() {
    static HOOKED: Once = Once::new();
    HOOKED.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            // A worker's panic is answered where the worker is; a message
            // across the page would only spoil it.
            let on_main = std::thread::current().name() == Some("main");
            if on_main || !TAKEN.load(Ordering::SeqCst) {
                give_back();
                before(panic);
            }
        }));
    });
}

fn failure(error: &std::io::Error) -> Error {
    Error::new(format!("the terminal failed: {error}"))
}
