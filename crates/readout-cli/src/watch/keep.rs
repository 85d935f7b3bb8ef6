//! The store of a watch: open for writing only as long as something is written, so that other runs can add between.
//!
//! Enters: documents and what they came from. Leaves: documents in the store, and only then the marks that their entries are done with.

use crate::linking::{self, Batch};
use anyhow::Result;
use readout_english::model::English;
use readout_meaning::meaning::Meaning;
use readout_record::document::Document;
use readout_store::store::Store;
use std::cell::OnceCell;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

/// How often, and how long apart, the store is tried while another run writes to it.
const TRIES: u32 = 60;
const APART: Duration = Duration::from_secs(1);

/// Documents that are kept in one go.
const BATCH: usize = 64;

/// What writes to the store.
pub struct Keeper {
    file: PathBuf,
    english: OnceCell<English>,
    meaning: Meaning,
}

impl Keeper {
    /// Writes to the store in that file.
    pub fn new(file: PathBuf) -> Keeper {
        Keeper { file, english: OnceCell::new(), meaning: Meaning::new() }
    }

    /// Who compares meanings.
    pub fn encoder(&self) -> &Meaning {
        &self.meaning
    }

    /// Opens the store for as long as `work` takes.
    pub fn write<T>(&self, work: impl FnOnce(&mut Store) -> Result<T>) -> Result<T> {
        let mut tries = 1;
        loop {
            match Store::write(&self.file) {
                Ok(mut store) => return work(&mut store),
                Err(fault) if tries >= TRIES || !fault.is_busy() => return Err(fault.into()),
                Err(_) => thread::sleep(APART),
            }
            tries += 1;
        }
    }

    /// Opens the store for questions.
    pub fn read<T>(&self, work: impl FnOnce(&Store) -> Result<T>) -> Result<T> {
        work(&Store::read(&self.file)?)
    }

    /// Adds documents as `readout add` does; they are told when they are there. Leaves messages about those that could not be kept.
    pub fn add(&self, store: &mut Store, documents: Vec<Document>) -> Result<Batch> {
        let mut all = Batch::default();
        for chunk in documents.chunks(BATCH) {
            store.transaction(|store| store.expect(chunk.iter().map(|d| d.id.as_str())))?;
            let kept = linking::keep(store, chunk.to_vec(), &self.english, &self.meaning)?;
            all.documents.extend(kept.documents);
            all.failed.extend(kept.failed);
        }
        Ok(all)
    }
}
