//! Matrix multiplication in whole numbers of 8 bits: the same to the bit on every machine, and several times as fast as floats.
//!
//! Enters: rows of floats and weights that were packed once. Leaves: rows of floats. Weights have a scale for each output, rows one for each row; the products are
//! added up exactly in 32 bits, so that the order of the sums cannot show. FORMAT.md in `training/` says which layers are computed so.

mod plain;
pub mod rows;
#[cfg(target_arch = "x86_64")]
mod x86;

use super::Machine;
use rows::{Bytes, FOUR, PART, Quantised};

impl Machine {
    /// Rounds rows of `width` values to whole numbers, each row by its largest value.
    #[allow(unsafe_code, reason = "only a machine that has the instructions gets there")]
    pub fn quantise(self, values: &[f32], width: usize, out: &mut Bytes) {
        assert!(width.is_multiple_of(PART), "rows of {width} values");
        out.make_room(values.len() / width, width);
        match self {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `detect` saw these features.
            Machine::Wide => unsafe { x86::quantise_wide(values, width, out) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Machine::Narrow => unsafe { x86::quantise_narrow(values, width, out) },
            Machine::Plain => rows::quantise(values, width, out),
        }
    }

    /// `out[row] = weights x row + bias`, in rows of `weights.outputs()` values.
    #[allow(unsafe_code, reason = "as above")]
    pub fn multiply(self, x: &Bytes, weights: &Quantised, out: &mut [f32]) {
        assert!(x.values.len() * FOUR == x.scales.len() * weights.inputs, "rows of another width");
        assert!(x.scales.len() * weights.outputs() <= out.len(), "no room for the output");
        match self {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `detect` saw the first of these features, and the rest is asked for here.
            Machine::Wide if is_x86_feature_detected!("avx512vnni") => unsafe { x86::multiply_wide(x, weights, out) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `detect` saw these features.
            Machine::Wide | Machine::Narrow => unsafe { x86::multiply_narrow(x, weights, out) },
            Machine::Plain => plain::multiply(x, weights, out),
        }
    }
}

#[cfg(test)]
mod tests;
