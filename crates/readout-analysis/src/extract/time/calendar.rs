//! Points of the calendar known in part, and arithmetic on them: months, weeks, seasons, quarters, decades, named days.
//!
//! Enters: parts of dates. Leaves: TIMEX3 values and EDTF. It leaves alone: texts.

use super::lexicon::Holiday;
use readout_record::edtf::{Date, Edtf};

/// What is known of a point in time; the coarsest and the finest part that are set tell its grain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// Year.
    pub year: Option<i32>,
    /// Month.
    pub month: Option<u8>,
    /// Day of the month.
    pub day: Option<u8>,
    /// The week or the weekend that holds this day.
    pub week: Option<Week>,
    /// Day of the week, Monday 1, where the date itself is not known.
    pub weekday: Option<u8>,
    /// `SP`, `SU`, `FA`, `WI`.
    pub season: Option<&'static str>,
    /// Quarter, 1 to 4.
    pub quarter: Option<u8>,
    /// Half of the year, 1 or 2.
    pub half: Option<u8>,
    /// The years of a decade or a century that begins with `year`: 10 or 100.
    pub years: Option<i32>,
    /// Part of the day: `MO`, `NI`.
    pub daypart: Option<&'static str>,
    /// Minutes since midnight.
    pub clock: Option<i32>,
    /// Whether the clock may as well be twelve hours later.
    pub either_half: bool,
    /// Zone of the clock in EDTF: `Z`, `+03:00`.
    pub zone: &'static str,
    /// Whether the day is only the likeliest one: it makes a value, but places nothing.
    pub likeliest: bool,
    /// Grain that is meant where nothing is known: `XXXX-XX-XX`.
    pub unknown: Option<&'static str>,
}

/// A week that is known by its Monday, or its weekend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Week {
    /// Its Monday.
    pub monday: Date,
    /// Whether only Saturday and Sunday are meant.
    pub weekend: bool,
}

impl Point {
    /// The point of a date.
    pub fn of(date: Date) -> Point {
        Point { year: date.year.map(i32::from), month: date.month, day: date.day, ..Point::default() }
    }

    /// The date as far as it is one of year, month and day.
    pub fn date(&self) -> Option<Date> {
        if self.years.is_some() || self.season.is_some() || self.quarter.is_some() || self.half.is_some() || self.week.is_some() {
            return None;
        }
        let year = match self.year {
            Some(y) => Some(i16::try_from(y).ok().filter(|y| (0..=9999).contains(y))?),
            None => None,
        };
        Date { year, month: self.month, day: self.day, time: None, approximate: false }.checked()
    }

    /// The year of a quarter, a half or a season.
    pub fn year_alone(&self) -> Option<Date> {
        let year = self.year.filter(|_| self.years.is_none() && self.week.is_none())?;
        Some(Date { year: i16::try_from(year).ok(), month: None, day: None, time: None, approximate: false })
    }

    /// The TIMEX3 value.
    pub fn timex(&self) -> String {
        let year = self.year.filter(|y| (0..=9999).contains(y)).map_or("XXXX".to_owned(), |y| format!("{y:04}"));
        if let Some(week) = self.week {
            return format!("{}{}", week_text(week.monday), if week.weekend { "-WE" } else { "" });
        }
        match self.years {
            Some(10) => return self.year.map_or("XXX".into(), |y| format!("{:03}", y / 10)),
            Some(_) => return self.year.map_or("XX".into(), |y| format!("{:02}", y / 100)),
            None => {}
        }
        let part = match (self.season, self.quarter, self.half, self.month) {
            (Some(season), ..) => format!("-{season}"),
            (_, Some(q), ..) => format!("-Q{q}"),
            (_, _, Some(h), _) => format!("-H{h}"),
            (.., Some(m)) => format!("-{m:02}"),
            _ => String::new(),
        };
        let day = self.day.map_or(String::new(), |d| format!("-{d:02}"));
        let known = format!("{year}{part}{day}");
        let base = match (self.weekday, self.unknown) {
            (Some(w), _) if self.day.is_none() => format!("XXXX-WXX-{w}"),
            (_, Some(unknown)) if known == "XXXX" => unknown.to_owned(),
            _ => known,
        };
        base + &self.time_text()
    }

    fn time_text(&self) -> String {
        match (self.clock, self.daypart) {
            (Some(m), _) => format!("T{:02}:{:02}", m / 60, m % 60),
            (None, Some(part)) if part.starts_with('T') => part.to_owned(),
            (None, Some(part)) => format!("T{part}"),
            (None, None) => String::new(),
        }
    }

    /// The value in EDTF, where the point can be placed.
    pub fn edtf(&self) -> Option<Edtf> {
        if self.likeliest {
            return None;
        }
        if let Some(week) = self.week {
            let from = week.monday.plus_days(if week.weekend { 5 } else { 0 })?;
            return Some(Edtf::interval(from, week.monday.plus_days(6)?));
        }
        let year = self.year;
        if let (Some(span), Some(y)) = (self.years, year) {
            return Edtf::parse(&format!("{y:04}/{:04}", y + span - 1));
        }
        if let Some((from, to, about)) = self.months() {
            return Edtf::parse(&format!("{:04}-{from:02}{about}/{:04}-{to:02}{about}", year?, year?));
        }
        if self.season.is_some() {
            return Edtf::parse(&format!("{:04}~", year?));
        }
        let date = self.date()?;
        match self.clock {
            Some(m) if date.day.is_some() && !self.either_half => {
                Edtf::parse(&format!("{date}T{:02}:{:02}{}", m / 60, m % 60, self.zone))
            }
            _ => Some(date.into()),
        }
    }

    /// First and last month of a season, a quarter or a half; winter runs over the turn of the year and is left out.
    fn months(&self) -> Option<(u8, u8, &'static str)> {
        match (self.season, self.quarter, self.half) {
            (Some("SP"), ..) => Some((3, 5, "~")),
            (Some("SU"), ..) => Some((6, 8, "~")),
            (Some("FA"), ..) => Some((9, 11, "~")),
            (None, Some(q), _) => Some((q * 3 - 2, q * 3, "")),
            (None, None, Some(h)) => Some((h * 6 - 5, h * 6, "")),
            _ => None,
        }
    }
}

/// `2025-W07`, by ISO 8601: a week belongs to the year that holds its Thursday.
fn week_text(monday: Date) -> String {
    let week = || {
        let thursday = monday.plus_days(3)?;
        let first = Date::ymd(thursday.year?, 1, 1)?;
        Some(format!("{:04}-W{:02}", thursday.year?, (thursday.day_number()? - first.day_number()?) / 7 + 1))
    };
    week().unwrap_or_else(|| "XXXX-WXX".into())
}

/// Monday of the week that holds `date`, `weeks` later.
pub fn monday(date: Date, weeks: i64) -> Option<Date> {
    date.plus_days(weeks * 7 - i64::from(date.weekday()?))
}

/// Year and month `months` later.
pub fn plus_months(year: i32, month: u8, months: i64) -> (i32, u8) {
    let total = i64::from(year) * 12 + i64::from(month) - 1 + months;
    (total.div_euclid(12) as i32, total.rem_euclid(12) as u8 + 1)
}

/// `days` later, also where the year is not known and leap days make no difference.
pub fn plus_days(date: Date, days: i64) -> Option<Date> {
    if date.year.is_some() {
        return Date { time: None, ..date }.plus_days(days);
    }
    let in_year = |year| Date { year: Some(year), time: None, ..date }.plus_days(days);
    let (common, leap) = (in_year(2023)?, in_year(2024)?);
    let same = (common.month, common.day) == (leap.month, leap.day);
    same.then_some(Date { year: None, ..common })
}

/// The date `days`, `months`, `years` later with the day of the month kept where there is one, else the last of the month.
pub fn plus_calendar(date: Date, months: i64) -> Option<Date> {
    let (year, month) = plus_months(i32::from(date.year?), date.month?, months);
    let year = i16::try_from(year).ok()?;
    (0..4).find_map(|back| Date::ymd(year, month, date.day?.checked_sub(back)?))
}

/// Month and day of a named day in `year`.
pub fn holiday_in(holiday: &Holiday, year: i32) -> Option<(u8, u8)> {
    if let Some(on) = holiday.on {
        return Some(on);
    }
    let short = i16::try_from(year).ok()?;
    if let Some((month, weekday, which)) = holiday.nth {
        return nth_weekday(short, month, weekday, which).map(|(month, day)| (month, day + holiday.plus));
    }
    let date = easter(short)?.plus_days(holiday.easter?)?;
    Some((date.month?, date.day?))
}

/// Month and day of the weekday (Monday 1) that is the `which`th of its month; -1 is the last.
pub fn nth_weekday(year: i16, month: u8, weekday: u8, which: i8) -> Option<(u8, u8)> {
    let days = (1..=31u8).filter_map(|d| Date::ymd(year, month, d)).filter(|d| d.weekday() == Some(weekday - 1));
    let all: Vec<Date> = days.collect();
    let at = if which < 0 { all.len().checked_sub(which.unsigned_abs() as usize)? } else { which as usize - 1 };
    all.get(at).and_then(|d| Some((d.month?, d.day?)))
}

/// Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::ymd(year, (n / 31) as u8, (n % 31 + 1) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_by_iso() {
        let week = |y, m, d| week_text(monday(Date::ymd(y, m, d).unwrap(), 0).unwrap());
        assert_eq!(week(2025, 2, 13), "2025-W07");
        assert_eq!(week(2021, 1, 1), "2020-W53");
        assert_eq!(week(2024, 12, 30), "2025-W01");
    }

    #[test]
    fn named_days() {
        assert_eq!(easter(2025).map(|d| d.to_string()).as_deref(), Some("2025-04-20"));
        assert_eq!(easter(2000).map(|d| d.to_string()).as_deref(), Some("2000-04-23"));
        assert_eq!(nth_weekday(1999, 11, 4, 4), Some((11, 25)));
        assert_eq!(nth_weekday(2025, 5, 1, -1), Some((5, 26)));
    }

    #[test]
    fn days_without_a_year() {
        let day = |m, d| Date { year: None, month: Some(m), day: Some(d), time: None, approximate: false };
        assert_eq!(plus_days(day(2, 12), -1), Some(day(2, 11)));
        assert_eq!(plus_days(day(12, 31), 1), Some(day(1, 1)));
        assert_eq!(plus_days(day(2, 28), 1), None, "29 February or 1 March");
    }

    #[test]
    fn months_keep_their_day_where_they_can() {
        let d = Date::ymd(2025, 1, 31).unwrap();
        assert_eq!(plus_calendar(d, 1).map(|d| d.to_string()).as_deref(), Some("2025-02-28"));
        assert_eq!(plus_calendar(d, -1).map(|d| d.to_string()).as_deref(), Some("2024-12-31"));
    }
}
