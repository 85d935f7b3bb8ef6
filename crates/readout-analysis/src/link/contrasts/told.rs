//! What two are told to say, side by side.
//!
//! Enters: nothing. Leaves: the form of a contrast and of its sides.

use readout_record::annotation::TokenIx;
use readout_record::kind::DiscrepancyKind;
use readout_record::span::Span;

/// What one of the two says.
#[derive(Clone, Debug)]
pub struct Told {
    /// Token that heads the words for who says it.
    pub source: TokenIx,
    /// What it comes to.
    pub value: String,
    /// The words.
    pub span: Span,
}

/// Two who tell one thing in two ways.
#[derive(Clone, Debug)]
pub struct Contrast {
    /// In what they differ.
    pub kind: DiscrepancyKind,
    /// What it is about.
    pub attribute: String,
    /// What each says, in the order of the text.
    pub sides: [Told; 2],
    /// Whether each says it of the other: then both sides have the same words and stand for the two who deal with each other.
    pub mutual: bool,
}
