//! Training: from the marked stories of `corpus/` to the weights that ship.
//!
//! Behind the feature `train`; the program itself knows nothing of it.

pub mod corpus;
pub mod perceptron;
pub mod random;
pub mod replace;

use std::path::Path;

use crate::nlp::Engine;
use crate::nlp::training::{
    CUE_LABELS, LABELS, Lists, Marked, SPAN_LABELS, Sample, cue_samples, samples as samples_of, span_samples,
};
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
    /// How often every story is told again with other names; only for names.
    pub retold: usize,
    /// The weights have 2 to this power buckets.
    pub bits: u32,
}

impl Settings {
    /// How the taggers of statements are trained.
    pub const STATEMENTS: Settings = Settings { epochs: 3, runs: 10, retold: 0, bits: 18 };
}

impl Default for Settings {
    fn default() -> Self {
        Self { epochs: 4, runs: 8, retold: 3, bits: 17 }
    }
}

/// Into so many parts the stories are divided.
const FOLDS: usize = 5;

/// What a wrong label gets on top while training, as in a support vector machine
/// for sequences (Tsochantaridis et al. 2005): the right one must win by that much.
/// A token has about a hundred features, and one correction moves each by one.
const NAME_MARGIN: [i32; LABELS] = [150; LABELS];
/// A missed reporting word costs more than one too many: the other tagger still
/// decides whether it reports anything.
const CUE_MARGIN: [i32; CUE_LABELS] = [100, 30];
const SPAN_MARGIN: [i32; SPAN_LABELS] = [100; SPAN_LABELS];

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
    perceptron::train(&samples, settings, NAME_MARGIN)
}

/// Trains the taggers of statements and returns the bytes of both models: that of
/// the words that report and that of what they report. Names are found by `names`,
/// a model of these; both taggers keep their bytes for as long as the program runs.
pub fn train_statements(own: &[Story], names: &'static [u8], settings: Settings) -> (Vec<u8>, Vec<u8>) {
    let told: Vec<_> = own.iter().map(|story| (story.article(), story.told())).collect();
    let engine = Engine::new().with_names(names);
    let samples: Vec<Vec<Sample>> =
        told.iter().map(|(article, told)| cue_samples(&engine, article, told)).collect();
    let cues = |left_out: Option<usize>| {
        let seen = samples.iter().enumerate().filter(|(at, _)| left_out != Some(at % FOLDS));
        let seen: Vec<Sample> = seen.flat_map(|(_, samples)| samples.iter().cloned()).collect();
        perceptron::train::<CUE_LABELS>(&seen, settings, CUE_MARGIN)
    };
    // What is reported is learned from words that a tagger takes to report which
    // has not seen their story, as it will be with stories of the world.
    let mut lessons = Vec::new();
    for fold in 0..FOLDS {
        let engine = Engine::new().with_names(names).with_statements(Some(cues(Some(fold)).leak()), None);
        for (article, told) in told.iter().skip(fold).step_by(FOLDS) {
            lessons.extend(span_samples(&engine, article, told));
        }
    }
    (cues(None), perceptron::train::<SPAN_LABELS>(&lessons, settings, SPAN_MARGIN))
}
