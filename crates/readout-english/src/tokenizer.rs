//! Text to tokens, exactly as spaCy's English tokenizer cuts it.
//!
//! Enters: a text. Leaves: tokens as lexemes with their place, white-space tokens included. Chunks between white space are looked up among
//! exceptions, stripped of prefixes and suffixes, kept whole when they are an address, and cut at infixes; then exceptions that run over
//! several tokens are put in.

mod chunk;
mod special;

use crate::blob::{Blob, BlobError};
use crate::expression::{Expression, Scratch};
use crate::lexeme::{LexemeId, Lexicon};
use crate::ruler::Ruler;
use crate::tables::{Map, Tables};
use compact_str::CompactString;
use special::Specials;

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

/// The rules of the tokenizer.
pub struct Tokenizer {
    prefix: Expression,
    suffix: Expression,
    infix: Expression,
    url: Expression,
    exceptions: Exceptions,
    specials: Specials,
}

/// Chunks that are cut in a fixed way.
struct Exceptions {
    keys: Vec<&'static str>,
    by_text: Map<&'static str, (u32, u32)>,
    tokens: Vec<(&'static str, Option<&'static str>)>,
    longest: usize,
}

/// Lexemes and cuts of chunks that were seen before: only saves time.
pub struct Memory {
    /// All lexemes; the first are those of the exceptions' tokens.
    pub lexicon: Lexicon,
    chunks: Map<CompactString, (u32, u32)>,
    cuts: Vec<LexemeId>,
    scratch: Scratch,
}

/// Number of lexemes, and of tokens of remembered chunks, after which a memory is given up.
const MOST_LEXEMES: usize = 40_000;
const MOST_CUTS: usize = 160_000;

/// Longest chunk that is remembered, in bytes.
const LONGEST_REMEMBERED: usize = 48;

/// What the tokenizer needs to know of words.
#[derive(Clone, Copy)]
pub struct Words<'m> {
    /// Characters, symbols, norms.
    pub tables: &'m Tables,
    /// Rules about words.
    pub ruler: &'m Ruler,
}

impl Tokenizer {
    /// Reads expressions and exceptions.
    pub fn new(blob: &Blob, tables: &Tables) -> Result<Tokenizer, BlobError> {
        let expression = |name: &str| {
            let words = blob.words(name)?;
            Ok(Expression::read(&words).ok_or_else(|| BlobError::Section(name.to_owned()))?.0)
        };
        let mut tokenizer = Tokenizer {
            prefix: expression("prefix_search")?,
            suffix: expression("suffix_search")?,
            infix: expression("infix_finditer")?,
            url: expression("url_match")?,
            exceptions: Exceptions::new(blob)?,
            specials: Specials::default(),
        };
        tokenizer.specials = Specials::new(&tokenizer, tables);
        Ok(tokenizer)
    }

    /// A memory that knows the exceptions' tokens and nothing else.
    pub fn memory(&self, words: Words) -> Memory {
        let mut lexicon = Lexicon::default();
        for (text, norm) in &self.exceptions.tokens {
            lexicon.add(text, *norm, words.tables, words.ruler);
        }
        Memory { lexicon, chunks: Map::default(), cuts: Vec::new(), scratch: Scratch::default() }
    }

    /// Cuts a text.
    pub fn tokenize(&self, text: &str, memory: &mut Memory, words: Words) -> Vec<Piece> {
        let mut pieces = Vec::with_capacity(text.len() / 4);
        for (start, end, space) in (Chunks { text, at: 0, tables: words.tables }) {
            self.cut(text, start, end, memory, words, &mut pieces);
            if let Some(last) = pieces.last_mut() {
                last.space = space;
            }
        }
        self.specials.apply(text, pieces, &self.exceptions, &memory.lexicon)
    }

    /// Cuts the chunk in bytes `start..end`, with the help of memory.
    fn cut(&self, text: &str, start: usize, end: usize, memory: &mut Memory, words: Words, out: &mut Vec<Piece>) {
        let chunk = &text[start..end];
        let (from, to) = match memory.chunks.get(chunk) {
            Some(cut) => *cut,
            None => {
                let from = memory.cuts.len();
                self.cut_anew(chunk, memory, words);
                let cut = (from as u32, memory.cuts.len() as u32);
                if chunk.len() <= LONGEST_REMEMBERED {
                    memory.chunks.insert(chunk.into(), cut);
                }
                cut
            }
        };
        let mut at = start as u32;
        for lexeme in &memory.cuts[from as usize..to as usize] {
            let len = memory.lexicon.get(*lexeme).text.len() as u32;
            out.push(Piece { start: at, len, lexeme: *lexeme, space: false });
            at += len;
        }
    }

    fn cut_anew(&self, chunk: &str, memory: &mut Memory, words: Words) {
        for part in chunk::cut(self, chunk, true, &words.tables.sets, &mut memory.scratch) {
            match part {
                chunk::Part::Text(start, end) => {
                    memory.cuts.push(memory.lexicon.number(&chunk[start..end], words.tables, words.ruler));
                }
                chunk::Part::Exception(from, to) => memory.cuts.extend(from..to),
            }
        }
    }
}

impl Memory {
    /// Whether so much is known that the memory should be given up after this text.
    pub fn is_full(&self) -> bool {
        self.lexicon.len() > MOST_LEXEMES || self.cuts.len() > MOST_CUTS
    }
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
    fn get(&self, chunk: &str) -> Option<(u32, u32)> {
        if chunk.len() > self.longest { None } else { self.by_text.get(chunk).copied() }
    }
}

/// Runs of white space and of other characters; a single space after a run is eaten and told.
struct Chunks<'t> {
    text: &'t str,
    at: usize,
    tables: &'t Tables,
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
