//! What a discrepancy is about, where only words around its values were compared: the promise or the event whose clause holds them.
//!
//! Enters: finished entries. Leaves: discrepancies that name a promise or an event, if one clause of it holds a value. It leaves alone: names and
//! wordings, which are about themselves.

use crate::extract::event::rules::same_family;
use readout_record::kind::{DiscrepancyKind, EventType};
use readout_record::record::{Commitment, Discrepancy, Event, Evidence};

/// Names for each discrepancy that names nothing yet what it is about.
pub fn name(discrepancies: &mut [Discrepancy], events: &[Event], commitments: &[Commitment]) {
    for entry in discrepancies.iter_mut().filter(|d| is_open(d)) {
        let promise = holding(entry, commitments.iter().map(|c| (c.id.as_str(), c.evidence.as_slice())));
        let told = events.iter().filter(|e| may_be_about(entry, e.kind));
        let event = holding(entry, told.map(|e| (e.id.as_str(), e.evidence.as_slice())));
        match (promise, event) {
            (Some(promise), other) if other.as_ref().is_none_or(|o| o.rank >= promise.rank) => {
                entry.commitment = Some(promise.id.to_owned());
            }
            (_, event) => entry.event = event.map(|e| e.id.to_owned()),
        }
    }
}

fn is_open(entry: &Discrepancy) -> bool {
    let unnamed = entry.event.is_none() && entry.commitment.is_none() && entry.actor.is_none();
    unnamed && matches!(entry.kind, DiscrepancyKind::Quantity | DiscrepancyKind::Time | DiscrepancyKind::Polarity)
}

/// Whether a value in the clause of such an event can be one of it: what somebody says in a call is told in the call's clause and is none of it.
fn may_be_about(entry: &Discrepancy, kind: EventType) -> bool {
    let contact = same_family(kind, EventType::Meeting);
    let own = entry.attribute == "duration" || !contact;
    kind != EventType::Other && own && entry.kind != DiscrepancyKind::Polarity
}

/// An entry whose clauses hold values of a discrepancy; the fewer sides it misses and the shorter its clause, the better.
struct Holder<'r> {
    id: &'r str,
    rank: (usize, usize),
}

fn holding<'r>(entry: &Discrepancy, among: impl Iterator<Item = (&'r str, &'r [Evidence])>) -> Option<Holder<'r>> {
    let holders = among.filter_map(|(id, clauses)| {
        let around = |value: &Evidence| clauses.iter().filter(|c| holds(c, value)).map(|c| c.end - c.start).min();
        let told: Vec<usize> = entry.sides.iter().filter_map(|s| s.evidence.iter().filter_map(around).min()).collect();
        let shortest = *told.iter().min()?;
        Some(Holder { id, rank: (entry.sides.len() - told.len(), shortest) })
    });
    holders.min_by_key(|h| h.rank)
}

/// Whether a clause holds a value, or is the larger part of a clause that is held against another.
fn holds(clause: &Evidence, value: &Evidence) -> bool {
    let inside = |a: &Evidence, b: &Evidence| b.start <= a.start && a.end <= b.end;
    clause.document == value.document && (inside(value, clause) || inside(clause, value))
}
