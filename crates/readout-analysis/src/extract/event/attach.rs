//! Where and how much: places and quantities go to the event whose words govern them.
//!
//! Enters: the events of a document, with its quantities. Leaves: the same events with what belongs to them.

use super::clause::clause;
use super::holders::HOLDERS;
use super::rules::is_dealing;
use super::setting::Setting;
use super::slots;
use super::when::{head_of, owner};
use crate::extract::quantity::base;
use crate::extract::statement::detect::entity;
use crate::grammar::Grammar;
use crate::knowledge::{self, Sense};
use readout_record::annotation::TokenIx;
use readout_record::kind::{ActorKind, EventType};
use readout_record::mention::{Attribute, EventMention, QuantityMention};
use readout_record::span::Span;

/// Gives each event its place: an entity under "in", "at", "to" or "near" that the event, or the verb that holds it, governs.
pub fn places(s: &Setting, events: &mut [EventMention]) {
    for event in events.iter_mut() {
        let found = place(s.g, event).or_else(|| beside_parties(s, event));
        event.place = found.filter(|words| !(is_dealing(event.kind) && is_water(s.g.text(), *words)));
    }
}

/// "The North Sea": no place where people meet or sign.
fn is_water(text: &str, place: Span) -> bool {
    place.of(text).rsplit(' ').next().is_some_and(|noun| HOLDERS.waters.contains(&noun.to_lowercase()))
}

fn place(g: &Grammar, event: &EventMention) -> Option<Span> {
    let words = ["in", "at", "to", "near", "inside", "outside"];
    let planned = g.under(event.head, &["acl"]).find(|&t| g.token(t).tag == "VBN");
    let holder = slots::holder(g, event.head);
    let holders = [Some(event.head), holder, planned, holder.and_then(|h| held(g, h))];
    let direct = matches!(event.kind, EventType::Visit).then(|| slots::objects(g, event.head));
    let objects = direct.into_iter().flatten();
    let prepositional = |h: TokenIx| words.iter().flat_map(move |w| g.prepositional(h, w));
    // In "on 25 June in Bern" the place hangs on the month.
    let dated = |h: TokenIx| g.prepositional(h, "on").into_iter().filter(|&t| month(g, t)).flat_map(|t| g.prepositional(t, "in"));
    let held = holders.into_iter().flatten().flat_map(|h| prepositional(h).chain(dated(h)));
    // "Shelled the market in Bern": an attack is where its target is.
    let attacked = matches!(event.kind, EventType::Attack).then_some(event.head).into_iter();
    let targets = attacked.flat_map(|h| slots::objects(g, h).into_iter().chain(g.prepositional(h, "on")));
    let places = objects.chain(held).chain(targets.flat_map(prepositional));
    places.into_iter().find_map(|t| place_span(g, t)).or_else(|| venue(g, event.head))
}

/// "Met with President A of Chad in Oslo", "talks between Chad and Niger in Oslo", "met with A in Oslo": the parse hangs the place on whom it follows.
fn beside_parties(s: &Setting, event: &EventMention) -> Option<Span> {
    let g = s.g;
    let room = matches!(event.kind, EventType::Meeting | EventType::Negotiation | EventType::Summit | EventType::Signing);
    let state = |t: TokenIx| knowledge::place(g.word(t)).is_some_and(|p| p.sense == Sense::Name);
    let person = |t: TokenIx| s.actors.mention(t).is_some_and(|m| m.kind == ActorKind::Person && m.head == t);
    let parties = event.participants.iter().map(|p| p.head).filter(|_| room && event.participants.len() > 1);
    let named: Vec<TokenIx> =
        parties.flat_map(|t| g.prepositional(t, "of").into_iter().chain([t])).filter(|&t| state(t) || person(t)).collect();
    let after = |p: &TokenIx| p.checked_sub(2).is_some_and(|t| named.contains(&t)) && named_place(g, *p);
    named.iter().flat_map(|&t| g.prepositional(t, "in")).filter(after).find_map(|p| place_span(g, p))
}

/// Whether a token is in the name of a town, a state or a region.
fn named_place(g: &Grammar, t: TokenIx) -> bool {
    matches!(entity(g, t), Some("GPE" | "LOC" | "FAC"))
}

/// The verb that holds an event which "is going to take place", "is due to be held".
fn held(g: &Grammar, holder: TokenIx) -> Option<TokenIx> {
    g.under(holder, &["xcomp"]).find(|&v| matches!(g.lemma(v), "take" | "hold"))
}

fn month(g: &Grammar, t: TokenIx) -> bool {
    g.annotations.entities.iter().any(|e| e.label == "DATE" && (e.first as usize..e.end as usize).contains(&t))
}

/// "The venue of the next round will be Muscat", "of the next round of the talks".
fn venue(g: &Grammar, event: TokenIx) -> Option<Span> {
    let of = |t: TokenIx| {
        let preposition = g.head(t).filter(|&p| g.label(t) == "pobj" && matches!(g.word(p), "of" | "for"))?;
        g.head(preposition)
    };
    let noun = std::iter::successors(of(event), |&n| of(n)).take(2).find(|&n| HOLDERS.venues.contains(g.lemma(n)))?;
    let verb = g.head(noun).filter(|&v| g.label(noun) == "nsubj" && g.lemma(v) == "be")?;
    g.under(verb, &["attr"]).find_map(|t| place_span(g, t))
}

fn place_span(g: &Grammar, ix: TokenIx) -> Option<Span> {
    if g.lemma(ix) == "capital" {
        return capital(g, ix);
    }
    // "The old town of Bern": the name follows.
    if HOLDERS.settlements.contains(&g.lemma(ix).to_lowercase()) {
        let named = |t: TokenIx| (g.token(t).pos == "PROPN").then(|| g.token(t).span);
        return g.prepositional(ix, "of").into_iter().find_map(|t| place_span(g, t).or_else(|| named(t)));
    }
    let entity = g.annotations.entities.iter().find(|e| (e.first as usize..e.end as usize).contains(&ix));
    match entity {
        // A town that no list has is often taken for a nation's adjective: "in Tarov".
        Some(e) if e.label == "NORP" && g.token(ix).tag == "NNP" && g.head(ix).is_some_and(|p| g.word(p) == "in") => {
            Some(g.token(ix).span)
        }
        Some(e) if matches!(e.label, "GPE" | "LOC" | "FAC") => Some(without_article(g, e.first as usize, e.end as usize)?),
        _ => knowledge::place(g.word(ix)).map(|_| g.token(ix).span),
    }
}

/// "The Georgian capital", "Georgia's capital", "the capital of Georgia".
fn capital(g: &Grammar, ix: TokenIx) -> Option<Span> {
    let known = |t: &TokenIx| knowledge::place(g.word(*t)).is_some();
    let before = g.under(ix, &["amod", "poss", "compound", "nmod"]).find(known);
    let state = before.or_else(|| g.prepositional(ix, "of").into_iter().find(known))?;
    g.span(&[state.min(ix), state.max(ix)])
}

fn without_article(g: &Grammar, first: TokenIx, end: TokenIx) -> Option<Span> {
    let from = (first..end).find(|&t| g.token(t).pos != "DET")?;
    g.span(&[from, end - 1])
}

/// Gives each event its values: how long it lasted, how many of what.
pub fn values(s: &Setting, events: &mut [EventMention]) {
    for quantity in s.quantities {
        let Some(head) = head_of(s.g, quantity.span) else { continue };
        if let Some((owner, name)) = value_of(s, events, quantity, head) {
            let attribute = Attribute { name, quantity: quantity.quantity.clone(), span: quantity.span };
            events[owner].attributes.push(attribute);
        }
    }
}

/// Which event a quantity is a value of, and the name of that value.
fn value_of(s: &Setting, events: &[EventMention], quantity: &QuantityMention, head: TokenIx) -> Option<(usize, String)> {
    if s.times.iter().any(|t| t.edtf.is_some() && t.span.overlaps(quantity.span)) {
        return None;
    }
    let comparable = base(&quantity.quantity);
    if comparable.dimension == "second" {
        return duration_of(s.g, events, head).map(|owner| (owner, "duration".to_owned()));
    }
    let noun = quantity
        .quantity
        .noun
        .clone()
        .filter(|_| quantity.quantity.unit.is_empty())
        .or_else(|| Some(quantity.quantity.unit.clone()))?;
    let owner = std::iter::once(head).chain(s.g.ancestors(head).take(2)).find_map(|t| events.iter().position(|e| e.head == t))?;
    let direct = matches!(s.g.label(head), "dobj" | "nsubjpass" | "pobj" | "nsubj" | "nummod" | "attr");
    let said = direct && !noun.is_empty() && !tells_nothing(s.g, events[owner].kind, quantity, head);
    said.then_some((owner, noun))
}

/// "Two delegations met", "12 trucks" of what was agreed, "one vote each", "by 50 votes to 12": who takes part is named with the event, what is dealt with is
/// no measure of the dealing, one is no number, and of a result its first half is told.
fn tells_nothing(g: &Grammar, kind: EventType, quantity: &QuantityMention, head: TokenIx) -> bool {
    let counted = quantity.quantity.unit.is_empty();
    let dealt = is_dealing(kind) && kind != EventType::Ceasefire || kind == EventType::Visit;
    let one = (quantity.quantity.value - 1.0).abs() < f64::EPSILON;
    let second_half = kind == EventType::Vote && g.head(head).is_some_and(|p| g.label(head) == "pobj" && g.word(p) == "to");
    counted && (dealt || one) || second_half
}

/// A length of time is the duration of an event when it modifies it ("a 90-minute call"), is what it lasted, or stands under "for".
fn duration_of(g: &Grammar, events: &[EventMention], head: TokenIx) -> Option<usize> {
    let owner = owner(g, events, head)?;
    let governor = g.head(head)?;
    let preposition = g.token(governor).pos == "ADP";
    if tells_when(g, head, governor) {
        return None;
    }
    let fits = match g.label(head) {
        _ if preposition => matches!(g.lemma(governor), "for" | "of") && owner_near(g, events, owner, governor),
        "dobj" | "npadvmod" | "attr" | "acomp" => {
            HOLDERS.spending.contains(g.lemma(governor)) && governor < head || events[owner].head == governor
        }
        "compound" | "amod" | "nmod" | "nummod" | "poss" => events[owner].head == governor,
        _ => false,
    };
    (fits && clause(g, head).is_some_and(|c| c.overlaps(events[owner].trigger))).then_some(owner)
}

/// "A year before that, the truce ran out", "freed a day after the deadline", "ten weeks on: the board stays": a length of time by which something is dated.
fn tells_when(g: &Grammar, head: TokenIx, governor: TokenIx) -> bool {
    let next = |n: usize| g.tokens().get(head + n).map_or("", |_| g.word(head + n)).to_lowercase();
    let compared = matches!(next(1).as_str(), "before" | "after" | "later" | "earlier" | "ago" | "past" | "into");
    let on = next(1) == "on" && matches!(next(2).as_str(), ":" | "," | ";" | "." | "");
    let held = matches!(g.lemma(governor), "for" | "of" | "last" | "take");
    on || compared && (head < governor || !held)
}

/// "For an hour" belongs to the event when it hangs on the trigger or on the verb that holds it.
fn owner_near(g: &Grammar, events: &[EventMention], owner: usize, preposition: TokenIx) -> bool {
    let head = events[owner].head;
    g.head(preposition)
        .is_some_and(|h| h == head || slots::holder(g, head) == Some(h) || (g.label(h) == "relcl" && g.head(h) == Some(head)))
}
