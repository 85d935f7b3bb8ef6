//! Event types of the PLOVER ontology in single sentences.
//!
//! Enters: `data/event-types-*/records.jsonl`: sentences with a PLOVER root code and the words for the actors. Leaves: the share of sentences whose
//! main coded clause has the code, and the share of actors whose words its source or target touches; the same for the half by which the rules were
//! made (`seen`) and the half that nobody looks at (`kept back`), parted by a hash of the id. Misses of the seen half are told on standard error.

use super::figure::{Figure, Place};
use super::gold::{self, find};
use super::reader::Reader;
use super::score::{percent, touch};
use super::seed::seed;
use anyhow::Result;
use rayon::prelude::*;
use readout_analysis::extract::actor::actors;
use readout_analysis::extract::plover::{Coded, coded};
use readout_analysis::grammar::Grammar;
use readout_record::span::Span;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    event: String,
    #[serde(default)]
    source: Value,
    #[serde(default)]
    target: Value,
}

impl Line {
    fn is_seen(&self) -> bool {
        seed(&self.id).is_multiple_of(2)
    }
}

/// What came of one sentence.
struct Outcome {
    seen: bool,
    right: bool,
    touched: usize,
    actors: usize,
}

/// Two figures for each file and each half of it.
pub fn run(place: &Place) -> Result<Vec<Figure>> {
    let reader = Reader::new()?;
    let mut figures = Vec::new();
    for file in gold::files(&place.path(), ".jsonl")? {
        let lines: Vec<Line> = gold::lines(&file)?;
        let each: Vec<(Outcome, String)> = lines.par_iter().map(|line| score(line, &reader)).collect();
        each.iter().filter(|(o, _)| o.seen && (!o.right || o.touched < o.actors)).for_each(|(_, told)| eprintln!("{told}"));
        let outcomes = || each.iter().map(|(o, _)| o);
        figures.extend(pair(place, "", outcomes()));
        figures.extend(pair(place, "seen ", outcomes().filter(|o| o.seen)));
        figures.extend(pair(place, "kept back ", outcomes().filter(|o| !o.seen)));
    }
    Ok(figures)
}

fn pair<'o>(place: &Place, part: &str, outcomes: impl Iterator<Item = &'o Outcome>) -> [Figure; 2] {
    let outcomes: Vec<&Outcome> = outcomes.collect();
    let right = outcomes.iter().filter(|o| o.right).count();
    let (touched, actors) = outcomes.iter().fold((0, 0), |sum, o| (sum.0 + o.touched, sum.1 + o.actors));
    let types = place.figure(format!("{part}type"), percent(right, outcomes.len()), outcomes.len());
    [types, place.figure(format!("{part}actors"), percent(touched, actors), actors)]
}

/// The outcome, and a line that tells it.
fn score(line: &Line, reader: &Reader) -> (Outcome, String) {
    let (document, annotations) = reader.read(&line.text, None);
    let g = Grammar::new(&document, &annotations);
    let found = coded(&g, &actors(&g)).into_iter().next();
    let code = found.as_ref().map_or("-", |c| c.code);
    let ends: Vec<Span> = found.iter().flat_map(|c| c.sources.iter().chain(&c.targets)).copied().collect();
    let gold: Vec<(usize, usize)> =
        [&line.source, &line.target].into_iter().flat_map(names).filter_map(|n| find(&line.text, n)).collect();
    let touched = gold.iter().filter(|a| ends.iter().any(|s| touch(**a, (s.start(), s.end())))).count();
    let told = format!("{}\t{code}\t{}\t{}", line.event, told(found.as_ref(), &line.text), line.text);
    (Outcome { seen: line.is_seen(), right: code == line.event, touched, actors: gold.len() }, told)
}

fn told(coded: Option<&Coded>, text: &str) -> String {
    let words = |spans: &[Span]| spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(", ");
    coded
        .map_or(String::new(), |c| format!("{} | {} > {} ({})", c.trigger.of(text), words(&c.sources), words(&c.targets), c.rule))
}

fn names(actors: &Value) -> Vec<&str> {
    actors.as_array().into_iter().flatten().filter_map(|a| a.get("actorText")?.as_str()).collect()
}
