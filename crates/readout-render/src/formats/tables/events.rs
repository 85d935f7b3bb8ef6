//! The tables `events`, `participants` and `attributes`.
//!
//! Enters: a record. Leaves: a row an event, a row a part in one, a row a value of one.

use super::lookup::Lookup;
use super::table::{Cell, EVIDENCE, Table, WEIGHT, cited, count, flag, integer, list, maybe, text, words};
use crate::view::phrase;
use readout_record::record::{AttributeEntry, Event};

/// A row an event.
pub fn events(lookup: &Lookup<'_>) -> Table {
    let mut columns = vec![
        text("id", "id, made from the content"),
        text("story", "id of its story"),
        text("type", "what kind: phone call, meeting, …"),
        text("name", "type, participants and place in a few words"),
        text("date", "EDTF; XXXX where the year is not known"),
        text("place", "where"),
        text("reality", "happened, under way, planned, proposed, possible or denied, by the accounts"),
        text("participants", "names with their part; ids are in the table participants"),
        text("attributes", "values that accounts give it, in words; normalised in the table attributes"),
        integer("accounts", "number of reports that tell it"),
        WEIGHT,
    ];
    columns.extend(EVIDENCE);
    let rows = lookup.record.events.iter().map(|e| row(lookup, e));
    Table { name: "events", columns, rows: rows.collect() }
}

fn row<'r>(lookup: &Lookup<'r>, e: &'r Event) -> Vec<Cell> {
    let parts = e.participants.iter().map(|p| format!("{} ({})", lookup.name(&p.actor), p.role));
    let mut cells = vec![
        words(&e.id),
        words(&e.story),
        words(e.kind),
        words(lookup.event_name(e)),
        maybe(e.date.as_ref()),
        maybe(e.place.as_ref()),
        words(e.reality),
        list(parts),
        list(phrase::unique(e.attributes.iter().map(value))),
        count(e.accounts),
        Cell::Real(e.weight),
    ];
    cells.extend(cited(e.evidence.first()));
    cells
}

/// `duration: about 40 minutes`.
fn value(attribute: &AttributeEntry) -> String {
    format!("{}: {}", attribute.name, phrase::value(&attribute.value, attribute.approximate))
}

/// A row for each part in an event.
pub fn participants(lookup: &Lookup<'_>) -> Table {
    let columns = vec![
        text("event", "id of the event"),
        text("actor", "id of the actor"),
        text("name", "name of the actor"),
        text("role", "party, initiator, recipient, mediator, host, guest, agent, target or subject"),
    ];
    let events = lookup.record.events.iter();
    let rows = events.flat_map(|e| {
        e.participants.iter().map(|p| vec![words(&e.id), words(&p.actor), words(lookup.name(&p.actor)), words(p.role)])
    });
    Table { name: "participants", columns, rows: rows.collect() }
}

/// A row for each value of an event.
pub fn attributes(lookup: &Lookup<'_>) -> Table {
    let mut columns = vec![
        text("event", "id of the event"),
        text("name", "duration, or what is counted"),
        text("value", "ISO 8601 duration (PT40M is 40 minutes), or number and unit"),
        flag("approximate", "whether the words say about, some, close to"),
    ];
    columns.extend(EVIDENCE);
    let of = |e: &Event, a: &AttributeEntry| {
        let mut cells = vec![words(&e.id), words(&a.name), words(&a.value), Cell::Flag(a.approximate)];
        cells.extend(cited(a.evidence.first()));
        cells
    };
    let rows = lookup.record.events.iter().flat_map(|e| e.attributes.iter().map(move |a| of(e, a)));
    Table { name: "attributes", columns, rows: rows.collect() }
}
