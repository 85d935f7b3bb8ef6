//! Layers that the compiler turns into good code by itself, written once for all widths.
//!
//! Enters: rows and layers. Leaves: rows, as told in `kernel`. Sums run in an order that is fixed here.

use super::layers::{BLOCK, Norm, Packed, Parts, Rows, Upper, WIDTH};

/// Fused multiply-add, `a * b + c` with one rounding.
pub trait Fused {
    /// The sum.
    fn add(a: f32, b: f32, c: f32) -> f32;
}

/// For machines that have the instruction.
pub struct Hard;

impl Fused for Hard {
    #[inline(always)]
    fn add(a: f32, b: f32, c: f32) -> f32 {
        a.mul_add(b, c)
    }
}

const LANES: usize = 16;

/// The larger of two numbers, in one instruction.
#[inline(always)]
pub fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// Sixteen sums, added up pairwise.
#[inline(always)]
fn total(mut lanes: [f32; LANES]) -> f32 {
    for half in [8, 4, 2, 1] {
        for i in 0..half {
            lanes[i] += lanes[i + half];
        }
    }
    lanes[0]
}

/// See `Machine::normalise`.
#[inline(always)]
pub fn normalise<F: Fused>(rows: &mut [f32], residual: Option<&[f32]>, norm: &Norm) {
    let (scale, shift): (&[f32; WIDTH], &[f32; WIDTH]) = match (norm.scale.first_chunk(), norm.shift.first_chunk()) {
        (Some(scale), Some(shift)) => (scale, shift),
        _ => return,
    };
    let (rows, _) = rows.as_chunks_mut::<WIDTH>();
    for (number, row) in rows.iter_mut().enumerate() {
        let mut sums = [0.0; LANES];
        for part in row.as_chunks::<LANES>().0 {
            for i in 0..LANES {
                sums[i] += part[i];
            }
        }
        let mean = total(sums) / WIDTH as f32;
        let mut squares = [0.0; LANES];
        for part in row.as_chunks::<LANES>().0 {
            for i in 0..LANES {
                let away = part[i] - mean;
                squares[i] = F::add(away, away, squares[i]);
            }
        }
        let factor = 1.0 / (total(squares) / WIDTH as f32 + 1e-8).sqrt();
        for i in 0..WIDTH {
            row[i] = F::add((row[i] - mean) * factor, scale[i], shift[i]);
        }
        if let Some(before) = residual.and_then(|r| r.as_chunks::<WIDTH>().0.get(number)) {
            for i in 0..WIDTH {
                row[i] += before[i];
            }
        }
    }
}

/// See `Machine::join`.
#[inline(always)]
pub fn join(parts: &[f32], tokens: &[u32], layer: &Parts, out: &mut [f32]) {
    for (window, out) in tokens.windows(3).zip(out.as_chunks_mut::<WIDTH>().0) {
        let [before, own, after] = [0, 1, 2].map(|place| layer.of(parts, window[place], place).as_chunks::<BLOCK>().0);
        let blocks = before.iter().zip(own).zip(after).zip(layer.bias.as_chunks::<BLOCK>().0);
        for ((((before, own), after), bias), out) in blocks.zip(out.as_chunks_mut::<LANES>().0) {
            let mut sums = [0.0; BLOCK];
            for i in 0..BLOCK {
                sums[i] = before[i] + own[i] + after[i] + bias[i];
            }
            for i in 0..LANES {
                out[i] = larger(larger(sums[i], sums[i + 16]), sums[i + 32]);
            }
        }
    }
}

/// See `Machine::score`.
#[inline(always)]
pub fn score<F: Fused>(rows: &[&[f32; 128]], bias: &[f32; 128], upper: &Upper, out: &mut [f32]) {
    let mut sum = *bias;
    for row in rows {
        for i in 0..128 {
            sum[i] += row[i];
        }
    }
    let mut hidden = [0.0; 64];
    for i in 0..64 {
        hidden[i] = larger(sum[i], sum[i + 64]);
    }
    let groups = out.as_chunks_mut::<LANES>().0.iter_mut().zip(upper.bias.as_chunks::<LANES>().0);
    for (group, (out, bias)) in groups.enumerate() {
        let mut lanes = *bias;
        for (input, value) in hidden.iter().enumerate() {
            let weights: &[f32; LANES] = match upper.weights[input * upper.places + group * LANES..].first_chunk() {
                Some(weights) => weights,
                None => return,
            };
            for i in 0..LANES {
                lanes[i] = F::add(*value, weights[i], lanes[i]);
            }
        }
        *out = lanes;
    }
}

/// The 48 outputs of one block for one row.
#[inline(always)]
pub fn block<F: Fused>(row: &[f32], weights: &[f32], bias: &[f32; BLOCK]) -> [f32; BLOCK] {
    let mut sums = *bias;
    for (value, weights) in row.iter().zip(weights.as_chunks::<BLOCK>().0) {
        for i in 0..BLOCK {
            sums[i] = F::add(*value, weights[i], sums[i]);
        }
    }
    sums
}

/// See `Machine::affine`, without special instructions.
pub fn affine<F: Fused>(x: Rows, weights: &Packed, out: &mut [f32]) {
    for number in 0..x.count {
        let row = &x.values[number * x.stride..][..weights.inputs];
        for at in 0..weights.blocks {
            let (values, bias) = weights.block(at);
            out[number * weights.places() + at * BLOCK..][..BLOCK].copy_from_slice(&block::<F>(row, values, bias));
        }
    }
}

/// See `Machine::maxout`, without special instructions.
pub fn maxout<F: Fused>(x: Rows, weights: &Packed, out: &mut [f32]) {
    let width = weights.places() / 3;
    for number in 0..x.count {
        let row = &x.values[number * x.stride..][..weights.inputs];
        for at in 0..weights.blocks {
            let (values, bias) = weights.block(at);
            let pieces = block::<F>(row, values, bias);
            for i in 0..LANES {
                out[number * width + at * LANES + i] = larger(larger(pieces[i], pieces[i + 16]), pieces[i + 32]);
            }
        }
    }
}
