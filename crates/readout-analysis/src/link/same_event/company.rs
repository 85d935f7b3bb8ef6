//! The company that tellings are in: how rare their words are there, and how alike its documents are.
//!
//! Enters: tellings and the documents that they are from. Leaves: rarity of lemmas and likeness of documents: by their words, by the words of the
//! sentences that tell events, and by what these sentences mean.

use super::told::{Lemmas, Told};
use crate::link::stories::terms::{BACKGROUND, Terms, background_share};
use foldhash::HashMap;
use readout_record::annotation::Annotations;
use readout_record::document::Document;
use readout_record::meaning::{Vector, WIDTH, likeness};
use std::collections::{BTreeMap, BTreeSet};

/// Tellings together with their documents.
pub struct Company {
    holders: HashMap<String, f64>,
    documents: f64,
    alike: BTreeMap<(usize, usize), Alike>,
    mean: f32,
    deviation: f32,
}

/// How alike two documents are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alike {
    /// By all their words.
    pub words: f32,
    /// By the words of the sentences that tell events.
    pub sentences: f32,
    /// By what these sentences mean.
    pub meaning: f32,
}

impl Alike {
    /// The mean of the three.
    pub fn mixed(self) -> f32 {
        (self.words + self.sentences + self.meaning) / 3.0
    }
}

/// What the sentences of one document have together.
#[derive(Default)]
struct Heard {
    lemmas: Lemmas,
    sentences: BTreeMap<usize, Vector>,
}

impl Company {
    /// Counts and compares; `told.document` is a number in `documents`.
    pub fn new(told: &[Told], documents: &[&Document], annotations: &[&Annotations]) -> Company {
        let heard = heard(told, documents.len());
        let mut holders: HashMap<String, f64> = HashMap::default();
        heard.iter().flat_map(|h| &h.lemmas).for_each(|l| *holders.entry(l.clone()).or_insert(0.0) += 1.0);
        let speaking = heard.iter().filter(|h| !h.lemmas.is_empty()).count();
        let mut company = Company { holders, documents: speaking as f64, alike: BTreeMap::new(), mean: 0.0, deviation: 1.0 };
        company.alike = company.compared(&heard, Terms::new(documents, annotations));
        let mixed: Vec<f32> = company.alike.values().map(|a| a.mixed()).collect();
        if mixed.len() > 2 {
            let count = mixed.len() as f32;
            company.mean = mixed.iter().sum::<f32>() / count;
            let spread = mixed.iter().map(|m| (m - company.mean) * (m - company.mean)).sum::<f32>() / count;
            company.deviation = spread.sqrt().max(0.02);
        }
        company
    }

    /// How rare a lemma is, here and in general.
    pub fn rarity(&self, lemma: &str) -> f32 {
        let here = self.holders.get(lemma).copied().unwrap_or(0.0);
        let holders = (here - 0.5).max(0.5) + BACKGROUND * background_share(lemma);
        -(libm::log((holders / (self.documents + BACKGROUND)).min(1.0)) as f32)
    }

    /// The share of rarity that two sets of lemmas have in common, of the set that has less of it.
    pub fn common(&self, a: &Lemmas, b: &Lemmas) -> f32 {
        let sum = |set: &Lemmas| set.iter().map(|l| self.rarity(l)).sum::<f32>();
        let less = sum(a).min(sum(b));
        let common: f32 = a.intersection(b).map(|l| self.rarity(l)).sum();
        if less > 0.0 { common / less } else { 0.0 }
    }

    /// How alike two documents are.
    pub fn alike(&self, a: usize, b: usize) -> Alike {
        self.alike.get(&(a.min(b), a.max(b))).copied().unwrap_or_default()
    }

    /// The same, measured by how alike documents are in this company.
    pub fn alike_here(&self, a: usize, b: usize) -> f32 {
        (self.alike(a, b).mixed() - self.mean) / self.deviation
    }

    fn compared(&self, heard: &[Heard], terms: Terms) -> BTreeMap<(usize, usize), Alike> {
        let words: BTreeMap<(usize, usize), f64> = terms.likeness().into_iter().map(|(a, b, l)| ((a, b), l)).collect();
        let weights: Vec<BTreeMap<&str, f32>> = heard.iter().map(|h| self.weights(&h.lemmas)).collect();
        let meanings: Vec<Vector> = heard.iter().map(|h| mean(h.sentences.values())).collect();
        let mut alike = BTreeMap::new();
        for b in 0..heard.len() {
            for a in 0..b {
                let words = words.get(&(a, b)).map_or(0.0, |l| *l as f32);
                let sentences = weights[a].iter().filter_map(|(l, w)| Some(w * weights[b].get(l)?)).sum();
                alike.insert((a, b), Alike { words, sentences, meaning: likeness(&meanings[a], &meanings[b]) });
            }
        }
        alike
    }

    /// Lemmas with their rarity, brought to length 1.
    fn weights<'l>(&self, lemmas: &'l BTreeSet<String>) -> BTreeMap<&'l str, f32> {
        let length = lemmas.iter().map(|l| self.rarity(l) * self.rarity(l)).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        lemmas.iter().map(|l| (l.as_str(), self.rarity(l) / length)).collect()
    }
}

fn heard(told: &[Told], documents: usize) -> Vec<Heard> {
    let mut heard: Vec<Heard> = std::iter::repeat_with(Heard::default).take(documents).collect();
    for t in told {
        let document = &mut heard[t.document];
        document.lemmas.extend(t.named.iter().chain(&t.others).cloned());
        document.sentences.insert(t.sentence, t.vectors.around);
    }
    heard
}

/// The mean direction.
fn mean<'v>(vectors: impl Iterator<Item = &'v Vector>) -> Vector {
    let mut sum = [0.0f32; WIDTH];
    vectors.for_each(|v| sum.iter_mut().zip(v).for_each(|(s, v)| *s += v));
    let length = likeness(&sum, &sum).sqrt().max(f32::MIN_POSITIVE);
    sum.map(|s| s / length)
}
