//! `readout export`: reports in, the record out in the form of another program.
//!
//! Enters: the arguments. Leaves: one file, a folder of files, or standard output; messages on standard error.

use crate::args::ExportArgs;
use crate::outcome::{Failure, Outcome};
use crate::{output, reading, writable};
use anyhow::Context;
use readout_record::check::Checked;
use readout_render::export::{Export, ExportFile, Exported};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// First bytes that a file and the export that is to replace it must share.
const ALIKE: usize = 12;

/// Runs the command.
pub fn run(args: &ExportArgs) -> Result<Outcome, Failure> {
    sound(args).map_err(Failure::Use)?;
    let (record, outcome) = reading::record_of(args.store.as_deref(), (&args.paths, &args.net), args.as_of.clone(), &args.run)?;
    give(&record, args)?;
    Ok(outcome)
}

/// Refuses options that do not fit together before anything is read.
fn sound(args: &ExportArgs) -> Result<(), String> {
    let (name, tables) = (args.format.name(), args.format.tables());
    match &args.table {
        Some(_) if tables.is_empty() => return Err(format!("--table: {name} has no tables; leave it out")),
        Some(table) if !tables.contains(&table.as_str()) => {
            return Err(format!("--table: there is no table {table:?}; give one of {}", tables.join(", ")));
        }
        None if !tables.is_empty() && args.out.is_none() => {
            return Err(format!("--format {name} writes several files; give a folder with --out, or one table with --table"));
        }
        _ => {}
    }
    match &args.out {
        Some(out) if is_folder(args) => writable::outside("out", &out.join("x"), &args.paths),
        Some(out) => writable::outside("out", out, &args.paths),
        None if !args.format.is_text() && std::io::stdout().is_terminal() => {
            Err(format!("--format {name} is no text for a terminal; give a FILE with --out"))
        }
        None => Ok(()),
    }
}

/// Whether `--out` names a folder: there is one, or several files are to be written, or it ends in a slash.
fn is_folder(args: &ExportArgs) -> bool {
    let several = !args.format.tables().is_empty() && args.table.is_none();
    let slash = |out: &Path| out.to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR]);
    args.out.as_deref().is_some_and(|out| several || out.is_dir() || slash(out))
}

/// Puts a record where it is wanted, from wherever it was read.
pub fn give(record: &Checked, args: &ExportArgs) -> anyhow::Result<()> {
    let Exported { files, notes } = exported(args.format, record, args.table.as_deref())?;
    let told = notes.iter().filter(|_| !args.run.quiet);
    told.for_each(|note| eprintln!("readout: note: {}: {note}", args.format.name()));
    match &args.out {
        None => files.iter().try_for_each(|file| output::bytes(&file.bytes)),
        Some(out) => write(&placed(files, out, is_folder(args)), args),
    }
}

fn exported(format: &dyn Export, record: &Checked, table: Option<&str>) -> anyhow::Result<Exported> {
    format.files(record, table).with_context(|| format!("the record can't be written as {}", format.name()))
}

/// Each file with its path.
fn placed(files: Vec<ExportFile>, out: &Path, folder: bool) -> Vec<(PathBuf, ExportFile)> {
    files.into_iter().map(|file| (if folder { out.join(&file.name) } else { out.to_owned() }, file)).collect()
}

/// Writes all of them, or none where one would take the place of something else.
fn write(files: &[(PathBuf, ExportFile)], args: &ExportArgs) -> anyhow::Result<()> {
    files.iter().try_for_each(|(path, file)| may_replace(path, file))?;
    for (path, file) in files {
        if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).with_context(|| format!("the folder {} can't be made", folder.display()))?;
        }
        output::file_of_bytes(path, &file.bytes)?;
        if !args.run.quiet {
            eprintln!("readout: wrote {}", path.display());
        }
    }
    Ok(())
}

/// A file that does not begin as this export does was written by something else.
fn may_replace(path: &Path, file: &ExportFile) -> anyhow::Result<()> {
    let (there, new) = (writable::beginning(path), &file.bytes);
    let alike = there.is_empty() || there[..there.len().min(ALIKE)] == new[..new.len().min(ALIKE)];
    anyhow::ensure!(
        !path.exists() || (path.is_file() && alike),
        "{} exists and is no such export; give another place with --out, or remove it first",
        path.display()
    );
    Ok(())
}
