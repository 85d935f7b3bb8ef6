//! The list of tables.
//!
//! Enters: a record. Leaves: all tables or one, in order.

use super::columns::{self, columns};
use super::lookup::Lookup;
use super::table::Table;
use super::{actors, commitments, discrepancies, documents, events, evidence, statements};
use readout_record::record::Record;

/// What makes a table.
type Make = fn(&Lookup<'_>) -> Table;

/// Every table of the record by its name.
const TABLES: [(&str, Make); 11] = [
    ("documents", documents::documents),
    ("events", events::events),
    ("statements", statements::statements),
    ("commitments", commitments::commitments),
    ("discrepancies", discrepancies::discrepancies),
    ("actors", actors::actors),
    ("participants", events::participants),
    ("attributes", events::attributes),
    ("sides", discrepancies::sides),
    ("evidence", evidence::evidence),
    ("texts", documents::texts),
];

/// The names of all tables.
pub fn names() -> Vec<&'static str> {
    TABLES.iter().map(|(name, _)| *name).chain([columns::NAME]).collect()
}

/// All tables, or the one that is named.
pub fn tables(record: &Record, only: Option<&str>) -> Vec<Table> {
    let lookup = Lookup::new(record);
    let wanted = |name: &str| only.is_none_or(|only| only == name || only == columns::NAME);
    let mut tables: Vec<Table> = TABLES.iter().filter(|(name, _)| wanted(name)).map(|(_, make)| make(&lookup)).collect();
    let about = columns(&tables);
    match only {
        Some(columns::NAME) => vec![about],
        Some(_) => tables,
        None => {
            tables.push(about);
            tables
        }
    }
}
