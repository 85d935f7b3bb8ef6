//! What newly added reports change in what earlier ones told: figures, dates, whether an event took place, promises that fell due.
//!
//! Enters: the record of a story with and without its new reports. Leaves: lines for entries that earlier reports told too.

use super::line::{event_in_words, line, pieces};
use super::told::Told;
use crate::view::context::Context;
use crate::view::lines::{self, event_name};
use crate::view::phrase;
use readout_record::calendar;
use readout_record::edtf::Edtf;
use readout_record::kind::CommitmentStatus;
use readout_record::record::{Discrepancy, Event, Evidence, Record};
use std::collections::BTreeSet;

/// How things stood without the new reports.
#[derive(Clone, Copy, Debug, Default)]
pub struct Before<'r> {
    /// The record of the story's earlier reports; `None` where it has none, or where it was not made.
    pub record: Option<&'r Record>,
    /// The day as of which it is asked what was past its date.
    pub day: Option<&'r Edtf>,
}

impl<'r> Before<'r> {
    /// The event that earlier reports told.
    fn event(&self, event: &Event) -> Option<&'r Event> {
        let shared = |other: &Event| other.evidence.iter().filter(|e| stands_in(e, &event.evidence)).count();
        self.record?.events.iter().filter(|e| shared(e) > 0).max_by_key(|e| (shared(e), std::cmp::Reverse(e.id.clone())))
    }

    /// Whether earlier reports differed on it without the new ones.
    pub fn differed(&self, entry: &Discrepancy) -> bool {
        let words = |d: &'_ Discrepancy| -> Vec<Evidence> { d.sides.iter().flat_map(|s| s.evidence.clone()).collect() };
        let own = words(entry);
        let same = |d: &&Discrepancy| d.kind == entry.kind && words(d).iter().filter(|e| stands_in(e, &own)).count() > 1;
        self.record.is_some_and(|r| r.discrepancies.iter().any(|d| same(&d)))
    }
}

fn stands_in(words: &Evidence, all: &[Evidence]) -> bool {
    all.iter().any(|e| e.document == words.document && e.start < words.end && words.start < e.end)
}

/// What is now told otherwise of an event that earlier reports told.
pub fn of_event(context: &Context, event: &Event, before: &Before, added: &BTreeSet<String>) -> Vec<Told> {
    let Some(known) = before.event(event) else { return Vec::new() };
    let new: Vec<Evidence> = event.evidence.iter().filter(|e| added.contains(&e.document)).cloned().collect();
    let mut told = Vec::new();
    let name = event_in_words(context, event);
    if event.reality != known.reality && !new.is_empty() {
        let text = format!("{name}: now {}, before {}", lines::reality(event.reality), lines::reality(known.reality));
        told.push(Told { kind: "reality".into(), text, evidence: new.clone() });
    }
    if let Some((now, then)) = event.date.as_ref().zip(known.date.as_ref()).filter(|(a, b)| a != b && !new.is_empty()) {
        let text =
            format!("{}: now dated {}, before {}", pieces(&event_name(context, event)), phrase::date(now), phrase::date(then));
        told.push(Told { kind: "date".into(), text, evidence: new });
    }
    for figure in &event.attributes {
        let value = phrase::value(&figure.value, figure.approximate);
        let values = known.attributes.iter().filter(|a| a.name == figure.name);
        let values: Vec<String> = values.map(|a| phrase::value(&a.value, a.approximate)).collect();
        let only_new = figure.evidence.iter().all(|e| added.contains(&e.document));
        if only_new && !values.contains(&value) {
            let then = if values.is_empty() { "not told before".to_owned() } else { format!("before {}", values.join(" / ")) };
            let text = format!("{name}: {} now {value}, {then}", figure.name);
            told.push(Told { kind: "figure".into(), text, evidence: figure.evidence.clone() });
        }
    }
    told
}

/// Promises of earlier reports that were not past their date then and are now.
pub fn fallen_due(context: &Context, record: &Record, before: &Before, added: &BTreeSet<String>) -> Vec<Told> {
    let Some(day) = before.day else { return Vec::new() };
    let known = |evidence: &[Evidence]| evidence.iter().any(|e| !added.contains(&e.document));
    let fell = |due: Option<&Edtf>| calendar::status(due, Some(day)) != CommitmentStatus::Overdue;
    let due = record.commitments.iter().filter(|c| c.status == CommitmentStatus::Overdue && known(&c.evidence));
    let due = due.filter(|c| fell(c.follow_up.iter().find_map(|f| f.due.as_ref()).or(c.due.as_ref())));
    due.map(|c| line("overdue", &lines::commitment(context, c, record.documents.len()), &c.evidence)).collect()
}
