//! Words around a value that tell how it stands to other values: updates, parts, the day of a telling.
//!
//! Enters: `rules/claims/cues.toml`. Leaves: the lists, read once.

use crate::rules::{self, Example};
use serde::Deserialize;
use std::sync::LazyLock;

/// The lists of `rules/claims/cues.toml`; each is explained there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cues {
    /// A newer figure, told as such.
    pub update: Vec<String>,
    /// A figure that takes the place of an older one.
    pub newer: Vec<String>,
    /// One that takes the place of a figure that may have been larger.
    pub lower: Vec<String>,
    /// Verbs of telling.
    pub telling: Vec<String>,
    /// A part of a larger amount, or one beside it.
    pub part: Vec<String>,
    /// Words that say nothing of who takes part.
    pub empty: Vec<String>,
    /// Prepositions that make an amount a bound.
    pub bounds: Vec<String>,
    /// Prepositions of place.
    pub local: Vec<String>,
    /// Prepositions before a day that bounds something: it is not the day on which that is.
    pub edge: Vec<String>,
    /// Prepositions before the day by which something is to be done, or until which it lasts.
    pub deadline: Vec<String>,
    /// Ordinals in words, without the first.
    pub ordinal: Vec<String>,
    /// Words by which an amount is told for each of several, or for all together.
    pub shared: Vec<String>,
    /// Verbs of change: what is raised "to" an amount had another before.
    pub change: Vec<String>,
    /// Things whose amount moves from hour to hour.
    pub moving: Vec<String>,
    /// Words after a length of time by which it tells when and not how long.
    pub offset: Vec<String>,
    /// Two accounts, and what in them stands against each other.
    pub example: Vec<Example>,
    /// Words for none of them.
    pub none: Vec<String>,
    /// Verbs and nouns whose content is denied.
    pub denying: Vec<String>,
    /// Verbs by which what is told is not told as so, nor denied by anybody.
    pub belying: Vec<String>,
    /// Nouns for a length of time.
    pub stretch: Vec<String>,
    /// Verbs that are no deed by themselves.
    pub weak: Vec<String>,
    /// What a false report is called.
    pub untrue: Vec<String>,
    /// Adverbs by which a negation denies a part or a time alone.
    pub partial: Vec<String>,
    /// Under these nothing is told as so.
    pub condition: Vec<String>,
    /// Verbs of what may be or should be.
    pub modal: Vec<String>,
    /// Verbs whose content is wanted.
    pub wishing: Vec<String>,
    /// Verbs of consent and of binding oneself.
    pub agreeing: Vec<String>,
    /// Nouns for what is agreed or promised.
    pub agreed: Vec<String>,
    /// Verbs that tell of consent with such a noun.
    pub concluding: Vec<String>,
    /// Words by which a negation is about all times before, and not about one deed.
    pub ever: Vec<String>,
    /// Prepositions before what an agreement is about.
    pub about: Vec<String>,
    /// Words by which a contact to come is the next one.
    pub next: Vec<String>,
    /// Too common to tell anything.
    pub light: Vec<String>,
}

/// The lists.
pub static CUES: LazyLock<Cues> =
    LazyLock::new(|| rules::load("claims/cues.toml", include_str!("../../../rules/claims/cues.toml")));

impl Cues {
    /// Whether a passage tells a newer figure as such.
    pub fn updates(&self, passage: &str) -> bool {
        has_any(&self.update, passage)
    }

    /// Whether a passage says that a figure takes the place of an older one.
    pub fn replaces(&self, passage: &str) -> bool {
        has_any(&self.newer, passage) || self.lowers(passage)
    }

    /// Whether a passage says that a figure takes the place of one that may have been larger.
    pub fn lowers(&self, passage: &str) -> bool {
        has_any(&self.lower, passage)
    }
}

/// Whether a passage has one of some phrases, as whole words.
fn has_any(phrases: &[String], passage: &str) -> bool {
    let plain = passage.to_lowercase();
    phrases.iter().any(|cue| plain.match_indices(cue.as_str()).any(|(at, _)| is_whole(&plain, at, cue.len())))
}

fn is_whole(text: &str, at: usize, len: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !letter(text[..at].chars().next_back()) && !letter(text[at + len..].chars().next())
}

/// Whether a list holds a word.
pub fn holds(list: &[String], word: &str) -> bool {
    list.iter().any(|w| w.eq_ignore_ascii_case(word))
}
