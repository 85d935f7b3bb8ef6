//! Speed of annotation on one core.
//!
//! Enters: the texts of `english/expected.jsonl.gz`. Leaves: tokens a second, white space included, the best of three passes on one thread.
//! It depends on the machine and on how this program was built; its floor is far below what was measured.

use super::figure::{Figure, Place};
use super::gold;
use super::reader::Reader;
use anyhow::Result;
use serde::Deserialize;
use std::time::Instant;

#[derive(Deserialize)]
struct Line {
    text: String,
}

/// One figure.
pub fn run(place: &Place) -> Result<Vec<Figure>> {
    let lines: Vec<Line> = gold::lines(&place.path().join("expected.jsonl.gz"))?;
    let reader = Reader::new()?;
    let mut best = 0.0_f64;
    let mut tokens = 0;
    for _ in 0..3 {
        let start = Instant::now();
        tokens = lines.iter().map(|line| reader.annotate(&line.text).tokens.len()).sum();
        best = best.max(tokens as f64 / start.elapsed().as_secs_f64());
    }
    Ok(vec![place.figure("tokens a second, one core", best, tokens)])
}
