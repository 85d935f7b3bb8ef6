//! Reports on the way in, for every command that makes a record of them.
//!
//! Enters: paths and options. Leaves: a checked record and whether all was read; messages about inputs go to standard error.

use crate::args::RunArgs;
use crate::outcome::{Failure, Outcome};
use crate::progress::Progress;
use crate::{messages, pipeline};
use anyhow::anyhow;
use readout_record::check::Checked;
use readout_record::edtf::Edtf;
use std::path::PathBuf;

/// The record of the reports that the paths stand for.
pub fn record(paths: &[PathBuf], as_of: Option<Edtf>, run: &RunArgs) -> Result<(Checked, Outcome), Failure> {
    pipeline::set_threads(run)?;
    let progress = Progress::new(run.quiet);
    let mut ingested = pipeline::ingest(paths, run, &progress);
    if ingested.documents.is_empty() {
        drop(progress);
        messages::tell(&ingested.diagnostics, run.quiet);
        return Err(Failure::Run(anyhow!("no report could be read, so there is no brief")));
    }
    let record = pipeline::record(ingested.documents, as_of, &progress, &mut ingested.diagnostics);
    drop(progress);
    let outcome = messages::tell(&ingested.diagnostics, run.quiet);
    Ok((record?, outcome))
}
