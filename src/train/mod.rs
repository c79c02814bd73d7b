//! Training: from the marked stories of `corpus/` to the weights that ship.
//!
//! Behind the feature `train`; the program itself knows nothing of it.

pub mod corpus;
pub mod perceptron;
pub mod random;
pub mod replace;

use std::path::Path;

use crate::nlp::Engine;
use crate::nlp::training::{Lists, Marked, Sample, samples as samples_of};
use crate::{Error, Result};
use corpus::Story;
use random::Random;
use replace::renamed;

/// How to train.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// How often every sentence is seen.
    pub epochs: usize,
    /// How many runs are averaged.
    pub runs: usize,
    /// How often every story is told again with other names.
    pub retold: usize,
    /// The weights have 2 to this power buckets.
    pub bits: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { epochs: 4, runs: 8, retold: 3, bits: 17 }
    }
}

/// Reads every story of a folder, in the order of their names.
///
/// # Errors
/// Where the folder or a story cannot be read, or a story is ill-marked: with
/// file and line.
pub fn stories(folder: &Path) -> Result<Vec<Story>> {
    let failed = |error: std::io::Error| Error::new(format!("cannot read {}: {error}", folder.display()));
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .map_err(failed)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    let mut stories = Vec::with_capacity(paths.len());
    for path in paths {
        let text = std::fs::read_to_string(&path)
            .map_err(|error| Error::new(format!("cannot read {}: {error}", path.display())))?;
        stories.push(corpus::parse(&text).map_err(|(line, what)| {
            Error::new(format!("{}:{line}: {what}", path.display()))
                .hint("corpus/GUIDE.md explains the marks")
        })?);
    }
    Ok(stories)
}

/// Trains the tagger of names and returns the bytes of its model. Of
/// `third_party`, stories with a `source`, only the names are marked, and
/// nationalities not reliably.
pub fn train_names(own: &[Story], third_party: &[Story], settings: Settings) -> Vec<u8> {
    let engine = Engine::new();
    let lists = Lists::new();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut samples: Vec<Sample> = Vec::new();
    let mut add = |story: &Story, marked| {
        samples.extend(samples_of(&engine, &story.article(), &story.names(), marked));
    };
    for (stories, marked) in [(own, Marked::All), (third_party, Marked::AllButGroups)] {
        for story in stories {
            add(story, marked);
            for _ in 0..settings.retold {
                add(&renamed(story, &lists, &mut random), marked);
            }
        }
    }
    perceptron::train(&samples, settings)
}
