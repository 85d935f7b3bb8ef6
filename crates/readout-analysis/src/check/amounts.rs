//! Amounts: the sentence's and those that a report tells of the same thing.
//!
//! Enters: the accounts, the first of which is the sentence. Leaves: amounts that say so, fit, or cannot both hold with the sentence's.

use super::asked::Asked;
use super::finding::Stand;
use super::held::Held;
use crate::extract::quantity::{base, duration_iso};
use crate::link::claims::cues::CUES;
use crate::link::claims::value::{Value, clause};
use crate::link::claims::{Claim, Story, veto, weigh};
use readout_record::edtf::Edtf;
use readout_record::mention::Quantity;

/// Reasons against holding two amounts against each other that forbid to say that a report says so, too.
const APART: [&str; 6] = ["part", "telling", "apart", "elsewhere", "lone", "other things"];
/// Meaning of two clauses from which they tell one thing, where nothing else says so.
const ALIKE: f64 = 0.7;
/// The same, where the type of the event is one.
const ALIKE_EVENT: f64 = 0.4;

/// The amounts of a report that are told of what the sentence tells its amounts of.
pub fn held(story: &Story, asked: &Asked, report: usize) -> Vec<Held> {
    let account = &story.accounts[report];
    let mut pairs: Vec<Claim> = Vec::new();
    for x in &asked.amounts {
        let like = account.values.iter().filter(|y| y.amount().is_some() && x.comparable(y));
        pairs.extend(like.map(|y| story.claim((0, x), (report, y))));
    }
    pairs.retain(|pair| !vetoed(pair, &APART) && shares_words(pair));
    story.give_meanings(&mut pairs);
    pairs.iter().filter_map(|pair| of_pair(story, asked, report, pair)).collect()
}

fn of_pair(story: &Story, asked: &Asked, report: usize, pair: &Claim) -> Option<Held> {
    let account = &story.accounts[report];
    let [x, y] = &pair.values;
    let days: Vec<&Edtf> = account.days(y).into_iter().filter_map(Value::stretch).map(|s| &s.edtf).collect();
    let states = account.told_states(y);
    let foreign = !states.is_empty() && !asked.states.is_empty() && states.is_disjoint(&asked.states);
    let clash = pair.grounds.of("clash") > 0.0 && !asked.is_named(account);
    if asked.is_another_day(&days) || foreign || clash {
        return None;
    }
    let stand = match (told_of_one(pair), x.can_both_hold(y)) {
        (false, true) if pair.consent >= weigh::least() && tells_alike(pair) => agreeing(x.amount()?, y.amount()?),
        (false, false) if pair.holds() && differs(pair) => Stand::Otherwise,
        (false, _) => return None,
        (true, _) if is_plan(pair) => Stand::NotClear,
        (true, true) => agreeing(x.amount()?, y.amount()?),
        (true, false) if differs(pair) => Stand::Otherwise,
        (true, false) => Stand::NotClear,
    };
    let words = account.g.span(&clause(account.g, y.verb)).filter(|w| w.contains(y.span)).unwrap_or(y.span);
    let length = y.amount().and_then(duration_iso);
    Some(Held { report, stand, words, value: Some(y.span), length, event: y.event.or(x.event), dated: !days.is_empty() })
}

/// Whether one is told of what has been, and the other of what is to be.
fn is_plan(pair: &Claim) -> bool {
    pair.grounds.of("planned") > 0.0
}

/// Whether the two have anything in common but what they measure; of others no meaning has to be read.
fn shares_words(pair: &Claim) -> bool {
    ["owners", "clause", "own", "event"].iter().any(|name| pair.grounds.of(name) > 0.0)
}

fn vetoed(pair: &Claim, reasons: &[&str]) -> bool {
    pair.vetoes.iter().zip(veto::NAMES).any(|(yes, name)| *yes && reasons.contains(&name))
}

/// Whether both are told of one thing: of one type of event, or by words and meaning.
fn told_of_one(pair: &Claim) -> bool {
    let of = |name: &str| pair.grounds.of(name);
    let [x, y] = &pair.values;
    let duration = x.is_duration();
    let counted = of("noun") > 0.0;
    let event = of("event") > 0.0 && (duration || counted);
    let meaning = of("meaning");
    // "Lasted" is said of a call and of a battle: who or what does it must be one.
    let shared = of("owners") > 0.0 && (of("subject") > 0.0 || of("object") > 0.0 || counted && of("verb") > 0.0);
    let other_event = x.event.is_some() && y.event.is_some() && x.event != y.event;
    (event && (meaning >= ALIKE_EVENT || of("owners") > 0.0)) || (!other_event && (shared || meaning >= ALIKE))
}

/// Whether the clauses of both, or what they are told of, have words in common.
fn tells_alike(pair: &Claim) -> bool {
    pair.grounds.of("owners") > 0.0 || pair.grounds.of("clause") > 0.0
}

/// Whether nothing explains both amounts, and it is sure that they are told of one thing.
fn differs(pair: &Claim) -> bool {
    let of = |name: &str| pair.grounds.of(name);
    let sure =
        pair.consent >= weigh::least() || (of("event") > 0.0 && of("duration") > 0.0) || (of("verb") > 0.0 && of("noun") > 0.0);
    let bounded = CUES.bounds.contains(&pair.values[1].preposition);
    sure && !bounded && !pair.forbidden() && !vetoed(pair, &["plan"])
}

/// Whether an amount that can be the sentence's is told as exactly.
fn agreeing(asked: &Quantity, told: &Quantity) -> Stand {
    let (x, y) = (base(asked), base(told));
    let near = (x.value - y.value).abs() <= x.rounding.max(y.rounding) + 1e-9 * x.value.abs();
    let narrow =
        y.low.is_finite() && y.high.is_finite() && y.high - y.low <= 2.0 * y.rounding.max(x.rounding) + 1e-9 * y.value.abs();
    let close = narrow || told.approximate && told.low.is_some() && told.high.is_some();
    let same_bound =
        told.low.is_some() == asked.low.is_some() && told.high.is_some() == asked.high.is_some() && x.value == y.value;
    let bound = |q: &Quantity| q.low.is_some() != q.high.is_some();
    if (near && close && !bound(asked)) || same_bound { Stand::SaysSo } else { Stand::Fits }
}
