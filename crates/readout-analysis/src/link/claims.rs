//! Values that two accounts of one story give for one thing, found by the words around them and not by an event's type.
//!
//! Enters: grammatical views of the story's documents and what was extracted from them. Leaves: pairs of values that cannot both hold and that
//! grammar and the words around them take for one thing, each with its grounds. It leaves alone: who tells them, and how a reader sees them.

pub mod account;
pub mod alike;
pub mod aside;
pub mod cues;
pub mod denial;
pub mod ground;
pub mod held;
pub mod lengths;
pub mod named;
pub mod next;
pub mod proposition;
pub mod rename;
pub mod tense;
pub mod update;
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

/// Weight of the common words of two clauses from which accounts of different days may tell one thing in them.
const ONE_CLAUSE: f64 = 4.0;

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
        match self.values[0].amount() {
            Some(_) => !self.forbidden() && !self.stands_far() && self.consent >= weigh::least(),
            None => self.deadlines_differ(),
        }
    }

    /// Whether the accounts are some days apart and neither a day nor words over and around both amounts tell that they are of one thing: of what a
    /// story tells next week, most is new.
    fn stands_far(&self) -> bool {
        let told = |ground: &str| self.grounds.of(ground);
        told("far") > 0.0 && told("day") == 0.0 && !(told("owners") > 0.0 && told("clause") >= ONE_CLAUSE)
    }

    /// Whether two terms are set for what is told in like words, by accounts of one time.
    fn deadlines_differ(&self) -> bool {
        let told = |ground: &str| self.grounds.of(ground);
        let updated = veto::NAMES.iter().zip(self.vetoes).any(|(name, yes)| yes && *name == "updated");
        let ahead = self.values.iter().all(|v| !v.passed);
        told("meaning") >= 0.5 && told("clause") >= 4.5 && told("far") == 0.0 && !updated && ahead
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

    /// All pairs of amounts, and of deadlines, of two accounts that cannot both hold, each with what speaks for and against it. Other times are not
    /// held against each other: words around them do not tell well enough of what they are.
    pub fn claims(&self) -> Vec<Claim> {
        let mut found = Vec::new();
        for i in 0..self.accounts.len() {
            for j in i + 1..self.accounts.len() {
                for x in self.accounts[i].values.iter().filter(|x| x.amount().is_some() || x.is_deadline()) {
                    let against = |y: &&Value| x.comparable(y) && x.is_deadline() == y.is_deadline() && !x.can_both_hold(y);
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
        let meanings = self.likenesses(found.iter().map(|p| [&*p.said[0].plain, &*p.said[1].plain]));
        found.iter_mut().zip(meanings).for_each(|(pair, meaning)| pair.meaning = meaning);
        found
    }

    /// Older figures with the newer ones that replace them.
    pub fn updates(&self) -> Vec<update::Update> {
        update::updates(&self.accounts, &self.words)
    }

    /// Pairs of names that may be of one thing.
    pub fn renamings(&self) -> Vec<rename::Pair> {
        let mut found = rename::pairs(&self.accounts, &self.words);
        let meanings = self.likenesses(found.iter().map(|p| [&*p.names[0].masked, &*p.names[1].masked]));
        found.iter_mut().zip(meanings).for_each(|(pair, meaning)| pair.meaning = meaning);
        found
    }

    /// How alike the meanings of the two texts of each pair are; each text is read once.
    fn likenesses<'t>(&self, pairs: impl Iterator<Item = [&'t str; 2]> + Clone) -> Vec<f64> {
        let texts: BTreeSet<&str> = pairs.clone().flatten().collect();
        let texts: Vec<&str> = texts.into_iter().collect();
        let meanings = self.encoder.embed(&texts);
        let of = |text: &str| texts.binary_search(&text).ok().map(|at| &meanings[at]);
        pairs.map(|[a, b]| of(a).zip(of(b)).map_or(0.0, |(a, b)| f64::from(likeness(a, b)))).collect()
    }

    /// A value of one account and one of another, held against each other; their meanings are not compared yet.
    pub fn claim(&self, (i, x): (usize, &Value), (j, y): (usize, &Value)) -> Claim {
        let grounds = ground::grounds(&self.accounts, &self.words, (i, x), (j, y));
        let vetoes = veto::reasons(&self.accounts[i], &self.accounts[j], x, y);
        Claim { values: [x.clone(), y.clone()], grounds, vetoes, consent: 0.0 }
    }

    /// Compares the meanings of the clauses around the values of each pair that nothing forbids, and weighs what has been counted.
    pub fn give_meanings(&self, claims: &mut [Claim]) {
        let weighed = |c: &&Claim| c.values[0].is_deadline() || !c.forbidden();
        let allowed = claims.iter().filter(weighed);
        let meanings = self.likenesses(allowed.map(|c| [&*c.values[0].masked, &*c.values[1].masked]));
        for (claim, meaning) in claims.iter_mut().filter(|c| weighed(&&**c)).zip(meanings) {
            claim.grounds.set("meaning", meaning);
        }
        claims.iter_mut().for_each(|c| c.consent = weigh::consent(&c.grounds));
    }
}

/// The examples of `rules/claims`: two accounts parted by a line of dashes, and under them what must stand against each other.
pub fn examples() -> impl Iterator<Item = &'static Example> {
    alike::examples().iter().chain(&cues::CUES.example).chain(rename::examples())
}
