//! The program in a pseudo-terminal: type, look at the screen, wait for text.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// A text that does not appear within this time will not appear.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the terminal has shown.
#[derive(Default)]
struct Shown {
    bytes: Vec<u8>,
    ended: bool,
}

/// A terminal with a program in it.
pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
    size: (u16, u16),
    /// The line modes before the program started.
    before: String,
}

impl Terminal {
    /// Starts `program` with `arguments` in a home of its own.
    pub fn start(program: &str, arguments: &[&str], home: &Path, columns: u16, rows: u16) -> Self {
        Self::start_with(&[], program, arguments, home, columns, rows)
    }

    /// As [`start`](Self::start), with more in the environment.
    pub fn start_with(
        environment: &[(&str, &str)],
        program: &str,
        arguments: &[&str],
        home: &Path,
        columns: u16,
        rows: u16,
    ) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_clear();
        command.env("HOME", home);
        command.env("PATH", std::env::var("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        command.env("LANG", "C.UTF-8");
        for (name, value) in environment {
            command.env(name, value);
        }
        command.cwd(home);
        let terminal = Self {
            keys: pair.master.take_writer().unwrap(),
            before: modes(&*pair.master),
            shown: Arc::default(),
            size: (columns, rows),
            child: pair.slave.spawn_command(command).unwrap(),
            master: pair.master,
        };
        let mut output = terminal.master.try_clone_reader().unwrap();
        let shown = terminal.shown.clone();
        std::thread::spawn(move || {
            let mut bytes = [0; 65536];
            loop {
                let count = output.read(&mut bytes).unwrap_or(0);
                let (lock, changed) = &*shown;
                let mut shown = lock.lock().unwrap();
                shown.bytes.extend_from_slice(&bytes[..count]);
                shown.ended = count == 0;
                changed.notify_all();
                if count == 0 {
                    return;
                }
            }
        });
        terminal
    }

    /// The line modes are those from before the program started.
    pub fn assert_modes_restored(&self) {
        assert_eq!(modes(&*self.master), self.before, "the line modes were not restored");
    }

    /// Waits until the terminal is as it was before the program started.
    pub fn wait_restored(&self) {
        let until = Instant::now() + PATIENCE;
        while self.is_alternate() || modes(&*self.master) != self.before {
            assert!(Instant::now() < until, "the terminal is not given back; the screen:\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Types keys.
    pub fn keys(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Types keys and waits for a text.
    pub fn type_for(&mut self, keys: &str, text: &str) {
        self.keys(keys);
        self.wait_for(text);
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.size = (columns, rows);
        self.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    /// The screen as it is now.
    pub fn screen(&self) -> String {
        self.parser().screen().contents()
    }

    /// Whether the program draws on the alternate screen.
    pub fn is_alternate(&self) -> bool {
        self.parser().screen().alternate_screen()
    }

    /// Everything that was ever written to the terminal.
    pub fn bytes(&self) -> Vec<u8> {
        self.shown.0.lock().unwrap().bytes.clone()
    }

    fn parser(&self) -> vt100::Parser {
        let mut parser = vt100::Parser::new(self.size.1.max(1), self.size.0.max(1), 0);
        parser.process(&self.shown.0.lock().unwrap().bytes);
        parser
    }

    /// Waits until `text` stands on the screen.
    pub fn wait_for(&self, text: &str) {
        self.wait(&format!("{text:?}"), |screen| screen.contains(text));
    }

    /// Waits until `text` stands no longer on the screen.
    pub fn wait_gone(&self, text: &str) {
        self.wait(&format!("{text:?} gone"), |screen| !screen.contains(text));
    }

    fn wait(&self, what: &str, fits: impl Fn(&str) -> bool) {
        let until = Instant::now() + PATIENCE;
        let (lock, changed) = &*self.shown;
        loop {
            // The screen is looked at without the lock: it takes it itself.
            if fits(&self.screen()) {
                return;
            }
            let shown = lock.lock().unwrap();
            let left = until.saturating_duration_since(Instant::now());
            assert!(!left.is_zero() && !shown.ended, "waited for {what}; the screen:\n{}", {
                drop(shown);
                self.screen()
            });
            drop(changed.wait_timeout(shown, left.min(Duration::from_millis(50))).unwrap());
        }
    }

    /// The process that runs in the terminal.
    pub fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Sends a signal to the program.
    pub fn signal(&self, name: &str) {
        self.signal_to(name, &self.pid().to_string());
    }

    /// Sends a signal to the program and those that it started.
    pub fn signal_all(&self, name: &str) {
        self.signal_to(name, &format!("-{}", self.pid()));
    }

    fn signal_to(&self, name: &str, whom: &str) {
        let status =
            std::process::Command::new("kill").args([&format!("-{name}"), "--", whom]).status().unwrap();
        assert!(status.success());
    }

    /// Waits for the program's end.
    pub fn end(&mut self) -> ExitStatus {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                // What it wrote last is still on its way.
                let (lock, changed) = &*self.shown;
                let mut shown = lock.lock().unwrap();
                while !shown.ended && Instant::now() < until {
                    let moment = Duration::from_millis(20);
                    let (guard, timeout) = changed.wait_timeout(shown, moment).unwrap();
                    shown = guard;
                    if timeout.timed_out() {
                        break;
                    }
                }
                return status;
            }
            assert!(Instant::now() < until, "the program does not end; the screen:\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// The terminal's line modes as the system describes them.
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
