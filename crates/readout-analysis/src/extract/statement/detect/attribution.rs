//! What a detector hands over: who is cited, by which words, as saying what.
//!
//! Enters: spans and tokens, from rules or from a model. Leaves: the type that chains, nesting, direct speech and stance work on.

use readout_record::annotation::TokenIx;
use readout_record::kind::Stance;
use readout_record::span::Span;

/// One attribution: source, cue, content.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The words that name who is cited.
    pub source: Option<Span>,
    /// Token that heads them.
    pub source_head: Option<TokenIx>,
    /// The words that attribute.
    pub cue: Option<Span>,
    /// Token that heads the cue; `None` for cues that are marks.
    pub cue_head: Option<TokenIx>,
    /// What is said, in pieces, in order; never empty.
    pub content: Vec<Span>,
    /// What the cue says of the source's attitude; `None` where the detector can't tell.
    pub stance: Option<Stance>,
    /// 0 to 1.
    pub confidence: f32,
    /// `file#rule` or model that found it.
    pub rule: String,
    /// Whether the content is the speaker's own words although no marks stand around it, as in a transcript.
    pub verbatim: bool,
}

impl Attribution {
    /// Where it hangs: its cue, or where it has none its content.
    pub fn anchor(&self) -> Option<Span> {
        self.cue.or(self.content.first().copied())
    }

    /// Whether it stands in the content of one of `others`.
    pub fn is_nested(&self, others: &[Attribution]) -> bool {
        self.anchor().is_some_and(|at| others.iter().any(|o| o.content.iter().any(|c| c.contains(at) && *c != at)))
    }
}
