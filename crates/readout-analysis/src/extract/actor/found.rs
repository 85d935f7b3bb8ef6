//! An actor mention on its way: with the tokens that it covers.
//!
//! Enters: what names and descriptions found. Leaves: the pair that the table of actors is made from.

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
