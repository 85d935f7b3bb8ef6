//! Views of the record: the timeline, and what the reports leave open.
//!
//! Enters: entries that stand already. Leaves: lists that show them from another side.

use crate::brief::desk::Desk;
use crate::brief::linked::Linked;
use crate::brief::rank::ranked;
use crate::link::tellings::Telling;
use readout_record::kind::Reality;
use readout_record::record::{Event, Evidence, OpenQuestion, TimelineEntry};
use std::collections::BTreeMap;

/// Most pieces of evidence of a line.
const WORDS: usize = 3;

/// For each event of the record what every telling of it makes of its reality, and the clause that says so.
pub struct Told(BTreeMap<String, Vec<(Reality, Evidence)>>);

impl Told {
    /// `ids` are those of the linked events, none for what the record leaves out.
    pub fn new(desk: &Desk, linked: &[Linked], ids: &[Option<String>]) -> Told {
        let clause = |t: &Telling| {
            let mention = &desk.extracted[t.ix.0].events[t.ix.1];
            (t.reality, desk.evidence(t.ix.0, mention.evidence))
        };
        let shown = linked.iter().zip(ids).filter_map(|(l, id)| Some((id.clone()?, l)));
        Told(shown.map(|(id, l)| (id, l.instance.tellings.iter().map(clause).collect())).collect())
    }

    /// The first clauses of an event's evidence, those before others that tell it as one of `realities`.
    pub fn words(&self, event: &Event, realities: &[Reality]) -> Vec<Evidence> {
        let fits = |e: &&Evidence| {
            let told = self.0.get(&event.id);
            told.is_some_and(|told| told.iter().any(|(reality, clause)| clause == *e && realities.contains(reality)))
        };
        let (first, rest): (Vec<&Evidence>, Vec<&Evidence>) = event.evidence.iter().partition(fits);
        first.into_iter().chain(rest).take(WORDS).cloned().collect()
    }
}

/// Dated events that took place or are under way, in order of date.
pub fn timeline(events: &[Event], told: &Told) -> Vec<TimelineEntry> {
    const TOOK_PLACE: [Reality; 2] = [Reality::Happened, Reality::UnderWay];
    let mut found: Vec<TimelineEntry> = events
        .iter()
        .filter(|e| TOOK_PLACE.contains(&e.reality))
        .filter_map(|e| {
            let evidence = told.words(e, &TOOK_PLACE);
            Some(TimelineEntry { date: e.date.clone()?, event: e.id.clone(), text: evidence[0].quote.clone(), evidence })
        })
        .collect();
    found.sort_by(|a, b| a.date.cmp(&b.date).then_with(|| a.event.cmp(&b.event)));
    found
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
