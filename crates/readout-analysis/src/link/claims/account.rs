//! One account of a story with what it gives to compare.
//!
//! Enters: the grammatical view of a document and what was extracted from it. Leaves: its values, and the numbers, names, states, places and days
//! that tell whether two values can be of one thing.

use super::cues::{CUES, holds};
use super::named::{names, states};
use super::proposition::{Proposition, propositions};
use super::value::{Value, values};
use super::vocabulary::Vocabulary;
use crate::extract::Extracted;
use crate::extract::quantity::item;
use crate::extract::quantity::number::number_at;
use crate::extract::statement::shown::SHOWN;
use crate::grammar::Grammar;
use readout_record::annotation::TokenIx;
use readout_record::kind::ActorKind;
use readout_record::mention::DocumentIx;
use readout_record::span::Span;
use std::collections::BTreeSet;

/// One account of a story.
pub struct Account<'a, 'd> {
    /// Its document.
    pub document: DocumentIx,
    /// Its grammatical view.
    pub g: &'a Grammar<'d>,
    /// What was extracted from it.
    pub found: &'a Extracted,
    /// Its values.
    pub values: Vec<Value>,
    /// What its clauses say.
    pub propositions: Vec<Proposition>,
    /// All numbers, whatever they count, each with the number of its sentence.
    pub numbers: Vec<(usize, f64)>,
    /// Words of names.
    pub names: BTreeSet<&'d str>,
    /// States that it names.
    pub states: BTreeSet<&'static str>,
    /// Words that name who is cited.
    pub sources: Vec<Span>,
    /// Words that name persons and states.
    pub actors: Vec<Span>,
    /// Day of publication.
    pub published: Option<i64>,
}

impl<'a, 'd> Account<'a, 'd> {
    /// Reads what can be compared.
    pub fn new(g: &'a Grammar<'d>, found: &'a Extracted, document: DocumentIx, words: &Vocabulary) -> Account<'a, 'd> {
        let all = 0..g.tokens().len();
        let actors = found.actors.mentions.iter();
        let actors = actors.filter(|m| matches!(m.kind, ActorKind::Person | ActorKind::State)).map(|m| m.span);
        Account {
            document,
            g,
            found,
            values: values(g, found, document, words),
            propositions: propositions(g, found, document, words),
            numbers: numbers(g),
            names: names(g, all.clone()),
            states: states(g, all),
            sources: found.statements.iter().filter_map(|s| s.source).collect(),
            actors: actors.collect(),
            published: g.document.metadata.day(),
        }
    }

    /// Whether both were published within some days of each other, or one does not tell when.
    pub fn printed_near(&self, other: &Account, days: u64) -> bool {
        self.published.zip(other.published).is_none_or(|(x, y)| x.abs_diff(y) <= days)
    }

    /// The words of a value's sentence.
    pub fn sentence(&self, value: &Value) -> &'d str {
        let tokens: Vec<TokenIx> = self.g.sentences[value.sentence].clone().collect();
        self.g.span(&tokens).map_or("", |s| s.of(self.g.text()))
    }

    /// States that the sentence of a value tells of, those of whoever is cited left out.
    pub fn told_states(&self, value: &Value) -> BTreeSet<&'static str> {
        let cited = |t: &TokenIx| self.sources.iter().any(|s| s.overlaps(self.g.token(*t).span));
        states(self.g, self.g.sentences[value.sentence].clone().filter(|t| !cited(t)))
    }

    /// Names of places that the sentence of a value tells: "in Jeddah", "off Cape Greco".
    pub fn places(&self, value: &Value) -> BTreeSet<&'d str> {
        let g = self.g;
        let local = |t: &TokenIx| matches!(g.label(*t), "pobj") && g.token(*t).pos == "PROPN";
        let under = |t: &TokenIx| g.head(*t).is_some_and(|p| holds(&CUES.local, g.word(p)));
        g.sentences[value.sentence].clone().filter(local).filter(under).map(|t| g.word(t)).collect()
    }

    /// Ordinals of a value's sentence from the second on: "the third round", "the 18th package".
    pub fn ordinals(&self, value: &Value) -> BTreeSet<String> {
        let words = self.g.sentences[value.sentence].clone().map(|t| self.g.word(t).to_lowercase());
        words.filter(|w| CUES.ordinal.contains(w) || numbered(w)).collect()
    }

    /// Days and times of day told in a value's sentence.
    pub fn days<'v>(&'v self, value: &Value) -> Vec<&'v Value> {
        let near = |v: &&Value| v.sentence == value.sentence && v.span != value.span;
        self.values.iter().filter(near).filter(|v| v.stretch().is_some_and(|s| s.to - s.from <= 24 * 60)).collect()
    }

    /// The numbers told in a value's sentence and beside it.
    pub fn numbers_near(&self, value: &Value) -> Vec<f64> {
        self.numbers.iter().filter(|(s, _)| s.abs_diff(value.sentence) <= 1).map(|(_, n)| *n).collect()
    }

    /// The words that name whom the report credits with a value: the source of the narrowest statement around it.
    pub fn credited(&self, value: &Value) -> Option<Span> {
        let around = self.found.statements.iter();
        let around = around.filter(|s| s.confidence >= SHOWN && s.content.iter().any(|c| c.contains(value.span)));
        around.min_by_key(|s| s.content.iter().map(|c| c.len()).sum::<usize>())?.source
    }
}

/// All numbers of a document, whatever they count, by sentence.
pub fn numbers(g: &Grammar) -> Vec<(usize, f64)> {
    let items = item::items(g);
    let mut found = Vec::new();
    let mut at = 0;
    while at < items.len() {
        match number_at(&items, at).filter(|n| n.end > at && !n.vague) {
            Some(number) => {
                found.push((g.sentence(items[at].token), number.value));
                at = number.end;
            }
            None => at += 1,
        }
    }
    found
}

fn numbered(word: &str) -> bool {
    let digits = word.trim_end_matches(char::is_alphabetic);
    !digits.is_empty() && digits.len() + 2 == word.len() && digits.bytes().all(|b| b.is_ascii_digit()) && digits != "1"
}
