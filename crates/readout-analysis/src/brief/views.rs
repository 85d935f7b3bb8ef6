//! Views of the record: the timeline, and what the reports leave open.
//!
//! Enters: entries that stand already. Leaves: lists that show them from another side.

use crate::brief::desk::Desk;
use crate::brief::rank::ranked;
use readout_record::kind::Reality;
use readout_record::record::{Event, Evidence, OpenQuestion, TimelineEntry};

/// Dated events that took place or are under way, in order of date.
pub fn timeline(events: &[Event]) -> Vec<TimelineEntry> {
    let mut found: Vec<TimelineEntry> = events
        .iter()
        .filter(|e| matches!(e.reality, Reality::Happened | Reality::UnderWay))
        .filter_map(|e| {
            let evidence = dated_first(e);
            Some(TimelineEntry { date: e.date.clone()?, event: e.id.clone(), text: evidence[0].quote.clone(), evidence })
        })
        .collect();
    found.sort_by(|a, b| a.date.cmp(&b.date).then_with(|| a.event.cmp(&b.event)));
    found
}

fn dated_first(e: &Event) -> Vec<Evidence> {
    e.evidence.iter().take(3).cloned().collect()
}

/// What the reports call unknown, in the order of the documents.
pub fn open_questions(desk: &Desk) -> Vec<OpenQuestion> {
    let mut scored = Vec::new();
    for (document, extracted) in desk.extracted.iter().enumerate() {
        for &span in &extracted.questions {
            let evidence = desk.evidence(document, span);
            scored.push((1.0, OpenQuestion { text: evidence.quote.clone(), weight: 0.0, evidence: vec![evidence] }));
        }
    }
    ranked(scored, |q: &OpenQuestion| (q.evidence[0].document.clone(), q.evidence[0].start), |q, w| q.weight = w)
}
