//! The file of weights: safetensors with weights of 10 bits.
//!
//! Enters: bytes. Leaves: tensors by name, in the form that the layers need. `cargo xtask import-meaning` writes it: a matrix of 10 bits is a plane of its
//! upper 8 bits, then a plane of the lower 2, four to a byte, lowest first; each row has a scale.

use safetensors::{Dtype, SafeTensors};

/// What is wrong with a file of weights.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It is not safetensors.
    #[error("not a file of weights")]
    Malformed,
    /// A tensor is missing, or of another shape or type.
    #[error("no sound tensor {0}")]
    Tensor(String),
}

/// A file of weights in memory.
pub struct File<'b> {
    tensors: SafeTensors<'b>,
}

impl<'b> File<'b> {
    /// Reads the table of tensors.
    pub fn new(bytes: &'b [u8]) -> Result<File<'b>, FileError> {
        Ok(File { tensors: SafeTensors::deserialize(bytes).map_err(|_| FileError::Malformed)? })
    }

    /// Bytes as they stand; `count` of them, where it is known.
    pub fn bytes(&self, name: &str, dtype: Dtype, count: Option<usize>) -> Result<&'b [u8], FileError> {
        let wrong = || FileError::Tensor(name.to_owned());
        let tensor = self.tensors.tensor(name).map_err(|_| wrong())?;
        let sound = tensor.dtype() == dtype && count.is_none_or(|c| c == tensor.data().len());
        sound.then(|| tensor.data()).ok_or_else(wrong)
    }

    /// Text.
    pub fn text(&self, name: &str) -> Result<&'b str, FileError> {
        std::str::from_utf8(self.bytes(name, Dtype::U8, None)?).map_err(|_| FileError::Tensor(name.to_owned()))
    }

    /// Floats of 32 bits; `count` of them.
    pub fn floats(&self, name: &str, count: usize) -> Result<Vec<f32>, FileError> {
        let bytes = self.bytes(name, Dtype::F32, Some(count * 4))?;
        Ok(bytes.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect())
    }

    /// A matrix of 10 bits, row by row.
    pub fn matrix(&self, name: &str, rows: usize, columns: usize) -> Result<Vec<i16>, FileError> {
        let count = rows * columns;
        let bytes = self.bytes(name, Dtype::U8, Some(count + count.div_ceil(4)))?;
        let (upper, lower) = bytes.split_at(count);
        let value = |(i, high): (usize, &u8)| i16::from(*high as i8) << 2 | i16::from(lower[i / 4] >> (i % 4 * 2) & 3);
        Ok(upper.iter().enumerate().map(value).collect())
    }
}
