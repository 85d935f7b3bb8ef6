//! When: time expressions with their TIMEX3 type and value, and the point or interval in EDTF where they can be placed.
//!
//! Enters: the grammatical view of one document and its publication date; the rules come from `rules/times`. Leaves: time mentions in the
//! order of the text, none overlapping. It leaves alone: which event happened when.

pub mod anchor;
pub mod calendar;
pub mod deadline;
pub mod frame;
pub mod guard;
pub mod heading;
pub mod length;
pub mod lexicon;
pub mod pattern;
pub mod place;
pub mod resolve;
pub mod tense;
pub mod weekday;

use crate::extract::quantity::item::{self, Item};
use crate::extract::quantity::measure::{self, Measure};
use crate::grammar::Grammar;
use anchor::{Anchors, Value};
use calendar::Point;
use frame::Frame;
use lexicon::{Make, TimeExample};
use place::Place;
use readout_record::annotation::Annotations;
use readout_record::diagnostic::Diagnostic;
use readout_record::document::Document;
use readout_record::edtf::{Date, Edtf};
use readout_record::mention::{TimeMention, TimexType};
use readout_record::span::Span;

/// All times of a document, in the order of the text, none overlapping. `published` places "Tuesday", "last month" and dates without a year;
/// without it a date that stands on a line of its own near the top does, else they keep `XXXX`. A duration has an EDTF interval only where the words place it: "the past two months".
pub fn times(g: &Grammar, published: Option<&Edtf>) -> Vec<TimeMention> {
    framed(g, published, |place, frames, mut anchors| {
        let mut found = Vec::with_capacity(frames.len());
        let mut next = 0;
        while next < frames.len() {
            let one = read(place, &frames[next..], &anchors);
            if let Some((value, timex, end)) = one.value {
                anchor(place, &frames[next + one.frames - 1], &value, timex, &mut anchors);
                let first = &frames[next];
                found.extend(mention(place, first.first, end, timex, value, &first.rule.id));
            }
            next += one.frames;
        }
        found
    })
}

/// Reads what `read` finds in the frames of a document, with what they are anchored in before any of them is read.
fn framed<T>(g: &Grammar, published: Option<&Edtf>, read: impl FnOnce(&Place, &[Frame], Anchors) -> T) -> T {
    let items = item::items(g);
    let measures = measure::measures(g, &items);
    let place = Place::new(g, &items, &measures);
    let frames = frame::frames(&place);
    let published = published.and_then(Edtf::start).map(certain).or_else(|| heading::date(&place, &frames));
    let anchors = Anchors { published, told: heading::days_told(&frames), ..Anchors::default() };
    read(&place, &frames, anchors)
}

/// What is sure of a date: of one that is only about right, the day is not.
fn certain(date: Date) -> Date {
    if date.approximate { Date { day: None, time: None, approximate: false, ..date } } else { date }
}

/// A note for every date of a document whose day of the week is another than the one told with it, each wording once.
pub fn weekday_doubts(document: &Document, annotations: &Annotations) -> Vec<Diagnostic> {
    if !weekday::dated(document, annotations) {
        return Vec::new();
    }
    let g = Grammar::new(document, annotations);
    framed(&g, document.metadata.published.as_ref(), |place, frames, anchors| weekday::doubts(place, frames, &anchors))
}

/// Where times stand in a document and their types, not yet resolved.
pub fn spans(g: &Grammar, items: &[Item], measures: &[Measure]) -> Vec<(Span, TimexType)> {
    let place = Place::new(g, items, measures);
    let span = |f: &Frame| Span::new(g.text(), items[f.first].start, items[f.end - 1].end);
    frame::frames(&place).iter().filter_map(|f| Some((span(f)?, f.rule.timex))).collect()
}

/// One time read from one frame, or from two that stand together: "9 a.m. on Tuesday".
struct Read {
    frames: usize,
    value: Option<(Value, TimexType, usize)>,
}

fn read(place: &Place, frames: &[Frame], anchors: &Anchors) -> Read {
    let first = &frames[0];
    if let Some(second) = frames.get(1).filter(|second| joins(place, first, second)) {
        let (clock, day) = if is_clock(first) { (first, second) } else { (second, first) };
        let values = (resolve::resolve(place, clock, anchors), resolve::resolve(place, day, anchors));
        if let (Some(Value::Point(clock)), Some(Value::Point(day))) = values
            && (day.day.is_some() || day.weekday.is_some() || day.unknown.is_some())
            && let Some(whole) = joined(clock, day)
        {
            return Read { frames: 2, value: Some((Value::Point(whole), TimexType::Time, second.end)) };
        }
    }
    let value = resolve::resolve(place, first, anchors).map(|value| (value, first.rule.timex, first.end));
    Read { frames: 1, value }
}

/// A time of day on a day; "evening" tells in which half of the day "six o'clock" is.
fn joined(clock: Point, day: Point) -> Option<Point> {
    let whole = Point { clock: clock.clock, daypart: clock.daypart, zone: clock.zone, either_half: clock.either_half, ..day };
    let half = match (day.daypart, clock.clock) {
        (None, _) | (_, None) => return Some(whole),
        (Some("MO"), Some(m)) => m,
        (Some("AF" | "EV"), Some(m)) => m % 720 + 720,
        (Some("NI"), Some(m)) if !(360..720).contains(&m) => m,
        (Some("NI"), Some(m)) => m + 720,
        _ => return None,
    };
    Some(Point { clock: Some(half), either_half: false, ..whole })
}

fn is_clock(frame: &Frame) -> bool {
    frame.rule.rule.make == Make::Clock
}

/// Whether a time of day and a day stand together, either first.
fn joins(place: &Place, first: &Frame, second: &Frame) -> bool {
    let day = |f: &Frame| matches!(f.rule.rule.make, Make::Date | Make::Weekday | Make::Step | Make::Holiday);
    let pair = is_clock(first) && day(second) || day(first) && is_clock(second);
    let between: Vec<&str> = (first.end..second.first).map(|at| place.word(at)).collect();
    let joint = match between[..] {
        [] => true,
        [word] => matches!(word, "on" | "at" | "," | "of" | "around" | "about" | "by"),
        [a, b] => a == "," && matches!(b, "at" | "on") || a == "at" && matches!(b, "about" | "around" | "approximately"),
        _ => false,
    };
    let line = is_clock(first) || !place.g.text()[place.items[first.end - 1].end..place.items[second.first].start].contains('\n');
    pair && joint && line && !place.items[second.first].parted
}

/// Remembers a date that was told, unless it only says when someone spoke.
fn anchor(place: &Place, frame: &Frame, value: &Value, timex: TimexType, anchors: &mut Anchors) {
    let Value::Point(point) = value else { return };
    if point.likeliest {
        return;
    }
    let date = point.date().or_else(|| point.year_alone()).filter(|_| matches!(timex, TimexType::Date | TimexType::Time));
    let Some(date) = date.filter(|_| !tense::reports(place.g, place.items[frame.end - 1].token)) else { return };
    let date = Date { time: None, ..date };
    if date.day.is_some() {
        anchors.day = Some(date);
        anchors.day_end = place.items[frame.end - 1].end;
        anchors.today |= date.day_number().is_some() && date.day_number() == anchors.published.and_then(Date::day_number);
    }
    anchors.period = Some(date);
}

fn mention(place: &Place, first: usize, end: usize, timex: TimexType, value: Value, rule: &str) -> Option<TimeMention> {
    let span = Span::new(place.g.text(), place.items[first].start, place.items[end - 1].end)?;
    let (value, edtf) = match value {
        Value::Point(point) => (point.timex(), point.edtf()),
        Value::Text(value, edtf) => (value, edtf),
    };
    Some(TimeMention { span, timex, value, edtf, rule: rule.to_owned() })
}

/// The examples of `rules/times` with the file that carries each.
pub fn examples() -> &'static [(&'static str, TimeExample)] {
    &lexicon::LEXICON.examples
}

/// A mention in the notation of the examples: `words => value`, and `(EDTF)` where that is not the value itself, `(nowhere)` where a value
/// of the calendar is placed nowhere.
pub fn notation(text: &str, mention: &TimeMention) -> String {
    let words = mention.span.of(text);
    match &mention.edtf {
        Some(edtf) if edtf.as_str() != mention.value => format!("{words} => {} ({edtf})", mention.value),
        None if mention.value.starts_with(|c: char| c.is_ascii_digit()) => format!("{words} => {} (nowhere)", mention.value),
        _ => format!("{words} => {}", mention.value),
    }
}
