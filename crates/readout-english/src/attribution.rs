//! Attributions: which words name a source, by which words it is cited, and what it is cited as saying.
//!
//! Enters: one text's annotations and the vectors that they were made from. Leaves: attributions, none nested, each with how likely its cue and
//! source are right. Trained on news in which one annotator marked each article (`training/` says how, its FORMAT.md defines every step here).
//! It leaves alone: what stands inside another's content, chains, stance, who a source is.

mod chain;
mod features;
mod file;
mod link;
mod network;
#[cfg(test)]
mod tests;
mod window;
mod words;

use crate::blob::BlobError;
use crate::kernel::Machine;
use crate::vectors::Vectors;
use chain::{Chain, TAGS};
use features::Vocabulary;
use file::File;
use link::Links;
pub use network::Desk;
use network::Network;
use readout_record::annotation::{Annotations, Attribution};
use words::Words;

/// The attribution model, ready to read texts.
pub struct Attributor {
    vocabulary: Vocabulary,
    members: Vec<Network>,
    chain: Chain,
    links: Links,
    window: usize,
}

impl Attributor {
    /// Reads the weights that training wrote.
    pub fn new(bytes: &[u8]) -> Result<Attributor, BlobError> {
        let file = File::new(bytes)?;
        let header = file.header();
        Ok(Attributor {
            vocabulary: Vocabulary::new(header)?,
            members: (0..header.members).map(|member| Network::new(&file, member)).collect::<Result<_, _>>()?,
            chain: Chain::new(&file)?,
            links: Links::new(&file)?,
            window: header.window,
        })
    }

    /// The states of each member, and the mean of their scores.
    fn scores(&self, input: &network::Input, desk: &mut Desk, machine: Machine) -> (Vec<Vec<f32>>, Vec<[f32; TAGS]>) {
        let mut mean = vec![[0.0; TAGS]; input.words.len()];
        let mut states = Vec::with_capacity(self.members.len());
        for member in &self.members {
            let (own, scores) = member.run(input, desk, machine);
            states.push(own);
            mean.iter_mut().flatten().zip(scores.iter().flatten()).for_each(|(sum, score)| *sum += score);
        }
        let share = 1.0 / self.members.len() as f32;
        mean.iter_mut().flatten().for_each(|sum| *sum *= share);
        (states, mean)
    }

    /// All attributions of one text, in the order of their cues.
    pub fn read(
        &self,
        text: &str,
        annotations: &Annotations,
        vectors: &Vectors,
        desk: &mut Desk,
        machine: Machine,
    ) -> Vec<Attribution> {
        let words = Words::new(text, &annotations.tokens);
        let features = self.vocabulary.features(text, annotations, &words);
        let windows = window::windows(&words, self.window);
        let input = network::Input { words: &words, features: &features, vectors, windows: &windows };
        let (states, scores) = self.scores(&input, desk, machine);
        let mut found = Vec::new();
        for window in windows {
            let reading = self.chain.read(&scores[window.clone()]);
            let seen = link::Seen { words: &words, states: &states, window, reading: &reading };
            self.links.attributions(&seen, machine, &mut found);
        }
        let span = |(first, end): link::Range| {
            annotations.tokens[words.token[first]].span.join(annotations.tokens[words.token[end - 1]].span)
        };
        let shown = |a: link::Found| Attribution {
            source: a.source.map(span),
            cue: span(a.cue),
            content: a.contents.into_iter().map(span).collect(),
            confidence: a.confidence,
        };
        found.into_iter().map(shown).collect()
    }
}
