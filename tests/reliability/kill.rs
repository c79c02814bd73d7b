//! The program is killed at every call of a save: SIGKILL, which nothing can
//! catch.

use std::time::Instant;

use crate::crash::{Promised, drive};
use crate::home::{Home, byline};
use crate::{is_long, skipped, trace};

/// What was found wrong in a number of runs.
#[derive(Debug, Default)]
struct Score {
    runs: usize,
    killed: usize,
    lost: Vec<String>,
}

/// Homes to save a note in, from empty to busy.
fn homes(count: usize) -> Vec<(String, Home)> {
    let empty = Home::new();
    let one = empty.copy();
    one.add("the first");
    let some = one.copy();
    for nth in 0..20 {
        some.add(&format!("more {nth}, {}", "with some words in it. ".repeat(10)));
    }
    // What a killed process leaves.
    let left = some.copy();
    std::fs::write(left.notes().join(".byline-left.tmp"), "half a fi").unwrap();
    std::fs::create_dir_all(left.state().join("drafts")).unwrap();
    std::fs::write(left.state().join("drafts/TORN-x.j"), [9, 0, 0, 0, 1, 2, 3]).unwrap();
    let homes = [("empty", empty), ("one note", one), ("some notes", some), ("left by a kill", left)];
    homes.into_iter().map(|(name, home)| (name.to_owned(), home)).take(count).collect()
}

/// Saves a note in a copy of the home, killed at the `nth` call of a name, and
/// says what is lost.
fn killed(home: &Home, fault: &str, name: &str, nth: usize, score: &mut Score) {
    let before = home.look();
    let trial = home.copy();
    let inject = format!("inject={name}:signal=SIGKILL:when={nth}");
    let run = trace::save(&trial, fault, "precious", &["-e", &inject]);
    score.runs += 1;
    score.killed += usize::from(!run.output.status.success());
    let case = format!("killed at {name} {nth}");
    let mut lost = |what: &str| score.lost.push(format!("{case}: {what}"));
    let found = trial.look();
    if !found.torn.is_empty() {
        lost(&format!("{:?}", found.torn));
    }
    for (id, body) in &before.notes {
        if found.notes.get(id) != Some(body) {
            lost(&format!("the older note {id} is gone"));
        }
    }
    let id = run.id();
    if let Some(id) = &id
        && found.notes.get(id).map(String::as_str) != Some("precious")
    {
        lost("an acknowledged note is gone");
    }
    let is_somewhere = found.notes.values().any(|body| body == "precious")
        || found.drafts.values().any(|(_, body)| body == "precious");
    if run.kept_draft() && !is_somewhere {
        lost("a draft that was kept is gone");
    }
    // Whatever is left, the next one can save.
    let output = trial.command(&byline(), "").args(crate::home::add("afterwards")).output().unwrap();
    let after = trial.look();
    if !output.status.success() || after.notes.len() != found.notes.len() + 1 {
        lost(&format!("the next save fails: {}", String::from_utf8_lossy(&output.stderr)));
    }
}

/// Every call of a save in that home.
fn points(home: &Home, fault: &str) -> Vec<(String, usize)> {
    let run = trace::save(&home.copy(), fault, "precious", &[]);
    assert!(run.output.status.success(), "{}", String::from_utf8_lossy(&run.output.stderr));
    run.calls.into_iter().filter(|call| call.name != "execve").map(|call| (call.name, call.nth)).collect()
}

#[test]
fn a_kill_at_any_call_loses_nothing() {
    if !trace::is_here() {
        return skipped("there is no strace to kill the program with");
    }
    let begun = Instant::now();
    let least = if is_long() { 10_000 } else { 500 };
    let homes = homes(if is_long() { 4 } else { 3 });
    let mut score = Score::default();
    'enough: for _ in 0.. {
        for (name, home) in &homes {
            for (call, nth) in points(home, "") {
                killed(home, "", &call, nth, &mut score);
            }
            eprintln!("{name}: {} runs, {} killed, {} lost", score.runs, score.killed, score.lost.len());
            if score.killed >= least {
                break 'enough;
            }
        }
        assert!(begun.elapsed().as_secs() < 3600, "it takes too long");
    }
    eprintln!(
        "kills: {} runs, {} killed, {} lost, {:.0?}",
        score.runs,
        score.killed,
        score.lost.len(),
        begun.elapsed()
    );
    assert!(score.lost.is_empty(), "{:#?}", score.lost);
}

/// Drafts that are begun, typed on, taken over, saved and given up: killed at
/// every call that is about them or behind the first of these.
#[test]
fn a_kill_while_typing_loses_nothing() {
    if !trace::is_here() {
        return skipped("there is no strace to kill the program with");
    }
    let begun = Instant::now();
    let first = Home::new();
    let second = first.copy();
    assert!(drive(&second, "", "first", &[]).output.status.success());
    let mut score = Score::default();
    for (part, home) in [("first", &first), ("second", &second)] {
        let calls = drive(&home.copy(), "", part, &[]).calls;
        let start = calls.iter().position(|call| call.line.contains("/.local/state/byline")).unwrap();
        let end = calls.iter().rposition(|call| call.line.contains("/.local/")).unwrap();
        // What was promised before this part.
        let before = home.look();
        for call in &calls[start..=end] {
            let trial = home.copy();
            let inject = format!("inject={}:signal=SIGKILL:when={}", call.name, call.nth);
            let run = drive(&trial, "", part, &["-e", &inject]);
            score.runs += 1;
            score.killed += usize::from(!run.output.status.success());
            let found = trial.look();
            let mut lost = Promised::by(&run.calls).missing_in(&found);
            let gone = before
                .drafts
                .keys()
                .filter(|id| !found.drafts.contains_key(*id) && !found.notes.contains_key(*id));
            lost.extend(gone.map(|id| format!("the older draft {id} is gone")));
            let case = format!("{part}: killed at {} {}", call.name, call.nth);
            score.lost.extend(lost.into_iter().map(|lost| format!("{case}: {lost}")));
        }
    }
    eprintln!(
        "typing: {} runs, {} killed, {} lost, {:.0?}",
        score.runs,
        score.killed,
        score.lost.len(),
        begun.elapsed()
    );
    assert!(score.killed > 100 && score.lost.is_empty(), "{:#?}", score.lost);
}

#[test]
fn without_its_protections_a_kill_is_seen_to_lose() {
    if !trace::is_here() {
        return skipped("there is no strace to kill the program with");
    }
    let home = homes(2).pop().unwrap().1;
    for (fault, what) in [("in-place", "the older note"), ("early-delete", "a draft that was kept is gone")] {
        let mut score = Score::default();
        for (call, nth) in points(&home, fault) {
            if ["openat", "write", "fsync", "rename", "renameat", "flock"].contains(&call.as_str()) {
                killed(&home, fault, &call, nth, &mut score);
            }
        }
        eprintln!("control {fault}: {} of {} lost", score.lost.len(), score.runs);
        assert!(score.lost.iter().any(|lost| lost.contains(what)), "{fault}: {:#?}", score.lost);
    }
}
