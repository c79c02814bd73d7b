//! Many processes save notes on one article at once, are stopped, continued and
//! killed at random: every note that one of them reported as saved is there.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::process::{Child, Command};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::home::{Home, add, byline};
use crate::is_long;

/// Numbers that look random and are the same in every run (xorshift64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn signal(child: &Child, name: &str) {
    // A process that has ended cannot be signalled, and need not be.
    let mut kill = Command::new("kill");
    let _ = kill
        .args([&format!("-{name}"), &child.id().to_string()])
        .stderr(std::process::Stdio::null())
        .status();
}

/// What the writers reported: ids with bodies; and how many were killed.
fn write(home: &Home, fault: &str, writers: u64, each: u64) -> (BTreeMap<String, String>, usize) {
    let reported = Mutex::new((BTreeMap::new(), 0));
    std::thread::scope(|scope| {
        for writer in 0..writers {
            let reported = &reported;
            scope.spawn(move || {
                let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15 ^ (writer + 1));
                let mut nth = 0;
                while nth < each {
                    let body = format!("writer {writer}, note {nth}");
                    let mut child = home.command(&byline(), fault).args(add(&body)).spawn().unwrap();
                    let pause = |numbers: &mut Numbers, most: u64| {
                        std::thread::sleep(Duration::from_micros(numbers.below(most * 1000)));
                    };
                    match numbers.below(10) {
                        0 => {
                            pause(&mut numbers, 30);
                            signal(&child, "KILL");
                        }
                        1 => {
                            pause(&mut numbers, 20);
                            signal(&child, "STOP");
                            pause(&mut numbers, 60);
                            signal(&child, "CONT");
                        }
                        _ => {}
                    }
                    let mut id = String::new();
                    child.stdout.take().unwrap().read_to_string(&mut id).unwrap();
                    let status = child.wait().unwrap();
                    let mut reported = reported.lock().unwrap();
                    // What was not reported is written again, as a person would.
                    match id.strip_suffix('\n') {
                        Some(id) => {
                            reported.0.insert(id.to_owned(), body);
                            nth += 1;
                        }
                        None => reported.1 += usize::from(!status.success()),
                    }
                }
            });
        }
    });
    reported.into_inner().unwrap()
}

/// The reported notes that are not there.
fn missing(home: &Home, reported: &BTreeMap<String, String>) -> Vec<String> {
    let found = home.look();
    assert!(found.torn.is_empty(), "{:?}", found.torn);
    reported
        .iter()
        .filter(|(id, body)| found.notes.get(*id) != Some(body))
        .map(|(_, body)| body.clone())
        .collect()
}

#[test]
fn writers_that_are_killed_and_stopped_lose_nothing() {
    let begun = Instant::now();
    let each = if is_long() { 250 } else { 25 };
    let home = Home::new();
    let (reported, killed) = write(&home, "", 8, each);
    let missing = missing(&home, &reported);
    eprintln!(
        "writers: {} notes reported by 8 writers, {killed} killed on the way, {} missing, {:.0?}",
        reported.len(),
        missing.len(),
        begun.elapsed()
    );
    assert_eq!(reported.len() as u64, 8 * each);
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn writers_without_a_lock_are_seen_to_lose() {
    let home = Home::new();
    let (reported, _) = write(&home, "lock", 8, 15);
    let missing = missing(&home, &reported);
    eprintln!("control lock: {} of {} missing", missing.len(), reported.len());
    assert!(!missing.is_empty());
}
