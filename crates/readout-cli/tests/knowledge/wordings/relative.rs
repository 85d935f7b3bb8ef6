//! Times told from the publication or from what was told before.

use super::dates::{day, parts};
use super::reading::{config, read};
use super::spoken::{MONTHS, WEEKDAYS, words};
use proptest::prelude::*;
use readout_record::edtf::Date;

fn shifted(date: Date, days: i64) -> String {
    date.plus_days(days).map(|d| d.to_string()).unwrap_or_default()
}

/// Year and month `months` away.
fn month_at(date: Date, months: i32) -> String {
    let (y, m, _) = parts(date);
    let all = i32::from(y) * 12 + i32::from(m) - 1 + months;
    format!("{:04}-{:02}", all.div_euclid(12), all.rem_euclid(12) + 1)
}

/// Checks that each sentence holds the one time that is marked with braces in it.
fn all_come_to(cases: Vec<(String, String)>, published: Date) -> Result<(), TestCaseError> {
    let plain = |s: &str| s.replace(['{', '}'], "");
    let reading = read(cases.iter().map(|(s, _)| plain(s)).collect(), Some(&published.to_string()));
    for (n, (sentence, value)) in cases.iter().enumerate() {
        let marked = sentence.split(['{', '}']).nth(1).unwrap_or_default();
        let found: Vec<String> = reading.told_times(n).iter().map(|t| t.split(" (").next().unwrap_or(t).to_owned()).collect();
        prop_assert_eq!(found, vec![format!("Date {} => {}", marked, value)], "published {}", published);
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(14))]

    #[test]
    fn times_told_from_the_publication(published in day(), n in 2..25_i32) {
        let y = i32::from(parts(published).0);
        let count = words(n as u32);
        all_come_to(vec![
            ("The envoys spoke {yesterday}.".into(), shifted(published, -1)),
            ("The envoys spoke {today}.".into(), published.to_string()),
            ("The envoys will speak {tomorrow}.".into(), shifted(published, 1)),
            (format!("The envoys spoke {{{n} days ago}}."), shifted(published, -i64::from(n))),
            (format!("The office was shut {{{count} days ago}}."), shifted(published, -i64::from(n))),
            (format!("The envoys will meet again in {{{count} days}}."), shifted(published, i64::from(n))),
            (format!("The war began {{{count} years ago}}."), format!("{}", y - n)),
            (format!("The office was shut {{{n} months ago}}."), month_at(published, -n)),
            ("The pact was signed {last month}.".into(), month_at(published, -1)),
            ("A summit is planned for {next month}.".into(), month_at(published, 1)),
            ("A summit is planned for {next year}.".into(), format!("{}", y + 1)),
            ("The pact was signed {last year}.".into(), format!("{}", y - 1)),
            ("The port was shut {earlier this year}.".into(), format!("{y}")),
        ], published)?;
    }

    #[test]
    fn the_tense_tells_on_which_side_a_day_lies(published in day(), days in 1..6_i64) {
        let (back, ahead) = (published.plus_days(-days).expect("a day"), published.plus_days(days).expect("a day"));
        let weekday = |d: Date| WEEKDAYS[usize::from(d.weekday().unwrap_or(0))];
        let day_month = |d: Date| format!("{} {}", parts(d).2, MONTHS[usize::from(parts(d).1) - 1]);
        all_come_to(vec![
            (format!("The two presidents spoke on {{{}}}.", weekday(back)), back.to_string()),
            (format!("The two presidents will speak on {{{}}}.", weekday(ahead)), ahead.to_string()),
            (format!("A summit is scheduled for {{{}}}.", weekday(ahead)), ahead.to_string()),
            (format!("The two presidents spoke on {{{}}}.", day_month(back)), back.to_string()),
            (format!("The two presidents will speak on {{{}}}.", day_month(ahead)), ahead.to_string()),
        ], published)?;
    }

    #[test]
    fn times_told_from_the_story(told in day(), n in 2..20_i64, later in 30..900_i64) {
        let (y, m, d) = parts(told);
        let first = format!("They signed on {d} {} {y}. ", MONTHS[usize::from(m) - 1]);
        let count = words(n as u32);
        let cases = [
            (format!("{count} days later"), shifted(told, n)),
            (format!("{count} days earlier"), shifted(told, -n)),
            ("the next day".to_owned(), shifted(told, 1)),
            ("the day before".to_owned(), shifted(told, -1)),
            ("the same day".to_owned(), told.to_string()),
        ];
        let sentences = cases.iter().map(|(words, _)| format!("{first}The border was shut {words}.")).collect();
        let published = told.plus_days(later).expect("a day").to_string();
        let reading = read(sentences, Some(&published));
        for (n, (words, value)) in cases.iter().enumerate() {
            let found = reading.told_times(n);
            prop_assert_eq!(found.last(), Some(&format!("Date {} => {}", words, value)));
            prop_assert_eq!(found.len(), 2);
        }
    }
}
