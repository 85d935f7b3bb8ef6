//! Sets of characters, symbols and norms: what is known of words before any is seen.
//!
//! Enters: the model file. Leaves: answers about characters and texts, as Python 3.11 gives them (Unicode 14), on which the model was trained.

use crate::blob::{Blob, BlobError, Texts};
use foldhash::fast::FixedState;
use std::collections::HashMap;

/// A map whose order is never looked at.
pub type Map<K, V> = HashMap<K, V, FixedState>;

/// A set of characters.
#[derive(Clone, Debug)]
pub struct CharSet {
    ascii: u128,
    ranges: Vec<(u32, u32)>,
}

impl CharSet {
    /// Whether a character is in it.
    pub fn has(&self, c: char) -> bool {
        let c = c as u32;
        if c < 128 {
            return self.ascii >> c & 1 == 1;
        }
        let at = self.ranges.partition_point(|r| r.1 < c);
        self.ranges.get(at).is_some_and(|r| r.0 <= c)
    }
}

/// Numbers of the sets that have a meaning of their own; the others belong to expressions.
const ALPHA: usize = 0;
const DIGIT: usize = 1;
const UPPER: usize = 2;
const SPACE: usize = 3;
const LOWERED: usize = 4;

/// Tables about characters and texts.
pub struct Tables {
    /// Sets that expressions refer to by number.
    pub sets: Vec<CharSet>,
    symbols: Map<&'static str, u64>,
    norm_ids: Vec<u64>,
    norms: Texts,
    base_norms: Map<&'static str, &'static str>,
}

impl Tables {
    /// Reads the tables.
    pub fn new(blob: &Blob) -> Result<Tables, BlobError> {
        let sets = read_sets(&blob.words("sets")?).ok_or_else(|| BlobError::Section("sets".into()))?;
        let symbols = blob.texts("symbols.names")?.iter().zip(blob.longs("symbols.ids")?).collect();
        let base_norms = blob.texts("base_norms.words")?.iter().zip(blob.texts("base_norms.norms")?.iter()).collect();
        let (norm_ids, norms) = (blob.longs("lexeme_norm.ids")?, blob.texts("lexeme_norm.norms")?);
        Ok(Tables { sets, symbols, norm_ids, norms, base_norms })
    }

    /// Python's `isalpha` of a character.
    pub fn is_alpha(&self, c: char) -> bool {
        self.sets[ALPHA].has(c)
    }

    /// Python's `isdigit` of a character.
    pub fn is_digit(&self, c: char) -> bool {
        self.sets[DIGIT].has(c)
    }

    /// Python's `isupper` of a character.
    pub fn is_upper(&self, c: char) -> bool {
        self.sets[UPPER].has(c)
    }

    /// Python's `isspace` of a character.
    pub fn is_space(&self, c: char) -> bool {
        self.sets[SPACE].has(c)
    }

    /// Python's `lower` of a text: letters that are newer than its Unicode stay as they are.
    pub fn lower(&self, text: &str) -> String {
        if text.is_ascii() {
            return text.to_ascii_lowercase();
        }
        let known = |c: char| self.sets[LOWERED].has(c);
        let is_newer = |c: char| !c.is_ascii() && !known(c) && c.to_lowercase().ne([c]);
        if !text.contains(is_newer) {
            return text.to_lowercase();
        }
        text.split_inclusive(is_newer)
            .map(|piece| piece.trim_end_matches(is_newer).to_lowercase() + piece.trim_start_matches(|c| !is_newer(c)))
            .collect()
    }

    /// The number that the model knows a text by.
    pub fn id(&self, text: &str) -> u64 {
        self.symbols.get(text).copied().unwrap_or_else(|| murmur64(text.as_bytes()))
    }

    /// Normal form of a text that has none from the tokenizer; `lower` is its lower case.
    pub fn norm<'t>(&self, text: &str, lower: &'t str) -> &'t str {
        match self.norm_ids.binary_search(&self.id(text)) {
            Ok(at) => self.norms.get(at),
            Err(_) => self.base_norms.get(text).copied().unwrap_or(lower),
        }
    }
}

fn read_sets(words: &[u32]) -> Option<Vec<CharSet>> {
    let (count, mut rest) = words.split_first()?;
    let mut sets = Vec::new();
    for _ in 0..*count {
        let ascii = rest.first_chunk::<4>()?.iter().rev().fold(0u128, |bits, w| bits << 32 | u128::from(*w));
        let ranges = rest.get(5..5 + *rest.get(4)? as usize * 2)?;
        sets.push(CharSet { ascii, ranges: ranges.as_chunks::<2>().0.iter().map(|r| (r[0], r[1])).collect() });
        rest = &rest[5 + ranges.len()..];
    }
    (sets.len() > LOWERED).then_some(sets)
}

/// MurmurHash64A with seed 1; 0 for no bytes.
fn murmur64(bytes: &[u8]) -> u64 {
    const MIX: u64 = 0xc6a4_a793_5bd1_e995;
    if bytes.is_empty() {
        return 0;
    }
    let (words, tail) = bytes.as_chunks::<8>();
    let mut hash = 1 ^ (bytes.len() as u64).wrapping_mul(MIX);
    for word in words {
        let k = u64::from_le_bytes(*word).wrapping_mul(MIX);
        hash = (hash ^ (k ^ k >> 47).wrapping_mul(MIX)).wrapping_mul(MIX);
    }
    if !tail.is_empty() {
        let last = tail.iter().rev().fold(0, |sum, b| sum << 8 | u64::from(*b));
        hash = (hash ^ last).wrapping_mul(MIX);
    }
    hash = (hash ^ hash >> 47).wrapping_mul(MIX);
    hash ^ hash >> 47
}

/// Four row numbers of a hashed embedding with `rows` rows, for the value `id` of the column with that seed (MurmurHash3, 128 bits).
pub fn rows_of(id: u64, seed: u64, rows: u64) -> [usize; 4] {
    let mut a = id.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f) ^ seed ^ 8;
    let mut b = seed ^ 8;
    a = a.wrapping_add(b);
    b = b.wrapping_add(a);
    (a, b) = (finished(a), finished(b));
    a = a.wrapping_add(b);
    b = b.wrapping_add(a);
    [a & 0xffff_ffff, a >> 32, b & 0xffff_ffff, b >> 32].map(|part| (part % rows) as usize)
}

fn finished(mut hash: u64) -> u64 {
    hash = (hash ^ hash >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ hash >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ hash >> 33
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_texts_as_spacy_does() {
        assert_eq!(murmur64(b"x"), 11123243248953317070);
        assert_eq!(murmur64(b"the"), 7425985699627899538);
        assert_eq!(murmur64(b""), 0);
    }
}
