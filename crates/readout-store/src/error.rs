//! What went wrong with a store, in words that name the file and the remedy.
//!
//! Enters: faults of SQLite and of files. Leaves: one clear line.

use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};

/// A fault of a store.
#[derive(Debug, thiserror::Error)]
#[error("{}: {message}; {remedy}", file.display())]
pub struct StoreError {
    /// The store's file.
    pub file: PathBuf,
    /// What was seen.
    pub message: String,
    /// What can be done.
    pub remedy: String,
    /// Whether another run of Readout writes to it just now.
    pub busy: bool,
}

/// What the functions of this crate give.
pub type Result<T> = std::result::Result<T, StoreError>;

const DAMAGED: &str = "put back a backup (readout store backup makes them), or move the file away and add the documents again";

impl StoreError {
    /// A fault in words.
    pub fn new(file: &Path, message: impl Into<String>, remedy: impl Into<String>) -> StoreError {
        StoreError { file: file.to_owned(), message: message.into(), remedy: remedy.into(), busy: false }
    }

    /// Whether it passes when another run has ended.
    pub fn is_busy(&self) -> bool {
        self.busy
    }

    /// What is kept does not read.
    pub fn damaged(file: &Path, what: impl std::fmt::Display) -> StoreError {
        StoreError::new(file, format!("is damaged ({what})"), DAMAGED)
    }

    /// What SQLite says, with what can be done.
    pub fn of_sqlite(file: &Path, error: &rusqlite::Error) -> StoreError {
        let (message, remedy) = match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => (
                "can't grow: the disk is full".to_owned(),
                "free some space and run the same command again: what was told as added is kept",
            ),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => (
                "can't be written".to_owned(),
                "check the permissions of the file and of its folder, or give another --store FILE",
            ),
            Some(ErrorCode::CannotOpen) => (
                "can't be opened".to_owned(),
                "check that the folder exists and may be read and written, or give another --store FILE",
            ),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                ("is being written by another program".to_owned(), "wait until it has ended, then run this again")
            }
            Some(ErrorCode::NotADatabase) => {
                ("is not a store of Readout".to_owned(), "give the path of a store, or of a file that does not exist yet")
            }
            Some(ErrorCode::DatabaseCorrupt) => (format!("is damaged ({error})"), DAMAGED),
            Some(ErrorCode::SystemIoFailure) => (
                format!("can't be read or written ({error})"),
                "check the disk and the space left on it, then run the same command again: what was told as added is kept",
            ),
            _ => (format!("failed ({error})"), "run readout store check on it, and report this as a fault of the program"),
        };
        StoreError::new(file, message, remedy)
    }
}
