//! Events in sentences: trigger and type, participants with roles, reality.
//!
//! Enters: `data/events/*.jsonl`: sentences with the one before and their events, whose words are verbatim pieces of the sentence. Leaves: F of
//! events (triggers touch, type equal); on matched events F of participants (overlap by half, role equal), times and places (sharing words),
//! and the share of equal reality. The same for the documents that were kept back from fitting.

use super::figure::{Figure, Place};
use super::gold::{self, find};
use super::reader::Reader;
use super::score::{Counts, half, pair, percent, touch};
use anyhow::Result;
use readout_analysis::extract::extract;
use readout_analysis::grammar::Grammar;
use readout_record::kind::EventType;
use readout_record::mention::EventMention;
use readout_record::span::Span;
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    doc: String,
    date: String,
    before: String,
    sentence: String,
    events: Vec<GoldEvent>,
}

#[derive(Deserialize)]
struct GoldEvent {
    trigger: String,
    #[serde(rename = "type")]
    kind: String,
    participants: Vec<GoldParticipant>,
    reality: String,
    time: Option<String>,
    place: Option<String>,
}

#[derive(Deserialize)]
struct GoldParticipant {
    text: String,
    role: String,
}

/// Counts over sentences.
#[derive(Clone, Copy, Default)]
struct Tally {
    events: Counts,
    participants: Counts,
    times: Counts,
    places: Counts,
    reality: usize,
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Tally>>(tallies: I) -> Tally {
        let plus = |a: Counts, b: Counts| [a, b].into_iter().sum();
        tallies.fold(Tally::default(), |a, b| Tally {
            events: plus(a.events, b.events),
            participants: plus(a.participants, b.participants),
            times: plus(a.times, b.times),
            places: plus(a.places, b.places),
            reality: a.reality + b.reality,
        })
    }
}

/// Figures of each file, and of the documents of all files that nothing was fitted on.
pub fn run(place: &Place) -> Result<Vec<Figure>> {
    let reader = Reader::new()?;
    let parts = gold::scored(&place.path(), |line: &Line| &line.doc, |line| score(line, &reader))?;
    Ok(parts.into_iter().flat_map(|(name, each)| shown(place, &name, each.into_iter().sum())).collect())
}

/// The figures of one part of the gold.
fn shown(place: &Place, name: &str, all: Tally) -> Vec<Figure> {
    vec![
        place.figure(format!("{name} P"), all.events.precision(), all.events.gold),
        place.figure(format!("{name} R"), all.events.recall(), all.events.gold),
        place.figure(format!("{name} F"), all.events.f1(), all.events.gold),
        place.figure(format!("{name} participants F"), all.participants.f1(), all.participants.gold),
        place.figure(format!("{name} times P"), all.times.precision(), all.times.gold),
        place.figure(format!("{name} times F"), all.times.f1(), all.times.gold),
        place.figure(format!("{name} places F"), all.places.f1(), all.places.gold),
        place.figure(format!("{name} reality"), percent(all.reality, all.events.right), all.events.right),
    ]
}

fn score(line: &Line, reader: &Reader) -> Tally {
    let (document, annotations, from) = reader.read_after(&line.before, &line.sentence, &line.date);
    let extracted = extract(&Grammar::new(&document, &annotations), 0);
    let mut found = extracted.events;
    // Deeds without a type of their own are not annotated in the data, so none can be right or wrong.
    found.retain(|e| e.trigger.start() >= from && e.kind != EventType::Other);
    let place = |words: &str| find(&line.sentence, words).map(|(s, e)| (from + s, from + e));
    let pairs = pair(&line.events, &found, |gold, event| {
        let trigger = (event.trigger.start(), event.trigger.end());
        gold.kind == event.kind.as_str() && place(&gold.trigger).is_some_and(|g| touch(g, trigger))
    });
    let mut tally =
        Tally { events: Counts { right: pairs.len(), found: found.len(), gold: line.events.len() }, ..Tally::default() };
    for (g, f) in pairs {
        tally.reality += usize::from(line.events[g].reality == found[f].reality.as_str());
        let one = participants(&line.events[g], &found[f], place);
        tally.participants = [tally.participants, one].into_iter().sum();
        let time = found[f].time.map(|t| extracted.times[t].span);
        tally.times = [tally.times, told(line.events[g].time.as_deref().and_then(place), time)].into_iter().sum();
        tally.places = [tally.places, told(line.events[g].place.as_deref().and_then(place), found[f].place)].into_iter().sum();
    }
    tally
}

/// A time or a place of one event: right where it shares words with that of the gold.
fn told(gold: Option<(usize, usize)>, found: Option<Span>) -> Counts {
    let right = gold.zip(found).is_some_and(|(g, f)| touch(g, (f.start(), f.end())));
    Counts { right: usize::from(right), found: usize::from(found.is_some()), gold: usize::from(gold.is_some()) }
}

fn participants(gold: &GoldEvent, found: &EventMention, place: impl Fn(&str) -> Option<(usize, usize)>) -> Counts {
    let pairs = pair(&gold.participants, &found.participants, |g, f| {
        g.role == f.role.as_str() && place(&g.text).is_some_and(|p| half(p, (f.span.start(), f.span.end())))
    });
    Counts { right: pairs.len(), found: found.participants.len(), gold: gold.participants.len() }
}
