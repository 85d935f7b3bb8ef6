//! Words as types: everything that follows from a word's text alone, worked out once.
//!
//! Enters: texts of tokens. Leaves: numbered lexemes with the features that the model sees.

use crate::ruler::{Ruler, WordClass};
use crate::tables::{Map, Tables};
use compact_str::CompactString;

/// Number of a lexeme in a lexicon.
pub type LexemeId = u32;

/// What follows from a word's text.
pub struct Lexeme {
    /// Its text.
    pub text: CompactString,
    /// The text in lower case.
    pub lower: CompactString,
    /// Norm, prefix, suffix and shape as numbers.
    pub features: [u64; 4],
    /// Whether it is white space.
    pub is_space: bool,
    /// What the rules about words see in it.
    pub class: WordClass,
    /// Where its mixed embeddings stand: for the shared encoder without and with a space behind, and for the entities' encoder.
    pub mixed: [u32; 3],
    /// The base form found last, and the part of speech and morphology that it was found for.
    pub lemma: Option<(u32, CompactString)>,
}

/// No mixed embedding yet.
pub const UNMIXED: u32 = u32::MAX;

/// Lexemes by text.
#[derive(Default)]
pub struct Lexicon {
    lexemes: Vec<Lexeme>,
    by_text: Map<CompactString, LexemeId>,
}

impl Lexicon {
    /// The lexeme of that number.
    pub fn get(&self, id: LexemeId) -> &Lexeme {
        &self.lexemes[id as usize]
    }

    /// The same, to note what was worked out.
    pub fn get_mut(&mut self, id: LexemeId) -> &mut Lexeme {
        &mut self.lexemes[id as usize]
    }

    /// Number of lexemes.
    pub fn len(&self) -> usize {
        self.lexemes.len()
    }

    /// The lexeme of a text with the norm that its text gives it.
    pub fn number(&mut self, text: &str, tables: &Tables, ruler: &Ruler) -> LexemeId {
        if let Some(id) = self.by_text.get(text) {
            return *id;
        }
        let id = self.add(text, None, tables, ruler);
        self.by_text.insert(text.into(), id);
        id
    }

    /// Adds a lexeme; `norm` is the one that an exception of the tokenizer gives it.
    pub fn add(&mut self, text: &str, norm: Option<&str>, tables: &Tables, ruler: &Ruler) -> LexemeId {
        let lower = tables.lower(text);
        let norm = norm.unwrap_or_else(|| tables.norm(text, &lower));
        let prefix = text.chars().next().map_or("", |c| &text[..c.len_utf8()]);
        let suffix = text.char_indices().rev().nth(2).map_or(text, |(at, _)| &text[at..]);
        let features = [norm, prefix, suffix, &shape(text, tables)].map(|value| tables.id(value));
        let class = ruler.class(&lower, tables);
        let is_space = !text.is_empty() && text.chars().all(|c| tables.is_space(c));
        self.lexemes.push(Lexeme {
            text: text.into(),
            lower: lower.into(),
            features,
            is_space,
            class,
            mixed: [UNMIXED; 3],
            lemma: None,
        });
        self.lexemes.len() as LexemeId - 1
    }

    /// Forgets where mixed embeddings stand.
    pub fn unmix(&mut self) {
        self.lexemes.iter_mut().for_each(|l| l.mixed = [UNMIXED; 3]);
    }
}

/// Letters as `X` and `x`, digits as `d`, the rest as it is, runs cut at four; `LONG` from 100 characters on.
fn shape(text: &str, tables: &Tables) -> String {
    if text.len() >= 100 && text.chars().count() >= 100 {
        return "LONG".to_owned();
    }
    let mut out = String::new();
    let (mut last, mut run) = (None, 0);
    for c in text.chars() {
        let sign = match c {
            c if tables.is_alpha(c) && tables.is_upper(c) => 'X',
            c if tables.is_alpha(c) => 'x',
            c if tables.is_digit(c) => 'd',
            c => c,
        };
        run = if last == Some(sign) { run + 1 } else { 0 };
        last = Some(sign);
        if run < 4 {
            out.push(sign);
        }
    }
    out
}
