//! How fast one core reads: `cargo run --release -p readout-meaning --example speed -- FILE`.
//!
//! Enters: a file with a text a line. Leaves: milliseconds to unpack the weights, texts a second and their mean number of pieces.

#![allow(clippy::disallowed_methods, reason = "an example that measures takes the clock and reads a file")]

use readout_meaning::meaning::Meaning;
use readout_record::meaning::Encoder;
use std::time::Instant;

fn main() {
    let path = std::env::args().nth(1).expect("a file of lines");
    let text = std::fs::read_to_string(path).expect("a file that can be read");
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
    let meaning = Meaning::new();
    let start = Instant::now();
    meaning.read(&[""]);
    println!("unpacked in {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let start = Instant::now();
    let pieces: usize = meaning.read(&lines).iter().map(|r| r.pieces.len()).sum();
    let seconds = start.elapsed().as_secs_f64();
    let (texts, pieces) = (lines.len() as f64, pieces as f64);
    println!("{:.0} texts of {:.1} pieces a second", texts / seconds, pieces / texts);
}
