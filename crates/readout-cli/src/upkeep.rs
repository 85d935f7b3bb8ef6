//! `readout store`: checks and copies of the store.
//!
//! Enters: the arguments. Leaves: what was found wrong, or a copy.

use crate::args::{StoreCommand, Upkeep};
use crate::outcome::{Failure, Outcome};
use crate::output;
use readout_store::store::Store;

/// Runs the command.
pub fn run(args: &StoreCommand) -> Result<Outcome, Failure> {
    match &args.command {
        Upkeep::Check { store } => check(&Store::read(&store.path()?)?),
        Upkeep::Backup { file, store } => {
            let store = Store::read(&store.path()?)?;
            store.back_up(file)?;
            eprintln!("readout: wrote {}", file.display());
            Ok(Outcome::Done)
        }
    }
}

fn check(store: &Store) -> Result<Outcome, Failure> {
    let found = store.inspect()?;
    let file = store.file().display();
    for fault in &found.faults {
        eprintln!("readout: {file}: {fault}");
    }
    if found.faults.is_empty() {
        output::standard(&format!(
            "{file}: sound, {} documents, {} stories, each quote where it was read\n",
            found.documents, found.stories
        ))?;
        return Ok(Outcome::Done);
    }
    Err(Failure::Run(anyhow::anyhow!(
        "{file} is damaged in {} places; put back a backup, or move the file away and add the documents again",
        found.faults.len()
    )))
}
