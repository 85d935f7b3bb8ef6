//! The network: six layers of attention over the pieces of a text. The upper ones are there twice: as they came, and fitted to tell events apart.
//!
//! Enters: texts as numbers of pieces. Leaves: a state for each piece. Texts are computed side by side, without one seeing the other.

use crate::attention::{ROW, attend};
use crate::file::{File, FileError};
use crate::kernel::{Machine, Packed, Whole};
use crate::layers::{Norm, bend};
use crate::wordpiece::{MOST, Piece, VOCABULARY};
use readout_record::meaning::{Reading, Vector, WIDTH};
use safetensors::Dtype;

/// Layers in all.
pub const LAYERS: usize = 6;
/// Layers that both senses begin with.
pub const LOWER: usize = 2;
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
    /// Unpacks the weights: a file of all layers, and one of the upper layers that are fitted on events.
    pub fn new(file: &File<'b>, events: &File) -> Result<Network<'b>, FileError> {
        Ok(Network {
            pieces: file.bytes("pieces", Dtype::I8, Some(VOCABULARY * WIDTH))?,
            scales: file.floats("pieces.scale", VOCABULARY)?,
            positions: file.floats("positions", MOST * WIDTH)?,
            norm: norm(file, "start")?,
            lower: layers(file, 0..LOWER)?,
            meaning: layers(file, LOWER..LAYERS)?,
            events: layers(events, LOWER..LAYERS)?,
        })
    }

    /// Reads texts.
    pub fn read(&self, texts: &[Vec<Piece>], sense: Sense, machine: Machine) -> Vec<Reading> {
        let mut states = self.start(texts, machine);
        let mut room = Room::default();
        let upper = match sense {
            Sense::Meaning => &self.meaning,
            Sense::Events => &self.events,
        };
        for layer in self.lower.iter().chain(upper) {
            layer.run(&mut states, texts, &mut room, machine);
        }
        let mut rows = states.as_chunks::<WIDTH>().0.iter();
        let reading = |text: &Vec<Piece>| Reading {
            pieces: text.iter().map(|p| p.place.clone()).collect(),
            states: rows.by_ref().take(text.len()).copied().collect::<Vec<Vector>>(),
        };
        texts.iter().map(reading).collect()
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

/// Rows in between, kept from layer to layer.
#[derive(Default)]
struct Room {
    whole: Whole,
    wide: Vec<f32>,
    narrow: Vec<f32>,
    scores: Vec<f32>,
}

impl Layer {
    fn run(&self, states: &mut [f32], texts: &[Vec<Piece>], room: &mut Room, machine: Machine) {
        let Room { whole, wide, narrow, scores } = room;
        whole.set(states, WIDTH, machine);
        machine.affine(whole, &self.ask, wide);
        narrow.clear();
        narrow.resize(states.len(), 0.0);
        let mut first = 0;
        for text in texts {
            let last = first + text.len();
            attend(&wide[first * ROW..last * ROW], &mut narrow[first * WIDTH..last * WIDTH], scores, machine);
            first = last;
        }
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
