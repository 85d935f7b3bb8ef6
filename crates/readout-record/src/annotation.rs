//! What the English model says of one text: tokens with tag, parse and lemma, named entities, and attributions.
//!
//! Enters: a text, through readout-english. Leaves: `Annotations`, read-only for everyone after. Labels are those of the model
//! (Penn tags, universal parts of speech, ClearNLP dependencies, OntoNotes entities).

use crate::span::Span;
use compact_str::CompactString;
use std::ops::Range;

/// Number of a token in its document.
pub type TokenIx = usize;

/// One token, white-space tokens included, as spaCy has them.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Token that governs it; its own number for the root of a sentence.
    pub head: u32,
    /// Whether a sentence begins here.
    pub sentence_start: bool,
    /// Penn Treebank tag: `VBD`, `NNP`.
    pub tag: &'static str,
    /// Universal part of speech: `VERB`, `PROPN`.
    pub pos: &'static str,
    /// Dependency on the head: `nsubj`, `pobj`, `ROOT`.
    pub label: &'static str,
    /// Morphology in the universal form: `Number=Sing|Person=3`; empty where there is none.
    pub morph: &'static str,
    /// Base form.
    pub lemma: CompactString,
}

/// A named entity: tokens `first..end`.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// First token.
    pub first: u32,
    /// Token after the last.
    pub end: u32,
    /// Where it stands.
    pub span: Span,
    /// OntoNotes label: `PERSON`, `ORG`, `GPE`, `DATE`.
    pub label: &'static str,
}

/// Who is cited, by which words, as saying what.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The words that name the source.
    pub source: Option<Span>,
    /// The words that attribute.
    pub cue: Span,
    /// What is attributed, in pieces, in order.
    pub content: Vec<Span>,
    /// How likely cue and source are both exactly right, 0 to 1.
    pub confidence: f32,
}

/// Everything the model says of one text, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotations {
    /// All tokens.
    pub tokens: Vec<Token>,
    /// Named entities, none overlapping.
    pub entities: Vec<Entity>,
    /// Attributions in the order of their cues, none inside another's content.
    pub attributions: Vec<Attribution>,
}

impl Annotations {
    /// Sentences as ranges of token numbers, in order, covering all tokens.
    pub fn sentences(&self) -> Vec<Range<TokenIx>> {
        let mut starts: Vec<TokenIx> =
            self.tokens.iter().enumerate().filter(|(i, t)| t.sentence_start || *i == 0).map(|(i, _)| i).collect();
        starts.push(self.tokens.len());
        starts.windows(2).map(|w| w[0]..w[1]).collect()
    }
}
