//! Every call of a save fails, once or from then on, in each way that disks
//! fail: what is reported as saved is saved, and nothing that was there is lost.

use std::collections::HashSet;
use std::time::Instant;

use crate::home::Home;
use crate::{is_long, skipped, trace};

/// How a call fails.
const ERRORS: [&str; 6] = ["ENOSPC", "EIO", "EROFS", "EDQUOT", "EACCES", "EMFILE"];

#[derive(Debug, Default)]
struct Score {
    runs: usize,
    failed: usize,
    lost: Vec<String>,
    untrue: Vec<String>,
}

/// The calls of a save that are about files of the home.
fn points(home: &Home) -> Vec<(String, usize)> {
    let home = home.copy();
    let run = trace::save(&home, "", "precious", &[]);
    let place = home.path().to_string_lossy().into_owned();
    let is_ours = |call: &trace::Call| call.line.contains(&place) && call.name != "execve";
    run.calls.into_iter().filter(is_ours).map(|call| (call.name, call.nth)).collect()
}

/// Saves a note in a copy of the home while a call fails.
fn save(home: &Home, fault: &str, name: &str, when: &str, error: &str, score: &mut Score) {
    let before = home.look();
    let trial = home.copy();
    let inject = format!("inject={name}:error={error}:when={when}");
    let run = trace::save(&trial, fault, "precious", &["-e", &inject]);
    score.runs += 1;
    let case = format!("{name} {when} answers {error}");
    let found = trial.look();
    let said = String::from_utf8_lossy(&run.output.stderr).into_owned();
    let mut lost = |what: String| score.lost.push(format!("{case}: {what}"));
    if !found.torn.is_empty() {
        lost(format!("{:?}", found.torn));
    }
    for (id, body) in &before.notes {
        if found.notes.get(id) != Some(body) {
            lost(format!("the older note {id} is gone"));
        }
    }
    let is_saved = run.output.status.success();
    if is_saved {
        let id = run.id().unwrap_or_default();
        if found.notes.get(&id).map(String::as_str) != Some("precious") {
            score.untrue.push(format!("{case}: reported as saved, and not there"));
        }
        if let Some(line) = doubtful(&run.calls) {
            score.untrue.push(format!("{case}: reported as saved after {line}"));
        }
    } else {
        score.failed += 1;
        // Where nothing can be written, the exit status is all there is.
        let is_mute = name == "write" && when.ends_with('+');
        let is_told = run.id().is_none() && (is_mute || !run.output.stderr.is_empty());
        if !is_told {
            score.untrue.push(format!("{case}: failed without a word: {said}"));
        }
        let is_somewhere = found.notes.values().any(|body| body == "precious")
            || found.drafts.values().any(|(_, body)| body == "precious");
        let may_be_gone = said.contains("the note is lost") || !said.contains("kept as a draft");
        if !is_somewhere && !may_be_gone {
            score.lost.push(format!("{case}: said to be kept as a draft, and not there"));
        }
    }
    // Temporary files stay only where they cannot be removed.
    let cannot_remove = name.starts_with("unlink");
    let left = std::fs::read_dir(trial.notes())
        .into_iter()
        .flatten()
        .flatten()
        .any(|entry| entry.file_name().to_string_lossy().ends_with(".tmp"));
    if left && !cannot_remove {
        score.untrue.push(format!("{case}: a temporary file is left"));
    }
}

/// The failed call after which nothing may be reported as saved: a write or a
/// flush of the file that became the notes file, its new name, or the flush of
/// its folder behind that.
fn doubtful(calls: &[trace::Call]) -> Option<&str> {
    let rename = |call: &trace::Call| call.name.starts_with("rename") && call.line.contains(".toml\"");
    let is_failed = |call: &trace::Call| !call.is_done();
    let last_rename = calls.iter().rposition(|call| rename(call) && call.is_done());
    let Some(last_rename) = last_rename else {
        return calls.iter().find(|call| rename(call)).map(|call| call.line.as_str());
    };
    let from = quoted(&calls[last_rename].line)?;
    let of_file = |call: &&trace::Call| {
        ["write", "fsync", "fdatasync"].contains(&call.name.as_str()) && call.line.contains(from)
    };
    let of_folder =
        |call: &&trace::Call| call.name == "fsync" && call.line.contains("/notes>") && is_failed(call);
    let before = calls[..last_rename].iter().filter(of_file).find(|call| is_failed(call));
    before.or_else(|| calls[last_rename..].iter().find(of_folder)).map(|call| call.line.as_str())
}

fn quoted(line: &str) -> Option<&str> {
    line.split('"').nth(1)
}

fn homes() -> Vec<Home> {
    let empty = Home::new();
    let one = empty.copy();
    one.add("the first");
    // A call that fails while the folders are made is most of what an empty
    // home adds.
    if is_long() { vec![one, empty] } else { vec![one] }
}

#[test]
fn no_error_is_passed_over() {
    if !trace::is_here() {
        return skipped("there is no strace to make calls fail");
    }
    let begun = Instant::now();
    let mut score = Score::default();
    for home in homes() {
        let mut seen = HashSet::new();
        for (nth_point, (name, nth)) in points(&home).into_iter().enumerate() {
            // In the short form each call fails in one way, each way in turn.
            let errors = if is_long() { &ERRORS[..] } else { &ERRORS[nth_point % ERRORS.len()..][..1] };
            for error in errors {
                for when in [format!("{nth}"), format!("{nth}+")] {
                    if seen.insert((name.clone(), when.clone(), *error)) {
                        save(&home, "", &name, &when, error, &mut score);
                    }
                }
            }
        }
    }
    eprintln!(
        "errors: {} runs, {} of them failed, {} lost, {} untrue, {:.0?}",
        score.runs,
        score.failed,
        score.lost.len(),
        score.untrue.len(),
        begun.elapsed()
    );
    assert!(score.lost.is_empty() && score.untrue.is_empty(), "{:#?} {:#?}", score.lost, score.untrue);
}

#[test]
fn errors_that_are_passed_over_are_seen() {
    if !trace::is_here() {
        return skipped("there is no strace to make calls fail");
    }
    let home = homes().remove(0);
    let mut score = Score::default();
    for (name, nth) in points(&home) {
        if name == "fsync" {
            save(&home, "deaf", &name, &nth.to_string(), "EIO", &mut score);
        }
    }
    eprintln!("control deaf: {} of {} untrue", score.untrue.len(), score.runs);
    assert!(!score.untrue.is_empty());
}

#[test]
fn without_locks_each_process_writes_a_file_of_its_own() {
    if !trace::is_here() {
        return skipped("there is no strace to take the locks away");
    }
    let home = Home::new();
    home.add("with a lock");
    for body in ["without", "without, again"] {
        let run = trace::save(&home, "", body, &["-e", "inject=flock:error=ENOLCK"]);
        assert!(run.output.status.success(), "{}", String::from_utf8_lossy(&run.output.stderr));
    }
    let names: Vec<String> = std::fs::read_dir(home.notes())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".conflict.toml"))
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
    home.add("with a lock, again");
    let mut bodies: Vec<String> = home.look().notes.into_values().collect();
    bodies.sort();
    assert_eq!(bodies, ["with a lock", "with a lock, again", "without", "without, again"]);
}
