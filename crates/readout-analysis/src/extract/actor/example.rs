//! The examples of the tables for actors, with the notation in which what is found is shown.
//!
//! Enters: the grammatical view and the actors of one text. Leaves: one line a mention, or one line a name that can stand for a state.

use super::Actors;
use super::candidate::{candidates, entities, known};
use super::lexicon::LEXICON;
use super::metonymy;
use super::shape::words;
use crate::grammar::Grammar;
use crate::knowledge::{self, Sense};
use crate::rules::Example;
use readout_record::annotation::TokenIx;
use readout_record::kind::ActorKind;
use readout_record::mention::ActorMention;
use std::ops::Range;

/// Examples of what is the name of somebody who acts.
pub fn of_names() -> &'static [Example] {
    &LEXICON.example
}

/// Examples of what stands for a state.
pub fn of_metonymy() -> &'static [Example] {
    metonymy::examples()
}

/// Every mention: `kind name / role < allegiance`.
pub fn shown(actors: &Actors) -> Vec<String> {
    let line = |m: &ActorMention| {
        let role = m.role.as_ref().map(|r| format!(" / {r}")).unwrap_or_default();
        let of = m.of.as_ref().map(|o| format!(" < {o}")).unwrap_or_default();
        format!("{} {}{role}{of}", m.kind, m.name)
    };
    actors.mentions.iter().map(line).collect()
}

/// Every capital and seat that the text names: `words = state` where it is an actor, `words = place` where it is none.
pub fn shown_places(g: &Grammar, actors: &Actors) -> Vec<String> {
    let all = entities(g);
    let names = candidates(g, &all, &known(g, &all)).into_iter().map(|(range, _)| range);
    let seat = |words: &str| knowledge::place(words).is_some_and(|p| matches!(p.sense, Sense::Capital | Sense::Seat));
    let line = |range: Range<TokenIx>| {
        let state = actors.mention(range.start).is_some_and(|m| matches!(m.kind, ActorKind::State | ActorKind::Office));
        let meant = if state { "state" } else { "place" };
        format!("{} = {meant}", words(g, &range))
    };
    names.filter(|range| seat(words(g, range))).map(line).collect()
}
