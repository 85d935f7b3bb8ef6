//! Outputs that are computed together.
//!
//! Enters: nothing. Leaves: their number, and the type of their sums.

/// How many outputs.
pub const BLOCK: usize = 32;

/// Sums of one row and one block of outputs; also one pair of inputs' weights for a block.
pub type Sums = [i32; BLOCK];
