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
use readout_analysis::link::claims::{Claim, candidates};
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
    candidates(&grammars, &extracted, &all).iter().map(|c| row(story, &grammars, c)).collect()
}

fn row(story: &Story, grammars: &[Grammar], claim: &Claim) -> String {
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
    let row = serde_json::json!({
        "story": story.story,
        "kind": claim.kind().as_str(),
        "sides": [side(0), side(1)],
        "grounds": grounds,
        "consent": claim.consent,
    });
    row.to_string()
}
