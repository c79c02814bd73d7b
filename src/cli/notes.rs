//! `byline notes`: looking at notes, taking deleted ones back, merging.

mod add;
mod filter;
mod list;
mod merge;
mod trash;

use super::args::NotesTask;
use super::output::{Out, Stop};
use super::settings::Settings;

/// Does what is asked for.
pub fn run(task: &NotesTask, settings: &Settings, out: &mut Out) -> Result<(), Stop> {
    match task {
        NotesTask::List { filter, json } => list::run(filter, *json, settings, out),
        NotesTask::Trash { json, empty, yes } => trash::list(*json, (*empty, *yes), settings, out),
        NotesTask::Restore { ids } => trash::restore(ids, settings, out),
        NotesTask::Merge { base, ours, theirs } => merge::run(base, ours, theirs),
        NotesTask::Add(task) => add::run(task, settings, out),
        NotesTask::Drafts => add::drafts(out),
    }
}
