//! The table `evidence`: all words of all entries, where the other tables have room for the first of each.
//!
//! Enters: a record. Leaves: a row for each piece of evidence, with the entry and the part of it that rests on it.

use super::lookup::Lookup;
use super::table::{Cell, EVIDENCE, Table, cited, count, integer, text, words};
use readout_record::record::{Commitment, Content, Discrepancy, Event, Evidence, Statement};
use std::borrow::Cow;

/// Rows under way.
struct Rows(Vec<Vec<Cell>>);

impl Rows {
    /// The words of one part of an entry, numbered from 1.
    fn add<'e>(&mut self, of: &str, id: &str, part: &str, evidence: impl IntoIterator<Item = Cow<'e, Evidence>>) {
        for (i, e) in evidence.into_iter().enumerate() {
            let mut cells = vec![words(of), words(id), words(part), count(i + 1)];
            cells.extend(cited(Some(&e)));
            self.0.push(cells);
        }
    }

    fn event(&mut self, e: &Event) {
        self.add("event", &e.id, "event", borrowed(&e.evidence));
        for a in &e.attributes {
            self.add("event", &e.id, &format!("{} {}", a.name, a.value), borrowed(&a.evidence));
        }
        self.add("event", &e.id, "year", e.year_by.as_ref().map(Cow::Borrowed));
    }

    fn statement(&mut self, s: &Statement) {
        match s.content.spans.as_slice() {
            [] => self.add("statement", &s.id, "content", [Cow::Owned(whole(&s.content))]),
            pieces => self.add("statement", &s.id, "content", borrowed(pieces)),
        }
        self.add("statement", &s.id, "cue", s.cue.as_ref().map(Cow::Borrowed));
    }

    fn commitment(&mut self, c: &Commitment) {
        self.add("commitment", &c.id, "commitment", borrowed(&c.evidence));
        for f in &c.follow_up {
            self.add("commitment", &c.id, &format!("follow-up: {}", f.effect), borrowed(&f.evidence));
        }
        self.add("commitment", &c.id, "last told", c.last_told.as_ref().map(Cow::Borrowed));
        self.add("commitment", &c.id, "year", c.year_by.as_ref().map(Cow::Borrowed));
    }

    fn discrepancy(&mut self, d: &Discrepancy) {
        for (i, side) in d.sides.iter().enumerate() {
            self.add("discrepancy", &d.id, &format!("side {}", i + 1), borrowed(&side.evidence));
        }
    }
}

fn borrowed(evidence: &[Evidence]) -> impl Iterator<Item = Cow<'_, Evidence>> {
    evidence.iter().map(Cow::Borrowed)
}

/// Content as evidence.
fn whole(c: &Content) -> Evidence {
    Evidence { document: c.document.clone(), start: c.start, end: c.end, bytes: c.bytes, quote: c.quote.clone() }
}

/// A row for each piece of evidence.
pub fn evidence(lookup: &Lookup<'_>) -> Table {
    let mut columns = vec![
        text("of", "event, statement, commitment, discrepancy or actor"),
        text("id", "id of that entry"),
        text("part", "what of it the words bear out: itself, a value, content or cue, a follow-up, a side, the year of its date"),
        integer("number", "which of the words of that part, from 1"),
    ];
    columns.extend(EVIDENCE);
    let mut rows = Rows(Vec::new());
    let record = lookup.record;
    record.events.iter().for_each(|e| rows.event(e));
    record.statements.iter().for_each(|s| rows.statement(s));
    record.commitments.iter().for_each(|c| rows.commitment(c));
    record.discrepancies.iter().for_each(|d| rows.discrepancy(d));
    record.actors.iter().for_each(|a| rows.add("actor", &a.id, "name", borrowed(&a.evidence)));
    Table { name: "evidence", columns, rows: rows.0 }
}
