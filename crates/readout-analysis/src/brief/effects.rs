//! What a deed that is the one promised says of the promise: done, done in part, not done, broken.
//!
//! Enters: the desk, a promise, a deed. Leaves: the effect, where the words bear it out. It leaves alone: whether it is the deed that was promised.

use crate::brief::account::is_first_person;
use crate::brief::deeds::Told;
use crate::brief::desk::Desk;
use crate::brief::promise::Promise;
use crate::brief::timing::{is_fraction, is_late};
use crate::extract::deed::WORDS;
use crate::extract::quantity::{can_both_hold, duration_iso};
use crate::extract::spelling::one;
use crate::link::follow_ups::Side;
use foldhash::HashSet;
use readout_record::annotation::TokenIx;
use readout_record::kind::Effect;
use readout_record::mention::{DocumentIx, Quantity};
use readout_record::span::Span;

/// What a deed does to a promise, and whether all that keeps it from being kept is that it was done after its day.
#[derive(Clone, Copy, Debug)]
pub struct Done {
    /// What it does.
    pub effect: Effect,
    /// Whether it is late and nothing else.
    pub late: bool,
}

impl From<Effect> for Done {
    fn from(effect: Effect) -> Done {
        Done { effect, late: false }
    }
}

/// Done, done in part, not done, refused; and what was to be left undone and was done.
pub fn effect(desk: &Desk, promise: &Promise, side: &Side, told: &Told) -> Option<Done> {
    let own = side.same_verb(&told.side)
        && promise.actors.iter().any(|p| told.side.actors.iter().any(|a| desk.table.stands_for(*p, *a)));
    if abstains(desk, promise) {
        return (told.deed.done && own).then_some(Effect::Broken.into());
    }
    if told.deed.done && is_own_account(desk, told) {
        return None;
    }
    if told.deed.refused {
        return own.then_some(Effect::Broken.into());
    }
    if told.deed.thwarting && !side.same_verb(&told.side) {
        return (told.deed.done && gives_way(desk, promise)).then_some(Effect::Broken.into());
    }
    let late = Done { effect: Effect::PartlyKept, late: true };
    match (told.deed.done, count(desk, promise, told)) {
        (false, _) => Some(Effect::NotDone.into()),
        (true, _) if is_fraction(desk, promise, told) => {
            Some(if so_far(desk, told) { Effect::NotDone } else { Effect::PartlyKept }.into())
        }
        (true, Count::Like) if is_one_number_short(desk, promise, told) => Some(Effect::PartlyKept.into()),
        (true, Count::Like | Count::Less) if is_part(desk, told) => Some(Effect::PartlyKept.into()),
        (true, Count::Like) if is_late(desk, promise, told, side.same_ordinal(&told.side)) => Some(late),
        (true, Count::Like) => Some(Effect::Kept.into()),
        (true, Count::Less) if so_far(desk, told) => Some(Effect::NotDone.into()),
        (true, Count::Less) => side.same_verb(&told.side).then_some(Effect::PartlyKept.into()),
        (true, Count::Other) => None,
    }
}

/// Whether a promise is one to leave something undone: "not to shell the port", "to refrain from strikes".
pub fn abstains(desk: &Desk, promise: &Promise) -> bool {
    let g = &desk.grammars[promise.documents[0]];
    g.tops(g.tokens_in(promise.action)).any(|t| g.negated(t) || WORDS.abstaining.contains(&g.lemma(t).to_lowercase()))
}

/// Whether a promise is one to let somebody in or through: whoever was then turned away was not let.
fn gives_way(desk: &Desk, promise: &Promise) -> bool {
    let g = &desk.grammars[promise.documents[0]];
    let any = |words: &HashSet<String>| g.tokens_in(promise.action).any(|t| words.contains(&g.lemma(t).to_lowercase()));
    any(&WORDS.letting) && any(&WORDS.ways) || any(&WORDS.admitting)
}

/// "Our forces have left the hospitals": whoever is bound says so, and no report does. "We paid on 30 October" can be checked.
pub fn is_own_account(desk: &Desk, told: &Told) -> bool {
    if told.day.is_some() {
        return false;
    }
    let g = &desk.grammars[told.document];
    let first = |t: TokenIx| is_first_person(g, t);
    told.deed.agent.is_some_and(|a| first(a) || g.under(a, &["poss"]).any(first))
}

/// "Only the consulate in Bol has opened", "19 fewer than promised".
pub fn is_part(desk: &Desk, told: &Told) -> bool {
    let g = &desk.grammars[told.document];
    let only = |t: TokenIx| g.subtree(t).first().is_some_and(|&f| f < t && g.word(f).eq_ignore_ascii_case("only"));
    g.subject(told.deed.verb).is_some_and(only) || told.term.missing.is_some()
}

/// "So far", "as yet": more may come.
fn so_far(desk: &Desk, told: &Told) -> bool {
    let g = &desk.grammars[told.document];
    g.under(told.deed.verb, &["advmod", "prep", "npadvmod"]).any(|a| WORDS.so_far.contains(&g.lemma(a).to_lowercase()))
        || g.tokens_in(told.deed.clause)
            .any(|t| g.lemma(t) == "far" && WORDS.so_far.contains(&g.lemma(t.saturating_sub(1)).to_lowercase()))
}

/// How the numbers of a deed stand to those of the promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// The same, or none.
    Like,
    /// Fewer.
    Less,
    /// Others.
    Other,
}

/// "58 observers" are not the 120 that were promised.
pub fn count(desk: &Desk, promise: &Promise, told: &Told) -> Count {
    let of = |document: DocumentIx, span: Span| -> Vec<&Quantity> {
        let all = desk.extracted[document].quantities.iter();
        // "Within ten days" and "four days late" count nothing that was promised.
        let length = |q: &Quantity| told.term.timing.is_some() && duration_iso(q).is_some();
        let counts = |q: &Quantity| (q.noun.is_some() || !q.unit.is_empty()) && !length(q);
        all.filter(|q| span.contains(q.span) && counts(&q.quantity)).map(|q| &q.quantity).collect()
    };
    let promised = of(promise.documents[0], promise.evidence);
    let done = of(told.document, told.deed.clause);
    for p in promised {
        let like: Vec<&&Quantity> = done.iter().filter(|d| d.noun == p.noun && d.unit == p.unit).collect();
        let less = |d: &&&Quantity| d.value < p.value && !can_both_hold(p, d);
        match like.first() {
            Some(first) if less(first) => return Count::Less,
            Some(_) if !like.iter().any(|d| can_both_hold(p, d)) => return Count::Other,
            _ => {}
        }
    }
    Count::Like
}

/// "46 of ours and 37 of theirs" of 46 and 38: one number is the same, and another is not reached.
fn is_one_number_short(desk: &Desk, promise: &Promise, told: &Told) -> bool {
    let of = |document: DocumentIx, span: Span| -> Vec<f64> {
        let (g, times) = (&desk.grammars[document], &desk.extracted[document].times);
        let counts = |&t: &TokenIx| g.token(t).pos == "NUM" && !times.iter().any(|time| time.span.contains(g.token(t).span));
        g.tokens_in(span).filter(counts).filter_map(|t| one(&g.word(t).to_lowercase()).parse().ok()).collect()
    };
    let (promised, done) = (of(promise.documents[0], promise.action), of(told.document, told.deed.clause));
    let left: Vec<f64> = promised.iter().copied().filter(|p| !done.contains(p)).collect();
    let short = |p: f64| done.iter().any(|&d| !promised.contains(&d) && d < p && d > p / 2.0);
    left.len() < promised.len() && left.into_iter().any(short)
}
