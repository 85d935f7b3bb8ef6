//! The network: from features and vectors to a state a word.
//!
//! Enters: one text's words. Leaves: states, for the layers of each model to read from. Windows are stepped together, eight at a time, so that weights are read once for all of
//! them; each word's numbers are the same however many go along.

use super::features::{CATEGORIES, Features, LEMMAS};
use super::file::File;
use super::words::Words;
use crate::blob::BlobError;
use crate::kernel::Machine;
use crate::kernel::layers::{CELLS, Norm, Packed, Rows};
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
const TOGETHER: usize = 8;

/// The weights.
pub struct Network {
    lemma: Vec<f32>,
    category: Vec<f32>,
    /// First row of each category column.
    offsets: [usize; CATEGORIES],
    input: Packed,
    input_norm: Norm,
    layers: Vec<Layer>,
    head: Packed,
}

struct Layer {
    forward: Direction,
    backward: Direction,
    norm: Norm,
}

struct Direction {
    input: Packed,
    recurrent: Packed,
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
    rows: Vec<f32>,
    gates: Vec<f32>,
    steps: Vec<f32>,
    out: Vec<f32>,
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
            *offset = rows;
            rows += category.size;
        }
        let direction = |name: String| -> Result<Direction, BlobError> {
            let weights = file.values(&format!("{name}.input"), 4 * CELLS * STATE)?;
            let bias = file.values(&format!("{name}.bias"), 4 * CELLS)?;
            let recurrent = file.values(&format!("{name}.recurrent"), 4 * CELLS * CELLS)?;
            Ok(Direction {
                input: Packed::new(&weights, &bias, STATE, 4 * CELLS, Some),
                recurrent: Packed::new(&recurrent, &[], CELLS, 4 * CELLS, Some),
            })
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
            input: file.linear(&format!("{member}.input"), INPUT, STATE)?,
            input_norm: file.norm(&format!("{member}.input_norm"), STATE)?,
            layers: (0..header.layers).map(layer).collect::<Result<_, _>>()?,
            head: file.linear(&format!("{member}.head"), STATE, STATE)?,
        })
    }

    /// The states of all words, 256 values each.
    pub fn run(&self, input: &Input, desk: &mut Desk, machine: Machine) -> Vec<f32> {
        let mut states = vec![0.0; input.words.len() * STATE];
        for group in input.windows.chunks(TOGETHER) {
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
        desk.rows.resize(count * INPUT, 0.0);
        for ((word, head), row) in (start..).zip(heads).zip(desk.rows.chunks_exact_mut(INPUT)) {
            for (at, seen) in [word, *head].into_iter().enumerate() {
                let (syntax, entities) = input.vectors.of(input.words.token[seen]);
                row[at * DENSE..][..Vectors::WIDTH].copy_from_slice(syntax);
                row[at * DENSE + Vectors::WIDTH..][..Vectors::WIDTH].copy_from_slice(entities);
            }
            for (lemma, place) in input.features.lemmas[word].iter().zip(row[2 * DENSE..].chunks_exact_mut(LEMMA)) {
                place.copy_from_slice(&self.lemma[usize::from(*lemma) * LEMMA..][..LEMMA]);
            }
        }
        let width = self.input.places();
        desk.out.resize(count * width, 0.0);
        machine.affine(Rows { values: &desk.rows, stride: INPUT, count }, &self.input, &mut desk.out);
        for ((word, row), state) in (start..).zip(desk.out.chunks_exact(width)).zip(states.chunks_exact_mut(STATE)) {
            state.copy_from_slice(&row[..STATE]);
            for (value, offset) in input.features.categories[word].iter().zip(self.offsets) {
                let category = &self.category[(offset + usize::from(*value)) * STATE..][..STATE];
                state.iter_mut().zip(category).for_each(|(s, c)| *s += c);
            }
            state.iter_mut().for_each(|s| *s = s.max(0.0));
        }
        machine.normalise(states, None, &self.input_norm);
    }

    /// Each word's state is joined by what its head's state gives.
    fn look_at_heads(&self, heads: &[usize], start: usize, desk: &mut Desk, machine: Machine, states: &mut [f32]) {
        desk.rows.clear();
        heads.iter().for_each(|head| desk.rows.extend_from_slice(&states[(head - start) * STATE..][..STATE]));
        let (count, width) = (states.len() / STATE, self.head.places());
        desk.out.resize(count * width, 0.0);
        machine.affine(Rows { values: &desk.rows, stride: STATE, count }, &self.head, &mut desk.out);
        for (state, seen) in states.chunks_exact_mut(STATE).zip(desk.out.chunks_exact(width)) {
            state.iter_mut().zip(seen).for_each(|(s, x)| *s += x.max(0.0));
        }
    }
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
        for (side, direction) in [&self.forward, &self.backward].into_iter().enumerate() {
            let width = direction.input.places();
            desk.gates.resize(count * width, 0.0);
            machine.affine(Rows { values: states, stride: STATE, count }, &direction.input, &mut desk.gates);
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
        let width = self.recurrent.places();
        desk.steps.resize(windows.len() * width, 0.0);
        let mut hidden = [[0.0; CELLS]; TOGETHER];
        let mut cells = [[0.0; CELLS]; TOGETHER];
        for at in 0..windows[0].len() {
            let active = windows.iter().take_while(|w| w.len() > at).count();
            let before = Rows { values: hidden.as_flattened(), stride: CELLS, count: active };
            machine.affine(before, &self.recurrent, &mut desk.steps);
            for (number, window) in windows[..active].iter().enumerate() {
                let word = if side == 0 { window.start + at } else { window.end - 1 - at } - start;
                let (gates, step) = (&desk.gates[word * width..][..width], &desk.steps[number * width..][..width]);
                machine.step_cells(gates, step, &mut cells[number], &mut hidden[number]);
                desk.rows[word * STATE + side * CELLS..][..CELLS].copy_from_slice(&hidden[number]);
            }
        }
    }
}
