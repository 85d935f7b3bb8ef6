//! Newer figures, told as such: "the toll has risen to 33".
//!
//! Enters: accounts with their days of publication and amounts. Leaves: for each newer figure the older one that it replaces, by the words around
//! both. It leaves alone: figures that a later account gives without a word for a change, which may be another account of the same.

use super::account::Account;
use super::cues::CUES;
use super::value::Value;
use super::veto;
use super::vocabulary::Vocabulary;

/// An older and a newer figure of one thing.
#[derive(Clone, Debug)]
pub struct Update {
    /// The older, then the newer one.
    pub values: [Value; 2],
}

/// Least weight of common words.
const COMMON: f64 = 3.0;
/// Words between "risen to" and its figure at most.
const NEAR: usize = 4;
/// Reasons for which two figures are not of one thing, whatever the later one says of a change.
const OTHER: [&str; 9] = ["part", "telling", "elsewhere", "lone", "explained", "other things", "plan", "other year", "aside"];

/// The updates of a story: for each newer count the likest older one.
pub fn updates(all: &[Account], words: &Vocabulary) -> Vec<Update> {
    let mut found = Vec::new();
    for b in all {
        for y in b.values.iter().filter(|y| y.amount().is_some_and(|q| q.unit.is_empty()) && is_newer(b, y)) {
            let older = all.iter().filter(|a| a.published.zip(b.published).is_some_and(|(x, y)| x < y));
            let pairs = older.flat_map(|a| a.values.iter().map(move |x| (a, x)));
            let fitting = pairs.filter(|(a, x)| x.comparable(y) && in_turn(b, x, y) && of_one_thing(a, b, x, y));
            let likest = fitting.map(|(_, x)| (words.common(&x.around, &y.around) + words.common(&x.own, &y.own), x));
            let best = likest.max_by(|p, q| p.0.total_cmp(&q.0).then((q.1.document, q.1.span).cmp(&(p.1.document, p.1.span))));
            found.extend(best.filter(|(common, _)| *common >= COMMON).map(|(_, x)| Update { values: [x.clone(), y.clone()] }));
        }
    }
    found
}

/// Whether words before a figure tell it as a newer one.
fn is_newer(account: &Account, value: &Value) -> bool {
    before(account, value).is_some_and(|words| CUES.replaces(words))
}

/// Whether the newer figure is larger, or its words allow it to be smaller. A bound is no matter: "at least 14" is followed by 31.
fn in_turn(account: &Account, old: &Value, new: &Value) -> bool {
    let (Some(p), Some(q)) = (old.amount(), new.amount()) else { return false };
    p.value < q.value || p.value > q.value && before(account, new).is_some_and(|words| CUES.lowers(words))
}

/// The words before a figure.
fn before<'d>(account: &Account<'_, 'd>, value: &Value) -> Option<&'d str> {
    let g = account.g;
    let (start, from) = (g.sentences[value.sentence].start, g.tokens_in(value.span).start);
    let before = start.max(from.saturating_sub(NEAR))..from;
    g.span(&before.collect::<Vec<_>>()).map(|s| s.of(g.text()))
}

fn of_one_thing(a: &Account, b: &Account, x: &Value, y: &Value) -> bool {
    let reasons = veto::reasons(a, b, x, y);
    veto::NAMES.iter().zip(reasons).all(|(name, yes)| !yes || !OTHER.contains(name))
}
