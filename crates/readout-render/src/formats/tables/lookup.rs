//! What tables look up: names of actors, outlets of reports, an event in a few words.
//!
//! Enters: a record. Leaves: names for ids.

use crate::formats::plain::pieces;
use crate::view::context::Context;
use crate::view::lines::event_name;
use crate::view::phrase::unique;
use readout_record::record::{Event, Record};

/// Lookups over one record.
pub struct Lookup<'r> {
    /// The record.
    pub record: &'r Record,
    context: Context<'r>,
}

impl<'r> Lookup<'r> {
    /// Lookups over a record.
    pub fn new(record: &'r Record) -> Lookup<'r> {
        Lookup { record, context: Context::new(record) }
    }

    /// The name of an actor.
    pub fn name(&self, id: &str) -> &'r str {
        self.context.name(id)
    }

    /// The names of some actors, each once.
    pub fn names<'i>(&self, ids: impl IntoIterator<Item = &'i String>) -> Vec<&'r str> {
        unique(ids.into_iter().map(|id| self.name(id)))
    }

    /// The outlets of some reports, each once.
    pub fn outlets<'i>(&self, ids: impl IntoIterator<Item = &'i String>) -> Vec<String> {
        unique(ids.into_iter().map(|id| self.context.sources.name(id).into_owned()))
    }

    /// The event of that id.
    pub fn event(&self, id: &str) -> Option<&'r Event> {
        self.context.event(id)
    }

    /// `phone call: A and B, in Riyadh`.
    pub fn event_name(&self, event: &'r Event) -> String {
        pieces(&event_name(&self.context, event))
    }
}
