//! Reads JSON Lines with a `text` each and tells how fast the model reads them: a workbench for its speed.

use readout_english::model::English;
use std::time::Instant;

fn main() {
    let started = Instant::now();
    let english = English::load().expect("the shipped model");
    eprintln!("loaded in {:.1} ms", started.elapsed().as_secs_f64() * 1000.0);
    let path = std::env::args().nth(1).expect("a file");
    let lines = std::fs::read_to_string(path).expect("the file");
    let texts: Vec<String> = lines
        .lines()
        .filter_map(|l| Some(serde_json::from_str::<serde_json::Value>(l).ok()?["text"].as_str()?.to_owned()))
        .collect();
    for round in 0..5 {
        let started = Instant::now();
        let tokens: usize = texts.iter().map(|t| english.annotate(t).tokens.len()).sum();
        let seconds = started.elapsed().as_secs_f64();
        println!("round {round}: {tokens} tokens in {seconds:.3} s, {:.0} tokens/s", tokens as f64 / seconds);
    }
}
