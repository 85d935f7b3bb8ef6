//! How likely two tellings are one event, by weights that were fitted on ECB+.
//!
//! Enters: two tellings and their company. Leaves: a likelihood from 0 to 1. The weights are a small network over `features`, made by
//! `python -m training.same_event`; its card stands beside the file.

use super::company::Company;
use super::features::{COUNT, NAMES, features};
use super::told::Told;
use serde::Deserialize;

/// The weights.
const WEIGHTS: &str = include_str!("../../../model/same_event.toml");

/// Networks that judge pairs; their scores are averaged.
#[derive(Deserialize)]
pub struct Judge {
    /// Average likelihood above which groups are merged where every mention must find its group (measured for F).
    group: f32,
    /// Likelihood above which 95 of 100 pairs of other topics were one event.
    sure: f32,
    names: Vec<String>,
    mean: Vec<f32>,
    deviation: Vec<f32>,
    member: Vec<Member>,
}

/// One network.
#[derive(Deserialize)]
struct Member {
    layer: Vec<Layer>,
}

/// One layer: a row of weights for each output.
#[derive(Deserialize)]
struct Layer {
    weights: Vec<Vec<f32>>,
    bias: Vec<f32>,
}

impl Judge {
    /// Reads the weights that stand in the program.
    pub fn new() -> Result<Judge, toml::de::Error> {
        let judge: Judge = toml::from_str(WEIGHTS)?;
        let fits = judge.member.iter().all(Member::fits) && !judge.member.is_empty();
        let named = judge.names == NAMES && judge.mean.len() == COUNT && judge.deviation.len() == COUNT;
        let wrong = || serde::de::Error::custom("the weights do not fit the features; fit them again");
        (fits && named).then_some(judge).ok_or_else(wrong)
    }

    /// Average likelihood that makes one group of two.
    pub fn threshold(&self) -> f32 {
        self.group
    }

    /// Likelihood that is sure enough to merge on.
    pub fn sure(&self) -> f32 {
        self.sure
    }

    /// How likely two tellings are one event.
    pub fn likely(&self, a: &Told, b: &Told, company: &Company) -> f32 {
        let raw = features(a, b, company);
        let scaled = raw.iter().zip(&self.mean).zip(&self.deviation).map(|((v, mean), deviation)| (v - mean) / deviation);
        let values: Vec<f32> = scaled.collect();
        let sum: f32 = self.member.iter().map(|m| m.score(&values)).sum();
        1.0 / (1.0 + libm::expf(-sum / self.member.len() as f32))
    }
}

impl Member {
    fn fits(&self) -> bool {
        let widths = std::iter::once(COUNT).chain(self.layer.iter().map(|l| l.bias.len()));
        let fits =
            |(l, width): (&Layer, usize)| l.weights.len() == l.bias.len() && l.weights.iter().all(|row| row.len() == width);
        self.layer.iter().zip(widths).all(fits) && self.layer.last().is_some_and(|l| l.bias.len() == 1)
    }

    fn score(&self, features: &[f32]) -> f32 {
        let mut values = features.to_vec();
        for (n, layer) in self.layer.iter().enumerate() {
            let last = n + 1 == self.layer.len();
            let row = |(weights, bias): (&Vec<f32>, &f32)| {
                let sum = weights.iter().zip(&values).fold(*bias, |sum, (w, v)| sum + w * v);
                if last { sum } else { sum.max(0.0) }
            };
            values = layer.weights.iter().zip(&layer.bias).map(row).collect();
        }
        values.first().copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_weights_fit() {
        let judge = Judge::new().expect("sound weights");
        assert!(judge.sure() > judge.threshold());
    }
}
