//! When: times go to the event whose words govern them; an event without a time of its own may be told as part of another.
//!
//! Enters: the events of a document with its times. Leaves: the same events with the numbers of their times and of what they took place in.

use super::holders::HOLDERS;
use super::rules::same_family;
use super::setting::Setting;
use super::shift;
use super::slots;
use crate::extract::statement::detect::entity;
use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::TokenIx;
use readout_record::edtf::Edtf;
use readout_record::kind::EventType;
use readout_record::mention::{EventMention, TimeMention};
use readout_record::span::Span;

/// The token that heads a span: the one whose governor lies outside.
pub fn head_of(g: &Grammar, span: Span) -> Option<TokenIx> {
    g.tops(g.tokens_in(span)).next()
}

/// The event that a token belongs to: climbing from it, the first trigger, or the verb that holds one. `None` past a clause that is about
/// something else: "the soldiers whom it captured in January" and "sailors held since May" say nothing of when they are freed.
pub fn owner(g: &Grammar, events: &[EventMention], token: TokenIx) -> Option<usize> {
    let held = |at: TokenIx| {
        events.iter().position(|e| e.head == at).or_else(|| events.iter().position(|e| held_by(g, e.head) == Some(at)))
    };
    let mut at = token;
    loop {
        if let Some(owner) = held(at) {
            return Some(owner);
        }
        let head = g.head(at)?;
        if of_noun(g, at, head) && !events.iter().any(|e| e.head == head || held_by(g, e.head) == Some(head)) {
            return None;
        }
        let apart = match g.label(at) {
            // "The accord, which runs to the end of 2028".
            "relcl" => !events.iter().any(|e| e.head == head) || HOLDERS.outlasting.contains(g.lemma(at)),
            // "Agreed on whether the failure of 3 May counted".
            "pcomp" if g.under(at, &["nsubj", "nsubjpass"]).next().is_some() => true,
            "acl" if g.token(at).tag != "VB" => !events.iter().any(|e| e.head == head || held_by(g, e.head) == Some(at)),
            // "Their first call since Chad closed the border on 2 May".
            "advcl" | "pcomp" if g.label(at) == "pcomp" || is_verbal(g.token(at)) => bounds(g, at),
            "xcomp" => events.iter().any(|e| e.head == head) && !HOLDERS.aspects.contains(g.lemma(head)),
            // "The body, due to be set up by Monday, met".
            "amod" => g.under(at, &["xcomp"]).next().is_some(),
            label => matches!(label, "ccomp" | "parataxis"),
        };
        if apart {
            return None;
        }
        at = head;
    }
}

/// "The Oslo Accord of February 2025", "the minister's letter of 3 May": a date that "of" hangs on a noun is that of the noun, unless the noun measures or
/// parts a time ("the night of 3 May", "the end of May").
fn of_noun(g: &Grammar, at: TokenIx, head: TokenIx) -> bool {
    let of = g.label(at) == "prep" && g.word(at) == "of" && g.under(at, &["pobj"]).any(|t| dated(g, t));
    let noun = matches!(g.token(head).pos, "NOUN" | "PROPN") && !dated(g, head);
    let part = HOLDERS.measures.contains(g.lemma(head)) || HOLDERS.times.contains(g.lemma(head));
    of && noun && !part
}

fn dated(g: &Grammar, t: TokenIx) -> bool {
    entity(g, t) == Some("DATE")
}

/// Whether a clause tells after, before or since what something else was: its date is not that of the other.
fn bounds(g: &Grammar, verb: TokenIx) -> bool {
    let word = |t: TokenIx| matches!(g.word(t).to_lowercase().as_str(), "since" | "after" | "before" | "until");
    g.under(verb, &["mark", "prep", "advmod"]).any(word) || g.label(verb) == "pcomp" && g.head(verb).is_some_and(word)
}

/// "Their first meeting since 2 May", "the spring offensive", "signed a treaty on May water", "put back from 3 July": whether a date is not that of the
/// contact or deed over it.
fn of_another(g: &Grammar, events: &[EventMention], time: &TimeMention, head: TokenIx, owner: usize) -> bool {
    // In "the summer visit" the article is of the visit.
    let head = g.tops(g.tokens_in(time.span)).find(|&t| g.label(t) != "det").unwrap_or(head);
    let Some(over) = g.head(head) else { return false };
    let contact = same_family(events[owner].kind, EventType::Meeting) || events[owner].kind == EventType::Visit;
    let since = contact && g.word(over).eq_ignore_ascii_case("since");
    let modifies = matches!(g.label(head), "compound" | "amod" | "nmod") && !is_verbal(g.token(over));
    let season = ["-SP", "-SU", "-FA", "-WI"].iter().any(|end| time.value.ends_with(end));
    let month = time.edtf.as_ref().and_then(Edtf::start).is_some_and(|d| d.day.is_none());
    // "The April 9 Coordination": a day in a name.
    let name = modifies && over != events[owner].head && g.token(over).pos == "PROPN";
    // "The 3 May failure": the date of another noun than that of the event and what measures it.
    let noun = modifies && over != events[owner].head && g.token(over).pos == "NOUN";
    let others = noun && !HOLDERS.measures.contains(g.lemma(over)) && !HOLDERS.times.contains(g.lemma(over));
    since
        || name
        || others
        || modifies && (season || month && over != events[owner].head)
        || shift::is_old(g, head)
        || of_stay(g, &events[owner], head)
}

/// "Invited them to Oslo on the 21st": the day on which they are to come there, not that of the invitation.
fn of_stay(g: &Grammar, event: &EventMention, time: TokenIx) -> bool {
    let goal = |p: TokenIx| matches!(g.word(p), "to" | "for") && p < time && g.under(p, &["pobj"]).any(|t| slots::is_place(g, t));
    event.kind == EventType::Invitation && event.head < time && g.under(event.head, &["prep", "dative"]).any(goal)
}

/// The verb that tells when an event was: the one that holds it, the one that people come together for it by, that of the round that it is of.
fn held_by(g: &Grammar, ix: TokenIx) -> Option<TokenIx> {
    let preposition = g.head(ix).filter(|_| g.label(ix) == "pobj");
    match preposition.map(|p| (p, g.lemma(p))) {
        Some((p, "of")) => g.head(p).filter(|&n| HOLDERS.measures.contains(g.lemma(n))).and_then(|n| held_by(g, n)),
        Some((_, "for")) => slots::gathering(g, ix),
        // "Presided on Monday over a meeting".
        Some((p, "over")) => g.head(p).filter(|&v| g.lemma(v) == "preside"),
        Some((p, "at" | "during")) => g.head(p).filter(|&v| is_verbal(g.token(v))),
        _ if g.label(ix) == "conj" => held_by(g, g.head(ix)?),
        _ => slots::holder(g, ix),
    }
}

/// Gives each event its date: the one it governs, else the only date of the sentence when it is the sentence's only event.
pub fn times(s: &Setting, events: &mut [EventMention]) {
    let dated: Vec<(usize, &TimeMention)> = s.times.iter().enumerate().filter(|(_, t)| t.edtf.is_some()).collect();
    for (number, time) in &dated {
        let Some(head) = head_of(s.g, time.span) else { continue };
        if let Some(owner) = owner(s.g, events, head)
            && events[owner].time.is_none()
            && !of_another(s.g, events, time, head, owner)
        {
            events[owner].time = Some(*number);
        }
    }
    for i in 0..events.len() {
        if events[i].time.is_none() {
            events[i].time = same_breath(s.g, events, i);
        }
    }
    for i in 0..events.len() {
        if events[i].time.is_none() {
            events[i].time = on_that_day(s.g, &events[i], &dated).or_else(|| only_date(s, events, i, &dated));
        }
    }
    let during: Vec<Option<usize>> = (0..events.len()).map(|i| setting_of(s.g, events, i)).collect();
    events.iter_mut().zip(during).for_each(|(event, during)| event.during = during);
}

/// "They met on Tuesday and agreed to go on": two deeds of one subject in one tense share the time of the first.
fn same_breath(g: &Grammar, events: &[EventMention], i: usize) -> Option<usize> {
    let verb = events[i].head;
    let first =
        g.head(verb).filter(|&h| g.label(verb) == "conj" && is_verbal(g.token(verb)) && g.token(h).tag == g.token(verb).tag)?;
    let own = g.under(verb, &["nsubj", "nsubjpass", "neg", "advmod", "npadvmod"]).next().is_some();
    // "Chaired the meeting on Monday and received the envoy".
    events.iter().find(|e| e.head == first || held_by(g, e.head) == Some(first)).filter(|_| !own)?.time
}

/// "Until 23 May, when they were handed over": the day that a clause with "when" is about.
fn on_that_day(g: &Grammar, event: &EventMention, dated: &[(usize, &TimeMention)]) -> Option<usize> {
    let verb = clause_verb(g, event.head);
    let when = g.under(verb, &["advmod"]).any(|t| g.lemma(t) == "when");
    let day = g.head(verb).filter(|_| when && matches!(g.label(verb), "relcl" | "advcl"))?;
    dated.iter().find(|(_, time)| time.span.contains(g.token(day).span)).map(|(number, _)| *number)
}

/// The verb of the clause that holds a token, participles and relative clauses being clauses of their own.
fn clause_verb(g: &Grammar, ix: TokenIx) -> TokenIx {
    let heads = |&t: &TokenIx| {
        g.head(t).is_none()
            || matches!(g.label(t), "advcl" | "relcl" | "acl" | "ccomp" | "xcomp" | "pcomp" | "parataxis" | "conj")
                && is_verbal(g.token(t))
    };
    std::iter::once(ix).chain(g.ancestors(ix)).find(heads).unwrap_or(ix)
}

/// Whether a time hangs on a verb, by a preposition or without.
fn adverbial(g: &Grammar, time: TokenIx, verb: TokenIx) -> bool {
    g.head(time).is_some_and(|h| h == verb || (g.token(h).pos == "ADP" && g.head(h) == Some(verb)))
}

/// The only date of the sentence, for its only event, when both stand in one clause and the date hangs on its verb.
fn only_date(s: &Setting, events: &[EventMention], i: usize, dated: &[(usize, &TimeMention)]) -> Option<usize> {
    let (g, event) = (s.g, &events[i]);
    // "On the Saturday after the signing": the day is that of what is told, not of what it is told by.
    if beside(g, event.head) {
        return None;
    }
    let sentence = g.sentence(event.head);
    let alone = events.iter().filter(|e| g.sentence(e.head) == sentence).count() == 1;
    let range = g.span(&g.sentences[sentence].clone().collect::<Vec<_>>())?;
    let mut here = dated.iter().filter(|(_, t)| range.contains(t.span));
    let (number, time) = here.next()?;
    let verb = clause_verb(g, event.head);
    let hangs = head_of(g, time.span).is_some_and(|t| adverbial(g, t, verb) && !of_another(g, events, time, t, i));
    (alone && hangs && here.next().is_none() && event.evidence.contains(time.span)).then_some(*number)
}

/// Whether an event stands under a word by which something else is told to be after, before or since it.
fn beside(g: &Grammar, event: TokenIx) -> bool {
    let over = g.head(event).filter(|_| matches!(g.label(event), "pobj" | "pcomp"));
    over.is_some_and(|p| {
        let word = g.word(p).to_lowercase();
        // "Under the accord, they will leave within ten days", "as for the raid, they were freed on Tuesday".
        let as_for = word == "for" && p.checked_sub(1).is_some_and(|b| g.word(b).eq_ignore_ascii_case("as"));
        as_for || HOLDERS.parting.contains(&word) || HOLDERS.resting.contains(&word)
    })
}

/// The contact in which something was done: "agreed in the talks", "signed at the summit", "as a result of the meeting".
fn setting_of(g: &Grammar, events: &[EventMention], i: usize) -> Option<usize> {
    let verb = if is_verbal(g.token(events[i].head)) { events[i].head } else { held_by(g, events[i].head)? };
    let contact =
        |t: TokenIx| events.iter().position(|e| e.head == t && same_family(e.kind, EventType::Meeting)).filter(|&e| e != i);
    g.under(verb, &["prep"])
        .filter(|&p| matches!(g.lemma(p).to_lowercase().as_str(), "in" | "at" | "during" | "as" | "following"))
        .flat_map(|p| g.under(p, &["pobj"]).collect::<Vec<_>>())
        .find_map(|t| contact(t).or_else(|| measured(g, t).and_then(contact)))
}

/// What a noun of measure measures: "talks" of "the course of talks".
fn measured(g: &Grammar, noun: TokenIx) -> Option<TokenIx> {
    HOLDERS.measures.contains(g.lemma(noun)).then(|| g.prepositional(noun, "of").first().copied()).flatten()
}
