//! Views of the record: timeline, next steps, positions of third parties, topics, open questions.
//!
//! Enters: entries that stand already. Leaves: lists that show them from another side.

use crate::brief::desk::Desk;
use crate::brief::rank::ranked;
use readout_record::kind::{ActorKind, Reality, Stance};
use readout_record::record::{Commitment, Event, Evidence, NextStep, OpenQuestion, Position, Statement, TimelineEntry, Topic};
use std::collections::BTreeSet;

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

/// What is planned or proposed, and what is promised by a date, in order of date.
pub fn next_steps(events: &[Event], commitments: &[Commitment]) -> Vec<NextStep> {
    let planned = events.iter().filter(|e| matches!(e.reality, Reality::Planned | Reality::Proposed)).map(|e| NextStep {
        date: e.date.clone(),
        text: e.evidence[0].quote.clone(),
        event: Some(e.id.clone()),
        commitment: None,
        evidence: e.evidence.iter().take(3).cloned().collect(),
    });
    let due = commitments.iter().filter(|c| c.due.is_some()).map(|c| NextStep {
        date: c.due.clone(),
        text: c.evidence[0].quote.clone(),
        event: None,
        commitment: Some(c.id.clone()),
        evidence: c.evidence.iter().take(3).cloned().collect(),
    });
    let mut found: Vec<NextStep> = planned.chain(due).collect();
    found.sort_by(|a, b| (a.date.is_none(), &a.date, &a.text).cmp(&(b.date.is_none(), &b.date, &b.text)));
    found
}

/// Welcome, condemnation, doubt by those who are no party to the contacts of the record.
pub fn positions(desk: &Desk, statements: &[Statement], events: &[Event]) -> Vec<Position> {
    let parties: Vec<&String> = events.iter().take(3).flat_map(|e| &e.participants).map(|p| &p.actor).collect();
    let named: BTreeSet<String> = (0..desk.table.instances.len())
        .filter(|&a| !matches!(desk.table.instances[a].kind, ActorKind::Unnamed))
        .map(|a| desk.actor_id(a))
        .collect();
    let stands = |s: &&Statement| matches!(s.stance, Stance::Welcomes | Stance::Condemns | Stance::Doubts);
    let scored = statements.iter().filter(stands).filter_map(|s| {
        let actor = s.source.actor.clone().filter(|a| named.contains(a.as_str()) && !parties.contains(&a))?;
        Some((s.weight.max(0.001), position(s, actor)))
    });
    ranked(scored.collect(), |p: &Position| p.statement.clone(), |p, w| p.weight = w)
}

fn position(s: &Statement, actor: String) -> Position {
    let c = &s.content;
    let words = Evidence { document: c.document.clone(), start: c.start, end: c.end, bytes: c.bytes, quote: c.quote.clone() };
    Position { actor, stance: s.stance, on: c.quote.clone(), statement: s.id.clone(), weight: 0.0, evidence: vec![words] }
}

/// Matters of negotiation by how many documents touch them and how plainly.
pub fn topics(desk: &Desk) -> Vec<Topic> {
    let mut found: Vec<(&'static str, f64, Topic)> = Vec::new();
    for (document, extracted) in desk.extracted.iter().enumerate() {
        let id = desk.document_id(document);
        for t in &extracted.topics {
            let evidence = desk.evidence(document, t.span);
            match found.iter_mut().find(|(name, _, _)| *name == t.name) {
                Some((_, score, topic)) => {
                    *score += f64::from(t.weight) * 0.2;
                    if !topic.documents.contains(&id) {
                        *score += f64::from(t.weight);
                        topic.documents.push(id.clone());
                    }
                    topic.evidence.push(evidence);
                }
                None => {
                    let topic =
                        Topic { name: t.name.to_owned(), documents: vec![id.clone()], weight: 0.0, evidence: vec![evidence] };
                    found.push((t.name, f64::from(t.weight), topic));
                }
            }
        }
    }
    let scored = found.into_iter().map(|(_, score, topic)| (score, topic)).collect();
    ranked(scored, |t: &Topic| t.name.clone(), |t, w| t.weight = w)
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
