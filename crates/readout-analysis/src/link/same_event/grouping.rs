//! Groups of tellings by how likely each two are one event.
//!
//! Enters: the likelihood of each pair. Leaves: the number of a group for each telling: the two groups whose pairs are likeliest on average are merged as long as
//! that average reaches a threshold; of two equal averages the earlier pair.

/// Groups `count` tellings; `likely(a, b)` is asked once for each `a < b`.
pub fn groups(count: usize, threshold: f32, mut likely: impl FnMut(usize, usize) -> f32) -> Vec<usize> {
    let mut means = vec![0.0f64; count * count];
    for b in 0..count {
        for a in 0..b {
            let value = f64::from(likely(a, b));
            (means[a * count + b], means[b * count + a]) = (value, value);
        }
    }
    let mut members: Vec<Vec<usize>> = (0..count).map(|i| vec![i]).collect();
    let mut nearest: Vec<Option<(f64, usize)>> = (0..count).map(|i| after(&means, &members, i)).collect();
    loop {
        let best = (0..count).filter_map(|a| nearest[a].map(|(mean, b)| (mean, a, b)));
        let Some((mean, a, b)) = best.reduce(|x, y| if y.0 > x.0 { y } else { x }) else { break };
        if mean < f64::from(threshold) {
            break;
        }
        let (of_a, of_b) = (members[a].len() as f64, members[b].len() as f64);
        let moved = std::mem::take(&mut members[b]);
        members[a].extend(moved);
        for other in (0..count).filter(|&o| o != a && !members[o].is_empty()) {
            let joint = (means[a * count + other] * of_a + means[b * count + other] * of_b) / (of_a + of_b);
            (means[a * count + other], means[other * count + a]) = (joint, joint);
        }
        nearest[b] = None;
        for i in (0..count).filter(|&i| !members[i].is_empty()) {
            let touched = i <= a || nearest[i].is_some_and(|(_, n)| n == a || n == b);
            if touched {
                nearest[i] = after(&means, &members, i);
            }
        }
    }
    let mut group = vec![0; count];
    for (number, members) in members.iter().enumerate() {
        members.iter().for_each(|m| group[*m] = number);
    }
    group
}

/// The likeliest group after group `a`.
fn after(means: &[f64], members: &[Vec<usize>], a: usize) -> Option<(f64, usize)> {
    let count = members.len();
    let later = (a + 1..count).filter(|b| !members[*b].is_empty()).map(|b| (means[a * count + b], b));
    later.reduce(|x, y| if y.0 > x.0 { y } else { x })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_merge_while_their_average_is_high() {
        let table = [[1.0, 0.9, 0.2, 0.1], [0.9, 1.0, 0.6, 0.1], [0.2, 0.6, 1.0, 0.8], [0.1, 0.1, 0.8, 1.0]];
        let by = |threshold| groups(4, threshold, |a, b| table[a][b]);
        assert_eq!(by(0.5), [0, 0, 2, 2]);
        assert_eq!(by(0.85), [0, 0, 2, 3]);
        assert_eq!(by(0.1), [0, 0, 0, 0]);
        assert_eq!(groups(0, 0.5, |_, _| 1.0), Vec::<usize>::new());
    }
}
