//! MinHash with banding: nearly equal texts share a band, others hardly ever do.
//!
//! Enters: a text. Leaves: numbers, one a band. Two texts that share the part s of their shingles share a band with the chance 1 - (1 - s^ROWS)^BANDS.

/// Words in a shingle.
const SHINGLE: usize = 4;
/// Bands of a text: with these two figures a text of which half is the same is found nearly always, one of which a tenth is hardly ever.
const BANDS: usize = 12;
/// Least hashes that make one band.
const ROWS: usize = 3;

/// The bands of a text; none where it is too short for a shingle.
pub fn of(text: &str) -> Vec<u32> {
    let words: Vec<u64> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(word).collect();
    let mut least = [u64::MAX; BANDS * ROWS];
    for shingle in words.windows(SHINGLE) {
        let hash = shingle.iter().fold(0, |h, &word| mix(h ^ word));
        for (seed, slot) in least.iter_mut().enumerate() {
            *slot = (*slot).min(mix(hash ^ (seed as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        }
    }
    if words.len() < SHINGLE {
        return Vec::new();
    }
    let band = |(number, rows): (usize, &[u64])| rows.iter().fold(number as u64, |h, &row| mix(h ^ row)) as u32;
    least.chunks(ROWS).enumerate().map(band).collect()
}

/// FNV-1a of a word in lower case: the same on every machine.
fn word(word: &str) -> u64 {
    let letters = word.chars().flat_map(char::to_lowercase).map(u64::from);
    letters.fold(0xcbf2_9ce4_8422_2325, |h, c| (h ^ c).wrapping_mul(0x0000_0100_0000_01b3))
}

/// Stirs a hash so that each of its bits depends on all (the finisher of SplitMix64).
fn mix(hash: u64) -> u64 {
    let h = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    h ^ (h >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(range: std::ops::Range<usize>) -> String {
        range.map(|n| format!("word{} ", n * 7919 % 1000)).collect()
    }

    fn shared(a: &str, b: &str) -> usize {
        of(a).iter().zip(of(b)).filter(|(x, y)| **x == *y).count()
    }

    #[test]
    fn nearly_equal_texts_share_bands_and_strangers_do_not() {
        let text = numbered(0..200);
        assert_eq!(shared(&text, &text), BANDS);
        assert!(shared(&text, &format!("An opening of its own. {text}")) >= BANDS / 2);
        assert_eq!(shared(&text, &numbered(400..600)), 0);
        assert!(of("two words").is_empty());
    }
}
