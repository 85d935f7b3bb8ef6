//! Event types of the PLOVER ontology in single sentences.
//!
//! Enters: `data/event-types-*/records.jsonl`: sentences with a PLOVER root code and the words for the actors. Leaves: the share of sentences whose
//! first event has the code, and the share of actors whose words a participant of any event touches.

use super::figure::{Figure, Place};
use super::gold::{self, find};
use super::reader::Reader;
use super::score::{percent, touch};
use anyhow::Result;
use rayon::prelude::*;
use readout_analysis::extract::event::rules::RULES;
use readout_analysis::extract::extract;
use readout_analysis::grammar::Grammar;
use readout_record::kind::EventType;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Line {
    text: String,
    event: String,
    #[serde(default)]
    source: Value,
    #[serde(default)]
    target: Value,
}

/// Two figures for each file.
pub fn run(place: &Place) -> Result<Vec<Figure>> {
    let reader = Reader::new()?;
    let mut figures = Vec::new();
    for file in gold::files(&place.path(), ".jsonl")? {
        let lines: Vec<Line> = gold::lines(&file)?;
        let each: Vec<(bool, usize, usize)> = lines.par_iter().map(|line| score(line, &reader)).collect();
        let right = each.iter().filter(|e| e.0).count();
        let (matched, actors) = each.iter().fold((0, 0), |sum, e| (sum.0 + e.1, sum.1 + e.2));
        figures.push(place.figure("type", percent(right, lines.len()), lines.len()));
        figures.push(place.figure("actors", percent(matched, actors), actors));
    }
    Ok(figures)
}

fn score(line: &Line, reader: &Reader) -> (bool, usize, usize) {
    let (document, annotations) = reader.read(&line.text, None);
    let events = extract(&Grammar::new(&document, &annotations), 0).events;
    let right = events.first().is_some_and(|e| code(e.kind) == line.event);
    let actors: Vec<(usize, usize)> =
        [&line.source, &line.target].into_iter().flat_map(names).filter_map(|n| find(&line.text, n)).collect();
    let taken = |actor: &(usize, usize)| {
        events.iter().flat_map(|e| &e.participants).any(|p| touch(*actor, (p.span.start(), p.span.end())))
    };
    (right, actors.iter().filter(|a| taken(a)).count(), actors.len())
}

/// The PLOVER code that the rules give a type.
fn code(kind: EventType) -> &'static str {
    RULES.files.iter().find(|(_, file)| file.kind == kind).map_or("", |(_, file)| file.plover.as_str())
}

fn names(actors: &Value) -> Vec<&str> {
    actors.as_array().into_iter().flatten().filter_map(|a| a.get("actorText")?.as_str()).collect()
}
