//! The file: opened for reading by any number of programs, for writing by one.
//!
//! Enters: a path. Leaves: a store to read from, or one to write to, which holds a lock until it is dropped; or why not, and what can be done.

use crate::error::{Result, StoreError};
use crate::schema;
use rusqlite::{Connection, OpenFlags, Params, Row};
use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a reader waits for a writer that is just opening or closing the file.
const PATIENCE: Duration = Duration::from_secs(5);

/// An open store.
#[derive(Debug)]
pub struct Store {
    pub(crate) connection: Connection,
    file: PathBuf,
    /// Held as long as the store may be written.
    _lock: Option<File>,
}

impl Store {
    /// Opens a store for reading.
    pub fn read(file: &Path) -> Result<Store> {
        if !file.exists() {
            return Err(StoreError::new(
                file,
                "does not exist",
                "add documents to it with readout add, or give another --store FILE",
            ));
        }
        let store = Store { connection: readable(file)?, file: file.to_owned(), _lock: None };
        store.known_version()?;
        Ok(store)
    }

    /// Opens a store for writing, and creates it where there is none. One writer at a time.
    pub fn write(file: &Path) -> Result<Store> {
        let lock = lock(file)?;
        let fault = |e: rusqlite::Error| StoreError::of_sqlite(file, &e);
        let connection = Connection::open(file).map_err(fault)?;
        let mut store = Store { connection, file: file.to_owned(), _lock: Some(lock) };
        store.known_version()?;
        prepare(&mut store.connection).map_err(fault)?;
        Ok(store)
    }

    /// The store's file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The tables, for whoever asks questions of them.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Runs what belongs together: all of it stands afterwards, or nothing.
    pub fn transaction<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Store) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let begin = self.connection.execute_batch("BEGIN IMMEDIATE");
        begin.map_err(|e| self.fault(e))?;
        let done = work(self).and_then(|value| {
            self.connection.execute_batch("COMMIT").map_err(|e| self.fault(e))?;
            Ok(value)
        });
        if done.is_err() && !self.connection.is_autocommit() {
            // The fault that is told is the one that came first.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
        done
    }

    /// A fault of SQLite with the name of this file.
    pub fn fault(&self, error: rusqlite::Error) -> StoreError {
        StoreError::of_sqlite(&self.file, &error)
    }

    /// The rows of a query.
    pub fn rows<T>(&self, sql: &str, values: impl Params, read: impl FnMut(&Row) -> rusqlite::Result<T>) -> Result<Vec<T>> {
        let rows = || -> rusqlite::Result<Vec<T>> { self.connection.prepare_cached(sql)?.query_map(values, read)?.collect() };
        rows().map_err(|e| self.fault(e))
    }

    fn known_version(&self) -> Result<()> {
        let version = schema::version(&self.connection).map_err(|e| self.fault(e))?;
        let application: i32 = self.connection.query_row("PRAGMA application_id", [], |r| r.get(0)).map_err(|e| self.fault(e))?;
        let tables: i64 =
            self.connection.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0)).map_err(|e| self.fault(e))?;
        if version > schema::newest() {
            let message = format!("was written by a newer version of Readout (schema {version})");
            return Err(StoreError::new(&self.file, message, "use that version, or give another --store FILE"));
        }
        if tables > 0 && application != schema::APPLICATION {
            let remedy = "give the path of a store, or of a file that does not exist yet";
            return Err(StoreError::new(&self.file, "is a database, but not a store of Readout", remedy));
        }
        Ok(())
    }
}

fn prepare(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    // What was told as added survives a loss of power too.
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -32_000)?;
    connection.set_prepared_statement_cache_capacity(64);
    if schema::version(connection)? < schema::newest() {
        schema::migrate(connection)?;
    }
    Ok(())
}

/// A connection that reads. In a folder that may not be written SQLite cannot make its side files, and needs to be told that nobody writes.
fn readable(file: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = |name: &Path| -> rusqlite::Result<Connection> {
        let connection = Connection::open_with_flags(name, flags)?;
        connection.busy_timeout(PATIENCE)?;
        schema::version(&connection)?;
        Ok(connection)
    };
    open(file).or_else(|fault| {
        let written = std::fs::metadata(beside(file, "-wal")).is_ok_and(|wal| wal.len() > 0);
        let alone = fault.sqlite_error_code() != Some(rusqlite::ErrorCode::NotADatabase) && !written;
        let still = if alone { open(&PathBuf::from(format!("file:{}?immutable=1", uri(file)))) } else { Err(fault) };
        still.map_err(|e| StoreError::of_sqlite(file, &e))
    })
}

/// A path as SQLite's URIs spell it.
fn uri(file: &Path) -> String {
    file.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

fn beside(file: &Path, end: &str) -> PathBuf {
    let mut name: OsString = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Takes the writer's lock: a file of its own beside the store, so that it does not meddle with SQLite's locks. It is free as soon as its holder
/// has ended, however it ended.
fn lock(file: &Path) -> Result<File> {
    let name = beside(file, "-lock");
    let open = OpenOptions::new().create(true).truncate(false).write(true).open(&name);
    let lock = open.map_err(|e| {
        let remedy = "check that its folder exists and may be written, or give another --store FILE";
        StoreError::new(file, format!("can't be written ({e})"), remedy)
    })?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => {
            let remedy = "wait until it has ended, then run this again; reading goes on meanwhile";
            Err(StoreError { busy: true, ..StoreError::new(file, "is being written by another run of Readout", remedy) })
        }
        Err(TryLockError::Error(e)) => {
            let remedy = "put the store on a disk of this machine, or give another --store FILE";
            Err(StoreError::new(file, format!("can't be locked ({e})"), remedy))
        }
    }
}
