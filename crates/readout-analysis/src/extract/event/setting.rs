//! What an extractor of events looks at.
//!
//! Enters: one document with what was found in it before. Leaves: one place to ask.

use crate::extract::actor::Actors;
use crate::extract::representation::Representation;
use crate::grammar::Grammar;
use readout_record::mention::{DocumentIx, QuantityMention, TimeMention};

/// What an extractor of events needs of one document.
pub struct Setting<'g, 'd> {
    /// The grammatical view.
    pub g: &'g Grammar<'d>,
    /// Number of the document.
    pub document: DocumentIx,
    /// Its actors.
    pub actors: &'g Actors,
    /// Who acts for whom.
    pub representations: &'g [Representation],
    /// Its times.
    pub times: &'g [TimeMention],
    /// Its quantities.
    pub quantities: &'g [QuantityMention],
}
