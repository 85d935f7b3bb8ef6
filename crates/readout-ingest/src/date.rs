//! Dates of publication, as formats write them, to EDTF.
//!
//! Enters: the value of a date field: ISO 8601 in its many dresses, RFC 2822, `10 September 2024`, `Sept. 9, 2024`, `2024/09/10`. Leaves: an
//! EDTF value no more exact than what was given, or `None`. It leaves alone: dates in running text, and days and months that could be
//! swapped: of `03/04/2024` only the year is known.

use readout_record::edtf::{Date, Edtf};

/// The date that `text` gives, or `None` when it gives none.
pub fn published(text: &str) -> Option<Edtf> {
    let text = text.trim().trim_matches(['"', '\'']);
    if text.is_empty() || text.len() > 120 {
        return None;
    }
    iso(text).or_else(|| epoch(text)).or_else(|| in_words(text)).or_else(|| in_digits(text))
}

/// The date in an address such as `/2024/09/10/talks-end`, where news sites put the day of publication.
pub fn in_url(url: &str) -> Option<Edtf> {
    let path = url.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').collect();
    parts.windows(3).find_map(|w| {
        let (y, m, d) = (number(w[0], 4)?, number(w[1], 2)?, number(w[2], 2)?);
        (1990..=2100).contains(&y).then(|| Date::ymd(y as i16, m as u8, d as u8)).flatten().map(Edtf::from)
    })
}

/// The date that a line gives which says nothing else: `Tuesday, 10 September 2024`, `Published: 2024-09-10 08:00 GMT`.
pub fn of_bare_line(line: &str) -> Option<Edtf> {
    const SAID: [&str; 16] = [
        "published",
        "updated",
        "posted",
        "date",
        "on",
        "at",
        "am",
        "pm",
        "gmt",
        "utc",
        "et",
        "est",
        "edt",
        "cet",
        "last",
        "modified",
    ];
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let known = |word: &str| {
        let lower = word.to_lowercase();
        let day = DAYS.iter().any(|d| lower.len() >= 3 && d.starts_with(&lower));
        day || month(word).is_some() || SAID.contains(&lower.as_str()) || lower.starts_with(|c: char| c.is_ascii_digit())
    };
    let words = line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    (line.len() <= 60 && words.into_iter().all(known)).then(|| published(line))?
}

fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// `2024`, `2024-09`, `2024-09-10`, `20240910`, with `T` or a blank and a time, seconds and a zone after a full date.
fn iso(text: &str) -> Option<Edtf> {
    if let Some(exact) = Edtf::parse(text) {
        return Some(without_midnight(exact));
    }
    let (day, rest) = iso_day(text)?;
    let rest = rest.strip_prefix(['T', 't', ' ']).unwrap_or(rest).trim();
    match clock(rest) {
        Some(clock) => Edtf::parse(&format!("{day}T{clock}")).map(without_midnight),
        // "2024-09-10 and more words" is still that day.
        None if rest.is_empty()
            || text.as_bytes()[4].is_ascii_digit()
            || !rest.starts_with(|c: char| c.is_ascii_digit() || c == '-') =>
        {
            Some(Edtf::from(day))
        }
        None => None,
    }
}

/// A full date at the beginning, and what follows it.
fn iso_day(text: &str) -> Option<(Date, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 8 {
        let day = ymd(text.get(..4)?, text.get(4..6)?, text.get(6..8)?)?;
        return Some((day, &text[8..]));
    }
    let mark = text.get(4..5).filter(|m| digits == 4 && ["-", "/", "."].contains(m))?;
    let (month, rest) = text[5..].split_once(mark)?;
    let len = rest.bytes().take(2).take_while(u8::is_ascii_digit).count();
    Some((ymd(&text[..4], month, &rest[..len])?, &rest[len..]))
}

fn ymd(y: &str, m: &str, d: &str) -> Option<Date> {
    let small = |t: &str| ((1..=2).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit())).then(|| t.parse::<u8>().ok())?;
    Date::ymd(number(y, 4)? as i16, small(m)?, small(d)?)
}

/// `08:00`, `8:00:31.52`, `17:14:04-04:00`, `9:50 p.m. ET` to hours and minutes with the zone where it is a number or UTC.
fn clock(text: &str) -> Option<String> {
    let (hours, rest) = text.split_once(':')?;
    let hours: u32 = (1..=2).contains(&hours.len()).then(|| hours.parse().ok())??;
    let minutes = number(rest.get(..2)?, 2)?;
    let rest = rest[2..].trim_start_matches(|c: char| c == ':' || c == '.' || c == ',' || c.is_ascii_digit()).trim();
    let lower = rest.to_ascii_lowercase();
    let (hours, rest) =
        match (lower.starts_with("pm") || lower.starts_with("p.m"), lower.starts_with("am") || lower.starts_with("a.m")) {
            (true, _) => (hours % 12 + 12, ""),
            (_, true) => (hours % 12, ""),
            _ => (hours, rest),
        };
    (hours < 24 && minutes < 60).then(|| format!("{hours:02}:{minutes:02}{}", zone(rest)))
}

/// `Z`, `+01:00`, `+0100`, `GMT`; nothing for zones that are names.
fn zone(text: &str) -> String {
    let text = text.trim();
    if ["z", "gmt", "utc"].iter().any(|z| text.eq_ignore_ascii_case(z)) {
        return "Z".into();
    }
    let Some(sign) = text.chars().next().filter(|c| matches!(c, '+' | '-')) else { return String::new() };
    let digits: String = text[1..].chars().filter(char::is_ascii_digit).take(4).collect();
    match digits.len() {
        4 => format!("{sign}{}:{}", &digits[..2], &digits[2..]),
        2 => format!("{sign}{digits}:00"),
        _ => String::new(),
    }
}

/// Midnight to the minute is how programs write a day without a time.
fn without_midnight(edtf: Edtf) -> Edtf {
    match edtf.date() {
        Some(date) if date.time == Some((0, 0)) => Edtf::from(Date { time: None, ..date }),
        _ => edtf,
    }
}

/// Seconds or milliseconds since 1970, as some programs write them.
fn epoch(text: &str) -> Option<Edtf> {
    let seconds: i64 = match text.len() {
        10 => text.parse().ok()?,
        13 => text.parse::<i64>().ok()? / 1000,
        _ => return None,
    };
    let day = Date::ymd(1970, 1, 1)?.plus_days(seconds.div_euclid(86_400))?;
    let minutes = seconds.rem_euclid(86_400) / 60;
    Edtf::parse(&format!("{day}T{:02}:{:02}Z", minutes / 60, minutes % 60)).map(without_midnight)
}

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// The month that a word names, in full or shortened to at least three letters (`Sept.`).
pub fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.').to_lowercase();
    let known = |name: &&str| word.len() >= 3 && name.starts_with(&word) || word == "sept" && **name == *"september";
    MONTHS.iter().position(known).map(|at| at as u8 + 1)
}

/// `Tuesday, 10 September 2024 08:00`, `September 10th, 2024 at 9:50 p.m.`, `Tue, 10 Sep 2024 08:00:00 +0200`, `September 2024`.
fn in_words(text: &str) -> Option<Edtf> {
    let words: Vec<&str> = text.split([' ', ',', '\u{A0}', '\t', '-', '|', '(', ')']).filter(|w| !w.is_empty()).collect();
    let at = words.iter().position(|w| month(w).is_some())?;
    let named = month(words[at])?;
    let day_of = |w: &&str| {
        let digits = w.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
        ((1..=2).contains(&digits.len())).then(|| digits.parse::<u8>().ok())?
    };
    let before = at.checked_sub(1).and_then(|i| words.get(i)).and_then(day_of);
    let after = words.get(at + 1).and_then(day_of).filter(|_| before.is_none());
    let year_at = at + 1 + usize::from(after.is_some());
    let year = number(words.get(year_at)?, 4)? as i16;
    let Some(day) = before.or(after) else {
        return Edtf::parse(&format!("{year:04}-{named:02}"));
    };
    let date = Date::ymd(year, named, day)?;
    let rest = text.split_once(words[year_at]).map_or("", |(_, rest)| rest);
    let rest = rest.trim_start_matches(|c: char| !c.is_ascii_digit());
    match clock(rest) {
        Some(clock) => Edtf::parse(&format!("{date}T{clock}")),
        None => Some(Edtf::from(date)),
    }
}

/// `13/09/2024` and `09/13/2024` are one day; of `03/04/2024` only the year is sure.
fn in_digits(text: &str) -> Option<Edtf> {
    let word = text.split([' ', ',', 'T']).next()?;
    let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
    let [a, b, year] = parts.as_slice() else { return None };
    let year = number(year, 4)?;
    let (a, b): (u8, u8) = (a.parse().ok()?, b.parse().ok()?);
    let sure = match (a > 12, b > 12) {
        (true, false) => Date::ymd(year as i16, b, a),
        (false, true) => Date::ymd(year as i16, a, b),
        (false, false) if a == b => Date::ymd(year as i16, a, b),
        (true, true) => return None,
        (false, false) => None,
    };
    sure.map(Edtf::from).or_else(|| Edtf::parse(&format!("{year:04}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_publishers_write_them() {
        for (given, edtf) in [
            ("2024-09-11", "2024-09-11"),
            ("'2024-09-11'", "2024-09-11"),
            ("2024-09-11T08:00:00+01:00", "2024-09-11T08:00+01:00"),
            ("2024-09-11T08:00:31.250Z", "2024-09-11T08:00Z"),
            ("2021-01-15 16:17:00-05:00", "2021-01-15T16:17-05:00"),
            ("2019-11-20T00:00:00Z", "2019-11-20"),
            ("20240911T081500+0200", "2024-09-11"),
            ("20240911", "2024-09-11"),
            ("2024/09/10", "2024-09-10"),
            ("2024/9/1 7:05", "2024-09-01T07:05"),
            ("2024-09", "2024-09"),
            ("2024", "2024"),
            ("10 September 2024", "2024-09-10"),
            ("Tuesday, 10 September 2024", "2024-09-10"),
            ("September 10, 2024", "2024-09-10"),
            ("Sept. 9, 2024", "2024-09-09"),
            ("Sept 9th, 2024 at 9:50 p.m. ET", "2024-09-09T21:50"),
            ("Tue, 10 Sep 2024 08:00:00 +0200", "2024-09-10T08:00+02:00"),
            ("Tue, 10 Sep 2024 08:00:00 GMT", "2024-09-10T08:00Z"),
            ("Published: 3 May 2023 - 14:30", "2023-05-03T14:30"),
            ("September 2024", "2024-09"),
            ("13/09/2024", "2024-09-13"),
            ("09/13/2024", "2024-09-13"),
            ("03/04/2024", "2024"),
            ("1726000000", "2024-09-10T20:26Z"),
        ] {
            assert_eq!(published(given).map(|e| e.to_string()).as_deref(), Some(edtf), "{given}");
        }
    }

    #[test]
    fn what_is_no_date_gives_none() {
        for given in
            ["", "today", "2024-13-45", "31 February 2024", "Monday", "May", "12 March", "99/99/2024", "é-é-2024", "2024é09é10"]
        {
            assert_eq!(published(given), None, "{given}");
        }
    }

    #[test]
    fn lines_that_are_dates_and_nothing_else() {
        for line in ["Tuesday, 10 September 2024", "Published: September 10, 2024 at 8:00 am GMT", "2024-09-10"] {
            assert_eq!(of_bare_line(line).map(|e| e.to_string()[..10].to_owned()).as_deref(), Some("2024-09-10"), "{line}");
        }
        for line in ["Tarsk, 10 September 2024", "They met on 10 September 2024.", "Wednesday, 8 November", "34"] {
            assert_eq!(of_bare_line(line), None, "{line}");
        }
    }

    #[test]
    fn the_day_in_an_address() {
        assert_eq!(in_url("https://a.example/2023/03/27/corridor").map(|e| e.to_string()).as_deref(), Some("2023-03-27"));
        assert_eq!(in_url("https://a.example/story/123456"), None);
    }
}
