//! The last day that a time allows, for what is due by then.
//!
//! Enters: a time mention and the text. Leaves: a date: the end of an interval ("within 30 days"), the last day of what "the end of" names.
//! It leaves alone: "by December", which may mean before it or in it.

use readout_record::edtf::{Date, Edtf};
use readout_record::mention::TimeMention;

/// When something is due that a text puts at `time`; `None` where the time can't be placed.
pub fn deadline(text: &str, time: &TimeMention) -> Option<Edtf> {
    let edtf = time.edtf.as_ref()?;
    if edtf.date().is_none() {
        let end = edtf.end().map(|end| last_day(end).unwrap_or(end));
        return Some(end.map_or_else(|| edtf.clone(), Edtf::from));
    }
    if let Some(sunday) = edtf.date().filter(|_| is_of_week(text, time)).and_then(sunday) {
        return Some(Edtf::from(sunday));
    }
    let words = time.span.of(text).to_lowercase();
    let at_the_end = words.contains("end of") || words.ends_with("end") || words.contains("end-of");
    let last = edtf.date().filter(|_| at_the_end).and_then(last_day);
    Some(last.map_or_else(|| edtf.clone(), Edtf::from))
}

/// "In the week of 16 March": the day names its week.
fn is_of_week(text: &str, time: &TimeMention) -> bool {
    let before = text.get(..time.span.start()).unwrap_or("").trim_end().to_lowercase();
    ["the week of", "week beginning", "week starting", "week commencing", "the week of the"].iter().any(|w| before.ends_with(w))
}

/// The last day of the week that holds a day.
fn sunday(date: Date) -> Option<Date> {
    date.plus_days(6 - i64::from(date.weekday()?))
}

/// The last day of a month or a year; a day has none but itself.
fn last_day(date: Date) -> Option<Date> {
    if date.day.is_some() { None } else { date.last_day() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use readout_record::mention::TimexType;
    use readout_record::span::Span;

    fn due(words: &str, edtf: &str) -> Option<String> {
        let span = Span::new(words, 0, words.len())?;
        let edtf = Edtf::parse(edtf);
        let time = TimeMention { span, timex: TimexType::Date, value: String::new(), edtf, rule: String::new() };
        deadline(words, &time).map(|d| d.to_string())
    }

    #[test]
    fn a_day_may_name_its_week() {
        let text = "in the week of 16 March";
        let span = Span::new(text, 15, text.len()).expect("words");
        let edtf = Edtf::parse("2026-03-16");
        let time = TimeMention { span, timex: TimexType::Date, value: String::new(), edtf, rule: String::new() };
        assert_eq!(deadline(text, &time).map(|d| d.to_string()).as_deref(), Some("2026-03-22"));
    }

    #[test]
    fn the_last_day_counts() {
        assert_eq!(due("30 days", "2025-03-18/2025-04-17").as_deref(), Some("2025-04-17"));
        assert_eq!(due("the end of February", "2024-02").as_deref(), Some("2024-02-29"));
        assert_eq!(due("the end of 2025", "2025").as_deref(), Some("2025-12-31"));
        assert_eq!(due("the second half of the year", "2023-07/2023-12").as_deref(), Some("2023-12-31"));
        assert_eq!(due("12 May", "2025-05-12").as_deref(), Some("2025-05-12"));
        assert_eq!(due("December", "2025-12").as_deref(), Some("2025-12"));
        assert_eq!(due("the end of March", "XXXX-03").as_deref(), Some("XXXX-03"));
    }
}
