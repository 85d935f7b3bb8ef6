//! The layers for x86-64 with 256- and 512-bit registers.
//!
//! Enters: rows and layers. Leaves: rows, as told in `kernel`, whose `check` has seen the sizes. Tiles of rows and outputs stay in registers over all inputs.

#![allow(unsafe_code, reason = "vector instructions work on pointers; `kernel::check` bounds them")]
#![allow(clippy::needless_range_loop, reason = "registers are numbered; iterators over them would spill")]

use super::body::{self, Hard};
use super::layers::{BLOCK, CELLS, Norm, Packed, Parts, Rows, Upper};
use std::arch::x86_64::*;

/// Where a tile reads and writes: its first row of input, its block of weights and biases, its first output; distances between rows.
#[derive(Clone, Copy)]
struct Place {
    x: *const f32,
    stride: usize,
    inputs: usize,
    weights: *const f32,
    bias: *const f32,
    out: *mut f32,
    width: usize,
}

/// One tile: `R` rows by one block, in 512-bit registers; with `LARGEST` only the largest of three pieces is written.
#[inline]
#[target_feature(enable = "avx512f,avx2,fma")]
unsafe fn tile_wide<const R: usize, const LARGEST: bool>(at: Place) {
    // SAFETY: `check` bounds rows, weights, biases and outputs.
    unsafe {
        let three = |from: *const f32| [_mm512_loadu_ps(from), _mm512_loadu_ps(from.add(16)), _mm512_loadu_ps(from.add(32))];
        let mut sums = [three(at.bias); R];
        for k in 0..at.inputs {
            let w = three(at.weights.add(k * BLOCK));
            for r in 0..R {
                let value = _mm512_set1_ps(*at.x.add(r * at.stride + k));
                for p in 0..3 {
                    sums[r][p] = _mm512_fmadd_ps(value, w[p], sums[r][p]);
                }
            }
        }
        for r in 0..R {
            let out = at.out.add(r * at.width);
            if LARGEST {
                _mm512_storeu_ps(out, _mm512_max_ps(_mm512_max_ps(sums[r][0], sums[r][1]), sums[r][2]));
            } else {
                for p in 0..3 {
                    _mm512_storeu_ps(out.add(p * 16), sums[r][p]);
                }
            }
        }
    }
}

/// One tile in 256-bit registers, a third of a block at a time.
#[inline]
#[target_feature(enable = "avx2,fma")]
unsafe fn tile_narrow<const R: usize, const LARGEST: bool>(at: Place) {
    for third in 0..3 {
        // SAFETY: `check` bounds rows, weights, biases and outputs.
        unsafe {
            let two = |from: *const f32| [_mm256_loadu_ps(from.add(third * 16)), _mm256_loadu_ps(from.add(third * 16 + 8))];
            let mut sums = [two(at.bias); R];
            for k in 0..at.inputs {
                let w = two(at.weights.add(k * BLOCK));
                for r in 0..R {
                    let value = _mm256_broadcast_ss(&*at.x.add(r * at.stride + k));
                    sums[r][0] = _mm256_fmadd_ps(value, w[0], sums[r][0]);
                    sums[r][1] = _mm256_fmadd_ps(value, w[1], sums[r][1]);
                }
            }
            for r in 0..R {
                for half in 0..2 {
                    let out = at.out.add(r * at.width + half * 8);
                    match (LARGEST, third) {
                        (false, _) => _mm256_storeu_ps(out.add(third * 16), sums[r][half]),
                        (true, 0) => _mm256_storeu_ps(out, sums[r][half]),
                        (true, _) => _mm256_storeu_ps(out, _mm256_max_ps(_mm256_loadu_ps(out), sums[r][half])),
                    }
                }
            }
        }
    }
}

/// Functions for one width of registers.
macro_rules! layers {
    ($features:literal, $tile:ident, $most:literal, $multiply:ident, $affine:ident, $maxout:ident, $join:ident, $normalise:ident, $score:ident, $step_cells:ident, $gather:ident) => {
        #[inline]
        #[target_feature(enable = $features)]
        unsafe fn $multiply<const LARGEST: bool>(x: Rows, weights: &Packed, out: &mut [f32]) {
            let step = if LARGEST { BLOCK / 3 } else { BLOCK };
            let width = weights.blocks * step;
            for block in 0..weights.blocks {
                let (values, bias) = weights.block(block);
                let mut row = 0;
                while row < x.count {
                    // SAFETY: `check` has seen that these rows, weights and outputs are there.
                    row += unsafe {
                        let at = Place {
                            x: x.values.as_ptr().add(row * x.stride),
                            stride: x.stride,
                            inputs: weights.inputs,
                            weights: values.as_ptr(),
                            bias: bias.as_ptr(),
                            out: out.as_mut_ptr().add(row * width + block * step),
                            width,
                        };
                        match x.count - row {
                            left if left >= $most => ($tile::<$most, LARGEST>(at), $most).1,
                            left if left >= 4 => ($tile::<4, LARGEST>(at), 4).1,
                            left if left >= 2 => ($tile::<2, LARGEST>(at), 2).1,
                            _ => ($tile::<1, LARGEST>(at), 1).1,
                        }
                    };
                }
            }
        }

        /// See `Machine::affine`.
        #[target_feature(enable = $features)]
        pub unsafe fn $affine(x: Rows, weights: &Packed, out: &mut [f32]) {
            // SAFETY: the caller has these features and has checked the sizes.
            unsafe { $multiply::<false>(x, weights, out) }
        }

        /// See `Machine::maxout`.
        #[target_feature(enable = $features)]
        pub unsafe fn $maxout(x: Rows, weights: &Packed, out: &mut [f32]) {
            // SAFETY: the caller has these features and has checked the sizes.
            unsafe { $multiply::<true>(x, weights, out) }
        }

        /// See `Machine::join`.
        #[target_feature(enable = $features)]
        pub unsafe fn $join(parts: &[f32], tokens: &[u32], layer: &Parts, out: &mut [f32]) {
            body::join(parts, tokens, layer, out);
        }

        /// See `Machine::normalise`.
        #[target_feature(enable = $features)]
        pub unsafe fn $normalise(rows: &mut [f32], residual: Option<&[f32]>, norm: &Norm) {
            body::normalise::<Hard>(rows, residual, norm);
        }

        /// See `Machine::score`.
        #[target_feature(enable = $features)]
        pub unsafe fn $score(rows: &[&[f32; 128]], bias: &[f32; 128], upper: &Upper, out: &mut [f32]) {
            body::score::<Hard>(rows, bias, upper, out);
        }

        /// See `Machine::step_cells`.
        #[target_feature(enable = $features)]
        pub unsafe fn $step_cells(input: &[f32], recurrent: &[f32], cells: &mut [f32; CELLS], hidden: &mut [f32; CELLS]) {
            body::step_cells::<Hard>(input, recurrent, cells, hidden);
        }

        /// See `Machine::gather`.
        #[target_feature(enable = $features)]
        pub unsafe fn $gather<const N: usize>(table: &[f32], numbers: &[[u32; N]], rows: &mut [f32]) {
            body::gather(table, numbers, rows);
        }
    };
}

#[rustfmt::skip]
layers!("avx512f,avx2,fma", tile_wide, 8, multiply_wide, affine_wide, maxout_wide, join_wide, normalise_wide, score_wide, step_cells_wide, gather_wide);
#[rustfmt::skip]
layers!("avx2,fma", tile_narrow, 6, multiply_narrow, affine_narrow, maxout_narrow, join_narrow, normalise_narrow, score_narrow, step_cells_narrow, gather_narrow);
