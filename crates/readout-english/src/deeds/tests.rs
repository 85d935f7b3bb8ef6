//! The inference against the one in Python that training wrote its fixtures with.
//!
//! Enters: `tests/data/deeds.jsonl`: scores of texts whose words and vectors stand in the fixtures of attribution. Leaves: nothing; a difference fails.

#![allow(clippy::disallowed_methods, reason = "a test reads the fixtures beside it")]

use super::*;
use crate::attribution::Attributor;
use crate::model::English;
use crate::reading::file::halves;
use safetensors::SafeTensors;
use serde::Deserialize;
use std::sync::LazyLock;

static ENGLISH: LazyLock<English> = LazyLock::new(|| English::load().expect("the shipped model"));
static WEIGHTS: &[u8] = include_bytes!("../../model/deeds.safetensors");
static OTHER: &[u8] = include_bytes!("../../model/attribution.safetensors");
static ANSWERS: &str = include_str!("../../tests/data/deeds.jsonl");
static TEXTS: &str = include_str!("../../tests/data/fixtures.jsonl");
static VECTORS: &[u8] = include_bytes!("../../tests/data/fixtures.safetensors");

#[derive(Deserialize)]
struct Text {
    id: String,
    text: String,
}

#[derive(Deserialize)]
struct Answer {
    id: String,
    scores: Vec<Vec<f32>>,
    anchors: Vec<Roles>,
}

#[derive(Deserialize)]
struct Roles {
    word: usize,
    /// Of each word of the window.
    roles: Vec<Vec<f64>>,
}

fn vectors(file: &SafeTensors, id: &str, page: &Page, tokens: usize) -> Vectors {
    let rows = halves(file.tensor(id).expect("vectors of each text").data());
    let mut vectors = Vectors::default();
    vectors.syntax.resize(tokens * Vectors::WIDTH, 0.0);
    vectors.entities.resize(tokens * Vectors::WIDTH, 0.0);
    for (row, token) in rows.chunks_exact(2 * Vectors::WIDTH).zip(&page.words.token) {
        vectors.syntax[token * Vectors::WIDTH..][..Vectors::WIDTH].copy_from_slice(&row[..Vectors::WIDTH]);
        vectors.entities[token * Vectors::WIDTH..][..Vectors::WIDTH].copy_from_slice(&row[Vectors::WIDTH..]);
    }
    vectors
}

#[test]
fn scores_as_training_does() {
    let attributor = Attributor::new(OTHER).expect("weights");
    let model = DeedReader::new(WEIGHTS, attributor.vocabulary()).expect("weights");
    let file = SafeTensors::deserialize(VECTORS).expect("vectors");
    let mut checked = 0;
    for (text, answer) in TEXTS.lines().zip(ANSWERS.lines()) {
        let text: Text = serde_json::from_str(text).expect("a fixture");
        let answer: Answer = serde_json::from_str(answer).expect("an answer");
        assert_eq!(text.id, answer.id);
        let annotations = ENGLISH.annotate_whole(&text.text);
        let page = attributor.page(&text.text, &annotations);
        let vectors = vectors(&file, &text.id, &page, annotations.tokens.len());
        let (states, scores) = model.scores(&page, &vectors, &mut Desk::default(), Machine::detect());
        let wanted: Vec<f32> = answer.scores.into_iter().flatten().collect();
        assert_eq!(scores.len(), wanted.len(), "{}", text.id);
        for (found, wanted) in scores.iter().zip(&wanted) {
            // A state half way between two steps of eight bits may be rounded either way by the last bit of a sum.
            assert!((found - wanted).abs() < 1e-2, "{}: {found} for {wanted}", text.id);
        }
        for (window, roles) in page.windows.iter().zip(&answer.anchors) {
            let anchor = Anchor { page: &page, window, word: roles.word, states: &states };
            let found = model.parts(&anchor, Machine::detect());
            for (token, likely) in found {
                let word = page.words.token.iter().position(|t| *t == token).expect("a word");
                let wanted = names::likelihoods(roles.roles[word - window.start].iter().copied());
                for (found, wanted) in likely.iter().zip(&wanted) {
                    assert!((found - wanted).abs() < 1e-3, "{}: {found} for {wanted}", text.id);
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 1000, "{checked} likelihoods");
}

#[test]
fn refuses_other_bytes() {
    let attributor = Attributor::new(OTHER).expect("weights");
    assert!(DeedReader::new(b"no weights", attributor.vocabulary()).is_err());
    assert!(DeedReader::new(OTHER, attributor.vocabulary()).is_err());
    assert!(DeedReader::new(&WEIGHTS[..WEIGHTS.len() - 8], attributor.vocabulary()).is_err());
}
