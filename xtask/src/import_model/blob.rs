//! Writer of the model file that readout-english reads: a table of named sections and the sections.
//!
//! Enters: sections in the order in which they are to stand. Leaves: bytes, the same for the same sections. The format is told in
//! `crates/readout-english/src/blob.rs`.

use super::wheel::Array;

/// How weights are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Floats {
    /// Half precision with eight more bits (1 of sign, 5 of exponent, 18 of fraction): what is shipped. Plain halves would turn some thirty heads
    /// in 262,000 tokens.
    F24,
    /// As trained: for tests of exactness.
    F32,
}

/// A model file that is being put together.
pub struct Blob {
    floats: Floats,
    sections: Vec<(String, [u32; 3], Vec<u8>)>,
}

const BYTES: u32 = 0;
const F24: u32 = 3;
const F32: u32 = 4;

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
            Floats::F24 => (F24, array.values.iter().flat_map(|v| narrowed(*v)).collect()),
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

/// The nearest float of 24 bits. Scaling moves the exponent to its new place, small numbers included; a carry out of the fraction is right as it is.
fn narrowed(value: f32) -> [u8; 3] {
    assert!(value.abs() < 60_000.0, "{value} is no weight");
    let scaled = (value.abs() * f32::from_bits(0x0780_0000)).to_bits();
    let rounded = (scaled + 0xf + (scaled >> 5 & 1)) >> 5;
    let signed = rounded | (value.to_bits() >> 31) << 23;
    let [a, b, c, _] = signed.to_le_bytes();
    [a, b, c]
}

#[cfg(test)]
mod tests {
    #[test]
    fn narrows_to_the_nearest() {
        let widened = |[a, b, c]: [u8; 3]| {
            let bits = u32::from_le_bytes([a, b, c, 0]);
            let magnitude = f32::from_bits((bits & 0x7f_ffff) << 5) * f32::from_bits(0x7780_0000);
            if bits >> 23 == 1 { -magnitude } else { magnitude }
        };
        for value in [0.0, 1.0, -2.5, 0.1, -0.333_333_34, 1e-5, -3e-7, 123.456] {
            let back = widened(super::narrowed(value));
            assert!((back - value).abs() <= value.abs() / 500_000.0 + 2e-10, "{value} became {back}");
        }
    }
}
