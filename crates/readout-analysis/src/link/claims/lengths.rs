//! What a length of time is told for: how long something lasts, by when it is to be done, how long it took, how long ago it was.
//!
//! Enters: two views and a value of each. Leaves: whether they are told for two things. It leaves alone: values that are no lengths of time.

use super::alike;
use super::cues::{CUES, holds};
use super::tense::{Tense, tense};
use super::value::Value;
use crate::grammar::Grammar;
use readout_record::annotation::TokenIx;

/// What a length of time is told for.
#[derive(PartialEq)]
enum Course {
    /// How long something lasts, or no length of time.
    Extent,
    /// By when something is to be done: "within ten days".
    Deadline,
    /// How long it took to be done: "was answered in ten days".
    Taken,
    /// How long something is ago or was under way, or how often it comes: "four hours into the flight", "two days after", "the third call in a week".
    Elapsed,
}

/// Whether two lengths of time are told for two things.
pub fn of_two_things(a: &Grammar, b: &Grammar, x: &Value, y: &Value) -> bool {
    if !x.is_duration() || !y.is_duration() {
        return false;
    }
    let course = course(a, x);
    let differ = |m: Option<String>, n: Option<String>| m.zip(n).is_some_and(|(m, n)| m != n);
    course == Course::Elapsed
        || course != self::course(b, y)
        || differ(measured(a, x), measured(b, y))
        || differ(aim(a, x), aim(b, y))
}

fn course(g: &Grammar, value: &Value) -> Course {
    let next = g.tokens_in(value.span).end;
    let next = if next < g.tokens().len() && g.word(next) == "-" { next + 1 } else { next };
    if next < g.tokens().len() && holds(&CUES.offset, g.word(next)) || matches!(value.preposition.as_str(), "after" | "since") {
        return Course::Elapsed;
    }
    if !matches!(value.preposition.as_str(), "within" | "in") {
        return Course::Extent;
    }
    match tense(g, value.verb) {
        _ if is_numbered(g, value) => Course::Elapsed,
        Tense::Past => Course::Taken,
        _ => Course::Deadline,
    }
}

/// "Their second call in two weeks", "the worst storm in ten years": whether the noun just before "in" is numbered or compared.
fn is_numbered(g: &Grammar, value: &Value) -> bool {
    let first = g.tokens_in(value.span).start;
    let noun = |t: &TokenIx| g.token(*t).pos == "NOUN";
    let Some(noun) = first.checked_sub(2).filter(noun) else { return false };
    let numbers = |t: TokenIx| {
        let word = g.word(t);
        word.eq_ignore_ascii_case("first") || holds(&CUES.ordinal, word) || matches!(g.token(t).tag, "JJS" | "RBS")
    };
    g.under(noun, &["amod", "advmod", "nummod"]).any(numbers)
}

/// The noun that a length of time is told of: "a 48-month programme", "eighteen months of work".
fn measured(g: &Grammar, value: &Value) -> Option<String> {
    let own = g.tokens_in(value.span);
    let describes = matches!(g.label(value.top), "amod" | "compound" | "nmod" | "nummod" | "npadvmod");
    let noun = |t: &TokenIx| g.token(*t).pos == "NOUN" && !own.contains(t);
    let before = g.head(value.top).filter(|n| describes && noun(n));
    let told = before.or_else(|| g.prepositional(value.top, "of").into_iter().find(noun))?;
    let word = g.lemma(told);
    (!holds(&CUES.stretch, word)).then(|| alike::word(word))
}

/// What a length of time was needed for: "waited ten years to speak", "took ten years to build".
fn aim(g: &Grammar, value: &Value) -> Option<String> {
    let infinitive = |t: &TokenIx| *t > value.top && g.under(*t, &["aux"]).any(|a| g.word(a).eq_ignore_ascii_case("to"));
    let under = g.under(value.verb, &["xcomp", "advcl", "ccomp"]).chain(g.under(value.top, &["acl", "relcl"]));
    under.into_iter().find(infinitive).map(|t| alike::word(g.lemma(t)))
}
