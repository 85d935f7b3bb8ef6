//! Short words and what they mean, as long as they mean one thing.
//!
//! Enters: words, each with a meaning. Leaves: the one meaning of a word, or that it has several.

use foldhash::HashMap;

/// A table of words.
#[derive(Default)]
pub struct Meanings(HashMap<String, Option<String>>);

impl Meanings {
    /// Notes that `word` means `meaning`, besides what it meant before.
    pub fn note(&mut self, word: &str, meaning: &str) {
        match self.0.get_mut(word) {
            None => {
                self.0.insert(word.to_owned(), Some(meaning.to_owned()));
            }
            Some(known) if known.as_deref() != Some(meaning) => *known = None,
            Some(_) => {}
        }
    }

    /// What a word means: `None` where nothing is known of it, `Some(None)` where it means several things.
    pub fn get(&self, word: &str) -> Option<Option<&str>> {
        self.0.get(word).map(Option::as_deref)
    }

    /// The one meaning of a word.
    pub fn one(&self, word: &str) -> Option<&str> {
        self.get(word).flatten()
    }
}
