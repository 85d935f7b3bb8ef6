//! The vectors that annotations were made from.
//!
//! Enters: what the encoders compute. Leaves: the values of each token, for attribution.

use crate::kernel::layers::WIDTH;

/// 96 values a token from each encoder, token after token.
#[derive(Debug, Default)]
pub struct Vectors {
    /// From the encoder that tags and parse come from.
    pub syntax: Vec<f32>,
    /// From the encoder that entities come from.
    pub entities: Vec<f32>,
}

impl Vectors {
    /// Values of one token in each list.
    pub const WIDTH: usize = WIDTH;

    /// Both vectors of a token.
    pub fn of(&self, token: usize) -> (&[f32], &[f32]) {
        let range = token * WIDTH..(token + 1) * WIDTH;
        (&self.syntax[range.clone()], &self.entities[range])
    }

    /// Forgets all values.
    pub fn clear(&mut self) {
        self.syntax.clear();
        self.entities.clear();
    }
}
