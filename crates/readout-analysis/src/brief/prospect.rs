//! What the day of an event says of it once all its tellings lie side by side.
//!
//! Enters: linked tellings. Leaves: the same, planned where the day lies after the last report that tells it: what is to be on the 28th is not held in a report
//! of the 15th, however that report words it. A contact or a visit that one report tells as going on is over when a later report of the story is out.

use crate::brief::desk::Desk;
use crate::extract::event::rules::same_family;
use crate::link::events::Instance;
use readout_record::edtf::{Date, Edtf};
use readout_record::kind::{EventType, Reality};

/// Makes what was going on, and has an end, what happened. `newest` is the day of the story's last report.
pub fn end(instance: &mut Instance, newest: Option<i64>) {
    let passes = same_family(instance.kind(), EventType::Meeting) || instance.kind() == EventType::Visit;
    let date = instance.date();
    let whole = date.as_ref().is_some_and(|d| d.start().and_then(|s| s.day).is_some());
    let last = date.as_ref().filter(|_| passes && whole).and_then(Edtf::end).and_then(Date::day_number);
    if last.zip(newest).is_some_and(|(last, newest)| newest > last) {
        instance.tellings.iter_mut().filter(|t| t.reality == Reality::UnderWay).for_each(|t| t.reality = Reality::Happened);
    }
}

/// Makes what is still to come planned.
pub fn settle(desk: &Desk, instance: &mut Instance) {
    // Violence is told after it was done; its day was read of another one.
    let violent = matches!(instance.kind(), EventType::Attack | EventType::Invasion | EventType::Death);
    let told: Option<Vec<i64>> = instance.tellings.iter().map(|t| desk.day(t.ix.0)).collect();
    let last = told.and_then(|days| days.into_iter().max());
    let day = instance.date().as_ref().and_then(Edtf::start).and_then(|d| d.first_day()).and_then(Date::day_number);
    if !violent && day.zip(last).is_some_and(|(day, last)| day > last) {
        let done = |r: Reality| matches!(r, Reality::Happened | Reality::UnderWay);
        instance.tellings.iter_mut().filter(|t| done(t.reality)).for_each(|t| t.reality = Reality::Planned);
    }
}
