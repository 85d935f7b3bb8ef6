//! A line of news.
//!
//! Enters: nothing. Leaves: the type.

use readout_record::record::Evidence;
use serde::{Deserialize, Serialize};

/// One line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// `event`, `reality`, `date`, `figure`, `promise`, `follow-up`, `overdue`, `difference`, `statement`.
    pub kind: String,
    /// In words.
    pub text: String,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// The kinds in the order in which they are told.
pub const KINDS: [&str; 9] = ["event", "reality", "date", "figure", "promise", "follow-up", "overdue", "difference", "statement"];
