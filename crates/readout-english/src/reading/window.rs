//! Windows: what the network sees at once, whole paragraphs as far as they fit.
//!
//! Enters: words. Leaves: ranges of words that cover them all, in order.

use super::words::Words;
use std::ops::Range;

/// Windows of at most `limit` words.
pub fn windows(words: &Words, limit: usize) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for unit in units(words, limit) {
        match found.last_mut() {
            Some(last) if unit.end - last.start <= limit => last.end = unit.end,
            _ => found.push(unit),
        }
    }
    found
}

/// Paragraphs; those that are too long are cut at the last sentence start that fits, or in a very long sentence at the limit.
fn units(words: &Words, limit: usize) -> Vec<Range<usize>> {
    let (mut found, mut start) = (Vec::new(), 0);
    while start < words.len() {
        let mut end = words.paragraph_end(start);
        if end - start > limit {
            let fits = start + limit;
            end = (start + 1..=fits).rev().find(|&w| words.sentence[w]).unwrap_or(fits);
        }
        found.push(start..end);
        start = end;
    }
    found
}
