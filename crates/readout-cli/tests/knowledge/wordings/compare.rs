//! Whether two amounts can both hold: the same for either order, never "no" for one true amount, "no" for what is far apart.

use super::reading::{config, read};
use super::spoken::{figures, words};
use proptest::prelude::*;
use readout_analysis::extract::quantity::can_both_hold;
use readout_record::mention::Quantity;

/// The first amount of each phrase.
fn lasting(phrases: &[String]) -> Result<Vec<Quantity>, TestCaseError> {
    let reading = read(phrases.iter().map(|p| format!("The round lasted {p}.")).collect(), None);
    let firsts = reading.quantities.iter().zip(phrases).map(|(found, phrase)| match &found[..] {
        [one] => Ok(one.quantity.clone()),
        _ => Err(TestCaseError::fail(format!("{phrase}: {found:?}"))),
    });
    firsts.collect()
}

/// Checks every pair of two lists in both orders.
fn pairs(left: &[String], right: &[String], hold: bool) -> Result<(), TestCaseError> {
    let (a, b) = (lasting(left)?, lasting(right)?);
    for (x, told) in a.iter().zip(left) {
        prop_assert!(can_both_hold(x, x), "{} contradicts itself", told);
        for (y, other) in b.iter().zip(right) {
            prop_assert_eq!(can_both_hold(x, y), hold, "{} and {}", told, other);
            prop_assert_eq!(can_both_hold(y, x), hold, "{} and {}", other, told);
        }
    }
    Ok(())
}

/// Ways to tell a length of `n` minutes, all true of it.
fn true_of(n: u32) -> Vec<String> {
    vec![
        format!("{n} minutes"),
        format!("{} minutes", words(n)),
        format!("about {n} minutes"),
        format!("more than {} minutes", n - 1),
        format!("at least {n} minutes"),
        format!("less than {} minutes", n + 1),
        format!("up to {n} minutes"),
        format!("nearly {} minutes", n + 1),
        format!("between {} and {} minutes", n - 2, n + 2),
    ]
}

proptest! {
    #![proptest_config(config(10))]

    #[test]
    fn what_is_true_of_one_length_can_all_hold(n in 5..240_u32) {
        let told = true_of(n);
        pairs(&told[..1], &told, true)?;
    }

    #[test]
    fn units_convert(hours in 2..20_u32, days in 2..6_u32, weeks in 2..9_u32) {
        pairs(&[format!("{hours} hours")], &[format!("{} minutes", hours * 60), format!("{} hours", words(hours))], true)?;
        pairs(&[format!("{} days", days)], &[format!("{} hours", days * 24), format!("{} days", words(days))], true)?;
        pairs(&[format!("{weeks} weeks")], &[format!("{} days", weeks * 7)], true)?;
        pairs(&[format!("{} and a half hours", words(hours))], &[format!("{} minutes", hours * 60 + 30), format!("{hours}.5 hours")], true)?;
    }

    #[test]
    fn lengths_far_apart_cannot_both_hold(n in 5..120_u32, times in 3..9_u32) {
        let near = [format!("{n} minutes"), format!("about {n} minutes"), format!("up to {n} minutes"), format!("nearly {n} minutes")];
        let far = n * times;
        pairs(&near, &[format!("{far} minutes"), format!("about {far} minutes"), format!("more than {far} minutes")], false)?;
    }

    #[test]
    fn counts_and_bounds(n in 12..90_000_u32, noun in prop::sample::select(vec!["soldiers", "prisoners", "trucks"])) {
        let tell = |words: String| format!("{words} {noun}");
        let told = [figures(n), words(n), format!("some {}", figures(n)), format!("at least {}", figures(n - 1)), format!("fewer than {}", figures(n + 1))];
        let far = [figures(n * 3), format!("at least {}", figures(n * 3)), format!("about {}", figures(n * 4))];
        let read_counts = |list: &[String]| {
            let reading = read(list.iter().map(|w| format!("The army lost {} in the north.", tell(w.clone()))).collect(), None);
            reading.quantities.iter().map(|q| q[0].quantity.clone()).collect::<Vec<_>>()
        };
        let (near, far) = (read_counts(&told), read_counts(&far));
        for a in &near {
            prop_assert!(can_both_hold(&near[0], a) && can_both_hold(a, &near[0]), "{:?}", a);
        }
        for b in &far {
            prop_assert!(!can_both_hold(&near[0], b) && !can_both_hold(b, &near[0]), "{:?} and {:?}", near[0], b);
        }
    }
}
