//! The number that spaCy gives to a text.
//!
//! Enters: a text. Leaves: its MurmurHash64A with seed 1.

const MIX: u64 = 0xc6a4_a793_5bd1_e995;

/// The number of a text that is no symbol.
pub fn string_id(text: &str) -> u64 {
    let (words, tail) = text.as_bytes().as_chunks::<8>();
    let mut hash = 1 ^ (text.len() as u64).wrapping_mul(MIX);
    for word in words {
        let mut k = u64::from_le_bytes(*word).wrapping_mul(MIX);
        k = (k ^ (k >> 47)).wrapping_mul(MIX);
        hash = (hash ^ k).wrapping_mul(MIX);
    }
    if !tail.is_empty() {
        let mut last = [0; 8];
        last[..tail.len()].copy_from_slice(tail);
        hash = (hash ^ u64::from_le_bytes(last)).wrapping_mul(MIX);
    }
    hash = (hash ^ (hash >> 47)).wrapping_mul(MIX);
    hash ^ (hash >> 47)
}

#[cfg(test)]
mod tests {
    #[test]
    fn agrees_with_spacy() {
        assert_eq!(super::string_id("x"), 11123243248953317070);
        assert_eq!(super::string_id("the"), 7425985699627899538);
    }
}
