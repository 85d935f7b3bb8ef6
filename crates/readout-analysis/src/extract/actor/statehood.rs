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
    let surnames: HashSet<&str> =
        entities.iter().filter(|(r, l)| *l == "PERSON" && r.len() > 1).map(|(r, _)| g.word(r.end - 1)).collect();
    let mut owned: HashMap<&'d str, HashSet<String>> = HashMap::default();
    let pairs = tells_of_pairs(g);
    for (range, _) in entities.iter().filter(|(range, _)| eligible(g, range) && !surnames.contains(g.word(range.end - 1))) {
        let name = words(g, range);
        let place = places[name] >= 0;
        let head = head_of(g, range);
        let joined = || g.label(head) == "conj" || g.under(head, &["conj"]).next().is_some();
        let bare = g.under(head, &["compound", "amod", "nmod"]).all(|c| range.contains(&c));
        let evidence = bare.then(|| owns(g, head)).flatten();
        let shared = evidence.as_ref().is_some_and(|noun| LEXICON.statehood.shared.contains(noun));
        let several = owned.entry(name).or_default();
        several.extend(evidence.clone());
        if evidence.is_some() && (place || !shared || several.len() > 1) || place && pairs && joined() && is_party(g, head) {
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

/// What the name owns of the things that states own.
fn owns(g: &Grammar, head: TokenIx) -> Option<String> {
    let governor = g.head(head)?;
    let noun = match g.label(head) {
        "poss" => governor,
        "pobj" if g.lemma(governor) == "of" => g.head(governor)?,
        _ => return None,
    };
    let single = g.lemma(noun).to_lowercase();
    let double = noun.checked_sub(1).map(|before| format!("{} {single}", g.word(before).to_lowercase()));
    double.into_iter().chain([single]).find(|words| LEXICON.statehood.strong.contains(words))
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
