//! Grounds of pairs of values, for fitting the weights by which accounts are compared.
//!
//! Enters: JSON Lines, one story a line: `story` and `documents` with `id`, `text`, `published`. Leaves: one JSON line a pair of values: story,
//! documents, spans in code points, kind, grounds by name, consent.

use crate::evaluate::reader::Reader;
use anyhow::{Context, Result};
use rayon::prelude::*;
use readout_analysis::extract::extract;
use readout_analysis::grammar::Grammar;
use readout_analysis::link::claims::ground::NAMES;
use readout_analysis::link::claims::value::{Sort, Value};
use readout_analysis::link::claims::{Claim, Story as Accounts, veto};
use serde::Deserialize;
use std::path::PathBuf;

/// What the command takes.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Stories, one a line.
    stories: PathBuf,
}

#[derive(Deserialize)]
struct Story {
    story: String,
    documents: Vec<Told>,
}

#[derive(Deserialize)]
struct Told {
    id: String,
    text: String,
    published: Option<String>,
}

/// Prints the rows of every story, in the order of the file.
pub fn run(arguments: &Arguments) -> Result<()> {
    let input = std::fs::read_to_string(&arguments.stories).context("the stories can't be read")?;
    let reader = Reader::new()?;
    let stories: Vec<Story> = input.lines().map(serde_json::from_str).collect::<Result<_, _>>().context("a line is no story")?;
    let rows: Vec<Vec<String>> = stories.par_iter().map(|s| rows(&reader, s)).collect();
    for row in rows.concat() {
        println!("{row}");
    }
    Ok(())
}

fn rows(reader: &Reader, story: &Story) -> Vec<String> {
    let read: Vec<_> = story.documents.iter().map(|d| reader.read(&d.text, d.published.as_deref())).collect();
    let grammars: Vec<Grammar> = read.iter().map(|(d, a)| Grammar::new(d, a)).collect();
    let extracted: Vec<_> = grammars.iter().enumerate().map(|(i, g)| extract(g, i)).collect();
    let all: Vec<usize> = (0..grammars.len()).collect();
    let mut accounts = Accounts::new(&grammars, &extracted, &all, reader.encoder());
    let mut rows: Vec<String> = accounts.claims().iter().map(|c| row(story, &grammars, c, false)).collect();
    let mut rehearsed = rehearsals(&mut accounts);
    accounts.give_meanings(&mut rehearsed);
    rows.extend(rehearsed.iter().map(|c| row(story, &grammars, c, true)));
    rows
}

/// Values that two accounts tell alike, held against each other as if the second told another: pairs that are surely of one thing.
fn rehearsals(accounts: &mut Accounts) -> Vec<Claim> {
    let mut found = Vec::new();
    for j in 1..accounts.accounts.len() {
        for at in 0..accounts.accounts[j].values.len() {
            let told = accounts.accounts[j].values[at].clone();
            let twins: Vec<(usize, Value)> = (0..j)
                .flat_map(|i| accounts.accounts[i].values.iter().filter(|x| is_twin(x, &told)).map(move |x| (i, x.clone())))
                .collect();
            let Some(other) = changed(&told).filter(|_| !twins.is_empty()) else { continue };
            let numbers = accounts.accounts[j].numbers.clone();
            let (was, is) = (told.amount().map(|q| q.value), other.amount().map(|q| q.value));
            accounts.accounts[j].numbers.iter_mut().filter(|n| Some(n.1) == was).for_each(|n| n.1 = is.unwrap_or(n.1));
            accounts.accounts[j].values[at] = other.clone();
            found.extend(twins.iter().map(|(i, x)| accounts.claim((*i, x), (j, &other))));
            accounts.accounts[j].values[at] = told;
            accounts.accounts[j].numbers = numbers;
        }
    }
    found
}

/// Whether both are the same amount, and unlike enough to others that this is no chance.
fn is_twin(x: &Value, y: &Value) -> bool {
    let same = x.amount().zip(y.amount()).is_some_and(|(a, b)| a.value == b.value && a.value > 2.0);
    same && x.comparable(y)
}

/// The value with another amount, if it cannot be told of the same.
fn changed(value: &Value) -> Option<Value> {
    let by = 1.4;
    let mut other = value.clone();
    let Sort::Amount(q) = &mut other.sort else { return None };
    q.value = (q.value * by).round();
    (q.low, q.high) = (q.low.map(|n| (n * by).round()), q.high.map(|n| (n * by).round()));
    (!value.can_both_hold(&other)).then_some(other)
}

fn row(story: &Story, grammars: &[Grammar], claim: &Claim, rehearsal: bool) -> String {
    let side = |i: usize| {
        let value = &claim.values[i];
        let text = grammars[value.document].text();
        let points = |byte: usize| text[..byte].chars().count();
        let passage: Vec<usize> = grammars[value.document].sentences[value.sentence].clone().collect();
        let passage = grammars[value.document].span(&passage).map_or("", |s| s.of(text));
        serde_json::json!({
            "document": story.documents[value.document].id,
            "start": points(value.span.start()),
            "end": points(value.span.end()),
            "words": value.span.of(text),
            "sentence": passage,
        })
    };
    let grounds: serde_json::Map<String, serde_json::Value> =
        NAMES.iter().zip(claim.grounds.0).map(|(n, v)| ((*n).to_owned(), v.into())).collect();
    let vetoes: Vec<&str> = veto::NAMES.iter().zip(claim.vetoes).filter(|(_, yes)| *yes).map(|(n, _)| *n).collect();
    let row = serde_json::json!({
        "vetoes": vetoes,
        "rehearsal": rehearsal,
        "story": story.story,
        "kind": "quantity",
        "sides": [side(0), side(1)],
        "grounds": grounds,
        "consent": claim.consent,
        "holds": claim.holds(),
    });
    row.to_string()
}
