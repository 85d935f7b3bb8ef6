//! The inference against the one in Python that training wrote its fixtures with.
//!
//! Enters: `tests/data/fixtures.*`: texts, their features, vectors and answers. Leaves: nothing; a difference fails.

#![allow(clippy::disallowed_methods, reason = "a test reads the fixtures beside it")]

use super::*;
use crate::model::English;
use crate::reading::{features, file, network, window, words::Words};
use safetensors::SafeTensors;
use serde::Deserialize;
use std::sync::LazyLock;

static ENGLISH: LazyLock<English> = LazyLock::new(|| English::load().expect("the shipped model"));
static WEIGHTS: &[u8] = include_bytes!("../../model/attribution.safetensors");
static TEXTS: &str = include_str!("../../tests/data/fixtures.jsonl");
static VECTORS: &[u8] = include_bytes!("../../tests/data/fixtures.safetensors");

#[derive(Deserialize)]
struct Fixture {
    id: String,
    text: String,
    lemmas: Vec<[u16; features::LEMMAS]>,
    categories: Vec<[u16; features::CATEGORIES]>,
    scores: Vec<[f32; chain::TAGS]>,
    probabilities: Vec<[f64; chain::TAGS]>,
    tags: Vec<usize>,
    attributions: Vec<Answer>,
}

/// Spans in code points.
#[derive(Debug, Deserialize)]
struct Answer {
    source: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
    confidence: f32,
}

fn fixtures() -> Vec<Fixture> {
    let all: Vec<Fixture> = TEXTS.lines().map(|line| serde_json::from_str(line).expect("a fixture")).collect();
    assert!(all.len() >= 12, "all fixtures are there");
    all
}

#[test]
fn sees_the_features_that_training_saw() {
    let model = Attributor::new(WEIGHTS).expect("weights");
    for fixture in fixtures() {
        let annotations = ENGLISH.annotate_whole(&fixture.text);
        let words = Words::new(&fixture.text, &annotations.tokens);
        let found = model.vocabulary.features(&fixture.text, &annotations, &words);
        assert_eq!(found.lemmas, fixture.lemmas, "{}", fixture.id);
        assert_eq!(found.categories, fixture.categories, "{}", fixture.id);
    }
}

#[test]
fn scores_and_reads_as_training_does() {
    let model = Attributor::new(WEIGHTS).expect("weights");
    let file = SafeTensors::deserialize(VECTORS).expect("vectors");
    for fixture in fixtures() {
        let annotations = ENGLISH.annotate_whole(&fixture.text);
        let words = Words::new(&fixture.text, &annotations.tokens);
        let features = model.vocabulary.features(&fixture.text, &annotations, &words);
        let rows = file::halves(file.tensor(&fixture.id).expect("vectors of each text").data());
        let mut vectors = Vectors::default();
        vectors.syntax.resize(annotations.tokens.len() * Vectors::WIDTH, 0.0);
        vectors.entities.resize(annotations.tokens.len() * Vectors::WIDTH, 0.0);
        for (row, token) in rows.chunks_exact(2 * Vectors::WIDTH).zip(&words.token) {
            vectors.syntax[token * Vectors::WIDTH..][..Vectors::WIDTH].copy_from_slice(&row[..Vectors::WIDTH]);
            vectors.entities[token * Vectors::WIDTH..][..Vectors::WIDTH].copy_from_slice(&row[Vectors::WIDTH..]);
        }
        let windows = window::windows(&words, model.window);
        let input = network::Input { words: &words, features: &features, vectors: &vectors, windows: &windows };
        let (_, scores) = model.scores(&input, &mut Desk::default(), Machine::detect());
        let close = |found: f64, wanted: f64| (found - wanted).abs() < 2e-4;
        for (found, wanted) in scores.iter().flatten().zip(fixture.scores.iter().flatten()) {
            assert!(close(f64::from(*found), f64::from(*wanted)), "{}: {found} for {wanted}", fixture.id);
        }
        let readings: Vec<chain::Reading> = windows.iter().map(|w| model.chain.read(&scores[w.clone()])).collect();
        let tags: Vec<usize> = readings.iter().flat_map(|r| r.tags.clone()).collect();
        assert_eq!(tags, fixture.tags, "{}", fixture.id);
        let probabilities = readings.iter().flat_map(|r| r.probability.iter().flatten());
        for (found, wanted) in probabilities.zip(fixture.probabilities.iter().flatten()) {
            assert!(close(*found, *wanted), "{}: {found} for {wanted}", fixture.id);
        }
    }
}

#[test]
fn finds_the_attributions_that_training_finds() {
    for fixture in fixtures() {
        let places: Vec<usize> = fixture.text.char_indices().map(|(at, _)| at).chain([fixture.text.len()]).collect();
        let bytes = |spans: &[(usize, usize)]| spans.iter().map(|(a, b)| (places[*a], places[*b])).collect::<Vec<_>>();
        let found = ENGLISH.annotate_whole(&fixture.text).attributions;
        assert_eq!(found.len(), fixture.attributions.len(), "{}: {found:?}", fixture.id);
        for (found, wanted) in found.iter().zip(&fixture.attributions) {
            let pair = |s: &readout_record::span::Span| (s.start(), s.end());
            assert_eq!(found.source.iter().map(pair).collect::<Vec<_>>(), bytes(&wanted.source));
            assert_eq!(vec![pair(&found.cue)], bytes(&wanted.cue));
            assert_eq!(found.content.iter().map(pair).collect::<Vec<_>>(), bytes(&wanted.content));
            assert!((found.confidence - wanted.confidence).abs() < 0.02, "{found:?} for {}", wanted.confidence);
        }
    }
}

#[test]
fn refuses_other_bytes() {
    assert!(Attributor::new(b"no weights").is_err());
    assert!(Attributor::new(&WEIGHTS[..WEIGHTS.len() - 8]).is_err());
}
