//! Dates that a text tells in full: those that its other dates may take their year from, and the one that heads it.
//!
//! Enters: frames, not yet resolved. Leaves: full dates. It leaves alone: the publication date that metadata gives, which goes before.

use super::frame::Frame;
use super::lexicon::Make;
use super::pattern::Slot;
use super::place::Place;
use readout_record::edtf::Date;

/// Bytes from the top within which a date on a line of its own dates the document.
const TOP: usize = 800;

/// Other words that may stand on that line: a place, "Date:".
const BESIDE: usize = 3;

fn full_date(frame: &Frame) -> Option<Date> {
    let part = |slot| frame.number(slot).and_then(|n| u8::try_from(n).ok());
    let year = i16::try_from(frame.number(Slot::Year)?).ok()?;
    (frame.rule.rule.make == Make::Date).then(|| Date::ymd(year, part(Slot::Month)?, part(Slot::Day)?))?
}

/// Every day that is told with its year.
pub fn days_told(frames: &[Frame]) -> Vec<Date> {
    frames.iter().filter_map(full_date).collect()
}

/// The date that stands on a line of its own near the top.
pub fn date(place: &Place, frames: &[Frame]) -> Option<Date> {
    let text = place.g.text();
    frames.iter().take_while(|f| place.items[f.first].start < TOP).find_map(|frame| {
        let (start, end) = (place.items[frame.first].start, place.items[frame.end - 1].end);
        let before = text[..start].rsplit('\n').next().unwrap_or("");
        let after = text[end..].split('\n').next().unwrap_or("");
        let beside = before.split_whitespace().count() + after.split_whitespace().count();
        full_date(frame).filter(|_| beside <= BESIDE)
    })
}
