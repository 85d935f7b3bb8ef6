//! Average linkage: the two groups that are likest on the whole become one, until no two are like enough.
//!
//! Enters: pairs of things with their likeness; a pair that is not given has none. Leaves: groups. It leaves alone: what the things are.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A pair of clusters that may be merged, the likest first.
#[derive(PartialEq)]
struct Pair {
    mean: f64,
    a: usize,
    b: usize,
    /// Versions of both at the time of entry: a later one makes the pair void.
    versions: (u32, u32),
}

impl Eq for Pair {}

impl Ord for Pair {
    fn cmp(&self, other: &Pair) -> Ordering {
        self.mean.total_cmp(&other.mean).then_with(|| (other.a, other.b).cmp(&(self.a, self.b)))
    }
}

impl PartialOrd for Pair {
    fn partial_cmp(&self, other: &Pair) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Clusters with the sums of likeness between them.
pub struct Clusters {
    members: Vec<Vec<usize>>,
    /// For each cluster its neighbours by number, with the sum of likeness over all pairs of members.
    sums: Vec<Vec<(usize, f64)>>,
    versions: Vec<u32>,
    most: usize,
}

impl Clusters {
    /// Each thing in a group of its own.
    pub fn new(size: usize) -> Clusters {
        Clusters {
            members: (0..size).map(|d| vec![d]).collect(),
            sums: vec![Vec::new(); size],
            versions: vec![0; size],
            most: usize::MAX,
        }
    }

    /// No group may become larger than this.
    pub fn within(self, most: usize) -> Clusters {
        Clusters { most, ..self }
    }

    /// Notes the likeness of two things; pairs come in ascending order.
    pub fn link(&mut self, a: usize, b: usize, likeness: f64) {
        self.sums[a].push((b, likeness));
        self.sums[b].push((a, likeness));
    }

    fn pair(&self, a: usize, b: usize, sum: f64) -> Pair {
        let (a, b) = (a.min(b), a.max(b));
        let mean = sum / (self.members[a].len() * self.members[b].len()) as f64;
        Pair { mean, a, b, versions: (self.versions[a], self.versions[b]) }
    }

    /// Merges the two likest clusters until no two are as like as `least`.
    pub fn merged(mut self, least: f64) -> Vec<Vec<usize>> {
        let mut heap = BinaryHeap::new();
        for a in 0..self.sums.len() {
            self.sums[a].sort_by_key(|&(b, _)| b);
            heap.extend(
                self.sums[a].iter().filter(|(b, _)| *b > a).map(|&(b, sum)| self.pair(a, b, sum)).filter(|p| p.mean >= least),
            );
        }
        while let Some(pair) = heap.pop() {
            if pair.versions == (self.versions[pair.a], self.versions[pair.b]) && self.fits(&pair) {
                self.merge(pair.a, pair.b);
                let sums = &self.sums[pair.a];
                heap.extend(sums.iter().map(|&(other, sum)| self.pair(pair.a, other, sum)).filter(|p| p.mean >= least));
            }
        }
        self.members.into_iter().filter(|members| !members.is_empty()).collect()
    }

    fn fits(&self, pair: &Pair) -> bool {
        self.members[pair.a].len() + self.members[pair.b].len() <= self.most
    }

    /// Puts the members of `b` into `a` and adds up their neighbours.
    fn merge(&mut self, a: usize, b: usize) {
        let moved = std::mem::take(&mut self.members[b]);
        self.members[a].extend(moved);
        self.versions[a] += 1;
        self.versions[b] += 1;
        let (left, right) = (std::mem::take(&mut self.sums[a]), std::mem::take(&mut self.sums[b]));
        let mut all: Vec<(usize, f64)> = left.into_iter().chain(right).filter(|&(other, _)| other != a && other != b).collect();
        all.sort_by_key(|&(other, _)| other);
        for run in all.chunk_by(|x, y| x.0 == y.0) {
            let (other, sum) = (run[0].0, run.iter().map(|&(_, s)| s).sum());
            self.sums[a].push((other, sum));
            self.relink(other, a, b, sum);
        }
    }

    /// In the neighbours of `other`, `a` stands for what was `a` and `b`.
    fn relink(&mut self, other: usize, a: usize, b: usize, sum: f64) {
        let near = &mut self.sums[other];
        if let Ok(at) = near.binary_search_by_key(&b, |&(n, _)| n) {
            near.remove(at);
        }
        match near.binary_search_by_key(&a, |&(n, _)| n) {
            Ok(at) => near[at].1 = sum,
            Err(at) => near.insert(at, (a, sum)),
        }
    }
}
