//! Deeds: which words name an event, which head what someone is bound to do, how real or firm that is, and who takes part.
//!
//! Enters: one text as the networks see it. Leaves: marks with how likely they are, also unlikely ones, so that grammar can be joined with them.
//! Trained on annotated sentences and on what larger networks say of unlabelled text (`training/deeds`; FORMAT.md defines every step).
//! It leaves alone: where a participant's or an action's words begin and end, and which marks are worth reporting.

mod names;
mod parts;
#[cfg(test)]
mod tests;

use crate::blob::BlobError;
use crate::kernel::Machine;
use crate::kernel::layers::{Packed, Rows};
use crate::reading::Page;
use crate::reading::features::Vocabulary;
use crate::reading::file::File;
use crate::reading::network::{Desk, Network, STATE};
use crate::vectors::Vectors;
use names::Names;
use parts::{Anchor, Parts};
use readout_record::annotation::{CommitmentMark, Deeds, EventMark};

/// What is less likely leaves no mark.
const LEAST: f64 = 0.02;

/// The deed model, ready to read texts.
pub struct DeedReader {
    members: Vec<Member>,
    names: Names,
}

struct Member {
    network: Network,
    /// From a state to the scores of types, strengths and realities.
    scores: Packed,
    parts: Parts,
}

impl DeedReader {
    /// Reads the weights that training wrote; they must have been fitted with that vocabulary.
    pub fn new(bytes: &[u8], vocabulary: &Vocabulary) -> Result<DeedReader, BlobError> {
        let file = File::new(bytes, "readout-deeds", 1)?;
        if Vocabulary::new(file.header())? != *vocabulary {
            return Err(BlobError::Section("vocabulary".to_owned()));
        }
        let names = Names::new(&file)?;
        let member = |number: usize| -> Result<Member, BlobError> {
            Ok(Member {
                network: Network::new(&file, number)?,
                scores: file.linear(&format!("{number}.scores"), STATE, names.scores())?,
                parts: Parts::new(&file, number, names.roles.len())?,
            })
        };
        Ok(DeedReader { members: (0..file.header().members).map(member).collect::<Result<_, _>>()?, names })
    }

    /// The states of each member, and the mean of their scores, `names.scores()` a word.
    fn scores(&self, page: &Page, vectors: &Vectors, desk: &mut Desk, machine: Machine) -> (Vec<Vec<f32>>, Vec<f32>) {
        let (count, width) = (page.words.len(), self.names.scores());
        let mut mean = vec![0.0; count * width];
        let mut states = Vec::with_capacity(self.members.len());
        for member in &self.members {
            let own = member.network.run(&page.input(vectors), desk, machine);
            let places = member.scores.places();
            let mut out = vec![0.0; count * places];
            machine.affine(Rows { values: &own, stride: STATE, count }, &member.scores, &mut out);
            for (sums, row) in mean.chunks_exact_mut(width).zip(out.chunks_exact(places)) {
                sums.iter_mut().zip(row).for_each(|(sum, score)| *sum += score / self.members.len() as f32);
            }
            states.push(own);
        }
        (states, mean)
    }

    /// All marks of one text, in the order of the text.
    pub fn read(&self, page: &Page, vectors: &Vectors, desk: &mut Desk, machine: Machine) -> Deeds {
        let (states, scores) = self.scores(page, vectors, desk, machine);
        let mut found = Deeds::default();
        for window in &page.windows {
            let rows =
                scores[window.start * self.names.scores()..window.end * self.names.scores()].chunks_exact(self.names.scores());
            for (word, row) in window.clone().zip(rows) {
                let seen = self.names.seen(row);
                let (event, bound) = (1.0 - seen.kind.nothing, 1.0 - seen.strength.nothing);
                if event < LEAST && bound < LEAST {
                    continue;
                }
                let parts = self.parts(&Anchor { page, window, word, states: &states }, machine);
                let token = page.words.token[word];
                if let Some(kind) = self.names.kinds[seen.kind.best].filter(|_| event >= LEAST) {
                    let (sure, of_kind, real) = (event as f32, seen.kind.sure as f32, seen.reality.sure as f32);
                    let (reality, parts) = (self.names.realities[seen.reality.best], self.names.of_event(&parts));
                    found.events.push(EventMark { token, sure, kind, of_kind, reality, real, parts });
                }
                if let Some(strength) = self.names.strengths[seen.strength.best].filter(|_| bound >= LEAST) {
                    let parts = self.names.of_commitment(&parts);
                    found.commitments.push(CommitmentMark { token, sure: bound as f32, strength, parts });
                }
            }
        }
        found
    }

    /// For each word of the anchor's sentence its token and the likelihood of each role.
    fn parts(&self, anchor: &Anchor, machine: Machine) -> Vec<(usize, Vec<f64>)> {
        let range = anchor.sentence();
        let mut sums = vec![0.0; range.len() * self.names.roles.len()];
        for (member, states) in self.members.iter().zip(anchor.states) {
            member.parts.add(states, anchor.word, &range, machine, &mut sums);
        }
        let share = 1.0 / self.members.len() as f64;
        let likely = |row: &[f32]| names::likelihoods(row.iter().map(|s| f64::from(*s) * share));
        range.zip(sums.chunks_exact(self.names.roles.len())).map(|(w, row)| (anchor.page.words.token[w], likely(row))).collect()
    }
}
