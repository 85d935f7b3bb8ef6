//! Who does a coded deed, and to whom.
//!
//! Enters: the grammatical view, the actors, the token that names the deed, the slots that its rule names. Leaves: words for source and target. A
//! pronoun stands for the speaker or the subject above it. It leaves alone: which actor of the record these words mean.

use crate::extract::actor::Actors;
use crate::extract::event::slots;
use crate::grammar::{Grammar, Tokens, is_nominal, is_verbal};
use crate::knowledge;
use readout_record::annotation::TokenIx;
use readout_record::span::Span;

/// Words for the two ends of a deed.
pub struct Parties {
    /// Who does it.
    pub sources: Vec<Span>,
    /// To whom or about whom.
    pub targets: Vec<Span>,
}

/// Slots in which a target stands, the likeliest first.
const USUAL: &[&str] = &[
    "object", "to", "against", "with", "on", "upon", "at", "clause subject", "between", "from", "in", "into", "for", "of", "over",
    "modifier", "possessive", "clause object",
];

/// The words for source and target of a deed.
pub fn parties(g: &Grammar, actors: &Actors, deed: TokenIx, slots: &[String]) -> Parties {
    let source = doer(g, deed);
    let sources: Vec<Span> = source.into_iter().flat_map(|s| g.conjuncts(s)).filter_map(|s| words(g, actors, s)).collect();
    let own = || slots.iter().map(String::as_str);
    let order: Vec<&str> = own().chain(USUAL.iter().copied().filter(|u| !slots.iter().any(|s| s == u))).collect();
    let fresh = |span: &Span| !sources.iter().any(|s| s.overlaps(*span));
    let found = |slot: &&str| -> Vec<Span> {
        let mut spans: Vec<Span> = fill(g, deed, slot).into_iter().filter_map(|t| named(g, actors, t)).filter(fresh).collect();
        spans.dedup();
        spans
    };
    let targets = order.iter().map(found).find(|spans| !spans.is_empty()).unwrap_or_default();
    Parties { sources, targets }
}

/// The subject of the deed: its own, of the verb that holds it, or of the verb above; for a pronoun, who says it.
fn doer(g: &Grammar, deed: TokenIx) -> Option<TokenIx> {
    let verb = if is_verbal(g.token(deed)) { deed } else { g.ancestors(deed).find(|&t| is_verbal(g.token(t)))? };
    if slots::is_passive(g, verb) {
        return g.prepositional(verb, "by").first().copied();
    }
    let chain = std::iter::once(verb).chain(g.ancestors(verb).filter(|&t| is_verbal(g.token(t))));
    let subjects: Vec<TokenIx> = chain.filter_map(|v| g.under(v, &["nsubj", "nsubjpass"]).next()).collect();
    let personal = |t: TokenIx| g.token(t).pos == "PRON" && !matches!(g.token(t).tag, "WP" | "WDT");
    let relative = |t: TokenIx| matches!(g.token(t).tag, "WP" | "WDT");
    let first = *subjects.first()?;
    if relative(first) {
        return g.ancestors(first).find(|&t| is_nominal(g.token(t)));
    }
    Some(if personal(first) { subjects.iter().copied().find(|&s| !personal(s)).unwrap_or(first) } else { first })
}

/// The tokens in a slot of the deed; a clause under it lends its subject and its object.
fn fill(g: &Grammar, deed: TokenIx, slot: &str) -> Tokens {
    let under = |v: TokenIx| g.under(v, &["ccomp", "xcomp", "acl", "advcl"]).collect::<Tokens>();
    match slot {
        "clause subject" => under(deed).into_iter().filter_map(|c| g.under(c, &["nsubj", "nsubjpass"]).next()).collect(),
        "clause object" => {
            let inner = |c: TokenIx| slots::objects(g, c).into_iter().chain(after_prepositions(g, c)).collect::<Tokens>();
            under(deed).into_iter().flat_map(inner).collect()
        }
        "object" => slots::objects(g, deed).into_iter().chain(g.under(deed, &["dative"])).collect(),
        preposition => slots::fill(g, deed, preposition),
    }
}

fn after_prepositions(g: &Grammar, ix: TokenIx) -> Tokens {
    g.under(ix, &["prep", "dative"]).flat_map(|p| g.under(p, &["pobj"]).collect::<Tokens>()).collect()
}

/// The words of a noun phrase.
fn words(g: &Grammar, actors: &Actors, head: TokenIx) -> Option<Span> {
    let mention = actors.mention(head).map(|m| m.span);
    let phrase = g.span(&g.noun_phrase(head));
    mention.into_iter().chain(phrase).reduce(Span::join)
}

/// The actor that a noun phrase names: itself, or the one that it belongs to or is about. "Turkey" for "Turkey's efforts".
fn named(g: &Grammar, actors: &Actors, head: TokenIx) -> Option<Span> {
    let inside = g.subtree(head);
    let is_actor = |t: TokenIx| actors.mention(t).is_some() || knowledge::place(g.word(t)).is_some();
    let at = std::iter::once(head).chain(inside.iter().copied()).find(|&t| is_actor(t));
    match at {
        Some(t) => actors.mention(t).map(|m| m.span).or_else(|| Some(g.token(t).span)),
        None => is_nominal(g.token(head)).then(|| words(g, actors, head)).flatten().filter(|_| is_people(g, head)),
    }
}

/// Whether a noun may be someone, rather than a thing or a matter: a plural or a name.
fn is_people(g: &Grammar, head: TokenIx) -> bool {
    g.token(head).pos == "PROPN" || g.token(head).tag == "NNS"
}
