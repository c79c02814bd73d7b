//! Conditional random fields (Lafferty, McCallum, Pereira 2001), trained by
//! stochastic gradient descent (Bottou 2010), and their case of one label by
//! itself, the log-linear classifier.
//!
//! Every operation is one of IEEE 754, with an exponential of our own, so that
//! the same stories give the same bytes on every machine.

use super::Settings;
use super::random::Random;
use crate::nlp::training::{Sample, bucket, may_follow, to_bytes};

/// A sequence to learn from: of each token the buckets of its features, and its
/// label.
#[derive(Debug, Clone)]
pub struct Lesson {
    buckets: Vec<Vec<u32>>,
    labels: Vec<usize>,
}

impl Lesson {
    /// Samples for a model of 2 to the power `bits` buckets.
    pub fn all(samples: &[Sample], bits: u32) -> Vec<Self> {
        samples.iter().map(|sample| Self::new(sample, bits)).collect()
    }

    /// A sample for a model of 2 to the power `bits` buckets.
    fn new(sample: &Sample, bits: u32) -> Self {
        let token = |features: &Vec<u64>| features.iter().map(|&f| bucket(bits, f) as u32).collect();
        Self { buckets: sample.features.iter().map(token).collect(), labels: sample.labels.clone() }
    }
}

/// Weights, kept as numbers that all have one factor: shrinking all of them is
/// shrinking the factor.
struct Weights {
    values: Vec<f64>,
    factor: f64,
}

impl Weights {
    fn get(&self, at: usize) -> f64 {
        self.values[at] * self.factor
    }
}

/// A label that is so little too likely or too unlikely is right.
const LEAST: f64 = 1e-4;

/// What is being learned.
struct Run<const LABELS: usize> {
    weights: Weights,
    /// One for each pair of labels, the beginning as one more label before.
    transitions: Vec<f64>,
    chained: bool,
}

/// Learns from lessons made for the settings' number of buckets and returns the
/// bytes of the model: the mean of several runs, which depends less on the order of
/// the lessons than one of them.
pub fn train<const LABELS: usize>(lessons: &[Lesson], settings: Settings) -> Vec<u8> {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let mut weights = vec![0.0; LABELS << settings.bits];
    let mut transitions = vec![0.0; (LABELS + 1) * LABELS];
    let share = 1.0 / settings.runs.max(1) as f64;
    for _ in 0..settings.runs {
        let mut run = Run::<LABELS> {
            weights: Weights { values: vec![0.0; LABELS << settings.bits], factor: 1.0 },
            transitions: vec![0.0; (LABELS + 1) * LABELS],
            chained: settings.chained,
        };
        run.learn(lessons, settings, &mut random);
        weights.iter_mut().enumerate().for_each(|(at, mean)| *mean += share * run.weights.get(at));
        transitions.iter_mut().zip(&run.transitions).for_each(|(mean, w)| *mean += share * w);
    }
    quantise(&weights, &transitions, settings.bits)
}

impl<const LABELS: usize> Run<LABELS> {
    fn learn(&mut self, lessons: &[Lesson], settings: Settings, random: &mut Random) {
        let mut order: Vec<usize> = (0..lessons.len()).collect();
        let shrink = settings.shrink / lessons.len().max(1) as f64;
        let mut step = 0.0;
        for _ in 0..settings.epochs {
            random.shuffle(&mut order);
            for &at in &order {
                let rate = settings.rate / (1.0 + settings.rate * shrink * step);
                self.weights.factor *= 1.0 - rate * shrink;
                for weight in &mut self.transitions {
                    *weight *= 1.0 - rate * shrink;
                }
                self.correct(&lessons[at], rate);
                step += 1.0;
            }
        }
    }

    /// Moves the weights towards the right labels, by how unlikely they are.
    fn correct(&mut self, lesson: &Lesson, rate: f64) {
        let (tokens, right) = (&lesson.buckets, &lesson.labels);
        let emitted: Vec<[f64; LABELS]> = tokens.iter().map(|buckets| self.emit(buckets)).collect();
        let mut pairs = vec![0.0; (LABELS + 1) * LABELS];
        let likely = self.likely(&emitted, &mut pairs);
        let mut before = LABELS;
        for (nth, buckets) in tokens.iter().enumerate() {
            let mut moves = likely[nth].map(|p| -p);
            moves[right[nth]] += 1.0;
            pairs[before * LABELS + right[nth]] -= 1.0;
            before = right[nth];
            let moves = moves.map(|m| if m.abs() < LEAST { 0.0 } else { m * rate / self.weights.factor });
            // Most tokens are plain words, and soon no doubt is left about these.
            if moves.iter().any(|&m| m != 0.0) {
                for &bucket in buckets {
                    let start = bucket as usize * LABELS;
                    let weights = &mut self.weights.values[start..start + LABELS];
                    weights.iter_mut().zip(&moves).for_each(|(w, m)| *w += m);
                }
            }
        }
        self.transitions.iter_mut().zip(&pairs).for_each(|(w, p)| *w -= rate * p);
    }

    fn emit(&self, buckets: &[u32]) -> [f64; LABELS] {
        let mut sums = [0.0; LABELS];
        for &bucket in buckets {
            let start = bucket as usize * LABELS;
            let weights = &self.weights.values[start..start + LABELS];
            sums.iter_mut().zip(weights).for_each(|(sum, w)| *sum += w);
        }
        sums.map(|sum| sum * self.weights.factor)
    }

    /// How likely each label is at each token, and, added to `pairs`, each pair of
    /// labels (the forward-backward algorithm).
    fn likely(&self, emitted: &[[f64; LABELS]], pairs: &mut [f64]) -> Vec<[f64; LABELS]> {
        let follows = |from: usize, to: usize| {
            let may = !self.chained || may_follow(if from == LABELS { 0 } else { from }, to);
            if may { exp(self.transitions[from * LABELS + to]) } else { 0.0 }
        };
        let steps: Vec<f64> = (0..=LABELS)
            .flat_map(|from| (0..LABELS).map(move |to| (from, to)))
            .map(|(f, t)| follows(f, t))
            .collect();
        let here: Vec<[f64; LABELS]> = emitted
            .iter()
            .map(|sums| {
                let top = sums.iter().fold(f64::MIN, |a, &b| a.max(b));
                sums.map(|sum| exp(sum - top))
            })
            .collect();
        let mut ahead: Vec<[f64; LABELS]> = Vec::with_capacity(here.len());
        for (nth, here) in here.iter().enumerate() {
            let mut now = [0.0; LABELS];
            for (to, slot) in now.iter_mut().enumerate() {
                let reached = match nth.checked_sub(1).and_then(|n| ahead.get(n)) {
                    None => steps[LABELS * LABELS + to],
                    Some(before) => (0..LABELS).map(|from| before[from] * steps[from * LABELS + to]).sum(),
                };
                *slot = reached * here[to];
            }
            let sum: f64 = now.iter().sum();
            ahead.push(now.map(|p| p / sum));
        }
        let mut behind = [1.0; LABELS];
        let mut likely = vec![[0.0; LABELS]; here.len()];
        for nth in (0..here.len()).rev() {
            let mut both = [0.0; LABELS];
            (0..LABELS).for_each(|l| both[l] = ahead[nth][l] * behind[l]);
            let sum: f64 = both.iter().sum();
            likely[nth] = both.map(|p| p / sum);
            let mut earlier = [0.0; LABELS];
            let weight: [f64; LABELS] = std::array::from_fn(|to| here[nth][to] * behind[to]);
            match nth.checked_sub(1) {
                None => (0..LABELS).for_each(|to| pairs[LABELS * LABELS + to] += likely[0][to]),
                Some(before) => {
                    let mut joint = vec![0.0; LABELS * LABELS];
                    let mut sum = 0.0;
                    for from in 0..LABELS {
                        for to in 0..LABELS {
                            let way = steps[from * LABELS + to] * weight[to];
                            earlier[from] += way;
                            let p = ahead[before][from] * way;
                            joint[from * LABELS + to] = p;
                            sum += p;
                        }
                    }
                    pairs.iter_mut().zip(&joint).for_each(|(pair, p)| *pair += p / sum);
                }
            }
            let top = earlier.iter().fold(f64::MIN_POSITIVE, |a, &b| a.max(b));
            behind = earlier.map(|p| p / top);
        }
        likely
    }
}

/// Fits the weights into bytes: each is the square of its byte, so that the many
/// small ones keep their differences and the few large ones their size.
fn quantise(weights: &[f64], transitions: &[f64], bits: u32) -> Vec<u8> {
    let largest = weights.iter().fold(1e-9, |most: f64, w| most.max(w.abs()));
    let code = |w: &f64| ((w.abs() / largest).sqrt() * 127.0).round().copysign(*w) as i8;
    let codes: Vec<i8> = weights.iter().map(code).collect();
    // What a nat, the unit of log-likelihood, comes to.
    let unit = 127.0 * 127.0 / largest;
    let whole = |w: &f64| (w * unit).round().clamp(-32767.0, 32767.0) as i16;
    let transitions: Vec<i16> = transitions.iter().map(whole).collect();
    to_bytes(bits, unit.round() as u16, &transitions, &codes)
}

/// The exponential of a number, from operations whose results IEEE 754 fixes: of
/// the part below one half by its series, the rest as a power of two.
fn exp(x: f64) -> f64 {
    if x < -700.0 {
        return 0.0;
    }
    let x = x.min(700.0);
    let power = (x * std::f64::consts::LOG2_E + if x < 0.0 { -0.5 } else { 0.5 }).trunc();
    let rest = x - power * std::f64::consts::LN_2;
    let mut series = 1.0;
    for n in (1..=11).rev() {
        series = 1.0 + rest * series / f64::from(n);
    }
    series * f64::from_bits(((1023 + power as i64) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_one() {
        for x in [-600.0, -20.5, -1.0, -0.3, 0.0, 1e-9, 0.49, 1.0, 3.7, 88.0] {
            let (own, known) = (exp(x), f64::exp(x));
            assert!((own - known).abs() <= known * 1e-12, "{x}: {own}, {known}");
        }
        assert_eq!(exp(-1e9), 0.0);
    }
}
