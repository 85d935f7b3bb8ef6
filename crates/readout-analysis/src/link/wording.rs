//! One remark quoted in different words: direct quotations of one speaker that are nearly, but not quite, the same.
//!
//! Enters: direct quotations with their speakers. Leaves: groups whose members share a remark, split into sides by wording. A shorter cut of the
//! same words, other punctuation and other capitals are no difference.

use readout_record::mention::DocumentIx;
use readout_record::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A quotation as one document prints it.
#[derive(Clone, Debug)]
pub struct Quoted<'t> {
    /// Document.
    pub document: DocumentIx,
    /// Where it stands.
    pub span: Span,
    /// The words.
    pub text: &'t str,
    /// Actor that is quoted.
    pub speaker: Option<usize>,
    /// Number of the statement in its document.
    pub statement: usize,
}

/// Fewest words that a remark must have to be compared, and share of them in common for it to be the same remark.
const LEAST_WORDS: usize = 5;
const ALIKE: f64 = 0.6;
/// A run of words in more quotations than this is a turn of phrase and leads to no remark.
const CROWD: usize = 30;

/// Pairs of quotations (by number) that are one remark in different wording.
pub fn differing(quotes: &[Quoted]) -> Vec<(usize, usize)> {
    let words: Vec<Vec<String>> = quotes.iter().map(|q| words(q.text)).collect();
    let comparable = |&(i, j): &(usize, usize)| {
        let other_document = quotes[i].document != quotes[j].document;
        other_document && quotes[i].speaker.is_some() && quotes[i].speaker == quotes[j].speaker && reworded(&words[i], &words[j])
    };
    sharing_a_run(&words).into_iter().filter(comparable).collect()
}

/// Pairs that share three words in a row: a remark that is told again nearly always does, and few others do.
fn sharing_a_run(words: &[Vec<String>]) -> Vec<(usize, usize)> {
    let mut runs: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (i, list) in words.iter().enumerate() {
        for run in list.windows(3) {
            let holders = runs.entry(run).or_default();
            if holders.last() != Some(&i) {
                holders.push(i);
            }
        }
    }
    let mut pairs = BTreeSet::new();
    for holders in runs.values().filter(|h| h.len() <= CROWD) {
        for (at, &i) in holders.iter().enumerate() {
            pairs.extend(holders[at + 1..].iter().map(|&j| (i, j)));
        }
    }
    pairs.into_iter().collect()
}

fn words(text: &str) -> Vec<String> {
    let plain = text.replace('’', "'").to_lowercase();
    plain.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// Whether two word lists are one remark told in other words: most of the shorter in common and in order, yet a word replaced inside.
fn reworded(a: &[String], b: &[String]) -> bool {
    let shorter = a.len().min(b.len());
    if shorter < LEAST_WORDS {
        return false;
    }
    let common = common_in_order(a, b);
    let alike = common.len() as f64 / shorter as f64;
    alike >= ALIKE && common.len() >= 4 && replaced_inside(a, b, &common)
}

/// The longest common subsequence as pairs of places.
fn common_in_order(a: &[String], b: &[String]) -> Vec<(usize, usize)> {
    let mut best = vec![vec![0u16; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            best[i][j] = if a[i] == b[j] { best[i + 1][j + 1] + 1 } else { best[i + 1][j].max(best[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[i + 1][j] >= best[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// Whether between two shared words both have something, or one has a word that the other lacks: more than a cut at either end.
fn replaced_inside(a: &[String], b: &[String], common: &[(usize, usize)]) -> bool {
    let inside = common.windows(2).any(|w| w[1].0 - w[0].0 > 1 || w[1].1 - w[0].1 > 1);
    let (first, last) = (common[0], common[common.len() - 1]);
    let edge = (first.0 > 0 && first.1 > 0) || (last.0 + 1 < a.len() && last.1 + 1 < b.len());
    inside || edge
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str) -> bool {
        reworded(&words(a), &words(b))
    }

    #[test]
    fn a_replaced_word_is_a_difference() {
        assert!(check("The river does not ask for a passport", "The river never asks for a passport"));
        assert!(check("We moved one stone and not the wall", "We moved one stone and not the house"));
    }

    #[test]
    fn cuts_punctuation_and_other_remarks_are_none() {
        assert!(!check("The river does not ask for a passport, and neither do we", "The river does not ask for a passport"));
        assert!(!check("The river does not ask for a passport.", "“The river does not ask — for a passport!”"));
        assert!(!check("The river does not ask for a passport", "The bridge will be open by the end of May"));
    }
}
