//! Counting: precision, recall and F1 in percent.
//!
//! Enters: counts. Leaves: figures between 0 and 100.

/// What was found, what was there and what of it agrees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Found by the program and right.
    pub right: usize,
    /// Found by the program.
    pub found: usize,
    /// In the gold data.
    pub gold: usize,
}

impl Counts {
    /// Share of what was found that is right.
    pub fn precision(self) -> f64 {
        percent(self.right, self.found)
    }

    /// Share of the gold that was found.
    pub fn recall(self) -> f64 {
        percent(self.right, self.gold)
    }

    /// Harmonic mean of both.
    pub fn f1(self) -> f64 {
        percent(2 * self.right, self.found + self.gold)
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Counts>>(counts: I) -> Counts {
        counts.fold(Counts::default(), |a, b| Counts {
            right: a.right + b.right,
            found: a.found + b.found,
            gold: a.gold + b.gold,
        })
    }
}

/// Pairs each gold item with the first found one that fits and is still free: `(gold, found)`.
pub fn pair<G, F>(gold: &[G], found: &[F], fits: impl Fn(&G, &F) -> bool) -> Vec<(usize, usize)> {
    let mut free = vec![true; found.len()];
    let mut pairs = Vec::new();
    for (g, item) in gold.iter().enumerate() {
        if let Some(f) = (0..found.len()).find(|&f| free[f] && fits(item, &found[f])) {
            free[f] = false;
            pairs.push((g, f));
        }
    }
    pairs
}

/// Whether two pieces of a text, as `(start, end)`, share anything.
pub fn touch(a: (usize, usize), b: (usize, usize)) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// Whether two pieces of a text share at least half of the longer.
pub fn half(a: (usize, usize), b: (usize, usize)) -> bool {
    let shared = a.1.min(b.1).saturating_sub(a.0.max(b.0));
    2 * shared >= (a.1 - a.0).max(b.1 - b.0)
}

/// `part` of `whole` in percent; 0 where there is no whole.
pub fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_paired_once() {
        assert_eq!(pair(&[1, 1, 2], &[2, 1], |a, b| a == b), [(0, 1), (2, 0)]);
    }

    #[test]
    fn half_is_measured_on_the_longer() {
        assert!(half((0, 10), (5, 15)));
        assert!(!half((0, 10), (0, 4)));
        assert!(touch((0, 10), (9, 12)) && !touch((0, 10), (10, 12)));
    }

    #[test]
    fn one_right_of_two_found_and_four_there() {
        let counts = Counts { right: 1, found: 2, gold: 4 };
        assert_eq!((counts.precision(), counts.recall()), (50.0, 25.0));
        assert!((counts.f1() - 33.333).abs() < 0.001);
        assert_eq!(Counts::default().f1(), 0.0);
    }
}
