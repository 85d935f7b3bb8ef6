//! An event of a story as the lists of the brief look at it.
//!
//! Enters: linked tellings. Leaves: who is told to take part, and which documents tell it.

use crate::link::actors::ActorIx;
use crate::link::events::Instance;
use readout_record::kind::Role;
use readout_record::mention::DocumentIx;

/// An event with the story that it belongs to.
pub struct Linked {
    /// Number of the story.
    pub story: usize,
    /// Its tellings.
    pub instance: Instance,
}

/// The documents that tell an event, each once, in order.
pub fn documents(e: &Instance) -> Vec<DocumentIx> {
    let mut found: Vec<DocumentIx> = e.tellings.iter().map(|t| t.ix.0).collect();
    found.dedup();
    found
}

/// Participants of all tellings, each once, those told most first.
pub fn actors(l: &Linked) -> Vec<(ActorIx, Role)> {
    let mut counts: Vec<(ActorIx, Role, usize)> = Vec::new();
    for (actor, role) in l.instance.tellings.iter().flat_map(|t| &t.actors) {
        match counts.iter_mut().find(|(a, _, _)| a == actor) {
            Some(known) => known.2 += 1,
            None => counts.push((*actor, *role, 1)),
        }
    }
    counts.sort_by_key(|(_, _, n)| std::cmp::Reverse(*n));
    counts.into_iter().map(|(a, r, _)| (a, r)).collect()
}
