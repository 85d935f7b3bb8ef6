//! Texts as vectors whose angle tells how alike their meanings are, and who can make them.
//!
//! Enters: what an encoder of sentences says of a text: its pieces with their states. Leaves: one vector of unit length for a text or for words
//! inside it. It leaves alone: how an encoder works, and what is made of likeness.

use std::ops::Range;

/// Numbers of a vector.
pub const WIDTH: usize = 384;

/// A direction; its length is 1, or 0 where there was nothing to read.
pub type Vector = [f32; WIDTH];

/// One text as an encoder reads it.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Where each piece stands in the text, in bytes; `0..0` for marks of beginning and end, which the encoder adds.
    pub pieces: Vec<Range<usize>>,
    /// The state of each piece.
    pub states: Vec<Vector>,
}

impl Reading {
    /// The meaning of the text: the mean of all states, marks too, as the encoder was trained.
    pub fn whole(&self) -> Vector {
        pooled(self.states.iter())
    }

    /// The meaning of words within the text: the mean of the pieces that share bytes with them.
    /// Words that do not stand side by side are given as several places, first byte and byte after the last.
    pub fn within(&self, words: &[(usize, usize)]) -> Vector {
        let touched = |p: &Range<usize>| words.iter().any(|(start, end)| p.start < *end && *start < p.end);
        pooled(self.pieces.iter().zip(&self.states).filter(|(p, _)| touched(p)).map(|(_, s)| s))
    }
}

/// A promise of one report, and a sentence of a later one.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'t> {
    /// Who is bound, and what is to be done: `Ministry: reopen the bridge`.
    pub promise: &'t str,
    /// The words in which it is told.
    pub told: &'t str,
    /// The later sentence.
    pub later: &'t str,
}

/// How likely a later sentence tells that a promise came to this or that; all together are 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Outcome {
    /// It tells nothing of what became of it.
    pub nothing: f32,
    /// Done, or being done as promised.
    pub kept: f32,
    /// A part of it, late, or begun.
    pub partly: f32,
    /// Not done so far.
    pub not_done: f32,
    /// The opposite was done, or it was refused.
    pub broken: f32,
    /// Taken back or called off.
    pub withdrawn: f32,
    /// Put off or prolonged.
    pub extended: f32,
}

impl Outcome {
    /// How many outcomes there are.
    pub const COUNT: usize = 7;

    /// Of likelihoods in the order of the fields.
    pub fn new([nothing, kept, partly, not_done, broken, withdrawn, extended]: [f32; Outcome::COUNT]) -> Outcome {
        Outcome { nothing, kept, partly, not_done, broken, withdrawn, extended }
    }

    /// How likely it tells any outcome.
    pub fn told(&self) -> f32 {
        1.0 - self.nothing
    }
}

/// Who reads texts. One text gives the same numbers whatever else is read with it, on every machine.
pub trait Encoder: Sync {
    /// Each text by its pieces.
    fn read(&self, texts: &[&str]) -> Vec<Reading>;

    /// The same with other states: those of words that tell one event are near each other, whatever the words.
    fn read_events(&self, texts: &[&str]) -> Vec<Reading>;

    /// What each later sentence tells of its promise.
    fn outcomes(&self, asked: &[Asked]) -> Vec<Outcome>;

    /// Each text as one vector.
    fn embed(&self, texts: &[&str]) -> Vec<Vector> {
        self.read(texts).iter().map(Reading::whole).collect()
    }
}

/// How alike two directions are: 1 when equal, about 0 when they have nothing to do with each other.
pub fn likeness(a: &Vector, b: &Vector) -> f32 {
    let mut sums = [0.0f32; 8];
    for (a, b) in a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0) {
        for lane in 0..8 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum()
}

/// The mean, brought to length 1.
fn pooled<'v>(states: impl Iterator<Item = &'v Vector>) -> Vector {
    let mut sum = [0.0f32; WIDTH];
    for state in states {
        sum.iter_mut().zip(state).for_each(|(s, v)| *s += v);
    }
    let length = likeness(&sum, &sum).sqrt();
    if length > 0.0 {
        sum.iter_mut().for_each(|s| *s /= length);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading() -> Reading {
        let mut states = vec![[0.0; WIDTH]; 3];
        states[1][0] = 2.0;
        states[2][1] = 5.0;
        Reading { pieces: vec![0..0, 0..4, 5..9], states }
    }

    #[test]
    fn words_are_pooled_from_the_pieces_that_they_touch() {
        let within = reading().within(&[(5, 6)]);
        assert_eq!((within[0], within[1]), (0.0, 1.0));
        assert_eq!(reading().within(&[(4, 5)]), [0.0; WIDTH]);
    }

    #[test]
    fn a_whole_has_length_one() {
        let whole = reading().whole();
        assert!((likeness(&whole, &whole) - 1.0).abs() < 1e-6);
    }
}
