//! Times told as a length: before or after an anchor, placed around the publication, bare, repeated.
//!
//! Enters: frames with a measure or a unit, and anchors. Leaves: their values. It leaves alone: calendar dates.

use super::anchor::{Anchors, Value, stepped, unknown};
use super::calendar::{Point, plus_calendar, plus_days};
use super::frame::{Frame, Held};
use super::pattern::Slot;
use super::place::Place;
use crate::extract::quantity::compare::{duration_iso, vague_iso};
use crate::extract::quantity::measure::Measure;
use readout_record::edtf::{Date, Edtf};

/// Lengths of more units than this lie beyond the calendar.
const FARTHEST: f64 = 5000.0;

/// A length of time in ISO 8601, as told.
pub fn duration(place: &Place, frame: &Frame) -> Option<Value> {
    Some(Value::Text(iso(place, measure(place, frame)?)?, None))
}

/// A unit without a number: `PXW`.
pub fn bare(frame: &Frame) -> Option<Value> {
    let number = if frame.number(Slot::N) == Some(1) { "1" } else { "X" };
    Some(Value::Text(bare_iso(frame.text(Slot::Unit)?, number)?, None))
}

fn measure<'a>(place: &'a Place, frame: &Frame) -> Option<&'a Measure> {
    match frame.get(Slot::Measure)? {
        Held::Measure(number) => place.measures.get(number),
        _ => None,
    }
}

fn iso(place: &Place, measure: &Measure) -> Option<String> {
    let quantity = &measure.quantity;
    if measure.vague {
        return vague_iso(measure.unit?);
    }
    let names = |unit: &str| place.items[measure.first..measure.end].iter().any(|i| i.word.starts_with(unit));
    let mixed = match &*quantity.unit {
        "minute" if names("hour") => mixed_iso("hour", quantity.value / 60.0),
        "month" if names("year") => mixed_iso("year", quantity.value / 12.0),
        unit => mixed_iso(unit, quantity.value),
    };
    mixed.or_else(|| duration_iso(quantity))
}

/// Whole hours or years with a part of one, in both units as TIMEX3 has them: `PT1H30M`, `P2Y6M`.
fn mixed_iso(unit: &str, value: f64) -> Option<String> {
    let (parts, clock, whole, part) = match unit {
        "hour" => (60.0, "T", "H", "M"),
        "year" => (12.0, "", "Y", "M"),
        _ => return None,
    };
    let rest = value.fract() * parts;
    let even = rest > 0.5 && (rest - rest.round()).abs() < 1e-6;
    (value > 1.0 && even).then(|| format!("P{clock}{}{whole}{}{part}", value.trunc(), rest.round()))
}

/// A length of time before or after the anchor, as exact as the unit it is told in.
pub fn shift(place: &Place, frame: &Frame, anchors: &Anchors) -> Option<Value> {
    let measure = measure(place, frame)?;
    let sign = i64::from(frame.number(Slot::Direction).unwrap_or(1));
    let narrative = frame.text(Slot::Anchor) == Some("narrative");
    let range = measure.quantity.low < measure.quantity.high && !measure.quantity.approximate;
    if measure.vague
        || measure.quantity.value > FARTHEST
        || range && measure.quantity.low.is_some() && measure.quantity.high.is_some()
    {
        let reference = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
        return Some(Value::Text(reference.into(), None));
    }
    let unit = measure.unit?;
    let base = match (narrative, &*unit.name) {
        (false, _) => anchors.published,
        (true, "day" | "night" | "week" | "fortnight") => anchors.day,
        (true, "hour" | "minute" | "second") => None,
        (true, _) => anchors.period.or(anchors.published.filter(|_| sign < 0)),
    };
    let point = match (base, frame.text(Slot::Unit)) {
        (Some(base), Some(grain)) => moved(base, measure, sign).and_then(|date| stepped(date, grain, 0)),
        (base, _) => base.and_then(|base| shifted(base, &unit.name, sign as f64 * measure.quantity.value, narrative)),
    };
    let point = point.unwrap_or_else(|| unknown(if unit.base < 86_400.0 { "day" } else { &unit.name }));
    let (value, edtf) = (point.timex(), point.edtf());
    match (measure.quantity.low, measure.quantity.high) {
        (Some(_), Some(_)) if !measure.quantity.approximate => Some(Value::Point(point)),
        (Some(_), Some(_)) => Some(Value::Text(value, edtf.and_then(|e| about(&e)))),
        (low, _) => Some(Value::Text(value, edtf.and_then(|e| open(&e, low.is_some() == (sign < 0))))),
    }
}

/// The date marked as approximate.
fn about(edtf: &Edtf) -> Option<Edtf> {
    let marked: Vec<String> =
        edtf.as_str().split('/').map(|d| if d.ends_with('~') { d.to_owned() } else { format!("{d}~") }).collect();
    Edtf::parse(&marked.join("/"))
}

/// "more than two years ago": any time until then; "less than": from then on.
fn open(edtf: &Edtf, until: bool) -> Option<Edtf> {
    let (from, to) = (edtf.start()?, edtf.end()?);
    Edtf::parse(&if until { format!("../{to}") } else { format!("{from}/..") })
}

fn shifted(base: Date, unit: &str, amount: f64, exact: bool) -> Option<Point> {
    let whole = amount.round() as i64;
    match unit {
        "day" | "night" => plus_days(base, whole).filter(|_| base.day.is_some()).map(Point::of),
        "week" | "fortnight" => {
            let weeks = if unit == "week" { amount } else { amount * 2.0 };
            let days = (weeks * 7.0).round() as i64;
            match exact {
                true => plus_days(base, days).filter(|_| base.day.is_some()).map(Point::of),
                false => stepped(base.plus_days(days)?, "week", 0),
            }
        }
        "month" => stepped(base, "month", whole),
        "year" if amount.fract() != 0.0 => stepped(base, "month", (amount * 12.0).round() as i64),
        "decade" if amount.fract() != 0.0 => return stepped(base, "year", (amount * 10.0).round() as i64),
        "century" if amount.fract() != 0.0 => return stepped(base, "year", (amount * 100.0).round() as i64),
        "year" | "decade" | "century" => stepped(base, unit, whole),
        "hour" | "minute" | "second" => clock_shifted(base, unit, amount),
        _ => None,
    }
    .map(|point| if unit == "decade" || unit == "century" { years_back(base, unit, whole).unwrap_or(point) } else { point })
}

/// "two decades ago" is a year, not a decade.
fn years_back(base: Date, unit: &str, count: i64) -> Option<Point> {
    let years = if unit == "decade" { 10 } else { 100 };
    stepped(base, "year", count * years)
}

/// Hours and minutes count from the anchor's time of day; without one they leave the day as it is.
fn clock_shifted(base: Date, unit: &str, amount: f64) -> Option<Point> {
    let factor = match unit {
        "hour" => 60.0,
        "minute" => 1.0,
        _ => 1.0 / 60.0,
    };
    let Some((h, m)) = base.time else { return base.day.map(|_| Point::of(base)) };
    let minutes = i64::from(h) * 60 + i64::from(m) + (amount * factor).round() as i64;
    let mut point = Point::of(plus_days(base, minutes.div_euclid(1440))?);
    point.clock = Some(minutes.rem_euclid(1440) as i32);
    Some(point)
}

/// A length of time that ends or begins at the publication: `P2M`, and the interval.
pub fn period(place: &Place, frame: &Frame, anchors: &Anchors) -> Option<Value> {
    let sign = i64::from(frame.number(Slot::Direction).unwrap_or(1));
    let Some(measure) = measure(place, frame) else {
        let unit = frame.text(Slot::Unit)?;
        let edtf = anchors.published.and_then(|p| period_of_unit(Date { time: None, ..p }, unit, sign));
        return Some(Value::Text(bare_iso(unit, "1")?, edtf));
    };
    let value = iso(place, measure)?;
    let told = measure.quantity.low == measure.quantity.high;
    let near = measure.quantity.value <= FARTHEST;
    let edtf = anchors.published.filter(|_| told && near && !measure.vague).and_then(|from| {
        let other = moved(from, measure, sign)?;
        let from = Date { time: None, ..from };
        Some(if sign < 0 { Edtf::interval(other, from) } else { Edtf::interval(from, other) })
    });
    Some(Value::Text(value, edtf))
}

fn period_of_unit(from: Date, unit: &str, sign: i64) -> Option<Edtf> {
    let other = match (unit, months_in(unit)) {
        (_, months) if months > 0.0 => plus_calendar(from, sign * months as i64)?,
        ("day", _) => plus_days(from, sign)?,
        ("week", _) => plus_days(from, sign * 7)?,
        _ => return None,
    };
    Some(if sign < 0 { Edtf::interval(other, from) } else { Edtf::interval(from, other) })
}

fn months_in(unit: &str) -> f64 {
    match unit {
        "month" => 1.0,
        "quarter" => 3.0,
        "year" => 12.0,
        "decade" => 120.0,
        "century" => 1200.0,
        _ => 0.0,
    }
}

fn moved(from: Date, measure: &Measure, sign: i64) -> Option<Date> {
    let (unit, count) = (measure.unit?, measure.quantity.value);
    let months = months_in(&unit.name);
    if months > 0.0 {
        return plus_calendar(from, sign * (months * count).round() as i64);
    }
    let days = count * unit.base / 86_400.0;
    (days >= 1.0).then(|| plus_days(from, sign * days.round() as i64))?
}

fn bare_iso(unit: &str, number: &str) -> Option<String> {
    let (clock, letter, factor) = match unit {
        "second" => ("T", "S", ""),
        "minute" => ("T", "M", ""),
        "hour" => ("T", "H", ""),
        "day" => ("", "D", ""),
        "week" => ("", "W", ""),
        "weekend" => ("", "WE", ""),
        "month" => ("", "M", ""),
        "year" => ("", "Y", ""),
        "fortnight" => return Some(if number == "X" { "PXW".into() } else { "P2W".into() }),
        "quarter" => return Some(if number == "X" { "PXM".into() } else { "P3M".into() }),
        "decade" => ("", "Y", "0"),
        "century" => ("", "Y", "00"),
        _ => return None,
    };
    let factor = if number == "X" { "" } else { factor };
    Some(format!("P{clock}{number}{factor}{letter}"))
}

/// What repeats: every how long.
pub fn set(place: &Place, frame: &Frame) -> Option<Value> {
    if let Some(season) = frame.text(Slot::Unit).filter(|u| matches!(*u, "SP" | "SU" | "FA" | "WI")) {
        return Some(Value::Text(format!("XXXX-{season}"), None));
    }
    if let Some(weekday) = frame.number(Slot::Weekday) {
        return Some(Value::Text(format!("XXXX-WXX-{weekday}"), None));
    }
    let value = match measure(place, frame) {
        Some(measure) => iso(place, measure)?,
        None => bare_iso(frame.text(Slot::Unit)?, &frame.number(Slot::N).unwrap_or(1).to_string())?,
    };
    Some(Value::Text(value, None))
}
