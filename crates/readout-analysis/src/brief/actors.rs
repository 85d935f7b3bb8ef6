//! The record's actors: those that a line of the record names, and every named one, ranked by how much they are told of.
//!
//! Enters: the desk and the finished lists. Leaves: actor entries with a mention from each document.

use crate::brief::desk::Desk;
use crate::brief::rank::ranked;
use crate::link::actors::Instance;
use foldhash::{HashMap, HashSet};
use readout_record::record::{Actor, Commitment, Discrepancy, Event, Evidence, Statement, Update};

/// The entries, ranked.
pub fn entries(
    desk: &Desk,
    events: &[Event],
    statements: &[Statement],
    commitments: &[Commitment],
    figures: (&[Discrepancy], &[Update]),
) -> Vec<Actor> {
    let uses = uses(events, statements, commitments, figures);
    let mut seen = HashSet::default();
    let mut scored = Vec::new();
    for (ix, instance) in desk.table.instances.iter().enumerate() {
        let id = desk.actor_id(ix);
        let used = uses.get(id.as_str()).copied().unwrap_or(0.0);
        let named = instance.kind.is_named();
        if (used > 0.0 || named && !instance.place && !instance.ship) && seen.insert(id.clone()) {
            scored.push((used + (1.0 + instance.mentions.len() as f64).ln(), entry(desk, id, instance)));
        }
    }
    ranked(scored, |a: &Actor| (a.name.clone(), a.id.clone()), |a, w| a.weight = w)
}

/// How much the lines of the record speak of each actor.
fn uses<'r>(
    events: &'r [Event],
    statements: &'r [Statement],
    commitments: &'r [Commitment],
    (discrepancies, updates): (&'r [Discrepancy], &'r [Update]),
) -> HashMap<&'r str, f64> {
    let mut uses: HashMap<&str, f64> = HashMap::default();
    let mut add = |id: &'r String, n: f64| *uses.entry(id).or_default() += n;
    events.iter().for_each(|e| e.participants.iter().for_each(|p| add(&p.actor, 1.0 + e.weight)));
    statements.iter().for_each(|s| s.source.actor.iter().for_each(|a| add(a, 0.5 + s.weight)));
    statements.iter().flat_map(|s| &s.via).for_each(|v| v.actor.iter().for_each(|a| add(a, 0.3)));
    commitments.iter().for_each(|c| c.actors.iter().chain(&c.recipients).for_each(|a| add(a, 0.5 + c.weight)));
    discrepancies.iter().for_each(|d| d.actor.iter().for_each(|a| add(a, 1.0)));
    let sides = updates.iter().flat_map(|u| [&u.earlier, &u.later]);
    discrepancies.iter().flat_map(|d| &d.sides).chain(sides).for_each(|s| s.attributed_to.iter().for_each(|a| add(a, 1.0)));
    uses
}

fn entry(desk: &Desk, id: String, instance: &Instance) -> Actor {
    let mut documents = HashSet::default();
    let first_of_each = instance.mentions.iter().filter(|(d, _)| documents.insert(*d));
    let evidence: Vec<Evidence> = first_of_each.map(|(d, s)| desk.evidence(*d, *s)).collect();
    Actor {
        id,
        name: instance.name.clone(),
        aliases: instance.aliases.clone(),
        kind: instance.kind,
        role: instance.role.clone(),
        of: instance.of.clone(),
        weight: 0.0,
        evidence,
    }
}
