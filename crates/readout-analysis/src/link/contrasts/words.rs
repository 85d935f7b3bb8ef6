//! The words of `rules/contrasts.toml`; each list is explained there.
//!
//! Enters: the file. Leaves: the lists, read once.

use crate::rules::{self, Example};
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub telling: Vec<String>,
    pub joining: Vec<String>,
    pub opening: Vec<String>,
    pub otherwise: Vec<String>,
    pub denying: Vec<String>,
    pub disagreeing: Vec<String>,
    pub pointing: Vec<String>,
    pub claims: Vec<String>,
    pub beside: Vec<String>,
    pub putting: Vec<String>,
    pub differing: Vec<String>,
    pub differences: Vec<String>,
    pub unlike: Vec<String>,
    pub versions: Vec<String>,
    pub sides: Vec<String>,
    pub blaming: Vec<String>,
    pub example: Vec<Example>,
}

pub(super) static WORDS: LazyLock<Words> =
    LazyLock::new(|| rules::load("contrasts.toml", include_str!("../../../rules/contrasts.toml")));

/// Whether a list holds a word.
pub(super) fn holds(list: &[String], word: &str) -> bool {
    list.iter().any(|w| w.eq_ignore_ascii_case(word))
}
