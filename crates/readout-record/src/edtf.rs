//! Dates of the record: the part of EDTF (ISO 8601-2) that reports need, and ISO 8601 durations.
//!
//! Enters: text such as `2025-02-12`, `XXXX-02-12`, `2025-02~`, `2025-02-10/2025-02-14`, `2025-02-12T09:30`. Leaves: a value that is known
//! to be sound. It leaves alone: expressions of English; those are readout-analysis's.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;

/// A calendar date that may lack its finer parts or its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    /// Year, `None` where it is not known (`XXXX`).
    pub year: Option<i16>,
    /// Month 1 to 12.
    pub month: Option<u8>,
    /// Day 1 to 31; only with a month.
    pub day: Option<u8>,
    /// Hour and minute; only with a day.
    pub time: Option<(u8, u8)>,
    /// Whether the source says "about" (`~`).
    pub approximate: bool,
}

impl Date {
    /// A full date, or `None` when there is no such day.
    pub fn ymd(year: i16, month: u8, day: u8) -> Option<Date> {
        Date { year: Some(year), month: Some(month), day: Some(day), time: None, approximate: false }.checked()
    }

    /// The date itself when there is such a day (29 February is allowed where the year is unknown).
    pub fn checked(self) -> Option<Date> {
        let month_ok = self.month.is_none_or(|m| (1..=12).contains(&m));
        let day_ok = match (self.month, self.day) {
            (Some(m), Some(d)) => (1..=days_in(self.year, m)).contains(&d),
            (None, Some(_)) => false,
            _ => true,
        };
        let time_ok = self.time.is_none_or(|(h, m)| self.day.is_some() && h < 24 && m < 60);
        (month_ok && day_ok && time_ok && (self.year.is_some() || self.month.is_some())).then_some(self)
    }

    /// Whether both can be the date of one thing: no part that both know differs.
    pub fn compatible(self, other: Date) -> bool {
        fn agree<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
            a.is_none() || b.is_none() || a == b
        }
        agree(self.year, other.year) && agree(self.month, other.month) && agree(self.day, other.day)
    }

    /// How many of year, month, day and time are known.
    pub fn exactness(self) -> u8 {
        u8::from(self.year.is_some())
            + u8::from(self.month.is_some())
            + u8::from(self.day.is_some())
            + u8::from(self.time.is_some())
    }

    /// Days since 1 March of year 0 (proleptic Gregorian), where year, month and day are known.
    pub fn day_number(self) -> Option<i64> {
        let (y, m, d) = (i64::from(self.year?), i64::from(self.month?), i64::from(self.day?));
        let (y, m) = if m <= 2 { (y - 1, m + 9) } else { (y, m - 3) };
        Some(365 * y + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400) + (m * 306 + 5) / 10 + d - 1)
    }

    /// The first day that the date leaves, where its year is known: 1 February for a February.
    pub fn first_day(self) -> Option<Date> {
        match self.month {
            Some(month) => Date::ymd(self.year?, month, self.day.unwrap_or(1)),
            None => Date::ymd(self.year?, 1, 1),
        }
    }

    /// The last day that the date leaves, where its year is known: 31 December for a year.
    pub fn last_day(self) -> Option<Date> {
        let (year, month) = (self.year?, self.month.unwrap_or(12));
        match self.day.filter(|_| self.month.is_some()) {
            Some(day) => Date::ymd(year, month, day),
            None => (28..=31).rev().find_map(|day| Date::ymd(year, month, day)),
        }
    }

    /// The date that many days later (earlier when negative), where year, month and day are known; without a time.
    pub fn plus_days(self, days: i64) -> Option<Date> {
        let n = self.day_number()? + days;
        let mut y = (10_000 * n + 14_780).div_euclid(3_652_425);
        let before = |y: i64| 365 * y + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400);
        let mut rest = n - before(y);
        if rest < 0 {
            y -= 1;
            rest = n - before(y);
        }
        let mi = (100 * rest + 52) / 3060;
        let month = (mi + 2) % 12 + 1;
        let year = y + (mi + 2) / 12;
        let day = rest - (mi * 306 + 5) / 10 + 1;
        Date::ymd(i16::try_from(year).ok()?, month as u8, day as u8)
    }

    /// Day of the week, Monday = 0, where year, month and day are known.
    pub fn weekday(self) -> Option<u8> {
        Some((self.day_number()? + 2).rem_euclid(7) as u8)
    }

    fn parse(text: &str) -> Option<Date> {
        let (text, approximate) = match text.strip_suffix('~') {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        let (day_part, time) = match text.split_once('T') {
            Some((day, clock)) => (day, Some(parse_clock(clock)?)),
            None => (text, None),
        };
        let mut parts = day_part.split('-');
        let year = match parts.next()? {
            "XXXX" => None,
            y if y.len() == 4 => Some(digits(y)? as i16),
            _ => return None,
        };
        let two = |p: Option<&str>| match p {
            None => Some(None),
            Some(p) if p.len() == 2 => Some(Some(digits(p)? as u8)),
            Some(_) => None,
        };
        let (month, day) = (two(parts.next())?, two(parts.next())?);
        if parts.next().is_some() {
            return None;
        }
        Date { year, month, day, time, approximate }.checked()
    }
}

fn digits(text: &str) -> Option<u32> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

/// `09:30`, with `Z` or an offset such as `+03:00` allowed after it.
fn parse_clock(text: &str) -> Option<(u8, u8)> {
    let clock = text.get(..5)?;
    let zone = &text[5..];
    let zone_ok =
        zone.is_empty() || zone == "Z" || (zone.len() == 6 && zone.starts_with(['+', '-']) && zone.get(3..4) == Some(":"));
    let (h, m) = clock.split_once(':')?;
    (zone_ok && h.len() == 2).then_some((digits(h)? as u8, digits(m)? as u8))
}

fn days_in(year: Option<i16>, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 => match year {
            Some(y) if y % 4 != 0 || (y % 100 == 0 && y % 400 != 0) => 28,
            _ => 29,
        },
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(y) => write!(out, "{y:04}")?,
            None => out.write_str("XXXX")?,
        }
        if let Some(m) = self.month {
            write!(out, "-{m:02}")?;
        }
        if let Some(d) = self.day {
            write!(out, "-{d:02}")?;
        }
        if let Some((h, m)) = self.time {
            write!(out, "T{h:02}:{m:02}")?;
        }
        out.write_str(if self.approximate { "~" } else { "" })
    }
}

/// A sound EDTF value: a date or an interval of two dates (`..` for an open end). Compares in order of time as far as the parts are known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edtf(String);

impl Edtf {
    /// The value, or `None` when the text is not EDTF of the supported part.
    pub fn parse(text: &str) -> Option<Edtf> {
        let sound = match text.split_once('/') {
            Some((from, to)) => {
                let end = |t: &str| t == ".." || Date::parse(t).is_some();
                end(from) && end(to) && (from != ".." || to != "..")
            }
            None => Date::parse(text).is_some(),
        };
        sound.then(|| Edtf(text.to_owned()))
    }

    /// An interval between two dates, both included.
    pub fn interval(from: Date, to: Date) -> Edtf {
        Edtf(format!("{from}/{to}"))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// First date; the only one when it is no interval; `None` for an open beginning.
    pub fn start(&self) -> Option<Date> {
        Date::parse(self.0.split('/').next()?)
    }

    /// Last date; the only one when it is no interval; `None` for an open end.
    pub fn end(&self) -> Option<Date> {
        Date::parse(self.0.rsplit('/').next()?)
    }

    /// The date, when it is one and no interval.
    pub fn date(&self) -> Option<Date> {
        Date::parse(&self.0)
    }

    /// A key that sorts values by time: unknown years last, coarser before finer within one period.
    pub fn sort_key(&self) -> (i16, u8, u8, (u8, u8)) {
        let d = self.start().or_else(|| self.end());
        d.map_or((i16::MAX, 0, 0, (0, 0)), |d| {
            (d.year.unwrap_or(i16::MAX), d.month.unwrap_or(0), d.day.unwrap_or(0), d.time.unwrap_or((0, 0)))
        })
    }
}

impl From<Date> for Edtf {
    fn from(date: Date) -> Edtf {
        Edtf(date.to_string())
    }
}

impl PartialOrd for Edtf {
    fn partial_cmp(&self, other: &Edtf) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Edtf {
    fn cmp(&self, other: &Edtf) -> Ordering {
        self.sort_key().cmp(&other.sort_key()).then_with(|| self.0.cmp(&other.0))
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0)
    }
}

impl Serialize for Edtf {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Edtf {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Edtf, D::Error> {
        let text = String::deserialize(input)?;
        Edtf::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("{text:?} is not an EDTF date")))
    }
}

impl JsonSchema for Edtf {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Edtf".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "EDTF (ISO 8601-2): 2025-02-12, 2025-02, XXXX-02-12 (year not known), 2025-02-10/2025-02-14, 2025-02-12~",
            "examples": ["2025-02-12", "XXXX-02-12", "2025-02-10/2025-02-14"]
        })
    }
}

/// Whether `text` is an ISO 8601 duration such as `PT90M`, `P30D` or `P1Y2M`.
pub fn is_duration(text: &str) -> bool {
    let Some(body) = text.strip_prefix('P') else { return false };
    let (date, time) = match body.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (body, None),
    };
    let units_ok = |part: &str, units: &str| {
        let mut rest = part;
        let mut order = units;
        while !rest.is_empty() {
            let number = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == 'X').len();
            let Some(unit) = rest[number..].chars().next() else { return false };
            let Some(at) = order.find(unit) else { return false };
            if number == 0 {
                return false;
            }
            order = &order[at + unit.len_utf8()..];
            rest = &rest[number + unit.len_utf8()..];
        }
        true
    };
    units_ok(date, "YMWD") && time.is_none_or(|t| !t.is_empty() && units_ok(t, "HMS")) && (!date.is_empty() || time.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_the_contract_names_and_refuses_the_rest() {
        for good in [
            "2025-02-12",
            "2025-02",
            "2025",
            "2025-02-12T09:30",
            "XXXX-02-12",
            "XXXX-02-29",
            "2025-02-10/2025-02-14",
            "2025-02-12~",
            "../2025-03",
            "2025-02-12T09:30Z",
        ] {
            assert_eq!(Edtf::parse(good).map(|e| e.to_string()).as_deref(), Some(good));
        }
        for bad in [
            "",
            "XXXX",
            "2025-2-12",
            "2025-02-30",
            "2023-02-29",
            "12 February",
            "2025-13",
            "2025-02T09:30",
            "2025-02-12/",
            "../..",
        ] {
            assert_eq!(Edtf::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn days_of_the_calendar() {
        let d = Date::ymd(2025, 2, 12).unwrap();
        assert_eq!(d.weekday(), Some(2), "a Wednesday");
        assert_eq!(d.plus_days(30).unwrap().to_string(), "2025-03-14");
        assert_eq!(d.plus_days(-43).unwrap().to_string(), "2024-12-31");
        for days in [-800_i64, -366, -1, 0, 1, 59, 365, 1461, 40_000] {
            let moved = d.plus_days(days).unwrap();
            assert_eq!(moved.day_number().unwrap() - d.day_number().unwrap(), days);
        }
        assert_eq!(Date::ymd(2024, 3, 1).unwrap().plus_days(-1).unwrap().to_string(), "2024-02-29");
    }

    #[test]
    fn a_year_that_is_not_known_contradicts_none() {
        let with = Edtf::parse("2025-02-12").unwrap().date().unwrap();
        let without = Edtf::parse("XXXX-02-12").unwrap().date().unwrap();
        assert!(with.compatible(without));
        assert!(!with.compatible(Edtf::parse("2025-02-13").unwrap().date().unwrap()));
        assert!(with.compatible(Edtf::parse("2025-02").unwrap().date().unwrap()));
    }

    #[test]
    fn durations() {
        for good in ["PT90M", "P30D", "P1Y2M", "PT1H30M", "P1DT12H", "P2W", "PXD"] {
            assert!(is_duration(good), "{good}");
        }
        for bad in ["", "P", "PT", "30 days", "P30", "PTM", "P1D2Y"] {
            assert!(!is_duration(bad), "{bad}");
        }
    }
}
