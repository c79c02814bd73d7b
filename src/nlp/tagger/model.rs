//! The weights, and the best sequence of labels under them.

use super::may_follow;

/// The file's first bytes.
const MAGIC: &[u8; 4] = b"BYN2";

/// Bytes before the weights: magic, number of bits, nothing, the unit (two bytes).
const HEAD: usize = 8;

/// A trained model, read where it lies: nothing is parsed or copied but the
/// few transitions. `LABELS` says how many labels there are.
#[derive(Debug, Clone)]
pub(crate) struct Model<const LABELS: usize> {
    bits: u32,
    /// What one unit of training, a nat, comes to in these weights.
    unit: i32,
    transitions: Vec<i32>,
    /// Signed bytes, `LABELS` for each bucket.
    weights: &'static [u8],
}

/// Memory that decoding uses again and again.
#[derive(Debug, Default)]
pub(crate) struct Scores<const LABELS: usize> {
    best: Vec<[i32; LABELS]>,
    from: Vec<[u8; LABELS]>,
}

impl<const LABELS: usize> Model<LABELS> {
    /// Bytes of the transitions: one 16-bit weight for each pair of labels, the
    /// beginning of a sentence counting as one more label before.
    const TRANSITIONS: usize = 2 * (LABELS + 1) * LABELS;

    /// The model in `bytes`; `None` where they are not one.
    pub fn new(bytes: &'static [u8]) -> Option<Self> {
        let bits = u32::from(*bytes.get(4)?);
        let weights = bytes.get(HEAD + Self::TRANSITIONS..)?;
        if bytes.get(..4)? != MAGIC || !(1..=24).contains(&bits) || weights.len() != LABELS << bits {
            return None;
        }
        let transitions = bytes[HEAD..HEAD + Self::TRANSITIONS]
            .chunks_exact(2)
            .map(|pair| i32::from(i16::from_le_bytes([pair[0], pair[1]])))
            .collect();
        let unit = i32::from(u16::from_le_bytes([bytes[6], bytes[7]]));
        Some(Self { bits, unit, transitions, weights })
    }

    /// The bytes of a model. `transitions` are ordered by the label before (the
    /// sentence's beginning last), then the label; `weights` by bucket, then label.
    #[cfg(feature = "train")]
    pub fn to_bytes(bits: u32, unit: u16, transitions: &[i16], weights: &[i8]) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend([u8::try_from(bits).unwrap_or(0), 0]);
        bytes.extend(unit.to_le_bytes());
        bytes.extend(transitions.iter().flat_map(|w| w.to_le_bytes()));
        bytes.extend(weights.iter().map(|w| w.to_le_bytes()[0]));
        bytes
    }

    /// The bucket of a feature.
    pub const fn bucket(bits: u32, feature: u64) -> usize {
        (feature >> (64 - bits)) as usize
    }

    /// What a nat comes to in the scores of labels.
    pub const fn unit(&self) -> i32 {
        self.unit
    }

    /// What each label is worth for a token with these features.
    pub fn emit(&self, features: &[u64]) -> [i32; LABELS] {
        let mut emitted = [0i32; LABELS];
        self.add(features, &mut emitted);
        emitted
    }

    /// What each label is worth, in hundredths of a nat, for what stands by itself: any may
    /// begin.
    pub fn judge(&self, features: &[u64]) -> [i32; LABELS] {
        let mut scores = self.start();
        self.add(features, &mut scores);
        let nat = i64::from(self.unit.max(1));
        scores.map(|score| i32::try_from(100 * i64::from(score) / nat).unwrap_or(0))
    }

    /// What each label is worth at the beginning of a sequence.
    pub fn start(&self) -> [i32; LABELS] {
        std::array::from_fn(|to| self.transitions.get(LABELS * LABELS + to).copied().unwrap_or(0))
    }

    /// Adds what some features of a token say to the score of each label.
    pub fn add(&self, features: &[u64], emitted: &mut [i32; LABELS]) {
        for &feature in features {
            let start = Self::bucket(self.bits, feature) * LABELS;
            for (sum, &weight) in emitted.iter_mut().zip(&self.weights[start..start + LABELS]) {
                let code = i32::from(weight.cast_signed());
                *sum += code * code.abs();
            }
        }
    }

    /// What a sequence of labels is worth for tokens whose labels have these scores.
    pub fn worth(&self, tokens: &[[i32; LABELS]], path: impl Iterator<Item = usize>) -> i64 {
        let mut before = LABELS;
        tokens.iter().zip(path).fold(0, |sum, (emitted, label)| {
            let step = self.transitions.get(before * LABELS + label).copied().unwrap_or(0);
            before = label;
            sum + i64::from(step) + i64::from(emitted[label])
        })
    }

    /// The best labels for tokens whose labels have these scores (Viterbi 1967).
    pub fn best(
        &self,
        tokens: impl Iterator<Item = [i32; LABELS]>,
        scores: &mut Scores<LABELS>,
    ) -> Vec<usize> {
        scores.best.clear();
        scores.from.clear();
        for emitted in tokens {
            step(scores, &emitted, &self.transitions);
        }
        trace(scores)
    }
}

/// Adds one token's scores to the table.
fn step<const LABELS: usize>(scores: &mut Scores<LABELS>, emitted: &[i32; LABELS], transitions: &[i32]) {
    let mut best = [i32::MIN / 2; LABELS];
    let mut from = [0u8; LABELS];
    match scores.best.last() {
        None => {
            for to in 0..LABELS {
                // The sentence's beginning is the last row.
                if may_follow(0, to) {
                    best[to] = emitted[to] + transitions[LABELS * LABELS + to];
                }
            }
        }
        Some(before) => {
            for to in 0..LABELS {
                for label in 0..LABELS {
                    let score = before[label] + transitions[label * LABELS + to];
                    if may_follow(label, to) && score > best[to] {
                        best[to] = score;
                        from[to] = label as u8;
                    }
                }
                best[to] += emitted[to];
            }
        }
    }
    // Only differences count: kept near zero, no sum grows with the sentence.
    let top = best.iter().copied().max().unwrap_or(0);
    scores.best.push(best.map(|score| score.saturating_sub(top).max(i32::MIN / 2)));
    scores.from.push(from);
}

/// The best path through the table.
fn trace<const LABELS: usize>(scores: &Scores<LABELS>) -> Vec<usize> {
    let mut path = vec![0; scores.best.len()];
    let Some(last) = scores.best.last() else { return path };
    let mut label = (0..LABELS).max_by_key(|&l| (last[l], std::cmp::Reverse(l))).unwrap_or(0);
    for at in (0..path.len()).rev() {
        path[at] = label;
        label = usize::from(scores.from[at][label]);
    }
    path
}
