//! The small layers between the matrices: normalisation, the bend after the first of two layers, exponentials that add up to 1.
//!
//! Enters: rows of floats. Leaves: rows in place. Sums run in a fixed order; wider registers change how long it takes and no bit of what comes out.

use crate::kernel::{LANES, Machine, largest, rounded, widened};
use readout_record::meaning::WIDTH;

/// Scale and shift after a row was brought to mean 0 and variance 1.
pub struct Norm {
    /// A factor for each place.
    pub scale: Vec<f32>,
    /// What is added to it.
    pub shift: Vec<f32>,
}

impl Norm {
    /// Adds `other` to rows and normalises them.
    pub fn add(&self, rows: &mut [f32], other: &[f32], machine: Machine) {
        rows.iter_mut().zip(other).for_each(|(r, o)| *r += o);
        self.apply(rows, machine);
    }

    /// Normalises rows.
    pub fn apply(&self, rows: &mut [f32], machine: Machine) {
        normalise(machine, rows, &self.scale, &self.shift);
    }
}

widened! {
    fn normalise(rows: &mut [f32], scale: &[f32], shift: &[f32]) {
        for row in rows.chunks_exact_mut(WIDTH) {
            let mean = sum(row, |v| v) / WIDTH as f32;
            let variance = sum(row, |v| (v - mean) * (v - mean)) / WIDTH as f32;
            let factor = 1.0 / (variance + 1e-12).sqrt();
            for ((value, scale), shift) in row.iter_mut().zip(scale).zip(shift) {
                *value = (*value - mean) * factor * scale + shift;
            }
        }
    }
}

/// Chains of additions side by side, then those.
#[inline(always)]
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0f32; LANES];
    let (whole, rest) = row.as_chunks::<LANES>();
    for chunk in whole {
        lanes.iter_mut().zip(chunk).for_each(|(lane, v)| *lane += of(*v));
    }
    lanes.iter_mut().zip(rest).for_each(|(lane, v)| *lane += of(*v));
    lanes.iter().sum()
}

widened! {
    /// `x` times the share of a normal distribution below `x` (GELU).
    pub fn bend(values: &mut [f32]) {
        for value in values {
            *value = 0.5 * *value * (1.0 + erf(*value * std::f32::consts::FRAC_1_SQRT_2));
        }
    }
}

/// The error function as a fraction of two polynomials, right to about 1e-6.
#[inline(always)]
fn erf(x: f32) -> f32 {
    const ABOVE: [f32; 7] =
        [-2.726_142_3e-10, 2.770_681_2e-8, -2.101_024e-6, -5.692_506_6e-5, -7.349_906_3e-4, -2.954_6e-3, -1.609_603_3e-2];
    const BELOW: [f32; 5] = [-1.456_607_2e-5, -2.133_740_5e-4, -1.682_827e-3, -7.373_329e-3, -1.426_473_9e-2];
    let x = x.clamp(-4.0, 4.0);
    let square = x * x;
    let polynomial = |terms: &[f32]| terms.iter().fold(0.0, |sum, term| sum * square + term);
    x * polynomial(&ABOVE) / polynomial(&BELOW)
}

/// Turns scores into shares that add up to 1, larger scores into larger shares.
#[inline(always)]
pub fn shares(scores: &mut [f32]) {
    let least = scores.first().copied().unwrap_or(0.0);
    let most = least + largest(scores, |s| s - least);
    scores.iter_mut().for_each(|s| *s = exponential(*s - most));
    let total = sum(scores, |s| s);
    scores.iter_mut().for_each(|s| *s /= total);
}

/// e to the power of a number that is not above 0, right to about 1e-7 of it: a power of two, and a polynomial for what is left of the exponent.
#[inline(always)]
fn exponential(x: f32) -> f32 {
    const TERMS: [f32; 6] = [1.987_569_1e-4, 1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5];
    const LEAST: f32 = -87.0;
    let (small, x) = (x <= LEAST, if x > LEAST { x } else { LEAST });
    let power = rounded(x * std::f32::consts::LOG2_E);
    // The logarithm of 2 in two parts, the first of which multiplies without rounding.
    let rest = (x - power as f32 * 0.693_359_4) + power as f32 * 2.121_944_4e-4;
    let bent = TERMS.iter().fold(0.0, |sum, term| sum * rest + term);
    let value = f32::from_bits(((power + 127) << 23) as u32) * (bent * rest * rest + rest + 1.0);
    if small { 0.0 } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_function_is_right() {
        for step in -500..=500 {
            let x = step as f32 / 100.0;
            assert!((erf(x) - libm::erff(x)).abs() < 2e-6, "{x}: {} {}", erf(x), libm::erff(x));
        }
    }

    #[test]
    fn the_exponential_is_right() {
        for step in 0..=8600 {
            let x = step as f32 / -100.0;
            let right = libm::expf(x);
            assert!((exponential(x) - right).abs() <= right * 3e-7, "{x}: {} {right}", exponential(x));
        }
    }

    #[test]
    fn shares_add_up() {
        let mut scores = [1.0, 2.0, 300.0];
        shares(&mut scores);
        assert_eq!(scores, [0.0, 0.0, 1.0]);
    }

    #[test]
    fn every_machine_gives_the_same_bits() {
        let rows: Vec<f32> = (0..3 * WIDTH as i32).map(|n| ((n * 7919) % 1013) as f32 / 97.0 - 5.0).collect();
        let norm = Norm { scale: rows[..WIDTH].to_vec(), shift: rows[WIDTH..2 * WIDTH].to_vec() };
        let run = |machine: Machine| {
            let mut rows = rows.clone();
            norm.apply(&mut rows, machine);
            bend(machine, &mut rows);
            rows
        };
        Machine::here().into_iter().for_each(|machine| assert_eq!(run(machine), run(Machine::Plain), "{machine:?}"));
    }
}
