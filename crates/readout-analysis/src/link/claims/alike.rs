//! Words that name one thing in two accounts: a truce and a ceasefire, those who died and the dead.
//!
//! Enters: lemmas. Leaves: the word that stands for their group. The groups are data: `rules/claims/alike.toml`.

use crate::rules::{self, Example};
use foldhash::HashMap;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    groups: Vec<Vec<String>>,
    counted: Vec<Vec<String>>,
    people: Vec<Vec<String>>,
    fates: Vec<Vec<String>>,
    example: Vec<Example>,
}

/// First word of the group of each word.
struct Table {
    groups: HashMap<String, String>,
    counted: HashMap<String, String>,
    people: HashMap<String, String>,
    fates: HashMap<String, String>,
    examples: Vec<Example>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let file: File = rules::load("claims/alike.toml", include_str!("../../../rules/claims/alike.toml"));
    Table {
        groups: firsts(&file.groups),
        counted: firsts(&file.counted),
        people: firsts(&file.people),
        fates: firsts(&file.fates),
        examples: file.example,
    }
});

fn firsts(groups: &[Vec<String>]) -> HashMap<String, String> {
    let rows = groups.iter().flat_map(|g| g.iter().map(|w| (w.clone(), g[0].clone())));
    rows.collect()
}

/// The word that stands for a lemma when accounts are held against each other.
pub fn word(lemma: &str) -> String {
    let lemma = lemma.to_lowercase();
    TABLE.groups.get(&lemma).cloned().unwrap_or(lemma)
}

/// The word that stands for what is counted: whoever counts soldiers counts persons.
pub fn counted(noun: &str) -> String {
    let noun = noun.to_lowercase();
    TABLE.counted.get(&noun).cloned().unwrap_or(noun)
}

/// Whether a noun counts persons.
pub fn is_person(noun: &str) -> bool {
    counted(noun) == "person"
}

/// Whether two nouns count people of two sorts: policemen are no prisoners. Nouns that fit anybody count any sort.
pub fn other_people(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    [&TABLE.people, &TABLE.fates].iter().any(|table| table.get(&a).zip(table.get(&b)).is_some_and(|(x, y)| x != y))
}

/// What has become of people, as a word tells: the first word of its group.
pub fn fate(lemma: &str) -> Option<&'static str> {
    TABLE.fates.get(&lemma.to_lowercase()).map(String::as_str)
}

/// The examples of `rules/claims/alike.toml`.
pub fn examples() -> &'static [Example] {
    &TABLE.examples
}
