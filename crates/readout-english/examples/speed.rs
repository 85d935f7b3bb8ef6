//! How fast the model reads, and where its time goes: `speed FILE.jsonl ROUNDS`, on one thread.
//!
//! Enters: JSON Lines with a `text` each. Leaves: one JSON object with the tokens, the seconds of each round, the seconds of each step in the last
//! round, milliseconds to load, and what one core's matrix multiplication does (1024 x 288 x 288, the crate `matrixmultiply`) in GFLOP/s.

#![allow(clippy::disallowed_methods, reason = "a workbench reads files and the clock")]

use readout_english::model::{English, Step};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Instant;

fn main() {
    let started = Instant::now();
    let english = English::load().expect("the shipped model");
    let load = started.elapsed().as_secs_f64() * 1000.0;
    let mut arguments = std::env::args().skip(1);
    let lines = std::fs::read_to_string(arguments.next().expect("a file")).expect("the file");
    let rounds: usize = arguments.next().map_or(3, |r| r.parse().expect("a number of rounds"));
    let texts: Vec<String> =
        lines.lines().filter_map(|l| Some(serde_json::from_str::<Value>(l).ok()?["text"].as_str()?.to_owned())).collect();
    let mut seconds = Vec::new();
    let (mut tokens, mut steps) = (0, BTreeMap::new());
    for _ in 0..rounds {
        let started = Instant::now();
        (tokens, steps) = read(&english, &texts);
        seconds.push(started.elapsed().as_secs_f64());
    }
    let steps: BTreeMap<String, f64> = steps.into_iter().map(|(step, s)| (format!("{step:?}").to_lowercase(), s)).collect();
    println!("{}", json!({"tokens": tokens, "seconds": seconds, "steps": steps, "load_ms": load, "gflops": multiply()}));
}

fn read(english: &English, texts: &[String]) -> (usize, BTreeMap<Step, f64>) {
    let mut steps = BTreeMap::new();
    let mut tokens = 0;
    for text in texts {
        let mut before = Instant::now();
        let found = english.annotate_in_steps(text, |step| {
            let now = Instant::now();
            *steps.entry(step).or_default() += (now - before).as_secs_f64();
            before = now;
        });
        tokens += found.tokens.len();
    }
    (tokens, steps)
}

/// The best of thirty products, in GFLOP/s.
#[allow(unsafe_code, reason = "the crate takes pointers")]
fn multiply() -> f64 {
    let (m, k, n) = (1024, 288, 288);
    let numbers = |count: usize| (0..count).map(|i| (i * 7919 % 1000) as f32 / 1000.0 - 0.5).collect::<Vec<f32>>();
    let (a, b, mut c) = (numbers(m * k), numbers(k * n), vec![0.0f32; m * n]);
    let seconds = (0..30).map(|_| {
        let started = Instant::now();
        // SAFETY: the three slices have exactly the sizes that are given.
        unsafe {
            let (k, n) = (k as isize, n as isize);
            matrixmultiply::sgemm(m, 288, 288, 1.0, a.as_ptr(), k, 1, b.as_ptr(), 1, k, 0.0, c.as_mut_ptr(), n, 1);
        }
        started.elapsed().as_secs_f64()
    });
    2.0 * (m * k * n) as f64 / seconds.fold(f64::MAX, f64::min) / 1e9
}
