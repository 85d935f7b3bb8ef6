//! States that no list has: those of stories and exercises, and little-known ones, by what the document says they have.
//!
//! Enters: the grammatical view and the model's entities. Leaves: names. "Kestria's foreign minister" and "the government of Kestria" make a state.

use super::lexicon::LEXICON;
use super::shape::{head_of, words};
use crate::grammar::Grammar;
use crate::knowledge;
use foldhash::{HashMap, HashSet};
use readout_record::annotation::TokenIx;
use std::ops::Range;

/// The names of states in a document that are not in the lists.
pub fn states<'d>(g: &Grammar<'d>, entities: &[(Range<TokenIx>, &'static str)]) -> HashSet<&'d str> {
    let mut found = HashSet::default();
    let mut places: HashMap<&'d str, i32> = HashMap::default();
    for (range, label) in entities.iter().filter(|(range, _)| eligible(g, range)) {
        let place = places.entry(words(g, range)).or_default();
        *place += if matches!(*label, "GPE" | "LOC" | "NORP") { 1 } else { -1 };
    }
    let pairs = tells_of_pairs(g);
    for (range, _) in entities.iter().filter(|(range, _)| eligible(g, range)) {
        let name = words(g, range);
        let place = places[name] >= 0;
        let head = head_of(g, range);
        let joined = || g.label(head) == "conj" || g.under(head, &["conj"]).next().is_some();
        let bare = g.under(head, &["compound", "amod", "nmod"]).all(|c| range.contains(&c));
        if bare && owns(g, head, place) || place && pairs && joined() && is_party(g, head) {
            found.insert(name);
        }
    }
    found
}

/// A short capitalised name that the lists do not have.
fn eligible(g: &Grammar, range: &Range<TokenIx>) -> bool {
    let name = words(g, range);
    let capital = range.clone().all(|t| g.word(t).starts_with(char::is_uppercase));
    range.len() <= 3 && capital && knowledge::place(name).is_none() && knowledge::organisation(name).is_none()
}

/// Whether the name owns what only states own.
fn owns(g: &Grammar, head: TokenIx, place: bool) -> bool {
    let Some(governor) = g.head(head) else { return false };
    let owned = match g.label(head) {
        "poss" => Some(governor),
        "pobj" if g.lemma(governor) == "of" => g.head(governor),
        _ => None,
    };
    let lists = &LEXICON.statehood;
    owned.is_some_and(|noun| {
        let single = g.lemma(noun).to_lowercase();
        let double = noun.checked_sub(1).map(|before| format!("{} {single}", g.word(before).to_lowercase()));
        let shared = place || !lists.shared.contains(&single);
        lists.strong.contains(&single) && shared || double.is_some_and(|d| lists.strong.contains(&d))
    })
}

/// Whether the document speaks of "the two countries" or their like.
fn tells_of_pairs(g: &Grammar) -> bool {
    let two =
        |t: TokenIx| t > 0 && matches!(g.word(t - 1).to_lowercase().as_str(), "two" | "both" | "neighbouring" | "neighboring");
    (0..g.tokens().len()).any(|t| g.token(t).tag == "NNS" && two(t) && LEXICON.statehood.pairs.contains(g.lemma(t)))
}

/// Whether the name, or the first of those joined with it, is a subject or stands after "between".
fn is_party(g: &Grammar, head: TokenIx) -> bool {
    let first = std::iter::once(head).chain(g.ancestors(head)).find(|&t| g.label(t) != "conj").unwrap_or(head);
    g.label(first) == "nsubj" || g.label(first) == "pobj" && g.head(first).is_some_and(|p| g.lemma(p) == "between")
}
