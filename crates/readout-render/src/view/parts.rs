//! Which entries of the record belong to which story.
//!
//! Enters: a record. Leaves: for each story, and last for what belongs to none, its entries in their rank. Each entry stands in one part only:
//! that of its event's story, else that of the report in which its first words stand.

use readout_record::record::{
    Actor, Commitment, Discrepancy, DocumentEntry, Event, Evidence, NextStep, OpenQuestion, Position, Record, Statement, Story,
    TimelineEntry, ToldByOne, Update,
};
use std::collections::BTreeMap;

/// The entries of one story, or of none.
pub struct Part<'r> {
    /// The story; `None` for what belongs to none.
    pub story: Option<&'r Story>,
    /// Its reports.
    pub documents: Vec<&'r DocumentEntry>,
    /// Its events.
    pub events: Vec<&'r Event>,
    /// Its commitments.
    pub commitments: Vec<&'r Commitment>,
    /// Its discrepancies.
    pub discrepancies: Vec<&'r Discrepancy>,
    /// Its newer figures.
    pub updates: Vec<&'r Update>,
    /// Its statements.
    pub statements: Vec<&'r Statement>,
    /// Positions of third parties.
    pub positions: Vec<&'r Position>,
    /// What is to come.
    pub next_steps: Vec<&'r NextStep>,
    /// What one account of it alone tells.
    pub told_by_one: Vec<&'r ToldByOne>,
    /// What its reports call unknown.
    pub questions: Vec<&'r OpenQuestion>,
    /// Its dated events.
    pub timeline: Vec<&'r TimelineEntry>,
    /// Actors that its reports name first.
    pub actors: Vec<&'r Actor>,
}

/// The parts of a record: one a story, and one more for the rest.
pub fn parts(record: &Record) -> Vec<Part<'_>> {
    let home = Home::new(record);
    let count = record.stories.len() + 1;
    let mut documents = shared(&record.documents, count, |d| home.document(&d.id)).into_iter();
    let mut events = shared(&record.events, count, |e| home.story(&e.story)).into_iter();
    let mut commitments = shared(&record.commitments, count, |c| home.evidence(&c.evidence)).into_iter();
    let mut discrepancies = shared(&record.discrepancies, count, |d| home.discrepancy(d)).into_iter();
    let mut updates = shared(&record.updates, count, |u| home.evidence(&u.later.evidence)).into_iter();
    let mut statements = shared(&record.statements, count, |s| home.document(&s.document)).into_iter();
    let mut positions = shared(&record.positions, count, |p| home.evidence(&p.evidence)).into_iter();
    let mut next_steps = shared(&record.next_steps, count, |s| home.evidence(&s.evidence)).into_iter();
    let mut told_by_one = shared(&record.told_by_one, count, |t| home.document(&t.document)).into_iter();
    let mut questions = shared(&record.open_questions, count, |q| home.evidence(&q.evidence)).into_iter();
    let mut timeline = shared(&record.timeline, count, |t| home.event(&t.event)).into_iter();
    let mut actors = shared(&record.actors, count, |a| home.evidence(&a.evidence)).into_iter();
    let stories = record.stories.iter().map(Some).chain([None]);
    stories
        .map(|story| Part {
            story,
            documents: documents.next().unwrap_or_default(),
            events: events.next().unwrap_or_default(),
            commitments: commitments.next().unwrap_or_default(),
            discrepancies: discrepancies.next().unwrap_or_default(),
            updates: updates.next().unwrap_or_default(),
            statements: statements.next().unwrap_or_default(),
            positions: positions.next().unwrap_or_default(),
            next_steps: next_steps.next().unwrap_or_default(),
            told_by_one: told_by_one.next().unwrap_or_default(),
            questions: questions.next().unwrap_or_default(),
            timeline: timeline.next().unwrap_or_default(),
            actors: actors.next().unwrap_or_default(),
        })
        .collect()
}

/// Deals entries out to `count` parts, keeping their order.
fn shared<T>(entries: &[T], count: usize, part: impl Fn(&T) -> usize) -> Vec<Vec<&T>> {
    let mut dealt: Vec<Vec<&T>> = (0..count).map(|_| Vec::new()).collect();
    for entry in entries {
        dealt[part(entry)].push(entry);
    }
    dealt
}

/// The number of the part that ids belong to; that of the rest where they belong to no story.
struct Home<'r> {
    rest: usize,
    stories: BTreeMap<&'r str, usize>,
    documents: BTreeMap<&'r str, usize>,
    events: BTreeMap<&'r str, usize>,
}

impl<'r> Home<'r> {
    fn new(record: &'r Record) -> Home<'r> {
        let stories: BTreeMap<&str, usize> = record.stories.iter().enumerate().map(|(i, s)| (s.id.as_str(), i)).collect();
        let documents = record.stories.iter().enumerate();
        let documents = documents.flat_map(|(i, s)| s.documents.iter().map(move |d| (d.as_str(), i))).collect();
        let rest = record.stories.len();
        let events = record.events.iter().map(|e| (e.id.as_str(), stories.get(e.story.as_str()).copied().unwrap_or(rest)));
        Home { rest, documents, events: events.collect(), stories }
    }

    fn story(&self, id: &str) -> usize {
        self.stories.get(id).copied().unwrap_or(self.rest)
    }

    fn document(&self, id: &str) -> usize {
        self.documents.get(id).copied().unwrap_or(self.rest)
    }

    fn event(&self, id: &str) -> usize {
        self.events.get(id).copied().unwrap_or(self.rest)
    }

    fn evidence(&self, evidence: &[Evidence]) -> usize {
        evidence.first().map_or(self.rest, |e| self.document(&e.document))
    }

    fn discrepancy(&self, entry: &Discrepancy) -> usize {
        match &entry.event {
            Some(event) => self.event(event),
            None => entry.sides.first().map_or(self.rest, |s| self.evidence(&s.evidence)),
        }
    }
}
