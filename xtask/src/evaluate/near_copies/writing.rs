//! Copies in which only the writing differs.
//!
//! Enters: a text of paragraphs. Leaves: copies of it that tell the same facts, each with the name of the change. Where a change finds nothing to
//! change, there is no copy. What stands in quotation marks keeps its words and its units.

use super::numbers;
use super::words::{Swaps, WORDS, replaced};
use crate::evaluate::seed::seed;
use regex::Regex;
use std::sync::LazyLock;

type Change = fn(&str) -> String;

/// Every change with its name.
pub const CHANGES: &[(&str, Change)] = &[
    ("spelling", spelling),
    ("units", |t| outside_quotations(t, numbers::units)),
    ("numbers", |t| numbers::thousands(&numbers::spelled(t))),
    ("dates", numbers::dates),
    ("marks", marks),
    ("wording", wording),
    ("order", order),
    ("all", |t| order(&all(t))),
    ("all but order", all),
];

/// The copies of a text that differ from it.
pub fn copies(text: &str) -> Vec<(&'static str, String)> {
    CHANGES.iter().map(|(name, change)| (*name, change(text))).filter(|(_, copy)| copy != text).collect()
}

fn all(text: &str) -> String {
    let text = outside_quotations(&wording(text), numbers::units);
    marks(&numbers::dates(&numbers::thousands(&numbers::spelled(&spelling(&text)))))
}

fn spelling(text: &str) -> String {
    static SWAPS: LazyLock<Swaps> = LazyLock::new(|| Swaps::new(&WORDS.spelling));
    SWAPS.apply(text)
}

/// Other turns of phrase outside quotations; contractions everywhere.
fn wording(text: &str) -> String {
    static SWAPS: LazyLock<Swaps> = LazyLock::new(|| Swaps::new(&WORDS.wording));
    static SHORT: LazyLock<Swaps> = LazyLock::new(|| Swaps::new(&WORDS.contractions));
    SHORT.apply(&outside_quotations(text, |t| reporting(&SWAPS.apply(t))))
}

/// Other verbs for "said" after a name.
fn reporting(text: &str) -> String {
    static SAID: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b[A-Z][a-z]+ (said)(?: that\b| the\b| he\b| she\b| they\b| it\b| there\b|[,:]|\.\s)")
            .expect("a sound pattern")
    });
    let places: Vec<(usize, usize, String)> = SAID
        .captures_iter(text)
        .filter_map(|c| c.get(1))
        .map(|said| {
            let before = &text[..said.start()];
            let verb = &WORDS.reporting[(seed(before) % WORDS.reporting.len() as u64) as usize];
            (said.start(), said.end(), verb.clone())
        })
        .collect();
    replaced(text, &places)
}

/// Curly quotation marks made straight, or straight ones curly; dashes.
fn marks(text: &str) -> String {
    if text.contains(['“', '”', '’']) {
        return text.replace(['“', '”'], "\"").replace(['’', '‘'], "'").replace('—', "–");
    }
    let mut out = String::with_capacity(text.len());
    let mut open = false;
    let mut before = ' ';
    for c in text.chars() {
        open &= c != '\n';
        out.push(match c {
            '"' => {
                open = !open;
                if open { '“' } else { '”' }
            }
            '\'' if before.is_alphanumeric() => '’',
            other => other,
        });
        before = c;
    }
    out
}

/// The paragraphs after the first two in another order. A paragraph that leans on the one before it stays with it.
fn order(text: &str) -> String {
    static LEANS: LazyLock<Regex> = LazyLock::new(|| {
        let words = "he|she|they|it|his|her|him|their|them|its|this|that|these|those|such|both|same|earlier|later|also|but|however|meanwhile|\
            then|there|another|other|two|the|mr|mrs|ms|we|i|you|our|us";
        Regex::new(&format!(r"(?i)\b(?:{words})\b")).expect("a sound pattern")
    });
    let leans = |p: &str| {
        let first = p.find(". ").map_or(p, |end| &p[..end]);
        !p.starts_with(char::is_uppercase) || LEANS.find(first).is_some_and(|m| m.start() < 40) || p.contains(['“', '"'])
    };
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    let (kept, rest) = paragraphs.split_at(paragraphs.len().min(2));
    let mut blocks: Vec<Vec<&str>> = Vec::new();
    for &paragraph in rest {
        match blocks.last_mut().filter(|_| leans(paragraph)) {
            Some(block) => block.push(paragraph),
            None => blocks.push(vec![paragraph]),
        }
    }
    blocks.sort_by_key(|b| seed(b[0]));
    let moved = blocks.concat();
    [kept, &moved].concat().join("\n\n")
}

/// The text with what stands outside quotation marks changed.
fn outside_quotations(text: &str, change: impl Fn(&str) -> String) -> String {
    static QUOTED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("“[^”\n]*(?:”|\n|$)|\"[^\"\n]*(?:\"|\n|$)").expect("a sound pattern"));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for quoted in QUOTED.find_iter(text) {
        out.push_str(&change(&text[at..quoted.start()]));
        out.push_str(quoted.as_str());
        at = quoted.end();
    }
    out + &change(&text[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_keep_their_words() {
        assert_eq!(
            wording("Boran said that he had met with them. “I met with them,” he said. They will not go."),
            wording("Boran said that he had met with them. “I met with them,” he said. They will not go.")
        );
        assert!(wording("They met with us. “I met with them.”").ends_with("They met us. “I met with them.”".split_at(13).1));
        assert!(wording("They will not go.").contains("won't"));
    }

    #[test]
    fn a_paragraph_that_leans_on_another_stays_behind_it() {
        let moved =
            order("Title\n\nLead.\n\nBoran came on foot.\n\nHe left at noon.\n\nOsk burned for days.\n\nVeld sold grain.");
        assert!(moved.starts_with("Title\n\nLead.") && moved.contains("Boran came on foot.\n\nHe left at noon."));
    }

    #[test]
    fn marks_change_their_shape() {
        assert_eq!(marks("“It’s so,” he said."), "\"It's so,\" he said.");
        assert_eq!(marks("\"It's so,\" he said."), "“It’s so,” he said.");
    }
}
