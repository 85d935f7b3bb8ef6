//! Discrepancies of participants: on whose initiative a contact was, and who did a deed.
//!
//! Enters: the desk and the linked events. Leaves: discrepancies with the words of each side. Two deeds are one only on one day and at one place or of
//! one thing, and those who did them must both have names that do not stand for each other.

use crate::brief::deeds::things;
use crate::brief::desk::Desk;
use crate::brief::linked::Linked;
use crate::brief::telling::{accounts, entry, side};
use crate::extract::event::initiative::initiative;
use crate::extract::event::rules::same_family;
use crate::link::actors::ActorIx;
use crate::link::akin::shared;
use crate::link::name::fold;
use readout_record::document::stable_id;
use readout_record::edtf::Edtf;
use readout_record::kind::{DiscrepancyKind, EventType, Reality, Role};
use readout_record::mention::DocumentIx;
use readout_record::record::Discrepancy;
use readout_record::span::Span;

/// Weight beside those of other discrepancies of events.
const WEIGHT: f64 = 0.95;

/// Who is told to have done something, and where.
struct Told {
    actor: ActorIx,
    document: DocumentIx,
    words: Span,
}

/// The discrepancies of all stories.
pub fn entries(desk: &mut Desk, linked: &[Linked], event_ids: &[Option<String>]) -> Vec<(f64, Discrepancy)> {
    let mut found = Vec::new();
    for (l, id) in linked.iter().zip(event_ids) {
        let contact = same_family(l.instance.kind(), EventType::Meeting);
        if let Some(id) = id.as_ref().filter(|_| contact) {
            let mut told = initiators(desk, l);
            for other in linked.iter().filter(|o| requested_apart(l, o)) {
                told.extend(initiators(desk, other));
            }
            found.extend(discrepancy(desk, Some(id), "initiative", told));
        }
    }
    for pair in rival_deeds(desk, linked) {
        let event = pair.event.and_then(|e| event_ids[e].clone());
        found.extend(discrepancy(desk, event.as_ref(), "agent", pair.told));
    }
    found
}

/// "The call was requested by Chad" is told as a wish, and so stands apart from the call that the same report tells as held: whether `other` is
/// such a telling of the one contact of its kind that `held` is there.
fn requested_apart(held: &Linked, other: &Linked) -> bool {
    let same = held.story == other.story && held.instance.kind() == other.instance.kind() && !std::ptr::eq(held, other);
    let [telling] = other.instance.tellings.as_slice() else { return false };
    let there = held.instance.tellings.iter().any(|t| t.ix.0 == telling.ix.0 && t.reality == Reality::Happened);
    same && there && telling.anaphoric && telling.date.is_none() && held.instance.reality() == Reality::Happened
}

/// Who asked for a contact, by each telling of it.
fn initiators(desk: &mut Desk, l: &Linked) -> Vec<Told> {
    let mut found = Vec::new();
    for t in &l.instance.tellings {
        let (document, number) = t.ix;
        let head = desk.extracted[document].events[number].head;
        let Some((who, words)) = initiative(&desk.grammars[document], head) else { continue };
        let actors = desk.actors_at(document, who);
        if let Some(&actor) = actors.first().filter(|&&a| actors.len() == 1 && is_named(desk, a)) {
            found.push(Told { actor, document, words });
        }
    }
    found
}

fn is_named(desk: &Desk, actor: ActorIx) -> bool {
    desk.table.instances[actor].kind.is_named()
}

/// Two events that are one deed but for who did it.
struct Rivals {
    event: Option<usize>,
    told: Vec<Told>,
}

fn rival_deeds(desk: &Desk, linked: &[Linked]) -> Vec<Rivals> {
    let deed = |l: &Linked| {
        matches!(l.instance.kind(), EventType::Attack | EventType::Invasion) && l.instance.reality() == Reality::Happened
    };
    let deeds: Vec<usize> = (0..linked.len()).filter(|&i| deed(&linked[i])).collect();
    let mut found = Vec::new();
    for (at, &a) in deeds.iter().enumerate() {
        for &b in &deeds[at + 1..] {
            if linked[a].story == linked[b].story && one_deed(desk, &linked[a], &linked[b]) {
                let told: Vec<Told> = [a, b].iter().flat_map(|&i| agents(desk, &linked[i])).collect();
                found.push(Rivals { event: Some(a), told });
            }
        }
    }
    found
}

/// Tellings of two events agree on the day and on the place or the target, word for word.
fn one_deed(desk: &Desk, a: &Linked, b: &Linked) -> bool {
    let day = |e: Option<Edtf>| e.and_then(|e| e.date()).filter(|d| d.day.is_some());
    let days = day(a.instance.date()).zip(day(b.instance.date())).is_some_and(|(x, y)| x == y);
    let words = |l: &Linked| -> Vec<String> {
        let clauses = l.instance.tellings.iter().map(|t| (t.ix.0, desk.extracted[t.ix.0].events[t.ix.1].evidence));
        clauses.flat_map(|(d, span)| things(desk, d, span)).collect()
    };
    days && shared(&words(a), &words(b)) >= 2
}

fn agents(desk: &Desk, l: &Linked) -> Vec<Told> {
    let mut found = Vec::new();
    for t in &l.instance.tellings {
        let words = desk.extracted[t.ix.0].events[t.ix.1].evidence;
        let agents = t.actors.iter().filter(|(a, role)| *role == Role::Agent && is_named(desk, *a));
        found.extend(agents.map(|(actor, _)| Told { actor: *actor, document: t.ix.0, words }));
    }
    found
}

/// One actor, or a name and a part of it.
fn may_be_one(desk: &Desk, a: ActorIx, b: ActorIx) -> bool {
    let words = |x: ActorIx| fold(&desk.table.instances[x].name).split(' ').map(str::to_owned).collect::<Vec<_>>();
    let (x, y) = (words(a), words(b));
    desk.table.stands_for(a, b) || x.iter().all(|w| y.contains(w)) || y.iter().all(|w| x.contains(w))
}

/// One side for each actor; those who stand for each other are one.
fn discrepancy(desk: &mut Desk, event: Option<&String>, attribute: &str, told: Vec<Told>) -> Option<(f64, Discrepancy)> {
    let mut sides: Vec<Vec<&Told>> = Vec::new();
    for t in &told {
        match sides.iter_mut().find(|s| s.iter().any(|o| may_be_one(desk, o.actor, t.actor))) {
            Some(side) => side.push(t),
            None => sides.push(vec![t]),
        }
    }
    let [one, other] = sides.as_slice() else { return None };
    if one.iter().any(|x| other.iter().any(|y| x.document == y.document)) {
        return None;
    }
    let first = one[0];
    let start = first.words.start().to_string();
    let id = stable_id("x", [desk.document_id(first.document).as_str(), attribute, &start]);
    let entries: Vec<_> = sides
        .iter()
        .map(|s| {
            let mut places: Vec<(DocumentIx, Span)> = s.iter().map(|t| (t.document, t.words)).collect();
            places.sort_unstable();
            places.dedup();
            let name = desk.table.instances[s[0].actor].name.clone();
            side(desk, name, false, &places)
        })
        .collect();
    let weight = WEIGHT + 0.05 * accounts(&entries);
    let entry = entry(id, DiscrepancyKind::Participants, attribute.into(), entries);
    Some((weight, Discrepancy { event: event.cloned(), ..entry }))
}
