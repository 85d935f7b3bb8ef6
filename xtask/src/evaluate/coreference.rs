//! The scores of coreference: MUC, B-cubed, CEAF over entities, and their mean, which CoNLL 2012 made usual.
//!
//! Enters: for each mention the number of its gold cluster and of its found one. Leaves: precision and recall of each score, mentions that stand alone
//! included. The mentions are the same on both sides.

use std::collections::BTreeMap;

/// Precision and recall, 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    pub precision: f64,
    pub recall: f64,
}

impl Score {
    /// Their harmonic mean in percent.
    pub fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 200.0 * self.precision * self.recall / sum } else { 0.0 }
    }
}

/// The three scores.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scores {
    pub muc: Score,
    pub b_cubed: Score,
    pub ceaf: Score,
}

impl Scores {
    /// Scores `found` against `gold`: a cluster's number for each mention.
    pub fn new(gold: &[usize], found: &[usize]) -> Scores {
        let (keys, answers) = (clusters(gold), clusters(found));
        let (match_keys, match_answers) = aligned(&keys, &answers, gold, found);
        Scores {
            muc: Score { precision: links_kept(&answers, gold), recall: links_kept(&keys, found) },
            b_cubed: Score { precision: shares(&answers, gold), recall: shares(&keys, found) },
            ceaf: Score { precision: match_answers, recall: match_keys },
        }
    }

    /// The mean of the three in percent.
    pub fn conll(&self) -> f64 {
        (self.muc.f1() + self.b_cubed.f1() + self.ceaf.f1()) / 3.0
    }
}

type Clusters = BTreeMap<usize, Vec<usize>>;

fn clusters(labels: &[usize]) -> Clusters {
    let mut clusters = Clusters::new();
    labels.iter().enumerate().for_each(|(mention, label)| clusters.entry(*label).or_default().push(mention));
    clusters
}

/// How many mentions of a cluster bear each label of the other side.
fn parts(members: &[usize], other: &[usize]) -> BTreeMap<usize, usize> {
    let mut parts = BTreeMap::new();
    members.iter().for_each(|m| *parts.entry(other[*m]).or_insert(0) += 1);
    parts
}

/// MUC: of the links that hold the clusters together, the share that the other side has too.
fn links_kept(clusters: &Clusters, other: &[usize]) -> f64 {
    let kept: usize = clusters.values().map(|c| c.len() - parts(c, other).len()).sum();
    let all: usize = clusters.values().map(|c| c.len() - 1).sum();
    if all > 0 { kept as f64 / all as f64 } else { 0.0 }
}

/// B-cubed: for each mention the share of its cluster that is with it on the other side too; the mean.
fn shares(clusters: &Clusters, other: &[usize]) -> f64 {
    let of = |c: &Vec<usize>| parts(c, other).values().map(|n| (n * n) as f64).sum::<f64>() / c.len() as f64;
    clusters.values().map(of).sum::<f64>() / other.len().max(1) as f64
}

/// CEAF over entities: clusters of both sides paired one to one so that the sum of their likeness (twice the common mentions by all) is largest;
/// that sum by the number of clusters on each side.
fn aligned(keys: &Clusters, answers: &Clusters, gold: &[usize], found: &[usize]) -> (f64, f64) {
    let mut sum = 0.0;
    for group in connected(gold, found) {
        let rows: Vec<&Vec<usize>> = group.0.iter().map(|k| &keys[k]).collect();
        let columns: BTreeMap<usize, usize> = group.1.iter().enumerate().map(|(i, a)| (*a, i)).collect();
        let mut likeness = vec![vec![0.0; columns.len()]; rows.len()];
        for (row, members) in rows.iter().enumerate() {
            for (answer, common) in parts(members, found) {
                likeness[row][columns[&answer]] = 2.0 * common as f64 / (members.len() + answers[&answer].len()) as f64;
            }
        }
        sum += best_sum(&likeness);
    }
    (sum / keys.len().max(1) as f64, sum / answers.len().max(1) as f64)
}

/// Gold and found clusters that share mentions, directly or through others: only they can be paired.
fn connected(gold: &[usize], found: &[usize]) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut group_of: BTreeMap<(bool, usize), usize> = BTreeMap::new();
    let mut groups: Vec<Vec<(bool, usize)>> = Vec::new();
    for (g, f) in gold.iter().zip(found) {
        let ends = [(true, *g), (false, *f)].map(|end| {
            *group_of.entry(end).or_insert_with(|| {
                groups.push(vec![end]);
                groups.len() - 1
            })
        });
        if ends[0] != ends[1] {
            let (into, from) =
                if groups[ends[0]].len() >= groups[ends[1]].len() { (ends[0], ends[1]) } else { (ends[1], ends[0]) };
            let moved = std::mem::take(&mut groups[from]);
            for end in &moved {
                group_of.insert(*end, into);
            }
            groups[into].extend(moved);
        }
    }
    let side = |group: &[(bool, usize)], of: bool| group.iter().filter(|e| e.0 == of).map(|e| e.1).collect();
    groups.iter().filter(|g| !g.is_empty()).map(|g| (side(g, true), side(g, false))).collect()
}

/// The largest sum over pairings of rows with columns (the Hungarian method with potentials).
fn best_sum(likeness: &[Vec<f64>]) -> f64 {
    let (rows, columns) = (likeness.len(), likeness.first().map_or(0, Vec::len));
    if rows > columns {
        return best_sum(&(0..columns).map(|c| likeness.iter().map(|row| row[c]).collect()).collect::<Vec<_>>());
    }
    let (mut of_row, mut of_column) = (vec![0.0; rows + 1], vec![0.0; columns + 1]);
    let mut row_at = vec![0; columns + 1];
    for row in 1..=rows {
        row_at[0] = row;
        let (mut column, mut before) = (0, vec![0; columns + 1]);
        let (mut slack, mut seen) = (vec![f64::INFINITY; columns + 1], vec![false; columns + 1]);
        while row_at[column] != 0 {
            seen[column] = true;
            let here = row_at[column];
            let (mut least, mut next) = (f64::INFINITY, 0);
            for c in (1..=columns).filter(|c| !seen[*c]) {
                let cost = -likeness[here - 1][c - 1] - of_row[here] - of_column[c];
                if cost < slack[c] {
                    (slack[c], before[c]) = (cost, column);
                }
                if slack[c] < least {
                    (least, next) = (slack[c], c);
                }
            }
            for c in 0..=columns {
                if seen[c] {
                    of_row[row_at[c]] += least;
                    of_column[c] -= least;
                } else {
                    slack[c] -= least;
                }
            }
            column = next;
        }
        while column != 0 {
            row_at[column] = row_at[before[column]];
            column = before[column];
        }
    }
    (1..=columns).filter(|c| row_at[*c] != 0).map(|c| likeness[row_at[c] - 1][c - 1]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn what_agrees_scores_full() {
        let scores = Scores::new(&[1, 1, 2, 3, 3], &[9, 9, 4, 5, 5]);
        assert!(near(scores.conll(), 100.0), "{scores:?}");
    }

    /// The example of Pradhan and others (2014), "Scoring coreference partitions of predicted mentions", without the mentions that only one side has:
    /// gold {a b c} {d e f g}, found {a b} {c d} {f g} {e}.
    #[test]
    fn a_known_example() {
        let scores = Scores::new(&[1, 1, 1, 2, 2, 2, 2], &[1, 1, 2, 2, 4, 3, 3]);
        assert!(near(scores.muc.recall, 2.0 / 5.0) && near(scores.muc.precision, 2.0 / 3.0), "{scores:?}");
        let recall = ((4.0 + 1.0) / 3.0 + (1.0 + 1.0 + 4.0) / 4.0) / 7.0;
        assert!(
            near(scores.b_cubed.recall, recall) && near(scores.b_cubed.precision, (2.0 + 1.0 + 2.0 + 1.0) / 7.0),
            "{scores:?}"
        );
        let sum = 2.0 * 2.0 / 5.0 + 2.0 * 2.0 / 6.0;
        assert!(near(scores.ceaf.recall, sum / 2.0) && near(scores.ceaf.precision, sum / 4.0), "{scores:?}");
    }

    #[test]
    fn everything_in_one_and_everything_apart() {
        let one = Scores::new(&[1, 1, 2, 2], &[1, 1, 1, 1]);
        assert!(near(one.muc.recall, 1.0) && near(one.muc.precision, 2.0 / 3.0) && near(one.b_cubed.precision, 0.5));
        let apart = Scores::new(&[1, 1, 2, 2], &[1, 2, 3, 4]);
        assert!(near(apart.muc.recall, 0.0) && near(apart.b_cubed.recall, 0.5) && near(apart.ceaf.precision, (2.0 / 3.0) / 2.0));
    }

    #[test]
    fn pairs_are_chosen_for_the_sum() {
        assert!(near(best_sum(&[vec![0.9, 0.8], vec![0.8, 0.1]]), 1.6));
        assert!(near(best_sum(&[vec![0.2], vec![0.7], vec![0.3]]), 0.7));
    }
}
