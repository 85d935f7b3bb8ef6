//! How sure a statement must be to be shown.
//!
//! Enters: nothing. Leaves: the threshold that extraction, linking and the brief share.

/// Least confidence of a statement that reaches a record.
pub const SHOWN: f32 = 0.6;
