//! The small layers between the matrices: normalisation, the bend after the first of two layers, exponentials that add up to 1.
//!
//! Enters: rows of floats. Leaves: rows in place. Sums run in a fixed order; nothing here depends on the machine.

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
    pub fn add(&self, rows: &mut [f32], other: &[f32]) {
        rows.iter_mut().zip(other).for_each(|(r, o)| *r += o);
        self.apply(rows);
    }

    /// Normalises rows.
    pub fn apply(&self, rows: &mut [f32]) {
        for row in rows.chunks_exact_mut(WIDTH) {
            let mean = sum(row, |v| v) / WIDTH as f32;
            let variance = sum(row, |v| (v - mean) * (v - mean)) / WIDTH as f32;
            let factor = 1.0 / (variance + 1e-12).sqrt();
            for ((value, scale), shift) in row.iter_mut().zip(&self.scale).zip(&self.shift) {
                *value = (*value - mean) * factor * scale + shift;
            }
        }
    }
}

/// Eight chains of additions, then those.
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0f32; 8];
    for chunk in row.as_chunks::<8>().0 {
        lanes.iter_mut().zip(chunk).for_each(|(lane, v)| *lane += of(*v));
    }
    lanes.iter().sum()
}

/// `x` times the share of a normal distribution below `x` (GELU).
pub fn bend(values: &mut [f32]) {
    for value in values {
        *value = 0.5 * *value * (1.0 + erf(*value * std::f32::consts::FRAC_1_SQRT_2));
    }
}

/// The error function as a fraction of two polynomials, right to about 1e-6.
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
pub fn shares(scores: &mut [f32]) {
    let most = scores.iter().fold(f32::NEG_INFINITY, |most, s| if *s > most { *s } else { most });
    let mut total = 0.0;
    for score in scores.iter_mut() {
        *score = libm::expf(*score - most);
        total += *score;
    }
    scores.iter_mut().for_each(|s| *s /= total);
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
    fn shares_add_up() {
        let mut scores = [1.0, 2.0, 300.0];
        shares(&mut scores);
        assert_eq!(scores, [0.0, 0.0, 1.0]);
    }
}
