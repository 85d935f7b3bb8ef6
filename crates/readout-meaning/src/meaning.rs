//! The encoder as others use it.
//!
//! Enters: texts. Leaves: their readings. The weights are unpacked once, when the first text is read.

use crate::file::{File, FileError};
use crate::kernel::Machine;
use crate::network::{Network, Room, Sense};
use crate::wordpiece::{Piece, WordPiece};
use readout_record::meaning::{Asked, Encoder, Outcome, Reading, Vector};
use std::sync::OnceLock;

pub use crate::network::{LAYERS, LAYERS_OF_OUTCOMES, LOWER};

/// The weights, made by `cargo xtask import-meaning`.
static MODEL: &[u8] = include_bytes!("../model/minilm.safetensors");

/// Upper layers fitted to tell events apart, made by `cargo xtask import-meaning --events`.
static EVENTS: &[u8] = include_bytes!("../model/events.safetensors");

/// Upper layers fitted to tell what became of a promise, made by `cargo xtask import-meaning --outcomes`.
static OUTCOMES: &[u8] = include_bytes!("../model/outcomes.safetensors");

/// Pieces that are read at most of a promise, of the words that tell it, of the later sentence. The layers were fitted on longer texts (40, 48, 64), which
/// find a little more and take a third more time.
const ASKED: [usize; 3] = [32, 24, 48];

/// Pieces that are computed at a time: enough to use each weight often, few enough to stay in the cache.
const AT_A_TIME: usize = 256;

/// all-MiniLM-L6-v2.
#[derive(Default)]
pub struct Meaning {
    loaded: OnceLock<Loaded>,
    machine: Option<Machine>,
}

struct Loaded {
    words: WordPiece<'static>,
    network: Network<'static>,
    machine: Machine,
}

impl Meaning {
    /// An encoder that has read nothing yet and costs nothing until it does.
    pub const fn new() -> Meaning {
        Meaning { loaded: OnceLock::new(), machine: None }
    }

    /// The same without vector instructions; for tests that hold the two against each other.
    #[doc(hidden)]
    pub const fn plain() -> Meaning {
        Meaning { loaded: OnceLock::new(), machine: Some(Machine::Plain) }
    }

    /// Each text as one vector of unit length.
    pub fn embed(&self, texts: &[&str]) -> Vec<Vector> {
        Encoder::embed(self, texts)
    }

    /// The same with other layers for events, in the form of the file that is inside; to measure them on what they were not fitted on.
    pub fn with_events(events: &[u8]) -> Result<Meaning, FileError> {
        Ok(Meaning { loaded: OnceLock::from(load(Machine::detect(), events, OUTCOMES)?), machine: None })
    }

    /// The same with other layers for outcomes.
    pub fn with_outcomes(outcomes: &[u8]) -> Result<Meaning, FileError> {
        Ok(Meaning { loaded: OnceLock::from(load(Machine::detect(), EVENTS, outcomes)?), machine: None })
    }

    fn loaded(&self) -> &Loaded {
        self.loaded.get_or_init(|| {
            let machine = self.machine.unwrap_or_else(Machine::detect);
            // The file is part of the program: the tests have read it.
            load(machine, EVENTS, OUTCOMES).unwrap_or_else(|error| unreachable!("{error}"))
        })
    }
}

fn load(machine: Machine, events: &[u8], outcomes: &[u8]) -> Result<Loaded, FileError> {
    let file = File::new(MODEL)?;
    let network = Network::new(&file, &File::new(events)?, &File::new(outcomes)?)?;
    Ok(Loaded { words: WordPiece::new(file.text("vocabulary")?), network, machine })
}

impl Loaded {
    fn read(&self, texts: &[&str], sense: Sense) -> Vec<Reading> {
        in_portions(texts.iter().map(|t| self.words.split(t)), |some, room| self.network.read(some, sense, room, self.machine))
    }

    fn outcomes(&self, asked: &[Asked]) -> Vec<Outcome> {
        let [promise, told, later] = ASKED;
        let join = |a: &Asked| self.words.join(&[(a.promise, promise), (a.told, told), (a.later, later)]);
        in_portions(asked.iter().map(join), |some, room| self.network.outcomes(some, room, self.machine))
    }
}

/// What is computed of each text, a portion of them at a time.
fn in_portions<T>(texts: impl Iterator<Item = Vec<Piece>>, compute: impl Fn(&[Vec<Piece>], &mut Room) -> Vec<T>) -> Vec<T> {
    let mut room = Room::default();
    let (mut found, mut waiting, mut pieces) = (Vec::new(), Vec::new(), 0);
    for text in texts {
        pieces += text.len();
        waiting.push(text);
        if pieces >= AT_A_TIME {
            found.extend(compute(&waiting, &mut room));
            waiting.clear();
            pieces = 0;
        }
    }
    if !waiting.is_empty() {
        found.extend(compute(&waiting, &mut room));
    }
    found
}

impl Encoder for Meaning {
    fn read(&self, texts: &[&str]) -> Vec<Reading> {
        self.loaded().read(texts, Sense::Meaning)
    }

    fn read_events(&self, texts: &[&str]) -> Vec<Reading> {
        self.loaded().read(texts, Sense::Events)
    }

    fn outcomes(&self, asked: &[Asked]) -> Vec<Outcome> {
        self.loaded().outcomes(asked)
    }
}
