//! Sums with the vector instructions of x86-64.
//!
//! Enters: rows and a block of weights, in pairs. Leaves: the sums, which stay in registers over all inputs. Each instruction multiplies pairs of 16 bits and
//! adds the two products; nothing overflows (see `kernel`).

#![allow(unsafe_code, reason = "vector instructions read and write through pointers, here to whole arrays")]

use super::block::Sums;
use std::arch::x86_64::*;

/// Two registers of 512 bits hold a block.
#[target_feature(enable = "avx512f,avx512vnni")]
fn tile_wide<const R: usize>(rows: &[&[i32]], block: &[Sums], out: &mut [Sums]) {
    let mut sums = [[_mm512_setzero_si512(); 2]; R];
    let rows: [&[i32]; R] = std::array::from_fn(|r| &rows[r][..block.len()]);
    for (k, weights) in block.iter().enumerate() {
        // SAFETY: the array holds two registers.
        let w = unsafe { [_mm512_loadu_si512(weights.as_ptr().cast()), _mm512_loadu_si512(weights[16..].as_ptr().cast())] };
        for r in 0..R {
            let x = _mm512_set1_epi32(rows[r][k]);
            sums[r][0] = _mm512_dpwssd_epi32(sums[r][0], x, w[0]);
            sums[r][1] = _mm512_dpwssd_epi32(sums[r][1], x, w[1]);
        }
    }
    for (sums, out) in sums.iter().zip(out) {
        // SAFETY: the array has room for two registers.
        unsafe {
            _mm512_storeu_si512(out.as_mut_ptr().cast(), sums[0]);
            _mm512_storeu_si512(out[16..].as_mut_ptr().cast(), sums[1]);
        }
    }
}

/// Two registers of 256 bits hold half a block.
#[target_feature(enable = "avx2")]
fn tile_narrow<const R: usize>(rows: &[&[i32]], block: &[Sums], out: &mut [Sums]) {
    let rows: [&[i32]; R] = std::array::from_fn(|r| &rows[r][..block.len()]);
    for half in [0, 16] {
        let mut sums = [[_mm256_setzero_si256(); 2]; R];
        for (k, weights) in block.iter().enumerate() {
            let weights = &weights[half..half + 16];
            // SAFETY: half of the array holds two registers.
            let w = unsafe { [_mm256_loadu_si256(weights.as_ptr().cast()), _mm256_loadu_si256(weights[8..].as_ptr().cast())] };
            for r in 0..R {
                let x = _mm256_set1_epi32(rows[r][k]);
                sums[r][0] = _mm256_add_epi32(sums[r][0], _mm256_madd_epi16(x, w[0]));
                sums[r][1] = _mm256_add_epi32(sums[r][1], _mm256_madd_epi16(x, w[1]));
            }
        }
        for (sums, out) in sums.iter().zip(&mut *out) {
            let out = &mut out[half..half + 16];
            // SAFETY: half of the array has room for two registers.
            unsafe {
                _mm256_storeu_si256(out.as_mut_ptr().cast(), sums[0]);
                _mm256_storeu_si256(out[8..].as_mut_ptr().cast(), sums[1]);
            }
        }
    }
}

/// Rows in groups whose sums the registers can hold.
macro_rules! grouped {
    ($name:ident, $tile:ident, $features:literal, $most:literal) => {
        /// See `Machine::sums`.
        #[target_feature(enable = $features)]
        pub fn $name(rows: &[&[i32]], block: &[Sums], out: &mut [Sums]) {
            let mut row = 0;
            while row < rows.len() {
                let (here, out) = (&rows[row..], &mut out[row..]);
                row += match here.len() {
                    left if left >= $most => ($tile::<$most>(here, block, out), $most).1,
                    left if left >= 4 => ($tile::<4>(here, block, out), 4).1,
                    left if left >= 2 => ($tile::<2>(here, block, out), 2).1,
                    _ => ($tile::<1>(here, block, out), 1).1,
                };
            }
        }
    };
}

grouped!(sums_wide, tile_wide, "avx512f,avx512vnni", 8);
grouped!(sums_narrow, tile_narrow, "avx2", 4);
