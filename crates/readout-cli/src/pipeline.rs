//! The way of reports through the house: ingest, annotate, analyse, check.
//!
//! Enters: paths and options. Leaves: a checked record and the messages about inputs. A record that the gate refuses never leaves.

use crate::args::RunArgs;
use crate::progress::Progress;
use anyhow::{Context, bail};
use rayon::prelude::*;
use readout_analysis::extract::time;
use readout_english::model::English;
use readout_ingest::input::{self, Ingested};
use readout_meaning::meaning::Meaning;
use readout_record::annotation::Annotations;
use readout_record::check::{Checked, check};
use readout_record::diagnostic::Diagnostic;
use readout_record::document::Document;
use readout_record::edtf::Edtf;
use readout_record::record::Record;
use std::path::PathBuf;

/// Violations that are told; a fault in one rule tends to break many lines.
const TOLD: usize = 5;

/// Sets the number of threads for all that follows.
pub fn set_threads(run: &RunArgs) -> anyhow::Result<()> {
    let threads = run.jobs.map_or(0, usize::from);
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().context("the threads can't be started")
}

/// How ingest is to read.
pub fn input_options(run: &RunArgs) -> input::Options {
    input::Options { max_bytes: run.max_size << 20, ..input::Options::default() }
}

/// The model, with its fault in words.
pub fn model() -> anyhow::Result<English> {
    English::load().context("the English model inside the program can't be read")
}

/// The reports that the paths stand for.
pub fn ingest(paths: &[PathBuf], run: &RunArgs, progress: &Progress) -> Ingested {
    progress.stage("reading", 0);
    input::read_paths(paths, &input_options(run))
}

/// The record of some reports; what in them cannot be right is added to `told`.
pub fn record(
    documents: Vec<Document>,
    as_of: Option<Edtf>,
    progress: &Progress,
    told: &mut Vec<Diagnostic>,
) -> anyhow::Result<Checked> {
    progress.stage("annotating", documents.len());
    let english = model()?;
    let annotations: Vec<Annotations> = documents
        .par_iter()
        .map(|document| {
            let annotations = annotate(&english, document);
            progress.step();
            annotations
        })
        .collect();
    told.par_extend(documents.par_iter().zip(&annotations).flat_map_iter(|(d, a)| time::weekday_doubts(d, a)));
    progress.stage("linking", 0);
    let options = readout_analysis::Options { as_of, version: env!("CARGO_PKG_VERSION").to_owned(), ..Default::default() };
    gate(readout_analysis::analyse(documents, annotations, &Meaning::new(), &options))
}

/// What the model says of a report; nothing where it is not English.
pub fn annotate(english: &English, document: &Document) -> Annotations {
    if document.is_english() { english.annotate(&document.text) } else { Annotations::default() }
}

/// The record, if it keeps its promises.
pub fn gate(record: Record) -> anyhow::Result<Checked> {
    match check(record) {
        Ok(checked) => Ok(checked),
        Err(violations) => {
            let told: Vec<String> = violations.iter().take(TOLD).map(|v| format!("\n  {v}")).collect();
            let more = violations.len().saturating_sub(TOLD);
            let more = if more > 0 { format!("\n  and {more} more") } else { String::new() };
            bail!(
                "this is a fault of Readout, not of the reports: its record did not pass its own gate, so none is given{}{more}",
                told.concat()
            )
        }
    }
}
