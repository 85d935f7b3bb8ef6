//! Sentences of one account held against another, as `readout check` does.
//!
//! Enters: `data/account-pairs/*.jsonl`: two accounts and how they relate. Leaves: of the pairs of which some sentence is told otherwise, the share that
//! are in conflict; the share of conflicts that are found so; the share of quiet pairs told otherwise; the shares of pairs that are the same, and of
//! pairs about other events, of which some sentence is told so.

use super::figure::{Figure, Place};
use super::gold;
use super::reader::Reader;
use super::score::percent;
use anyhow::Result;
use rayon::prelude::*;
use readout_analysis::check::finding::Stand;
use readout_analysis::check::told;
use readout_analysis::grammar::Grammar;
use readout_record::annotation::Annotations;
use readout_record::document::Document;
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    a: Account,
    b: Account,
    relation: String,
}

#[derive(Deserialize)]
struct Account {
    text: String,
    published: String,
}

/// Relations in which nothing is told otherwise.
const QUIET: &[&str] = &["same", "refines", "different event", "unrelated"];

/// Figures of all files together.
pub fn run(place: &Place) -> Result<Vec<Figure>> {
    let reader = Reader::new()?;
    let mut lines: Vec<Line> = Vec::new();
    for file in gold::files(&place.path(), ".jsonl")? {
        lines.extend(gold::lines::<Line>(&file)?);
    }
    let stands: Vec<(bool, bool)> = lines.par_iter().map(|line| both_ways(line, &reader)).collect();
    let of = |relations: &[&str]| -> Vec<(bool, bool)> {
        lines.iter().zip(&stands).filter(|(l, _)| relations.contains(&l.relation.as_str())).map(|(_, s)| *s).collect()
    };
    let share = |of: &[(bool, bool)], which: fn(&(bool, bool)) -> bool| percent(of.iter().filter(|s| which(s)).count(), of.len());
    let (conflict, quiet, same, other) = (of(&["conflict"]), of(QUIET), of(&["same"]), of(&["different event", "unrelated"]));
    let otherwise = stands.iter().filter(|s| s.0).count();
    let right = conflict.iter().filter(|s| s.0).count();
    Ok(vec![
        place.figure("told otherwise P", percent(right, otherwise), otherwise),
        place.figure("told otherwise R", percent(right, conflict.len()), conflict.len()),
        place.figure("quiet pairs told otherwise", share(&quiet, |s| s.0), quiet.len()),
        place.figure("same pairs told so", share(&same, |s| s.1), same.len()),
        place.figure("other events told so", share(&other, |s| s.1), other.len()),
    ])
}

/// Whether some sentence of one account is told otherwise, and whether some is told so, by the other.
fn both_ways(line: &Line, reader: &Reader) -> (bool, bool) {
    let stands: Vec<Stand> = stands(&line.a, &line.b, reader).into_iter().chain(stands(&line.b, &line.a, reader)).collect();
    (stands.contains(&Stand::Otherwise), stands.contains(&Stand::SaysSo))
}

fn stands(sentences: &Account, report: &Account, reader: &Reader) -> Vec<Stand> {
    let read = |account: &Account| reader.read(&account.text, Some(&account.published));
    let report = read(report);
    let each = |(sentence, read): (Document, Annotations)| told((&sentence, &read), &[(&report.0, &report.1)], reader.encoder());
    parts(&read(sentences), sentences, reader).into_iter().flat_map(each).map(|f| f.stand).collect()
}

/// The sentences of an account, each read by itself.
fn parts((document, read): &(Document, Annotations), account: &Account, reader: &Reader) -> Vec<(Document, Annotations)> {
    let g = Grammar::new(document, read);
    let spans = g.sentences.iter().filter_map(|s| g.span(&s.clone().collect::<Vec<_>>()));
    spans.map(|span| reader.read(span.of(&document.text), Some(&account.published))).collect()
}
