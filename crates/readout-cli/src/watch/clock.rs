//! The time, as a watch keeps it.
//!
//! Enters: nothing. Leaves: seconds since 1970.

use std::time::{SystemTime, UNIX_EPOCH};

/// Now.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}
