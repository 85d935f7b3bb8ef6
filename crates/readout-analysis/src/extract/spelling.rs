//! One form for words that are spelled in two ways: British and American, number words and figures.
//!
//! Enters: a word in lower case. Leaves: a form to compare by, which is no word to print. `rules/spelling.toml` holds the knowledge.

use crate::rules::{Example, load};
use foldhash::HashMap;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    endings: Vec<Ending>,
    words: Vec<[String; 2]>,
    doubled: Vec<String>,
    figures: Vec<[String; 2]>,
    #[serde(rename = "example")]
    examples: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ending {
    from: String,
    to: String,
    least: usize,
}

struct Rules {
    endings: Vec<Ending>,
    whole: HashMap<String, String>,
    examples: Vec<Example>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let File { endings, words, doubled, figures, examples } = load("spelling.toml", include_str!("../../rules/spelling.toml"));
    let mut whole: HashMap<String, String> = words.into_iter().chain(figures).map(|[from, to]| (from, to)).collect();
    for stem in doubled {
        let last = stem.chars().next_back().unwrap_or_default();
        whole.extend(["ed", "ing", "er", "ers"].map(|end| (format!("{stem}{last}{end}"), format!("{stem}{end}"))));
    }
    Rules { endings, whole, examples }
});

/// The one form of a word in lower case.
pub fn one(word: &str) -> String {
    if let Some(other) = RULES.whole.get(word) {
        return other.clone();
    }
    let ending = |e: &&Ending| word.strip_suffix(e.from.as_str()).is_some_and(|stem| stem.len() >= e.least);
    match RULES.endings.iter().find(ending) {
        Some(e) => format!("{}{}", &word[..word.len() - e.from.len()], e.to),
        None => word.to_owned(),
    }
}

/// Texts of words, and which pairs of them are one.
pub fn examples() -> &'static [Example] {
    &RULES.examples
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_finds_what_its_examples_say() {
        for example in examples() {
            let words: Vec<&str> = example.text.split(' ').collect();
            let mut found = Vec::new();
            for (i, a) in words.iter().enumerate() {
                found.extend(words[i + 1..].iter().filter(|b| one(a) == one(b)).map(|b| format!("{a} = {b}")));
            }
            assert_eq!(found, example.finds, "{}", example.text);
        }
    }
}
