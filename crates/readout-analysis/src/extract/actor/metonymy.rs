//! Whether the name of a town or of a government's seat stands for who governs there, or for the place.
//!
//! Enters: the grammatical view and the tokens of a name. Leaves: how it is used, by the slot that it fills and the lists of
//! `rules/actors/metonymy.toml`. It leaves alone: whose town it is.

use super::shape::entity_at;
use crate::grammar::{Grammar, is_verbal};
use crate::rules::{self, Example};
use foldhash::{HashMap, HashSet};
use readout_record::annotation::TokenIx;
use serde::Deserialize;
use std::ops::Range;
use std::sync::LazyLock;

/// How the name of a place is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// For those who govern: it says, decides, is addressed.
    Actor,
    /// For a place on the map.
    Place,
    /// The grammar does not tell.
    Unclear,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    ambiguous: HashMap<String, Vec<String>>,
    place_subjects: HashSet<String>,
    located: HashSet<String>,
    town_attributes: HashSet<String>,
    addressed: HashSet<String>,
    routes: HashSet<String>,
    town_nouns: HashSet<String>,
    acts: HashSet<String>,
    governors: HashMap<String, HashSet<String>>,
    example: Vec<Example>,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| rules::load("actors/metonymy.toml", include_str!("../../../rules/actors/metonymy.toml")));

/// The examples of the table.
pub fn examples() -> &'static [Example] {
    &TABLE.example
}

/// How the name of a capital or a seat is used.
pub fn use_of(g: &Grammar, name: &Range<TokenIx>, head: TokenIx) -> Use {
    if dateline(g, name) || located(g, name) || name.len() == 1 && TABLE.ambiguous.contains_key(g.word(name.start)) {
        return Use::Place;
    }
    by_slot(g, head)
}

/// The organisation that has its seat in a capital and is meant by its name where that acts, and its organs: "Brussels said". Whether the document speaks of
/// one of them at all is not asked here.
pub fn seat_of(g: &Grammar, name: &Range<TokenIx>, head: TokenIx) -> Option<&'static [String]> {
    let body = TABLE.ambiguous.get(g.word(name.start)).filter(|_| name.len() == 1)?;
    let place = dateline(g, name) || located(g, name) || by_slot(g, head) != Use::Actor;
    (!place).then_some(body.as_slice())
}

/// Whether the name of a capital is left a place because more than its state has a seat there.
pub fn is_ambiguous(word: &str) -> bool {
    TABLE.ambiguous.contains_key(word)
}

/// Whether a place that is the seat of no government is told to act: "Chicago sued", "talks between Kestria and Valdonia".
pub fn acts(g: &Grammar, name: &Range<TokenIx>, head: TokenIx) -> bool {
    let first = std::iter::once(head).chain(g.ancestors(head)).find(|&t| g.label(t) != "conj").unwrap_or(head);
    let governor = g.head(first);
    let slot = match g.label(first) {
        "nsubj" => governor.is_some_and(|verb| TABLE.acts.contains(g.lemma(verb))),
        "pobj" => governor.is_some_and(|p| g.lemma(p) == "between"),
        _ => false,
    };
    slot && use_of(g, name, head) == Use::Actor
}

fn by_slot(g: &Grammar, head: TokenIx) -> Use {
    let Some(governor) = g.head(head) else { return Use::Unclear };
    let listed = |words: &HashSet<String>| if words.contains(g.lemma(governor)) { Use::Actor } else { Use::Place };
    match g.label(head) {
        "nsubj" => subject(g, governor),
        "nsubjpass" | "dobj" | "dative" => listed(&TABLE.addressed),
        "pobj" => object_of(g, governor),
        "poss" => owner(g, governor),
        "conj" => by_slot(g, governor),
        "compound" | "nmod" | "amod" | "appos" | "attr" | "npadvmod" | "advmod" | "oprd" => Use::Place,
        _ => Use::Unclear,
    }
}

fn subject(g: &Grammar, verb: TokenIx) -> Use {
    if !is_verbal(g.token(verb)) {
        return Use::Unclear;
    }
    let town = g.under(verb, &["attr"]).any(|a| TABLE.town_attributes.contains(g.lemma(a)));
    if town || TABLE.place_subjects.contains(g.lemma(verb)) { Use::Place } else { Use::Actor }
}

/// The object of a preposition: some take none but actors, some need the word before them, the rest tell where.
fn object_of(g: &Grammar, preposition: TokenIx) -> Use {
    let word = g.lemma(preposition).to_lowercase();
    let governor = g.head(preposition);
    let lemma = governor.map_or("", |t| g.lemma(t));
    match word.as_str() {
        "between" | "with" | "against" if TABLE.routes.contains(lemma) => Use::Place,
        "between" | "with" | "against" => Use::Actor,
        "by" if g.label(preposition) == "agent" || governor.is_some_and(|t| g.token(t).pos == "NOUN") => Use::Actor,
        _ => TABLE.governors.get(&word).zip(governor).map_or(Use::Place, |(words, t)| governed(g, t, words)),
    }
}

/// Whether the word that a preposition hangs on, or the object beside it, is listed: "a message to Riyadh", "sent a message to Riyadh".
fn governed(g: &Grammar, governor: TokenIx, words: &HashSet<String>) -> Use {
    let listed = |t: TokenIx| words.contains(g.lemma(t));
    if listed(governor) || g.under(governor, &["dobj", "nsubjpass"]).any(listed) { Use::Actor } else { Use::Place }
}

fn owner(g: &Grammar, owned: TokenIx) -> Use {
    let town = g.token(owned).pos == "PROPN" || TABLE.town_nouns.contains(g.lemma(owned));
    if town { Use::Place } else { Use::Actor }
}

/// "MOSCOW (AP) -", "Geneva, 3 March -": the name opens a paragraph and a dash or a credit in brackets follows before any verb.
pub fn dateline(g: &Grammar, name: &Range<TokenIx>) -> bool {
    let opens =
        name.start == 0 || g.word(name.start - 1).contains('\n') || g.sentences[g.sentence(name.start)].start == name.start;
    if !opens {
        return false;
    }
    let ahead = (name.end..g.tokens().len()).take(12).take_while(|&t| !is_verbal(g.token(t)) && !g.word(t).contains('\n'));
    let mut ahead = ahead.map(|t| g.word(t));
    match ahead.next() {
        Some("(" | "—" | "–" | "-" | "--") => true,
        Some(",") => ahead.any(|w| matches!(w, "—" | "–" | "-" | "--" | "(")),
        _ => false,
    }
}

/// "Moscow-based", "Geneva, Switzerland".
fn located(g: &Grammar, name: &Range<TokenIx>) -> bool {
    let after = |n: usize| g.tokens().get(name.end + n).map(|t| t.span.of(g.text()));
    let based = matches!(after(0), Some("-" | "–")) && after(1).is_some_and(|w| TABLE.located.contains(w));
    let within = after(0) == Some(",")
        && g.tokens().get(name.end + 1).is_some_and(|t| t.pos == "PROPN")
        && entity_at(g, name.end + 1).is_some_and(|e| e.first as usize == name.end + 1 && e.label == "GPE")
        && g.label(name.end + 1) == "appos";
    based || within
}
