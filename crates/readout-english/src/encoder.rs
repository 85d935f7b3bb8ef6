//! Tokens to vectors: hashed embeddings mixed into 96 values, then four layers that each look one token to either side.
//!
//! Enters: tokens as lexemes. Leaves: 96 values a token. A document is worked off in stretches; each is computed with the four tokens on either
//! side that its vectors depend on, so that the result is that of the document as a whole.

use crate::blob::{Blob, BlobError, Matrix};
use crate::kernel::Machine;
use crate::kernel::layers::{Norm, Packed, Parts, Rows, WIDTH};
use crate::lexeme::{Lexicon, UNMIXED};
use crate::tables::rows_of;
use crate::tokenizer::rules::Piece;

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
    first: Parts,
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
    distinct: Distinct,
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
        let first = Parts::new(&values("mo1.W".to_owned())?, &values("mo1.b".to_owned())?);
        for i in 0..=REACH {
            if i != 1 {
                let inputs = blob.matrix(&format!("{name}.mo{i}.W"))?.columns;
                packed.push(Packed::maxout(&values(format!("mo{i}.W"))?, &values(format!("mo{i}.b"))?, inputs));
            }
            norms.push(Norm { epsilon: 1e-8, scale: values(format!("ln{i}.G"))?, shift: values(format!("ln{i}.b"))? });
        }
        let mix = packed.remove(0);
        let sound = embeddings.iter().all(|e| e.columns == WIDTH && e.rows > 0) && !embeddings.is_empty();
        if sound {
            Ok(Encoder { embeddings, mix, first, layers: packed, norms })
        } else {
            Err(BlobError::Section(format!("{name}.E0")))
        }
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
        let slots = seen.iter().map(|piece| lexicon.get(piece.lexeme).mixed[variant(sight, piece)]);
        desk.lay_out(slots, 1 + REACH - (from - first), count + 2);
        let inner = WIDTH..(count + 1) * WIDTH;
        desk.distinct.parts.resize(desk.distinct.count() * self.first.each.places(), 0.0);
        let distinct = Rows { values: &desk.distinct.vectors, stride: WIDTH, count: desk.distinct.count() };
        machine.affine(distinct, &self.first.each, &mut desk.distinct.parts);
        machine.join(&desk.distinct.parts, &desk.distinct.numbers, &self.first, &mut desk.next[inner.clone()]);
        machine.normalise(&mut desk.next[inner.clone()], Some(&desk.rows[inner]), &self.norms[1]);
        std::mem::swap(&mut desk.rows, &mut desk.next);
        for (layer, norm) in self.layers.iter().zip(&self.norms[2..]) {
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

/// The different vectors of a stretch, the first of them zeros, and for each row the number of its vector.
#[derive(Default)]
struct Distinct {
    vectors: Vec<f32>,
    parts: Vec<f32>,
    numbers: Vec<u32>,
    /// For each mixed embedding the stretch in which it was last met, and its number there.
    met: Vec<(u32, u32)>,
    stretch: u32,
}

impl Distinct {
    fn count(&self) -> usize {
        self.vectors.len() / WIDTH
    }

    fn begin(&mut self) {
        self.vectors.clear();
        self.vectors.resize(WIDTH, 0.0);
        self.numbers.clear();
        self.stretch = self.stretch.wrapping_add(1);
        if self.stretch == 0 {
            self.met.clear();
            self.stretch = 1;
        }
    }

    fn add(&mut self, slot: usize, mixed: &[f32]) {
        if slot >= self.met.len() {
            self.met.resize(slot + 1, (0, 0));
        }
        if self.met[slot].0 != self.stretch {
            self.met[slot] = (self.stretch, self.count() as u32);
            self.vectors.extend_from_slice(&mixed[slot * WIDTH..][..WIDTH]);
        }
        self.numbers.push(self.met[slot].1);
    }
}

impl Desk {
    /// Puts the mixed embeddings of a stretch into rows, after `before` rows of zeros and before as many as make `count`.
    fn lay_out(&mut self, slots: impl Iterator<Item = u32>, before: usize, count: usize) {
        self.rows.clear();
        self.rows.resize(before * WIDTH, 0.0);
        self.distinct.begin();
        self.distinct.numbers.resize(before, 0);
        for slot in slots {
            self.rows.extend_from_slice(&self.mixed[slot as usize * WIDTH..][..WIDTH]);
            self.distinct.add(slot as usize, &self.mixed);
        }
        self.rows.resize(count * WIDTH, 0.0);
        self.distinct.numbers.resize(count, 0);
        self.next.clear();
        self.next.resize(count * WIDTH, 0.0);
    }

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
