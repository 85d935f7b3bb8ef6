//! Why a fetch gave nothing, in words.
//!
//! Enters: what was seen. Leaves: a message, what can be done, and whether it may pass by itself.

use std::time::Duration;

/// Why there is no body.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not http or https, or not an address at all.
    #[error("is no address that can be fetched ({0})")]
    Address(String),
    /// The host is not public.
    #[error("leads to {host}, which is at a {kind} address")]
    Refused {
        /// The host.
        host: String,
        /// `loopback`, `private` …
        kind: String,
    },
    /// robots.txt asks not to.
    #[error("may not be fetched by programs (robots.txt of {0})")]
    Robots(String),
    /// The host answers with an error.
    #[error("is answered with status {0}")]
    Status(u16),
    /// The host asks to wait, or fails and needs time.
    #[error("is answered with status {status}; the host is left alone for {} s", wait.as_secs())]
    Later {
        /// The last status, 0 where there was no answer.
        status: u16,
        /// How long.
        wait: Duration,
    },
    /// Larger than the limit.
    #[error("is larger than {0} bytes (unpacked)")]
    TooLarge(u64),
    /// Took longer than the limit.
    #[error("took longer than {} s", .0.as_secs_f32())]
    TooSlow(Duration),
    /// Too many redirects, or a circle of them.
    #[error("is sent elsewhere again and again ({0} redirects)")]
    Redirects(usize),
    /// The connection failed or broke.
    #[error("can't be reached ({0})")]
    Unreachable(String),
    /// The body is not what its head says.
    #[error("came damaged ({0})")]
    Damaged(String),
}

impl Fault {
    /// What can be done.
    pub fn remedy(&self) -> &'static str {
        match self {
            Fault::Address(_) => "give an address that begins with https:// or http://",
            Fault::Refused { .. } => "allow that address if it is yours (--allow-address, or allow_addresses in the file)",
            Fault::Robots(_) => "read it in a browser and save it, or ask its owner",
            Fault::Status(401 | 403) => "save it in a browser and give the file",
            Fault::Status(_) => "check the address",
            Fault::Later { .. } => "it is tried again in a later round",
            Fault::TooLarge(_) => "raise the size limit if it is wanted",
            Fault::TooSlow(_) => "try again, or raise the time limit",
            Fault::Redirects(_) => "open it in a browser and give the address that it ends at",
            Fault::Unreachable(_) => "check the address and the network",
            Fault::Damaged(_) => "try again",
        }
    }

    /// Whether it may pass by itself.
    pub fn passes(&self) -> bool {
        match self {
            Fault::Status(status) => matches!(status, 408 | 429 | 500..=599),
            Fault::Later { .. } | Fault::TooSlow(_) | Fault::Unreachable(_) | Fault::Damaged(_) => true,
            _ => false,
        }
    }
}
