//! What a fetch may cost and where it may go.
//!
//! Enters: nothing. Leaves: limits, with defaults that suit a desk and burden no host.

use crate::address::Network;
use std::time::Duration;

/// Limits of every fetch.
#[derive(Clone, Debug)]
pub struct Limits {
    /// From the first byte sent to the last received, redirects each on their own.
    pub time: Duration,
    /// Largest body in bytes, before and after it is unpacked.
    pub bytes: u64,
    /// How often one fetch may be sent elsewhere.
    pub redirects: usize,
    /// Between two fetches from one host; what its robots.txt asks for counts where it is more.
    pub delay: Duration,
    /// How often a fetch that failed for a passing reason is tried.
    pub tries: u32,
    /// The longest wait before such a try; a host that asks for more is left for later.
    pub patience: Duration,
    /// Whether robots.txt is asked first.
    pub robots: bool,
    /// Networks that are neither public nor refused.
    pub allowed: Vec<Network>,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            time: Duration::from_secs(30),
            bytes: 16 << 20,
            redirects: 5,
            delay: Duration::from_secs(2),
            tries: 3,
            patience: Duration::from_secs(60),
            robots: true,
            allowed: Vec::new(),
        }
    }
}
