//! Parts: which role each word of a sentence has in the deed that an anchor word names.
//!
//! Enters: the states of words. Leaves: scores of roles. A word is compared with the anchor role by role, in 64 values, and by its distance.

use crate::blob::BlobError;
use crate::kernel::Machine;
use crate::kernel::layers::{Packed, Rows};
use crate::reading::Page;
use crate::reading::features::bucket;
use crate::reading::file::File;
use crate::reading::network::STATE;
use std::ops::Range;

/// Values in which words are compared.
const INNER: usize = 64;

/// Buckets of distance.
const DISTANCES: usize = 24;

/// A word that may name a deed.
pub struct Anchor<'t> {
    pub page: &'t Page,
    pub window: &'t Range<usize>,
    pub word: usize,
    /// Each member's states of all words.
    pub states: &'t [Vec<f32>],
}

impl Anchor<'_> {
    /// The words of its sentence, as far as its window goes.
    pub fn sentence(&self) -> Range<usize> {
        let starts = &self.page.words.sentence;
        let from = (self.window.start..=self.word).rev().find(|&w| starts[w]).unwrap_or(self.window.start);
        let to = (self.word + 1..self.window.end).find(|&w| starts[w]).unwrap_or(self.window.end);
        from..to
    }
}

/// The weights.
pub struct Parts {
    anchor: Packed,
    part: Packed,
    /// From an anchor to what it asks of a word in each role.
    wanted: Packed,
    word: Packed,
    distance: Vec<f32>,
    roles: usize,
}

impl Parts {
    /// Reads one member's weights.
    pub fn new(file: &File, member: usize, roles: usize) -> Result<Parts, BlobError> {
        let name = |part: &str| format!("{member}.{part}");
        let matched = file.values(&name("match"), roles * INNER * INNER)?;
        let (role, into, from) = (|i: usize| i / (INNER * INNER), |i: usize| i / INNER % INNER, |i: usize| i % INNER);
        let turned: Vec<f32> = (0..matched.len()).map(|i| matched[role(i) * INNER * INNER + from(i) * INNER + into(i)]).collect();
        Ok(Parts {
            anchor: file.linear(&name("anchor"), STATE, INNER)?,
            part: file.linear(&name("part"), STATE, INNER)?,
            wanted: Packed::new(&turned, &[], INNER, roles * INNER, Some),
            word: file.linear(&name("word"), INNER, roles)?,
            distance: file.values(&name("distance"), roles * DISTANCES)?,
            roles,
        })
    }

    /// Adds the scores of all roles of each word of `range` to `sums`.
    pub fn add(&self, states: &[f32], anchor: usize, range: &Range<usize>, machine: Machine, sums: &mut [f32]) {
        let asks = reduced(&states[anchor * STATE..][..STATE], &self.anchor, machine);
        let offers = reduced(&states[range.start * STATE..range.end * STATE], &self.part, machine);
        let mut wanted = vec![0.0; self.wanted.places()];
        machine.affine(Rows { values: &asks, stride: INNER, count: 1 }, &self.wanted, &mut wanted);
        let mut plain = vec![0.0; range.len() * self.word.places()];
        machine.affine(Rows { values: &offers, stride: INNER, count: range.len() }, &self.word, &mut plain);
        let rows = offers.chunks_exact(INNER).zip(plain.chunks_exact(self.word.places())).zip(sums.chunks_exact_mut(self.roles));
        for (word, ((offer, plain), sums)) in range.clone().zip(rows) {
            let away = bucket(word as isize - anchor as isize);
            for (role, sum) in sums.iter_mut().enumerate() {
                let asked: f32 = wanted[role * INNER..][..INNER].iter().zip(offer).map(|(a, b)| a * b).sum();
                *sum += asked + plain[role] + self.distance[role * DISTANCES + away];
            }
        }
    }
}

/// States in 64 values.
fn reduced(states: &[f32], layer: &Packed, machine: Machine) -> Vec<f32> {
    let count = states.len() / STATE;
    let mut out = vec![0.0; count * layer.places()];
    machine.affine(Rows { values: states, stride: STATE, count }, layer, &mut out);
    out.chunks_exact(layer.places()).flat_map(|row| row[..INNER].iter().map(|v| v.max(0.0))).collect()
}
