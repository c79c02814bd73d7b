//! Sleeping until something comes: a key, a signal, an answer.

use std::io::{ErrorKind, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::{Handle, Signals};

use jiff::SignedDuration;

use crate::app::Msg;
use crate::{Error, Result};

/// A signal, by what it asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// The terminal has another size.
    Resize,
    /// Stop until told to go on.
    Suspend,
    /// End, with this signal.
    End(i32),
}

/// What ended the sleep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wakeup {
    /// The terminal has input.
    Input,
    /// Signals or answers have come.
    Messages,
    /// The terminal is gone.
    Gone,
    /// The time is over.
    Time,
}

/// Where signals and answers arrive.
pub struct Inbox {
    messages: Receiver<Msg>,
    signals: Receiver<Signal>,
    sender: Sending,
    bell: UnixStream,
    handle: Handle,
}

/// Puts answers into the inbox and wakes its owner.
#[derive(Clone)]
pub struct Sending {
    messages: Sender<Msg>,
    bell: Arc<UnixStream>,
}

impl Sending {
    /// Puts an answer into the inbox.
    pub fn send(&self, msg: Msg) {
        if self.messages.send(msg).is_ok() {
            self.ring();
        }
    }

    fn ring(&self) {
        // A full pipe rings already.
        let _ = (&*self.bell).write(&[0]);
    }
}

impl Inbox {
    /// Begins to listen for signals.
    pub fn new() -> Result<Self> {
        let failed = |error: std::io::Error| Error::new(format!("cannot listen for signals: {error}"));
        let (bell, ringer) = UnixStream::pair().map_err(failed)?;
        bell.set_nonblocking(true).map_err(failed)?;
        ringer.set_nonblocking(true).map_err(failed)?;
        let (messages_in, messages) = channel();
        let sender = Sending { messages: messages_in, bell: Arc::new(ringer) };
        let mut caught =
            Signals::new([SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP]).map_err(failed)?;
        let handle = caught.handle();
        let (signals_in, signals) = channel();
        let ringer = sender.clone();
        std::thread::spawn(move || {
            for signal in caught.forever() {
                let what = match signal {
                    SIGWINCH => Signal::Resize,
                    SIGTSTP => Signal::Suspend,
                    other => Signal::End(other),
                };
                if signals_in.send(what).is_err() {
                    return;
                }
                ringer.ring();
            }
        });
        Ok(Self { messages, signals, sender, bell, handle })
    }

    /// What others send answers with.
    pub fn sender(&self) -> Sending {
        self.sender.clone()
    }

    /// The signals that have come.
    pub fn signals(&self) -> Vec<Signal> {
        let mut signals: Vec<Signal> = self.signals.try_iter().collect();
        // However often it was resized, there is one size now.
        signals.dedup();
        signals
    }

    /// The next answer that has come.
    pub fn message(&self) -> Option<Msg> {
        self.messages.try_recv().ok()
    }

    /// Sleeps until something comes, or until the time is over if there is one.
    pub fn wait(&mut self, terminal: &impl AsFd, time: Option<SignedDuration>) -> Result<Wakeup> {
        let mut fds = [PollFd::new(terminal, PollFlags::IN), PollFd::new(&self.bell, PollFlags::IN)];
        let time =
            time.map(|time| Timespec { tv_sec: time.as_secs(), tv_nsec: i64::from(time.subsec_nanos()) });
        loop {
            match poll(&mut fds, time.as_ref()) {
                Ok(0) | Err(rustix::io::Errno::INTR) if time.is_some() => return Ok(Wakeup::Time),
                Ok(_) => break,
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(Error::new(format!("cannot wait for keys: {error}"))),
            }
        }
        let terminal = fds[0].revents();
        let rung = !fds[1].revents().is_empty();
        if rung {
            self.quiet();
            return Ok(Wakeup::Messages);
        }
        if terminal.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return Ok(Wakeup::Gone);
        }
        Ok(Wakeup::Input)
    }

    /// Waits a moment for the first answers, so that they are in the first frame.
    pub fn wait_a_little(&mut self) -> Result<()> {
        let moment = Timespec { tv_sec: 0, tv_nsec: 12_000_000 };
        let began = std::time::Instant::now();
        // The first answer is rarely the only one.
        while began.elapsed() < std::time::Duration::from_millis(12) {
            let mut fds = [PollFd::new(&self.bell, PollFlags::IN)];
            match poll(&mut fds, Some(&moment)) {
                Ok(0) | Err(rustix::io::Errno::INTR) => break,
                Ok(_) => self.quiet(),
                Err(error) => return Err(Error::new(format!("cannot wait for answers: {error}"))),
            }
        }
        Ok(())
    }

    fn quiet(&mut self) {
        let mut bytes = [0; 256];
        loop {
            match self.bell.read(&mut bytes) {
                Ok(0) => return,
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return,
            }
        }
    }
}

impl Drop for Inbox {
    fn drop(&mut self) {
        self.handle.close();
    }
}

/// Stops this process and those that a shell started with it, until a shell
/// lets them go on.
pub fn stop() {
    use rustix::process::{Signal, getpgid, getpid, getsid, kill_current_process_group};
    // Without a shell to go back to, nothing could ever wake the program.
    let leads =
        getsid(None).is_ok_and(|session| Ok(session) == getpgid(None)) && getsid(None) == Ok(getpid());
    if !leads {
        let _ = kill_current_process_group(Signal::STOP);
    }
}

/// Ends as a program that does not catch the signal would.
pub fn die_of(signal: i32) {
    let _ = signal_hook::low_level::emulate_default_handler(signal);
}
