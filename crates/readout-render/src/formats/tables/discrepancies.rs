//! The tables `discrepancies` and `sides`.
//!
//! Enters: a record. Leaves: a row a discrepancy with its first two sides next to each other, and a row for every side.

use super::lookup::Lookup;
use super::table::{Cell, Column, EVIDENCE, Table, WEIGHT, cited, count, flag, integer, list, maybe, text, words};
use readout_record::record::{Discrepancy, Side};

/// What is told of each of the first two sides.
const FIRST: [Column; 7] = [
    text(
        "value_1",
        "what the first side says, normalised; the sides are ranked by independent accounts, which says nothing of truth",
    ),
    text("outlets_1", "the outlets that tell it"),
    integer("accounts_1", "its independent accounts"),
    text("document_1", "id of the report that its words stand in"),
    integer("start_1", "first code point of the words"),
    integer("end_1", "code point after the last"),
    text("quote_1", "the words"),
];
const SECOND: [Column; 7] = [
    text("value_2", "what the second side says, normalised"),
    text("outlets_2", "the outlets that tell it"),
    integer("accounts_2", "its independent accounts"),
    text("document_2", "id of the report that its words stand in"),
    integer("start_2", "first code point of the words"),
    integer("end_2", "code point after the last"),
    text("quote_2", "the words"),
];

/// A row a discrepancy.
pub fn discrepancies(lookup: &Lookup<'_>) -> Table {
    let mut columns = vec![
        text("id", "id, made from the content"),
        text("kind", "quantity, time, place, name, participants, status, polarity or wording"),
        text("attribute", "which value: duration"),
        text("about", "the event, actor or commitment in a few words"),
        text("event", "id of the event"),
        text("actor", "id of the actor"),
        text("commitment", "id of the commitment"),
        integer("sides", "number of sides; the third and further ones are in the table sides"),
        WEIGHT,
    ];
    columns.extend(FIRST);
    columns.extend(SECOND);
    let row = |d: &Discrepancy| row(lookup, d);
    Table { name: "discrepancies", columns, rows: lookup.record.discrepancies.iter().map(row).collect() }
}

fn row(lookup: &Lookup<'_>, d: &Discrepancy) -> Vec<Cell> {
    let mut cells = vec![
        words(&d.id),
        words(d.kind),
        words(&d.attribute),
        maybe(about(lookup, d)),
        maybe(d.event.as_ref()),
        maybe(d.actor.as_ref()),
        maybe(d.commitment.as_ref()),
        count(d.sides.len()),
        Cell::Real(d.weight),
    ];
    for side in d.sides.iter().take(2) {
        cells.extend([words(&side.value), list(lookup.outlets(&side.documents)), count(side.independent_accounts)]);
        cells.extend(cited(side.evidence.first()));
    }
    cells
}

fn about(lookup: &Lookup<'_>, d: &Discrepancy) -> Option<String> {
    let event = d.event.as_deref().and_then(|id| lookup.event(id));
    let promise = || lookup.record.commitments.iter().find(|c| Some(&c.id) == d.commitment.as_ref()).map(|c| c.action.clone());
    let actor = || d.actor.as_deref().map(|id| lookup.name(id).to_owned());
    event.map(|e| lookup.event_name(e)).or_else(promise).or_else(actor)
}

/// A row for each side of a discrepancy.
pub fn sides(lookup: &Lookup<'_>) -> Table {
    let mut columns = vec![
        text("discrepancy", "id of the discrepancy"),
        integer("side", "number of the side, from 1"),
        text("value", "what it says, normalised"),
        flag("approximate", "whether it says about"),
        integer("independent_accounts", "accounts that rest on origins of their own"),
        text("outlets", "the outlets that tell it"),
        text("documents", "ids of the reports that tell it"),
        text("attributed_to", "whom the reports cite for it"),
    ];
    columns.extend(EVIDENCE);
    let of = |d: &Discrepancy, number: usize, side: &Side| {
        let mut cells = vec![
            words(&d.id),
            count(number),
            words(&side.value),
            Cell::Flag(side.approximate),
            count(side.independent_accounts),
            list(lookup.outlets(&side.documents)),
            list(&side.documents),
            list(lookup.names(&side.attributed_to)),
        ];
        cells.extend(cited(side.evidence.first()));
        cells
    };
    let all = lookup.record.discrepancies.iter();
    let rows = all.flat_map(|d| d.sides.iter().enumerate().map(move |(i, side)| of(d, i + 1, side)));
    Table { name: "sides", columns, rows: rows.collect() }
}
