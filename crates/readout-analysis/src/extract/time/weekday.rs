//! Dates told with a day of the week that they cannot fall on: "Tuesday, 13 March 2024" was a Wednesday.
//!
//! Enters: the frames of one document. Leaves: a note for each such date. It leaves alone: which of the two the report meant;
//! the date is what the record keeps.

use super::anchor::{Anchors, Value};
use super::frame::Frame;
use super::lexicon::{LEXICON, Make};
use super::pattern::Slot;
use super::place::Place;
use super::resolve;
use readout_record::annotation::Annotations;
use readout_record::diagnostic::{Diagnostic, Severity};
use readout_record::document::Document;
use readout_record::edtf::Date;

/// Tokens behind a day of the week within which its date begins.
const REACH: usize = 3;

const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A note for every date of the frames whose day of the week is another than the one told with it, each wording once.
pub fn doubts(place: &Place, frames: &[Frame], anchors: &Anchors) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for frame in frames {
        let doubt = conflict(place, frame, anchors).map(|real| doubt(place, frame, real));
        found.extend(doubt.filter(|d| !found.contains(d)));
    }
    found
}

/// Whether a day of the week stands straight before a month or a figure: only then is the document worth reading again.
pub fn dated(document: &Document, annotations: &Annotations) -> bool {
    let tokens = &annotations.tokens;
    let word = |t: usize| tokens[t].span.of(&document.text);
    let in_class = |class: &str, word: &str| LEXICON.holds(class, word.trim_end_matches('.').to_lowercase().as_str());
    let dated = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) || in_class("month", word);
    let weekday = |word: &str| word.starts_with(char::is_uppercase) && (in_class("weekday", word) || in_class("shortday", word));
    (0..tokens.len()).any(|t| weekday(word(t)) && (t + 1..=t + REACH).take_while(|&n| n < tokens.len()).any(|n| dated(word(n))))
}

/// The date of a frame whose day of the week it cannot fall on.
fn conflict(place: &Place, frame: &Frame, anchors: &Anchors) -> Option<Date> {
    let told = frame.number(Slot::Weekday).filter(|_| frame.rule.rule.make == Make::Date)?;
    let Some(Value::Point(point)) = resolve::resolve(place, frame, anchors) else { return None };
    let date = point.date()?;
    date.weekday().filter(|real| i32::from(*real) + 1 != told).map(|_| date)
}

fn doubt(place: &Place, frame: &Frame, date: Date) -> Diagnostic {
    let words = &place.g.text()[place.items[frame.first].start..place.items[frame.end - 1].end];
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let real = date.weekday().map_or("", |day| NAMES[usize::from(day)]);
    let year = date.year.filter(|_| frame.number(Slot::Year).is_none());
    let assumed = year.map_or(String::new(), |year| format!("if the year is {year}, "));
    Diagnostic {
        input: place.g.document.path.clone(),
        severity: Severity::Note,
        message: format!("says “{words}”, but {assumed}that date falls on a {real}"),
        remedy: "the record keeps the date, not the day of the week; check which of the two the report means".into(),
    }
}
