//! Numbers of rows, which hold in one file alone.
//!
//! Enters: nothing. Leaves: the types of the numbers.

/// Number of a story in its store.
pub type StoryNumber = i64;
