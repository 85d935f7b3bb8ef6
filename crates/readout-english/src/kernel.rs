//! Matrix multiplication and the layers around it, the same to the bit on every machine that can fuse multiply and add.
//!
//! Enters: rows of 32-bit floats and weights that were packed once. Leaves: rows. Each output is one chain of fused multiply-adds over the
//! inputs in order, whatever the width of the machine's registers and however many rows are done at a time.

mod body;
mod plain;
#[cfg(target_arch = "x86_64")]
mod x86;

/// Outputs that are computed together: three groups of 16.
pub const BLOCK: usize = 48;

/// Values of a token vector.
pub const WIDTH: usize = 96;

/// Weights in blocks of 48 outputs: for each block, the weights of its outputs for each input in turn.
pub struct Packed {
    inputs: usize,
    blocks: usize,
    weights: Vec<f32>,
    bias: Vec<f32>,
}

impl Packed {
    /// Packs `weights` (one row an output). Output `order(i)` of the matrix comes to place `i`; places without one give 0.
    pub fn new(weights: &[f32], bias: &[f32], inputs: usize, places: usize, order: impl Fn(usize) -> Option<usize>) -> Packed {
        let blocks = places.div_ceil(BLOCK);
        let mut packed = Packed { inputs, blocks, weights: vec![0.0; blocks * inputs * BLOCK], bias: vec![0.0; blocks * BLOCK] };
        for (place, output) in (0..places).filter_map(|p| Some((p, order(p)?))) {
            let (block, lane) = (place / BLOCK, place % BLOCK);
            packed.bias[place] = bias.get(output).copied().unwrap_or(0.0);
            for (input, weight) in weights[output * inputs..][..inputs].iter().enumerate() {
                packed.weights[(block * inputs + input) * BLOCK + lane] = *weight;
            }
        }
        packed
    }

    /// Packs a maxout layer of three pieces: each block holds piece 0, 1 and 2 of the same 16 outputs.
    pub fn maxout(weights: &[f32], bias: &[f32], inputs: usize) -> Packed {
        Packed::new(weights, bias, inputs, bias.len(), |place| Some(piece(place)))
    }

    /// Number of values in a row that `Machine::affine` writes.
    pub fn places(&self) -> usize {
        self.blocks * BLOCK
    }

    fn block(&self, block: usize) -> (&[f32], &[f32; BLOCK]) {
        let size = self.inputs * BLOCK;
        let bias = self.bias[block * BLOCK..].first_chunk().expect("as many biases as places");
        (&self.weights[block * size..][..size], bias)
    }
}

/// The output of a maxout layer of three pieces (output after output, piece after piece) that stands at a place of its blocks.
fn piece(place: usize) -> usize {
    (place / BLOCK * 16 + place % 16) * 3 + place % BLOCK / 16
}

/// A maxout layer over a token and its neighbours, in parts that depend on one token each: what is the same for equal tokens is computed once.
pub struct Parts {
    /// From a vector to what it adds as the token before, the token itself and the token after: three times all pieces.
    pub each: Packed,
    bias: Vec<f32>,
}

impl Parts {
    /// Takes a layer whose inputs are three vectors of 96 values apart.
    pub fn new(weights: &[f32], bias: &[f32]) -> Parts {
        let pieces = bias.len();
        let part =
            |part: usize| weights.chunks_exact(3 * WIDTH).flat_map(move |row| row[part * WIDTH..][..WIDTH].iter().copied());
        let apart: Vec<f32> = (0..3).flat_map(part).collect();
        let each = Packed::new(&apart, &[], WIDTH, 3 * pieces, |place| Some(place / pieces * pieces + piece(place % pieces)));
        Parts { each, bias: (0..pieces).map(|place| bias[piece(place)]).collect() }
    }

    /// The values of one token at that place of a window of three.
    #[inline(always)]
    fn of<'p>(&self, parts: &'p [f32], token: u32, place: usize) -> &'p [f32] {
        let pieces = self.bias.len();
        &parts[(token as usize * 3 + place) * pieces..][..pieces]
    }
}

/// Rows of input: row `i` is `inputs` values from `i * stride` on, so that rows may overlap.
#[derive(Clone, Copy)]
pub struct Rows<'x> {
    /// All values.
    pub values: &'x [f32],
    /// Distance between the beginnings of rows.
    pub stride: usize,
    /// Number of rows.
    pub count: usize,
}

/// Scale and shift after a normalisation.
pub struct Norm {
    /// Factor of each value.
    pub scale: Vec<f32>,
    /// What is added to each value.
    pub shift: Vec<f32>,
}

/// A small layer over one row: weights of each input in turn, outputs padded to a multiple of 16.
pub struct Upper {
    /// Number of outputs, padding included.
    pub places: usize,
    /// Weights, one row an input.
    pub weights: Vec<f32>,
    /// Biases.
    pub bias: Vec<f32>,
}

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

    /// Normalises rows of 96 values in place and adds `residual` where there is one.
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
}

/// The kernels read and write through pointers: sizes are checked here, in one place.
fn check(x: Rows, weights: &Packed, width: usize, out: &[f32]) {
    assert!(x.count == 0 || (x.count - 1) * x.stride + weights.inputs <= x.values.len(), "rows reach beyond their values");
    assert!(x.count * width <= out.len(), "no room for the output");
    assert!(weights.weights.len() == weights.blocks * weights.inputs * BLOCK && weights.bias.len() == weights.places());
}

#[cfg(test)]
mod tests;
