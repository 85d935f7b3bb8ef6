//! Whether two tellings are of one event, judged by all that they share: the words that name it, who and what stands beside them, times, numbers,
//! what their sentences mean, how alike their documents are, and what grammar says for and against it.
//!
//! Enters: tellings with their vectors. Leaves: how likely any two are one event, and groups. What grammar forbids (two days, two ordinals, two types)
//! stands above it.

pub mod company;
pub mod features;
pub mod grouping;
pub mod judge;
pub mod signs;
pub mod told;
