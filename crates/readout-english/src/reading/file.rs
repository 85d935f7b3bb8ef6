//! The file of weights: safetensors, with a header of names and numbers in its metadata.
//!
//! Enters: bytes. Leaves: the header, and tensors by name as 32-bit floats.

use crate::blob::BlobError;
use crate::kernel::layers::{Norm, Packed};
use crate::kernel::quantised::rows::Quantised;
use safetensors::{Dtype, SafeTensors};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// What every file says besides its tensors; other fields are the model's own.
#[derive(Deserialize)]
pub struct Header {
    version: u32,
    /// Networks whose scores are averaged.
    pub members: usize,
    /// Numbers of a word's vector.
    pub vectors: usize,
    /// Most words of a window.
    pub window: usize,
    /// Cells of one direction.
    pub width: usize,
    /// Recurrent layers.
    pub layers: usize,
    /// Columns of the category matrix.
    pub categories: Vec<Category>,
    /// Vocabularies: the n-th name has number n + 1.
    pub tag_names: Vec<String>,
    pub label_names: Vec<String>,
    pub entity_names: Vec<String>,
    pub lemmas: Vec<String>,
}

/// A column of the category matrix: how many values it has.
#[derive(Deserialize)]
pub struct Category {
    pub size: usize,
}

/// A file of weights in memory.
pub struct File<'b> {
    header: Header,
    /// All of the header, as text.
    text: String,
    tensors: SafeTensors<'b>,
}

impl<'b> File<'b> {
    /// Checks the file and reads its header, which stands under `key` and must be of that version.
    pub fn new(bytes: &'b [u8], key: &str, version: u32) -> Result<File<'b>, BlobError> {
        let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(|_| BlobError::Malformed)?;
        let text = metadata.metadata().as_ref().and_then(|m| m.get(key)).cloned().ok_or(BlobError::Malformed)?;
        let header: Header = serde_json::from_str(&text).map_err(|_| BlobError::Section(key.to_owned()))?;
        if header.version != version || header.members == 0 {
            return Err(BlobError::Section(format!("{key} of version {}", header.version)));
        }
        let tensors = SafeTensors::deserialize(bytes).map_err(|_| BlobError::Malformed)?;
        Ok(File { header, text, tensors })
    }

    /// Everything that is no tensor.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The fields of a model's own in its header.
    pub fn own<T: DeserializeOwned>(&self) -> Result<T, BlobError> {
        serde_json::from_str(&self.text).map_err(|_| BlobError::Section("header".to_owned()))
    }

    /// The values of a tensor, row by row; `count` of them.
    pub fn values(&self, name: &str, count: usize) -> Result<Vec<f32>, BlobError> {
        let wrong = || BlobError::Section(name.to_owned());
        let tensor = self.tensors.tensor(name).map_err(|_| wrong())?;
        let values = halves(tensor.data());
        (tensor.dtype() == Dtype::F16 && values.len() == count).then_some(values).ok_or_else(wrong)
    }

    /// The one value of a tensor.
    pub fn value(&self, name: &str) -> Result<f32, BlobError> {
        Ok(self.values(name, 1)?[0])
    }

    /// A layer `name.weight`, `name.bias`.
    pub fn linear(&self, name: &str, inputs: usize, outputs: usize) -> Result<Packed, BlobError> {
        let weights = self.values(&format!("{name}.weight"), inputs * outputs)?;
        let bias = self.values(&format!("{name}.bias"), outputs)?;
        Ok(Packed::new(&weights, &bias, inputs, outputs, Some))
    }

    /// A layer `name.weight`, `name.bias` that is computed in whole numbers.
    pub fn quantised(&self, name: &str, inputs: usize, outputs: usize) -> Result<Quantised, BlobError> {
        let weights = self.values(&format!("{name}.weight"), inputs * outputs)?;
        let bias = self.values(&format!("{name}.bias"), outputs)?;
        Ok(Quantised::new(&weights, &bias, inputs))
    }

    /// A normalisation `name.weight`, `name.bias`.
    pub fn norm(&self, name: &str, width: usize) -> Result<Norm, BlobError> {
        let (scale, shift) = (self.values(&format!("{name}.weight"), width)?, self.values(&format!("{name}.bias"), width)?);
        Ok(Norm { epsilon: 1e-5, scale, shift })
    }
}

/// Floats of 16 bits.
pub fn halves(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks::<2>().0.iter().map(|b| widened(u16::from_le_bytes(*b))).collect()
}

/// A float of 16 bits in 32 bits, exactly: a multiplication moves the exponent, and is right for small numbers too.
fn widened(bits: u16) -> f32 {
    let magnitude = f32::from_bits(u32::from(bits & 0x7fff) << 13) * f32::from_bits(0x7780_0000);
    f32::from_bits(magnitude.to_bits() | u32::from(bits & 0x8000) << 16)
}
