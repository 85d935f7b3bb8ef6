//! What the parser's network makes of each token as each feature, for the tokens around the buffer.
//!
//! Enters: 64 values a token, and the tokens that a state looks at. Leaves: the rows to add up. Tokens that fell out of the window are
//! computed again when they are asked for, to the same bit.

use super::state::{FEATURES, NONE};
use crate::kernel::Machine;
use crate::kernel::layers::Rows;
use crate::scorer::{HIDDEN, Scorer};

/// Tokens in the window, and tokens computed at a time.
const SIZE: usize = 256;
const STEP: usize = 64;

/// Rows of the tokens `end - SIZE..end`; token `i` stands at place `i % SIZE`.
pub struct Window<'p> {
    scorer: &'p Scorer,
    hidden: &'p [f32],
    machine: Machine,
    rows: Vec<f32>,
    end: usize,
    far: [(u32, Vec<f32>); FEATURES],
}

impl<'p> Window<'p> {
    /// An empty window.
    pub fn new(scorer: &'p Scorer, hidden: &'p [f32], machine: Machine) -> Window<'p> {
        let tokens = (hidden.len() / HIDDEN).next_multiple_of(STEP).min(SIZE);
        let rows = vec![0.0; tokens * scorer.lower.places()];
        Window { scorer, hidden, machine, rows, end: 0, far: std::array::from_fn(|_| (NONE, Vec::new())) }
    }

    /// For each feature the row of its token.
    pub fn rows(&mut self, tokens: [u32; FEATURES]) -> [&[f32; 128]; FEATURES] {
        for token in tokens.into_iter().filter(|t| *t != NONE) {
            while token as usize >= self.end {
                self.advance();
            }
        }
        let oldest = self.end.saturating_sub(SIZE);
        for (feature, token) in tokens.into_iter().enumerate() {
            if (token as usize) < oldest && self.far[feature].0 != token {
                let mut row = vec![0.0; self.scorer.lower.places()];
                self.compute(token as usize, 1, &mut row);
                self.far[feature] = (token, row);
            }
        }
        let width = self.scorer.lower.places();
        std::array::from_fn(|feature| match tokens[feature] {
            NONE => &self.scorer.pads[feature],
            token if (token as usize) < oldest => Scorer::feature(&self.far[feature].1, feature),
            token => Scorer::feature(&self.rows[token as usize % SIZE * width..], feature),
        })
    }

    fn advance(&mut self) {
        let count = STEP.min(self.hidden.len() / HIDDEN - self.end);
        let from = self.end % SIZE * self.scorer.lower.places();
        let mut rows = std::mem::take(&mut self.rows);
        self.compute(self.end, count, &mut rows[from..]);
        self.rows = rows;
        self.end += count;
    }

    fn compute(&self, from: usize, count: usize, out: &mut [f32]) {
        let values = &self.hidden[from * HIDDEN..(from + count) * HIDDEN];
        self.machine.affine(Rows { values, stride: HIDDEN, count }, &self.scorer.lower, out);
    }
}
