//! Groups of tellings by how likely each two are one event.
//!
//! Enters: the likelihood of some pairs, and which two can never be one. Leaves: groups. First those that are sure to be one: what points back is of the event
//! that it points to, however little it has in common with the other tellings of that. Then the two groups whose pairs are likeliest on average are merged as
//! long as that average reaches a threshold and nothing forbids it; of two equal averages the earlier pair. A pair without a likelihood counts as 0.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

/// Two groups that may be merged. Groups are numbered as they arise, so that a number never means two.
#[derive(PartialEq)]
struct Merger {
    mean: f64,
    first: usize,
    second: usize,
}

impl Eq for Merger {}

impl Ord for Merger {
    fn cmp(&self, other: &Merger) -> Ordering {
        let earlier = (other.first, other.second).cmp(&(self.first, self.second));
        self.mean.total_cmp(&other.mean).then(earlier)
    }
}

impl PartialOrd for Merger {
    fn partial_cmp(&self, other: &Merger) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Groups `count` tellings; members and groups stand in the order of the tellings. `sure` tells which two are one event whatever else is of it.
pub fn groups(
    count: usize,
    threshold: f32,
    likely: &[((usize, usize), f32)],
    sure: impl Fn((usize, usize), f32) -> bool,
    forbidden: impl Fn(usize, usize) -> bool,
) -> Vec<Vec<usize>> {
    let threshold = f64::from(threshold);
    let apart = |a: &[usize], b: &[usize]| a.iter().any(|&a| b.iter().any(|&b| forbidden(a.min(b), a.max(b))));
    let mut members: Vec<Vec<usize>> = (0..count).map(|i| vec![i]).collect();
    let mut group: Vec<usize> = (0..count).collect();
    let mut first: Vec<_> = likely.iter().filter(|&&(pair, value)| sure(pair, value)).collect();
    first.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    for ((a, b), _) in first {
        let (into, from) = (group[*a].min(group[*b]), group[*a].max(group[*b]));
        if into != from && !apart(&members[into], &members[from]) {
            let moved = std::mem::take(&mut members[from]);
            moved.iter().for_each(|&m| group[m] = into);
            members[into].extend(moved);
        }
    }
    // Sums of likelihoods between a group and others.
    let mut near: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); count];
    for &((a, b), value) in likely.iter().filter(|(_, value)| *value > 0.0) {
        let (a, b) = (group[a], group[b]);
        if a != b {
            *near[a].entry(b).or_insert(0.0) += f64::from(value);
            *near[b].entry(a).or_insert(0.0) += f64::from(value);
        }
    }
    let mut waiting = BinaryHeap::new();
    let offer = |waiting: &mut BinaryHeap<Merger>, members: &[Vec<usize>], a: usize, b: usize, sum: f64| {
        let mean = sum / (members[a].len() * members[b].len()) as f64;
        if mean >= threshold {
            waiting.push(Merger { mean, first: a.min(b), second: a.max(b) });
        }
    };
    for (a, others) in near.iter().enumerate() {
        others.range(a + 1..).for_each(|(&b, &sum)| offer(&mut waiting, &members, a, b, sum));
    }
    while let Some(Merger { first, second, .. }) = waiting.pop() {
        if members[first].is_empty() || members[second].is_empty() {
            continue;
        }
        if apart(&members[first], &members[second]) {
            continue;
        }
        let mut joint = std::mem::take(&mut members[first]);
        joint.append(&mut std::mem::take(&mut members[second]));
        let mut sums = std::mem::take(&mut near[first]);
        std::mem::take(&mut near[second]).into_iter().for_each(|(other, sum)| *sums.entry(other).or_insert(0.0) += sum);
        sums.retain(|&other, _| other != first && other != second);
        let group = members.len();
        members.push(joint);
        for (&other, &sum) in &sums {
            near[other].remove(&first);
            near[other].remove(&second);
            near[other].insert(group, sum);
            offer(&mut waiting, &members, group, other, sum);
        }
        near.push(sums);
    }
    members.retain(|m| !m.is_empty());
    members.iter_mut().for_each(|m| m.sort_unstable());
    members.sort_unstable();
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_merge_while_their_average_is_high_and_nothing_forbids() {
        let links = [((0, 1), 0.9), ((1, 2), 0.6), ((0, 2), 0.2), ((2, 3), 0.8), ((0, 3), 0.1), ((1, 3), 0.1)];
        let by = |threshold| groups(4, threshold, &links, |_, _| false, |_, _| false);
        assert_eq!(by(0.5), [vec![0, 1], vec![2, 3]]);
        assert_eq!(by(0.85), [vec![0, 1], vec![2], vec![3]]);
        assert_eq!(by(0.1), [vec![0, 1, 2, 3]]);
        assert_eq!(groups(4, 0.5, &links, |_, _| false, |a, b| (a, b) == (0, 1)), [vec![0], vec![1], vec![2, 3]]);
        assert_eq!(groups(0, 0.5, &[], |_, _| false, |_, _| false), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn what_points_back_is_merged_whatever_else_is_there() {
        let links = [((0, 1), 0.9), ((1, 2), 0.8)];
        assert_eq!(groups(3, 0.5, &links, |_, _| false, |_, _| false), [vec![0, 1], vec![2]]);
        assert_eq!(groups(3, 0.5, &links, |_, value| value > 0.7, |_, _| false), [vec![0, 1, 2]]);
        assert_eq!(groups(3, 0.5, &links, |_, value| value > 0.7, |a, b| (a, b) == (0, 2)), [vec![0, 1], vec![2]]);
    }
}
