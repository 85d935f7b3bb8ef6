//! Pairs of short accounts: whether a conflict raises an alarm and everything else does not.
//!
//! Enters: `data/account-pairs/*.jsonl`: two accounts, how they relate and in what they conflict. Leaves: precision and recall of alarms (a pair with any
//! discrepancy in its record), recall for each kind, the share of found conflicts whose kind is right, the share of quiet pairs with a false alarm, and
//! of newer figures the share that is shown as an update, and how many updates are shown elsewhere.

use super::figure::{Figure, Place};
use super::gold;
use super::reader::Reader;
use super::score::{Counts, percent};
use anyhow::Result;
use rayon::prelude::*;
use readout_record::document::{Document, Metadata};
use readout_record::edtf::Edtf;
use readout_record::record::Record;
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
struct Line {
    a: Account,
    b: Account,
    relation: String,
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Account {
    text: String,
    published: String,
    outlet: String,
}

/// Relations in which an alarm is false.
const QUIET: &[&str] = &["same", "refines", "different event", "unrelated"];

/// Figures of each file.
pub fn run(place: &Place) -> Result<Vec<Figure>> {
    let reader = Reader::new()?;
    let mut figures = Vec::new();
    for file in gold::files(&place.path(), ".jsonl")? {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let lines: Vec<Line> = gold::lines(&file)?;
        let records: Vec<Record> = lines.par_iter().map(|line| record(line, &reader)).collect();
        let kinds = |r: &Record| r.discrepancies.iter().map(|d| d.kind.as_str()).collect();
        let alarms: Vec<BTreeSet<&str>> = records.iter().map(kinds).collect();
        figures.extend(figures_of(place, &name, &lines, &alarms));
        figures.extend(updates(place, &name, &lines, &records));
    }
    Ok(figures)
}

fn figures_of(place: &Place, name: &str, lines: &[Line], alarms: &[BTreeSet<&str>]) -> Vec<Figure> {
    let pairs = || lines.iter().zip(alarms);
    let conflicts = || pairs().filter(|(l, _)| l.relation == "conflict");
    let found: Vec<_> = conflicts().filter(|(_, a)| !a.is_empty()).collect();
    let quiet: Vec<_> = pairs().filter(|(l, _)| QUIET.contains(&l.relation.as_str())).collect();
    let raised = pairs().filter(|(_, a)| !a.is_empty()).count();
    let counts = Counts { right: found.len(), found: raised, gold: conflicts().count() };
    let kinds = found.iter().filter(|(l, a)| l.kind.as_deref().is_some_and(|k| a.contains(k))).count();
    let false_alarms = quiet.iter().filter(|(_, a)| !a.is_empty()).count();
    let mut figures = vec![
        place.figure(format!("{name} conflict P"), counts.precision(), counts.found),
        place.figure(format!("{name} conflict R"), counts.recall(), counts.gold),
        place.figure(format!("{name} kind right"), percent(kinds, found.len()), found.len()),
        place.figure(format!("{name} quiet pairs with an alarm"), percent(false_alarms, quiet.len()), quiet.len()),
    ];
    let all: BTreeSet<&str> = conflicts().filter_map(|(l, _)| l.kind.as_deref()).collect();
    for kind in all {
        let of_kind = |l: &Line| l.kind.as_deref() == Some(kind);
        let gold = conflicts().filter(|(l, _)| of_kind(l)).count();
        let right = found.iter().filter(|(l, _)| of_kind(l)).count();
        figures.push(place.figure(format!("{name} {kind} R"), percent(right, gold), gold));
    }
    figures
}

/// Newer figures that are shown as such, and updates where there are none.
fn updates(place: &Place, name: &str, lines: &[Line], records: &[Record]) -> [Figure; 2] {
    let newer = |l: &Line| l.relation == "update" && l.kind.as_deref() == Some("quantity");
    let shown = |yes: bool| lines.iter().zip(records).filter(|(l, r)| newer(l) == yes && !r.updates.is_empty()).count();
    let (gold, other) = (lines.iter().filter(|l| newer(l)).count(), lines.len());
    [
        place.figure(format!("{name} updates R"), percent(shown(true), gold), gold),
        place.figure(format!("{name} false updates"), shown(false) as f64, other - gold),
    ]
}

/// The record of a pair.
fn record(line: &Line, reader: &Reader) -> Record {
    let documents = [("a", &line.a), ("b", &line.b)].map(|(path, account)| {
        let metadata = Metadata {
            published: Edtf::parse(&account.published),
            publisher: Some(account.outlet.clone()),
            ..Metadata::default()
        };
        Document::new(path.into(), metadata, "en".into(), account.text.clone(), Vec::new())
    });
    reader.record_of(documents.into(), true)
}
