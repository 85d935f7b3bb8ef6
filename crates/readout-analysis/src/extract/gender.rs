//! Whether words that name a person tell a man or a woman.
//!
//! Enters: the words of a mention. Leaves: what titles, nouns and given names say, by the tables of `rules/speakers/persons.toml`.

use crate::extract::actor::Actors;
use crate::rules;
use readout_record::kind::ActorKind;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static TABLE: LazyLock<Table> =
    LazyLock::new(|| rules::load("speakers/persons.toml", include_str!("../../rules/speakers/persons.toml")));

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    female_words: BTreeSet<String>,
    male_words: BTreeSet<String>,
    female_names: BTreeSet<String>,
    male_names: BTreeSet<String>,
    #[serde(rename = "example")]
    _example: Vec<rules::Example>,
}

/// Which pronoun stands for someone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// "She".
    Female,
    /// "He".
    Male,
}

/// What is known of an actor mention: for a person what all mentions by the same last name say, if they agree.
pub fn of_mention(text: &str, actors: &Actors, mention: usize) -> Option<Gender> {
    let own = &actors.mentions[mention];
    if own.kind != ActorKind::Person {
        return of(own.span.of(text));
    }
    let family = own.name.rsplit(' ').next();
    let same = actors.mentions.iter().filter(|m| m.kind == ActorKind::Person && m.name.rsplit(' ').next() == family);
    let mut told = same.filter_map(|m| of(m.span.of(text)));
    let first = told.next()?;
    told.all(|other| other == first).then_some(first)
}

/// What the words of a mention say: a title or noun first, else a given name.
pub fn of(words: &str) -> Option<Gender> {
    let words: Vec<String> =
        words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let first = |women: &BTreeSet<String>, men: &BTreeSet<String>| {
        words.iter().find_map(|w| match (women.contains(w), men.contains(w)) {
            (true, false) => Some(Gender::Female),
            (false, true) => Some(Gender::Male),
            _ => None,
        })
    };
    first(&TABLE.female_words, &TABLE.male_words).or_else(|| first(&TABLE.female_names, &TABLE.male_names))
}
