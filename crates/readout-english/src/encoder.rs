//! Tokens to vectors: hashed embeddings mixed into 96 values, then four layers that each look one token to either side.
//!
//! Enters: tokens as lexemes. Leaves: 96 values a token. A document is worked off in stretches; each is computed with the four tokens on either
//! side that its vectors depend on, so that the result is that of the document as a whole.

use crate::blob::{Blob, BlobError, Matrix};
use crate::kernel::{Machine, Norm, Packed, Rows, WIDTH};
use crate::lexeme::{Lexicon, UNMIXED};
use crate::tables::rows_of;
use crate::tokenizer::Piece;

/// Tokens that are encoded together; small enough for their vectors to stay near the processor.
pub const STRETCH: usize = 512;

/// Tokens to either side that a vector depends on, and rows of zeros that stand around a document.
const REACH: usize = 4;

/// Mixed embeddings that are kept; beyond, they are forgotten and made again.
const MOST_MIXED: usize = 16_384;

/// Seed of the first column's hash.
const FIRST_SEED: u64 = 8;

/// One encoder.
pub struct Encoder {
    embeddings: Vec<Matrix>,
    mix: Packed,
    layers: Vec<Packed>,
    norms: Vec<Norm>,
}

/// Which of a lexeme's mixed embeddings an encoder uses.
#[derive(Clone, Copy, PartialEq)]
pub enum Sight {
    /// Sees whether a space follows.
    Spaces,
    /// Does not.
    NoSpaces,
}

/// Working memory of an encoder.
#[derive(Default)]
pub struct Desk {
    mixed: Vec<f32>,
    embedded: Vec<f32>,
    rows: Vec<f32>,
    next: Vec<f32>,
}

impl Encoder {
    /// Reads the weights whose names begin with `name`.
    pub fn new(blob: &Blob, name: &str) -> Result<Encoder, BlobError> {
        let embeddings: Vec<Matrix> = (0..).map_while(|i| blob.matrix(&format!("{name}.E{i}")).ok()).collect();
        let values = |part: String| Ok::<_, BlobError>(blob.matrix(&format!("{name}.{part}"))?.values());
        let mut packed = Vec::new();
        let mut norms = Vec::new();
        for i in 0..=REACH {
            let inputs = blob.matrix(&format!("{name}.mo{i}.W"))?.columns;
            packed.push(Packed::maxout(&values(format!("mo{i}.W"))?, &values(format!("mo{i}.b"))?, inputs));
            norms.push(Norm { scale: values(format!("ln{i}.G"))?, shift: values(format!("ln{i}.b"))? });
        }
        let mix = packed.remove(0);
        let sound = embeddings.iter().all(|e| e.columns == WIDTH && e.rows > 0) && !embeddings.is_empty();
        if sound { Ok(Encoder { embeddings, mix, layers: packed, norms }) } else { Err(BlobError::Section(format!("{name}.E0"))) }
    }

    /// The vectors of tokens `from..to`, one after another.
    pub fn encode<'d>(
        &self,
        pieces: &[Piece],
        (from, to): (usize, usize),
        sight: Sight,
        lexicon: &mut Lexicon,
        desk: &'d mut Desk,
        machine: Machine,
    ) -> &'d [f32] {
        let first = from.saturating_sub(REACH);
        let seen = &pieces[first..(to + REACH).min(pieces.len())];
        self.mix(seen, sight, lexicon, desk, machine);
        let count = to - from + 2 * REACH;
        // A row of zeros stands before the first and after the last row.
        desk.rows.clear();
        desk.rows.resize((1 + REACH - (from - first)) * WIDTH, 0.0);
        for piece in seen {
            let slot = lexicon.get(piece.lexeme).mixed[variant(sight, piece)] as usize;
            desk.rows.extend_from_slice(&desk.mixed[slot * WIDTH..][..WIDTH]);
        }
        desk.rows.resize((count + 2) * WIDTH, 0.0);
        desk.next.clear();
        desk.next.resize((count + 2) * WIDTH, 0.0);
        for (layer, norm) in self.layers.iter().zip(&self.norms[1..]) {
            let inner = WIDTH..(count + 1) * WIDTH;
            machine.maxout(Rows { values: &desk.rows, stride: WIDTH, count }, layer, &mut desk.next[inner.clone()]);
            machine.normalise(&mut desk.next[inner.clone()], Some(&desk.rows[inner]), norm);
            std::mem::swap(&mut desk.rows, &mut desk.next);
        }
        &desk.rows[(1 + REACH) * WIDTH..][..(to - from) * WIDTH]
    }

    /// Sees to it that the lexemes of all tokens have mixed embeddings.
    fn mix(&self, pieces: &[Piece], sight: Sight, lexicon: &mut Lexicon, desk: &mut Desk, machine: Machine) {
        let known = desk.mixed.len() / WIDTH;
        desk.embedded.clear();
        let mut fresh = 0;
        for piece in pieces {
            let lexeme = lexicon.get_mut(piece.lexeme);
            let place = variant(sight, piece);
            if lexeme.mixed[place] == UNMIXED {
                lexeme.mixed[place] = (known + fresh) as u32;
                let flags = [u64::from(piece.space), u64::from(lexeme.is_space)];
                self.embed(lexeme.features.into_iter().chain(flags), &mut desk.embedded);
                fresh += 1;
            }
        }
        let width = self.embeddings.len() * WIDTH;
        desk.mixed.resize((known + fresh) * WIDTH, 0.0);
        let out = &mut desk.mixed[known * WIDTH..];
        machine.maxout(Rows { values: &desk.embedded, stride: width, count: fresh }, &self.mix, out);
        machine.normalise(out, None, &self.norms[0]);
    }

    /// Appends the embeddings of each column.
    fn embed(&self, columns: impl Iterator<Item = u64>, out: &mut Vec<f32>) {
        for ((table, id), seed) in self.embeddings.iter().zip(columns).zip(FIRST_SEED..) {
            let at = out.len();
            out.resize(at + WIDTH, 0.0);
            for row in rows_of(id, seed, table.rows as u64) {
                table.add_row(row, &mut out[at..]);
            }
        }
    }
}

impl Desk {
    /// Whether so many mixed embeddings are kept that they should be forgotten.
    pub fn is_full(&self) -> bool {
        self.mixed.len() > MOST_MIXED * WIDTH
    }

    /// Forgets all mixed embeddings; lexemes must forget theirs too.
    pub fn clear(&mut self) {
        self.mixed.clear();
    }
}

fn variant(sight: Sight, piece: &Piece) -> usize {
    match sight {
        Sight::Spaces => usize::from(piece.space),
        Sight::NoSpaces => 2,
    }
}
