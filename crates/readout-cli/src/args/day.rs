//! A day on the command line.
//!
//! Enters: what a user types. Leaves: a day, or how to write one.

use readout_record::edtf::Edtf;

/// Takes a day whose year, month and day are told.
pub fn day(text: &str) -> Result<Edtf, String> {
    let known = |e: &Edtf| e.date().is_some_and(|d| d.year.is_some() && d.day.is_some() && !d.approximate);
    Edtf::parse(text).filter(known).ok_or_else(|| "give a day as year-month-day, such as 2025-03-20".to_owned())
}
