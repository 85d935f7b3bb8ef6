//! The words of each document, weighted: names above nouns above verbs, rare above common.
//!
//! Enters: documents and annotations. Leaves: how alike any two documents are in words. How rare a word is comes from these documents and from a
//! background of official statements, without which five reports of one meeting would count its names as common words.

use foldhash::HashMap;
use readout_record::annotation::Annotations;
use readout_record::document::Document;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Documents that the background counts for, beside those at hand.
pub const BACKGROUND: f64 = 300.0;
/// Heaviest words of a document that are compared.
const KEPT: usize = 150;

/// Share of background documents that hold each lemma.
static BACKGROUND_SHARE: LazyLock<HashMap<&'static str, f64>> = LazyLock::new(|| {
    let mut share = HashMap::default();
    let mut documents = 1.0;
    for line in include_str!("../../../rules/knowledge/background.txt").lines().filter(|l| !l.starts_with('#')) {
        let mut fields = line.split(' ');
        let (head, rest) = (fields.next().unwrap_or(""), fields);
        match head.parse::<f64>() {
            Ok(count) => share.extend(rest.map(|lemma| (lemma, count / documents))),
            Err(_) => documents = line.rsplit(' ').next().and_then(|n| n.parse().ok()).unwrap_or(documents),
        }
    }
    share
});

/// The share of background documents that hold a lemma.
pub fn background_share(lemma: &str) -> f64 {
    BACKGROUND_SHARE.get(lemma).copied().unwrap_or(0.0)
}

/// Terms of all documents with their weights.
pub struct Terms {
    /// For each document its heaviest terms, by number of the term.
    vectors: Vec<Vec<(u32, f64)>>,
    terms: usize,
}

impl Terms {
    /// Counts and weighs. A document without annotations is read by its bare words.
    pub fn new(documents: &[&Document], annotations: &[&Annotations]) -> Terms {
        let mut numbers: HashMap<String, u32> = HashMap::default();
        let mut names: Vec<String> = Vec::new();
        let counts: Vec<Vec<(u32, f64)>> = documents
            .iter()
            .zip(annotations)
            .map(|(document, annotations)| {
                let mut found: Vec<(u32, f64)> = Vec::new();
                for (word, weight) in words(document, annotations) {
                    let number = *numbers.entry(word.to_lowercase()).or_insert_with(|| {
                        names.push(word.to_lowercase());
                        names.len() as u32 - 1
                    });
                    found.push((number, weight));
                }
                summed(found)
            })
            .collect();
        let rarity = rarity(&counts, &names);
        Terms { vectors: counts.into_iter().map(|c| weighted(c, &rarity)).collect(), terms: names.len() }
    }

    /// Pairs of documents that share a term, with the cosine of their terms, in ascending order of the pair.
    pub fn likeness(&self) -> Vec<(usize, usize, f64)> {
        let mut postings: Vec<Vec<(usize, f64)>> = vec![Vec::new(); self.terms];
        let mut found = Vec::new();
        let mut sums = vec![0.0; self.vectors.len()];
        let mut touched: Vec<usize> = Vec::new();
        for (b, vector) in self.vectors.iter().enumerate() {
            for &(term, weight) in vector {
                for &(a, other) in &postings[term as usize] {
                    if sums[a] == 0.0 {
                        touched.push(a);
                    }
                    sums[a] += weight * other;
                }
                postings[term as usize].push((b, weight));
            }
            found.extend(touched.drain(..).map(|a| (a, b, std::mem::take(&mut sums[a]))));
        }
        found.sort_by_key(|&(a, b, _)| (a, b));
        found
    }
}

/// The words that tell what a document is about, each with the weight of its part of speech.
pub fn words<'a>(document: &'a Document, annotations: &'a Annotations) -> Vec<(Cow<'a, str>, f64)> {
    if annotations.tokens.is_empty() {
        let bare = document.text.split(|c: char| !c.is_alphanumeric());
        return bare.filter(|w| w.chars().count() > 3).map(|w| (w.into(), 1.0)).collect();
    }
    let weight = |pos: &str| match pos {
        "PROPN" => Some(2.0),
        "NOUN" => Some(1.0),
        "VERB" | "ADJ" => Some(0.5),
        "NUM" => Some(0.3),
        _ => None,
    };
    annotations.tokens.iter().filter_map(|t| Some((Cow::Borrowed(t.lemma.as_str()), weight(t.pos)?))).collect()
}

/// Adds up equal terms.
fn summed(mut terms: Vec<(u32, f64)>) -> Vec<(u32, f64)> {
    terms.sort_by_key(|&(term, _)| term);
    terms.chunk_by(|a, b| a.0 == b.0).map(|run| (run[0].0, run.iter().map(|&(_, w)| w).sum())).collect()
}

/// How rare each term is among these documents and the background together.
fn rarity(counts: &[Vec<(u32, f64)>], names: &[String]) -> Vec<f64> {
    let mut holders = vec![0.0; names.len()];
    counts.iter().flatten().for_each(|&(term, _)| holders[term as usize] += 1.0);
    let all = counts.len() as f64 + BACKGROUND;
    names
        .iter()
        .zip(holders)
        .map(|(name, here)| -(((here - 0.5 + BACKGROUND * background_share(name)) / all).min(1.0).ln()))
        .collect()
}

/// The heaviest terms of a document of unit length.
fn weighted(counts: Vec<(u32, f64)>, rarity: &[f64]) -> Vec<(u32, f64)> {
    let damped = |count: f64| if count >= 1.0 { 1.0 + count.ln() } else { count };
    let mut vector: Vec<(u32, f64)> = counts.into_iter().map(|(t, count)| (t, damped(count) * rarity[t as usize])).collect();
    let length = vector.iter().map(|&(_, w)| w * w).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
    vector.iter_mut().for_each(|(_, w)| *w /= length);
    vector.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    vector.truncate(KEPT);
    vector.sort_by_key(|&(term, _)| term);
    vector.retain(|&(_, w)| w > 0.0);
    vector
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_background_knows_common_words_and_not_names_of_small_places() {
        assert!(background_share("president") > 0.4 && background_share("president") < 1.0);
        assert!(background_share("meeting") > background_share("ceasefire"));
        assert_eq!(background_share("brell"), 0.0);
    }
}
