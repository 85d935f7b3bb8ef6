//! The network that scores moves: what tokens add to a state is computed once a token, and added up for each state.
//!
//! Enters: weights of the parser or of entity recognition. Leaves: layers for the kernels, and the best of some scores.

use crate::blob::{Blob, BlobError};
use crate::kernel::layers::{Packed, Upper};

/// Inputs of the network, a token.
pub const HIDDEN: usize = 64;

/// The network that scores moves, in parts that entity recognition shares.
pub struct Scorer {
    /// All features of a token at once.
    pub lower: Packed,
    /// What stands for a feature that has no token.
    pub pads: Vec<[f32; 128]>,
    /// Added to the sum over features.
    pub bias: [f32; 128],
    /// Scores of the moves.
    pub upper: Upper,
}

impl Scorer {
    /// Reads the weights whose names begin with `name`.
    pub fn new(blob: &Blob, name: &str) -> Result<Scorer, BlobError> {
        let matrix = |part: &str| blob.matrix(&format!("{name}.{part}"));
        let wrong = || BlobError::Section(format!("{name}.low.pad"));
        let pads = matrix("low.pad")?.values();
        let bias = *parted(&matrix("low.b")?.values()).first().ok_or_else(wrong)?;
        let pads = parted(&pads);
        let places = pads.len() * 128;
        let order = |place: usize| Some((place / 128 * 64 + place % 64) * 2 + place % 128 / 64);
        let lower = Packed::new(&matrix("low.W")?.values(), &[], HIDDEN, places, order);
        Ok(Scorer { lower, pads, bias, upper: upper(&matrix("up.W")?.values(), &matrix("up.b")?.values()) })
    }

    /// The values of one feature in a row of `lower`'s output.
    pub fn feature(row: &[f32], number: usize) -> &[f32; 128] {
        row[number * 128..].first_chunk().expect("a row holds all features")
    }
}

/// Pairs of pieces, output after output, as all first pieces and then all second ones.
fn parted(values: &[f32]) -> Vec<[f32; 128]> {
    values.as_chunks::<128>().0.iter().map(|pairs| std::array::from_fn(|i| pairs[i % 64 * 2 + i / 64])).collect()
}

fn upper(weights: &[f32], bias: &[f32]) -> Upper {
    let places = bias.len().next_multiple_of(16);
    let mut upper = Upper { places, weights: vec![0.0; places * HIDDEN], bias: bias.to_vec() };
    upper.bias.resize(places, 0.0);
    for (at, weight) in weights.iter().enumerate() {
        upper.weights[at % HIDDEN * places + at / HIDDEN] = *weight;
    }
    upper
}

/// The largest of some numbers and the place where it stands first.
pub fn first_largest(scores: &[f32]) -> (f32, usize) {
    let most = scores.iter().fold(f32::NEG_INFINITY, |most, s| if *s > most { *s } else { most });
    (most, scores.iter().position(|s| *s == most).unwrap_or(0))
}
