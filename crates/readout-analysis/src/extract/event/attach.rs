//! When, where and how much: times, places and quantities go to the event whose words govern them.
//!
//! Enters: the events of a document, with its times and quantities. Leaves: the same events with what belongs to them.

use super::clause::clause;
use super::rules::same_family;
use super::setting::Setting;
use super::slots;
use crate::extract::quantity::base;
use crate::grammar::{Grammar, is_verbal};
use crate::knowledge;
use readout_record::annotation::TokenIx;
use readout_record::kind::EventType;
use readout_record::mention::{Attribute, EventMention, QuantityMention, TimeMention};
use readout_record::span::Span;

/// The token that heads a span: the one whose governor lies outside.
fn head_of(g: &Grammar, span: Span) -> Option<TokenIx> {
    g.tops(g.tokens_in(span)).next()
}

/// The event that a token belongs to: climbing from it, the first trigger, or the verb that holds one. `None` past a clause that is about
/// something else: "the soldiers whom it captured in January" says nothing of when they are freed.
fn owner(g: &Grammar, events: &[EventMention], token: TokenIx) -> Option<usize> {
    let held = |at: TokenIx| {
        events.iter().position(|e| e.head == at).or_else(|| events.iter().position(|e| slots::holder(g, e.head) == Some(at)))
    };
    let mut at = token;
    loop {
        if let Some(owner) = held(at) {
            return Some(owner);
        }
        let head = g.head(at)?;
        let about_another = g.label(at) == "relcl" && !events.iter().any(|e| e.head == head);
        if about_another || g.label(at) == "parataxis" {
            return None;
        }
        at = head;
    }
}

/// Gives each event its date: the one it governs, else the only date of the sentence when it is the sentence's only event.
pub fn times(s: &Setting, events: &mut [EventMention]) {
    let dated: Vec<(usize, &TimeMention)> = s.times.iter().enumerate().filter(|(_, t)| t.edtf.is_some()).collect();
    for (number, time) in &dated {
        let Some(head) = head_of(s.g, time.span) else { continue };
        if let Some(owner) = owner(s.g, events, head)
            && events[owner].time.is_none()
        {
            events[owner].time = Some(*number);
        }
    }
    for i in 0..events.len() {
        if events[i].time.is_none() {
            events[i].time = only_date(s, events, i, &dated);
        }
    }
}

/// The verb of the clause that holds a token, participles and relative clauses being clauses of their own.
fn clause_verb(g: &Grammar, ix: TokenIx) -> TokenIx {
    let heads = |&t: &TokenIx| {
        g.head(t).is_none()
            || matches!(g.label(t), "advcl" | "relcl" | "acl" | "ccomp" | "pcomp" | "parataxis" | "conj") && is_verbal(g.token(t))
    };
    std::iter::once(ix).chain(g.ancestors(ix)).find(heads).unwrap_or(ix)
}

fn only_date(s: &Setting, events: &[EventMention], i: usize, dated: &[(usize, &TimeMention)]) -> Option<usize> {
    let sentence = s.g.sentence(events[i].head);
    let alone = events.iter().filter(|e| s.g.sentence(e.head) == sentence).count() == 1;
    let range = s.g.span(&s.g.sentences[sentence].clone().collect::<Vec<_>>())?;
    let mut here = dated.iter().filter(|(_, t)| range.contains(t.span));
    let first = here.next()?;
    let same_clause = head_of(s.g, first.1.span).is_some_and(|t| clause_verb(s.g, t) == clause_verb(s.g, events[i].head));
    (alone && same_clause && here.next().is_none() && events[i].evidence.contains(first.1.span)).then_some(first.0)
}

/// Gives each event its place: an entity under "in", "at", "to" or "near" that the event, or the verb that holds it, governs.
pub fn places(s: &Setting, events: &mut [EventMention]) {
    for event in events.iter_mut() {
        event.place = place(s.g, event);
    }
}

fn place(g: &Grammar, event: &EventMention) -> Option<Span> {
    let holders = [Some(event.head), slots::holder(g, event.head)];
    let direct = matches!(event.kind, EventType::Visit).then(|| slots::objects(g, event.head));
    let objects = direct.into_iter().flatten();
    let words = ["in", "at", "to", "near", "inside", "outside"];
    let prepositional = holders.into_iter().flatten().flat_map(|h| words.iter().flat_map(move |w| g.prepositional(h, w)));
    objects.chain(prepositional).find_map(|t| place_span(g, t))
}

fn place_span(g: &Grammar, ix: TokenIx) -> Option<Span> {
    let entity = g.annotations.entities.iter().find(|e| (e.first as usize..e.end as usize).contains(&ix));
    match entity {
        Some(e) if matches!(e.label, "GPE" | "LOC" | "FAC") => Some(without_article(g, e.first as usize, e.end as usize)?),
        _ => knowledge::place(g.word(ix)).map(|_| g.token(ix).span),
    }
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
    let people = s.actors.at(head).is_some() && same_family(events[owner].kind, EventType::Meeting);
    let direct = !people && matches!(s.g.label(head), "dobj" | "nsubjpass" | "pobj" | "nsubj" | "nummod" | "attr");
    (direct && !noun.is_empty()).then_some((owner, noun))
}

/// A length of time is the duration of an event when it modifies it ("a 90-minute call"), is what it lasted, or stands under "for".
fn duration_of(g: &Grammar, events: &[EventMention], head: TokenIx) -> Option<usize> {
    let owner = owner(g, events, head)?;
    let governor = g.head(head)?;
    let preposition = g.token(governor).pos == "ADP";
    let fits = match g.label(head) {
        _ if preposition => matches!(g.lemma(governor), "for" | "of") && owner_near(g, events, owner, governor),
        "dobj" | "npadvmod" | "attr" | "acomp" => {
            matches!(g.lemma(governor), "last" | "take" | "run" | "be" | "continue" | "go" | "speak" | "talk" | "meet")
                || events[owner].head == governor
        }
        "compound" | "amod" | "nmod" | "nummod" | "poss" => events[owner].head == governor,
        _ => false,
    };
    (fits && clause(g, head).is_some_and(|c| c.overlaps(events[owner].trigger))).then_some(owner)
}

/// "For an hour" belongs to the event when it hangs on the trigger or on the verb that holds it.
fn owner_near(g: &Grammar, events: &[EventMention], owner: usize, preposition: TokenIx) -> bool {
    let head = events[owner].head;
    g.head(preposition)
        .is_some_and(|h| h == head || slots::holder(g, head) == Some(h) || (g.label(h) == "relcl" && g.head(h) == Some(head)))
}
