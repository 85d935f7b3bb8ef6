//! What a caller may choose about reading.
//!
//! Enters: nothing. Leaves: limits, with defaults that suit a desk. It leaves alone: what is read.

/// How inputs are read.
#[derive(Clone, Debug)]
pub struct Options {
    /// Largest input in bytes, before and after gzip is undone.
    pub max_bytes: u64,
    /// Bytes to take for `-` in place of standard input.
    pub stdin: Option<Vec<u8>>,
}

impl Default for Options {
    fn default() -> Options {
        Options { max_bytes: 64 << 20, stdin: None }
    }
}
