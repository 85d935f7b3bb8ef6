//! Dates, parts of dates and intervals that need no anchor.

use super::reading::{config, read};
use super::spoken::{MONTHS, WEEKDAYS, ordinal};
use proptest::prelude::*;
use readout_record::edtf::{Date, Edtf};

/// Sentences that a date may stand in.
const FRAMES: [&str; 5] = [
    "The two ministers met on {} in Vienna.",
    "A truce was signed on {}.",
    "The accord of {} was read out in parliament.",
    "The envoys have not spoken since {}.",
    "The office said that the ship had left the port on {}, without its crew.",
];

/// Any day of the years that news tells of.
pub fn day() -> impl Strategy<Value = Date> {
    (0..20_000_i64).prop_map(|days| Date::ymd(1985, 1, 1).and_then(|d| d.plus_days(days)).expect("a day"))
}

/// Year, month and day.
pub fn parts(date: Date) -> (i16, u8, u8) {
    (date.year.unwrap_or(0), date.month.unwrap_or(1), date.day.unwrap_or(1))
}

fn month(m: u8) -> &'static str {
    MONTHS[usize::from(m) - 1]
}

/// The ways to tell a day with its year.
fn wordings(date: Date) -> Vec<String> {
    let (y, m, d) = parts(date);
    let (name, weekday, nth) = (month(m), WEEKDAYS[usize::from(date.weekday().unwrap_or(0))], ordinal(d));
    let short = if m == 5 { "May".to_owned() } else { format!("{}.", &name[..3]) };
    vec![
        format!("{d} {name} {y}"),
        format!("{name} {d}, {y}"),
        format!("{short} {d}, {y}"),
        format!("{d} {} {y}", &name[..3]),
        format!("{nth} {name} {y}"),
        format!("the {nth} of {name} {y}"),
        format!("{y:04}-{m:02}-{d:02}"),
        format!("{weekday}, {d} {name} {y}"),
        format!("{weekday}, {name} {d}, {y}"),
        format!("{d:02}.{m:02}.{y}"),
    ]
}

/// Checks that each phrase is the one time of its sentence.
fn all_come_to(cases: &[(String, String)], published: Option<&str>) -> Result<(), TestCaseError> {
    let frame = |n: usize, words: &str| FRAMES[n % FRAMES.len()].replace("{}", words);
    let reading = read(cases.iter().enumerate().map(|(n, (words, _))| frame(n, words)).collect(), published);
    for (n, (words, value)) in cases.iter().enumerate() {
        prop_assert_eq!(reading.told_times(n), vec![format!("Date {} => {}", words, value)], "{}", reading.sentences[n]);
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(12))]

    #[test]
    fn a_day_with_its_year_is_the_same_in_every_wording(days in prop::collection::vec(day(), 3)) {
        let cases: Vec<_> = days.iter().flat_map(|d| wordings(*d).into_iter().map(|w| (w, d.to_string()))).collect();
        all_come_to(&cases, None)?;
    }

    #[test]
    fn a_day_without_a_year_keeps_its_year_open(days in prop::collection::vec(day(), 6)) {
        let cases: Vec<_> = days.iter().flat_map(|day| {
            let (_, m, d) = parts(*day);
            let value = format!("XXXX-{m:02}-{d:02}");
            [format!("{d} {}", month(m)), format!("{} {d}", month(m)), format!("the {} of {}", ordinal(d), month(m))].map(|w| (w, value.clone()))
        }).collect();
        all_come_to(&cases, None)?;
    }

    #[test]
    fn periods_have_their_values(y in 1985..2035_i32, m in 1..=12_u8, q in 1..=4_usize) {
        let nth = ["first", "second", "third", "fourth"][q - 1];
        let (from, to) = (q * 3 - 2, q * 3);
        let decade = y / 10;
        let mut cases = vec![
            (format!("{} {y}", month(m)), format!("{y}-{m:02}")),
            (format!("early {} {y}", month(m)), format!("{y}-{m:02}")),
            (format!("the end of {} {y}", month(m)), format!("{y}-{m:02}")),
            (format!("late {y}"), format!("{y}")),
            (format!("the beginning of {y}"), format!("{y}")),
            (format!("the {nth} quarter of {y}"), format!("{y}-Q{q} ({y}-{from:02}/{y}-{to:02})")),
            (format!("the summer of {y}"), format!("{y}-SU ({y}-06~/{y}-08~)")),
            (format!("the second half of {y}"), format!("{y}-H2 ({y}-07/{y}-12)")),
        ];
        if decade % 10 != 0 {
            cases.push((format!("the {decade}0s"), format!("{decade} ({decade}0/{decade}9)")));
        }
        all_come_to(&cases, None)?;
    }

    #[test]
    fn intervals_have_both_ends(first in day(), length in 1..9_u8) {
        let (y, m, from) = parts(first);
        prop_assume!(from + length <= 28);
        let (to, name) = (from + length, month(m));
        let value = format!("{y}-{m:02}-{from:02}/{y}-{m:02}-{to:02}");
        let wordings = [
            format!("{from} to {to} {name} {y}"),
            format!("{from}-{to} {name} {y}"),
            format!("{name} {from}-{to}, {y}"),
            format!("{name} {from} to {to}, {y}"),
            format!("between {from} and {to} {name} {y}"),
        ];
        let reading = read(wordings.iter().map(|w| format!("The round of talks was held {w}.")).collect(), None);
        for (n, words) in wordings.iter().enumerate() {
            prop_assert_eq!(reading.told_times(n), vec![format!("Date {} => {}", words, value)]);
        }
    }

    #[test]
    fn a_time_of_day_stands_on_its_day(date in day(), hour in 1..=12_u8, minute in 0..60_u8, late: bool) {
        let clock = format!("{:02}:{minute:02}", hour % 12 + if late { 12 } else { 0 });
        let (y, m, d) = parts(date);
        let half = if late { "p.m." } else { "a.m." };
        let on = format!("{d} {} {y}", month(m));
        let cases = [
            (format!("{hour}:{minute:02} {half} on {on}"), format!("{date}T{clock}")),
            (format!("{clock} GMT on {on}"), format!("{date}T{clock} ({date}T{clock}Z)")),
            (format!("{on} at {hour}:{minute:02} {half}"), format!("{date}T{clock}")),
        ];
        let reading = read(cases.iter().map(|(words, _)| format!("The call that began at {words} was short.")).collect(), None);
        for (n, (words, value)) in cases.iter().enumerate() {
            prop_assert_eq!(reading.told_times(n), vec![format!("Time {} => {}", words, value)]);
        }
    }
}

proptest! {
    #[test]
    fn dates_that_lack_parts_agree_with_those_that_have_them(a in day(), b in day(), cut in 0..4_usize) {
        let part = |date: Date| match cut {
            0 => date,
            1 => Date { day: None, ..date },
            2 => Date { month: None, day: None, ..date },
            _ => Date { year: None, ..date },
        };
        prop_assert!(a.compatible(a) && a.compatible(part(a)) && part(a).compatible(a));
        prop_assert_eq!(a.compatible(part(b)), part(b).compatible(a));
        prop_assert_eq!(a.compatible(b), a == b, "two full dates agree only where they are one");
        let interval = Edtf::interval(a, b);
        prop_assert_eq!(Edtf::parse(interval.as_str()), Some(interval.clone()));
        prop_assert_eq!((interval.start(), interval.end()), (Some(a), Some(b)));
    }
}
