//! `readout brief`: reports in, the brief out in the wanted formats.
//!
//! Enters: the arguments. Leaves: output on standard output and in files, messages on standard error.

use crate::args::BriefArgs;
use crate::formats::Chosen;
use crate::outcome::{Failure, Outcome};
use crate::{output, reading, writable};
use readout_record::check::Checked;
use readout_render::format::Format;
use std::path::{Path, PathBuf};

/// Runs the command.
pub fn run(args: &BriefArgs) -> Result<Outcome, Failure> {
    let chosen = args.formats.chosen().map_err(Failure::Use)?;
    for (format, file) in &chosen {
        file.map_or(Ok(()), |file| may_write(*format, file, &args.paths)).map_err(Failure::Use)?;
    }
    let (record, outcome) = reading::record_of(args.store.as_deref(), (&args.paths, &args.net), args.as_of.clone(), &args.run)?;
    give(&record, &chosen, args.run.quiet)?;
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

/// Refuses to write over what Readout did not write, and into a folder that is read.
fn may_write(format: &dyn Format, file: &Path, inputs: &[PathBuf]) -> Result<(), String> {
    let (name, option) = (file.display(), format.name());
    if file.is_file() && !format.wrote(&writable::beginning(file)) {
        return Err(format!("--{option}: {name} exists and Readout did not write it; give another FILE, or remove it first"));
    }
    writable::outside(option, file, inputs)
}
