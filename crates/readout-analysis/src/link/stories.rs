//! Which documents tell one story.
//!
//! Enters: documents with their annotations. Leaves: groups of documents. It leaves alone: what happened; shared words, names above all, and
//! nearness of publication decide.

pub mod terms;

use readout_record::annotation::Annotations;
use readout_record::document::Document;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use terms::Terms;

/// Days after which nearness of publication has faded to a third.
const FADE: f64 = 14.0;
/// What stays of likeness when two documents were published far apart: follow-ups come weeks later.
const FAR: f64 = 0.6;
/// Likeness below which a pair is not kept.
const FAINT: f64 = 0.03;
/// Mean likeness that makes one story of a few documents: whoever hands over a handful has already chosen them.
const FEW: (f64, f64) = (10.0, 0.065);
/// Mean likeness that makes one story in an archive.
const MANY: (f64, f64) = (200.0, 0.14);

/// Groups documents into stories: each document in exactly one, members in order, the largest story first, then by first member.
/// Average-linkage clustering over TF-IDF likeness.
pub fn stories(documents: &[&Document], annotations: &[&Annotations]) -> Vec<Vec<usize>> {
    let terms = Terms::new(documents, annotations);
    let days: Vec<Option<i64>> = documents.iter().map(|d| d.metadata.day()).collect();
    let mut clusters = Clusters::new(documents.len());
    for (a, b, likeness) in terms.likeness() {
        let near = near(days[a], days[b]) * likeness;
        if near >= FAINT {
            clusters.link(a, b, near);
        }
    }
    let mut found = clusters.merged(threshold(documents.len()));
    found.iter_mut().for_each(|members| members.sort_unstable());
    found.sort_by_key(|members| (std::cmp::Reverse(members.len()), members.first().copied()));
    found
}

/// The mean likeness that makes one story of so many documents.
fn threshold(documents: usize) -> f64 {
    let (few, many) = (FEW.0.ln(), MANY.0.ln());
    let part = ((documents.max(1) as f64).ln() - few) / (many - few);
    FEW.1 + (MANY.1 - FEW.1) * part.clamp(0.0, 1.0)
}

/// The share of likeness that stays after so many days; all of it where a date is unknown.
fn near(a: Option<i64>, b: Option<i64>) -> f64 {
    a.zip(b).map_or(1.0, |(a, b)| FAR + (1.0 - FAR) * (-(a.abs_diff(b) as f64) / FADE).exp())
}

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
struct Clusters {
    members: Vec<Vec<usize>>,
    /// For each cluster its neighbours by number, with the sum of likeness over all pairs of members.
    sums: Vec<Vec<(usize, f64)>>,
    versions: Vec<u32>,
}

impl Clusters {
    fn new(size: usize) -> Clusters {
        Clusters { members: (0..size).map(|d| vec![d]).collect(), sums: vec![Vec::new(); size], versions: vec![0; size] }
    }

    /// Notes the likeness of two documents; pairs come in ascending order.
    fn link(&mut self, a: usize, b: usize, likeness: f64) {
        self.sums[a].push((b, likeness));
        self.sums[b].push((a, likeness));
    }

    fn pair(&self, a: usize, b: usize, sum: f64) -> Pair {
        let (a, b) = (a.min(b), a.max(b));
        let mean = sum / (self.members[a].len() * self.members[b].len()) as f64;
        Pair { mean, a, b, versions: (self.versions[a], self.versions[b]) }
    }

    /// Merges the two likest clusters until no two are as like as `least`.
    fn merged(mut self, least: f64) -> Vec<Vec<usize>> {
        let mut heap = BinaryHeap::new();
        for a in 0..self.sums.len() {
            self.sums[a].sort_by_key(|&(b, _)| b);
            heap.extend(
                self.sums[a].iter().filter(|(b, _)| *b > a).map(|&(b, sum)| self.pair(a, b, sum)).filter(|p| p.mean >= least),
            );
        }
        while let Some(pair) = heap.pop() {
            if pair.versions == (self.versions[pair.a], self.versions[pair.b]) {
                self.merge(pair.a, pair.b);
                let sums = &self.sums[pair.a];
                heap.extend(sums.iter().map(|&(other, sum)| self.pair(pair.a, other, sum)).filter(|p| p.mean >= least));
            }
        }
        self.members.into_iter().filter(|members| !members.is_empty()).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use readout_record::annotation::Token;
    use readout_record::document::Metadata;
    use readout_record::edtf::Edtf;
    use readout_record::span::Span;

    /// A report whose capitalised words are names and whose other words are nouns.
    fn report(text: &str, published: &str) -> (Document, Annotations) {
        let metadata = Metadata { published: Edtf::parse(published), ..Metadata::default() };
        let document = Document::new("a.txt".into(), metadata, "en".into(), text.into(), Vec::new());
        let mut annotations = Annotations::default();
        let mut at = 0;
        for word in text.split(' ') {
            let pos = if word.starts_with(char::is_uppercase) { "PROPN" } else { "NOUN" };
            let Some(span) = Span::new(text, at, at + word.len()) else { continue };
            let (tag, label, lemma) = ("NN", "dep", word.into());
            annotations.tokens.push(Token { span, head: 0, sentence_start: at == 0, tag, pos, label, morph: "", lemma });
            at += word.len() + 1;
        }
        (document, annotations)
    }

    fn of(reports: &[(Document, Annotations)]) -> Vec<Vec<usize>> {
        let documents: Vec<&Document> = reports.iter().map(|r| &r.0).collect();
        let annotations: Vec<&Annotations> = reports.iter().map(|r| &r.1).collect();
        stories(&documents, &annotations)
    }

    #[test]
    fn reports_that_share_names_are_one_story_and_strangers_are_not() {
        let found = of(&[
            report("Norvia Eastmark talks Brell prisoners lists mediator Calder hotel", "2024-03-01"),
            report("ferry captain Port Lissel court negligence chart rock", "2024-03-01"),
            report("Eastmark Norvia prisoners released Brell Calder families bridge", "2024-03-09"),
            report("harvest apples orchard frost prices cider", "2024-03-02"),
        ]);
        assert_eq!(found, [vec![0, 2], vec![1], vec![3]]);
    }

    #[test]
    fn no_documents_and_empty_documents_do_no_harm() {
        assert!(of(&[]).is_empty());
        assert_eq!(of(&[report("", "2024-03-01"), report("Norvia", "")]).len(), 2);
    }

    #[test]
    fn documents_without_annotations_go_by_their_words() {
        let mut reports = [
            report("Gespräche Norvia Eastmark Brell Gefangene Calder Hotel Listen", "2024-03-01"),
            report("Calder Gefangene Norvia Eastmark Brell Listen Brücke", "2024-03-02"),
        ];
        reports.iter_mut().for_each(|r| r.1 = Annotations::default());
        assert_eq!(of(&reports), [vec![0, 1]]);
    }

    #[test]
    fn the_threshold_rises_with_the_size_of_the_set() {
        assert!(threshold(0) == FEW.1 && threshold(5) == FEW.1);
        assert!(threshold(50) > FEW.1 && threshold(50) < MANY.1);
        assert_eq!(threshold(5000), MANY.1);
    }
}
