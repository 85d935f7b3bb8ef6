//! What kind of contact it was, where its own words leave that open: "the two last talked in May".
//!
//! Enters: the linked tellings of one story. Leaves: the same, contacts of an open kind with the kind of those that the same two persons have elsewhere in
//! the story, where all of these are of one kind.

use crate::brief::desk::Desk;
use crate::extract::event::rules::same_family;
use crate::link::actors::ActorIx;
use crate::link::events::Instance;
use readout_record::kind::{ActorKind, EventType};
use std::collections::BTreeSet;

/// Gives contacts of an open kind the one that the story tells.
pub fn settle(desk: &Desk, instances: &mut [Instance]) {
    let person = |a: &ActorIx| desk.table.instances[*a].kind == ActorKind::Person;
    let persons = |i: &Instance| -> BTreeSet<ActorIx> {
        i.tellings.iter().flat_map(|t| &t.actors).map(|(a, _)| *a).filter(person).collect()
    };
    let contact = |i: &Instance| same_family(i.kind(), EventType::Meeting);
    let open = |i: &Instance| contact(i) && i.tellings.iter().all(|t| t.generic && t.place.is_none());
    let told: Vec<(BTreeSet<ActorIx>, EventType)> =
        instances.iter().filter(|i| contact(i) && !open(i)).map(|i| (persons(i), i.kind())).collect();
    for instance in instances.iter_mut().filter(|i| open(i)) {
        let own = persons(instance);
        let kinds: BTreeSet<EventType> =
            told.iter().filter(|(all, _)| own.len() > 1 && own.is_subset(all)).map(|(_, k)| *k).collect();
        if let (1, Some(kind)) = (kinds.len(), kinds.first()) {
            instance.tellings.iter_mut().for_each(|t| t.kind = *kind);
        }
    }
}
