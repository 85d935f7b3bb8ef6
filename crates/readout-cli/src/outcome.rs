//! How a command ends.
//!
//! Enters: nothing. Leaves: the two ways to end well and the two to give up, which `main` turns into exit statuses.

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was read.
    Done,
    /// Some input could not be read; it has been named.
    Unread,
}

/// Why a command gave up.
#[derive(Debug)]
pub enum Failure {
    /// The options do not fit together.
    Use(String),
    /// Something failed on the way.
    Run(anyhow::Error),
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Failure {
        Failure::Run(error.into())
    }
}
