//! Words of a report held against the sentence.
//!
//! Enters: nothing. Leaves: the type.

use super::finding::Stand;
use readout_record::kind::EventType;
use readout_record::span::Span;

/// Words of a report and how they stand to the sentence.
#[derive(Clone, Debug)]
pub struct Held {
    /// Number of the account.
    pub report: usize,
    /// How they stand to it.
    pub stand: Stand,
    /// The words.
    pub words: Span,
    /// The amount among them.
    pub value: Option<Span>,
    /// The amount as ISO 8601, where it is a length of time.
    pub length: Option<String>,
    /// The type of the event that is told of.
    pub event: Option<EventType>,
    /// Whether a day stands beside them.
    pub dated: bool,
}
