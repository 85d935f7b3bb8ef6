//! Who does a coded deed, and to whom.
//!
//! Enters: the grammatical view, the actors, the token that names the deed, the slots that its rule names. Leaves: words for source and target. A
//! pronoun stands for the speaker or the subject above it. It leaves alone: which actor of the record these words mean.

use super::rules::RULES;
use crate::extract::actor::Actors;
use crate::extract::event::slots;
use crate::grammar::{Grammar, Tokens, is_nominal, is_verbal};
use crate::knowledge;
use readout_record::annotation::{Entity, TokenIx};
use readout_record::span::Span;

/// Words for the two ends of a deed.
pub struct Parties {
    /// Who does it.
    pub sources: Vec<Span>,
    /// To whom or about whom.
    pub targets: Vec<Span>,
}

/// The words for source and target of a deed. Names and known groups come before other plurals, near slots before far ones; last of all whoever is
/// named after the deed. Nothing where no end is an actor.
pub fn parties(g: &Grammar, actors: &Actors, deed: TokenIx, slots: &[String]) -> Option<Parties> {
    let source = doer(g, deed);
    let sources: Vec<Span> = source.into_iter().flat_map(|s| g.conjuncts(s)).filter_map(|s| words(g, actors, s)).collect();
    let own = || slots.iter().map(String::as_str);
    let usual = RULES.targets().iter().map(String::as_str);
    let order: Vec<&str> = own().chain(usual.filter(|u| !slots.iter().any(|s| s == u))).collect();
    let fresh = |span: &Span| !sources.iter().any(|s| s.overlaps(*span));
    let holder = g.head(deed).filter(|&v| !is_verbal(g.token(deed)) && is_verbal(g.token(v)));
    let slot = |at: TokenIx, name: &str, find: fn(&Grammar, &Actors, TokenIx) -> Option<Span>| -> Option<Vec<Span>> {
        let mut spans: Vec<Span> =
            fill(g, at, name).into_iter().filter(|&t| t != deed).filter_map(|t| find(g, actors, t)).filter(fresh).collect();
        spans.dedup();
        Some(spans).filter(|s| !s.is_empty())
    };
    let search = |at: TokenIx, find| order.iter().find_map(|name| slot(at, name, find));
    let places = || std::iter::once(deed).chain(holder);
    let after = || {
        let verb = holder.unwrap_or(deed);
        let named = g.subtree(verb).into_iter().filter(|&t| t > deed).find(|&t| is_actor(g, actors, t));
        named.and_then(|t| named_span(g, actors, t)).filter(fresh).map(|span| vec![span])
    };
    let targets =
        places().find_map(|at| search(at, named)).or_else(|| places().find_map(|at| search(at, several))).or_else(after);
    let found = Parties { sources, targets: targets.unwrap_or_default() };
    found.someone(g, actors)
}

/// The same where who speaks wants the deed of its subject: the speaker is the source, the subject the target.
pub fn asked(g: &Grammar, actors: &Actors, deed: TokenIx, _: &[String]) -> Option<Parties> {
    let chain = std::iter::once(deed).chain(g.ancestors(deed)).filter(|&t| is_verbal(g.token(t)));
    let mut subjects = chain.filter_map(|v| g.under(v, &["nsubj", "nsubjpass"]).next());
    let of = |subject: Option<TokenIx>| -> Vec<Span> {
        subject.into_iter().flat_map(|s| g.conjuncts(s)).filter_map(|s| words(g, actors, s)).collect()
    };
    let targets = of(subjects.next());
    let sources = of(subjects.next());
    Parties { sources, targets }.someone(g, actors)
}

impl Parties {
    /// Itself, when an actor stands at one end at least.
    fn someone(self, g: &Grammar, actors: &Actors) -> Option<Parties> {
        let mut named = self.sources.iter().chain(&self.targets).flat_map(|span| g.tokens_in(*span));
        (self.by_someone(g, actors) || named.any(|t| is_actor(g, actors, t))).then_some(self)
    }

    /// Whether an actor, or a person meant by a pronoun, does it: the head of the words counts.
    pub fn by_someone(&self, g: &Grammar, actors: &Actors) -> bool {
        let person = |t: TokenIx| matches!(g.lemma(t).to_lowercase().as_str(), "he" | "she" | "they" | "we" | "i" | "who");
        let heads = self.sources.iter().flat_map(|span| g.tops(g.tokens_in(*span)));
        heads.into_iter().any(|t| person(t) || is_actor(g, actors, t))
    }
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

/// The tokens in a slot of the deed; a clause under it lends its subject and its object, a noun that it holds its prepositions.
fn fill(g: &Grammar, deed: TokenIx, slot: &str) -> Tokens {
    match slot {
        "clause subject" => under(g, deed).into_iter().filter_map(|c| g.under(c, &["nsubj", "nsubjpass"]).next()).collect(),
        "clause object" => {
            let inner = |c: TokenIx| slots::objects(g, c).into_iter().chain(after_prepositions(g, c)).collect::<Tokens>();
            under(g, deed).into_iter().flat_map(inner).collect()
        }
        "object" => slots::objects(g, deed).into_iter().chain(g.under(deed, &["dative"])).collect(),
        "modifier" | "possessive" => slots::fill(g, deed, slot),
        preposition => {
            let held = slots::objects(g, deed);
            let of_held = held.into_iter().flat_map(|o| g.prepositional(o, preposition));
            slots::fill(g, deed, preposition).into_iter().chain(of_held).collect()
        }
    }
}

/// Clauses under a deed, and those under them.
fn under(g: &Grammar, deed: TokenIx) -> Tokens {
    const CLAUSES: &[&str] = &["ccomp", "xcomp", "acl", "advcl", "pcomp"];
    let direct: Tokens = g.under(deed, CLAUSES).collect();
    let deeper: Tokens = direct.iter().flat_map(|&c| g.under(c, CLAUSES).collect::<Tokens>()).collect();
    direct.into_iter().chain(deeper).collect()
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
    let at = std::iter::once(head).chain(inside).find(|&t| is_actor(g, actors, t))?;
    named_span(g, actors, at)
}

fn named_span(g: &Grammar, actors: &Actors, at: TokenIx) -> Option<Span> {
    actors.mention(at).map(|m| m.span).or_else(|| entity(g, at).map(|e| e.span)).or(Some(g.token(at).span))
}

/// Whether a token names someone, or a place for those who live or rule there.
fn is_actor(g: &Grammar, actors: &Actors, t: TokenIx) -> bool {
    let entity = entity(g, t).is_some_and(|e| matches!(e.label, "PERSON" | "NORP" | "ORG" | "GPE" | "LOC" | "FAC"));
    actors.mention(t).is_some() || knowledge::place(g.word(t)).is_some() || entity
}

fn entity<'g>(g: &'g Grammar, t: TokenIx) -> Option<&'g Entity> {
    g.annotations.entities.iter().find(|e| (e.first as usize..e.end as usize).contains(&t))
}

/// A noun in the plural that names no time and nothing of one's own: they may be people.
fn several(g: &Grammar, actors: &Actors, head: TokenIx) -> Option<Span> {
    let time = entity(g, head).is_some_and(|e| matches!(e.label, "DATE" | "TIME"));
    let own = g.under(head, &["poss"]).any(|p| g.token(p).pos == "PRON");
    let people = !own && is_nominal(g.token(head)) && (g.token(head).tag == "NNS" || g.token(head).pos == "PROPN") && !time;
    people.then(|| words(g, actors, head)).flatten()
}
