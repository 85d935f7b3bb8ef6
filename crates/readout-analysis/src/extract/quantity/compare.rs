//! Amounts as intervals in base units, so that comparing is arithmetic, and durations in ISO 8601.
//!
//! Enters: quantities. Leaves: what they are worth in base units, and whether two can be one amount. It leaves alone: whether they are
//! told of the same thing.

use super::lexicon::{LEXICON, Unit};
use readout_record::mention::Quantity;

/// A quantity in the base unit of its dimension (seconds, metres, kilograms, percent, a currency, or what is counted).
#[derive(Clone, Debug, PartialEq)]
pub struct Comparable {
    /// Base unit, or the noun that is counted, or nothing.
    pub dimension: String,
    /// The number told, in base units.
    pub value: f64,
    /// Least amount that the words allow; minus infinity where they set no bound.
    pub low: f64,
    /// Greatest amount that the words allow; infinity where they set no bound.
    pub high: f64,
    /// How far, in base units, the number may be rounded, judged by how it is told: 5 minutes for "30 minutes", 0 for "34 minutes".
    pub rounding: f64,
}

fn unit(name: &str) -> Option<&'static Unit> {
    LEXICON.units.iter().find(|u| u.name == name)
}

/// The quantity in base units.
pub fn base(quantity: &Quantity) -> Comparable {
    match unit(&quantity.unit) {
        Some(unit) => measured(quantity, unit),
        None => counted(quantity),
    }
}

fn measured(quantity: &Quantity, unit: &Unit) -> Comparable {
    let edge = |n: Option<f64>, base: f64, open: f64| n.map_or(open, |n| n * base);
    let rounding = match &*unit.dimension {
        "second" => time_rounding(quantity.value, unit) * unit.base,
        "percent" | "percentage point" | "degree" if quantity.value.fract() == 0.0 => 0.5,
        "percent" if [100.0 / 3.0, 200.0 / 3.0].iter().any(|third| (third - quantity.value).abs() < 0.1) => 2.0,
        "percent" | "percentage point" | "degree" => 0.05,
        _ => rounding(quantity.value).max(0.5 * step(quantity.value).min(1.0)) * unit.base,
    };
    Comparable {
        dimension: unit.dimension.clone(),
        value: quantity.value * unit.base,
        low: edge(quantity.low, unit.low.unwrap_or(unit.base), f64::NEG_INFINITY),
        high: edge(quantity.high, unit.high.unwrap_or(unit.base), f64::INFINITY),
        rounding,
    }
}

/// How far a length of time told as `value` of `unit` may be off: people round minutes to fives and tens, hours to halves.
fn time_rounding(value: f64, unit: &Unit) -> f64 {
    match &*unit.name {
        "minute" | "second" if value % 30.0 == 0.0 || value % 10.0 == 0.0 => 5.0,
        "minute" | "second" if value % 15.0 == 0.0 => 5.0,
        "minute" | "second" if value % 5.0 == 0.0 => 2.5,
        "minute" | "second" => 0.5,
        "hour" => (value * 0.17).clamp(0.1, 0.5),
        "day" | "night" => 0.0,
        "week" | "fortnight" => 0.0,
        _ => 0.1,
    }
}

fn counted(quantity: &Quantity) -> Comparable {
    let noun = quantity.noun.as_deref().unwrap_or("");
    let noun = LEXICON.same.get(noun).map_or(noun, String::as_str);
    let dimension = if quantity.unit.is_empty() { noun } else { &quantity.unit };
    let rounding = if quantity.value.abs() >= 1000.0 { rounding(quantity.value) } else { 0.0 };
    Comparable {
        dimension: dimension.to_owned(),
        value: quantity.value,
        low: quantity.low.unwrap_or(f64::NEG_INFINITY),
        high: quantity.high.unwrap_or(f64::INFINITY),
        rounding,
    }
}

/// The worth of the last digit that is not zero, where there are zeros behind it: 1,000 for 5,000, 0.1 for 1.5, 1 for 34.
fn step(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return 1.0;
    }
    if value.fract() != 0.0 {
        return if (value * 10.0).fract().abs() < 1e-6 { 0.1 } else { 0.01 };
    }
    // Remainders of whole numbers: those of floats take a hundred times as long, and this is asked of every amount of a story.
    let whole = value.abs() as u64;
    let mut zeros: u64 = 1;
    while whole.is_multiple_of(zeros * 10) && zeros < 1_000_000_000_000_000 {
        zeros *= 10;
    }
    zeros as f64
}

/// How far a number of any size may be rounded: half the worth of its last digit that is not zero, and no more than a twentieth of it.
fn rounding(value: f64) -> f64 {
    let step = step(value);
    if step == 1.0 { 0.0 } else { (step / 2.0).min(value.abs() / 20.0) }
}

/// Whether both can be told of one amount: their intervals meet, if need be after the rounder of the two is taken as rounded.
/// Amounts of different dimensions are not comparable and never contradict.
pub fn can_both_hold(a: &Quantity, b: &Quantity) -> bool {
    can_be_one(&base(a), &base(b))
}

/// The same of two that are in base units already.
pub fn can_be_one(a: &Comparable, b: &Comparable) -> bool {
    a.dimension != b.dimension || meet(a, 0.0, b) || meet(a, a.rounding, b) || meet(b, b.rounding, a)
}

/// Whether `a`, widened by `slack`, meets `b`; a billionth is forgiven, since units are not exact in binary.
fn meet(a: &Comparable, slack: f64, b: &Comparable) -> bool {
    let hair = 1e-9 * (a.value.abs() + b.value.abs());
    a.low - slack <= b.high + hair && b.low <= a.high + slack + hair
}

/// The length of time in ISO 8601, as told: `PT90M`, `P30D`, `P2W`; parts of an hour as minutes, of a day as hours, of a year as months.
/// `None` for what is no length of time.
pub fn duration_iso(quantity: &Quantity) -> Option<String> {
    let unit = unit(&quantity.unit).filter(|u| u.dimension == "second")?;
    let iso = unit.iso.as_deref()?;
    let (letter, value) = match (&*unit.name, quantity.value.fract() == 0.0) {
        ("hour", false) => ("TM", quantity.value * 60.0),
        ("day", false) => ("TH", quantity.value * 24.0),
        ("week", false) => ("D", quantity.value * 7.0),
        ("year", false) => ("M", quantity.value * 12.0),
        ("decade", false) => ("Y", quantity.value * 10.0),
        _ => (iso, quantity.value),
    };
    Some(iso_text(letter, &plain(value * factor(letter))))
}

/// The ISO form of an unknown number of `unit`: `PXD`.
pub fn vague_iso(unit: &Unit) -> Option<String> {
    unit.iso.as_deref().map(|letter| iso_text(letter, "X"))
}

fn factor(letter: &str) -> f64 {
    letter.trim_start_matches('T').trim_end_matches(char::is_alphabetic).parse().unwrap_or(1.0)
}

fn iso_text(letter: &str, number: &str) -> String {
    let clock = if letter.starts_with('T') { "T" } else { "" };
    let letter: String = letter.trim_start_matches('T').trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
    format!("P{clock}{number}{letter}")
}

/// A number without needless decimals: two at most.
pub fn plain(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    format!("{rounded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(value: f64, unit: &str) -> Quantity {
        Quantity { value, low: Some(value), high: Some(value), unit: unit.into(), noun: None, approximate: false }
    }

    #[test]
    fn equal_units_are_equal_and_told_lengths_keep_their_form() {
        assert!(can_both_hold(&told(90.0, "minute"), &told(1.5, "hour")));
        assert!(can_both_hold(&told(2.0, "week"), &told(14.0, "day")));
        assert!(can_both_hold(&told(1.0, "month"), &told(30.0, "day")));
        assert!(can_both_hold(&told(1.0, "day"), &told(24.0, "hour")));
        let iso = |v, u| duration_iso(&told(v, u)).unwrap_or_default();
        assert_eq!([iso(90.0, "minute"), iso(1.5, "hour"), iso(30.0, "day")], ["PT90M", "PT90M", "P30D"]);
        assert_eq!([iso(2.0, "week"), iso(3.5, "year"), iso(1.0, "decade")], ["P2W", "P42M", "P10Y"]);
        assert_eq!([iso(1.0, "fortnight"), iso(2.0, "hour")], ["P2W", "PT2H"]);
        assert_eq!(duration_iso(&told(3.0, "metre")), None);
    }

    #[test]
    fn round_values_are_loose_and_others_differ() {
        let holds = |a: (f64, &str), b: (f64, &str)| {
            let (a, b) = (told(a.0, a.1), told(b.0, b.1));
            assert_eq!(can_both_hold(&a, &b), can_both_hold(&b, &a));
            can_both_hold(&a, &b)
        };
        assert!(holds((1.0, "hour"), (55.0, "minute")));
        assert!(holds((0.5, "hour"), (34.0, "minute")));
        assert!(holds((2.0, "hour"), (110.0, "minute")));
        assert!(!holds((30.0, "minute"), (90.0, "minute")));
        assert!(!holds((30.0, "minute"), (40.0, "minute")));
        assert!(!holds((1.0, "hour"), (40.0, "minute")));
        assert!(!holds((30.0, "day"), (40.0, "day")));
        assert!(holds((30.0, "day"), (30.0, "percent")), "not comparable");
    }

    #[test]
    fn counts_are_exact_until_they_are_round_thousands() {
        let count = |n| Quantity { noun: Some("soldier".into()), ..told(n, "") };
        assert!(!can_both_hold(&count(30.0), &count(34.0)));
        assert!(can_both_hold(&count(5000.0), &count(5200.0)));
        let more = Quantity { high: None, ..count(30.0) };
        assert!(can_both_hold(&more, &count(34.0)) && !can_both_hold(&more, &count(12.0)));
    }
}
