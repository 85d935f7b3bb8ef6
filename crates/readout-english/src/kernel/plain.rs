//! The layers for machines of which nothing is known.
//!
//! Enters: rows and layers. Leaves: rows, as told in `kernel`. Where no instruction fuses multiply and add, 64-bit floats give the same sums (a product of two
//! 32-bit floats is exact in them) but for one rounding in some hundred million.

use super::body::{self, Fused};
use super::layers::{CELLS, Norm, Packed, Rows, Upper};

struct Soft;

impl Fused for Soft {
    #[inline(always)]
    fn add(a: f32, b: f32, c: f32) -> f32 {
        if cfg!(any(target_arch = "aarch64", target_feature = "fma")) {
            a.mul_add(b, c)
        } else {
            (f64::from(a) * f64::from(b) + f64::from(c)) as f32
        }
    }
}

/// See `Machine::affine`.
pub fn affine(x: Rows, weights: &Packed, out: &mut [f32]) {
    body::affine::<Soft>(x, weights, out);
}

/// See `Machine::maxout`.
pub fn maxout(x: Rows, weights: &Packed, out: &mut [f32]) {
    body::maxout::<Soft>(x, weights, out);
}

/// See `Machine::normalise`.
pub fn normalise(rows: &mut [f32], residual: Option<&[f32]>, norm: &Norm) {
    body::normalise::<Soft>(rows, residual, norm);
}

/// See `Machine::score`.
pub fn score(rows: &[&[f32; 128]], bias: &[f32; 128], upper: &Upper, out: &mut [f32]) {
    body::score::<Soft>(rows, bias, upper, out);
}

/// See `Machine::step_cells`.
pub fn step_cells(input: &[f32], recurrent: &[f32], cells: &mut [f32; CELLS], hidden: &mut [f32; CELLS]) {
    body::step_cells::<Soft>(input, recurrent, cells, hidden);
}
