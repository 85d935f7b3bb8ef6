//! Layers and rows as the kernels take them.
//!
//! Enters: weights as the model's file holds them. Leaves: weights packed once, in the order in which the kernels read them.

/// Outputs that are computed together: three groups of 16.
pub const BLOCK: usize = 48;

/// Values of a token vector.
pub const WIDTH: usize = 96;

/// Cells of a recurrent layer that reads in one direction.
pub const CELLS: usize = 128;

/// Weights in blocks of 48 outputs: for each block, the weights of its outputs for each input in turn.
pub struct Packed {
    /// Values of a row of input.
    pub inputs: usize,
    /// Number of blocks.
    pub blocks: usize,
    /// Block after block.
    pub weights: Vec<f32>,
    /// Biases, place after place.
    pub bias: Vec<f32>,
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

    /// Weights and biases of one block.
    pub fn block(&self, block: usize) -> (&[f32], &[f32; BLOCK]) {
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
    /// Biases, in the order of the pieces.
    pub bias: Vec<f32>,
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
    pub fn of<'p>(&self, parts: &'p [f32], token: u32, place: usize) -> &'p [f32] {
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

/// Scale and shift after a normalisation, of rows of 96 or 256 values.
pub struct Norm {
    /// Added to the variance.
    pub epsilon: f32,
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
