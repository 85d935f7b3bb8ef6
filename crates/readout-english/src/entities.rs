//! Named entities: one move a token, which begins, continues, ends or makes an entity, or leaves the token out.
//!
//! Enters: 64 values a token, in stretches, with white space and sentence starts. Leaves: entities as ranges of tokens with labels.

use crate::blob::{Blob, BlobError};
use crate::kernel::Machine;
use crate::kernel::layers::Rows;
use crate::scorer::{HIDDEN, Scorer, first_largest};
use std::ops::Range;

/// An entity: first token, token after the last, label.
pub type Found = (u32, u32, &'static str);

/// Weights and moves.
pub struct Recogniser {
    scorer: Scorer,
    begin: Range<usize>,
    inside: Range<usize>,
    last: Range<usize>,
    unit: Range<usize>,
    outside: Range<usize>,
    labels: Vec<&'static str>,
}

/// What is known between two tokens.
pub struct Progress {
    /// Entities so far.
    pub found: Vec<Found>,
    open: Option<(u32, &'static str)>,
    /// The row of the token before, and of the token at which the open entity begins.
    before: Vec<f32>,
    opened: Vec<f32>,
    scores: Vec<f32>,
    rows: Vec<f32>,
}

/// What moves depend on beside the network.
pub struct Surroundings<'s> {
    /// Whether a token is white space.
    pub is_space: &'s dyn Fn(usize) -> bool,
    /// Whether a sentence begins at a token.
    pub starts: &'s [bool],
}

impl Recogniser {
    /// Reads weights and moves.
    pub fn new(blob: &Blob) -> Result<Recogniser, BlobError> {
        let names: Vec<&'static str> = blob.texts("ner.moves")?.iter().collect();
        let range = |kind: &str| {
            let is = |name: &&str| name.len() > kind.len() && name.starts_with(kind);
            let first = names.iter().position(is).unwrap_or(0);
            first..first + names[first..].iter().take_while(|n| is(n)).count()
        };
        let outside = names.iter().position(|n| *n == "O-").ok_or_else(|| BlobError::Section("ner.moves".into()))?;
        let labels = names.iter().map(|n| n.split_once('-').map_or("", |(_, label)| label)).collect();
        let scorer = Scorer::new(blob, "ner")?;
        let sound = scorer.pads.len() == 3 && scorer.upper.places >= names.len();
        let recogniser = Recogniser {
            begin: range("B-"),
            inside: range("I-"),
            last: range("L-"),
            unit: range("U-"),
            outside: outside..outside + 1,
            scorer,
            labels,
        };
        if sound { Ok(recogniser) } else { Err(BlobError::Section("ner.low.pad".into())) }
    }

    /// Nothing found, nothing open.
    pub fn begin(&self) -> Progress {
        let places = self.scorer.lower.places();
        Progress {
            found: Vec::new(),
            open: None,
            before: vec![0.0; places],
            opened: vec![0.0; places],
            scores: vec![0.0; self.scorer.upper.places],
            rows: Vec::new(),
        }
    }

    /// Goes through the tokens from `from` on, of which `hidden` holds 64 values each.
    pub fn advance(&self, from: usize, hidden: &[f32], around: &Surroundings, progress: &mut Progress, machine: Machine) {
        let places = self.scorer.lower.places();
        let count = hidden.len() / HIDDEN;
        let mut rows = std::mem::take(&mut progress.rows);
        rows.resize(count * places, 0.0);
        machine.affine(Rows { values: hidden, stride: HIDDEN, count }, &self.scorer.lower, &mut rows);
        for (offset, row) in rows.chunks_exact(places).enumerate() {
            self.score(row, progress, machine);
            self.step(from + offset, row, around, progress);
            progress.before.copy_from_slice(row);
        }
        progress.rows = rows;
    }

    fn score(&self, row: &[f32], progress: &mut Progress, machine: Machine) {
        let pads = &self.scorer.pads;
        let (opened, before) = match progress.open {
            Some(_) => (Scorer::feature(&progress.opened, 1), Scorer::feature(&progress.before, 2)),
            None => (&pads[1], &pads[2]),
        };
        machine.score(&[Scorer::feature(row, 0), opened, before], &self.scorer.bias, &self.scorer.upper, &mut progress.scores);
    }

    fn step(&self, token: usize, row: &[f32], around: &Surroundings, progress: &mut Progress) {
        let may_go_on = token + 1 < around.starts.len() && !around.starts[token + 1];
        match progress.open {
            Some((first, label)) => {
                let of_label = |range: &Range<usize>| range.clone().find(|m| self.labels[*m] == label);
                let inside = of_label(&self.inside).filter(|_| may_go_on).map(|m| progress.scores[m]);
                let last = of_label(&self.last).map(|m| progress.scores[m]);
                if last.is_some_and(|last| inside.is_none_or(|inside| last > inside)) {
                    progress.found.push((first, token as u32 + 1, label));
                    progress.open = None;
                }
            }
            None => self.step_outside(token, row, may_go_on, around, progress),
        }
    }

    fn step_outside(&self, token: usize, row: &[f32], may_go_on: bool, around: &Surroundings, progress: &mut Progress) {
        let white = (around.is_space)(token);
        let allowed = [(&self.begin, !white && may_go_on), (&self.unit, !white), (&self.outside, true)];
        let mut best = (f32::NEG_INFINITY, 0);
        for (range, _) in allowed.into_iter().filter(|(_, allowed)| *allowed) {
            let (score, at) = first_largest(&progress.scores[range.clone()]);
            if score > best.0 {
                best = (score, range.start + at);
            }
        }
        let (token, label) = (token as u32, self.labels[best.1]);
        if self.begin.contains(&best.1) {
            progress.open = Some((token, label));
            progress.opened.copy_from_slice(row);
        } else if self.unit.contains(&best.1) {
            progress.found.push((token, token + 1, label));
        }
    }
}
