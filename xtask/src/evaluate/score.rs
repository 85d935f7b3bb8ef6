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

/// `part` of `whole` in percent; 0 where there is no whole.
pub fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_right_of_two_found_and_four_there() {
        let counts = Counts { right: 1, found: 2, gold: 4 };
        assert_eq!((counts.precision(), counts.recall()), (50.0, 25.0));
        assert!((counts.f1() - 33.333).abs() < 0.001);
        assert_eq!(Counts::default().f1(), 0.0);
    }
}
