//! How far a brief can be trusted to keep still, and to speak: reports against copies that a program changed.
//!
//! Enters: `data/stories/articles.jsonl`. Each article, cut after its first paragraphs, is paired with copies of itself under another outlet's name.
//! In quiet copies only the writing differs: spelling, units, numbers, dates, marks, wording, order of paragraphs. In the others one fact of an event
//! differs. Leaves: the share of quiet pairs with a discrepancy, which is false, for each kind of change; the share of other pairs with one, for each
//! kind of fact; how often its kind is right. False alarms are told on standard error. Copies depend on the text alone and are the same on every machine.

mod facts;
mod numbers;

mod words;
mod writing;

use super::figure::{Figure, Place};
use super::gold;
use super::reader::Reader;
use super::score::percent;
use anyhow::Result;
use rayon::prelude::*;
use readout_record::annotation::Annotations;
use readout_record::document::{Document, Metadata};
use readout_record::edtf::Edtf;
use readout_record::record::Discrepancy;
use serde::Deserialize;

/// Words that are kept of each article, whole paragraphs.
const WORDS: usize = 200;

#[derive(Deserialize)]
struct Line {
    outlet: String,
    published: Option<String>,
    title: String,
    text: String,
}

/// What came of one pair.
struct Outcome {
    change: &'static str,
    /// Kinds of discrepancy in its record; no alarm when empty.
    alarms: Vec<&'static str>,
}

/// Figures of quiet pairs, then of pairs with a changed fact.
pub fn run(place: &Place) -> Result<Vec<Figure>> {
    let lines: Vec<Line> = gold::lines(&place.path().join("articles.jsonl"))?;
    let reader = Reader::new()?;
    let each: Vec<(Vec<Outcome>, Vec<Outcome>)> = lines.par_iter().map(|line| of_article(line, &reader)).collect();
    let (quiet, changed): (Vec<_>, Vec<_>) = each.into_iter().unzip();
    let quiet: Vec<Outcome> = quiet.into_iter().flatten().collect();
    let changed: Vec<Outcome> = changed.into_iter().flatten().collect();
    let mut figures = vec![share(place, "quiet pairs with an alarm", &quiet.iter().collect::<Vec<_>>())];
    for (change, _) in writing::CHANGES {
        let of_change: Vec<&Outcome> = quiet.iter().filter(|o| o.change == *change).collect();
        figures.push(share(place, &format!("quiet {change} with an alarm"), &of_change));
    }
    figures.push(share(place, "changed facts found", &changed.iter().collect::<Vec<_>>()));
    for (fact, kind) in facts::FACTS {
        let of_fact: Vec<&Outcome> = changed.iter().filter(|o| o.change == *fact).collect();
        figures.push(share(place, &format!("changed {fact} found"), &of_fact));
        let found: Vec<&&Outcome> = of_fact.iter().filter(|o| !o.alarms.is_empty()).collect();
        let right = found.iter().filter(|o| o.alarms.contains(kind)).count();
        figures.push(place.figure(format!("changed {fact} kind right"), percent(right, found.len()), found.len()));
    }
    Ok(figures)
}

/// The share of pairs with an alarm.
fn share(place: &Place, metric: &str, outcomes: &[&Outcome]) -> Figure {
    let alarms = outcomes.iter().filter(|o| !o.alarms.is_empty()).count();
    place.figure(metric, percent(alarms, outcomes.len()), outcomes.len())
}

/// The outcomes of an article's quiet pairs and of its pairs with a changed fact.
fn of_article(line: &Line, reader: &Reader) -> (Vec<Outcome>, Vec<Outcome>) {
    let text = beginning(&line.title, &line.text);
    let original = (document(line, &line.outlet, &text), reader.annotate(&text));
    let quiet = writing::copies(&text).into_iter().map(|(change, copy)| {
        let found = discrepancies(line, &original, &copy, reader);
        for d in &found {
            let sides: Vec<&str> = d.sides.iter().map(|s| s.value.as_str()).collect();
            eprintln!("false alarm\t{change}\t{}\t{} {}\t{}", line.title, d.kind, d.attribute, sides.join(" / "));
        }
        outcome(change, &found)
    });
    let quiet = quiet.collect();
    let changed = facts::copies(&original.0, &original.1).into_iter();
    let changed = changed.map(|(fact, copy)| outcome(fact, &discrepancies(line, &original, &copy, reader))).collect();
    (quiet, changed)
}

fn outcome(change: &'static str, found: &[Discrepancy]) -> Outcome {
    Outcome { change, alarms: found.iter().map(|d| d.kind.as_str()).collect() }
}

/// The discrepancies in the record of an article and a copy of it.
fn discrepancies(line: &Line, original: &(Document, Annotations), copy: &str, reader: &Reader) -> Vec<Discrepancy> {
    let other = document(line, &format!("second.{}", line.outlet), copy);
    let annotations = vec![original.1.clone(), reader.annotate(copy)];
    reader.record_read(vec![original.0.clone(), other], annotations).discrepancies
}

/// The title and as many of the first paragraphs as hold `WORDS` words; at least one.
fn beginning(title: &str, text: &str) -> String {
    let mut kept = title.to_owned();
    let mut words = 0;
    for paragraph in text.lines().filter(|l| !l.trim().is_empty()) {
        kept.push_str("\n\n");
        kept.push_str(paragraph.trim());
        words += paragraph.split_whitespace().count();
        if words >= WORDS {
            break;
        }
    }
    kept
}

fn document(line: &Line, outlet: &str, text: &str) -> Document {
    let metadata = Metadata {
        title: text.lines().next().map(str::to_owned),
        publisher: Some(outlet.to_owned()),
        published: line.published.as_deref().and_then(Edtf::parse),
        ..Metadata::default()
    };
    Document::new(outlet.to_owned(), metadata, "en".into(), text.to_owned(), Vec::new())
}
