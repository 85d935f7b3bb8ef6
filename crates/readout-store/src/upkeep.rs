//! Upkeep: is everything in the store sound, and a copy of it while it is in use.
//!
//! Enters: an open store. Leaves: every fault that was found, or a second file.

use crate::documents::DocumentNumber;
use crate::error::{Result, StoreError};
use crate::store::Store;
use readout_record::check::check;
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use std::path::Path;
use std::time::Duration;

/// Faults that SQLite is asked for at most.
const MOST: u32 = 20;
/// Pages that a backup copies before others may write again.
const PAGES: i32 = 1000;

/// What a check went through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inspection {
    /// Documents whose content and reading are what they were.
    pub documents: usize,
    /// Stories whose record passes the gate.
    pub stories: usize,
    /// Everything that is wrong.
    pub faults: Vec<String>,
}

impl Store {
    /// Looks at everything: the file, what belongs together, each document, and each piece of evidence.
    pub fn inspect(&self) -> Result<Inspection> {
        let mut found = Inspection { faults: self.faults_of_file()?, ..Inspection::default() };
        for number in self.numbers()? {
            match self.inspect_document(number) {
                Ok(()) => found.documents += 1,
                Err(fault) => found.faults.push(fault.message),
            }
        }
        for number in self.story_numbers()? {
            let faults = match self.story_record(number) {
                Ok(record) => check(record).err().unwrap_or_default().iter().map(|v| format!("story {number}: {v}")).collect(),
                Err(fault) => vec![fault.message],
            };
            found.stories += usize::from(faults.is_empty());
            found.faults.extend(faults);
        }
        Ok(found)
    }

    fn inspect_document(&self, number: DocumentNumber) -> Result<()> {
        let document = self.document(number)?;
        self.annotations(number, &document.text)?;
        match self.story_of(number)? {
            Some(_) => Ok(()),
            None => Err(StoreError::damaged(self.file(), format!("document {} is in no story", document.id))),
        }
    }

    fn faults_of_file(&self) -> Result<Vec<String>> {
        let ask = |sql: &str| -> rusqlite::Result<Vec<String>> {
            self.connection.prepare(sql)?.query_map([], |row| row.get::<_, String>(0))?.collect()
        };
        let mut faults = ask(&format!("PRAGMA integrity_check({MOST})")).map_err(|e| self.fault(e))?;
        faults.retain(|f| f != "ok");
        let orphans =
            ask("SELECT \"table\" || ' has rows that belong to nothing' FROM pragma_foreign_key_check GROUP BY \"table\"");
        faults.extend(orphans.map_err(|e| self.fault(e))?);
        Ok(faults)
    }

    /// Copies the store to a file that must not exist, also while another program writes.
    pub fn back_up(&self, to: &Path) -> Result<()> {
        if to.exists() {
            return Err(StoreError::new(to, "exists already", "give a FILE that does not exist, or remove it first"));
        }
        let copied = copy(&self.connection, to);
        if copied.is_err() {
            // Half a copy is none.
            let _ = std::fs::remove_file(to);
        }
        copied.map_err(|e| StoreError::of_sqlite(to, &e))
    }
}

fn copy(from: &Connection, to: &Path) -> rusqlite::Result<()> {
    let mut target = Connection::open(to)?;
    {
        let backup = Backup::new(from, &mut target)?;
        while let StepResult::More | StepResult::Busy | StepResult::Locked = backup.step(PAGES)? {
            std::thread::sleep(Duration::from_millis(1));
        }
    }
    target.pragma_update(None, "journal_mode", "delete")?;
    target.close().map_err(|(_, error)| error)
}
