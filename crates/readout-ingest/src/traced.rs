//! Text that remembers where in the input each of its pieces stood.
//!
//! Enters: the decoded input and ranges of it, or words made by a format. Leaves: a text with its `Kept` pieces, each of which cuts the same
//! bytes from the text and from the input. It leaves alone: what the pieces mean.

use readout_record::document::Kept;
use std::ops::Range;

/// A text under construction. Pieces taken over from the input are recorded; what is pushed as made has no place in the input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traced {
    text: String,
    kept: Vec<Kept>,
}

impl Traced {
    /// Text without a place in the input.
    pub fn made(text: &str) -> Traced {
        let mut traced = Traced::default();
        traced.push_made(text);
        traced
    }

    /// The bytes `range` of `input`, without invisible characters.
    pub fn cut(input: &str, range: Range<usize>) -> Traced {
        let mut traced = Traced::default();
        traced.push_input(input, range);
        traced
    }

    /// Appends the bytes `range` of `input`, leaving out invisible characters; a space that forbids a line break is a space. A range that does not cut whole
    /// characters adds nothing.
    pub fn push_input(&mut self, input: &str, range: Range<usize>) {
        let Some(piece) = input.get(range.clone()) else { return };
        let mut from = 0;
        for (at, c) in piece.char_indices().filter(|(_, c)| is_invisible(*c) || is_no_break(*c)) {
            self.push_piece(&piece[from..at], range.start + from);
            self.text.extend(is_no_break(c).then_some(' '));
            from = at + c.len_utf8();
        }
        self.push_piece(&piece[from..], range.start + from);
    }

    /// Appends words that do not stand in the input.
    pub fn push_made(&mut self, words: &str) {
        self.text.extend(words.chars().filter(|c| !is_invisible(*c)).map(|c| if is_no_break(c) { ' ' } else { c }));
    }

    /// Appends the bytes `range` of another traced text of the same input, with their places.
    pub fn push_traced(&mut self, other: &Traced, range: Range<usize>) {
        let Some(words) = other.text.get(range.clone()) else { return };
        let base = self.text.len();
        self.text.push_str(words);
        let first = other.kept.partition_point(|k| (k.text + k.len) as usize <= range.start);
        for piece in &other.kept[first..] {
            let start = range.start.max(piece.text as usize);
            let end = range.end.min((piece.text + piece.len) as usize);
            if start >= end {
                break;
            }
            let input = piece.input as usize + start - piece.text as usize;
            self.note(base + start - range.start, input, end - start);
        }
    }

    /// Appends all of another traced text of the same input.
    pub fn push_all(&mut self, other: &Traced) {
        self.push_traced(other, 0..other.text.len());
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The text without white space at its edges.
    pub fn trimmed(&self) -> Traced {
        let mut traced = Traced::default();
        traced.push_traced(self, trim_range(&self.text, 0..self.text.len()));
        traced
    }

    /// Byte ranges of the lines, without their line ends.
    pub fn lines(&self) -> Vec<Range<usize>> {
        let mut start = 0;
        let mut lines = Vec::new();
        for line in self.text.split('\n') {
            lines.push(start..start + line.len());
            start += line.len() + 1;
        }
        lines
    }

    /// The text and its pieces.
    pub fn into_parts(self) -> (String, Vec<Kept>) {
        (self.text, self.kept)
    }

    fn push_piece(&mut self, piece: &str, input: usize) {
        let at = self.text.len();
        self.text.push_str(piece);
        self.note(at, input, piece.len());
    }

    /// Records a piece, joined to the one before it where both run on.
    fn note(&mut self, text: usize, input: usize, len: usize) {
        if len == 0 || input + len > u32::MAX as usize || text + len > u32::MAX as usize {
            return;
        }
        let (text, input, len) = (text as u32, input as u32, len as u32);
        match self.kept.last_mut() {
            Some(last) if last.text + last.len == text && last.input + last.len == input => last.len += len,
            _ => self.kept.push(Kept { text, input, len }),
        }
    }
}

/// The part of `range` in `text` without white space at its edges.
pub fn trim_range(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + piece.len() - piece.trim_start().len();
    start..start + piece.trim().len()
}

/// Characters that nobody sees and that only hinder: soft hyphens, zero-width spaces, byte order marks, marks of direction (which can make a
/// text look other than it is), and control characters except tab and line feed. Joiners stay: some scripts and emoji need them.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}')
        || matches!(c, '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
        || (c.is_control() && c != '\n' && c != '\t')
}

/// Spaces at which no line may break. They say how a page is set; to who reads words they are spaces, and names with and without them are one name.
fn is_no_break(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every kept piece cuts the same bytes from the text and from the input.
    fn check(traced: &Traced, input: &str) {
        for k in &traced.kept {
            let text = &traced.text[k.text as usize..(k.text + k.len) as usize];
            assert_eq!(text, &input[k.input as usize..(k.input + k.len) as usize]);
        }
    }

    #[test]
    fn runs_join_and_invisible_characters_split_them() {
        let input = "\u{FEFF}The cease\u{AD}fire\r\nholds.";
        let traced = Traced::cut(input, 0..input.len());
        assert_eq!(traced.as_str(), "The ceasefire\nholds.");
        assert_eq!(traced.kept.len(), 3);
        check(&traced, input);
        let mut joined = Traced::cut(input, 3..6);
        joined.push_input(input, 6..7);
        assert_eq!((joined.as_str(), joined.kept.len()), ("The ", 1));
    }

    #[test]
    fn a_space_that_forbids_a_line_break_is_a_space() {
        let input = "President\u{A0}Weiss paid 200\u{202F}000";
        let traced = Traced::cut(input, 0..input.len());
        assert_eq!(traced.as_str(), "President Weiss paid 200 000");
        assert_eq!(Traced::made(input).as_str(), traced.as_str());
        assert_eq!(traced.kept.len(), 3);
        check(&traced, input);
    }

    #[test]
    fn a_part_of_a_traced_text_keeps_its_places() {
        let input = "one two three";
        let mut traced = Traced::cut(input, 4..7);
        traced.push_made(" – ");
        traced.push_input(input, 8..13);
        let mut part = Traced::made("> ");
        part.push_traced(&traced, 1..11);
        assert_eq!(part.as_str(), "> wo – thr");
        assert_eq!(part.kept.len(), 2);
        check(&part, input);
    }

    #[test]
    fn ranges_that_cut_a_character_add_nothing() {
        assert!(Traced::cut("é", 1..2).is_blank());
        assert!(Traced::cut("e", 0..9).is_blank());
    }
}
