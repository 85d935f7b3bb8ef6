//! On whose initiative a contact was: "at China's request", "the call was requested by the U.S. side", "she phoned him".
//!
//! Enters: the grammatical view and the token that names a contact. Leaves: who asked for it, with the words. The words stand in `rules/initiative.toml`.

use crate::extract::event::slots;
use crate::grammar::{Grammar, is_verbal};
use crate::rules::{Example, load};
use foldhash::HashSet;
use readout_record::annotation::TokenIx;
use readout_record::span::Span;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    nouns: HashSet<String>,
    prepositions: HashSet<String>,
    verbs: HashSet<String>,
    contacting: HashSet<String>,
    #[serde(rename = "example")]
    examples: Vec<Example>,
}

static WORDS: LazyLock<File> = LazyLock::new(|| load("initiative.toml", include_str!("../../../rules/initiative.toml")));

/// Sentences with who asked for the contact in them.
pub fn examples() -> &'static [Example] {
    &WORDS.examples
}

/// The token that heads who asked for the contact at `ix`, and the words that say so.
pub fn initiative(g: &Grammar, ix: TokenIx) -> Option<(TokenIx, Span)> {
    let verb = std::iter::once(ix).chain(g.ancestors(ix)).find(|&t| is_verbal(g.token(t)));
    let holders = || std::iter::once(ix).chain(verb);
    holders().find_map(|h| by_request(g, h)).or_else(|| by_verb(g, ix, verb?)).or_else(|| by_calling(g, ix))
}

/// "At the request of China", "on China's initiative".
fn by_request(g: &Grammar, holder: TokenIx) -> Option<(TokenIx, Span)> {
    let prepositions = g.under(holder, &["prep"]).filter(|&p| WORDS.prepositions.contains(&g.lemma(p).to_lowercase()));
    prepositions.flat_map(|p| g.under(p, &["pobj"]).map(move |n| (p, n)).collect::<Vec<_>>()).find_map(|(p, noun)| {
        let asked = WORDS.nouns.contains(g.lemma(noun));
        let own = g.under(noun, &["poss"]).next();
        let who = own.or_else(|| g.prepositional(noun, "of").first().copied()).filter(|_| asked)?;
        Some((who, g.span(&[p.min(noun), p, noun, who, *g.subtree(who).last()?])?))
    })
}

/// "The call was requested by China"; "China asked for the call".
fn by_verb(g: &Grammar, ix: TokenIx, verb: TokenIx) -> Option<(TokenIx, Span)> {
    let asks = WORDS.verbs.contains(g.lemma(verb)) && verb != ix;
    let wanted = matches!(g.label(ix), "dobj" | "nsubjpass" | "pobj") && !g.negated(verb);
    let who = slots::fill(g, verb, "subject").first().copied().filter(|_| asks && wanted)?;
    Some((who, g.span(&[who, verb])?))
}

/// "She phoned him": who calls is who wanted the call.
fn by_calling(g: &Grammar, ix: TokenIx) -> Option<(TokenIx, Span)> {
    let calls = is_verbal(g.token(ix)) && WORDS.contacting.contains(g.lemma(ix)) && g.under(ix, &["dobj"]).next().is_some();
    let who = g.subject(ix).filter(|&s| {
        calls && g.token(s).pos != "PRON" && !slots::is_passive(g, ix) && g.conjuncts(g.subject(ix).unwrap_or(ix)).len() == 1
    })?;
    Some((who, g.span(&[who, ix])?))
}
