//! Rows and layers in whole numbers of 8 bits, and how floats are rounded to them.
//!
//! Enters: floats. Leaves: whole numbers up to 127, with what one of them stands for, in the order in which the kernels read them.

use crate::kernel::body::larger;

/// Outputs that are computed together.
pub const LANES: usize = 32;

/// Inputs that stand together: one instruction multiplies four bytes by four and adds the products up.
pub const FOUR: usize = 4;

/// Values of a row that are rounded together; rows are some times as wide.
pub const PART: usize = 16;

/// The largest whole number.
const LARGEST: f32 = 127.0;

/// Added to a number, it rounds to the nearest whole number, which then stands in the low bits.
pub const ROUND: f32 = 12_582_912.0;

/// Added to each byte of a row, which is unsigned where its weight is signed.
pub const OFFSET: i32 = 128;

/// The weights of a layer.
pub struct Quantised {
    /// Values of a row of input.
    pub inputs: usize,
    /// Block after block of 32 outputs: for each four inputs in turn the weights of each output.
    pub weights: Vec<[[i8; FOUR]; LANES]>,
    /// What one of each output's whole numbers stands for.
    pub scales: Vec<f32>,
    /// What is added at the end.
    pub bias: Vec<f32>,
    /// What each output's sum begins with, so that the offset of the bytes cancels out.
    pub start: Vec<i32>,
}

/// Rows in whole numbers.
#[derive(Default)]
pub struct Bytes {
    /// Row after row.
    pub values: Vec<[u8; FOUR]>,
    /// What one of each row's whole numbers stands for.
    pub scales: Vec<f32>,
}

impl Quantised {
    /// Packs `weights` (one row an output); no bias is a bias of 0.
    pub fn new(weights: &[f32], bias: &[f32], inputs: usize) -> Quantised {
        let outputs = weights.len() / inputs;
        assert!(inputs.is_multiple_of(PART) && outputs.is_multiple_of(LANES), "a layer of {inputs} by {outputs}");
        let mut layer = Quantised {
            inputs,
            weights: vec![[[0; FOUR]; LANES]; outputs / LANES * (inputs / FOUR)],
            scales: Vec::with_capacity(outputs),
            bias: (0..outputs).map(|output| bias.get(output).copied().unwrap_or(0.0)).collect(),
            start: Vec::with_capacity(outputs),
        };
        for (output, row) in weights.chunks_exact(inputs).enumerate() {
            let (factor, scale) = scale(row);
            let block = &mut layer.weights[output / LANES * (inputs / FOUR)..][..inputs / FOUR];
            let mut sum = 0;
            for (four, place) in row.as_chunks::<FOUR>().0.iter().zip(block) {
                place[output % LANES] = four.map(|weight| byte(weight, factor) as i8);
                sum += place[output % LANES].iter().map(|w| i32::from(*w)).sum::<i32>();
            }
            layer.scales.push(scale);
            layer.start.push(-OFFSET * sum);
        }
        layer
    }

    /// Number of outputs.
    pub fn outputs(&self) -> usize {
        self.scales.len()
    }
}

impl Bytes {
    /// As much room as those rows take.
    pub fn make_room(&mut self, count: usize, width: usize) {
        self.values.resize(count * width / FOUR, [0; FOUR]);
        self.scales.resize(count, 0.0);
    }
}

/// What a row is multiplied by to fill 8 bits, and what one whole number then stands for.
#[inline(always)]
pub fn scale(row: &[f32]) -> (f32, f32) {
    let mut most = [0.0f32; PART];
    for part in row.as_chunks::<PART>().0 {
        for i in 0..PART {
            most[i] = larger(part[i].abs(), most[i]);
        }
    }
    let most = most.into_iter().fold(0.0, larger);
    (if most > 0.0 { LARGEST / most } else { 0.0 }, most / LARGEST)
}

/// To the nearest whole number, of two equally near the even one: what the addition does to so large a number, in whose low bits it then stands.
#[inline(always)]
fn byte(value: f32, factor: f32) -> u8 {
    (value * factor + ROUND).to_bits() as u8
}

/// See `Machine::quantise`.
#[inline(always)]
pub fn quantise(rows: &[f32], width: usize, out: &mut Bytes) {
    let places = out.values.as_flattened_mut().chunks_exact_mut(width);
    for ((row, out), place) in rows.chunks_exact(width).zip(places).zip(&mut out.scales) {
        let (factor, scale) = scale(row);
        *place = scale;
        for (part, out) in row.as_chunks::<PART>().0.iter().zip(out.as_chunks_mut::<PART>().0) {
            for i in 0..PART {
                out[i] = byte(part[i], factor) ^ OFFSET as u8;
            }
        }
    }
}
