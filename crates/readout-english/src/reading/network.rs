//! The network: from features and vectors to a state a word.
//!
//! Enters: one text's words. Leaves: states, for the layers of each model to read from. Its matrices are multiplied in whole numbers of 8 bits. Windows are
//! stepped together, up to twelve at a time, so that weights are read once for all of them; each word's numbers are the same however many go along.

use super::features::{CATEGORIES, Features, LEMMAS};
use super::file::File;
use super::words::Words;
use crate::blob::BlobError;
use crate::kernel::Machine;
use crate::kernel::layers::{CELLS, Norm};
use crate::kernel::quantised::rows::{Bytes, Quantised};
use crate::vectors::Vectors;
use std::ops::Range;

/// Values of a state: both directions.
pub const STATE: usize = 2 * CELLS;

/// Values of a lemma's vector.
const LEMMA: usize = 64;

/// Values of a word's vectors.
const DENSE: usize = 2 * Vectors::WIDTH;

/// Values of a row of input.
const INPUT: usize = 2 * DENSE + LEMMAS * LEMMA;

/// Windows that are stepped together.
const TOGETHER: usize = 12;

/// The weights.
pub struct Network {
    lemma: Vec<f32>,
    category: Vec<f32>,
    /// First row of each category column.
    offsets: [u32; CATEGORIES],
    input: Quantised,
    input_norm: Norm,
    layers: Vec<Layer>,
    head: Quantised,
}

struct Layer {
    forward: Direction,
    backward: Direction,
    norm: Norm,
}

struct Direction {
    input: Quantised,
    recurrent: Quantised,
}

/// What the network reads.
#[derive(Clone, Copy)]
pub struct Input<'t> {
    pub words: &'t Words,
    pub features: &'t Features,
    pub vectors: &'t Vectors,
    pub windows: &'t [Range<usize>],
}

/// Working memory.
#[derive(Default)]
pub struct Desk {
    input: Vec<f32>,
    rows: Vec<f32>,
    gates: Vec<f32>,
    steps: Vec<f32>,
    out: Vec<f32>,
    bytes: Bytes,
    hidden: Bytes,
}

impl Network {
    /// Reads one member's weights.
    pub fn new(file: &File, member: usize) -> Result<Network, BlobError> {
        let header = file.header();
        if header.width != CELLS || header.vectors != DENSE {
            return Err(BlobError::Section("width".to_owned()));
        }
        let mut offsets = [0; CATEGORIES];
        let mut rows = 0;
        for (offset, category) in offsets.iter_mut().zip(&header.categories) {
            *offset = rows as u32;
            rows += category.size;
        }
        let direction = |name: String| -> Result<Direction, BlobError> {
            let weights = file.values(&format!("{name}.input"), 4 * CELLS * STATE)?;
            let bias = file.values(&format!("{name}.bias"), 4 * CELLS)?;
            let recurrent = file.values(&format!("{name}.recurrent"), 4 * CELLS * CELLS)?;
            Ok(Direction { input: Quantised::new(&weights, &bias, STATE), recurrent: Quantised::new(&recurrent, &[], CELLS) })
        };
        let layer = |number: usize| -> Result<Layer, BlobError> {
            let name = format!("{member}.layer{number}");
            let (forward, backward) = (direction(format!("{name}.forward"))?, direction(format!("{name}.backward"))?);
            Ok(Layer { forward, backward, norm: file.norm(&format!("{name}.norm"), STATE)? })
        };
        Ok(Network {
            lemma: file.values(&format!("{member}.lemma"), (header.lemmas.len() + 1) * LEMMA)?,
            category: file.values(&format!("{member}.category"), rows * STATE)?,
            offsets,
            input: file.quantised(&format!("{member}.input"), INPUT, STATE)?,
            input_norm: file.norm(&format!("{member}.input_norm"), STATE)?,
            layers: (0..header.layers).map(layer).collect::<Result<_, _>>()?,
            head: file.quantised(&format!("{member}.head"), STATE, STATE)?,
        })
    }

    /// The states of all words, 256 values each.
    pub fn run(&self, input: &Input, desk: &mut Desk, machine: Machine) -> Vec<f32> {
        let mut states = vec![0.0; input.words.len() * STATE];
        for group in groups(input.windows) {
            let words = group[0].start..group[group.len() - 1].end;
            let here = &mut states[words.start * STATE..words.end * STATE];
            let heads = heads_within(input.words, group);
            self.enter(input, &heads, words.start, desk, machine, here);
            for (number, layer) in self.layers.iter().enumerate() {
                layer.run(group, words.start, desk, machine, here);
                if number == 0 {
                    self.look_at_heads(&heads, words.start, desk, machine, here);
                }
            }
        }
        states
    }

    /// The input layer.
    fn enter(&self, input: &Input, heads: &[usize], start: usize, desk: &mut Desk, machine: Machine, states: &mut [f32]) {
        let count = heads.len();
        desk.input.resize(count * INPUT, 0.0);
        for ((word, head), row) in (start..).zip(heads).zip(desk.input.chunks_exact_mut(INPUT)) {
            for (at, seen) in [word, *head].into_iter().enumerate() {
                let (syntax, entities) = input.vectors.of(input.words.token[seen]);
                row[at * DENSE..][..Vectors::WIDTH].copy_from_slice(syntax);
                row[at * DENSE + Vectors::WIDTH..][..Vectors::WIDTH].copy_from_slice(entities);
            }
            for (lemma, place) in input.features.lemmas[word].iter().zip(row[2 * DENSE..].chunks_exact_mut(LEMMA)) {
                place.copy_from_slice(&self.lemma[usize::from(*lemma) * LEMMA..][..LEMMA]);
            }
        }
        machine.quantise(&desk.input, INPUT, &mut desk.bytes);
        machine.multiply(&desk.bytes, &self.input, states);
        let numbers = |values: &[u16; CATEGORIES]| std::array::from_fn(|at| self.offsets[at] + u32::from(values[at]));
        let rows: Vec<[u32; CATEGORIES]> = input.features.categories[start..start + count].iter().map(numbers).collect();
        machine.gather(&self.category, &rows, states);
        machine.normalise(states, None, &self.input_norm);
    }

    /// Each word's state is joined by what its head's state gives.
    fn look_at_heads(&self, heads: &[usize], start: usize, desk: &mut Desk, machine: Machine, states: &mut [f32]) {
        desk.out.resize(states.len(), 0.0);
        machine.quantise(states, STATE, &mut desk.bytes);
        machine.multiply(&desk.bytes, &self.head, &mut desk.out);
        for (state, head) in states.chunks_exact_mut(STATE).zip(heads) {
            let seen = &desk.out[(head - start) * STATE..][..STATE];
            state.iter_mut().zip(seen).for_each(|(s, x)| *s += x.max(0.0));
        }
    }
}

/// Groups of nearly the same size: a small rest would be stepped for itself.
fn groups(windows: &[Range<usize>]) -> impl Iterator<Item = &[Range<usize>]> {
    windows.chunks(windows.len().div_ceil(windows.len().div_ceil(TOGETHER).max(1)).max(1))
}

/// The heads of a group's words; one outside the window counts as the word itself.
fn heads_within(words: &Words, group: &[Range<usize>]) -> Vec<usize> {
    let head = |window: &Range<usize>, word: usize| if window.contains(&words.head[word]) { words.head[word] } else { word };
    group.iter().flat_map(|window| window.clone().map(move |word| head(window, word))).collect()
}

impl Layer {
    /// Reads each window in both directions and adds what it reads to the states.
    fn run(&self, group: &[Range<usize>], start: usize, desk: &mut Desk, machine: Machine, states: &mut [f32]) {
        let count = states.len() / STATE;
        desk.rows.resize(count * STATE, 0.0);
        desk.gates.resize(count * 4 * CELLS, 0.0);
        machine.quantise(states, STATE, &mut desk.bytes);
        for (side, direction) in [&self.forward, &self.backward].into_iter().enumerate() {
            machine.multiply(&desk.bytes, &direction.input, &mut desk.gates);
            direction.step(group, start, side, desk, machine);
        }
        states.iter_mut().zip(&desk.rows).for_each(|(s, x)| *s += x);
        machine.normalise(states, None, &self.norm);
    }
}

impl Direction {
    /// Steps through all windows of the group together, the longest first, and puts the states of this side into `desk.rows`.
    fn step(&self, group: &[Range<usize>], start: usize, side: usize, desk: &mut Desk, machine: Machine) {
        let mut windows: Vec<&Range<usize>> = group.iter().collect();
        windows.sort_by_key(|w| std::cmp::Reverse(w.len()));
        let width = 4 * CELLS;
        desk.steps.resize(windows.len() * width, 0.0);
        let mut hidden = [[0.0; CELLS]; TOGETHER];
        let mut cells = [[0.0; CELLS]; TOGETHER];
        for at in 0..windows[0].len() {
            let active = windows.iter().take_while(|w| w.len() > at).count();
            machine.quantise(hidden[..active].as_flattened(), CELLS, &mut desk.hidden);
            machine.multiply(&desk.hidden, &self.recurrent, &mut desk.steps);
            for (number, window) in windows[..active].iter().enumerate() {
                let word = if side == 0 { window.start + at } else { window.end - 1 - at } - start;
                let (gates, step) = (&desk.gates[word * width..][..width], &desk.steps[number * width..][..width]);
                machine.step_cells(gates, step, &mut cells[number], &mut hidden[number]);
                desk.rows[word * STATE + side * CELLS..][..CELLS].copy_from_slice(&hidden[number]);
            }
        }
    }
}
