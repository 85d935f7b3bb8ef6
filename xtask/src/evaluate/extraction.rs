//! Main text of web pages: what a page's report is, and how much of it was found, measured as scrapinghub's article-extraction-benchmark does.
//!
//! Enters: `ground-truth.json` (page to `articleBody`) and `html/PAGE.html.gz`. Leaves: precision and recall of multisets of four-token shingles,
//! each a mean over the pages, F of these two means (the benchmark's figure), and the mean of the pages' own F. The headline that ingest
//! puts in front is left out of the comparison.

use super::figure::{Figure, Place};
use anyhow::{Context, Result};
use readout_ingest::input::{Options, read_paths};
use readout_record::document::Document;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Tokens of a shingle.
const LENGTH: usize = 4;

#[derive(Deserialize)]
struct Gold {
    #[serde(rename = "articleBody", default)]
    body: String,
}

/// Figures over all pages of the place.
pub fn run(place: &Place) -> Result<Vec<Figure>> {
    let truth = place.path().join("ground-truth.json");
    let text = std::fs::read_to_string(&truth).with_context(|| truth.display().to_string())?;
    let gold: BTreeMap<String, Gold> = serde_json::from_str(&text).with_context(|| truth.display().to_string())?;
    let read = read_paths(&[place.path().join("html")], &Options::default());
    let found: HashMap<String, &str> = read.documents.iter().flat_map(bodies).collect();
    let scores: Vec<Score> = gold.iter().map(|(page, gold)| score(&gold.body, found.get(page).copied().unwrap_or(""))).collect();
    let mean = |of: fn(&Score) -> f64| 100.0 * scores.iter().map(of).sum::<f64>() / scores.len().max(1) as f64;
    let (precision, recall) = (mean(|s| s.precision), mean(|s| s.recall));
    let both = harmonic(precision, recall);
    let figures =
        [("P", precision), ("R", recall), ("F", both), ("F, mean over pages", mean(|s| harmonic(s.precision, s.recall)))];
    Ok(figures.into_iter().map(|(metric, value)| place.figure(metric, value, scores.len())).collect())
}

/// The body of a document under the name of each page that holds it.
fn bodies(document: &Document) -> impl Iterator<Item = (String, &str)> {
    let body = document.headline.map_or(document.text.as_str(), |h| &document.text[h.end()..]);
    let pages = std::iter::once(&document.path).chain(&document.also_at);
    pages.map(move |path| (page_of(path), body))
}

fn page_of(path: &str) -> String {
    let name = Path::new(path).file_name().map_or(String::new(), |n| n.to_string_lossy().into_owned());
    name.split('.').next().unwrap_or("").to_owned()
}

/// Precision and recall of one page, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Score {
    precision: f64,
    recall: f64,
}

fn score(gold: &str, found: &str) -> Score {
    let (gold, found) = (shingles(gold), shingles(found));
    let shared: usize = gold.iter().map(|(shingle, n)| found.get(shingle).copied().unwrap_or(0).min(*n)).sum();
    let (all_gold, all_found): (usize, usize) = (gold.values().sum(), found.values().sum());
    let share = |whole: usize| match (shared, whole) {
        (0, 0) if all_gold == all_found => 1.0,
        (_, 0) => 0.0,
        (part, whole) => part as f64 / whole as f64,
    };
    Score { precision: share(all_found), recall: share(all_gold) }
}

/// How often each run of four tokens occurs; of a text with fewer, the run of all.
fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let tokens: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|t| !t.is_empty()).collect();
    let mut counts = HashMap::new();
    for run in tokens.windows(LENGTH.min(tokens.len()).max(1)) {
        *counts.entry(run.to_vec()).or_default() += 1;
    }
    counts
}

fn harmonic(a: f64, b: f64) -> f64 {
    if a + b == 0.0 { 0.0 } else { 2.0 * a * b / (a + b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shingles_count_as_often_as_they_stand() {
        let same = score("They met and they met and they met.", "They met and they met and they met");
        assert_eq!(same, Score { precision: 1.0, recall: 1.0 });
        let half = score("one two three four five", "one two three four six");
        assert_eq!(half, Score { precision: 0.5, recall: 0.5 });
        let longer = score("one two three four", "one two three four one two three four");
        assert_eq!(longer, Score { precision: 0.2, recall: 1.0 });
    }

    #[test]
    fn nothing_found_is_nothing_and_nothing_there_is_all() {
        assert_eq!(score("They met.", ""), Score { precision: 0.0, recall: 0.0 });
        assert_eq!(score("", ""), Score { precision: 1.0, recall: 1.0 });
        assert_eq!(score("", "They met."), Score { precision: 0.0, recall: 0.0 });
    }
}
