//! What the sentence says, and whether a report is about the same persons and states.
//!
//! Enters: the sentence as an account of its own. Leaves: its names, amounts, days and main clause.

use super::finding::Terms;
use crate::extract::Extracted;
use crate::grammar::Grammar;
use crate::knowledge::place;
use crate::link::claims::account::Account;
use crate::link::claims::proposition::Proposition;
use crate::link::claims::value::{Value, contents};
use readout_record::annotation::TokenIx;
use readout_record::edtf::Edtf;
use readout_record::mention::TimexType;
use std::collections::BTreeSet;

/// The sentence.
pub struct Asked<'s> {
    /// Its names, each by its last word.
    pub names: BTreeSet<&'s str>,
    /// The states that it names.
    pub states: BTreeSet<&'static str>,
    /// Its amounts.
    pub amounts: Vec<&'s Value>,
    /// Its days.
    pub days: Vec<&'s Edtf>,
    /// What it says beside amounts.
    pub main: Option<&'s Proposition>,
}

impl<'s> Asked<'s> {
    /// Reads the sentence.
    pub fn new(account: &'s Account<'_, 's>) -> Asked<'s> {
        let amount = |v: &&Value| !v.dimension.is_empty();
        let root = |p: &&Proposition| account.g.head(p.verb).is_none();
        let main = account.propositions.iter().find(root).or(account.propositions.first());
        Asked {
            names: names(account.g, account.found).map(|t| account.g.word(t)).filter(|w| place(w).is_none()).collect(),
            states: account.states.clone(),
            amounts: account.values.iter().filter(amount).collect(),
            days: days(account.found).collect(),
            main,
        }
    }

    /// Whether a report has half of the names of the sentence, and one of its states, or tells no state.
    pub fn is_about(&self, report: &Account) -> bool {
        let named = self.names.iter().filter(|n| report.names.contains(*n)).count();
        let states = self.states.is_empty() || report.states.is_empty() || !self.states.is_disjoint(&report.states);
        2 * named >= self.names.len() && states
    }

    /// Whether a report has all names of the sentence.
    pub fn is_named(&self, report: &Account) -> bool {
        self.names.iter().all(|n| report.names.contains(n))
    }

    /// Whether a day that the report tells beside some words is none of the sentence's days.
    pub fn is_another_day(&self, days: &[&Edtf]) -> bool {
        let meets = |a: &Edtf, b: &Edtf| match (a.date(), b.date()) {
            (Some(a), Some(b)) => a.compatible(b),
            _ => true,
        };
        !self.days.is_empty() && !days.is_empty() && !days.iter().any(|d| self.days.iter().any(|o| meets(d, o)))
    }
}

/// The days, months and times of day that are told.
pub fn days(found: &Extracted) -> impl Iterator<Item = &Edtf> {
    let dated = found.times.iter().filter(|t| matches!(t.timex, TimexType::Date | TimexType::Time));
    dated.filter_map(|t| t.edtf.as_ref())
}

/// The tokens that end names; days and months are none.
fn names<'g>(g: &'g Grammar, found: &'g Extracted) -> impl Iterator<Item = TokenIx> + 'g {
    let dated = |t: TokenIx| found.times.iter().any(|time| time.span.overlaps(g.token(t).span));
    (0..g.tokens().len()).filter(move |&t| g.token(t).pos == "PROPN" && g.label(t) != "compound" && !dated(t))
}

/// The words by which reports are looked for.
pub fn terms(g: &Grammar, found: &Extracted) -> Terms {
    let owned = |t: TokenIx| g.word(t).to_owned();
    let named: Vec<TokenIx> = names(g, found).collect();
    let figure = |t: TokenIx| g.word(t).contains(|c: char| c.is_ascii_digit());
    let telling = |t: &TokenIx| !named.contains(t) && (figure(*t) || !contents(g, std::iter::once(*t)).is_empty());
    Terms {
        names: named.iter().map(|&t| owned(t)).collect(),
        words: (0..g.tokens().len()).filter(telling).map(owned).collect(),
        days: days(found).cloned().collect(),
    }
}
