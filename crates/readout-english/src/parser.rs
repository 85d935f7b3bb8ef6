//! The arc-eager parser: one pass over the tokens that shifts, reduces, and draws arcs to the left and to the right.
//!
//! Enters: 64 values a token. Leaves: a head and a label for each token, not yet lifted (see `tree`). Memory beyond the state is that of a window of
//! tokens; the time grows with the number of tokens alone.

mod state;
mod window;

use crate::blob::{Blob, BlobError};
use crate::kernel::{Machine, Packed, Upper};
use crate::tree::{Labels, Tree};
use state::{Kind, State};
use std::ops::Range;
use window::Window;

/// Tokens that a state looks at: first two of the buffer, top three of the stack, and three of their children.
pub const FEATURES: usize = 8;

/// Inputs of the network, a token.
pub const HIDDEN: usize = 64;

/// The network that scores moves, in parts that entity recognition shares.
pub struct Scorer {
    /// All features of a token at once.
    pub lower: Packed,
    /// What stands for a feature that has no token.
    pub pads: Vec<[f32; 128]>,
    /// Added to the sum over features.
    pub bias: [f32; 128],
    /// Scores of the moves.
    pub upper: Upper,
}

/// Weights and moves of the parser.
pub struct Parser {
    scorer: Scorer,
    /// Moves by kind, each a range of the scores, in order.
    kinds: Vec<(Kind, Range<usize>)>,
    labels: Vec<u16>,
}

impl Scorer {
    /// Reads the weights whose names begin with `name`.
    pub fn new(blob: &Blob, name: &str) -> Result<Scorer, BlobError> {
        let matrix = |part: &str| blob.matrix(&format!("{name}.{part}"));
        let wrong = || BlobError::Section(format!("{name}.low.pad"));
        let pads = matrix("low.pad")?.values();
        let bias = *parted(&matrix("low.b")?.values()).first().ok_or_else(wrong)?;
        let pads = parted(&pads);
        let places = pads.len() * 128;
        let order = |place: usize| Some((place / 128 * 64 + place % 64) * 2 + place % 128 / 64);
        let lower = Packed::new(&matrix("low.W")?.values(), &[], HIDDEN, places, order);
        Ok(Scorer { lower, pads, bias, upper: upper(&matrix("up.W")?.values(), &matrix("up.b")?.values()) })
    }

    /// The values of one feature in a row of `lower`'s output.
    pub fn feature(row: &[f32], number: usize) -> &[f32; 128] {
        row[number * 128..].first_chunk().expect("a row holds all features")
    }
}

/// Pairs of pieces, output after output, as all first pieces and then all second ones.
fn parted(values: &[f32]) -> Vec<[f32; 128]> {
    values.as_chunks::<128>().0.iter().map(|pairs| std::array::from_fn(|i| pairs[i % 64 * 2 + i / 64])).collect()
}

fn upper(weights: &[f32], bias: &[f32]) -> Upper {
    let places = bias.len().next_multiple_of(16);
    let mut upper = Upper { places, weights: vec![0.0; places * HIDDEN], bias: bias.to_vec() };
    upper.bias.resize(places, 0.0);
    for (at, weight) in weights.iter().enumerate() {
        upper.weights[at % HIDDEN * places + at / HIDDEN] = *weight;
    }
    upper
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

/// The largest of some numbers and the place where it stands first.
pub fn first_largest(scores: &[f32]) -> (f32, usize) {
    let most = scores.iter().fold(f32::NEG_INFINITY, |most, s| if *s > most { *s } else { most });
    (most, scores.iter().position(|s| *s == most).unwrap_or(0))
}
