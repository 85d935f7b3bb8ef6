//! `cargo xtask export-outcomes OUT`: what the training of `outcomes` reads.
//!
//! Enters: the written stories and their promises (`training/outcomes/stories.jsonl`). Leaves: OUT, one JSON line a promise: its story, whether that is kept back, the
//! promise and the sentence that tells it as the program asks about them, then sentences of later reports, each with its outcome or null, and its rank among those
//! that the program would read: all that tell an outcome of some promise of the story, and those of the first ranks.

use crate::evaluate::outcomes::gold::{self, Promise};
use crate::evaluate::reader::Reader;
use crate::evaluate::same_event::stories;
use anyhow::{Context, Result};
use readout_analysis::brief::desk::Desk;
use readout_analysis::brief::sentences::Sentences;
use readout_analysis::brief::{outcomes, promise};
use readout_record::mention::DocumentIx;
use readout_record::span::Span;
use serde_json::{Value, json};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Sentences of these ranks are written.
const RANKS: usize = 24;

/// What the command takes.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// The file to write.
    out: PathBuf,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<()> {
    let reader = Reader::new()?;
    let promises = gold::promises()?;
    let mut out = BufWriter::new(std::fs::File::create(&arguments.out)?);
    for story in stories::own()? {
        let rows = story.with_desk(&reader, |desk| rows(desk, &promises[&story.name]))?;
        for mut row in rows {
            row["story"] = json!(story.name);
            row["kept_back"] = json!(story.kept_back);
            writeln!(out, "{row}")?;
        }
    }
    Ok(out.flush()?)
}

fn rows(desk: &Desk, promises: &[Promise]) -> Result<Vec<Value>> {
    let sentences = Sentences::new(desk);
    let place = |file: &str| {
        let named = |d: &&DocumentIx| Path::new(&desk.grammars[**d].document.path).file_name().is_some_and(|f| f == file);
        let all: Vec<DocumentIx> = (0..desk.grammars.len()).collect();
        all.iter().find(named).copied().with_context(|| format!("no report {file}"))
    };
    let row = |p: &Promise| {
        let document = place(&p.document)?;
        let text = desk.grammars[document].text();
        let action =
            Span::new(text, p.start, p.end()).with_context(|| format!("{}: no words at byte {}", p.document, p.start))?;
        let promise = promise::Promise {
            documents: vec![document],
            told: vec![(document, action)],
            actors: Vec::new(),
            who: p.who.clone(),
            action,
            evidence: outcomes::sentence_around(desk, document, action),
            due: None,
        };
        let near = outcomes::near(desk, &promise, &sentences);
        let told_of = |p: &Promise, d: DocumentIx, s: Span| {
            let told =
                p.told.iter().find(|t| place(&t.document).is_ok_and(|x| x == d) && t.start < s.end() && s.start() < t.end)?;
            Some(told.effect.clone())
        };
        let later = near.iter().enumerate().filter_map(|(rank, &(_, d, s))| {
            let effect = told_of(p, d, s);
            let of_others = || promises.iter().any(|other| told_of(other, d, s).is_some());
            let written = rank < RANKS || effect.is_some() || of_others();
            written.then(
                || json!({"words": s.of(desk.grammars[d].text()), "effect": effect, "rank": rank, "of others": of_others()}),
            )
        });
        let [asked, told] = outcomes::in_words(desk, &promise);
        Ok(
            json!({"asked": asked, "told": told, "promise": p.promise, "outcomes": p.told.len(), "later": later.collect::<Vec<_>>()}),
        )
    };
    promises.iter().map(row).collect()
}
