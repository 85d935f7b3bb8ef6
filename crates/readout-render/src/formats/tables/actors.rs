//! The table `actors`.
//!
//! Enters: a record. Leaves: a row an actor.

use super::lookup::Lookup;
use super::table::{Cell, EVIDENCE, Table, WEIGHT, cited, list, maybe, text, words};
use readout_record::record::Actor;

/// A row an actor.
pub fn actors(lookup: &Lookup<'_>) -> Table {
    let mut columns = vec![
        text("id", "id, made from the content"),
        text("name", "fullest name"),
        text("kind", "person, office, state, organisation, group or unnamed"),
        text("role", "title or office"),
        text("of", "state or organisation that it belongs to"),
        text("aliases", "other words for it"),
        WEIGHT,
    ];
    columns.extend(EVIDENCE);
    let row = |a: &Actor| {
        let aliases = a.aliases.iter().filter(|alias| **alias != a.name);
        let mut cells = vec![
            words(&a.id),
            words(&a.name),
            words(a.kind),
            maybe(a.role.as_ref()),
            maybe(a.of.as_ref()),
            list(aliases),
            Cell::Real(a.weight),
        ];
        cells.extend(cited(a.evidence.first()));
        cells
    };
    Table { name: "actors", columns, rows: lookup.record.actors.iter().map(row).collect() }
}
