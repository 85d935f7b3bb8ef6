//! Reports on the way in, for every command that makes a record of them.
//!
//! Enters: paths or a store, and options. Leaves: a checked record and whether all was read; messages about inputs go to standard error.

use crate::args::{NetArgs, RunArgs};
use crate::outcome::{Failure, Outcome};
use crate::progress::Progress;
use crate::{fetching, messages, pipeline};
use anyhow::anyhow;
use readout_record::check::Checked;
use readout_record::edtf::Edtf;
use readout_store::store::Store;
use std::path::{Path, PathBuf};

/// The record of all that is in a store, or of the reports that paths and addresses stand for.
pub fn record_of(
    store: Option<&Path>,
    (paths, net): (&[PathBuf], &NetArgs),
    as_of: Option<Edtf>,
    run: &RunArgs,
) -> Result<(Checked, Outcome), Failure> {
    let Some(file) = store else { return record(paths, net, as_of, run) };
    let record = Store::read(file)?.record(as_of, env!("CARGO_PKG_VERSION"))?;
    Ok((pipeline::gate(record)?, Outcome::Done))
}

/// The record of the reports that the paths stand for.
fn record(paths: &[PathBuf], net: &NetArgs, as_of: Option<Edtf>, run: &RunArgs) -> Result<(Checked, Outcome), Failure> {
    pipeline::set_threads(run)?;
    let progress = Progress::new(run.quiet);
    let mut ingested = fetching::ingest(paths, net, run, &progress);
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
