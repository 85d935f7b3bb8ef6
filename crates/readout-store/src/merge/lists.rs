//! Lists of several stories as one: concatenated, what is one thing joined, ranked again.
//!
//! Enters: records of one story each, in an order that their content gives. Leaves: one record.

use readout_record::record::{Actor, Record, Topic};
use std::collections::BTreeMap;

/// Records put together so far.
#[derive(Default)]
pub struct Merged {
    record: Option<Record>,
    actors: BTreeMap<String, usize>,
    topics: BTreeMap<String, usize>,
}

impl Merged {
    /// Adds the record of a story.
    pub fn add(&mut self, mut story: Record) {
        let actors = std::mem::take(&mut story.actors);
        let topics = std::mem::take(&mut story.topics);
        let record = self.record.get_or_insert_with(empty);
        record.documents.append(&mut story.documents);
        record.stories.append(&mut story.stories);
        record.events.append(&mut story.events);
        record.statements.append(&mut story.statements);
        record.commitments.append(&mut story.commitments);
        record.discrepancies.append(&mut story.discrepancies);
        record.updates.append(&mut story.updates);
        record.timeline.append(&mut story.timeline);
        record.next_steps.append(&mut story.next_steps);
        record.positions.append(&mut story.positions);
        record.told_by_one.append(&mut story.told_by_one);
        record.open_questions.append(&mut story.open_questions);
        for actor in actors {
            let at = *self.actors.entry(actor.id.clone()).or_insert(record.actors.len());
            match record.actors.get_mut(at) {
                Some(known) => join_actors(known, actor),
                None => record.actors.push(actor),
            }
        }
        for topic in topics {
            let at = *self.topics.entry(topic.name.clone()).or_insert(record.topics.len());
            match record.topics.get_mut(at) {
                Some(known) => join_topics(known, topic),
                None => record.topics.push(topic),
            }
        }
    }

    /// The record, in order.
    pub fn finish(self, version: &str) -> Record {
        let mut r = self.record.unwrap_or_else(empty);
        r.readout = version.to_owned();
        r.documents
            .sort_by(|a, b| (a.published.is_none(), &a.published, &a.id).cmp(&(b.published.is_none(), &b.published, &b.id)));
        weigh(&mut r.stories, |s| s.independent_accounts as f64, |s, w| s.weight = w);
        weigh(&mut r.topics, |t| t.documents.len() as f64, |t, w| t.weight = w);
        r.actors.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| (&a.name, &a.id).cmp(&(&b.name, &b.id))));
        // Stable: entries of equal weight stay in the order of their stories.
        r.stories.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        r.topics.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.name.cmp(&b.name)));
        r.events.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        r.statements.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        r.commitments.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        r.discrepancies.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        r.updates.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        r.positions.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        r.told_by_one.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        r.open_questions.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        r.timeline.sort_by(|a, b| a.date.cmp(&b.date).then_with(|| a.event.cmp(&b.event)));
        r.next_steps.sort_by(|a, b| (a.date.is_none(), &a.date).cmp(&(b.date.is_none(), &b.date)));
        r
    }
}

fn empty() -> Record {
    Record {
        readout: String::new(),
        as_of: None,
        documents: Vec::new(),
        stories: Vec::new(),
        actors: Vec::new(),
        events: Vec::new(),
        statements: Vec::new(),
        commitments: Vec::new(),
        discrepancies: Vec::new(),
        updates: Vec::new(),
        topics: Vec::new(),
        timeline: Vec::new(),
        next_steps: Vec::new(),
        positions: Vec::new(),
        told_by_one: Vec::new(),
        open_questions: Vec::new(),
    }
}

/// What an earlier story knows of an actor stays; a later one adds to it.
fn join_actors(known: &mut Actor, other: Actor) {
    for alias in other.aliases {
        if alias != known.name && !known.aliases.contains(&alias) {
            known.aliases.push(alias);
        }
    }
    known.role = known.role.take().or(other.role);
    known.of = known.of.take().or(other.of);
    known.weight = known.weight.max(other.weight);
    known.evidence.extend(other.evidence);
}

fn join_topics(known: &mut Topic, other: Topic) {
    known.documents.extend(other.documents);
    known.statements.extend(other.statements);
    known.commitments.extend(other.commitments);
    known.evidence.extend(other.evidence);
}

/// Gives each entry its weight: its score as a share of the highest.
fn weigh<T>(entries: &mut [T], score: impl Fn(&T) -> f64, mut set: impl FnMut(&mut T, f64)) {
    let top = entries.iter().map(&score).fold(f64::MIN_POSITIVE, f64::max);
    for entry in entries {
        let weight = (score(entry) / top * 1000.0).round() / 1000.0;
        set(entry, weight);
    }
}
