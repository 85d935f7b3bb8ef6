//! A store's way of grouping, in memory: candidates by marks in common, pairs that are alike, and each neighbourhood grouped on its own.
//!
//! Enters: signatures. Leaves: groups of documents: of all at once, or after they came in one by one.

use readout_analysis::link::archive::{self, signature::Signature};
use std::collections::{BTreeMap, BTreeSet};

/// A document, and how alike it is to another.
type Kin = BTreeMap<usize, BTreeMap<usize, f64>>;

/// The stories of documents that come in together.
pub fn at_once(signatures: &[Signature]) -> Vec<Vec<usize>> {
    let order: Vec<usize> = (0..signatures.len()).collect();
    let kin = kin(signatures, &order, |_, _| {});
    let all: BTreeSet<usize> = order.into_iter().collect();
    grouped(&all, &kin)
}

/// The stories after each document came in by itself: only what it reaches is grouped again.
pub fn one_by_one(signatures: &[Signature], order: &[usize]) -> Vec<Vec<usize>> {
    let mut stories: Vec<Vec<usize>> = Vec::new();
    kin(signatures, order, |document, kin| {
        let mut reached = BTreeSet::new();
        let mut open = vec![document];
        while let Some(next) = open.pop() {
            if reached.insert(next) {
                open.extend(kin.get(&next).into_iter().flat_map(BTreeMap::keys));
            }
        }
        stories.retain(|s| !s.iter().any(|d| reached.contains(d)));
        stories.extend(grouped(&reached, kin));
    });
    stories
}

/// The pairs that are alike, noted as the documents come in; `each` sees them after every one.
fn kin(signatures: &[Signature], order: &[usize], mut each: impl FnMut(usize, &Kin)) -> Kin {
    let mut kin = Kin::new();
    let mut marked: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for &document in order {
        let mut common: BTreeMap<usize, usize> = BTreeMap::new();
        for mark in signatures[document].marks() {
            let holders = marked.entry(mark).or_default();
            holders.iter().for_each(|&h| *common.entry(h).or_default() += 1);
            holders.push(document);
        }
        for (other, _) in common.into_iter().filter(|&(_, n)| n >= archive::COMMON) {
            if let Some(likeness) = archive::likeness(&signatures[document], &signatures[other]) {
                kin.entry(document).or_default().insert(other, likeness);
                kin.entry(other).or_default().insert(document, likeness);
            }
        }
        each(document, &kin);
    }
    kin
}

fn grouped(documents: &BTreeSet<usize>, kin: &Kin) -> Vec<Vec<usize>> {
    let numbers: Vec<usize> = documents.iter().copied().collect();
    let place: BTreeMap<usize, usize> = numbers.iter().enumerate().map(|(at, &d)| (d, at)).collect();
    let mut pairs = Vec::new();
    for (at, document) in numbers.iter().enumerate() {
        let later = kin.get(document).into_iter().flatten().filter(|(other, _)| *other > document);
        pairs.extend(later.map(|(other, likeness)| (at, place[other], *likeness)));
    }
    let stories = archive::stories(numbers.len(), &pairs);
    stories.into_iter().map(|s| s.into_iter().map(|at| numbers[at]).collect()).collect()
}
