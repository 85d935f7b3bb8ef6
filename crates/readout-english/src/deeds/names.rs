//! What the scores of the deed model stand for.
//!
//! Enters: the names in the file's header, and rows of scores. Leaves: types, strengths, realities and roles with their likelihoods.
//! Exponentials are computed without the machine's library, so that all machines give the same.

use crate::blob::BlobError;
use crate::reading::file::File;
use readout_record::annotation::{Bound, Part};
use readout_record::kind::{EventType, Reality, Role, Strength};
use serde::Deserialize;

/// The names in the file; `-` is for nothing.
#[derive(Deserialize)]
struct Header {
    kinds: Vec<String>,
    strengths: Vec<String>,
    realities: Vec<String>,
    roles: Vec<String>,
}

/// What each score stands for; the first of all but the realities stands for nothing.
pub struct Names {
    pub kinds: Vec<Option<EventType>>,
    pub strengths: Vec<Option<Strength>>,
    pub realities: Vec<Reality>,
    pub roles: Vec<Option<PartName>>,
}

/// A part in an event or in a commitment.
#[derive(Clone, Copy)]
pub enum PartName {
    Event(Role),
    Commitment(Bound),
}

/// The likeliest name other than nothing, how likely it is, and how likely nothing is.
pub struct Likeliest {
    pub best: usize,
    pub sure: f64,
    pub nothing: f64,
}

/// What is seen at one word.
pub struct Seen {
    pub kind: Likeliest,
    pub strength: Likeliest,
    pub reality: Likeliest,
}

/// Parts less likely than this are not told.
const LEAST_PART: f64 = 0.2;

impl Names {
    /// Reads the header.
    pub fn new(file: &File) -> Result<Names, BlobError> {
        let header: Header = file.own()?;
        Ok(Names {
            kinds: named(&header.kinds, |n| EventType::ALL.iter().copied().find(|k| k.as_str() == n))?,
            strengths: named(&header.strengths, |n| Strength::ALL.iter().copied().find(|s| s.as_str() == n))?,
            realities: header.realities.iter().map(|n| reality(n)).collect::<Result<_, _>>()?,
            roles: named(&header.roles, part)?,
        })
    }

    /// How many scores a word has.
    pub fn scores(&self) -> usize {
        self.kinds.len() + self.strengths.len() + self.realities.len()
    }

    /// What a row of scores says of its word.
    pub fn seen(&self, row: &[f32]) -> Seen {
        let (kinds, rest) = row.split_at(self.kinds.len());
        let (strengths, realities) = rest.split_at(self.strengths.len());
        Seen { kind: likeliest(kinds, 1), strength: likeliest(strengths, 1), reality: likeliest(realities, 0) }
    }

    /// The parts in an event.
    pub fn of_event(&self, words: &[(usize, Vec<f64>)]) -> Vec<Part<Role>> {
        self.of(words, |name| if let PartName::Event(role) = name { Some(role) } else { None })
    }

    /// The parts in a commitment.
    pub fn of_commitment(&self, words: &[(usize, Vec<f64>)]) -> Vec<Part<Bound>> {
        self.of(words, |name| if let PartName::Commitment(bound) = name { Some(bound) } else { None })
    }

    fn of<R>(&self, words: &[(usize, Vec<f64>)], wanted: impl Fn(PartName) -> Option<R>) -> Vec<Part<R>> {
        let best = |row: &[f64]| (1..row.len()).filter(|&n| row[n] >= LEAST_PART).max_by(|a, b| row[*a].total_cmp(&row[*b]));
        let told = |(token, row): &(usize, Vec<f64>)| {
            let at = best(row)?;
            Some(Part { token: *token, role: wanted(self.roles[at]?)?, sure: row[at] as f32 })
        };
        words.iter().filter_map(told).collect()
    }
}

/// The names as values: the first must be `-`, and each other one known.
fn named<T>(names: &[String], value: impl Fn(&str) -> Option<T>) -> Result<Vec<Option<T>>, BlobError> {
    let one = |(at, name): (usize, &String)| match value(name) {
        None if at == 0 && name == "-" => Ok(None),
        Some(value) if at > 0 => Ok(Some(value)),
        _ => Err(BlobError::Section(name.clone())),
    };
    names.iter().enumerate().map(one).collect()
}

fn reality(name: &str) -> Result<Reality, BlobError> {
    Reality::ALL.iter().copied().find(|r| r.as_str() == name).ok_or_else(|| BlobError::Section(name.to_owned()))
}

fn part(name: &str) -> Option<PartName> {
    match name {
        "actor" => Some(PartName::Commitment(Bound::Actor)),
        "beneficiary" => Some(PartName::Commitment(Bound::Recipient)),
        _ => Role::ALL.iter().copied().find(|r| r.as_str() == name).map(PartName::Event),
    }
}

fn likeliest(scores: &[f32], from: usize) -> Likeliest {
    let likely = likelihoods(scores.iter().map(|s| f64::from(*s)));
    let best = (from..likely.len()).fold(from, |best, at| if likely[at] > likely[best] { at } else { best });
    Likeliest { best, sure: likely[best], nothing: likely[0] }
}

/// Scores to likelihoods that add up to one.
pub fn likelihoods(scores: impl Iterator<Item = f64>) -> Vec<f64> {
    let scores: Vec<f64> = scores.collect();
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers: Vec<f64> = scores.iter().map(|s| libm::exp(s - most)).collect();
    let sum: f64 = powers.iter().sum();
    powers.into_iter().map(|p| p / sum).collect()
}
