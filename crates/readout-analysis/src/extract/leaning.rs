//! Whether a sentence leans on the one before it: "He agreed", "This was denied", "But …".
//!
//! Enters: the grammatical view of one document and the tokens of a sentence. Leaves: yes or no. When in doubt it leans. The words stand in
//! `rules/leaning.toml`.

use crate::extract::actor::Actors;
use crate::extract::phrase::Phrases;
use crate::grammar::{Grammar, is_nominal};
use crate::rules::{Example, load};
use readout_record::annotation::TokenIx;
use readout_record::kind::ActorKind;
use serde::Deserialize;
use std::ops::Range;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    persons: Vec<String>,
    things: Vec<String>,
    speakers: Vec<String>,
    pointers: Vec<String>,
    times: Vec<String>,
    asides: Vec<String>,
    openers: Vec<String>,
    ends: Vec<String>,
    turns: Vec<String>,
    example: Vec<Example>,
    action: Vec<Example>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| load("leaning.toml", include_str!("../../rules/leaning.toml")));

static ASIDES: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::new(WORDS.asides.iter().map(|phrase| (phrase.as_str(), ()))));

/// Sentences that lean and that stand.
pub fn examples() -> &'static [Example] {
    &WORDS.example
}

/// Actions that lean and that stand.
pub fn actions() -> &'static [Example] {
    &WORDS.action
}

/// Whether what somebody is to do does not tell it by itself: "sign it", "not attack the port".
pub fn action_leans(action: &str) -> bool {
    let mut words = action.split_whitespace();
    let turned = words.clone().next().is_some_and(|w| WORDS.turns.iter().any(|t| t == w));
    turned || words.next_back().is_some_and(|w| WORDS.ends.iter().any(|e| e == w))
}

/// Whether the sentence of these tokens needs another one to be understood.
pub fn leans(g: &Grammar, actors: &Actors, sentence: Range<TokenIx>) -> bool {
    let mut words = sentence.clone().filter(|&t| !matches!(g.token(t).pos, "PUNCT" | "SPACE"));
    let opens = words.next().is_some_and(|t| holds(&WORDS.openers, g.word(t)));
    opens || sentence.clone().any(|t| points_out(g, actors, sentence.start, t))
}

/// Whether a first word joins its sentence to what went before.
pub fn joins(word: &str) -> bool {
    holds(&WORDS.openers, word)
}

/// Whether words need others before them to be understood, whoever speaks in them: "our side" is told by its report.
pub fn points_back(g: &Grammar, actors: &Actors, words: Range<TokenIx>) -> bool {
    let mut solid = words.clone().filter(|&t| !matches!(g.token(t).pos, "PUNCT" | "SPACE"));
    let opens = solid.next().is_some_and(|t| holds(&WORDS.openers, g.word(t)));
    let speaks = |t: TokenIx| holds(&WORDS.speakers, g.word(t));
    // "His Excellency recalled": a form of address.
    let title = |t: TokenIx| g.token(t).tag == "PRP$" && g.head(t).is_some_and(|h| g.token(h).tag == "NNP");
    opens
        || words
            .clone()
            .any(|t| !speaks(t) && !title(t) && !mid_pointer(g, words.clone(), t) && points_out(g, actors, words.start, t))
}

/// A pointer that stands for what its own sentence says, or joins a clause: "and this was outside the talks", "a call that lasted an hour"; not the first
/// word, nor one before a noun that is not named before it.
fn mid_pointer(g: &Grammar, words: Range<TokenIx>, t: TokenIx) -> bool {
    if !holds(&WORDS.pointers, g.word(t)) || words.clone().find(|&w| g.token(w).pos != "PUNCT") == Some(t) {
        return false;
    }
    let noun = g.head(t).filter(|&h| g.label(t) == "det" && h > t);
    noun.is_none_or(|n| (words.start..t).any(|b| g.lemma(b).eq_ignore_ascii_case(g.lemma(n))))
}

/// Whether a sentence turns to something else of the day: "Separately, …", "Earlier on Tuesday …".
pub fn is_aside(g: &Grammar, mut sentence: Range<TokenIx>) -> bool {
    let first = sentence.find(|&t| !matches!(g.token(t).pos, "PUNCT" | "SPACE"));
    first.is_some_and(|t| ASIDES.at(g, t).is_some())
}

fn holds(list: &[String], word: &str) -> bool {
    list.iter().any(|w| w.eq_ignore_ascii_case(word))
}

/// Whether a token means something that the sentence does not name before it.
fn points_out(g: &Grammar, actors: &Actors, start: TokenIx, t: TokenIx) -> bool {
    let word = g.word(t);
    let named = |kinds: &[ActorKind]| (start..t).any(|b| actors.mention(b).is_some_and(|m| kinds.contains(&m.kind)));
    if holds(&WORDS.persons, word) {
        return !named(&[ActorKind::Person, ActorKind::Office, ActorKind::Unnamed]);
    }
    if holds(&WORDS.things, word) {
        let noun = (start..t).any(|b| is_nominal(g.token(b)) && g.token(b).pos != "PRON");
        return g.label(t) != "expl" && !noun;
    }
    if holds(&WORDS.speakers, word) {
        return !g.quoted(t);
    }
    let before_time = g.head(t).is_some_and(|h| holds(&WORDS.times, g.lemma(h)));
    holds(&WORDS.pointers, word) && g.token(t).tag == "DT" && !before_time
}
