//! What time rules look at: the items of a document with the measures and entities that stand there.
//!
//! Enters: the grammatical view, items, measures. Leaves: look-ups by item. It leaves alone: rules.

use super::lexicon::LEXICON;
use crate::extract::quantity::item::Item;
use crate::extract::quantity::measure::Measure;
use crate::grammar::Grammar;
use smallvec::SmallVec;

/// Items within which a list of days names its month.
const LIST: usize = 8;

/// Everything that rules look at.
pub struct Place<'a, 'd> {
    /// The document.
    pub g: &'a Grammar<'d>,
    /// Its items.
    pub items: &'a [Item<'d>],
    /// Its measures.
    pub measures: &'a [Measure],
    /// Numbers of the measures of time that begin at an item, with and without the words that bound them.
    pub measure_at: Vec<SmallVec<[u32; 1]>>,
    entity: Vec<&'static str>,
}

impl<'a, 'd> Place<'a, 'd> {
    /// Indexes measures and entities by place.
    pub fn new(g: &'a Grammar<'d>, items: &'a [Item<'d>], measures: &'a [Measure]) -> Place<'a, 'd> {
        let mut measure_at = vec![SmallVec::new(); items.len()];
        for (number, measure) in measures.iter().enumerate().filter(|(_, m)| m.is_time()) {
            measure_at[measure.first].push(number as u32);
            if measure.core != measure.first {
                measure_at[measure.core].push(number as u32);
            }
        }
        let mut entity = vec![""; g.tokens().len()];
        for found in &g.annotations.entities {
            entity[found.first as usize..found.end as usize].fill(found.label);
        }
        Place { g, items, measures, measure_at, entity }
    }

    /// Label of the entity that holds item `at`; empty where there is none.
    pub fn entity(&self, at: usize) -> &'static str {
        self.items.get(at).map_or("", |i| self.entity[i.token])
    }

    /// The month beside which item `at` is one of several days: "April 5 and 6", "5 and 6 April".
    pub fn listed_month(&self, at: usize) -> Option<u8> {
        let before = self.list_end(at, (0..at).rev().take(LIST));
        before.or_else(|| self.list_end(at, (at + 1..self.items.len()).take(LIST)))
    }

    /// The month at the end of a list of days that runs along `path` from item `at`; a mark or "and" must part `at` from the next day.
    fn list_end(&self, at: usize, path: impl Iterator<Item = usize>) -> Option<u8> {
        let (mut days, mut parted) = (0, false);
        for item in path {
            let word = &*self.items[item].word;
            let day = word.len() <= 2 && word.parse().is_ok_and(|n: u8| (1..=31).contains(&n));
            match LEXICON.worth("month", word).filter(|_| self.items[item].capital) {
                Some(month) if days > 0 => return u8::try_from(month).ok(),
                None if day && (days > 0 || parted) => days += 1,
                None if matches!(word, "and" | "or" | "&" | ",") && item.abs_diff(at) < LIST => parted = true,
                _ => return None,
            }
        }
        None
    }

    /// Word of the item `back` places before `at`; empty at a blank line.
    pub fn word_before(&self, at: usize) -> &str {
        match at.checked_sub(1) {
            Some(before) if !self.items[at].parted => &self.items[before].word,
            _ => "",
        }
    }

    /// Word of item `at`; empty past the end and at a blank line.
    pub fn word(&self, at: usize) -> &str {
        self.items.get(at).filter(|i| !i.parted).map_or("", |i| &i.word)
    }
}
