//! Words for the changes.
//!
//! Enters: `words.toml`; texts. Leaves: the tables; whole-word replacement.

use regex::{Captures, Regex};
use serde::Deserialize;
use std::sync::LazyLock;

/// What `words.toml` holds; its head says what each list is for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub spelling: Vec<[String; 2]>,
    pub wording: Vec<[String; 2]>,
    pub reporting: Vec<String>,
    pub contractions: Vec<[String; 2]>,
    pub places: Vec<String>,
    pub names: Vec<String>,
}

/// The tables.
pub static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("words.toml")).expect("words.toml is part of the program"));

/// Pairs of phrases that can be put in each other's place.
pub struct Swaps(Vec<(Regex, String)>);

impl Swaps {
    /// Swaps in both directions.
    pub fn new(pairs: &[[String; 2]]) -> Swaps {
        let both = pairs.iter().flat_map(|[a, b]| [(a, b), (b, a)]);
        Swaps(both.map(|(from, to)| (whole(from), to.clone())).collect())
    }

    /// The text with each phrase that stands there replaced by its other form, each place at most once. Capitals at the beginning stay.
    pub fn apply(&self, text: &str) -> String {
        let mut places: Vec<(usize, usize, String)> = Vec::new();
        for (phrase, to) in &self.0 {
            for found in phrase.captures_iter(text) {
                let place = found.name("p").expect("every pattern has a place");
                if places.iter().all(|(from, end, _)| place.end() <= *from || *end <= place.start()) {
                    places.push((place.start(), place.end(), filled(to, &found)));
                }
            }
        }
        places.sort();
        replaced(text, &places)
    }
}

/// A phrase as whole words; `#` is a number.
fn whole(phrase: &str) -> Regex {
    let words = regex::escape(phrase).replace("\\#", "#").replace('#', r"(?P<n>\$?[0-9][0-9,.]*)");
    let (first, rest) = words.split_at(1);
    let start =
        if first.chars().all(char::is_lowercase) { format!("[{first}{}]", first.to_uppercase()) } else { first.to_owned() };
    let end = if phrase.ends_with('.') { r"\s" } else { r"(?:[\s,;:!?)”’]|\.\s|\.$|$)" };
    Regex::new(&format!(r"(?:^|[\s(“‘])(?P<p>{start}{rest}){end}")).expect("a phrase is a sound pattern")
}

fn filled(to: &str, found: &Captures) -> String {
    let number = found.name("n").map_or("", |n| n.as_str());
    let text = to.replace('#', number);
    let upper = found["p"].starts_with(char::is_uppercase) && text.starts_with(char::is_lowercase);
    if upper { capitalised(&text) } else { text }
}

/// The text with its first letter as a capital.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The text with each `(from, to, words)` replaced; places stand in order and do not overlap.
pub fn replaced(text: &str, places: &[(usize, usize, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (from, to, words) in places {
        out.push_str(&text[at..*from]);
        out.push_str(words);
        at = *to;
    }
    out + &text[at..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_swapped_both_ways_as_whole_words() {
        let swaps = Swaps::new(&[["more than #".into(), "over #".into()], ["center".into(), "centre".into()]]);
        assert_eq!(swaps.apply("More than 30 centers; the centre, over 40."), "Over 30 centers; the center, more than 40.");
    }
}
