//! Chance that is the same on every machine.
//!
//! Enters: a text. Leaves: a number that depends on it alone.

/// A number that depends on the text alone (FNV-1a, then the finisher of SplitMix64).
pub fn seed(text: &str) -> u64 {
    let h = text.bytes().fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3));
    let h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    h ^ (h >> 31)
}
