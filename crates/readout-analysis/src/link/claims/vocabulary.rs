//! The words of a story's accounts as numbers, each weighted by how few of its sentences hold it.
//!
//! Enters: content words, sentence by sentence. Leaves: bags of numbers and how much two of them have in common. A word that half of the
//! sentences hold tells little about which of them tell one thing.

use foldhash::HashMap;
use std::collections::BTreeSet;

/// Content words by number, sorted, each once.
pub type Bag = Vec<u32>;

/// Sentences that the background counts for: without them two accounts of two sentences would make each word common.
const BACKGROUND: f64 = 8.0;

/// Words with their numbers and the sentences that hold each.
#[derive(Default)]
pub struct Vocabulary {
    numbers: HashMap<String, u32>,
    held: Vec<u32>,
    sentences: u32,
}

impl Vocabulary {
    /// Notes the words of one sentence.
    pub fn add_sentence(&mut self, words: &BTreeSet<String>) {
        self.sentences += 1;
        for word in words {
            let next = self.held.len() as u32;
            let number = *self.numbers.entry(word.clone()).or_insert(next);
            if number == next {
                self.held.push(0);
            }
            self.held[number as usize] += 1;
        }
    }

    /// The numbers of words; one that no sentence holds has none.
    pub fn bag(&self, words: &BTreeSet<String>) -> Bag {
        let mut bag: Bag = words.iter().filter_map(|w| self.numbers.get(w).copied()).collect();
        bag.sort_unstable();
        bag
    }

    fn weight(&self, word: u32) -> f64 {
        libm::log((f64::from(self.sentences) + BACKGROUND) / f64::from(self.held[word as usize]))
    }

    fn sum(&self, words: impl Iterator<Item = u32>) -> f64 {
        words.map(|w| self.weight(w)).sum()
    }

    /// Weight of the words that both bags hold.
    pub fn common(&self, a: &Bag, b: &Bag) -> f64 {
        self.sum(a.iter().copied().filter(|w| b.binary_search(w).is_ok()))
    }

    /// From 0 to 1: the weight of what is common, of the mean weight of both.
    pub fn likeness(&self, a: &Bag, b: &Bag) -> f64 {
        let whole = (self.sum(a.iter().copied()) * self.sum(b.iter().copied())).sqrt();
        if whole > 0.0 { self.common(a, b) / whole } else { 0.0 }
    }
}
