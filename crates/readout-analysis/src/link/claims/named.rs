//! Names and states that some tokens tell.
//!
//! Enters: the grammatical view and tokens. Leaves: words of names, and the states that nouns, adjectives and capitals name.

use crate::grammar::Grammar;
use crate::knowledge::place;
use readout_record::annotation::TokenIx;
use std::collections::BTreeSet;

/// Words of names among some tokens.
pub fn names<'d>(g: &Grammar<'d>, tokens: impl Iterator<Item = TokenIx>) -> BTreeSet<&'d str> {
    tokens.filter(|&t| g.token(t).pos == "PROPN").map(|t| g.word(t)).collect()
}

/// States named by a noun, an adjective or a capital.
pub fn states(g: &Grammar, tokens: impl Iterator<Item = TokenIx>) -> BTreeSet<&'static str> {
    let after = |t: TokenIx| g.tokens().get(t + 1).map(|n| &g.text()[g.token(t).span.start()..n.span.end()]);
    tokens.filter_map(|t| place(g.word(t)).or_else(|| place(after(t)?))).map(|p| p.state.name.as_str()).collect()
}
