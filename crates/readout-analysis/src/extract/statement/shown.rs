//! How sure a statement must be to be shown.
//!
//! Enters: nothing. Leaves: the threshold that extraction, linking and the brief share.

/// Least confidence of a statement that reaches a record.
pub const SHOWN: f32 = 0.6;

/// Least confidence of the tier whose statements have exactly the annotated cue and source in 95 of 100 (on news that training never saw).
pub const SURE: f32 = 0.96;
