//! Sums without vector instructions.
//!
//! Enters: rows and weights in whole numbers. Leaves: rows of floats, those that every machine gives.

use super::rows::{Bytes, FOUR, LANES, Quantised};

/// See `Machine::multiply`.
pub fn multiply(x: &Bytes, weights: &Quantised, out: &mut [f32]) {
    let fours = weights.inputs / FOUR;
    let rows = x.values.chunks_exact(fours).zip(&x.scales).zip(out.chunks_exact_mut(weights.outputs()));
    for ((row, scale), out) in rows {
        for (output, out) in out.iter_mut().enumerate() {
            let block = &weights.weights[output / LANES * fours..][..fours];
            let products = row.iter().zip(block).map(|(x, w)| four(*x, w[output % LANES]));
            let sum = weights.start[output] + products.sum::<i32>();
            *out = sum as f32 * (scale * weights.scales[output]) + weights.bias[output];
        }
    }
}

fn four(x: [u8; FOUR], w: [i8; FOUR]) -> i32 {
    (0..FOUR).map(|i| i32::from(x[i]) * i32::from(w[i])).sum()
}
