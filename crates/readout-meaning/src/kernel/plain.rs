//! Sums without vector instructions.
//!
//! Enters: rows and a block of weights, in pairs. Leaves: the sums that every machine gives.

use super::block::{BLOCK, Sums};

/// See `Machine::sums`.
pub fn sums(rows: &[&[i32]], block: &[Sums], out: &mut [Sums]) {
    for (row, out) in rows.iter().zip(out) {
        *out = [0; BLOCK];
        for (x, weights) in row.iter().zip(block) {
            for (sum, w) in out.iter_mut().zip(weights) {
                *sum += low(*x) * low(*w) + high(*x) * high(*w);
            }
        }
    }
}

fn low(pair: i32) -> i32 {
    i32::from(pair as i16)
}

fn high(pair: i32) -> i32 {
    pair >> 16
}
