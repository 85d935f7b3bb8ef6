//! Amounts and lengths of time: numbers in words and figures, units, bounds.

use super::reading::{config, read};
use super::spoken::{figures, words};
use proptest::prelude::*;
use readout_record::mention::Quantity;

/// Nouns that are counted, with their singular.
const COUNTED: [(&str, &str); 5] = [
    ("soldiers", "soldier"),
    ("prisoners", "prisoner"),
    ("ships", "ship"),
    ("foreign civilians", "civilian"),
    ("armoured vehicles", "vehicle"),
];

/// Units of measure with their names.
const MEASURED: [(&str, &str); 6] = [
    ("kilometres", "kilometre"),
    ("km", "kilometre"),
    ("tonnes", "tonne"),
    ("percent", "percent"),
    ("euros", "euro"),
    ("barrels", "barrel"),
];

/// Units of time: plural, name, letters of ISO 8601.
const LENGTHS: [(&str, &str, &str, &str); 6] = [
    ("minutes", "minute", "PT", "M"),
    ("hours", "hour", "PT", "H"),
    ("days", "day", "P", "D"),
    ("weeks", "week", "P", "W"),
    ("months", "month", "P", "M"),
    ("years", "year", "P", "Y"),
];

/// Words before a number, and whether they leave it a lower and an upper bound at the number itself.
const BOUNDS: [(&str, Edge, Edge); 14] = [
    ("", Edge::At, Edge::At),
    ("exactly ", Edge::At, Edge::At),
    ("more than ", Edge::At, Edge::Open),
    ("at least ", Edge::At, Edge::Open),
    ("no fewer than ", Edge::At, Edge::Open),
    ("up to ", Edge::Open, Edge::At),
    ("less than ", Edge::Open, Edge::At),
    ("no more than ", Edge::Open, Edge::At),
    ("about ", Edge::Near, Edge::Near),
    ("roughly ", Edge::Near, Edge::Near),
    ("close to ", Edge::Near, Edge::Near),
    ("nearly ", Edge::Near, Edge::At),
    ("almost ", Edge::Near, Edge::At),
    ("just over ", Edge::At, Edge::Near),
];

/// One end of what a bound leaves.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Edge {
    At,
    Near,
    Open,
}

/// Whether an end of the interval is where the bound puts it; `side` is -1 for the lower one.
fn fits(edge: Edge, end: Option<f64>, value: f64, side: f64) -> bool {
    match (edge, end) {
        (Edge::At, Some(end)) => (end - value).abs() < 1e-9 * value.max(1.0),
        (Edge::Near, Some(end)) => (end - value) * side > 0.0 && (end - value).abs() <= 0.25 * value,
        (Edge::Open, None) => true,
        _ => false,
    }
}

/// Checks one amount against what its words say.
fn check(found: &Quantity, value: f64, bound: (&str, Edge, Edge), what: &str) -> Result<(), TestCaseError> {
    prop_assert!((found.value - value).abs() < 1e-9 * value, "{:?} is not {}", found, value);
    prop_assert!(fits(bound.1, found.low, value, -1.0) && fits(bound.2, found.high, value, 1.0), "{:?} for {:?}", found, bound.0);
    prop_assert_eq!(found.approximate, bound.1 == Edge::Near || bound.2 == Edge::Near);
    prop_assert_eq!(found.noun.as_deref().unwrap_or(&found.unit), what);
    Ok(())
}

/// The one amount of each sentence, whose words must be those given.
fn amounts(cases: &[(String, String)]) -> Result<Vec<Quantity>, TestCaseError> {
    let reading = read(cases.iter().map(|(frame, words)| frame.replace("{}", words)).collect(), None);
    let mut found = Vec::new();
    for (n, (_, words)) in cases.iter().enumerate() {
        let told = reading.told_quantities(n);
        prop_assert_eq!(told.len(), 1, "{}: {:?}", reading.sentences[n], told);
        prop_assert!(
            told[0].starts_with(&format!("{} => ", words.trim_start_matches("exactly "))),
            "{}: {}",
            reading.sentences[n],
            told[0]
        );
        found.push(reading.quantities[n][0].quantity.clone());
    }
    Ok(found)
}

fn bound() -> impl Strategy<Value = (&'static str, Edge, Edge)> {
    prop::sample::select(BOUNDS.to_vec())
}

proptest! {
    #![proptest_config(config(14))]

    #[test]
    fn counts_have_their_number_noun_and_bounds(all in prop::collection::vec((2..400_000_u32, 0..5_usize, bound()), 8)) {
        let cases: Vec<_> = all.iter().flat_map(|(n, noun, bound)| {
            let noun = COUNTED[*noun].0;
            [figures(*n), words(*n)].map(|number| ("The army lost {} in the north.".to_owned(), format!("{}{number} {noun}", bound.0)))
        }).collect();
        for (n, found) in amounts(&cases)?.iter().enumerate() {
            let (value, noun, bound) = all[n / 2];
            check(found, f64::from(value), bound, COUNTED[noun].1)?;
        }
    }

    #[test]
    fn measures_have_their_number_unit_and_bounds(all in prop::collection::vec((2..5_000_u32, 0..6_usize, bound()), 10)) {
        let cases: Vec<_> = all.iter().map(|(n, unit, bound)| {
            ("The figure given was {}, the ministry said.".to_owned(), format!("{}{} {}", bound.0, figures(*n), MEASURED[*unit].0))
        }).collect();
        for (found, (value, unit, bound)) in amounts(&cases)?.iter().zip(&all) {
            check(found, f64::from(*value), *bound, MEASURED[*unit].1)?;
        }
    }

    #[test]
    fn scales_multiply(tenths in 11..99_u32, bound in bound()) {
        prop_assume!(tenths % 10 != 0);
        let told = format!("{}.{}", tenths / 10, tenths % 10);
        let frames = [
            (format!("{}${told} billion", bound.0), 1e9, "US dollar"),
            (format!("{}€{told}bn", bound.0), 1e9, "euro"),
            (format!("{}{told} million tonnes", bound.0), 1e6, "tonne"),
            (format!("{}£{told}m", bound.0), 1e6, "pound sterling"),
            (format!("{}{told} million refugees", bound.0), 1e6, "refugee"),
        ];
        let cases: Vec<_> = frames.iter().map(|(w, ..)| ("The report speaks of {}.".to_owned(), w.clone())).collect();
        for (found, (_, scale, what)) in amounts(&cases)?.iter().zip(&frames) {
            check(found, f64::from(tenths) / 10.0 * scale, bound, what)?;
        }
    }

    #[test]
    fn lengths_of_time_have_their_iso_form(n in 2..90_u32, unit in 0..6_usize, bound in bound()) {
        let (plural, name, head, letter) = LENGTHS[unit];
        let wordings = [figures(n), words(n)].map(|number| format!("{}{number} {plural}", bound.0));
        let cases = wordings.clone().map(|w| ("The round lasted {}.".to_owned(), w));
        for found in amounts(&cases)? {
            check(&found, f64::from(n), bound, name)?;
        }
        let reading = read(wordings.iter().map(|w| format!("The round lasted {w}.")).collect(), Some("2025-02-13"));
        for (n_, words) in wordings.iter().enumerate() {
            let words = words.trim_start_matches("exactly ");
            prop_assert_eq!(reading.told_times(n_), vec![format!("Duration {} => {}{}{}", words, head, n, letter)]);
        }
    }

    #[test]
    fn lengths_in_parts_are_one_length(hours in 2..12_u32, minutes in 1..60_u32) {
        let mixed = |hours: u32, minutes: u32| format!("PT{hours}H{minutes}M");
        let half = mixed(hours, 30);
        let cases = [
            (format!("{hours} hours and {minutes} minutes"), mixed(hours, minutes)),
            (format!("{} hours and {} minutes", words(hours), words(minutes)), mixed(hours, minutes)),
            (format!("an hour and {minutes} minutes"), mixed(1, minutes)),
            (format!("{} and a half hours", words(hours)), half.clone()),
            (format!("{} hours and a half", words(hours)), half.clone()),
            (format!("{hours}.5 hours"), half.clone()),
            (format!("{hours} 1/2 hours"), half.clone()),
            (format!("{} minutes", hours * 60 + 30), format!("PT{}M", hours * 60 + 30)),
        ];
        let reading = read(cases.iter().map(|(w, _)| format!("The round lasted {w}.")).collect(), None);
        for (n, (words, value)) in cases.iter().enumerate() {
            prop_assert_eq!(reading.told_times(n), vec![format!("Duration {} => {}", words, value)]);
        }
    }

    #[test]
    fn ranges_have_both_ends(low in 2..200_u32, more in 1..100_u32, noun in 0..5_usize) {
        let (high, (plural, singular)) = (low + more, COUNTED[noun]);
        let wordings = [
            format!("between {low} and {high} {plural}"),
            format!("{low} to {high} {plural}"),
            format!("{low}-{high} {plural}"),
            format!("between {} and {} {plural}", words(low), words(high)),
        ];
        for found in amounts(&wordings.map(|w| ("The army lost {} in the north.".to_owned(), w)))? {
            prop_assert_eq!((found.low, found.high), (Some(f64::from(low)), Some(f64::from(high))));
            prop_assert_eq!(found.noun.as_deref(), Some(singular));
            prop_assert!(!found.approximate);
        }
    }
}
