//! Signs that two values are told of two things or of two times: another complement, another subject, a year long past, two reports of one outlet.
//!
//! Enters: two accounts and a value of each, or the views and spans alone. Leaves: whether a sign stands. It leaves alone: arithmetic, places, and
//! what speaks for one thing.

use super::account::{Account, numbers};
use super::alike;
use super::tense::{Tense, tense};
use super::value::{Value, clause_verb, contents};
use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::TokenIx;
use readout_record::edtf::Edtf;
use readout_record::mention::{TimeMention, TimexType};
use readout_record::span::Span;
use std::collections::BTreeSet;

/// Days after which a year's end is long past.
const LONG: i64 = 120;
/// Days between two reports of one outlet, or two figures of one source, from which on the later is a newer figure.
const LATER: u64 = 7;

/// Whether both describe one noun by amounts, and what that noun is of has no word in common: "a 13-month extension of the subsidy", "a two-year
/// extension of the levy".
pub fn other_complement(a: &Grammar, b: &Grammar, x: Span, y: Span) -> bool {
    let Some((p, q)) = complement(a, x).zip(complement(b, y)) else { return false };
    p.0 == q.0 && p.1.is_disjoint(&q.1)
}

/// The noun that an amount describes, and the words of what it is of.
fn complement(g: &Grammar, amount: Span) -> Option<(String, BTreeSet<String>)> {
    let own = g.tokens_in(amount);
    let top = g.tops(own.clone()).next()?;
    let describes = matches!(g.label(top), "amod" | "compound" | "nmod" | "nummod" | "npadvmod");
    let noun = g.head(top).filter(|&n| describes && g.token(n).pos == "NOUN" && !own.contains(&n))?;
    // "Tax cuts" and "other tax breaks" share a word and are two things.
    let words = contents(g, g.prepositional(noun, "of").into_iter());
    (!words.is_empty()).then(|| (alike::word(g.lemma(noun)), words))
}

/// Whether one verb has two subjects that are things of two sorts, and something is measured: how far the car goes and how far the lorry. How long
/// something lasts is told of a visit, a call and of talks alike.
pub fn other_subject(a: &Account, b: &Account, x: &Value, y: &Value) -> bool {
    let measured = x.amount().is_some_and(|q| !q.unit.is_empty()) && !x.is_duration();
    let subject = |account: &Account, v: &Value| {
        let g = account.g;
        let thing = |s: &TokenIx| g.token(*s).pos == "NOUN" && account.found.actors.at(*s).is_none();
        doer(g, v.verb).filter(|s| thing(s) && !v.span.contains(g.token(*s).span)).map(|s| alike::word(g.lemma(s)))
    };
    let one_verb = alike::word(a.g.lemma(x.verb)) == alike::word(b.g.lemma(y.verb));
    measured && one_verb && subject(a, x).zip(subject(b, y)).is_some_and(|(s, t)| s != t)
}

/// The subject of a verb, also over "is capable of going".
fn doer(g: &Grammar, verb: TokenIx) -> Option<TokenIx> {
    let over = || g.ancestors(verb).take(3).find(|&t| is_verbal(g.token(t))).filter(|_| g.label(verb) == "pcomp");
    g.subject(verb).or_else(|| g.subject(over()?))
}

/// Whether two lengths of time are told of nothing in common: no verb, no event, no word that governs them and none of their sentences. Where one word
/// of the sentences is common, "leased for 50 years" and "hands over for 99 years" may be one.
pub fn other_course(a: &Account, b: &Account, x: &Value, y: &Value) -> bool {
    let verb = alike::word(a.g.lemma(x.verb)) == alike::word(b.g.lemma(y.verb));
    let event = x.event.is_some() && x.event == y.event;
    let common = |p: &[u32], q: &[u32]| p.iter().any(|w| q.contains(w));
    x.is_duration() && !verb && !event && !common(&x.owners, &y.owners) && !common(&x.around, &y.around)
}

/// Whether the clause of a verb tells of a year long past that the other account does not know: it tells of something else.
pub fn of_past_year(account: &Account, other: &Account, verb: TokenIx) -> bool {
    let Some(printed) = account.published else { return false };
    let here = |v: &Value| v.verb == verb || account.g.ancestors(verb).any(|t| t == v.top);
    let long = |v: &Value| v.stretch().is_some_and(|s| s.to.div_euclid(24 * 60) + LONG < printed);
    let past = |v: &&Value| here(v) && long(v) && v.preposition != "since";
    let year = |v: &Value| {
        let words = v.span.of(account.g.text()).split(|c: char| !c.is_ascii_digit());
        words.filter(|w| w.len() == 4).map(str::to_owned).next()
    };
    account.values.iter().filter(past).filter_map(year).any(|y| !other.g.text().contains(&y))
}

/// Whether a value is told in a look back, "In 2003 they came near. They were two points away", and around the other value nothing is said of that year.
pub fn looks_back(account: &Account, other: &Account, v: &Value, w: &Value) -> bool {
    let years = years_before(account, v);
    let g = other.g;
    let from = w.sentence.saturating_sub(1);
    let near: Vec<TokenIx> = g.sentences[from].clone().chain(g.sentences[w.sentence].clone()).collect();
    let known = |year: &String| g.span(&near).is_some_and(|s| s.of(g.text()).contains(year.as_str()));
    !years.is_empty() && tense(account.g, v.verb) == Tense::Past && !years.iter().any(known) && years_before(other, w).is_empty()
}

/// The years long past that a value is told of: those of its clause and of the clauses over it, else those of the sentence before, in one paragraph with
/// it. None where a later time is told there too.
fn years_before(account: &Account, v: &Value) -> Vec<String> {
    let g = account.g;
    let Some(printed) = account.published else { return Vec::new() };
    let dated = |sentence: usize| -> Vec<(TokenIx, &Edtf)> {
        let times = account.found.times.iter().filter(|t| matches!(t.timex, TimexType::Date | TimexType::Time));
        let head = |t: &TimeMention| g.tops(g.tokens_in(t.span)).next().filter(|&at| g.sentence(at) == sentence);
        times.filter_map(|t| Some((clause_verb(g, head(t)?), t.edtf.as_ref()?))).collect()
    };
    let own = dated(v.sentence);
    let over = |verb: TokenIx| verb == v.verb || g.ancestors(v.verb).any(|t| t == verb);
    let told: Vec<&Edtf> = match own.is_empty() {
        false => own.iter().filter(|(verb, _)| over(*verb)).map(|(_, e)| *e).collect(),
        true => before(g, v.sentence).into_iter().flat_map(|s| dated(s).into_iter().map(|(_, e)| e)).collect(),
    };
    let long = told.iter().all(|e| last_day(e).is_some_and(|day| day + LONG < printed));
    if long { told.iter().filter_map(|e| e.as_str().get(..4).map(str::to_owned)).collect() } else { Vec::new() }
}

/// The years long past that a sentence tells.
pub fn past_years(account: &Account, sentence: usize) -> Vec<String> {
    let Some(printed) = account.published else { return Vec::new() };
    let inside = |t: &&TimeMention| account.g.tokens_in(t.span).next().is_some_and(|at| account.g.sentence(at) == sentence);
    let edtfs = account.found.times.iter().filter(inside).filter_map(|t| t.edtf.as_ref());
    let past = edtfs.filter(|e| last_day(e).is_some_and(|day| day + LONG < printed));
    past.filter_map(|e| e.as_str().get(..4).map(str::to_owned)).collect()
}

/// The last day of a date or a stretch of time.
fn last_day(edtf: &Edtf) -> Option<i64> {
    edtf.end()?.last_day()?.day_number()
}

/// The sentence before, in one paragraph with this one.
fn before(g: &Grammar, sentence: usize) -> Option<usize> {
    let before = sentence.checked_sub(1)?;
    let (from, to) = (g.sentences[before].start, g.sentences[sentence].start);
    let text = g.text()[g.token(from).span.start()..g.token(to).span.start()].trim_end_matches(' ');
    (!text.contains('\n')).then_some(before)
}

/// Whether one outlet prints both, some days apart.
pub fn of_one_outlet(a: &Grammar, b: &Grammar) -> bool {
    let told = |g: &Grammar| (g.document.metadata.publisher.clone(), g.document.metadata.day());
    let ((outlet, day), (other, later)) = (told(a), told(b));
    outlet.is_some() && outlet == other && day.zip(later).is_some_and(|(x, y)| x.abs_diff(y) > LATER)
}

/// Whether one source gives both figures, some days apart: the later is the newer one.
pub fn of_one_source(a: &Account, b: &Account, x: &Value, y: &Value) -> bool {
    let words = |account: &Account, v: &Value| {
        account.credited(v).map(|s| s.of(account.g.text()).to_lowercase().trim_start_matches("the ").to_owned())
    };
    !a.printed_near(b, LATER) && words(a, x).zip(words(b, y)).is_some_and(|(s, t)| s == t && s.len() > 4)
}

/// Whether the sentence of an amount tells another figure too.
pub fn tells_too(g: &Grammar, amount: Span, other: f64) -> bool {
    let Some(sentence) = g.tokens_in(amount).next().map(|t| g.sentence(t)) else { return false };
    other > 2.0 && numbers(g).iter().any(|(s, n)| *s == sentence && *n == other)
}
