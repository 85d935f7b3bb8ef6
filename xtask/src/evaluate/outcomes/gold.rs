//! Promises of the written stories, and the sentences of later reports that tell what became of them.
//!
//! Enters: `training/outcomes/stories.jsonl`, a promise a line: its story, the report, the first byte of the words for what is promised in the text as the program
//! reads it, these words, who is bound (empty where it is not told), the sentences that tell an outcome. `"promise": false` marks what the program took
//! for a promise and is none. Leaves: the promises of each story.

use super::super::gold;
use anyhow::Result;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// A promise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    story: String,
    /// Name of the report's file.
    pub document: String,
    /// First byte of its words.
    pub start: usize,
    /// What is promised.
    pub words: String,
    /// Who is bound.
    pub who: String,
    /// Whether it is one.
    #[serde(default = "yes")]
    pub promise: bool,
    /// What became of it.
    pub told: Vec<Told>,
}

/// A sentence that tells an outcome.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Name of the report's file.
    pub document: String,
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// kept, partly, begun, not_done, broken, withdrawn, extended.
    pub effect: String,
}

fn yes() -> bool {
    true
}

impl Promise {
    /// The byte after the last of its words.
    pub fn end(&self) -> usize {
        self.start + self.words.len()
    }
}

/// The promises by the names of their stories.
pub fn promises() -> Result<BTreeMap<String, Vec<Promise>>> {
    let mut of: BTreeMap<String, Vec<Promise>> = BTreeMap::new();
    for promise in gold::lines::<Promise>(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../training/outcomes/stories.jsonl"))? {
        of.entry(promise.story.clone()).or_default().push(promise);
    }
    Ok(of)
}
