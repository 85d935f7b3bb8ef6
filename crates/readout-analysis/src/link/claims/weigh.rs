//! How sure it is that two values are told of one thing: a weighted sum of grounds through a logistic curve.
//!
//! Enters: grounds. Leaves: 0 to 1. The weights are data, `model/claims.toml`, fitted by `python -m training.claims`.

use super::ground::{Grounds, NAMES};
use crate::rules;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Weights {
    bias: f64,
    least: f64,
    weights: BTreeMap<String, f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    quantity: Weights,
}

static WEIGHTS: LazyLock<File> =
    LazyLock::new(|| rules::load("../model/claims.toml", include_str!("../../../model/claims.toml")));

/// How sure it is, 0 to 1.
pub fn consent(grounds: &Grounds) -> f64 {
    let weights = &WEIGHTS.quantity;
    let weight = |name: &str| weights.weights.get(name).copied().unwrap_or(0.0);
    let sum: f64 = NAMES.iter().zip(grounds.0).map(|(name, value)| weight(name) * value).sum();
    1.0 / (1.0 + libm::exp(-(weights.bias + sum)))
}

/// Consent from which a pair is an alarm.
pub fn least() -> f64 {
    WEIGHTS.quantity.least
}
