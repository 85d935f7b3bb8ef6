//! Writer of the model file that readout-english reads: a table of named sections and the sections.
//!
//! Enters: sections in the order in which they are to stand. Leaves: bytes, the same for the same sections. The format is told in
//! `crates/readout-english/src/blob.rs`.

use super::wheel::Array;

/// Weights as 16- or 32-bit floats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Floats {
    /// Half precision: what is shipped.
    F16,
    /// As trained: for tests of exactness.
    F32,
}

/// A model file that is being put together.
pub struct Blob {
    floats: Floats,
    sections: Vec<(String, [u32; 3], Vec<u8>)>,
}

const BYTES: u32 = 0;
const F16: u32 = 1;
const F32: u32 = 2;

impl Blob {
    /// An empty file whose weights are kept as `floats`.
    pub fn new(floats: Floats) -> Blob {
        Blob { floats, sections: Vec::new() }
    }

    /// Adds a matrix; all axes but the last are joined into rows.
    pub fn matrix(&mut self, name: &str, array: &Array) {
        let columns = array.shape.last().copied().unwrap_or(1);
        let rows = array.values.len() / columns;
        let (kind, bytes) = match self.floats {
            Floats::F16 => (F16, array.values.iter().flat_map(|v| half::f16::from_f32(*v).to_le_bytes()).collect()),
            Floats::F32 => (F32, array.values.iter().flat_map(|v| v.to_le_bytes()).collect()),
        };
        self.sections.push((name.to_owned(), [kind, rows as u32, columns as u32], bytes));
    }

    /// Adds 32-bit numbers.
    pub fn words(&mut self, name: &str, words: &[u32]) {
        self.sections.push((name.to_owned(), [BYTES, 0, 0], words.iter().flat_map(|w| w.to_le_bytes()).collect()));
    }

    /// Adds 64-bit numbers.
    pub fn longs(&mut self, name: &str, longs: &[u64]) {
        self.sections.push((name.to_owned(), [BYTES, 0, 0], longs.iter().flat_map(|w| w.to_le_bytes()).collect()));
    }

    /// Adds a list of texts: their number, the end of each, the texts.
    pub fn texts<S: AsRef<str>>(&mut self, name: &str, texts: impl IntoIterator<Item = S>) {
        let mut ends = vec![0u32];
        let mut all = String::new();
        for text in texts {
            all.push_str(text.as_ref());
            ends.push(all.len() as u32);
        }
        ends[0] = ends.len() as u32 - 1;
        let mut bytes: Vec<u8> = ends.iter().flat_map(|w| w.to_le_bytes()).collect();
        bytes.extend(all.as_bytes());
        self.sections.push((name.to_owned(), [BYTES, 0, 0], bytes));
    }

    /// The whole file.
    pub fn finish(self) -> Vec<u8> {
        let mut head = b"READOUT-EN-1\0\0\0\0".to_vec();
        head.extend((self.sections.len() as u32).to_le_bytes());
        let mut at = (head.len() + self.sections.len() * 44).next_multiple_of(64);
        for (name, numbers, bytes) in &self.sections {
            let mut padded = [0u8; 24];
            padded[..name.len()].copy_from_slice(name.as_bytes());
            head.extend(padded);
            let place = [at as u32, bytes.len() as u32];
            head.extend(numbers.iter().chain(&place).flat_map(|w| w.to_le_bytes()));
            at = (at + bytes.len()).next_multiple_of(64);
        }
        for (_, _, bytes) in &self.sections {
            head.resize(head.len().next_multiple_of(64), 0);
            head.extend(bytes);
        }
        head
    }
}
