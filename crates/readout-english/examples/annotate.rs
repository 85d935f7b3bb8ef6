//! Reads JSON Lines with a `text` each and writes annotations (code points, as in `expected.jsonl`), or tells how fast the model reads them.
//!
//! `annotate FILE` writes; `annotate FILE ROUNDS` measures.

#![allow(clippy::disallowed_methods, reason = "a workbench reads files and the clock")]

use readout_english::model::English;
use readout_record::codepoint::CodePoints;
use serde_json::{Value, json};
use std::time::Instant;

fn main() {
    let started = Instant::now();
    let english = match std::env::var_os("READOUT_MODEL_F32") {
        Some(path) => English::from_bytes(std::fs::read(path).expect("a model file").leak()).expect("a model"),
        None => English::load().expect("the shipped model"),
    };
    eprintln!("loaded in {:.1} ms", started.elapsed().as_secs_f64() * 1000.0);
    let path = std::env::args().nth(1).expect("a file");
    let lines = std::fs::read_to_string(path).expect("the file");
    let texts: Vec<String> =
        lines.lines().filter_map(|l| Some(serde_json::from_str::<Value>(l).ok()?["text"].as_str()?.to_owned())).collect();
    let Some(rounds) = std::env::args().nth(2).and_then(|r| r.parse::<usize>().ok()) else {
        texts.iter().for_each(|text| println!("{}", annotated(&english, text)));
        return;
    };
    for round in 0..rounds {
        let started = Instant::now();
        let tokens: usize = texts.iter().map(|t| english.annotate(t).tokens.len()).sum();
        let seconds = started.elapsed().as_secs_f64();
        println!("round {round}: {tokens} tokens in {seconds:.3} s, {:.0} tokens/s", tokens as f64 / seconds);
    }
}

fn annotated(english: &English, text: &str) -> Value {
    let found = english.annotate(text);
    let points = CodePoints::new(text);
    let tokens = found.tokens.iter().map(|t| {
        let (start, end) = points.range(t.span);
        json!([start, end - start, t.tag, t.pos, t.lemma, t.head, t.label, u8::from(t.sentence_start), t.morph])
    });
    let ents = found.entities.iter().map(|e| {
        let (start, end) = points.range(e.span);
        json!([start, end, e.label])
    });
    json!({"tokens": tokens.collect::<Vec<_>>(), "ents": ents.collect::<Vec<_>>()})
}
