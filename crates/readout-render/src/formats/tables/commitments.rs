//! The table `commitments`.
//!
//! Enters: a record. Leaves: a row a commitment; what followed is in the table `evidence`.

use super::lookup::Lookup;
use super::table::{Cell, EVIDENCE, Table, WEIGHT, cited, count, integer, list, maybe, text, words};
use readout_record::record::Commitment;

/// A row a commitment.
pub fn commitments(lookup: &Lookup<'_>) -> Table {
    let mut columns = vec![
        text("id", "id, made from the content"),
        text("actors", "who is bound"),
        text("actor_ids", "their ids"),
        text("recipients", "for whom"),
        text("recipient_ids", "their ids"),
        text("action", "what is to be done, in the report's words"),
        text("strength", "ordered, will, agreed, announced, willing or considering"),
        text("condition", "what it depends on, in the report's words"),
        text("from", "from when, EDTF"),
        text("due", "by when, EDTF"),
        text("duration", "for how long, ISO 8601"),
        text(
            "status",
            "open, due, overdue, kept, partly kept, broken or withdrawn on the day of the record; overdue: nothing found",
        ),
        text("followed_by", "what later reports mean for it: kept, …; their words are in the table evidence"),
        integer("accounts", "number of reports that tell it"),
        WEIGHT,
    ];
    columns.extend(EVIDENCE);
    let row = |c: &Commitment| row(lookup, c);
    Table { name: "commitments", columns, rows: lookup.record.commitments.iter().map(row).collect() }
}

fn row(lookup: &Lookup<'_>, c: &Commitment) -> Vec<Cell> {
    let mut cells = vec![
        words(&c.id),
        list(lookup.names(&c.actors)),
        list(&c.actors),
        list(lookup.names(&c.recipients)),
        list(&c.recipients),
        words(&c.action),
        words(c.strength),
        maybe(c.condition.as_ref()),
        maybe(c.from.as_ref()),
        maybe(c.due.as_ref()),
        maybe(c.duration.as_ref()),
        words(c.status),
        list(c.follow_up.iter().map(|f| f.effect.as_str())),
        count(c.accounts),
        Cell::Real(c.weight),
    ];
    cells.extend(cited(c.evidence.first()));
    cells
}
