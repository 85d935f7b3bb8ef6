//! Byte offsets to code points and back, for exports.
//!
//! Enters: a text. Leaves: a table that answers both ways in near-constant time.

use crate::span::Span;

/// Every how many bytes the table notes the count of code points.
const STRIDE: usize = 64;

/// Counts of code points at every 64th byte of one text.
pub struct CodePoints<'t> {
    text: &'t str,
    counts: Option<Vec<u32>>,
}

impl<'t> CodePoints<'t> {
    /// Reads `text` once; plain ASCII needs no table.
    pub fn new(text: &'t str) -> CodePoints<'t> {
        let counts = (!text.is_ascii()).then(|| {
            let mut total = 0u32;
            text.as_bytes()
                .chunks(STRIDE)
                .map(|chunk| {
                    let before = total;
                    total += leading_bytes(chunk);
                    before
                })
                .collect()
        });
        CodePoints { text, counts }
    }

    /// The number of code points before `byte`, which must be on a character boundary.
    pub fn at(&self, byte: usize) -> usize {
        match &self.counts {
            None => byte,
            Some(counts) if byte < self.text.len() => {
                let chunk = byte / STRIDE;
                (counts[chunk] + leading_bytes(&self.text.as_bytes()[chunk * STRIDE..byte])) as usize
            }
            Some(_) => self.text.chars().count(),
        }
    }

    /// A span as `[start, end)` in code points.
    pub fn range(&self, span: Span) -> (usize, usize) {
        (self.at(span.start()), self.at(span.end()))
    }

    /// The byte at which code point number `point` begins, or the length of the text when there is none.
    pub fn byte(&self, point: usize) -> usize {
        let Some(counts) = &self.counts else { return point.min(self.text.len()) };
        let chunk = counts.partition_point(|&before| before as usize <= point).saturating_sub(1);
        let mut left = point - counts.get(chunk).map_or(0, |&before| before as usize);
        for (offset, byte) in self.text.as_bytes().iter().enumerate().skip(chunk * STRIDE) {
            if is_leading(*byte) {
                if left == 0 {
                    return offset;
                }
                left -= 1;
            }
        }
        self.text.len()
    }
}

fn is_leading(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn leading_bytes(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|b| is_leading(**b)).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting_both_ways() {
        let text = "“Ça va?” 日本 — ok. ".repeat(40);
        let table = CodePoints::new(&text);
        for (point, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(table.at(byte), point);
            assert_eq!(table.byte(point), byte);
        }
        assert_eq!(table.at(text.len()), text.chars().count());
        assert_eq!(table.byte(text.chars().count()), text.len());
    }
}
