//! An actor mention on its way: with the tokens that it covers.
//!
//! Enters: what names and descriptions found. Leaves: the pair that the table of actors is made from, and names that no list has.

use readout_record::annotation::TokenIx;
use readout_record::mention::ActorMention;
use std::ops::Range;

/// A mention and the tokens that it covers.
pub struct Found {
    /// The mention.
    pub mention: ActorMention,
    /// First token and token after the last.
    pub tokens: Range<TokenIx>,
}

/// Names of states and places that no list has, as a document tells them.
#[derive(Default)]
pub struct Unlisted {
    /// States.
    pub states: Vec<String>,
    /// What may be states, where another document tells them as places.
    pub perhaps: Vec<String>,
    /// Places, in whatever other way the model takes them.
    pub places: Vec<String>,
    /// Ships, which take part in events and are nobody.
    pub ships: Vec<String>,
}
