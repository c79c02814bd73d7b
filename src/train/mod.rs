//! Training: from the marked stories of `corpus/` to the weights that ship.
//!
//! Behind the feature `train`; the program itself knows nothing of it.

pub mod corpus;
pub mod crf;
pub mod random;
pub mod replace;

use std::path::Path;

use crate::nlp::Engine;
use crate::nlp::training::{
    ANSWERS, CUE_LABELS, LABELS, Lists, Marked, SPAN_LABELS, VERDICTS, cue_samples, kind_samples,
    link_samples, samples as samples_of, span_samples,
};
use crate::{Error, Result};
use corpus::Story;
use crf::Lesson;
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
    /// Whether the samples are sequences, whose labels follow one another as the
    /// tokens of a name do.
    pub chained: bool,
    /// How strongly weights are drawn to zero, over all samples: the factor of half
    /// the sum of their squares.
    pub shrink: f64,
    /// How far the first correction moves a weight, for a label that was taken for
    /// impossible; later ones move it less.
    pub rate: f64,
}

impl Settings {
    /// How the tagger of names is trained.
    pub const NAMES: Settings =
        Settings { epochs: 10, runs: 3, retold: 1, bits: 17, chained: true, shrink: 2.0, rate: 0.01 };

    /// How the second look at names is trained.
    pub const KINDS: Settings =
        Settings { epochs: 10, runs: 1, retold: 4, bits: 15, chained: false, shrink: 10.0, rate: 0.005 };

    /// How the links of short forms to longer ones are trained.
    pub const LINKS: Settings = Settings { runs: 4, retold: 2, bits: 14, ..Self::KINDS };

    /// How the tagger of words that report is trained.
    pub const CUES: Settings = Settings { bits: 16, ..Self::STATEMENTS };

    /// How the tagger of what they report is trained.
    pub const STATEMENTS: Settings =
        Settings { epochs: 12, runs: 5, retold: 0, bits: 18, chained: true, shrink: 2.0, rate: 0.02 };
}

/// Into so many parts the stories are divided.
const FOLDS: usize = 5;

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
    let own: Vec<&Story> = own.iter().collect();
    names_of(&own, third_party, settings)
}

fn names_of(own: &[&Story], third_party: &[Story], settings: Settings) -> Vec<u8> {
    let engine = Engine::new();
    let lists = Lists::new();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut lessons: Vec<Lesson> = Vec::new();
    let mut add = |story: &Story, marked| {
        let samples = samples_of(&engine, &story.article(), &story.names(), marked);
        lessons.extend(Lesson::all(&samples, settings.bits));
    };
    let own = own.iter().map(|&story| (story, Marked::All));
    for (story, marked) in own.chain(third_party.iter().map(|story| (story, Marked::AllButGroups))) {
        add(story, marked);
        for _ in 0..settings.retold {
            add(&renamed(story, &lists, &mut random), marked);
        }
    }
    crf::train::<LABELS>(&lessons, settings)
}

/// A part of the stories, with taggers that have not seen it: what comes after them is to
/// learn from what they will say of the stories of the world.
#[derive(Debug)]
pub struct Fold<'s> {
    stories: Vec<&'s Story>,
    names: &'static [u8],
    kinds: Vec<Lesson>,
}

/// Divides the stories and trains for each part a tagger of names on the others;
/// `names` says how, and `kinds` how the second look is trained on what it finds.
pub fn folds<'s>(own: &'s [Story], third_party: &[Story], names: Settings, kinds: Settings) -> Vec<Fold<'s>> {
    let lists = Lists::new();
    let mut random = Random(0x1d87_2b41_5a3c_9e0f);
    let fold = |fold: usize| {
        let (stories, seen): (Vec<_>, Vec<_>) =
            own.iter().enumerate().partition(|(at, _)| at % FOLDS == fold);
        let strip = |stories: Vec<(usize, &'s Story)>| stories.into_iter().map(|(_, story)| story).collect();
        let (stories, seen): (Vec<&Story>, Vec<&Story>) = (strip(stories), strip(seen));
        let names: &'static [u8] = names_of(&seen, third_party, names).leak();
        let engine = Engine::new().with_names(names, None, None);
        let mut lessons: Vec<Lesson> = Vec::new();
        retell(&stories, &lists, kinds.retold, &mut random, |story| {
            let samples = kind_samples(&engine, &story.article(), &story.names());
            lessons.extend(Lesson::all(&samples, kinds.bits));
        });
        Fold { stories, names, kinds: lessons }
    };
    (0..FOLDS).map(fold).collect()
}

/// Trains the second look at names and returns the bytes of its model.
pub fn train_kinds(folds: &[Fold], settings: Settings) -> Vec<u8> {
    crf::train::<VERDICTS>(&lessons_but(folds, FOLDS), settings)
}

/// Trains the links of short forms to longer ones and returns the bytes of their model;
/// `kinds` says how the second look was trained.
pub fn train_links(folds: &[Fold], kinds: Settings, settings: Settings) -> Vec<u8> {
    let lists = Lists::new();
    let mut random = Random(0x7c3d_91e2_06b5_f84a);
    let mut lessons: Vec<Lesson> = Vec::new();
    for (nth, fold) in folds.iter().enumerate() {
        let judge: &'static [u8] = crf::train::<VERDICTS>(&lessons_but(folds, nth), kinds).leak();
        let engine = Engine::new().with_names(fold.names, Some(judge), None);
        retell(&fold.stories, &lists, settings.retold, &mut random, |story| {
            let samples = link_samples(&engine, &story.article(), &story.named());
            lessons.extend(Lesson::all(&samples, settings.bits));
        });
    }
    crf::train::<ANSWERS>(&lessons, settings)
}

/// The second look's lessons of all folds but one.
fn lessons_but(folds: &[Fold], left_out: usize) -> Vec<Lesson> {
    let others = folds.iter().enumerate().filter(|(nth, _)| *nth != left_out);
    others.flat_map(|(_, fold)| fold.kinds.iter().cloned()).collect()
}

/// Gives every story, and so many retellings of it with other names.
fn retell(
    stories: &[&Story],
    lists: &Lists,
    retold: usize,
    random: &mut Random,
    mut give: impl FnMut(&Story),
) {
    for story in stories {
        give(story);
        for _ in 0..retold {
            give(&renamed(story, lists, random));
        }
    }
}

/// Trains the taggers of statements and returns the bytes of both models: that of
/// the words that report and that of what they report. Names are found by models of these,
/// of their kinds and of short forms; all keep their bytes for as long as the program
/// runs. Stories whose head says `statements: some` have unmarked ones and
/// are left out.
pub fn train_statements(
    own: &[Story],
    [names, kinds, links]: [&'static [u8]; 3],
    [cues, statements]: [Settings; 2],
) -> (Vec<u8>, Vec<u8>) {
    let whole = own.iter().filter(|story| story.field("statements") != "some");
    let told: Vec<_> = whole.map(|story| (story.article(), story.told())).collect();
    let named = || Engine::new().with_names(names, Some(kinds), Some(links));
    let engine = named();
    let cue_lessons =
        |(article, told): &(_, Vec<_>)| Lesson::all(&cue_samples(&engine, article, told), cues.bits);
    let words: Vec<Vec<Lesson>> = told.iter().map(cue_lessons).collect();
    let reporting = |left_out: Option<usize>| {
        let seen = words.iter().enumerate().filter(|(at, _)| left_out != Some(at % FOLDS));
        let seen: Vec<Lesson> = seen.flat_map(|(_, lessons)| lessons.iter().cloned()).collect();
        crf::train::<CUE_LABELS>(&seen, cues)
    };
    // What is reported is learned from words that a tagger takes to report which
    // has not seen their story.
    let mut lessons = Vec::new();
    for fold in 0..FOLDS {
        let engine = named().with_statements(Some(reporting(Some(fold)).leak()), None);
        for (article, told) in told.iter().skip(fold).step_by(FOLDS) {
            lessons.extend(Lesson::all(&span_samples(&engine, article, told), statements.bits));
        }
    }
    (reporting(None), crf::train::<SPAN_LABELS>(&lessons, statements))
}
