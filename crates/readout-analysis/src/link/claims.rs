//! Values that two accounts of one story give for one thing, found by the words around them and not by an event's type.
//!
//! Enters: grammatical views of the story's documents and what was extracted from them. Leaves: pairs of values that cannot both hold and that
//! grammar and the words around them take for one thing, each with its grounds. It leaves alone: who tells them, and how a reader sees them.

pub mod alike;
pub mod cues;
pub mod ground;
pub mod value;
pub mod weigh;

use crate::extract::Extracted;
use crate::grammar::Grammar;
use crate::rules::Example;
use ground::{Account, Grounds};
use readout_record::kind::DiscrepancyKind;
use readout_record::mention::DocumentIx;
use value::{Sort, Value};

/// Two values that cannot both hold.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The values, in the order of the documents.
    pub values: [Value; 2],
    /// Why they may be told of one thing.
    pub grounds: Grounds,
    /// How sure it is that they are, 0 to 1.
    pub consent: f64,
}

impl Claim {
    /// In what the accounts differ.
    pub fn kind(&self) -> DiscrepancyKind {
        match self.values[0].sort {
            Sort::Amount(_) => DiscrepancyKind::Quantity,
            Sort::Time(_) => DiscrepancyKind::Time,
        }
    }

    /// Whether it is sure enough for an alarm: by the weights, which know short accounts best, or because one word governs both values.
    pub fn holds(&self) -> bool {
        self.consent >= weigh::least(self.kind()) || self.kind() == DiscrepancyKind::Quantity && self.grounds.agree()
    }
}

/// All pairs of values, one of each of two accounts, that grammar allows to be told of one thing though they cannot both hold.
pub fn candidates(grammars: &[Grammar], extracted: &[Extracted], documents: &[DocumentIx]) -> Vec<Claim> {
    let accounts: Vec<Account> = documents.iter().map(|&d| Account::new(&grammars[d], &extracted[d], d)).collect();
    let mut found = Vec::new();
    for (i, a) in accounts.iter().enumerate() {
        for b in &accounts[i + 1..] {
            between(a, b, &mut found);
        }
    }
    found
}

fn between(a: &Account, b: &Account, found: &mut Vec<Claim>) {
    for x in &a.values {
        for y in b.values.iter().filter(|y| x.comparable(y) && !x.can_both_hold(y)) {
            if let Some(grounds) = ground::grounds(a, b, x, y) {
                let values = [x.clone(), y.clone()];
                let mut claim = Claim { values, grounds, consent: 0.0 };
                claim.consent = weigh::consent(claim.kind(), &claim.grounds);
                found.push(claim);
            }
        }
    }
}

/// The examples of `rules/claims`: two accounts parted by a line of dashes, and under them what must stand against each other.
pub fn examples() -> impl Iterator<Item = &'static Example> {
    alike::examples().iter().chain(&cues::CUES.example)
}
