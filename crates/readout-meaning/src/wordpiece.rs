//! Text to pieces of words, as the encoder was trained (BERT's uncased WordPiece).
//!
//! Enters: a text. Leaves: numbers of pieces with their places, between a mark of beginning and one of end. Case and accents are dropped, punctuation
//! stands alone, a word is cut into the longest known pieces from its start; a word that cannot be cut is the unknown piece.

use foldhash::{HashMap, HashMapExt};
use std::ops::Range;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Most pieces of a text, marks included; what comes after is not read.
pub const MOST: usize = 256;
/// Number of pieces.
pub const VOCABULARY: usize = 30_522;
/// A longer word is not cut.
const LONGEST: usize = 100;
const UNKNOWN: usize = 100;
const START: usize = 101;
const END: usize = 102;

/// One piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its number in the vocabulary.
    pub number: usize,
    /// Where it stands, in bytes.
    pub place: Range<usize>,
}

/// The vocabulary.
pub struct WordPiece<'b> {
    whole: HashMap<&'b str, usize>,
    inner: HashMap<&'b str, usize>,
}

/// One character of a word as it is looked up, and where it comes from.
struct Letter {
    char: char,
    place: Range<usize>,
}

impl<'b> WordPiece<'b> {
    /// Reads a vocabulary of one piece a line; those that go on a word begin with `##`.
    pub fn new(lines: &'b str) -> WordPiece<'b> {
        let mut pieces = WordPiece { whole: HashMap::new(), inner: HashMap::new() };
        for (number, line) in lines.lines().enumerate() {
            match line.strip_prefix("##").filter(|rest| !rest.is_empty()) {
                Some(rest) => pieces.inner.insert(rest, number),
                None => pieces.whole.insert(line, number),
            };
        }
        pieces
    }

    /// The pieces of a text.
    pub fn split(&self, text: &str) -> Vec<Piece> {
        let mut pieces = vec![Piece { number: START, place: 0..0 }];
        let mut word = Vec::new();
        for (at, char) in text.char_indices() {
            if char.is_whitespace() {
                self.cut(&mut word, &mut pieces);
                continue;
            }
            if is_nothing(char) {
                continue;
            }
            let place = at..at + char.len_utf8();
            let mut letters = Vec::new();
            decompose_canonical(char, |part| {
                if !is_combining_mark(part) {
                    letters.extend(part.to_lowercase());
                }
            });
            for char in letters {
                let letter = Letter { char, place: place.clone() };
                if stands_alone(char) {
                    self.cut(&mut word, &mut pieces);
                    word.push(letter);
                    self.cut(&mut word, &mut pieces);
                } else {
                    word.push(letter);
                }
            }
            if pieces.len() >= MOST {
                break;
            }
        }
        self.cut(&mut word, &mut pieces);
        pieces.truncate(MOST - 1);
        pieces.push(Piece { number: END, place: 0..0 });
        pieces
    }

    /// The pieces of texts one after the other, a mark of end after each; of each text so many at most.
    pub fn join(&self, texts: &[(&str, usize)]) -> Vec<Piece> {
        let mut pieces = vec![Piece { number: START, place: 0..0 }];
        for (text, most) in texts {
            let split = self.split(text);
            pieces.extend(split[1..split.len() - 1].iter().take(*most).cloned());
            pieces.push(Piece { number: END, place: 0..0 });
        }
        pieces
    }

    /// Adds the pieces of a word and empties it.
    fn cut(&self, word: &mut Vec<Letter>, pieces: &mut Vec<Piece>) {
        let (Some(first), Some(last)) = (word.first(), word.last()) else { return };
        let place = first.place.start..last.place.end;
        match self.cuts(word) {
            Some(cuts) => pieces.extend(cuts),
            None => pieces.push(Piece { number: UNKNOWN, place }),
        }
        word.clear();
    }

    fn cuts(&self, word: &[Letter]) -> Option<Vec<Piece>> {
        let mut pieces = Vec::new();
        if word.len() > LONGEST {
            return None;
        }
        let letters: String = word.iter().map(|l| l.char).collect();
        let mut from = 0;
        let (mut byte, mut rest) = (0, letters.as_str());
        while !rest.is_empty() {
            let known = if byte == 0 { &self.whole } else { &self.inner };
            let ends = rest.char_indices().rev().map(|(i, c)| i + c.len_utf8());
            let (end, number) = ends.filter_map(|end| Some((end, *known.get(&rest[..end])?))).next()?;
            let count = rest[..end].chars().count();
            let place = word[from].place.start..word[from + count - 1].place.end;
            pieces.push(Piece { number, place });
            (from, byte) = (from + count, byte + end);
            rest = &letters[byte..];
        }
        Some(pieces)
    }
}

/// Control and formatting characters, which are dropped.
fn is_nothing(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffd}')
}

/// Punctuation, and signs that are words of their own.
fn stands_alone(char: char) -> bool {
    char.is_ascii_punctuation()
        || matches!(char, '¡' | '§' | '«' | '¶' | '·' | '»' | '¿')
        || matches!(char, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}' | '\u{2045}'..='\u{2051}' | '\u{2053}'..='\u{205e}')
        || matches!(char, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{ff01}'..='\u{ff0f}')
        || matches!(char, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "cease\n##fire\n##fires\nthe\n.\n##s\nreunion";

    fn words(text: &str) -> Vec<&str> {
        let pieces = WordPiece::new(LINES).split(text);
        let inside = &pieces[1..pieces.len() - 1];
        inside.iter().map(|p| if p.number == UNKNOWN { "?" } else { &text[p.place.clone()] }).collect()
    }

    #[test]
    fn words_are_cut_into_the_longest_pieces() {
        assert_eq!(words("The ceasefires."), ["The", "cease", "fires", "."]);
    }

    #[test]
    fn case_and_accents_do_not_count() {
        assert_eq!(words("RÉUNIONs"), ["RÉUNION", "s"]);
    }

    #[test]
    fn texts_are_joined_by_marks() {
        let joined = WordPiece::new(LINES).join(&[("the ceasefires", 2), ("the.", 8)]);
        let numbers: Vec<usize> = joined.iter().map(|p| p.number).collect();
        assert_eq!(numbers, [START, 3, 0, END, 3, 4, END]);
    }

    #[test]
    fn a_word_that_cannot_be_cut_is_unknown() {
        assert_eq!(words("the truce"), ["the", "?"]);
        assert_eq!(words("\u{200b}\u{301}"), Vec::<&str>::new());
    }
}
