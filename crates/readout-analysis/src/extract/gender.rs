//! Whether words that name a person tell a man or a woman.
//!
//! Enters: the words of a mention. Leaves: what titles, nouns and given names say, by the tables of `rules/speakers/persons.toml`.

use crate::grammar::Grammar;
use crate::rules;
use readout_record::annotation::TokenIx;
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
    addresses: BTreeSet<String>,
    family_first: BTreeSet<String>,
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

/// Whether a word, folded, is a family name that stands before the given one: "Shen Guoqiang" is Mr. Shen.
pub fn family_first(word: &str) -> bool {
    TABLE.family_first.contains(word)
}

/// Whom a form of address stands for like a pronoun: "His Excellency", with no name after it.
pub fn of_address(g: &Grammar, ix: TokenIx) -> Option<Gender> {
    let listed = TABLE.addresses.contains(g.lemma(ix).to_lowercase().as_str());
    g.under(ix, &["poss"]).filter(|_| listed).find_map(|p| match g.word(p).to_lowercase().as_str() {
        "his" => Some(Gender::Male),
        "her" => Some(Gender::Female),
        _ => None,
    })
}

/// Whether a word is a given name: capitalised, in the lists.
pub fn given_name(word: &str) -> bool {
    let listed = |lower: String| TABLE.female_names.contains(&lower) || TABLE.male_names.contains(&lower);
    word.starts_with(char::is_uppercase) && listed(word.to_lowercase())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_are_capitalised() {
        assert!(given_name("Anna"));
        assert!(!given_name("anna"));
        assert!(!given_name("Treasury"));
    }
}
