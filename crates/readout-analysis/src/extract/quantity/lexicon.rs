//! The words of amounts, read once from `rules/quantities`: numbers, units, bounds, labels.
//!
//! Enters: TOML that is part of the crate. Leaves: look-up tables by word, and the examples that the files carry.

use crate::rules::{self, Example};
use foldhash::{HashMap, HashMapExt};
use serde::Deserialize;
use std::sync::LazyLock;

/// A number that names no figure: several, dozens of.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vague {
    words: Vec<String>,
    /// The number that stands for it.
    pub value: f64,
    /// Least number the words allow.
    pub low: f64,
    /// Greatest number the words allow, where they set one.
    pub high: Option<f64>,
}

/// A unit of measure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Name in the singular.
    pub name: String,
    forms: Vec<String>,
    /// Words for something that takes one of it, or some: "hourlong".
    #[serde(default)]
    long: Vec<String>,
    #[serde(default)]
    signs: Vec<String>,
    /// Base unit that it turns into.
    pub dimension: String,
    /// How many base units it is.
    pub base: f64,
    /// Least number of base units, where it has no fixed length.
    pub low: Option<f64>,
    /// Greatest number of base units, where it has no fixed length.
    pub high: Option<f64>,
    /// Letter of an ISO 8601 duration, `T` before it for those of the clock, a factor before it where one is needed.
    pub iso: Option<String>,
    /// Whether "an" before it means one.
    #[serde(default)]
    pub article: bool,
}

/// How a bound bends a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bend {
    /// Near it, on either side.
    About,
    /// Just under it.
    Near,
    /// Just over it.
    Past,
    /// At least it.
    Above,
    /// At most it.
    Below,
    /// It, and no other.
    Exact,
}

/// Words that bend a number.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bound {
    /// How.
    pub kind: Bend,
    words: Vec<String>,
    /// Dependency labels under which the words are something else.
    #[serde(default)]
    pub not_as: Vec<String>,
    /// Whether they stand behind the amount.
    #[serde(default)]
    pub after: bool,
    /// Whether the words are left out of the span.
    #[serde(default)]
    pub silent: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberFile {
    ones: std::collections::BTreeMap<String, f64>,
    tens: std::collections::BTreeMap<String, f64>,
    scales: std::collections::BTreeMap<String, f64>,
    figure_scales: std::collections::BTreeMap<String, f64>,
    fractions: std::collections::BTreeMap<String, f64>,
    halved: Vec<String>,
    vague: Vec<Vague>,
    example: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitFile {
    fillers: Vec<String>,
    unit: Vec<Unit>,
    example: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BoundFile {
    handing: Vec<String>,
    bound: Vec<Bound>,
    example: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CountFile {
    labels: Vec<String>,
    uncounted: Vec<String>,
    tally: Vec<String>,
    casualty: Vec<String>,
    voting: Vec<String>,
    same: Vec<Vec<String>>,
    example: Vec<Example>,
}

/// What a word is worth in a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NumberWord {
    /// Zero to nineteen.
    One(f64),
    /// Twenty to ninety.
    Ten(f64),
    /// Dozen, hundred, thousand and up.
    Scale(f64),
    /// Half, quarters.
    Fraction(f64),
}

/// A phrase of one or more words and the number of what it stands for.
pub type Phrase = (Vec<String>, usize);

/// All tables.
pub struct Lexicon {
    /// Number words.
    pub numbers: HashMap<String, NumberWord>,
    /// What may stand straight behind "half": hour, dozen.
    pub halved: HashMap<String, ()>,
    /// Letters straight after figures: bn.
    pub figure_scales: HashMap<String, f64>,
    /// Vague numbers.
    pub vague: Vec<Vague>,
    /// Phrases of `vague` by their first word, longest first.
    pub vague_phrases: HashMap<String, Vec<Phrase>>,
    /// Units.
    pub units: Vec<Unit>,
    /// Phrases of `units` by their first word, longest first.
    pub unit_phrases: HashMap<String, Vec<Phrase>>,
    /// Units by the words for what takes one of them: hourlong.
    pub long: HashMap<String, usize>,
    /// Signs of currencies by their first piece, longest first.
    pub signs: HashMap<String, Vec<Phrase>>,
    /// Verbs that "over" belongs to.
    pub handing: HashMap<String, ()>,
    /// Words between a number and its unit.
    pub fillers: HashMap<String, ()>,
    /// Bounds.
    pub bounds: Vec<Bound>,
    /// Phrases of bounds before an amount by their last word, longest first.
    pub before: HashMap<String, Vec<Phrase>>,
    /// Phrases of bounds behind an amount by their first word, longest first.
    pub after: HashMap<String, Vec<Phrase>>,
    /// Words that make a number behind them part of a name.
    pub labels: HashMap<String, ()>,
    /// Words that a number before them does not count.
    pub uncounted: HashMap<String, ()>,
    /// Nouns for how many there are: "the number of tanks".
    pub tally: HashMap<String, ()>,
    /// What has happened to people who are counted: "144 dead".
    pub casualty: HashMap<String, ()>,
    /// Verbs of what a vote decides.
    pub voting: HashMap<String, ()>,
    /// The first of the nouns that count the same things, by noun.
    pub same: HashMap<String, String>,
    /// Examples with the file that carries them.
    pub examples: Vec<(&'static str, Example)>,
}

/// The tables, read at first use.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(read);

fn read() -> Lexicon {
    let numbers: NumberFile = rules::load("quantities/numbers.toml", include_str!("../../../rules/quantities/numbers.toml"));
    let units: UnitFile = rules::load("quantities/units.toml", include_str!("../../../rules/quantities/units.toml"));
    let bounds: BoundFile = rules::load("quantities/bounds.toml", include_str!("../../../rules/quantities/bounds.toml"));
    let counts: CountFile = rules::load("quantities/counts.toml", include_str!("../../../rules/quantities/counts.toml"));
    let examples = examples([
        ("quantities/numbers.toml", numbers.example),
        ("quantities/units.toml", units.example),
        ("quantities/bounds.toml", bounds.example),
        ("quantities/counts.toml", counts.example),
    ]);
    let kinds = [
        (numbers.ones, NumberWord::One as fn(f64) -> NumberWord),
        (numbers.tens, NumberWord::Ten),
        (numbers.scales, NumberWord::Scale),
        (numbers.fractions, NumberWord::Fraction),
    ];
    let words = kinds.into_iter().flat_map(|(table, make)| table.into_iter().map(move |(word, n)| (word, make(n))));
    let side = |after: bool| bounds.bound.iter().enumerate().filter(move |(_, b)| b.after == after).map(|(i, b)| (i, &b.words));
    Lexicon {
        numbers: words.collect(),
        halved: numbers.halved.into_iter().map(|w| (w, ())).collect(),
        figure_scales: numbers.figure_scales.into_iter().collect(),
        vague_phrases: phrases(numbers.vague.iter().enumerate().map(|(i, v)| (i, &v.words)), false),
        unit_phrases: phrases(units.unit.iter().enumerate().map(|(i, u)| (i, &u.forms)), false),
        long: units.unit.iter().enumerate().flat_map(|(i, u)| u.long.iter().map(move |w| (w.clone(), i))).collect(),
        handing: bounds.handing.into_iter().map(|w| (w, ())).collect(),
        fillers: units.fillers.into_iter().map(|w| (w, ())).collect(),
        signs: phrases(units.unit.iter().enumerate().map(|(i, u)| (i, &u.signs)), false),
        before: phrases(side(false), true),
        after: phrases(side(true), false),
        vague: numbers.vague,
        units: units.unit,
        labels: counts.labels.into_iter().map(|w| (w, ())).collect(),
        uncounted: counts.uncounted.into_iter().map(|w| (w, ())).collect(),
        tally: counts.tally.into_iter().map(|w| (w, ())).collect(),
        casualty: counts.casualty.into_iter().map(|w| (w, ())).collect(),
        voting: counts.voting.into_iter().map(|w| (w, ())).collect(),
        same: counts.same.iter().flat_map(|group| group.iter().map(|noun| (noun.clone(), group[0].clone()))).collect(),
        bounds: bounds.bound,
        examples,
    }
}

fn examples(files: [(&'static str, Vec<Example>); 4]) -> Vec<(&'static str, Example)> {
    files.into_iter().flat_map(|(file, list)| list.into_iter().map(move |e| (file, e))).collect()
}

/// Phrases by their first word (their last with `by_last`), the longest first.
fn phrases<'a>(lists: impl Iterator<Item = (usize, &'a Vec<String>)>, by_last: bool) -> HashMap<String, Vec<Phrase>> {
    let mut table: HashMap<String, Vec<Phrase>> = HashMap::new();
    for (number, list) in lists {
        for phrase in list {
            let words: Vec<String> = split(phrase);
            let key = if by_last { words.last() } else { words.first() };
            if let Some(key) = key.cloned() {
                let entry = table.entry(key).or_default();
                entry.push((words, number));
                entry.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
            }
        }
    }
    table
}

/// A phrase cut into the pieces that items have: `us$` is two.
fn split(phrase: &str) -> Vec<String> {
    let spaced: String = phrase.chars().flat_map(|c| if "$%+²-/".contains(c) { vec![' ', c, ' '] } else { vec![c] }).collect();
    spaced.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_load_and_every_file_has_examples() {
        assert!(LEXICON.units.len() > 30 && LEXICON.bounds.len() > 5);
        for file in ["numbers", "units", "bounds", "counts"] {
            assert!(LEXICON.examples.iter().filter(|(name, _)| name.contains(file)).count() >= 10, "{file}");
        }
    }
}
