//! The averaged structured perceptron (Collins 2002) with a margin, in integers,
//! so that the same stories give the same bytes on every machine.

use super::Settings;
use super::random::Random;
use crate::nlp::training::{Sample, Search};

/// Weights and what their average needs.
struct Weights {
    now: Vec<i32>,
    /// Each weight's changes, times the step at which they were made.
    past: Vec<i64>,
}

impl Weights {
    fn new(count: usize) -> Self {
        Self { now: vec![0; count], past: vec![0; count] }
    }

    fn add(&mut self, at: usize, by: i32, step: i64) {
        self.now[at] += by;
        self.past[at] += i64::from(by) * step;
    }

    /// The average over all steps, times 256.
    fn average(&self, steps: i64) -> Vec<i64> {
        self.now
            .iter()
            .zip(&self.past)
            .map(|(&now, &past)| i64::from(now) * 256 - past * 256 / steps)
            .collect()
    }
}

/// Trains on samples and returns the bytes of the model: the mean of several
/// runs, which depends less on the order of the samples than one of them. While
/// training, a wrong label gets its `margin` on top: the right one has to win by
/// so much, and what costs more is avoided more.
pub fn train<const LABELS: usize>(samples: &[Sample], settings: Settings, margin: [i32; LABELS]) -> Vec<u8> {
    let buckets: Vec<Vec<Vec<u32>>> = samples
        .iter()
        .map(|sample| {
            let token = |features: &Vec<u64>| {
                features.iter().map(|&f| crate::nlp::training::bucket(settings.bits, f) as u32).collect()
            };
            sample.features.iter().map(token).collect()
        })
        .collect();
    let mut sum = vec![0i64; LABELS << settings.bits];
    let mut sum_of_transitions = vec![0i64; (LABELS + 1) * LABELS];
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for _ in 0..settings.runs {
        let (weights, transitions) = run(samples, &buckets, settings, margin, &mut random);
        sum.iter_mut().zip(weights).for_each(|(sum, w)| *sum += w);
        sum_of_transitions.iter_mut().zip(transitions).for_each(|(sum, w)| *sum += w);
    }
    quantise(&sum, &sum_of_transitions, settings.bits)
}

/// One run over the samples in an order of its own: averaged weights and
/// transitions.
fn run<const LABELS: usize>(
    samples: &[Sample],
    buckets: &[Vec<Vec<u32>>],
    settings: Settings,
    margin: [i32; LABELS],
    random: &mut Random,
) -> (Vec<i64>, Vec<i64>) {
    let mut weights = Weights::new(LABELS << settings.bits);
    let mut transitions = Weights::new((LABELS + 1) * LABELS);
    let mut order: Vec<usize> = (0..samples.len()).collect();
    let mut search = Search::default();
    let mut step = 1i64;
    for _ in 0..settings.epochs {
        random.shuffle(&mut order);
        for &at in &order {
            let (sample, tokens) = (&samples[at], &buckets[at]);
            let handicap = |at: usize| {
                let mut handicap = margin;
                handicap[sample.labels[at]] = 0;
                handicap
            };
            let guess = search.best(tokens, &weights.now, &transitions.now, handicap);
            if guess != sample.labels {
                correct::<LABELS>(&mut weights, &mut transitions, tokens, (&sample.labels, &guess), step);
            }
            step += 1;
        }
    }
    (weights.average(step), transitions.average(step))
}

/// Moves the weights from the guessed labels towards the right ones.
fn correct<const LABELS: usize>(
    weights: &mut Weights,
    transitions: &mut Weights,
    tokens: &[Vec<u32>],
    (right, guess): (&[usize], &[usize]),
    step: i64,
) {
    let (mut before_right, mut before_guess) = (LABELS, LABELS);
    for (at, buckets) in tokens.iter().enumerate() {
        let (r, g) = (right[at], guess[at]);
        if r != g {
            for &bucket in buckets {
                weights.add(bucket as usize * LABELS + r, 1, step);
                weights.add(bucket as usize * LABELS + g, -1, step);
            }
        }
        if (before_right, r) != (before_guess, g) {
            transitions.add(before_right * LABELS + r, 1, step);
            transitions.add(before_guess * LABELS + g, -1, step);
        }
        (before_right, before_guess) = (r, g);
    }
}

/// Fits the weights into bytes: the largest few are cut off, for they are
/// outliers that would cost all others their precision.
fn quantise(weights: &[i64], transitions: &[i64], bits: u32) -> Vec<u8> {
    let mut sizes: Vec<i64> = weights.iter().map(|w| w.abs()).filter(|&w| w > 0).collect();
    sizes.sort_unstable();
    let largest = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 2000)).copied().unwrap_or(1).max(1);
    let scaled = |w: i64| (w * 127 * 2 / largest + w.signum()) / 2;
    let weights: Vec<i8> = weights.iter().map(|&w| scaled(w).clamp(-127, 127) as i8).collect();
    let transitions: Vec<i16> = transitions.iter().map(|&w| scaled(w).clamp(-32767, 32767) as i16).collect();
    crate::nlp::training::to_bytes(bits, &transitions, &weights)
}
