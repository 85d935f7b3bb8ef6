//! From a frame to its value: what the words say, placed by the publication date, the narrative and the tense.
//!
//! Enters: frames and anchors. Leaves: TIMEX3 value and EDTF. It leaves alone: which words are a time.

use super::anchor::{Anchors, Value, stepped, unknown};
use super::calendar::{Point, Week, holiday_in, monday, nth_weekday, plus_months};
use super::frame::{Frame, Held};
use super::length;
use super::lexicon::{LEXICON, Make};
use super::pattern::Slot;
use super::place::Place;
use super::tense::{self, Tense, tense};
use crate::extract::quantity::item::figure;
use readout_record::edtf::{Date, Edtf};

/// The value of a frame; `None` where the words turn out to be no time.
pub fn resolve(place: &Place, frame: &Frame, anchors: &Anchors) -> Option<Value> {
    let now = tense(place.g, place.items[governed_item(frame)].token).0;
    let point = |p: Option<Point>| p.map(Value::Point);
    match frame.rule.rule.make {
        Make::Date => point(date(frame, anchors, now)),
        Make::Range => range(frame, anchors, now),
        Make::Slash => point(slash(place, frame, anchors)),
        Make::Listed => point(listed(place, frame, anchors, now)),
        Make::Weekday => point(weekday(place, frame, anchors, now)),
        Make::Nth => point(nth(frame, anchors, now)),
        Make::Holiday => point(holiday(frame, anchors, now)),
        Make::Step => point(step(place, frame, anchors, now)),
        Make::Shift => length::shift(place, frame, anchors),
        Make::Period => length::period(place, frame, anchors),
        Make::Duration => length::duration(place, frame),
        Make::Bare => length::bare(frame),
        Make::Set => length::set(place, frame),
        Make::Clock => point(clock(frame, anchors)),
        Make::Reference => Some(Value::Text(frame.text(Slot::Value)?.to_owned(), frame.text(Slot::Value).and_then(Edtf::parse))),
    }
}

/// The item whose place in the parse tells what the expression hangs on: its last.
fn governed_item(frame: &Frame) -> usize {
    frame.end - 1
}

/// Calendar parts as told; the year inferred from the publication date and the tense.
fn date(frame: &Frame, anchors: &Anchors, now: Tense) -> Option<Point> {
    let part = |slot| frame.number(slot).and_then(|n| u8::try_from(n).ok());
    let mut point = Point {
        year: frame.number(Slot::Year),
        month: part(Slot::Month),
        day: part(Slot::Day),
        season: frame.text(Slot::Season),
        quarter: part(Slot::Quarter),
        half: part(Slot::Half).filter(|h| *h <= 2),
        ..Point::default()
    };
    if let Some(decade) = frame.number(Slot::Decade) {
        return decade_point(decade);
    }
    if let Some(century) = frame.number(Slot::Century) {
        return Some(Point { year: Some((century - 1) * 100), years: Some(100), ..Point::default() });
    }
    if let Some(step) = frame.number(Slot::Yearstep) {
        point.year = anchors.published.and_then(|p| p.year).map(|y| i32::from(y) + step);
    } else if let Some(step) = frame.number(Slot::Monthstep) {
        let narrative = anchors.period.filter(|p| frame.text(Slot::Anchor) == Some("narrative") && p.month.is_some());
        let month = stepped(narrative.or(anchors.published)?, "month", i64::from(step))?;
        point = Point { day: point.day, ..month };
    } else if point.day.is_some() && point.month.is_none() {
        point = day_of_month(point.day?, anchors, now);
    } else if point.year.is_none() {
        let inferred = || inferred_year(&point, frame.number(Slot::Direction), anchors, now);
        point.year =
            told_year(&point, frame, anchors).or_else(inferred).map(|year| year_of_weekday(&point, frame, anchors, year));
    }
    if point.day.is_some() && point.date().is_none() {
        point.year = None;
        point.date()?;
    }
    Some(point)
}

/// Of `year` and its neighbours the one in which the day falls on the weekday that is told with it; `year` where it does, or none does,
/// or where that year puts it close to the publication: then the weekday is more likely a slip.
fn year_of_weekday(point: &Point, frame: &Frame, anchors: &Anchors, year: i32) -> i32 {
    let in_year = |year: i32| Point { year: Some(year), ..point.clone() }.date();
    let falls = |year: &i32| in_year(*year).and_then(Date::weekday).map(|w| i32::from(w) + 1) == frame.number(Slot::Weekday);
    let days = |date: Date| Some((date.day_number()? - anchors.published?.day_number()?).abs());
    let close = in_year(year).and_then(days).is_some_and(|days| days <= 31);
    let told = frame.number(Slot::Weekday).filter(|_| !close && frame.rule.rule.make == Make::Date);
    told.and_then(|_| [year, year - 1, year + 1].into_iter().find(falls)).unwrap_or(year)
}

/// The year that the text itself tells with the same day and month elsewhere, and only one.
fn told_year(point: &Point, frame: &Frame, anchors: &Anchors) -> Option<i32> {
    let mut years = anchors.told.iter().filter(|d| d.month == point.month && d.day == point.day).filter_map(|d| d.year);
    let year = years.next().filter(|_| point.day.is_some() && frame.number(Slot::Direction).is_none())?;
    years.all(|other| other == year).then_some(i32::from(year))
}

fn decade_point(decade: i32) -> Option<Point> {
    let year = if decade < 100 { if decade < 30 { 2000 + decade } else { 1900 + decade } } else { decade };
    (year % 10 == 0).then(|| Point {
        year: Some(year),
        years: Some(if decade % 100 == 0 && decade < 2000 { 100 } else { 10 }),
        ..Point::default()
    })
}

/// "the 12th": of the month that the text or the publication is in.
fn day_of_month(day: u8, anchors: &Anchors, now: Tense) -> Point {
    let base = anchors.published;
    let mut point = Point { day: Some(day), ..Point::default() };
    if let Some((year, month, today)) = base.and_then(|b| Some((i32::from(b.year?), b.month?, b.day?))) {
        let months = match now {
            Tense::Past if day > today => -1,
            Tense::Future if day < today => 1,
            _ => 0,
        };
        let (year, month) = plus_months(year, month, months);
        // A month back or ahead that has no such day: the one beyond it does.
        let lasting = Date { year: i16::try_from(year).ok(), month: Some(month), day: Some(day), time: None, approximate: false };
        let (year, month) = lasting.checked().map_or_else(|| plus_months(year, month, months), |_| (year, month));
        (point.year, point.month) = (Some(year), Some(month));
    }
    point
}

/// The year that puts the point nearest to the publication in the direction of the tense or of "last" and "next".
fn inferred_year(point: &Point, direction: Option<i32>, anchors: &Anchors, now: Tense) -> Option<i32> {
    let published = anchors.published?;
    let year = i32::from(published.year?);
    let month = point.month.or_else(|| season_month(point, now))?;
    let key = |y: i32| y * 372 + i32::from(month) * 31 + i32::from(point.day.unwrap_or(0));
    let fine = point.day.is_some() && published.day.is_some();
    let today = year * 372 + i32::from(published.month?) * 31 + if fine { i32::from(published.day?) } else { 0 };
    let (past, future) = (if key(year) <= today { year } else { year - 1 }, if key(year) >= today { year } else { year + 1 });
    let (back, ahead) = (today - key(past), key(future) - today);
    Some(match (direction, now) {
        (Some(-1), _) if key(past) == today || point.season.is_some() && back < SEASON => past - 1,
        (Some(-1), _) => past,
        (Some(0), Tense::Future) if back > 62 => future,
        (Some(0), _) => year,
        (Some(_), _) if key(future) == today => future + 1,
        (Some(_), _) => future,
        (None, Tense::Past) if ahead <= 45 && back > 280 => future,
        (None, Tense::Past) => past,
        (None, Tense::Future) if back <= 20 && ahead > 330 => past,
        (None, Tense::Future) => future,
        (None, _) if ahead < back => future,
        _ => past,
    })
}

/// Three months by the count of `inferred_year`: within them the season itself still lasts, and the last one is that of a year before.
const SEASON: i32 = 93;

/// The first month of a season, a quarter or a half; the last where it lies ahead: it is still to come while any of it is.
fn season_month(point: &Point, now: Tense) -> Option<u8> {
    let (first, months) = match (point.season, point.quarter, point.half) {
        (Some("SP"), ..) => (3, 3),
        (Some("SU"), ..) => (6, 3),
        (Some("FA"), ..) => (9, 3),
        (Some(_), ..) => (12, 1),
        (None, Some(q), _) => (q * 3 - 2, 3),
        (None, None, half) => (half? * 6 - 5, 6),
    };
    Some(if now == Tense::Future { first + months - 1 } else { first })
}

/// A further day of the month that stands beside it.
fn listed(place: &Place, frame: &Frame, anchors: &Anchors, now: Tense) -> Option<Point> {
    let day = u8::try_from(frame.number(Slot::Day)?).ok();
    let mut point = Point { month: place.listed_month(frame.first), day, ..Point::default() };
    point.year = frame.number(Slot::Year).or_else(|| inferred_year(&point, None, anchors, now));
    point.date().map(|_| point)
}

/// Two days of a month, two months, or two years.
fn range(frame: &Frame, anchors: &Anchors, now: Tense) -> Option<Value> {
    if let (Some(year), None, Some(until)) = (frame.number(Slot::Year), frame.number(Slot::Month), frame.number(Slot::Until)) {
        let until = if until < 100 { year / 100 * 100 + until } else { until };
        let value = (year < until).then(|| format!("{year:04}/{until:04}"))?;
        return Some(Value::Text(value.clone(), Edtf::parse(&value)));
    }
    let from = date(frame, anchors, now)?.date()?;
    if from.day.is_none() {
        let until = u8::try_from(frame.number(Slot::Until)?).ok()?;
        // A year that is told stands behind the second month.
        let (turns, told) = (i16::from(Some(until) < from.month), frame.number(Slot::Year).is_some());
        let from = Date { year: from.year.map(|year| if told { year - turns } else { year }), ..from };
        let edtf = Edtf::interval(from, Date { year: from.year.map(|year| year + turns), month: Some(until), ..from }.checked()?);
        return Some(Value::Text(edtf.as_str().to_owned(), Some(edtf)));
    }
    let until = Date { day: u8::try_from(frame.number(Slot::Until)?).ok(), ..from }.checked()?;
    let edtf = (from.day < until.day).then(|| Edtf::interval(from, until))?;
    Some(Value::Text(edtf.as_str().to_owned(), Some(edtf)))
}

/// `12/02/2025`: day and month told apart by size, else by which lies near the publication, else left open.
fn slash(place: &Place, frame: &Frame, anchors: &Anchors) -> Option<Point> {
    let (a, b, year) = match (frame.get(Slot::First), frame.get(Slot::Second), frame.get(Slot::Dotted)) {
        (Some(Held::Item(a)), Some(Held::Item(b)), _) => {
            (figure(&place.items[a].word)?, figure(&place.items[b].word)?, frame.number(Slot::Year)?)
        }
        (_, _, Some(Held::Item(all))) => return dotted(&place.items[all].word),
        _ => return None,
    };
    let day_first = Date::ymd(i16::try_from(year).ok()?, b as u8, a as u8);
    let month_first = Date::ymd(i16::try_from(year).ok()?, a as u8, b as u8);
    let near = |d: &Date| anchors.published.and_then(|p| Some((p.day_number()? - d.day_number()?).abs() <= 45)).unwrap_or(false);
    let open = Point { year: Some(year), unknown: None, ..Point::default() };
    match (day_first, month_first) {
        (Some(d), Some(m)) if d == m || near(&d) && !near(&m) => Some(Point::of(d)),
        (Some(d), Some(m)) if near(&m) && !near(&d) => Some(Point::of(m)),
        (Some(_), Some(_)) => Some(open),
        (Some(d), None) => Some(Point::of(d)),
        (None, Some(m)) => Some(Point::of(m)),
        (None, None) => None,
    }
}

/// `14.03.2025`: always the day first.
fn dotted(word: &str) -> Option<Point> {
    let parts: Vec<i32> = word.split('.').filter_map(|p| p.parse().ok()).collect();
    let [day, month, year] = parts[..] else { return None };
    let year = if year < 100 { 2000 + year } else { year };
    Date::ymd(i16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?).map(Point::of)
}

/// A day of the week: that of the publication or the last one before it; ahead, the next one.
fn weekday(place: &Place, frame: &Frame, anchors: &Anchors, now: Tense) -> Option<Point> {
    let weekday = u8::try_from(frame.number(Slot::Weekday)?).ok()?;
    let mut likeliest = false;
    let day = anchors.published.filter(|p| p.day.is_some() && p.year.is_some()).and_then(|published| {
        if let Some(weeks) = frame.number(Slot::Weekstep) {
            return monday(published, i64::from(weeks))?.plus_days(i64::from(weekday) - 1);
        }
        let back = (i64::from(published.weekday()?) - i64::from(weekday - 1)).rem_euclid(7);
        // A day that is only named in passing is the last one if that is near, and may be the next one else.
        // Six days ago nobody says the bare name, and where it happened it may be that day already: the nearest day is likeliest,
        // but in the record a guess could be a week off.
        let bare = frame.number(Slot::Direction).is_none() && back > 0;
        likeliest = bare && (now == Tense::Either && back > 3 || back == 6 && now == Tense::Past);
        if likeliest {
            return published.plus_days(7 - back);
        }
        let ahead = || tense::outright(place.g, place.items[governed_item(frame)].token);
        if bare && back < 3 && matches!(now, Tense::Future | Tense::Present) && !ahead() {
            likeliest = true;
            return published.plus_days(-back);
        }
        let days = match (frame.number(Slot::Direction), now) {
            (Some(-1), _) => -if back == 0 { 7 } else { back },
            (Some(1), _) => 7 - back,
            (_, Tense::Future | Tense::Present) if back > 0 => 7 - back,
            (None, Tense::Open) if back == 6 => 1,
            _ => -back,
        };
        published.plus_days(days)
    });
    let mut point = day.map_or(Point { weekday: Some(weekday), ..Point::default() }, Point::of);
    point.likeliest = likeliest;
    point.daypart = frame.text(Slot::Daypart);
    Some(point)
}

/// "the last Saturday of August".
fn nth(frame: &Frame, anchors: &Anchors, now: Tense) -> Option<Point> {
    let month = date(frame, anchors, now)?;
    let weekday = u8::try_from(frame.number(Slot::Weekday)?).ok()?;
    let which = i8::try_from(frame.number(Slot::N)?).ok()?;
    let Some(year) = month.year.and_then(|y| i16::try_from(y).ok()) else { return Some(month) };
    let (_, day) = nth_weekday(year, month.month?, weekday, which)?;
    Some(Point { day: Some(day), ..month })
}

fn holiday(frame: &Frame, anchors: &Anchors, now: Tense) -> Option<Point> {
    let holiday = LEXICON.holidays.get(usize::try_from(frame.number(Slot::Holiday)?).ok()?)?;
    let in_year = |year: i32| {
        let (month, day) = holiday_in(holiday, year)?;
        Some(Point { year: Some(year), month: Some(month), day: Some(day), ..Point::default() })
    };
    if let Some(year) = frame.number(Slot::Year) {
        return in_year(year);
    }
    if let Some(unit) = frame.text(Slot::Unit) {
        let near = in_year(i32::from(anchors.published?.year?))?;
        let year = inferred_year(&near, None, anchors, now)?;
        let weeks = stepped(in_year(year)?.date()?, "week", 0)?.week?;
        return Some(Point { week: Some(Week { weekend: unit == "weekend", ..weeks }), ..Point::default() });
    }
    let Some(published) = anchors.published.and_then(|p| p.year) else {
        let (month, day) = holiday.on?;
        return Some(Point { month: Some(month), day: Some(day), ..Point::default() });
    };
    let near = in_year(i32::from(published))?;
    in_year(inferred_year(&near, frame.number(Slot::Direction), anchors, now)?)
}

/// The unit that lies `direction` units from the anchor.
fn step(place: &Place, frame: &Frame, anchors: &Anchors, now: Tense) -> Option<Point> {
    let direction = i64::from(frame.number(Slot::Direction).unwrap_or(0));
    let narrative = frame.text(Slot::Anchor) == Some("narrative");
    let unit = frame.text(Slot::Unit).unwrap_or("season");
    let base = match (narrative, unit) {
        (false, _) => anchors.published,
        // "They spoke today. They will meet on Monday. On the same day she met him": what is over was not on a day to come.
        (true, "day") if direction == 0 && now == Tense::Past && to_come(anchors) => anchors.published.filter(|_| anchors.today),
        // A paragraph of its own in a report on what was done today: "On the same day the minister received the envoy".
        (true, "day") if direction == 0 && now == Tense::Past && anchors.today && parted(place, frame, anchors) => {
            anchors.published
        }
        (true, "day" | "week" | "weekend") => anchors.day.or(anchors.published),
        (true, _) => anchors.period.or(anchors.published),
    };
    let ahead = unit == "weekend" && direction == 0 && matches!(now, Tense::Future | Tense::Present);
    let base = if ahead { base.and_then(saturday) } else { base };
    let mut point = base.and_then(|base| stepped(base, unit, direction)).unwrap_or_else(|| unknown(unit));
    point.daypart = frame.text(Slot::Daypart);
    Some(point)
}

/// Whether a paragraph ends between the day that was told last and a time.
fn parted(place: &Place, frame: &Frame, anchors: &Anchors) -> bool {
    place.g.text().get(anchors.day_end..place.items[frame.first].start).is_some_and(|between| between.contains('\n'))
}

/// Whether the day that the text told last is after the publication.
fn to_come(anchors: &Anchors) -> bool {
    let number = |day: Option<Date>| day.and_then(Date::day_number);
    number(anchors.published).zip(number(anchors.day)).is_some_and(|(published, day)| day > published)
}

/// The Saturday of the week that holds `date`: "this weekend" where it is still to come.
fn saturday(date: Date) -> Option<Date> {
    monday(date, 0)?.plus_days(5)
}

/// A time of day on the day that the text told last, else on that of the publication.
fn clock(frame: &Frame, anchors: &Anchors) -> Option<Point> {
    let fixed = frame.text(Slot::Fixed).and_then(|t| Some(t.get(..2)?.parse::<i32>().ok()? * 60));
    let told = frame.number(Slot::Clock).or_else(|| frame.number(Slot::Hour).map(|h| h * 60)).or(fixed);
    let told = told.map(|m| (m + frame.number(Slot::Until).unwrap_or(0)).rem_euclid(1440));
    let clock = match (told, frame.number(Slot::Meridiem)) {
        (Some(m), Some(_)) if !(45..780).contains(&m) => return None,
        (Some(m), Some(half)) => Some(m % 720 + half * 60),
        (told, _) => told.filter(|m| *m < 1440),
    };
    let daypart = frame.text(Slot::Daypart);
    if clock.is_none() && daypart.is_none() {
        return None;
    }
    let base = anchors.day.or(anchors.published);
    let mut point = base.map_or_else(|| unknown("day"), Point::of);
    (point.clock, point.daypart, point.zone) = (clock, daypart, frame.text(Slot::Zone).unwrap_or(""));
    let hour_alone = frame.number(Slot::Hour).is_some() && frame.number(Slot::Meridiem).is_none();
    point.either_half = hour_alone && clock.is_some_and(|m| m <= 720) && point.zone.is_empty();
    Some(point)
}
