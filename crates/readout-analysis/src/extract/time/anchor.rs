//! What relative times start from, and the steps of the calendar that they take.
//!
//! Enters: dates. Leaves: the day, week, month or year that lies some units away. It leaves alone: what the words say.

use super::calendar::{Point, Week, monday, plus_days, plus_months};
use readout_record::edtf::{Date, Edtf};

/// What a relative time may start from.
#[derive(Clone, Debug, Default)]
pub struct Anchors {
    /// Days that the text tells with their year.
    pub told: Vec<Date>,
    /// Publication date.
    pub published: Option<Date>,
    /// The day that the text told last.
    pub day: Option<Date>,
    /// Where in the text those words end.
    pub day_end: usize,
    /// Whether the text told the day of the publication: "today".
    pub today: bool,
    /// The date of any grain that the text told last.
    pub period: Option<Date>,
}

/// The value of a time expression.
#[derive(Clone, Debug)]
pub enum Value {
    /// A point or a period of the calendar.
    Point(Point),
    /// A TIMEX3 value and where it lies, if anywhere.
    Text(String, Option<Edtf>),
}

/// The point of which only the grain is known.
pub fn unknown(unit: &str) -> Point {
    let grain = match unit {
        "day" => "XXXX-XX-XX",
        "week" => "XXXX-WXX",
        "weekend" => "XXXX-WXX-WE",
        "month" => "XXXX-XX",
        "quarter" => "XXXX-QX",
        _ => "XXXX",
    };
    Point { unknown: Some(grain), ..Point::default() }
}

/// The day, week, month … that lies `direction` units from the one that holds `base`.
pub fn stepped(base: Date, unit: &str, direction: i64) -> Option<Point> {
    let year = || base.year.map(i32::from);
    let plain = Point::default();
    match unit {
        "day" => plus_days(base, direction).filter(|_| base.day.is_some()).map(Point::of),
        "week" => Some(Point { week: Some(Week { monday: monday(base, direction)?, weekend: false }), ..plain }),
        "weekend" => {
            let monday = monday(base, direction - i64::from(direction == 0 && base.weekday()? < 5))?;
            Some(Point { week: Some(Week { monday, weekend: true }), ..plain })
        }
        "month" => {
            let (year, month) = plus_months(year()?, base.month?, direction);
            Some(Point { year: Some(year), month: Some(month), ..plain })
        }
        "quarter" => {
            let (year, month) = plus_months(year()?, base.month?, direction * 3);
            Some(Point { year: Some(year), quarter: Some((month - 1) / 3 + 1), ..plain })
        }
        "year" => Some(Point { year: Some(year()? + direction as i32), ..plain }),
        "decade" => Some(Point { year: Some((year()? / 10 + direction as i32) * 10), years: Some(10), ..plain }),
        "century" => Some(Point { year: Some((year()? / 100 + direction as i32) * 100), years: Some(100), ..plain }),
        _ => None,
    }
}
