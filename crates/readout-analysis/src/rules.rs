//! Rule files: how they are read, and the examples that every rule carries.
//!
//! Enters: TOML that is part of the crate. Leaves: typed rules. A rule file that does not parse is a defect of the crate, so reading it panics
//! with the file's name; tests load every file.

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A sentence, and under it what a rule must find there: `[` and `]` marks are left to each area's own notation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The sentence or short text.
    pub text: String,
    /// What must be found, in the notation of the area; empty when nothing may be found.
    #[serde(default)]
    pub finds: Vec<String>,
}

/// Reads a rule file of the crate. `name` is its path under `rules/`, for the message.
pub fn load<T: DeserializeOwned>(name: &str, text: &str) -> T {
    match toml::from_str(text) {
        Ok(rules) => rules,
        Err(error) => panic!("rules/{name} does not parse: {error}"),
    }
}
