//! The model file: a table of named sections, and the sections.
//!
//! Enters: the bytes of a file that `cargo xtask import-model` wrote. Leaves: sections by name as matrices, numbers and lists of texts that
//! point into the bytes, so that nothing is parsed before it is asked for.
//!
//! Layout, all numbers little-endian: 16 bytes `READOUT-EN-1`, the number of sections (4 bytes); for each section 24 bytes of name, then the kind
//! (0 bytes, else the number of bytes of its floats), rows, columns, place and length, 4 bytes each. Sections begin at multiples of 64.

use thiserror::Error;

/// Why a model file can't be used.
#[derive(Debug, Error)]
pub enum BlobError {
    /// The bytes are no model file, or a cut one.
    #[error("not a model file, or not a whole one")]
    Malformed,
    /// A section that is needed isn't there, or has another kind or size.
    #[error("the model file has no usable section `{0}`")]
    Section(String),
}

/// A model file in memory.
#[derive(Clone, Copy)]
pub struct Blob {
    bytes: &'static [u8],
    sections: usize,
}

/// A matrix of weights as the file holds it.
#[derive(Clone, Copy)]
pub struct Matrix {
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub columns: usize,
    width: usize,
    bytes: &'static [u8],
}

/// A list of texts.
#[derive(Clone, Copy)]
pub struct Texts {
    ends: &'static [u8],
    all: &'static str,
}

const HEAD: usize = 20;
const ENTRY: usize = 44;

impl Blob {
    /// Checks the head of a file.
    pub fn new(bytes: &'static [u8]) -> Result<Blob, BlobError> {
        let count =
            bytes.strip_prefix(b"READOUT-EN-1\0\0\0\0").and_then(|rest| rest.first_chunk()).ok_or(BlobError::Malformed)?;
        let sections = u32::from_le_bytes(*count) as usize;
        let whole = sections.checked_mul(ENTRY).is_some_and(|size| bytes.len() >= HEAD + size);
        if whole { Ok(Blob { bytes, sections }) } else { Err(BlobError::Malformed) }
    }

    fn find(&self, name: &str) -> Result<([usize; 3], &'static [u8]), BlobError> {
        let entries = self.bytes[HEAD..].chunks_exact(ENTRY).take(self.sections);
        let mut found =
            entries.filter(|e| e[..24].strip_prefix(name.as_bytes()).is_some_and(|rest| rest.iter().all(|b| *b == 0)));
        let missing = || BlobError::Section(name.to_owned());
        let entry = found.next().ok_or_else(missing)?;
        let numbers: Vec<usize> = words_of(&entry[24..]).map(|w| w as usize).collect();
        let bytes = self.bytes.get(numbers[3]..numbers[3] + numbers[4]).ok_or_else(missing)?;
        Ok(([numbers[0], numbers[1], numbers[2]], bytes))
    }

    /// A matrix of weights.
    pub fn matrix(&self, name: &str) -> Result<Matrix, BlobError> {
        let ([width, rows, columns], bytes) = self.find(name)?;
        let sound = (width == 3 || width == 4) && rows * columns * width == bytes.len() && !bytes.is_empty();
        sound.then_some(Matrix { rows, columns, width, bytes }).ok_or_else(|| BlobError::Section(name.to_owned()))
    }

    /// A section of 32-bit numbers.
    pub fn words(&self, name: &str) -> Result<Vec<u32>, BlobError> {
        Ok(words_of(self.find(name)?.1).collect())
    }

    /// A section of 64-bit numbers.
    pub fn longs(&self, name: &str) -> Result<Vec<u64>, BlobError> {
        Ok(self.find(name)?.1.as_chunks::<8>().0.iter().map(|b| u64::from_le_bytes(*b)).collect())
    }

    /// A list of texts.
    pub fn texts(&self, name: &str) -> Result<Texts, BlobError> {
        let wrong = || BlobError::Section(name.to_owned());
        let bytes = self.find(name)?.1;
        let count = words_of(bytes).next().ok_or_else(wrong)? as usize;
        let (ends, all) = bytes[4..].split_at_checked(count * 4).ok_or_else(wrong)?;
        Ok(Texts { ends, all: std::str::from_utf8(all).map_err(|_| wrong())? })
    }
}

fn words_of(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.as_chunks::<4>().0.iter().map(|b| u32::from_le_bytes(*b))
}

impl Matrix {
    /// All values, row by row.
    pub fn values(&self) -> Vec<f32> {
        match self.width {
            3 => self.bytes.as_chunks::<3>().0.iter().map(|b| widened(*b)).collect(),
            _ => self.bytes.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect(),
        }
    }

    /// Adds a row to `sum`, which has as many values as the matrix has columns.
    pub fn add_row(&self, row: usize, sum: &mut [f32]) {
        let size = self.columns * self.width;
        let bytes = &self.bytes[row * size..][..size];
        match self.width {
            3 => sum.iter_mut().zip(bytes.as_chunks::<3>().0).for_each(|(s, b)| *s += widened(*b)),
            _ => sum.iter_mut().zip(bytes.as_chunks::<4>().0).for_each(|(s, b)| *s += f32::from_le_bytes(*b)),
        }
    }
}

/// A float of 24 bits (half precision with eight more bits of fraction) in 32 bits, exactly: a multiplication moves the exponent, and is right for
/// small numbers too.
fn widened([a, b, c]: [u8; 3]) -> f32 {
    let bits = u32::from_le_bytes([a, b, c, 0]);
    let magnitude = f32::from_bits((bits & 0x7f_ffff) << 5) * f32::from_bits(0x7780_0000);
    f32::from_bits(magnitude.to_bits() | (bits & 0x80_0000) << 8)
}

impl Texts {
    /// Number of texts.
    pub fn len(&self) -> usize {
        self.ends.len() / 4
    }

    /// Whether the list has no text.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn end(&self, number: usize) -> usize {
        self.ends.as_chunks::<4>().0.get(number).map_or(self.all.len(), |b| u32::from_le_bytes(*b) as usize)
    }

    /// Text of that number; empty when there is none.
    pub fn get(&self, number: usize) -> &'static str {
        let start = number.checked_sub(1).map_or(0, |before| self.end(before));
        self.all.get(start..self.end(number)).unwrap_or("")
    }

    /// All texts in order.
    pub fn iter(self) -> impl Iterator<Item = &'static str> {
        (0..self.len()).map(move |i| self.get(i))
    }

    /// Number of a text in a sorted list.
    pub fn find(&self, wanted: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = (low + high) / 2;
            match self.get(middle).cmp(wanted) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widens_exactly() {
        // A half and its eight more bits, read as one number.
        for (bits, wanted) in [
            (0x3c0000_u32, 1.0),
            (0xc00000, -2.0),
            (0x000100, 5.960_464_5e-8),
            (0x355555, 0.333_333_02),
            (0x7bff00, 65504.0),
            (0, 0.0),
        ] {
            let [a, b, c, _] = bits.to_le_bytes();
            assert_eq!(widened([a, b, c]), wanted);
        }
    }

    #[test]
    fn refuses_other_bytes() {
        assert!(Blob::new(b"no model").is_err());
        assert!(Blob::new(b"READOUT-EN-1\0\0\0\0\xff\xff\xff\xff").is_err());
    }
}
