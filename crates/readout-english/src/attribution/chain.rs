//! The chain over tags: the best legal row of tags of a window, and how likely each tag is.
//!
//! Enters: scores of the seven tags, word by word. Leaves: tags and their probabilities. Exponentials are computed without the machine's library, so
//! that all machines give the same.

use crate::blob::BlobError;
use crate::reading::file::File;

/// Outside, then begin and inside of source, cue and content.
pub const TAGS: usize = 7;

/// What is taken from the score of a step that is not legal.
const FORBIDDEN: f32 = 1e4;

/// Scores of neighbouring tags.
pub struct Chain {
    step: [[f32; TAGS]; TAGS],
    first: [f32; TAGS],
    last: [f32; TAGS],
}

/// What the chain makes of a window.
pub struct Reading {
    /// The best row.
    pub tags: Vec<usize>,
    /// How likely each tag is, word by word.
    pub probability: Vec<[f64; TAGS]>,
}

type Row = [f64; TAGS];

impl Chain {
    /// Reads `chain.step`, `chain.first`, `chain.last`.
    pub fn new(file: &File) -> Result<Chain, BlobError> {
        let row = |name: &str| -> Result<[f32; TAGS], BlobError> {
            file.values(name, TAGS)?.try_into().map_err(|_| BlobError::Section(name.to_owned()))
        };
        let values = file.values("chain.step", TAGS * TAGS)?;
        let mut chain = Chain { step: [[0.0; TAGS]; TAGS], first: row("chain.first")?, last: row("chain.last")? };
        for (number, value) in values.into_iter().enumerate() {
            chain.step[number / TAGS][number % TAGS] = value;
        }
        for inside in [2, 4, 6] {
            chain.first[inside] -= FORBIDDEN;
            (0..TAGS).filter(|before| ![inside, inside - 1].contains(before)).for_each(|b| chain.step[b][inside] -= FORBIDDEN);
        }
        Ok(chain)
    }

    /// Tags and probabilities of one window.
    pub fn read(&self, scores: &[[f32; TAGS]]) -> Reading {
        Reading { tags: self.best(scores), probability: self.probabilities(scores) }
    }

    /// Viterbi; of equals the lowest tag.
    fn best(&self, scores: &[[f32; TAGS]]) -> Vec<usize> {
        let Some((first, rest)) = scores.split_first() else { return Vec::new() };
        let mut now: [f32; TAGS] = std::array::from_fn(|tag| self.first[tag] + first[tag]);
        let mut back = Vec::with_capacity(rest.len());
        for row in rest {
            let from: [usize; TAGS] = std::array::from_fn(|tag| largest(std::array::from_fn(|b| now[b] + self.step[b][tag])));
            now = std::array::from_fn(|tag| now[from[tag]] + self.step[from[tag]][tag] + row[tag]);
            back.push(from);
        }
        let mut tags = vec![largest(std::array::from_fn(|tag| now[tag] + self.last[tag]))];
        for from in back.iter().rev() {
            tags.push(from[tags[tags.len() - 1]]);
        }
        tags.reverse();
        tags
    }

    /// Forward and backward sums, each scaled to one.
    fn probabilities(&self, scores: &[[f32; TAGS]]) -> Vec<Row> {
        let step = self.step.map(|row| row.map(power));
        let emission: Vec<Row> = scores.iter().map(|row| relative(*row)).collect();
        let mut before: Vec<Row> = Vec::with_capacity(scores.len());
        for row in &emission {
            let into = |tag: usize| match before.last() {
                Some(last) => (0..TAGS).map(|b| last[b] * step[b][tag]).sum(),
                None => power(self.first[tag]),
            };
            let now = std::array::from_fn(|tag| into(tag) * row[tag]);
            before.push(scaled(now));
        }
        let mut after = scaled(self.last.map(power));
        for at in (0..scores.len()).rev() {
            before[at] = scaled(std::array::from_fn(|tag| before[at][tag] * after[tag]));
            let weighted: Row = std::array::from_fn(|tag| emission[at][tag] * after[tag]);
            after = scaled(std::array::from_fn(|b| (0..TAGS).map(|tag| step[b][tag] * weighted[tag]).sum()));
        }
        before
    }
}

fn power(score: f32) -> f64 {
    libm::exp(f64::from(score))
}

/// Exponentials of the distances to the largest.
fn relative(row: [f32; TAGS]) -> Row {
    let most = row[largest(row)];
    row.map(|score| power(score - most))
}

fn scaled(row: Row) -> Row {
    let sum: f64 = row.iter().sum();
    row.map(|value| value / sum)
}

/// The place of the largest number, the first of equals.
fn largest(row: [f32; TAGS]) -> usize {
    (1..TAGS).fold(0, |best, tag| if row[tag] > row[best] { tag } else { best })
}
