//! What a day makes of promises and steps: open, due, overdue, past.
//!
//! Enters: dates and the day that decides. Leaves: statuses. It leaves alone: what was reported since. Silence is never called a breach.

use crate::edtf::Edtf;
use crate::kind::{CommitmentStatus, Effect};
use crate::record::Commitment;

/// By the calendar alone: open until the due day, due on it, overdue after it, where both days are known in full.
pub fn status(due: Option<&Edtf>, as_of: Option<&Edtf>) -> CommitmentStatus {
    let last = due.and_then(Edtf::end).and_then(|d| d.day_number());
    let today = as_of.and_then(Edtf::end).and_then(|d| d.day_number());
    match last.zip(today) {
        Some((due, today)) if today > due => CommitmentStatus::Overdue,
        Some((due, today)) if today == due => CommitmentStatus::Due,
        _ => CommitmentStatus::Open,
    }
}

/// Gives a commitment the status that it has on a day: by the last word that was told of it; by the calendar where none was, or where it says
/// only that nothing is done yet or that the date is another.
pub fn settle(commitment: &mut Commitment, as_of: Option<&Edtf>) {
    let due = commitment.follow_up.iter().find_map(|f| f.due.as_ref()).or(commitment.due.as_ref());
    commitment.status = match commitment.follow_up.first().map(|f| f.effect) {
        Some(Effect::Kept) => CommitmentStatus::Kept,
        Some(Effect::PartlyKept) => CommitmentStatus::PartlyKept,
        Some(Effect::Withdrawn) => CommitmentStatus::Withdrawn,
        Some(Effect::Broken) => CommitmentStatus::Broken,
        Some(Effect::Extended | Effect::NotDone) | None => status(due, as_of),
    };
}

/// Whether the last day of a date is before the day that decides, where both are known in full.
pub fn is_past(date: &Edtf, as_of: Option<&Edtf>) -> bool {
    let last = date.end().and_then(|d| d.day_number());
    let today = as_of.and_then(Edtf::start).and_then(|d| d.day_number());
    last.zip(today).is_some_and(|(last, today)| last < today)
}

/// The newest of some dates of publication, as a day.
pub fn newest<'d>(published: impl IntoIterator<Item = &'d Edtf>) -> Option<Edtf> {
    let day = |e: &Edtf| e.start().map(|d| Edtf::from(crate::edtf::Date { time: None, ..d }));
    published.into_iter().filter_map(day).max()
}
