//! From one document's annotations to its mentions: each area stands in a module of its own.
//!
//! Enters: the grammatical view of one document. Leaves: mentions with their words and the rule that found them.

pub mod quantity;
pub mod statement;
pub mod time;
