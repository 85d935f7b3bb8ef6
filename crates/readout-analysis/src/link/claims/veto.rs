//! What forbids to hold two values against each other: arithmetic that explains both, other days, places and states, an update told as one.
//!
//! Enters: two accounts and a value of each that cannot both hold. Leaves: the reasons that forbid it. It leaves alone: what speaks for it.

use super::account::Account;
use super::alike;
use super::aside::{looks_back, of_one_outlet, of_one_source, of_past_year, other_complement, other_course, other_subject};
use super::cues::{CUES, holds};
use super::lengths::of_two_things;
use super::tense::{Tense, tense};
use super::value::Value;
use crate::grammar::Grammar;
use crate::knowledge::place;
use readout_record::annotation::TokenIx;
use std::collections::BTreeSet;

/// Days between two reports of one state of things.
const SAME_NEWS: u64 = 3;
/// Beyond a twelvefold two amounts are of two things, or one is a slip.
const FARTHEST: f64 = 2.5;

/// Greatest number that may be a day's.
const DAYS_OF_A_MONTH: f64 = 31.0;

/// What each reason says.
pub const NAMES: [&str; 16] = [
    "settled",
    "part",
    "telling",
    "updated",
    "apart",
    "elsewhere",
    "lone",
    "changed",
    "farthest",
    "explained",
    "other things",
    "unknowable",
    "named thing",
    "plan",
    "other year",
    "aside",
];

/// Reasons that only weigh; all others forbid.
pub const SOFT: [&str; 3] = ["named thing", "unknowable", "plan"];

/// The reasons against holding `x` of `a` against `y` of `b`.
pub fn reasons(a: &Account, b: &Account, x: &Value, y: &Value) -> [bool; NAMES.len()] {
    let settled = |o: &Value, other: &Account| other.values.iter().any(|z| o.comparable(z) && o.can_both_hold(z));
    [
        settled(x, b) || settled(y, a),
        x.part != y.part || of_two_things(a.g, b.g, x, y),
        x.telling || y.telling,
        updated(a, b, x, y),
        apart(a, b, x, y) || of_later_day(a, b, x, y) || of_later_day(b, a, y, x),
        elsewhere(a, b, x, y),
        lone(x) || lone(y),
        changed(a, x) != changed(b, y) || x.moving || y.moving,
        x.amount().is_some() && size(x, y).0 > FARTHEST,
        arithmetic(a, b, x, y),
        other_things(a.g, b.g, x, y) || other_sort(x, y) || other_fate(a, b, x, y),
        unknowable(a, b, x, y),
        of_named_thing(a, b, x) || of_named_thing(b, a, y),
        planned(a, x) != planned(b, y),
        of_past_year(a, b, x.verb) || of_past_year(b, a, y.verb) || looks_back(a, b, x, y) || looks_back(b, a, y, x),
        other_complement(a.g, b.g, x.span, y.span) || other_subject(a, b, x, y) || other_course(a, b, x, y),
    ]
}

/// Whether an amount is of what is to be done, and not of what has been or is.
fn planned(account: &Account, v: &Value) -> bool {
    v.amount().is_some() && !v.is_duration() && tense(account.g, v.verb) == Tense::Ahead
}

/// Whether an amount is what another was raised to, or by which a term was extended.
fn changed(account: &Account, v: &Value) -> bool {
    let verb = account.g.lemma(v.verb);
    v.preposition == "to" && holds(&CUES.change, verb) || alike::word(verb) == "extend"
}

/// Whether two nouns count people of different sorts, or people who did and people who had something else done to them.
fn other_sort(x: &Value, y: &Value) -> bool {
    let noun = |v: &Value| v.amount().and_then(|q| q.noun.clone());
    noun(x).zip(noun(y)).is_some_and(|(a, b)| alike::other_people(&a, &b))
}

/// Whether one counts people by what has become of them, and the sentence of the other tells of no such fate: those aboard are not those missing.
fn other_fate(a: &Account, b: &Account, x: &Value, y: &Value) -> bool {
    let told = |account: &Account, v: &Value, fate: &str| {
        account.g.sentences[v.sentence].clone().any(|t| alike::fate(account.g.lemma(t)) == Some(fate))
    };
    match (fate(a.g, x), fate(b.g, y)) {
        (Some(f), None) => !told(b, y, f),
        (None, Some(f)) => !told(a, x, f),
        (Some(f), Some(e)) => e != f,
        _ => false,
    }
}

/// What has become of the people that are counted, as the counted noun tells, or the one that they are of: "the bodies of nine men".
fn fate(g: &Grammar, v: &Value) -> Option<&'static str> {
    let noun = v.amount()?.noun.as_deref().filter(|n| alike::is_person(n))?;
    let of = g.head(v.top).filter(|&p| g.word(p) == "of").and_then(|p| g.head(p));
    alike::fate(noun).or_else(|| alike::fate(g.lemma(of?)))
}

/// Whether `y` was done on a day that came after the account of `x`, which tells of what had been done.
fn of_later_day(a: &Account, b: &Account, x: &Value, y: &Value) -> bool {
    // A day more, for accounts from the other side of the earth.
    let after = |d: &Value| d.stretch().zip(a.published).is_some_and(|(s, printed)| s.from.div_euclid(24 * 60) > printed + 1);
    let own = |d: &&Value| d.verb == y.verb && !holds(&CUES.edge, &d.preposition);
    tense(b.g, y.verb) == Tense::Past && tense(a.g, x.verb) == Tense::Past && b.days(y).into_iter().filter(own).any(after)
}

/// Whether the value is told of a thing with a name of its own, a ship or a law, of which the other account knows no word.
fn of_named_thing(account: &Account, other: &Account, value: &Value) -> bool {
    let g = account.g;
    let Some(subject) = g.subject(value.verb).filter(|&s| g.token(s).pos == "PROPN") else { return false };
    let actor = account.actors.iter().any(|a| a.contains(g.token(subject).span));
    let words = || std::iter::once(subject).chain(g.under(subject, &["compound", "amod"])).map(|t| g.word(t));
    !actor && place(g.word(subject)).is_none() && !words().any(|w| other.names.contains(w))
}

/// Whether the later account tells its figure as a newer one, or a count of persons that has grown since.
fn updated(a: &Account, b: &Account, x: &Value, y: &Value) -> bool {
    let told = |account: &Account, v: &Value| CUES.updates(account.sentence(v));
    if of_one_outlet(a.g, b.g) || of_one_source(a, b, x, y) {
        return true;
    }
    let (Some(first), Some(second)) = (a.published, b.published) else {
        return x.is_deadline() && (told(a, x) || told(b, y));
    };
    if first == second {
        return [(a, x), (b, y)].iter().any(|(account, v)| counting(account, v));
    }
    let (later, new, old) = if first > second { (a, x, y) } else { (b, y, x) };
    let grown = match (new.amount(), old.amount()) {
        (Some(n), Some(o)) => n.value > o.value && n.noun.as_deref().is_some_and(alike::is_person),
        _ => false,
    };
    // What was done in the end is no other account of what was to be done.
    let earlier = if first > second { b } else { a };
    // Nor is what is to be done now an account of what had been done by then.
    let outcome = first.abs_diff(second) > SAME_NEWS && planned(earlier, old) != planned(later, new);
    told(later, new) || grown || outcome || counting(later, new)
}

/// Whether the amount of a sentence is still growing: "so far".
fn counting(account: &Account, value: &Value) -> bool {
    let words = account.sentence(value).to_lowercase();
    let now = account.g.under(value.verb, &["advmod"]).any(|t| account.g.word(t).eq_ignore_ascii_case("now"));
    now || ["so far", "to date", "as of now"].iter().any(|cue| words.contains(cue))
}

/// Whether the sentences name days that differ: two events.
fn apart(a: &Account, b: &Account, x: &Value, y: &Value) -> bool {
    if x.stretch().is_some() {
        return false;
    }
    let when = |account: &Account, v: &Value| {
        account.days(v).into_iter().filter(|d| !holds(&CUES.edge, &d.preposition)).cloned().collect::<Vec<_>>()
    };
    let (one, other) = (when(a, x), when(b, y));
    !one.is_empty() && !other.is_empty() && !one.iter().any(|d| other.iter().any(|e| d.can_both_hold(e)))
}

/// Whether the sentences tell of other states, other places, or another of a series.
fn elsewhere(a: &Account, b: &Account, x: &Value, y: &Value) -> bool {
    let (s, t) = (a.told_states(x), b.told_states(y));
    let foreign = !s.is_subset(&b.states) && !t.is_subset(&a.states);
    let (p, q) = (a.places(x), b.places(y));
    let away = !p.is_empty() && !q.is_empty() && p.is_disjoint(&b.names) && q.is_disjoint(&a.names);
    let (m, n) = (a.ordinals(x), b.ordinals(y));
    foreign || away || !m.is_empty() && !n.is_empty() && m.is_disjoint(&n)
}

/// Whether one amount is told in the other account too, is a sum or a rest of what is told there, or is shared out.
fn arithmetic(a: &Account, b: &Account, x: &Value, y: &Value) -> bool {
    let (Some(p), Some(q)) = (x.amount(), y.amount()) else { return false };
    let (p, q) = (p.value, q.value);
    let shared_out = [(a, x), (b, y)].iter().any(|(account, v)| shares(account.g, v.sentence)) && whole_times(p, q);
    let counts = x.amount().is_some_and(|q| q.unit.is_empty());
    let like = |account: &Account, v: &Value| -> Vec<f64> {
        account.values.iter().filter(|o| counts && v.comparable(o)).filter_map(|o| Some(o.amount()?.value)).collect()
    };
    let one_unit = x.amount().map(|q| &q.unit) == y.amount().map(|q| &q.unit);
    let told = |account: &Account, v: &Value, other: f64| counts && account.numbers_near(v).contains(&other);
    // "Some 140 were aboard. Sixty-one live": the next sentence may complete the sum of what is counted, though not by the number of a day.
    let beside = |account: &Account, v: &Value| -> Vec<f64> {
        let near = |s: usize, n: f64| s == v.sentence || counts && s.abs_diff(v.sentence) <= 1 && n > DAYS_OF_A_MONTH;
        account.numbers.iter().filter(|(s, n)| near(*s, *n)).map(|(_, n)| *n).collect()
    };
    let sums = |account: &Account, v: &Value, own: f64, other: f64| {
        explained(own, other, &like(account, v)) || one_unit && explained(own, other, &beside(account, v))
    };
    sums(a, x, p, q) || sums(b, y, q, p) || joined(a, x, q) || joined(b, y, p) || told(a, x, q) || told(b, y, p) || shared_out
}

/// Whether an amount and one that is told beside it make `other`: "one officer and three gunmen" are four dead.
fn joined(account: &Account, v: &Value, other: f64) -> bool {
    let beside = |z: &&Value| z.span != v.span && z.sentence == v.sentence && z.comparable(v);
    let together = |z: &Value| account.g.conjuncts(z.top).contains(&v.top) || account.g.conjuncts(v.top).contains(&z.top);
    let sum = |z: &Value| v.amount().zip(z.amount()).map(|(p, q)| p.value + q.value);
    account.values.iter().filter(beside).any(|z| together(z) && sum(z).is_some_and(|s| (s - other).abs() < 1e-6))
}

/// Whether it is one of a kind of thing: "one hotel" may be one of several.
fn lone(value: &Value) -> bool {
    value.amount().is_some_and(|q| q.value <= 1.0 && q.noun.as_deref().is_some_and(|n| !alike::is_person(n)))
}

/// Whether a sentence tells what each of several gets, or all together.
fn shares(g: &Grammar, sentence: usize) -> bool {
    g.sentences[sentence].clone().any(|t| holds(&CUES.shared, g.word(t)))
}

/// Whether one amount is a few times the other.
fn whole_times(p: f64, q: f64) -> bool {
    let times = p.max(q) / p.min(q).max(1e-9);
    times <= 12.0 && (times - times.round()).abs() < 1e-6
}

/// Whether `other` is told among `numbers` itself, or as the sum or difference of `own` and another of them.
fn explained(own: f64, other: f64, numbers: &[f64]) -> bool {
    let same = |m: f64, n: f64| (m - n).abs() <= 1e-6 * n.abs();
    // "The two delegations" are in every other sentence: that two are four and two less tells nothing.
    let twice = numbers.iter().filter(|&&n| same(n, own)).count() > 1;
    numbers
        .iter()
        .any(|&n| (twice || !same(n, own) && n > 2.0) && (same(n, other) || same((own - n).abs(), other) || same(own + n, other)))
}

/// Whether both counted nouns have a name before them and no name in common: Tunisian drivers, Egyptian workers.
fn other_things(a: &Grammar, b: &Grammar, x: &Value, y: &Value) -> bool {
    let stem = |w: &str| w.chars().take(4).collect::<String>().to_lowercase();
    let named = |g: &Grammar, v: &Value| -> BTreeSet<String> {
        let capital = |t: &TokenIx| g.word(*t).starts_with(char::is_uppercase);
        let tokens = g.tokens_in(v.span).filter(|&t| matches!(g.label(t), "amod" | "compound")).filter(capital);
        tokens.filter(|&t| t != g.tokens_in(v.span).start).map(|t| stem(g.word(t))).collect()
    };
    let (m, n) = (named(a, x), named(b, y));
    !m.is_empty() && !n.is_empty() && m.is_disjoint(&n)
}

/// Whether one account was printed before the day that the other tells as past.
fn unknowable(a: &Account, b: &Account, x: &Value, y: &Value) -> bool {
    let after = |account: &Account, value: &Value, printed: Option<i64>| {
        let day = value.stretch().map(|s| s.from.div_euclid(24 * 60));
        day.zip(printed).is_some_and(|(day, printed)| day > printed) && tense(account.g, value.verb) == Tense::Past
    };
    after(a, x, b.published) || after(b, y, a.published)
}

/// How far apart two values are, and the smaller amount.
pub fn size(x: &Value, y: &Value) -> (f64, f64) {
    let told = |v: &Value| v.amount().map_or(0.0, |q| q.value);
    match (&x.worth, &y.worth, x.stretch(), y.stretch()) {
        (Some(p), Some(q), ..) => {
            let (v, w) = (p.value.abs() + 0.1, q.value.abs() + 0.1);
            (libm::fabs(libm::log(v / w)).min(3.0), told(x).min(told(y)))
        }
        (_, _, Some(s), Some(t)) => (libm::log1p(s.from.abs_diff(t.from) as f64 / 1440.0).min(4.0), 5.0),
        _ => (0.0, 0.0),
    }
}
