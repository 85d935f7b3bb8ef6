//! Who is told twice among those who take part in one event: "the commission" beside "the monitoring commission", "six troops" beside "six soldiers", an office
//! beside the one who holds it, a state beside the ministers who met for it.
//!
//! Enters: linked tellings. Leaves: the same with each participant once. Two that one telling has side by side are two, whatever they are called.

use crate::brief::desk::Desk;
use crate::brief::pairs;
use crate::brief::parties::{WORDS, holds};
use crate::extract::actor::lexicon::is_owned;
use crate::extract::event::rules::{is_dealing, same_family};
use crate::knowledge;
use crate::link::actors::{ActorIx, Instance as Actor};
use crate::link::body;
use crate::link::events::Instance;
use crate::link::name::fold;
use foldhash::HashSet;
use readout_record::kind::{ActorKind, EventType, Role};
use std::collections::BTreeSet;

/// Leaves each participant once.
pub fn leave(desk: &Desk, instance: &mut Instance) {
    leave_owned(desk, instance);
    leave_again(desk, instance);
    match instance.kind() {
        // Negotiations go on over many contacts, of states as well as of persons.
        EventType::Negotiation => {}
        EventType::Signing => leave_states_of_persons(desk, instance, false),
        EventType::Agreement => leave_persons_of_states(desk, instance),
        kind if same_family(kind, EventType::Meeting) => {
            let call = matches!(kind, EventType::PhoneCall | EventType::VideoCall);
            leave_states_of_persons(desk, instance, call);
        }
        _ => {}
    }
}

/// "Their own minister", "his committee": whose, only the report tells.
fn leave_owned(desk: &Desk, instance: &mut Instance) {
    let owned = |a: ActorIx| {
        let actor = &desk.table.instances[a];
        actor.kind != ActorKind::Person && is_owned(&actor.name) && !pairs::is_counterpart(actor)
    };
    instance.tellings.iter_mut().for_each(|t| t.actors.retain(|(a, _)| !owned(*a)));
}

fn leave_again(desk: &Desk, instance: &mut Instance) {
    let dealing = is_dealing(instance.kind());
    let mut all: Vec<(ActorIx, Role)> = Vec::new();
    for part in instance.tellings.iter().flat_map(|t| &t.actors) {
        if !all.contains(part) {
            all.push(*part);
        }
    }
    let beside = |a: ActorIx, b: ActorIx| {
        let has = |t: &[(ActorIx, Role)], x: ActorIx| t.iter().any(|(y, _)| *y == x);
        instance.tellings.iter().any(|t| has(&t.actors, a) && has(&t.actors, b))
    };
    let acts = |r: Role| matches!(r, Role::Party | Role::Agent);
    let one_part = |r: Role, s: Role| r == s || dealing && acts(r) && acts(s);
    let actor = |a: ActorIx| &desk.table.instances[a];
    let mut gone: HashSet<ActorIx> = HashSet::default();
    for (place, &(a, role)) in all.iter().enumerate() {
        let others = all.iter().enumerate().filter(|(other, (b, r))| *other != place && *b != a && one_part(role, *r));
        let again = |(other, &(b, _)): (usize, &(ActorIx, Role))| {
            let office = actor(b).kind == ActorKind::Person && is_office(actor(a)) && holds(actor(b), actor(a));
            let body = is_body_of(desk, a, b) && (!dealing || all.len() > 2);
            let less = is_less(actor(a), actor(b)) || other < place && are_like(actor(a), actor(b));
            let less = less || is_uncounted(actor(a), actor(b)) || is_bare(actor(a)) && actor(b).kind == ActorKind::State;
            !gone.contains(&b) && (office || (body || less) && !beside(a, b))
        };
        if others.into_iter().any(again) {
            gone.insert(a);
        }
    }
    instance.tellings.iter_mut().for_each(|t| t.actors.retain(|(a, _)| !gone.contains(a)));
}

/// Whether words are those of an office, "Minister of Trade of Norway" too, which may be taken for a body.
fn is_office(actor: &Actor) -> bool {
    let title = || knowledge::title(&actor.name.split(' ').next().unwrap_or("").to_lowercase()).is_some();
    matches!(actor.kind, ActorKind::Office | ActorKind::Unnamed) || actor.kind == ActorKind::Organisation && title()
}

/// "The Norwegian army" beside Norway.
fn is_body_of(desk: &Desk, a: ActorIx, state: ActorIx) -> bool {
    let instances = &desk.table.instances;
    let body = matches!(instances[a].kind, ActorKind::Organisation | ActorKind::Group);
    body && instances[state].kind == ActorKind::State && desk.table.stands_for(a, state)
}

/// Whether words name no one in particular: "the commission", "the government", "seven people".
fn is_plain(actor: &Actor) -> bool {
    let lower = !actor.name.contains(char::is_uppercase);
    let sort = !actor.name.contains(' ') && body::is_sort(&actor.name);
    lower || sort || matches!(actor.kind, ActorKind::Group | ActorKind::Unnamed)
}

/// Whether `a` is `b` told with fewer words: "commission" beside "monitoring commission".
fn is_less(a: &Actor, b: &Actor) -> bool {
    let (few, many) = (told(a), told(b));
    let person = a.kind == ActorKind::Person || b.kind == ActorKind::Person;
    // "Deputies" beside "the working group of deputies".
    let made_of = few.len() == 1 && a.kind != ActorKind::Organisation;
    !person
        && is_plain(a)
        && !few.is_empty()
        && few.len() < many.len()
        && few.iter().all(|w| many.contains(w))
        && (made_of || few.last() == head(b).as_ref())
}

/// "Chadian diplomats" beside "two Chadian diplomats", "seven people" beside "at least seven people".
fn is_uncounted(a: &Actor, b: &Actor) -> bool {
    let group = |x: &Actor| matches!(x.kind, ActorKind::Group | ActorKind::Unnamed);
    let (few, many) = (a.name.to_lowercase(), b.name.to_lowercase());
    let before = many.strip_suffix(&few).map(str::trim_end).filter(|rest| !rest.is_empty());
    let counts = |word: &str| {
        WORDS.before.iter().any(|b| b == word) || matches!(word, "at" | "least" | "about") || word.parse::<u32>().is_ok()
    };
    group(a) && group(b) && before.is_some_and(|rest| rest.split(' ').all(counts))
}

/// "The regime", "government": of which state no words tell.
fn is_bare(a: &Actor) -> bool {
    !a.name.contains(' ') && (body::is_sort(&a.name) || matches!(&*a.name.to_lowercase(), "regime" | "authorities"))
}

/// "Six troops" and "six soldiers", "rebel forces" and "rebel fighters", "the bank's team" and "bank staff": the same but for the word for those who fight, or
/// who work for one body.
fn are_like(a: &Actor, b: &Actor) -> bool {
    let group = |x: &Actor| matches!(x.kind, ActorKind::Group | ActorKind::Unnamed);
    let but = |x: &Actor, list: &[String]| {
        told(x).split_last().filter(|(noun, _)| list.contains(noun)).map(|(_, before)| before.to_vec()).filter(|b| !b.is_empty())
    };
    let like = |list: &[String]| but(a, list).is_some() && but(a, list) == but(b, list);
    let body = |x: &Actor| group(x) || x.kind == ActorKind::Organisation;
    group(a) && group(b) && like(&WORDS.folk) || body(a) && body(b) && like(&WORDS.crews)
}

/// The words of a description without those that add nothing.
fn told(actor: &Actor) -> Vec<String> {
    let name = actor.name.to_lowercase();
    let name = name.strip_prefix("at least ").unwrap_or(&name);
    name.split(' ').map(fold).filter(|w| !w.is_empty() && !WORDS.before.contains(w)).collect()
}

/// The noun of a description: what stands before "of" or "at".
fn head(actor: &Actor) -> Option<String> {
    let all = told(actor);
    let end = all.iter().position(|w| matches!(w.as_str(), "of" | "at" | "for" | "in" | "on")).unwrap_or(all.len());
    all[..end].last().cloned()
}

/// What ministers agreed for their states is told of the states.
fn leave_persons_of_states(desk: &Desk, instance: &mut Instance) {
    let instances = &desk.table.instances;
    let of_kind = |kind: ActorKind| -> BTreeSet<ActorIx> {
        instance.tellings.iter().flat_map(|t| &t.actors).map(|(a, _)| *a).filter(|&a| instances[a].kind == kind).collect()
    };
    let (persons, states) = (of_kind(ActorKind::Person), of_kind(ActorKind::State));
    let for_one = |p: ActorIx| states.iter().any(|&s| desk.table.stands_for(p, s));
    if states.len() > 1 && persons.iter().all(|&p| for_one(p)) {
        instance.tellings.iter_mut().for_each(|t| t.actors.retain(|(a, _)| !persons.contains(a)));
    } else if states.len() == 1 && persons.len() > 1 {
        // Of one state alone the persons say more.
        let spoken_for = |s: ActorIx| persons.iter().any(|&p| desk.table.stands_for(p, s));
        instance.tellings.iter_mut().for_each(|t| t.actors.retain(|(a, _)| !states.contains(a) || !spoken_for(*a)));
    }
}

/// A contact of two persons is not one of their states besides, wherever those are told; a call of two is one of no state at all.
fn leave_states_of_persons(desk: &Desk, instance: &mut Instance, call: bool) {
    let instances = &desk.table.instances;
    let all = || instance.tellings.iter().flat_map(|t| &t.actors).map(|(a, _)| *a);
    let persons: BTreeSet<ActorIx> = all().filter(|&a| instances[a].kind == ActorKind::Person).collect();
    let states: BTreeSet<ActorIx> = all().filter(|&a| instances[a].kind == ActorKind::State).collect();
    let met_for =
        |s: ActorIx| persons.iter().any(|&p| desk.table.stands_for(p, s) || instances[p].of.as_ref() == Some(&instances[s].name));
    if call && persons.len() > 1 {
        instance.tellings.iter_mut().for_each(|t| t.actors.retain(|(a, _)| !states.contains(a)));
        return;
    }
    // Of three states of which one sent no person that is told, all stay.
    if states.iter().all(|&s| met_for(s)) || persons.len() > 1 && states.len() < 2 {
        instance.tellings.iter_mut().for_each(|t| t.actors.retain(|(a, _)| !states.contains(a) || !met_for(*a)));
    }
}
