//! Words around what somebody says: verbs over and beside a cue, nouns that carry a statement, words that begin a sentence.
//!
//! Enters: `rules/statements/words.toml`. Leaves: its lists, read once. It leaves alone: cues, which stand in the lexicon.

use crate::rules::{self, Example};
use foldhash::HashSet;
use serde::Deserialize;
use std::sync::LazyLock;

/// The lists; the rule file says what each is for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Forms of verbs that tell no more than that somebody speaks.
    pub neutral: HashSet<String>,
    /// Verbs by which something is left unsaid.
    pub withholding: HashSet<String>,
    /// Verbs whose clause is seen or done, not told.
    pub perceiving: HashSet<String>,
    /// Words that begin a sentence, as they are printed.
    pub openers: HashSet<String>,
    /// Verbs whose subject is the source of the noun that they govern.
    pub carrying: HashSet<String>,
    /// Verbs whose object "that" may be.
    pub transitive: HashSet<String>,
    /// Verbs whose bare passive with an infinitive reports what others say.
    pub reportive: HashSet<String>,
    /// Nouns of "in X's view".
    pub views: HashSet<String>,
    /// Verbs of "is how X put it".
    pub putting: HashSet<String>,
    /// Verbs by which an outlet hands on what another said.
    pub relaying: HashSet<String>,
    /// Verbs beside a cue that tell where it was said.
    pub speaking: HashSet<String>,
    /// Nouns for what was said before.
    pub accounts: HashSet<String>,
    /// Nouns for an outlet without a name.
    pub outlets: HashSet<String>,
    /// Nouns for a text that is sent to somebody.
    pub letters: HashSet<String>,
    #[serde(rename = "example")]
    _example: Vec<Example>,
}

/// The lists of the crate.
pub static WORDS: LazyLock<Words> =
    LazyLock::new(|| rules::load("statements/words.toml", include_str!("../../../rules/statements/words.toml")));
