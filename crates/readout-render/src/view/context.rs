//! The entries of a record by their ids.
//!
//! Enters: a record. Leaves: lookups. It leaves alone: how an entry is told.

use crate::view::phrase;
use crate::view::sources::Sources;
use readout_record::record::{Actor, Commitment, Event, Record, Statement};
use std::collections::BTreeMap;

/// Lookups by id.
pub struct Context<'r> {
    /// The record.
    pub record: &'r Record,
    /// The reports.
    pub sources: Sources<'r>,
    actors: BTreeMap<&'r str, &'r Actor>,
    events: BTreeMap<&'r str, &'r Event>,
    statements: BTreeMap<&'r str, &'r Statement>,
    commitments: BTreeMap<&'r str, &'r Commitment>,
}

impl<'r> Context<'r> {
    /// Lookups over a record.
    pub fn new(record: &'r Record) -> Context<'r> {
        Context {
            record,
            sources: Sources::new(record),
            actors: record.actors.iter().map(|a| (a.id.as_str(), a)).collect(),
            events: record.events.iter().map(|e| (e.id.as_str(), e)).collect(),
            statements: record.statements.iter().map(|s| (s.id.as_str(), s)).collect(),
            commitments: record.commitments.iter().map(|c| (c.id.as_str(), c)).collect(),
        }
    }

    /// The actor of that id.
    pub fn actor(&self, id: &str) -> Option<&'r Actor> {
        self.actors.get(id).copied()
    }

    /// The name of an actor.
    pub fn name(&self, id: &str) -> &'r str {
        self.actors.get(id).map_or("", |a| a.name.as_str())
    }

    /// The names of actors, each once.
    pub fn names<'i>(&self, ids: impl IntoIterator<Item = &'i String>) -> String {
        phrase::list(&phrase::unique(ids.into_iter().map(|id| self.name(id))))
    }

    /// The event of that id.
    pub fn event(&self, id: &str) -> Option<&'r Event> {
        self.events.get(id).copied()
    }

    /// The statement of that id.
    pub fn statement(&self, id: &str) -> Option<&'r Statement> {
        self.statements.get(id).copied()
    }

    /// The commitment of that id.
    pub fn commitment(&self, id: &str) -> Option<&'r Commitment> {
        self.commitments.get(id).copied()
    }
}
