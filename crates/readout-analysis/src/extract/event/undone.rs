//! Words that tell of an event that it was not held: "was set for May but has been called off", "at no time did they meet", "has yet to sit", "failed to materialise".
//!
//! Enters: the grammatical view and the token that names an event, or a verb over it. Leaves: whether such words stand there. The verbs and nouns stand in
//! `rules/undone.toml`.

use super::holders::HOLDERS;
use crate::grammar::{Grammar, Tokens, is_verbal};
use crate::rules::load;
use foldhash::HashSet;
use readout_record::annotation::TokenIx;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    cancelling: HashSet<String>,
    cancelling_off: HashSet<String>,
    no_occasion: HashSet<String>,
    signs: HashSet<String>,
    coming_about: HashSet<String>,
    limits: HashSet<String>,
    missing: HashSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| load("undone.toml", include_str!("../../../rules/undone.toml")));

/// Whether the sentence tells that the event at `ix` was cancelled, or that it did not come to be.
pub fn undone(g: &Grammar, ix: TokenIx) -> bool {
    let noun = !is_verbal(g.token(ix));
    noun && (carriers(g, ix).into_iter().any(|c| called_off(g, c) || failed(g, c)) || missed(g, ix))
        || outside_it(g, ix)
        || no_question(g, ix)
}

/// "There is no question of a truce", "no sign of talks".
fn no_question(g: &Grammar, ix: TokenIx) -> bool {
    let over = g.head(ix).filter(|&p| g.label(ix) == "pobj" && g.word(p) == "of").and_then(|p| g.head(p));
    let none = |n: TokenIx| g.under(n, &["det"]).any(|d| g.lemma(d).eq_ignore_ascii_case("no"));
    over.is_some_and(|n| none(n) && WORDS.signs.contains(g.lemma(n)))
}

/// "Miss the withdrawal date", "missed the deadline for the release".
fn missed(g: &Grammar, noun: TokenIx) -> bool {
    let for_it = || g.head(noun).filter(|&p| g.label(noun) == "pobj" && g.word(p) == "for").and_then(|p| g.head(p));
    let limit = g.head(noun).filter(|_| g.label(noun) == "compound").or_else(for_it);
    let verb = limit.filter(|&l| WORDS.limits.contains(g.lemma(l)) && g.label(l) == "dobj").and_then(|l| g.head(l));
    verb.is_some_and(|v| WORDS.missing.contains(g.lemma(v)) && !g.negated(v))
}

/// Whether a verb is denied by other words than "not": "at no time", "has yet to".
pub fn denied(g: &Grammar, verb: TokenIx) -> bool {
    at_no_time(g, verb) || yet_to(g, verb)
}

/// Whether a verb tells what is done where something else has happened first: "in the event of an attack they will consult".
pub fn in_the_event(g: &Grammar, verb: TokenIx) -> bool {
    let event = |p: TokenIx| {
        g.under(p, &["pobj"]).any(|t| g.lemma(t) == "event" && g.under(t, &["prep", "acl", "ccomp"]).next().is_some())
    };
    g.under(verb, &["prep"]).any(|p| g.word(p).eq_ignore_ascii_case("in") && event(p))
}

/// The noun that names an event, and what measures it: "the third round of the talks".
fn carriers(g: &Grammar, ix: TokenIx) -> Tokens {
    let of = g.head(ix).filter(|&p| g.label(ix) == "pobj" && g.word(p) == "of").and_then(|p| g.head(p));
    std::iter::once(ix).chain(of.filter(|&n| HOLDERS.measures.contains(g.lemma(n)))).collect()
}

/// "Was cancelled", "had been set for May but was called off", "a session that has now been scrapped", "they called off the talks".
fn called_off(g: &Grammar, noun: TokenIx) -> bool {
    let over = g.head(noun).filter(|&v| is_verbal(g.token(v)));
    let own = over.filter(|_| matches!(g.label(noun), "nsubjpass" | "nsubj"));
    let object = over.filter(|_| g.label(noun) == "dobj");
    let relative: Tokens = g.under(noun, &["relcl"]).filter(|&v| told_of_it(g, v)).collect();
    // The parse may hang the second verb of a relative clause on the verb before it.
    let strayed: Tokens = object.filter(|_| !relative.is_empty()).map(|v| later(g, v)).unwrap_or_default();
    let passive = |v: TokenIx| cancels(g, v) && g.under(v, &["auxpass"]).next().is_some();
    let told = own.into_iter().chain(relative).flat_map(|v| std::iter::once(v).chain(later(g, v)).collect::<Tokens>());
    told.chain(strayed).any(passive) || object.is_some_and(|v| cancels(g, v))
}

/// Whether "which" or "that" is the subject of a relative clause.
fn told_of_it(g: &Grammar, verb: TokenIx) -> bool {
    g.under(verb, &["nsubj", "nsubjpass"]).any(|s| matches!(g.token(s).tag, "WDT" | "WP"))
}

/// The verbs that "and" or "but" joins to a verb and that have no subject of their own.
fn later(g: &Grammar, verb: TokenIx) -> Tokens {
    let own = |v: TokenIx| g.under(v, &["nsubj", "nsubjpass", "expl"]).next().is_some();
    g.under(verb, &["conj"]).filter(|&v| is_verbal(g.token(v)) && !own(v)).collect()
}

fn cancels(g: &Grammar, verb: TokenIx) -> bool {
    let off =
        || g.under(verb, &["prt", "advmod", "prep"]).any(|p| g.word(p) == "off") && WORDS.cancelling_off.contains(g.lemma(verb));
    let open = |a: TokenIx| matches!(g.lemma(a), "may" | "might" | "could" | "can" | "should" | "would" | "to");
    let nearly = g.under(verb, &["advmod"]).any(|a| matches!(g.word(a), "nearly" | "almost"));
    let supposed = || {
        g.under(verb, &["aux"]).any(open) || g.under(verb, &["mark"]).any(|m| matches!(g.lemma(m), "if" | "unless" | "whether"))
    };
    (WORDS.cancelling.contains(g.lemma(verb)) || off()) && !g.negated(verb) && !supposed() && !nearly
}

/// "The visit failed to take place".
fn failed(g: &Grammar, noun: TokenIx) -> bool {
    let verb = g.head(noun).filter(|&v| g.label(noun) == "nsubj" && g.lemma(v) == "fail" && !g.negated(v));
    verb.is_some_and(|v| g.under(v, &["xcomp"]).any(|x| WORDS.coming_about.contains(g.lemma(x))))
}

/// "They are no parties with whom Norway makes agreements": what is done with such as somebody is said not to be.
fn outside_it(g: &Grammar, ix: TokenIx) -> bool {
    let clause = std::iter::once(ix).chain(g.ancestors(ix)).take(4).find(|&t| g.label(t) == "relcl");
    let with_whom = |v: TokenIx| {
        let whom = |p: TokenIx| g.under(p, &["pobj"]).any(|w| matches!(g.token(w).tag, "WP" | "WDT"));
        g.under(v, &["prep"]).any(|p| matches!(g.word(p), "with" | "to" | "from") && whom(p))
    };
    let noun = clause.filter(|&v| with_whom(v)).and_then(|v| g.head(v)).filter(|&n| g.label(n) == "attr");
    noun.and_then(|n| g.head(n)).is_some_and(|be| g.lemma(be) == "be" && g.negated(be))
}

/// "At no time did they meet", "under no circumstances".
fn at_no_time(g: &Grammar, verb: TokenIx) -> bool {
    let no =
        |t: TokenIx| WORDS.no_occasion.contains(g.lemma(t)) && g.under(t, &["det"]).any(|d| g.word(d).eq_ignore_ascii_case("no"));
    g.under(verb, &["prep"]).any(|p| g.under(p, &["pobj"]).any(no))
}

/// "Has yet to sit", "is yet to be signed".
fn yet_to(g: &Grammar, verb: TokenIx) -> bool {
    let to = g.label(verb) == "xcomp" && g.under(verb, &["aux"]).any(|a| g.lemma(a) == "to");
    let yet = |t: TokenIx| g.under(t, &["advmod"]).any(|a| g.word(a) == "yet");
    g.head(verb).is_some_and(|h| to && matches!(g.lemma(h), "have" | "be" | "remain") && (yet(h) || yet(verb)))
}
