//! What the English model says of one text: tokens with tag, parse and lemma, named entities, attributions, and words that may tell of deeds.
//!
//! Enters: a text, through readout-english. Leaves: `Annotations`, read-only for everyone after. Labels are those of the model
//! (Penn tags, universal parts of speech, ClearNLP dependencies, OntoNotes entities).

use crate::kind::{EventType, Reality, Role, Strength};
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

/// What a learned reader sees of events and commitments, each in the order of the text: also what it holds for unlikely, with how likely it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deeds {
    /// Words that may name an event.
    pub events: Vec<EventMark>,
    /// Words that may head what someone is bound to do.
    pub commitments: Vec<CommitmentMark>,
}

/// A word that may name an event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventMark {
    /// The word.
    pub token: TokenIx,
    /// How likely it names an event of any type, 0 to 1.
    pub sure: f32,
    /// The likeliest type.
    pub kind: EventType,
    /// How likely it names an event of that type.
    pub of_kind: f32,
    /// The likeliest reality, if it is an event.
    pub reality: Reality,
    /// How likely that is.
    pub real: f32,
    /// Words that head who takes part, in the order of the text.
    pub parts: Vec<Part<Role>>,
}

/// A word that may head what someone is bound to do.
#[derive(Clone, Debug, PartialEq)]
pub struct CommitmentMark {
    /// The word.
    pub token: TokenIx,
    /// How likely it does.
    pub sure: f32,
    /// The likeliest strength.
    pub strength: Strength,
    /// Words that head who is bound, and for whom it is done, in the order of the text.
    pub parts: Vec<Part<Bound>>,
}

/// Who has which part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part<R> {
    /// The word that heads it.
    pub token: TokenIx,
    /// Its likeliest role.
    pub role: R,
    /// How likely it has that role.
    pub sure: f32,
}

/// The parts of a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Who is to do it.
    Actor,
    /// For whom it is done.
    Recipient,
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
    /// What may be events and commitments.
    pub deeds: Deeds,
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
