//! One chunk between white space, cut at its edges and inside.
//!
//! Enters: a chunk. Leaves: its parts in order; joined they are the chunk.

use super::rules::Rules;
use crate::expression::Scratch;
use crate::tables::CharSet;

/// A part of a chunk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// Bytes `0..1` of the chunk, one token.
    Text(usize, usize),
    /// All tokens of an exception, by their numbers.
    Exception(u32, u32),
}

/// What is left of a chunk, and what was stripped from it.
struct Strip {
    start: usize,
    end: usize,
    prefixes: Vec<Part>,
    suffixes: Vec<Part>,
}

/// Cuts a chunk; exceptions are looked for only where `special` says so.
pub fn cut(rules: &Rules, chunk: &str, special: bool, sets: &[CharSet], scratch: &mut Scratch) -> Vec<Part> {
    let strip = strip(rules, chunk, special, sets, scratch);
    let mut parts = strip.prefixes;
    let rest = &chunk[strip.start..strip.end];
    if let Some((from, to)) = exception(rules, rest, special) {
        parts.push(Part::Exception(from, to));
    } else if rules.url.match_whole(sets, rest, scratch).is_some() {
        parts.push(Part::Text(strip.start, strip.end));
    } else if !rest.is_empty() {
        cut_inside(rules, rest, strip.start, sets, scratch, &mut parts);
    }
    parts.extend(strip.suffixes.into_iter().rev());
    parts
}

fn exception(rules: &Rules, text: &str, special: bool) -> Option<(u32, u32)> {
    if special { rules.exceptions.get(text) } else { None }
}

/// Strips prefixes and suffixes until none is left or an exception comes out.
fn strip(rules: &Rules, chunk: &str, special: bool, sets: &[CharSet], scratch: &mut Scratch) -> Strip {
    let mut strip = Strip { start: 0, end: chunk.len(), prefixes: Vec::new(), suffixes: Vec::new() };
    let is_exception = |start: usize, end: usize| start < end && exception(rules, &chunk[start..end], special).is_some();
    while strip.start < strip.end && !is_exception(strip.start, strip.end) {
        let (start, end) = (strip.start, strip.end);
        let after = rules.prefix.match_at(sets, &chunk[start..end], 0, scratch).map_or(start, |len| start + len);
        if after > start && is_exception(after, end) {
            strip.prefixes.push(Part::Text(start, after));
            strip.start = after;
            break;
        }
        let before = rules.suffix.suffix(sets, &chunk[after..end], scratch).map_or(end, |at| after + at);
        if before < end && is_exception(start, before) {
            strip.suffixes.push(Part::Text(before, end));
            strip.end = before;
            break;
        }
        if after > start {
            strip.prefixes.push(Part::Text(start, after));
        }
        if before < end {
            strip.suffixes.push(Part::Text(before, end));
        }
        (strip.start, strip.end) = (after, before);
        if (after, before) == (start, end) {
            break;
        }
    }
    strip
}

/// Cuts at infixes; one at the very start is no cut.
fn cut_inside(rules: &Rules, rest: &str, offset: usize, sets: &[CharSet], scratch: &mut Scratch, parts: &mut Vec<Part>) {
    let mut start = 0;
    let mut from = 0;
    while let Some((at, end)) = rules.infix.find(sets, rest, from, scratch) {
        from = end.max(at + 1);
        if at == 0 {
            continue;
        }
        if at != start {
            parts.push(Part::Text(offset + start, offset + at));
        }
        if at != end {
            parts.push(Part::Text(offset + at, offset + end));
        }
        start = end;
    }
    if start < rest.len() {
        parts.push(Part::Text(offset + start, offset + rest.len()));
    }
}
