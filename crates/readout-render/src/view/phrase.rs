//! Values in plain words: dates, durations, counts, lists of names.
//!
//! Enters: normalised values of the record. Leaves: words that say neither more nor less.

use readout_record::edtf::{Date, Edtf};

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// `12 February 2025`, `10 to 14 February 2025`, `12 February (year not stated)`.
pub fn date(value: &Edtf) -> String {
    if let Some(date) = value.date() {
        return one_date(date);
    }
    match (value.start(), value.end()) {
        (Some(from), Some(to)) => span_of_dates(from, to),
        (Some(from), None) => format!("from {}", one_date(from)),
        (None, Some(to)) => format!("by {}", one_date(to)),
        (None, None) => value.to_string(),
    }
}

fn span_of_dates(from: Date, to: Date) -> String {
    let one_month = from.year == to.year && from.month == to.month && from.time.is_none() && !from.approximate;
    match from.day {
        Some(day) if one_month && to.day.is_some() => format!("{day} to {}", one_date(to)),
        _ => format!("{} to {}", one_date(from), one_date(to)),
    }
}

fn one_date(date: Date) -> String {
    let mut words = String::from(if date.approximate { "about " } else { "" });
    if let Some(day) = date.day {
        words += &format!("{day} ");
    }
    if let Some(month) = date.month {
        words += MONTHS[usize::from(month.clamp(1, 12)) - 1];
    }
    match date.year {
        Some(year) if date.month.is_some() => words += &format!(" {year}"),
        Some(year) => words += &year.to_string(),
        None => words += " (year not stated)",
    }
    if let Some((hour, minute)) = date.time {
        words += &format!(", {hour:02}:{minute:02}");
    }
    words
}

/// Months cut to three letters and the missing year left out, for narrow columns.
pub fn short_date(value: &Edtf) -> String {
    let mut words = date(value).replace(" (year not stated)", "");
    for month in MONTHS {
        words = words.replace(month, &month[..3]);
    }
    words
}

/// A value as people say it: `PT90M` is `90 minutes`, a date is a date, anything else stays; `about` first where it is not exact.
pub fn value(value: &str, approximate: bool) -> String {
    let words = match (duration(value), Edtf::parse(value)) {
        (Some(words), _) => words,
        (None, Some(edtf)) => date(&edtf),
        _ => amount_with_unit(value).unwrap_or_else(|| value.to_owned()),
    };
    if approximate && !words.starts_with("about ") { format!("about {words}") } else { words }
}

/// `11 soldier` as `11 soldiers`, `716000000 US dollar` as `716,000,000 US dollars`; `None` for what is no number with a unit.
fn amount_with_unit(text: &str) -> Option<String> {
    let (number, unit) = text.split_once(' ').unwrap_or((text, ""));
    let (whole, part) = number.split_once('.').map_or((number, None), |(whole, part)| (whole, Some(part)));
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || part.is_some_and(|p| !digits(p)) {
        return None;
    }
    let part = part.map(|p| format!(".{p}")).unwrap_or_default();
    let unit = if number == "1" { unit.to_owned() } else { plural(unit) };
    Some(format!("{}{part} {unit}", grouped(whole)).trim_end().to_owned())
}

/// Digits in groups of three, from five digits on.
fn grouped(digits: &str) -> String {
    if digits.len() < 5 {
        return digits.to_owned();
    }
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|g| std::str::from_utf8(g).ok()).collect();
    groups.join(",")
}

fn plural(unit: &str) -> String {
    let last = unit.rsplit([' ', '-']).next().unwrap_or_default();
    let before = &unit[..unit.len() - last.len()];
    let many = match last {
        "" | "percent" | "people" | "police" | "personnel" | "troops" | "staff" | "aircraft" | "cattle" | "dead" | "killed"
        | "wounded" | "injured" | "hurt" | "missing" | "displaced" | "homeless" => last.to_owned(),
        "person" => "people".to_owned(),
        "child" => "children".to_owned(),
        "life" => "lives".to_owned(),
        "foot" => "feet".to_owned(),
        w if w.ends_with("man") && !w.ends_with("human") => format!("{}en", &w[..w.len() - 2]),
        w if w.ends_with(['s', 'x']) || w.ends_with("ch") || w.ends_with("sh") => format!("{w}es"),
        w if w.ends_with('y') && !["ay", "ey", "oy"].iter().any(|end| w.ends_with(end)) => format!("{}ies", &w[..w.len() - 1]),
        w => format!("{w}s"),
    };
    format!("{before}{many}")
}

/// `PT1H30M` as `1 hour 30 minutes`; `None` for what is no ISO 8601 duration.
pub fn duration(text: &str) -> Option<String> {
    if !readout_record::edtf::is_duration(text) {
        return None;
    }
    let (days, time) = text[1..].split_once('T').unwrap_or((&text[1..], ""));
    let mut parts = units(days, &[('Y', "year"), ('M', "month"), ('W', "week"), ('D', "day")]);
    parts.extend(units(time, &[('H', "hour"), ('M', "minute"), ('S', "second")]));
    Some(parts.join(" "))
}

fn units(part: &str, names: &[(char, &str)]) -> Vec<String> {
    let named = |unit: char| names.iter().find(|(letter, _)| *letter == unit).map_or("", |(_, name)| *name);
    part.split_inclusive(|c: char| c.is_ascii_alphabetic() && c != 'X')
        .filter_map(|piece| {
            let unit = piece.chars().last()?;
            Some(amount(&piece[..piece.len() - unit.len_utf8()], named(unit)))
        })
        .collect()
}

fn amount(number: &str, unit: &str) -> String {
    match number {
        "1" => format!("1 {unit}"),
        n if n.contains('X') => format!("some {unit}s"),
        n => format!("{n} {unit}s"),
    }
}

/// `1 report`, `3 reports`.
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// `A`, `A and B`, `A, B and C`.
pub fn list<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", most.join(", "), last.as_ref())
        }
    }
}

/// Each once, in the order of their first.
pub fn unique<T: PartialEq>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for one in all {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}

/// The text with every run of white space as one space.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a quotation, without quotation marks that wrap the whole of it.
pub fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let wrapped = [('“', '”'), ('"', '"'), ('«', '»'), ('„', '“')];
    for (open, close) in wrapped {
        let inside = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        if let Some(inside) = inside.filter(|i| !i.contains([open, close])) {
            return inside;
        }
    }
    text
}

/// An English name of a language by its ISO 639-1 code, or the code.
pub fn language(code: &str) -> &str {
    match code {
        "ar" => "Arabic",
        "de" => "German",
        "en" => "English",
        "es" => "Spanish",
        "fa" => "Persian",
        "fr" => "French",
        "he" => "Hebrew",
        "hi" => "Hindi",
        "it" => "Italian",
        "ja" => "Japanese",
        "ko" => "Korean",
        "nl" => "Dutch",
        "pl" => "Polish",
        "pt" => "Portuguese",
        "ru" => "Russian",
        "sv" => "Swedish",
        "tr" => "Turkish",
        "uk" => "Ukrainian",
        "vi" => "Vietnamese",
        "zh" => "Chinese",
        "und" => "an unknown language",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(edtf: &str) -> String {
        date(&Edtf::parse(edtf).unwrap())
    }

    #[test]
    fn dates_say_no_more_than_is_known() {
        for (edtf, words) in [
            ("2025-02-12", "12 February 2025"),
            ("2025-02", "February 2025"),
            ("2025", "2025"),
            ("XXXX-02-12", "12 February (year not stated)"),
            ("2025-02-12T09:30", "12 February 2025, 09:30"),
            ("2025-02-12~", "about 12 February 2025"),
            ("2025-02-10/2025-02-14", "10 to 14 February 2025"),
            ("2025-02-27/2025-03-02", "27 February 2025 to 2 March 2025"),
            ("2025-02-10/..", "from 10 February 2025"),
            ("../2025-02-10", "by 10 February 2025"),
        ] {
            assert_eq!(shown(edtf), words);
        }
        assert_eq!(short_date(&Edtf::parse("XXXX-09-02").unwrap()), "2 Sep");
    }

    #[test]
    fn durations_keep_their_units() {
        for (iso, words) in [
            ("PT90M", "90 minutes"),
            ("PT1H30M", "1 hour 30 minutes"),
            ("P30D", "30 days"),
            ("P1Y2M", "1 year 2 months"),
            ("PXD", "some days"),
            ("P2W", "2 weeks"),
        ] {
            assert_eq!(duration(iso).as_deref(), Some(words));
        }
        assert_eq!(value("PT30M", true), "about 30 minutes");
        assert_eq!(value("late", false), "late");
    }

    #[test]
    fn amounts_read_as_people_write_them() {
        for (amount, words) in [
            ("11 soldier", "11 soldiers"),
            ("1 soldier", "1 soldier"),
            ("716000000000 US dollar", "716,000,000,000 US dollars"),
            ("2.5 percent", "2.5 percent"),
            ("3 company", "3 companies"),
            ("4 fisherman", "4 fishermen"),
            ("12 nautical mile", "12 nautical miles"),
            ("900", "900"),
            ("two dozen", "two dozen"),
        ] {
            assert_eq!(value(amount, false), words);
        }
    }

    #[test]
    fn only_marks_around_the_whole_are_taken_off() {
        assert_eq!(unquoted("“We will see.”"), "We will see.");
        assert_eq!(unquoted("“Yes,” she said, “perhaps.”"), "“Yes,” she said, “perhaps.”");
        assert_eq!(unquoted("\"No\""), "No");
    }
}
