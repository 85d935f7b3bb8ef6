//! Values as the tables hold them: compressed bytes.
//!
//! Enters: bytes. Leaves: fewer bytes, and the first ones again.

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use std::io::{Read, Write};

/// Compresses; what is compressed carries a checksum.
pub fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::new(5));
    // Writing to memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// The bytes again; an error where they are not what was packed.
pub fn unpacked(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut found = Vec::with_capacity(bytes.len() * 4);
    ZlibDecoder::new(bytes).read_to_end(&mut found)?;
    Ok(found)
}
