//! What kind of contact it was, where its own words leave that open: "the two last talked in May".
//!
//! Enters: the linked tellings of one story. Leaves: the same, contacts of an open kind with the kind of those that the same two persons have elsewhere in
//! the story, where all of these are of one kind; else calls, where the report tells only calls of those who take part.

use crate::brief::desk::Desk;
use crate::extract::event::rules::same_family;
use crate::link::actors::ActorIx;
use crate::link::events::Instance;
use readout_record::kind::{ActorKind, EventType, Reality};
use readout_record::mention::DocumentIx;
use std::collections::BTreeSet;

/// Who takes part in a contact, which reports tell it, and its kind.
type Told = (BTreeSet<ActorIx>, BTreeSet<DocumentIx>, EventType);

/// Whether a contact is told in a report of another one, and somebody takes part in both.
fn is_beside(instance: &Instance, own: &BTreeSet<ActorIx>, other: &BTreeSet<ActorIx>, there: &BTreeSet<DocumentIx>) -> bool {
    own.intersection(other).next().is_some() && instance.tellings.iter().any(|t| there.contains(&t.ix.0))
}

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
    let held = |i: &&Instance| contact(i) && !open(i) && matches!(i.reality(), Reality::Happened | Reality::UnderWay);
    let there = |i: &Instance| i.tellings.iter().map(|t| t.ix.0).collect::<BTreeSet<DocumentIx>>();
    let all: Vec<Told> = instances.iter().filter(held).map(|i| (persons(i), there(i), i.kind())).collect();
    let (calls, in_person): (Vec<Told>, Vec<Told>) =
        all.into_iter().partition(|(_, _, kind)| matches!(kind, EventType::PhoneCall | EventType::VideoCall));
    for instance in instances.iter_mut().filter(|i| open(i)) {
        let own = persons(instance);
        let kinds: BTreeSet<EventType> =
            told.iter().filter(|(all, _)| own.len() > 1 && own.is_subset(all)).map(|(_, k)| *k).collect();
        let beside = || calls.iter().find(|(all, there, _)| is_beside(instance, &own, all, there)).map(|(_, _, kind)| *kind);
        let rooms = |(all, there, _): &&Told| is_beside(instance, &own, all, there);
        let kind = match (kinds.len(), kinds.first()) {
            (1, Some(kind)) => Some(*kind),
            (0, _) if !in_person.iter().any(|told| rooms(&told)) => beside(),
            _ => None,
        };
        if let Some(kind) = kind {
            instance.tellings.iter_mut().for_each(|t| t.kind = kind);
        }
    }
}
