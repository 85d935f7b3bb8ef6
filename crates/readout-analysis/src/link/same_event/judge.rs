//! How likely two tellings are one event, by weights that were fitted on annotated stories and on ECB+.
//!
//! Enters: what two tellings have in common, and what grammar says of them where it was read. Leaves: a likelihood from 0 to 1. The weights are an average
//! of small networks, made by `python -m training.same_event.fit`; their card stands beside the file.

use super::{features, signs};
use serde::Deserialize;
use std::sync::LazyLock;

/// The weights that stand in the program.
pub static JUDGE: LazyLock<Judge> = LazyLock::new(|| {
    // The file is part of the program: the tests have read it.
    Judge::new().unwrap_or_else(|error| unreachable!("same_event.toml: {error}"))
});

const WEIGHTS: &str = include_str!("../../../model/same_event.toml");

/// Whether signs are there, the signs, the common features.
const INPUTS: usize = 1 + signs::COUNT + features::COUNT;

/// Networks that judge pairs; their scores are averaged.
#[derive(Deserialize)]
pub struct Judge {
    /// Average likelihood above which tellings of a story are merged.
    story: f32,
    /// The same where nothing but the common features is known.
    bare: f32,
    /// Added to the score of pairs with signs, since the fit saw more pairs of one event than a story has.
    shift: f32,
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
    fn new() -> Result<Judge, toml::de::Error> {
        let judge: Judge = toml::from_str(WEIGHTS)?;
        let fits = judge.member.iter().all(Member::fits) && !judge.member.is_empty();
        let names = std::iter::once("signs").chain(signs::NAMES).chain(features::NAMES);
        let named = judge.names.iter().map(String::as_str).eq(names);
        let scaled = judge.mean.len() == INPUTS && judge.deviation.len() == INPUTS;
        let wrong = || serde::de::Error::custom("the weights do not fit the features; fit them again");
        (fits && named && scaled).then_some(judge).ok_or_else(wrong)
    }

    /// Average likelihood that makes tellings of a story one event.
    pub fn threshold(&self) -> f32 {
        self.story
    }

    /// The same for pairs without signs.
    pub fn bare_threshold(&self) -> f32 {
        self.bare
    }

    /// How likely two tellings are one event.
    pub fn likely(&self, signs: Option<&[f32; signs::COUNT]>, common: &[f32; features::COUNT]) -> f32 {
        let mut values = [0.0f32; INPUTS];
        let (of_signs, of_common) = values[1..].split_at_mut(signs::COUNT);
        of_common.copy_from_slice(common);
        if let Some(signs) = signs {
            of_signs.copy_from_slice(signs);
            values[0] = 1.0;
        }
        for (n, value) in values.iter_mut().enumerate() {
            let absent = signs.is_none() && n <= signs::COUNT;
            *value = if absent { 0.0 } else { (*value - self.mean[n]) / self.deviation[n] };
        }
        let sum: f32 = self.member.iter().map(|m| m.score(&values)).sum();
        let shift = if signs.is_some() { self.shift } else { 0.0 };
        1.0 / (1.0 + libm::expf(-sum / self.member.len() as f32 - shift))
    }
}

impl Member {
    fn fits(&self) -> bool {
        let widths = std::iter::once(INPUTS).chain(self.layer.iter().map(|l| l.bias.len()));
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
        assert!((0.1..0.9).contains(&judge.threshold()) && (0.1..0.9).contains(&judge.bare_threshold()));
    }
}
