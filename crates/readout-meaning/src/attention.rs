//! Attention: each piece of a text takes from the others what fits what it asks for.
//!
//! Enters: rows that hold question, key and value of each piece, for all heads, of one text. Leaves: a row for each piece. Order of sums is fixed.

use crate::kernel::{LANES, Machine, widened};
use crate::layers::shares;
use readout_record::meaning::WIDTH;

const HEADS: usize = 12;
const HEAD: usize = WIDTH / HEADS;
/// Question, key and value side by side.
pub const ROW: usize = 3 * WIDTH;

/// What the pieces of one text take from the pieces of that text: as many of the first as `out` has rows. `room` is scratch space.
pub fn attend(rows: &[f32], out: &mut [f32], room: &mut Vec<f32>, machine: Machine) {
    let count = rows.len() / ROW;
    let wide = count.next_multiple_of(LANES);
    room.clear();
    room.resize((HEAD + 1) * wide, 0.0);
    let (keys, scores) = room.split_at_mut(HEAD * wide);
    for head in 0..HEADS {
        attend_head(machine, &rows[head * HEAD..], &mut out[head * HEAD..], keys, scores, count);
    }
}

widened! {
    /// One head, whose first number is the first of `rows` and of `out`. `keys` takes the keys of all pieces, the first numbers of all side by side, then the
    /// second: so the scores of many pieces are summed at once.
    fn attend_head(rows: &[f32], out: &mut [f32], keys: &mut [f32], scores: &mut [f32], count: usize) {
        let wide = scores.len();
        let part = |row: usize, which: usize| -> &[f32; HEAD] {
            rows[row * ROW + which * WIDTH..].first_chunk().unwrap_or(&[0.0; HEAD])
        };
        for asked in 0..count {
            part(asked, 1).iter().enumerate().for_each(|(n, k)| keys[n * wide + asked] = *k);
        }
        for (asking, out) in out.chunks_mut(WIDTH).enumerate() {
            let question = part(asking, 0).map(|q| q * const { 1.0 / 5.656_854_4 });
            for (block, scores) in scores.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
                let mut sums = [0.0f32; LANES];
                for (question, keys) in question.iter().zip(keys.chunks_exact(wide)) {
                    let keys: &[f32; LANES] = keys[block * LANES..].first_chunk().unwrap_or(&[0.0; LANES]);
                    sums.iter_mut().zip(keys).for_each(|(sum, key)| *sum += question * key);
                }
                *scores = sums;
            }
            let scores = &mut scores[..count];
            shares(scores);
            let mut sum = [0.0f32; HEAD];
            for (asked, share) in scores.iter().enumerate() {
                sum.iter_mut().zip(part(asked, 2)).for_each(|(s, v)| *s += share * v);
            }
            out[..HEAD].copy_from_slice(&sum);
        }
    }
}
