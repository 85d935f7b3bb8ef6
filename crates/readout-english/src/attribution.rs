//! Attributions: which words name a source, by which words it is cited, and what it is cited as saying.
//!
//! Enters: one text's annotations and the vectors that they were made from. Leaves: attributions, none nested, each with how likely its cue and
//! source are right. Trained on news in which one annotator marked each article (`training/` says how, its FORMAT.md defines every step here).
//! It leaves alone: what stands inside another's content, chains, stance, who a source is.

mod chain;
mod link;
#[cfg(test)]
mod tests;

use crate::blob::BlobError;
use crate::kernel::Machine;
use crate::kernel::layers::{Packed, Rows};
use crate::reading::Page;
use crate::reading::features::Vocabulary;
use crate::reading::file::File;
use crate::reading::network::{Desk, Input, Network, STATE};
use crate::vectors::Vectors;
use chain::{Chain, TAGS};
use link::Links;
use readout_record::annotation::{Annotations, Attribution};

/// The attribution model, ready to read texts.
pub struct Attributor {
    vocabulary: Vocabulary,
    members: Vec<Member>,
    chain: Chain,
    links: Links,
    window: usize,
}

/// A network, and the layer that gives its words the scores of tags.
struct Member {
    network: Network,
    tag: Packed,
}

impl Member {
    fn new(file: &File, member: usize) -> Result<Member, BlobError> {
        Ok(Member { network: Network::new(file, member)?, tag: file.linear(&format!("{member}.tag"), STATE, TAGS)? })
    }
}

impl Attributor {
    /// Reads the weights that training wrote.
    pub fn new(bytes: &[u8]) -> Result<Attributor, BlobError> {
        let file = File::new(bytes, "readout-attribution", 2)?;
        let header = file.header();
        Ok(Attributor {
            vocabulary: Vocabulary::new(header)?,
            members: (0..header.members).map(|member| Member::new(&file, member)).collect::<Result<_, _>>()?,
            chain: Chain::new(&file)?,
            links: Links::new(&file)?,
            window: header.window,
        })
    }

    /// The vocabulary that its networks were fitted with.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// A text as the networks see it.
    pub fn page(&self, text: &str, annotations: &Annotations) -> Page {
        Page::new(text, annotations, &self.vocabulary, self.window)
    }

    /// The states of each member, and the mean of their scores.
    fn scores(&self, input: &Input, desk: &mut Desk, machine: Machine) -> (Vec<Vec<f32>>, Vec<[f32; TAGS]>) {
        let mut mean = vec![[0.0; TAGS]; input.words.len()];
        let mut states = Vec::with_capacity(self.members.len());
        for Member { network, tag } in &self.members {
            let own = network.run(input, desk, machine);
            let mut scores = vec![0.0; input.words.len() * tag.places()];
            machine.affine(Rows { values: &own, stride: STATE, count: input.words.len() }, tag, &mut scores);
            states.push(own);
            mean.iter_mut().zip(scores.chunks_exact(tag.places())).for_each(|(sums, row)| {
                sums.iter_mut().zip(row).for_each(|(sum, score)| *sum += score);
            });
        }
        let share = 1.0 / self.members.len() as f32;
        mean.iter_mut().flatten().for_each(|sum| *sum *= share);
        (states, mean)
    }

    /// All attributions of one text, in the order of their cues.
    pub fn read(
        &self,
        page: &Page,
        annotations: &Annotations,
        vectors: &Vectors,
        desk: &mut Desk,
        machine: Machine,
    ) -> Vec<Attribution> {
        let words = &page.words;
        let (states, scores) = self.scores(&page.input(vectors), desk, machine);
        let mut found = Vec::new();
        for window in page.windows.iter().cloned() {
            let reading = self.chain.read(&scores[window.clone()]);
            let seen = link::Seen { words, states: &states, window, reading: &reading };
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
