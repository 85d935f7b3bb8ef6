//! The tables, and how a store of an older version becomes one of this version.
//!
//! Enters: a connection. Leaves: the same with all tables of the version that this program writes. A migration is never altered once released:
//! whoever changes the schema adds one.

use rusqlite::Connection;

/// Marks the file as a store of Readout ("RDOT").
pub const APPLICATION: i32 = 0x5244_4F54;

/// Each brings the schema from the version of its place to the next.
const MIGRATIONS: &[&str] = &[concat!(include_str!("schema/1.sql"), include_str!("schema/watch.sql"))];

/// The version that this program reads and writes.
pub fn newest() -> i64 {
    MIGRATIONS.len() as i64
}

/// The version of a file; 0 where nothing is in it yet.
pub fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Brings a store up to date, all or nothing.
pub fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let from = version(&transaction)?;
    for script in MIGRATIONS.iter().skip(from.max(0) as usize) {
        transaction.execute_batch(script)?;
    }
    transaction.pragma_update(None, "user_version", newest())?;
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.commit()
}
