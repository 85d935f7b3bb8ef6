//! Where reports stand to a sentence.
//!
//! Enters: nothing. Leaves: the types.

use readout_record::edtf::Edtf;
use readout_record::kind::EventType;
use readout_record::span::Span;

/// Where a report stands to the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stand {
    /// It says so.
    SaysSo,
    /// It says what may be the same: a bound, a range, an amount told as about.
    Fits,
    /// It says otherwise: another amount, or it denies what the sentence affirms.
    Otherwise,
    /// Words of it are near, and it cannot be told whether they say so.
    NotClear,
    /// It says nothing of it.
    Silent,
}

/// What a report tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Number of the report.
    pub report: usize,
    /// Where it stands.
    pub stand: Stand,
    /// The words that show it; of a silent report the nearest ones, if any are near.
    pub words: Option<Span>,
    /// The amount among them.
    pub value: Option<Span>,
    /// The amount as ISO 8601, where it is a length of time.
    pub length: Option<String>,
    /// The type of the event that is told of.
    pub event: Option<EventType>,
    /// Whether a day stands beside the words.
    pub dated: bool,
}

/// What a sentence asks for, as far as a search for reports needs to know it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Last words of the names in it, and of states.
    pub names: Vec<String>,
    /// Its other words that tell something.
    pub words: Vec<String>,
    /// The days and months that it tells.
    pub days: Vec<Edtf>,
}
