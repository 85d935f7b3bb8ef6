//! What a document of an archive is compared by: its words with fixed weights, its names, and the marks by which others find it.
//!
//! Enters: a document with its annotations. Leaves: a signature, which can be kept as bytes. How rare a word is comes from the background alone.

use crate::link::archive::bands;
use crate::link::stories::terms::{BACKGROUND, background_share, words};
use readout_record::annotation::Annotations;
use readout_record::document::Document;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Heaviest words of a document that are compared.
const KEPT: usize = 150;
/// Heaviest words by which it can be found.
const MARKS: usize = 40;
/// Rarity from which a word of a headline tells this report from others.
const TELLING: f64 = 2.5;

/// What a document is compared by.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Signature {
    /// The day of its publication.
    pub day: Option<i64>,
    /// Its outlet, as a number.
    pub outlet: Option<u32>,
    /// Its heaviest words with their weights, by number; of unit length.
    terms: Vec<(u32, f32)>,
    /// Every word of it, sorted.
    words: Vec<u32>,
    /// The names of its headline with their rarity.
    headline: Vec<(u32, f32)>,
    /// Bands of its shingles: nearly equal texts share some.
    bands: Vec<u32>,
}

impl Signature {
    /// Reads a document. One without annotations goes by its bare words.
    pub fn new(document: &Document, annotations: &Annotations) -> Signature {
        let mut counts: BTreeMap<String, f64> = BTreeMap::new();
        for (word, weight) in words(document, annotations) {
            *counts.entry(word.to_lowercase()).or_default() += weight;
        }
        let damped = |count: f64| if count >= 1.0 { 1.0 + count.ln() } else { count };
        let weighed = counts.iter().map(|(word, count)| (hash(word), damped(*count) * rarity(word)));
        let all: BTreeSet<u32> = counts.keys().map(|w| hash(w)).collect();
        Signature {
            day: document.metadata.day(),
            outlet: document.metadata.publisher.as_ref().map(|p| hash(&p.to_lowercase())),
            terms: heaviest(weighed.collect()),
            words: all.into_iter().collect(),
            headline: headline(document, annotations),
            bands: bands::of(&document.text),
        }
    }

    /// Cosine of the words of two documents.
    pub fn cosine(&self, other: &Signature) -> f64 {
        let (mut a, mut b) = (self.terms.iter().peekable(), other.terms.iter().peekable());
        let mut sum = 0.0;
        while let (Some(&&(x, p)), Some(&&(y, q))) = (a.peek(), b.peek()) {
            match x.cmp(&y) {
                Ordering::Less => _ = a.next(),
                Ordering::Greater => _ = b.next(),
                Ordering::Equal => {
                    sum += f64::from(p) * f64::from(q);
                    a.next();
                    b.next();
                }
            }
        }
        sum
    }

    /// The share of what the headline names that stands nowhere in another document.
    pub fn elsewhere(&self, other: &Signature) -> f64 {
        let all: f64 = self.headline.iter().map(|&(_, r)| f64::from(r)).sum();
        let absent = self.headline.iter().filter(|(word, _)| other.words.binary_search(word).is_err());
        if all > 0.0 { absent.map(|&(_, r)| f64::from(r)).sum::<f64>() / all } else { 0.0 }
    }

    /// By what other documents find it: its heaviest words, and the bands of its shingles.
    pub fn marks(&self) -> Vec<u64> {
        let mut ordered = self.terms.clone();
        ordered.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let words = ordered.iter().take(MARKS).map(|&(term, _)| u64::from(term));
        words.chain(self.bands.iter().map(|&band| u64::from(band) | 1 << 40)).collect()
    }
}

/// A word as a number that is the same on every machine.
fn hash(word: &str) -> u32 {
    let bytes = word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3));
    (bytes ^ (bytes >> 32)) as u32
}

/// How rare a word is in the background.
fn rarity(word: &str) -> f64 {
    -((0.5 + BACKGROUND * background_share(word)) / (BACKGROUND + 1.0)).min(1.0).ln()
}

/// The names in the headline that are rare enough to tell one report from another.
fn headline(document: &Document, annotations: &Annotations) -> Vec<(u32, f32)> {
    let Some(span) = document.headline else { return Vec::new() };
    let inside = annotations.tokens.iter().take_while(|t| t.span.end() <= span.end());
    let capital = |t: &&readout_record::annotation::Token| t.span.of(&document.text).starts_with(char::is_uppercase);
    let names: BTreeSet<String> =
        inside.filter(capital).filter(|t| t.span.len() > 2).map(|t| t.lemma.to_lowercase().into()).collect();
    let weighed = names.iter().map(|name| (hash(name), rarity(name) as f32));
    weighed.filter(|&(_, rarity)| f64::from(rarity) > TELLING).collect()
}

/// The heaviest terms, as a vector of unit length.
fn heaviest(mut terms: Vec<(u32, f64)>) -> Vec<(u32, f32)> {
    terms.retain(|&(_, weight)| weight > 0.0);
    terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    terms.truncate(KEPT);
    let length = terms.iter().map(|&(_, w)| w * w).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
    terms.sort_by_key(|&(term, _)| term);
    terms.dedup_by_key(|t| t.0);
    terms.into_iter().map(|(term, weight)| (term, (weight / length) as f32)).collect()
}
