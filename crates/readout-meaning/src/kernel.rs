//! Matrix multiplication in whole numbers: the same to the bit on every machine.
//!
//! Enters: rows of floats and weights that were packed once. Leaves: rows of floats. Rows are brought to 12 bits with a scale for each; products of
//! 12 and 10 bits over at most 1536 inputs add up within 32 bits, so that the order of the sums cannot show.

mod block;
mod plain;
#[cfg(target_arch = "x86_64")]
mod x86;

use block::{BLOCK, Sums};

/// Most rows that are computed together.
pub const ROWS: usize = 8;
/// The largest whole number of a row.
const LARGEST: f32 = 2047.0;

/// What the processor can do, found out once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Machine {
    /// 512-bit registers with products of 16 bits that add up.
    #[cfg(target_arch = "x86_64")]
    Wide,
    /// 256-bit registers.
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
            if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni") {
                return Machine::Wide;
            }
            if is_x86_feature_detected!("avx2") {
                return Machine::Narrow;
            }
        }
        Machine::Plain
    }

    /// All that this processor can be, for tests that hold them against each other.
    #[cfg(test)]
    pub fn here() -> Vec<Machine> {
        let mut all = vec![Machine::Plain, Machine::detect()];
        #[cfg(target_arch = "x86_64")]
        all.extend(is_x86_feature_detected!("avx2").then_some(Machine::Narrow));
        all
    }

    /// Sums of up to `ROWS` rows with one block of weights; as many pairs in each row as the block has.
    #[allow(unsafe_code, reason = "only a machine that has the instructions gets there")]
    fn sums(self, rows: &[&[i32]], block: &[Sums], out: &mut [Sums]) {
        match self {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `detect` saw these features.
            Machine::Wide => unsafe { x86::sums_wide(rows, block, out) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Machine::Narrow => unsafe { x86::sums_narrow(rows, block, out) },
            Machine::Plain => plain::sums(rows, block, out),
        }
    }

    /// `out[row] = weights x row + bias`.
    pub fn affine(self, x: &Whole, weights: &Packed, out: &mut Vec<f32>) {
        let width = weights.bias.len();
        out.clear();
        out.resize(x.scales.len() * width, 0.0);
        for (b, block) in weights.pairs.chunks(weights.inputs / 2).enumerate() {
            let places = b * BLOCK..(b + 1) * BLOCK;
            let (scales, bias) = (&weights.scales[places.clone()], &weights.bias[places.clone()]);
            for first in (0..x.scales.len()).step_by(ROWS) {
                let rows = x.rows(first);
                let mut sums = [[0; BLOCK]; ROWS];
                self.sums(&rows, block, &mut sums[..rows.len()]);
                for (r, sums) in sums[..rows.len()].iter().enumerate() {
                    let row = (first + r) * width;
                    let scale = x.scales[first + r];
                    scale_sums(self, sums, scale, scales, bias, &mut out[row + places.start..row + places.end]);
                }
            }
        }
    }
}

/// A function over floats in a copy for each machine, which it takes as its first argument. The compiler finds the vectors; floats are neither reordered nor
/// fused, so that all copies give the same bits.
macro_rules! widened {
    ($(#[$doc:meta])* $seen:vis fn $name:ident($($arg:ident: $type:ty),*) $body:block) => {
        $(#[$doc])*
        #[allow(unsafe_code, reason = "only a machine that has the instructions gets there")]
        $seen fn $name(machine: $crate::kernel::Machine, $($arg: $type),*) {
            #[inline(always)]
            fn body($($arg: $type),*) $body
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f,avx512vnni")]
            fn wide($($arg: $type),*) {
                body($($arg),*);
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2")]
            fn narrow($($arg: $type),*) {
                body($($arg),*);
            }
            match machine {
                #[cfg(target_arch = "x86_64")]
                // SAFETY: `Machine::detect` saw these features.
                $crate::kernel::Machine::Wide => unsafe { wide($($arg),*) },
                #[cfg(target_arch = "x86_64")]
                // SAFETY: as above.
                $crate::kernel::Machine::Narrow => unsafe { narrow($($arg),*) },
                $crate::kernel::Machine::Plain => body($($arg),*),
            }
        }
    };
}
pub(crate) use widened;

/// Chains of a sum that the widest register holds twice.
pub const LANES: usize = 32;

/// The largest of some values, or 0 where they are all less.
#[inline(always)]
pub fn largest(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let more = |most: f32, v: f32| if v > most { v } else { most };
    let mut lanes = [0.0f32; LANES];
    let (whole, rest) = values.as_chunks::<LANES>();
    for chunk in whole {
        lanes.iter_mut().zip(chunk).for_each(|(lane, v)| *lane = more(*lane, of(*v)));
    }
    lanes.iter_mut().zip(rest).for_each(|(lane, v)| *lane = more(*lane, of(*v)));
    lanes.into_iter().fold(0.0, more)
}

widened! {
    /// Rounds one row, two values into each pair.
    fn round_row(row: &[f32], factor: f32, pairs: &mut [i32]) {
        for (pair, [a, b]) in pairs.iter_mut().zip(row.as_chunks::<2>().0) {
            *pair = joined(rounded(a * factor), rounded(b * factor));
        }
    }
}

widened! {
    /// The largest size of a value.
    fn find_most(row: &[f32], most: &mut f32) {
        *most = largest(row, f32::abs);
    }
}

widened! {
    /// Sums of whole numbers back to floats.
    fn scale_sums(sums: &Sums, scale: f32, scales: &[f32], bias: &[f32], out: &mut [f32]) {
        for ((out, sum), (own, bias)) in out.iter_mut().zip(sums).zip(scales.iter().zip(bias)) {
            *out = *sum as f32 * (scale * own) + bias;
        }
    }
}

/// Rows in whole numbers of 12 bits, two in each `i32`, with a scale for each row.
#[derive(Default)]
pub struct Whole {
    pairs: Vec<i32>,
    scales: Vec<f32>,
    inputs: usize,
}

impl Whole {
    /// Rounds rows of `inputs` values to the nearest whole number of their scale.
    pub fn set(&mut self, values: &[f32], inputs: usize, machine: Machine) {
        self.inputs = inputs;
        self.scales.clear();
        self.pairs.resize(values.len() / 2, 0);
        for (row, pairs) in values.chunks_exact(inputs).zip(self.pairs.chunks_exact_mut(inputs / 2)) {
            let mut most = 0.0;
            find_most(machine, row, &mut most);
            self.scales.push(most / LARGEST);
            round_row(machine, row, if most > 0.0 { LARGEST / most } else { 0.0 }, pairs);
        }
    }

    fn rows(&self, first: usize) -> arrayed::Rows<'_> {
        arrayed::Rows::new(self.pairs[first * self.inputs / 2..].chunks_exact(self.inputs / 2))
    }
}

/// To the nearest whole number, of two equally near the even one: what the addition does to so large a number, whose last bits are then that number.
#[inline(always)]
pub fn rounded(value: f32) -> i32 {
    const LARGE: f32 = 12_582_912.0;
    (value + LARGE).to_bits() as i32 - const { LARGE.to_bits() as i32 }
}

#[inline(always)]
fn joined(low: i32, high: i32) -> i32 {
    low & 0xffff | high << 16
}

/// A few rows without an allocation.
mod arrayed {
    use super::ROWS;

    pub struct Rows<'r> {
        rows: [&'r [i32]; ROWS],
        count: usize,
    }

    impl<'r> Rows<'r> {
        pub fn new(all: impl Iterator<Item = &'r [i32]>) -> Rows<'r> {
            let mut rows = Rows { rows: [&[]; ROWS], count: 0 };
            for row in all.take(ROWS) {
                rows.rows[rows.count] = row;
                rows.count += 1;
            }
            rows
        }
    }

    impl<'r> std::ops::Deref for Rows<'r> {
        type Target = [&'r [i32]];

        fn deref(&self) -> &Self::Target {
            &self.rows[..self.count]
        }
    }
}

/// Weights in blocks of outputs: pair by pair of inputs, the outputs of the block side by side.
pub struct Packed {
    inputs: usize,
    pairs: Vec<Sums>,
    scales: Vec<f32>,
    bias: Vec<f32>,
}

impl Packed {
    /// Packs a matrix with a row of `inputs` for each output.
    pub fn new(matrix: &[i16], inputs: usize, scales: Vec<f32>, bias: Vec<f32>) -> Packed {
        assert!(inputs.is_multiple_of(2) && bias.len().is_multiple_of(BLOCK) && matrix.len() == inputs * bias.len());
        let mut pairs = Vec::with_capacity(matrix.len() / 2 / BLOCK);
        for block in matrix.chunks_exact(inputs * BLOCK) {
            let at = |place: usize, input: usize| i32::from(block[place * inputs + input]);
            pairs.extend((0..inputs).step_by(2).map(|i| std::array::from_fn(|place| joined(at(place, i), at(place, i + 1)))));
        }
        Packed { inputs, pairs, scales, bias }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers without a pattern.
    fn numbers(count: usize) -> impl Iterator<Item = i32> {
        let step = |s: &u32| Some(s.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
        std::iter::successors(Some(7u32), step).map(|s| (s >> 16) as i32).take(count)
    }

    fn product(machine: Machine, rows: usize, inputs: usize) -> Vec<f32> {
        let matrix: Vec<i16> = numbers(inputs * 64).map(|n| (n % 1023 - 511) as i16).collect();
        let packed = Packed::new(&matrix, inputs, vec![0.01; 64], vec![0.5; 64]);
        let values: Vec<f32> = numbers(rows * inputs).map(|n| (n % 4001 - 2000) as f32 * 0.37).collect();
        let mut whole = Whole::default();
        whole.set(&values, inputs, machine);
        let mut out = Vec::new();
        machine.affine(&whole, &packed, &mut out);
        out
    }

    #[test]
    fn every_machine_gives_the_same_bits() {
        for rows in [1, 2, 3, 5, 8, 19] {
            assert_eq!(product(Machine::detect(), rows, 1536), product(Machine::Plain, rows, 1536));
            #[cfg(target_arch = "x86_64")]
            if is_x86_feature_detected!("avx2") {
                assert_eq!(product(Machine::Narrow, rows, 384), product(Machine::Plain, rows, 384));
            }
        }
    }

    #[test]
    fn the_largest_numbers_fit() {
        let packed = Packed::new(&[511; 1536 * 32], 1536, vec![1.0; 32], vec![0.0; 32]);
        let mut whole = Whole::default();
        whole.set(&[2047.0; 1536], 1536, Machine::detect());
        let mut out = Vec::new();
        Machine::detect().affine(&whole, &packed, &mut out);
        assert!(out.iter().all(|v| (v - 511.0 * 2047.0 * 1536.0).abs() < 200.0), "{out:?}");
    }
}
