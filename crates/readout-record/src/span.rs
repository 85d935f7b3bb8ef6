//! A piece of a text: byte offsets on character boundaries.
//!
//! Enters: offsets and the text that they point into. Leaves: a `Span` that is known to cut it.

use serde::Serialize;

/// Bytes `start..end` of one document's text. Never empty, always on character boundaries of the text it was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span of bytes `start..end` of `text`, or `None` when it is empty, out of range or cuts a character.
    pub fn new(text: &str, start: usize, end: usize) -> Option<Span> {
        let sound = start < end && text.get(start..end).is_some() && end <= u32::MAX as usize;
        sound.then_some(Span { start: start as u32, end: end as u32 })
    }

    /// The span of `text` without white space at its edges, or `None` when nothing else is in it.
    pub fn trimmed(text: &str, start: usize, end: usize) -> Option<Span> {
        let piece = text.get(start..end)?;
        let lead = piece.len() - piece.trim_start().len();
        Span::new(text, start + lead, start + lead + piece.trim().len())
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Byte after the last.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes; never 0.
    #[allow(clippy::len_without_is_empty, reason = "a span is never empty")]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// The words themselves. `text` must be the text that the span was made for.
    pub fn of(self, text: &str) -> &str {
        &text[self.start()..self.end()]
    }

    /// From the start of the earlier to the end of the later.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_does_not_cut() {
        let text = "a é b";
        assert!(Span::new(text, 2, 3).is_none(), "inside a character");
        assert!(Span::new(text, 1, 1).is_none(), "empty");
        assert!(Span::new(text, 0, 99).is_none(), "out of range");
        assert_eq!(Span::new(text, 2, 4).map(|s| s.of(text)), Some("é"));
        assert_eq!(Span::trimmed(text, 1, 5).map(|s| s.of(text)), Some("é"));
    }
}
