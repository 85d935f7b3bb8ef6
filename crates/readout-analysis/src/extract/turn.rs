//! What a report tells of a promise itself: that it was broken, withdrawn or put off.
//!
//! Enters: the grammatical view. Leaves: turns in the order of the text, each with its clause. It leaves alone: which promise is meant.

use super::deed::{WORDS, is_open};
use super::event::clause::clause;
use super::event::slots;
use crate::grammar::{Grammar, is_verbal};
use foldhash::HashSet;
use readout_record::annotation::TokenIx;
use readout_record::kind::Effect;
use readout_record::span::Span;

/// A turn that a promise takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turn {
    /// What it does to the promise.
    pub effect: Effect,
    /// Who does it, where that is told.
    pub agent: Option<TokenIx>,
    /// The noun for what is broken, withdrawn or put off.
    pub object: TokenIx,
    /// Whether that noun tells a promise, a plan or its time by itself.
    pub listed: bool,
    /// The clause that tells it.
    pub clause: Span,
}

/// Every turn of a report.
pub fn turns(g: &Grammar) -> Vec<Turn> {
    (0..g.tokens().len()).filter_map(|ix| by_verb(g, ix).or_else(|| by_noun(g, ix))).collect()
}

/// The turn of what a noun names: "the meeting was called off".
pub fn turn_of(g: &Grammar, object: TokenIx) -> Option<Turn> {
    g.ancestors(object).filter_map(|verb| by_verb(g, verb)).find(|turn| turn.object == object)
}

/// "Chad broke its promise", "the visit was called off", "the deadline has been extended".
pub fn by_verb(g: &Grammar, ix: TokenIx) -> Option<Turn> {
    let plain = is_verbal(g.token(ix)) && told(g, ix) && !hedged(g, ix);
    let (effect, object, listed) = plain.then(|| turned(g, ix)).flatten()?;
    let agent = if slots::is_passive(g, ix) { g.prepositional(ix, "by").first().copied() } else { g.subject(ix) };
    Some(Turn { effect, agent: agent.filter(|&a| a != object), object, listed, clause: without_source(g, ix, clause(g, ix)?) })
}

/// "Because of the rain, say the fishermen, the sitting has been put off": who vouches for the reason is no part of the clause.
fn without_source(g: &Grammar, verb: TokenIx, clause: Span) -> Span {
    let start = g.sentences.get(g.sentence(verb)).map_or(verb, |s| s.start);
    let comma = |t: TokenIx| g.word(t) == ",";
    let says =
        |&t: &TokenIx| t > start && comma(t - 1) && matches!(g.lemma(t), "say" | "report" | "believe") && g.token(t).tag != "VBN";
    let inverted = (start..verb).rev().find(says);
    let after = inverted.and_then(|t| (t + 2..verb.min(t + 7)).find(|&c| comma(c)));
    after.and_then(|c| Span::new(g.text(), g.token(c + 1).span.start().max(clause.start()), clause.end())).unwrap_or(clause)
}

/// The effect of a verb, and what it has it on.
fn turned(g: &Grammar, ix: TokenIx) -> Option<(Effect, TokenIx, bool)> {
    let particle = g.under(ix, &["prt", "advmod"]).next().map(|p| format!("{} {}", g.lemma(ix), g.lemma(p)).to_lowercase());
    let lemma = g.lemma(ix).to_lowercase();
    let is = |list: &HashSet<String>| list.contains(&lemma) || particle.as_ref().is_some_and(|p| list.contains(p));
    let objects: Vec<TokenIx> =
        slots::objects(g, ix).into_iter().chain(["from", "on", "of"].into_iter().flat_map(|p| g.prepositional(ix, p))).collect();
    let one_of = |list: &HashSet<String>| objects.iter().copied().find(|&o| list.contains(&g.lemma(o).to_lowercase()));
    let turn = &WORDS.turns;
    let agreed = || one_of(&WORDS.agreed);
    let planned = || one_of(&turn.plans).or_else(agreed);
    if is(&turn.breaking) {
        return agreed().map(|o| (Effect::Broken, o, true));
    }
    let slips = is(&turn.slipping);
    let any = || if slips { g.subject(ix) } else { objects.first().copied().filter(|_| is(&turn.plain)) };
    let named = |o: &TokenIx| matches!(g.token(*o).pos, "NOUN" | "PROPN");
    let (effect, listed) = if is(&turn.withdrawing) {
        (Effect::Withdrawn, planned())
    } else if is(&turn.extending) {
        (Effect::Extended, one_of(&turn.terms).or_else(planned))
    } else {
        return None;
    };
    listed.map(|o| (effect, o, true)).or_else(|| any().filter(named).map(|o| (effect, o, false)))
}

/// "In breach of the agreement", under a verb that tells a deed.
fn by_noun(g: &Grammar, ix: TokenIx) -> Option<Turn> {
    let breach = g.token(ix).pos == "NOUN" && WORDS.turns.breaches.contains(&g.lemma(ix).to_lowercase());
    let object = ["of", "to"].into_iter().flat_map(|p| g.prepositional(ix, p)).find(|&o| WORDS.agreed.contains(g.lemma(o)))?;
    let verb = g.ancestors(ix).find(|&a| is_verbal(g.token(a))).filter(|_| breach)?;
    let circumstance = g.head(ix).is_some_and(|p| matches!(g.lemma(p).to_lowercase().as_str(), "in" | "as"));
    let plain = circumstance && told(g, verb) && !hedged(g, verb);
    plain
        .then(|| Some(Turn { effect: Effect::Broken, agent: g.subject(verb), object, listed: true, clause: clause(g, verb)? }))
        .flatten()
}

/// Told as a fact of the past or the present, and not as something to come.
fn told(g: &Grammar, verb: TokenIx) -> bool {
    let helpers = || g.under(verb, &["aux", "auxpass"]);
    let modal = helpers().any(|a| g.token(a).tag == "MD" || g.lemma(a) == "to");
    let tensed = match g.token(verb).tag {
        "VBD" | "VBZ" | "VBP" => true,
        "VBN" | "VBG" => helpers().any(|a| matches!(g.lemma(a), "be" | "have" | "get")),
        _ => false,
    };
    tensed && !modal && !is_open(g, verb) && !g.negated(verb)
}

/// Accused, denied or feared is not told.
fn hedged(g: &Grammar, verb: TokenIx) -> bool {
    let doubts = |t: TokenIx| {
        let lemma = g.lemma(t).to_lowercase();
        WORDS.turns.doubting.contains(&lemma) || WORDS.denying.contains(&lemma)
    };
    g.ancestors(verb).take(4).any(doubts) || g.under(verb, &["advmod"]).any(doubts)
}
