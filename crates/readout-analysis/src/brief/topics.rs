//! The agenda: matters of negotiation, each with the statements and commitments whose words touch it.
//!
//! Enters: the desk, events, statements and commitments. Leaves: topics, by how many documents touch them and how plainly. What one report alone
//! touches, and nobody there does, says or promises anything of, is no matter of the story.

use crate::brief::desk::Desk;
use crate::brief::rank::ranked;
use readout_record::kind::EventType;
use readout_record::record::{Commitment, Event, Evidence, Statement, Topic};
use std::collections::BTreeSet;

/// The entries, ranked.
pub fn entries(desk: &Desk, events: &[Event], statements: &[Statement], commitments: &[Commitment]) -> Vec<Topic> {
    let mut topics = raised(desk);
    for topic in &mut topics {
        let said = statements.iter().filter(|s| touches(topic, &pieces(s))).map(|s| s.id.clone());
        topic.statements = said.collect();
        let promised = commitments.iter().filter(|c| touches(topic, &places(&c.evidence))).map(|c| c.id.clone());
        topic.commitments = promised.collect();
    }
    let dealt_with = |t: &Topic| !t.statements.is_empty() || !t.commitments.is_empty() || events.iter().any(|e| is_of(t, e));
    topics.retain(|t| t.documents.len() > 1 || dealt_with(t) || several(t));
    topics
}

/// A document and bytes in it.
type Place<'r> = (&'r str, [usize; 2]);

fn places(evidence: &[Evidence]) -> Vec<Place<'_>> {
    evidence.iter().map(|e| (e.document.as_str(), e.bytes)).collect()
}

/// The words of a statement, in one piece or several.
fn pieces(s: &Statement) -> Vec<Place<'_>> {
    if s.content.spans.is_empty() { vec![(s.content.document.as_str(), s.content.bytes)] } else { places(&s.content.spans) }
}

/// Whether different words of a report raise a topic.
fn several(topic: &Topic) -> bool {
    let words: BTreeSet<String> = topic.evidence.iter().map(|e| e.quote.to_lowercase()).collect();
    words.len() > 1
}

/// Whether words that raise a topic stand with an event that has a type or a party.
fn is_of(topic: &Topic, event: &Event) -> bool {
    (event.kind != EventType::Other || !event.participants.is_empty()) && touches(topic, &places(&event.evidence))
}

/// Whether words that raise a topic stand in one of the places.
fn touches(topic: &Topic, places: &[Place<'_>]) -> bool {
    let inside =
        |e: &Evidence, (document, bytes): &Place<'_>| e.document == *document && bytes[0] <= e.bytes[0] && e.bytes[1] <= bytes[1];
    topic.evidence.iter().any(|e| places.iter().any(|p| inside(e, p)))
}

fn raised(desk: &Desk) -> Vec<Topic> {
    let mut found: Vec<(f64, Topic)> = Vec::new();
    for (document, extracted) in desk.extracted.iter().enumerate() {
        let id = desk.document_id(document);
        for t in &extracted.topics {
            let evidence = desk.evidence(document, t.span);
            match found.iter_mut().find(|(_, topic)| topic.name == t.name) {
                Some((score, topic)) => {
                    *score += f64::from(t.weight) * 0.2;
                    if !topic.documents.contains(&id) {
                        *score += f64::from(t.weight);
                        topic.documents.push(id.clone());
                    }
                    topic.evidence.push(evidence);
                }
                None => found.push((f64::from(t.weight), topic(t.name, &id, evidence))),
            }
        }
    }
    ranked(found, |t: &Topic| t.name.clone(), |t, w| t.weight = w)
}

fn topic(name: &str, document: &str, evidence: Evidence) -> Topic {
    Topic {
        name: name.to_owned(),
        documents: vec![document.to_owned()],
        statements: Vec::new(),
        commitments: Vec::new(),
        weight: 0.0,
        evidence: vec![evidence],
    }
}
