//! How much of an answer is wanted.
//!
//! Enters: a number, or none for everything. Leaves: pieces of lists.

/// How many entries are shown at most; `None` for all.
pub type Limit = Option<usize>;

/// The first entries of a list.
pub fn first<T>(all: Vec<T>, limit: Limit) -> Vec<T> {
    all.into_iter().take(limit.unwrap_or(usize::MAX)).collect()
}

/// The last entries of a list.
pub fn last<T>(mut all: Vec<T>, limit: Limit) -> Vec<T> {
    let skip = all.len().saturating_sub(limit.unwrap_or(usize::MAX));
    all.split_off(skip)
}
