//! States that no list has: those of stories and exercises, and little-known ones, by what the document says they have.
//!
//! Enters: the grammatical view and the model's entities. Leaves: names. "Kestria's foreign minister", "the government of Kestria" and "a Kestrian
//! officer" make a state, and so does what is a party beside one.

use super::lexicon::LEXICON;
use super::shape::{head_of, words};
use crate::grammar::Grammar;
use crate::knowledge;
use foldhash::{HashMap, HashSet};
use readout_record::annotation::TokenIx;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The names of states in a document that are not in the lists.
pub fn states<'d>(
    g: &Grammar<'d>,
    entities: &[(Range<TokenIx>, &'static str)],
    told_as_places: &BTreeSet<&'d str>,
) -> BTreeSet<&'d str> {
    let mut found = BTreeSet::default();
    let mut places: BTreeMap<&'d str, i32> = BTreeMap::default();
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
        let place = places[name] >= 0 || told_as_places.contains(name);
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
    found.extend((0..g.tokens().len()).filter_map(|t| formal(g, t)).filter(|name| !surnames.contains(name)));
    let adjectives = adjectives(g);
    // "European officials": the model knows adjectives of states that are no names.
    let peoples: HashSet<&str> = entities.iter().filter(|(_, l)| *l == "NORP").map(|(r, _)| words(g, r)).collect();
    let bare = |r: &Range<TokenIx>| r.len() == 1 && eligible(g, r) && !surnames.contains(g.word(r.start));
    let of_another = |name: &str| places.keys().any(|other| is_adjective_of(name, other));
    let others = || entities.iter().filter(|(r, _)| bare(r) && !peoples.contains(words(g, r)) && !of_another(words(g, r)));
    for (range, _) in others() {
        let (name, head) = (words(g, range), range.start);
        let place = places[name] >= 0 || told_as_places.contains(name);
        let has_adjective = adjectives.iter().any(|word| is_adjective_of(word, name));
        if has_adjective || place && governs(g, head) {
            found.insert(name);
        }
    }
    for (range, _) in others() {
        let (name, head) = (words(g, range), range.start);
        let place = places[name] >= 0 || told_as_places.contains(name);
        let state = |t: TokenIx| found.contains(g.word(t)) || knowledge::state(g.word(t)).is_some();
        let joined =
            || g.conjuncts(head).iter().chain(&g.head(head).filter(|_| g.label(head) == "conj")).any(|&t| t != head && state(t));
        if place && is_party(g, head) && joined() {
            found.insert(name);
        }
    }
    found
}

/// "Kestria" at "Republic" in "the Republic of Kestria": one capitalised word, with which the name ends.
fn formal<'d>(g: &Grammar<'d>, t: TokenIx) -> Option<&'d str> {
    let full = LEXICON.statehood.forms.contains(g.word(t)) && t + 2 < g.tokens().len() && g.word(t + 1) == "of";
    let name = full.then(|| g.word(t + 2)).filter(|name| is_short_name(name))?;
    let ends = !g.tokens().get(t + 3).is_some_and(|next| next.pos == "PROPN" && next.label != "appos");
    ends.then_some(name)
}

/// The state that a publisher's name has in full: "Presidency of the Republic of Kestria".
pub fn formal_in(publisher: &str) -> Option<&str> {
    let words: Vec<&str> = publisher.split([' ', ',']).collect();
    let at = words.windows(3).position(|w| LEXICON.statehood.forms.contains(w[0]) && w[1] == "of" && is_short_name(w[2]))?;
    let goes_on = words.get(at + 3).is_some_and(|w| w.starts_with(char::is_uppercase))
        && !publisher.contains(&format!("{},", words[at + 2]));
    (!goes_on).then_some(words[at + 2])
}

fn is_short_name(word: &str) -> bool {
    let plain = word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase) && word.chars().count() > 3;
    plain && knowledge::place(word).is_none()
}

/// Names of which one sign only says that they are a state's: what they own or stand before.
pub fn perhaps<'d>(g: &Grammar<'d>, entities: &[(Range<TokenIx>, &'static str)]) -> BTreeSet<&'d str> {
    let peoples: HashSet<&str> = entities.iter().filter(|(_, l)| *l == "NORP").map(|(r, _)| words(g, r)).collect();
    let signs = |r: &Range<TokenIx>| governs(g, head_of(g, r)) || owns(g, head_of(g, r)).is_some();
    let single = |r: &Range<TokenIx>| r.len() < 3 && eligible(g, r) && !peoples.contains(words(g, r));
    entities.iter().filter(|(r, _)| single(r) && signs(r)).map(|(r, _)| words(g, r)).collect()
}

/// The capitalised words that stand as adjectives before what a state has: "Kestrian" before "officer".
fn adjectives<'d>(g: &Grammar<'d>) -> BTreeSet<&'d str> {
    let fits = |&t: &TokenIx| g.word(t).starts_with(char::is_uppercase) && knowledge::place(g.word(t)).is_none() && governs(g, t);
    (0..g.tokens().len()).filter(fits).map(|t| g.word(t)).collect()
}

/// Whether a word stands before a noun of what a state has.
fn governs(g: &Grammar, t: TokenIx) -> bool {
    let noun = g.head(t).filter(|&h| h > t && matches!(g.label(t), "amod" | "compound" | "nmod"));
    noun.is_some_and(|h| LEXICON.statehood.governed.contains(&g.lemma(h).to_lowercase()) && g.token(h).pos == "NOUN")
}

/// Whether a word is the adjective of a state's name, or the name of its people: "Kestrian" of "Kestria", "Tirvanis" of "Tirvan".
pub fn is_adjective_of(word: &str, state: &str) -> bool {
    let long = |stem: &str| stem.chars().count() > 3;
    let end = |stem: &str| word.strip_prefix(stem).filter(|_| long(stem));
    let ends = |stem: &str| {
        let listed = |rest: &str| LEXICON.statehood.adjectives.contains(rest);
        end(stem).is_some_and(|rest| listed(rest) || rest.strip_suffix('s').is_some_and(listed))
    };
    !state.contains(' ') && (ends(state) || ends(state.trim_end_matches(['a', 'e', 'i', 'o', 'u', 'y'])))
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
