//! Values that two accounts of one story give for one thing, found by the words around them and not by an event's type.
//!
//! Enters: grammatical views of the story's documents and what was extracted from them. Leaves: pairs of values that cannot both hold and that
//! grammar and the words around them take for one thing, each with its grounds. It leaves alone: who tells them, and how a reader sees them.

pub mod account;
pub mod alike;
pub mod cues;
pub mod denial;
pub mod ground;
pub mod named;
pub mod next;
pub mod proposition;
pub mod tense;
pub mod value;
pub mod veto;
pub mod vocabulary;
pub mod weigh;

use crate::extract::Extracted;
use crate::grammar::Grammar;
use crate::rules::Example;
use account::Account;
use ground::Grounds;
use readout_record::meaning::{Encoder, likeness};
use readout_record::mention::DocumentIx;
use std::collections::BTreeSet;
use value::Value;
use vocabulary::Vocabulary;

/// Two values that cannot both hold.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The values, in the order of the documents.
    pub values: [Value; 2],
    /// Why they may be told of one thing.
    pub grounds: Grounds,
    /// What forbids it.
    pub vetoes: [bool; veto::NAMES.len()],
    /// How sure it is that they are, 0 to 1.
    pub consent: f64,
}

impl Claim {
    /// Whether something forbids to hold the two against each other.
    pub fn forbidden(&self) -> bool {
        self.vetoes.iter().zip(veto::NAMES).any(|(yes, name)| *yes && !veto::SOFT.contains(&name))
    }

    /// Whether it is sure enough for an alarm.
    pub fn holds(&self) -> bool {
        !self.forbidden() && self.consent >= weigh::least()
    }
}

/// The accounts of a story with the words that they share.
pub struct Story<'a, 'd> {
    /// Its accounts.
    pub accounts: Vec<Account<'a, 'd>>,
    /// The words that they share.
    pub words: Vocabulary,
    /// Who compares meanings.
    pub encoder: &'a dyn Encoder,
}

impl<'a, 'd> Story<'a, 'd> {
    /// Reads the documents of a story.
    pub fn new(
        grammars: &'a [Grammar<'d>],
        extracted: &'a [Extracted],
        documents: &[DocumentIx],
        encoder: &'a dyn Encoder,
    ) -> Story<'a, 'd> {
        let mut words = Vocabulary::default();
        for &d in documents {
            let g = &grammars[d];
            g.sentences.iter().for_each(|s| words.add_sentence(&value::contents(g, s.clone())));
        }
        let account = |&d: &DocumentIx| Account::new(&grammars[d], &extracted[d], d, &words);
        Story { accounts: documents.iter().map(account).collect(), words, encoder }
    }

    /// All pairs of amounts of two accounts that cannot both hold, each with what speaks for and against it. Times are not held against each other:
    /// words around them do not tell well enough of what they are.
    pub fn claims(&self) -> Vec<Claim> {
        let mut found = Vec::new();
        for i in 0..self.accounts.len() {
            for j in i + 1..self.accounts.len() {
                for x in self.accounts[i].values.iter().filter(|x| x.amount().is_some()) {
                    let against = |y: &&Value| x.comparable(y) && !x.can_both_hold(y);
                    found.extend(self.accounts[j].values.iter().filter(against).map(|y| self.claim((i, x), (j, y))));
                }
            }
        }
        self.give_meanings(&mut found);
        found
    }

    /// Pairs of what one account denies and another tells.
    pub fn denials(&self) -> Vec<denial::Pair> {
        let mut found = denial::pairs(&self.accounts, &self.words);
        let texts: BTreeSet<&str> = found.iter().flat_map(|p| p.said.iter().map(|s| s.plain.as_str())).collect();
        let texts: Vec<&str> = texts.into_iter().collect();
        let meanings = self.encoder.embed(&texts);
        let of = |s: &proposition::Proposition| texts.binary_search(&s.plain.as_str()).ok().map(|at| &meanings[at]);
        let alike: Vec<f64> =
            found.iter().map(|p| of(&p.said[0]).zip(of(&p.said[1])).map_or(0.0, |(a, b)| f64::from(likeness(a, b)))).collect();
        for (pair, meaning) in found.iter_mut().zip(alike) {
            pair.meaning = meaning;
        }
        found
    }

    /// A value of one account and one of another, held against each other; their meanings are not compared yet.
    pub fn claim(&self, (i, x): (usize, &Value), (j, y): (usize, &Value)) -> Claim {
        let grounds = ground::grounds(&self.accounts, &self.words, (i, x), (j, y));
        let vetoes = veto::reasons(&self.accounts[i], &self.accounts[j], x, y);
        Claim { values: [x.clone(), y.clone()], grounds, vetoes, consent: 0.0 }
    }

    /// Compares the meanings of the clauses around the values of each pair that nothing forbids, and weighs what has been counted.
    pub fn give_meanings(&self, claims: &mut [Claim]) {
        let texts: BTreeSet<&str> =
            claims.iter().filter(|c| !c.forbidden()).flat_map(|c| c.values.iter().map(|v| v.masked.as_str())).collect();
        let texts: Vec<&str> = texts.into_iter().collect();
        let meanings = self.encoder.embed(&texts);
        let of = |v: &Value| texts.binary_search(&v.masked.as_str()).ok().map(|at| &meanings[at]);
        let alike: Vec<f64> = claims
            .iter()
            .map(|c| of(&c.values[0]).zip(of(&c.values[1])).map_or(0.0, |(a, b)| f64::from(likeness(a, b))))
            .collect();
        for (claim, meaning) in claims.iter_mut().zip(alike) {
            claim.grounds.set("meaning", meaning);
            claim.consent = weigh::consent(&claim.grounds);
        }
    }
}

/// The examples of `rules/claims`: two accounts parted by a line of dashes, and under them what must stand against each other.
pub fn examples() -> impl Iterator<Item = &'static Example> {
    alike::examples().iter().chain(&cues::CUES.example)
}
