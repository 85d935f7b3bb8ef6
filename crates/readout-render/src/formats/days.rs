//! Dates of the record as days of a calendar, for forms that know no others.
//!
//! Enters: EDTF. Leaves: the first and the last day that it can mean, where the year is known; nothing is made more exact than it is.

use readout_record::edtf::{Date, Edtf};

/// From the first day to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

/// The days that a value covers; for an interval with an open end, the end that it has. `None` where the year is not known.
pub fn days(value: &Edtf) -> Option<Days> {
    let (from, to) = (value.start().or_else(|| value.end())?, value.end().or_else(|| value.start())?);
    Some(Days { first: from.first_day()?, last: to.last_day()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_all_of_its_days_and_no_year_is_none() {
        let of =
            |text: &str| days(&Edtf::parse(text).unwrap()).map(|d| format!("{} {}", Edtf::from(d.first), Edtf::from(d.last)));
        assert_eq!(of("2024-02").as_deref(), Some("2024-02-01 2024-02-29"));
        assert_eq!(of("2024").as_deref(), Some("2024-01-01 2024-12-31"));
        assert_eq!(of("2024-12").as_deref(), Some("2024-12-01 2024-12-31"));
        assert_eq!(of("2024-03-05T09:30+02:00").as_deref(), Some("2024-03-05 2024-03-05"));
        assert_eq!(of("../2024-03-05").as_deref(), Some("2024-03-05 2024-03-05"));
        assert_eq!(of("2024-03-05/2024-04").as_deref(), Some("2024-03-05 2024-04-30"));
        assert_eq!(of("XXXX-03-05"), None);
    }
}
