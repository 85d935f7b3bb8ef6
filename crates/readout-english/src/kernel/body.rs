//! Layers that the compiler turns into good code by itself, written once for all widths.
//!
//! Enters: rows and layers. Leaves: rows, as told in `kernel`. Sums run in an order that is fixed here.

use super::layers::{BLOCK, CELLS, Norm, Packed, Parts, Rows, Upper, WIDTH};

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

/// See `Machine::normalise`, for rows of `W` values.
#[inline(always)]
fn normalise_rows<F: Fused, const W: usize>(rows: &mut [f32], residual: Option<&[f32]>, norm: &Norm) {
    let (scale, shift): (&[f32; W], &[f32; W]) = match (norm.scale.first_chunk(), norm.shift.first_chunk()) {
        (Some(scale), Some(shift)) => (scale, shift),
        _ => return,
    };
    let (rows, _) = rows.as_chunks_mut::<W>();
    for (number, row) in rows.iter_mut().enumerate() {
        let mut sums = [0.0; LANES];
        for part in row.as_chunks::<LANES>().0 {
            for i in 0..LANES {
                sums[i] += part[i];
            }
        }
        let mean = total(sums) / W as f32;
        let mut squares = [0.0; LANES];
        for part in row.as_chunks::<LANES>().0 {
            for i in 0..LANES {
                let away = part[i] - mean;
                squares[i] = F::add(away, away, squares[i]);
            }
        }
        let factor = 1.0 / (total(squares) / W as f32 + norm.epsilon).sqrt();
        for i in 0..W {
            row[i] = F::add((row[i] - mean) * factor, scale[i], shift[i]);
        }
        if let Some(before) = residual.and_then(|r| r.as_chunks::<W>().0.get(number)) {
            for i in 0..W {
                row[i] += before[i];
            }
        }
    }
}

/// See `Machine::normalise`.
#[inline(always)]
pub fn normalise<F: Fused>(rows: &mut [f32], residual: Option<&[f32]>, norm: &Norm) {
    match norm.scale.len() {
        WIDTH => normalise_rows::<F, WIDTH>(rows, residual, norm),
        _ => normalise_rows::<F, { 2 * CELLS }>(rows, residual, norm),
    }
}

/// e to the power of `x` within 2 units in the last place: powers of two by the exponent, the rest by the series of the exponential function. Beyond 28 either way
/// it stays where it is, so that products of three such numbers stay within a float.
#[inline(always)]
fn exponential<F: Fused>(x: f32) -> f32 {
    // Added and taken away, it rounds to a whole number, which stands in the low bits meanwhile.
    const ROUND: f32 = 12_582_912.0;
    let x = x.clamp(-28.0, 28.0);
    let shifted = F::add(x, std::f32::consts::LOG2_E, ROUND);
    let whole = shifted - ROUND;
    let rest = F::add(whole, -1.428_606_8e-6, F::add(whole, -0.693_145_75, x));
    let mut sum = 1.0 / 720.0;
    for factor in [1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0] {
        sum = F::add(sum, rest, factor);
    }
    let power = shifted.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(127) << 23;
    sum * f32::from_bits(power)
}

/// See `Machine::step_cells`. With e the exponential of what goes in, a sigmoid is 1 / (1 + e) and a hyperbolic tangent (1 - e) / (1 + e): all of a cell stands over
/// one denominator, which costs one division, since divisions take longest.
#[inline(always)]
pub fn step_cells<F: Fused>(input: &[f32], recurrent: &[f32], cells: &mut [f32; CELLS], hidden: &mut [f32; CELLS]) {
    let (input, recurrent) = (input.as_chunks::<CELLS>().0, recurrent.as_chunks::<CELLS>().0);
    let ([xi, xf, xg, xo, ..], [ri, rf, rg, ro, ..]) = (input, recurrent) else { return };
    for at in 0..CELLS {
        let gate = |x: f32, r: f32| 1.0 + exponential::<F>(-(x + r));
        let (i, f, o) = (gate(xi[at], ri[at]), gate(xf[at], rf[at]), gate(xo[at], ro[at]));
        let g = exponential::<F>(-2.0 * (xg[at] + rg[at]));
        let new = i * (1.0 + g);
        let cell = F::add(cells[at], new, f * (1.0 - g)) / (f * new);
        let c = exponential::<F>(-2.0 * cell);
        cells[at] = cell;
        hidden[at] = (1.0 - c) / (o * (1.0 + c));
    }
}

/// See `Machine::gather`.
#[inline(always)]
pub fn gather<const N: usize>(table: &[f32], numbers: &[[u32; N]], rows: &mut [f32]) {
    let (table, rows) = (table.as_chunks::<{ 2 * CELLS }>().0, rows.as_chunks_mut::<{ 2 * CELLS }>().0);
    for (numbers, row) in numbers.iter().zip(rows) {
        for number in numbers {
            let values = &table[*number as usize];
            for i in 0..2 * CELLS {
                row[i] += values[i];
            }
        }
        for value in row {
            *value = larger(*value, 0.0);
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
