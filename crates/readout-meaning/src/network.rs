//! The network: layers of attention over the pieces of a text. The upper ones are there three times: as they came, fitted to tell events apart, and fitted to
//! tell what became of a promise.
//!
//! Enters: texts as numbers of pieces. Leaves: a state for each piece, or an outcome for each text. Texts are computed side by side, without one seeing the other.

use crate::attention::{ROW, attend};
use crate::file::{File, FileError};
use crate::kernel::{Machine, Packed, Whole};
use crate::layers::{Norm, bend, shares};
use crate::wordpiece::{MOST, Piece, VOCABULARY};
use readout_record::meaning::{Outcome, Reading, Vector, WIDTH, likeness};
use safetensors::Dtype;

/// Layers in all.
pub const LAYERS: usize = 6;
/// Layers that all senses begin with.
pub const LOWER: usize = 2;
/// Layers in all of those that tell what became of a promise.
pub const LAYERS_OF_OUTCOMES: usize = 4;
const INNER: usize = 1536;

/// What the states are to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// What the words mean.
    Meaning,
    /// Which event they tell.
    Events,
}

/// All weights.
pub struct Network<'b> {
    pieces: &'b [u8],
    scales: Vec<f32>,
    positions: Vec<f32>,
    norm: Norm,
    lower: Vec<Layer>,
    meaning: Vec<Layer>,
    events: Vec<Layer>,
    outcomes: Vec<Layer>,
    head: Vec<Vector>,
    shift: Vec<f32>,
}

struct Layer {
    ask: Packed,
    mix: Packed,
    mixed: Norm,
    up: Packed,
    down: Packed,
    done: Norm,
}

impl<'b> Network<'b> {
    /// Unpacks the weights: a file of all layers, one of the upper layers that are fitted on events, one of those fitted on outcomes.
    pub fn new(file: &File<'b>, events: &File, outcomes: &File) -> Result<Network<'b>, FileError> {
        Ok(Network {
            pieces: file.bytes("pieces", Dtype::I8, Some(VOCABULARY * WIDTH))?,
            scales: file.floats("pieces.scale", VOCABULARY)?,
            positions: file.floats("positions", MOST * WIDTH)?,
            norm: norm(file, "start")?,
            lower: layers(file, 0..LOWER)?,
            meaning: layers(file, LOWER..LAYERS)?,
            events: layers(events, LOWER..LAYERS)?,
            outcomes: layers(outcomes, LOWER..LAYERS_OF_OUTCOMES)?,
            head: outcomes.floats("head.weight", Outcome::COUNT * WIDTH)?.as_chunks().0.to_vec(),
            shift: outcomes.floats("head.bias", Outcome::COUNT)?,
        })
    }

    /// Reads texts.
    pub fn read(&self, texts: &[Vec<Piece>], sense: Sense, room: &mut Room, machine: Machine) -> Vec<Reading> {
        let mut states = self.start(texts, machine);
        let upper = match sense {
            Sense::Meaning => &self.meaning,
            Sense::Events => &self.events,
        };
        for layer in self.lower.iter().chain(upper) {
            layer.run(&mut states, texts, room, machine);
        }
        let mut rows = states.as_chunks::<WIDTH>().0.iter();
        let reading = |text: &Vec<Piece>| Reading {
            pieces: text.iter().map(|p| p.place.clone()).collect(),
            states: rows.by_ref().take(text.len()).copied().collect::<Vec<Vector>>(),
        };
        texts.iter().map(reading).collect()
    }

    /// What each text tells, read off the state of its first piece.
    pub fn outcomes(&self, texts: &[Vec<Piece>], room: &mut Room, machine: Machine) -> Vec<Outcome> {
        let mut states = self.start(texts, machine);
        if let Some((last, before)) = self.outcomes.split_last() {
            self.lower.iter().chain(before).for_each(|layer| layer.run(&mut states, texts, room, machine));
            states = last.run_first(&states, texts, room, machine);
        }
        let outcome = |state: &Vector| {
            let mut scores = [0.0; Outcome::COUNT];
            let rows = self.head.iter().zip(&self.shift);
            scores.iter_mut().zip(rows).for_each(|(score, (row, shift))| *score = likeness(row, state) + shift);
            shares(&mut scores);
            Outcome::new(scores)
        };
        states.as_chunks::<WIDTH>().0.iter().map(outcome).collect()
    }

    /// The vectors of the pieces and of their positions.
    fn start(&self, texts: &[Vec<Piece>], machine: Machine) -> Vec<f32> {
        let mut states = Vec::new();
        for text in texts {
            for (piece, position) in text.iter().zip(self.positions.chunks_exact(WIDTH)) {
                let own = &self.pieces[piece.number * WIDTH..][..WIDTH];
                let scale = self.scales[piece.number];
                states.extend(own.iter().zip(position).map(|(v, p)| f32::from(*v as i8) * scale + p));
            }
        }
        self.norm.apply(&mut states, machine);
        states
    }
}

/// Rows in between, kept from layer to layer and from text to text.
#[derive(Default)]
pub struct Room {
    whole: Whole,
    wide: Vec<f32>,
    narrow: Vec<f32>,
    scores: Vec<f32>,
}

impl Layer {
    fn run(&self, states: &mut [f32], texts: &[Vec<Piece>], room: &mut Room, machine: Machine) {
        self.mix(states, texts, room, machine, |text| text.len());
        self.finish(states, room, machine);
    }

    /// The states of the first pieces alone, for whoever needs no others.
    fn run_first(&self, states: &[f32], texts: &[Vec<Piece>], room: &mut Room, machine: Machine) -> Vec<f32> {
        self.mix(states, texts, room, machine, |_| 1);
        let mut first = Vec::with_capacity(texts.len() * WIDTH);
        let mut row = 0;
        for text in texts {
            first.extend_from_slice(&states[row * WIDTH..(row + 1) * WIDTH]);
            row += text.len();
        }
        self.finish(&mut first, room, machine);
        first
    }

    /// What pieces take from the others of their text, of the first ones of each text.
    fn mix(&self, states: &[f32], texts: &[Vec<Piece>], room: &mut Room, machine: Machine, count: impl Fn(&Vec<Piece>) -> usize) {
        let Room { whole, wide, narrow, scores } = room;
        whole.set(states, WIDTH, machine);
        machine.affine(whole, &self.ask, wide);
        narrow.clear();
        narrow.resize(texts.iter().map(&count).sum::<usize>() * WIDTH, 0.0);
        let (mut from, mut out) = (0, narrow.as_mut_slice());
        for text in texts {
            let (here, rest) = std::mem::take(&mut out).split_at_mut(count(text) * WIDTH);
            attend(&wide[from * ROW..(from + text.len()) * ROW], here, scores, machine);
            (from, out) = (from + text.len(), rest);
        }
    }

    /// The rest of the layer, which sees each row by itself.
    fn finish(&self, states: &mut [f32], room: &mut Room, machine: Machine) {
        let Room { whole, wide, narrow, .. } = room;
        whole.set(narrow, WIDTH, machine);
        machine.affine(whole, &self.mix, narrow);
        self.mixed.add(states, narrow, machine);
        whole.set(states, WIDTH, machine);
        machine.affine(whole, &self.up, wide);
        bend(machine, wide);
        whole.set(wide, INNER, machine);
        machine.affine(whole, &self.down, narrow);
        self.done.add(states, narrow, machine);
    }
}

fn layers(file: &File, which: std::ops::Range<usize>) -> Result<Vec<Layer>, FileError> {
    which.map(|n| layer(file, n)).collect()
}

fn layer(file: &File, n: usize) -> Result<Layer, FileError> {
    let matrix = |name: &str, inputs: usize, outputs: usize| -> Result<Packed, FileError> {
        let name = format!("layer.{n}.{name}");
        let weights = file.matrix(&format!("{name}.weight"), outputs, inputs)?;
        let scales = file.floats(&format!("{name}.scale"), outputs)?;
        Ok(Packed::new(&weights, inputs, scales, file.floats(&format!("{name}.bias"), outputs)?))
    };
    Ok(Layer {
        ask: matrix("ask", WIDTH, ROW)?,
        mix: matrix("mix", WIDTH, WIDTH)?,
        mixed: norm(file, &format!("layer.{n}.mixed"))?,
        up: matrix("up", WIDTH, INNER)?,
        down: matrix("down", INNER, WIDTH)?,
        done: norm(file, &format!("layer.{n}.done"))?,
    })
}

fn norm(file: &File, name: &str) -> Result<Norm, FileError> {
    let floats = |part: &str| file.floats(&format!("{name}.{part}"), WIDTH);
    Ok(Norm { scale: floats("scale")?, shift: floats("shift")? })
}
