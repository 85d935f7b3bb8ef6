//! Matrix multiplication and the layers around it, the same to the bit on every machine that can fuse multiply and add.
//!
//! Enters: rows of 32-bit floats and weights that were packed once. Leaves: rows. Each output is one chain of fused multiply-adds over the
//! inputs in order, whatever the width of the machine's registers and however many rows are done at a time.

mod body;
pub mod layers;
mod plain;
pub mod quantised;
#[cfg(target_arch = "x86_64")]
mod x86;

use layers::{BLOCK, CELLS, Norm, Packed, Parts, Rows, Upper};

/// What the processor can do, found out once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Machine {
    /// 512-bit registers.
    #[cfg(target_arch = "x86_64")]
    Wide,
    /// 256-bit registers with fused multiply-add.
    #[cfg(target_arch = "x86_64")]
    Narrow,
    /// Anything else.
    Plain,
}

impl Machine {
    /// Asks the processor.
    pub fn detect() -> Machine {
        #[cfg(target_arch = "x86_64")]
        {
            let narrow = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
            if narrow && is_x86_feature_detected!("avx512f") {
                return Machine::Wide;
            }
            if narrow {
                return Machine::Narrow;
            }
        }
        Machine::Plain
    }

    /// `out[row] = weights x row + bias`, in rows of `weights.places()` values.
    #[allow(unsafe_code, reason = "only a machine that has the instructions gets there")]
    pub fn affine(self, x: Rows, weights: &Packed, out: &mut [f32]) {
        check(x, weights, weights.places(), out);
        match self {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `detect` saw these features.
            Machine::Wide => unsafe { x86::affine_wide(x, weights, out) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Machine::Narrow => unsafe { x86::affine_narrow(x, weights, out) },
            Machine::Plain => plain::affine(x, weights, out),
        }
    }

    /// The same, of which the largest of three pieces is kept: rows of a third of `weights.places()` values.
    #[allow(unsafe_code, reason = "as above")]
    pub fn maxout(self, x: Rows, weights: &Packed, out: &mut [f32]) {
        check(x, weights, weights.places() / 3, out);
        match self {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `detect` saw these features.
            Machine::Wide => unsafe { x86::maxout_wide(x, weights, out) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Machine::Narrow => unsafe { x86::maxout_narrow(x, weights, out) },
            Machine::Plain => plain::maxout(x, weights, out),
        }
    }

    /// Adds up the parts of each token and its neighbours (`tokens` begins and ends with one that only is a neighbour) and keeps the largest of three
    /// pieces.
    #[allow(unsafe_code, reason = "as above")]
    pub fn join(self, parts: &[f32], tokens: &[u32], layer: &Parts, out: &mut [f32]) {
        match self {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `detect` saw these features.
            Machine::Wide => unsafe { x86::join_wide(parts, tokens, layer, out) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Machine::Narrow => unsafe { x86::join_narrow(parts, tokens, layer, out) },
            Machine::Plain => body::join(parts, tokens, layer, out),
        }
    }

    /// Normalises rows of 96 or 256 values in place and adds `residual` where there is one.
    #[allow(unsafe_code, reason = "as above")]
    pub fn normalise(self, rows: &mut [f32], residual: Option<&[f32]>, norm: &Norm) {
        match self {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `detect` saw these features.
            Machine::Wide => unsafe { x86::normalise_wide(rows, residual, norm) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Machine::Narrow => unsafe { x86::normalise_narrow(rows, residual, norm) },
            Machine::Plain => plain::normalise(rows, residual, norm),
        }
    }

    /// Adds up rows of 128 values, keeps the larger of each half, and applies a small layer.
    #[allow(unsafe_code, reason = "as above")]
    pub fn score(self, rows: &[&[f32; 128]], bias: &[f32; 128], upper: &Upper, out: &mut [f32]) {
        match self {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `detect` saw these features.
            Machine::Wide => unsafe { x86::score_wide(rows, bias, upper, out) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Machine::Narrow => unsafe { x86::score_narrow(rows, bias, upper, out) },
            Machine::Plain => plain::score(rows, bias, upper, out),
        }
    }

    /// One step of a long short-term memory: `input` and `recurrent` are what the word and the state before it add to the gates, 128 values each of
    /// input gate, forget gate, candidate and output gate. The state is stepped in place.
    #[allow(unsafe_code, reason = "as above")]
    pub fn step_cells(self, input: &[f32], recurrent: &[f32], cells: &mut [f32; CELLS], hidden: &mut [f32; CELLS]) {
        match self {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `detect` saw these features.
            Machine::Wide => unsafe { x86::step_cells_wide(input, recurrent, cells, hidden) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Machine::Narrow => unsafe { x86::step_cells_narrow(input, recurrent, cells, hidden) },
            Machine::Plain => plain::step_cells(input, recurrent, cells, hidden),
        }
    }

    /// Adds to each row of 256 values those rows of a table whose numbers it has, and keeps what is above 0.
    #[allow(unsafe_code, reason = "as above")]
    pub fn gather<const N: usize>(self, table: &[f32], numbers: &[[u32; N]], rows: &mut [f32]) {
        match self {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `detect` saw these features.
            Machine::Wide => unsafe { x86::gather_wide(table, numbers, rows) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Machine::Narrow => unsafe { x86::gather_narrow(table, numbers, rows) },
            Machine::Plain => body::gather(table, numbers, rows),
        }
    }
}

/// The kernels read and write through pointers: sizes are checked here, in one place.
fn check(x: Rows, weights: &Packed, width: usize, out: &[f32]) {
    assert!(x.count == 0 || (x.count - 1) * x.stride + weights.inputs <= x.values.len(), "rows reach beyond their values");
    assert!(x.count * width <= out.len(), "no room for the output");
    assert!(weights.weights.len() == weights.blocks * weights.inputs * BLOCK && weights.bias.len() == weights.places());
}

#[cfg(test)]
mod tests;
