//! `readout brief`: reports in, the brief out in the wanted formats.
//!
//! Enters: the arguments. Leaves: output on standard output and in files, messages on standard error.

use crate::args::BriefArgs;
use crate::formats::Chosen;
use crate::outcome::{Failure, Outcome};
use crate::progress::Progress;
use crate::{messages, output, pipeline};
use anyhow::anyhow;
use readout_record::check::Checked;
use readout_render::format::Format;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Runs the command.
pub fn run(args: &BriefArgs) -> Result<Outcome, Failure> {
    let chosen = args.formats.chosen().map_err(Failure::Use)?;
    for (format, file) in &chosen {
        file.map_or(Ok(()), |file| may_write(*format, file, &args.paths)).map_err(Failure::Use)?;
    }
    pipeline::set_threads(&args.run)?;
    let progress = Progress::new(args.run.quiet);
    let mut ingested = pipeline::ingest(&args.paths, &args.run, &progress);
    if ingested.documents.is_empty() {
        drop(progress);
        messages::tell(&ingested.diagnostics, args.run.quiet);
        return Err(Failure::Run(anyhow!("no report could be read, so there is no brief")));
    }
    let record = pipeline::record(ingested.documents, args.as_of.clone(), &progress, &mut ingested.diagnostics);
    drop(progress);
    let outcome = messages::tell(&ingested.diagnostics, args.run.quiet);
    give(&record?, &chosen, args.run.quiet)?;
    Ok(outcome)
}

/// Files first, so that a reader of standard output who stops early costs nothing.
fn give(record: &Checked, chosen: &[Chosen<'_>], quiet: bool) -> anyhow::Result<()> {
    let terminal = output::terminal();
    for (format, file) in chosen {
        if let Some(file) = file {
            output::file(file, &format.render(record, terminal))?;
            if !quiet {
                eprintln!("readout: wrote {}", file.display());
            }
        }
    }
    for (format, _) in chosen.iter().filter(|(_, file)| file.is_none()) {
        output::standard(&format.render(record, terminal))?;
    }
    Ok(())
}

/// Refuses to write over what Readout did not write, and into a folder that is read, where the next run would take it for a report.
fn may_write(format: &dyn Format, file: &Path, inputs: &[PathBuf]) -> Result<(), String> {
    let (name, option) = (file.display(), format.name());
    if file.is_file() && !format.wrote(&beginning(file)) {
        return Err(format!("--{option}: {name} exists and Readout did not write it; give another FILE, or remove it first"));
    }
    let folder = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let inside = inputs.iter().filter(|p| p.is_dir()).find(|p| p.canonicalize().is_ok_and(|p| folder.starts_with(p)));
    match inside {
        Some(read) => Err(format!(
            "--{option}: {name} lies inside {}, and the next run would read it as a report; give a FILE outside of it",
            read.display()
        )),
        None => Ok(()),
    }
}

fn beginning(file: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = std::fs::File::open(file).map(|f| f.take(512).read_to_end(&mut bytes));
    bytes
}
