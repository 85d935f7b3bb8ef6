//! Sums with the vector instructions of x86-64.
//!
//! Enters: rows and weights in whole numbers. Leaves: rows of floats. Tiles of rows and outputs stay in registers over all inputs; nothing overflows, since no whole
//! number is beyond 127: twice 127 times 127 is within 16 bits.

#![allow(unsafe_code, reason = "vector instructions work on pointers; `Machine::multiply` has seen the sizes")]
#![allow(clippy::needless_range_loop, reason = "registers are numbered; iterators over them would spill")]

use super::rows::{self, Bytes, FOUR, LANES, PART, Quantised};
use std::arch::x86_64::*;

/// Where a tile reads and writes: its first row and that row's scale, its block of weights, its first output.
#[derive(Clone, Copy)]
struct Place {
    x: *const u8,
    scales: *const f32,
    fours: usize,
    weights: *const i8,
    start: *const i32,
    weight_scales: *const f32,
    bias: *const f32,
    out: *mut f32,
    width: usize,
}

impl Place {
    /// # Safety
    /// The row must be one of `x`, the block one of `weights`, and `out` have room for all rows.
    #[inline(always)]
    unsafe fn new(x: &Bytes, row: usize, weights: &Quantised, block: usize, out: &mut [f32]) -> Place {
        let (fours, width, at) = (weights.inputs / FOUR, weights.outputs(), block * LANES);
        // SAFETY: the caller promises it.
        unsafe {
            Place {
                x: x.values.as_ptr().add(row * fours).cast(),
                scales: x.scales.as_ptr().add(row),
                fours,
                weights: weights.weights.as_ptr().add(block * fours).cast(),
                start: weights.start.as_ptr().add(at),
                weight_scales: weights.scales.as_ptr().add(at),
                bias: weights.bias.as_ptr().add(at),
                out: out.as_mut_ptr().add(row * width + at),
                width,
            }
        }
    }

    /// Four inputs of a row, from the `k`-th four on.
    #[inline(always)]
    unsafe fn four(self, row: usize, k: usize) -> i32 {
        // SAFETY: the caller stays within the tile.
        unsafe { self.x.add((row * self.fours + k) * FOUR).cast::<i32>().read_unaligned() }
    }
}

/// One tile: `R` rows by one block, in 512-bit registers.
#[inline]
#[target_feature(enable = "avx512f,avx512vnni")]
unsafe fn tile_wide<const R: usize>(at: Place) {
    // SAFETY: `multiply` bounds rows, weights and outputs.
    unsafe {
        let start = [_mm512_loadu_si512(at.start.cast()), _mm512_loadu_si512(at.start.add(16).cast())];
        let mut sums = [start; R];
        for k in 0..at.fours {
            let weights = at.weights.add(k * LANES * FOUR);
            let w = [_mm512_loadu_si512(weights.cast()), _mm512_loadu_si512(weights.add(64).cast())];
            for r in 0..R {
                let x = _mm512_set1_epi32(at.four(r, k));
                for half in 0..2 {
                    sums[r][half] = _mm512_dpbusd_epi32(sums[r][half], x, w[half]);
                }
            }
        }
        for r in 0..R {
            for half in 0..2 {
                let scale = _mm512_mul_ps(_mm512_set1_ps(*at.scales.add(r)), _mm512_loadu_ps(at.weight_scales.add(half * 16)));
                let value = _mm512_mul_ps(_mm512_cvtepi32_ps(sums[r][half]), scale);
                let value = _mm512_add_ps(value, _mm512_loadu_ps(at.bias.add(half * 16)));
                _mm512_storeu_ps(at.out.add(r * at.width + half * 16), value);
            }
        }
    }
}

/// One tile in 256-bit registers, half a block at a time. Without an instruction for bytes of two signs, the sign of the row goes to the weights.
#[inline]
#[target_feature(enable = "avx2,fma")]
unsafe fn tile_narrow<const R: usize>(at: Place) {
    let (offset, ones) = (_mm256_set1_epi8(-128), _mm256_set1_epi16(1));
    for half in 0..2 {
        // SAFETY: `multiply` bounds rows, weights and outputs.
        unsafe {
            let mut sums = [[_mm256_setzero_si256(); 2]; R];
            for k in 0..at.fours {
                let weights = at.weights.add((k * LANES + half * 16) * FOUR);
                let w = [_mm256_loadu_si256(weights.cast()), _mm256_loadu_si256(weights.add(32).cast())];
                for r in 0..R {
                    let x = _mm256_xor_si256(_mm256_set1_epi32(at.four(r, k)), offset);
                    let size = _mm256_abs_epi8(x);
                    for p in 0..2 {
                        let pairs = _mm256_maddubs_epi16(size, _mm256_sign_epi8(w[p], x));
                        sums[r][p] = _mm256_add_epi32(sums[r][p], _mm256_madd_epi16(pairs, ones));
                    }
                }
            }
            for r in 0..R {
                for p in 0..2 {
                    let from = half * 16 + p * 8;
                    let scale = _mm256_mul_ps(_mm256_set1_ps(*at.scales.add(r)), _mm256_loadu_ps(at.weight_scales.add(from)));
                    let value = _mm256_mul_ps(_mm256_cvtepi32_ps(sums[r][p]), scale);
                    let value = _mm256_add_ps(value, _mm256_loadu_ps(at.bias.add(from)));
                    _mm256_storeu_ps(at.out.add(r * at.width + from), value);
                }
            }
        }
    }
}

/// `Machine::multiply` for one width of registers; the numbers are the rows of a tile, the most first.
macro_rules! layers {
    ($features:literal, $tile:ident, $multiply:ident, $most:literal $(, $rows:literal)*) => {
        /// See `Machine::multiply`.
        #[target_feature(enable = $features)]
        pub unsafe fn $multiply(x: &Bytes, weights: &Quantised, out: &mut [f32]) {
            let count = x.scales.len();
            for block in 0..weights.outputs() / LANES {
                let mut row = 0;
                while row < count {
                    // SAFETY: `Machine::multiply` has seen that these rows, weights and outputs are there.
                    row += unsafe {
                        let at = Place::new(x, row, weights, block, out);
                        match count - row {
                            $($rows => ($tile::<$rows>(at), $rows).1,)*
                            _ => ($tile::<$most>(at), $most).1,
                        }
                    };
                }
            }
        }
    };
}

layers!("avx512f,avx512vnni", tile_wide, multiply_wide, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
layers!("avx2,fma", tile_narrow, multiply_narrow, 4, 1, 2, 3);

/// See `Machine::quantise`. Written out, since compilers take sixteen bytes apart.
#[target_feature(enable = "avx512f,avx2,fma")]
pub unsafe fn quantise_wide(values: &[f32], width: usize, out: &mut Bytes) {
    let places = out.values.as_flattened_mut().chunks_exact_mut(width);
    for ((row, out), place) in values.chunks_exact(width).zip(places).zip(&mut out.scales) {
        let (factor, scale) = rows::scale(row);
        *place = scale;
        let (factor, round, offset) = (_mm512_set1_ps(factor), _mm512_set1_ps(rows::ROUND), _mm512_set1_epi32(rows::OFFSET));
        for (part, out) in row.as_chunks::<PART>().0.iter().zip(out.as_chunks_mut::<PART>().0) {
            // SAFETY: both parts have 16 values.
            unsafe {
                let rounded = _mm512_add_ps(_mm512_mul_ps(_mm512_loadu_ps(part.as_ptr()), factor), round);
                let bytes = _mm512_cvtepi32_epi8(_mm512_xor_si512(_mm512_castps_si512(rounded), offset));
                _mm_storeu_si128(out.as_mut_ptr().cast(), bytes);
            }
        }
    }
}

/// See `Machine::quantise`.
#[target_feature(enable = "avx2,fma")]
pub unsafe fn quantise_narrow(values: &[f32], width: usize, out: &mut Bytes) {
    rows::quantise(values, width, out);
}
