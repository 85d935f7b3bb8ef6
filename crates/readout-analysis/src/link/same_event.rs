//! Whether two tellings are of one event, judged by all that they share: the words that name it, who and what stands beside them, times, numbers,
//! what their sentences mean, and how alike their documents are.
//!
//! Enters: tellings with their vectors. Leaves: how likely any two are one event, and groups. It knows no types of events and reads no dates: what
//! grammar says against a merger (two days, two ordinals, other people) stands above it.

pub mod company;
pub mod features;
pub mod grouping;
pub mod judge;
pub mod told;
