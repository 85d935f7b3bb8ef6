//! Text to tokens, exactly as spaCy's English tokenizer cuts it.
//!
//! Enters: a text. Leaves: tokens as lexemes with their place, white-space tokens included. Chunks between white space are looked up among
//! exceptions, stripped of prefixes and suffixes, kept whole when they are an address, and cut at infixes; then exceptions that run over
//! several tokens are put in.

mod chunk;
pub mod rules;
mod special;

use crate::blob::{Blob, BlobError};
use crate::expression::Scratch;
use crate::lexeme::{LexemeId, Lexicon};
use crate::ruler::Ruler;
use crate::tables::{Map, Tables};
use chunk::Part;
use compact_str::CompactString;
use rules::{Chunks, Piece, Rules};
use special::Specials;

/// The rules of the tokenizer.
pub struct Tokenizer {
    rules: Rules,
    specials: Specials,
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
        let rules = Rules::new(blob)?;
        let specials = Specials::new(&rules, tables);
        Ok(Tokenizer { rules, specials })
    }

    /// A memory that knows the exceptions' tokens and nothing else.
    pub fn memory(&self, words: Words) -> Memory {
        let mut lexicon = Lexicon::default();
        for (text, norm) in &self.rules.exceptions.tokens {
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
        self.specials.apply(text, pieces, &self.rules.exceptions, &memory.lexicon)
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
        for part in chunk::cut(&self.rules, chunk, true, &words.tables.sets, &mut memory.scratch) {
            match part {
                Part::Text(start, end) => {
                    memory.cuts.push(memory.lexicon.number(&chunk[start..end], words.tables, words.ruler));
                }
                Part::Exception(from, to) => memory.cuts.extend(from..to),
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
