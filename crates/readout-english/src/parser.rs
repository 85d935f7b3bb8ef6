//! The arc-eager parser: one pass over the tokens that shifts, reduces, and draws arcs to the left and to the right.
//!
//! Enters: 64 values a token. Leaves: a head and a label for each token, not yet lifted (see `tree`). Memory beyond the state is that of a window of
//! tokens; the time grows with the number of tokens alone.

mod state;
mod window;

use crate::blob::{Blob, BlobError};
use crate::kernel::Machine;
use crate::scorer::{HIDDEN, Scorer, first_largest};
use crate::tree::{Labels, Tree};
use state::{FEATURES, Kind, State};
use std::ops::Range;
use window::Window;

/// Weights and moves of the parser.
pub struct Parser {
    scorer: Scorer,
    /// Moves by kind, each a range of the scores, in order.
    kinds: Vec<(Kind, Range<usize>)>,
    labels: Vec<u16>,
}

impl Parser {
    /// Reads weights and moves.
    pub fn new(blob: &Blob, labels: &mut Labels) -> Result<Parser, BlobError> {
        let wrong = || BlobError::Section("parser.moves".into());
        let mut kinds: Vec<(Kind, Range<usize>)> = Vec::new();
        let mut numbers = Vec::new();
        for (at, name) in blob.texts("parser.moves")?.iter().enumerate() {
            let (kind, label) = name.split_once('-').ok_or_else(wrong)?;
            let kind = Kind::new(kind).ok_or_else(wrong)?;
            numbers.push(labels.number(label));
            match kinds.last_mut() {
                Some((last, range)) if *last == kind => range.end = at + 1,
                _ => kinds.push((kind, at..at + 1)),
            }
        }
        let scorer = Scorer::new(blob, "parser")?;
        let sound = scorer.pads.len() == FEATURES && scorer.upper.places >= numbers.len();
        if sound { Ok(Parser { scorer, kinds, labels: numbers }) } else { Err(wrong()) }
    }

    /// Parses tokens of which `hidden` holds 64 values each.
    pub fn parse(&self, hidden: &[f32], labels: &Labels, machine: Machine) -> Tree {
        let mut state = State::new(hidden.len() / HIDDEN, labels.root());
        let mut window = Window::new(&self.scorer, hidden, machine);
        let mut scores = vec![0.0; self.scorer.upper.places];
        while !state.is_final() {
            let rows = window.rows(state.features());
            machine.score(&rows, &self.scorer.bias, &self.scorer.upper, &mut scores);
            match self.best(&state, &scores) {
                Some((kind, label)) => state.apply(kind, label),
                None => break,
            }
        }
        state.into_tree()
    }

    /// The valid move with the highest score, the first of equals.
    fn best(&self, state: &State, scores: &[f32]) -> Option<(Kind, u16)> {
        let mut best: Option<(f32, Kind, usize)> = None;
        for (kind, range) in self.kinds.iter().filter(|(kind, _)| state.allows(*kind)) {
            let (score, at) = first_largest(&scores[range.clone()]);
            if best.is_none_or(|(most, ..)| score > most) {
                best = Some((score, *kind, range.start + at));
            }
        }
        best.map(|(_, kind, at)| (kind, self.labels[at]))
    }
}
