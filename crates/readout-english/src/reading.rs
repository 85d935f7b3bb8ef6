//! What the learned readers of a text share: words, features, windows, and the network that gives each word a state.
//!
//! Enters: one text's annotations and the vectors that they were made from. Leaves: states of words. It leaves alone: what is read from them;
//! that is each model's own (`attribution`, `deeds`). FORMAT.md in `training/` defines every step.

pub mod features;
pub mod file;
pub mod network;
pub mod window;
pub mod words;

use features::{Features, Vocabulary};
use network::Input;
use readout_record::annotation::Annotations;
use std::ops::Range;
use words::Words;

/// One text laid out for the networks.
pub struct Page {
    /// Its words.
    pub words: Words,
    /// Their features.
    pub features: Features,
    /// What is seen at once.
    pub windows: Vec<Range<usize>>,
}

impl Page {
    /// Lays out a text, in windows of at most `limit` words.
    pub fn new(text: &str, annotations: &Annotations, vocabulary: &Vocabulary, limit: usize) -> Page {
        let words = Words::new(text, &annotations.tokens);
        let features = vocabulary.features(text, annotations, &words);
        let windows = window::windows(&words, limit);
        Page { words, features, windows }
    }

    /// What a network reads of it.
    pub fn input<'t>(&'t self, vectors: &'t crate::vectors::Vectors) -> Input<'t> {
        Input { words: &self.words, features: &self.features, vectors, windows: &self.windows }
    }
}
