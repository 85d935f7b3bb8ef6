//! Numbers, measures and dates written in another way.
//!
//! Enters: a text. Leaves: the text with figures for number words and words for figures, thousands parted or not, miles for kilometres and the
//! like with the right factor and as many digits as were told, days before or after their month.

use super::words::{capitalised, replaced};
use regex::{Captures, Regex};
use std::sync::LazyLock;

const MONTHS: &str = "January|February|March|April|May|June|July|August|September|October|November|December";
const SMALL: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// Unit, the other unit for several and before a noun, and how many of the other make one.
const UNITS: &[(&str, &str, &str, f64)] = &[
    ("miles? per hour", "kilometres per hour", "kilometre-per-hour", 1.609_344),
    ("miles? an hour", "kilometres an hour", "kilometre-an-hour", 1.609_344),
    ("mph", "km/h", "km/h", 1.609_344),
    ("km/h", "mph", "mph", 1.0 / 1.609_344),
    ("kph", "mph", "mph", 1.0 / 1.609_344),
    ("miles?", "kilometres", "kilometre", 1.609_344),
    ("kilomet(?:er|re)s?", "miles", "mile", 1.0 / 1.609_344),
    ("km", "miles", "mile", 1.0 / 1.609_344),
    ("feet|foot", "metres", "metre", 0.3048),
    ("met(?:er|re)s?", "feet", "foot", 1.0 / 0.3048),
    ("inch(?:es)?", "centimetres", "centimetre", 2.54),
    ("centimet(?:er|re)s?|cm", "inches", "inch", 1.0 / 2.54),
    ("lbs?", "kilograms", "kilogram", 0.453_592_37),
    ("kilograms?|kilos?|kg", "pounds", "pound", 1.0 / 0.453_592_37),
    ("acres?", "hectares", "hectare", 0.404_685_642),
    ("hectares?", "acres", "acre", 1.0 / 0.404_685_642),
];

/// Measures in the units of the other system.
pub fn units(text: &str) -> String {
    static PATTERNS: LazyLock<Vec<(Regex, usize)>> = LazyLock::new(|| {
        let pattern = |unit: &str| {
            Regex::new(&format!(r"(?:^|[\s(])(?P<n>\d[\d,]*(?:\.\d+)?)(?P<j>[ -]?)(?P<u>{unit})(?:[\s,;)]|\.\s|\.$|$)"))
        };
        UNITS.iter().enumerate().map(|(i, (unit, ..))| (pattern(unit).expect("a sound pattern"), i)).collect()
    });
    let mut places: Vec<(usize, usize, String)> = Vec::new();
    for (pattern, unit) in PATTERNS.iter() {
        for found in pattern.captures_iter(text) {
            let (from, to) = (found.name("n").map_or(0, |m| m.start()), found.name("u").map_or(0, |m| m.end()));
            if let Some(words) = converted(&found, *unit).filter(|_| places.iter().all(|(a, b, _)| to <= *a || *b <= from)) {
                places.push((from, to, words));
            }
        }
    }
    places.sort();
    replaced(text, &places)
}

/// The amount in the other unit, with as many digits as were told, at least two.
fn converted(found: &Captures, unit: usize) -> Option<String> {
    let (_, several, before_noun, factor) = UNITS[unit];
    let told = &found["n"];
    let digits = told.chars().filter(char::is_ascii_digit).collect::<String>();
    let significant = digits.trim_start_matches('0').trim_end_matches('0').len().max(2) as i32;
    let value = told.replace(',', "").parse::<f64>().ok().filter(|v| *v > 0.0)? * factor;
    let scale = 10f64.powi(significant - 1 - value.log10().floor() as i32);
    let rounded = (value * scale).round() / scale;
    let amount = if rounded >= 1000.0 { parted(rounded.round() as u64) } else { format!("{rounded}") };
    Some(if &found["j"] == "-" { format!("{amount}-{before_noun}") } else { format!("{amount} {several}") })
}

/// Small numbers as words instead of figures and figures instead of words, before what is counted.
pub fn spelled(text: &str) -> String {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        let words = SMALL[2..].join("|");
        let pattern = format!(r"(?P<b>^|[\w,.]+ |[(“]|\n)(?P<n>[1-9]\d?|(?i:{words})) (?P<c>[a-z]+)");
        Regex::new(&pattern).expect("a sound pattern")
    });
    let mut places = Vec::new();
    for found in NUMBER.captures_iter(text) {
        let Some(number) = found.name("n") else { continue };
        let before = found["b"].trim_end_matches(' ');
        if counts(before, &found["c"]) {
            places.extend(other_form(number.as_str()).map(|words| (number.start(), number.end(), words)));
        }
    }
    replaced(text, &places)
}

/// Whether a number between these words counts things: no day of a month, no time of day, no part of a name or of another number.
fn counts(before: &str, after: &str) -> bool {
    static MONTH: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!(r"^(?:{MONTHS}|[A-Z][a-z]{{2,3}}\.?)$")).expect("a sound pattern"));
    const NOT_BEFORE: &[&str] =
        &["the", "these", "those", "their", "of", "No.", "number", "chapter", "page", "section", "and", "or", "to"];
    const NOT_AFTER: &[&str] = &[
        "a", "am", "pm", "p", "o", "percent", "per", "hundred", "thousand", "million", "billion", "trillion", "of", "and", "or",
        "to", "in", "on", "at", "for", "by", "with", "points", "point", "as", "when", "minutes", "from", "was", "were", "is",
        "are", "who", "that",
    ];
    let name = before.starts_with(char::is_uppercase) && !before.ends_with('.');
    let figure = before.chars().all(|c| c.is_ascii_digit() || ",.".contains(c)) && !before.is_empty();
    !MONTH.is_match(before) && !name && !NOT_BEFORE.contains(&before) && !NOT_AFTER.contains(&after) && !figure
}

fn other_form(number: &str) -> Option<String> {
    match number.parse::<usize>() {
        Ok(value) => SMALL.get(value).map(|w| (*w).to_owned()).filter(|_| value > 1),
        Err(_) => SMALL.iter().position(|w| w.eq_ignore_ascii_case(number)).map(|n| n.to_string()),
    }
}

/// Thousands with and without their commas; per cent as a sign or a word; millions in figures.
pub fn thousands(text: &str) -> String {
    static PARTED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(^|[\s$£€(])(\d{1,2}),(\d{3})([\s.;)])").expect("a sound pattern"));
    static MILLION: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(^|[\s$£€])(\d{1,3})(?:\.(\d))? million\b").expect("a sound pattern"));
    static PERCENT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(\d)(%| per ?cent\b)").expect("a sound pattern"));
    let text = PARTED.replace_all(text, "$1$2$3$4");
    let text = MILLION.replace_all(&text, |c: &Captures| {
        let tenth: u64 = c.get(3).map_or(0, |m| m.as_str().parse().unwrap_or(0));
        let value = c[2].parse::<u64>().unwrap_or(0) * 1_000_000 + tenth * 100_000;
        format!("{}{}", &c[1], parted(value))
    });
    PERCENT.replace_all(&text, |c: &Captures| format!("{}{}", &c[1], if &c[2] == "%" { " percent" } else { "%" })).into_owned()
}

/// 1200000 as 1,200,000.
fn parted(value: u64) -> String {
    let digits = value.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|g| std::str::from_utf8(g).unwrap_or("")).collect();
    groups.join(",")
}

/// "May 14, 2018" for "14 May 2018" and the reverse; short months written out.
pub fn dates(text: &str) -> String {
    static SHORT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b(Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\. (\d{1,2})\b").expect("a sound pattern"));
    static DAY_LAST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"\b({MONTHS}) (\d{{1,2}})(?:, (\d{{4}}),?)?(\s+[a-z(]|[.,;]\s|\.$)")).expect("a sound pattern")
    });
    static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"(^|[a-z,] )(\d{{1,2}}) ({MONTHS})(?: (\d{{4}}))?(\s+[a-z(]|[.,;]\s|\.$)")).expect("a sound pattern")
    });
    let year = |m: Option<regex::Match>, before: &str| m.map_or(String::new(), |y| format!("{before}{}", y.as_str()));
    if DAY_FIRST.is_match(text) && !DAY_LAST.is_match(text) {
        let turned = DAY_FIRST.replace_all(text, |c: &Captures| {
            let comma = if c.get(4).is_some() && c[5].starts_with(' ') { "," } else { "" };
            format!("{}{} {}{}{comma}{}", &c[1], &c[3], &c[2], year(c.get(4), ", "), &c[5])
        });
        return turned.into_owned();
    }
    let long = SHORT.replace_all(text, |c: &Captures| {
        let month = MONTHS.split('|').find(|m| m.starts_with(&c[1])).unwrap_or_default();
        format!("{month} {}", &c[2])
    });
    DAY_LAST.replace_all(&long, |c: &Captures| format!("{} {}{}{}", &c[2], &c[1], year(c.get(3), " "), &c[4])).into_owned()
}

/// A number as far from the told one as a mistake would be: half as much again.
pub fn another(told: &str) -> Option<String> {
    let figures = told.replace(',', "");
    if let Ok(value) = figures.parse::<u64>() {
        let other = value + value.div_ceil(2).max(2);
        return Some(if told.contains(',') { parted(other) } else { other.to_string() });
    }
    let value = SMALL.iter().position(|w| w.eq_ignore_ascii_case(told)).filter(|n| (2..=13).contains(n))?;
    let word = SMALL[value + value.div_ceil(2).max(2)];
    Some(if told.starts_with(char::is_uppercase) { capitalised(word) } else { word.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_converted_and_rounded() {
        assert_eq!(
            units("It lies 5 miles north, 120 km from Osk, on a 300-foot cliff."),
            "It lies 8 kilometres north, 75 miles from Osk, on a 91-metre cliff."
        );
        assert_eq!(units("winds of 90 mph"), "winds of 140 km/h");
    }

    #[test]
    fn numbers_before_what_they_count_change_their_form() {
        assert_eq!(
            spelled("It freed 12 sailors and three boats on May 3 at 5 p.m."),
            "It freed twelve sailors and three boats on May 3 at 5 p.m."
        );
        assert_eq!(thousands("1,200 men, $2.5 million, 5%, 3 percent"), "1200 men, $2,500,000, 5 percent, 3%");
    }

    #[test]
    fn days_change_sides_with_their_month() {
        assert_eq!(dates("on May 14, 2018, in Osk and on Feb. 3."), "on 14 May 2018 in Osk and on 3 February.");
        assert_eq!(dates("on 14 May 2018 in Osk"), "on May 14, 2018, in Osk");
    }

    #[test]
    fn another_number_is_clearly_another() {
        assert_eq!(another("12").as_deref(), Some("18"));
        assert_eq!(another("1,200").as_deref(), Some("1,800"));
        assert_eq!(another("Two").as_deref(), Some("Four"));
    }
}
