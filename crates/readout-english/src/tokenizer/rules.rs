//! What the tokenizer goes by: expressions, exceptions, and chunks between white space.
//!
//! Enters: the model file. Leaves: the rules, and the chunks of a text.

use crate::blob::{Blob, BlobError};
use crate::expression::Expression;
use crate::lexeme::LexemeId;
use crate::tables::{Map, Tables};

/// One token of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// Its first byte.
    pub start: u32,
    /// Its length in bytes.
    pub len: u32,
    /// Its lexeme.
    pub lexeme: LexemeId,
    /// Whether one space follows that belongs to no token.
    pub space: bool,
}

/// Expressions and exceptions.
pub struct Rules {
    /// What is cut off at the front.
    pub prefix: Expression,
    /// What is cut off at the end.
    pub suffix: Expression,
    /// What is cut out inside.
    pub infix: Expression,
    /// What is kept whole.
    pub url: Expression,
    /// What is cut in a fixed way.
    pub exceptions: Exceptions,
}

impl Rules {
    /// Reads expressions and exceptions.
    pub fn new(blob: &Blob) -> Result<Rules, BlobError> {
        let expression = |name: &str| {
            let words = blob.words(name)?;
            Ok(Expression::read(&words).ok_or_else(|| BlobError::Section(name.to_owned()))?.0)
        };
        Ok(Rules {
            prefix: expression("prefix_search")?,
            suffix: expression("suffix_search")?,
            infix: expression("infix_finditer")?,
            url: expression("url_match")?,
            exceptions: Exceptions::new(blob)?,
        })
    }
}

/// Chunks that are cut in a fixed way.
pub struct Exceptions {
    /// All of them, sorted.
    pub keys: Vec<&'static str>,
    by_text: Map<&'static str, (u32, u32)>,
    /// Texts and norms of all their tokens.
    pub tokens: Vec<(&'static str, Option<&'static str>)>,
    longest: usize,
}

impl Exceptions {
    fn new(blob: &Blob) -> Result<Exceptions, BlobError> {
        let keys = blob.texts("exceptions.words")?;
        let parts = blob.texts("exceptions.tokens")?;
        let tokens =
            (0..parts.len() / 2).map(|i| (parts.get(i * 2), Some(parts.get(i * 2 + 1)).filter(|n| !n.is_empty()))).collect();
        let mut from = 0;
        let mut by_text = Map::default();
        for (key, end) in keys.iter().zip(blob.words("exceptions.ends")?) {
            by_text.insert(key, (from, end));
            from = end;
        }
        let longest = keys.iter().map(str::len).max().unwrap_or(0);
        Ok(Exceptions { keys: keys.iter().collect(), by_text, tokens, longest })
    }

    /// Lexemes (which have the numbers of the exceptions' tokens) of a chunk that is an exception.
    pub fn get(&self, chunk: &str) -> Option<(u32, u32)> {
        if chunk.len() > self.longest { None } else { self.by_text.get(chunk).copied() }
    }
}

/// Runs of white space and of other characters; a single space after a run is eaten and told.
pub struct Chunks<'t> {
    /// The text.
    pub text: &'t str,
    /// Where the next chunk begins.
    pub at: usize,
    /// What white space is.
    pub tables: &'t Tables,
}

impl Iterator for Chunks<'_> {
    type Item = (usize, usize, bool);

    /// First byte, byte after the last, and whether a space was eaten after it.
    fn next(&mut self) -> Option<(usize, usize, bool)> {
        let start = self.at;
        let white = self.is_space_at(start)?;
        let mut end = start;
        while self.is_space_at(end) == Some(white) {
            end += self.text[end..].chars().next().map_or(1, char::len_utf8);
        }
        let eaten = !white && self.text.as_bytes().get(end) == Some(&b' ');
        self.at = end + usize::from(eaten);
        Some((start, end, eaten))
    }
}

impl Chunks<'_> {
    fn is_space_at(&self, at: usize) -> Option<bool> {
        match self.text.as_bytes().get(at)? {
            b' ' | b'\t'..=b'\r' | 0x1c..=0x1f => Some(true),
            byte if byte.is_ascii() => Some(false),
            _ => self.text[at..].chars().next().map(|c| self.tables.is_space(c)),
        }
    }
}
