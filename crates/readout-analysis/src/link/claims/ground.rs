//! Why two values may be told of one thing.
//!
//! Enters: two accounts of a story and a value of each that cannot both hold. Leaves: what was counted around them, in a fixed order, for the
//! scorer. It leaves alone: what forbids to hold them against each other.

use super::account::Account;
use super::alike;
use super::named::{names, states};
use super::tense::{Tense, tense};
use super::value::Value;
use super::veto::size;
use super::vocabulary::Vocabulary;
use crate::grammar::Grammar;
use readout_record::annotation::TokenIx;

/// What was counted around a pair of values.
#[derive(Clone, Debug, PartialEq)]
pub struct Grounds(pub [f64; NAMES.len()]);

/// What each number of `Grounds` says.
pub const NAMES: [&str; 40] = [
    "owners",
    "clause",
    "around",
    "own",
    "owners like",
    "clause like",
    "around like",
    "own like",
    "names",
    "clash",
    "noun",
    "verb",
    "subject",
    "object",
    "tense",
    "planned",
    "day",
    "preposition",
    "best",
    "rivals",
    "same here",
    "same there",
    "backed",
    "backed both",
    "length",
    "duration",
    "person",
    "percent",
    "ratio",
    "small",
    "large",
    "round",
    "gap",
    "clock",
    "states",
    "far",
    "credited",
    "lead",
    "event",
    "meaning",
];

impl Grounds {
    /// The ground of that name.
    pub fn of(&self, name: &str) -> f64 {
        NAMES.iter().position(|n| *n == name).map_or(0.0, |at| self.0[at])
    }

    /// Sets the ground of that name.
    pub fn set(&mut self, name: &str, value: f64) {
        if let Some(at) = NAMES.iter().position(|n| *n == name) {
            self.0[at] = value;
        }
    }
}

/// How much of what is told around two values is common.
fn likeness(words: &Vocabulary, x: &Value, y: &Value) -> f64 {
    words.common(&x.owners, &y.owners)
        + words.common(&x.clause, &y.clause)
        + 0.5 * words.common(&x.around, &y.around)
        + words.common(&x.own, &y.own)
}

/// Counts what stands around `x` of `a` and `y` of `b`, among all the accounts of the story.
pub fn grounds(all: &[Account], words: &Vocabulary, (i, x): (usize, &Value), (j, y): (usize, &Value)) -> Grounds {
    let (a, b) = (&all[i], &all[j]);
    let flag = |yes: bool| f64::from(u8::from(yes));
    let sentence = |account: &Account, v: &Value| account.g.sentences[v.sentence].clone();
    let (m, n) = (names(a.g, sentence(a, x)), names(b.g, sentence(b, y)));
    let clash = m.iter().any(|w| !b.names.contains(w)) && n.iter().any(|w| !a.names.contains(w));
    let here = likeness(words, x, y);
    let rivals_x: Vec<f64> =
        b.values.iter().filter(|z| z.span != y.span && x.comparable(z)).map(|z| likeness(words, x, z)).collect();
    let rivals_y: Vec<f64> =
        a.values.iter().filter(|z| z.span != x.span && y.comparable(z)).map(|z| likeness(words, z, y)).collect();
    let best = rivals_x.iter().chain(&rivals_y).copied().fold(0.0, f64::max);
    let (one, other) = (tense(a.g, x.verb), tense(b.g, y.verb));
    let same_day = a.days(x).iter().any(|d| b.days(y).iter().any(|e| d.can_both_hold(e)));
    let gap = a.published.zip(b.published).map_or(0, |(p, q)| p.abs_diff(q));
    let noun = x.amount().zip(y.amount()).is_some_and(|(p, q)| p.noun.is_some() && p.noun == q.noun);
    let (ratio, low) = size(x, y);
    let lemma = |g: &Grammar, t: Option<TokenIx>| t.map(|t| alike::word(g.lemma(t)));
    let object = |g: &Grammar, v: TokenIx| g.under(v, &["dobj", "attr", "nsubjpass"]).next();
    let met = |p: Option<String>, q: Option<String>| p.is_some() && p == q;
    let alone =
        |account: &Account, v: &Value| account.values.iter().filter(|z| v.comparable(z) && !v.can_both_hold(z)).count() as f64;
    let backed = |v: &Value, w: &Value| {
        let tells = |(k, c): (usize, &Account)| {
            k != i
                && k != j
                && c.values.iter().any(|z| {
                    v.comparable(z) && v.can_both_hold(z) && !w.can_both_hold(z) && words.likeness(&v.around, &z.around) > 0.25
                })
        };
        all.iter().enumerate().any(tells)
    };
    let (bx, by) = (backed(x, y), backed(y, x));
    let credited = |account: &Account, v: &Value| account.credited(v).is_some();
    let round = |v: &Value| v.amount().is_some_and(|q| q.value >= 10.0 && q.value % 10.0 == 0.0);
    Grounds([
        words.common(&x.owners, &y.owners).min(12.0),
        words.common(&x.clause, &y.clause).min(16.0),
        words.common(&x.around, &y.around).min(24.0),
        words.common(&x.own, &y.own).min(10.0),
        words.likeness(&x.owners, &y.owners),
        words.likeness(&x.clause, &y.clause),
        words.likeness(&x.around, &y.around),
        words.likeness(&x.own, &y.own),
        (m.intersection(&n).count() as f64).min(3.0),
        flag(clash),
        flag(noun),
        flag(alike::word(a.g.lemma(x.verb)) == alike::word(b.g.lemma(y.verb))),
        flag(met(lemma(a.g, a.g.subject(x.verb)), lemma(b.g, b.g.subject(y.verb)))),
        flag(met(lemma(a.g, object(a.g, x.verb)), lemma(b.g, object(b.g, y.verb)))),
        flag(one == other),
        flag(one != other && (one == Tense::Ahead || other == Tense::Ahead)),
        flag(same_day),
        flag(x.preposition == y.preposition),
        (here - best).clamp(-8.0, 8.0),
        libm::log1p((rivals_x.len() + rivals_y.len()) as f64),
        libm::log1p(alone(a, x)),
        libm::log1p(alone(b, y)),
        flag(bx || by),
        flag(bx && by),
        libm::log((a.g.tokens().len() * b.g.tokens().len()) as f64),
        flag(x.is_duration()),
        flag(x.dimension == "#person"),
        flag(x.dimension == "percent"),
        ratio,
        flag(low <= 2.0),
        flag(low >= 13.0),
        flag(round(x)) + flag(round(y)),
        libm::log1p(gap.min(14) as f64),
        flag(x.stretch().zip(y.stretch()).is_some_and(|(s, t)| s.clock && t.clock)),
        (states(a.g, sentence(a, x)).intersection(&states(b.g, sentence(b, y))).count() as f64).min(2.0),
        flag(gap > 3),
        flag(credited(a, x)) + flag(credited(b, y)),
        flag(x.sentence < 4) + flag(y.sentence < 4),
        flag(x.event.is_some() && x.event == y.event),
        0.0,
    ])
}
