//! Given names of persons.
//!
//! Enters: a word as it is written. Leaves: whether it is a given name by the lists of `rules/speakers/persons.toml`.

use foldhash::HashSet;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct File {
    female_names: Vec<String>,
    male_names: Vec<String>,
}

static NAMES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let file: File = crate::rules::load("speakers/persons.toml", include_str!("../../rules/speakers/persons.toml"));
    file.female_names.into_iter().chain(file.male_names).collect()
});

/// Whether a word is a given name: capitalised, in the lists.
pub fn given_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && NAMES.contains(&word.to_lowercase())
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
