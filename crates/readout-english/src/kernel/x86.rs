//! The layers for x86-64 with 256- and 512-bit registers.
//!
//! Enters and leaves: as told in `kernel`, whose `check` has seen the sizes. Tiles of rows and outputs stay in registers over all inputs.

#![allow(unsafe_code, reason = "vector instructions work on pointers; `kernel::check` bounds them")]
#![allow(clippy::needless_range_loop, reason = "registers are numbered; iterators over them would spill")]

use super::body::{self, Hard};
use super::{BLOCK, Norm, Packed, Rows, Upper};
use std::arch::x86_64::*;

/// One tile: `R` rows by one block, in 512-bit registers.
#[inline]
#[target_feature(enable = "avx512f,avx2,fma")]
unsafe fn tile_wide<const R: usize>(
    x: *const f32,
    stride: usize,
    inputs: usize,
    weights: *const f32,
    out: &mut [[f32; BLOCK]; 8],
) {
    let mut sums = [[_mm512_setzero_ps(); 3]; R];
    for k in 0..inputs {
        // SAFETY: `check` bounds rows and weights.
        let w = unsafe {
            let w = weights.add(k * BLOCK);
            [_mm512_loadu_ps(w), _mm512_loadu_ps(w.add(16)), _mm512_loadu_ps(w.add(32))]
        };
        for r in 0..R {
            let value = unsafe { _mm512_set1_ps(*x.add(r * stride + k)) };
            for p in 0..3 {
                sums[r][p] = _mm512_fmadd_ps(value, w[p], sums[r][p]);
            }
        }
    }
    for r in 0..R {
        for p in 0..3 {
            // SAFETY: each row of the tile has 48 values.
            unsafe { _mm512_storeu_ps(out[r].as_mut_ptr().add(p * 16), sums[r][p]) };
        }
    }
}

/// One tile: `R` rows by one block, in 256-bit registers, a third of a block at a time.
#[inline]
#[target_feature(enable = "avx2,fma")]
unsafe fn tile_narrow<const R: usize>(
    x: *const f32,
    stride: usize,
    inputs: usize,
    weights: *const f32,
    out: &mut [[f32; BLOCK]; 8],
) {
    for third in [0, 16, 32] {
        let mut sums = [[_mm256_setzero_ps(); 2]; R];
        for k in 0..inputs {
            // SAFETY: `check` bounds rows and weights.
            let w = unsafe {
                let w = weights.add(k * BLOCK + third);
                [_mm256_loadu_ps(w), _mm256_loadu_ps(w.add(8))]
            };
            for r in 0..R {
                let value = unsafe { _mm256_broadcast_ss(&*x.add(r * stride + k)) };
                sums[r][0] = _mm256_fmadd_ps(value, w[0], sums[r][0]);
                sums[r][1] = _mm256_fmadd_ps(value, w[1], sums[r][1]);
            }
        }
        for r in 0..R {
            // SAFETY: each row of the tile has 48 values.
            unsafe {
                _mm256_storeu_ps(out[r].as_mut_ptr().add(third), sums[r][0]);
                _mm256_storeu_ps(out[r].as_mut_ptr().add(third + 8), sums[r][1]);
            }
        }
    }
}

/// Functions for one width of registers.
macro_rules! layers {
    ($features:literal, $tile:ident, $most:literal, $each_tile:ident, $affine:ident, $maxout:ident, $normalise:ident, $score:ident) => {
        /// Gives each tile (first row, block, number of rows, sums) to `take`.
        #[inline]
        #[target_feature(enable = $features)]
        unsafe fn $each_tile(x: Rows, weights: &Packed, mut take: impl FnMut(usize, usize, &[[f32; BLOCK]])) {
            let mut tile = [[0.0; BLOCK]; 8];
            for at in 0..weights.blocks {
                let (values, bias) = weights.block(at);
                let mut row = 0;
                while row < x.count {
                    // SAFETY: `check` has seen that these rows and weights are there.
                    let rows = unsafe {
                        let (from, to) = (x.values.as_ptr().add(row * x.stride), values.as_ptr());
                        match x.count - row {
                            left if left >= $most => ($tile::<$most>(from, x.stride, weights.inputs, to, &mut tile), $most).1,
                            left if left >= 4 => ($tile::<4>(from, x.stride, weights.inputs, to, &mut tile), 4).1,
                            left if left >= 2 => ($tile::<2>(from, x.stride, weights.inputs, to, &mut tile), 2).1,
                            _ => ($tile::<1>(from, x.stride, weights.inputs, to, &mut tile), 1).1,
                        }
                    };
                    for sums in &mut tile[..rows] {
                        for i in 0..BLOCK {
                            sums[i] += bias[i];
                        }
                    }
                    take(row, at, &tile[..rows]);
                    row += rows;
                }
            }
        }

        /// See `Machine::affine`.
        #[target_feature(enable = $features)]
        pub unsafe fn $affine(x: Rows, weights: &Packed, out: &mut [f32]) {
            let width = weights.places();
            // SAFETY: the caller has these features and has checked the sizes.
            unsafe {
                $each_tile(x, weights, |row, at, tile| {
                    for (r, sums) in tile.iter().enumerate() {
                        out[(row + r) * width + at * BLOCK..][..BLOCK].copy_from_slice(sums);
                    }
                })
            }
        }

        /// See `Machine::maxout`.
        #[target_feature(enable = $features)]
        pub unsafe fn $maxout(x: Rows, weights: &Packed, out: &mut [f32]) {
            let width = weights.places() / 3;
            // SAFETY: the caller has these features and has checked the sizes.
            unsafe {
                $each_tile(x, weights, |row, at, tile| {
                    for (r, pieces) in tile.iter().enumerate() {
                        let out = &mut out[(row + r) * width + at * 16..][..16];
                        for i in 0..16 {
                            out[i] = body::larger(body::larger(pieces[i], pieces[i + 16]), pieces[i + 32]);
                        }
                    }
                })
            }
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
    };
}

layers!("avx512f,avx2,fma", tile_wide, 8, each_tile_wide, affine_wide, maxout_wide, normalise_wide, score_wide);
layers!("avx2,fma", tile_narrow, 6, each_tile_narrow, affine_narrow, maxout_narrow, normalise_narrow, score_narrow);
