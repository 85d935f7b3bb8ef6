//! Attention: each piece of a text takes from the others what fits what it asks for.
//!
//! Enters: rows that hold question, key and value of each piece, for all heads, of one text. Leaves: a row for each piece. Order of sums is fixed.

use crate::layers::shares;
use readout_record::meaning::WIDTH;

const HEADS: usize = 12;
const HEAD: usize = WIDTH / HEADS;
/// Question, key and value side by side.
pub const ROW: usize = 3 * WIDTH;

/// What each piece of one text takes from the pieces of that text.
pub fn attend(rows: &[f32], out: &mut [f32]) {
    let count = rows.len() / ROW;
    let mut scores = vec![0.0; count];
    for head in 0..HEADS {
        let part = |row: usize, which: usize| -> &[f32; HEAD] {
            let from = row * ROW + which * WIDTH + head * HEAD;
            rows[from..].first_chunk().unwrap_or(&[0.0; HEAD])
        };
        for asking in 0..count {
            let question = part(asking, 0);
            for (asked, score) in scores.iter_mut().enumerate() {
                *score = product(question, part(asked, 1)) * const { 1.0 / 5.656_854_4 };
            }
            shares(&mut scores);
            let mut sum = [0.0f32; HEAD];
            for (asked, share) in scores.iter().enumerate() {
                sum.iter_mut().zip(part(asked, 2)).for_each(|(s, v)| *s += share * v);
            }
            out[asking * WIDTH + head * HEAD..][..HEAD].copy_from_slice(&sum);
        }
    }
}

fn product(a: &[f32; HEAD], b: &[f32; HEAD]) -> f32 {
    let mut lanes = [0.0f32; 8];
    for (a, b) in a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0) {
        for lane in 0..8 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    lanes.iter().sum()
}
