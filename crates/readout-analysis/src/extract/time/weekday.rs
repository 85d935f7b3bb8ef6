//! Dates told with a day of the week that they cannot fall on: "Tuesday, 13 March 2024" was a Wednesday.
//!
//! Enters: the grammatical view of one document. Leaves: a note for each such date. It leaves alone: which of the two the report meant;
//! the date is what the record keeps.

use super::anchor::{Anchors, Value};
use super::frame::{self, Frame};
use super::heading;
use super::lexicon::{LEXICON, Make};
use super::pattern::Slot;
use super::place::Place;
use super::resolve;
use crate::extract::quantity::{item, measure};
use crate::grammar::Grammar;
use readout_record::diagnostic::{Diagnostic, Severity};
use readout_record::edtf::{Date, Edtf};

/// Tokens behind a day of the week within which its date begins.
const REACH: usize = 3;

const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A note for every date of the document whose day of the week is another than the one told with it, each wording once.
pub fn doubts(g: &Grammar) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    if !names_dated_weekday(g) {
        return found;
    }
    let items = item::items(g);
    let measures = measure::measures(g, &items);
    let place = Place::new(g, &items, &measures);
    let frames = frame::frames(&place);
    let published = g.document.metadata.published.as_ref().and_then(Edtf::start).or_else(|| heading::date(&place, &frames));
    let anchors = Anchors { published, told: heading::days_told(&frames), ..Anchors::default() };
    for frame in &frames {
        let doubt = conflict(&place, frame, &anchors).map(|real| doubt(&place, frame, real));
        found.extend(doubt.filter(|d| !found.contains(d)));
    }
    found
}

/// Whether a day of the week stands straight before a month or a figure: only then is the document read again.
fn names_dated_weekday(g: &Grammar) -> bool {
    let in_class = |class: &str, word: &str| LEXICON.holds(class, word.trim_end_matches('.').to_lowercase().as_str());
    let dated = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) || in_class("month", word);
    let weekday = |word: &str| word.starts_with(char::is_uppercase) && (in_class("weekday", word) || in_class("shortday", word));
    let tokens = 0..g.tokens().len();
    tokens.clone().any(|t| weekday(g.word(t)) && (t + 1..=t + REACH).any(|n| tokens.contains(&n) && dated(g.word(n))))
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
