//! Phrases read in sentences, many in one text, so that the model runs once for all.

use crate::ENGLISH;
use proptest::test_runner::{Config, RngSeed};
use readout_analysis::extract::{quantity, time};
use readout_analysis::grammar::Grammar;
use readout_record::document::{Document, Metadata};
use readout_record::edtf::Edtf;
use readout_record::mention::{QuantityMention, TimeMention};

/// The same cases in every run.
pub fn config(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(20_260_903), failure_persistence: None, max_shrink_iters: 400, ..Config::default() }
}

/// What each sentence was found to hold.
pub struct Reading {
    /// The sentences.
    pub sentences: Vec<String>,
    /// Times, by sentence.
    pub times: Vec<Vec<TimeMention>>,
    /// Amounts, by sentence.
    pub quantities: Vec<Vec<QuantityMention>>,
    text: String,
}

/// Reads sentences as the paragraphs of one text.
pub fn read(sentences: Vec<String>, published: Option<&str>) -> Reading {
    let text = sentences.join("\n\n");
    let document = Document::new("wordings".into(), Metadata::default(), "en".into(), text.clone(), Vec::new());
    let annotations = ENGLISH.annotate(&text);
    let grammar = Grammar::new(&document, &annotations);
    let published = published.map(|p| Edtf::parse(p).expect("a sound date"));
    let (times, quantities) = (time::times(&grammar, published.as_ref()), quantity::quantities(&grammar));
    let mut at = 0;
    let ranges: Vec<_> = sentences
        .iter()
        .map(|s| {
            (at, {
                at += s.len() + 2;
                at
            })
        })
        .collect();
    let inside = |start: usize, range: &(usize, usize)| (range.0..range.1).contains(&start);
    Reading {
        times: ranges.iter().map(|r| times.iter().filter(|m| inside(m.span.start(), r)).cloned().collect()).collect(),
        quantities: ranges.iter().map(|r| quantities.iter().filter(|m| inside(m.span.start(), r)).cloned().collect()).collect(),
        sentences,
        text,
    }
}

impl Reading {
    /// Times of sentence `n` as `words => TYPE value (EDTF)`.
    pub fn told_times(&self, n: usize) -> Vec<String> {
        self.times[n].iter().map(|m| format!("{:?} {}", m.timex, time::notation(&self.text, m))).collect()
    }

    /// Amounts of sentence `n` in the notation of the examples.
    pub fn told_quantities(&self, n: usize) -> Vec<String> {
        self.quantities[n].iter().map(|m| quantity::notation(&self.text, m)).collect()
    }
}
